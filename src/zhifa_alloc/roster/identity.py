"""性别 and 出生年月 against 身份证号: what the file says goes before the number."""

from __future__ import annotations

from typing import TypeAlias

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.dates import Month
from zhifa_alloc.schema.identity import birth_of, sex_of

YearMonth: TypeAlias = tuple[int, int]


def sexes(table: Table, log: FindingLog) -> list[str]:
    """Return 男, 女 or empty of each row; warn where the ID number says otherwise."""
    result = []
    for index, written, id_number in table.rows("sex", "id_number"):
        derived = sex_of(id_number) if id_number and id_number is not BAD else ""
        if written is BAD or not derived:
            result.append("" if written is BAD else written)
            continue
        if written and written != derived:
            log.add(Code.ID_AGAINST_SEX, table.where(index, "sex"), written, derived=derived)
        result.append(written or derived)
    return result


def births(table: Table, log: FindingLog) -> list[YearMonth | None]:
    """Return (year, month) of birth of each row; warn where the ID number differs or the month is unsure."""
    pairs = [
        (written, birth_of(id_number) if id_number and id_number is not BAD else None)
        for _, written, id_number in table.rows("birth", "id_number")
    ]
    # Thousands of people share a few hundred months; only a doubtful row is looked at by itself.
    settled = {pair: pair[0][:2] if isinstance(pair[0], Month) else pair[1] for pair in set(pairs)}
    doubtful = {pair for pair, month in settled.items() if month != pair[1] or _is_unsure(pair[0])}
    return [
        _birth(table, index, *pair, log) if pair in doubtful else settled[pair]
        for index, pair in enumerate(pairs)
    ]


def career_starts(table: Table, log: FindingLog) -> list[YearMonth | None]:
    """Return (year, month) of 参加工作时间 of each row; warn where the month is unsure."""
    return [
        None
        if written is None or written is BAD
        else _month(table, index, "career_start", written, None, log)
        for index, written in table.rows("career_start")
    ]


def _is_unsure(written: object) -> bool:
    return isinstance(written, Month) and written.unsure


def _birth(
    table: Table, index: int, written: object, derived: YearMonth | None, log: FindingLog
) -> YearMonth | None:
    if not isinstance(written, Month):
        return derived
    if derived is not None and not written.unsure and derived != written[:2]:
        params = {"written": _text(written[:2]), "derived": _text(derived)}
        log.add(Code.ID_AGAINST_BIRTH, table.where(index, "birth"), params["written"], **params)
    return _month(table, index, "birth", written, derived, log)


def _month(
    table: Table, index: int, key: str, written: Month, derived: YearMonth | None, log: FindingLog
) -> YearMonth:
    """Decide between January and October of a month such as 1985.1 stored as a number."""
    if not written.unsure:
        return (written.year, written.month)
    by_id = derived if derived in ((written.year, 1), (written.year, 10)) else None
    taken = by_id or (written.year, written.month)
    params = {"header": table.spec.headers[key], "taken": _text(taken), "year": str(written.year)}
    log.add(Code.MONTH_AS_NUMBER, table.where(index, key), f"{written.year}.1", **params)
    return taken


def _text(month: YearMonth) -> str:
    return f"{month[0]}.{month[1]:02d}"
