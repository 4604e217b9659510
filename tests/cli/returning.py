"""One small city planned once, and its districts' answers: shared by the tests of collect and feedback."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from support.returned import fill, rows_of


@dataclass(frozen=True)
class Desk:
    """The department's folder: the roster, the plan's output, and what came back."""

    folder: Path

    @property
    def draft(self) -> Path:
        return self.folder / "out" / "草案.xlsx"

    @property
    def returns(self) -> Path:
        return self.folder / "回收"

    @property
    def ledger(self) -> Path:
        return self.folder / "台账.xlsx"

    def places(self) -> dict[str, str]:
        value = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
        return {one["staff_id"]: one["to"] for one in value["assignments"]}

    def people_of(self, district: str) -> list[str]:
        return sorted(key for key, to in self.places().items() if to == district)

    def answer(self, district: str, opinions: dict[str, tuple[str, ...]], kind: str = "征求意见稿") -> Path:
        """Send the district's workbook back: 同意 for everybody but those named with opinion and reason."""
        answers = {key: {"接收意见": "同意"} for key in self.people_of(district)}
        for key, said in opinions.items():
            answers[key] = dict(zip(("接收意见", "理由", "说明"), said, strict=False))
        self.returns.mkdir(exist_ok=True)
        source = self.folder / "out" / kind / f"{district}.xlsx"
        return fill(source, "回执", "人员编号", answers, self.returns / f"{district}.xlsx")

    def decide(self, decisions: dict[str, str], ledger: Path | None = None) -> None:
        """Choose 主管部门意见 in the ledger, person by person."""
        chosen = {key: {"主管部门意见": word} for key, word in decisions.items()}
        fill(ledger or self.ledger, "意见处理", "人员编号", chosen)

    def rows(self, sheet: str, key: str, ledger: str = "台账.xlsx") -> list[dict[str, object]]:
        return rows_of(self.folder / ledger, sheet, key)


def copy_of(planned: Path, target: Path) -> Desk:
    shutil.copytree(planned, target)
    return Desk(target)
