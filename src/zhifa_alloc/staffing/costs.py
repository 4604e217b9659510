"""What each goal costs for each person and destination, as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import StageKey

_NONE_MET: Final = 4
_SPREAD: Final = 4096

GoalKey: TypeAlias = StageKey | Literal["tie"]
"""The stages of the contract, and the tie rule that comes after all of them and is not reported."""


def cost_tables(
    case: Case,
    people: Sequence[Person],
    destinations: Sequence[str],
    numbers: NDArray[np.int64],
    before: Mapping[str, str],
) -> Mapping[GoalKey, NDArray[np.int64]]:
    """Build one n × D table a goal: persons who leave, wish steps with 变动代价, km, draw points, the tie rule.

    Args:
        case: for distances and 变动代价.
        people: who takes part.
        destinations: the city last.
        numbers: 同等条件随机次序号; the smaller number weighs more.
        before: staff_id -> destination in the base draft.
    """
    place = {name: d for d, name in enumerate(destinations)}
    shape = (len(people), len(destinations))
    steps = np.zeros(shape, dtype=np.int64)
    stay = np.zeros(shape, dtype=np.int64)
    moves = np.zeros(shape, dtype=np.int64)
    for i, person in enumerate(people):
        if any(person.wishes):
            steps[i] = _NONE_MET
            for step, wish in reversed(tuple(enumerate(person.wishes))):
                if wish in place:
                    steps[i, place[wish]] = step
        _charge_leaving(stay[i], person.stationed, place)
        _charge_leaving(moves[i], before.get(person.staff_id, ""), place)
    weight = len(people) + 1 - numbers
    return {
        "stay": stay,
        "wishes": steps + case.parameters.move_cost * moves,
        "distance": _distances(case, people, destinations),
        "draw": weight[:, None] * steps,
        "tie": _scatter(numbers, len(destinations)) + _SPREAD * moves,
    }


def _scatter(numbers: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Scatter small whole numbers over people and destinations, from the draw numbers alone.

    Where all goals leave a choice, the least sum decides. With such costs a second least sum is rare
    (isolation lemma), so that the placement does not hang on the version of the solver.
    """
    cells = numbers[:, None].astype(np.uint64) * np.uint64(64) + np.arange(width, dtype=np.uint64)[None, :]
    cells ^= cells >> np.uint64(7)
    cells *= np.uint64(0x9E3779B97F4A7C15)
    cells ^= cells >> np.uint64(31)
    cells *= np.uint64(0xBF58476D1CE4E5B9)
    return ((cells >> np.uint64(40)) % np.uint64(_SPREAD)).astype(np.int64)


def _charge_leaving(costs: NDArray[np.int64], origin: str, place: Mapping[str, int]) -> None:
    """Charge one for every destination but the origin; nothing where there is no origin."""
    if origin:
        costs[:] = 1
        if origin in place:
            costs[place[origin]] = 0


def _distances(case: Case, people: Sequence[Person], destinations: Sequence[str]) -> NDArray[np.int64]:
    """Distances in km by home, one row a home district; people without a home have no distance."""
    city = len(destinations) - 1
    homes = sorted({person.home for person in people})
    table = np.zeros((len(homes), len(destinations)), dtype=np.int64)
    for h, home in enumerate(homes):
        if not home:
            continue
        for d, name in enumerate(destinations):
            default = 0 if d == city or name == home else 1
            table[h, d] = case.distances.get((home, name), default)
    index = {home: h for h, home in enumerate(homes)}
    return table[np.array([index[person.home] for person in people], dtype=np.int64)]
