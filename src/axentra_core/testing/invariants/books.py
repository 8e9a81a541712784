"""Nights and money: every night charged once, every total the sum of its lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from axentra_core.codec import Entry
from axentra_core.folio import (
    CashRounded,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    Folio,
    OpeningBalancePosted,
    Payment,
    PaymentReversed,
    PaymentTaken,
    Priced,
    RefundPaid,
    TransferredIn,
    TransferredOut,
)
from axentra_core.house import DateCertified, DateClosed
from axentra_core.kernel.numbers import ZERO, add, subtract, total
from axentra_core.stays import (
    DayUsePosted,
    NightPosted,
    RoomsCounted,
    Stay,
    StayStatus,
    StayTakenOver,
)

SELLERS_OUTSIDE = frozenset({"channel", "partner"})
# A guest is where they are, and a burst pipe asks nobody whether the house is full.
TOLD_AFTERWARDS = frozenset({"CorrectRoom", "CutOver", "BlockRoom", "ChangeBlock", "ReportFault"})
NIGHT_SOURCES = ("night:", "day:")


@attrs.define
class Books:
    """What the lines of the log add up to, reckoned apart from the states.

    Attributes:
        posted: the nights that were posted, by stay.
        on_bills: the nights that were charged, by folio.
        charged: charges less reversals, and what was brought in, by folio.
        paid: payments less refunds, by folio.
        former: the last night a former system has charged, by stay.
        ledger: what all bills owe together.
        ledgers: the same at the close of each date.
    """

    posted: dict[str, list[date]] = attrs.Factory(dict)
    on_bills: dict[str, list[date]] = attrs.Factory(dict)
    charged: dict[str, Decimal] = attrs.Factory(dict)
    paid: dict[str, Decimal] = attrs.Factory(dict)
    former: dict[str, date] = attrs.Factory(dict)
    ledger: Decimal = ZERO
    ledgers: dict[date, Decimal] = attrs.Factory(dict)

    def follow(self, entry: Entry) -> Iterator[str]:
        """Take the events of a commit down, and yield what is wrong with them alone."""
        has_happened = entry.actor.kind in SELLERS_OUTSIDE or entry.verb in TOLD_AFTERWARDS
        for event in entry.events:
            if take_down := TAKEN_DOWN.get(type(event)):
                if fault := take_down(self, event):
                    yield fault
            elif isinstance(event, RoomsCounted) and event.oversold and not has_happened:
                yield f"{entry.verb} by {entry.actor} sold beyond the last {event.room_type}"

    def owe(self, folio: str, amount: Decimal) -> None:
        """Charge something."""
        self.charged[folio] = add(self.charged.get(folio, ZERO), amount)
        self.ledger = add(self.ledger, amount)

    # --- against the states ---

    def check_nights(self, stays: Iterable[Stay], business_date: date) -> Iterator[str]:
        """Yield stays of which a night that is over is not charged exactly once."""
        for stay in stays:
            posted = self.posted.get(stay.id, [])
            expected = self._nights_over(stay, business_date)
            if posted != expected:
                yield f"{stay} has {_dates(posted)} posted instead of {_dates(expected)}"
            charged = self.on_bills.get(stay.id, [])
            # A night that is free leaves no line where nothing stands on top of it.
            lines = [night for night in posted if night in charged or not _is_free(stay, night)]
            if charged != lines:
                yield f"the bill of {stay.id} has nights {_dates(charged)}, not {_dates(lines)}"

    def _nights_over(self, stay: Stay, business_date: date) -> list[date]:
        if stay.status not in {StayStatus.IN_HOUSE, StayStatus.CHECKED_OUT}:
            return []
        is_over = stay.status is StayStatus.CHECKED_OUT or stay.is_day_use
        former = self.former.get(stay.id, date.min)
        dates = (night.date for night in stay.nights)
        return [night for night in dates if night > former and (is_over or night < business_date)]

    def check_bills(self, folios: Iterable[Folio]) -> Iterator[str]:
        """Yield bills whose totals are not the sums of their lines, or that end owing something."""
        for folio in folios:
            sums = (self.charged.get(folio.id, ZERO), self.paid.get(folio.id, ZERO))
            if (folio.charged, folio.paid) != sums:
                yield f"folio {folio.id} has {folio.charged} and {folio.paid}, its lines {sums}"
            windows = tuple(
                total(amounts)
                for amounts in zip(*((one.charged, one.paid) for one in folio.windows), strict=True)
            )
            if folio.windows and windows != sums:
                yield f"the windows of folio {folio.id} have {windows}, its lines {sums}"
            if folio.status == "closed" and not folio.is_even:
                yield f"folio {folio.id} is closed and owes {folio.owed}"

    def check_ledger(self, folios: Iterable[Folio]) -> Iterator[str]:
        """Yield when the open bills together do not owe what was charged less what was paid."""
        owed = ZERO
        for folio in folios:
            owed = add(owed, folio.owed)
        if owed != self.ledger:
            yield f"the open bills together owe {owed}, all lines {self.ledger}"


def night_posted(books: Books, event: NightPosted | DayUsePosted) -> str | None:
    """A night is posted once."""
    nights = books.posted.setdefault(event.stay, [])
    nights.append(event.night)
    if event.night in nights[:-1]:
        return f"the night of {event.night} of stay {event.stay} is posted twice"
    return None


def taken_over(books: Books, event: StayTakenOver) -> None:
    """What a former system has charged is not posted again."""
    if event.posted_through is not None:
        books.former[event.stay] = event.posted_through


def charged(books: Books, event: Priced) -> None:
    """A bill owes more, or less after a correction; what is transferred another bill owes."""
    if isinstance(event, ChargePosted) and event.source.startswith(NIGHT_SOURCES):
        books.on_bills.setdefault(event.folio, []).append(event.service_date)
    books.owe(event.folio, event.quote.total)


def added(books: Books, event: OpeningBalancePosted | CashRounded) -> None:
    """A bill came with what was owed on it, or owes what coins can pay."""
    books.owe(event.folio, event.amount)


def paid(books: Books, event: Payment) -> None:
    """Money came in, or went out."""
    books.paid[event.folio] = add(books.paid.get(event.folio, ZERO), event.received)
    books.ledger = subtract(books.ledger, event.received)


def closed(books: Books, event: DateClosed) -> None:
    """A date ends with what all bills owe."""
    books.ledgers[event.date] = books.ledger


def certified(books: Books, event: DateCertified) -> str | None:
    """A certificate ends with what all bills owed when its date was closed."""
    certificate, ledger = event.certificate, books.ledgers.get(event.certificate.date)
    if certificate.closing != ledger:
        return f"{certificate.date} is certified with {certificate.closing}, not {ledger}"
    return None


# fmt: off
TAKEN_DOWN: Final[Mapping[type, Callable[[Books, Any], str | None]]] = {
    NightPosted:           night_posted,
    DayUsePosted:          night_posted,
    StayTakenOver:         taken_over,
    ChargePosted:          charged,
    ChargeAdjusted:        charged,
    ChargeReversed:        charged,
    TransferredOut:        charged,
    TransferredIn:         charged,
    OpeningBalancePosted:  added,
    CashRounded:           added,
    PaymentTaken:          paid,
    RefundPaid:            paid,
    PaymentReversed:       paid,
    DateClosed:            closed,
    DateCertified:         certified,
}
# fmt: on


def _is_free(stay: Stay, night: date) -> bool:
    return any(one.date == night and not one.price for one in stay.nights)


def _dates(nights: Iterable[date]) -> str:
    return ", ".join(map(str, nights)) or "no night"
