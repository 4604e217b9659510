"""领导职数 beside the quota of each team, and how many of the people placed there could hold such a post."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zhifa_alloc.rules.bands import rank_band
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.leadership import Band, LeadershipProfile, band_of
from zhifa_alloc.schema.team import Team, teams_of

ELIGIBLE: Final = ("rank_division", "rank_section_chief", "rank_section_deputy")
"""Rank bands of ``rules.bands`` at section level and above, highest first."""


@dataclass(frozen=True, slots=True)
class TeamLeadership:
    """One team.

    Attributes:
        posts: 编制 (名) over all types of its domains.
        body: 领导职数 if the team is a body of its own; None without posts.
        section: 领导职数 if it is a unit inside a body; None without posts.
        eligible: rank band -> people placed there; None where the roster has not come.
    """

    team: Team
    posts: int
    body: Band | None
    section: Band | None
    eligible: Mapping[str, int] | None

    @property
    def missing(self) -> int | None:
        """How many people short of the least number of leaders of a body; None where that is not known."""
        if self.eligible is None or self.body is None:
            return None
        return max(0, self.body.least - sum(self.eligible.values()))


def leadership_of(draft: Draft, profile: LeadershipProfile) -> tuple[TeamLeadership, ...]:
    """Return the leadership posts of every team of a receiving district, under one profile."""
    posts: Counter[tuple[str, str]] = Counter()
    for (domain, _, district), value in draft.quotas.values.items():
        posts[domain, district] += value
    ranks = _ranks(draft)
    rows = []
    for team in teams_of(draft.case):
        count = sum(posts[domain, team.district] for domain in team.domains)
        eligible = None
        if draft.case.people and not set(team.domains) & set(draft.case.domains_without_people):
            found: Counter[str] = sum((ranks[domain, team.district] for domain in team.domains), Counter())
            eligible = {band: found[band] for band in ELIGIBLE}
        body, section = profile.tables_of(team.domains)
        rows.append(TeamLeadership(team, count, band_of(body, count), band_of(section, count), eligible))
    return tuple(rows)


def _ranks(draft: Draft) -> Mapping[tuple[str, str], Counter[str]]:
    people = {person.staff_id: person for person in draft.case.people}
    ranks: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in draft.assignments:
        if one.staff_id in people:
            person = people[one.staff_id]
            ranks[person.domain, one.to][rank_band(person.post_level, person.rank)] += 1
    return ranks
