"""What a stay costs and what of it is still to be paid, by whoever pays the guest's window.

Of nights that are still to come the price is worked out as they will be posted: with packages,
fixed charges, service charge and taxes, and less what a routing instruction sends to somebody else.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs

from axentra_core.deposits import Deposit
from axentra_core.folio import ChargePosted, Folio, PayeeKind, Quote, due_on, route
from axentra_core.folio.corrections import added, lines_of, placed
from axentra_core.folio.routing import HOME
from axentra_core.hotel.charges import package_source
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.routing import used
from axentra_core.hotel.taxes import AHEAD, Bill, night_source
from axentra_core.hotel.window import Window
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, add, subtract, total
from axentra_core.payment_rules import Figures
from axentra_core.payments import Operation, Payment
from axentra_core.stays import Part, Stay

TAKING = frozenset({Operation.CHARGE, Operation.REDIRECT, Operation.CAPTURE})
# A guest who pays elsewhere may leave the page and pay at the desk.
BY_ITSELF = TAKING - {Operation.REDIRECT}


def figures_of(window: Window, stay_id: str) -> Figures:
    """Return what a stay costs the guest, what is open of it, and what is on its way.

    Raises:
        NotFound: ``record.not_found``.
        TaxRefusal: as `axentra_core.folio.tax.quote`.
    """
    stay: Stay = window.need("stay", stay_id)
    folio: Folio = window.need("folio", stay_id)
    number = guest_window(folio)
    own = folio.window(number)
    coming = [*_expected(window, stay, folio, number)]
    costs = add(own.charged, total(one.quote.total for one in coming))
    deposits: list[Deposit] = [
        window.need("deposit", found) for _, found in window.find("deposit.held", stay_id)
    ]
    paid = add(own.paid, total(one.held for one in deposits))
    first = _first_night(window, stay, folio, number, coming)
    payments = payments_of(window, folio.id)
    # What a bank has taken back is owed again, and a person decides whether any card is asked.
    disputed = total(one.charged_back for one in payments if one.window == number)
    in_flight = add(total(under_way(window, folio.id, number).values()), disputed)

    def money(amount: Decimal) -> Money:
        return Money(amount, folio.currency)

    return Figures(money(costs), money(subtract(costs, paid)), money(in_flight), money(first))


def guest_window(folio: Folio) -> int:
    """Return the first window that no company pays."""
    of_companies = {
        one.number
        for one in folio.windows
        if one.payee is not None and one.payee.kind is PayeeKind.ACCOUNT
    }
    return next(number for number in range(1, len(of_companies) + 2) if number not in of_companies)


def payments_of(window: Window, folio: str) -> list[Payment]:
    """Return the payments of a bill through a gateway."""
    found = [one for _, one in window.find("payment.folio", folio)]
    window.load(*(("payment", one) for one in found))
    return [window.need("payment", one) for one in found]


def under_way(
    window: Window, folio: str, number: int, operations: frozenset[Operation] = TAKING
) -> dict[str, Decimal]:
    """Return what payments are on their way to bring for a window of a bill, by payment."""
    return {
        one.id: one.open.amount
        for one in payments_of(window, folio)
        if one.open is not None and one.window == number and one.open.operation in operations
    }


def insist_on_owed(
    folio: Folio, number: int, amount: Decimal, coming: Mapping[str, Decimal]
) -> None:
    """Insist that others do not pay the same already: this is where two tills meet.

    Args:
        folio: the bill.
        number: its window.
        amount: what is to be paid now.
        coming: what is on its way to pay it, by payment, as `under_way` tells.

    Raises:
        HotelRefusal: ``hotel.payment_under_way``.
    """
    owed, on_its_way = folio.window(number).owed, total(coming.values())
    if coming and add(on_its_way, amount) > owed:
        raise HotelRefusal(
            "hotel.payment_under_way",
            folio=folio.id,
            owed=owed,
            under_way=on_its_way,
            currency=folio.currency,
            payments=", ".join(coming),
            got=amount,
        )


@attrs.frozen
class Expected:
    """What is still to be posted.

    Attributes:
        day: on which it is posted.
        code: its transaction code.
        quote: its price.
        is_fixed: it comes beside the night and what is sold with that, by a fixed charge.
    """

    day: date
    code: str
    quote: Quote
    is_fixed: bool = False


def _expected(window: Window, stay: Stay, folio: Folio, number: int) -> Iterator[Expected]:
    """Yield the guest's part of everything that is still to be posted."""
    if stay.status not in AHEAD:
        return
    instructions = folio.terms.routing
    for one in _to_come(window, stay, folio):
        department = window.property.folio.code(one.code).department
        parts = route(one.quote, one.code, department, one.day, instructions, folio.unit)
        for part in parts:
            here = part.target.folio in {None, folio.id}
            at = part.target.window if part.instruction is not None else HOME.window
            if here and at == number:
                yield attrs.evolve(one, quote=part.quote)
        instructions = used(instructions, parts)


def _to_come(window: Window, stay: Stay, folio: Folio) -> Iterator[Expected]:
    """Yield every night to come and what comes with it, in the order in which it is posted."""
    own = window.property
    code = (own.stays.day_use_code if stay.is_day_use else None) or own.room_charge
    fixed = {night.date: [*_fixed(stay, folio, night.date)] for night in stay.unposted}
    taxed: dict[str, Quote] = {}
    if own.folio.tax is not None:
        besides = [(name, day, part) for day, due in fixed.items() for name, part in due]
        taxed = Bill(window, stay.id).ahead(besides)
    for night in stay.unposted:
        split, day = stay.split_of(night.date), night.date
        prices = [(str(day), code, split.room)]
        prices += [
            (f"{day}-{place}", part.code, part.amount) for place, part in enumerate(split.parts, 1)
        ]
        prices += [(name, part.code, part.amount) for name, part in fixed[day]]
        names = {name for name, _ in fixed[day]}
        for name, sold, price in prices:
            quote = taxed.get(name) or own.folio.quote(
                sold, Money(price, stay.currency), own.price_rounding
            )
            yield Expected(day, sold, quote, name in names)


def _fixed(stay: Stay, folio: Folio, day: date) -> Iterator[tuple[str, Part]]:
    """Yield the fixed charges of a day at whose close the guest is in house."""
    for one in () if stay.is_day_use else folio.terms.fixed:
        if due_on(one, day):
            part = Part(one.code, one.quantity, one.net, included=False, description=None)
            yield f"fixed:{one.number}:{day}", part


def _first_night(
    window: Window, stay: Stay, folio: Folio, number: int, coming: Sequence[Expected]
) -> Decimal:
    """Return what the first night costs, as it was posted or as it will be."""
    first = stay.nights[0].date if stay.nights else stay.arrival
    expected = total(one.quote.total for one in coming if one.day == first and not one.is_fixed)
    sources = {night_source(first, day_use=stay.is_day_use), package_source(first)}
    lines = lines_of(window.past("folio", folio.id))
    posted = [
        part
        for line in lines
        if isinstance(line, ChargePosted) and line.source in sources
        for at, part in placed(lines, line.line).items()
        if at == number
    ]
    return add(expected, added(posted).total if posted else ZERO)
