"""Prices for the certificate, taken from relaxations in which everything is open again.

Every goal is relaxed in each part by itself, together with the goals before it at their prices: one price for
all parts, for an equally good draft might be better in one part and worse in another. A goal that the prices
prove to the last fraction has a price so high that nothing is gained by giving it up; after that it is the
rate at which the relaxations themselves would exchange the one for the other, see ``exchange``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.schema.placement import GRAIN, LARGEST_PRICE, Certificate, GoalPrices, StageKey
from zhifa_alloc.staffing.balance import corridors
from zhifa_alloc.staffing.certificate import Proof, Reckoned, prove
from zhifa_alloc.staffing.exchange import Exchange, Rates, Search
from zhifa_alloc.staffing.matrix import Floats
from zhifa_alloc.staffing.opening import goal_weights, sum_of_goals
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Relaxed
from zhifa_alloc.staffing.sharing import Shares
from zhifa_alloc.staffing.stages import SEARCHED_CITY, Solved

_MOST: Final = LARGEST_PRICE / GRAIN
"""No price is above, in steps: a row's could only come of a relaxation gone wrong, a goal's needs to be no higher."""

_GRAIN: Final = 1e-6
"""How far floating point may be off, in parts of a goal's value."""
_TURNS: Final = 5
"""Other rates that are tried, one after the other, where the first leave much unproved."""
_FEW: Final = 1
"""Unproved goals before, up to which a goal is priced from where rounding ended: with more, its rates are too unlike
those of the sum of all goals, and where the goal before ended is nearer."""
_SEARCHED: Final = (0.04, 0.2)
"""How much of a goal is unproved, in parts of it, where other rates are tried. Of 80 cities of 3,300 people six had more
than the lower left, all of them in their last goal, none more than 13 %. Beyond the upper the placement was not made
for these goals, as after 积分选岗, and no rate proves much."""
_SEARCHED_IN_SMALL: Final = (0.002, 1.0)
"""The same where relaxing all parts takes next to no time."""


def certify(
    problem: Problem, goals: Sequence[StageKey], solved: Solved
) -> tuple[Certificate, tuple[int, ...]]:
    """Price every goal.

    Args:
        problem: the placement, its groups whole.
        goals: in their order.
        solved: the parts as placed; their solvers are opened again.

    Returns:
        The prices, and the bound that they prove for each goal.
    """
    results = solved.results
    for result in results:
        result.open_all()
        result.solver.free_goals()
    pricing = _Pricing(problem, goals, solved)
    before: dict[StageKey, Reckoned] = {}
    found: list[GoalPrices] = []
    bounds: list[int] = []
    for k, goal in enumerate(goals):
        prices, proof = pricing.price(k, before)
        before[goal] = Reckoned(tuple(result.reached[k].value for result in results), proof.parts)
        found.append(prices)
        bounds.append(proof.total)
    names = tuple(tuple(problem.domains[g] for g in domains) for domains in pricing.parts)
    return Certificate(names, tuple(found)), tuple(bounds)


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    """The parts, relaxed once for a goal.

    Attributes:
        rates: of the goals before.
        costs: what was charged, one number for each column of each part.
        relaxed: the parts.
        proves: about what that proves of the goal.
    """

    rates: Rates
    costs: list[Floats]
    relaxed: list[Relaxed]
    proves: float


class _Pricing:
    """The parts, ready to be relaxed goal by goal."""

    def __init__(self, problem: Problem, goals: Sequence[StageKey], solved: Solved) -> None:
        self.problem = problem
        self.goals = goals
        self.results = solved.results
        self.parts = [result.part.domains for result in self.results]
        self.groups = solved.groups
        self.shares = Shares(solved.groups, [result.model.column for result in self.results])
        self.exchange = Exchange(goals, self.results)
        self.weights = goal_weights(problem, goals)
        self.proved: tuple[StageKey, ...] = ()
        self.shared: dict[StageKey, list[Floats]] = {}
        self.searched = _SEARCHED_IN_SMALL if len(problem.people) <= SEARCHED_CITY else _SEARCHED

    def price(self, k: int, before: Mapping[StageKey, Reckoned]) -> tuple[GoalPrices, Proof]:
        """Price one goal; ``before`` tells what was proved of the goals before it."""
        goal, value = self.goals[k], self._value(self.goals[k])
        if value == 0:
            self._count_proved(k)
            return GoalPrices(goal), Proof(0, tuple(0 for _ in self.parts))
        turn = self._best_turn(k)
        if turn.proves >= value * (1.0 - _GRAIN):
            self._count_proved(k)
        self.shared[goal] = self.shares.between(turn.costs, self._costs(goal, turn.rates))
        named = [self._named(p, goal, turn.rates, one.prices) for p, one in enumerate(turn.relaxed)]
        joined = _joined(goal, named)
        return joined, prove(self.problem, self.parts, joined, before)

    def _value(self, goal: StageKey) -> int:
        k = self.goals.index(goal)
        return sum(result.reached[k].value for result in self.results)

    def _count_proved(self, k: int) -> None:
        """Count a goal among those that are proved without rounding, if all before it are."""
        if len(self.proved) == k:
            self.proved = (*self.proved, self.goals[k])

    def _best_turn(self, k: int) -> _Turn:
        """Relax all parts for one goal, at rates of the goals before."""
        goal, unproved = self.goals[k], self.goals[len(self.proved) : k]
        first = self._first_turn(goal, self._rates(goal, unproved), unproved)
        least, most = self.searched
        if not unproved or not self.exchange.asked or not least < self._unproved(goal, first) <= most:
            return first
        return self._searched_turn(goal, unproved, first)

    def _unproved(self, goal: StageKey, turn: _Turn) -> float:
        """How much of a goal is left unproved, in parts of it."""
        return 1.0 - max(0.0, turn.proves) / self._value(goal)

    def _first_turn(self, goal: StageKey, rates: Rates, unproved: Sequence[StageKey]) -> _Turn:
        """Relax all parts, from where rounding ended or from where the goal before ended, whichever is nearer."""
        costs = self._costs(goal, rates)
        if len(unproved) <= _FEW or not self.exchange.asked:
            self._agree_as_rounded(costs)
        return self._turn(rates, costs)

    def _searched_turn(self, goal: StageKey, unproved: Sequence[StageKey], first: _Turn) -> _Turn:
        """Let the pieces of split groups agree, and try other rates, while much is unproved."""
        best = last = max(self._agreed(first), first, key=_proves)
        search = Search(self.goals, self.results, unproved)
        for _ in range(_TURNS):
            if self._unproved(goal, best) <= self.searched[0]:
                break
            rates = {**last.rates, **search.after(last.rates, best.rates, last.relaxed, last.costs)}
            last = self._agreed(self._turn(rates, self._costs(goal, rates)))
            best = max(best, last, key=_proves)
        return best

    def _costs(self, goal: StageKey, rates: Rates) -> list[Floats]:
        """Charge a goal and the goals before, with what each of these brings for split groups."""
        costs = [sum_of_goals(result.model, {**rates, goal: 1.0}) for result in self.results]
        for other, rate in rates.items():
            if other in self.shared:
                self.shares.charge(costs, rate, self.shared[other])
        return costs

    def _turn(self, rates: Rates, costs: list[Floats]) -> _Turn:
        relaxed = self._relaxed(costs)
        worth = sum(rate * self._value(other) for other, rate in rates.items())
        return _Turn(rates, costs, relaxed, sum(one.objective for one in relaxed) - worth)

    def _relaxed(self, costs: Sequence[Floats]) -> list[Relaxed]:
        return [result.relaxed(cost) for result, cost in zip(self.results, costs, strict=True)]

    def _agreed(self, turn: _Turn) -> _Turn:
        """Charge split groups so that their pieces agree, and relax all parts again."""
        if not self.groups:
            return turn
        costs = [cost.copy() for cost in turn.costs]
        self.shares.agree(costs, [one.reduced for one in turn.relaxed])
        return self._turn(turn.rates, costs)

    def _agree_as_rounded(self, costs: Sequence[Floats]) -> None:
        """Charge split groups, in place, so that their pieces agree, as told by relaxations with all of them settled.

        Those are the ones that rounding began with: hardly a step from there. Of five cities 就地 and 志愿 were priced
        in half the time that relaxations with the groups free take, with less left unproved.
        """
        for result in self.results:
            result.solver.limit(result.settled)
            result.solver.restore(result.basis)
        if self.groups:
            self.shares.agree(costs, [one.reduced for one in self._relaxed(costs)])
        for result in self.results:
            result.open_all()

    def _rates(self, goal: StageKey, unproved: Sequence[StageKey]) -> Rates:
        """Price the goals before, at rates common to all parts."""
        firm = self._firm(goal, self.proved)
        if unproved and self.exchange.asked:
            return firm | self.exchange.rates(goal, firm, unproved)
        return firm | self._firm(goal, unproved)

    def _firm(self, goal: StageKey, before: Sequence[StageKey]) -> Rates:
        """Price goals so high that not even a fraction of a person is worse in them.

        A row that holds a goal would do the same, and makes relaxations several times slower.
        """
        return {other: min(_MOST, self.weights[other] / self.weights[goal]) for other in before}

    def _named(self, p: int, goal: StageKey, priced: Rates, floats: Floats) -> GoalPrices:
        """Name the prices of one part, rounded to the grain."""
        problem, result = self.problem, self.results[p]
        y = [int(price) for price in np.rint(np.clip(np.nan_to_num(floats), -_MOST, _MOST) * GRAIN)]
        lead = problem.domains[min(result.part.domains)]
        held_prices = {(lead, other): round(price * GRAIN) for other, price in priced.items()}
        rows = result.model.named_rows
        return GoalPrices(
            goal=goal,
            cells=_named(
                ((*problem.rows[r], problem.destinations[d]), y[rows.cells[r] + d])
                for r in result.part.rows
                for d in range(len(problem.destinations))
            ),
            floors=_named(
                ((floor.team.district, floor.team.name, floor.rule), y[row])
                for floor, row in zip(result.part.floors, rows.floors, strict=True)
            ),
            corridors=_named(
                ((problem.domains[g], problem.destinations[d], CATEGORIES[c]), y[row + d])
                for (g, c), row in zip(corridors(problem, result.part), rows.corridors, strict=True)
                for d in range(len(problem.destinations) - 1)
            ),
            rivals=_named(
                (
                    (problem.people[one].staff_id, problem.people[other].staff_id, problem.destinations[d]),
                    y[row],
                )
                for (one, other, d), row in rows.rivals.items()
            ),
            held={key: price for key, price in held_prices.items() if price},
        )


def _proves(turn: _Turn) -> float:
    return turn.proves


def _named(prices: Iterable[tuple[tuple[str, str, str], int]]) -> dict[tuple[str, str, str], int]:
    return {name: price for name, price in prices if price}


def _joined(goal: StageKey, pieces: Sequence[GoalPrices]) -> GoalPrices:
    """Put the parts' prices together; no demand belongs to two parts."""
    return GoalPrices(
        goal=goal,
        cells={name: price for piece in pieces for name, price in piece.cells.items()},
        floors={name: price for piece in pieces for name, price in piece.floors.items()},
        corridors={name: price for piece in pieces for name, price in piece.corridors.items()},
        rivals={name: price for piece in pieces for name, price in piece.rivals.items()},
        held={name: price for piece in pieces for name, price in piece.held.items()},
    )
