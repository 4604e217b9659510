"""The passwords of one run: from --password-file, or asked for at a terminal, unseen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.sheets.encryption import Keys

_ATTEMPTS: Final = 3
_LONGEST: Final = 255
"""Excel takes no longer password."""
_LARGEST_FILE: Final = 1 << 16


def keys_of(session: Session) -> Keys:
    """Gather what the command line says of passwords.

    Raises:
        WrongUse: the password file cannot be read or is empty, or --encrypt has no password.
    """
    named = session.common.password_file
    passwords = Passwords(session, _passwords_in(named) if named is not None else ())
    output = passwords.for_output() if session.common.encrypt else ""
    return Keys(passwords.of, output, passwords.warn_of_plain_output)


@dataclass(slots=True)
class Passwords:
    """Passwords known so far; those entered by hand are tried on the next file first."""

    session: Session
    known: tuple[str, ...]
    _wanted: list[str] = field(default_factory=list)
    _warned: bool = False

    def of(self, name: str) -> Iterator[str]:
        """Give the passwords to try on a file; without a password file a person is asked, three times."""
        from_file = self.session.common.password_file is not None
        self._wanted.append(name)
        yield from self.known
        if from_file or not _is_terminal(self.session):
            return
        for attempt in range(_ATTEMPTS):
            if attempt:
                self.session.insist("screen.password.again", style="yellow")
            password = _asked(self.session, self.session.text.say("screen.password.ask", name=name))
            if not password:
                return
            self.known = (password, *self.known)
            yield password

    def for_output(self) -> str:
        """Return the password for what is written.

        Raises:
            WrongUse: ``encrypt_needs_password``, ``passwords_differ`` or ``password_too_long``.
        """
        if self.known:
            password = self.known[0]
        elif _is_terminal(self.session):
            password = _asked(self.session, self.session.text.say("screen.password.new"))
            if password != _asked(self.session, self.session.text.say("screen.password.repeat")):
                raise WrongUse("passwords_differ")
        else:
            password = ""
        if not password:
            raise WrongUse("encrypt_needs_password")
        if len(password) > _LONGEST:
            raise WrongUse("password_too_long", limit=_LONGEST)
        return password

    def warn_of_plain_output(self) -> None:
        """Say once that what came with a password goes out without one."""
        if self._wanted and not self._warned:
            self._warned = True
            self.session.say("screen.password.plain_output", style="yellow", name=self._wanted[0])


def _passwords_in(name: str) -> tuple[str, ...]:
    path = Path(name)
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse("password_file_unreadable", name=name, reason="UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongUse("password_file_unreadable", name=name, reason=reason) from error
    passwords = tuple(dict.fromkeys(line for line in text.splitlines() if line))
    if not passwords:
        raise WrongUse("password_file_empty", name=path.name or name)
    return passwords


def _is_terminal(session: Session) -> bool:
    return sys.stdin.isatty() and session.err_stream.isatty()


def _asked(session: Session, question: str) -> str:
    from getpass import getpass

    with _without_bar(session):
        return getpass(question, stream=session.err_stream)


@contextmanager
def _without_bar(session: Session) -> Iterator[None]:
    """Take the progress bar off the screen: it would redraw itself over the question."""
    bar = session.live
    if bar is not None:
        bar.stop()
    try:
        yield
    finally:
        if bar is not None:
            bar.start()
