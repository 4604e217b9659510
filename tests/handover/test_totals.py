"""Totals agree with the draft to the last person, and the check sheet notices when they do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handover.marked_city import DISTRICTS, PLACES, City, column_of, marked_person, table_of
from zhifa_alloc.handover import consultation_book, handover_book
from zhifa_alloc.schema.page import Table

STATUSES = ("在岗", "借调", "病休", "停职")
UNITS = tuple((unit, kind) for unit, kind, _ in PLACES)


def results(book) -> list[object]:
    table = table_of(book, "核对表")
    return [row[-1] for row in (*table.rows, table.total)]


def test_a_sound_draft_agrees(draft):
    for district in DISTRICTS:
        assert set(results(handover_book(draft, district))) == {"一致"}


def test_a_person_too_many_is_noticed(draft):
    values = {**draft.headcounts.values, ("城市管理", "参公事业编制", "道里区"): 6}
    shifted = replace(draft, headcounts=replace(draft.headcounts, values=values))
    assert results(handover_book(shifted, "道里区")) == ["不一致", "一致", "一致", "一致", "不一致"]


@st.composite
def cities(draw):
    people = draw(
        st.lists(
            st.tuples(
                st.sampled_from(UNITS), st.sampled_from(STATUSES), st.sampled_from((*DISTRICTS, "市级留用"))
            ),
            max_size=25,
        )
    )
    placed = []
    for number, ((unit, kind), status, to) in enumerate(people, start=1):
        person = marked_person(number, unit, kind, status)
        placed.append((person, to if person.takes_part else "不参与"))
    return City(placed=tuple(placed))


@given(cities())
def test_every_placed_person_is_in_the_books_of_one_district_only(city):
    draft = city.draft()
    listed = Counter()
    for district in DISTRICTS:
        book = handover_book(draft, district)
        answered = column_of(book, "回执", "人员编号")
        rosters = [
            key
            for page in book.pages
            if page.name in ("人员下沉名册", "划转人员名册")
            for key in column_of(book, page.name, "人员编号")
        ]
        assert sorted(rosters) == sorted(answered)
        assert answered == column_of(consultation_book(draft, district), "人员名单", "人员编号")
        assert set(results(book)) == {"一致"}
        listed.update(answered)
    assert listed == Counter(person.staff_id for person, to in city.placed if to in DISTRICTS)


@given(cities())
def test_quota_sheets_hold_every_post_once(city):
    draft = city.draft()
    for district in DISTRICTS:
        book = handover_book(draft, district)
        tables = [block for page in book.pages for block in page.blocks if isinstance(block, Table)]
        total = sum(
            table.total[place]
            for table in tables
            for place, column in enumerate(table.columns)
            if column.header in ("分配数", "划转数", "分配（划转）数")
        )
        assert total == sum(posts for key, posts in draft.quotas.values.items() if key[2] == district)


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_workbook(random):
    people = [(marked_person(number, *UNITS[number % 6]), DISTRICTS[number % 2]) for number in range(1, 13)]
    straight = City(placed=tuple(people)).draft()
    random.shuffle(people)
    shuffled = City(placed=tuple(people)).draft()
    assert handover_book(straight, "道里区") == handover_book(shuffled, "道里区")
