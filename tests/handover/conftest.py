"""One small city, not approved and approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handover.marked_city import CARRIED, City, placed_people
from zhifa_alloc.schema.case import Institution
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.parameters import Parameters


@pytest.fixture
def city() -> City:
    return City(
        placed=placed_people(),
        carried=CARRIED,
        institutions=(Institution("道里区", "道里区综合行政执法一大队", ("城市管理",)),),
    )


@pytest.fixture
def draft(city) -> Draft:
    return city.draft()


@pytest.fixture
def approved(city) -> Draft:
    parameters = Parameters(审定文号="哈编发〔2025〕9号", 审定日期=date(2025, 10, 10))
    return replace(city, parameters=parameters).draft()
