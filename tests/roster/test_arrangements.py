"""人员关系, 锁定编制, 机构设置, 机构驻区, 现有队伍, and the sheets that are carried along."""

from __future__ import annotations

import datetime as dt

from roster.small_city import BRIGADE, id_number
from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import ForceRow, Institution

RELATION, LOCK, TEAM, STATION = "人员关系", "锁定编制", "机构设置", "机构驻区"


def test_relations_are_kept_by_key_however_people_are_named(city):
    city.sheets[RELATION] = [
        ["甲", "乙", "关系", "要求"],
        ["A0001", id_number(serial=459), "夫妻", "同区"],
        ["A0002", "A0003", "亲属", "不同队"],
    ]
    pairs = [(row.first, row.second, row.demand) for row in city.case().relations]
    assert pairs == [("A0001", "A0004", "同区"), ("A0002", "A0003", "不同队")]


def test_faults_of_relations(city):
    city.sheets[RELATION] = [
        ["甲", "乙", "关系", "要求"],
        ["A0001", "张三", "夫妻", "同区"],
        ["A0002", "A0002", "夫妻", "同区"],
        ["A0002", "A0003", "夫妻", "同一区"],
        ["A0002", "", "夫妻", "同区"],
    ]
    assert city.codes() == [
        ("E225", "人员关系!B2"),
        ("E226", "人员关系!A3"),
        ("E112", "人员关系!D4"),
        ("E101", "人员关系!B5"),
    ]


def test_a_partner_who_takes_no_part_is_warned_of_and_kept(city):
    city.put("花名册", "人员状态", 2, "停职")
    city.sheets[RELATION] = [["甲", "乙", "关系", "要求"], ["A0001", "A0002", "夫妻", "同区"]]
    assert city.codes() == [("W312", "人员关系!B2")]
    assert len(city.case().relations) == 1


def test_a_relation_without_a_demand_is_known_and_asks_for_nothing(city):
    city.sheets[RELATION] = [["甲", "乙", "关系", "要求"], ["A0001", "A0002", "父子", ""]]
    assert city.codes() == [("W326", "人员关系!D2")]
    (relation,) = city.case().relations
    assert relation.demand == ""
    assert demands_of(city.case()).pairs == ()


def test_a_person_whose_row_is_faulty_is_still_known(city):
    place = city.put("花名册", "姓名", 2, "")
    city.sheets[RELATION] = [["甲", "乙", "关系", "要求"], ["A0001", "A0002", "夫妻", "同区"]]
    assert city.codes() == [("E101", place)]


def test_a_lock_on_a_row_that_cannot_be_read_is_not_told_again(city):
    place = city.put("编制", "核定编制数", 2, "若干")
    row = next(row for row in city.sheets["编制"] if "若干" in row)
    quota_type = next(word for word in row if "编制" in str(word))
    domain = next(word for word in row if word in ("城市管理", "农业"))
    city.sheets[LOCK] = [["执法领域", "编制类型", "区", "编制数"], [domain, quota_type, "道里区", 7]]
    assert city.codes() == [("E109", place)]


def test_locks(city):
    city.sheets[LOCK] = [
        ["执法领域", "编制类型", "区", "编制数"],
        ["城市管理", "参公事业编制", "道里区", 7],
        ["城市管理", "参公事业编制", "道里区", 8],
        ["农业", "行政编制", "道里区", 1],
        ["农业", "参公事业编制", "呼兰区", 1],
        ["农林", "参公事业编制", "道里区", 1],
        ["农业", "参公事业编制", "道里", 1],
        ["农业", "参公事业编制", "道里区", -1],
    ]
    assert city.codes() == [
        ("E228", "锁定编制!D3"),
        ("E227", "锁定编制!D4"),
        ("E227", "锁定编制!D5"),
        ("E217", "锁定编制!A6"),
        ("E106", "锁定编制!C7"),
        ("E110", "锁定编制!D8"),
    ]
    del city.sheets[LOCK][2:]
    assert city.case().locks[0].quota == 7


def test_comprehensive_teams(city):
    city.sheets[TEAM] = [
        ["区", "机构名称", "执法领域"],
        ["道里区", "综合一大队", "城市管理、农业"],
        ["南岗区", "综合一大队", "城市管理"],
    ]
    assert city.case().institutions[0] == Institution("道里区", "综合一大队", ("城市管理", "农业"))
    city.sheets[TEAM] += [["道里区", "综合二大队", "农业"], ["道里", "三大队", "农林"]]
    assert city.codes() == [("E229", "机构设置!C4"), ("E106", "机构设置!A5"), ("E217", "机构设置!C5")]


def test_stations(city):
    city.sheets[STATION] = [
        ["所在单位", "所在机构", "驻区"],
        [BRIGADE, "一大队", "道里区"],
        [BRIGADE, "一大队", "南岗区"],
        ["城管", "二大队", "南岗区"],
        [BRIGADE, "三大队", "南港区"],
    ]
    assert city.codes() == [
        ("E230", "机构驻区!C3"),
        ("E204", "机构驻区!A4"),
        ("E106", "机构驻区!C5"),
    ]


def test_forces_before_the_reform(city):
    city.sheets["现有队伍"] = [
        ["层级", "区", "领域", "队伍名称", "编制", "实有", "持证"],
        ["市级", "", "城市管理", "市城管支队", 30, 28, 25],
        ["区级", "道里区", "城市管理", "道里大队", 12, "", ""],
    ]
    assert city.case().forces == (
        ForceRow("市级", "", "城市管理", "市城管支队", 30, 28, 25),
        ForceRow("区级", "道里区", "城市管理", "道里大队", 12, None, None),
    )


def test_carried_sheets_keep_their_texts(city):
    city.sheets["资产"] = [
        ["执法装备移交清单"],
        ["资产编号", "资产名称", "原值", "购置日期"],
        ["00017", "执法记录仪", 1234.5, dt.date(2020, 5, 1)],
        ["", "", "", ""],
        ["00018", "车辆", 200000, ""],
        ["合计", "", 201234.5, ""],
        ["注：车辆另附行驶证", "", "", ""],
    ]
    sheet = city.case().carried["资产"]
    assert sheet.headers == ("资产编号", "资产名称", "原值", "购置日期")
    assert sheet.rows == (
        ("00017", "执法记录仪", "1234.5", "2020-05-01"),
        ("00018", "车辆", "200000", ""),
    )


def test_a_merged_cell_of_a_carried_sheet_speaks_for_its_rows(city):
    city.sheets["职责"] = [["领域", "事项"], ["示例", "例"], ["农业", "种子"], ["", "农药"]]
    city.merged["职责"] = ["A3:A4"]
    assert city.case().carried["职责"].rows == (("农业", "种子"), ("农业", "农药"))
