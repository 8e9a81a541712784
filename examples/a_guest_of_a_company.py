"""A guest of a company: the same two nights, and a company pays for the room (Tamu Perusahaan).

    python examples/a_guest_of_a_company.py --locale id

Room and tax go to the company's window of the bill by routing, and to the City Ledger when the
guest leaves. What the guest signs for stays on their own window and is paid at the cash desk. The
hotel, its clock and the manner of telling are those of the story of one guest.
"""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import attrs
from one_guest_two_nights import (
    AXENTRA,
    MONDAY,
    TOLD,
    TUESDAY,
    WEDNESDAY,
    Jakarta,
    Narrator,
    Numbered,
    room_2034,
    rupiah,
)

from axentra_core import cashier
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.cashier import CashierSettings, CashierShiftClosed, CashierShiftOpened
from axentra_core.city_ledger import (
    AccountDebited,
    AccountOpened,
    Ageing,
    InvoiceNumbered,
    PaymentReceived,
)
from axentra_core.documents import DocumentIssued, DocumentKind, DocumentSettings, Seller
from axentra_core.folio import (
    CashRounded,
    ChargePosted,
    InvoiceNoted,
    Payee,
    PayeeKind,
    PayeeNamed,
    PaymentMethod,
    RoutingAgreed,
    Target,
)
from axentra_core.hotel import Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.reports import day_report
from axentra_core.stays import StayBooked, party
from axentra_core.views import LOCALES, document_text, text

OWN, COMPANY = 1, 2  # windows of the bill

HOUSE = attrs.evolve(
    AXENTRA,
    folio=attrs.evolve(AXENTRA.folio, cash_step=Decimal(500)),
    cashier=CashierSettings(cash_needs_shift=True),
    documents=DocumentSettings(
        Seller("PT Hotel Axentra", ("Jl. Thamrin 1", "Jakarta 10310"), "01.234.567.8-021.000")
    ),
)

TOLD.update(
    {
        AccountOpened: lambda e: f"limit {e.credit_limit:,}, {e.terms_days} days",
        PayeeNamed: lambda e: f"window {e.window} is paid by {e.payee.kind} {e.payee.id}",
        RoutingAgreed: lambda e: (
            f"{', '.join(e.instruction.codes)} to window {e.instruction.target.window}"
        ),
        ChargePosted: lambda e: f"window {e.window}: {e.description}, {e.quote.total:,} in all",
        CashierShiftOpened: lambda e: f"{e.cashier} begins",
        CashRounded: lambda e: f"window {e.window}: {e.amount:,}",
        cashier.PaymentReceived: lambda e: f"{e.method}: {e.amount:,}",
        AccountDebited: lambda e: f"item {e.item}: {e.amount:,}, due {e.due}",
        InvoiceNoted: lambda e: f"window {e.window} through line {e.through}",
        InvoiceNumbered: lambda e: f"item {e.item}, due {e.due}",
        DocumentIssued: lambda e: f"{e.content.kind}: {e.content.charged:,}",
        PaymentReceived: lambda e: ", ".join(
            f"{part.amount:,} settle item {part.item}" for part in e.allocations
        ),
        CashierShiftClosed: lambda e: ", ".join(
            f"{one.currency} {one.counted:,} counted, {one.over_short:+,}" for one in e.counts
        ),
    }
)


@attrs.frozen
class Paper:
    """What is handed out: numbers of documents, and what it is all about."""

    stay: str
    account: str
    numbers: tuple[str, ...]


def company_guest(hotel: Hotel, clock: Jakarta) -> Paper:
    """Walk a company's guest through the hotel; return what is handed out."""
    narrator = Narrator(hotel)
    desk = hotel.by(Actor("staff", "ayu"))
    manager = hotel.by(Actor("staff", "dewi", ("manager",)))
    hotel.open(on=MONDAY)

    account = (
        manager.open_account(
            "PT Nusantara Jaya",
            address="Jl. Sudirman 5, Jakarta",
            mail="ap@nusantara.example",
            tax_id="02.345.678.9-012.000",
            credit_limit=rupiah(5_000_000),
            terms_days=14,
        )
        .one(AccountOpened)
        .account
    )
    narrator.tell("The company gets an account: so much credit, for so many days")

    stay = (
        desk.reserve(
            arrival=MONDAY,
            departure=WEDNESDAY,
            room_type="DLX",
            prices=[rupiah(850_000)] * 2,
            name="Siti Rahma",
            party=party(adults=2),
        )
        .one(StayBooked)
        .stay
    )
    desk.name_payee(stay, COMPANY, Payee(PayeeKind.ACCOUNT, account))
    desk.agree_routing(stay, Target(window=COMPANY), codes=["ROOM"])
    narrator.tell("Reservation: the company pays room and tax, the guest what they sign for")

    desk.check_in(stay, room="2034")
    guest = hotel.guest(
        hotel.open_guest_session(hotel.room_link("2034"), hotel.stay_code(stay), key="phone-1")
    )
    guest.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key="order-1")
    narrator.tell("Check-in, and an order from the room's link: it is on the guest's own window")

    guest.make_up_room(stay, key="make-up")
    for task in hotel.read.tasks():
        hotel.by(Actor("staff", "budi")).finish_task(task.id)
    narrator.tell("Make Up Room: housekeeping has made it up and brought the linen")

    for day in (MONDAY, TUESDAY):
        clock.now = clock.at(day, "23:30")
        desk.close_day(day)
        narrator.tell(f"Close of {day:%d %B}: the night goes to the company's window with its tax")

    return leave_and_settle(narrator, clock, stay, account)


def leave_and_settle(narrator: Narrator, clock: Jakarta, stay: str, account: str) -> Paper:
    """Tell of the last day: two windows, two ways to pay."""
    hotel, clock.now = narrator.hotel, clock.at(WEDNESDAY, "09:00")
    desk = hotel.by(Actor("staff", "ayu"))
    shift = (
        desk.open_cashier_shift(drawer="DESK", floats=[rupiah(1_000_000)], key="till-1")
        .one(CashierShiftOpened)
        .cashier_shift
    )
    narrator.tell("The cashier counts the change and begins a shift")

    preview = hotel.checkout_preview(stay, actor=desk.actor)
    narrator.tell("What would a check-out do? The same code, and nothing of it is kept")
    print(f"      {preview.refusal}")
    print(f"      to pay now: {preview.to_pay:,}; billed: {dict(preview.billed)[account]:,}")

    desk.take_payment(stay, PaymentMethod.CASH, rupiah(230_000), window=OWN, key="cash-1")
    narrator.tell("The guest pays in cash: the smallest coin is 500, so 229,900 is rounded")

    clock.now = clock.at(WEDNESDAY, "10:30")
    desk.check_out(stay)
    narrator.tell("Check-out: the company is billed, the bill is at zero and the room is free")
    print(f"      board: {room_2034(hotel)}")

    documents = [
        desk.issue_document(stay, DocumentKind.INVOICE, window=COMPANY, key="invoice-1"),
        desk.issue_document(stay, DocumentKind.RECEIPT, window=OWN, key="receipt-1"),
    ]
    narrator.tell("An invoice for the company, a receipt for the guest")
    for days in (0, 20):
        aged = hotel.read.ageing(account, WEDNESDAY + timedelta(days))
        print(f"      aged by {aged.clock} date on {aged.as_of}: {told_ages(aged)}")

    clock.now = clock.at(WEDNESDAY, "15:00")
    owed = hotel.read.account(account).account.owed
    desk.receive_account_payment(account, owed, PaymentMethod.TRANSFER, key="transfer-1")
    narrator.tell("The company pays by transfer; its oldest items are settled first")

    clock.now = clock.at(WEDNESDAY, "22:00")
    try:
        desk.close_cashier_shift(shift, [], key="blind")
    except RuleViolation as refusal:
        narrator.tell("A close is blind: all cash is counted, and nothing says what is expected")
        print(f"      {refusal}")
    desk.close_cashier_shift(shift, [rupiah(1_229_500)], key="count-1")
    narrator.tell("The cashier has counted")

    clock.now = clock.at(WEDNESDAY, "23:30")
    desk.close_day(WEDNESDAY)
    documents.append(desk.issue_account_statement(account, since=MONDAY, key="statement-1"))
    narrator.tell(f"Close of {WEDNESDAY:%d %B}, and a statement for the company")
    return Paper(stay, account, tuple(one.one(DocumentIssued).document for one in documents))


def told_ages(aged: Ageing) -> str:
    """Return what is open by age, rows without anything left out."""
    return "; ".join(
        f"{row.amount:,} " + (f"late by {row.since} days or more" if row.since else "not late")
        for row in aged.rows
        if row.amount
    )


def printed(hotel: Hotel, paper: Paper, locale: str) -> str:
    """Return the documents and the reports of all three days in a language."""
    name = hotel.read.configuration.name
    reports = (day_report(hotel.feed(), day) for day in (MONDAY, TUESDAY, WEDNESDAY))
    shown = [hotel.read.document(number) for number in paper.numbers]
    return "\n".join(
        [
            *(
                document_text(
                    one.document,
                    locale,
                    buyer_name=one.buyer_name,
                    buyer_address=one.buyer_address,
                    property_name=name,
                )
                for one in shown
            ),
            *(text.day_report(report, locale, property_name=name) for report in reports),
        ]
    )


@contextmanager
def opened(file: Path, clock: Jakarta, keys: Keys) -> Iterator[Hotel]:
    """Open the hotel over its file, and close the file again."""
    with SqliteStore(file) as store:
        yield Hotel(store, HOUSE, clock=clock, ids=Numbered(), keys=keys)


def main() -> int:
    """Tell the story; return the exit code."""
    parser = argparse.ArgumentParser(description="A guest of a company.")
    parser.add_argument("--locale", default="en", choices=LOCALES)
    locale = parser.parse_args().locale
    clock, keys = Jakarta(), Keys(secrets.token_bytes(32))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hotel.sqlite"
        with opened(file, clock, keys) as hotel:
            paper = company_guest(hotel, clock)
            first = printed(hotel, paper, locale)
        print("\n" + first)
        with opened(file, clock, keys) as hotel:
            again = printed(hotel, paper, locale)
    print("The file was closed and opened again: " + ("the same." if again == first else "OTHER!"))
    return 0 if again == first else 1


if __name__ == "__main__":
    sys.exit(main())
