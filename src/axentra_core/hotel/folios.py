"""What is agreed about bills, and bills that are of no stay."""

from datetime import date

from axentra_core.folio import (
    AddFixedCharge,
    AllowPosting,
    CloseFolio,
    EndFixedCharge,
    Folio,
    FolioKind,
    ForbidPosting,
    NamePayee,
    PayeeKind,
    PutOnAccount,
    SetCreditLimit,
    due_on,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.bill import open_folio
from axentra_core.hotel.charges import Sale, charges, own_money, own_money_if
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money

# A stay ends its own bill when the guest leaves, a group when it is closed.
OF_OTHERS = frozenset({FolioKind.GUEST, FolioKind.GROUP})


def open_house_account(unit: Unit, verb: verbs.OpenHouseAccount) -> None:
    """Begin a bill of the house itself."""
    folio = verb.folio or unit.new_id("folio")
    unit.act(open_folio(unit, folio, FolioKind.HOUSE, name=verb.name))


def open_passer_by(unit: Unit, verb: verbs.OpenPasserBy) -> None:
    """Begin a bill for somebody who has no room."""
    unit.act(open_folio(unit, verb.folio or unit.new_id("folio"), FolioKind.PASSER_BY))


def close_folio(unit: Unit, verb: verbs.CloseFolio) -> None:
    """End a bill of no stay."""
    _insist_on_own(unit, verb.folio)
    unit.act(CloseFolio(verb.folio))


def put_on_account(unit: Unit, verb: verbs.PutOnAccount) -> None:
    """Leave a bill of no stay open."""
    _insist_on_own(unit, verb.folio)
    unit.act(PutOnAccount(verb.folio, verb.due, verb.reason))


def _insist_on_own(unit: Unit, folio_id: str) -> None:
    """Insist that nothing else ends a bill.

    Raises:
        HotelRefusal: ``hotel.bill_of_a_stay``, unless it was left open when its guest was gone.
    """
    folio: Folio = unit.need("folio", folio_id)
    if folio.kind in OF_OTHERS and folio.receivable is None:
        raise HotelRefusal("hotel.bill_of_a_stay", folio=folio_id)


def name_payee(unit: Unit, verb: verbs.NamePayee) -> None:
    """Let somebody pay a window who is known: a guest by profile, a company by account."""
    if verb.payee is not None:
        kind = "account" if verb.payee.kind is PayeeKind.ACCOUNT else "guest"
        unit.need(kind, verb.payee.id)
    unit.act(NamePayee(verb.folio, verb.window, verb.payee))


def forbid_posting(unit: Unit, verb: verbs.ForbidPosting) -> None:
    """Let nobody sign to a bill."""
    unit.act(ForbidPosting(verb.folio, verb.reason))


def allow_posting(unit: Unit, verb: verbs.AllowPosting) -> None:
    """Let the guest sign to a bill."""
    unit.act(AllowPosting(verb.folio))


def set_credit_limit(unit: Unit, verb: verbs.SetCreditLimit) -> None:
    """Agree on how much may be owed."""
    limit = own_money_if(unit, verb.limit, "limit")
    unit.act(SetCreditLimit(verb.folio, limit))


def add_fixed_charge(unit: Unit, verb: verbs.AddFixedCharge) -> None:
    """Charge something again and again."""
    unit.property.folio.code(verb.code)
    unit.act(
        AddFixedCharge(
            verb.folio,
            verb.code,
            own_money(unit, verb.net, "net"),
            verb.rule,
            verb.since or unit.context.business_date,
            verb.until,
            verb.quantity,
            verb.description,
        )
    )


def post_fixed_charges(unit: Unit, folio_id: str, day: date) -> None:
    """Put on a bill what is due on a day; the day it is due tells one posting from another."""
    folio: Folio = unit.need("folio", folio_id)
    sales = [
        Sale(
            one.code,
            Money(one.net, folio.currency),
            day,
            f"fixed:{one.number}:{day}",
            one.description,
            one.quantity,
        )
        for one in folio.terms.fixed
        if due_on(one, day)
    ]
    if sales:
        unit.act(*charges(unit, folio_id, *sales))


def end_fixed_charge(unit: Unit, verb: verbs.EndFixedCharge) -> None:
    """Charge it no more."""
    unit.act(EndFixedCharge(verb.folio, verb.fixed_charge, verb.reason))
