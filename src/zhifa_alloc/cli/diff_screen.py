"""The difference of two drafts on the screen: at most 40 lines with the line on files, unless all are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.cli.tables import plain_table
from zhifa_alloc.drafts.diff import DraftDiff, Move
from zhifa_alloc.drafts.diff_tables import Matrix, cause_counts, quota_matrix
from zhifa_alloc.drafts.diff_words import (
    cause_word,
    head_lines,
    input_lines,
    method_line,
    why_cell,
    why_moved,
    wish_words,
)

LINES = 39
INPUTS_SHOWN = 4
CELLS_SHOWN = 3
DOMAINS_SHOWN = 8
DISTRICTS_SHOWN = 6
KEYS_SHOWN = 5
METRICS_SHOWN = ("wishes_first", "wishes_none", "people_staying", "people_kept_by_city", "goal_balance")


def show_diff(session: Session, change: DraftDiff, *, show_all: bool = False) -> None:
    """Print what heads the comparison, figures, quotas, people by flow; the flows take what room is left."""
    _Screen(session, change, show_all=show_all).show()


class _Screen:
    """One comparison on the screen, with the lines it has used up."""

    def __init__(self, session: Session, change: DraftDiff, *, show_all: bool) -> None:
        self.session = session
        self.change = change
        self.show_all = show_all
        self.left = LINES

    def show(self) -> None:
        text, change = self.session.text, self.change
        *first, comparable = head_lines(change, text)
        for line in first:
            self._print(Text(line, style="bold", overflow="fold"))
        self._print(Text(comparable, overflow="fold"))
        self._some((f"  {name}：{words}" for name, words in input_lines(change, text)), INPUTS_SHOWN)
        if change.is_empty:
            return
        self._print(self._metrics())
        self._quotas()
        closing = [Text(line, overflow="fold") for line in self._closing()]
        self.left -= sum(self._height(line) for line in closing)
        self._moves()
        self.session.show(*closing)

    def _print(self, part: RenderableType) -> None:
        self.left -= self._height(part)
        self.session.show(part)

    def _height(self, part: RenderableType) -> int:
        """Count the lines that something takes on this screen; a stream without a width does not wrap."""
        out = self.session.out
        if isinstance(part, Text) and out.soft_wrap:
            return 1
        return len(out.render_lines(part, pad=False))

    def _some(self, lines: Iterator[str], limit: int) -> None:
        """Print so many lines, and say how many more there are."""
        every = list(lines)
        shown = every if self.show_all or len(every) <= limit + 1 else every[:limit]
        for line in shown:
            self._print(Text(line, overflow="fold"))
        if len(shown) < len(every):
            self._more(len(every) - len(shown))

    def _more(self, count: int) -> None:
        words = self.session.text.say("screen.diff.more", count=count)
        self._print(Text(words, style="dim", overflow="fold"))

    def _metrics(self) -> Table:
        say = self.session.text.say
        headers = (say(f"diff.columns.{name}") for name in ("metric", "before", "after", "change"))
        table = plain_table(*headers)
        for name in METRICS_SHOWN:
            if name in self.change.metrics:
                old, new = self.change.metrics[name]
                table.add_row(say(f"goals.metrics.{name}"), f"{old:g}", f"{new:g}", _signed(new - old) or "0")
        return table

    def _quotas(self) -> None:
        if not self.change.cells:
            return
        self._print(Text(self.session.text.say("screen.diff.quotas"), style="bold"))
        self._print(self._matrix(quota_matrix(self.change)))
        sentences = (
            f"  {cell.domain} {cell.quota_type} {cell.district} {cell.before}→{cell.after}："
            f"{why_cell(cell, self.session.text)}"
            for cell in sorted(self.change.cells, key=lambda cell: -abs(cell.after - cell.before))
        )
        self._some(sentences, CELLS_SHOWN)

    def _matrix(self, matrix: Matrix) -> Table:
        say = self.session.text.say
        rows = matrix.rows if self.show_all else matrix.rows[:DOMAINS_SHOWN]
        columns = matrix.columns if self.show_all else matrix.columns[:DISTRICTS_SHOWN]
        table = plain_table(say("diff.columns.domain"), *columns, say("diff.total"))
        for row in rows:
            cells = (_signed(matrix.at(row, column)) for column in columns)
            table.add_row(Text(row), *cells, _signed(matrix.row_sum(row)) or "0")
        sums = (_signed(matrix.column_sum(column)) or "0" for column in columns)
        table.add_row(say("diff.total"), *sums, _signed(matrix.total) or "0")
        hidden = (len(matrix.rows) - len(rows), len(matrix.columns) - len(columns))
        if any(hidden):
            table.caption = say("screen.diff.more_matrix", domains=hidden[0], districts=hidden[1])
        return table

    def _moves(self) -> None:
        if not self.change.moves:
            return
        text = self.session.text
        counts = (
            text.say("diff.cause_count", cause=cause_word(cause, text), count=moves)
            for cause, moves, _, _ in cause_counts(self.change)
            if moves
        )
        self._print(Text(text.say("screen.diff.moves"), style="bold"))
        self._print(
            Text(text.say("diff.causes_line", causes=text.say("diff.joint").join(counts)), overflow="fold")
        )
        hidden = 0
        for (before, after), group in groupby(self.change.moves, key=lambda move: (move.before, move.after)):
            same = list(group)
            lines = [self._flow_line(before, after, len(same)), *map(self._move_line, same)]
            shown = self._fitting(lines)
            for line in lines[:shown]:
                self._print(line)
            hidden += min(len(same), len(lines) - shown)
        if hidden:
            self._more(hidden)

    def _fitting(self, lines: list[Text]) -> int:
        """Return how many lines fit above the line that says how many do not; a flow alone is not worth one."""
        if self.show_all:
            return len(lines)
        room, count = self.left - 1, 0
        for line in lines:
            room -= self._height(line)
            if room < 0:
                break
            count += 1
        return count if count > 1 else 0

    def _flow_line(self, before: str, after: str, count: int) -> Text:
        words = self.session.text.say("screen.diff.flow", before=before, after=after, count=count)
        return Text(words, overflow="fold")

    def _move_line(self, move: Move) -> Text:
        text = self.session.text
        mark = text.say("screen.diff.inferred") if move.inferred else ""
        line = text.say(
            "screen.diff.move",
            staff_id=move.staff_id,
            name=move.name,
            domain=move.domain,
            wish="→".join(
                dict.fromkeys((wish_words(move.wish_before, text), wish_words(move.wish_after, text)))
            ),
            cause=cause_word(move.cause, text),
            why=why_moved(move, text) if self.show_all or self.session.common.verbose else "",
            mark=mark,
        )
        return Text(line.rstrip(), overflow="fold")

    def _closing(self) -> Iterator[str]:
        text, change = self.session.text, self.change
        for kind, keys in (("joined", change.joined), ("left", change.left)):
            if keys:
                shown = keys if self.show_all else keys[:KEYS_SHOWN]
                tail = "…" if len(shown) < len(keys) else ""
                words = text.say("diff.joint").join(shown) + tail
                yield text.say(f"screen.diff.{kind}", count=len(keys), keys=words)
        if change.suspects:
            shown_pairs = change.suspects if self.show_all else change.suspects[:KEYS_SHOWN]
            yield text.say(
                "diff.suspects", pairs=text.say("diff.joint").join("／".join(pair) for pair in shown_pairs)
            )
        method = method_line(change, text)
        if method:
            yield method


def _signed(number: float) -> str:
    return f"{number:+g}" if number else ""
