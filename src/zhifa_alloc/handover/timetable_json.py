"""倒排工期 as JSON."""

from __future__ import annotations

from typing import Any

from zhifa_alloc.handover.timetable import Task, Timetable, Wave


def timetable_json(plan: Timetable) -> dict[str, Any]:
    """Return the timetable as plain values; days are ISO dates, lengths working days."""
    return {
        "format": "zhifa-alloc/schedule",
        "version": 1,
        "plan_id": plan.plan_id,
        "start": plan.begins.isoformat() if plan.begins else None,
        "waves": [_wave(wave, plan) for wave in plan.waves],
        "undated": list(plan.undated),
        "outside": {"districts": list(plan.outside), "people": 0, "tasks": list(map(_task, plan.setting_up))},
        "unknown_years": list(plan.unknown_years),
    }


def _wave(wave: Wave, plan: Timetable) -> dict[str, Any]:
    return {
        "deadline": wave.deadline.isoformat(),
        "domains": [domain for domain, _ in wave.domains],
        "departments": list(wave.departments),
        "districts": list(wave.districts),
        "posts": wave.posts,
        "people": wave.people,
        "start_by": wave.start.isoformat(),
        "days_needed": wave.days_needed,
        "days_to_spare": wave.days_to_spare(plan.begins) if plan.begins else None,
        "tasks": list(map(_task, wave.tasks)),
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "key": task.step.key,
        "name": task.step.name,
        "days": task.step.days,
        "start": task.start.isoformat(),
        "end": task.end.isoformat(),
        "critical": task.critical,
    }
