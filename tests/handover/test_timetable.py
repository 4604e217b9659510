"""倒排工期: dates by hand, laws of working back, formulas that a spreadsheet program agrees with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zhifa_alloc.handover.timetable import timetable, work_back
from zhifa_alloc.handover.timetable_pages import timetable_book
from zhifa_alloc.handover.timetable_profile import HANDOVER, SETTING_UP, read_lengths, steps_for
from zhifa_alloc.handover.working_days import (
    count_working_days,
    is_working_day,
    known_year,
    last_working_day,
    shift,
)
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.terms import MODE_SECONDED, MODE_TRANSFERRED
from zhifa_alloc.sheets.write import write_book

DAYS = st.dates(date(2018, 2, 1), date(2026, 11, 30))
LENGTHS = st.fixed_dictionaries({step.name: st.integers(1, 12) for step in (*HANDOVER, *SETTING_UP)})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 10, 1), False),  # 国庆
        (date(2025, 9, 28), True),  # a Sunday worked in lieu
        (date(2025, 10, 11), True),  # a Saturday worked in lieu
        (date(2025, 10, 25), False),  # an ordinary Saturday
        (date(2025, 10, 24), True),
        (date(2019, 10, 12), True),
    ],
)
def test_public_notices_decide_which_days_are_worked(day, works):
    assert is_working_day(day) is works


def test_a_year_without_a_notice_counts_monday_to_friday():
    assert not known_year(2101)
    assert [is_working_day(date(2101, 10, 3) + timedelta(days=day)) for day in range(7)] == [True] * 5 + [
        False
    ] * 2


@given(DAYS, st.integers(1, 40))
def test_going_back_and_forth_over_working_days_agrees_with_counting(day, count):
    later = shift(day, count)
    assert is_working_day(later)
    assert count_working_days(day + timedelta(days=1), later) == count
    assert shift(later, -count) == last_working_day(day)


def test_the_last_step_ends_on_the_last_working_day_before_a_deadline_on_a_weekend():
    tasks = {task.step.key: task for task in work_back(HANDOVER, date(2025, 10, 25))}
    assert tasks["sign"].end == tasks["sign"].start == date(2025, 10, 24)
    # Five working days of handing over end on Thursday the 23rd: 17, 20, 21, 22, 23.
    assert (tasks["report_in"].start, tasks["report_in"].end) == (date(2025, 10, 17), date(2025, 10, 23))
    assert tasks["notice"].start == date(2025, 10, 16)
    # Five of publication before that: 10, 11 (worked in lieu), 13, 14, 15.
    assert tasks["publish"].start == date(2025, 10, 10)
    # The eight days of the holiday lie between approval's two days and publication.
    assert (tasks["approve"].start, tasks["approve"].end) == (date(2025, 9, 30), date(2025, 10, 9))
    assert tasks["look_back"].start == date(2025, 10, 27)


@given(DAYS, LENGTHS)
def test_no_step_ends_after_what_waits_for_it_begins_and_none_could_begin_later(deadline, lengths):
    tasks = {task.step.key: task for task in work_back(steps_for((MODE_TRANSFERRED,), lengths), deadline)}
    due = last_working_day(deadline)
    for task in tasks.values():
        assert count_working_days(task.start, task.end) == task.step.days == lengths[task.step.name]
        if task.step.aftermath:
            assert task.start == shift(due, 1)
            continue
        waiting = [o.start for o in tasks.values() if task.step.key in o.step.after and not o.step.aftermath]
        assert task.end == (shift(min(waiting), -1) if waiting else due)
    first = min(task.start for task in tasks.values())
    assert any(task.critical and task.start == first for task in tasks.values())
    assert tasks["sign"].critical


def test_one_day_more_in_a_critical_step_moves_the_start_and_in_another_does_not():
    deadline = date(2025, 12, 31)
    plain = {task.step.key: task for task in work_back(HANDOVER, deadline)}
    start = min(task.start for task in plain.values())
    for key, task in plain.items():
        if task.step.aftermath:
            continue
        steps = tuple(replace(step, days=step.days + (step.key == key)) for step in HANDOVER)
        moved = min(other.start for other in work_back(steps, deadline))
        assert moved == (shift(start, -1) if task.critical else start), key


def test_only_transferred_units_have_archives_and_party_relations_to_move():
    def names(modes):
        return {step.key for step in steps_for(modes, {})}

    assert names((MODE_SECONDED, MODE_TRANSFERRED)) - names((MODE_SECONDED,)) == {
        "register_moved",
        "pay_and_party",
        "archives",
        "archive_receipts",
    }


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"公告": "5"}, "unknown_step"),
        ({"公示": "0"}, "bad_step_length"),
        ({"公示": "五"}, "bad_step_length"),
    ],
)
def test_lengths_that_make_no_sense_are_refused(settings, code):
    with pytest.raises(WrongUse) as stop:
        read_lengths(settings)
    assert stop.value.code == code


def test_every_domain_is_in_one_wave_or_named_as_undated(draft):
    plan = timetable(draft, {})
    dated = [domain for wave in plan.waves for domain, _ in wave.domains]
    assert sorted([*dated, *plan.undated]) == sorted(draft.case.domains)
    assert sum(wave.posts for wave in plan.waves) == sum(
        count for (domain, *_), count in draft.quotas.values.items() if domain in dated
    )


def test_without_any_deadline_there_is_nothing_to_work_back_from(draft):
    quotas = tuple(replace(row, deadline=None) for row in draft.case.quotas)
    with pytest.raises(WrongUse) as stop:
        timetable(replace(draft, case=replace(draft.case, quotas=quotas)), {})
    assert stop.value.code == "no_deadline"


def _dates(path, name):
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    header = next(index for index, row in enumerate(rows) if "最迟开始" in row)
    start = rows[header].index("最迟开始")
    return [tuple(row[start : start + 3]) for row in rows[header + 1 :] if isinstance(row[0], float)]


@pytest.mark.office
def test_a_spreadsheet_program_finds_the_same_dates_and_moves_them_with_the_lengths(draft, tmp_path, office):
    write_book(timetable_book(timetable(draft, {})), tmp_path / "工期.xlsx")
    longer = openpyxl.load_workbook(tmp_path / "工期.xlsx")
    page = longer.sheetnames[1]
    row = next(cells for cells in longer[page].iter_rows() if cells[1].value == "公示")
    row[4].value = 9
    longer.save(tmp_path / "改.xlsx")
    write_book(timetable_book(timetable(draft, {"公示": 9})), tmp_path / "九天.xlsx")
    again, changed = office(tmp_path / "工期.xlsx", tmp_path / "改.xlsx")
    assert _dates(again, page) == _dates(tmp_path / "工期.xlsx", page)
    assert _dates(changed, page) == _dates(tmp_path / "九天.xlsx", page)
    assert _dates(changed, page) != _dates(again, page)
