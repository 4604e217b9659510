"""Sheet 草案信息: what the draft was made from and with, and how far its goals were proved."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.parameters import parameter_rows
from zhifa_alloc.drafts.terms import FORMAT_VERSION, SHEET_RECORD
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, CellValue, Column, Lines, Page, Table
from zhifa_alloc.schema.placement import Stage
from zhifa_alloc.text.phrasebook import phrasebook

ITEM: Final = "项目"
CONTENT: Final = "内容"
PLAN_ID: Final = "方案号"
CHECKSUM: Final = "数据校验码"
VERSION: Final = "程序版本"
FORMAT_ITEM: Final = "草案格式"
INPUT: Final = "输入文件"
HASH: Final = "SHA-256"
_ITEM_WIDTH: Final = 22.0
_CONTENT_WIDTH: Final = 42.0


def record_page(draft: Draft, checksum: str) -> Page:
    """Return the sheet for a draft whose text has this checksum."""
    blocks: list[Block] = [Table(_columns(), record_rows(draft, checksum))]
    blocks += [Lines((say("record.parameters"),), "heading"), Table(_columns(), parameter_rows(draft.case))]
    assumptions = assumption_lines(draft)
    if assumptions:
        blocks += [Lines((say("record.assumptions"),), "heading"), Lines(assumptions)]
    if draft.stages:
        heading = Lines((say("record.precision"),), "heading")
        blocks += [heading, precision_table(draft.stages), Lines((say("record.precision_note"),), "note")]
    return framed(SHEET_RECORD, say("record.title"), tuple(blocks), landscape=False)


def record_rows(draft: Draft, checksum: str) -> tuple[tuple[CellValue, ...], ...]:
    """Return item and content of everything that identifies the draft."""
    inputs = ((f"{INPUT}{number}", file.name) for number, file in enumerate(draft.case.inputs, start=1))
    hashes = (
        (f"{INPUT}{number} {HASH}", file.sha256) for number, file in enumerate(draft.case.inputs, start=1)
    )
    return (
        (PLAN_ID, draft.plan_id),
        (VERSION, draft.version),
        (FORMAT_ITEM, str(FORMAT_VERSION)),
        (CHECKSUM, checksum),
        *inputs,
        *hashes,
    )


def assumption_lines(draft: Draft) -> tuple[str, ...]:
    """Say everything that the program assumed because the input did not say it."""
    case = draft.case
    lines = []
    if any(row.assumed and row.weights for row in case.weights):
        lines.append(say("assumptions.equal_weights"))
    if any(row.assumed and not row.weights for row in case.weights):
        lines.append(say("assumptions.equal_shares"))
    if case.base_date is not None and not case.base_date_given:
        lines.append(say("assumptions.base_date", date=case.base_date.isoformat()))
    if case.people and not case.parameters.seed:
        lines.append(say("assumptions.no_seed"))
    if case.people and not case.certificates_known:
        lines.append(say("assumptions.no_certificates"))
    if case.people and not case.distances:
        lines.append(say("assumptions.no_distances"))
    if any(person.numbered for person in case.people):
        lines.append(say("assumptions.numbered"))
    if case.people and case.domains_without_people:
        lines.append(say("assumptions.open_domains", domains="、".join(case.domains_without_people)))
    return tuple(lines)


def precision_table(stages: tuple[Stage, ...]) -> Table:
    """Return 测算精度: value, proved bound, what prices prove of it, and gap of every goal, in order."""
    columns = (
        Column("目标", width=_ITEM_WIDTH),
        Column("数值", "number", 18),
        Column("已证明的下界", "key", 15),
        Column("其中按价格\n可复算的", "key", 13),
        Column("相差", "percent", 9),
        Column("已证明\n不能更好", width=11),
    )
    rows = tuple(
        (
            phrasebook("zh").say(f"goals.stages.{stage.key}"),
            stage.value,
            str(stage.bound),
            "" if stage.certified is None else str(stage.certified),
            stage.gap,
            say("words.yes" if stage.proved else "words.no"),
        )
        for stage in stages
    )
    return Table(columns, rows)


def _columns() -> tuple[Column, ...]:
    return (Column(ITEM, width=_ITEM_WIDTH), Column(CONTENT, "text", _CONTENT_WIDTH))
