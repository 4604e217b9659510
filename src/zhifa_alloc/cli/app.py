"""The command table: names, Chinese aliases, help in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from zhifa_alloc import __version__
from zhifa_alloc.cli import check, diff, explain, handover, plan, schedule, template, verify
from zhifa_alloc.cli.session import Session
from zhifa_alloc.text import Phrasebook

COMMANDS: tuple[tuple[str, str, Callable[..., int]], ...] = (
    ("template", "模板", template.template),
    ("check", "检查", check.check),
    ("plan", "测算", plan.plan),
    ("verify", "核验", verify.verify),
    ("diff", "对比", diff.diff),
    ("handover", "交接", handover.handover),
    ("explain", "说明", explain.explain),
    ("schedule", "工期", schedule.schedule),
)


def build_app(session: Session) -> typer.Typer:
    """Build the command line for one session."""
    text = session.text
    command, group = _speaking(TyperCommand, text), _speaking(TyperGroup, text)
    common = text.say("screen.help.common")
    app = typer.Typer(
        cls=group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=text.say("screen.help.program"),
        epilog=common,
    )
    app.callback()(_root(session))
    for name, alias, function in COMMANDS:
        sentence = text.say(f"screen.help.{name}") + text.say("screen.help.alias", alias=alias)
        app.command(name, cls=command, help=sentence, epilog=common)(function)
        app.command(alias, cls=command, help=sentence, epilog=common, hidden=True)(function)
    return app


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
