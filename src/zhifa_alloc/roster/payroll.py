"""统发工资 against 编制 and 花名册: approved posts, people in the roster, people on the payroll."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.headers import find_header
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.rows import data_rows
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.columns import PAYROLL
from zhifa_alloc.schema.figures import plain_text, written_number
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawSheet


def check_payroll(
    book: str, sheet: RawSheet, known: Establishment, staff: Mapping[tuple[str, str], int], log: FindingLog
) -> None:
    """Warn of every unit × type whose payroll differs from the people on quota in the roster.

    A unit whose roster has not come yet is left out. The sheet is carried as it came, so a list of another shape (one row a person) is left alone.

    Args:
        book: file name.
        sheet: 统发工资.
        known: 编制.
        staff: (unit, quota type) -> people on quota in 花名册.
        log: where warnings go.
    """
    reported = {unit for unit, _ in staff}
    approved = {(row.unit, row.quota_type): row.approved for row in known.quotas if row.unit in reported}
    for cell, unit, quota_type, paid in _rows(sheet, known):
        pair = (unit, quota_type)
        if pair in approved and paid != staff.get(pair, 0):
            count = staff.get(pair, 0)
            numbers = {"approved": approved[pair], "staff": count, "gap": abs(paid - count)}
            where = CellRef(book, sheet.name, cell)
            log.add(Code.PAYROLL_DIFFERS, where, paid, unit=unit, quota_type=quota_type, **numbers)


def _rows(sheet: RawSheet, known: Establishment) -> Iterator[tuple[str, str, str, int]]:
    """Walk over (address of the count, unit, quota type, count) of the rows that name known ones."""
    header = find_header(sheet, PAYROLL)
    if header is None or header.missing:
        return
    places = [header.columns[key] for key in ("unit", "quota_type", "people")]
    for line in data_rows(sheet, header, PAYROLL):
        unit_cell, type_cell, count = (sheet.rows[line][place] for place in places)
        unit = known.units.find(plain_text(unit_cell))
        number = written_number(count)
        if unit and number is not None and number.value.denominator == 1:
            quota_type = known.types_of[unit].find(plain_text(type_cell))
            yield address(line, places[2]), unit, quota_type, int(number.value)
