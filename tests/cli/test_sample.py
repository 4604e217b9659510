"""The sample city, planned as a user would, against every invariant of a draft, recomputed here from scratch."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from support.cities import SAMPLE, folder_bytes
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.schema.status import can_hold_certificate
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import CITY, NOT_PLACED

RECEIVING = {"道里区", "南岗区", "道外区", "香坊区", "平房区", "松北区"}
OUTSIDE = {"呼兰区", "阿城区", "双城区"}


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """Plan the sample once: the folder, the draft read back from its file, the JSON."""
    import json

    from zhifa_alloc.cli import main

    folder = tmp_path_factory.mktemp("sample")
    assert (
        main(["plan", str(SAMPLE), "-o", str(folder / "out"), "--json", str(folder / "plan.json"), "-q"]) == 0
    )
    value = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return folder / "out", read_draft(folder / "out" / "草案.xlsx").draft, value


@pytest.fixture(scope="module")
def draft(planned):
    return planned[1]


@pytest.fixture(scope="module")
def people(draft):
    return {person.staff_id: person for person in draft.case.people}


@pytest.fixture(scope="module")
def sent(draft):
    return {one.staff_id: one.to for one in draft.assignments}


def fair_weights(case, domain):
    """s[d, j], straight from the definition."""
    (row,) = [one for one in case.weights if one.domain == domain]
    receivers = case.receivers_of(domain)
    by_district = {one.name: one for one in case.districts}
    workloads = {(one.domain, one.indicator): one.figures for one in case.workloads}
    total = dict.fromkeys(receivers, Fraction(0))
    for factor, weight in row.weights:
        figures = workloads.get((domain, factor))
        values = {name: figures[name] if figures else by_district[name].factors[factor] for name in receivers}
        for name in receivers:
            total[name] += weight * values[name] / sum(values.values())
    assert sum(total.values()) == 1
    return total


def test_every_person_is_there_once_with_one_destination(draft, people):
    assert Counter(one.staff_id for one in draft.assignments) == Counter(people.keys())
    assert {one.to for one in draft.assignments} <= RECEIVING | {CITY, NOT_PLACED}


def test_posts_add_up_per_domain_and_type(draft):
    approved, handed = Counter(), Counter()
    for row in draft.case.quotas:
        approved[row.domain, row.quota_type] += row.approved - row.reserve
    for (domain, quota_type, _), quota in draft.quotas.values.items():
        handed[domain, quota_type] += quota
    assert handed == approved


def test_every_share_is_posts_times_weight(draft):
    to_hand = Counter()
    for row in draft.case.quotas:
        to_hand[row.domain, row.quota_type] += row.approved - row.reserve
    for (domain, quota_type), posts in to_hand.items():
        weights = fair_weights(draft.case, domain)
        for district in draft.case.receiving:
            assert draft.quotas.shares[domain, quota_type, district] == posts * weights.get(district, 0)


def nested_sums(table):
    for (domain, quota_type, district), value in table.items():
        for key in ((domain, quota_type, district), (domain, district), (district,)):
            yield key, value


def totals(table):
    out = defaultdict(Fraction)
    for key, value in nested_sums(table):
        out[key] += value
    return out


def test_every_cell_team_and_district_is_its_share_rounded_or_listed(draft):
    shares, values = totals(draft.quotas.shares), totals(draft.quotas.values)
    listed = set()
    for one in draft.quotas.outside:
        assert one.bounds
        full = {"cell": (one.domain, one.quota_type, one.district), "team": (one.domain, one.district)}
        listed.add(full.get(one.level, (one.district,)))
    for key, share in shares.items():
        if key not in listed:
            assert math.floor(share) <= values[key] <= math.ceil(share), key


def test_headcounts_are_fair_and_never_above_the_quota(draft, people, sent):
    assigned = Counter((people[key].domain, people[key].quota_type, to) for key, to in sent.items())
    taking_part = Counter((one.domain, one.quota_type) for one in people.values() if one.takes_part)
    apart = Counter(
        (one.domain, one.quota_type)
        for one in people.values()
        if not one.takes_part and one.standing.on_quota
    )
    reserve = Counter()
    for row in draft.case.quotas:
        reserve[row.domain, row.quota_type] += row.reserve
    fair = {}
    for row, quota in reserve.items():
        present = taking_part[row]
        cells = {name: draft.quotas.values[(*row, name)] for name in draft.case.receiving}
        left = max(0, quota - apart[row])
        room = sum(cells.values()) + left
        for name, posts in cells.items():
            if present > room:
                assert draft.case.parameters.surplus == "留市消化"
                assert assigned[(*row, name)] == posts
                fair[(*row, name)] = Fraction(posts)
            else:
                assert assigned[(*row, name)] <= posts
                fair[(*row, name)] = Fraction(present * posts, room) if room else Fraction(0)
        fair[(*row, CITY)] = present - sum(fair[(*row, name)] for name in cells)
    pinned = Counter((one.domain, one.quota_type, one.pin) for one in people.values() if one.pin)
    bent = {cell[2] for cell, count in pinned.items() if count > fair[cell]}
    shares, values = totals(fair), totals({key: assigned[key] for key in fair})
    for key, share in shares.items():
        if not bent and not draft.headcounts.outside:
            assert math.floor(share) <= values[key] <= math.ceil(share), key


def test_every_team_has_two_certified_officers_present(draft, people, sent):
    for team in teams_of(draft.case):
        officers = [
            key
            for key, to in sent.items()
            if to == team.district and people[key].domain in team.domains
            and people[key].certified and people[key].standing.present
            and can_hold_certificate(people[key].quota_type)
        ]  # fmt: skip
        assert len(officers) >= 2, team


def test_wills_and_statuses_are_obeyed(draft, people, sent):
    assert any(one.pin for one in people.values())
    assert any(one.exclusions for one in people.values())
    for key, one in people.items():
        assert (sent[key] == NOT_PLACED) == (not one.takes_part)
        if one.pin:
            assert sent[key] == one.pin
        assert sent[key] not in one.exclusions


def test_relatives(draft, people, sent):
    assert {one.demand for one in draft.case.relations} == {"同区", "不同队"}
    for relation in draft.case.relations:
        first, second = people[relation.first], people[relation.second]
        if not (first.takes_part and second.takes_part):
            continue
        if relation.demand == "同区":
            assert sent[first.staff_id] == sent[second.staff_id]
        elif sent[first.staff_id] != CITY:
            assert (sent[first.staff_id], first.domain) != (sent[second.staff_id], second.domain)


def test_stage_values_of_stay_and_wishes(planned, draft, people, sent):
    stages = {stage["key"]: stage for stage in planned[2]["stages"]}
    placed = [one for one in people.values() if one.takes_part]
    assert stages["stay"]["value"] == sum(
        bool(one.stationed) and sent[one.staff_id] != one.stationed for one in placed
    )
    steps = 0
    for one in placed:
        if any(one.wishes):
            steps += {0: 0, 1: 1, 2: 2}.get(
                one.wishes.index(sent[one.staff_id]) if sent[one.staff_id] in one.wishes else -1, 4
            )
    assert stages["wishes"]["value"] == steps
    for stage in stages.values():
        assert Fraction(str(stage["bound"])) <= stage["value"]


def test_districts_outside_the_reform_get_nothing(planned, draft):
    folder, _, value = planned
    assert {path.stem for path in (folder / "征求意见稿").iterdir()} == RECEIVING
    assert {path.stem for path in (folder / "交接表").iterdir()} == RECEIVING
    assert not OUTSIDE & {one["district"] for one in value["quotas"]}
    assert not OUTSIDE & {one["to"] for one in value["assignments"]}


def test_no_rule_is_broken_and_verify_agrees(planned):
    from zhifa_alloc.cli import main

    assert {rule["status"] for rule in planned[2]["rules"]} <= {"ok", "warn"}
    assert main(["verify", str(planned[0] / "草案.xlsx"), "-q"]) == 0


def test_no_id_number_in_json_or_file_names(planned, people):
    folder, _, value = planned
    ids = [one.id_number for one in people.values() if one.id_number]
    assert ids
    seen = str(value) + "".join(folder_bytes(folder))
    assert not [one for one in ids if one in seen]


def test_the_sample_has_what_the_field_knows(draft):
    case = draft.case
    assert set(case.receiving) == RECEIVING
    assert {one.name for one in case.districts if not one.receives} == OUTSIDE
    assert len(case.domains) == 8
    assert len({row.deadline for row in case.quotas}) == 2
    assert 550 <= len(case.people) <= 700
    assert all(one.id_number.startswith("230199") for one in case.people if one.id_number)
    units = Counter(domain for domain, _ in {(row.domain, row.unit) for row in case.quotas})
    assert max(units.values()) >= 3
