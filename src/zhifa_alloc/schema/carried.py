"""How rows of a carried sheet (职责, 资产, 案件 …) say which 执法领域 and which district they concern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zhifa_alloc.schema.spelling import fold

DISTRICT_HEADERS: Final = ("区", "接收区", "接收单位", "承接主体", "划入区", "划入单位")
"""Headers whose cell names the district that a row concerns, the first that is there counts."""
DOMAIN_HEADERS: Final = ("执法领域", "领域")
EVERY_DISTRICT: Final = ("各区", "各区大队", "各区执法大队", "全部", "所有区", "各接收区")
"""Cells that name every receiving district at once."""


def place_of(headers: tuple[str, ...], names: Iterable[str]) -> int | None:
    """Return the column of the first of these names that is among the headers, spellings aside."""
    plain = [fold(header) for header in headers]
    return next((plain.index(fold(name)) for name in names if fold(name) in plain), None)


def cell_of(row: tuple[str, ...], place: int | None) -> str:
    """Return a cell's text without blanks around it; empty where there is no such column."""
    return row[place].strip() if place is not None and place < len(row) else ""


def names_district(text: str, district: str, districts: Iterable[str]) -> bool:
    """Say whether a cell names the district; 新区 is not named by 松北新区 if that is a district too."""
    named = {name for name in districts if name in text}
    longer = {name for name in named if name != district and district in name}
    rest = text
    for name in longer:
        rest = rest.replace(name, "")
    return district in rest
