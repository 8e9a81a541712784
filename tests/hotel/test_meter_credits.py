"""What was charged too much for a use: taken off where it was charged, and by a credit note."""

from decimal import Decimal
from functools import partial

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.metering import DEVICE, END, PRICE, TARIFF, USED, VAT
from tests.hotel.test_meters import CASH, NIGHTS, TRANSFER, House, idr, owner

from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import AccountOpened, ItemCredited
from axentra_core.documents import DocumentIssued, DocumentKind, DocumentSettings, DocumentStatus
from axentra_core.folio import (
    ChargeAdjusted,
    ChargePosted,
    FolioOpened,
    FolioStatus,
    Payee,
    PayeeKind,
    Percent,
    RefundPaid,
    Target,
)
from axentra_core.kernel.numbers import total
from axentra_core.meters import Device, FixedCharge, Measure, Per, Register, Utility

INVOICE, CREDIT_NOTE = DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE
WATER = attrs.evolve(TARIFF, id="water-26")
TWO = {
    "utilities": (Utility("el", "el-26", "METER"), Utility("water", "water-26", "METER")),
    "tariffs": (TARIFF, WATER),
}


@pytest.fixture
def house(open_front):
    """Open a hotel with some settings, and install the meter."""
    return partial(House.opened, open_front)


@pytest.fixture
def own(house):
    """A hotel that invoices when all is read."""
    return house("invoice_at_finalise").with_a_drawer()


def corrected(own, stay, value, **more):
    """Let the last reading be another one, and settle the difference; return the outcome."""
    own.end(stay, value)
    own.boss.review_readings(stay)
    return own.boss.settle_difference(stay, key=own.front.key(), **more)


def said(paper):
    """Return what a document says: kind, what it corrects, net, tax and total."""
    content = paper.content
    taxes = [tax.amount for tax in content.taxes]
    return content.kind, content.refers_to, content.net, taxes, content.charged


def test_what_was_charged_too_much_is_credited_on_its_invoice(own) -> None:
    """The credit note names the invoice, and has the tax that the tariff has worked out."""
    stay = own.ready()
    invoice = own.of(stay).document
    done = corrected(own, stay, "122")
    (note,) = own.papers(done)
    assert said(note) == (CREDIT_NOTE, invoice, -54_055, [-5_945], -60_000)
    off = done.one(ChargeAdjusted)
    (line,) = own.charged(stay)
    assert (off.corrects, off.document, off.note) == (line.line, note.id, "-20 kWh")
    assert (own.charged(stay, 1), done.all(ChargePosted)) == ([], ())
    assert own.front.owed(stay) == idr(NIGHTS + USED - 60_000)
    assert (own.of(stay).document, own.of(stay).difference_due) == (invoice, False)
    assert own.hotel.read.document(invoice).document.status is DocumentStatus.ISSUED
    own.check()


def test_what_was_credited_stands_on_no_other_invoice(own) -> None:
    """The next invoice of the bill has what is new, and nothing of what was credited."""
    stay = own.ready()
    corrected(own, stay, "122")
    own.boss.charge_to_room(stay, "FNB", idr(100_000), key="dinner")
    (paper,) = own.papers(own.boss.issue_document(stay, key="i"))
    assert [line.code for line in paper.content.lines] == ["FNB"]
    assert paper.content.brought_forward == NIGHTS + USED - 60_000
    own.check()


def test_who_has_paid_gets_the_money_back_with_the_credit_note(own) -> None:
    """The bill is opened for it and ends again; the receipt has the refund and the note."""
    stay = own.ready()
    own.front.settle(stay)
    own.boss.check_out(stay)
    done = corrected(own, stay, "122", method=CASH)
    assert done.one(RefundPaid).amount == 60_000
    assert own.hotel.read.folios_of(stay)[0].status is FolioStatus.CLOSED
    receipt = own.hotel.read.meter_receipt(stay)
    assert (receipt.paid, receipt.is_shown) == (-60_000, False)
    assert [one.document.content.kind for one in receipt.documents] == [CREDIT_NOTE]
    own.check()


def test_what_is_not_paid_back_at_once_stays_on_the_bill(own) -> None:
    """It is on account, to be paid back."""
    stay = own.ready()
    own.front.settle(stay)
    own.boss.check_out(stay)
    corrected(own, stay, "122")
    (bill,) = own.hotel.read.receivables()
    assert (bill.id, bill.owed, bill.receivable.reason) == (stay, -60_000, "to be paid back")
    own.check()


def test_an_invoice_of_which_all_is_credited_ends_with_the_credit_note(own) -> None:
    """The nights were invoiced before, so that nothing is left on the supplementary invoice."""
    stay = own.read_through()
    own.boss.issue_document(stay, key="nights")
    own.finalise(stay)
    invoice = own.of(stay).document
    (note,) = own.papers(corrected(own, stay, "100"))
    ended = own.hotel.read.document(invoice).document
    assert (note.content.charged, ended.status, ended.ended_by) == (
        -USED,
        DocumentStatus.CANCELLED,
        note.id,
    )
    (again,) = own.papers(corrected(own, stay, "110"))
    assert said(again)[0] is INVOICE
    own.check()


def test_a_credit_takes_back_the_newest_first(own) -> None:
    """Of two invoices each gets a credit note of its own, and none more than it has."""
    stay = own.ready()
    first = own.of(stay).document
    (second,) = own.papers(corrected(own, stay, "150"))
    newer, older = own.papers(corrected(own, stay, "130"))
    assert said(newer)[:2] == (CREDIT_NOTE, second.id)
    assert said(older)[:2] == (CREDIT_NOTE, first)
    assert (newer.content.charged, older.content.charged) == (-24_000, -36_000)
    assert own.of(stay).billed.gross == 90_000
    own.check()


def test_one_use_is_more_and_another_is_less(house) -> None:
    """An invoice for the one, a credit note for the other."""
    own = house("invoice_at_finalise", **TWO)
    water = (
        own.boss.install_meter(
            "2034", "water", attrs.evolve(DEVICE, number="4712"), own.front.clock.now
        )
        .events[0]
        .meter
    )
    stay = own.book(in_house=True)
    own.send(stay, own.reading("100"), own.reading("500", meter=water))
    own.wait()
    own.send(stay, own.reading("142", END), own.reading("520", END, meter=water))
    own.finalise(stay)
    own.send(stay, own.reading("150", END), own.reading("510", END, meter=water))
    own.boss.review_readings(stay)
    done = own.boss.settle_difference(stay, key="d")
    note, paper = own.papers(done)
    assert said(note)[0:5:4] == (CREDIT_NOTE, -30_000)
    assert [line.total for line in paper.content.lines] == [24_000]
    own.check()


def test_what_a_withdrawn_invoice_had_is_put_right_before_the_next_one(own) -> None:
    """It stands on no invoice then, so no credit note corrects one."""
    stay = own.ready()
    own.boss.issue_credit_note(own.of(stay).document, "another name", keep_charges=True, key="w")
    done = corrected(own, stay, "122")
    assert done.all(DocumentIssued) == ()
    assert done.one(ChargeAdjusted).document is None
    (paper,) = own.papers(own.boss.issue_document(stay, key="i"))
    assert paper.content.charged == NIGHTS + USED - 60_000
    own.check()


def test_a_house_without_documents_puts_its_bills_right(house) -> None:
    """The line is corrected; nothing is issued."""
    own = house("invoice_at_finalise", documents=DocumentSettings())
    stay = own.ready()
    done = corrected(own, stay, "122")
    assert (done.all(DocumentIssued), done.one(ChargeAdjusted).quote.total) == ((), -60_000)
    assert own.front.owed(stay) == idr(NIGHTS + USED - 60_000)
    own.check()


def test_what_was_credited_by_hand_is_not_credited_again(own) -> None:
    """A part that is left can be; more than that is for a person to look at."""
    stay = own.ready()
    invoice, line = own.of(stay).document, own.charged(stay)[0].line
    own.boss.issue_correction(invoice, line, "goodwill", amount=idr(100_000), key="c")
    corrected(own, stay, "134")
    assert own.front.owed(stay) == idr(NIGHTS + USED - 100_000 - 24_000)
    own.end(stay, "130")
    own.boss.review_readings(stay)
    settle = partial(own.boss.settle_difference, stay, key="d")
    why = own.front.refuses(settle, "hotel.credited_already")
    assert (why.values["amount"], why.values["stay"]) == (10_000, stay)
    own.check()


def test_a_credit_goes_to_the_company_that_was_invoiced(own) -> None:
    """What routing has let a company pay it owes less of."""
    stay = own.read_through()
    garuda = own.boss.open_account("Garuda Travel").one(AccountOpened).account
    own.boss.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, garuda))
    own.boss.agree_routing(stay, Target(None, 2), codes=["METER"])
    own.finalise(stay)
    invoice = own.of(stay).document
    assert own.hotel.read.document(invoice).document.content.about == f"folio:{stay}:2"
    own.boss.bill_directly(stay, window=2, key="bill")
    done = corrected(own, stay, "122")
    (note,) = own.papers(done)
    assert (note.content.refers_to, note.content.buyer.subject) == (invoice, garuda)
    assert done.one(ItemCredited).amount == 60_000
    assert own.front.owed(stay) == idr(NIGHTS)
    own.check()


def test_two_credit_notes_at_once_let_a_company_owe_less_of_each(own) -> None:
    """One direct bill, two invoices: what is credited on both is taken off once each."""
    stay = own.read_through()
    garuda = own.boss.open_account("Garuda Travel").one(AccountOpened).account
    own.boss.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, garuda))
    own.boss.agree_routing(stay, Target(None, 2), codes=["METER"])
    own.finalise(stay)
    corrected(own, stay, "150")
    own.boss.bill_directly(stay, window=2, key="bill")
    done = corrected(own, stay, "130")
    assert [one.amount for one in done.all(ItemCredited)] == [24_000, 36_000]
    assert own.hotel.read.account(garuda).account.balance == 90_000
    own.check()


def test_a_credit_follows_the_use_to_another_bill(own) -> None:
    """What another bill has taken over is invoiced with it, and credited there."""
    stay = own.read_through()
    owner = own.boss.open_house_account("Owner of the house", key="h").one(FolioOpened).folio
    own.boss.agree_routing(stay, Target(owner), codes=["METER"])
    done = own.finalise(stay)
    assert (done.all(DocumentIssued), own.of(stay).document) == ((), None)
    (paper,) = own.papers(own.boss.issue_document(owner, key="i"))
    (note,) = own.papers(corrected(own, stay, "122"))
    assert (note.content.refers_to, note.content.charged) == (paper.id, -60_000)
    assert own.hotel.read.folio(owner).balance == USED - 60_000
    own.check()


def test_what_is_fixed_is_counted_and_not_measured(house) -> None:
    """The bill says how often: two days of a standing charge are no kWh."""
    fixed = attrs.evolve(PRICE, fixed=(FixedCharge("standing", "5000", Per.DAY),))
    own = house("invoice_at_finalise", tariffs=(attrs.evolve(TARIFF, versions=(fixed,)),))
    stay = own.ready()
    assert [one.description for one in own.charged(stay)] == [
        "Electricity: 42 kWh",
        "Electricity: 2 x standing",
    ]


def test_registers_of_one_utility_are_told_apart(house) -> None:
    """Given a high and a low tariff, then the bill and its credit name the register."""
    own = house("invoice_at_finalise")
    registers = (Register("HT", Measure.KWH, digits=5), Register("NT", Measure.KWH, digits=5))
    own.meter = own.install("2035", Device("4799", registers))
    stay = own.book(in_house=True, room="2035")
    own.send(stay, *(own.reading("100", register=one) for one in ("HT", "NT")))
    own.wait()
    own.send(
        stay,
        own.reading("120", END, register="HT"),
        own.reading("112", END, register="NT"),
    )
    own.finalise(stay)
    descriptions = [one.description for one in own.charged(stay)]
    assert descriptions == ["Electricity: 20 kWh (HT)", "Electricity: 12 kWh (NT)"]
    own.send(stay, own.reading("110", END, register="NT", corrects=4))
    done = own.boss.settle_difference(stay, key="d")
    assert done.one(ChargeAdjusted).note == "-2 kWh (NT)"
    own.check()


@pytest.mark.parametrize(
    ("chain", "code"),
    [
        ((Percent("pb1", "0.11"),), "pb1"),
        ((Percent("service", "0.11"), Percent("pb1", "0.11", ("net", "service"))), "pb1"),
        ((Percent("service", "0.11"), Percent("pb1", "0.10", ("net", "service"))), "vat"),
        ((Percent("pb1", "0.10"),), "vat"),
    ],
    ids=["same rate", "as much as the service charge", "service charge alone", "another rate"],
)
def test_a_tax_of_the_house_is_called_as_the_house_calls_it(open_front, chain, code) -> None:
    """Given a tariff at 11 %, then its tax is called as the house calls its own at that rate."""
    plain = owner("invoice_at_finalise")
    codes = tuple(attrs.evolve(one, components=()) for one in plain.folio.codes)
    folio = attrs.evolve(plain.folio, codes=codes, chain=chain)
    own = House(open_front(MemoryStore(), attrs.evolve(plain, folio=folio)))
    own.meter = own.install()
    (charge,) = own.charged(own.ready())
    assert [(one.code, one.amount) for one in charge.quote.components] == [(code, VAT)]


def test_a_difference_is_not_credited_because_nobody_knows_the_use(own) -> None:
    """A later reading that makes it unknown takes nothing off."""
    stay = own.ready()
    own.end(stay, "90")
    own.boss.review_readings(stay)
    settle = partial(own.boss.settle_difference, stay, key="d")
    why = own.front.refuses(settle, "meters.use_missing")
    assert why.values["meters"] == own.meter
    own.end(stay, "130")
    own.boss.review_readings(stay)
    settle()
    assert own.of(stay).billed.gross == 90_000
    own.check()


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@for_all(st.lists(st.integers(100, 200), min_size=1, max_size=5), st.booleans(), st.booleans())
def test_bills_and_documents_come_to_what_the_readings_say(open_front, values, leaves, pays):
    """However often a reading is put right: charges less credits are what is billed, to the last.

    Each document says what the bill says, and none takes back more than it has.
    """
    own = House.opened(open_front, "invoice_at_finalise")
    stay = own.ready()
    if leaves:
        own.boss.take_payment(stay, TRANSFER, own.front.owed(stay), key="pay")
        own.boss.check_out(stay)
    for value in values:
        corrected(own, stay, str(value), method=TRANSFER if pays else None)
    billed = own.of(stay).billed
    assert billed.gross == Decimal((values[-1] - 100) * 3_000)
    lines = [
        line
        for bill in own.hotel.read.folios_of(stay)
        for line in own.hotel.read.folio(bill.id).lines
        if isinstance(line, ChargePosted | ChargeAdjusted)
        if line.source.startswith("registration:")
    ]
    assert total(line.quote.total for line in lines) == billed.gross
    assert total(line.quote.net for line in lines) == total(line.net for line in billed.lines)
    own.check()
