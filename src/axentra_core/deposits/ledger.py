"""What the house holds for guests in all, by currency: the deposit ledger.

It is one of the three ledgers of a house, beside the guest ledger and the city ledger.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

import attrs

from axentra_core.deposits.model import Deposit
from axentra_core.kernel.numbers import subtract, total


@attrs.frozen
class DepositTotals:
    """What became of all deposits in one currency.

    Attributes:
        currency: ISO 4217 code of all amounts.
        received: what has come in.
        applied: what stands as payments on folios.
        kept: what guests have forfeited.
        returned: what was given back.
        deposits: how many are held, at least in part.
    """

    currency: str
    received: Decimal
    applied: Decimal
    kept: Decimal
    returned: Decimal
    deposits: int

    @property
    def held(self) -> Decimal:
        """What the house still holds, and so owes."""
        return subtract(self.received, total((self.applied, self.kept, self.returned)))


@attrs.frozen
class DepositLedger:
    """All deposits together.

    Attributes:
        totals: one for each currency that has come in, by its code.
    """

    totals: tuple[DepositTotals, ...]

    def held(self, currency: str) -> Decimal:
        """Return what is held in a currency; zero where nothing has come in."""
        return total(one.held for one in self.totals if one.currency == currency)


def ledger(deposits: Iterable[Deposit]) -> DepositLedger:
    """Return what all deposits add up to; one of which nothing has come in adds nothing."""
    by_currency: dict[str, list[Deposit]] = {}
    for deposit in deposits:
        if deposit.received:
            by_currency.setdefault(deposit.currency, []).append(deposit)
    return DepositLedger(
        tuple(_totals(currency, by_currency[currency]) for currency in sorted(by_currency))
    )


def _totals(currency: str, deposits: list[Deposit]) -> DepositTotals:
    def add_up(part: Callable[[Deposit], Decimal]) -> Decimal:
        return total(part(deposit) for deposit in deposits)

    return DepositTotals(
        currency=currency,
        received=add_up(lambda deposit: deposit.received),
        applied=add_up(lambda deposit: deposit.applied),
        kept=add_up(lambda deposit: deposit.kept),
        returned=add_up(lambda deposit: deposit.returned),
        deposits=sum(1 for deposit in deposits if deposit.held),
    )
