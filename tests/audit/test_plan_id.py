"""The plan's name does not hang on the order of rows."""

from __future__ import annotations

import copy
import json

from support.cities import small_city, write_workbook
from zhifa_alloc.cli import main


def plan_id(folder, sheets):
    book = write_workbook(folder / "名册.xlsx", sheets)
    assert main(["plan", str(book), "-q", "--force", "--json", str(folder / "草案.json")]) == 0
    return json.loads((folder / "草案.json").read_text(encoding="utf-8"))["plan_id"]


def test_rows_of_every_table_may_be_turned_round(tmp_path):
    sheets = copy.deepcopy(small_city())
    names = ["东区", "西区", "北区", "外区"]
    sheets["区距"] = [["区", *names]]
    sheets["区距"] += [[here, *(abs(i - j) * 7 for j in range(4))] for i, here in enumerate(names)]
    first = plan_id(tmp_path, sheets)

    for rows in sheets.values():
        rows[1:] = rows[:0:-1]

    assert plan_id(tmp_path, sheets) == first
