"""What has to stand on a document before it is issued, and in which form."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.documents import (
    AGGREGATES,
    AgeLine,
    Content,
    DocumentKind,
    DocumentLine,
    IssueDocument,
    OpenItemLine,
    Party,
    PaymentLine,
    Seller,
    Settlement,
    TaxLine,
    Tendered,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(DOCUMENT,) = AGGREGATES
TODAY = date(2026, 11, 23)
SELLER = Seller("Hotel København")
ZERO = Decimal(0)


def line(number, net, total, **more):
    """Return a charge of today."""
    return DocumentLine(
        number, TODAY, "Room", Decimal(1), "room", "rooms", Decimal(net), Decimal(total), **more
    )


def paid(number, amount, **more):
    """Return a payment of today."""
    return PaymentLine(number, TODAY, "card", Decimal(amount), **more)


VAT = TaxLine("vat", Decimal("0.25"), Decimal("100.00"), Decimal("25.00"))
BILL = Content(
    DocumentKind.INVOICE,
    "DKK",
    2,
    "folio:S1:1",
    net=Decimal("100.00"),
    charged=Decimal("125.00"),
    paid=Decimal("25.00"),
    balance=Decimal("100.00"),
    seller=SELLER,
    lines=(line(1, "100.00", "125.00"),),
    taxes=(VAT,),
    payments=(paid(2, "25.00"),),
)


def issue(content=BILL, **changed):
    """Return what comes of issuing a bill with something changed on it."""
    return given(DOCUMENT).when(IssueDocument("INV-1", attrs.evolve(content, **changed)))


# It adds up


@pytest.mark.parametrize(
    ("changed", "field", "got", "expected"),
    [
        ({"net": "99.99"}, "net", "99.99", "100.00"),
        ({"charged": "125.01"}, "charged", "125.01", "125.00"),
        ({"paid": "24.99"}, "paid", "24.99", "25.00"),
        ({"balance": "100.01"}, "balance", "100.01", "100.00"),
        ({"brought_forward": "0.01"}, "charged", "125.00", "125.01"),
        ({"rounding": "-0.25"}, "charged", "125.00", "124.75"),
    ],
)
def test_a_figure_that_the_rows_do_not_make_is_refused(changed, field, got, expected) -> None:
    """To the last decimal: a tolerance would hide a fault."""
    issue(**{name: Decimal(amount) for name, amount in changed.items()}).refused(
        "documents.does_not_add_up",
        document="INV-1",
        field=field,
        got=Decimal(got),
        expected=Decimal(expected),
        currency="DKK",
    )


def test_lines_and_taxes_make_the_same_total() -> None:
    """Line by line with their taxes, or net with the tax summary: both have to agree."""
    issue(taxes=(attrs.evolve(VAT, amount=Decimal("24.99")),)).refused(
        "documents.does_not_add_up", field="charged", expected=Decimal("124.99")
    )
    issue(lines=(line(1, "100.00", "124.99"),)).refused(
        "documents.does_not_add_up", field="charged", expected=Decimal("124.99")
    )


def test_a_tax_that_is_not_owed_here_is_shown_and_not_added() -> None:
    """A channel has collected the city tax; the guest sees it and does not pay it again."""
    city = TaxLine("city_tax", None, ZERO, Decimal("14.00"), owed=False)
    assert issue(taxes=(VAT, city)).error is None


def test_what_was_brought_forward_and_rounded_is_charged() -> None:
    """A balance of a former system comes before the lines, the rounding of cash after them."""
    assert (
        issue(
            brought_forward=Decimal("10.10"),
            rounding=Decimal("-0.10"),
            charged=Decimal("135.00"),
            balance=Decimal("110.00"),
        ).error
        is None
    )


def test_an_advance_invoice_that_is_set_off_lowers_the_balance() -> None:
    """What was invoiced in advance is not owed again."""
    off = (Settlement("ADV-1", Decimal("60.00")), Settlement("ADV-2", Decimal("40.00")))
    assert issue(settlements=off, balance=ZERO).error is None
    issue(settlements=off).refused("documents.does_not_add_up", field="balance", expected=ZERO)


def test_corrections_and_refunds_are_lines_below_zero() -> None:
    """A credit note is a document like any other, with its signs turned."""
    note = Content(
        DocumentKind.CREDIT_NOTE,
        "DKK",
        2,
        "folio:S1:1",
        net=Decimal("-100.00"),
        charged=Decimal("-125.00"),
        paid=Decimal("-25.00"),
        balance=Decimal("-100.00"),
        seller=SELLER,
        lines=(line(3, "-100.00", "-125.00", refers_to=1),),
        taxes=(attrs.evolve(VAT, base=Decimal("-100.00"), amount=Decimal("-25.00")),),
        payments=(paid(4, "-25.00"),),
        refers_to="INV-0",
        reason="wrong rate",
    )
    assert issue(note).error is None


def test_ages_are_those_of_the_open_items() -> None:
    """Where a statement shows both, they are the same money."""
    items = (
        OpenItemLine(1, "Folio S1", TODAY, TODAY, Decimal("90.00"), Decimal("60.00"), 0),
        OpenItemLine(2, "Folio S2", TODAY, TODAY, Decimal("40.00"), Decimal("40.00"), 31),
    )
    ages = (AgeLine(-30, 0, Decimal("60.00")), AgeLine(31, None, Decimal("40.00")))
    statement = attrs.evolve(BILL, kind=DocumentKind.ACCOUNT_STATEMENT)
    assert issue(statement, open_items=items, ages=ages).error is None
    assert issue(statement, ages=ages).error is None
    assert issue(statement, open_items=items).error is None
    issue(statement, open_items=items, ages=ages[:1]).refused(
        "documents.does_not_add_up",
        field="ages",
        got=Decimal("60.00"),
        expected=Decimal("100.00"),
    )


# What a kind of document needs


def test_an_empty_sheet_takes_no_number() -> None:
    """Neither a charge nor a payment: nothing is issued."""
    empty = attrs.evolve(
        BILL, net=ZERO, charged=ZERO, paid=ZERO, balance=ZERO, lines=(), taxes=(), payments=()
    )
    for kind in DocumentKind:
        issue(empty, kind=kind).refused("documents.empty", document="INV-1")


def test_the_statement_of_a_quiet_month_is_not_empty() -> None:
    """Nothing has moved, and yet the company is told what it owes."""
    quiet = Content(
        DocumentKind.ACCOUNT_STATEMENT,
        "DKK",
        2,
        "account:ACME",
        net=ZERO,
        charged=Decimal("40.00"),
        paid=ZERO,
        balance=Decimal("40.00"),
        brought_forward=Decimal("40.00"),
        since=date(2026, 11, 1),
        until=date(2026, 11, 30),
    )
    assert issue(quiet).error is None
    item = OpenItemLine(1, "Folio S1", TODAY, TODAY, Decimal("40.00"), Decimal("40.00"), 0)
    settled = attrs.evolve(quiet, brought_forward=ZERO, charged=ZERO, balance=ZERO)
    assert issue(settled, open_items=(item,)).error is None


NAMES_SELLER = {
    DocumentKind.PROFORMA: False,
    DocumentKind.ADVANCE_INVOICE: True,
    DocumentKind.INVOICE: True,
    DocumentKind.RECEIPT: False,
    DocumentKind.CREDIT_NOTE: True,
    DocumentKind.CORRECTION: True,
    DocumentKind.ACCOUNT_STATEMENT: False,
}


@pytest.mark.parametrize(("kind", "must"), NAMES_SELLER.items())
def test_an_invoice_says_who_sells(kind, must) -> None:
    """So does what corrects one; a proforma, a receipt and a statement can do without."""
    done = issue(
        kind=kind,
        seller=None,
        refers_to="INV-0",
        payments=(paid(2, "125.00"),),
        paid=Decimal("125.00"),
        balance=ZERO,
    )
    if must:
        done.refused("documents.seller_missing", document="INV-1", kind=kind.value)
    else:
        assert done.error is None


@pytest.mark.parametrize("kind", [DocumentKind.CREDIT_NOTE, DocumentKind.CORRECTION])
def test_what_corrects_names_what_it_corrects(kind) -> None:
    """And that is another document than itself."""
    assert issue(kind=kind, refers_to="INV-0").error is None
    issue(kind=kind).refused("documents.needs_reference", document="INV-1", kind=kind.value)
    issue(kind=kind, refers_to="INV-1").refused("documents.by_itself", document="INV-1")


def test_a_receipt_says_that_everything_is_paid() -> None:
    """What is left to pay, or was never paid, stands on an invoice."""
    receipt = attrs.evolve(BILL, kind=DocumentKind.RECEIPT, seller=None)
    issue(receipt).refused(
        "documents.not_paid",
        document="INV-1",
        charged=Decimal("125.00"),
        paid=Decimal("25.00"),
        balance=Decimal("100.00"),
        currency="DKK",
    )
    free = attrs.evolve(receipt, payments=(), paid=ZERO, balance=ZERO, rounding=Decimal("-125.00"))
    issue(free, charged=ZERO).refused("documents.not_paid", paid=ZERO, balance=ZERO)
    for amount, left in (("125.00", "0.00"), ("130.00", "-5.00")):
        full = {"payments": (paid(2, amount),), "paid": Decimal(amount), "balance": Decimal(left)}
        assert issue(receipt, **full).error is None


@pytest.mark.parametrize("field", ["name", "address", "mail"])
def test_a_buyer_is_sealed_under_their_own_id(field) -> None:
    """What another key opens would outlive this one."""
    own = Party("G1", Sealed("G1", "a"), Sealed("G1", "b"), Sealed("G1", "c"), "T1")
    assert issue(buyer=own).error is None
    assert issue(buyer=Party("G1", Sealed("G1", "a"))).error is None
    foreign = attrs.evolve(own, **{field: Sealed("G2", "d")})
    issue(buyer=foreign).refused(
        "documents.wrong_subject", document="INV-1", field=field, subject="G2", buyer="G1"
    )


def test_the_first_reason_is_told() -> None:
    """An empty sheet is called empty before it is asked for its seller or its sums."""
    bad = attrs.evolve(BILL, kind=DocumentKind.CREDIT_NOTE, seller=None, balance=Decimal(7))
    issue(bad, lines=(), payments=(), taxes=()).refused("documents.empty")
    issue(bad).refused("documents.seller_missing")
    issue(bad, seller=SELLER).refused("documents.needs_reference")
    issue(bad, seller=SELLER, refers_to="INV-0").refused("documents.does_not_add_up")


# Its form


def test_no_amount_is_finer_than_the_document() -> None:
    """Every one of them is told with its place; the base of a tax may be a part of a price."""
    fine = Decimal("0.005")
    rough = attrs.evolve(
        BILL,
        **dict.fromkeys(("net", "charged", "paid", "balance", "brought_forward", "rounding"), fine),
        lines=(BILL.lines[0], line(2, "0.005", "0.005")),
        taxes=(attrs.evolve(VAT, base=fine, amount=fine),),
        payments=(paid(3, "0.005"),),
        settlements=(Settlement("ADV-1", fine),),
        open_items=(OpenItemLine(1, "Folio S1", TODAY, TODAY, fine, fine, 0),),
        ages=(AgeLine(0, None, fine),),
    )
    error = issue(rough).error
    assert {fault.code for fault in error.faults} == {"money.too_many_decimals"}
    assert [fault.path for fault in error.faults] == [
        "content.net",
        "content.charged",
        "content.paid",
        "content.balance",
        "content.brought_forward",
        "content.rounding",
        "content.lines[1].net",
        "content.lines[1].total",
        "content.taxes[0].amount",
        "content.payments[0].amount",
        "content.settlements[0].amount",
        "content.open_items[0].amount",
        "content.open_items[0].open",
        "content.ages[0].amount",
    ]


@pytest.mark.parametrize("currency", ["dkk", "XXX"])
def test_a_document_is_in_money_there_is(currency) -> None:
    """A currency that nobody pays in is malformed."""
    (fault,) = issue(currency=currency).error.faults
    assert (fault.path, fault.code) == ("content.currency", "money.currency_unknown")


@pytest.mark.parametrize(("first", "last"), [("arrival", "departure"), ("since", "until")])
def test_days_stand_in_order(first, last) -> None:
    """A day use leaves on the day it came, and a statement may be of one day."""
    assert issue(**{first: TODAY, last: TODAY}).error is None
    assert issue(**{first: TODAY}).error is None
    (fault,) = issue(**{first: TODAY, last: date(2026, 11, 22)}).error.faults
    assert (fault.path, fault.code) == (f"content.{last}", "date.order")


def test_money_in_another_currency_stands_beside_its_payment() -> None:
    """With the rate; it may have decimals that the document has not."""
    euros = Tendered("EUR", Decimal("3.355"), Decimal("7.45"))
    assert issue(payments=(paid(2, "25.00", tendered=euros),)).error is None
    for rate in (ZERO, Decimal(-1), 7.45):
        with pytest.raises(InvalidInput) as caught:
            attrs.evolve(euros, rate=rate)
        assert caught.value.faults[0].path == "rate"


@pytest.mark.parametrize("written", ["4111111111111111", "424", "42424", "4 24", "٤٢٤٢", 4242])
def test_of_a_card_four_digits_are_printed(written) -> None:
    """Anything else is refused without being shown."""
    with pytest.raises(InvalidInput) as caught:
        paid(1, "1.00", last_four=written)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("last_four", "field.wrong_type")
    assert str(written) not in fault.sentence
    assert paid(1, "1.00", last_four="4242").last_four == "4242"


@pytest.mark.parametrize(
    ("make", "path", "code"),
    [
        (lambda: attrs.evolve(BILL, net=1.5), "net", "money.float"),
        (lambda: attrs.evolve(BILL, balance=Decimal("NaN")), "balance", "money.not_finite"),
        (lambda: attrs.evolve(BILL, charged=Decimal(10**15)), "charged", "money.too_large"),
        (lambda: attrs.evolve(BILL, kind="bill"), "kind", "value.unknown"),
        (lambda: attrs.evolve(BILL, digits=13), "digits", "value.out_of_range"),
        (lambda: attrs.evolve(BILL, about=""), "about", "field.required"),
        (lambda: attrs.evolve(BILL, lines="x"), "lines", "field.wrong_type"),
        (lambda: line(0, "1", "1"), "line", "value.out_of_range"),
        (lambda: line(1, "1", "1", note="4111 1111 1111 1111"), "note", "text.card_number"),
        (lambda: Seller(""), "name", "field.required"),
        (lambda: Party("G1", "Budi"), "name", "field.wrong_type"),
        (lambda: TaxLine("vat", 0.25, ZERO, ZERO), "rate", "number.float"),
        (lambda: AgeLine(0, 10**6, ZERO), "until_day", "value.out_of_range"),
        (lambda: IssueDocument("INV 1", BILL), "document", "id.bad_format"),
    ],
)
def test_what_is_malformed_never_enters(make, path, code) -> None:
    """Each value is looked at where it is made, and the fault names its place."""
    with pytest.raises(InvalidInput) as caught:
        make()
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]


def test_the_bill_of_a_large_group_is_one_document() -> None:
    """Five thousand lines are issued together, and add up."""
    lines = tuple(line(number, "1.00", "1.25") for number in range(1, 5001))
    whole = attrs.evolve(
        BILL,
        lines=lines,
        taxes=(attrs.evolve(VAT, base=Decimal(5000), amount=Decimal(1250)),),
        net=Decimal(5000),
        charged=Decimal(6250),
        balance=Decimal(6225),
    )
    assert issue(whole).error is None
