"""Up to fourteen people: every stage value equals what trying all placements gives, all of them counted at once.

Headcounts are fixed, so the placements are the ways to fill each row's seats. The goals are worked out here
from the words of docs/staffing.md, for whole columns of placements, and share nothing with the program but the bands.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from math import ceil, floor

import numpy as np
import pytest

from zhifa_alloc.rules.bands import CATEGORIES, categories_of
from zhifa_alloc.rules.draw import draw_numbers
from zhifa_alloc.schema.case import Institution, Relation
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER
from zhifa_alloc.staffing import place

DISTRICTS = ("甲区", "乙区", "丙区")
PLACES = (*DISTRICTS, CITY)
GOALS = ("均衡", "就地", "志愿", "距离", "次序号")
KEYS = dict(zip(GOALS, ("balance", "stay", "wishes", "distance", "draw"), strict=True))
MOST = 400_000
SEEDS = 80


def small_city(rng, person, case_of):
    """Ten to fourteen people in two domains; couples, rivals, pins and merged teams now and then."""
    count = rng.randint(10, 14)
    people = [
        person(
            f"P{k:02}",
            "农业" if k < count // 2 else "文化",
            rng.choices(("参公事业编制", "工勤编制"), (5, 1))[0],
            wishes=rng.sample(PLACES, rng.randint(0, 3)),
            stationed=rng.choice((*PLACES, "")),
            home=rng.choice((*DISTRICTS, "")),
            birth=(rng.randint(1966, 2000), 5),
            education=rng.choice(("大学本科", "大专")),
            post_level=rng.choice(("乡科级正职", "科员")),
            certified=rng.random() < 0.9,
            status=rng.choices(("在岗", "借调", "暂缓"), (12, 1, 1))[0],
            pin=rng.choice(DISTRICTS) if rng.random() < 0.07 else "",
            exclusions=(rng.choice(DISTRICTS),) if rng.random() < 0.1 else (),
        )
        for k in range(count)
    ]
    keys = rng.sample([one.staff_id for one in people], 6)
    relations = (
        Relation(keys[0], keys[1], "夫妻", TOGETHER),
        Relation(keys[2], keys[3], "兄弟", APART),
        Relation(keys[4], keys[5], "父子", rng.choice((APART, TOGETHER))),
    )
    case = case_of(
        people,
        DISTRICTS,
        relations=relations,
        institutions=(Institution("甲区", "综合大队", ("农业", "文化")),) if rng.random() < 0.3 else (),
        parameters=Parameters(
            seed=str(rng.random()),
            min_certified=rng.choice((0, 0, 1)),
            tolerance=rng.choice((0, 0, 1)),
            goals=tuple(rng.sample(GOALS, rng.randint(0, 5))),
            move_cost=rng.randint(0, 2),
        ),
        distances={("甲区", "乙区"): 9, ("乙区", "甲区"): 9, ("丙区", CITY): 4} if rng.random() < 0.5 else {},
    )
    before = {one.staff_id: rng.choice(PLACES) for one in people if rng.random() < 0.3 and one.takes_part}
    return case, before


def some_table(rng, case, table_of):
    return table_of(
        case,
        Counter((one.domain, one.quota_type, rng.choice(PLACES)) for one in case.people if one.takes_part),
    )


def ways_to_fill(people, seats):
    """Yield every way to give people (indices) to places: person -> place."""
    if not seats:
        yield {}
        return
    (at, number), *others = seats
    for chosen in combinations(people, number):
        left = [one for one in people if one not in chosen]
        for rest in ways_to_fill(left, others):
            yield {**dict.fromkeys(chosen, at), **rest}


class Everything:
    """All placements of a case as one table: a row each, a column a person."""

    def __init__(self, case, table, before):
        self.case, self.table, self.before = case, table, before
        self.people = sorted((one for one in case.people if one.takes_part), key=lambda one: one.staff_id)
        self.index = {one.staff_id: i for i, one in enumerate(self.people)}
        self.to = np.zeros((1, len(self.people)), dtype=np.int8)
        for domain, kind in table.rows:
            row = [i for i, one in enumerate(self.people) if (one.domain, one.quota_type) == (domain, kind)]
            seats = [(d, table.values[domain, kind, name]) for d, name in enumerate(PLACES)]
            ways = [[way[i] for i in row] for way in ways_to_fill(row, seats)]
            own = np.array(ways, dtype=np.int8).reshape(len(ways), len(row))
            assert len(self.to) * len(own) <= MOST
            self.to = np.repeat(self.to, len(own), axis=0)
            self.to[:, row] = np.tile(own, (len(self.to) // len(own), 1))

    def obeying(self):
        """Tell which placements break no rule."""
        good = np.ones(len(self.to), dtype=bool)
        for i, one in enumerate(self.people):
            if one.pin:
                good &= self.to[:, i] == PLACES.index(one.pin)
            for name in one.exclusions:
                good &= self.to[:, i] != PLACES.index(name)
        for relation in self.case.relations:
            if {relation.first, relation.second} <= set(self.index):
                good &= self._kept(relation)
        for team in teams_of(self.case):
            able = [
                self.to[:, i] == PLACES.index(team.district)
                for i, one in enumerate(self.people)
                if one.domain in team.domains and one.certified and one.standing.present
            ]
            good &= sum(able, np.zeros(len(self.to), dtype=int)) >= self.case.parameters.min_certified
        return good

    def _kept(self, relation):
        one, two = (self.index[key] for key in (relation.first, relation.second))
        same = self.to[:, one] == self.to[:, two]
        if relation.demand == TOGETHER:
            return same
        domains = {self.people[one].domain, self.people[two].domain}
        shared = [PLACES.index(team.district) for team in teams_of(self.case) if domains <= set(team.domains)]
        return ~(same & np.isin(self.to[:, one], shared))

    def goals(self):
        """Work out every goal of every placement."""
        costs = {"stay": self._leaving(), "wishes": self._steps(), "distance": self._ways()}
        numbers = draw_numbers(self.case.parameters.seed, self.index)
        weights = [len(self.people) + 1 - numbers[one.staff_id] for one in self.people]
        plain = self._wish_steps()
        costs["draw"] = [[w * step for step in row] for w, row in zip(weights, plain, strict=True)]
        found = {key: self._added(rows) for key, rows in costs.items()}
        return {**found, "balance": self._outside()}

    def _added(self, costs):
        return sum(np.array(costs[i])[self.to[:, i]] for i in range(len(self.people)))

    def _leaving(self):
        return [
            [int(bool(one.stationed) and name != one.stationed) for name in PLACES] for one in self.people
        ]

    def _wish_steps(self):
        return [
            [
                (one.wishes.index(name) if name in one.wishes else 4) if any(one.wishes) else 0
                for name in PLACES
            ]
            for one in self.people
        ]

    def _steps(self):
        """Wish steps, and 变动代价 for leaving the place of the base draft."""
        price = self.case.parameters.move_cost
        return [
            [
                step + price * (one.staff_id in self.before and self.before[one.staff_id] != name)
                for name, step in zip(PLACES, row, strict=True)
            ]
            for one, row in zip(self.people, self._wish_steps(), strict=True)
        ]

    def _ways(self):
        known = self.case.distances
        return [
            [
                known.get((one.home, name), 0 if name in (one.home, CITY) else 1) if one.home else 0
                for name in PLACES
            ]
            for one in self.people
        ]

    def _outside(self):
        """Persons outside the corridors of every domain, district and category."""
        total = np.zeros(len(self.to), dtype=int)
        slack = self.case.parameters.tolerance
        for domain in {one.domain for one in self.people}:
            mine = [i for i, one in enumerate(self.people) if one.domain == domain]
            for key in CATEGORIES:
                members = [i for i in mine if key in categories_of(self.people[i], self.case.base_date)]
                for d, name in enumerate(DISTRICTS):
                    size = sum(
                        number
                        for (g, _, column), number in self.table.values.items()
                        if (g, column) == (domain, name)
                    )
                    share = len(members) * size / len(mine)
                    low, high = max(0, floor(share + 1e-9) - slack), ceil(share - 1e-9) + slack
                    there = (self.to[:, members] == d).sum(axis=1)
                    total += np.maximum(0, low - there) + np.maximum(0, there - high)
        return total


def best_of(everything, order):
    """Give the best values, goal after goal; None where no placement obeys the rules."""
    left = np.flatnonzero(everything.obeying())
    if not len(left):
        return None
    goals, best = everything.goals(), []
    for key in order:
        values = goals[key][left]
        best.append(int(values.min()))
        left = left[values == values.min()]
    return best


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_stage_is_the_best_of_all_placements(seed, person, case_of, table_of):
    rng = random.Random(seed)
    case, before = small_city(rng, person, case_of)
    table = some_table(rng, case, table_of)
    order = [KEYS[goal] for goal in dict.fromkeys((*case.parameters.goals, *GOALS))]
    best = best_of(Everything(case, table, before), order)
    if best is None:
        with pytest.raises(NoFeasiblePlan) as stopped:
            place(case, table, before)
        assert stopped.value.conflicts
        return
    stages = place(case, table, before).stages
    assert [stage.key for stage in stages] == order
    assert [stage.value for stage in stages] == best
    assert all(stage.proved and stage.bound == stage.value for stage in stages)


def test_most_of_these_cities_have_a_placement(person, case_of, table_of):
    found = 0
    for seed in range(SEEDS):
        rng = random.Random(seed)
        case, before = small_city(rng, person, case_of)
        found += bool(Everything(case, some_table(rng, case, table_of), before).obeying().any())
    assert SEEDS // 3 < found < SEEDS
