"""What the front desk does: reservation, check-in, the bill, check-out."""

from collections.abc import Iterator

from axentra_core.folio import PayRefund as RefundFolio
from axentra_core.folio import ReverseCharge as ReverseOnFolio
from axentra_core.folio import TakePayment as PayFolio
from axentra_core.guests import CorrectGuest as CorrectProfile
from axentra_core.guests import RegisterGuest
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import charge, own_money
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.errors import InvalidInput, Reasons, RuleViolation
from axentra_core.kernel.sealed import Sealed, seal, words_of
from axentra_core.rooms import OccupyRoom
from axentra_core.stays import Book, NightPrice, Stay
from axentra_core.stays import CheckIn as BeginStay
from axentra_core.stays import CheckOut as EndStay


def reserve(unit: Unit, verb: verbs.Reserve) -> None:
    """Book a stay for a known guest or a new one."""
    unit.property.rooms.type(verb.room_type)
    guest = verb.guest or unit.new_id("guest")
    if verb.guest is not None:
        unit.need("guest", guest)
        if {verb.name, verb.mail, verb.phone} != {None}:
            raise InvalidInput.because("value.conflict", path="guest", one="guest", other="name")
    elif verb.name is None:
        raise InvalidInput.because("field.required", path="name")
    try:
        nights = list(Nights(verb.arrival, verb.departure))
    except InvalidInput as error:
        raise error.under("departure") from None
    if len(verb.prices) != len(nights):
        raise InvalidInput.because(
            "list.length", path="prices", got=len(verb.prices), low=len(nights), high=len(nights)
        )
    prices = [own_money(unit, price, f"prices[{i}]") for i, price in enumerate(verb.prices)]
    if verb.name is not None and verb.guest is None:
        unit.act(RegisterGuest(guest, *_sealed(unit, guest, verb.name, verb.mail, verb.phone)))
    stay = verb.stay or unit.new_id("stay")
    unit.act(
        Book(
            stay,
            stay,
            guest,
            verb.room_type,
            verb.arrival,
            verb.departure,
            tuple(map(NightPrice, nights, prices)),
            verb.adults,
            verb.children,
            verb.source,
            verb.reference,
            unit.settings,
        )
    )


def correct_guest(unit: Unit, verb: verbs.CorrectGuest) -> None:
    """Correct what is known of a guest."""
    sealed = _sealed(unit, verb.guest, verb.name, verb.mail, verb.phone)
    unit.act(CorrectProfile(verb.guest, *sealed))


def _sealed(
    unit: Unit, guest: str, name: str, mail: str | None, phone: str | None
) -> tuple[Sealed, Sealed | None, Sealed | None]:
    cipher = unit.outside.cipher
    return (
        seal(cipher, guest, name, words_of(name)),
        None if mail is None else seal(cipher, guest, mail, [mail.casefold()]),
        None if phone is None else seal(cipher, guest, phone),
    )


def check_in(unit: Unit, verb: verbs.CheckIn) -> None:
    """Begin the stay and occupy its room (seed: the room is marked "Occupied")."""
    stay: Stay = unit.need("stay", verb.stay)
    number = verb.room or _first_ready(unit, stay)
    room = unit.property.rooms.room(number)
    tasks = tuple(task for _, task in unit.find("task.blocking", number))
    unit.act(
        BeginStay(verb.stay, number, room.type, verb.upgrade),
        OccupyRoom(number, verb.stay, unit.property.rooms.ready_from, tasks, verb.override),
    )


def _first_ready(unit: Unit, stay: Stay) -> str:
    refusals = []
    for number, refusal in rooms_for(unit, stay):
        if refusal is None:
            return number
        refusals.append(refusal)
    raise HotelRefusal("hotel.no_room_ready", type=stay.room_type, why=Reasons(refusals))


def rooms_for(window: Window, stay: Stay) -> Iterator[tuple[str, RuleViolation | None]]:
    """Yield every room of the booked type and what stands against giving it to the stay."""
    blocking: dict[str, list[str]] = {}
    for number, task in window.find("task.blocking", "", HIGHEST):
        blocking.setdefault(number, []).append(task)
    rooms = window.property.rooms.of_type(stay.room_type)
    window.load(*(("room", room.number) for room in rooms))
    for room in rooms:
        tasks = tuple(blocking.get(room.number, ()))
        command = OccupyRoom(room.number, stay.id, window.property.rooms.ready_from, tasks)
        yield room.number, window.refusal_of(command)


def charge_to_room(unit: Unit, verb: verbs.ChargeToRoom) -> None:
    """Put something sold on the bill of a stay."""
    unit.act(
        charge(
            unit,
            stay=verb.stay,
            code=verb.code,
            net=verb.net,
            service_date=unit.context.business_date,
            source=f"charge:{unit.new_id('charge')}",
            description=verb.description,
            quantity=verb.quantity,
        )
    )


def reverse_charge(unit: Unit, verb: verbs.ReverseCharge) -> None:
    """Take a line of the bill back."""
    unit.act(ReverseOnFolio(verb.stay, verb.line, verb.reason))


def take_payment(unit: Unit, verb: verbs.TakePayment) -> None:
    """Receive money for the bill of a stay."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(PayFolio(verb.stay, verb.method, amount, verb.card, verb.in_advance))


def pay_refund(unit: Unit, verb: verbs.PayRefund) -> None:
    """Give money back from the bill of a stay."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(RefundFolio(verb.stay, verb.method, amount, verb.card))


def check_out(unit: Unit, verb: verbs.CheckOut) -> None:
    """End the stay; its bill must close and its room is vacated (seed: Checkout)."""
    unit.act(EndStay(verb.stay))
