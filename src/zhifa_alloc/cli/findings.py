"""Findings on the screen, grouped by code, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.finding import Finding, Severity
from zhifa_alloc.text import Phrasebook
from zhifa_alloc.text.sentences import finding_part

PLACES_SHOWN = 3
_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def show_findings(session: Session, findings: Sequence[Finding], *, show_all: bool = False) -> None:
    """Print findings by code and what follows from them for the plan."""
    show_groups(session, findings, show_all=show_all)
    session.show(_result(findings, session.text))


def show_groups(session: Session, findings: Sequence[Finding], *, show_all: bool = False) -> None:
    """Print findings by code, errors last since the end of the output is what people read."""
    ordered = sorted(findings, key=lambda finding: (-_ORDER[finding.severity], finding.code))
    several_books = len({finding.where.book for finding in findings}) > 1
    for _, same in groupby(ordered, key=lambda finding: (-_ORDER[finding.severity], finding.code)):
        group = list(same)
        shown = group if show_all else group[:PLACES_SHOWN]
        session.show(_heading(group, session.text))
        for finding in shown:
            session.show(_line(finding, session.text, several_books))
        if len(group) > len(shown):
            session.say("screen.findings.more", style="dim", count=len(group) - len(shown))
        session.say("screen.findings.fix", style="dim", text=finding_part(group[0], "fix", session.text))


def count_by_severity(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Count findings of each severity, zeros too."""
    return {level: sum(finding.severity is level for finding in findings) for level in Severity}


def _heading(group: list[Finding], text: Phrasebook) -> Text:
    first = group[0]
    title = text.say(f"findings.{first.code}.title")
    severity = text.say(f"screen.findings.{first.severity.value}")
    line = text.say(
        "screen.findings.heading", severity=severity, code=first.code, title=title, count=len(group)
    )
    return Text(line, style=_STYLE[first.severity], overflow="fold")


def _line(finding: Finding, text: Phrasebook, several_books: bool) -> Text:
    place = "!".join(part for part in (finding.where.sheet, finding.where.cell) if part)
    if several_books and finding.where.book:
        place = f"[{finding.where.book}]{place}"
    message = finding_part(finding, "message", text)
    return Text(f"  {place}  {message}" if place else f"  {message}", overflow="fold")


def _result(findings: Sequence[Finding], text: Phrasebook) -> Text:
    counts = count_by_severity(findings)
    key = "failed" if counts[Severity.ERROR] else ("warned" if counts[Severity.WARNING] else "passed")
    line = text.say(
        f"screen.findings.{key}",
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
    return Text(line, style="bold red" if counts[Severity.ERROR] else "bold green", overflow="fold")
