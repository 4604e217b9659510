"""Drafts of cities drawn by a seed, worked out again from the contract's words alone.

Nothing of the program is used but its command line. Where people are few, every placement is tried.
"""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction

import pytest

from support.chance_city import CITY, chance_city
from support.cities import write_workbook
from support.recount import (
    cells,
    criteria,
    few_tables,
    goal_values,
    headcount_task,
    meets,
    obeys,
    placements,
    quota_shares,
    tables,
    targets_of,
)
from zhifa_alloc.cli import main

CITIES = [
    *(pytest.param((seed, 6), id=f"few-{seed}") for seed in (0, 1, 2, 3, 4, 7, 10, 12, 13, 16, 18, 19, 20)),
    *(pytest.param((seed, None), id=f"city-{seed}") for seed in (1, 5, 6, 8, 9, 10, 12, 16, 21, 22, 25, 30)),
]


@pytest.fixture(scope="module", params=CITIES)
def case(request, tmp_path_factory):
    """A city and the JSON of its draft."""
    folder = tmp_path_factory.mktemp("city")
    city = chance_city(*request.param)
    book = write_workbook(folder / "名册.xlsx", city.sheets)
    answer = folder / "草案.json"
    assert main(["plan", str(book), "-q", "-o", str(folder / "方案"), "--json", str(answer)]) == 0
    return city, json.loads(answer.read_text(encoding="utf-8")), folder


def test_quotas_name_every_district_and_add_up(case):
    city, draft, _ = case
    quotas = cells(draft["quotas"], "quota")
    assert set(quotas) == {(*row, name) for row in city.pools() for name in city.districts}
    for row, (posts, kept) in city.pools().items():
        assert sum(quotas[(*row, name)] for name in city.districts) == posts - kept
    kept = {(one["domain"], one["quota_type"]): one["quota"] for one in draft["reserve"]}
    assert kept == {row: kept for row, (_, kept) in city.pools().items()}


def test_shares_are_posts_times_weight(case):
    city, draft, _ = case
    fair = quota_shares(city)
    for cell, share in cells(draft["quotas"], "share").items():
        assert Fraction(share) == fair.get(cell, 0)


def test_quota_table_is_the_best_by_the_criteria(case):
    city, draft, _ = case
    fair = quota_shares(city)
    rows = {row: posts - kept for row, (posts, kept) in city.pools().items()}
    quotas = {cell: quota for cell, quota in cells(draft["quotas"], "quota").items() if cell in fair}
    assert meets(city, quotas)
    if few_tables(rows, fair):
        assert criteria(quotas, fair) == min(
            criteria(table, fair) for table in tables(rows, fair) if meets(city, table)
        )


def test_headcounts_follow_the_formula_and_stay_below_quota(case):
    city, draft, _ = case
    fair, limits, rows = headcount_task(city, cells(draft["quotas"], "quota"))
    targets = targets_of(draft)
    assert set(targets) == set(fair)
    pins = Counter((one.domain, one.kind, one.pin) for one in city.people if one.pin)
    able = Counter(
        (one.domain, one.kind, place)
        for one in city.people
        if one.takes_part
        for place in (*city.takers(one.domain), CITY)
        if place not in one.excluded and one.pin in {"", place}
    )

    def allowed(table):
        return all(pins[cell] <= value <= limits.get(cell, value) for cell, value in table.items())

    assert allowed(targets)
    free = not city.min_certified and all(value <= able[cell] for cell, value in targets.items())
    if free and not any(one.excluded for one in city.people) and few_tables(rows, fair):
        assert criteria(targets, fair) == min(
            criteria(table, fair) for table in tables(rows, fair) if allowed(table)
        )


def test_everyone_goes_to_one_place_and_every_demand_is_obeyed(case):
    city, draft, _ = case
    to = {one["staff_id"]: one["to"] for one in draft["assignments"]}
    assert len(draft["assignments"]) == len(city.people)
    assert set(to) == {one.key for one in city.people}
    assert obeys(city, to)
    there = Counter((one["domain"], one["quota_type"], one["to"]) for one in draft["assignments"])
    for cell, target in targets_of(draft).items():
        assert there[cell] == target
    for record in (*draft["headcounts"], *draft["reserve"]):
        place = record.get("district", CITY)
        assert record["assigned"] == there[record["domain"], record["quota_type"], place]


def test_each_row_tells_wish_and_pin(case):
    city, draft, _ = case
    people = {one.key: one for one in city.people}
    for row in draft["assignments"]:
        one = people[row["staff_id"]]
        wish = one.wishes.index(row["to"]) + 1 if row["to"] in one.wishes else 0
        assert row["preference"] == (wish if one.takes_part and any(one.wishes) else None)
        assert row["from"] == one.unit
        assert row["pinned"] == bool(one.pin)


def test_stages_tell_the_values_and_no_placement_is_better(case):
    city, draft, _ = case
    to = {one["staff_id"]: one["to"] for one in draft["assignments"]}
    values = goal_values(city, to, targets_of(draft))
    placed = sum(one.takes_part for one in city.people)
    assert [stage["name"] for stage in draft["stages"]] == city.goals
    for stage in draft["stages"]:
        assert stage["value"] == values.get(stage["name"], stage["value"])
        bound = Fraction(str(stage["bound"]))
        assert bound <= stage["value"]
        assert stage["gap"] == pytest.approx(float((stage["value"] - bound) / max(abs(bound), placed)))
    if len(city.people) <= 8:
        known = city.goals[: city.goals.index("次序号")]
        mine = [values[goal] for goal in known]
        assert mine == min(
            [other[goal] for goal in known]
            for other in (goal_values(city, place, targets_of(draft)) for place in placements(city, draft))
        )


def test_no_identity_number_leaves_in_json_and_verify_agrees(case, capsys):
    city, draft, folder = case
    text = json.dumps(draft, ensure_ascii=False)
    assert not [one.key for one in city.people if one.identity in text]
    assert main(["verify", str(folder / "方案" / "草案.xlsx"), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
