"""The edge of the program: what is expected becomes a sentence and an exit code, what is not keeps its trace."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TextIO

from typer.exceptions import Abort, Exit, TyperException

from zhifa_alloc.cli.app import build_app
from zhifa_alloc.cli.session import Session, split_common
from zhifa_alloc.schema.errors import NoFeasiblePlan, ZhifaError

INTERRUPTED = 130
WRONG_USE = 2
_SHOWN = 60
_EXPECTED = (ZhifaError, TyperException, OSError, MemoryError)
"""What stops a command and has a sentence of its own."""
_UNKNOWN_COMMAND = re.compile(r"No such command '([^']+)'")


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_choke(stream)
    common, rest = split_common(sys.argv[1:] if argv is None else argv)
    session = Session(common)
    if common.unknown_lang:
        _complain(session, "unknown_language", value=common.unknown_lang)
        return WRONG_USE
    try:
        return _dispatch(session, rest)
    except (KeyboardInterrupt, EOFError, Abort):
        _complain(session, "interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (a pager was closed); nothing is left to say to anyone.
        sys.stderr.close()
        return 0
    except _EXPECTED as error:
        if common.debug:
            raise
        return _end(session, error)


def _end(session: Session, error: Exception) -> int:
    """Say why the run stopped, and return its exit code."""
    if isinstance(error, ZhifaError):
        return _explain_stop(session, error)
    if isinstance(error, TyperException):
        _complain_usage(session, error)
    elif isinstance(error, OSError):
        # Wherever the system says no without a sentence of ours: a name too long, a disk gone.
        name = str(error.filename or "")[:_SHOWN]
        _complain(session, "system_refused", name=name, reason=error.strerror or str(error))
    else:
        _complain(session, "out_of_memory")
    return WRONG_USE


def _dispatch(session: Session, rest: list[str]) -> int:
    from zhifa_alloc.cli.passwords import keys_of
    from zhifa_alloc.sheets.encryption import keys_in_force

    with keys_in_force(keys_of(session)):
        return _call(session, rest)


def _call(session: Session, rest: list[str]) -> int:
    if not rest and sys.stdin.isatty() and sys.stdout.isatty():
        return _serve(session)
    return _command(session, rest)


def _serve(session: Session) -> int:
    """Offer the menu until the user leaves it; return how the last command ended.

    A window that a double click opened closes with the program, and what a command said with it.
    """
    from zhifa_alloc.cli.menu import ask, wants_more

    end = 0
    while rest := ask(session):
        try:
            end = _command(session, rest)
        except BrokenPipeError:
            raise
        except _EXPECTED as error:
            if session.common.debug:
                raise
            end = _end(session, error)
        if not wants_more(session):
            break
    return end


def _command(session: Session, rest: list[str]) -> int:
    app = build_app(session)
    try:
        result = app(args=rest or ["--help"], prog_name="zhifa-alloc", standalone_mode=False)
    except Exit as stop:
        return stop.exit_code
    return result if isinstance(result, int) else 0


def _never_choke(stream: TextIO) -> None:
    """Let a terminal that cannot show a glyph print a substitute instead of failing (GBK pipes on Windows)."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _explain_stop(session: Session, error: ZhifaError) -> int:
    from zhifa_alloc.text.sentences import error_sentence

    _print_stop(session, *error_sentence(error, session.text))
    if isinstance(error, NoFeasiblePlan):
        from zhifa_alloc.cli.conflicts import conflict_lines

        for line in conflict_lines(error.conflicts, session.text):
            session.err.print(line)
    return error.exit_code


def _complain(session: Session, code: str, **params: object) -> None:
    """Print the sentence and the hint of a situation that is not an exception of ours."""
    from zhifa_alloc.text.sentences import error_sentence

    _print_stop(session, *error_sentence(ZhifaError(code, **params), session.text))


def _print_stop(session: Session, sentence: str, hint: str) -> None:
    from rich.text import Text

    session.err.print(Text(sentence, style="bold red", overflow="fold"))
    if hint:
        session.err.print(Text(session.text.say("screen.hint", text=hint), overflow="fold"))


def _complain_usage(session: Session, error: TyperException) -> None:
    """Say in the user's language what the option parser found."""
    detail = error.format_message()
    unknown_command = _UNKNOWN_COMMAND.search(detail)
    kind = "NoSuchCommand" if unknown_command else type(error).__name__
    code = f"usage_{kind}" if session.text.has(f"errors.usage_{kind}.message") else "usage_other"
    parameter = getattr(error, "param", None)
    named = getattr(error, "option_name", "") or getattr(parameter, "metavar", "")
    _complain(session, code, option=unknown_command.group(1) if unknown_command else named, detail=detail)
