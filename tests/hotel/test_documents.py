"""What is handed out: numbers without a gap, figures of the bill, nothing that changes later."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from decimal import Decimal
from threading import Barrier

import attrs
import pytest

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.city_ledger import AccountDebited, AccountOpened, InvoiceNumbered, ItemCredited
from axentra_core.documents import (
    DocumentCancelled,
    DocumentIssued,
    DocumentKind,
    DocumentSettings,
    DocumentStatus,
    Prefixes,
    Seller,
)
from axentra_core.folio import (
    Card,
    ChargeReversed,
    FolioOpened,
    FolioReopened,
    InvoiceNoted,
    Payee,
    PayeeKind,
    PaymentMethod,
    PostingOverridden,
    Share,
    Target,
    Tendered,
)
from axentra_core.groups import GroupOpened
from axentra_core.hotel import verbs
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, Conflict, InvalidInput, PortUnavailable
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.testing import example_property

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NIGHT, DINNER, TEA = 1_028_500, 121_000, 24_200
PROFORMA, INVOICE, RECEIPT = DocumentKind.PROFORMA, DocumentKind.INVOICE, DocumentKind.RECEIPT
CASH = PaymentMethod.CASH
HOUSE = Seller("Hotel Axentra", ("Jl. Sudirman 1", "Jakarta"), "01.234.567")


HALF = Decimal("0.5")


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def selling():
    """Return the example hotel with itself as the seller on its documents."""
    return attrs.evolve(example_property(), documents=DocumentSettings(HOUSE))


@pytest.fixture
def front(store, open_front):
    """The front desk of a hotel that may issue invoices."""
    return open_front(store, selling())


@pytest.fixture
def stay(front):
    """A guest in room 2034."""
    return front.arrive()


@pytest.fixture
def account(front):
    """A company's account."""
    opened = front.boss.open_account("Garuda Travel", address="Jl. Garuda 7", tax_id="07.7")
    return opened.one(AccountOpened).account


def dine(front, stay, net=100_000, **said):
    """Let a guest sign for a dinner, 121,000 with service charge and tax."""
    return front.desk.charge_to_room(stay, "FNB", idr(net), key=front.key(), **said)


def issue(front, folio, kind=INVOICE, **said):
    """Issue a document, and return it."""
    done = front.desk.issue_document(folio, kind, key=front.key(), **said)
    return document(front, done.one(DocumentIssued).document)


def credit(front, number, reason="a mistake", **said):
    """Issue a credit note."""
    done = front.boss.issue_credit_note(number, reason, key=front.key(), **said)
    return document(front, done.one(DocumentIssued).document)


def document(front, number):
    """Return an issued document."""
    return front.hotel.read.document(number).document


def pay(front, folio, amount, method=CASH, **said):
    """Receive money."""
    return front.desk.take_payment(folio, method, idr(amount), key=front.key(), **said)


def parts(charges):
    """Return net and each tax of what charges or documents have, together."""
    sums = {}
    for code, amount in charges:
        sums[code] = sums.get(code, 0) + amount
    return {code: amount for code, amount in sums.items() if amount}


def of_documents(front, about):
    """Return net and taxes of every document about a window that claims or corrects something."""
    claims = [one.content for one in front.hotel.read.documents(about)]
    claims = [one for one in claims if one.kind not in {PROFORMA, RECEIPT}]
    taxes = [(tax.code, tax.amount) for one in claims for tax in one.taxes]
    return parts([*(("net", one.net) for one in claims), *taxes])


def of_bill(front, folio, window=1):
    """Return net and taxes of a window."""
    bill = front.hotel.read.folio(folio, window)
    return parts([("net", bill.net), *bill.components])


# --- numbers ---


def test_numbers_have_no_gap_whatever_is_refused_or_looked_at(front, stay) -> None:
    """A refusal, a preview and a repeated request take no number; each kind and year counts alone.

    The series is a record like any other: its number is taken in the commit that issues.
    """
    dine(front, stay)
    front.refuses(lambda: issue(front, stay, RECEIPT), "documents.not_paid")
    front.refuses(lambda: issue(front, stay, window=2), "documents.empty")
    shown = front.desk.preview.issue_document(stay).one(DocumentIssued)
    assert shown.document == "INV-2026-000001"
    first = front.desk.issue_document(stay, key="k").one(DocumentIssued)
    assert front.desk.issue_document(stay, key="k").one(DocumentIssued) == first
    assert first == shown
    front.refuses(lambda: issue(front, stay), "folio.nothing_to_invoice")
    dine(front, stay)
    assert [issue(front, stay, kind).id for kind in (PROFORMA, PROFORMA, INVOICE)] == [
        "PRO-2026-000001",
        "PRO-2026-000002",
        "INV-2026-000002",
    ]
    front.check()


def test_a_new_year_begins_with_one(store, open_front) -> None:
    """The year is that of the business date, and prefixes and widths are the property's."""
    own = attrs.evolve(selling(), documents=DocumentSettings(HOUSE, Prefixes(invoice="F"), 4))
    front = open_front(store, own)
    shop = front.desk.open_house_account("Shop").one(FolioOpened).folio
    numbers = []
    for nights in (0, 1, 37, 1):
        front.pass_nights(nights)
        front.desk.post_to_folio(shop, "FNB", idr(1_000), key=front.key())
        numbers.append(issue(front, shop).id)
    assert numbers == ["F-2026-0001", "F-2026-0002", "F-2026-0003", "F-2027-0001"]


def test_no_number_is_lost_or_given_twice_under_many_hands(tmp_path, open_front) -> None:
    """Six clerks issue at once over one disk: 1 to 30, among refusals, previews and conflicts."""
    with SqliteStore(tmp_path / "series.db") as store:
        front = open_front(store, selling())
        bills = [front.desk.open_passer_by(folio=f"P{place}").events[0].folio for place in range(6)]
        barrier = Barrier(len(bills))

        def work(place):
            desk = front.hotel.by(Actor("staff", f"clerk-{place}"))
            barrier.wait()
            numbers = []
            for turn in range(5):
                key = f"{place}-{turn}"
                until_done(desk.post_to_folio, bills[place], "FNB", idr(1_000), key=f"{key}-p")
                with suppress(AxentraError):
                    desk.issue_document(bills[place], RECEIPT, key=f"{key}-r")
                with suppress(Conflict, PortUnavailable):
                    desk.preview.issue_document(bills[place])
                done = until_done(desk.issue_document, bills[place], key=f"{key}-i")
                numbers.append(done.one(DocumentIssued).document)
            return numbers

        with ThreadPoolExecutor(len(bills)) as threads:
            given = [
                number for numbers in threads.map(work, range(len(bills))) for number in numbers
            ]
        assert sorted(given) == [f"INV-2026-{number:06}" for number in range(1, 31)]
        front.check()


def until_done(verb, *said, **more):
    """Say a verb again, as a caller does, until nobody else is faster."""
    while True:
        try:
            return verb(*said, **more)
        except (Conflict, PortUnavailable):
            continue


def test_a_commit_that_fails_leaves_no_gap(front, stay) -> None:
    """If somebody was faster, or the store fails, the number is taken by who comes next."""
    dine(front, stay)
    version = front.hotel.read.version("folio", stay)
    dine(front, stay)
    verb = verbs.IssueDocument(stay)
    front.refuses(
        lambda: front.desk.do(verb, key="k", expected_version=version), "store.version_conflict"
    )
    assert front.desk.do(verb, key="k").one(DocumentIssued).document == "INV-2026-000001"


# --- invoices ---


def test_the_figures_of_an_invoice_are_those_of_the_bill(front, stay) -> None:
    """Every line, tax and payment stands on it as it was posted; nothing is calculated anew."""
    dine(front, stay)
    front.boss.adjust_charge(stay, 1, "cold", amount=idr(21_000), note="cold soup", key="a")
    front.pass_nights(1)
    card = Card("tok_1", "visa", "4242")
    pay(front, stay, 100_000, PaymentMethod.CARD, card=card)
    euros = Tendered(money(10, "EUR"), Decimal(17_000))
    pay(front, stay, 170_000, tendered=euros)
    said = issue(front, stay, due=TUESDAY).content
    bill = front.hotel.read.folio(stay, 1)
    assert (said.net, said.charged, said.paid, said.balance) == (
        bill.net,
        bill.charged,
        bill.paid,
        bill.balance,
    )
    assert {tax.code: tax.amount for tax in said.taxes} == dict(bill.components)
    assert [(line.line, line.total, line.refers_to) for line in said.lines] == [
        (1, DINNER, None),
        (2, -21_000, 1),
        (3, NIGHT, None),
    ]
    assert [line.note for line in said.lines] == [None, "cold soup", None]
    assert [(one.method, one.amount, one.last_four) for one in said.payments] == [
        ("card", 100_000, "4242"),
        ("cash", 170_000, None),
    ]
    foreign = said.payments[1].tendered
    assert (foreign.currency, foreign.amount, foreign.rate) == ("EUR", 10, 17_000)
    assert (said.seller, said.room, said.due) == (HOUSE, "2034", TUESDAY)
    assert (said.arrival, said.departure) == (MONDAY, date(2026, 11, 25))
    assert front.hotel.read.document("INV-2026-000001").buyer_name == "Siti Rahma"
    front.check()


def test_a_second_invoice_covers_what_is_new(front, stay) -> None:
    """What stands on the first does not stand on the second; what was left of it is carried on."""
    dine(front, stay)
    first = issue(front, stay)
    pay(front, stay, 100_000)
    front.pass_nights(1)
    second = issue(front, stay).content
    assert [line.code for line in second.lines] == ["ROOM"]
    assert (second.brought_forward, second.charged) == (DINNER, DINNER + NIGHT)
    assert (second.paid, second.balance) == (100_000, NIGHT + 21_000)
    assert second.balance == front.hotel.read.folio(stay, 1).balance
    assert first.content.balance == DINNER
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    assert front.hotel.read.folio(stay).windows[0].invoice == "INV-2026-000002"


def test_each_window_has_its_own_invoices(front, stay, account) -> None:
    """The guest's extras and the company's room stand on two, each in its own name."""
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    front.desk.agree_routing(stay, Target(None, 2), codes=["ROOM"])
    dine(front, stay)
    front.pass_nights(1)
    mine, theirs = issue(front, stay), issue(front, stay, window=2)
    assert [line.code for line in mine.content.lines] == ["FNB"]
    assert [line.code for line in theirs.content.lines] == ["ROOM"]
    shown = front.hotel.read.document(theirs.id)
    assert (shown.buyer_name, shown.buyer_address) == ("Garuda Travel", "Jl. Garuda 7")
    assert (theirs.content.buyer.subject, theirs.content.buyer.tax_id) == (account, "07.7")
    assert [one.id for one in front.hotel.read.documents(f"folio:{stay}:2")] == [theirs.id]


def test_a_split_line_is_invoiced_in_parts(front, stay) -> None:
    """Each window's invoice has its part, with its part of each tax."""
    dine(front, stay)
    shares = [Share(1), Share(2, Decimal(2))]
    front.desk.split_charge(stay, 1, shares, "two of three", key="s")
    one, two = issue(front, stay).content, issue(front, stay, window=2).content
    assert (one.lines[0].line, two.lines[0].line) == (1, 1)
    assert one.charged + two.charged == DINNER
    for window, said in ((1, one), (2, two)):
        assert said.charged == front.hotel.read.folio(stay, window).charged


def test_what_moves_in_later_stands_on_the_next_invoice(front, stay) -> None:
    """A part of an invoiced line that comes from another window or bill later is new there."""
    other = front.arrive("2035")
    dine(front, stay)
    desk = front.desk
    desk.split_charge(stay, 1, [Share(1), Share(2)], "they share", key="s")
    away = {"window": 2, "amount": idr(20_500), "key": "t"}
    desk.transfer_charge(stay, 1, other, "a friend", **away)
    issue(front, stay)
    desk.move_charge(stay, 1, 1, "he pays more", window=2, amount=idr(10_000), key="m")
    desk.transfer_charge(other, 1, stay, "not the friend", key="back")
    second = issue(front, stay).content
    assert [(line.line, line.total) for line in second.lines] == [(1, 30_500)]
    assert second.balance == front.hotel.read.folio(stay, 1).balance
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)


def test_a_payment_that_moves_later_stands_on_the_next_invoice(front, stay) -> None:
    """Money that counts for another window now is taken off the one and shown on the other."""
    dine(front, stay)
    dine(front, stay, window=2)
    pay(front, stay, DINNER)
    issue(front, stay)
    front.desk.move_payment(stay, 3, 2, "for the other", amount=idr(21_000), key="m")
    dine(front, stay)
    second = issue(front, stay).content
    assert second.paid == -21_000
    assert second.balance == front.hotel.read.folio(stay, 1).balance == DINNER + 21_000


def test_an_invoiced_line_does_not_move(front, stay) -> None:
    """It is corrected by documents only: whoever got the invoice can rely on it."""
    dine(front, stay)
    other = front.arrive("2035")
    number = issue(front, stay).id
    front.desk.agree_routing(stay, Target(None, 2))
    assert front.desk.refresh_routing(stay, key="r").events == ()
    desk, boss = front.desk, front.boss
    for act in (
        lambda: desk.move_charge(stay, 1, 2, "x", key="m"),
        lambda: desk.split_charge(stay, 1, [Share(1), Share(2)], "x", key="s"),
        lambda: desk.transfer_charge(stay, 1, other, "x", key="t"),
        lambda: desk.reverse_charge(stay, 1, "x", key="v"),
        lambda: boss.adjust_charge(stay, 1, "cold", amount=idr(1), key="a"),
    ):
        refused = front.refuses(act, "folio.line_invoiced")
        assert refused.values["invoice"] == number


def test_an_order_that_was_invoiced_is_not_cancelled(front, stay) -> None:
    """Its charges are taken back by a credit note first."""
    front.desk.order_room_service(stay, [("es-teh", 1)], key="o")
    number = issue(front, stay).id
    front.refuses(lambda: front.desk.cancel_order("O1", "no ice", key="c"), "folio.line_invoiced")
    credit(front, number)
    assert front.desk.cancel_order("O1", "no ice", key="c").all(ChargeReversed) == ()
    assert front.owed(stay) == idr(0)


def test_an_invoice_names_who_sells(store, open_front) -> None:
    """Without a seller in the configuration no invoice is issued; a proforma is."""
    front = open_front(store, example_property())
    stay = front.arrive()
    dine(front, stay)
    front.refuses(lambda: issue(front, stay), "documents.seller_missing")
    assert issue(front, stay, PROFORMA).content.seller is None


# --- proformas and receipts ---


def test_a_proforma_says_the_same_and_freezes_nothing(front, stay) -> None:
    """It covers what the next invoice will; lines still move, and it is no claim."""
    dine(front, stay)
    proforma = issue(front, stay, PROFORMA)
    front.desk.move_charge(stay, 1, 2, "the friend pays", key="m")
    front.desk.move_charge(stay, 1, 1, "no, he does", key="n")
    invoice = issue(front, stay)
    frozen = attrs.evolve(proforma.content, kind=INVOICE)
    assert invoice.content == frozen
    assert front.hotel.read.folio(stay).windows[0].invoice == invoice.id
    front.refuses(lambda: credit(front, proforma.id), "hotel.not_an_invoice")


def test_a_receipt_says_that_all_is_paid(front, stay) -> None:
    """It lists everything of the window, invoiced or not, and is refused while a rupiah is left."""
    dine(front, stay)
    issue(front, stay)
    dine(front, stay, 20_000)
    pay(front, stay, DINNER + TEA - 1)
    refused = front.refuses(lambda: issue(front, stay, RECEIPT), "documents.not_paid")
    assert refused.values["balance"] == 1
    pay(front, stay, 1)
    said = issue(front, stay, RECEIPT).content
    assert ([line.line for line in said.lines], said.balance) == ([1, 2], 0)
    assert (said.charged, said.paid) == (DINNER + TEA, DINNER + TEA)
    assert (said.brought_forward, len(said.payments)) == (0, 2)
    dine(front, stay)
    assert issue(front, stay).content.charged == DINNER + TEA + DINNER


@pytest.mark.parametrize("kind", sorted(set(DocumentKind) - {PROFORMA, INVOICE, RECEIPT}))
def test_what_is_made_from_something_else_has_its_own_verb(kind) -> None:
    """A credit note is made from an invoice, a statement from an account: neither from a window."""
    with pytest.raises(InvalidInput) as error:
        verbs.IssueDocument("S1", kind)
    assert [(one.path, one.code) for one in error.value.faults] == [("kind", "value.not_listed")]


# --- credit notes ---


def test_a_credit_note_takes_an_invoice_back(front, stay) -> None:
    """Every line with its recorded taxes; it is cancelled by that, and both stay readable."""
    dine(front, stay)
    front.boss.adjust_charge(stay, 1, "cold", amount=idr(21_000), key="a")
    front.pass_nights(1)
    invoice = issue(front, stay)
    note = credit(front, invoice.id, "the wrong guest")
    assert (note.id, note.content.refers_to) == ("CRN-2026-000001", invoice.id)
    assert note.content.charged == -invoice.content.charged
    assert {tax.code: -tax.amount for tax in note.content.taxes} == {
        tax.code: tax.amount for tax in invoice.content.taxes
    }
    cancelled = document(front, invoice.id)
    assert (cancelled.status, cancelled.ended_by) == (DocumentStatus.CANCELLED, note.id)
    assert cancelled.content == invoice.content
    assert front.owed(stay) == idr(0)
    front.refuses(lambda: credit(front, invoice.id), "hotel.nothing_to_credit")
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay) == {}
    front.check()


def test_some_lines_are_credited_once(front, stay) -> None:
    """The invoice stands for the rest; a line that is not on it, or was credited, is refused."""
    for _ in range(3):
        dine(front, stay)
    invoice = issue(front, stay)
    assert credit(front, invoice.id, lines=[2]).content.charged == -DINNER
    assert document(front, invoice.id).status is DocumentStatus.ISSUED
    dine(front, stay)
    for lines in ([2], [4], [1, 9]):
        refused = front.refuses(
            lambda lines=lines: credit(front, invoice.id, lines=lines), "hotel.not_on_invoice"
        )
        assert refused.values["lines"] == str(lines[-1])
    assert credit(front, invoice.id).content.charged == -2 * DINNER
    assert document(front, invoice.id).status is DocumentStatus.CANCELLED
    assert front.owed(stay) == idr(DINNER)


@pytest.mark.parametrize(
    ("forbid", "allow"),
    [
        (
            lambda desk, stay: desk.set_credit_limit(stay, idr(0)),
            lambda desk, stay: desk.set_credit_limit(stay, None),
        ),
        (
            lambda desk, stay: desk.forbid_posting(stay, "a card is needed"),
            lambda desk, stay: desk.allow_posting(stay),
        ),
    ],
    ids=["over the credit limit", "no posting"],
)
def test_a_line_after_one_that_was_overridden_is_credited(front, stay, forbid, allow) -> None:
    """An override is on record between the lines and is none; the one that is meant goes back."""
    forbid(front.boss, stay)
    known = {"override": "the owner's brother", "key": "o"}
    signed = front.boss.charge_to_room(stay, "FNB", idr(100_000), **known)
    assert signed.one(PostingOverridden).line == 1
    allow(front.boss, stay)
    for net in (20_000, 30_000):
        dine(front, stay, net)
    invoice = issue(front, stay)
    for line, amount in ((2, TEA), (3, 36_300), (1, DINNER)):
        done = front.boss.issue_credit_note(invoice.id, "a mistake", lines=[line], key=front.key())
        taken_back = done.one(ChargeReversed)
        assert (taken_back.reverses, taken_back.quote.total) == (line, -amount)
        note = document(front, done.one(DocumentIssued).document).content
        assert (note.charged, len(note.lines)) == (-amount, 1)
        assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    assert document(front, invoice.id).status is DocumentStatus.CANCELLED
    assert front.owed(stay) == idr(0)
    front.check()


def test_what_was_credited_stands_on_no_other_invoice(front, stay) -> None:
    """All documents of a window together say what its bill says, whatever was corrected between."""
    dine(front, stay)
    dine(front, stay, 20_000)
    first = issue(front, stay)
    credit(front, first.id, lines=[1])
    front.boss.issue_correction(first.id, 2, "cold", percent=Decimal("0.5"), key="c")
    front.pass_nights(1)
    second = issue(front, stay).content
    assert [line.code for line in second.lines] == ["ROOM"]
    assert second.balance == front.hotel.read.folio(stay, 1).balance
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    credit(front, second.refers_to or "INV-2026-000002")
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    front.check()


def test_a_credit_note_takes_back_what_its_invoice_has(front, stay) -> None:
    """Of a line that two windows share the other window's part stays."""
    dine(front, stay)
    front.desk.split_charge(stay, 1, [Share(1), Share(2)], "they share", key="s")
    invoice = issue(front, stay)
    note = credit(front, invoice.id)
    assert note.content.charged == -invoice.content.charged
    assert front.hotel.read.folio(stay, 1).charged == 0
    assert front.hotel.read.folio(stay, 2).charged == DINNER - invoice.content.charged
    front.check()


def test_what_was_sold_elsewhere_is_credited_where_it_is_invoiced(front) -> None:
    """The invoice of a group is of charges sold on its members' bills; it is taken back as well.

    So is the rest of a line of which a part went to another bill before.
    """
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    stay = front.arrive(nights=1, group=group)
    front.desk.agree_routing(stay, Target(group), codes=["ROOM"], percent=Decimal("0.5"))
    front.pass_nights(1)
    for bill in (group, stay):
        invoice = issue(front, bill)
        note = credit(front, invoice.id)
        assert note.content.charged == -invoice.content.charged == -NIGHT // 2
        assert document(front, invoice.id).status is DocumentStatus.CANCELLED
        assert front.owed(bill) == idr(0)
        assert of_documents(front, f"folio:{bill}:1") == of_bill(front, bill) == {}
    front.desk.check_out(stay)
    front.desk.close_group(group)
    front.check()


def test_a_correction_takes_a_part_off(front, stay) -> None:
    """By amount or percent, with its part of each tax as recorded; the invoice stands."""
    dine(front, stay)
    invoice = issue(front, stay)
    correct = front.boss.issue_correction
    done = correct(invoice.id, 1, "service_failure", amount=idr(12_100), note="cold", key="a")
    said = document(front, done.one(DocumentIssued).document)
    assert (said.id, said.content.charged) == ("COR-2026-000001", -12_100)
    assert (said.content.net, said.content.reason) == (-10_000, "cold")
    assert {tax.code: tax.amount for tax in said.content.taxes} == {
        "service": -1_000,
        "hotel_tax": -1_100,
    }
    assert document(front, invoice.id).status is DocumentStatus.ISSUED
    correct(invoice.id, 1, "service_failure", percent=Decimal("0.5"), key="b")
    front.refuses(
        lambda: correct(invoice.id, 1, "cold", amount=idr(48_401), key="c"),
        "folio.more_than_remains",
    )
    front.refuses(
        lambda: correct(invoice.id, 7, "cold", amount=idr(1), key="d"), "hotel.not_on_invoice"
    )
    assert front.owed(stay) == idr(48_400)
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    front.check()


def test_only_somebody_in_charge_corrects_an_invoice(front, stay) -> None:
    """A clerk issues it; what takes it back is for those in charge."""
    dine(front, stay)
    number = issue(front, stay).id
    for act in (
        lambda: front.desk.issue_credit_note(number, "x", key="k"),
        lambda: front.desk.issue_correction(number, 1, "cold", amount=idr(1), key="l"),
    ):
        front.refuses(act, "permission.missing")


# --- of a company ---


@pytest.fixture
def billed(front, account):
    """A company's guest who has left: the room stands on an invoice and on the account."""
    stay = front.arrive(nights=1)
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    front.desk.agree_routing(stay, Target(None, 2), codes=["ROOM"])
    front.pass_nights(1)
    front.desk.bill_directly(stay, window=2, key="bill")
    invoice = issue(front, stay, window=2)
    front.desk.check_out(stay)
    return stay, invoice


def test_what_was_billed_after_its_invoice_is_not_claimed_again(front, account) -> None:
    """The first invoice is billed later; the next one claims what is new, and both what is owed."""
    stay = front.arrive()
    front.desk.name_payee(stay, 1, Payee(PayeeKind.ACCOUNT, account))
    dine(front, stay)
    first = issue(front, stay)
    front.desk.bill_directly(stay, key="b")
    (item,) = front.hotel.read.account(account).account.items
    assert (item.invoice, item.open) == (first.id, 121_000)
    dine(front, stay, 20_000)
    second = issue(front, stay)
    assert (second.content.brought_forward, second.content.balance) == (0, 24_200)
    front.desk.bill_directly(stay, key="c")
    owed = {one.invoice: one.open for one in front.hotel.read.account(account).account.items}
    assert owed == {first.id: 121_000, second.id: 24_200}
    credit(front, first.id)
    owed = {one.invoice: one.open for one in front.hotel.read.account(account).account.items}
    assert owed == {second.id: 24_200}
    front.check()


def test_an_invoice_numbers_what_the_company_owes(front, account, billed) -> None:
    """The item on the account names the invoice that was sent for it."""
    _, invoice = billed
    (item,) = front.hotel.read.account(account).account.items
    assert (item.invoice, item.open) == (invoice.id, NIGHT)
    assert (invoice.content.paid, invoice.content.balance) == (0, NIGHT)
    log = [fact.type for fact in front.store.log(limit=999)[-2].facts]
    assert log[-2:] == ["folio.InvoiceNoted", "city_ledger.InvoiceNumbered"] or {
        InvoiceNoted.__name__,
        InvoiceNumbered.__name__,
    } <= {name.partition(".")[2] for name in log}


def test_a_credit_note_frees_the_account(front, account, billed) -> None:
    """The company owes nothing any more, the closed bill is even again; all in one commit."""
    stay, invoice = billed
    before = len(front.store.log(limit=999))
    done = front.boss.issue_credit_note(invoice.id, "a double booking", key="c")
    assert len(front.store.log(limit=999)) == before + 1
    assert done.one(FolioReopened).folio == stay
    assert done.one(ItemCredited).amount == NIGHT
    assert front.hotel.read.account(account).account.balance == 0
    assert front.owed(stay) == idr(0)
    assert done.one(DocumentCancelled).document == invoice.id
    front.check()


def test_a_company_that_has_paid_has_a_credit_on_its_account(front, account, billed) -> None:
    """What is open is credited, and what it has paid is its credit; the bill is even again."""
    stay, invoice = billed
    front.desk.receive_account_payment(account, idr(1_000_000), "transfer", key="p")
    done = front.boss.issue_credit_note(invoice.id, "a double booking", key="c")
    assert done.one(ItemCredited).amount == 28_500
    credited = front.hotel.read.account(account).account
    assert (credited.balance, credited.credit) == (-1_000_000, 1_000_000)
    assert front.owed(stay) == idr(0)
    assert front.hotel.read.receivables() == ()
    front.boss.refund_account_credit(account, idr(1_000_000), "transfer", key="r")
    assert front.hotel.read.account(account).account.balance == 0
    front.check()


def test_an_invoice_is_made_out_anew(front, account, billed) -> None:
    """The wrong company: it is withdrawn as a whole, and its lines are invoiced to the right one.

    Charges stay as they were posted; the first company owes nothing, and the second what it owed.
    """
    stay, invoice = billed
    other = front.boss.open_account("Lion Tours").one(AccountOpened).account
    note = credit(front, invoice.id, "the other company", keep_charges=True)
    assert note.content.charged == -NIGHT
    assert front.hotel.read.account(account).account.balance == 0
    assert front.owed(stay) == idr(NIGHT)
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, other))
    assert front.desk.bill_directly(stay, window=2, key="b").one(AccountDebited).account == other
    second = issue(front, stay, window=2)
    assert second.content.buyer.subject == other
    assert second.content.charged == NIGHT
    assert of_documents(front, f"folio:{stay}:2") == of_bill(front, stay, 2)
    front.check()


def test_what_was_withdrawn_is_not_corrected_any_more(front, stay) -> None:
    """Its charges stand on another invoice, or will; there they are corrected."""
    dine(front, stay)
    invoice = issue(front, stay)
    credit(front, invoice.id, keep_charges=True)
    for act in (
        lambda: credit(front, invoice.id),
        lambda: front.boss.issue_correction(invoice.id, 1, "cold", percent=HALF, key="c"),
    ):
        front.refuses(act, "hotel.nothing_to_credit")
    anew = issue(front, stay)
    front.boss.issue_correction(anew.id, 1, "cold", percent=HALF, key="d")
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    front.check()


def test_an_invoice_that_was_corrected_is_withdrawn_with_its_corrections(front, stay) -> None:
    """What was credited before is not credited twice; the new invoice says what is left."""
    dine(front, stay)
    dine(front, stay)
    invoice = issue(front, stay)
    credit(front, invoice.id, lines=[1])
    front.boss.issue_correction(invoice.id, 2, "cold", amount=idr(21_000), key="c")
    note = credit(front, invoice.id, "another name", keep_charges=True)
    assert note.content.charged == -100_000
    second = issue(front, stay).content
    assert (second.charged, second.balance) == (100_000, 100_000)
    assert of_documents(front, f"folio:{stay}:1") == of_bill(front, stay)
    front.check()


def test_an_account_statement_says_what_the_account_says(front, account, billed) -> None:
    """Movements, open items with their age, and the balance, as the reader tells them."""
    front.pass_nights(40)
    front.desk.receive_account_payment(account, idr(28_500), "transfer", key="p")
    until = front.hotel.read.business_date
    done = front.desk.issue_account_statement(account, since=MONDAY, until=until, key="s")
    said = document(front, done.one(DocumentIssued).document)
    told = front.hotel.read.account_statement(account, MONDAY, until)
    assert said.id.startswith("STM-2027-")
    assert (said.content.balance, said.content.brought_forward) == (told.closing, told.opening)
    assert (said.content.charged, said.content.paid) == (NIGHT, 28_500)
    (item,) = said.content.open_items
    assert (item.open, item.days_overdue) == (1_000_000, (until - item.due).days)
    assert total(age.amount for age in said.content.ages) == 1_000_000
    quiet = front.boss.open_account("Lion Tours").one(AccountOpened).account
    front.refuses(
        lambda: front.desk.issue_account_statement(quiet, since=MONDAY, until=until, key="q"),
        "documents.empty",
    )


# --- for good ---


def test_a_document_stays_as_it_was_handed_out(front, stay, account) -> None:
    """Another name, other rates and policies, another house: not a byte of it changes."""
    dine(front, stay)
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    dine(front, stay, window=2)
    numbers = [issue(front, stay).id, issue(front, stay, window=2).id]
    streams = [f"axentra/document/{number}" for number in numbers]
    before, shown = front.store.states(streams), list(map(front.hotel.read.document, numbers))
    front.desk.correct_guest(front.stay(stay).guest, name="Siti Rahmawati")
    front.boss.change_account(account, name="Garuda Tours", tax_id="99", address="elsewhere")
    own = front.hotel.read.configuration
    cheaper = [attrs.evolve(code, components=()) for code in own.folio.codes]
    front.boss.change_property(
        attrs.evolve(
            own,
            name="Hotel Axentra Menteng",
            folio=attrs.evolve(own.folio, codes=tuple(cheaper), cash_step=Decimal(100)),
            documents=DocumentSettings(Seller("Axentra Group"), Prefixes(invoice="X")),
        )
    )
    front.pass_nights(1)
    assert front.store.states(streams) == before
    assert list(map(front.hotel.read.document, numbers)) == shown
    assert shown[0].buyer_name == "Siti Rahma"
    assert issue(front, stay).id == "X-2026-000003"


def test_a_document_is_found_by_what_it_is_about(front, stay) -> None:
    """Everything about a window in the order of its numbers, also when it is cancelled."""
    dine(front, stay)
    number = issue(front, stay).id
    note = credit(front, number)
    about = front.hotel.read.documents(f"folio:{stay}:1")
    assert sorted(one.id for one in about) == [note.id, number]
    front.refuses(lambda: front.desk.issue_document("S9", key="k"), "record.not_found")
    front.refuses(lambda: credit(front, "INV-2026-000099"), "record.not_found")


def test_cash_that_was_rounded_stands_on_it(store, open_front) -> None:
    """The rounding is a figure of its own, neither net nor tax, and the balance is zero."""
    own = selling()
    coins = attrs.evolve(own, folio=attrs.evolve(own.folio, cash_step=Decimal(100)))
    front = open_front(store, coins)
    stay = front.arrive()
    dine(front, stay, 36_000)
    pay(front, stay, 43_600)
    said = issue(front, stay).content
    assert (said.rounding, said.charged, said.balance) == (40, 43_600, 0)
    dine(front, stay, 35_900)
    pay(front, stay, 43_400)
    assert issue(front, stay).content.rounding == -39
    assert issue(front, stay, RECEIPT).content.rounding == 1
