"""From file names and settings to a checked case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa_alloc.cli.inputs import read_books

if TYPE_CHECKING:
    from zhifa_alloc.roster import Checked
    from zhifa_alloc.schema.case import Case
    from zhifa_alloc.schema.raw import RawBook


def checked_case(
    paths: tuple[Path, ...],
    changes: Mapping[str, str],
    on_step: Callable[[str], None] = lambda _step: None,
    rehearsal: Sequence[str] | None = None,
) -> Checked:
    """Read and check workbooks, with the settings of the command line in force.

    Args:
        paths: the workbooks.
        changes: ``--set``.
        on_step: told of each step.
        rehearsal: for a trial the districts named, perhaps none; None for an ordinary plan.
    """
    on_step("reading")
    raw = read_books(paths)
    on_step("checking")
    return case_of(raw, changes) if rehearsal is None else _rehearsal_of(raw, changes, rehearsal)


def _rehearsal_of(raw: tuple[RawBook, ...], changes: Mapping[str, str], districts: Sequence[str]) -> Checked:
    from zhifa_alloc.roster import rehearsal_books, rehearsal_settings

    checked = case_of(rehearsal_books(raw, districts), rehearsal_settings(raw, changes))
    if checked.case is None:
        return checked
    return replace(checked, case=replace(checked.case, rehearsal=True))


def case_of(raw: tuple[RawBook, ...], changes: Mapping[str, str]) -> Checked:
    """Check workbooks that were read; settings are parameters, weights or figures."""
    from zhifa_alloc.planning.what_if import is_figure, rewrite
    from zhifa_alloc.roster import build_case
    from zhifa_alloc.roster.ranges import weights_out_of_range

    figures = {name: value for name, value in changes.items() if is_figure(name)}
    checked = build_case(raw, {name: value for name, value in changes.items() if name not in figures})
    if checked.case is None or not figures:
        return checked
    case, _ = rewrite(checked.case, figures)
    faults = weights_out_of_range(case)
    return replace(checked, case=None if faults else case, findings=(*checked.findings, *faults))


def other_case(raw: tuple[RawBook, ...], plain: Case, changes: Mapping[str, str]) -> Case | None:
    """Return a checked case with other settings; the books are checked again only where a setting asks for it.

    None where the books have errors under these settings.
    """
    from zhifa_alloc.planning.what_if import is_figure, rewrite
    from zhifa_alloc.roster.settings import overridden

    figures = {name: value for name, value in changes.items() if is_figure(name)}
    parameters = overridden(
        plain.parameters, {name: value for name, value in changes.items() if name not in figures}
    )
    if parameters is None:
        return case_of(raw, changes).case
    return rewrite(replace(plain, parameters=parameters), figures)[0]
