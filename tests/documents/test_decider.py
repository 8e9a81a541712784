"""What is issued stands for ever, and what takes it back is another document."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from axentra_core.documents import (
    AGGREGATES,
    CancelDocument,
    Content,
    DocumentCancelled,
    DocumentIssued,
    DocumentKind,
    DocumentLine,
    DocumentRefusal,
    DocumentSettled,
    DocumentStatus,
    IssueDocument,
    Party,
    PaymentLine,
    Seller,
    SettleDocument,
    TaxLine,
)
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(DOCUMENT,) = AGGREGATES
TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
NUMBER = "INV-2026-000001"

SELLER = Seller("Hotel Bali", ("Jl. Pantai 1", "Kuta"), "01.234.567.8", "AHU-42")
BUYER = Party(
    "G1",
    Sealed("G1", "Budi Santoso", ("5f0c",)),
    Sealed("G1", "Jl. Merdeka 2"),
    Sealed("G1", "budi@example.com"),
)
ROOM = DocumentLine(
    1, TODAY, "Room 2034", Decimal(1), "room", "rooms", Decimal(850_000), Decimal(1_037_850)
)
TAXES = (
    TaxLine("service", Decimal("0.10"), Decimal(850_000), Decimal(85_000)),
    TaxLine("hotel_tax", Decimal("0.11"), Decimal(935_000), Decimal(102_850)),
)
PAID = PaymentLine(2, TODAY, "card", Decimal(1_037_850), "ch_1", "4242")
BILL = Content(
    kind=DocumentKind.INVOICE,
    currency="IDR",
    digits=0,
    about="folio:S1:1",
    net=Decimal(850_000),
    charged=Decimal(1_037_850),
    paid=Decimal(1_037_850),
    balance=Decimal(0),
    seller=SELLER,
    buyer=BUYER,
    room="2034",
    arrival=TODAY,
    departure=date(2026, 11, 24),
    lines=(ROOM,),
    taxes=TAXES,
    payments=(PAID,),
)
CORRECTS = (DocumentKind.CREDIT_NOTE, DocumentKind.CORRECTION)


def of_kind(kind):
    """Return the bill as a document of another kind, with what such a document needs."""
    refers_to = "INV-2026-000000" if kind in CORRECTS else None
    return attrs.evolve(BILL, kind=kind, refers_to=refers_to)


def issued(content, number=NUMBER):
    """Return that a document was issued today."""
    return DocumentIssued(number, content, NOW, TODAY, "staff ayu")


ISSUED = issued(BILL)
ADVANCE = issued(of_kind(DocumentKind.ADVANCE_INVOICE))
CANCEL, SETTLE = CancelDocument(NUMBER, "CRN-1", "wrong guest"), SettleDocument(NUMBER, "INV-9")
CANCELLED = DocumentCancelled(NUMBER, "CRN-1", "wrong guest", TODAY)
SETTLED = DocumentSettled(NUMBER, "INV-9", TODAY)


# It is issued


def test_a_document_is_frozen_with_who_issued_it_when() -> None:
    """Its content, the instant, the business date and the actor are facts of the event."""
    state = given(DOCUMENT).when(IssueDocument(NUMBER, BILL)).then(ISSUED)
    assert (state.content, state.status) == (BILL, DocumentStatus.ISSUED)
    assert (state.issued_at, state.business_date, state.issued_by) == (NOW, TODAY, "staff ayu")
    assert (state.ended_by, state.reason) == (None, None)


def test_a_document_is_dated_by_the_business_date() -> None:
    """After midnight and before the close of day a bill is still of the day before."""
    past = given(DOCUMENT).on(date(2026, 11, 22)).when(IssueDocument(NUMBER, BILL))
    assert (past.state.business_date, past.state.issued_at) == (date(2026, 11, 22), NOW)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_of_document_is_issued(kind) -> None:
    """One model for all of them."""
    content = of_kind(kind)
    given(DOCUMENT).when(IssueDocument(NUMBER, content)).then(issued(content))


def test_a_number_is_used_once() -> None:
    """No second document takes the number of the first."""
    other = IssueDocument(NUMBER, attrs.evolve(BILL, room="2035"))
    given(DOCUMENT, ISSUED).when(other).refused("record.already_exists", id=NUMBER)


def test_no_personal_data_is_shown_in_a_log() -> None:
    """The repr of a document, its event and its command hold neither the text nor its tokens."""
    printed = repr((IssueDocument(NUMBER, BILL), ISSUED, DOCUMENT.replay([ISSUED])))
    secrets = ("Budi", "Merdeka", "budi@example.com", "5f0c")
    assert not any(secret in printed for secret in secrets)


# What ends it


def test_a_credit_note_cancels_a_document() -> None:
    """The document names what has taken it back and why; what is printed on it stays."""
    state = given(DOCUMENT, ISSUED).when(CANCEL).then(CANCELLED)
    assert state.status is DocumentStatus.CANCELLED
    assert (state.ended_by, state.reason, state.content) == ("CRN-1", "wrong guest", BILL)


def test_an_advance_invoice_is_set_off_in_an_invoice() -> None:
    """What was paid in advance is not claimed twice."""
    state = given(DOCUMENT, ADVANCE).when(SETTLE).then(SETTLED)
    assert state.status is DocumentStatus.SETTLED
    assert (state.ended_by, state.reason, state.content) == ("INV-9", None, ADVANCE.content)


def test_the_end_of_a_document_has_its_own_business_date() -> None:
    """A bill of November may be taken back in December."""
    december = date(2026, 12, 1)
    given(DOCUMENT, ISSUED).on(december).when(CANCEL).then(
        attrs.evolve(CANCELLED, business_date=december)
    )


COMMANDS = {CancelDocument: CANCEL, SettleDocument: SETTLE}
STANDING = {
    DocumentStatus.ISSUED: (ADVANCE,),
    DocumentStatus.CANCELLED: (ADVANCE, CANCELLED),
    DocumentStatus.SETTLED: (ADVANCE, SETTLED),
}
SAID = {
    DocumentStatus.ISSUED: None,
    DocumentStatus.CANCELLED: "documents.cancelled",
    DocumentStatus.SETTLED: "documents.settled",
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
@pytest.mark.parametrize("status", DocumentStatus)
def test_a_document_ends_once(command, status) -> None:
    """A cancelled or settled one takes nothing more, whatever is asked."""
    here = given(DOCUMENT, *STANDING[status])
    assert here.state.status is status
    done = here.when(COMMANDS[command])
    if SAID[status] is None:
        assert done.error is None
    else:
        done.refused(SAID[status], document=NUMBER)


CREDITABLE = {
    DocumentKind.PROFORMA: False,
    DocumentKind.ADVANCE_INVOICE: True,
    DocumentKind.INVOICE: True,
    DocumentKind.RECEIPT: True,
    DocumentKind.CREDIT_NOTE: False,
    DocumentKind.CORRECTION: True,
    DocumentKind.ACCOUNT_STATEMENT: False,
}


@pytest.mark.parametrize(("kind", "may"), CREDITABLE.items())
def test_a_credit_note_takes_back_what_claims_money(kind, may) -> None:
    """A proforma and a statement claim none; there is no credit note of a credit note."""
    done = given(DOCUMENT, issued(of_kind(kind))).when(CANCEL)
    if may:
        done.then(CANCELLED)
    else:
        done.refused("documents.not_creditable", document=NUMBER, kind=kind.value)


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if "advance" not in kind])
def test_only_an_advance_invoice_is_set_off(kind) -> None:
    """Any other document is paid, or corrected."""
    given(DOCUMENT, issued(of_kind(kind))).when(SETTLE).refused(
        "documents.not_an_advance", document=NUMBER, kind=kind.value
    )


@pytest.mark.parametrize("command", COMMANDS.values(), ids=["cancel", "settle"])
def test_no_document_ends_itself(command) -> None:
    """What takes it back or sets it off has a number of its own."""
    given(DOCUMENT, ADVANCE).when(attrs.evolve(command, by=NUMBER)).refused(
        "documents.by_itself", document=NUMBER
    )


@pytest.mark.parametrize("command", COMMANDS.values(), ids=["cancel", "settle"])
def test_what_was_not_issued_does_not_end(command) -> None:
    """A number that was never used names no document."""
    given(DOCUMENT).when(command).refused("record.not_found", kind="document", id=NUMBER)


@pytest.mark.parametrize("kind", DocumentKind)
@pytest.mark.parametrize("end", [(), (CANCELLED,), (SETTLED,)], ids=["stands", "gone", "set_off"])
def test_what_is_shown_as_possible_is_possible(kind, end) -> None:
    """`allowed` names the same first reason as `decide`, and asks for the other document."""
    here = given(DOCUMENT, issued(of_kind(kind)), *end).by(SYSTEM)
    told = DOCUMENT.allowed(here.state, here.context)
    assert set(told) == {"CancelDocument", "SettleDocument"}
    for command in COMMANDS.values():
        shown = told[type(command).__name__]
        assert shown.asks == ("by",)
        done = here.when(command)
        if shown:
            assert done.error is None
        else:
            assert isinstance(shown.reasons[0], DocumentRefusal)
            done.refused(shown.reasons[0].code, **shown.reasons[0].values)


# How it is found


def test_a_document_is_found_by_what_it_is_about_and_by_its_buyer() -> None:
    """All papers of a folio, all papers of a guest; ended ones too, and by ids alone."""
    found = [("document.about", "folio:S1:1"), ("document.buyer", "G1")]
    for past in ((ISSUED,), (ISSUED, CANCELLED)):
        assert list(DOCUMENT.index(given(DOCUMENT, *past).state)) == found
    nobody = issued(attrs.evolve(BILL, buyer=None))
    assert list(DOCUMENT.index(given(DOCUMENT, nobody).state)) == found[:1]
