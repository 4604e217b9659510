"""Each rule holds on a sound draft and speaks up, in words, when the draft is bent against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from zhifa_alloc.rules import RULES, check_all, demands_of
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.schema.case import CarriedSheet, UnitQuota
from zhifa_alloc.schema.status import standing_of
from zhifa_alloc.schema.switches import REMINDERS, SWITCHABLE
from zhifa_alloc.schema.terms import CITY, MODE_SECONDED, MODE_TRANSFERRED, NOT_PLACED
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import place_sentence

DOCS = Path(__file__).parents[2] / "docs" / "rules.md"
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


def _switched_off(bench):
    bench.parameters(switches={"same-district": "党组会研究决定"})
    return bench.move(P1=CITY)


def _lowered(bench):
    bench.parameters(lowered={"same-district": "党组会研究决定"})
    return bench.move(P1=CITY)


def _raised(reason):
    def bend(bench):
        bench.parameters(raised={"near-retirement": reason})
        return bench.person("P1", birth=(1964, 1))

    return bend


def _absent(bench):
    for key in ("P5", "P6"):
        bench.person(key, standing=standing_of("借调", TYPE, MODE_SECONDED, {}))
    return bench.person("P7", standing=standing_of("病休", TYPE, MODE_SECONDED, {}))


def _no_ranks(bench):
    return bench.case(people=tuple(replace(p, post_level="", rank="") for p in bench.draft.case.people))


def _passed_over(bench):
    bench.parameters(placing="积分选岗")
    bench.person("P6", wishes=(NEAR, "", ""), points=Fraction(90))
    bench.case(relations=())
    return bench.person("P3", points=Fraction(80))


def _duty(bench, *row, until=None):
    headers = ("领域", "职责事项名称", "原实施主体", "承接主体")
    if until:
        bench.case(people=tuple(replace(p, certificate_until=until) for p in bench.draft.case.people))
    due = tuple(replace(one, deadline=date(2025, 10, 25)) for one in bench.draft.case.quotas)
    rows = row if isinstance(row[0], tuple) else (row,)
    return bench.case(quotas=due, carried={"职责": CarriedSheet(headers, rows)})


def _two_keepers(bench):
    return _duty(bench, ("农业", "假劣农资", "农业支队", "各区"), ("农业", "假劣农资", "种子站", NEAR))


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
        (lambda b: b.person("P1", status="停职"), "broken", "statuses.misread"),
        (lambda b: b.person("P1", status="没有的词"), "broken", "statuses.misread"),
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
        (lambda b: b.parameters(min_certified=1), "warn", "certified.below_law"),
        (lambda b: b.case(certificates_known=False), "warn", "certified.not_known"),
    ],
    "duties-owned": [
        (lambda b: _duty(b, "", "假劣农资", "", "各区"), "broken", "duties.nobody_now"),
        (lambda b: _duty(b, "渔政", "禁渔期捕捞", "", ""), "broken", "duties.nobody_after"),
        (lambda b: _duty(b, "农业", "假劣农资", "农业支队", f"{CLOSED}大队"), "broken", "duties.not_received"),
        (_two_keepers, "broken", "duties.two_keepers"),
        (
            lambda b: _duty(b, "农业", "假劣农资", "", "各区", until=date(2025, 10, 24)),
            "broken",
            "duties.uncertified",
        ),
    ],
    "presence": [(_absent, "warn", "presence.few")],
    "leadership-candidates": [
        (lambda b: b.person("P7", rank=""), "warn", "leadership.none"),
        (_no_ranks, "warn", "leadership.not_known"),
    ],
    "pins": [(lambda b: b.move(P0=FAR), "broken", "pins.elsewhere")],
    "exclusions": [(lambda b: b.move(P5=NEAR), "broken", "exclusions.sent")],
    "objections": [(lambda b: b.objected("P1", NEAR), "broken", "objections.sent")],
    "same-district": [
        (_switched_off, "warn", "switched.off"),
        (_lowered, "warn", "switched.lowered"),
        (lambda b: b.move(P1=CITY), "broken", "same_district.apart"),
        (lambda b: b.person("P1", standing=b.draft.case.people[-1].standing), "warn", "same_district.lapsed"),
    ],
    "different-teams": [(lambda b: b.move(P6=NEAR), "broken", "different_teams.together")],
    "leader-relatives": [
        (lambda b: b.person("P1", post="大队长"), "warn", "leader_relatives.together"),
    ],
    "approval-above": [(_approval, "warn", "approval.needed")],
    "seconded-posts": [
        (lambda b: b.rows(lambda rows: [replace(rows[0], unit="甲区农业大队"), *rows[1:]]), "broken", "seconded.unit"),
    ],
    "near-retirement": [
        (lambda b: b.person("P1", birth=(1964, 1)), "warn", "near_retirement.sent"),
        (lambda b: b.case(base_date=None), "warn", "near_retirement.no_date"),
        (_raised(""), "broken", "switched.raised"),
        (_raised("市里要求"), "broken", "switched.raised_why"),
    ],
    "draw-numbers": [
        (lambda b: b.rows(lambda rows: [replace(rows[0], draw_number=99), *rows[1:]]), "broken", "draw.differs"),
        (_unseeded, "warn", "draw.no_seed"),
    ],
    "picking-order": [(_passed_over, "warn", "picking.passed")],
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


def test_certificates_that_last_to_the_day_of_the_handover_are_enough(bench):
    bent = _duty(bench, "农业", "假劣农资", "", "", until=date(2025, 10, 25))
    assert next(r for r in check_all(bent.draft) if r.rule == "duties-owned").status == "ok"


def test_the_placement_is_asked_for_certificates_that_last_to_the_handover(bench):
    _duty(bench, "农业", "假劣农资", "", "各区")
    bench.person("P5", certificate_until=date(2025, 10, 1))
    floors = [floor for floor in demands_of(bench.draft.case).floors if floor.rule == "duties-owned"]
    assert [floor.team.district for floor in floors] == [NEAR, FAR]
    assert all("P5" not in floor.members and "P6" in floor.members for floor in floors)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_whole(rule):
    """Title, sentence, law and how it binds in both languages; a check; a case that bends it; its row in docs."""
    for lang in ("zh", "en"):
        book = phrasebook(lang)
        for part in ("titles", "sentences", "bindings"):
            assert book.say(f"rules.{part}.{rule.id}")
        unsure = "未核实" if lang == "zh" else "unverified"
        assert (unsure in book.say(f"rules.laws.{rule.law}")) is not rule.verified
    assert callable(rule.inspect)
    bends = {status for _, status, code in BENT[rule.id] if not code.startswith("switched.")}
    assert "broken" in bends if rule.severity == "hard" else bends == {"warn"}
    assert rule.switchable <= (rule.law in {"own", "retirement"}), "no parameter sets a law aside"


def test_rules_stand_in_printed_order_and_nothing_is_said_of_rules_that_are_not():
    assert [rule.id for rule in RULES] == list(BENT)
    assert len({rule.order for rule in RULES}) == len(RULES)
    assert set(BENT) >= SWITCHABLE
    assert {rule.id for rule in RULES if rule.severity == "warn"} == REMINDERS
    for part in ("titles", "sentences", "bindings"):
        assert set(phrasebook("zh").section(f"rules.{part}")) == set(BENT)


def test_the_documentation_has_the_row_of_every_rule():
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [_row(rule) for rule in RULES]


def _row(rule):
    say = phrasebook("zh").say
    weight = "不符只写草案" if rule.severity == "hard" else "只提醒"
    cells = (
        f"`{rule.id}`",
        *(say(f"rules.{part}.{rule.id}") for part in ("titles", "sentences")),
        say(f"rules.laws.{rule.law}"),
        weight,
        say(f"rules.bindings.{rule.id}"),
        "可以" if rule.switchable else "不可以",
    )
    return f"| {' | '.join(cells)} |"


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


def test_a_rule_switched_off_demands_nothing_and_says_what_it_would_not_allow(bench):
    bench.parameters(switches={"same-district": "党组会研究决定", "pins": "不认指定"})
    demands = demands_of(bench.draft.case)
    assert not [pair for pair in demands.pairs if pair.together]
    assert any(closed.rule == "pins" for closed in demands.closed), "去向指定 cannot be switched off"
    result = next(r for r in check_all(bench.move(P1=CITY).draft) if r.rule == "same-district")
    assert (result.status, result.breaking) == ("warn", 0)
    assert [place.code for place in result.places] == ["switched.off", "same_district.apart"]
    said = place_sentence(result.places[0], phrasebook("zh"))
    assert "党组会研究决定" in said
    assert "1处" in said
    assert next(r for r in check_all(bench.move(P0=FAR).draft) if r.rule == "pins").status == "broken"


def test_a_rule_switched_off_counts_every_place_listed_below_the_notice(bench):
    bench.parameters(switches={"near-retirement": "试一试理由"}, near_retirement_months=12 * 60)
    result = next(r for r in check_all(bench.draft) if r.rule == "near-retirement")
    notice, *places = result.places
    assert places
    assert notice.params["count"] == len(places)


def test_a_reason_does_not_tell_of_an_inquiry(bench):
    bench.parameters(switches={"same-district": "一方审查调查"})
    result = next(r for r in check_all(bench.draft) if r.rule == "same-district")
    assert "审查调查" not in place_sentence(result.places[0], phrasebook("zh"))
