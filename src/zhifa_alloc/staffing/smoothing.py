"""Prices of all demands of a large placement, found at once by smoothing the dual.

Charge everybody, for every place, the goals' cost less the worth of the demands met there; the least charges,
summed, plus the worth of all demands, is the Lagrangian dual, concave and with kinks. Softening every least
charge by a temperature takes the kinks away (Nesterov 2005); a quasi-Newton method (L-BFGS-B) climbs it, and
the temperature falls step by step. Nothing is proved here and nothing has to be exact: the charges only say
which places are worth looking at, so that the relaxations that follow begin with the right columns.
Pairs kept apart are left out; 同区 groups are in.

Places come first and people last in the large tables, in single precision: least charges and sums then run along memory,
which is 12 times quicker than the other way round in double precision at 100,000 people × 17 places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.matrix import FREE, Floats, Ints
from zhifa_alloc.staffing.problem import Problem, lined_up

Singles: TypeAlias = NDArray[np.float32]
_ROUNDS: Final = 80
"""Steps of the climb at one temperature."""
_MEMORY: Final = 10
"""Steps that the quasi-Newton method remembers."""
_COOLING: Final = 5.0
"""By how much the temperature falls from round to round."""
_COLDEST: Final = 1.0
"""No temperature is below; the last goal's usual step weighs 1."""
_SHUT: Final = 1e9
"""Charge of a closed place."""


def smoothed_charges(problem: Problem, weights: Mapping[StageKey, float]) -> Floats:
    """Charge every person for every place, n × D; people of a 同区 group are charged alike.

    Args:
        problem: the placement.
        weights: what one step of each goal weighs, see ``opening.goal_weights``.
    """
    dual = _Dual(problem, weights)
    bounds = dual.bounds()
    prices = np.zeros(len(bounds))
    temperature = dual.dearest() / 10.0
    while temperature > _COLDEST / _COOLING:
        found = minimize(
            dual.climb,
            prices,
            args=(max(temperature, _COLDEST),),
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": _ROUNDS, "maxcor": _MEMORY, "ftol": 1e-7},
        )
        prices = found.x
        temperature /= _COOLING
    return dual.charges(prices)


@dataclass(frozen=True, slots=True, eq=False)
class _Kinds:
    """People alike in row, categories and floors: their prices are the same everywhere.

    Attributes:
        order: people, sorted by kind.
        sizes: how many people each kind has.
        starts: where each kind starts.
        features: kinds × features, which demands the kind counts in: rows, then (domain, category), then floors.
    """

    order: Ints
    sizes: Ints
    starts: Ints
    features: csr_array


class _Dual:
    """The smoothed dual, as a function of the prices to be made small."""

    def __init__(self, problem: Problem, weights: Mapping[StageKey, float]) -> None:
        self.problem = problem
        self.kinds = _sort(problem)
        self.limit = weights["balance"]
        cost = sum(weight * problem.costs[goal] for goal, weight in weights.items() if goal != "balance")
        shut = np.where(problem.allowed, cost, _SHUT)[self.kinds.order]
        self.cost: Singles = np.ascontiguousarray(shut.T, dtype=np.float32)
        self.shape = (self.kinds.features.shape[1], len(problem.destinations))
        self.demanded, self.width, self.priced = self._demands()
        self.back = csr_array(self.kinds.features.T)
        self.groups = self._groups()

    def _demands(self) -> tuple[Floats, Floats, Ints]:
        """Features × D: what is demanded at least, how far a corridor is open; the entries that have a price."""
        problem = self.problem
        rows, city = len(problem.rows), problem.city
        demanded, width = np.zeros(self.shape), np.zeros(self.shape)
        priced = np.zeros(self.shape, dtype=np.bool_)
        demanded[:rows], priced[:rows] = problem.capacity, True
        bands = slice(rows, rows + len(problem.domains) * problem.member.shape[1])
        low, high = (
            table.transpose(0, 2, 1).reshape(-1, city).astype(np.float64)
            for table in (problem.low, problem.high)
        )
        demanded[bands, :city], width[bands, :city], priced[bands, :city] = low, high - low, True
        for f, floor in enumerate(problem.floors):
            demanded[bands.stop + f, floor.destination] = floor.at_least
            priced[bands.stop + f, floor.destination] = True
        return demanded, width, np.flatnonzero(priced)

    def _groups(self) -> tuple[Ints, Ints] | None:
        """Positions of the members of 同区 groups, and where each group starts among them."""
        position = np.empty(len(self.kinds.order), dtype=np.int64)
        position[self.kinds.order] = np.arange(len(position))
        groups = [unit for unit in self.problem.units if len(unit) > 1]
        if not groups:
            return None
        members, starts = lined_up(groups)
        return position[members], starts

    def bounds(self) -> list[tuple[float, float]]:
        """Lowest and highest price: a member outside is worth no more than what 均衡 charges; floors only help."""
        rows, bands = len(self.problem.rows), len(self.problem.domains) * self.problem.member.shape[1]
        limits = [(-FREE, FREE)] * rows + [(-self.limit, self.limit)] * bands
        limits += [(0.0, FREE)] * (self.shape[0] - rows - bands)
        return [limits[entry // self.shape[1]] for entry in self.priced]

    def dearest(self) -> float:
        """Cost of the dearest open place of anybody."""
        return float(self.cost[self.cost < _SHUT / 2.0].max(initial=_COLDEST))

    def climb(self, prices: Floats, temperature: float) -> tuple[float, Floats]:
        """Value of the smoothed dual and its slope, both negated, for it is to be made large."""
        table = self._spread(prices)
        charged = self._charged(table)
        least = charged.min(axis=0)
        np.subtract(least, charged, out=charged)
        charged /= np.float32(temperature)
        chances = np.exp(charged, out=charged)
        total = chances.sum(axis=0)
        chances /= total
        value = float(least.sum(dtype=np.float64))
        value -= temperature * float(np.log(total).sum(dtype=np.float64))
        value += float((table * self.demanded).sum())
        value -= temperature * float((self.width * np.logaddexp(0.0, -table / temperature)).sum())
        met = self.back @ np.add.reduceat(chances, self.kinds.starts, axis=1).T.astype(np.float64)
        unused = self.width / (1.0 + np.exp(np.clip(table / temperature, -50.0, 50.0)))
        slope = (self.demanded + unused - met).ravel()[self.priced]
        return -value, -slope

    def charges(self, prices: Floats) -> Floats:
        """Charges in the order of the problem's people."""
        charged = np.empty(self.cost.T.shape)
        charged[self.kinds.order] = self._charged(self._spread(prices)).T
        return charged

    def _spread(self, prices: Floats) -> Floats:
        table = np.zeros(self.shape)
        table.ravel()[self.priced] = prices
        return table

    def _charged(self, table: Floats) -> Singles:
        """Charge everybody, D × n; the members of a group share what the group is charged."""
        worth = (self.kinds.features @ table).T.astype(np.float32)
        charged: Singles = self.cost - np.repeat(worth, self.kinds.sizes, axis=1)
        if self.groups is not None:
            members, starts = self.groups
            sizes = np.diff(np.append(starts, len(members)))
            shared = np.add.reduceat(charged[:, members], starts, axis=1) / sizes.astype(np.float32)
            charged[:, members] = np.repeat(shared, sizes, axis=1)
        return charged


def _sort(problem: Problem) -> _Kinds:
    """Sort people by row, categories and floors."""
    bound_by = _floors_of(problem)
    signs = sorted(set(bound_by))
    sign = {floors: s for s, floors in enumerate(signs)}
    marks = np.column_stack(
        [problem.row_of, problem.member.astype(np.int64), [sign[floors] for floors in bound_by]]
    )
    kinds, kind = np.unique(marks, axis=0, return_inverse=True)
    order = np.argsort(kind, kind="stable")
    starts = np.flatnonzero(np.diff(kind[order], prepend=-1))
    firsts = order[starts]
    sizes = np.diff(np.append(starts, len(order)))
    return _Kinds(order, sizes, starts, _features(problem, kinds, firsts, signs))


def _floors_of(problem: Problem) -> list[tuple[int, ...]]:
    """Tell for each person the floors it counts in."""
    found: list[tuple[int, ...]] = [()] * len(problem.people)
    for f, floor in enumerate(problem.floors):
        for i in floor.members:
            found[i] += (f,)
    return found


def _features(problem: Problem, kinds: Ints, firsts: Ints, signs: Sequence[tuple[int, ...]]) -> csr_array:
    rows, categories = len(problem.rows), problem.member.shape[1]
    bands = rows + categories * len(problem.domains)
    entries = []
    for k, (mark, first) in enumerate(zip(kinds.tolist(), firsts.tolist(), strict=True)):
        entries.append((k, mark[0]))
        base = rows + categories * int(problem.domain_of[first])
        entries.extend((k, base + c) for c, held in enumerate(mark[1:-1]) if held)
        entries.extend((k, bands + f) for f in signs[mark[-1]])
    where = np.array(entries, dtype=np.int64)
    shape = (len(kinds), bands + len(problem.floors))
    return csr_array((np.ones(len(where)), (where[:, 0], where[:, 1])), shape=shape)
