"""What cannot hold is said in numbers, with ways out that do mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zhifa_alloc.schema.case import CarriedSheet, Relation
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER
from zhifa_alloc.staffing import place
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import conflict_sentence, repair_sentence

_TYPE = "参公事业编制"


def _conflicts(case, table):
    with pytest.raises(NoFeasiblePlan) as stop:
        place(case, table)
    for lang in ("zh", "en"):
        for conflict in stop.value.conflicts:
            assert conflict_sentence(conflict, phrasebook(lang))
            assert all(repair_sentence(repair, phrasebook(lang)) for repair in conflict.repairs)
            assert len(conflict.repairs) <= 3
    return stop.value.conflicts


def _sentences(conflicts):
    return [conflict_sentence(conflict, phrasebook("zh")) for conflict in conflicts]


def _team_of(person, count, certified, **given):
    return [person(f"P{k}", certified=k < certified, **given) for k in range(count)]


def test_too_few_certified_in_a_domain_is_counted_in_words(person, case_of, table_of):
    case = case_of(_team_of(person, 9, certified=3), ("甲区", "乙区"))
    table = table_of(case, {("农业", _TYPE, "甲区"): 5, ("农业", _TYPE, "乙区"): 4})
    conflicts = _conflicts(case, table)
    assert _sentences(conflicts)[0] == "农业领域 2 个大队至少需要 4 名持证在岗人员，可去各区的现有 3 名"
    repair = conflicts[0].repairs[0]
    help_at = "补足持证在岗人员（补办证件、结束借调或从其他队伍调剂）：{}农业队伍 1 名"
    assert repair_sentence(repair, phrasebook("zh")) in [help_at.format(name) for name in ("甲区", "乙区")]


def test_more_pins_than_places(person, case_of, table_of, change):
    people = [person(f"P{k}", pin="甲区" if k < 4 else "") for k in range(6)]
    case = case_of(people, ("甲区", "乙区"))
    table = table_of(case, {("农业", _TYPE, "甲区"): 3, ("农业", _TYPE, "乙区"): 3})
    conflicts = _conflicts(case, table)
    assert _sentences(conflicts)[0] == "“农业”参公事业编制甲区 测算 3 名，而只能去该处的有 4 名"
    opened = next(r for r in conflicts[0].repairs if r.code == "staffing.destinations")
    staff_id = opened.params["items"][0]["staff_id"]
    assert place(change(case, **{staff_id: {"pin": ""}}), table)


def test_an_odd_ring_of_rivals_is_a_conflict_of_rules_taken_together(person, case_of, table_of):
    people = [person(f"P{k}") for k in range(6)]
    ring = tuple(Relation(f"P{a}", f"P{b}", "兄弟", APART) for a, b in ((0, 1), (1, 2), (0, 2)))
    case = case_of(people, ("甲区", "乙区"), relations=ring)
    table = table_of(case, {("农业", _TYPE, "甲区"): 3, ("农业", _TYPE, "乙区"): 3})
    conflicts = _conflicts(case, table)
    assert [conflict.code for conflict in conflicts] == ["staffing.together_named"]
    assert _sentences(conflicts) == [
        "农业：按现定人数，不能满足以下全部要求，去掉任何一条，其余即可满足：P0、P1 不同队；P0、P2 不同队；P1、P2 不同队"
    ]
    assert conflicts[0].repairs[0].code == "staffing.relations"
    assert conflicts[0].repairs[0].params["count"] == 1
    stays = table_of(case, {("农业", _TYPE, "甲区"): 2, ("农业", _TYPE, "乙区"): 2, ("农业", _TYPE, CITY): 2})
    assert place(case, stays)


def test_a_couple_without_a_common_place(person, case_of, table_of):
    people = [person("P0", pin="甲区"), person("P1", pin="乙区"), *(person(f"P{k}") for k in range(2, 6))]
    case = case_of(people, ("甲区", "乙区"), relations=(Relation("P0", "P1", "夫妻", TOGETHER),))
    table = table_of(case, {("农业", _TYPE, "甲区"): 3, ("农业", _TYPE, "乙区"): 3})
    conflicts = _conflicts(case, table)
    assert conflicts[0].code == "staffing.nowhere_together"
    assert conflicts[0].repairs[0].code == "staffing.relations"


def test_a_table_that_does_not_add_up_is_told_as_such(person, case_of, table_of):
    case = case_of(_team_of(person, 6, certified=6), ("甲区", "乙区"))
    table = table_of(case, {("农业", _TYPE, "甲区"): 3, ("农业", _TYPE, "乙区"): 2})
    assert [conflict.code for conflict in _conflicts(case, table)] == ["staffing.table"]


def test_a_domain_without_any_certificate_is_told_once_and_not_team_by_team(person, case_of, table_of):
    people = [*_team_of(person, 6, certified=0), *(person(f"Q{k}", "文化") for k in range(6))]
    case = case_of(people, ("甲区", "乙区"))
    cells = {(g, _TYPE, d): 3 for g in ("农业", "文化") for d in ("甲区", "乙区")}
    assert [one.code for one in _conflicts(case, table_of(case, cells))] == ["staffing.certified_in_domain"]


def _six_teams(person, case_of, table_of, lasting):
    """Twenty certified officers for six teams with a handover day; ``lasting`` certificates are valid on it."""
    districts = tuple(f"{one}区" for one in "甲乙丙丁戊己")
    people = [
        person(f"P{k:02d}", certified=k < 20, certificate_until=date(2026 if k < lasting else 2025, 7, 1))
        for k in range(24)
    ]
    case = case_of(people, districts)
    duties = CarriedSheet(
        ("领域", "职责事项名称", "原实施主体", "承接主体"), (("农业", "假劣农资", "农业支队", "各区"),)
    )
    quotas = tuple(replace(row, deadline=date(2025, 10, 25)) for row in case.quotas)
    case = replace(case, quotas=quotas, carried={"职责": duties})
    return case, table_of(case, {("农业", _TYPE, district): 4 for district in districts})


def test_two_rules_may_count_on_the_same_officers(person, case_of, table_of):
    case, table = _six_teams(person, case_of, table_of, lasting=18)
    assert place(case, table)


def test_of_two_rules_the_one_that_lacks_most_is_told(person, case_of, table_of):
    case, table = _six_teams(person, case_of, table_of, lasting=10)
    counted = [c for c in _conflicts(case, table) if c.code == "staffing.certified_in_domain"]
    assert _sentences(counted) == ["农业领域 6 个大队至少需要 12 名持证在岗人员，可去各区的现有 10 名"]


def test_three_who_must_not_meet_and_two_places_are_counted(person, case_of, table_of, change):
    people = [person(f"P{k}", exclusions=(CITY,) if k < 3 else ()) for k in range(8)]
    pairs = (("P0", "P1"), ("P1", "P2"), ("P0", "P2"))
    case = case_of(people, ("甲区", "乙区"), relations=tuple(Relation(a, b, "亲属", APART) for a, b in pairs))
    cells = {"甲区": 3, "乙区": 3, CITY: 2}
    table = table_of(case, {("农业", _TYPE, name): number for name, number in cells.items()})
    (conflict,) = _conflicts(case, table)
    assert _sentences([conflict]) == ["互相不同队的 3 人（P0、P1、P2）合起来只有这些去处：甲区、乙区"]
    assert place(change(case, P0={"exclusions": ()}), table)


def test_certified_people_kept_from_two_districts_taken_together_are_counted(
    person, case_of, table_of, change
):
    kept = dict.fromkeys(range(3, 8), ("甲区", "乙区"))
    people = [person(f"P{k}", certified=k < 8, exclusions=kept.get(k, ())) for k in range(14)]
    case = case_of(people, ("甲区", "乙区", "丙区"))
    table = table_of(
        case, {("农业", _TYPE, "甲区"): 4, ("农业", _TYPE, "乙区"): 4, ("农业", _TYPE, "丙区"): 6}
    )
    (conflict,) = _conflicts(case, table)
    assert _sentences([conflict]) == [
        "甲区、乙区的农业队伍合计至少需要 4 名持证在岗人员，可去这两处的只有 3 名"
    ]
    assert place(change(case, P3={"exclusions": ()}), table)


def test_five_in_a_ring_who_must_not_meet_and_two_places_are_named(person, case_of, table_of, change):
    people = [person(f"P{k}", exclusions=(CITY,) if k < 5 else ()) for k in range(10)]
    ring = ((0, 1), (1, 2), (2, 3), (3, 4), (0, 4))
    relations = tuple(Relation(f"P{a}", f"P{b}", "亲属", APART) for a, b in ring)
    case = case_of(people, ("甲区", "乙区"), relations=relations)
    cells = {"甲区": 4, "乙区": 4, CITY: 2}
    table = table_of(case, {("农业", _TYPE, name): number for name, number in cells.items()})
    (conflict,) = _conflicts(case, table)
    assert conflict.code == "staffing.together_named"
    pairs = [said["staff_ids"] for said in conflict.params["demands"] if said["phrase"].endswith("apart")]
    assert sorted(pairs) == sorted([f"P{a}", f"P{b}"] for a, b in ring)
    assert place(change(case, P3={"exclusions": ()}), table)
