"""The rows of 测算过程: each number as a formula on the numbers above it, with its value at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from zhifa_alloc.drafts.frame import say
from zhifa_alloc.drafts.people_page import HEADERS
from zhifa_alloc.drafts.quota_page import FIRST_ROW as QUOTA_ROW
from zhifa_alloc.drafts.quota_page import FIXED_COLUMNS as QUOTA_COLUMNS
from zhifa_alloc.drafts.quota_page import approved_and_reserve
from zhifa_alloc.drafts.recount import district_weights, figures_of, headcount_shares
from zhifa_alloc.drafts.terms import DESTINATION, DOMAIN, QUOTA_TYPE, SHEET_PEOPLE, SHEET_QUOTAS, TOTAL
from zhifa_alloc.schema.address import column_letters
from zhifa_alloc.schema.case import WeightRow
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue, Formula, Mark
from zhifa_alloc.schema.quota import RowKey
from zhifa_alloc.schema.terms import CITY

FIXED_COLUMNS: Final = 5
"""领域, 步骤, 因素或编制类型, 填报权重, 权重或基数; the districts, 市级留用 and 合计 follow."""
_ITEM, _AS_READ, _BASE = 2, 3, 4
_DASH: Final = "—"
_Number = int | float
_Row = tuple[CellValue, ...]


class Working:
    """Builds the rows from top to bottom; ``marks`` fills alongside."""

    def __init__(self, draft: Draft, first_row: int) -> None:
        self.draft = draft
        self.case = draft.case
        self.first = first_row
        self.districts = draft.case.receiving
        self.city = FIXED_COLUMNS + len(self.districts)
        self.total = self.city + 1
        self.sums = approved_and_reserve(draft.case)
        self.people = Counter((one.domain, one.quota_type) for one in self.case.people if one.takes_part)
        self.apart = Counter(
            (one.domain, one.quota_type)
            for one in self.case.people
            if not one.takes_part and one.standing.on_quota
        )
        self.placed = Counter((one.domain, one.quota_type, one.to) for one in draft.assignments)
        self.fair_people = headcount_shares(draft.case, draft.quotas.values) if draft.case.people else {}
        self.made: list[_Row] = []
        self.marks: dict[tuple[int, int], Mark] = {}

    def rows(self) -> tuple[_Row, ...]:
        """Return every row: domain by domain, then all domains together."""
        for domain in self.case.domains:
            self._domain(domain)
        last = len(self.made)
        for quota_type in dict.fromkeys(quota_type for _, quota_type in self.sums):
            self._together(quota_type, last)
        self._together("", last)
        return tuple(self.made)

    @property
    def _here(self) -> int:
        """Row number, as Excel counts, of the row to be made next."""
        return self.first + len(self.made) + 1

    def _domain(self, domain: str) -> None:
        weights = district_weights(self.case, domain)
        weight_row = self._weights(domain, weights)
        keys = [key for key in self.sums if key[0] == domain]
        for key in keys:
            self._shares(key, weights, weight_row)
            quota_row = self._quotas(key)
            if any(cell[:2] == key for cell in self.fair_people):
                self._fair_people(key, quota_row)
                self._people(key)

    def _weights(self, domain: str, weights: Mapping[str, Fraction]) -> int:
        """Make the rows of the factors and of the weights that follow; return the row of the weights."""
        row = next((row for row in self.case.weights if row.domain == domain), None)
        factors = [name for name, weight in row.weights if weight] if row else []
        first = self._here
        takers = self.case.receivers_of(domain)
        for name in factors:
            assert row is not None
            self._factor(domain, name, row, takers, (first, first + len(factors) - 1))
        here = self._here
        cells: list[CellValue] = []
        for column, name in enumerate(self.districts, start=FIXED_COLUMNS):
            cells.append(
                Formula(self._weight_formula(column, first, here - 1, len(takers)), float(weights[name]))
                if name in takers
                else _DASH
            )
        self._add(
            (domain, say("working.weight"), None, None, None), cells, None, float(sum(weights.values()))
        )
        return here

    def _weight_formula(self, column: int, first: int, last: int, takers: int) -> str:
        if last < first:
            return f"1/{takers}"
        base, own, whole = (column_letters(place) for place in (_BASE, column, self.total))
        return f"SUMPRODUCT(${base}{first}:${base}{last},{own}{first}:{own}{last}/${whole}{first}:${whole}{last})"

    def _factor(
        self, domain: str, name: str, row: WeightRow, takers: Sequence[str], span: tuple[int, int]
    ) -> None:
        figures = figures_of(self.case, domain, name)
        cells = [_plain(figures[district]) if district in takers else _DASH for district in self.districts]
        whole = sum((figures[district] for district in takers), Fraction(0))
        share = float(dict(row.weights)[name])
        read = _numbers_as_read(row).get(name)
        base: CellValue = share
        if read is not None:
            letters = column_letters(_AS_READ)
            first, last = span
            base = Formula(f"{letters}{self._here}/SUM({letters}${first}:{letters}${last})", share)
        fixed = (domain, say("working.factor"), name, read, base)
        self._add(fixed, cells, None, _plain(whole))

    def _shares(self, key: RowKey, weights: Mapping[str, Fraction], weight_row: int) -> None:
        approved, reserve = self.sums[key]
        posts = approved - reserve
        quota_row = self._quota_row(key)
        base = Formula(f"'{SHEET_QUOTAS}'!C{quota_row}-'{SHEET_QUOTAS}'!D{quota_row}", posts)
        takers = self.case.receivers_of(key[0])
        cells: list[CellValue] = []
        for column, name in enumerate(self.districts, start=FIXED_COLUMNS):
            text = f"${column_letters(_BASE)}{self._here}*{column_letters(column)}{weight_row}"
            cells.append(Formula(text, float(posts * weights[name])) if name in takers else _DASH)
        self._add((key[0], say("working.share"), key[1], None, base), cells, None, posts)

    def _quotas(self, key: RowKey) -> int:
        here, quota_row = self._here, self._quota_row(key)
        values = [self.draft.quotas.values.get((*key, name), 0) for name in self.districts]
        cells = [
            Formula(f"'{SHEET_QUOTAS}'!{column_letters(QUOTA_COLUMNS + place)}{quota_row}", value)
            for place, value in enumerate(values)
        ]
        reserve = self.sums[key][1]
        city = Formula(f"'{SHEET_QUOTAS}'!{column_letters(QUOTA_COLUMNS - 1)}{quota_row}", reserve)
        self._strong()
        self._add((key[0], say("working.quota"), key[1], None, None), cells, city, sum(values) + reserve)
        return here

    def _fair_people(self, key: RowKey, quota_row: int) -> None:
        people = self.people[key]
        first, last = column_letters(FIXED_COLUMNS), column_letters(self.city - 1)
        base = f"${column_letters(_BASE)}{self._here}"
        posts = f"SUM(${first}{quota_row}:${last}{quota_row})"
        room = f"MAX(0,${column_letters(self.city)}{quota_row}-{self.apart[key]})"
        full = f"{base}>={posts}+{room}"
        if self.case.parameters.surplus == "随同下沉":
            full = f"{posts}+{room}=0"
        cells = []
        for column, name in enumerate(self.districts, start=FIXED_COLUMNS):
            own = f"{column_letters(column)}{quota_row}"
            text = f"IF({full},{own},{base}*{own}/({posts}+{room}))"
            cells.append(Formula(text, float(self.fair_people[*key, name])))
        city = Formula(
            f"IF({full},{base}-{posts},{base}*{room}/({posts}+{room}))", float(self.fair_people[*key, CITY])
        )
        self._add((key[0], say("working.fair_people"), key[1], None, people), cells, city, people)

    def _people(self, key: RowKey) -> None:
        names = (*self.districts, CITY)
        cells = [
            Formula(self._count_formula(column), self.placed[*key, name])
            for column, name in enumerate(names, start=FIXED_COLUMNS)
        ]
        self._strong()
        fixed = (key[0], say("working.people"), key[1], None, None)
        self._add(fixed, cells[:-1], cells[-1], sum(self.placed[*key, name] for name in names))

    def _count_formula(self, column: int) -> str:
        """Count the rows of 人员分配 by destination, domain and quota type, also after edits."""
        to, domain, quota_type = (
            f"'{SHEET_PEOPLE}'!${letters}:${letters}"
            for letters in (column_letters(HEADERS.index(name)) for name in (DESTINATION, DOMAIN, QUOTA_TYPE))
        )
        head = f"{column_letters(column)}${self.first}"
        here = self._here
        return f"COUNTIFS({to},{head},{domain},$A{here},{quota_type},${column_letters(_ITEM)}{here})"

    def _together(self, quota_type: str, last: int) -> None:
        """Make the sums over all domains: shares, posts and what lies between them."""
        name = quota_type or TOTAL
        rows = [self._here, self._here + 1]
        for step in ("share", "quota"):
            cells = [
                self._sum_over(column, step, quota_type, last) for column in range(FIXED_COLUMNS, self.total)
            ]
            self._add(
                (say("working.all_domains"), say(f"working.{step}"), name, None, None),
                cells[:-1],
                cells[-1],
                None,
            )
        drift: list[CellValue] = []
        for column in range(FIXED_COLUMNS, self.city):
            letters = column_letters(column)
            shares, posts = (self._value(row, column) for row in rows)
            drift.append(Formula(f"ROUND({letters}{rows[1]}-{letters}{rows[0]},6)", round(posts - shares, 6)))
        self._strong()
        self._add((say("working.all_domains"), say("working.drift"), name, None, None), drift, None, None)

    def _sum_over(self, column: int, step: str, quota_type: str, last: int) -> Formula:
        top, bottom = self.first + 1, self.first + last
        letters, steps, items = column_letters(column), column_letters(1), column_letters(_ITEM)
        own = f"{letters}${top}:{letters}${bottom}"
        text = f"SUMIFS({own},${steps}${top}:${steps}${bottom},$B{self._here}"
        if quota_type:
            text += f",${items}${top}:${items}${bottom},${items}{self._here}"
        wanted = say(f"working.{step}")
        value = sum(
            number(row[column])
            for row in self.made[:last]
            if row[1] == wanted and (not quota_type or row[_ITEM] == quota_type)
        )
        return Formula(f"{text})", value)

    def _value(self, row: int, column: int) -> _Number:
        return number(self.made[row - self.first - 1][column])

    def _add(self, fixed: _Row, cells: Sequence[CellValue], city: CellValue, total: _Number | None) -> None:
        first, last = column_letters(FIXED_COLUMNS), column_letters(self.city)
        value = sum(map(number, (*cells, city))) if total is None else total
        whole = Formula(f"SUM({first}{self._here}:{last}{self._here})", value)
        self.made.append((*fixed, *cells, city, whole))

    def _strong(self) -> None:
        self.marks.update({(len(self.made), column): "strong" for column in range(self.total + 1)})

    def _quota_row(self, key: RowKey) -> int:
        return QUOTA_ROW + list(self.sums).index(key) + 1


def number(value: CellValue) -> _Number:
    """Return the number a cell shows; text and blanks count 0."""
    shown = value.value if isinstance(value, Formula) else value
    return shown if isinstance(shown, (int, float)) else 0


def _plain(figure: Fraction) -> _Number:
    return int(figure) if figure.denominator == 1 else float(figure)


def _numbers_as_read(row: WeightRow) -> dict[str, _Number]:
    """Weights as the user wrote them, where all of them are plain numbers or percentages."""
    numbers: dict[str, Fraction] = {}
    for factor, text in row.as_read:
        digits = text.strip().removesuffix("%").removesuffix("％")
        try:
            numbers[factor] = Fraction(digits) / (1 if digits == text.strip() else 100)
        except ValueError:
            return {}
    whole = sum(numbers.values())
    same = whole and all(numbers.get(name, 0) == weight * whole for name, weight in row.weights)
    return {name: _plain(value) for name, value in numbers.items()} if same else {}
