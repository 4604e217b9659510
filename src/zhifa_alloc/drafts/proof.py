"""The bounds of the goals worked out again from the draft's prices, in whole numbers and without a solver.

Whatever the prices are, what comes out is true: every demand is looked up in the case itself, a price of the
wrong sign counts as none, and a price of something that no rule demands is passed over. The placement
has its own arithmetic for the same figures; this one shares none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.drafts.proof_board import Board, Ints
from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.placement import GRAIN, LARGEST_PRICE, GoalPrices, StageKey
from zhifa_alloc.schema.team import teams_of

_FAR: Final = np.int64(2**60)


def proved_bounds(draft: Draft) -> tuple[int, ...] | None:
    """Work out the bound of each goal from the prices; None where the prices fit no case like this."""
    certificate = draft.certificate
    board = Board(draft)
    in_order = [prices.goal for prices in certificate.goals] == [stage.key for stage in draft.stages]
    if not in_order or not board.fits() or any(_oversized(prices) for prices in certificate.goals):
        return None
    ledger = _Ledger(board)
    sums: list[_PartSums] = []
    totals = []
    for prices in certificate.goals:
        total, parts = ledger.bound(prices, sums)
        totals.append(total)
        sums.append(_PartSums(prices.goal, board.values(prices.goal), parts))
    return tuple(totals)


def _oversized(prices: GoalPrices) -> bool:
    tables = (prices.cells, prices.floors, prices.corridors, prices.rivals, prices.held)
    return any(abs(price) > LARGEST_PRICE for table in tables for price in table.values())


@dataclass(frozen=True, slots=True)
class _PartSums:
    """A goal by parts: what the draft came to, and what was proved of each part for itself."""

    goal: StageKey
    values: Ints
    bounds: Ints

    @property
    def closed(self) -> bool:
        """Whether every part is proved: an equally good draft is as good in each."""
        return bool((self.values == self.bounds).all())


class _Ledger:
    """Charges and worth under one goal's prices."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def bound(self, prices: GoalPrices, before: Sequence[_PartSums]) -> tuple[int, Ints]:
        """Bound one goal, in all and part by part (zero where a part cannot be bounded for itself)."""
        leads = [min(names, default="") for names in self.board.draft.certificate.parts]
        held = {
            sums.goal: np.array([prices.held.get((lead, sums.goal), 0) for lead in leads], dtype=np.int64)
            for sums in before
        }
        if "balance" in held:
            held["balance"] = np.maximum(0, held["balance"])
        charges = self._goal_charges(prices, held)
        worth = [0] * self.board.count
        self._sell_cells(prices, charges, worth)
        self._sell_floors(prices, charges, worth)
        self._sell_corridors(prices, held, charges, worth)
        self._sell_rivals(prices, charges, worth)
        return self._add_up(charges, worth, held, before)

    def _add_up(
        self, charges: Ints, worth: list[int], held: dict[StageKey, Ints], before: Sequence[_PartSums]
    ) -> tuple[int, Ints]:
        """Sum up with Python's own integers: forged prices must not run over what 64 bits hold."""
        apart, together = worth.copy(), sum(worth)
        for sums in before:
            prices = held[sums.goal].tolist()
            most = max(0, *prices)
            for p, (price, value, bound) in enumerate(
                zip(prices, sums.values.tolist(), sums.bounds.tolist(), strict=True)
            ):
                apart[p] -= price * value
                together += (most - price) * bound - most * value
        together += sum(self._least(charges, group) for group in self.board.groups)
        for group in self.board.groups:
            for p in sorted({int(self.board.person_part[i]) for i in group}):
                apart[p] += self._least(charges, [i for i in group if self.board.person_part[i] == p])
        singles = self.board.singles
        least = np.where(self.board.open[singles], charges[singles], _FAR).min(axis=1)
        for p, own in zip(self.board.person_part[singles].tolist(), least.tolist(), strict=True):
            together += own
            apart[p] += own
        # No goal is below zero, whatever the prices say.
        parts = [max(0, -(-one // GRAIN)) for one in apart]
        total = max(0, -(-together // GRAIN))
        if all(sums.closed for sums in before):
            return max(total, sum(parts)), np.array(parts, dtype=np.int64)
        return total, np.zeros(len(parts), dtype=np.int64)

    def _least(self, charges: Ints, group: Sequence[int]) -> int:
        members = list(group)
        summed = charges[members].sum(axis=0)
        return int(summed[self.board.open[members].all(axis=0)].min(initial=_FAR))

    def _goal_charges(self, prices: GoalPrices, held: dict[StageKey, Ints]) -> Ints:
        charges = np.zeros((len(self.board.people), len(self.board.places)), dtype=np.int64)
        if prices.goal != "balance":
            charges += GRAIN * self.board.costs[prices.goal]
        for goal, price in held.items():
            if goal != "balance":
                charges += price[self.board.person_part][:, None] * self.board.costs[goal]
        return charges

    def _sell_cells(self, prices: GoalPrices, charges: Ints, worth: list[int]) -> None:
        """Headcounts are met exactly, so their worth may have either sign."""
        table = np.zeros((len(self.board.rows), len(self.board.places)), dtype=np.int64)
        for (domain, quota_type, place), price in prices.cells.items():
            if (domain, quota_type) in self.board.draft.headcounts.rows and place in self.board.column:
                table[self.board.rows[domain, quota_type], self.board.column[place]] = price
                due = self.board.draft.headcounts.values.get((domain, quota_type, place), 0)
                worth[self.board.part_of[domain]] += price * due
        charges -= table[self.board.row_of]

    def _sell_floors(self, prices: GoalPrices, charges: Ints, worth: list[int]) -> None:
        for floor in self.board.demands.floors:
            price = max(0, prices.floors.get((floor.team.district, floor.team.name, floor.rule), 0))
            if price:
                members = [self.board.index[key] for key in floor.members]
                charges[members, self.board.column[floor.team.district]] -= price
                worth[min(self.board.parts_of(floor.team.domains))] += price * floor.at_least

    def _sell_corridors(
        self, prices: GoalPrices, held: dict[StageKey, Ints], charges: Ints, worth: list[int]
    ) -> None:
        """A member more or less is worth no more than what a person outside the corridor costs."""
        limit = np.full(self.board.count, GRAIN) if prices.goal == "balance" else held.get("balance")
        if limit is None:
            return
        category = {key: k for k, key in enumerate(CATEGORIES)}
        table = np.zeros(
            (len(self.board.domains), len(self.board.places) - 1, len(CATEGORIES)), dtype=np.int64
        )
        for (domain, place, key), price in prices.corridors.items():
            if domain in self.board.domains and place in self.board.case.receiving and key in category:
                most = int(limit[self.board.part_of[domain]])
                table[self.board.domains.index(domain), self.board.column[place], category[key]] = max(
                    -most, min(price, most)
                )
        for g in range(len(self.board.domains)):
            inside = self.board.domain_of == g
            charges[inside, :-1] -= self.board.member[inside] @ table[g].T
        demanded = np.where(table > 0, self.board.low, self.board.high)
        for name, one in zip(self.board.domains, (table * demanded).sum(axis=(1, 2)).tolist(), strict=True):
            worth[self.board.part_of[name]] += one

    def _sell_rivals(self, prices: GoalPrices, charges: Ints, worth: list[int]) -> None:
        """Two who must not share a team: at most one of them goes to a place where they would."""
        apart = {
            frozenset((pair.first, pair.second)) for pair in self.board.demands.pairs if not pair.together
        }
        team_at = {
            (team.district, domain): team for team in teams_of(self.board.case) for domain in team.domains
        }
        for (first, second, place), price in prices.rivals.items():
            if price >= 0 or frozenset((first, second)) not in apart:
                continue
            one, other = self.board.index[first], self.board.index[second]
            teams = [team_at.get((place, self.board.people[i].domain)) for i in (one, other)]
            if (
                teams[0] is not None
                and teams[0] == teams[1]
                and self.board.person_part[one] == self.board.person_part[other]
            ):
                charges[[one, other], self.board.column[place]] -= price
                worth[self.board.person_part[one]] += price
