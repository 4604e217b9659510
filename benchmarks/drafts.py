"""Drafts of up to 100,000 people: written, read, verified, compared, merged, each as a whole process.

The people are placed by a quick hand that obeys every hard rule and seeks no goal, for what is timed here is
the draft's file and not the placement. The goals are recorded as that hand left them, with prices for every
demand that can have one: any prices prove something, and these are as long to work through as good ones.
"""

from __future__ import annotations

import importlib
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.measure import cost_of_command, cpu_of, program, report
from zhifa_alloc import __version__
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.rules import check_all, demands_of, stage_values
from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.canonical import plan_id
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import GRAIN, Assignment, Certificate, GoalPrices, Reason, Stage
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.schema.terms import CITY, NOT_PLACED

SIZES = ((2_000, 8, 6), (20_000, 13, 16), (100_000, 13, 16))
RUNS = 3
MOVED = 1_000
"""Every so many people two of one pool have changed places in the second draft."""


def run(unit: float) -> None:
    """Time the commands that live on a draft's file."""
    for people, domains, districts in SIZES:
        case = made_up_case(people, domains, districts)
        with tempfile.TemporaryDirectory() as folder:
            _commands(with_prices(draft_of(case)), Path(folder), unit)


def made_up_case(people: int, domains: int, districts: int, seed: int = 1) -> Case:
    """Make a clean city of this size and check it.

    Raises:
        RuntimeError: the city's roster is not clean.
    """
    sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
    cities: Any = importlib.import_module("cities")
    grid: Any = importlib.import_module("cities.grid")
    build_case: Any = importlib.import_module("zhifa_alloc.roster").build_case
    city = cities.make_city(people, domains, districts, seed)
    case: Case | None = build_case((grid.raw_book((*city.rosters, *city.tables), "花名册.xlsx"),)).case
    if case is None:
        raise RuntimeError(people)
    return case


def draft_of(case: Case) -> Draft:
    """Place everyone where the rules allow it, and make it a draft."""
    quotas = share_quotas(case)
    headcounts, reserves = share_headcounts(case, quotas)
    bare = Draft(
        plan_id=plan_id(case, __version__),
        version=__version__,
        case=case,
        quotas=quotas,
        headcounts=headcounts,
        reserves=reserves,
        assignments=(),
        stages=(),
    )
    return _placed(bare, _Hand(case, headcounts).places())


def with_prices(draft: Draft, seed: int = 1) -> Draft:
    """Give every place and every corridor a price, and record what the prices prove."""
    chance = random.Random(seed)
    domains = sorted({domain for domain, _ in draft.headcounts.rows})
    teams = [(domain, place) for domain in domains for place in draft.case.receiving]
    goals = tuple(
        GoalPrices(
            stage.key,
            cells={key: chance.randrange(-GRAIN, GRAIN) for key in draft.headcounts.values},
            corridors={(*team, key): chance.randrange(-GRAIN, GRAIN) for team in teams for key in CATEGORIES},
            held={(domain, former.key): GRAIN for domain in domains for former in draft.stages[:number]},
        )
        for number, stage in enumerate(draft.stages)
    )
    parts = tuple((domain,) for domain in domains)
    priced = replace(draft, certificate=Certificate(parts, goals))
    bounds = proved_bounds(priced) or ()
    stages = (
        replace(stage, bound=Fraction(bound), certified=Fraction(bound), proved=stage.value == bound)
        for stage, bound in zip(priced.stages, bounds, strict=True)
    )
    return replace(priced, stages=tuple(stages))


def with_swaps(draft: Draft, every: int = MOVED) -> Draft:
    """Let pairs of people of one domain and type change places who are free to; all that follows is counted anew."""
    tied = {key for one in draft.case.relations for key in (one.first, one.second)}
    pools: dict[tuple[str, str], list[str]] = defaultdict(list)
    places = {one.staff_id: one.to for one in draft.assignments if one.to != NOT_PLACED}
    for person in draft.case.people:
        if person.staff_id in places and not (person.staff_id in tied or person.pin or person.exclusions):
            pools[person.domain, person.quota_type].append(person.staff_id)
    for members in pools.values():
        for first, second in zip(members[::every], members[1::every], strict=False):
            places[first], places[second] = places[second], places[first]
    return _placed(draft, places)


def _placed(draft: Draft, places: Mapping[str, str]) -> Draft:
    placed = replace(
        draft,
        assignments=_assignments(draft.case, places),
        stages=_stages(draft.case, draft.headcounts, places),
    )
    return replace(placed, rules=check_all(placed))


class _Hand:
    """Fills the headcounts: who is pinned first, then who is tied, then who must not go somewhere, then all."""

    def __init__(self, case: Case, headcounts: QuotaTable) -> None:
        self.case = case
        self.room = Counter(headcounts.values)
        demands = demands_of(case)
        self.closed = {(one.staff_id, one.destination) for one in demands.closed}
        self.partners: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for pair in demands.pairs:
            self.partners[pair.first].append((pair.second, pair.together))
            self.partners[pair.second].append((pair.first, pair.together))
        self.people = {person.staff_id: person for person in case.people if person.takes_part}
        self.found: dict[str, str] = {}

    def places(self) -> dict[str, str]:
        for person in sorted(self.people.values(), key=self._urgency):
            if person.staff_id not in self.found:
                self._settle(person)
        return self.found

    def _urgency(self, person: Person) -> tuple[bool, bool, bool, str]:
        tied = person.staff_id in self.partners
        return (not person.pin, not tied, not person.exclusions, person.staff_id)

    def _settle(self, person: Person) -> None:
        group = [person, *self._companions(person)]
        wanted = dict.fromkeys((person.pin, person.stationed, *person.wishes, *self.case.receiving, CITY))
        to = next(name for name in wanted if name and self._fits(group, name))
        for one in group:
            self.found[one.staff_id] = to
            self.room[one.domain, one.quota_type, to] -= 1

    def _companions(self, person: Person) -> list[Person]:
        together = [key for key, same in self.partners[person.staff_id] if same and key not in self.found]
        return [self.people[key] for key in together]

    def _fits(self, group: Iterable[Person], to: str) -> bool:
        needed = Counter((one.domain, one.quota_type, to) for one in group)
        return all(self.room[cell] >= count for cell, count in needed.items()) and all(
            (one.staff_id, to) not in self.closed
            and all(
                same == (self.found.get(key, to if same else "") == to)
                for key, same in self.partners[one.staff_id]
            )
            for one in group
        )


def _assignments(case: Case, places: Mapping[str, str]) -> tuple[Assignment, ...]:
    numbers = draw_numbers_of(case)
    rows = []
    for person in case.people:
        to = places.get(person.staff_id, NOT_PLACED)
        preference = preference_of(person, to)
        params = (
            {} if to == NOT_PLACED else {"to": to, "preference": preference or 0, "wish": person.wishes[0]}
        )
        rows.append(
            Assignment(
                person.staff_id,
                person.domain,
                person.quota_type,
                person.unit,
                to,
                preference,
                pinned=bool(person.pin),
                reason=Reason("no_wish" if params else "apart", params),
                draw_number=numbers.get(person.staff_id, 0),
            )
        )
    return tuple(rows)


def _stages(case: Case, headcounts: QuotaTable, places: Mapping[str, str]) -> tuple[Stage, ...]:
    values = stage_values(case, headcounts, places)
    return tuple(
        Stage(key, value, Fraction(value), len(places), proved=True) for key, value in values.items()
    )


def _commands(draft: Draft, folder: Path, unit: float) -> None:
    size = f"{len(draft.case.people):,}".replace(",", " ")
    old, new = folder / "旧稿.xlsx", folder / "新稿.xlsx"
    write_draft(draft, old)
    write_draft(with_prices(with_swaps(draft)), new)
    sys.stdout.write(f"draft of {size} people: {old.stat().st_size / 2**20:.1f} MB\n")
    for name, words in {"verify": (old,), "diff": (old, new)}.items():
        reading = min(cpu_of(partial(_read_by_calamine, words), runs=1) for _ in range(RUNS))
        costs = [cost_of_command(program(name, *words)) for _ in range(RUNS)]
        best = min(cost.cpu for cost in costs)
        note = f"{max(cost.megabytes for cost in costs):.0f} MB, {best / reading:.2f} x calamine ({reading:.2f} s)"
        report(f"{name}, {size} people", best, unit, note)


def _read_by_calamine(paths: Iterable[Path]) -> None:
    """Read every cell of the files, and do nothing with them."""
    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
