"""What stands against an act: a guard returns the reason, or None."""

from collections.abc import Iterable
from datetime import date, timedelta

from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import MOST_NIGHTS, ONE_DAY
from axentra_core.kernel.errors import RuleViolation
from axentra_core.stays.messages import (
    AmendStay,
    AssignRoom,
    CancelStay,
    ChangePrices,
    CheckIn,
    CheckOut,
    CorrectRoom,
    ExtendStay,
    GrantExemption,
    GrantLateCheckOut,
    MarkNoShow,
    MoveStay,
    PostNight,
    ShareRoom,
    ShortenStay,
    WithdrawExemption,
)
from axentra_core.stays.model import NightPrice, RoomUse, Settlement, Stay, StayStatus
from axentra_core.stays.refusals import StayRefusal

WAIVE_FEE = "stays.waive_fee"
ON_ACCOUNT = "stays.check_out_on_account"

# Dates


def has_arrived(stay: Stay, context: Context) -> StayRefusal | None:
    """A guest checks in on the arrival date at the earliest."""
    if context.business_date < stay.arrival:
        return StayRefusal(
            "stay.too_early",
            stay=stay.id,
            arrival=stay.arrival,
            business_date=context.business_date,
        )
    return None


def has_nights_left(stay: Stay, context: Context) -> StayRefusal | None:
    """Once its last night, or the day of a day use, is over there is nothing left to come for."""
    over = stay.departure if not stay.is_day_use else stay.departure + ONE_DAY
    return _expired(stay, context) if context.business_date >= over else None


def _expired(stay: Stay, context: Context) -> StayRefusal:
    return StayRefusal(
        "stay.expired",
        stay=stay.id,
        departure=stay.departure,
        business_date=context.business_date,
    )


def arrives_ahead(stay: Stay, command: AmendStay, context: Context) -> StayRefusal | None:
    """A stay that has not begun cannot be booked into the past."""
    return arrival_ahead(stay.id, command.arrival, context)


def arrival_ahead(stay: str, arrival: date, context: Context) -> StayRefusal | None:
    """A booking arrives on the business date or later."""
    if arrival < context.business_date:
        return StayRefusal(
            "stay.arrival_in_past",
            stay=stay,
            arrival=arrival,
            business_date=context.business_date,
        )
    return None


def leaves_later(stay: Stay, command: ExtendStay, context: Context) -> StayRefusal | None:
    """Only a later departure is an extension, by nights to come, up to a year in all."""
    if stay.is_day_use:
        return StayRefusal("stay.day_use", stay=stay.id)
    if stay.departure < context.business_date:
        return _expired(stay, context)
    if command.departure <= stay.departure:
        return StayRefusal("stay.departure_not_later", stay=stay.id, departure=stay.departure)
    if (nights := (command.departure - stay.arrival).days) > MOST_NIGHTS:
        return StayRefusal("stay.too_long", stay=stay.id, got=nights, high=MOST_NIGHTS)
    return None


def leaves_sooner(stay: Stay, command: ShortenStay, context: Context) -> StayRefusal | None:
    """A night that is over or charged cannot fall away; a booking keeps one night at least."""
    if command.departure >= stay.departure:
        return StayRefusal("stay.departure_not_sooner", stay=stay.id, departure=stay.departure)
    if stay.status is not StayStatus.IN_HOUSE:
        if command.departure > stay.arrival:
            return None
        return StayRefusal("stay.no_night_left", stay=stay.id, arrival=stay.arrival)
    earliest = max(stay.first_unposted, context.business_date)
    if command.departure < earliest:
        return StayRefusal(
            "stay.departure_in_past", stay=stay.id, got=command.departure, earliest=earliest
        )
    return None


def departs_now(stay: Stay, context: Context) -> StayRefusal | None:
    """A guest who leaves early shortens the stay first, so that the price is settled before."""
    if context.business_date < stay.departure:
        return StayRefusal(
            "stay.departs_later",
            stay=stay.id,
            departure=stay.departure,
            business_date=context.business_date,
        )
    return None


def arrival_is_over(stay: Stay, command: MarkNoShow, context: Context) -> StayRefusal | None:
    """Until the arrival date is closed a guest may still come."""
    first = stay.arrival if command.at_close else stay.arrival + ONE_DAY
    if context.business_date < first:
        return StayRefusal("stay.arrival_still_open", stay=stay.id, arrival=stay.arrival)
    return None


def came_today(stay: Stay, context: Context) -> StayRefusal | None:
    """A check-in is taken back on its own business date and before anything is charged."""
    if stay.checked_in_on != context.business_date:
        return StayRefusal(
            "stay.checked_in_earlier",
            stay=stay.id,
            checked_in_on=stay.checked_in_on,
            business_date=context.business_date,
        )
    return None


def left_today(stay: Stay, context: Context) -> StayRefusal | None:
    """A check-out is taken back before the day of departure is closed."""
    if stay.checked_out_on != context.business_date:
        return StayRefusal(
            "stay.left_earlier",
            stay=stay.id,
            checked_out_on=stay.checked_out_on,
            business_date=context.business_date,
        )
    return None


# Rooms


def of_booked_type(
    stay: Stay, command: CheckIn | AssignRoom | MoveStay, _: Context
) -> StayRefusal | None:
    """The room is of the booked type, unless the guest is upgraded."""
    if command.room_type != stay.room_type and not command.upgrade:
        return StayRefusal(
            "stay.room_type_mismatch",
            stay=stay.id,
            booked=stay.room_type,
            room=command.room,
            got=command.room_type,
        )
    return None


def another_room(stay: Stay, command: MoveStay | CorrectRoom, _: Context) -> StayRefusal | None:
    """Moving to the room one is in changes nothing."""
    if command.room == stay.room:
        return StayRefusal("stay.same_room", stay=stay.id, room=command.room)
    return None


def room_is_free(
    stay: Stay, command: CheckIn | AssignRoom | MoveStay | CorrectRoom, context: Context
) -> StayRefusal | None:
    """Nobody else has the room on a night that is left of the stay."""
    first = max(stay.arrival, context.business_date)
    return _taken(stay, command.room, command.others, first, stay.departure)


def room_stays_free(stay: Stay, command: ExtendStay, _: Context) -> StayRefusal | None:
    """Nobody else has the guest's room on an added night."""
    return _taken(stay, stay.room, command.others, stay.departure, command.departure)


def _taken(
    stay: Stay, room: str | None, others: Iterable[RoomUse], first: date, until: date
) -> StayRefusal | None:
    for other in others:
        if other.arrival < until and first < other.departure:
            return StayRefusal(
                "stay.room_taken",
                stay=stay.id,
                room=room,
                other=other.stay,
                arrival=other.arrival,
                departure=other.departure,
            )
    return None


def has_room(stay: Stay, _: Context) -> StayRefusal | None:
    """Only an assigned room can be given back."""
    return StayRefusal("stay.no_room_assigned", stay=stay.id) if stay.room is None else None


def other_than_itself(
    stay: Stay, command: ShareRoom | MoveStay | CorrectRoom, _: Context
) -> StayRefusal | None:
    """Two stays share a room; one alone has it."""
    if command.sharing == stay.id:
        return StayRefusal("stay.shares_with_itself", stay=stay.id)
    return None


def nobody_left_behind(stay: Stay, command: CheckOut, _: Context) -> StayRefusal | None:
    """Who has the room does not leave while others live in it with them."""
    if command.sharers:
        return StayRefusal("stay.room_shared", stay=stay.id, sharers=", ".join(command.sharers))
    return None


# Nights and prices


def is_booked(stay: Stay, command: PostNight, _: Context) -> StayRefusal | None:
    """Only a night of the stay is charged; the departure day has none, except for day use."""
    return _booked(stay, command.night)


def _booked(stay: Stay, night: date) -> StayRefusal | None:
    if stay.arrival <= night < stay.arrival + timedelta(days=len(stay.nights)):
        return None
    return StayRefusal(
        "stay.night_not_booked",
        stay=stay.id,
        arrival=stay.arrival,
        departure=stay.departure,
        night=night,
    )


def is_unposted(stay: Stay, command: PostNight, _: Context) -> StayRefusal | None:
    """Nights are charged in order, each exactly once."""
    return _unposted(stay, command.night)


def _unposted(stay: Stay, night: date) -> StayRefusal | None:
    if stay.posted_through is not None and night <= stay.posted_through:
        return StayRefusal(
            "stay.night_already_posted",
            stay=stay.id,
            posted_through=stay.posted_through,
            night=night,
        )
    return None


def nothing_posted(stay: Stay, _: Context) -> StayRefusal | None:
    """Once a night or a day use is charged, the check-in stands."""
    return None if stay.posted_through is None else _unposted(stay, stay.posted_through)


def is_due(stay: Stay, command: PostNight, context: Context) -> StayRefusal | None:
    """A night is charged on its own business date, neither in advance nor afterwards."""
    if command.night != context.business_date:
        return StayRefusal(
            "stay.night_not_due",
            stay=stay.id,
            night=command.night,
            business_date=context.business_date,
        )
    return None


def is_posted(stay: Stay, context: Context) -> StayRefusal | None:
    """A guest leaves once every night since the check-in is charged, or the day of a day use."""
    came = stay.checked_in_on or stay.arrival
    for night in stay.unposted:
        if stay.is_day_use or came <= night.date < context.business_date:
            return StayRefusal("stay.nights_unposted", stay=stay.id, night=night.date)
    return None


def none_in_advance(stay: Stay, context: Context) -> StayRefusal | None:
    """Of a guest who is taken over no night from the business date on is charged yet."""
    if (through := stay.posted_through) is None:
        return None
    if refusal := _booked(stay, through):
        return refusal
    if stay.is_day_use or through < context.business_date:
        return None
    return StayRefusal(
        "stay.night_not_due", stay=stay.id, night=through, business_date=context.business_date
    )


def changeable(stay: Stay, command: ChangePrices, _: Context) -> StayRefusal | None:
    """Only nights of the stay that are not charged yet can have another price."""
    for night in command.nights:
        if refusal := _booked(stay, night.date) or _unposted(stay, night.date):
            return refusal
    return None


def the_added_nights(stay: Stay, command: ExtendStay, _: Context) -> StayRefusal | None:
    """Each added night has its price."""
    added = (command.departure - stay.departure).days
    wanted = [stay.departure + timedelta(days=index) for index in range(added)]
    if [night.date for night in command.nights] != wanted:
        return StayRefusal("stay.nights_differ", stay=stay.id, first=wanted[0], last=wanted[-1])
    return None


def same_currency(
    stay: Stay, command: AmendStay | ChangePrices | ExtendStay, _: Context
) -> StayRefusal | None:
    """A stay is priced in one currency."""
    return _in_currency(stay, command.nights)


def _in_currency(stay: Stay, nights: Iterable[NightPrice]) -> StayRefusal | None:
    for night in nights:
        if night.price.currency.code != stay.currency:
            return _other_currency(stay, night.price.currency.code)
    return None


def _other_currency(stay: Stay, got: str) -> StayRefusal:
    return StayRefusal("stay.currency_mismatch", stay=stay.id, currency=stay.currency, got=got)


def fee_in_currency(
    stay: Stay, command: ShortenStay | GrantLateCheckOut, _: Context
) -> StayRefusal | None:
    """A fee is in the currency of the stay."""
    if command.fee is None or command.fee.currency.code == stay.currency:
        return None
    return _other_currency(stay, command.fee.currency.code)


# Permissions


def may_waive(_: Stay, command: CancelStay | MarkNoShow, context: Context) -> RuleViolation | None:
    """A fee that was agreed is waived by those with the permission."""
    return context.refusal_without(WAIVE_FEE) if command.waive_fee else None


def may_leave_owing(_: Stay, command: CheckOut, context: Context) -> RuleViolation | None:
    """A guest leaves on account by the word of somebody with the permission."""
    if command.settlement is Settlement.SETTLED:
        return None
    return context.refusal_without(ON_ACCOUNT)


# Taxes


def is_of_the_party(stay: Stay, command: GrantExemption, _: Context) -> StayRefusal | None:
    """Only one of the party is exempt."""
    if command.occupant is not None and command.occupant > len(stay.party):
        return StayRefusal(
            "stay.occupant_unknown", stay=stay.id, got=command.occupant, people=len(stay.party)
        )
    return None


def is_not_exempt_yet(stay: Stay, command: GrantExemption, _: Context) -> StayRefusal | None:
    """Nobody is exempt twice for the same reason."""
    for one in stay.exemptions:
        if (one.reason, one.occupant) == (command.reason, command.occupant):
            return StayRefusal(
                "stay.exempt_already", stay=stay.id, reason=one.reason, exemption=one.number
            )
    return None


def is_exempt(stay: Stay, command: WithdrawExemption, _: Context) -> StayRefusal | None:
    """Only what was granted is withdrawn."""
    if any(one.number == command.exemption for one in stay.exemptions):
        return None
    return StayRefusal("stay.exemption_unknown", stay=stay.id, got=command.exemption)
