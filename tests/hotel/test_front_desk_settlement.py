"""A use that Front Desk settles: what nobody can tell, deposits, money both ways, the receipt."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import attrs
import pytest
from tests.hotel.conftest import FIRST
from tests.hotel.metering import CONTROL, DEVICE, END, NET, NEW_YEAR, USED
from tests.hotel.test_meters import (
    CASH,
    HANDLED,
    INVOICED,
    NIGHTS,
    TRANSFER,
    House,
    idr,
)

from axentra_core.city_ledger import AccountOpened
from axentra_core.deposits import (
    DepositApplied,
    DepositReturned,
    Maturity,
    TakeOverDeposit,
)
from axentra_core.documents import DocumentIssued, DocumentKind, DocumentSettings, DocumentStatus
from axentra_core.folio import (
    CashRounded,
    FolioStatus,
    Payee,
    PayeeKind,
    PaymentTaken,
    RefundPaid,
    Target,
)
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.meters import (
    Device,
    InvoicedVia,
    Measure,
    Quality,
    ReadingSource,
    ReceiptNoted,
    Register,
    SettledFromReadings,
)
from axentra_core.stays import Settlement

INVOICE, CREDIT_NOTE = DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE
SILENT = DocumentSettings()


@pytest.fixture
def house(open_front):
    """Open a hotel with some settings, and install the meter."""
    return partial(House.opened, open_front)


@pytest.fixture
def till(house):
    """A hotel in which Dewi has a drawer."""
    return house().with_a_drawer()


def handled(own, stay=None):
    """Return a stay whose readings Front Desk handles."""
    stay = stay or own.ready()
    own.boss.handle_in_front_desk(stay)
    return stay


def unread(own):
    """Return a stay in Front Desk of which nobody has sent the last reading."""
    stay = own.book(in_house=True)
    own.start(stay)
    own.wait()
    own.finalise(stay)
    return handled(own, stay)


def begins(own, stay):
    """Return what a stay begins with while nobody has sent a first reading of it."""
    own.boss.submit_readings(stay, [own.reading("1", CONTROL)])
    return [one.value for one in own.of(stay).meters[0].before]


def settled(own, stay, *readings, **more):
    """Let Front Desk settle."""
    return own.boss.settle_in_front_desk(stay, readings, key=own.front.key(), **more)


# What nobody can tell


def test_front_desk_settles_nothing_of_which_the_use_is_unknown(till) -> None:
    """A last reading is missing: nothing gets lost for that, and the meter is named."""
    stay = unread(till)
    why = till.front.refuses(lambda: settled(till, stay, method=CASH), "meters.use_missing")
    assert (why.values["meters"], why.values["registration"]) == (till.meter, stay)
    till.end(stay)
    assert settled(till, stay).one(SettledFromReadings).figures.gross == USED
    till.check()


def test_front_desk_settles_from_an_estimate(till) -> None:
    """Staff say what the meter must have shown; it is marked, and billed."""
    stay = unread(till)
    guess = till.reading("130", END, source=ReadingSource.STAFF, quality=Quality.ESTIMATED)
    settled(till, stay, till.reading("100"), guess)
    assert till.of(stay).billed.gross == 90_000
    till.check()


@pytest.mark.parametrize("way", ["list", "front desk"])
def test_staff_may_settle_without_a_meter_by_name(till, way) -> None:
    """Nothing is charged for it then, and the registration says so."""
    stay = unread(till)
    if way == "list":
        till.boss.leave_front_desk(stay)
        till.boss.review_readings(stay)
        invoice = partial(till.boss.invoice_readings, stay, key="i")
        till.front.refuses(invoice, "meters.use_missing")
        invoice(without=[till.meter])
    else:
        settled(till, stay, without=[till.meter])
    assert till.charged(stay) == []
    assert till.of(stay).billed.unbilled == (till.meter,)
    assert till.of(stay).status is INVOICED
    till.check()


@pytest.mark.parametrize("meter", ["its own", "M9"])
def test_nobody_settles_without_a_use_that_is_known(till, meter) -> None:
    """What the guest owes is not forgiven by a slip; neither is a meter of another house named."""
    stay = handled(till)
    named = till.meter if meter == "its own" else meter
    why = till.front.refuses(lambda: settled(till, stay, without=[named]), "meters.use_told")
    assert why.values["meters"] == named


def test_one_meter_of_two_is_left_out(till) -> None:
    """The other one is billed alone, and what the first had used is charged once it is read."""
    other = till.install("2034", attrs.evolve(DEVICE, number="4712"))
    stay = till.book(in_house=True)
    till.send(stay, till.reading("100"), till.reading("10", meter=other))
    till.wait()
    till.end(stay)
    till.finalise(stay)
    handled(till, stay)
    why = till.front.refuses(lambda: settled(till, stay), "meters.use_missing")
    assert why.values["meters"] == other
    settled(till, stay, without=[other])
    assert (till.of(stay).billed.gross, till.of(stay).billed.unbilled) == (USED, (other,))
    till.end(stay, "20", meter=other)
    till.boss.settle_difference(stay, key="d")
    assert [one.quote.total for one in till.charged(stay, 1)] == [30_000]
    assert till.of(stay).billed.unbilled == ()
    till.check()


def test_what_has_no_price_is_no_use_that_gets_lost(house) -> None:
    """A utility that the settings do not know any more is named, too."""
    own = house()
    stay = own.read_through()
    configured = own.hotel.read.configuration
    none = attrs.evolve(configured.meters, utilities=(), tariffs=())
    own.boss.change_property(attrs.evolve(configured, meters=none))
    own.finalise(stay)
    handled(own, stay)
    own.front.refuses(lambda: settled(own, stay), "meters.use_missing")
    settled(own, stay, without=[own.meter])
    assert own.of(stay).billed.gross == 0


# Staff's own readings


def test_a_difference_is_one_of_the_same_readings(till) -> None:
    """Who has settled from their own readings goes on with them, and nobody else does."""
    stay = handled(till)
    first = till.reading("100")
    settled(till, stay, first, till.reading("120", END))
    settle = partial(till.boss.settle_difference, stay)
    till.front.refuses(partial(settle, key="a"), "hotel.settled_from_own")
    settle([first, till.reading("125", END)], key="b")
    assert [one.quote.total for one in till.charged(stay, 1)] == [15_000]
    assert till.stands(stay) == (HANDLED, None)
    till.check()


def test_the_next_stay_begins_where_staff_have_read(till) -> None:
    """Given a guest's misread, when staff settle from their own, then those stand in for the next.

    They had read earlier than the guest has sent; put right for a difference, the last ones count.
    """
    stay = handled(till)
    after = till.front.book(arrival=till.of(stay).departure, nights=1)
    till.boss.assign_room(after, "2034")
    assert begins(till, after) == [142]
    now = till.front.clock.now
    first = till.reading("100", at=now - timedelta(days=2))
    settled(till, stay, first, till.reading("129", END, at=now - timedelta(minutes=10)))
    assert begins(till, after) == [129]
    again = till.reading("125", END, at=now - timedelta(minutes=20))
    till.boss.settle_difference(stay, [first, again], key="d")
    assert begins(till, after) == [125]
    till.check()


def test_the_history_says_who_has_settled_from_their_own_readings(till) -> None:
    """Given one who clicked, when another settles, then both stand in it, and the status stays."""
    stay = handled(till)
    other = till.hotel.by(Actor("staff", "made", ("manager",)))
    own = [till.reading("100"), till.reading("120", END)]
    other.settle_in_front_desk(stay, own, key="s")
    assert till.moves(stay)[-2:] == [(HANDLED, "staff dewi"), (HANDLED, "staff made")]
    assert till.stands(stay) == (HANDLED, None)


def test_who_has_settled_from_what_was_sent_sends_what_is_new(till) -> None:
    """Staff's own readings would take the place of all that was sent."""
    stay = handled(till)
    settled(till, stay)
    own = [till.reading("100"), till.reading("120", END)]
    settle = partial(till.boss.settle_difference, stay, own, key="d")
    till.front.refuses(settle, "hotel.settled_from_sent")


# Deposits


def test_a_deposit_pays_every_window_of_the_guest_and_none_of_a_company(till) -> None:
    """By number; what a company pays is no business of the guest's deposit."""
    stay = till.read_through()
    garuda = till.boss.open_account("Garuda Travel").one(AccountOpened).account
    till.boss.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, garuda))
    till.boss.agree_routing(stay, Target(None, 2), codes=["FNB"])
    till.boss.agree_routing(stay, Target(None, 3), codes=["METER"])
    till.boss.charge_to_room(stay, "FNB", idr(100_000), key="dinner")
    till.finalise(stay)
    till.deposit(stay, NIGHTS + 100_000)
    done = settled(till, handled(till, stay), method=TRANSFER)
    assert [(one.window, one.amount) for one in done.all(DepositApplied)] == [
        (1, NIGHTS),
        (3, 100_000),
    ]
    assert [(one.window, one.amount) for one in done.all(PaymentTaken)][-1] == (3, 26_000)
    folio = till.hotel.read.folios_of(stay)[0]
    assert [window.owed for window in folio.windows] == [0, 121_000, 0]
    (paper,) = till.papers(done)
    assert (paper.content.about, paper.content.net) == (f"folio:{stay}:3", NET)
    till.check()


def test_several_deposits_pay_one_after_the_other(till) -> None:
    """What is left of each is given back."""
    stay = till.ready()
    for amount in (NIGHTS, USED + 50_000, 30_000):
        till.deposit(stay, amount)
    done = settled(till, handled(till, stay), method=TRANSFER)
    assert [one.amount for one in done.all(DepositApplied)] == [NIGHTS, USED]
    assert [one.amount for one in done.all(DepositReturned)] == [50_000, 30_000]
    assert till.hotel.read.held_deposits() == ()
    till.check()


def test_a_deposit_of_other_money_is_left_to_be_decided(till) -> None:
    """It settles no bill of the house's own money, and stays held."""
    stay = till.ready()
    till.front.put(TakeOverDeposit("D9", stay, "EUR", 2, money(500, "EUR"), Maturity.MANUAL))
    done = settled(till, handled(till, stay), method=TRANSFER)
    assert (done.all(DepositApplied), done.all(DepositReturned)) == ((), ())
    assert done.one(PaymentTaken).amount == NIGHTS + USED
    assert till.hotel.read.deposit("D9").held == 500
    till.boss.check_out(stay)
    assert [one.act for one in till.hotel.read.follow_ups()] == ["deposits.Decide"]
    till.check()


def test_nobody_has_to_decide_on_a_deposit_that_front_desk_has_settled(till) -> None:
    """The guest has left, and a task waits for the cashier until it is set off or given back."""
    stay = till.ready()
    till.deposit(stay, NIGHTS + USED + 50_000)
    till.boss.check_out(stay, settlement=Settlement.ON_ACCOUNT, reason="is read", key="o")
    assert [one.act for one in till.hotel.read.follow_ups()] == ["deposits.Decide"]
    settled(till, handled(till, stay), method=CASH)
    assert till.hotel.read.follow_ups() == ()
    assert till.hotel.read.folios_of(stay)[0].status is FolioStatus.CLOSED
    assert till.hotel.read.receivables() == ()
    till.check()


def test_a_deposit_pays_late_bills_before_it_is_given_back(till) -> None:
    """Nobody gets money back who still owes some."""
    stay = till.read_through()
    till.front.settle(stay)
    till.boss.check_out(stay)
    till.finalise(stay)
    till.boss.charge_late(stay, "FNB", idr(100_000), key="minibar")
    till.front.put(TakeOverDeposit("D9", stay, "IDR", 0, idr(300_000), Maturity.MANUAL))
    done = settled(till, handled(till, stay), method=TRANSFER)
    assert sorted(one.amount for one in done.all(DepositApplied)) == [121_000, USED]
    assert done.one(DepositReturned).amount == 300_000 - 121_000 - USED
    assert till.hotel.read.receivables() == ()
    till.check()


def test_who_has_paid_too_much_ahead_gets_it_back(till) -> None:
    """A deposit that was applied at check-in is more than all that was charged."""
    stay = till.front.book()
    till.boss.assign_room(stay, "2034")
    till.boss.take_deposit(stay, idr(NIGHTS + USED + 40_000), TRANSFER, key="d")
    till.boss.check_in(stay)
    till.read_through(stay)
    till.finalise(stay)
    done = settled(till, handled(till, stay), method=TRANSFER)
    assert done.one(RefundPaid).amount == 40_000
    assert till.front.owed(stay) == idr(0)
    till.check()


def test_what_was_paid_for_nights_to_come_is_not_given_back(till) -> None:
    """The meter is read before the last night."""
    stay = till.front.book()
    till.boss.assign_room(stay, "2034")
    till.boss.take_deposit(stay, idr(NIGHTS + USED), TRANSFER, key="d")
    till.boss.check_in(stay)
    till.start(stay)
    till.wait(1)
    till.end(stay)
    till.finalise(stay)
    done = settled(till, handled(till, stay), method=TRANSFER)
    assert done.all(RefundPaid) == ()
    assert till.front.owed(stay) == idr(-NIGHTS // 2)
    till.check()


# Documents of it


def test_what_is_given_back_of_an_invoiced_deposit_is_credited(till) -> None:
    """An invoice for the use with the deposit set off, a credit note for the rest of it."""
    stay = till.ready()
    till.deposit(stay, NIGHTS + USED + 300_000)
    (deposit,) = till.hotel.read.deposits(stay)
    (advance,) = till.papers(till.boss.issue_advance_invoice(deposit.id, key="a"))
    done = settled(till, handled(till, stay), method=CASH)
    note, paper = till.papers(done)
    assert (note.content.kind, note.content.refers_to) == (CREDIT_NOTE, advance.id)
    assert (note.content.charged, note.content.paid) == (-300_000, -300_000)
    assert [(one.document, one.amount) for one in paper.content.settlements] == [
        (advance.id, NIGHTS + USED)
    ]
    assert paper.content.balance == 0
    ended = till.hotel.read.document(advance.id).document
    assert (ended.status, ended.ended_by) == (DocumentStatus.SETTLED, paper.id)
    till.check()


def test_an_advance_invoice_ends_with_the_credit_note_of_all_of_it(till) -> None:
    """Nothing was charged at all: a guest who never came, and has used nothing."""
    stay = till.front.book()
    deposit = till.deposit(stay, 300_000)
    (advance,) = till.papers(till.boss.issue_advance_invoice(deposit, key="a"))
    till.boss.cancel_stay(stay, "ill", key="c")
    first = till.boss.return_deposit(deposit, CASH, "ill", amount=idr(100_000), key="r1")
    assert till.hotel.read.document(advance.id).document.status is DocumentStatus.ISSUED
    second = till.boss.return_deposit(deposit, CASH, "ill", key="r2")
    assert [one.content.charged for one in till.papers(first)] == [-100_000]
    (note,) = till.papers(second)
    ended = till.hotel.read.document(advance.id).document
    assert (note.content.charged, ended.status, ended.ended_by) == (
        -200_000,
        DocumentStatus.CANCELLED,
        note.id,
    )
    assert till.hotel.read.follow_ups() == ()
    till.check()


def test_an_advance_invoice_that_was_not_paid_in_full_is_credited_in_full(till) -> None:
    """Nobody is asked any more for what has not come in."""
    stay = till.front.book()
    asked = till.boss.request_deposit(stay, idr(500_000)).events[0].deposit
    (advance,) = till.papers(till.boss.issue_advance_invoice(asked, key="a"))
    till.boss.receive_deposit(asked, idr(200_000), TRANSFER, key="in")
    till.boss.cancel_stay(stay, "ill", key="c")
    (note,) = till.papers(till.boss.return_deposit(asked, TRANSFER, "ill", key="r"))
    assert (note.content.charged, note.content.paid, note.content.balance) == (
        -500_000,
        -200_000,
        -300_000,
    )
    assert till.hotel.read.document(advance.id).document.status is DocumentStatus.CANCELLED
    till.check()


def test_a_deposit_without_an_invoice_has_nothing_to_credit(till) -> None:
    """It was no sale; the receipt says what was given back."""
    stay = till.ready()
    till.deposit(stay, NIGHTS + USED + 300_000)
    done = settled(till, handled(till, stay), method=CASH)
    assert [one.content.kind for one in till.papers(done)] == [INVOICE]
    assert till.hotel.read.meter_receipt(stay).paid == -300_000


# The receipt


@pytest.mark.parametrize("shows", [True, False])
def test_the_house_may_want_the_receipt_shown(house, shows) -> None:
    """Whatever Front Desk's own settings say (seed: *Vis kvitteringsside*)."""
    own = house(*(["receipt_after_front_desk"] if shows else []))
    done = settled(own, handled(own), method=TRANSFER)
    assert done.one(ReceiptNoted).receipt.is_shown is shows
    stay = done.one(ReceiptNoted).registration
    assert own.hotel.read.registration(stay).registration.receipt.is_shown is shows
    assert own.hotel.read.meter_receipt(stay).is_shown is shows


def test_a_receipt_has_what_was_paid_set_off_and_issued(till) -> None:
    """And no payment that was made before or is made later."""
    stay = till.ready()
    till.boss.take_payment(stay, TRANSFER, idr(100_000), key="before")
    till.deposit(stay, 500_000)
    done = settled(till, handled(till, stay), method=CASH)
    till.boss.charge_to_room(stay, "FNB", idr(100_000), key="dinner")
    till.front.settle(stay)
    receipt = till.hotel.read.meter_receipt(stay)
    assert [(one.method, one.amount) for one in receipt.payments] == [
        ("cash", NIGHTS + USED - 600_000)
    ]
    assert (receipt.set_off, receipt.guest_name) == (500_000, "Siti Rahma")
    assert [one.document.id for one in receipt.documents] == [done.one(DocumentIssued).document]
    assert (receipt.currency, receipt.digits) == ("IDR", 0)
    assert receipt.on == till.hotel.read.business_date


@pytest.mark.parametrize("method", [TRANSFER, None])
def test_a_house_that_issues_no_documents_has_receipts(house, method) -> None:
    """Of the payment alone, or of nothing where all is left open."""
    own = house("receipt_after_front_desk", documents=SILENT)
    stay = handled(own)
    settled(own, stay, method=method)
    receipt = own.hotel.read.meter_receipt(stay)
    assert (receipt.documents, receipt.seller) == ((), None)
    assert receipt.paid == (0 if method is None else NIGHTS + USED)
    sent = []
    post = type("Post", (), {"send": lambda _, one, *, to: sent.append((one, to))})()
    assert own.hotel.read.send_meter_receipt(stay, post, to="guest@example.com")
    assert [(one.paid, to) for one, to in sent] == [(receipt.paid, "guest@example.com")]


def test_what_was_invoiced_by_itself_has_a_receipt_without_payments(house) -> None:
    """No money has moved; where nothing was issued either, there is none."""
    own = house("invoice_at_finalise")
    stay = own.ready()
    receipt = own.hotel.read.meter_receipt(stay)
    assert (receipt.payments, receipt.is_shown) == ((), False)
    assert [one.document.id for one in receipt.documents] == [own.of(stay).document]
    own.boss.change_property(attrs.evolve(own.hotel.read.configuration, documents=SILENT))
    own.boss.check_out(stay, settlement=Settlement.ON_ACCOUNT, reason="is read", key="o")
    again = own.front.book(arrival=own.hotel.read.business_date)
    own.send(again, own.reading("142"), own.reading("150", END))
    own.finalise(again)
    assert own.stands(again) == (INVOICED, InvoicedVia.AUTOMATIC)
    read = own.hotel.read
    own.front.refuses(lambda: read.meter_receipt(again), "hotel.nothing_documented")


def test_cash_is_what_coins_can_pay(till) -> None:
    """What they cannot is rounded on a line of its own."""
    own = till.hotel.read.configuration
    folio = attrs.evolve(own.folio, cash_step=Decimal(100))
    till.boss.change_property(attrs.evolve(own, folio=folio))
    stay = till.ready()
    till.boss.take_payment(stay, TRANSFER, idr(30), key="odd")
    done = settled(till, handled(till, stay), method=CASH)
    assert done.one(CashRounded).amount == 30
    assert till.hotel.read.meter_receipt(stay).paid == NIGHTS + USED
    assert till.front.owed(stay) == idr(0)
    till.check()


# Earlier stays


@pytest.mark.parametrize(("night", "is_odd"), [(9, False), (10, True)])
def test_earlier_stays_are_compared_by_stay_and_not_by_register(open_front, night, is_odd) -> None:
    """Day and night rate are one use; the last departure comes first, later stays do not count."""
    own = House.opened(open_front)
    two = Device("77", (Register("HT", Measure.KWH), Register("NT", Measure.KWH)))
    own.meter = own.boss.install_meter("2035", "el", two, NEW_YEAR).events[0].meter
    stays = {}
    for day in (6, 0, 3, 12, 9):
        stay = stays[day] = own.front.book(arrival=FIRST + timedelta(day))
        own.boss.assign_room(stay, "2035")
        first, last = 1_000 * day, 1_000 * day + day
        own.send(stay, *(own.reading(str(first), register=one) for one in ("HT", "NT")))
        own.send(stay, own.reading(str(last), END, register="HT"))
        last = first + night if day == 9 else last
        own.send(stay, own.reading(str(last), END, register="NT"))
        own.finalise(stay)
        own.boss.review_readings(stay)
        if day != 9:
            own.boss.invoice_readings(stay, key=own.front.key())
    seen = own.hotel.read.registration(stays[9])
    (utility,) = seen.utilities
    assert [(one.stay, str(one.quantity)) for one in utility.previous] == [
        (stays[6], "12"),
        (stays[3], "6"),
        (stays[0], "0"),
    ]
    assert str(utility.used) == str(9 + night)
    # Eighteen in six days of one person, and three times that is still usual.
    assert ("outlier" in {one.reason for one in seen.bill.reasons}) is is_odd
