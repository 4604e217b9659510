"""Vacant posts: a type that has too many people fills no post of another type."""

from __future__ import annotations

from dataclasses import replace

from drafts.conftest import CITY_POLICE, CIVIL, WORKER, make_case
from zhifa_alloc.drafts.vacancies import vacant_posts
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.terms import CITY


def test_a_surplus_of_one_type_is_not_set_off_against_vacancies_of_another():
    """The city keeps two posts of workers whom nobody holds, and civil servants above their quota stay as well."""
    case = make_case()
    rows = [replace(row, reserve=0) for row in case.quotas if row.domain == CITY_POLICE]
    civil = next(row for row in rows if row.quota_type == CIVIL)
    people = [p for p in case.people if (p.domain, p.quota_type) == (CITY_POLICE, CIVIL)]
    short = replace(civil, approved=len([p for p in people if p.standing.on_quota]) - 3)
    workers = replace(civil, quota_type=WORKER, approved=2, reserve=2)
    draft = plan(replace(case, quotas=(short, workers), people=tuple(people)))
    kept = [one for one in draft.assignments if one.to == CITY]
    assert kept
    assert vacant_posts(draft)[CITY] == 2
