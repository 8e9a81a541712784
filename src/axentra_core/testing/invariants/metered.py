"""Readings of stays: what was billed of them stands on bills, line by line and once."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from axentra_core.codec import Entry
from axentra_core.folio import ChargeAdjusted, ChargePosted, Quote
from axentra_core.kernel.numbers import ZERO, total
from axentra_core.meters import (
    BilledLine,
    ConsumptionInvoiced,
    DifferenceRecorded,
    Registration,
    SettledByStaff,
    SettledFromReadings,
)
from axentra_core.testing.invariants.sums import (
    NET,
    TOTAL,
    Sums,
    shown,
    standing,
)

Parts = dict[str, Decimal]
# The tax of a tariff stands on a bill by whatever code the house has for one of its rate.
TAX = "tax"


@attrs.define
class MeteredMoney:
    """What the log tells of billed readings, and of their charges, by itself.

    Attributes:
        billed: what was billed of a stay, by what it is of, with every difference since.
        differences: how many differences a stay had.
    """

    billed: dict[str, Sums[tuple[object, ...]]] = attrs.Factory(dict)
    differences: dict[str, int] = attrs.Factory(dict)

    # --- act by act ---

    def follow(self, entry: Entry) -> Iterator[str]:
        """Take the events of a commit down, and yield what was billed and is not charged so."""
        wanted: dict[str, list[Parts]] = {}
        posted: dict[str, list[Parts]] = {}
        credited: Sums[str] = Sums()
        taken: Sums[str] = Sums()
        for event in entry.events:
            match event:
                case (
                    ConsumptionInvoiced(registration=stay, figures=figures)
                    | SettledFromReadings(registration=stay, figures=figures)
                    | SettledByStaff(registration=stay, figures=figures)
                ):
                    if stay in self.billed:
                        yield f"the readings of {stay} are billed twice"
                    self._note(stay, 0, figures.lines, wanted)
                case DifferenceRecorded(registration=stay, number=number, lines=lines):
                    self.differences[stay] = self.differences.get(stay, 0) + 1
                    credited.put(stay, total(one.gross for one in lines if one.gross < ZERO))
                    self._note(stay, number, lines, wanted)
                case ChargePosted(source=source) if _stay_of(source):
                    posted.setdefault(source, []).append(_charged(event.quote))
                case ChargeAdjusted(source=source) if stay := _stay_of(source):
                    taken.put(stay, event.quote.total)
                case _:
                    pass
        yield from _uncharged(wanted, posted)
        for stay, amount in credited.items():
            if amount != taken.of(stay):
                yield f"{amount} of the readings of {stay} is credited, {taken.of(stay)} on bills"

    def _note(
        self, stay: str, number: int, lines: Iterable[BilledLine], wanted: dict[str, list[Parts]]
    ) -> None:
        """Take down what was billed, and what has to be charged for it."""
        billed = self.billed.setdefault(stay, Sums())
        for line in lines:
            billed.put(line.key, line.gross)
            if line.gross > ZERO:
                wanted.setdefault(f"registration:{stay}:{number}", []).append(_parts(line))

    # --- against the states ---

    def check(self, registrations: Iterable[Registration]) -> Iterator[str]:
        """Yield registrations that say something else was billed than the log does."""
        for one in registrations:
            says: Sums[tuple[object, ...]] = Sums()
            for line in () if one.billed is None else one.billed.lines:
                says.put(line.key, line.gross)
            billed = standing(self.billed.get(one.id, {}))
            if standing(says) != billed:
                yield f"registration {one.id} says {standing(says)} is billed, and {billed} was"
            many = self.differences.get(one.id, 0)
            if one.differences != many:
                yield f"registration {one.id} says it has {one.differences} differences, not {many}"


def _uncharged(wanted: dict[str, list[Parts]], posted: dict[str, list[Parts]]) -> Iterator[str]:
    for source in {**wanted, **posted}:
        owed, charges = wanted.get(source, []), posted.get(source, [])
        if owed != charges:
            yield f"{source} is billed as {_told(owed)}, and charged as {_told(charges)}"


def _parts(line: BilledLine) -> Parts:
    net = line.gross if line.net is None else line.net
    tax = {} if line.vat is None else {TAX: line.vat}
    return {NET: net, **tax, TOTAL: line.gross}


def _charged(quote: Quote) -> Parts:
    tax = {TAX: total(one.amount for one in quote.components)} if quote.components else {}
    return {NET: quote.net, **tax, TOTAL: quote.total}


def _stay_of(source: str) -> str:
    """Return the stay whose readings a charge is of; none for any other charge."""
    kind, _, rest = source.partition(":")
    return rest.rpartition(":")[0] if kind == "registration" else ""


def _told(lines: Iterable[Parts]) -> str:
    return "; ".join(map(shown, lines)) or "nothing"
