"""What rounding leaves of gross prices, and where it goes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from axentra_core.folio.tax.exact import made_up, shared, total
from axentra_core.folio.tax.levels import round_bill, round_prices
from axentra_core.folio.tax.plan import ComponentPlan, Plan
from axentra_core.folio.tax.policy import Policy, Residual, RoundingLevel
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Unit


class Rests:
    """The rest of every gross price, for one calculation."""

    def __init__(
        self,
        plan: Plan,
        policy: Policy,
        stay: Stay,
        nets: Sequence[Fraction],
        inside: Mapping[str, Sequence[Unit]],
    ) -> None:
        """Take the exact net prices and what gross prices contain, by component."""
        self._plan, self._policy, self._stay, self._exact = plan, policy, stay, nets
        # By item the last inclusive component of the rule set, if that takes the rest.
        self._takers: dict[int, str] = {}
        if policy.residual is Residual.LAST:
            for code in plan.components:
                self._takers.update((unit.item, code) for unit in inside.get(code, ()))

    def takes(self, code: str, unit: Unit) -> bool:
        """Return whether a unit takes what is left of the price that contains it."""
        return unit.inside and self._takers.get(unit.item) == code

    def without(self, code: str, units: Sequence[Unit]) -> Sequence[Unit]:
        """Return the units of a component that are rounded themselves."""
        if not self._takers:
            return units
        return [unit for unit in units if not self.takes(code, unit)]

    def settle(self, units: Mapping[str, Sequence[Unit]]) -> tuple[list[int], dict[int, int]]:
        """Return the net prices in steps, and what goes to a line of its own, by item.

        Rounds what is rounded with the whole bill, and gives its rest to who takes it.
        """
        stay, grid, residual = self._stay, self._plan.grid, self._policy.residual
        prices = round_prices(stay, dict(enumerate(stay.prices)), self._policy, grid)
        self._round_bill(units, prices)
        contained = [0] * len(stay.items)
        for code, found in units.items():
            for unit in found:
                if unit.inside and not self.takes(code, unit):
                    contained[unit.item] += unit.steps
        nets = [prices[index] for index in range(len(contained))]
        rounding: dict[int, int] = {}
        gross = [index for index, is_gross in enumerate(stay.is_gross) if is_gross]
        for index in gross:
            nets[index] -= contained[index]
        if residual is Residual.NET or not gross:
            return nets, rounding
        exact = {index: self._exact[index] for index in gross}
        for index, net in round_prices(stay, exact, self._policy, grid).items():
            rest = nets[index] - net
            if residual is Residual.LINE:
                nets[index] = net
                rounding.update({index: rest} if rest else {})
            elif index in self._takers:
                nets[index] = net
                self._give(units[self._takers[index]], index, rest)
        return nets, rounding

    def _round_bill(self, units: Mapping[str, Sequence[Unit]], prices: Mapping[int, int]) -> None:
        together: dict[Policy, list[tuple[ComponentPlan, Sequence[Unit]]]] = {}
        for code, component in self._plan.components.items():
            if component.policy.level is RoundingLevel.BILL:
                rounded = self.without(code, units[code])
                together.setdefault(component.policy, []).append((component, rounded))
        if not together:
            return
        stay, grid = self._stay, self._plan.grid
        rest = total(
            [
                price - prices[index] * grid
                for index, price in enumerate(stay.prices)
                if not stay.is_gross[index]
            ]
        )
        for components in together.values():
            round_bill(components, rest)
            rest = Fraction(0)

    def _give(self, units: Sequence[Unit], index: int, rest: int) -> None:
        """Give the rest of an item to its units of a component."""
        taking = [unit for unit in units if unit.item == index and unit.inside]
        exact = [unit.exact for unit in taking]
        shares = made_up(shared(exact, self._plan.grid, self._policy.mode), rest, exact)
        for unit, share in zip(taking, shares, strict=True):
            unit.steps, unit.group = share, "rest"
