"""Workbooks made to hurt, read by the whole reader in a process with little memory and little time.

Each must end in a sentence or be read; none may end the process, fill the memory or leave its folder.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support.cities import small_city, write_workbook
from support.hostile import NS, far_merge, nested_zip, row, sheet, strings, workbook

MEMORY = 2 << 30
SECONDS = 20
READ = """
import json, resource, sys, time
from pathlib import Path
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.read import read_book
ends = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    begin = time.process_time()
    try:
        read_book(path)
        end = "read"
    except UnusableFile as stop:
        end = stop.code
    ends[path.name] = (end, time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
print(json.dumps(ends))
"""
SUMMED = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
CASES = {
    "实体炸弹": (workbook(sheet(row(1, "A1"), '<!DOCTYPE a [<!ENTITY b "c">]>')), {"hostile_workbook"}),
    "字符串炸弹": (workbook(sheet(row(1, "A1")), [("xl/sharedStrings.xml", strings("x" * (64 << 20)))]),
                {"hostile_workbook"}),
    "虚报字符串数": (workbook(sheet(row(1, "A1")), [("xl/sharedStrings.xml", strings("x", 4294967296))]),
                {"hostile_workbook"}),
    "虚报字符串数二": (workbook(sheet(row(1, "A1")), [("xl/sharedStrings.xml", strings("x", "&#57;" * 9))]),
                 {"hostile_workbook"}),
    "虚报字符串数三": (workbook(sheet(row(1, "A1")), [("xl/sharedStrings.xml",
                 strings("x", 4294967296).replace("<sst ", '<sst a=">" '))]), {"hostile_workbook"}),
    "空白炸弹": (workbook(sheet(" " * (48 << 20))), {"hostile_workbook"}),
    "远单元格": (workbook(sheet(row(1048576, "XFD1048576"))), {"far_cells"}),
    "末列两千格": (workbook(sheet("".join(row(n, f"XFD{n}") for n in range(1, 2000)))), {"far_cells"}),
    "巨大合并": (workbook(far_merge("A1:XFD1048576")), {"read"}),
    "长列合并": (workbook(far_merge("C1:Z200000")), {"read"}),
    "假范围大": (workbook(sheet(row(1, "A1")).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
              {"read"}),
    "假范围小": (workbook(sheet(row(1, "A1") + row(2, "C2")).replace(
        "<sheetData>", '<dimension ref="A1"/><sheetData>')), {"read"}),
    "坏样式": (workbook(sheet('<row r="1"><c r="A1" s="99999"><v>1</v></c></row>'),
            [("xl/styles.xml", f'<styleSheet {NS}><cellXfs count="-1"><xf numFmtId="zz"/></cellXfs></styleSheet>')]),
            {"read", "damaged_workbook"}),
    "外部链接": (workbook(sheet(row(1, "A1")), [("xl/externalLinks/externalLink1.xml", "<externalLink/>")]), {"read"}),
    "路径成员": (workbook(sheet(row(1, "A1")), [("../../etc/x", "x"), ("/abs.xml", "<x/>")]), {"read"}),
    "路径表名": (workbook(sheet(row(1, "A1")), sheet_name="../../etc/passwd"), {"read"}),
    "公式文字": (workbook(sheet(SUMMED.format("=cmd|' /C calc'!A0"))), {"read"}),
    "控制字符": (workbook(sheet(SUMMED.format("a_x0007_b"))), {"read"}),
    "零字节": (workbook(sheet(SUMMED.format("a\0b"))), {"read", "damaged_workbook"}),
    "套压缩包": (nested_zip(), {"not_a_workbook", "read"}),
    "关系外指": (workbook(sheet(row(1, "A1")), sheet_target="../../etc/passwd"), {"damaged_workbook"}),
    "百万空行": (workbook(sheet("".join(f'<row r="{n}" s="1"/>' for n in range(1, 200_000)))), {"empty_workbook"}),
    "超长数字": (workbook(sheet('<row r="1"><c r="A1"><v>' + "9" * 100_000 + "</v></c></row>")),
             {"read", "damaged_workbook"}),
    "负行号": (workbook(sheet('<row r="-1"><c r="A0"><v>1</v></c></row>')), {"read", "damaged_workbook", "empty_workbook"}),
    "残缺旧格式": (Path(__file__).parent.joinpath("data", "小.xls").read_bytes()[:9000], {"damaged_workbook", "not_a_workbook"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def ends(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in CASES.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "panicked" not in ran.stderr
    assert sorted(path.stem for path in folder.iterdir()) == sorted(CASES)
    return json.loads(ran.stdout)


@pytest.mark.parametrize("name", CASES)
def test_it_ends_well(ends, name):
    end, seconds, megabytes = ends[f"{name}.xlsx"]
    assert end in CASES[name][1]
    assert seconds < SECONDS
    assert megabytes < 700


def test_text_that_looks_like_a_formula_stays_text_in_everything_written(tmp_path):
    from zhifa_alloc.cli import main

    city = small_city()
    attacks = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        '=HYPERLINK("http://x")',
        "\t=1",
        "http://x.y/z",
    ]
    for line, attack in zip(city["花名册"][1:], attacks, strict=False):
        line[1] = attack
    book = write_workbook(tmp_path / "名册.xlsx", city)
    with zipfile.ZipFile(book) as archive:
        plain = {name: archive.read(name) for name in archive.namelist()}
    roster = plain["xl/worksheets/sheet1.xml"].replace(b"<f>", b"<is><t>=").replace(b"</f>", b"</t></is>")
    roster = roster.replace(b"<v></v>", b"").replace(b"<v />", b"").replace(b"<v/>", b"")
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in plain.items():
            archive.writestr(name, roster if name.endswith("sheet1.xml") else content)
    main(["plan", str(book), "-o", str(tmp_path / "出"), "-q"])
    main(["check", str(book), "-o", str(tmp_path / "标注.xlsx"), "-q"])
    main(["check", str(book), "--anonymise", "-o", str(tmp_path / "匿名.xlsx"), "-q"])
    written = [path for path in tmp_path.rglob("*.xlsx") if path != book]
    assert len(written) >= 5
    for path in written:
        with zipfile.ZipFile(path) as archive:
            assert not [
                name for name in archive.namelist() if "vba" in name.lower() or "externalLink" in name
            ]
            for name in archive.namelist():
                content = archive.read(name).decode("utf-8", "replace")
                for formula in content.split("<f>")[1:]:
                    assert not any(
                        mark in formula.split("</f>")[0] for mark in ("cmd", "HYPERLINK", "1+1", "2+3")
                    )
                assert "http://x" not in content or "Relationship" not in content


def test_outputs_name_no_user_and_leave_no_folder(tmp_path):
    from zhifa_alloc.cli import main

    city = small_city()
    for line in city["区情"][1:]:
        if line[0] == "东区":
            line[0] = "../../东:区*"
    for line in city["花名册"][1:]:
        line[6:9] = [value.replace("东区", "../../东:区*") for value in line[6:9]]
    (tmp_path / "里").mkdir()
    book = write_workbook(tmp_path / "里" / "名册.xlsx", city)
    assert main(["plan", str(book), "-o", str(tmp_path / "里" / "出"), "-q"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["里"]
    for path in (tmp_path / "里" / "出").rglob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core or "zhifa" in core
        assert (
            "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
            or "<cp:lastModifiedBy/>" in core
            or "zhifa" in core
        )
