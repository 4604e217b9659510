"""One fault gives one finding, and some words are never repeated."""

from __future__ import annotations

import pytest

from zhifa_alloc.text import LANGUAGES, phrasebook
from zhifa_alloc.text.sentences import finding_record

ROSTER, PARAMETER = "花名册", "参数"


def test_a_bad_meaning_of_a_status_is_reported_where_it_stands_alone(city):
    row = city.add_row(PARAMETER, 参数="状态:驻村", 值="瞎写")
    city.put(ROSTER, "人员状态", 1, "驻村")
    city.put(ROSTER, "人员状态", 2, "驻村")
    assert city.codes() == [("E119", f"{PARAMETER}!B{row + 1}")]


@pytest.mark.parametrize("key", ["人员编号", "身份证号"])
def test_a_person_listed_twice_has_one_finding(city, key):
    rows = city.sheets[ROSTER]
    rows.append(list(rows[1]))
    if key == "身份证号":
        city.put(ROSTER, "人员编号", 5, "B0001")
    else:
        city.put(ROSTER, "人员编号", 5, "a0001")
        city.put(ROSTER, "身份证号", 5, "")
    assert [code for code, _ in city.codes()] == ["E201" if key == "人员编号" else "E202"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("word", ["接受审查", "配合调查", "被立案", "留置", "审查调查中"])
def test_a_status_that_tells_of_an_inquiry_is_not_repeated(city, lang, word):
    city.put(ROSTER, "人员状态", 1, word)
    (finding,) = city.check().findings
    record = finding_record(finding, phrasebook(lang))
    assert (record["code"], record["value"]) == ("E115", "（略）")
    assert not any(part in text for text in record.values() for part in ("审查", "调查", "立案", "留置"))
    assert "（略）" in record["message"]
    assert "（略）" in record["fix"]


def test_a_parameter_that_tells_of_an_inquiry_is_not_repeated(city):
    city.add_row(PARAMETER, 参数="状态:留置", 值="瞎写")
    (finding,) = city.check().findings
    assert "留置" not in str(finding_record(finding, phrasebook("zh")))


@pytest.mark.parametrize(("written", "codes"), [("长期", []), ("长期有效", []), ("", ["W309"])])
def test_a_certificate_without_end_may_say_so_or_stay_empty(city, written, codes):
    city.put(ROSTER, "执法证有效期", 1, written)
    assert [code for code, _ in city.codes()] == codes
    assert city.case().people[0].certified


def test_a_person_listed_twice_is_not_also_counted_above_the_quota(city):
    city.put("编制", "核定编制数", 3, 1)
    city.put("编制", "市级留用数", 3, 0)
    city.sheets[ROSTER].append(list(city.sheets[ROSTER][4]))
    assert city.codes() == [("E201", f"{ROSTER}!A6")]


def test_figures_of_a_misspelt_domain_are_not_missed_a_second_time(city):
    city.sheets["业务量"] = [["执法领域", "指标", "道里区", "南岗区"], ["城管", "案件量", 30, 40]]
    city.sheets["权重"] = [["执法领域", "常住人口", "案件量"], ["城市管理", 0.6, 0.4], ["农业", 1, 0]]
    assert city.codes() == [("E217", "业务量!A2")]


def test_an_empty_sheet_of_districts_is_the_only_fault(city):
    city.sheets["业务量"] = [["执法领域", "指标", "道里区", "南岗区"], ["城市管理", "案件量", 30, 40]]
    del city.sheets["区情"][1:]
    assert city.codes() == [("E234", "区情!")]
