"""Several workbooks: the office's own and the departments'."""

from __future__ import annotations

import pytest

from roster.small_city import BRIGADE, FARMERS, City, id_number, person
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.errors import UnusableFile, WrongUse


def test_rosters_of_all_books_are_joined(city, department):
    case = city.case(department)
    assert [person.name for person in case.people] == ["张伟", "李娜", "王强", "赵敏", "孙丽", "周杰"]
    assert [file.name for file in case.inputs] == ["city.xlsx", "农业局.xlsx"]
    assert city.codes(department) == []


def test_the_order_of_the_books_changes_nothing_but_the_list_of_inputs(city, department):
    first, second = city.case(department), department.case(city)
    assert (first.people, first.quotas, first.weights) == (second.people, second.quotas, second.weights)


def test_the_same_person_in_two_books_is_one_finding_that_names_both(city, department):
    department.put("花名册", "身份证号", 1, id_number(serial=453))
    department.put("花名册", "人员编号", 1, "A0001")
    (finding,) = city.check(department).findings
    assert (finding.code, finding.where.book, finding.where.cell) == ("E203", "农业局.xlsx", "A2")
    assert (finding.params["book"], finding.params["cell"]) == ("city.xlsx", "花名册!A2")


def test_the_same_id_number_under_two_keys_in_two_books(city, department):
    department.put("花名册", "身份证号", 1, id_number(serial=453))
    (finding,) = city.check(department).findings
    assert finding.code == "E203"
    assert "19850312" not in finding.value


@pytest.mark.parametrize("sheet", ["编制", "参数"])
def test_a_second_source_is_warned_of_and_not_used(city, department, sheet):
    department.sheets[sheet] = [["随便写的", "内容"], [1, 2]]
    assert city.codes(department) == [("W311", f"{sheet}!")]


def test_of_several_full_books_the_one_with_most_posts_leads_whatever_the_order(city, department):
    """Prefilled files of departments hold 区情 and their own rows of 编制; in a folder they may come first."""
    department.sheets["区情"] = [list(row) for row in city.sheets["区情"]]
    department.sheets["编制"] = [city.sheets["编制"][0], city.sheets["编制"][3]]
    assert department.codes(city) == city.codes(department) == []
    assert department.case(city).quotas == city.case(department).quotas


def test_a_second_source_of_districts(city, department):
    department.sheets["区情"] = [["区", "是否承接"], ["道里区", "否"]]
    assert city.codes(department) == [("W311", "区情!")]
    assert department.codes(city) == [("W311", "区情!")]


def test_a_departments_figures_count_for_its_own_domain(city, department):
    department.sheets["业务量"] = [
        ["执法领域", "指标", "道里区", "南岗区"],
        ["农业", "耕地", 5, 6],
        ["城市管理", "案件量", 7, 8],
    ]
    department.sheets["权重"] = [["执法领域", "耕地"], ["农业", 1], ["默认", 1]]
    assert city.codes(department) == [("W317", "业务量!A3"), ("W317", "权重!A3")]
    case = city.case(department)
    assert [row.indicator for row in case.workloads] == ["耕地"]
    assert [row.weights for row in case.weights if row.domain == "农业"] == [(("耕地", 1),)]


def test_relations_may_reach_across_books(city, department):
    department.sheets["人员关系"] = [["甲", "乙", "关系", "要求"], ["A0001", "A0071", "夫妻", "同区"]]
    assert len(city.case(department).relations) == 1


def test_the_books_that_came_first_leave_the_other_domains_open(city, department):
    del city.sheets["花名册"]
    assert city.codes(department) == [("N404", "编制!")]
    assert city.case(department).domains_without_people == ("城市管理",)


def test_carried_sheets_are_joined_by_header(city, department):
    city.sheets["职责"] = [["领域", "事项"], ["城市管理", "占道经营"]]
    department.sheets["职责"] = [["事项", "依据", "领域"], ["种子", "种子法", "农业"]]
    sheet = city.case(department).carried["职责"]
    assert sheet.headers == ("领域", "事项", "依据")
    assert sheet.rows == (("城市管理", "占道经营", ""), ("农业", "种子", "种子法"))


def test_no_book_has_the_districts(department):
    with pytest.raises(UnusableFile) as stop:
        department.check()
    assert (stop.value.code, stop.value.params["sheet"]) == ("sheet_missing", "区情")


def test_no_book_at_all():
    with pytest.raises(WrongUse) as stop:
        build_case([])
    assert stop.value.code == "no_books"


def test_people_without_keys_are_numbered_across_books(city, tmp_path):
    other = City(tmp_path, "另一局.xlsx", {"花名册": [list(city.sheets["花名册"][0])]})
    other.sheets["花名册"].append(person(80, "孙丽", unit=FARMERS, serial=1, 人员编号=""))
    city.sheets["花名册"].append(person(81, "周杰", unit=BRIGADE, serial=999, 人员编号=""))
    numbered = {person.name: person.staff_id for person in city.case(other).people if person.numbered}
    assert numbered == {"孙丽": "P0001", "周杰": "P0002"}


def test_a_file_named_twice_is_read_once(city):
    book = city.book()
    case = build_case([book, book]).case
    assert case is not None
    assert len(case.people) == 4
    assert len(case.inputs) == 1


def test_a_book_of_figures_alone_may_speak_for_any_domain(city, tmp_path):
    figures = City(tmp_path, "业务量.xlsx")
    figures.sheets["业务量"] = [["执法领域", "指标", "道里区", "南岗区"], ["农业", "耕地", 5, 6]]
    assert city.codes(figures) == []
    assert len(city.case(figures).workloads) == 1
