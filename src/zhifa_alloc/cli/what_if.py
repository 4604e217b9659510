"""``plan --what-if``: which quota cells change under other settings; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rich.text import Text

from zhifa_alloc.cli.cases import case_of
from zhifa_alloc.cli.inputs import read_books
from zhifa_alloc.cli.session import Session
from zhifa_alloc.drafts.parameters import parameter_texts
from zhifa_alloc.planning.what_if import CellMove, is_figure, quota_moves, rewrite
from zhifa_alloc.schema.errors import WrongUse


def answer(session: Session, paths: tuple[Path, ...], changes: Mapping[str, str], json: Path | None) -> int:
    """Compare the quota table of the workbooks as they are with that under the settings.

    Raises:
        WrongUse: no setting was given.
        NoFeasiblePlan: the bounds cannot be met under the settings.
    """
    from zhifa_alloc.cli.findings import show_findings
    from zhifa_alloc.cli.outputs import write_json

    if not changes:
        raise WrongUse("what_if_needs_settings")
    raw = read_books(paths)
    plain, changed = case_of(raw, {}), case_of(raw, changes)
    if plain.case is None or changed.case is None:
        show_findings(session, (changed if changed.case is None else plain).findings)
        return 1
    _, rewritten = rewrite(plain.case, {name: text for name, text in changes.items() if is_figure(name)})
    moves = quota_moves(plain.case, changed.case)
    if json is not None:
        write_json(json, _as_json(moves))
    former = {one.name: one.before for one in rewritten}
    _show(session, changes, {**parameter_texts(plain.case.parameters), **former}, moves)
    return 0


def _as_json(moves: Sequence[CellMove]) -> dict[str, object]:
    return {
        "quotas": [
            {
                **dict(zip(("domain", "quota_type", "district"), move.key, strict=True)),
                "before": move.before,
                "after": move.after,
            }
            for move in moves
        ]
    }


def _show(
    session: Session, changes: Mapping[str, str], former: Mapping[str, str], moves: Sequence[CellMove]
) -> None:
    for name, value in changes.items():
        session.say(
            "screen.what_if.setting", style="bold", name=name, before=former.get(name) or "—", after=value
        )
    if not moves:
        session.say("screen.what_if.same")
        return
    total: Counter[str] = Counter()
    for (domain, quota_type), same in groupby(moves, key=lambda move: move.key[:2]):
        row = list(same)
        words = "，".join(
            f"{move.key[2]} {move.before}→{move.after}（{move.after - move.before:+d}）" for move in row
        )
        session.show(Text(f"  {domain} {quota_type}：{words}", overflow="fold"))
        total.update({move.key[2]: move.after - move.before for move in row})
    sums = "，".join(f"{district} {count:+d}" for district, count in total.most_common() if count)
    session.say("screen.what_if.total", sums=sums or "0", cells=len(moves))
