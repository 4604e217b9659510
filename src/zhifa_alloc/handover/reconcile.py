"""核对表: what stands on the sheets of this workbook, counted again there, against the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.people import ROSTER_NAMES
from zhifa_alloc.handover.posts import QUOTA_FORMS
from zhifa_alloc.handover.reply import REPLY_NAME
from zhifa_alloc.schema.page import CellValue, Column, Mark, Page, Table

CHECK_NAME: Final = "核对表"
TOTAL: Final = "合计"
_Key = tuple[str, str]

_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column("执法领域", width=16),
    Column("编制类型", width=18),
    Column("草案", "number", 10, group="编制（名）"),
    Column("本册", "number", 10, group="编制（名）"),
    Column("草案", "number", 10, group="人员（人）"),
    Column("本册名册", "number", 10, group="人员（人）"),
    Column("核对结果", width=14),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One pool: posts and people, in the draft and on the sheets."""

    key: _Key
    posts: tuple[int, int]
    people: tuple[int, int]

    @property
    def agrees(self) -> bool:
        return self.posts[0] == self.posts[1] and self.people[0] == self.people[1]


def check_page(frame: Frame, pages: Iterable[Page]) -> Page:
    """Compare the finished sheets with the draft: posts and people of every pool, and the rows of 回执.

    The numbers of the workbook are counted on its own sheets, not taken from what these were made of;
    those of the draft come from its quota table and its headcount table.
    """
    tables = {page.name: _first_table(page) for page in pages}
    lines = _lines(frame, tables)
    replies = len(tables[REPLY_NAME].rows)
    listed = sum(line.people[1] for line in lines)
    notes = (
        say("check.how"),
        say("check.replies", replies=replies, listed=listed, result=_result(replies == listed)),
    )
    return frame.page(CHECK_NAME, CHECK_NAME, (_table(lines),), notes=notes)


def _lines(frame: Frame, tables: Mapping[str, Table]) -> tuple[_Line, ...]:
    posts = _counted_posts(tables)
    people = _counted_people(tables)
    portion = frame.portion
    return tuple(
        _Line(
            key=(pool.domain, pool.quota_type),
            posts=(pool.quota, posts[pool.domain, pool.quota_type]),
            people=(
                portion.expected[pool.domain, pool.quota_type],
                people[pool.domain, pool.quota_type],
            ),
        )
        for pool in portion.pools
    )


def _counted_posts(tables: Mapping[str, Table]) -> Counter[_Key]:
    found: Counter[_Key] = Counter()
    for form in QUOTA_FORMS.values():
        if form.name in tables:
            table = tables[form.name]
            for row in table.rows:
                number, domain, quota_type, posts = (
                    row[_place(table, header)] for header in ("序号", "执法领域", "编制类型", form.posts)
                )
                if number is not None and isinstance(posts, int):
                    found[str(domain), str(quota_type)] += posts
    return found


def _counted_people(tables: Mapping[str, Table]) -> Counter[_Key]:
    found: Counter[_Key] = Counter()
    for name in ROSTER_NAMES.values():
        if name in tables:
            table = tables[name]
            domain, quota_type = (_place(table, header) for header in ("执法领域", "编制类型"))
            found.update((str(row[domain]), str(row[quota_type])) for row in table.rows)
    return found


def _place(table: Table, header: str) -> int:
    return next(place for place, column in enumerate(table.columns) if column.header == header)


def _first_table(page: Page) -> Table:
    return next((block for block in page.blocks if isinstance(block, Table)), Table((), ()))


def _table(lines: tuple[_Line, ...]) -> Table:
    rows: list[tuple[CellValue, ...]] = [
        (number, *line.key, *line.posts, *line.people, _result(line.agrees))
        for number, line in enumerate(lines, start=1)
    ]
    sums = [sum(part) for part in zip(*((*line.posts, *line.people) for line in lines), strict=True)]
    sums = sums or [0, 0, 0, 0]
    marks: dict[tuple[int, int], Mark] = {
        (row, len(_COLUMNS) - 1): "good" if line.agrees else "bad" for row, line in enumerate(lines)
    }
    agreed = all(line.agrees for line in lines)
    return Table(_COLUMNS, tuple(rows), (TOTAL, None, None, *sums, _result(agreed)), marks)


def _result(agrees: bool) -> str:
    return say("check.agrees" if agrees else "check.differs")
