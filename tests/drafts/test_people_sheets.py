"""Sheets for the department: talks, structure, order; and that nothing of them leaves it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from drafts.conftest import EAST, WEST, make_case
from drafts.test_pages import table, texts
from zhifa_alloc.drafts.book import draft_book
from zhifa_alloc.drafts.metrics import people_to_talk_to
from zhifa_alloc.drafts.talks import talks_of
from zhifa_alloc.planning import plan
from zhifa_alloc.rules.priority import passed_over, picking_ranks
from zhifa_alloc.schema.case import CarriedSheet, Relation
from zhifa_alloc.schema.terms import CITY, NOT_PLACED, TOGETHER

POLICY = CarriedSheet(("序号", "事项", "口径", "依据"), (("1", "工资", "按市级渠道和标准不变", "方案"),))


@pytest.fixture(scope="module")
def chosen():
    """A city that chooses by 积分, with one relation switched off."""
    case = make_case(relations=(Relation("A001", "A002", "夫妻", TOGETHER),), carried={"政策口径": POLICY})
    people = tuple(replace(p, points=Fraction(int(p.staff_id[1:]) % 7)) for p in case.people)
    parameters = case.parameters.model_copy(
        update={"placing": "积分选岗", "switches": {"same-district": "党组会研究决定"}}
    )
    return plan(replace(case, people=people, parameters=parameters))


def test_the_talks_hold_everybody_who_should_be_talked_to_first_and_nobody_apart(draft):
    found = talks_of(draft)
    keys = [talk.person.staff_id for talk in found]
    assert set(people_to_talk_to(draft)) <= set(keys)
    assert len(keys) == len(set(keys))
    apart = {one.staff_id for one in draft.assignments if one.to == NOT_PLACED}
    assert apart.isdisjoint(keys)
    weights = [talk.weight for talk in found]
    assert weights == sorted(weights, reverse=True)


def test_the_talks_leave_room_and_carry_the_standing_answers(chosen):
    columns = table(chosen, "谈话清单").columns
    assert [column.header for column in columns if column.editable] == ["本人诉求", "谈话人和日期"]
    said = texts(chosen, "谈话清单")
    assert "按市级渠道和标准不变（方案）" in said
    assert "不发各区" in said


def test_everybody_stands_once_in_each_way_of_grouping(draft):
    shown = table(draft, "志愿情况")
    kinds = dict.fromkeys(row[0] for row in shown.rows)
    for kind in kinds:
        rows = [row for row in shown.rows if row[0] == kind]
        assert [sum(row[column] for row in rows) for column in range(2, 8)] == list(shown.total[2:8])


def test_sent_and_kept_make_up_the_whole(draft):
    rows = table(draft, "结构对比").rows
    takers = sum(person.takes_part for person in draft.case.people)
    assert sum(row[2] for row in rows if row[0] == "合计") == takers
    assert sum(row[2] for row in rows if row[0] != "合计") == takers


def test_who_stays_is_named_or_suggested():
    case = make_case()
    people = tuple(replace(p, pin=CITY) if p.staff_id == "A001" else p for p in case.people)
    draft = plan(replace(case, people=people))
    total = table(draft, "市级留用").total
    assert total[4] == sum(one.to == CITY for one in draft.assignments)
    assert (total[5], total[6]) == (1, total[4] - 1)


def test_bands_stand_in_their_natural_order(draft):
    headers = [column.header.replace("\n", "") for column in table(draft, "均衡情况").columns]
    assert headers.index("研究生") < headers.index("本科") < headers.index("专科")
    assert headers.index("科级正职") < headers.index("科级副职")
    ages = [column.kind for column in table(draft, "均衡情况").columns if "平均" in column.header]
    assert ages == ["decimal"]


def test_nobody_is_passed_over_who_chose_in_turn_and_a_hand_move_is_seen(chosen):
    assert passed_over(chosen) == ()
    ranks = picking_ranks(chosen.case)
    places = {one.staff_id: one for one in chosen.assignments}
    people = {one.staff_id: one for one in chosen.case.people}
    first, last = next(
        (one, other)
        for one in sorted(ranks, key=ranks.__getitem__)
        for other in sorted(ranks, key=ranks.__getitem__, reverse=True)
        if ranks[one] < ranks[other]
        and places[one].preference == 1
        and (people[one].domain, people[one].quota_type) == (people[other].domain, people[other].quota_type)
        and places[one].to != places[other].to
    )
    swapped = tuple(
        replace(one, to=places[{first: last, last: first}.get(one.staff_id, one.staff_id)].to)
        for one in chosen.assignments
    )
    found = {one.staff_id: one for one in passed_over(replace(chosen, assignments=swapped))}
    assert found[first].wish == places[first].to
    assert found[first].later >= 1


def test_the_order_of_choosing_is_printed_for_everybody(chosen):
    rows = table(chosen, "选岗次序").rows
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    points = [row[5] for row in rows]
    assert points == sorted(points, reverse=True)


def test_points_are_shown_as_decimals_not_as_fractions(chosen):
    people = tuple(replace(one, points=Fraction(897, 10)) for one in chosen.case.people)
    rows = table(replace(chosen, case=replace(chosen.case, people=people)), "选岗次序").rows
    assert {row[5] for row in rows} == {89.7}


def test_the_overview_tells_the_way_the_order_and_what_was_switched_off(draft, chosen):
    assert "防策略" in texts(chosen, "概览")
    assert "已停用的规则：同区要求，理由：党组会研究决定" in texts(chosen, "概览")
    said = texts(draft, "概览")
    assert "不具防策略性" in said
    assert "目标先后次序：均衡、就地、志愿、距离、次序号" in said
    assert "基准日：2026-10-25" in said
    assert "不参与人员占编 1 名" in said


def test_balance_names_the_goals_to_which_it_yielded(draft):
    named = {stage.key: stage for stage in draft.stages}
    balance = replace(named.pop("balance"), value=3)
    stay, wishes, *others = named.values()

    def said(*stages):
        lines = texts(replace(draft, stages=(*stages, *others)), "概览").splitlines()
        return next(line for line in lines if line.startswith("均衡："))

    assert "共有 3 人次偏多或偏少，让位于各项规则和志愿、就地" in said(wishes, stay, balance)
    assert said(balance, stay, wishes) == "均衡：受名额、规则和取整所限，共有 3 人次偏多或偏少。"


def test_fewer_officers_than_the_law_demands_are_said_in_the_overview(draft):
    few = draft.case.parameters.model_copy(update={"min_certified": 1})
    warning = "每队最少持证人数改为 1，低于行政处罚法第四十二条"
    assert warning in texts(replace(draft, case=replace(draft.case, parameters=few)), "概览")
    assert warning not in texts(draft, "概览")


def test_the_notice_of_a_rule_switched_off_is_not_counted_as_a_place(chosen):
    off = next(rule for rule in chosen.rules if rule.rule == "same-district")
    row = next(row for row in table(chosen, "规则检查").rows if row[1] == "同区要求")
    assert row[5] == len(off.places) - 1


def test_the_counts_of_what_a_goal_gave_up_are_those_of_the_sheets(draft):
    people = {one.staff_id: one for one in draft.case.people if one.takes_part}
    met = sum(one.staff_id in people and one.preference == 1 for one in draft.assignments)
    assert f"本稿 {met} 人" in next(
        line for line in texts(draft, "概览").splitlines() if line.startswith("志愿：")
    )


def test_broken_rules_stand_first(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)
    found = desk.put("人员分配", desk.cell_of(one.staff_id), WEST).verify()
    statuses = [row[4] for row in table(found.draft, "规则检查").rows]
    assert statuses == sorted(statuses, key=["不符", "提醒", "通过"].index)
    assert statuses[0] == "不符"


def test_the_sheets_for_people_print_on_a4_and_say_nothing_of_an_inquiry(chosen):
    for page in draft_book(chosen).pages:
        if page.visibility == "visible":
            assert "审查调查" not in str(page.blocks), page.name


def test_a_draft_in_which_people_chose_says_so_and_blames_no_goal(chosen, draft):
    placed, said = texts(draft, "概览"), texts(chosen, "概览")
    assert "分配方式：统筹测算" in placed
    assert "分配方式：积分选岗" in said
    assert "按选岗结果" in said
    assert not [word for word in ("统筹测算", "让位于", "所限", "在不影响前面目标的范围") if word in said]
