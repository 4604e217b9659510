"""``plan --compare``: the same roster planned under several settings, side by side; no draft is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.text import Text

from zhifa_alloc.cli.cases import case_of, other_case
from zhifa_alloc.cli.inputs import read_books
from zhifa_alloc.cli.outputs import refuse_existing, write_json
from zhifa_alloc.cli.progress import steps
from zhifa_alloc.cli.session import Session
from zhifa_alloc.cli.tables import plain_table
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.settings_table import (
    SettingColumn,
    SettingsTable,
    figure_rows,
    full_name,
    marks_of,
    settings_book,
    settings_json,
    settings_table,
)
from zhifa_alloc.planning.settings import Variant, plan_variant
from zhifa_alloc.planning.what_if import SHEETS
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.sheets.write import write_book
from zhifa_alloc.text.sentences import conflict_sentence

MOST: Final = 10
CELLS_SHOWN: Final = 10
_COMBINED: Final = re.compile(r"[;；]")
_VALUES: Final = re.compile(r"[|，]|,(?!\d{3}(?!\d))")
"""Between values; a comma before three digits is one of thousands."""
_NAMED: Final = re.compile(r"([^:：=]+)[:：](.+=.+)", re.DOTALL)
_PREFIXES: Final = (*SHEETS, "状态", "规则")
"""What may stand before a colon in the name of a setting, so that it is no name given by the user."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One column that was asked for."""

    name: str
    changes: Mapping[str, str]


def compare_plans(
    session: Session,
    paths: tuple[Path, ...],
    common: Mapping[str, str],
    words: Sequence[str],
    base: Path | None,
    output: Path | None,
    json: Path | None,
    *,
    force: bool,
) -> int:
    """Plan under every setting and show the table; returns 1 when the roster has errors.

    Raises:
        WrongUse: a setting cannot be read, or there are too many.
    """
    from zhifa_alloc.cli.findings import show_findings

    settings = settings_of(words)
    if output is not None:
        refuse_existing(output, force=force)
    with steps(session) as on_step:
        on_step("reading")
        raw = read_books(paths)
        on_step("checking")
        checked = case_of(raw, common)
        if checked.case is None:
            show_findings(session, checked.findings)
            return 1
        former = read_draft(base).draft if base else None
        on_step("people")
        columns = []
        for setting in (Setting(session.text.say("settings.current"), {}), *settings):
            case = (
                other_case(raw, checked.case, {**common, **setting.changes})
                if setting.changes
                else checked.case
            )
            if case is None:
                raise WrongUse("compare_bad_roster", name=setting.name)
            columns.append(_column(session, plan_variant(setting.name, setting.changes, case, former)))
    table = settings_table(columns, former)
    _report(session, table, output, json)
    return 0


def settings_of(words: Sequence[str]) -> tuple[Setting, ...]:
    """Read what ``--compare`` was given.

    ``参数=值1,值2`` is one setting a value; ``参数=值;参数=值`` is one setting; ``名称:参数=值`` names it.

    Raises:
        WrongUse: a word is no setting, or there are more than ten.
    """
    settings = tuple(setting for word in words for setting in _settings_in(word))
    if len(settings) >= MOST:
        raise WrongUse("compare_too_many", count=len(settings), most=MOST - 1)
    return settings


def _settings_in(word: str) -> tuple[Setting, ...]:
    label, rest = _label(word)
    parts = [_pair(part) for part in _COMBINED.split(rest) if part.strip()]
    if not parts:
        raise WrongUse("bad_setting", value=word)
    if len(parts) > 1:
        changes = dict(parts)
        return (Setting(label or "；".join(f"{name}={value}" for name, value in parts), changes),)
    name, values = parts[0]
    found = [value.strip() for value in _VALUES.split(values) if value.strip()]
    named = label if len(found) == 1 else ""
    return tuple(Setting(named or f"{name}={value}", {name: value}) for value in found or [""])


def _label(word: str) -> tuple[str, str]:
    found = _NAMED.fullmatch(word.strip())
    if found is None or found[1].strip() in _PREFIXES:
        return "", word
    return found[1].strip(), found[2]


def _pair(part: str) -> tuple[str, str]:
    name, sign, value = part.partition("=")
    if not sign or not name.strip():
        raise WrongUse("bad_setting", value=part)
    return name.strip(), value.strip()


def _column(session: Session, variant: Variant) -> SettingColumn:
    reasons = [conflict_sentence(one, session.text) for one in variant.conflicts[:1]]
    return SettingColumn(variant.name, variant.changes, variant.draft, why_none="".join(reasons))


def _report(session: Session, table: SettingsTable, output: Path | None, json: Path | None) -> None:
    if json is not None:
        write_json(json, settings_json(table))
    _show(session, table)
    if output is not None:
        write_book(settings_book(table), output)
        session.say("settings.written", name=str(output))


def _show(session: Session, table: SettingsTable) -> None:
    text = session.text
    marks = marks_of(table, text)
    for mark, column in zip(marks, table.columns, strict=True):
        session.say("settings.setting", style="bold", mark=mark, name=full_name(column))
    figures = plain_table(text.say("settings.metric"), *marks)
    for row in figure_rows(table, text):
        figures.add_row(*map(Text, row))
    session.show(figures)
    for mark, column in zip(marks, table.columns, strict=True):
        if column.draft is None:
            session.say("settings.infeasible_line", style="yellow", mark=mark, reason=column.why_none)
    _show_quotas(session, table, marks)
    session.say("settings.nothing_written", style="dim")


def _show_quotas(session: Session, table: SettingsTable, marks: tuple[str, ...]) -> None:
    if not table.quotas:
        session.say("settings.same_quotas")
        return
    session.say("settings.quotas", style="bold")
    headers = (session.text.say(f"settings.{name}") for name in ("domain", "quota_type", "district"))
    cells = plain_table(*headers, *marks)
    for key, row in list(table.quotas.items())[:CELLS_SHOWN]:
        cells.add_row(*map(Text, key), *("—" if posts is None else str(posts) for posts in row))
    session.show(cells)
    if len(table.quotas) > CELLS_SHOWN:
        session.say("settings.more", style="dim", count=len(table.quotas) - CELLS_SHOWN)
