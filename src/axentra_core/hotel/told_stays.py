"""One stay of a channel's reservation: booked, changed before and after the check-in, given up."""

from typing import Final

from axentra_core.channels.reservations import ChannelReservation, Collects
from axentra_core.hotel import verbs
from axentra_core.hotel.bookings import amend_stay, cancel_stay, reserve
from axentra_core.hotel.front_desk import change_party, change_prices, extend_stay, shorten_stay
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended_of, left_to
from axentra_core.hotel.told_rooms import Wanted
from axentra_core.hotel.told_tasks import LOOK_AT, RESERVATIONS, cause_of
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.stays import Guarantee, NightPrice, Source, Stay, StayStatus

# A channel of which nobody knows the code.
UNKNOWN: Final = "unknown"
WHY: Final = "told by the channel"
EXPECTED: Final = frozenset({StayStatus.BOOKED, StayStatus.WAITLISTED})
GONE: Final = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW})


def book(unit: Unit, own: ChannelReservation, stay: str, guest: str, wanted: Wanted) -> None:
    """Book a room as a stay."""
    is_held = own.card is not None and own.card.taken is not None
    agent = Guarantee.AGENT if own.collects is Collects.CHANNEL else Guarantee.NONE
    reserve(
        unit,
        verbs.Reserve(
            wanted.arrival,
            wanted.departure,
            wanted.room_type,
            tuple(one.price for one in _prices(unit, wanted)),
            guest=guest,
            party=wanted.party,
            source=Source.CHANNEL,
            channel=own.reference.channel or UNKNOWN,
            reference=own.reference.reference,
            guarantee=Guarantee.CARD if is_held else agent,
            stay=stay,
            rate_plan=wanted.rate_plan,
        ),
    )


def give_up(unit: Unit, own: ChannelReservation, stay: Stay) -> None:
    """Cancel a stay that is still expected.

    Raises:
        HotelRefusal: ``hotel.told_to_cancel`` where the guest has come.
    """
    if stay.status in EXPECTED:
        cancel_stay(unit, verbs.CancelStay(stay.id, WHY))
    elif stay.status not in GONE:
        raise HotelRefusal(
            "hotel.told_to_cancel", reservation=own.id, stay=stay.id, status=stay.status
        )


def change(unit: Unit, own: ChannelReservation, stay: Stay, wanted: Wanted) -> None:
    """Make a stay what it has to be; nothing happens where it is so.

    Raises:
        AxentraError: it cannot be made so.
    """
    if stay.status is StayStatus.IN_HOUSE:
        _change_in_house(unit, own, stay, wanted)
        return
    told = (wanted.room_type, wanted.arrival, wanted.departure, wanted.party, wanted.nights)
    nights = tuple((one.date, one.price) for one in stay.nights)
    booked = (stay.room_type, stay.arrival, stay.departure, stay.party, nights)
    if told == booked and wanted.rate_plan in {None, stay.rate_plan}:
        return
    amend_stay(
        unit,
        verbs.AmendStay(
            stay.id,
            wanted.arrival,
            wanted.departure,
            wanted.room_type,
            tuple(one.price for one in _prices(unit, wanted)),
            wanted.party,
            wanted.rate_plan,
        ),
    )


def _change_in_house(unit: Unit, own: ChannelReservation, stay: Stay, wanted: Wanted) -> None:
    """Change what can be changed of a guest who has come."""
    if (wanted.room_type, wanted.arrival) != (stay.room_type, stay.arrival):
        raise HotelRefusal("hotel.told_in_house", reservation=own.id, stay=stay.id, room=stay.room)
    prices = _prices(unit, wanted)
    if wanted.departure > stay.departure:
        added = tuple(one.price for one in prices if one.date >= stay.departure)
        extend_stay(unit, verbs.ExtendStay(stay.id, wanted.departure, added))
    elif wanted.departure < stay.departure:
        shorten_stay(unit, verbs.ShortenStay(stay.id, wanted.departure))
    through, until = stay.posted_through, min(wanted.departure, stay.departure)
    ahead = (one for one in prices if through is None or one.date > through)
    known = tuple(one for one in ahead if one.date < until)
    if known:
        change_prices(unit, verbs.ChangePrices(stay.id, known))
    _tell_what_was_charged(unit, own, stay, wanted)
    change_party(unit, verbs.ChangeParty(stay.id, wanted.party))


def _tell_what_was_charged(unit: Unit, own: ChannelReservation, stay: Stay, wanted: Wanted) -> None:
    """Leave another price of a night that is on the bill to a person; what is charged stays."""
    through = stay.posted_through
    charged = {one.date: one.price for one in stay.nights if through and one.date <= through}
    others = [on for on, price in wanted.nights if charged.get(on, price) != price]
    if not others:
        return
    cause = cause_of(own.id, f"{stay.id}.charged")
    nights = ", ".join(map(str, others))
    why = HotelRefusal("hotel.told_after_charge", reservation=own.id, stay=stay.id, nights=nights)
    values = {"channel_reservation": own.id, "stay": stay.id, "nights": nights}
    unit.act(*ended_of(unit, cause))
    unit.act(left_to(RESERVATIONS, unit, cause, LOOK_AT, values, why))


def _prices(unit: Unit, wanted: Wanted) -> tuple[NightPrice, ...]:
    currency = unit.property.currency
    return tuple(NightPrice(night, Money(price, currency)) for night, price in wanted.nights)
