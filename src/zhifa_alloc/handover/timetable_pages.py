"""倒排工期 as a workbook: all waves at a glance, one page a wave with its chart, who does what, days off.

Start and end of each step are live formulas over 工作日 and the sheet 非工作日: whoever changes a length
sees every date before it move.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from zhifa_alloc.handover.timetable import Task, Timetable, Wave
from zhifa_alloc.schema.page import Block, Book, CellValue, Column, Formula, Gantt, Lines, Page, Table
from zhifa_alloc.sheets.layout import data_address
from zhifa_alloc.text.phrasebook import phrasebook

DAYS_OFF_NAME: Final = "非工作日"
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of the serial numbers that workbooks keep dates as."""
_EVERY_DAY: Final = '"0000000"'
"""WORKDAY.INTL without weekends of its own: the days off all stand in the list."""
_STEP_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column("环节", "text", 26),
    Column("责任单位", "text", 16),
    Column("配合单位", "text", 22),
    Column("工作日", "number", 7, editable=True),
    Column("最迟开始", "date", 12),
    Column("最迟完成", "date", 12),
    Column("日历天数", "number", 9),
    Column("关键环节", width=9),
    Column("依据和说明", "text", 36),
)
_NAME, _DAYS, _START, _END, _CALENDAR = 1, 4, 5, 6, 7


def say(key: str, **params: object) -> str:
    """Return a sentence of the timetable, which is always Chinese."""
    return phrasebook("zh").say(f"schedule.{key}", **params)


def timetable_book(plan: Timetable) -> Book:
    """Lay the timetable out."""
    pages = [_overview_page(plan), *(_wave_page(wave, plan) for wave in plan.waves)]
    if plan.setting_up:
        pages.append(_outside_page(plan))
    return Book(say("titles.book"), (*pages, _owner_page(plan), _days_off_page(plan)))


def day_told(day: date) -> str:
    """Write a day as offices do: 2026年10月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _overview_page(plan: Timetable) -> Page:
    columns = (
        Column("交接期限", "date", 12),
        Column("批次", width=8),
        Column("执法领域", "text", 22),
        Column("主管部门", "text", 24),
        Column("承接区", "text", 20),
        Column("编制（名）", "number", 9),
        Column("人员（人）", "number", 9),
        Column("最迟启动", "date", 12),
        Column("所需工作日", "number", 9),
        Column("情况", "text", 22),
    )
    rows = tuple(_wave_row(wave, plan) for wave in plan.waves)
    table = Table(columns, rows)
    return _page(say("pages.overview"), say("titles.book"), (table, Lines(_remarks(plan), "body")))


def _wave_row(wave: Wave, plan: Timetable) -> tuple[CellValue, ...]:
    return (
        wave.deadline,
        "、".join(wave.batches),
        "、".join(domain for domain, _ in wave.domains),
        "、".join(wave.departments),
        "、".join(wave.districts),
        wave.posts,
        wave.people,
        wave.start,
        wave.days_needed,
        state_told(wave, plan.begins),
    )


def state_told(wave: Wave, begins: date | None) -> str:
    """Say whether the days left from the day of mobilisation are enough."""
    if begins is None:
        return say("state.start_by", day=day_told(wave.start))
    spare = wave.days_to_spare(begins)
    left = wave.days_needed + spare
    key = "enough" if spare >= 0 else "short"
    return say(f"state.{key}", spare=spare, missing=-spare, left=left)


def _remarks(plan: Timetable) -> tuple[str, ...]:
    texts = [say("remarks.how"), say("remarks.gap")]
    if plan.begins is not None:
        texts.append(say("remarks.begins", day=day_told(plan.begins)))
    if plan.undated:
        texts.append(say("remarks.undated", domains="、".join(plan.undated)))
    if plan.outside:
        texts.append(say("remarks.outside", districts="、".join(plan.outside)))
    texts.extend(say("remarks.unknown_year", year=year) for year in plan.unknown_years)
    texts.append(say("remarks.plan", plan=plan.plan_id))
    return tuple(f"{number}．{text}" for number, text in enumerate(texts, start=1))


def _wave_page(wave: Wave, plan: Timetable) -> Page:
    about = (
        say("wave.what", domains="、".join(domain for domain, _ in wave.domains)),
        say("wave.who", departments="、".join(wave.departments) or say("owners.department")),
        say("wave.where", districts="、".join(wave.districts)),
    )
    return _task_page(
        say("pages.wave", day=f"{wave.deadline.month}月{wave.deadline.day}日"),
        say("titles.wave", day=day_told(wave.deadline)),
        about,
        wave.tasks,
        (wave.deadline, plan),
    )


def _outside_page(plan: Timetable) -> Page:
    about = (say("outside.what", districts="、".join(plan.outside)), say("outside.people"))
    deadline = plan.waves[-1].deadline
    return _task_page(say("pages.outside"), say("titles.outside"), about, plan.setting_up, (deadline, plan))


def _task_page(
    name: str,
    title: str,
    about: tuple[str, ...],
    tasks: tuple[Task, ...],
    frame: tuple[date, Timetable],
) -> Page:
    deadline, plan = frame
    blocks: tuple[Block, ...] = (Lines(about), Table(_STEP_COLUMNS, _static_rows(tasks)))
    page = _page(name, title, (*blocks, Lines((say("remarks.formulas"),), "note")))
    table = Table(_STEP_COLUMNS, _live_rows(page, tasks, deadline, len(plan.days_off)))
    return _page(name, title, (Lines(about), table, page.blocks[2], _chart(title, tasks)))


def _static_rows(tasks: Sequence[Task]) -> tuple[tuple[CellValue, ...], ...]:
    return tuple(
        (
            number,
            task.step.name,
            *owners_told(task),
            task.step.days,
            task.start,
            task.end,
            (task.end - task.start).days + 1,
            say("words.critical") if task.critical else "",
            say(f"steps.{task.step.key}.basis"),
        )
        for number, task in enumerate(tasks, start=1)
    )


def owners_told(task: Task, department: str = "") -> tuple[str, str]:
    """Name who is responsible for a task and who helps; ``department`` names the 主管部门 where one is meant."""
    step = phrasebook("zh").section(f"schedule.steps.{task.step.key}")
    general = say("owners.department")
    names = [str(step[role]) for role in ("owner", "helper")]
    return (names[0].replace(general, department or general), names[1])


def _live_rows(
    page: Page, tasks: Sequence[Task], deadline: date, days_off: int
) -> tuple[tuple[CellValue, ...], ...]:
    """Set formulas over 工作日 in the place of the dates, which stay as their cached values."""
    formulas = _Formulas(page, tasks, deadline, f"{DAYS_OFF_NAME}!$A$2:$A${days_off + 1}")
    rows = []
    for index, cells in enumerate(_static_rows(tasks)):
        start, end = formulas.dates(index)
        length = Formula(f"{formulas.cell(index, _END)}-{formulas.cell(index, _START)}+1", _whole(cells[7]))
        rows.append((*cells[:_START], start, end, length, *cells[_CALENDAR + 1 :]))
    return tuple(rows)


class _Formulas:
    """Formulas of one page's dates."""

    def __init__(self, page: Page, tasks: Sequence[Task], deadline: date, days_off: str) -> None:
        self._page, self._tasks, self._days_off = page, tasks, days_off
        self._due = f"DATE({deadline.year},{deadline.month},{deadline.day})"
        self._rows = {task.step.key: index for index, task in enumerate(tasks)}

    def cell(self, row: int, column: int) -> str:
        return data_address(self._page, 1, row, column)

    def dates(self, row: int) -> tuple[Formula, Formula]:
        task = self._tasks[row]
        days = self.cell(row, _DAYS)
        if task.step.aftermath:
            start = self._workday(self._due, "1")
            end = self._workday(self.cell(row, _START), f"{days}-1")
        else:
            start = self._workday(self.cell(row, _END), f"1-{days}")
            end = self._end(task)
        return Formula(start, _serial(task.start)), Formula(end, _serial(task.end))

    def _end(self, task: Task) -> str:
        waiting = [
            self.cell(self._rows[other.step.key], _START)
            for other in self._tasks
            if task.step.key in other.step.after and not other.step.aftermath
        ]
        return self._workday(f"MIN({','.join(waiting)})" if waiting else f"{self._due}+1", "-1")

    def _workday(self, day: str, count: str) -> str:
        return f"WORKDAY.INTL({day},{count},{_EVERY_DAY},{self._days_off})"


def _chart(title: str, tasks: Sequence[Task]) -> Gantt:
    first = min(task.start for task in tasks) - timedelta(days=1)
    last = max(task.end for task in tasks) + timedelta(days=2)
    return Gantt(title, 1, _NAME, _START, _CALENDAR, first, last)


def _owner_page(plan: Timetable) -> Page:
    columns = (
        Column("责任单位", "text", 28),
        Column("环节", "text", 28),
        Column("交接期限", "date", 14),
        Column("最迟开始", "date", 14),
        Column("最迟完成", "date", 14),
        Column("完成情况", "text", 24, editable=True),
    )
    rows = [(*_owned(task, ""), plan.waves[-1].deadline, task) for task in plan.setting_up]
    for wave in plan.waves:
        for task in wave.tasks:
            rows += [(*_owned(task, name), wave.deadline, task) for name in _owner_names(task, wave)]
    ordered = sorted(rows, key=lambda row: (row[0], row[3].start, row[2], row[1]))
    cells = tuple((owner, step, due, task.start, task.end, None) for owner, step, due, task in ordered)
    return _page(say("pages.owners"), say("titles.owners"), (Table(columns, cells, filter=True),))


def _owned(task: Task, department: str) -> tuple[str, str]:
    return owners_told(task, department)[0], task.step.name


def _owner_names(task: Task, wave: Wave) -> tuple[str, ...]:
    """Give a department's task to each department of the wave; anybody else's once."""
    if say("owners.department") not in str(phrasebook("zh").say(f"schedule.steps.{task.step.key}.owner")):
        return ("",)
    return wave.departments or ("",)


def _days_off_page(plan: Timetable) -> Page:
    rows = tuple((day,) for day in plan.days_off)
    table = Table((Column(DAYS_OFF_NAME, "date", 14),), rows)
    return Page(DAYS_OFF_NAME, "", (table,), visibility="hidden")


def _page(name: str, title: str, blocks: tuple[Block, ...]) -> Page:
    return Page(name, title, blocks, footer=say("footer"))


def _serial(day: date) -> int:
    return (day - _EPOCH).days


def _whole(value: CellValue) -> int:
    assert isinstance(value, int)
    return value
