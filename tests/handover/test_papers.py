"""Letters, public list, department workbooks, city summary: who sees what, searched in the bytes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

import pytest

from handover.marked_city import DISTRICTS
from zhifa_alloc.handover.department import department_book
from zhifa_alloc.handover.letters import letter_book, letters
from zhifa_alloc.handover.public_list import PUBLIC_COLUMNS, public_book
from zhifa_alloc.handover.summary import summary_book
from zhifa_alloc.schema.page import Table
from zhifa_alloc.schema.terms import CITY, NOT_PLACED
from zhifa_alloc.sheets.write import write_book

OWN = ("名{}", "学{}", "职{}", "层{}", "级{}", "居{}", "愿一{}", "愿二{}", "愿三{}")
STAYS_WITH_THE_CITY = ("指{}", "不宜{}", "备{}", "因{}", "册{}.xlsx", "证{}", "专{}", "科{}")
STATUSES = ("病休", "产假", "试用期", "审查调查", "停职", "发现词", "QQ9", "W201")


def inflated(book, path) -> str:
    write_book(book, path)
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def tables(book):
    return [block for page in book.pages for block in page.blocks if isinstance(block, Table)]


def test_a_letter_tells_a_person_everything_of_the_own_and_nothing_of_anybody_else(draft, tmp_path):
    people = {person.staff_id: person for person in draft.case.people}
    row = next(row for row in draft.assignments if row.to in DISTRICTS)
    person = people[row.staff_id]
    text = inflated(letter_book(draft, row), tmp_path / "letter.xlsx")
    assert all(form.format(person.staff_id) in text for form in OWN)
    assert row.to in text
    assert not [form for form in STAYS_WITH_THE_CITY if form.format(person.staff_id) in text]
    assert person.id_number not in text
    for other in draft.case.people:
        assert other.staff_id == person.staff_id or other.staff_id not in text
        assert other.id_number not in text
    assert not [word for word in STATUSES if word in text]


def test_everybody_who_takes_part_gets_one_letter_and_nobody_else(draft):
    told = [person.staff_id for person, _ in letters(draft)]
    assert told == [row.staff_id for row in draft.assignments if row.to != NOT_PLACED]
    for row in draft.assignments:
        if row.to == NOT_PLACED:
            with pytest.raises(ValueError, match=row.staff_id):
                letter_book(draft, row)


def test_a_letter_asks_while_nothing_is_approved_and_tells_afterwards(draft, approved):
    said = [next(letters(one))[1].pages[0] for one in (draft, approved)]
    lines = ["\n".join(page.blocks[0].texts) for page in said]
    assert ("拟安排" in lines[0], "拟安排" in lines[1]) == (True, False)
    assert [page.banner for page in said] == ["未经审定", ""]


def test_a_letter_says_how_it_came_about(draft):
    parameters = draft.case.parameters.model_copy(update={"placing": "积分选岗"})
    chosen = replace(draft, case=replace(draft.case, parameters=parameters))
    how = [
        next(line for line in next(letters(one))[1].pages[0].blocks[0].texts if line.startswith("安排依据"))
        for one in (draft, chosen)
    ]
    assert ("先后次序" in how[0], "积分" in how[0]) == (True, False)
    assert ("先后次序" in how[1], "积分" in how[1]) == (False, True)


def test_pay_and_quota_stay_with_the_city_or_move_by_the_persons_own_mode(city):
    mover = next(person for person, to in city.placed if person.mode == "整体划转" and to == "道里区")
    placed = tuple((one, "市级留用" if one is mover else to) for one, to in city.placed)
    draft = replace(city, placed=placed).draft()
    places = {row.staff_id: row.to for row in draft.assignments}
    for person, book in letters(draft):
        text = "".join(book.pages[0].blocks[0].texts)
        stays = places[person.staff_id] == "市级留用"
        seconded = person.mode == "岗编分离"
        assert ("管理渠道不变" in text) is stays, person.staff_id
        assert ("日常管理和考核由区负责" in text) is (seconded and not stays), person.staff_id
        assert ("转到接收区" in text) is (not seconded and not stays), person.staff_id


def test_the_public_list_holds_names_units_and_districts_only(draft, tmp_path):
    book = public_book(draft)
    text = inflated(book, tmp_path / "public.xlsx")
    assert PUBLIC_COLUMNS == ("姓名", "原单位", "接收区")
    assert all(tuple(column.header for column in table.columns) == PUBLIC_COLUMNS for table in tables(book))
    listed = sorted(row[0] for table in tables(book) for row in table.rows)
    sent = {row.staff_id for row in draft.assignments if row.to in DISTRICTS}
    assert listed == sorted(one.name for one in draft.case.people if one.staff_id in sent)
    for person in draft.case.people:
        forms = [form for form in (*STAYS_WITH_THE_CITY, *OWN[1:]) if form.format(person.staff_id) in text]
        assert not forms
        assert person.id_number not in text
    assert "合计" not in text
    assert not [word for word in STATUSES if word in text]


def test_the_department_sees_its_own_domain_and_its_figures_agree_with_the_draft(draft, tmp_path):
    for domain in draft.case.domains:
        book = department_book(draft, domain)
        posts = next(table for table in tables(book))
        for row in posts.rows:
            quotas = [draft.quotas.values[domain, row[0], name] for name in DISTRICTS]
            assert list(row[1:3]) == quotas
            assert row[-1] == sum(row[1:-1])
        people = tables(book)[1].rows[0]
        placed = [row.to for row in draft.assignments if row.domain == domain and row.to != NOT_PLACED]
        assert list(people[1:]) == [placed.count(name) for name in (*DISTRICTS, CITY)] + [len(placed)]
        text = inflated(book, tmp_path / f"{domain}.xlsx")
        for person in draft.case.people:
            assert person.id_number not in text
            assert not [form for form in STAYS_WITH_THE_CITY if form.format(person.staff_id) in text]
            assert (person.staff_id in text) == (person.domain == domain and person.takes_part)


def test_the_summary_counts_posts_whole_and_hides_counts_of_one_or_two_people(draft, tmp_path):
    book = summary_book(draft)
    text = inflated(book, tmp_path / "summary.xlsx")
    assert not [person for person in draft.case.people if person.name in text or person.staff_id in text]
    posts, people, terms = tables(book)
    assert posts.total[2:] == tuple(map(sum, zip(*(row[2:] for row in posts.rows), strict=True)))
    assert [row[0] for row in terms.rows] == list(draft.case.domains)
    for row in people.rows:
        placed = [one.to for one in draft.assignments if one.domain == row[0]]
        real = [placed.count(name) for name in DISTRICTS]
        assert list(row[1:3]) == ["<3" if 0 < count < 3 else count for count in real]
        assert row[3] == ("—" if any(0 < count < 3 for count in real) else sum(real))
    assert not re.search(r"<v>[12]</v>", "".join(_sheet(tmp_path / "summary.xlsx", 2)))


def _sheet(path, number):
    with zipfile.ZipFile(path) as archive:
        text = archive.read(f"xl/worksheets/sheet{number}.xml").decode("utf-8")
    return re.findall(r'<c r="[A-Z]+\d+" s="\d+"><v>\d+</v></c>', text)


def test_every_sheet_says_what_must_stand_on_every_sheet(draft):
    for book in (
        public_book(draft),
        summary_book(draft),
        *(department_book(draft, d) for d in draft.case.domains),
    ):
        for page in book.pages:
            notes = "".join(page.blocks[-1].texts)
            assert "避免监管执法真空" in notes
            assert "仅供研究" in page.footer
            assert page.banner == "未经审定"
