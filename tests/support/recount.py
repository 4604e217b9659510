"""The contract's figures worked out from a drawn city alone: shares, criteria, headcounts, goals."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil, floor, prod

from support.chance_city import APART, CITY

_MOST_TABLES = 30_000
_RANKS = {"": 0, "四级主任科员": 1, "一级主任科员": 2, "二级调研员": 3}


def cells(records, value):
    return {(one["domain"], one["quota_type"], one["district"]): one[value] for one in records}


def quota_shares(city):
    return {
        (*row, name): (posts - kept) * share
        for row, (posts, kept) in city.pools().items()
        for name, share in city.shares(row[0]).items()
    }


def targets_of(draft):
    targets = cells(draft["headcounts"], "target")
    open_cells = {(one["domain"], one["quota_type"], one["district"]) for one in draft["quotas"]}
    kept = {(one["domain"], one["quota_type"], CITY): one["target"] for one in draft["reserve"]}
    assert set(targets) <= open_cells
    staffed = {cell[0] for cell in targets}
    return {**targets, **{cell: value for cell, value in kept.items() if cell[0] in staffed}}


def headcount_task(city, quotas):
    fair, limits, rows = {}, {}, {}
    staffed = {one.domain for one in city.people}
    for row, (_, kept) in city.pools().items():
        if row[0] not in staffed:
            continue
        mine = [one for one in city.people if (one.domain, one.kind) == row]
        people = sum(one.takes_part for one in mine)
        room = {name: quotas[(*row, name)] for name in city.districts}
        room[CITY] = max(0, kept - (len(mine) - people))
        posts = sum(room.values())
        rows[row] = people
        for place, count in room.items():
            cell = (*row, place)
            if people <= posts:
                fair[cell], limits[cell] = Fraction(people * count, posts or 1), count
            elif city.surplus == "随同下沉" and posts:
                fair[cell] = Fraction(people * count, posts)
            elif place == CITY:
                fair[cell] = Fraction(people - posts + count)
            else:
                fair[cell] = Fraction(count)
    return fair, limits, rows


def meets(city, quotas):
    """每队最少编制 (only types that can hold a certificate) and the bounds of districts."""
    for name, low, high in city.bounds:
        total = sum(value for cell, value in quotas.items() if cell[2] == name)
        if total < (low or 0) or (high is not None and total > high):
            return False
    for domain in city.domains:
        kinds = {kind for pool, kind in city.pools() if pool == domain and kind != "工勤编制"}
        if not any(city.pools()[domain, kind][0] > city.pools()[domain, kind][1] for kind in kinds):
            continue
        for name in city.takers(domain):
            if sum(quotas[domain, kind, name] for kind in kinds) < city.floor:
                return False
    return True


def _sums(table):
    sums = Counter()
    for (domain, kind, place), value in table.items():
        for key in (("区", place), ("领域", domain, place), ("格", domain, kind, place)):
            sums[key] += value
    return sums


def criteria(table, fair):
    outside, nowhere, spread = Counter(), 0, Fraction(0)
    values, shares = _sums(table), _sums(fair)
    for key, share in shares.items():
        posts = max(0, values[key] - ceil(share), floor(share) - values[key])
        outside[key[0]] += posts
        if share:
            spread += Fraction(posts**2) / share
        else:
            nowhere += posts**2
    squares = sum((table[cell] - share) ** 2 for cell, share in fair.items())
    return (*(outside[level] for level in ("区", "领域", "格")), nowhere, spread, squares)


@cache
def _splits(count, places):
    if places == 1:
        return ((count,),)
    return tuple((first, *rest) for first in range(count + 1) for rest in _splits(count - first, places - 1))


def _places(rows, fair):
    return {row: [cell[2] for cell in fair if cell[:2] == row] for row in rows}


def few_tables(rows, fair):
    places = _places(rows, fair)
    return prod(len(_splits(count, len(places[row]))) for row, count in rows.items()) <= _MOST_TABLES


def tables(rows, fair):
    places = _places(rows, fair)
    for choice in product(*(_splits(count, len(places[row])) for row, count in rows.items())):
        yield {
            (*row, place): value
            for row, split in zip(rows, choice, strict=True)
            for place, value in zip(places[row], split, strict=True)
        }


def obeys(city, to):
    people = {one.key: one for one in city.people}
    for one in city.people:
        place = to[one.key]
        if (place == APART) == one.takes_part or place in one.excluded or one.pin not in {"", place}:
            return False
        if place not in {APART, CITY, *city.takers(one.domain)}:
            return False
    for first, second, demand in city.relations:
        a, b = people[first], people[second]
        if not (a.takes_part and b.takes_part):
            continue
        same = to[first] == to[second]
        if demand == "同区" and not same:
            return False
        if demand == "不同队" and same and a.domain == b.domain and to[first] != CITY:
            return False
    return _teams_are_certified(city, to)


def _teams_are_certified(city, to):
    if not any(one.certificate for one in city.people):
        return True
    able = Counter((one.domain, to[one.key]) for one in city.people if one.certified and one.present)
    staffed = {one.domain for one in city.people}
    teams = [(domain, name) for domain in staffed for name in city.takers(domain)]
    return all(able[team] >= city.min_certified for team in teams)


def placements(city, draft):
    targets = targets_of(draft)
    takers = [one for one in city.people if one.takes_part]
    out = {one.key: APART for one in city.people if not one.takes_part}
    open_to = [[one.pin] if one.pin else [*city.takers(one.domain), CITY] for one in takers]
    for choice in product(*open_to):
        pairs = list(zip(takers, choice, strict=True))
        if Counter((one.domain, one.kind, place) for one, place in pairs) != +Counter(targets):
            continue
        to = {**out, **{one.key: place for one, place in pairs}}
        if obeys(city, to):
            yield to


def _bands(city, one):
    age = (city.base[0] * 12 + city.base[1] - int(one.birth[:4]) * 12 - int(one.birth[4:6])) // 12
    bands = {("age", (age > 35) + (age > 45) + (age > 54)), ("rank", _RANKS[one.rank])}
    if one.education:
        bands.add(("education", one.education))
    if one.certified:
        bands.add(("certified", ""))
    return bands


def goal_values(city, to, targets):
    takers = [one for one in city.people if one.takes_part]
    return {
        "均衡": _outside_corridors(city, takers, to, targets),
        "就地": sum(bool(one.stationed) and one.stationed != to[one.key] for one in takers),
        "志愿": sum(_steps(one, to[one.key]) for one in takers),
        "距离": sum(_kilometres(city, one, to[one.key]) for one in takers),
    }


def _steps(one, place):
    if not any(one.wishes):
        return 0
    return one.wishes.index(place) if place in one.wishes else 4


def _kilometres(city, one, place):
    if not one.home or place == CITY:
        return 0
    return city.kilometres.get((one.home, place), int(one.home != place))


def _outside_corridors(city, takers, to, targets):
    size, people, members, there = Counter(), Counter(), Counter(), Counter()
    for (domain, _, place), value in targets.items():
        size[domain, place] += value if place != CITY else 0
    for one in takers:
        people[one.domain] += 1
        for band in _bands(city, one):
            members[one.domain, band] += 1
            there[one.domain, to[one.key], band] += 1
    outside = 0
    for (domain, place), team in size.items():
        for (owner, band), count in members.items():
            if owner == domain and team:
                share, now = Fraction(count * team, people[domain]), there[domain, place, band]
                low, high = floor(share) - city.tolerance, ceil(share) + city.tolerance
                outside += max(0, low - now, now - high)
    return outside
