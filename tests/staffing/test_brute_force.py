"""On small cases every stage value equals what trying all placements gives."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import permutations, product

import pytest

from zhifa_alloc.drafts.measured import measured_goals, measured_stages
from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.rules import stage_values
from zhifa_alloc.schema.case import Institution, Relation
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER
from zhifa_alloc.staffing import place

_DISTRICTS = ("甲区", "乙区")
_SEEDS = range(70)
_TRIES = 400
_GOALS = ("均衡", "就地", "志愿", "距离", "次序号")
_KEYS = dict(zip(_GOALS, ("balance", "stay", "wishes", "distance", "draw"), strict=True))


def _small_case(rng, person, case_of):
    """Two domains, two districts, nine people, with every kind of demand now and then."""
    people = []
    for k in range(9):
        quota_type = rng.choices(("参公事业编制", "工勤编制"), (4, 1))[0]
        domain = "农业" if k < 5 else "文化"
        wishes = rng.sample((*_DISTRICTS, CITY), rng.randint(0, 3))
        people.append(
            person(
                f"P{k}",
                domain,
                quota_type,
                wishes=wishes,
                stationed=rng.choice((*_DISTRICTS, CITY, "")),
                home=rng.choice((*_DISTRICTS, "")),
                birth=(rng.randint(1966, 2000), 5),
                education=rng.choice(("大学本科", "大专")),
                post_level=rng.choice(("乡科级正职", "科员")),
                certified=quota_type != "工勤编制" and rng.random() < 0.8,
                status=rng.choices(("在岗", "借调", "暂缓"), (10, 1, 1))[0],
                pin=rng.choice((*_DISTRICTS,)) if rng.random() < 0.1 else "",
                exclusions=(rng.choice(_DISTRICTS),) if rng.random() < 0.1 else (),
            )
        )
    keys = rng.sample([p.staff_id for p in people], 4)
    relations = (
        Relation(keys[0], keys[1], "夫妻", TOGETHER),
        Relation(keys[2], keys[3], "兄弟", APART),
    )
    goals = tuple(rng.sample(_GOALS, rng.randint(0, 5)))
    merged = (Institution("甲区", "综合大队", ("农业", "文化")),) if rng.random() < 0.3 else ()
    case = case_of(
        people,
        _DISTRICTS,
        relations=relations,
        institutions=merged,
        parameters=Parameters(seed="7", min_certified=1, goals=goals, move_cost=rng.randint(0, 2)),
        distances={("甲区", "乙区"): 9, ("乙区", "甲区"): 9, ("甲区", CITY): 4} if rng.random() < 0.5 else {},
    )
    before = {
        p.staff_id: rng.choice((*_DISTRICTS, CITY)) for p in people if rng.random() < 0.3 and p.takes_part
    }
    return case, before


def _random_table(rng, case, table_of):
    """The headcounts of some placement, of one that obeys the rules if a short search finds one."""
    for _ in range(_TRIES):
        places = {p.staff_id: rng.choice((*_DISTRICTS, CITY)) for p in case.people if p.takes_part}
        if _obeys(case, places):
            break
    people = {p.staff_id: p for p in case.people}
    cells = Counter((people[key].domain, people[key].quota_type, to) for key, to in places.items())
    return table_of(case, cells)


def _all_placements(case, table):
    """Every way to fill the table, row by row."""
    rows = []
    for domain, quota_type in table.rows:
        people = [
            p.staff_id
            for p in case.people
            if p.takes_part and (p.domain, p.quota_type) == (domain, quota_type)
        ]
        seats = [c for c in table.columns for _ in range(table.values[(domain, quota_type, c)])]
        rows.append([tuple(zip(people, order, strict=True)) for order in sorted(set(permutations(seats)))])
    for choice in product(*rows):
        yield dict(pair for row in choice for pair in row)


def _obeys(case, places):
    people = {p.staff_id: p for p in case.people}
    team_at = {(team.district, domain): team for team in teams_of(case) for domain in team.domains}
    for key, to in places.items():
        if (people[key].pin and people[key].pin != to) or to in people[key].exclusions:
            return False
    for relation in case.relations:
        one, two = places.get(relation.first), places.get(relation.second)
        if one is None or two is None:
            continue
        if relation.demand == TOGETHER and one != two:
            return False
        teams = [
            team_at.get((to, people[key].domain))
            for key, to in ((relation.first, one), (relation.second, two))
        ]
        if relation.demand == APART and teams[0] is not None and teams[0] == teams[1]:
            return False
    for team in teams_of(case):
        able = [
            key
            for key, to in places.items()
            if to == team.district
            and people[key].domain in team.domains
            and people[key].certified
            and people[key].standing.present
        ]
        if len(able) < case.parameters.min_certified:
            return False
    return True


def _best(case, table, before):
    """The order of the goals, the best values of them, and every placement that obeys the rules with its values."""
    order = [_KEYS[goal] for goal in dict.fromkeys((*case.parameters.goals, *_GOALS))]
    found = [
        (places, tuple(stage_values(case, table, places, before)[key] for key in order))
        for places in _all_placements(case, table)
        if _obeys(case, places)
    ]
    return order, min((values for _, values in found), default=None), found


def test_most_cases_have_a_placement_and_some_have_none(person, case_of, table_of):
    feasible = 0
    for seed in _SEEDS:
        rng = random.Random(seed)
        case, _ = _small_case(rng, person, case_of)
        table = _random_table(rng, case, table_of)
        feasible += any(_obeys(case, places) for places in _all_placements(case, table))
    assert 30 <= feasible < len(_SEEDS)


@pytest.mark.parametrize("seed", _SEEDS)
def test_every_stage_is_what_brute_force_finds(seed, person, case_of, table_of):
    rng = random.Random(seed)
    case, before = _small_case(rng, person, case_of)
    table = _random_table(rng, case, table_of)
    order, best, found = _best(case, table, before)
    if best is None:
        with pytest.raises(NoFeasiblePlan) as stop:
            place(case, table, before)
        assert stop.value.conflicts
        return
    placement = place(case, table, before)
    stages = placement.stages
    assert [stage.key for stage in stages] == order
    assert tuple(stage.value for stage in stages) == best
    assert all(stage.proved and stage.bound == stage.value for stage in stages)
    draft = Draft(
        "x",
        "0",
        case,
        table,
        table,
        (),
        placement.assignments,
        stages,
        before=before,
        certificate=placement.certificate,
    )
    assert proved_bounds(draft) == tuple(stage.certified for stage in stages)
    spoilt = proved_bounds(replace(draft, certificate=_any_prices(rng, draft.certificate)))
    assert all(bound <= stage.value for bound, stage in zip(spoilt, stages, strict=True))
    _check_bounds_by_hand(rng, draft, found)


def _check_bounds_by_hand(rng, draft, found):
    """Whatever leaders move, the bounds shown are those of drafts no worse in the goals before."""
    for places, reached in rng.sample(found, min(10, len(found))):
        moved = tuple(replace(row, to=places.get(row.staff_id, row.to)) for row in draft.assignments)
        edited = replace(draft, assignments=moved)
        stages = measured_stages(edited, measured_goals(edited))
        assert tuple(stage.value for stage in stages) == reached
        for k, stage in enumerate(stages):
            no_worse = [v for _, v in found if all(a <= b for a, b in zip(v[:k], reached, strict=False))]
            assert stage.bound <= min(values[k] for values in no_worse)
            assert stage.certified <= stage.bound


def _any_prices(rng, certificate):
    """Prices that nobody worked out: some doubled, some turned round, some small noise."""

    def spoil(prices):
        return {
            key: rng.choice((1, 1, 2, -1)) * value + rng.randint(-300, 300) for key, value in prices.items()
        }

    goals = [
        replace(
            one,
            cells=spoil(one.cells),
            floors=spoil(one.floors),
            corridors=spoil(one.corridors),
            rivals=spoil(one.rivals),
            held=spoil(one.held),
        )
        for one in certificate.goals
    ]
    return replace(certificate, goals=tuple(goals))
