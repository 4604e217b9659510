"""A numbered menu for people who start the program without a word, for example by a double click."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass

from rich.text import Text

from zhifa_alloc.cli.session import Session


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu: the command, and the questions that its arguments answer (keys of text/).

    An option among them stands in the command line as it is, before the answer that follows.
    """

    command: str
    questions: tuple[str, ...] = ()


CHOICES = (
    Choice("template"),
    Choice("check", ("book",)),
    Choice("plan", ("book",)),
    Choice("verify", ("draft",)),
    Choice("diff", ("draft", "later_draft")),
    Choice("handover", ("draft",)),
    Choice("explain", ("code", "person")),
    Choice("schedule", ("draft",)),
    Choice("collect", ("returns", "--draft", "draft")),
)
_LEAVE = ("", "0", "q")
_OPTIONAL = frozenset({"person"})
"""Questions that may be answered with nothing: a code of ``explain`` needs no person."""


def ask(session: Session, read: Callable[[str], str] = input) -> list[str]:
    """Show the menu and return the command line that the answers amount to; empty to leave.

    A path may be typed or dragged into the window; quotes around it are dropped.
    """
    say = session.text.say
    session.out.print(Text(say("screen.menu.title"), style="bold"))
    for number, choice in enumerate(CHOICES, start=1):
        session.out.print(Text(f"  {number}  {say(f'screen.help.{choice.command}')}", overflow="fold"))
    session.out.print(Text(f"  0  {say('screen.menu.leave')}"))
    chosen = _chosen(session, read)
    if chosen is None:
        return []
    words = [key if key.startswith("--") else _answer(session, key, read) for key in chosen.questions]
    return [chosen.command, *filter(None, words)]


def wants_more(session: Session, read: Callable[[str], str] = input) -> bool:
    """Hold the window until the user has read what was said; return whether the menu is wanted again."""
    return read("\n" + session.text.say("screen.menu.back")).strip() not in _LEAVE[1:]


def _chosen(session: Session, read: Callable[[str], str]) -> Choice | None:
    while True:
        answer = read(session.text.say("screen.menu.which")).strip()
        if answer in _LEAVE:
            return None
        if answer.isdecimal() and int(answer) <= len(CHOICES):
            return CHOICES[int(answer) - 1]
        session.out.print(Text(session.text.say("screen.menu.again", last=len(CHOICES))))


def _answer(session: Session, key: str, read: Callable[[str], str]) -> str:
    """Ask until something is said; only an optional question may be passed over."""
    while True:
        answer = _unquoted(read(session.text.say(f"screen.menu.{key}")))
        if answer or key in _OPTIONAL:
            return answer


def _unquoted(answer: str) -> str:
    try:
        words = shlex.split(answer, posix=False)
    except ValueError:
        return answer.strip()
    return words[0].strip("\"'") if len(words) == 1 else answer.strip()
