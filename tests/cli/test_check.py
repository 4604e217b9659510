"""``check -o``: the user's workbook back, with the faults marked."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from support.cities import SAMPLE
from support.in_process import in_process


@pytest.fixture
def run(tmp_path, monkeypatch):
    return in_process(tmp_path, monkeypatch)


def test_bad_cells_are_coloured_and_listed_and_values_stay(run, book, city, tmp_path):
    city["花名册"][3][7] = "城東区"
    path = book(city)
    before = path.read_bytes()
    ran = run("check", path, "-o", tmp_path / "标注.xlsx")
    assert ran.code == 1, ran.said
    assert path.read_bytes() == before
    copy = openpyxl.load_workbook(tmp_path / "标注.xlsx")
    assert copy.sheetnames[0] == "问题清单"
    cell = copy["花名册"]["H4"]
    assert cell.value == "城東区"
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")
    assert "E" in cell.comment.text
    rows = list(copy["问题清单"].values)
    assert any(row[3] == "花名册!H4" and row[4] == "城東区" for row in rows)
    assert copy["花名册"]["B2"].value == city["花名册"][1][1]


def test_id_numbers_are_masked_in_the_list(run, book, city, tmp_path):
    city["花名册"][3][2] = city["花名册"][4][2]
    run("check", book(city), "-o", tmp_path / "标注.xlsx")
    copy = openpyxl.load_workbook(tmp_path / "标注.xlsx")
    assert not [row for row in copy["问题清单"].values if city["花名册"][4][2] in str(row)]


def test_the_original_and_other_files_are_never_overwritten(run, book, city, tmp_path):
    path = book(city)
    assert run("check", path, "-o", path).code == 2
    assert run("check", path, "-o", path, "--force").code == 2
    assert run("check", path, "-o", tmp_path / "标注.xlsx").code == 0
    assert run("check", path, "-o", tmp_path / "标注.xlsx").code == 2
    assert run("check", path, "-o", tmp_path / "标注.xlsx", "--force").code == 0
    other = book({"花名册": city["花名册"][:1]}, "空.xlsx")
    assert run("check", path, other, "-o", tmp_path / "二.xlsx").code == 2
    assert not (tmp_path / "二.xlsx").exists()


def split(book, city):
    """The city in two files: the office's own, and a department's roster."""
    rows = city.pop("花名册")
    main = book({**city, "花名册": [row for row in rows if row[3] != "交通支队"]}, "编办.xlsx")
    rows[-1][7] = "城東区"
    return main, book({"花名册": [row for row in rows if row[3] != "城管支队"]}, "交通局.xlsx")


def test_several_books_get_a_copy_each(run, book, city, tmp_path):
    main, other = split(book, city)
    before = other.read_bytes()
    ran = run("check", main, other, "-o", tmp_path / "标注")
    assert ran.code == 1, ran.said
    assert {path.name for path in (tmp_path / "标注").iterdir()} == {"编办-标注.xlsx", "交通局-标注.xlsx"}
    marked = openpyxl.load_workbook(tmp_path / "标注" / "交通局-标注.xlsx")
    assert ["E106", "花名册!H13"] in [[row[1], row[3]] for row in marked["问题清单"].values]
    assert marked["花名册"]["H13"].fill.fgColor.rgb.endswith("FFC7CE")
    assert other.read_bytes() == before


def test_a_folder_passes_over_locks_hidden_files_and_our_own_outputs(run, book, city, tmp_path):
    folder = tmp_path / "报送"
    folder.mkdir()
    book(city).rename(folder / "名册.xlsx")
    for name in ("~$名册.xlsx", ".~名册.xlsx", ".隐藏.xlsx"):
        (folder / name).write_bytes(b"lock")
    assert run("plan", folder / "名册.xlsx", "-o", tmp_path / "方案").code == 0
    (tmp_path / "方案" / "草案.xlsx").rename(folder / "草案.xlsx")
    assert run("check", folder / "名册.xlsx", "-o", folder / "标注.xlsx").code == 0
    ran = run("check", folder)
    assert ran.code == 0, ran.said
    assert "跳过 2 个文件（本程序的输出，不是名册）：标注.xlsx、草案.xlsx" in ran.out
    assert "校验 名册.xlsx：" in ran.out


def test_a_folder_of_text_files_is_a_book(run, city, tmp_path):
    folder = tmp_path / "报送"
    folder.mkdir()
    for (name, rows), encoding in zip(
        city.items(), ["gb18030", "utf-8-sig", "utf-16", "utf-8", "gbk"], strict=True
    ):
        text = "".join(",".join(map(str, row)) + "\r\n" for row in rows)
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    ran = run("check", folder, "--json", "-")
    assert (ran.code, ran.json()["people"]) == (0, 30), ran.said
    assert run("check", folder, "-o", tmp_path / "标注.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "标注.xlsx")["区情"]["A2"].value == "东区"


def test_departments_that_have_not_sent_a_roster_are_named(run, book, city):
    city["编制"] = [
        [*row, value] for row, value in zip(city["编制"], ["主管部门", "城管局", "交通局"], strict=True)
    ]
    city["花名册"] = [row for row in city["花名册"] if row[3] != "交通支队"]
    path = book(city)
    assert "花名册已收 1/2，未交 交通局" in run("check", path).out
    assert run("check", path, "--json", "-").json()["departments"] == {
        "received": ["城管局"],
        "missing": ["交通局"],
    }
    assert "花名册已收 1/2，未交 交通局" in run("plan", path).out


def test_quiet_still_says_that_there_are_errors(run, book, city):
    city["花名册"][3][7] = "城東区"
    ran = run("check", book(city), "-q")
    assert (ran.code, ran.out, ran.err) == (1, "", "校验未通过：1 个错误\n")


def dirty(city):
    rows = city["花名册"]
    rows[0][1] = "姓 名"
    rows[1][1], rows[2][1] = "测　试00", " 测试01"
    rows[3][2] = rows[3][2][:-1] + rows[3][2][-1].lower()
    rows[4][2] = "'" + rows[4][2]
    rows[5][5] = "ＺＦ００００４"
    rows[6][3] = "城管 支队"
    births = ["1975.03", 197503, "1975年3月", "1975.03(51岁)", 1975.1, ""]
    for number, row in enumerate(rows):
        row.append(births[number % 6] if number else "出生年月")
    city["编制"][1][6] = "2026.10.25"
    return city


def test_fix_mends_only_the_spelling_and_lists_each_cell(run, book, city, tmp_path):
    path = book(dirty(city))
    before = path.read_bytes()
    ran = run("check", path, "--fix", "-o", tmp_path / "改.xlsx")
    assert path.read_bytes() == before
    copy = openpyxl.load_workbook(tmp_path / "改.xlsx")
    rows = [list(row) for row in copy["花名册"].values]
    assert (rows[1][1], rows[2][1], rows[6][3], rows[5][5]) == ("测试00", "测试01", "城管支队", "ZF00004")
    assert rows[4][2] == city["花名册"][4][2].lstrip("'")
    assert [row[10] for row in rows[1:7]] == ["1975-03", "1975-03", "1975-03", 1975.1, None, "1975-03"]
    assert copy["编制"]["G2"].value == "2026-10-25"
    listed = [row[1] for row in list(copy["修改清单"].values)[1:]]
    assert {"花名册!B2", "花名册!B3", "花名册!C5", "花名册!F6", "花名册!D7", "编制!G2"} <= set(listed)
    assert not any(city["花名册"][4][2].lstrip("'") in str(row) for row in copy["修改清单"].values)
    assert f"改了 {len(listed)} 处" in ran.out
    again = run("check", tmp_path / "改.xlsx", "--fix", "-o", tmp_path / "再改.xlsx")
    assert "没有可以稳妥修改的地方" in again.out
    assert not (tmp_path / "再改.xlsx").exists()


def test_fix_adds_the_numbers_that_people_lack(run, book, city, tmp_path):
    for row in city["花名册"]:
        del row[0]
    path = book(city)
    assert run("check", path, "--fix", "-o", tmp_path / "改.xlsx").code == 0
    copy = openpyxl.load_workbook(tmp_path / "改.xlsx")["花名册"]
    numbers = {row[1]: row[-1] for row in list(copy.values)[1:]}
    assert copy["J1"].value == "人员编号"
    assert [numbers[key] for key in sorted(numbers)] == [f"P{place:04d}" for place in range(1, 31)]
    first, second = (
        run("plan", book_, "--json", "-", "-o", tmp_path / folder).json()["assignments"]
        for book_, folder in ((path, "一"), (tmp_path / "改.xlsx", "二"))
    )
    assert [(row["staff_id"], row["to"]) for row in first] == [(row["staff_id"], row["to"]) for row in second]


def test_fix_leaves_formulas_formats_and_likely_words_alone(run, book, city, tmp_path):
    city["花名册"][3][7] = "城東区"
    city["花名册"][4][1] = " 测试03"
    path = book(city)
    styled = openpyxl.load_workbook(path)
    styled["花名册"]["B5"].font = openpyxl.styles.Font(name="楷体", size=16)
    styled["编制"]["D2"].value = "=10+10"
    styled.save(path)
    assert run("check", path, "--fix", "-o", tmp_path / "改.xlsx").code == 1
    copy = openpyxl.load_workbook(tmp_path / "改.xlsx")
    assert (copy["花名册"]["B5"].value, copy["花名册"]["B5"].font.name) == ("测试03", "楷体")
    assert copy["花名册"]["H4"].value == "城東区"
    assert copy["编制"]["D2"].value == "=10+10"


def test_fix_without_a_place_for_the_copy_is_wrong_use(run, book, city):
    assert run("check", book(city), "--fix").code == 2


@pytest.mark.parametrize("words", [("-o", "副本.xlsx"), ("--fix", "-o", "副本.xlsx")])
def test_columns_that_are_not_read_are_named_and_stay_in_the_copies(run, book, city, tmp_path, words):
    """The copy is the user's own file; only ``--anonymise`` leaves such columns out."""
    city["花名册"][0] += ["籍贯", "编制经费形式"]
    for row in city["花名册"][1:]:
        row += ["黑龙江 哈尔滨", "全额拨款"]
    city["花名册"][2][1] = f" {city['花名册'][2][1]}"
    ran = run("check", book(city), *words)
    assert "这些列没有用到：籍贯、编制经费形式" in ran.out
    rows = list(openpyxl.load_workbook(tmp_path / "副本.xlsx")["花名册"].values)
    assert rows[0][-2:] == ("籍贯", "编制经费形式")
    assert {row[-2:] for row in rows[1:]} == {("黑龙江 哈尔滨", "全额拨款")}


def everything_in(path):
    """All of a workbook that a user may have made: contents and looks of cells, sizes, merges, drop-downs, names."""
    book = openpyxl.load_workbook(path, rich_text=True)
    return {
        sheet.title: (
            [
                [(cell.data_type, cell.value, cell.number_format, cell.font.b) for cell in row]
                for row in sheet.rows
            ],
            {name: (size.width, size.hidden) for name, size in sheet.column_dimensions.items()},
            {number: (size.height, size.hidden) for number, size in sheet.row_dimensions.items()},
            sorted(map(str, sheet.merged_cells.ranges)),
            sorted((str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation),
            (sheet.sheet_state, sheet.freeze_panes, sheet.print_title_rows),
        )
        for sheet in book
    } | {"名称": sorted(book.defined_names)}


def test_nothing_but_colours_comments_and_the_list_is_added(run, tmp_path):
    (tmp_path / "名册.xlsx").write_bytes(SAMPLE.read_bytes())
    book = openpyxl.load_workbook(tmp_path / "名册.xlsx")
    sheet = book["花名册-市场监管"]
    sheet["D6"], sheet["X6"], sheet["C7"] = "未知", "=1+2", "张　三"
    sheet.column_dimensions["H"].hidden = sheet.row_dimensions[8].hidden = True
    book["区距"].sheet_state = "hidden"
    book.defined_names["人数"] = DefinedName("人数", attr_text="编制!$D$3")
    book.save(tmp_path / "名册.xlsx")
    assert run("check", "名册.xlsx", "-o", "标注.xlsx").code == 1
    before, after = everything_in(tmp_path / "名册.xlsx"), everything_in(tmp_path / "标注.xlsx")
    assert after.pop("问题清单")
    assert after == before


def test_a_cell_with_an_error_and_a_warning_is_red(run, book, city, tmp_path):
    city["花名册"][2][0], city["花名册"][3][0] = "12345", 12345
    run("check", book(city), "-o", "标注.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "标注.xlsx")["花名册"]
    assert {"E201", "W314"} <= set(sheet["A4"].comment.text.split())
    assert sheet["A4"].fill.fgColor.rgb.endswith("FFC7CE")
