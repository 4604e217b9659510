"""The placement falls into parts: domains that share no team and no pair of people are solved by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhifa_alloc.staffing.matrix import Bools, Floats, Ints
from zhifa_alloc.staffing.problem import Floor, Problem, Rivals, lined_up


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Domains that must be placed together, with all that concerns them (indices into the problem).

    ``unit_of`` gives, for each of ``people``, the position of its unit in ``units``.
    """

    domains: tuple[int, ...]
    people: Ints
    rows: Ints
    units: tuple[tuple[int, ...], ...]
    unit_of: Ints
    floors: tuple[Floor, ...]
    rivals: tuple[Rivals, ...]

    def places(self, destinations: Ints) -> Ints:
        """Spread the destinations of the units over the part's people, in their order."""
        spread: Ints = destinations[self.unit_of]
        return spread

    def gathered(self, charges: Floats) -> Floats:
        """Sum up charges of people (n × D, everybody's) for each unit."""
        people, starts = lined_up(self.units)
        summed: Floats = np.add.reduceat(charges[people], starts, axis=0)
        return summed

    def open_to(self, allowed: Bools) -> Bools:
        """Say where all people of each unit may go (units × D), from where everybody may (n × D)."""
        people, starts = lined_up(self.units)
        together: Bools = np.logical_and.reduceat(allowed[people], starts, axis=0)
        return together


def split(problem: Problem) -> tuple[Part, ...]:
    """Split into independent parts, in the order of their first domain.

    Domains whose people are all 不参与 leave nobody to place: without a team to fill they make no part.
    """
    domain_index = {domain: g for g, domain in enumerate(problem.domains)}
    part_of = _join_domains(problem, domain_index)
    row_domain = np.array([domain_index[domain] for domain, _ in problem.rows], dtype=np.int64)
    parts = (_part(problem, part_of, row_domain, domain_index, lead) for lead in sorted(set(part_of)))
    return tuple(part for part in parts if part.units or part.floors)


def _join_domains(problem: Problem, domain_index: dict[str, int]) -> list[int]:
    """Give each domain the smallest domain it is tied to by a unit, a comprehensive team or a pair."""
    lead = list(range(len(problem.domains)))
    ties = [[int(problem.domain_of[i]) for i in unit] for unit in problem.units if len(unit) > 1]
    ties += [
        [domain_index[name] for name in floor.team.domains if name in domain_index]
        for floor in problem.floors
    ]
    ties += [[int(problem.domain_of[r.first]), int(problem.domain_of[r.second])] for r in problem.rivals]
    for tie in ties:
        leads = {lead[g] for g in tie}
        if len(leads) > 1:
            lead = [min(leads) if found in leads else found for found in lead]
    return lead


def _part(
    problem: Problem, part_of: list[int], row_domain: Ints, domain_index: dict[str, int], lead: int
) -> Part:
    domains = tuple(g for g, found in enumerate(part_of) if found == lead)
    inside = np.isin(problem.domain_of, domains)
    people = np.flatnonzero(inside)
    units = tuple(unit for unit in problem.units if inside[unit[0]])
    unit_of = np.zeros(len(problem.people), dtype=np.int64)
    for u, unit in enumerate(units):
        unit_of[list(unit)] = u
    return Part(
        domains=domains,
        people=people,
        rows=np.flatnonzero(np.isin(row_domain, domains)),
        units=units,
        unit_of=unit_of[people],
        floors=tuple(
            floor
            for floor in problem.floors
            if any(domain_index.get(name) in domains for name in floor.team.domains)
        ),
        rivals=tuple(rivals for rivals in problem.rivals if inside[rivals.first]),
    )
