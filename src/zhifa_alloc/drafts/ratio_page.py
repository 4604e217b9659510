"""Sheet 对比指标: how many posts a district has per resident, area, entity; how many cases per post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from zhifa_alloc.drafts.figure_words import tell
from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.ratios import Ratio, case_domains, posts_by_district, ratios_of, residents_ratios
from zhifa_alloc.drafts.terms import DOMAIN
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, CellValue, Column, Kind, Lines, Page, Table

SHEET_RATIOS: Final = "对比指标"
ITEM: Final = "指标"
UNIT: Final = "单位"
WHOLE: Final = "承接区合计"
SPREAD: Final = "最高为最低的\n（倍）"
_SMALL: Final = Fraction(1, 10)
"""A row with a ratio below this is shown with four decimals, others with two."""


def ratio_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the sheet; none where there is no factor to compare with."""
    ratios = ratios_of(draft)
    return (_page(draft, ratios),) if ratios else ()


def rounded(values: Sequence[Fraction | None]) -> list[CellValue]:
    """Round ratios of one row for show only, half up, all alike: four decimals if one is small, else two."""
    small = any(value is not None and 0 < value < _SMALL for value in values)
    places = 10_000 if small else 100
    return [None if value is None else int(value * places + Fraction(1, 2)) / places for value in values]


def _page(draft: Draft, ratios: tuple[Ratio, ...]) -> Page:
    blocks: list[Block] = [
        Lines((tell("ratios.purpose"),), "notice"),
        Lines((tell("ratios.ratios"),), "heading"),
        _table(draft, ITEM, (_ratio_row(draft, ratio, *_names(ratio)) for ratio in ratios)),
    ]
    domains = residents_ratios(draft)
    if domains:
        unit = tell("ratios.units.residents", unit=1)
        rows = (_ratio_row(draft, ratio, domain, unit) for domain, ratio in domains)
        blocks += [Lines((tell("ratios.by_domain"),), "heading"), _table(draft, DOMAIN, rows)]
    blocks += [Lines((tell("ratios.figures"),), "heading"), _figure_table(draft, ratios)]
    return framed(SHEET_RATIOS, tell("ratios.title"), tuple(blocks), notes=_notes(draft, ratios))


def _notes(draft: Draft, ratios: tuple[Ratio, ...]) -> tuple[str, ...]:
    notes = [tell("ratios.note_posts"), tell("ratios.note_units")]
    if any(ratio.kind == "cases" for ratio in ratios):
        notes.append(tell("ratios.note_cases", domains="、".join(case_domains(draft.case))))
    return tuple(notes)


def _names(ratio: Ratio) -> tuple[str, str]:
    params = {"factor": ratio.factor, "unit": ratio.unit}
    return tell(f"ratios.names.{ratio.kind}", **params), tell(f"ratios.units.{ratio.kind}", **params)


def _ratio_row(draft: Draft, ratio: Ratio, name: str, unit: str) -> tuple[CellValue, ...]:
    values = [ratio.values.get(district) for district in draft.case.receiving]
    return (name, unit, *rounded([*values, ratio.whole]), *rounded([ratio.spread]))


def _table(draft: Draft, first: str, rows: Iterable[tuple[CellValue, ...]]) -> Table:
    return Table((*_columns(draft, first, "decimal"), Column(SPREAD, "decimal", 13)), tuple(rows))


def _columns(draft: Draft, first: str, kind: Kind) -> tuple[Column, ...]:
    return (
        Column(first, width=24),
        Column(UNIT, width=13),
        *(Column(name, kind, 11) for name in draft.case.receiving),
        Column(WHOLE, kind, 12),
    )


def _figure_table(draft: Draft, ratios: tuple[Ratio, ...]) -> Table:
    rows = [_figure_row(draft, tell("ratios.posts"), tell("ratios.posts_unit"), posts_by_district(draft))]
    for ratio in ratios:
        rows.append(_figure_row(draft, ratio.factor, tell(f"ratios.measures.{ratio.kind}"), ratio.figures))
        if ratio.kind == "cases":
            rows.append(_figure_row(draft, tell("ratios.case_posts"), tell("ratios.posts_unit"), ratio.posts))
    return Table(_columns(draft, ITEM, "general"), tuple(rows))


def _figure_row(
    draft: Draft, name: str, unit: str, figures: Mapping[str, Fraction] | Mapping[str, int]
) -> tuple[CellValue, ...]:
    known = {
        district: Fraction(figures[district]) for district in draft.case.receiving if district in figures
    }
    values = (_figure(known.get(district)) for district in draft.case.receiving)
    return (name, unit, *values, _figure(sum(known.values(), Fraction(0))))


def _figure(value: Fraction | None) -> CellValue:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
