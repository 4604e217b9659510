"""What if a weight or a figure were another: the case with that one cell rewritten, and the quota cells that change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from zhifa_alloc.quotas import share_quotas
from zhifa_alloc.schema.case import Case, District, WeightRow, Workload
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.figures import Written, written_number
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.terms import DEFAULT_DOMAIN, SHEET_DISTRICT, SHEET_WEIGHT, SHEET_WORKLOAD

_SIGN: Final = ":"
SHEETS: Final = (SHEET_WEIGHT, SHEET_DISTRICT, SHEET_WORKLOAD)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One cell rewritten: its name as the user gave it, the text before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CellMove:
    """One quota cell (名) that differs between the case as it is and the case rewritten."""

    key: CellKey
    before: int
    after: int


def is_figure(name: str) -> bool:
    """Say whether a ``--set`` name means a weight or a figure (权重:…, 区情:…, 业务量:…), not a parameter."""
    return name.replace("：", _SIGN).split(_SIGN, 1)[0] in SHEETS and _SIGN in name.replace("：", _SIGN)


def rewrite(case: Case, settings: Mapping[str, str]) -> tuple[Case, tuple[Rewritten, ...]]:
    """Rewrite weights and figures as if the cell in the workbook had been changed.

    Args:
        case: the checked input.
        settings: ``权重:因素``, ``权重:领域:因素`` (领域 may be 默认), ``区情:区:因素`` or ``业务量:领域:指标:区`` -> new value. A weight in
            per cent is a part of its row's sum; then the row is normalised as always.

    Raises:
        WrongUse: a name fits no cell, or a value is no number or negative.
    """
    done: list[Rewritten] = []
    for name, text in settings.items():
        sheet, *path = name.replace("：", _SIGN).split(_SIGN)
        value = _number(name, text)
        change = {SHEET_WEIGHT: _weight, SHEET_DISTRICT: _district, SHEET_WORKLOAD: _workload}[sheet]
        case, before = change(case, name, tuple(path), value)
        done.append(Rewritten(name, before, value.text))
    return case, tuple(done)


def quota_moves(before: Case, after: Case) -> tuple[CellMove, ...]:
    """Split both cases and list the cells that differ, in the order of the table.

    Raises:
        NoFeasiblePlan: the bounds of one of the cases cannot be met.
    """
    old, new = share_quotas(before).values, share_quotas(after).values
    return tuple(CellMove(key, old[key], value) for key, value in new.items() if old[key] != value)


def _number(name: str, text: str) -> Written:
    value = written_number(text)
    if value is None or value.value < 0:
        raise WrongUse("figure_not_a_number", name=name, value=text)
    return value


def _weight(case: Case, name: str, path: tuple[str, ...], value: Written) -> tuple[Case, str]:
    domain, factor = path if len(path) == 2 else ("", path[0])
    meant = [row for row in case.weights if _stands_in(row, domain) and factor in dict(row.weights)]
    if len(path) > 2 or not meant:
        raise WrongUse("figure_unknown", name=name, known=_known_weights(case))
    rows = tuple(_reweighed(row, name, factor, value) if row in meant else row for row in case.weights)
    return replace(case, weights=rows), "/".join(dict.fromkeys(_weight_text(row, factor) for row in meant))


def _stands_in(row: WeightRow, line: str) -> bool:
    """Say whether a domain's weights stand in this row of sheet 权重 (empty: in any)."""
    return line in ("", row.domain) or (line == DEFAULT_DOMAIN and row.default)


def _weight_text(row: WeightRow, factor: str) -> str:
    return dict(row.as_read).get(factor) or f"{float(dict(row.weights)[factor]):.1%}"


def _reweighed(row: WeightRow, name: str, factor: str, value: Written) -> WeightRow:
    """Return the row with one weight rewritten and the whole normalised again."""
    texts = dict(row.as_read)
    read = {key: written_number(texts.get(key, "")) for key, _ in row.weights}
    raw = {key: share if (found := read[key]) is None else found.value for key, share in row.weights}
    raw[factor] = value.value * sum(raw.values()) if value.text.endswith("%") else value.value
    whole = sum(raw.values(), Fraction(0))
    if not whole:
        raise WrongUse("weights_all_zero", name=name)
    texts[factor] = value.text
    return replace(
        row,
        weights=tuple((key, part / whole) for key, part in raw.items()),
        as_read=tuple((key, texts[key]) for key, _ in row.as_read),
        assumed=False,
    )


def _district(case: Case, name: str, path: tuple[str, ...], value: Written) -> tuple[Case, str]:
    known = {(one.name, factor): one for one in case.districts for factor in one.factors}
    if len(path) != 2 or (path[0], path[1]) not in known:
        raise WrongUse("figure_unknown", name=name, known=_known_figures(case))
    found = known[path[0], path[1]]

    def rewritten(one: District) -> District:
        return replace(one, factors={**one.factors, path[1]: value.value}) if one is found else one

    before = str(found.factors[path[1]])
    return replace(case, districts=tuple(rewritten(one) for one in case.districts)), before


def _workload(case: Case, name: str, path: tuple[str, ...], value: Written) -> tuple[Case, str]:
    known = {(one.domain, one.indicator, place): one for one in case.workloads for place in one.figures}
    if len(path) != 3 or (path[0], path[1], path[2]) not in known:
        raise WrongUse("figure_unknown", name=name, known=_known_figures(case))
    found = known[path[0], path[1], path[2]]

    def rewritten(one: Workload) -> Workload:
        return replace(one, figures={**one.figures, path[2]: value.value}) if one is found else one

    before = str(found.figures[path[2]])
    return replace(case, workloads=tuple(rewritten(one) for one in case.workloads)), before


def _known_weights(case: Case) -> str:
    factors = dict.fromkeys(factor for row in case.weights for factor, _ in row.weights)
    return "、".join(f"{SHEET_WEIGHT}{_SIGN}{factor}" for factor in factors)


def _known_figures(case: Case) -> str:
    place = case.receiving[0] if case.receiving else ""
    factors = dict.fromkeys(factor for one in case.districts for factor in one.factors)
    return "、".join(f"{SHEET_DISTRICT}{_SIGN}{place}{_SIGN}{factor}" for factor in factors)
