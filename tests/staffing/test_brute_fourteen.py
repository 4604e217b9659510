"""Up to fourteen people: every stage value equals what trying all placements gives, all of them counted at once.

Headcounts are fixed, so the placements are the ways to fill each row's seats. The goals are worked out here
from the words of docs/staffing.md, for whole columns of placements, and share nothing with the program but the bands.
"""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from staffing.everything import DISTRICTS, PLACES, Everything, is_real
from zhifa_alloc.schema.case import Institution, Relation
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER
from zhifa_alloc.staffing import place

GOALS = ("均衡", "就地", "志愿", "距离", "次序号")
KEYS = dict(zip(GOALS, ("balance", "stay", "wishes", "distance", "draw"), strict=True))
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


def repairs_to_try(conflicts, everything):
    """Give the repairs that leave the table as it is; of one part they say nothing about another."""
    domain = {one.staff_id: one.domain for one in everything.people}
    tied = [
        relation
        for relation in everything.case.relations
        if relation.demand == TOGETHER and {relation.first, relation.second} <= set(domain)
    ]
    crossing = any(domain[relation.first] != domain[relation.second] for relation in tied)
    shared = everything.case.institutions and everything.case.parameters.min_certified
    if not crossing and not shared:
        return []
    found = [repair for conflict in conflicts for repair in conflict.repairs]
    return [one for one in found if one.code not in ("staffing.headcounts", "staffing.several")]


def mends(repair, everything):
    """Tell whether some placement obeys every rule once a repair was made."""
    items = repair.params["items"]
    opened = {(one["staff_id"], one["district"]) for one in items if "staff_id" in one}
    let_go = {
        (frozenset(one["staff_ids"]), one["phrase"].rsplit(".", 1)[-1]) for one in items if "staff_ids" in one
    }
    brought = Counter({(one["district"], one["team"]): one["amount"] for one in items if "team" in one})
    case, good = everything.case, np.ones(len(everything.to), dtype=bool)
    for one in everything.people:
        shut = {name for name in everything.closed(one) if (one.staff_id, name) not in opened}
        good &= everything.avoiding(one, shut)
    for relation in case.relations:
        pair = frozenset((relation.first, relation.second))
        word = "together" if relation.demand == TOGETHER else "apart"
        if pair <= set(everything.index) and (pair, word) not in let_go:
            good &= everything.kept(relation)
    for team in teams_of(case):
        needed = case.parameters.min_certified - brought[team.district, team.name]
        good &= everything.certified(team) >= needed
    return good.any()


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
        everything = Everything(case, table, before)
        assert stopped.value.conflicts
        assert all(is_real(conflict, everything) for conflict in stopped.value.conflicts)
        assert all(mends(one, everything) for one in repairs_to_try(stopped.value.conflicts, everything))
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
