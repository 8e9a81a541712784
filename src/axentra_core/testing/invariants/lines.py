"""Bills line by line: no money appears on them, none is lost, and no line ever changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from axentra_core.codec import Entry
from axentra_core.folio import (
    CashRounded,
    ChargeAdjusted,
    ChargeMoved,
    ChargePosted,
    ChargeReversed,
    Folio,
    OpeningBalancePosted,
    Payment,
    PaymentMethod,
    PaymentMoved,
    PaymentReversed,
    PaymentTaken,
    Priced,
    RefundPaid,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio.corrections import corrected_by
from axentra_core.folio.lines import Line
from axentra_core.hotel import Hotel
from axentra_core.kernel.numbers import ZERO, add, negate, total
from axentra_core.kernel.store import Fact
from axentra_core.testing.invariants.sums import TOTAL, Sums, parts_of, shown, standing

FORWARD, ROUNDED, PAID, BILLED = "brought forward", "rounded", "paid", "billed directly"
CHARGED = (TOTAL, FORWARD, ROUNDED)
Lined = tuple[str, int]


@attrs.define
class Lines:
    """What the lines of all bills add up to, reckoned apart from the states.

    Attributes:
        sold: what was posted less what was adjusted and reversed, by currency and part.
        stands: the same with all that was transferred, which changes nothing.
        windows: what stands in each window of a bill, by part.
        transfers: what a transfer gives one bill less what it takes from another, by part.
        posted: each charge as it was posted, by bill, line and part.
        left: what is left of it.
        roots: which charge a line belongs to.
        billed: which payments are direct bills.
        counted: how many lines a bill has.
        texts: each bill as it was stored, event by event.
    """

    sold: Sums[tuple[str, str]] = attrs.Factory(Sums)
    stands: Sums[tuple[str, str]] = attrs.Factory(Sums)
    windows: dict[str, dict[int, Sums[str]]] = attrs.Factory(dict)
    transfers: dict[str, Sums[str]] = attrs.Factory(dict)
    posted: dict[Lined, Sums[str]] = attrs.Factory(dict)
    left: dict[Lined, Sums[str]] = attrs.Factory(dict)
    roots: dict[Lined, int] = attrs.Factory(dict)
    billed: set[Lined] = attrs.Factory(set)
    counted: dict[str, int] = attrs.Factory(dict)
    texts: dict[str, tuple[str, ...]] = attrs.Factory(dict)

    def follow(self, entry: Entry) -> Iterator[str]:
        """Take the lines of a commit down, and yield what is wrong with them."""
        transfers = set()
        for event in entry.events:
            if not isinstance(event, Line):
                continue
            before = self.counted.get(event.folio, 0)
            self.counted[event.folio] = event.line
            if event.line != before + 1:
                yield f"line {event.line} of folio {event.folio} follows on line {before}"
            if isinstance(event, TransferredOut | TransferredIn):
                transfers.add(event.transfer)
            TAKEN_DOWN[type(event)](self, event)
            if isinstance(event, Priced):
                yield from self._beyond(event)
        for transfer in sorted(transfers):
            if uneven := standing(self.transfers[transfer]):
                yield f"transfer {transfer} gives more than it takes: {shown(uneven)}"

    def window(self, folio: str, number: int) -> Sums[str]:
        """Return what stands in a window, to be added to."""
        return self.windows.setdefault(folio, {}).setdefault(number, Sums())

    def _beyond(self, event: Priced) -> Iterator[str]:
        """Yield charges of which less is left than nothing, or more than was posted."""
        root = event.folio, self.roots[event.folio, event.line]
        posted, left = self.posted[root], self.left[root]
        owed = {name: amount for name, amount in posted.items() if not name.endswith("collected")}
        if min(owed.values()) < 0 < max(owed.values()):
            return
        for name, amount in owed.items():
            if not min(amount, ZERO) <= left.of(name) <= max(amount, ZERO):
                yield f"of {name} {amount} on line {root} is left {left.of(name)}"

    # --- against the states ---

    def check(self, folios: Iterable[Folio]) -> Iterator[str]:
        """Yield windows that have something else than their lines."""
        for folio in folios:
            for number, here in self.windows.get(folio.id, {}).items():
                one = folio.window(number)
                sums = (total(here.of(name) for name in CHARGED), here.of(PAID))
                if (one.charged, one.paid) != sums:
                    yield (
                        f"window {number} of folio {folio.id} has {one.charged} and {one.paid}, "
                        f"its lines {sums}"
                    )

    def check_together(self, folios: Iterable[Folio]) -> Iterator[str]:
        """Yield what all bills have together and nobody has posted, by currency and part."""
        charged: Sums[str] = Sums()
        for folio in folios:
            charged.put(folio.currency, folio.charged)
            for here in self.windows.get(folio.id, {}).values():
                charged.put(folio.currency, negate(add(here.of(FORWARD), here.of(ROUNDED))))
        for (currency, name), amount in self.stands.items():
            if amount != self.sold.of((currency, name)):
                sold = self.sold.of((currency, name))
                yield f"{name} {sold} {currency} is posted on all bills, {amount} stands there"
            if name == TOTAL and charged.of(currency) != amount:
                yield f"all bills together have {charged.of(currency)}, their lines {amount}"

    def check_unchanged(self, hotel: Hotel, folios: Iterable[str]) -> Iterator[str]:
        """Yield bills of which a line is stored otherwise than it was once."""
        for folio in folios:
            stream = f"{hotel.id}/folio/{folio}"
            facts: list[Fact] = []
            while page := hotel.store.history(stream, after=len(facts)):
                facts += page
            before = self.texts.get(folio, ())
            self.texts[folio] = tuple(fact.data for fact in facts)
            if self.texts[folio][: len(before)] != before:
                yield f"a line of folio {folio} was changed after it was posted"


def charged(lines: Lines, event: Priced) -> None:
    """Something is sold, corrected or transferred: a part of one charge, in one window."""
    here, of = lines.window(event.folio, event.window), corrected_by(event)
    root = event.line if of is None else lines.roots[event.folio, of]
    lines.roots[event.folio, event.line] = root
    posted = lines.posted.setdefault((event.folio, root), Sums())
    left = lines.left.setdefault((event.folio, root), Sums())
    for name, amount in parts_of(event.quote):
        here.put(name, amount)
        left.put(name, amount)
        if of is None:
            posted.put(name, amount)
        lines.stands.put((event.quote.currency, name), amount)
        if isinstance(event, TransferredOut | TransferredIn):
            lines.transfers.setdefault(event.transfer, Sums()).put(name, amount)
        else:
            lines.sold.put((event.quote.currency, name), amount)


def moved(lines: Lines, event: ChargeMoved) -> None:
    """What one window has less another one has more."""
    for name, amount in parts_of(event.quote):
        lines.window(event.folio, event.window).put(name, negate(amount))
        lines.window(event.folio, event.to_window).put(name, amount)


def brought_forward(lines: Lines, event: OpeningBalancePosted) -> None:
    """A bill came with what was owed on it."""
    lines.window(event.folio, event.window).put(FORWARD, event.amount)


def rounded(lines: Lines, event: CashRounded) -> None:
    """Coins cannot pay it."""
    lines.window(event.folio, event.window).put(ROUNDED, event.amount)


def paid(lines: Lines, event: Payment) -> None:
    """A window is settled, or what settled it is taken back."""
    here = lines.window(event.folio, event.window)
    here.put(PAID, event.received)
    if event.method is PaymentMethod.DIRECT_BILL:
        lines.billed.add((event.folio, event.line))
        here.put(BILLED, event.received)


def payment_moved(lines: Lines, event: PaymentMoved) -> None:
    """What counted for one window counts for another one."""
    is_billed = (event.folio, event.moves) in lines.billed
    for name in (PAID, BILLED) if is_billed else (PAID,):
        lines.window(event.folio, event.window).put(name, negate(event.amount))
        lines.window(event.folio, event.to_window).put(name, event.amount)


# fmt: off
TAKEN_DOWN: Final[Mapping[type, Callable[[Lines, Any], None]]] = {
    OpeningBalancePosted:  brought_forward,
    ChargePosted:          charged,
    ChargeAdjusted:        charged,
    ChargeReversed:        charged,
    TransferredOut:        charged,
    TransferredIn:         charged,
    ChargeMoved:           moved,
    CashRounded:           rounded,
    PaymentTaken:          paid,
    RefundPaid:            paid,
    PaymentReversed:       paid,
    PaymentMoved:          payment_moved,
}
# fmt: on
