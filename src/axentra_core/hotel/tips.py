"""Lines of a bill that are no revenue: tips of the staff, and what an agent keeps."""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.folio import ChargeMoved, DeductCommission, Nature, Priced
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import Sale, charges
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.settlement import take_payment
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, add, subtract


def tip_source(staff: str | None) -> str:
    """Return what a tip comes from: whom it was given to, where the guest has named somebody."""
    return "tip" if staff is None else f"tip:{staff}"


def add_tip(unit: Unit, verb: verbs.AddTip) -> None:
    """Put a tip on a bill, and take the payment where it is given at once."""
    if verb.method is not None and (refusal := unit.context.refusal_without("folio.take_payment")):
        raise refusal
    unit.post_on(verb.on)
    unit.property.folio.code_of(Nature.TIP, verb.code)
    sale = Sale(
        verb.code,
        verb.amount,
        unit.context.business_date,
        tip_source(verb.staff),
        window=verb.window,
        signed=verb.method is None,
    )
    unit.act(*charges(unit, verb.folio, sale))
    if verb.method is not None:
        for folio, window, owed in tuple(_where_it_stands(unit)):
            amount = Money(owed, unit.property.currency)
            # In advance: a tip is paid for itself, whatever else the window owes or has to its
            # credit, and no coin of it is rounded.
            paid = verbs.TakePayment(
                folio, verb.method, amount, verb.card, in_advance=True, window=window
            )
            take_payment(unit, paid)


def _where_it_stands(unit: Unit) -> Iterator[tuple[str, int, Decimal]]:
    """Yield where routing has left what this unit has charged: bill, window and amount."""
    stands: dict[tuple[str, int], Decimal] = {}
    for one in unit.events:
        if isinstance(one, ChargeMoved):
            here, there = (one.folio, one.window), (one.folio, one.to_window)
            stands[here] = subtract(stands.get(here, ZERO), one.quote.total)
            stands[there] = add(stands.get(there, ZERO), one.quote.total)
        elif isinstance(one, Priced):
            here = one.folio, one.window
            stands[here] = add(stands.get(here, ZERO), one.quote.total)
    for (folio, window), amount in stands.items():
        if amount:
            yield folio, window, amount


def deduct_commission(unit: Unit, verb: verbs.DeductCommission) -> None:
    """Let an agent keep a percent of what stands in a window; what is left can be billed."""
    unit.post_on(verb.on)
    own = unit.property
    if own.folio.commission_code is None:
        raise HotelRefusal("hotel.no_commission_code", property=own.id)
    for place, named in enumerate(verb.codes):
        own.folio.code_of(Nature.REVENUE, named, f"codes[{place}]")
    code = own.folio.code(own.folio.commission_code)
    unit.act(
        DeductCommission(
            verb.folio,
            verb.window,
            verb.rate,
            code.code,
            code.department,
            verb.reason,
            unit.settings,
            verb.codes,
            verb.departments,
            own.rounding,
        )
    )
