"""The certificate of a day: what the log of one business date adds up to.

It is a pure function of the commits between two closes. These never change any more, so whoever
is stopped between the close and its certificate, and every auditor later, gets the same one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

import attrs

from axentra_core.folio import (
    CashRounded,
    Charge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    OpeningBalancePosted,
    Payment,
    PaymentReversed,
    PaymentTaken,
    RefundPaid,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.records import CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import Window
from axentra_core.house import Certificate, CertifyDate, DateCertified, certified, hashed
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.numbers import ZERO, add, negate, total
from axentra_core.kernel.store import GENESIS, Fact, Recorded
from axentra_core.stays import (
    CheckInReversed,
    CheckOutReversed,
    DayUsePosted,
    NightPosted,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayNotShown,
)

# The keys of the commits between which a date lies.
OPENED, CLOSED = "open-property", "close-day:{}"


@attrs.define
class Figures:
    """What is counted so far."""

    date: date
    arrivals: int = 0
    departures: int = 0
    nights: int = 0
    day_uses: int = 0
    no_shows: int = 0
    cancellations: int = 0
    charged: Decimal = ZERO
    paid: Decimal = ZERO
    late_charged: Decimal = ZERO
    late_paid: Decimal = ZERO
    brought_in: Decimal = ZERO


def arrived(figures: Figures, _: StayCheckedIn) -> None:
    """A guest has arrived."""
    figures.arrivals += 1


def departed(figures: Figures, _: StayCheckedOut) -> None:
    """A guest has left."""
    figures.departures += 1


def arrival_taken_back(figures: Figures, _: CheckInReversed) -> None:
    """A check-in was taken back on its own date, so it was none."""
    figures.arrivals -= 1


def departure_taken_back(figures: Figures, _: CheckOutReversed) -> None:
    """A check-out was taken back on its own date, so it was none."""
    figures.departures -= 1


def night_posted(figures: Figures, _: NightPosted) -> None:
    """A night was sold."""
    figures.nights += 1


def day_use_posted(figures: Figures, _: DayUsePosted) -> None:
    """A room was sold for the day."""
    figures.day_uses += 1


def not_shown(figures: Figures, _: StayNotShown) -> None:
    """A guest has not come."""
    figures.no_shows += 1


def cancelled(figures: Figures, _: StayCancelled) -> None:
    """A booking was taken back."""
    figures.cancellations += 1


def charged(figures: Figures, event: Charge) -> None:
    """The guests owe more, or less after a correction."""
    _owed(figures, event, event.quote.total)


def rounded(figures: Figures, event: CashRounded) -> None:
    """The guests owe what coins can pay."""
    _owed(figures, event, event.amount)


def _owed(figures: Figures, event: Charge | CashRounded, amount: Decimal) -> None:
    figures.charged = add(figures.charged, amount)
    if event.business_date != figures.date:
        figures.late_charged = add(figures.late_charged, amount)


def paid(figures: Figures, event: Payment) -> None:
    """Money came in, or went out as a refund."""
    figures.paid = add(figures.paid, event.received)
    if event.business_date != figures.date:
        figures.late_paid = add(figures.late_paid, event.received)


def brought_in(figures: Figures, event: OpeningBalancePosted) -> None:
    """A bill came from a former system with what was owed on it."""
    figures.brought_in = add(figures.brought_in, event.amount)


# fmt: off
_ROWS: tuple[tuple[type, Callable[[Figures, Any], None]], ...] = (
    # when this happened      this is counted
    (StayCheckedIn,           arrived),
    (CheckInReversed,         arrival_taken_back),
    (StayCheckedOut,          departed),
    (CheckOutReversed,        departure_taken_back),
    (NightPosted,             night_posted),
    (DayUsePosted,            day_use_posted),
    (StayNotShown,            not_shown),
    (StayCancelled,           cancelled),
    (ChargePosted,            charged),
    (ChargeAdjusted,          charged),
    (ChargeReversed,          charged),
    (CashRounded,             rounded),
    (PaymentTaken,            paid),
    (RefundPaid,              paid),
    (PaymentReversed,         paid),
    (OpeningBalancePosted,    brought_in),
)
# fmt: on

COUNTED: Final[Mapping[str, Callable[[Figures, Any], None]]] = {
    CODEC.name_of(event): count for event, count in _ROWS
}


def certificate_of(
    commits: Iterable[Recorded],
    property_id: str,
    date: date,
    currency: str,
    previous: Certificate | None,
) -> Certificate:
    """Return the certificate of a date.

    Args:
        commits: from the one after the close of the date before, or from the opening, up to the
            close of this date; what belongs to other properties is left out.
        property_id: the property.
        date: what was closed.
        currency: ISO 4217 code of its bills.
        previous: certificate of the date before; None for the first date.
    """
    own = f"{property_id}/"
    figures = Figures(date)
    heads: dict[str, Fact] = {}
    changes = events = 0
    for recorded in commits:
        facts = [fact for fact in recorded.facts if fact.stream.startswith(own)]
        changes += bool(facts)
        events += len(facts)
        for fact in facts:
            heads[fact.stream] = fact
            if count := COUNTED.get(fact.type):
                count(figures, CODEC.read_event(fact.type, fact.v, fact.data))
    opening = previous.closing if previous else ZERO
    moved = (opening, figures.brought_in, figures.charged, negate(figures.paid))
    lines = sorted(f"{fact.stream} {fact.version} {fact.hash}\n" for fact in heads.values())
    return certified(
        Certificate(
            property=property_id,
            previous=previous.hash if previous else GENESIS,
            commits=changes,
            events=events,
            streams=len(heads),
            opening=opening,
            closing=total(moved),
            currency=currency,
            heads=hashed("".join(lines)),
            **attrs.asdict(figures),
        )
    )


def certify_day(unit: Unit, verb: verbs.CertifyDay) -> None:
    """Write down the certificate of every date up to a closed one that has none yet."""
    _check_closed(unit, verb.date)
    house = unit.property.id
    for certificate in _certificates(unit, unit.need("house", house).certificate, verb.date):
        unit.act(CertifyDate(house, certificate))


def recomputed(window: Window, date: date) -> Certificate:
    """Return the certificate of a closed date as the log gives it.

    Raises:
        HotelRefusal: ``hotel.not_closed``; ``hotel.certificate_differs`` where it is not what was
            written down.
        NotFound: ``record.not_found`` for a date before the property was opened.
    """
    _check_closed(window, date)
    written = _written(window)
    before = [certificate for day, certificate in written.items() if day < date]
    *_, certificate = _compared(window, written, before[-1] if before else None, date)
    return certificate


def all_recomputed(window: Window) -> tuple[Certificate, ...]:
    """Return the certificates of all closed dates, each following the one before.

    Raises:
        HotelRefusal: ``hotel.certificate_differs`` where one is not what was written down.
    """
    return tuple(_compared(window, _written(window), None, window.open_date - ONE_DAY))


def _check_closed(window: Window, date: date) -> None:
    if date >= window.open_date:
        raise HotelRefusal("hotel.not_closed", date=date, business_date=window.open_date)
    if date < window.first_date:
        raise NotFound("record.not_found", kind="certificate", id=date)


def _written(window: Window) -> dict[date, Certificate]:
    return {
        event.certificate.date: event.certificate
        for event in window.history("house", window.property.id)
        if isinstance(event, DateCertified)
    }


def _compared(
    window: Window,
    written: Mapping[date, Certificate],
    previous: Certificate | None,
    through: date,
) -> Iterator[Certificate]:
    """Yield certificates as the log gives them, and insist on those that were written down."""
    for certificate in _certificates(window, previous, through):
        day = certificate.date
        if day <= max(written, default=date.min) and certificate != written.get(day):
            raise HotelRefusal("hotel.certificate_differs", date=day)
        yield certificate


def _certificates(
    window: Window, previous: Certificate | None, through: date
) -> Iterator[Certificate]:
    """Yield the certificates of the dates after the last one."""
    own = window.property
    day = previous.date + ONE_DAY if previous else window.first_date
    while day <= through:
        previous = certificate_of(_commits_of(window, day), own.id, day, own.currency, previous)
        yield previous
        day += ONE_DAY


def _commits_of(window: Window, day: date) -> Iterator[Recorded]:
    """Yield what was committed after the close before, or from the opening on, up to the close."""
    is_first = day == window.first_date
    begin = OPENED if is_first else CLOSED.format(day - ONE_DAY)
    try:
        yield from islice(window.commits(begin, CLOSED.format(day)), int(not is_first), None)
    except NotFound as missing:
        raise HotelRefusal("hotel.certificate_differs", date=day) from missing
