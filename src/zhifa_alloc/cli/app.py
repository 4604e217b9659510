"""The command table: names, Chinese aliases, help in the user's language.

A command's module is loaded when the command is called for: taking seven functions apart for their
options would cost ``--help`` more than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from zhifa_alloc import __version__
from zhifa_alloc.cli.session import Session
from zhifa_alloc.text import Phrasebook

COMMANDS: tuple[tuple[str, str], ...] = (
    ("template", "模板"),
    ("check", "检查"),
    ("plan", "测算"),
    ("verify", "核验"),
    ("diff", "对比"),
    ("merge", "合并"),
    ("handover", "交接"),
    ("collect", "汇总"),
    ("schedule", "工期"),
    ("explain", "说明"),
)
"""Name and Chinese alias, in the order of ``--help``; command ``x`` is the function ``x`` of module ``cli.x``."""

_QUIET: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}


def build_app(session: Session) -> typer.Typer:
    """Build the command line for one session."""
    text = session.text
    app = typer.Typer(
        cls=_group(text),
        help=text.say("screen.help.program"),
        epilog=text.say("screen.help.common"),
        **_QUIET,
    )
    app.callback()(_root(session))
    return app


def _group(text: Phrasebook) -> type[Any]:
    """Derive the group that loads its commands by name."""
    names = {word: name for name, alias in COMMANDS for word in (name, alias)}

    class Group(_speaking(TyperGroup, text)):  # type: ignore[misc]
        def list_commands(self, _ctx: typer.Context) -> list[str]:
            return [name for name, _ in COMMANDS]

        def get_command(self, _ctx: typer.Context, word: str) -> object:
            return _command(names[word], word, text) if word in names else None

        def format_commands(self, _ctx: typer.Context, formatter: Any) -> None:  # noqa: ANN401
            with formatter.section("Commands"):
                formatter.write_dl([(name, _sentence(name, text)) for name, _ in COMMANDS])

    return Group


def _command(name: str, word: str, text: Phrasebook) -> object:
    function: Callable[..., int] = getattr(import_module(f"zhifa_alloc.cli.{name}"), name)
    alone = typer.Typer(**_QUIET)
    common = text.say("screen.help.common")
    help_ = _sentence(name, text)
    alone.command(word, cls=_speaking(TyperCommand, text), help=help_, epilog=common)(function)
    return get_command(alone)


def _sentence(name: str, text: Phrasebook) -> str:
    return text.say(f"screen.help.{name}") + text.say("screen.help.alias", alias=dict(COMMANDS)[name])


def _root(session: Session) -> Callable[..., None]:
    def print_version(wanted: bool) -> None:
        if wanted:
            session.out_stream.write(f"zhifa-alloc {__version__}\n")
            raise typer.Exit(0)

    def root(
        ctx: typer.Context,
        _version: bool = typer.Option(
            False, "--version", is_eager=True, callback=print_version, help="screen.options.version"
        ),
    ) -> None:
        ctx.obj = session

    return root


def _speaking(base: type[Any], text: Phrasebook) -> type[Any]:
    """Derive a command class whose help page is in the language of ``text``.

    Options carry keys of the phrasebook as their help; the parser's own words (Usage, Options …) are
    exchanged on the finished page, since the parser offers no other way.
    """

    class Speaking(base):  # type: ignore[misc]
        def get_help(self, ctx: typer.Context) -> str:
            for parameter in self.params:
                key = getattr(parameter, "help", None)
                if key and text.has(key):
                    parameter.help = text.say(key)
            page: str = super().get_help(ctx)
            for word, own in text.section("screen.help_words").items():
                page = page.replace(word, str(own))
            return page

    return Speaking
