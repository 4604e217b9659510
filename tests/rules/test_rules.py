"""Each rule holds on a sound draft and speaks up, in words, when the draft is bent against it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhifa_alloc.rules import RULES, check_all, demands_of
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.schema.case import UnitQuota
from zhifa_alloc.schema.terms import CITY, MODE_TRANSFERRED, NOT_PLACED
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import place_sentence

NEAR, FAR, CLOSED = "甲区", "乙区", "丙区"
TYPE, WORKER = "参公事业编制", "工勤编制"


def _outside_quota(bench):
    table = bench.draft.quotas
    return bench._with(quotas=replace(table, rows={**table.rows, ("农业", "编外"): 3}))


def _approval(bench):
    row = UnitQuota("公安支队", "公安", "行政编制", 5, reserve=5, mode=MODE_TRANSFERRED)
    return bench.case(quotas=(*bench.draft.case.quotas, replace(row, reserve=1)))


def _surplus(bench):
    bench.parameters(surplus="随同下沉")
    bench._with(reserves=tuple(replace(reserve, surplus=1) for reserve in bench.draft.reserves))
    return bench.quota(TYPE, NEAR, 3)


def _unseeded(bench):
    numbers = draw_numbers_of(bench.parameters(seed="").draft.case)
    return bench.rows(lambda rows: [replace(row, draw_number=numbers.get(row.staff_id, 0)) for row in rows])


BENT = {
    "each-person-once": [
        (lambda b: b.rows(lambda rows: rows[1:]), "broken", "once.missing"),
        (lambda b: b.rows(lambda rows: [*rows, rows[0]]), "broken", "once.twice"),
        (lambda b: b.rows(lambda rows: [*rows, replace(rows[0], staff_id="ZZ")]), "broken", "once.unknown_person"),
        (lambda b: b.move(P1="火星区"), "broken", "once.unknown_place"),
    ],
    "statuses": [
        (lambda b: b.move(PA=NEAR), "broken", "statuses.moved"),
        (lambda b: b.move(P1=NOT_PLACED), "broken", "statuses.left_out"),
    ],
    "outside-quota": [(_outside_quota, "broken", "outside_quota.counted")],
    "quota-sums": [(lambda b: b.quota(TYPE, FAR, 5), "broken", "quota_sums.differs")],
    "quota-bounds": [
        (lambda b: b.quota(WORKER, NEAR, 0), "broken", "quota_bounds.lock"),
        (lambda b: b.quota(TYPE, NEAR, 7), "broken", "quota_bounds.cap"),
        (lambda b: b.quota(TYPE, NEAR, -1), "broken", "quota_bounds.negative"),
        (lambda b: b.quota(TYPE, NEAR, -1), "broken", "quota_bounds.floor"),
    ],
    "quota-types": [
        (lambda b: b.rows(lambda rows: [replace(rows[0], quota_type=WORKER), *rows[1:]]), "broken", "quota_types.type"),
        (lambda b: b.rows(lambda rows: [replace(rows[0], domain="文化"), *rows[1:]]), "broken", "quota_types.domain"),
        (lambda b: b.case(quotas=b.draft.case.quotas[:1]), "broken", "quota_types.no_quota"),
    ],
    "receiving-districts": [
        (lambda b: b.move(P1=CLOSED), "broken", "receiving.person"),
        (lambda b: b.quota(TYPE, CLOSED, 1), "broken", "receiving.quota"),
    ],
    "headcounts": [(lambda b: b.move(P1=FAR), "broken", "headcounts.differs")],
    "within-quota": [
        (lambda b: b.move(P9=NEAR), "broken", "within_quota.over"),
        (_surplus, "warn", "within_quota.surplus"),
    ],
    "certified-per-team": [
        (lambda b: b.move(P5=CITY, P6=CITY, P7=CITY), "broken", "certified.too_few"),
        (lambda b: b.person("P5", certified=False), "warn", "certified.thin"),
        (lambda b: b.parameters(min_certified=0), "warn", "certified.off"),
        (lambda b: b.case(certificates_known=False), "warn", "certified.not_known"),
    ],
    "pins": [(lambda b: b.move(P0=FAR), "broken", "pins.elsewhere")],
    "exclusions": [(lambda b: b.move(P5=NEAR), "broken", "exclusions.sent")],
    "same-district": [
        (lambda b: b.move(P1=CITY), "broken", "same_district.apart"),
        (lambda b: b.person("P1", standing=b.draft.case.people[-1].standing), "warn", "same_district.lapsed"),
    ],
    "different-teams": [(lambda b: b.move(P6=NEAR), "broken", "different_teams.together")],
    "approval-above": [(_approval, "warn", "approval.needed")],
    "near-retirement": [
        (lambda b: b.person("P1", birth=(1964, 1)), "warn", "near_retirement.sent"),
        (lambda b: b.case(base_date=None), "warn", "near_retirement.no_date"),
    ],
    "draw-numbers": [
        (lambda b: b.rows(lambda rows: [replace(rows[0], draw_number=99), *rows[1:]]), "broken", "draw.differs"),
        (_unseeded, "warn", "draw.no_seed"),
    ],
}  # fmt: skip


def test_a_sound_draft_passes_every_rule(bench):
    assert {result.rule: result.status for result in check_all(bench.draft)} == dict.fromkeys(BENT, "ok")


@pytest.mark.parametrize(
    ("rule", "bend", "status", "code"),
    [(rule, *case) for rule, cases in BENT.items() for case in cases],
    ids=[case[2] for cases in BENT.values() for case in cases],
)
def test_a_bent_draft_is_told(rule, bend, status, code, bench):
    result = next(r for r in check_all(bend(bench).draft) if r.rule == rule)
    assert result.status == status
    assert code in [place.code for place in result.places]
    for lang in ("zh", "en"):
        assert all(place_sentence(place, phrasebook(lang)) for place in result.places)


def test_every_rule_has_words_a_case_and_a_place_in_the_order():
    assert [rule.id for rule in RULES] == list(BENT)
    assert len({rule.order for rule in RULES}) == len(RULES)
    for lang in ("zh", "en"):
        book = phrasebook(lang)
        for rule in RULES:
            assert book.say(f"rules.titles.{rule.id}")
            assert book.say(f"rules.sentences.{rule.id}")
            assert book.say(f"rules.laws.{rule.law}")
    unverified = phrasebook("zh")
    assert all(("未核实" in unverified.say(f"rules.laws.{rule.law}")) is not rule.verified for rule in RULES)


def test_every_code_of_a_place_is_tried():
    tried = {code for cases in BENT.values() for _, _, code in cases}
    sections = phrasebook("zh").section("rules.places")
    assert tried == {f"{section}.{name}" for section, names in sections.items() for name in names}


def test_both_languages_hold_the_same_keys():
    for subject in ("rules", "reasons", "repairs", "conflicts"):
        zh, en = (_keys(phrasebook(lang)._subject(subject)) for lang in ("zh", "en"))
        assert zh == en


def _keys(node, path=""):
    if isinstance(node, dict):
        return {key for name, child in node.items() for key in _keys(child, f"{path}.{name}")}
    return {path}


def test_demands_name_the_rule_that_makes_them(bench):
    demands = demands_of(bench.draft.case)
    assert {closed.rule for closed in demands.closed} == {"pins", "exclusions"}
    assert {(c.staff_id, c.destination) for c in demands.closed} == {("P0", FAR), ("P0", CITY), ("P5", NEAR)}
    assert [(floor.team.district, floor.at_least, len(floor.members)) for floor in demands.floors] == [
        (NEAR, 2, 9),
        (FAR, 2, 9),
    ]
    assert [(pair.first, pair.second, pair.together) for pair in demands.pairs] == [
        ("P1", "P2", True),
        ("P3", "P6", False),
    ]
