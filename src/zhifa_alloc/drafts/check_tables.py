"""Whether the tables of a draft are what the definitions make of its input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from zhifa_alloc.drafts.facts import Fault, FaultWeight, ReadDraft
from zhifa_alloc.drafts.recount import CountedSum, headcount_shares, quota_shares, sums_of
from zhifa_alloc.drafts.terms import SHEET_PEOPLE, SHEET_QUOTAS
from zhifa_alloc.quotas.certificates import TableFault, headcount_faults, quota_faults
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.quota import CellKey, QuotaTable

TABLE: Final = "table"
"""Code of a fault that the re-check of a table found; its params name the check."""
_CONTROLLED: Final = "双向控制"


def table_faults(read: ReadDraft) -> Iterator[Fault]:
    """List what is wrong with the quota table and the headcount table."""
    yield from _quota_faults(read)
    if read.original.case.people:
        yield from _headcount_faults(read)


def quotas_edited(read: ReadDraft) -> bool:
    """Whether a cell of 编制分配 was changed by hand."""
    return any(edit.sheet == SHEET_QUOTAS for edit in read.draft.edits)


def _quota_faults(read: ReadDraft) -> Iterator[Fault]:
    shares = quota_shares(read.draft.case)
    wrong = tuple(_share_faults(read, read.draft.quotas, shares, "quota_share"))
    yield from wrong
    if wrong:
        return
    found = quota_faults(read.draft.case, read.draft.quotas)
    if not quotas_edited(read):
        yield from _certificate_faults(read, found, SHEET_QUOTAS)
        return
    # Leaders may leave the rounding, but no hard limit; sums are a rule and are told there.
    yield from _certificate_faults(read, (one for one in found if one.code == "bound"), SHEET_QUOTAS)
    if read.draft.quotas.method == _CONTROLLED:
        yield from _rounding_faults(read, read.draft.quotas, shares, "quota_outside", "warn")


def _headcount_faults(read: ReadDraft) -> Iterator[Fault]:
    draft = read.draft
    shares = headcount_shares(draft.case, draft.quotas.values)
    yield from _row_sum_faults(read)
    if quotas_edited(read):
        yield from _rounding_faults(read, draft.headcounts, shares, "headcount_stale", "broken")
        return
    wrong = tuple(_share_faults(read, draft.headcounts, shares, "headcount_share"))
    yield from wrong
    if not wrong:
        found = headcount_faults(draft.case, draft.quotas, draft.headcounts)
        yield from _certificate_faults(read, found, SHEET_PEOPLE)


def _certificate_faults(read: ReadDraft, found: Iterable[TableFault], sheet: str) -> Iterator[Fault]:
    """Take over what the re-check of a table found; its sentences stand with it."""
    for one in found:
        key = tuple(str(one.params.get(name, "")) for name in ("domain", "quota_type", "district"))
        cell = read.cells.quotas.get((key[0], key[1], key[2])) if sheet == SHEET_QUOTAS else None
        params = {**one.params, "table": sheet, "code": one.code}
        yield Fault(TABLE, cell or CellRef(read.name, sheet), params=params)


def _share_faults(
    read: ReadDraft, table: QuotaTable, shares: Mapping[CellKey, Fraction], code: str
) -> Iterator[Fault]:
    for key in dict.fromkeys((*shares, *table.shares)):
        if table.shares.get(key, Fraction(0)) != shares.get(key, Fraction(0)):
            yield Fault(code, _where(read, key), params=_names(key))


def _rounding_faults(
    read: ReadDraft, table: QuotaTable, shares: Mapping[CellKey, Fraction], code: str, weight: FaultWeight
) -> Iterator[Fault]:
    listed = {(one.level, one.district, one.domain, one.quota_type): one.value for one in table.outside}
    for counted in sums_of(shares, table.values):
        if not counted.inside and listed.get(counted.key) != counted.value:
            yield Fault(code, _where_sum(read, counted), weight, _sum_params(counted))


def _row_sum_faults(read: ReadDraft) -> Iterator[Fault]:
    case = read.draft.case
    people = Counter((one.domain, one.quota_type) for one in case.people if one.takes_part)
    targets: Counter[tuple[str, str]] = Counter()
    for (domain, quota_type, _), value in read.draft.headcounts.values.items():
        targets[domain, quota_type] += value
    for key in dict.fromkeys((*people, *targets)):
        if people[key] != targets[key]:
            params = {"domain": key[0], "quota_type": key[1], "target": targets[key], "people": people[key]}
            yield Fault("headcount_sum", CellRef(read.name, SHEET_PEOPLE), params=params)


def _where(read: ReadDraft, key: CellKey) -> CellRef:
    return read.cells.quotas.get(key, CellRef(read.name, SHEET_QUOTAS))


def _where_sum(read: ReadDraft, counted: CountedSum) -> CellRef:
    return _where(read, (counted.domain, counted.quota_type, counted.district))


def _names(key: CellKey) -> dict[str, object]:
    return dict(zip(("domain", "quota_type", "district"), key, strict=True))


def _sum_params(counted: CountedSum) -> dict[str, object]:
    names = " ".join(name for name in (counted.domain, counted.quota_type, counted.district) if name)
    return {"names": names, "value": counted.value, "share": f"{float(counted.share):.2f}"}
