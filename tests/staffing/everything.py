"""Every placement of a small city at once, and what is true of all of them."""

from __future__ import annotations

from itertools import combinations
from math import ceil, floor

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES, categories_of
from zhifa_alloc.rules.draw import draw_numbers
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER

DISTRICTS = ("甲区", "乙区", "丙区")
PLACES = (*DISTRICTS, CITY)
MOST = 400_000


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

    def closed(self, one):
        """List the places that pin and exclusions close to a person."""
        return {name for name in PLACES if name in one.exclusions or (one.pin and name != one.pin)}

    def avoiding(self, one, names):
        """Tell which placements keep a person from these places."""
        return ~np.isin(self.to[:, self.index[one.staff_id]], [PLACES.index(name) for name in names])

    def wills(self):
        """Tell which placements obey every pin and exclusion."""
        kept = [self.avoiding(one, self.closed(one)) for one in self.people]
        return np.logical_and.reduce(kept)

    def certified(self, team):
        """Count the certified and present people of a team, in every placement."""
        able = [
            self.to[:, i] == PLACES.index(team.district)
            for i, one in enumerate(self.people)
            if one.domain in team.domains and one.certified and one.standing.present
        ]
        return sum(able, np.zeros(len(self.to), dtype=int))

    def obeying(self):
        """Tell which placements break no rule."""
        good = self.wills()
        for relation in self.case.relations:
            if {relation.first, relation.second} <= set(self.index):
                good &= self.kept(relation)
        for team in teams_of(self.case):
            good &= self.certified(team) >= self.case.parameters.min_certified
        return good

    def kept(self, relation):
        """Tell which placements keep a relation."""
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


def is_real(conflict, everything):
    """Confirm what a conflict says, from its words and from all placements alone."""
    return _CHECKS[conflict.code.removeprefix("staffing.")](conflict.params, everything)


def _nowhere(said, everything):
    named = [one for one in everything.people if one.staff_id in said["staff_ids"]]
    return set(PLACES) == set().union(*map(everything.closed, named))


def _pinned_above(said, everything):
    here = {said["district"]}
    only = [one for one in in_row(everything.people, said) if open_to(everything, one) == here]
    return len(only) == said["pinned"] > said["room"]


def _too_few_open(said, everything):
    row = in_row(everything.people, said)
    able = [one for one in row if said["district"] in open_to(everything, one)]
    return len(able) == said["able"] < said["room"]


def _certified_in_domain(said, everything):
    able = [one for one in everything.people if one.domain == said["domain"] and one.certified]
    present = sum(one.standing.present and open_to(everything, one) != {CITY} for one in able)
    return present == said["certified"] < said["needed"]


def _certified_in_team(said, everything):
    teams = {(team.district, team.name): team for team in teams_of(everything.case)}
    there = everything.certified(teams[said["district"], said["team"]])[everything.wills()]
    return there.max(initial=0) < everything.case.parameters.min_certified == said["needed"]


def _certified_in_two_teams(said, everything):
    teams = [team for team in teams_of(everything.case) if team.district in said["districts"]]
    teams = [team for team in teams if team.name in said["teams"]]
    there = sum(everything.certified(team) for team in teams)[everything.wills()]
    return len(teams) == 2 and there.max(initial=0) < said["needed"]


def _apart_crowded(said, everything):
    three = [one for one in everything.people if one.staff_id in said["staff_ids"]]
    places = set().union(*(open_to(everything, one) for one in three))
    return places == set(said["districts"]) and len(places) < len(three)


def _together_named(said, everything):
    """Confirm that no placement meets the demands named, and some meet all of them but any one."""
    demands = said["demands"]
    without = [demands[:k] + demands[k + 1 :] for k in range(len(demands))]
    return not holding(everything, demands).any() and all(holding(everything, some).any() for some in without)


_CHECKS = {
    "nowhere": _nowhere,
    "nowhere_together": _nowhere,
    "pinned_above": _pinned_above,
    "too_few_open": _too_few_open,
    "certified_in_domain": _certified_in_domain,
    "certified_in_team": _certified_in_team,
    "certified_in_two_teams": _certified_in_two_teams,
    "apart_crowded": _apart_crowded,
    "together_named": _together_named,
}


def in_row(people, said):
    return [one for one in people if (one.domain, one.quota_type) == (said["domain"], said["quota_type"])]


def open_to(everything, one):
    return set(PLACES) - everything.closed(one)


def holding(everything, demands):
    """Tell which placements meet the demands named, and nothing else."""
    good = np.ones(len(everything.to), dtype=bool)
    for said in demands:
        good &= _HELD[said["phrase"].removeprefix("conflicts.demands.")](said, everything)
    return good


def _pinned(said, everything):
    one = everything.people[everything.index[said["staff_id"]]]
    assert one.pin == said["district"]
    return everything.avoiding(one, set(PLACES) - {one.pin})


def _kept_out(said, everything):
    one = everything.people[everything.index[said["staff_id"]]]
    assert said["rule"] == {"phrase": "rules.titles.exclusions"}
    assert set(said["districts"]) == set(one.exclusions)
    return everything.avoiding(one, one.exclusions)


def _related(demand):
    def kept(said, everything):
        found = [
            relation
            for relation in everything.case.relations
            if {relation.first, relation.second} == set(said["staff_ids"]) and relation.demand == demand
        ]
        return everything.kept(found[0])

    return kept


def _manned(said, everything):
    teams = {(team.district, team.name): team for team in teams_of(everything.case)}
    return everything.certified(teams[said["district"], said["team"]]) >= said["amount"]


_HELD = {
    "pins": _pinned,
    "closed": _kept_out,
    "together": _related(TOGETHER),
    "apart": _related(APART),
    "certified": _manned,
}
