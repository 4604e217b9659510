"""Cities that cannot be planned: how soon ``plan`` ends with exit code 3, its reasons and its repairs.

Each kind of conflict is put into a clean city; ``-v`` asks for the smallest set of demands as well.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.measure import cost_of_command, program, report

SIZES = ((600, 8, 6), (2_000, 8, 6))
RUNS = 3
NO_PLAN = 3


def run(unit: float) -> None:
    """Time every kind of conflict at every size."""
    for people, domains, districts in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            clean = _city(people, domains, districts, Path(folder))
            for name, spoil in KINDS.items():
                book = Desk(clean)
                spoil(book)
                _report(f"no plan, {people}: {name}", book.saved(Path(folder) / f"{name}.xlsx"), unit)


def _report(name: str, book: Path, unit: float) -> None:
    command = program("plan", book, "-v", "--force", "-o", book.with_suffix(""))
    costs = [cost_of_command(command, expected=NO_PLAN) for _ in range(RUNS)]
    costs.sort(key=lambda cost: cost.cpu)
    report(name, costs[RUNS // 2].cpu, unit, f"{max(cost.megabytes for cost in costs):.0f} MB")


def _city(people: int, domains: int, districts: int, folder: Path) -> Path:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
    cities: Any = importlib.import_module("cities.anycity")
    writer: Any = importlib.import_module("cities.writer")
    path = folder / "city.xlsx"
    writer.write_book(cities.make_city(people, domains, districts, 1).grids, path)
    return path


class Desk:
    """A workbook under change: sheets by name, rows as header -> cell."""

    def __init__(self, path: Path) -> None:
        """Open the workbook."""
        self.book = openpyxl.load_workbook(path)

    def saved(self, path: Path) -> Path:
        """Save the workbook beside the one it was made from."""
        self.book.save(path)
        return path

    def rows(self, sheet: str, key: str) -> Iterator[dict[str, Any]]:
        """Give every row below the header that holds ``key``, as header -> cell, where ``key`` is filled."""
        cells = list(self.book[sheet].iter_rows())
        top = next(n for n, row in enumerate(cells) if key in [cell.value for cell in row])
        names = [cell.value for cell in cells[top]]
        for row in cells[top + 1 :]:
            named = dict(zip(names, row, strict=True))
            if named[key].value:
                yield named

    def people(self, domain: str) -> list[dict[str, Any]]:
        """Return everyone of the units of a domain."""
        units = {row["单位"].value for row in self.rows("编制", "单位") if row["执法领域"].value == domain}
        rosters = [name for name in self.book.sheetnames if name.startswith("花名册")]
        return [
            row for name in rosters for row in self.rows(name, "人员编号") if row["所在单位"].value in units
        ]

    def free(self, domain: str) -> list[dict[str, Any]]:
        """Return those of them who are in office and not pinned."""
        return [
            row
            for row in self.people(domain)
            if row["人员状态"].value in (None, "", "在岗") and not row["去向指定"].value
        ]

    def domain(self) -> str:
        """Return the first domain."""
        return str(next(self.rows("编制", "单位"))["执法领域"].value)

    def districts(self) -> list[str]:
        """Return the districts that receive."""
        return [str(row["区"].value) for row in self.rows("区情", "区") if row["是否承接"].value == "是"]

    def relate(self, pairs: Sequence[tuple[str, str]], demand: str) -> None:
        """Add rows to 人员关系."""
        sheet = self.book["人员关系"]
        names = next(row for row in sheet.iter_rows(values_only=True) if "甲" in row)
        for first, second in pairs:
            given = {"甲": first, "乙": second, "关系": "亲属", "要求": demand}
            sheet.append([given.get(str(name), "") for name in names])


def _shortage(desk: Desk) -> None:
    _uncertify(desk.people(desk.domain())[7:])


def _uncertify(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        row["执法证号"].value = row["执法证有效期"].value = None


def _pins(desk: Desk) -> None:
    for row in desk.free(desk.domain()):
        row["去向指定"].value, row["不宜去向"].value = desk.districts()[0], None


def _ring(desk: Desk, people: int) -> None:
    """An odd number of people in a ring, neighbours not to meet, two districts left for all of them."""
    ring = [row for row in desk.free(desk.domain()) if row["编制类型"].value == "参公事业编制"][:people]
    for row in ring:
        row["不宜去向"].value = "、".join((*desk.districts()[2:], "市级留用"))
    keys = [str(row["人员编号"].value) for row in ring]
    desk.relate([*pairwise(keys), (keys[-1], keys[0])], "不同队")


def _couple(desk: Desk) -> None:
    first, second = desk.free(desk.domain())[:2]
    first["去向指定"].value, second["去向指定"].value = desk.districts()[:2]
    desk.relate([(str(first["人员编号"].value), str(second["人员编号"].value))], "同区")


def _excluded(desk: Desk) -> None:
    for row in desk.free(desk.domain()):
        row["不宜去向"].value = "、".join(desk.districts())


def _certified_apart(desk: Desk) -> None:
    """Certified officers enough for all teams, but too few of them may go to two districts taken together."""
    districts = desk.districts()
    certified = [row for row in desk.free(desk.domain()) if row["执法证号"].value]
    holders = certified[: 2 * len(districts) + 2]
    _uncertify([row for row in desk.people(desk.domain()) if row not in holders])
    for row in holders[3:]:
        row["不宜去向"].value = "、".join(districts[:2])


def _bounds(desk: Desk) -> None:
    """Ceilings of three posts a district; the column is new."""
    sheet = desk.book["区情"]
    top = next(desk.rows("区情", "区"))["区"].row - 1
    column = sheet.max_column + 1
    sheet.cell(top, column).value = "编制上限"
    for row in desk.rows("区情", "区"):
        if row["是否承接"].value == "是":
            sheet.cell(row["区"].row, column).value = 3


KINDS: dict[str, Callable[[Desk], None]] = {
    "certified officers lacking": _shortage,
    "pins above quota": _pins,
    "three apart, two districts": partial(_ring, people=3),
    "five apart in a ring, two districts": partial(_ring, people=5),
    "a couple pinned apart": _couple,
    "a domain kept from every district": _excluded,
    "certified officers kept from two districts": _certified_apart,
    "ceilings of the districts": _bounds,
}
