"""Sheet 回执: the district's answer on every person, and the marks by which a returned file is known."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.handover.columns import PERSON_COLUMNS, Entry
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.people import awaited_lines
from zhifa_alloc.schema.page import Column, Page, Table

REPLY_NAME: Final = "回执"
OPINION: Final = "接收意见"
REASON: Final = "理由"
EXPLANATION: Final = "说明"
OPINIONS: Final = ("同意", "需协商", "不同意")
REASONS: Final = ("亲属回避", "专业不符", "身体原因", "其他")

IDENTITY_NAME: Final = "文件标识"
IDENTITY_FORMAT: Final = "zhifa-alloc/handover"
LEDGER_FORMAT: Final = "zhifa-alloc/ledger"
INSPECTION_FORMAT: Final = "zhifa-alloc/inspection"
LEDGER_FORMATS: Final = (LEDGER_FORMAT, INSPECTION_FORMAT)


def opinion_column() -> Column:
    """Return the column 接收意见 with its drop-down."""
    return Column(OPINION, width=11, choices=OPINIONS, editable=True, prompt=say("reply.prompt_opinion"))


def reply_page(frame: Frame) -> Page:
    """Draw up 回执, one row a person; what is not filled in counts as not answered."""
    staff_id, name = PERSON_COLUMNS["人员编号"], PERSON_COLUMNS["姓名"]
    entries = [Entry(number, person, frame.portion) for number, person in enumerate(frame.portion.people, 1)]
    table = Table(
        columns=(
            Column(staff_id.header, staff_id.kind, 16),
            Column(name.header, name.kind, 12),
            opinion_column(),
            Column(REASON, width=14, choices=REASONS, editable=True, prompt=say("reply.prompt_reason")),
            Column(EXPLANATION, "text", 44, editable=True),
        ),
        rows=tuple((staff_id.read(entry), name.read(entry), None, None, None) for entry in entries),
    )
    return frame.page(REPLY_NAME, REPLY_NAME, (frame.head("人"), *awaited_lines(frame), table))


def identity_page(frame: Frame) -> Page:
    """Return the hidden sheet that says what this file is: nothing about people stands there."""
    portion = frame.portion
    said = (
        ("格式", IDENTITY_FORMAT),
        ("类别", frame.audience.value),
        ("区", portion.district),
        ("方案编号", portion.plan_id),
        ("程序版本", portion.version),
        ("标注", frame.banner),
    )
    return marks_page(said, frame.sentences, frame.banner)


def marks_page(said: tuple[tuple[str, str], ...], sentences: tuple[str, ...], banner: str = "") -> Page:
    """Return the hidden sheet 文件标识: what the file is, and the sentences that stand on every sheet."""
    rows = (*said, *(("说明", sentence) for sentence in sentences))
    table = Table((Column("项目", "text", 12), Column("内容", "key", 40)), rows)
    return Page(IDENTITY_NAME, "", (table,), banner=banner, visibility="hidden")
