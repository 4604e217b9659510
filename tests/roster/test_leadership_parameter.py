"""Parameter 领导职数方案 names a profile of this installation."""

from __future__ import annotations

import pytest

from zhifa_alloc.schema.errors import WrongUse

PROFILE = "湖北2005示例"


def test_it_is_off_by_default(city):
    assert city.case().parameters.leadership == ""


def test_a_profile_is_chosen_by_name(city):
    city.sheets["参数"].append(["领导职数方案", " 湖北 2005 示例"])
    assert city.case().parameters.leadership == PROFILE


def test_a_name_that_is_none_is_a_finding_with_the_names_there_are(city):
    city.sheets["参数"].append(["领导职数方案", "湖南"])
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell) == ("E119", "B4")
    assert PROFILE in finding.params["expected"]


def test_an_override_that_is_none_is_wrong_use(city):
    with pytest.raises(WrongUse):
        city.check(领导职数方案="湖南")
