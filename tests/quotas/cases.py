"""Small cases built by hand, for the quota tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from zhifa_alloc.schema.case import Case, District, Institution, QuotaLock, UnitQuota, WeightRow
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.status import standing_of
from zhifa_alloc.schema.terms import MODE_SECONDED

HARBIN = {"道里": 923762, "南岗": 1343857, "道外": 906421, "香坊": 916408, "平房": 190253, "松北": 236848}
KIND = "参公事业编制"
WORKER = "工勤编制"


def district(name: str, receives: bool = True, code: str = "", **more) -> District:
    factors = {key: Fraction(value) for key, value in more.pop("factors", {}).items()}
    return District(name, receives, code, factors=factors, **more)


def population(figures: Mapping[str, int], **more: Mapping[str, object]) -> tuple[District, ...]:
    """Districts with one factor; keyword arguments name a district and give it caps, floors, a code."""
    return tuple(
        district(name, factors={"常住人口": value}, **more.get(name, {})) for name, value in figures.items()
    )


def weight_rows(domains: Sequence[str], weights: Mapping[str, object]) -> tuple[WeightRow, ...]:
    whole = sum(Fraction(value) for value in weights.values())
    row = tuple((factor, Fraction(value) / whole) for factor, value in weights.items())
    return tuple(WeightRow(domain, row) for domain in domains)


def make_case(
    posts: Mapping[tuple[str, str], int | tuple[int, int]],
    districts: Sequence[District],
    weights: Mapping[str, object] | Sequence[WeightRow] | None = None,
    *,
    locks: Sequence[tuple[str, str, str, int]] = (),
    institutions: Sequence[tuple[str, str, tuple[str, ...]]] = (),
    people: Sequence[Person] = (),
    parameters: Mapping[str, object] | None = None,
    **more: object,
) -> Case:
    """Build a case.

    ``posts``: (领域, 类型) -> 核定, or (核定, 留用). ``weights``: factor -> weight for every domain; None
    means no factors. Team floors are off unless ``parameters`` sets them.
    """
    quotas = tuple(
        UnitQuota(f"{domain}支队", domain, kind, *(count if isinstance(count, tuple) else (count, 0)))
        for (domain, kind), count in posts.items()
    )
    domains = tuple(dict.fromkeys(domain for domain, _ in posts))
    if weights is None:
        weights = tuple(WeightRow(domain, (), assumed=True) for domain in domains)
    elif isinstance(weights, Mapping):
        weights = weight_rows(domains, weights)
    return Case(
        inputs=(),
        people=tuple(people),
        quotas=quotas,
        districts=tuple(districts),
        weights=tuple(weights),
        parameters=Parameters.model_validate(
            {"每队最少编制": 0, "每队最少持证人数": 0, **(parameters or {})}
        ),
        base_date=None,
        locks=tuple(QuotaLock(*lock) for lock in locks),
        institutions=tuple(Institution(*row) for row in institutions),
        **more,
    )


def crew(
    count: int,
    domain: str = "城管",
    kind: str = KIND,
    *,
    status: str = "在岗",
    mode: str = MODE_SECONDED,
    pin: str = "",
    start: int = 0,
) -> list[Person]:
    """Make people of one row, all alike."""
    standing = standing_of(status, kind, mode, {})
    return [
        Person(
            f"{domain}-{kind}-{status}-{pin}-{start + number:04}",
            f"某{number}",
            f"{domain}支队",
            kind,
            domain,
            mode,
            status,
            standing,
            certified=standing.present,
            pin=pin,
        )
        for number in range(count)
    ]
