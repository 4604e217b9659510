"""性别 and 出生年月 against 身份证号: what the file says goes before the number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.dates import Month
from zhifa_alloc.schema.identity import birth_of, sex_of


def check_sex(table: Table, index: int, values: Mapping[str, Any], log: FindingLog) -> str:
    """Return 男, 女 or empty; warn where the ID number says otherwise."""
    written, id_number = values["sex"], values["id_number"]
    if written is BAD:
        return ""
    if not isinstance(id_number, str) or not id_number:
        return str(written)
    derived = sex_of(id_number)
    if written and written != derived:
        log.add(Code.ID_AGAINST_SEX, table.where(index, "sex"), written, derived=derived)
    return str(written or derived)


def check_birth(
    table: Table, index: int, values: Mapping[str, Any], log: FindingLog
) -> tuple[int, int] | None:
    """Return (year, month) of birth; warn where the ID number says otherwise or the month is unsure."""
    written: Month | None = None if values["birth"] is BAD else values["birth"]
    id_number = values["id_number"]
    derived = birth_of(id_number) if isinstance(id_number, str) and id_number else None
    if written is None:
        return derived
    if written.unsure:
        return _sure_month(table, index, "birth", written, derived, log)
    if derived is not None and derived != (written.year, written.month):
        params = {"written": _month(written[:2]), "derived": _month(derived)}
        log.add(Code.ID_AGAINST_BIRTH, table.where(index, "birth"), params["written"], **params)
    return (written.year, written.month)


def check_career(
    table: Table, index: int, values: Mapping[str, Any], log: FindingLog
) -> tuple[int, int] | None:
    """Return (year, month) of 参加工作时间; warn where the month is unsure."""
    written: Month | None = None if values["career_start"] is BAD else values["career_start"]
    if written is None:
        return None
    if written.unsure:
        return _sure_month(table, index, "career_start", written, None, log)
    return (written.year, written.month)


def _sure_month(
    table: Table, index: int, key: str, written: Month, derived: tuple[int, int] | None, log: FindingLog
) -> tuple[int, int]:
    """Decide between January and October of a month such as 1985.1 stored as a number."""
    by_id = derived if derived in ((written.year, 1), (written.year, 10)) else None
    taken = by_id or (written.year, written.month)
    params = {"header": table.spec.headers[key], "taken": _month(taken), "year": str(written.year)}
    log.add(Code.MONTH_AS_NUMBER, table.where(index, key), f"{written.year}.1", **params)
    return taken


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]}.{month[1]:02d}"
