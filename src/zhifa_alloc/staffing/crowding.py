"""Counting checks over two places or three people: each alone is in order, together there is not room enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem


def crowding(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    """Return what these counts find; an empty result proves nothing."""
    return (*_pairs_of_teams(problem, part), *_apart(problem, part))


def _pairs_of_teams(problem: Problem, part: Part) -> Iterator[Conflict]:
    """Two teams need more certified people together than may go to either; the worst pair of each rule is told."""
    able = [floor.members[problem.allowed[floor.members, floor.destination]] for floor in part.floors]
    worst: dict[str, tuple[int, Conflict]] = {}
    for a, b in combinations(range(len(part.floors)), 2):
        one, other = part.floors[a], part.floors[b]
        if one.rule != other.rule or one.destination == other.destination:
            continue
        needed = one.at_least + other.at_least
        if max(len(able[a]), len(able[b])) >= needed:
            continue
        there = len(np.union1d(able[a], able[b]))
        if needed - there > worst.get(one.rule, (0,))[0]:
            params = {
                "districts": [one.team.district, other.team.district],
                "teams": list(dict.fromkeys((one.team.name, other.team.name))),
                "needed": needed,
                "able": there,
            }
            worst[one.rule] = (needed - there, Conflict("staffing.certified_in_two_teams", params))
    yield from (conflict for _, conflict in worst.values())


def _apart(problem: Problem, part: Part) -> Iterator[Conflict]:
    """Three people who must not meet have fewer than three places among them."""
    meets: dict[int, dict[int, frozenset[int]]] = {}
    for rivals in part.rivals:
        meets.setdefault(rivals.first, {})[rivals.second] = frozenset(rivals.destinations)
    for first, others in meets.items():
        for second, third in combinations(sorted(others), 2):
            between = meets.get(second, {}).get(third)
            if between is None:
                continue
            three = (first, second, third)
            shared = others[second] & others[third] & between
            places = {int(d) for d in np.flatnonzero(problem.allowed[list(three)].any(axis=0))}
            if places <= shared and len(places) < len(three):
                keys = [problem.people[i].staff_id for i in three]
                names = [problem.destinations[d] for d in sorted(places)]
                yield Conflict("staffing.apart_crowded", {"staff_ids": keys, "districts": names})
