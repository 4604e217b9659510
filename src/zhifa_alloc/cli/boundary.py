"""The edge of the program: what is expected becomes a sentence and an exit code, what is not keeps its trace."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from typer.exceptions import Abort, Exit, TyperException

from zhifa_alloc.cli.app import build_app
from zhifa_alloc.cli.session import Session, split_common
from zhifa_alloc.schema.errors import NoFeasiblePlan, ZhifaError

INTERRUPTED = 130
WRONG_USE = 2


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_choke(stream)
    common, rest = split_common(sys.argv[1:] if argv is None else argv)
    session = Session(common)
    if common.unknown_lang:
        _complain(session, "unknown_language", {"value": common.unknown_lang})
        return WRONG_USE
    try:
        return _dispatch(session, rest)
    except ZhifaError as error:
        if common.debug:
            raise
        return _explain_stop(session, error)
    except TyperException as error:
        if common.debug:
            raise
        _complain_usage(session, error)
        return WRONG_USE
    except (KeyboardInterrupt, Abort):
        _complain(session, "interrupted", {})
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (a pager was closed); nothing is left to say to anyone.
        sys.stderr.close()
        return 0


def _dispatch(session: Session, rest: list[str]) -> int:
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
    if isinstance(error, NoFeasiblePlan):
        from zhifa_alloc.cli.conflicts import conflict_lines

        _complain(session, error.code, error.params)
        for line in conflict_lines(error.conflicts, session.text):
            session.err.print(line)
    else:
        _complain(session, error.code, error.params)
    return error.exit_code


def _complain(session: Session, code: str, params: dict[str, object]) -> None:
    from rich.text import Text

    say = session.text.say
    session.err.print(Text(say(f"errors.{code}.message", **params), style="bold red", overflow="fold"))
    hint = f"errors.{code}.hint"
    if session.text.has(hint):
        session.err.print(Text(say("screen.hint", text=say(hint, **params)), overflow="fold"))


def _complain_usage(session: Session, error: TyperException) -> None:
    """Say in the user's language what the option parser found."""
    name = type(error).__name__
    code = f"usage_{name}" if session.text.has(f"errors.usage_{name}.message") else "usage_other"
    parameter = getattr(error, "param", None)
    params: dict[str, object] = {
        "option": getattr(error, "option_name", "") or getattr(parameter, "human_readable_name", ""),
        "detail": error.format_message(),
    }
    _complain(session, code, params)
