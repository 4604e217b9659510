"""One run of the program: language, streams, how much to say. Made from options that every command takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from zhifa_alloc.text import LANGUAGES, Lang, Phrasebook, phrasebook

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress


@dataclass(frozen=True, slots=True)
class Common:
    """Options that every command takes, wherever they stand in the line."""

    lang: Lang = "zh"
    quiet: bool = False
    verbose: bool = False
    color: bool = True
    debug: bool = False
    encrypt: bool = False
    password_file: str | None = None
    unknown_lang: str = ""


def split_common(argv: Sequence[str]) -> tuple[Common, list[str]]:
    """Take the common options out of the command line; what follows ``--`` is left alone."""
    rest: list[str] = []
    values: dict[str, str | None] = {"--lang": os.environ.get("ZHIFA_LANG", "zh"), "--password-file": None}
    switches = {"-q": False, "-v": False, "--no-color": False, "--debug": False, "--encrypt": False}
    names = {"--quiet": "-q", "--verbose": "-v"}
    words = iter(argv)
    for word in words:
        name = names.get(word, word)
        option, sign, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif option in values:
            values[option] = value if sign else next(words, "")
        elif name in switches:
            switches[name] = True
        else:
            rest.append(word)
    lang = values["--lang"] or ""
    known: dict[str, Lang] = {name: name for name in LANGUAGES}
    common = Common(
        lang=known.get(lang, "zh"),
        quiet=switches["-q"],
        verbose=switches["-v"],
        color=not switches["--no-color"] and "NO_COLOR" not in os.environ,
        debug=switches["--debug"],
        encrypt=switches["--encrypt"],
        password_file=values["--password-file"],
        unknown_lang="" if lang in known else lang,
    )
    return common, rest


@dataclass(slots=True)
class Session:
    """What a command writes to. Data goes to ``out``, progress and complaints to ``err``."""

    common: Common
    out_stream: TextIO = field(default_factory=lambda: sys.stdout)
    err_stream: TextIO = field(default_factory=lambda: sys.stderr)
    data_on_stdout: bool = False
    live: Progress | None = None
    _consoles: dict[int, Console] = field(default_factory=dict)

    @property
    def text(self) -> Phrasebook:
        """The sentences of the language in force."""
        return phrasebook(self.common.lang)

    @property
    def out(self) -> Console:
        """Console for what the user asked for; standard error while standard output carries data."""
        return self._console(self.err_stream if self.data_on_stdout else self.out_stream)

    @property
    def err(self) -> Console:
        """Console for complaints and progress."""
        return self._console(self.err_stream)

    def show(self, *parts: RenderableType) -> None:
        """Print to ``out`` unless -q was given."""
        if not self.common.quiet:
            for part in parts:
                self.out.print(part)

    def say(self, key: str, /, style: str = "", **params: object) -> None:
        """Print one sentence by key, unless -q was given; user text in it is never markup."""
        from rich.text import Text

        self.show(Text(self.text.say(key, **params), style=style, overflow="fold"))

    def insist(self, key: str, /, style: str = "", **params: object) -> None:
        """Print one sentence even under -q: a run that ends with "no" says so."""
        from rich.text import Text

        self.err.print(Text(self.text.say(key, **params), style=style, overflow="fold"))

    def _console(self, stream: TextIO) -> Console:
        from rich.console import Console

        made = self._consoles.get(id(stream))
        if made is None:
            made = Console(
                file=stream,
                no_color=not self.common.color,
                highlight=False,
                markup=False,
                emoji=False,
                soft_wrap=not stream.isatty(),
            )
            self._consoles[id(stream)] = made
        return made
