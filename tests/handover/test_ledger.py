"""The ledger's states, days and counts, and what its sheets may say."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa_alloc.handover import Clock, collect, inspection_book, ledger_book
from zhifa_alloc.handover.inspection import FEW, HIDDEN, few, sum_of
from zhifa_alloc.handover.ledger import Item, Signed, State, Step, Tally
from zhifa_alloc.sheets.write import write_book

DAY = date(2025, 10, 20)
CLOCK = Clock(date(2025, 10, 25), "given")
ITEM = Item("道里区", "城市管理", "市城管局", Step.HANDOVER, 9, Tally(7), returned=False)


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (ITEM, State.NOT_SENT),
        (replace(ITEM, sent=DAY), State.SENT),
        (replace(ITEM, sent=DAY, returned=True), State.RETURNED),
        (replace(ITEM, returned=True, tally=Tally(7, 6, 1)), State.OBJECTED),
        (replace(ITEM, returned=True, signed=Signed(days=(DAY, DAY, None))), State.RETURNED),
        (
            replace(ITEM, returned=True, tally=Tally(7, 6, 1), signed=Signed(days=(DAY, DAY, DAY))),
            State.SIGNED,
        ),
        (replace(ITEM, step=Step.CONSULTATION, signed=Signed(days=(DAY, DAY, DAY))), State.NOT_SENT),
    ],
)
def test_the_state_is_the_furthest_that_is_known(item, state):
    assert item.state is state


def test_nobody_signs_for_another():
    assert {Signed(days=days).completed for days in product((DAY, None), repeat=3)} == {DAY, None}
    assert [days for days in product((DAY, None), repeat=3) if Signed(days=days).completed] == [(DAY,) * 3]


def test_days_are_counted_until_it_is_done():
    due = replace(ITEM, deadline=DAY)
    assert due.days_left(date(2025, 10, 25)) == -5
    assert due.days_left(date(2025, 10, 1)) == 19
    assert due.days_left(None) is None
    assert replace(due, signed=Signed(days=(DAY, DAY, DAY))).days_left(date(2025, 10, 25)) is None


@given(st.lists(st.integers(0, 9), max_size=6))
def test_no_sum_tells_a_count_that_is_not_told(counts):
    """Whoever knows all counts but one, and the sum, must not learn the one."""
    told = [few(count) for count in counts]
    assert 1 not in told
    assert 2 not in told
    if FEW in told:
        assert sum_of(counts) == HIDDEN
    else:
        assert sum_of(counts) == sum(counts)


def inflated(book, path) -> str:
    write_book(book, path)
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


FORMS = (
    "名{}",
    "证{}",
    "族{}",
    "学{}",
    "职{}",
    "层{}",
    "级{}",
    "备{}",
    "交{}",
    "居{}",
    "愿一{}",
    "指{}",
    "因{}",
)


def test_the_inspectors_read_about_nobody(draft, tmp_path):
    text = inflated(inspection_book(collect(draft, []), draft, CLOCK), tmp_path / "督查.xlsx")
    for person in draft.case.people:
        assert person.staff_id not in text
        assert person.id_number not in text
        assert not [form for form in FORMS if form.format(person.staff_id) in text]


def test_the_ledger_keeps_id_numbers_and_statuses_out(draft, tmp_path):
    to_talk_to = [person.staff_id for person in draft.case.people if person.takes_part]
    text = inflated(ledger_book(collect(draft, []), draft, CLOCK, to_talk_to), tmp_path / "台账.xlsx")
    assert "名R0001" in text
    assert "审查调查" not in text
    assert "病休" not in text
    assert not [person for person in draft.case.people if person.id_number in text]


def test_the_same_answers_give_the_same_bytes(draft, tmp_path):
    for name in ("甲", "乙"):
        write_book(ledger_book(collect(draft, []), draft, CLOCK), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()


def test_the_inspectors_overview_is_printed_on_one_page(draft):
    pages = inspection_book(collect(draft, []), draft, Clock(None, "base_date")).pages
    assert [page.single for page in pages[:2]] == [True, False]
