"""Rules lowered to 提醒 or raised to 不符 in 参数."""

from __future__ import annotations

import pytest

from zhifa_alloc.rules import check_all
from zhifa_alloc.rules.registry import RULES, demands_of
from zhifa_alloc.rules.rule import UNCHECKED
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.switches import REMINDERS, SWITCHABLE
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.text.phrasebook import phrasebook
from zhifa_alloc.text.sentences import place_sentence

FAR = "乙区"


def result_of(bench, rule):
    return next(one for one in check_all(bench.draft) if one.rule == rule)


def codes(result):
    return [place.code for place in result.places]


def test_a_rule_lowered_only_warns_prints_its_reason_and_binds_nobody(bench):
    bench.parameters(lowered={"same-district": "党组会研究决定"}).move(P1=CITY)
    result = result_of(bench, "same-district")
    assert (result.status, result.breaking) == ("warn", 0)
    assert codes(result) == ["switched.lowered", "same_district.apart"]
    said = place_sentence(result.places[0], phrasebook("zh"))
    assert "党组会研究决定" in said
    assert "1处" in said
    assert not [pair for pair in demands_of(bench.draft.case).pairs if pair.together]


@pytest.mark.parametrize("rule", sorted({rule.id for rule in RULES} - SWITCHABLE))
def test_a_draft_cannot_lower_what_may_not_be(rule):
    assert Parameters(lowered={rule: "改过的草案"}).keeps(rule)


def test_a_pin_lowered_in_a_file_is_still_broken(bench):
    bench.parameters(lowered={"pins": "不认指定"}).move(P0=FAR)
    assert result_of(bench, "pins").status == "broken"


def test_what_a_raised_rule_warns_of_is_broken(bench):
    bench.person("P1", birth=(1964, 1))
    before = result_of(bench, "near-retirement")
    assert before.status == "warn"
    bench.parameters(raised={"near-retirement": ""})
    after = result_of(bench, "near-retirement")
    assert (after.status, after.breaking) == ("broken", len(before.places))
    assert codes(after) == [*codes(before), "switched.raised"]


def test_a_raised_rule_that_is_kept_says_nothing(bench):
    bench.parameters(raised=dict.fromkeys(REMINDERS, ""))
    assert {(result_of(bench, rule).status, result_of(bench, rule).places) for rule in REMINDERS} == {
        ("ok", ())
    }


def test_raising_asks_nothing_more_of_the_placement(bench):
    before = demands_of(bench.draft.case)
    bench.parameters(raised=dict.fromkeys(REMINDERS, "市里要求"))
    assert demands_of(bench.draft.case) == before


def test_a_raised_rule_that_could_not_be_checked_only_warns(bench):
    bench.parameters(raised={"near-retirement": ""}).case(base_date=None)
    result = result_of(bench, "near-retirement")
    assert (result.status, codes(result)) == ("warn", ["near_retirement.no_date"])
    sections = phrasebook("zh").section("rules.places")
    assert {f"{section}.{name}" for section, names in sections.items() for name in names} >= UNCHECKED


def test_raising_a_rule_that_can_be_broken_changes_nothing(bench):
    before = check_all(bench.person("P5", certified=False).draft)
    after = check_all(bench.parameters(raised={"certified-per-team": "", "pins": ""}).draft)
    assert after == before


def test_a_reason_for_lowering_or_raising_does_not_tell_of_an_inquiry(bench):
    bench.person("P1", birth=(1964, 1))
    bench.parameters(lowered={"same-district": "审查调查"}, raised={"near-retirement": "审查调查"})
    for rule in ("same-district", "near-retirement"):
        for place in result_of(bench, rule).places:
            assert "审查调查" not in place_sentence(place, phrasebook("zh"))
