"""What looks odd although every cell can be read: warnings and notes, never errors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.ranks import is_below, lowest_rank
from zhifa_alloc.schema.spelling import fold

_NOT_TYPED: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]|[(（].*[+＋].*[)）]")
"""A private or lost character, or one put together: 李(王+月)."""
_TOTAL: Final = re.compile(r"[^小]{0,10}(合计|总计|共计)(:.*|\(.*\)|\d.*)?")
_PEOPLE: Final = re.compile(r"(\d{1,6})人")


def check_oddities(tables: Sequence[Table], log: FindingLog) -> None:
    """Look at every roster row, and at the sums below them."""
    for table in tables:
        _check_names(table, log)
        _check_ranks(table, log)
        _check_totals(table, log)


def _check_names(table: Table, log: FindingLog) -> None:
    for index, name in table.rows("name"):
        if name is not BAD and not name.isalpha() and _NOT_TYPED.search(name):
            log.add(Code.NAME_NOT_TYPED, table.where(index, "name"), name)


def _check_ranks(table: Table, log: FindingLog) -> None:
    """Hold 职级 against 职务层次; a roster repeats few pairs of them."""
    pairs = [(level, rank) for _, level, rank in table.rows("post_level", "rank")]
    low = {pair: lowest for pair in set(pairs) if (lowest := _broken(*pair))}
    for index, pair in enumerate(pairs):
        if pair in low:
            params = {"level": pair[0], "lowest": low[pair]}
            log.add(Code.RANK_BELOW_LEVEL, table.where(index, "rank"), pair[1], **params)


def _broken(level: object, rank: object) -> str:
    """Return the rank that the level asks for, where the rank written is lower."""
    if not isinstance(level, str) or not isinstance(rank, str):
        return ""
    lowest = lowest_rank(level)
    return lowest if lowest and is_below(rank, lowest) else ""


def _check_totals(table: Table, log: FindingLog) -> None:
    """Compare a total row that counts people (合计：36人) with the rows above it, and with all of them."""
    people = set(table.lines)
    for line in range(table.header.bottom + 1, len(table.sheet.rows)):
        if line in people:
            continue
        texts = [fold(plain_text(value)) for value in table.sheet.rows[line] if plain_text(value).strip()]
        counted = _PEOPLE.findall(" ".join(texts))
        if not texts or not _TOTAL.fullmatch(texts[0]) or len(counted) != 1:
            continue
        above = sum(1 for own in table.lines if own < line)
        if int(counted[0]) not in (above, len(table)):
            where = CellRef(table.book, table.sheet.name, f"A{line + 1}")
            log.add(Code.TOTAL_DIFFERS, where, f"{counted[0]}人", count=above)
