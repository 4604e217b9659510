"""Plans under several settings side by side: one column a setting, as a value, a workbook and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, Book, Column, Lines, Mark, Page, Table
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.text.phrasebook import Phrasebook, phrasebook

METRICS: Final = (
    "wishes_first",
    "wishes_second",
    "wishes_third",
    "wishes_none",
    "people_staying",
    "people_kept_by_city",
    "people_to_talk_to",
    "goal_balance",
    "goal_distance",
    "posts_to_districts",
    "rules_broken",
)


@dataclass(frozen=True, slots=True)
class SettingColumn:
    """One setting: its plan, or in words why there is none; what it changes against the yardstick."""

    name: str
    changes: Mapping[str, str]
    draft: Draft | None
    why_none: str = ""
    moved: int | None = None
    cells: int | None = None


@dataclass(frozen=True, slots=True)
class SettingsTable:
    """Settings side by side.

    Attributes:
        columns: one a setting, in the order given.
        against_base: ``moved`` and ``cells`` count against a base draft, else against the first column.
        quotas: cells that are not the same under all settings -> posts by column, None without a plan.
    """

    columns: tuple[SettingColumn, ...]
    against_base: bool
    quotas: Mapping[CellKey, tuple[int | None, ...]]


def settings_table(columns: Sequence[SettingColumn], base: Draft | None) -> SettingsTable:
    """Set plans side by side.

    Args:
        columns: settings with their plans.
        base: the draft that changes are counted against; None counts against the first column with a plan.
    """
    drafts = [column.draft for column in columns]
    yardstick = base or next((draft for draft in drafts if draft is not None), None)
    measured = tuple(_measured(column, yardstick) for column in columns)
    keys = dict.fromkeys(key for draft in drafts if draft is not None for key in draft.quotas.values)
    rows = {
        key: tuple(None if draft is None else draft.quotas.values.get(key, 0) for draft in drafts)
        for key in keys
    }
    differing = {
        key: row for key, row in rows.items() if len({posts for posts in row if posts is not None}) > 1
    }
    return SettingsTable(measured, base is not None, differing)


def _measured(column: SettingColumn, yardstick: Draft | None) -> SettingColumn:
    if column.draft is None or yardstick is None:
        return column
    former = {one.staff_id: one.to for one in yardstick.assignments}
    posts = yardstick.quotas.values
    return SettingColumn(
        column.name,
        column.changes,
        column.draft,
        moved=sum(former.get(one.staff_id, one.to) != one.to for one in column.draft.assignments),
        cells=sum(posts.get(key, 0) != value for key, value in column.draft.quotas.values.items()),
    )


def full_name(column: SettingColumn) -> str:
    """Return a setting's name, with what it sets where the user gave it a name of its own."""
    told = "；".join(f"{name}={value}" for name, value in column.changes.items())
    return column.name if told in ("", column.name) else f"{column.name}（{told}）"


def marks_of(table: SettingsTable, text: Phrasebook) -> tuple[str, ...]:
    """Name the columns by letters, since settings are too long for a header."""
    return tuple(text.say("settings.letters")[: len(table.columns)])


def figure_rows(table: SettingsTable, text: Phrasebook) -> tuple[tuple[str, ...], ...]:
    """Return a row a figure: its name, then one text a setting."""
    figures = [metrics_of(column.draft) if column.draft else None for column in table.columns]
    known = [name for name in METRICS if any(one is not None and name in one for one in figures)]
    none = text.say("settings.infeasible")
    rows = [
        (text.say(f"goals.metrics.{name}"), *(none if one is None else f"{one[name]:g}" for one in figures))
        for name in known
    ]
    kind = "base" if table.against_base else "first"
    mark = marks_of(table, text)[0]
    for name in ("moved", "cells"):
        counts = [getattr(column, name) for column in table.columns]
        texts = (none if count is None else str(count) for count in counts)
        rows.append((text.say(f"settings.{name}_{kind}", mark=mark), *texts))
    return tuple(rows)


def settings_json(table: SettingsTable) -> dict[str, Any]:
    """Return the table as JSON: settings in order, and the quota cells that differ."""
    return {
        "settings": [
            {
                "name": column.name,
                "changes": dict(column.changes),
                "feasible": column.draft is not None,
                "plan_id": column.draft.plan_id if column.draft else None,
                "moved": column.moved,
                "cells": column.cells,
                "metrics": metrics_of(column.draft) if column.draft else {},
                "why_none": column.why_none,
            }
            for column in table.columns
        ],
        "against": "base" if table.against_base else "first",
        "quotas": [
            {"domain": key[0], "quota_type": key[1], "district": key[2], "values": list(row)}
            for key, row in table.quotas.items()
        ],
    }


def settings_book(table: SettingsTable) -> Book:
    """Return the workbook: figures by setting, and the quota cells that differ."""
    text = phrasebook("zh")
    pages = (_figures_page(table, text), _quota_page(table, text))
    return Book(title=text.say("settings.title"), pages=pages)


def _figures_page(table: SettingsTable, text: Phrasebook) -> Page:
    marks = marks_of(table, text)
    legend = tuple(
        text.say("settings.setting", mark=mark, name=full_name(column))
        for mark, column in zip(marks, table.columns, strict=True)
    )
    rows = figure_rows(table, text)
    columns = (
        Column(text.say("settings.metric"), "text", 34),
        *(Column(mark, "centre", 12) for mark in marks),
    )
    coloured = _off_first([row[1:] for row in rows])
    missing = tuple(
        text.say("settings.infeasible_line", mark=mark, reason=column.why_none)
        for mark, column in zip(marks, table.columns, strict=True)
        if column.draft is None
    )
    blocks: list[Block] = [Lines(legend), Table(columns, rows, marks=coloured)]
    blocks += [Lines(missing, "notice")] if missing else []
    return _page("sheet", (*blocks, Lines((text.say("settings.note"),), "note")), text)


def _quota_page(table: SettingsTable, text: Phrasebook) -> Page:
    if not table.quotas:
        return _page("quota_sheet", (Lines((text.say("settings.same_quotas"),)),), text)
    names = (("domain", 14.0), ("quota_type", 18.0), ("district", 12.0))
    columns = (
        *(Column(text.say(f"settings.{name}"), width=width) for name, width in names),
        *(Column(mark, "number", 9) for mark in marks_of(table, text)),
    )
    rows = tuple((*key, *row) for key, row in table.quotas.items())
    coloured = _off_first(list(table.quotas.values()), shift=3)
    return _page("quota_sheet", (Table(columns, rows, marks=coloured, filter=True),), text)


def _off_first(rows: Sequence[Sequence[object]], shift: int = 1) -> dict[tuple[int, int], Mark]:
    """Mark what is not as in the first column."""
    return {
        (number, place + shift): "changed"
        for number, row in enumerate(rows)
        for place, value in enumerate(row)
        if value != row[0]
    }


def _page(name: str, blocks: tuple[Block, ...], text: Phrasebook) -> Page:
    fixed = text.say("settings.fixed")
    return Page(
        name=text.say(f"settings.{name}"),
        title=text.say("settings.title"),
        blocks=(*blocks, Lines((fixed,), "note")),
        landscape=False,
        footer=fixed,
    )
