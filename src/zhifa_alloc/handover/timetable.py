"""倒排工期: the steps of every wave of the handover, worked back from its deadline over working days.

A backward pass of the critical path method (Kelley and Walker 1959): a step ends on the working day before
the earliest start of those that wait for it; the last ends on the deadline, or on the last working day before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhifa_alloc.handover.timetable_profile import SETTING_UP, Step, steps_for, with_lengths
from zhifa_alloc.handover.working_days import (
    count_working_days,
    days_between,
    is_working_day,
    known_year,
    last_working_day,
    shift,
)
from zhifa_alloc.schema.case import Case, UnitQuota
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Task:
    """A step with its dates.

    Attributes:
        start: latest working day on which it may begin; the first one after the handover for what follows it.
        end: latest working day on which it must be finished.
        critical: nothing in the chain through this step has a day to spare.
    """

    step: Step
    start: date
    end: date
    critical: bool


@dataclass(frozen=True, slots=True)
class Wave:
    """What is handed over by one deadline (交接期限).

    Attributes:
        deadline: as sheet 编制 gives it; it may be a holiday.
        domains: 执法领域 in file order, with the 主管部门 of each.
        districts: receiving districts that get posts of these domains.
        posts: quotas (名) handed to the districts.
        people: people (人) placed in the districts; None while a roster has not come.
        tasks: in the order of the profile.
    """

    deadline: date
    batches: tuple[str, ...]
    domains: tuple[tuple[str, tuple[str, ...]], ...]
    modes: tuple[str, ...]
    districts: tuple[str, ...]
    posts: int
    people: int | None
    tasks: tuple[Task, ...]

    @property
    def start(self) -> date:
        """The day on which the first step must begin."""
        return min(task.start for task in self.tasks)

    @property
    def departments(self) -> tuple[str, ...]:
        """主管部门 of the wave, each once."""
        return tuple(dict.fromkeys(name for _, names in self.domains for name in names))

    @property
    def days_needed(self) -> int:
        """Working days from the first start to the deadline."""
        return count_working_days(self.start, self.deadline)

    def days_to_spare(self, begins: date) -> int:
        """Working days left over when the first step begins on ``begins``; negative when they are too few."""
        return count_working_days(begins, self.deadline) - self.days_needed


@dataclass(frozen=True, slots=True)
class Timetable:
    """All waves by deadline, and what the districts outside the reform do meanwhile.

    Attributes:
        undated: 执法领域 without a 交接期限; they are in no wave.
        outside: districts that receive nothing.
        setting_up: their tasks, towards the last deadline; empty where no district is outside.
        begins: the day from which time is counted (动员日), where the office gave one.
    """

    plan_id: str
    waves: tuple[Wave, ...]
    undated: tuple[str, ...]
    outside: tuple[str, ...]
    setting_up: tuple[Task, ...]
    begins: date | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task of every list."""
        return (*(task for wave in self.waves for task in wave.tasks), *self.setting_up)

    @property
    def days_off(self) -> tuple[date, ...]:
        """Days in the reach of the timetable on which offices do not work, with a margin for changes."""
        first = min(task.start for task in self.tasks).replace(month=1, day=1)
        last = max(task.end for task in self.tasks).replace(month=12, day=31)
        return tuple(day for day in days_between(first, last) if not is_working_day(day))

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years of the timetable whose holidays are not known."""
        years = {day.year for task in self.tasks for day in (task.start, task.end)}
        return tuple(sorted(year for year in years if not known_year(year)))


def timetable(draft: Draft, lengths: Mapping[str, int], begins: date | None = None) -> Timetable:
    """Work the steps of each wave back from its deadline.

    Args:
        draft: gives deadlines, modes, posts and people.
        lengths: step name -> working days, where an office wants others than the profile's.
        begins: 动员日.

    Raises:
        WrongUse: ``no_deadline``, no domain of the draft has a 交接期限.
    """
    case = draft.case
    dated = {domain: due for domain in case.domains if (due := _deadline(case, domain)) is not None}
    if not dated:
        raise WrongUse("no_deadline")
    deadlines = sorted(set(dated.values()))
    outside = tuple(district.name for district in case.districts if not district.receives)
    steps = with_lengths(SETTING_UP, lengths)
    return Timetable(
        plan_id=draft.plan_id,
        waves=tuple(
            _wave(draft, due, tuple(name for name in dated if dated[name] == due), lengths)
            for due in deadlines
        ),
        undated=tuple(domain for domain in case.domains if domain not in dated),
        outside=outside,
        setting_up=work_back(steps, deadlines[-1]) if outside else (),
        begins=begins,
    )


def work_back(steps: tuple[Step, ...], deadline: date) -> tuple[Task, ...]:
    """Date the steps: those before the handover towards the deadline, those after it from there on."""
    due = last_working_day(deadline)
    leading = [step for step in steps if not step.aftermath]
    ends = _days_before(leading)
    longest = max(ends[step.key] + step.days for step in leading)
    reach = _days_needed(leading)
    found = {}
    for step in leading:
        end = shift(due, -ends[step.key])
        critical = ends[step.key] + reach[step.key] == longest
        found[step.key] = Task(step, shift(end, 1 - step.days), end, critical)
    for step in steps:
        if step.aftermath:
            start = shift(due, 1)
            found[step.key] = Task(step, start, shift(start, step.days - 1), critical=False)
    return tuple(found[step.key] for step in steps)


def _days_before(steps: list[Step]) -> dict[str, int]:
    """Working days from the end of each step to the deadline; steps stand after those they wait for."""
    ends = {step.key: 0 for step in steps}
    for step in reversed(steps):
        for key in step.after:
            if key in ends:
                ends[key] = max(ends[key], ends[step.key] + step.days)
    return ends


def _days_needed(steps: list[Step]) -> dict[str, int]:
    """Working days of the longest chain that ends with each step."""
    reach: dict[str, int] = {}
    for step in steps:
        reach[step.key] = step.days + max((reach[key] for key in step.after if key in reach), default=0)
    return reach


def _deadline(case: Case, domain: str) -> date | None:
    """交接期限 of a domain: the earliest of its units."""
    return min((row.deadline for row in case.quotas if row.domain == domain and row.deadline), default=None)


def _wave(draft: Draft, deadline: date, domains: tuple[str, ...], lengths: Mapping[str, int]) -> Wave:
    rows = [row for row in draft.case.quotas if row.domain in domains]
    modes = tuple(dict.fromkeys(row.mode for row in rows))
    posts = {
        (domain, quota_type, district): count
        for (domain, quota_type, district), count in draft.quotas.values.items()
        if domain in domains and count
    }
    receiving = {district for _, _, district in posts}
    return Wave(
        deadline=deadline,
        batches=tuple(dict.fromkeys(row.batch for row in rows if row.batch)),
        domains=tuple((domain, _departments(rows, domain)) for domain in domains),
        modes=modes,
        districts=tuple(name for name in draft.case.receiving if name in receiving),
        posts=sum(posts.values()),
        people=_people(draft, domains),
        tasks=work_back(steps_for(modes, lengths), deadline),
    )


def _departments(rows: list[UnitQuota], domain: str) -> tuple[str, ...]:
    named = (row.department for row in rows if row.domain == domain and row.department)
    return tuple(dict.fromkeys(named))


def _people(draft: Draft, domains: tuple[str, ...]) -> int | None:
    if not draft.case.people or set(domains) & set(draft.case.domains_without_people):
        return None
    receiving = set(draft.case.receiving)
    return sum(row.domain in domains and row.to in receiving for row in draft.assignments)
