"""Sheets about people: the list for consultation, the rosters to sign, certificates, pay, files, Party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.handover.columns import ALLOWED, PERSON_COLUMNS, person_table
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.schema.page import Block, CellValue, Column, Lines, Page, Table
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.terms import MODE_SECONDED, MODE_TRANSFERRED
from zhifa_alloc.sheets.house_style import columns_in_force, unusable_style

LIST_NAME: Final = "人员名单"
ROSTER_NAMES: Final[Mapping[str, str]] = {
    MODE_SECONDED: "人员下沉名册",
    MODE_TRANSFERRED: "划转人员名册",
}
CONTINUED: Final = "（续）"
CERTIFICATE_NAME: Final = "执法证换发登记表"
TOTAL: Final = "合计"
PERSON_KEY: Final = "人员编号"
_KEYS: Final = ("序号", PERSON_KEY, "姓名")

_LIST: Final = (
    *_KEYS,
    *("执法领域", "原单位", "接收区", "编制类型", "职务", "职务层次", "职级", "学历", "持证有无", "人员状态"),
    "交接备注",
)
_ROSTER: Final = (
    *_KEYS,
    *("性别", "民族", "出生年月", "身份证号", "政治面貌", "学历", "参加工作时间"),
    *("执法领域", "原单位", "编制类型", "人员状态"),
)
_ROSTER_CONTINUED: Final = (
    *_KEYS,
    *("执法领域", "职务", "职务层次", "职级", "执法证号", "执法证有效期", "接收区", "接收单位", "交接备注"),
)
_POST_TO_FILL: Final = (Column("接收岗位", width=14, editable=True),)
_CERTIFICATE: Final = (*_KEYS, "执法领域", "原单位", "执法证号", "执法证有效期", "有效期提示")
_CERTIFICATE_TO_FILL: Final = (
    Column("原发证机关", width=14, editable=True),
    Column("收回日期", "date", 11, editable=True),
    Column("新证号", "key", 16, editable=True),
    Column("换发日期", "date", 11, editable=True),
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A sheet that only 整体划转 knows: what follows a person to the district."""

    name: str
    headers: tuple[str, ...]
    blanks: tuple[Column, ...]
    members_only: bool = False


TRANSFERS: Final = (
    Transfer(
        "工资关系转移表",
        (*_KEYS, "身份证号", "编制类型"),
        (
            Column("职务（岗位）工资", "decimal", 10, editable=True),
            Column("级别（薪级）工资", "decimal", 10, editable=True),
            Column("津贴补贴", "decimal", 10, editable=True),
            Column("工资停发月份", width=10, editable=True),
            Column("工资起发月份", width=10, editable=True),
            Column("社会保险", width=9, group="关系转移", editable=True),
            Column("住房公积金", width=9, group="关系转移", editable=True),
            Column("职业年金", width=9, group="关系转移", editable=True),
        ),
    ),
    Transfer(
        "人事档案移交清单",
        (*_KEYS, "身份证号"),
        (
            Column("正本（卷）", "number", 7, editable=True),
            Column("副本（卷）", "number", 7, editable=True),
            Column("材料份数", "number", 7, editable=True),
            Column("电子档案", width=9, editable=True),
            Column("转递通知单号", width=16, editable=True),
            Column("移交人", width=10, editable=True),
            Column("接收人", width=10, editable=True),
            Column("移交日期", "date", 12, editable=True),
        ),
    ),
    Transfer(
        "党组织关系转接表",
        (*_KEYS, "政治面貌", "原单位"),
        (
            Column("转出支部", width=22, editable=True),
            Column("转入支部", width=22, editable=True),
            Column("党费交至", width=11, editable=True),
            Column("转接日期", "date", 12, editable=True),
        ),
        members_only=True,
    ),
)


def list_page(frame: Frame) -> Page:
    """Draw up the list of people on which the district is consulted."""
    return _people_page(frame, LIST_NAME, _LIST, frame.portion.people)


def roster_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up the rosters to sign, two sheets for each 划转方式 of the district's people."""
    return tuple(page for mode in frame.portion.modes for page in _rosters_of(frame, mode))


def _rosters_of(frame: Frame, mode: str) -> Iterator[Page]:
    people, name = frame.portion.people_of(mode), ROSTER_NAMES[mode]
    if people or awaited_lines(frame, (mode,)):
        yield _people_page(frame, name, _ROSTER, people, modes=(mode,))
    if people:
        yield _people_page(frame, name + CONTINUED, _ROSTER_CONTINUED, people, _POST_TO_FILL, (mode,))


def certificate_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up the register of certificates that are handed in and issued anew; none without numbers."""
    holders = tuple(person for person in frame.portion.people if person.certificate)
    if not holders:
        return ()
    return (_people_page(frame, CERTIFICATE_NAME, _CERTIFICATE, holders, _CERTIFICATE_TO_FILL),)


def transfer_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up pay, personnel files and Party relations for the people of 整体划转; none otherwise."""
    people = frame.portion.people_of(MODE_TRANSFERRED)
    pages = []
    for sheet in TRANSFERS:
        listed = tuple(person for person in people if not sheet.members_only or _is_member(person))
        if listed:
            pages.append(
                _people_page(frame, sheet.name, sheet.headers, listed, sheet.blanks, (MODE_TRANSFERRED,))
            )
    return tuple(pages)


def awaited_lines(frame: Frame, modes: Iterable[str] | None = None) -> tuple[Lines, ...]:
    """Say which domains' rosters have not come yet; nothing when all have."""
    portion = frame.portion
    wanted = set(portion.modes if modes is None else modes)
    domains = [name for name in portion.awaited if wanted & set(portion.terms_of(name).modes)]
    return (Lines((say("people.awaited", domains="、".join(domains)),), "notice"),) if domains else ()


def _people_page(
    frame: Frame,
    name: str,
    headers: tuple[str, ...],
    people: tuple[Person, ...],
    blanks: tuple[Column, ...] = (),
    modes: tuple[str, ...] | None = None,
) -> Page:
    headers = (*headers, *_added(frame, name, headers, blanks))
    table = person_table(frame.audience, headers, people, frame.portion, blanks)
    waiting = awaited_lines(frame, modes)
    blocks: tuple[Block, ...] = (frame.head("人"), *waiting, replace(table, total=_total(table)))
    return frame.page(name, name, blocks, modes)


def _added(frame: Frame, name: str, usual: tuple[str, ...], blanks: tuple[Column, ...]) -> Iterator[str]:
    """Give the columns about people that the office wants on a sheet beside the usual ones.

    Raises:
        UnusableFile: ``style_unusable``, a column that may not reach the sheet's readers.
    """
    there = {*usual, *(column.header for column in blanks)}
    for header in dict.fromkeys(columns_in_force().order.get(name, ())):
        if header in PERSON_COLUMNS and header not in there:
            if header not in ALLOWED[frame.audience]:
                audience = frame.audience.value
                raise unusable_style(say("arrangement.forbidden", sheet=name, name=header, audience=audience))
            yield header


def _total(table: Table) -> tuple[CellValue, ...]:
    cells: list[CellValue] = [None] * len(table.columns)
    cells[0] = TOTAL
    cells[2] = say("people.total", count=len(table.rows))
    return tuple(cells)


def _is_member(person: Person) -> bool:
    """Tell Party members from members of other parties: 中共党员, 中共预备党员, or the short words."""
    return person.party.startswith("中共") or person.party in ("党员", "预备党员")
