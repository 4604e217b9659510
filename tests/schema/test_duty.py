"""For every duty, district and day there is exactly one owner, and it changes on one day only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from zhifa_alloc.schema.carried import names_district
from zhifa_alloc.schema.case import CarriedSheet, Case, District, Institution, UnitQuota
from zhifa_alloc.schema.duty import duties_of
from zhifa_alloc.schema.parameters import Parameters

HEADERS = ("序号", "领域", "职责事项名称", "原实施主体", "承接主体")
DONE = date(2025, 10, 20)


def _case(*rows, headers=HEADERS):
    return Case(
        inputs=(),
        people=(),
        quotas=(
            UnitQuota("路政支队", "交通", "参公", 9, deadline=date(2025, 10, 25), department="交通局"),
            UnitQuota("港航处", "交通", "参公", 4, deadline=date(2025, 11, 1), department="交通局"),
            UnitQuota("农业支队", "农业", "参公", 5),
        ),
        districts=(
            District("东区", receives=True),
            District("西区", receives=True, excluded_domains=("交通",)),
            District("大东区", receives=True),
            District("远区", receives=False),
        ),
        weights=(),
        parameters=Parameters(),
        base_date=date(2025, 9, 1),
        institutions=(Institution("东区", "综合一大队", ("交通", "农业")),),
        carried={"职责": CarriedSheet(headers, rows)},
    )


@pytest.mark.parametrize(
    ("row", "before", "after"),
    [
        (("1", "交通", "非法营运", "", "各区"), "交通局", {"东区": "东区综合一大队", "大东区": "大东区交通", "西区": "交通局", "远区": "交通局"}),
        (("1", "农业", "农资", "", ""), "农业支队", {"东区": "东区综合一大队", "西区": "西区农业", "远区": "农业支队"}),
        (("1", "交通", "水上", "港航处", "大东区大队"), "港航处", {"大东区": "大东区交通", "东区": "港航处"}),
        (("1", "交通", "大件运输", "路政支队", "市交通局"), "路政支队", {"东区": "市交通局", "远区": "市交通局"}),
    ],
)  # fmt: skip
def test_the_city_keeps_a_duty_until_the_three_signatures_and_the_team_has_it_from_that_day(
    row, before, after
):
    (duty,) = duties_of(_case(row))
    for district, owner in after.items():
        days = [DONE + timedelta(days=offset) for offset in range(-30, 31)]
        owners = [duty.owner_on(district, day, DONE) for day in days]
        assert owners == [before] * 30 + [owner] * 31
        assert {duty.owner_on(district, day, None) for day in days} == {before}


def test_the_deadline_of_a_duty_is_the_earliest_of_its_domain():
    (duty,) = duties_of(_case(("1", "交通", "非法营运", "", "")))
    assert duty.due == date(2025, 10, 25)


def test_a_district_that_does_not_receive_the_domain_is_named_as_a_stranger():
    (duty,) = duties_of(_case(("1", "交通", "非法营运", "", "西区、东区")))
    assert (duty.strangers, [district for district, _ in duty.teams]) == (("西区",), ["东区"])


def test_rows_without_a_title_are_no_duties_and_neither_is_a_missing_sheet():
    case = _case(("", "", "", "", ""), ("2", "农业", "农资", "", ""))
    assert [duty.number for duty in duties_of(case)] == [2]
    assert duties_of(replace(case, carried={})) == ()


def test_a_longer_name_does_not_name_the_shorter_one():
    districts = ("东区", "大东区")
    assert not names_district("大东区大队", "东区", districts)
    assert names_district("大东区、东区", "东区", districts)
