"""Demands that cannot hold together are named by their rules, as the sheets have them; so are the ways out."""

from __future__ import annotations

import json

import pytest

from staffing.everything import Everything, is_real
from zhifa_alloc.schema.case import Relation
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER
from zhifa_alloc.staffing import conflicts as conflicts_module
from zhifa_alloc.staffing import place
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import conflict_sentence, repair_sentence

_TYPE = "参公事业编制"
_ZH, _EN = phrasebook("zh"), phrasebook("en")
_NAMED = "{}：按现定人数，不能满足以下全部要求，去掉任何一条，其余即可满足：{}"
_NAMED_EN = (
    "{}: with these headcounts the following demands cannot all be met; "
    "if any one is left out, the rest can: {}"
)


@pytest.fixture
def town(case_of, table_of):
    """Districts 甲, 乙, 丙 without certificates to count; relations as (first, second, demand)."""

    def made(people, relations=(), min_certified=0, **cells):
        case = case_of(
            people,
            ("甲区", "乙区", "丙区"),
            relations=tuple(Relation(a, b, "亲属", demand) for a, b, demand in relations),
            parameters=Parameters(seed="1", min_certified=min_certified),
        )
        domains = sorted({one.domain for one in people})
        return case, table_of(case, {(g, _TYPE, name): n for g in domains for name, n in cells.items()})

    return made


def _refused(case, table):
    with pytest.raises(NoFeasiblePlan) as stop:
        place(case, table)
    everything = Everything(case, table, {})
    assert stop.value.conflicts
    assert all(is_real(conflict, everything) for conflict in stop.value.conflicts)
    for conflict in stop.value.conflicts:
        assert json.loads(json.dumps(conflict.params)) == conflict.params
        assert all(json.dumps(repair.params) for repair in conflict.repairs)
    return stop.value.conflicts


def _ways_out(conflict, book=_ZH):
    return {repair.code: repair_sentence(repair, book) for repair in conflict.repairs}


def test_two_pinned_to_one_district_and_kept_apart(town, person):
    people = [person(f"P{k}", pin="甲区" if k < 2 else "") for k in range(6)]
    (conflict,) = _refused(*town(people, [("P0", "P1", APART)], 甲区=3, 乙区=2, 丙区=1))
    named = _NAMED.format("农业", "P0 去向指定甲区；P1 去向指定甲区；P0、P1 不同队")
    assert conflict_sentence(conflict, _ZH) == named
    english = "P0 is specified to go to 甲区; P1 is specified to go to 甲区; P0, P1 share no team"
    assert conflict_sentence(conflict, _EN) == _NAMED_EN.format("农业", english)
    ways_out = _ways_out(conflict)
    assert ways_out["staffing.relations"] == "免除以下同区或不同队要求：P0、P1 不同队"
    assert ways_out["staffing.destinations"].startswith("放开以下人员的去向指定或不宜去向：P")
    assert ways_out["staffing.destinations"].endswith("（现受去向指定限制）")
    assert _ways_out(conflict, _EN)["staffing.destinations"].endswith(
        "(now closed by specified destinations)"
    )


def test_three_in_a_chain_are_named_pair_by_pair(town, person):
    """同区 P0-P2 and P1-P2: P0 and P1 have no relation of their own, so none of theirs can be let go."""
    people = [person(f"P{k}", pin={0: "甲区", 1: "乙区"}.get(k, "")) for k in range(6)]
    chain = [("P0", "P2", TOGETHER), ("P1", "P2", TOGETHER)]
    case, table = town(people, chain, 甲区=3, 乙区=3)
    (conflict,) = _refused(case, table)
    assert conflict.code == "staffing.nowhere_together"
    (let_go,) = [r.params["items"] for r in conflict.repairs if r.code == "staffing.relations"]
    assert [item["staff_ids"] for item in let_go] in ([["P0", "P2"]], [["P1", "P2"]])


def test_a_chain_of_three_and_too_little_room_is_named_by_its_pairs(town, person):
    people = [person(f"P{k}", exclusions=("乙区", "丙区", CITY) if k == 0 else ()) for k in range(7)]
    chain = [("P0", "P2", TOGETHER), ("P1", "P2", TOGETHER)]
    (conflict,) = _refused(*town(people, chain, 甲区=2, 乙区=3, 丙区=2))
    named = "P0 不宜去向乙区、丙区、市级留用；P0、P2 同区；P1、P2 同区"
    assert conflict_sentence(conflict, _ZH) == _NAMED.format("农业", named)
    assert "P0 must not go to 乙区, 丙区, 市级留用 (excluded destinations); P0, P2 share a district" in (
        conflict_sentence(conflict, _EN)
    )
    (let_go,) = [r.params["items"] for r in conflict.repairs if r.code == "staffing.relations"]
    assert len(let_go) == 1
    assert let_go[0]["staff_ids"] in (["P0", "P2"], ["P1", "P2"])


def test_one_pair_asked_to_share_and_not_to_share_are_two_demands(town, person):
    people = [person(f"P{k}", exclusions=(CITY,) if k == 0 else ()) for k in range(6)]
    both = [("P0", "P1", TOGETHER), ("P1", "P0", APART), ("P1", "P0", TOGETHER)]
    (conflict,) = _refused(*town(people, both, 甲区=2, 乙区=2, 市级留用=2))
    named = "P0 不宜去向市级留用；P0、P1 同区；P0、P1 不同队"
    assert conflict_sentence(conflict, _ZH) == _NAMED.format("农业", named)
    assert _ways_out(conflict)["staffing.relations"] in [
        f"免除以下同区或不同队要求：P0、P1 {demand}" for demand in ("同区", "不同队")
    ]


def test_a_key_with_any_sign_stays_as_it_is(town, person):
    people = [person(f"P/{k}#→{{0}}", pin="甲区" if k < 2 else "") for k in range(4)]
    (conflict,) = _refused(*town(people, [(people[0].staff_id, people[1].staff_id, APART)], 甲区=2, 乙区=2))
    assert "P/0#→{0}、P/1#→{0} 不同队" in conflict_sentence(conflict, _ZH)


def test_a_pin_and_exclusions_of_one_person_are_two_demands(town, person):
    """The pin alone keeps P0 in 甲区; what else is excluded is not to blame."""
    people = [person(f"P{k}", pin="甲区" if k < 2 else "", exclusions=("乙区",)) for k in range(2)]
    people += [person(f"P{k}") for k in range(2, 6)]
    (conflict,) = _refused(*town(people, [("P0", "P1", APART)], 甲区=2, 乙区=2, 丙区=2))
    named = "P0 去向指定甲区；P1 去向指定甲区；P0、P1 不同队"
    assert conflict_sentence(conflict, _ZH) == _NAMED.format("农业", named)


def test_certified_officers_who_must_share_are_named_with_the_teams(town, person):
    """Four certified officers tied together are of no use to two teams at once."""
    people = [person(f"P{k}", certified=k < 4) for k in range(8)]
    tied = [("P0", "P1", TOGETHER), ("P1", "P2", TOGETHER), ("P2", "P3", TOGETHER)]
    case, table = town(people, tied, min_certified=1, 甲区=4, 乙区=2, 丙区=2)
    (conflict,) = _refused(case, table)
    named = "丙区农业队伍持证在岗至少 1 人；P0、P1 同区；P1、P2 同区；P2、P3 同区"
    assert conflict_sentence(conflict, _ZH) == _NAMED.format("农业", named)
    words = _ways_out(conflict)["staffing.certificates"]
    assert (
        words
        == "补足持证在岗人员（补办证件、结束借调或从其他队伍调剂）：乙区农业队伍 1 名；丙区农业队伍 1 名"
    )


def test_headcounts_are_changed_in_words(town, person):
    people = [person(f"P{k}", pin="甲区" if k < 4 else "") for k in range(6)]
    (conflict, *_) = _refused(*town(people, 甲区=3, 乙区=3))
    words = "调整以下测算人数（相应调整编制或市级留用数）："
    words += "“农业”参公事业编制甲区 增加 1 名；“农业”参公事业编制乙区 减少 1 名"
    assert _ways_out(conflict)["staffing.headcounts"] == words


def test_changes_of_several_kinds_stand_under_their_headings(town, person):
    """The table wants nobody in 甲区, two people are pinned there, and certificates lack: no one kind suffices."""
    people = [person(f"P{k}", certified=False, pin="甲区" if k < 2 else "") for k in range(4)]
    (conflict, *_) = _refused(*town(people, min_certified=1, 甲区=1, 乙区=2, 丙区=1))
    (repair,) = conflict.repairs
    assert repair.code == "staffing.several"
    sentence = repair_sentence(repair, _ZH)
    assert sentence.startswith(
        "同时作以下调整：补足持证在岗人员（补办证件、结束借调或从其他队伍调剂）：甲区农业队伍 1 名；"
    )
    assert "放开以下人员的去向指定或不宜去向：P" in sentence


def test_officers_pinned_to_the_city_are_not_counted_and_the_repair_adds_up(town, person):
    """Four of six are there; one of them stays with the city, so three lack and three are asked for."""
    people = [person(f"P{k}", certified=k < 4, pin=CITY if k == 0 else "") for k in range(9)]
    case, table = town(people, min_certified=2, 甲区=3, 乙区=3, 丙区=2, 市级留用=1)
    (conflict,) = _refused(case, table)
    assert (
        conflict_sentence(conflict, _ZH) == "农业领域 3 个大队至少需要 6 名持证在岗人员，可去各区的现有 3 名"
    )
    (added,) = [r.params["items"] for r in conflict.repairs if r.code == "staffing.certificates"]
    assert sum(item["amount"] for item in added) == 3


def test_certificates_that_end_before_the_handover_are_a_demand_of_their_own():
    for book in (_ZH, _EN):
        team = {"district": "甲区", "team": "农业", "amount": 2}
        words = [
            {"phrase": f"conflicts.demands.{key}", **team} for key in ("certified", "certified_on_handover")
        ]
        said = [
            conflict_sentence(
                Conflict("staffing.together_named", {"domains": ["农业"], "demands": [one]}), book
            )
            for one in words
        ]
        assert len(set(said)) == 2


def test_parts_without_a_counted_shortage_are_not_solved(town, person, monkeypatch):
    """A domain without certificates says nothing of another one, and that one's proof may take long."""
    people = [person(f"P{k}", certified=k < 2) for k in range(6)]
    people += [person(f"Q{k}", "文化") for k in range(6)]
    case, table = town(people, min_certified=1, 甲区=2, 乙区=2, 丙区=2)

    def never(problem, part):
        raise AssertionError(part)

    monkeypatch.setattr(conflicts_module, "has_placement", never)
    with pytest.raises(NoFeasiblePlan) as stop:
        place(case, table)
    assert [conflict.code for conflict in stop.value.conflicts] == ["staffing.certified_in_domain"]
