"""Counting checks: what cannot hold is said in numbers, before any solver is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Floor, Problem


def shortages(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    """Return every shortage of a part that counting finds; an empty result proves nothing."""
    in_domains = tuple(_domain_floors(problem, part))
    told = {str(conflict.params["domain"]) for conflict in in_domains}
    return (
        *_closed_units(problem, part),
        *_cells(problem, part),
        *in_domains,
        *_team_floors(problem, part, told),
    )


def table_faults(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    """Return rows whose headcounts do not add up to their people; no placement can mend that."""
    people = np.bincount(problem.row_of, minlength=len(problem.rows))
    return tuple(
        Conflict(
            "staffing.table",
            {
                "domain": problem.rows[r][0],
                "quota_type": problem.rows[r][1],
                "due": int(problem.capacity[r].sum()),
                "people": int(people[r]),
            },
        )
        for r in part.rows
        if problem.capacity[r].sum() != people[r]
    )


def _closed_units(problem: Problem, part: Part) -> Iterator[Conflict]:
    """Somebody has no destination left."""
    for u in np.flatnonzero(~part.open_to(problem.allowed).any(axis=1)):
        unit = part.units[u]
        staff_ids = [problem.people[i].staff_id for i in unit]
        code = "staffing.nowhere" if len(unit) == 1 else "staffing.nowhere_together"
        yield Conflict(code, {"staff_ids": staff_ids, "people": len(unit)})


def _cells(problem: Problem, part: Part) -> Iterator[Conflict]:
    """A cell must not be smaller than the people pinned to it, nor larger than the people who may go."""
    only = problem.allowed.sum(axis=1) == 1
    for r in part.rows:
        domain, quota_type = problem.rows[r]
        in_row = problem.row_of == r
        bound = problem.allowed[in_row & only].sum(axis=0)
        able = problem.allowed[in_row].sum(axis=0)
        for d, name in enumerate(problem.destinations):
            room = int(problem.capacity[r, d])
            params = {"domain": domain, "quota_type": quota_type, "district": name, "room": room}
            if bound[d] > room:
                yield Conflict("staffing.pinned_above", {**params, "pinned": int(bound[d])})
            if able[d] < room:
                yield Conflict("staffing.too_few_open", {**params, "able": int(able[d])})


def _domain_floors(problem: Problem, part: Part) -> Iterator[Conflict]:
    """The teams of a domain together need more certified people than may go to any of them.

    Nobody serves in two teams, so the demands of one rule add up over its teams; two rules may be
    met by the same officers, so they never add up, and the rule that lacks most speaks for the domain.
    """
    floors: defaultdict[str, defaultdict[str, list[Floor]]] = defaultdict(lambda: defaultdict(list))
    for floor in part.floors:
        if len(floor.team.domains) == 1:
            floors[floor.team.domains[0]][floor.rule].append(floor)
    for domain, by_rule in floors.items():
        counts = [_needed_and_certified(problem, of_rule) for of_rule in by_rule.values()]
        teams, needed, certified = max(counts, key=lambda count: count[1] - count[2])
        if needed > certified:
            params = {"domain": domain, "teams": teams, "needed": needed, "certified": certified}
            yield Conflict("staffing.certified_in_domain", params)


def _needed_and_certified(problem: Problem, floors: Sequence[Floor]) -> tuple[int, int, int]:
    """Return the teams, the certified officers they need together, and how many may go to any of them.

    Whoever is pinned to the city helps no team: counted in, the sentence would lack fewer than its repair brings.
    """
    able = [floor.members[problem.allowed[floor.members, floor.destination]] for floor in floors]
    return len(floors), sum(floor.at_least for floor in floors), len(np.unique(np.concatenate(able)))


def _team_floors(problem: Problem, part: Part, told: AbstractSet[str]) -> Iterator[Conflict]:
    """A team needs more certified people than may go there, or than its posts can hold.

    Where the whole domain is short, that is the cause, and its teams are not told one by one.
    """
    for floor in part.floors:
        if set(floor.team.domains) <= told:
            continue
        open_to = floor.members[problem.allowed[floor.members, floor.destination]]
        rows = problem.row_of[open_to]
        able = sum(
            min(int((rows == r).sum()), int(problem.capacity[r, floor.destination])) for r in np.unique(rows)
        )
        if able < floor.at_least:
            params = {
                "district": floor.team.district,
                "team": floor.team.name,
                "needed": floor.at_least,
                "able": able,
            }
            yield Conflict("staffing.certified_in_team", params)
