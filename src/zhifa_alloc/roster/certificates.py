"""执法证号 and 执法证有效期: who holds a certificate that is valid on the base date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog, shown
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.fields import is_blank, is_tick
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.schema.status import PROBATION, can_hold_certificate


def certified(table: Table, base_date: date | None, log: FindingLog) -> list[bool]:
    """Say of each row whether its certificate counts; warn where it needs a look.

    Valid: a number is there, and 有效期 is empty, 长期, or not before the base date; people of the
    编制类型 can hold one; and the person is not in 试用期.
    """
    able = {word for word in set(table.columns["quota_type"]) if word is BAD or can_hold_certificate(word)}
    return [
        status != PROBATION and _counts(table, index, number, until, quota_type in able, base_date, log)
        for index, number, until, quota_type, status in table.rows(
            "certificate", "certificate_until", "quota_type", "status"
        )
    ]


def _counts(
    table: Table,
    index: int,
    number: Any,  # noqa: ANN401 - parsed cells, perhaps bad
    until: Any,  # noqa: ANN401
    able: bool,
    base_date: date | None,
    log: FindingLog,
) -> bool:
    if BAD in (number, until):
        return False
    if not number:
        if until:
            log.add(Code.DATE_WITHOUT_CERTIFICATE, table.where(index, "certificate_until"), until)
        return False
    if is_tick(number):
        log.add(Code.CERTIFICATE_NOT_A_NUMBER, table.where(index, "certificate"), number)
        return False
    if not able:
        quota_type = table.columns["quota_type"][index]
        log.add(
            Code.CERTIFICATE_NOT_ALLOWED, table.where(index, "certificate"), number, quota_type=quota_type
        )
        return False
    return _is_in_date(table, index, until, base_date, log)


def _is_in_date(
    table: Table, index: int, until: date | None, base_date: date | None, log: FindingLog
) -> bool:
    if until is None:
        if table.has("certificate_until") and is_blank(table.raw(index, "certificate_until")):
            log.add(Code.CERTIFICATE_NO_DATE, table.where(index, "certificate_until"))
        return True
    if base_date is None or until >= base_date:
        return True
    log.add(Code.CERTIFICATE_EXPIRED, table.where(index, "certificate_until"), until, base_date=base_date)
    return False


def _same_person(one: tuple[Table, int], other: tuple[Table, int]) -> bool:
    """Say whether two rows are one person, or one and the same row: then the fault has its finding already."""
    if one == other:
        return True
    for key in ("staff_id", "id_number"):
        first, second = (table.columns[key][index] for table, index in (one, other))
        if BAD not in (first, second) and first and fold(first) == fold(second):
            return True
    return False


def check_all_certificates(tables: Sequence[Table], log: FindingLog) -> bool:
    """Look at numbers across rows and sheets; return whether anyone in the books has one.

    A sheet with numbers but without the column 有效期 is warned of once, a number met twice at its
    second place.
    """
    numbers: list[str] = []
    for table in tables:
        own = [number for number in table.columns["certificate"] if number and number is not BAD]
        if own and not table.has("certificate_until"):
            log.add(Code.CERTIFICATE_NO_DATE, table.place)
        numbers += own
    different = set(map(fold, numbers))
    if len(different) < len(numbers):
        _report_repeats(tables, log)
    return any(not is_tick(number) for number in different)


def _report_repeats(tables: Sequence[Table], log: FindingLog) -> None:
    seen: dict[str, tuple[Table, int]] = {}
    for table in tables:
        for index, number in enumerate(table.columns["certificate"]):
            if not number or number is BAD or is_tick(number):
                continue
            first, place = seen.setdefault(fold(number), (table, index))
            if not _same_person((first, place), (table, index)):
                there = first.where(place, "certificate")
                log.add(
                    Code.DUPLICATE_CERTIFICATE, table.where(index, "certificate"), number, cell=shown(there)
                )
