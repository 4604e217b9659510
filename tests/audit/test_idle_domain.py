"""A domain whose people are all 不参与 has nobody to place, and stops nobody else."""

from __future__ import annotations

import copy

from support.cities import small_city, write_workbook
from zhifa_alloc.cli import main


def test_domain_whose_people_all_stay_out_is_planned_with_the_others(tmp_path):
    sheets = copy.deepcopy(small_city())
    roster = sheets["花名册"]
    roster[0].append("人员状态")
    for row in roster[1:]:
        row.append("停职" if row[3] == "交通支队" else "在岗")
    sheets["参数"].append(["每队最少持证人数", 0])
    book = write_workbook(tmp_path / "名册.xlsx", sheets)

    assert main(["plan", str(book), "-q"]) == 0
