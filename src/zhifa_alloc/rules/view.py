"""A draft seen from the side of its people: who stands where, as the draft says now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.team import Team
from zhifa_alloc.schema.terms import CITY, NOT_PLACED


class View:
    """Look-ups over one draft. Nothing here assumes that the draft is sound."""

    def __init__(self, draft: Draft) -> None:
        """Keep the draft; every look-up is made when first used."""
        self.draft = draft
        self.case: Case = draft.case

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """staff_id -> person of the input."""
        return {person.staff_id: person for person in self.case.people}

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[Assignment, ...]]:
        """staff_id -> every row the draft has for that key, also of people it does not know."""
        rows: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.draft.assignments:
            rows[assignment.staff_id].append(assignment)
        return {key: tuple(found) for key, found in rows.items()}

    @cached_property
    def placed(self) -> tuple[tuple[Person, str], ...]:
        """(person, destination) of every row whose key is known, in the order of the draft."""
        return tuple(
            (self.people[row.staff_id], row.to)
            for row in self.draft.assignments
            if row.staff_id in self.people
        )

    @cached_property
    def destinations(self) -> Mapping[str, str]:
        """staff_id -> destination, for people who stand in the draft exactly once."""
        return {key: rows[0].to for key, rows in self.rows_of.items() if len(rows) == 1}

    @cached_property
    def counts(self) -> Mapping[CellKey, int]:
        """People per (执法领域, 编制类型, destination), by the person's own domain and type."""
        return Counter((person.domain, person.quota_type, to) for person, to in self.placed)

    @cached_property
    def _by_team_place(self) -> Mapping[tuple[str, str], tuple[Person, ...]]:
        found: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person, to in self.placed:
            found[(person.domain, to)].append(person)
        return {key: tuple(members) for key, members in found.items()}

    def members(self, team: Team) -> tuple[Person, ...]:
        """Return the people of the team's domains who go to its district."""
        return tuple(
            person
            for domain in team.domains
            for person in self._by_team_place.get((domain, team.district), ())
        )

    @cached_property
    def known_places(self) -> frozenset[str]:
        """Every word that may stand as a destination."""
        return frozenset((*self.case.receiving, CITY, NOT_PLACED))
