"""Sheet 均衡情况: the people of each team beside those of its whole domain, then those of each district."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.structure import mean_age, near_retirement
from zhifa_alloc.drafts.terms import DOMAIN, SHEET_BALANCE
from zhifa_alloc.rules.bands import AGE_BANDS, categories_of
from zhifa_alloc.rules.goals import corridor
from zhifa_alloc.rules.retirement import horizon_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue, Column, Lines, Mark, Page, Table
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import CITY

_PRINTED: Final = (
    "certified",
    *(key for key, _, _ in AGE_BANDS),
    "education_graduate",
    "education_bachelor",
    "education_college",
    "education_other",
    "rank_division",
    "rank_section_chief",
    "rank_section_deputy",
    "rank_other",
)
"""The categories in the order in which people name them: 研究生 before 本科, 正职 before 副职."""
_FIRST_BAND: Final = 4
"""Column of the first category: after domain, team, people and mean age."""
_GROUPS: Final = ("", "age", "education", "rank")
_Member = tuple[Person, Assignment]


def balance_page(draft: Draft) -> Page:
    """Return the sheet; without a roster it says so."""
    if not draft.case.people:
        return framed(SHEET_BALANCE, say("balance.title"), (Lines((say("people.no_roster"),)),))
    notes = (
        say("balance.note_corridor", tolerance=draft.case.parameters.tolerance),
        say("balance.note_whole"),
        say("balance.note_near", months=horizon_of(draft.case)),
    )
    return framed(SHEET_BALANCE, say("balance.title"), (_Balance(draft).table(),), notes=notes)


class _Balance:
    """The table, a row at a time."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.day = draft.case.base_date
        people = {person.staff_id: person for person in draft.case.people if person.takes_part}
        pairs = [(people[one.staff_id], one) for one in draft.assignments if one.staff_id in people]
        self.categories = {key: categories_of(person, self.day) for key, person in people.items()}
        self.domains: dict[str, list[_Member]] = defaultdict(list)
        self.teams: dict[tuple[str, str], list[_Member]] = defaultdict(list)
        for person, one in pairs:
            self.domains[person.domain].append((person, one))
            self.teams[person.domain, one.to].append((person, one))
        self.sizes: Counter[tuple[str, str]] = Counter()
        for (domain, _, district), value in draft.headcounts.values.items():
            self.sizes[domain, district] += value
        self.rows: list[tuple[CellValue, ...]] = []
        self.marks: dict[tuple[int, int], Mark] = {}

    def table(self) -> Table:
        for domain in self.draft.case.domains:
            if not self.domains[domain]:
                continue
            whole = self._counts(self.domains[domain])
            for district in self.draft.case.receivers_of(domain):
                self._team(domain, district, whole)
            self._add((domain, CITY), self.teams[domain, CITY], "")
            self._strong((domain, say("balance.whole")), self.domains[domain])
        self._all_domains()
        return Table(_columns(), tuple(self.rows), marks=self.marks, frozen_columns=2)

    def _all_domains(self) -> None:
        """Close with a row per receiving district and 市级留用, then all who were sent and all who were kept."""
        places: dict[str, list[_Member]] = defaultdict(list)
        for (_, to), members in self.teams.items():
            places[to] += members
        for place in (*self.draft.case.receiving, CITY):
            self._add((say("balance.districts"), place), places[place], "")
        sunk = [pair for to in self.draft.case.receiving for pair in places[to]]
        for name, members in (("sunk", sunk), ("kept", places[CITY])):
            self._strong((say("balance.all_domains"), say(f"balance.{name}")), members)

    def _team(self, domain: str, district: str, whole: Counter[str]) -> None:
        members = self.teams[domain, district]
        found = self._counts(members)
        words = []
        for place, category in enumerate(_PRINTED):
            low, high = corridor(
                whole[category],
                len(self.domains[domain]),
                self.sizes[domain, district],
                self.draft.case.parameters.tolerance,
            )
            if found[category] < low or found[category] > high:
                self.marks[len(self.rows), _FIRST_BAND + place] = "warn"
                words.append(_difference(category, found[category], low, high))
        self._add((domain, district), members, "；".join(words) or say("balance.inside"))

    def _strong(self, names: tuple[str, str], members: Sequence[_Member]) -> None:
        self.marks.update({(len(self.rows), column): "strong" for column in range(len(_columns()))})
        self._add(names, members, "")

    def _add(self, names: tuple[str, str], members: Sequence[_Member], words: str) -> None:
        found = self._counts(members)
        met = [one.preference for _, one in members]
        bands = (found[category] for category in _PRINTED)
        self.rows.append(
            (
                *names,
                len(members),
                mean_age(self.draft, members),
                *bands,
                near_retirement(self.draft, members),
                *(met.count(number) for number in (1, 2, 3, 0)),
                words,
            )
        )

    def _counts(self, members: Sequence[_Member]) -> Counter[str]:
        return Counter(category for person, _ in members for category in self.categories[person.staff_id])


def _difference(category: str, found: int, low: int, high: int) -> str:
    name = say(f"categories.{category}").replace("\n", "")
    if found < low:
        return say("balance.fewer", name=name, count=low - found)
    return say("balance.more", name=name, count=found - high)


def _columns() -> tuple[Column, ...]:
    bands = tuple(
        Column(say(f"categories.{category}"), "number", 5.3, group=_group(category)) for category in _PRINTED
    )
    return (
        Column(DOMAIN, width=11),
        Column("队伍", width=9.5),
        Column("人数", "number", 5.5),
        Column("平均\n年龄", "decimal", 6),
        *bands,
        Column("临近\n退休", "number", 5.3),
        *(
            Column(name, "number", 5, group=say("balance.wishes"))
            for name in ("第一", "第二", "第三", "均未")
        ),
        Column(say("balance.compared"), "text", 22),
    )


def _group(category: str) -> str:
    kind = category.split("_", maxsplit=1)[0]
    return say(f"balance.{kind}") if kind in _GROUPS else ""
