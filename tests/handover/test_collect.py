"""What districts send back: read, counted, and sorted out where it cannot be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from handover.marked_city import DISTRICTS
from support.returned import fill
from zhifa_alloc.handover import collect, consultation_book, handover_book, ledger_json
from zhifa_alloc.handover.ledger import State, Step
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.sheets.write import write_book


def sent(draft, district: str, folder: Path, build=consultation_book, name: str = "") -> Path:
    path = folder / f"{name or district}.xlsx"
    write_book(build(draft, district), path)
    return path


def reply(path: Path, answers: dict[str, dict[str, object]]) -> RawBook:
    fill(path, "回执", "人员编号", answers)
    return read_book(path)


def state_of(ledger, district: str) -> tuple[bool, int, int, int]:
    state = next(one for one in ledger.districts if one.district == district)
    return state.returned, state.accepted, state.objected, state.pending


ANSWERS = {
    "R0001": {"接收意见": "同意"},
    "R0002": {"接收意见": "需协商", "理由": "其他", "说明": "再谈一次"},
    "R0003": {"接收意见": "不同意", "理由": "亲属回避"},
}


@pytest.mark.parametrize("build", [consultation_book, handover_book])
def test_answers_are_counted_and_objections_listed(draft, tmp_path, build):
    ledger = collect(draft, [reply(sent(draft, "道里区", tmp_path, build), ANSWERS)])
    assert state_of(ledger, "道里区") == (True, 1, 2, 13)
    assert state_of(ledger, "南岗区") == (False, 0, 0, 12)
    assert [(one.staff_id, one.opinion, one.reason, one.decision) for one in ledger.objections] == [
        ("R0002", "需协商", "其他", ""),
        ("R0003", "不同意", "亲属回避", ""),
    ]
    assert ledger.findings == ()


def test_every_receiving_district_is_in_the_json(draft):
    said = ledger_json(collect(draft, []))
    assert [row["district"] for row in said["districts"]] == list(DISTRICTS)
    assert set(said) >= {"districts", "objections", "duties"}
    assert set(said["districts"][0]) >= {"district", "returned", "accepted", "objected", "pending"}


def test_an_untouched_workbook_has_returned_and_says_nothing(draft, tmp_path):
    ledger = collect(draft, [read_book(sent(draft, "道里区", tmp_path))])
    assert state_of(ledger, "道里区") == (True, 0, 0, 16)
    assert (ledger.objections, ledger.duties, ledger.setups) == ((), (), ())
    assert codes(ledger) == ["W502"]


def test_a_refusal_is_adopted_at_once_where_the_parameter_says_so(city, tmp_path):
    draft = replace(city, parameters=Parameters(意见采纳="直接采纳")).draft()
    ledger = collect(draft, [reply(sent(draft, "道里区", tmp_path), ANSWERS)])
    assert [(one.opinion, one.decision) for one in ledger.objections] == [("需协商", ""), ("不同意", "采纳")]


def test_answers_on_duties_are_read_from_their_sheet(draft, tmp_path):
    path = sent(draft, "道里区", tmp_path)
    fill(path, "职责划转清单", "职责事项", {"演出检查": {"接收意见": "需协商", "说明": "缺人"}})
    (duty,) = collect(draft, [read_book(path)]).duties
    assert (duty.district, duty.duty, duty.opinion, duty.explanation) == (
        "道里区",
        "演出检查",
        "需协商",
        "缺人",
    )


def sign(path: Path, domain: str, **days: object) -> RawBook:
    fill(path, "签收登记", "执法领域", {domain: {f"{party}签字日期": day for party, day in days.items()}})
    return read_book(path)


def test_an_objection_to_a_duty_shows_in_the_state_of_its_domain(draft, tmp_path):
    path = fill(
        sent(draft, "道里区", tmp_path), "职责划转清单", "职责事项", {"占道经营查处": {"接收意见": "需协商"}}
    )
    (state, *_) = collect(draft, [read_book(path)]).districts
    states = {(item.domain, item.step): item.state for item in state.items}
    assert states["城市管理", Step.CONSULTATION] is State.OBJECTED
    assert states["文化市场", Step.CONSULTATION] is State.RETURNED
    assert states["城市管理", Step.HANDOVER] is State.NOT_SENT


def test_a_domain_is_handed_over_on_the_day_of_the_third_signature(draft, tmp_path):
    path = sent(draft, "道里区", tmp_path, handover_book)

    def handed_over(book) -> dict[str, object]:
        items = collect(draft, [book]).districts[0].items
        return {item.domain: item.signed.completed for item in items if item.step is Step.HANDOVER}

    two = sign(path, "城市管理", 移交=date(2025, 10, 20), 接收=date(2025, 10, 23))
    assert set(handed_over(two).values()) == {None}
    three = sign(path, "城市管理", 监交="2025年10月24日")
    assert handed_over(three) == {"城市管理": date(2025, 10, 24), "文化市场": None, "交通运输": None}


def test_a_district_is_complete_with_its_last_domain(draft, tmp_path):
    path = sent(draft, "道里区", tmp_path, handover_book)
    for number, domain in enumerate(("城市管理", "文化市场", "交通运输")):
        day = date(2025, 10, 20 + number)
        book = sign(path, domain, 移交=day, 接收=day, 监交=day)
    assert collect(draft, [book]).districts[0].completed == date(2025, 10, 22)


def test_a_signature_that_is_no_day_is_named_and_does_not_count(draft, tmp_path):
    path = sent(draft, "道里区", tmp_path, handover_book)
    book = sign(path, "城市管理", 移交="2025-10-20", 接收="2025-10-20", 监交="廿四日")
    ledger = collect(draft, [book])
    assert codes(ledger) == ["W504"]
    assert ledger.districts[0].completed is None


def test_the_handover_workbook_speaks_after_the_consultation(draft, tmp_path):
    first = reply(
        sent(draft, "道里区", tmp_path, name="一"), {"R0001": {"接收意见": "不同意", "理由": "其他"}}
    )
    second = reply(sent(draft, "道里区", tmp_path, handover_book, "二"), {"R0001": {"接收意见": "同意"}})
    assert state_of(collect(draft, [second, first]), "道里区") == (True, 1, 0, 15)


def codes(ledger) -> list[str]:
    return [finding.code for finding in ledger.findings]


def test_a_file_of_somebody_else_is_named_and_not_read(draft, tmp_path):
    path = tmp_path / "别的.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["人员编号", "接收意见"])
    book.save(path)
    ledger = collect(draft, [read_book(path)])
    assert codes(ledger) == ["E501"]
    assert ledger.findings[0].where.book == "别的.xlsx"


def test_a_reply_to_another_draft_is_not_read(draft, tmp_path):
    book = reply(sent(replace(draft, plan_id="plan-old"), "道里区", tmp_path), ANSWERS)
    ledger = collect(draft, [book])
    assert codes(ledger) == ["E502"]
    assert state_of(ledger, "道里区") == (False, 0, 0, 16)


def test_of_two_copies_neither_is_read(draft, tmp_path):
    answers = {"甲": ANSWERS, "乙": {"R0001": {"接收意见": "不同意", "理由": "其他"}}}
    books = [reply(sent(draft, "道里区", tmp_path, name=name), said) for name, said in answers.items()]
    ledger = collect(draft, books)
    assert codes(ledger) == ["E505", "E505"]
    assert not ledger.objections


def test_a_person_of_another_district_is_not_counted(draft, tmp_path):
    path = sent(draft, "道里区", tmp_path)
    fill(path, "回执", "人员编号", {"R0001": {"接收意见": "同意", "人员编号": "R0005"}})
    ledger = collect(draft, [read_book(path)])
    assert codes(ledger) == ["E503"]
    assert state_of(ledger, "道里区") == (True, 0, 0, 16)


def test_a_word_of_their_own_is_not_guessed(draft, tmp_path):
    ledger = collect(draft, [reply(sent(draft, "道里区", tmp_path), {"R0001": {"接收意见": "原则同意"}})])
    assert codes(ledger) == ["E504"]
    assert ledger.findings[0].where.sheet == "回执"
    assert ledger.findings[0].where.cell.startswith("C")
    assert state_of(ledger, "道里区") == (True, 0, 0, 16)


def test_a_refusal_without_a_reason_counts_and_is_asked_about(draft, tmp_path):
    ledger = collect(draft, [reply(sent(draft, "道里区", tmp_path), {"R0001": {"接收意见": "不同意"}})])
    assert codes(ledger) == ["W501"]
    assert state_of(ledger, "道里区") == (True, 0, 1, 15)


def test_an_untouched_original_beside_the_answer_does_no_harm(draft, tmp_path):
    blank = read_book(sent(draft, "道里区", tmp_path, name="原件"))
    answered = reply(sent(draft, "道里区", tmp_path, name="回件"), ANSWERS)
    ledger = collect(draft, [blank, answered])
    assert ledger.findings == ()
    assert state_of(ledger, "道里区") == (True, 1, 2, 13)


def test_a_plain_copy_of_a_file_is_the_same_file(draft, tmp_path):
    book = reply(sent(draft, "道里区", tmp_path), ANSWERS)
    assert codes(collect(draft, [book, replace(book, name="道里区(1).xlsx")])) == []


def test_blanks_around_a_word_do_not_matter(draft, tmp_path):
    ledger = collect(draft, [reply(sent(draft, "道里区", tmp_path), {"R0001": {"接收意见": " 同 意　"}})])
    assert state_of(ledger, "道里区") == (True, 1, 0, 15)
