"""Deposits in a hotel: paid before the house has earned them, on the bill when they mature."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.test_taxes import VAT, rule_set, town

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierSettings, CashierShiftOpened, PaymentReceived, RefundGiven
from axentra_core.city_ledger import AccountOpened
from axentra_core.deposits import (
    ApplicationTakenBack,
    DepositApplied,
    DepositKept,
    DepositOpened,
    DepositReceived,
    DepositRequested,
    DepositReturned,
    DepositStatus,
    Maturity,
)
from axentra_core.folio import (
    ChargePosted,
    Folio,
    FolioClosed,
    FolioKind,
    FolioOpened,
    FolioStatus,
    Nature,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    Target,
    TransactionCode,
)
from axentra_core.folio.tax import base_of
from axentra_core.groups import GroupOpened
from axentra_core.hotel import verbs
from axentra_core.hotel.verbs.accounts import MEANS
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.errors import InvalidInput, NotFound
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.stays import Settlement
from axentra_core.testing import Watch, example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
CASH, TRANSFER = PaymentMethod.CASH, PaymentMethod.TRANSFER
CHECK_IN, CHECK_OUT, MANUAL = Maturity
# One night of the example hotel, with service charge and tax.
NIGHT = 1_028_500


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def euro(amount):
    """Return euros."""
    return money(amount, "EUR")


def paid(front, stay, amount=500_000, maturity=CHECK_IN, method=TRANSFER, **what):
    """Take a deposit and return it."""
    said = {"maturity": maturity, "key": front.key(), **what}
    done = front.desk.take_deposit(stay, idr(amount), method, **said)
    return done.one(DepositOpened).deposit


def held(front, deposit):
    """Return what is held of a deposit."""
    return front.hotel.read.deposit(deposit).held


def balance(front, stay):
    """Return what a bill owes."""
    return front.hotel.read.folio(stay).balance


def folio(front, folio_id) -> Folio:
    """Return a bill as it is kept."""
    return front.hotel._unit().begin(front.clock(), front.desk.actor).need("folio", folio_id)


def till(front, desk=None):
    """Open a drawer with change."""
    change = [idr(1_000_000)]
    done = (desk or front.desk).open_cashier_shift(floats=change, key=front.key())
    return done.one(CashierShiftOpened).cashier_shift


def in_order(front):
    """Check that log, states, look-ups and sums agree."""
    front.check()
    Watch(front.hotel).check_everything()


# --- what comes in ---


def test_a_deposit_is_asked_for_and_comes_in(front) -> None:
    """In the property's money, by a day; what comes in is held and stands on no bill."""
    stay = front.book()
    asked = front.desk.request_deposit(stay, idr(500_000), due=TUESDAY).one(DepositRequested)
    assert (asked.deposit, asked.currency, asked.unit) == ("D1", "IDR", Decimal(1))
    assert (asked.due, asked.maturity) == (TUESDAY, CHECK_IN)
    done = front.desk.receive_deposit("D1", idr(300_000), TRANSFER, reference="bank:17", key="r")
    received = done.one(DepositReceived)
    assert (received.amount, received.method, received.source) == (300_000, "transfer", "bank:17")
    assert (held(front, "D1"), balance(front, stay)) == (300_000, 0)
    front.desk.withdraw_deposit_request("D1", "a regular guest")
    assert front.hotel.read.deposit("D1").outstanding == 0
    in_order(front)


def test_a_deposit_may_come_without_being_asked_for_and_with_an_id_of_the_host(front) -> None:
    """A host that numbers deposits gives the number, once; the log says who took the money."""
    stay = front.book()
    said = {"deposit": "2026-7", "key": "t"}
    done = front.desk.take_deposit(stay, idr(1), TRANSFER, **said)
    assert (done.one(DepositReceived).deposit, done.one(DepositReceived).source) == (
        "2026-7",
        "staff:ayu",
    )
    front.refuses(lambda: paid(front, stay, deposit="2026-7"), "record.already_exists")


@pytest.mark.parametrize("method", MEANS)
def test_what_comes_in_at_the_desk_is_in_the_cashiers_shift(front, method) -> None:
    """The deposit and the drawer tell of the same money, in one commit; one names the other."""
    shift, stay = till(front), front.book()
    done = front.desk.take_deposit(stay, idr(500_000), method, key="t")
    noted = done.one(PaymentReceived)
    assert (noted.cashier_shift, noted.method.value) == (shift, method.value)
    assert (noted.amount, noted.source) == (500_000, "deposit:D1:2")
    more = front.desk.receive_deposit("D1", idr(1_000), method, key="r").one(PaymentReceived)
    assert (more.amount, more.source) == (1_000, "deposit:D1:3")
    back = front.desk.return_deposit("D1", method, "cancelled in time", key="b")
    given = back.one(RefundGiven)
    assert (given.amount, given.method.value) == (501_000, method.value)
    assert given.source == "deposit:D1:4"
    in_order(front)


def test_a_house_may_take_cash_into_a_shift_only(store, open_front) -> None:
    """Without an open shift nothing has come in; a transfer needs none."""
    own = attrs.evolve(example_property(), cashier=CashierSettings(cash_needs_shift=True))
    front = open_front(store, own)
    stay = front.book()
    front.refuses(lambda: paid(front, stay, method=CASH), "hotel.no_open_shift")
    deposit = paid(front, stay)
    front.refuses(
        lambda: front.desk.return_deposit(deposit, CASH, "ill", key="b"), "hotel.no_open_shift"
    )
    till(front)
    assert paid(front, stay, method=CASH)


@pytest.mark.parametrize("ending", ["cancelled", "no_show", "checked_out"])
def test_nobody_pays_in_advance_for_a_stay_that_is_over(front, ending) -> None:
    """What is asked for, taken or moved is for a stay that goes on or is still to come."""
    over, other = front.book(1), front.book()
    deposit = paid(front, other)
    if ending == "cancelled":
        front.desk.cancel_stay(over, "ill", key="c")
    elif ending == "no_show":
        front.desk.check_in(other, room="2034")
        front.pass_nights(1)
    else:
        front.desk.check_in(over, room="2034")
        front.desk.check_in(other, room="2035")
        front.leave(over, nights=1)
    for act in (
        lambda: front.desk.request_deposit(over, idr(1)),
        lambda: paid(front, over),
        lambda: front.desk.move_deposit(deposit, over, "rebooked", key="m"),
    ):
        refused = front.refuses(act, "hotel.deposit_for_nobody")
        assert refused.values["status"] == ending


def test_what_was_asked_for_comes_in_even_when_the_stay_is_over(front) -> None:
    """A transfer that was under way is not lost; it is held until it is returned."""
    stay = front.book()
    front.desk.request_deposit(stay, idr(500_000))
    front.desk.cancel_stay(stay, "ill", key="c")
    front.desk.receive_deposit("D1", idr(500_000), TRANSFER, key="r")
    assert held(front, "D1") == 500_000


HALF = money("0.5", "IDR", digits=1)
IN_MONEY = {
    "RequestDeposit": lambda amount: verbs.RequestDeposit("S1", amount),
    "TakeDeposit": lambda amount: verbs.TakeDeposit("S1", amount, CASH),
    "ReceiveDeposit": lambda amount: verbs.ReceiveDeposit("D1", amount, CASH),
    "ApplyDeposit": lambda amount: verbs.ApplyDeposit("D1", amount),
    "KeepDeposit": lambda amount: verbs.KeepDeposit("D1", "left late", "ROOM", amount),
    "ReturnDeposit": lambda amount: verbs.ReturnDeposit("D1", CASH, "ill", amount),
}


@pytest.mark.parametrize("name", IN_MONEY)
@pytest.mark.parametrize(
    ("amount", "code"), [(euro(1), "money.currency_mismatch"), (HALF, "money.too_many_decimals")]
)
def test_deposits_are_in_the_money_of_the_house(front, name, amount, code) -> None:
    """Euros and halves of a rupiah are refused where they stand."""
    paid(front, front.book())
    refused = front.refuses(lambda: front.boss.do(IN_MONEY[name](amount), key="k"), code)
    assert [fault.path for fault in refused.faults] == ["amount"]


@pytest.mark.parametrize("method", sorted(set(PaymentMethod) - set(MEANS)))
def test_a_deposit_is_paid_with_money(method) -> None:
    """Neither a direct bill nor another deposit is money in hand."""
    for make in (
        lambda: verbs.TakeDeposit("S1", idr(1), method),
        lambda: verbs.ReceiveDeposit("D1", idr(1), method),
        lambda: verbs.ReturnDeposit("D1", method, "ill"),
    ):
        with pytest.raises(InvalidInput) as error:
            make()
        assert [(one.path, one.code) for one in error.value.faults] == [("method", "value.unknown")]


# --- at check-in ---


def test_a_deposit_pays_the_bill_from_the_check_in_on(front) -> None:
    """All that matures is on the bill as payments that name it; nothing is held any more."""
    stay = front.book()
    one, other = paid(front, stay), paid(front, stay, 200_000)
    later, someday = paid(front, stay, 1, CHECK_OUT), paid(front, stay, 2, MANUAL)
    done = front.desk.check_in(stay, room="2034")
    lines = done.all(PaymentTaken)
    assert [(line.method, line.amount, line.reference) for line in lines] == [
        (PaymentMethod.DEPOSIT, 500_000, one),
        (PaymentMethod.DEPOSIT, 200_000, other),
    ]
    assert balance(front, stay) == -700_000
    assert [held(front, each) for each in (one, other, later, someday)] == [0, 0, 1, 2]
    assert front.hotel.read.deposit(one).status is DepositStatus.SETTLED
    in_order(front)


def test_what_was_asked_for_and_has_not_come_pays_nothing(front) -> None:
    """Who has paid a part has that part on the bill, and is still asked for the rest."""
    stay = front.book()
    front.desk.request_deposit(stay, idr(500_000))
    front.desk.request_deposit(stay, idr(100))
    front.desk.receive_deposit("D1", idr(300_000), TRANSFER, key="r")
    front.desk.check_in(stay, room="2034")
    assert balance(front, stay) == -300_000


def test_a_check_in_taken_back_gives_the_deposit_back(front) -> None:
    """It is held as before, the bill owes nothing, and the next check-in applies it again."""
    stay = front.book()
    deposit = paid(front, stay)
    front.desk.check_in(stay, room="2034")
    done = front.desk.reverse_check_in(stay, "the wrong guest")
    assert done.one(ApplicationTakenBack).reason == "the wrong guest"
    assert done.one(PaymentReversed).amount == 500_000
    assert (held(front, deposit), balance(front, stay)) == (500_000, 0)
    front.desk.check_in(stay, room="2034")
    assert balance(front, stay) == -500_000
    in_order(front)


def test_what_somebody_has_applied_by_hand_stays_when_the_check_in_is_taken_back(front) -> None:
    """Only what the check-in has done is undone with it."""
    stay = front.arrive()
    deposit = paid(front, stay, maturity=MANUAL)
    front.desk.apply_deposit(deposit, key="a")
    front.desk.reverse_check_in(stay, "the wrong guest")
    assert (held(front, deposit), balance(front, stay)) == (0, -500_000)


def test_a_group_checks_in_with_its_deposits(front) -> None:
    """Each guest's deposit is on that guest's bill."""
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    stays = [front.book(1, group=group) for _ in range(2)]
    for place, stay in enumerate(stays, 1):
        paid(front, stay, place * 1_000)
    done = front.desk.check_in_group(group)
    assert {one.folio: one.amount for one in done.all(DepositApplied)} == {
        stays[0]: 1_000,
        stays[1]: 2_000,
    }


# --- at check-out ---


def test_a_deposit_pays_at_check_out_what_the_guest_owes_and_no_more(front) -> None:
    """The rest is still held, and the cashier is told to give it back."""
    stay = front.arrive(nights=1)
    deposit = paid(front, stay, 1_500_000, CHECK_OUT)
    front.pass_nights(1)
    shown = front.desk.preview.check_out(stay)
    done = front.desk.check_out(stay)
    assert shown.all(DepositApplied) == done.all(DepositApplied)
    assert done.one(DepositApplied).amount == NIGHT
    assert done.one(FolioClosed).paid == NIGHT
    assert held(front, deposit) == 1_500_000 - NIGHT
    (left,) = front.hotel.read.follow_ups()
    assert (left.code, left.concerns) == ("hotel.deposit_undecided", "cashier")
    assert left.arguments == {"deposit": deposit, "stay": stay}
    assert "holds 471,500 IDR" in left.sentence
    front.desk.return_deposit(deposit, TRANSFER, "more than the stay cost", key="b")
    assert held(front, deposit) == 0
    in_order(front)


def test_who_pays_by_deposit_alone_leaves_as_if_they_had_paid(front) -> None:
    """Nothing is left of it, so nobody is told anything."""
    stay = front.arrive(nights=1)
    one, other = paid(front, stay, 1_000_000, CHECK_OUT), paid(front, stay, 28_500, CHECK_OUT)
    front.pass_nights(1)
    done = front.desk.check_out(stay)
    assert [held(front, each) for each in (one, other)] == [0, 0]
    assert done.all(FollowUpLeft) == ()


def test_what_came_in_after_the_check_in_is_applied_at_check_out(front) -> None:
    """A transfer that was late for the check-in is not forgotten."""
    stay = front.arrive(nights=1)
    deposit = paid(front, stay, NIGHT, CHECK_IN)
    front.pass_nights(1)
    assert front.desk.check_out(stay).one(DepositApplied).deposit == deposit


def test_what_is_held_for_damages_is_applied_by_nobody_but_the_cashier(front) -> None:
    """Who owes something does not leave on money that is held for something else."""
    stay = front.arrive(nights=1)
    deposit = paid(front, stay, NIGHT, MANUAL)
    front.pass_nights(1)
    front.refuses(lambda: front.desk.check_out(stay), "folio.balance_outstanding")
    front.desk.apply_deposit(deposit, key="a")
    assert front.desk.check_out(stay).one(FolioClosed)


def test_a_deposit_of_the_guest_pays_nothing_of_the_company(front) -> None:
    """The guest's windows are paid by it, each up to what it owes; the company is billed."""
    account = front.boss.open_account("Garuda Travel").one(AccountOpened).account
    stay = front.arrive(nights=1)
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    guest = front.stay(stay).guest
    front.desk.name_payee(stay, 3, Payee(PayeeKind.GUEST, guest))
    front.desk.agree_routing(stay, Target(window=2), codes=["ROOM"])
    front.pass_nights(1)
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key="f")
    front.desk.charge_to_room(stay, "FNB", idr(50_000), window=3, key="g")
    deposit = paid(front, stay, 2_000_000, CHECK_OUT)
    done = front.desk.check_out(stay)
    assert [(one.window, one.amount) for one in done.all(DepositApplied)] == [
        (1, 121_000),
        (3, 60_500),
    ]
    assert front.hotel.read.account(account).account.balance == NIGHT
    assert held(front, deposit) == 2_000_000 - 181_500
    in_order(front)


def test_who_leaves_early_pays_by_deposit_too(front) -> None:
    """One night was slept, and its price is taken from what is held."""
    stay = front.arrive(nights=2)
    paid(front, stay, NIGHT, CHECK_OUT)
    front.pass_nights(1)
    assert front.desk.depart_early(stay, key="d").one(DepositApplied).amount == NIGHT


def test_who_leaves_on_account_owes_what_no_deposit_has_paid(front) -> None:
    """The receivable is what is left."""
    stay = front.arrive(nights=1)
    paid(front, stay, 28_500, CHECK_OUT)
    front.pass_nights(1)
    front.boss.check_out(stay, settlement=Settlement.ON_ACCOUNT, reason="the firm pays")
    assert balance(front, stay) == 1_000_000


# --- by hand ---


def test_a_deposit_is_applied_in_parts_and_to_a_window(front) -> None:
    """What is said counts; all that is held when nothing is said."""
    stay = front.arrive()
    deposit = paid(front, stay, maturity=MANUAL)
    done = front.desk.apply_deposit(deposit, idr(200_000), window=2, key="a")
    assert (done.one(PaymentTaken).window, done.one(PaymentTaken).amount) == (2, 200_000)
    assert front.desk.apply_deposit(deposit, key="b").one(PaymentTaken).window == 1
    assert [(one.number, one.paid) for one in folio(front, stay).windows] == [
        (1, 300_000),
        (2, 200_000),
    ]
    front.refuses(lambda: front.desk.apply_deposit(deposit, key="c"), "deposits.settled")
    in_order(front)


def test_what_was_applied_comes_off_every_window(front) -> None:
    """Wherever the payment counts by now, it counts no more; one in charge does that."""
    stay = front.arrive()
    deposit = paid(front, stay, maturity=MANUAL)
    line = front.desk.apply_deposit(deposit, idr(200_000), key="a").one(PaymentTaken).line
    front.desk.apply_deposit(deposit, window=3, key="b")
    front.desk.move_payment(stay, line, 2, "the firm pays", amount=idr(50_000), key="m")
    front.refuses(
        lambda: front.desk.take_back_deposit(deposit, "a mistake", key="t"), "permission.missing"
    )
    done = front.boss.take_back_deposit(deposit, "a mistake", key="t")
    assert {one.window: one.amount for one in done.all(PaymentReversed)} == {
        1: 150_000,
        2: 50_000,
        3: 300_000,
    }
    assert (held(front, deposit), balance(front, stay)) == (500_000, 0)
    front.refuses(
        lambda: front.boss.take_back_deposit(deposit, "again", key="u"), "deposits.not_applied"
    )
    in_order(front)


def test_the_payment_of_a_deposit_is_not_taken_back_on_the_bill_alone(front) -> None:
    """Were it, the money would be held by nobody."""
    stay = front.book()
    deposit = paid(front, stay)
    front.desk.check_in(stay, room="2034")
    refused = front.refuses(
        lambda: front.boss.reverse_payment(stay, 1, "a mistake", key="r"), "hotel.deposit_applied"
    )
    assert refused.values == {"deposit": deposit, "folio": stay}


def test_a_deposit_goes_with_the_guest_to_another_stay(front) -> None:
    """Who rebooks has paid; what is on a bill stays there."""
    one, other = front.book(), front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    deposit = paid(front, one)
    front.desk.move_deposit(deposit, other, "rebooked", key="m")
    assert front.hotel.read.deposits(one) == ()
    front.desk.check_in(one, room="2034")
    assert balance(front, one) == 0
    applied = paid(front, one)
    front.desk.apply_deposit(applied, key="a")
    front.refuses(
        lambda: front.desk.move_deposit(applied, other, "rebooked", key="n"), "deposits.settled"
    )


def test_a_deposit_is_applied_to_no_bill_that_is_closed(front) -> None:
    """Where nothing is owed, nothing is paid."""
    stay = front.book()
    deposit = paid(front, stay)
    front.desk.cancel_stay(stay, "ill", key="c")
    front.refuses(lambda: front.desk.apply_deposit(deposit, key="a"), "folio.closed")


# --- when nobody comes ---


@pytest.mark.parametrize("how", ["cancel", "no_show"])
def test_what_is_held_for_nobody_stays_held_and_somebody_is_told(front, how) -> None:
    """Whether it is kept, returned or moved is decided by the house, not by a rule."""
    stay = front.book()
    deposit, asked = paid(front, stay), front.desk.request_deposit(stay, idr(1))
    paid(front, front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1))
    if how == "cancel":
        done = front.desk.cancel_stay(stay, "ill", key="c")
    else:
        done = front.desk.close_day(MONDAY)
    left = done.one(FollowUpLeft)
    assert (left.arguments, left.concerns) == ({"deposit": deposit, "stay": stay}, "cashier")
    assert left.cause == f"deposit:{deposit}"
    assert (held(front, deposit), asked.one(DepositRequested).amount) == (500_000, 1)
    front.refuses(
        lambda: front.desk.retry_follow_up(left.follow_up, key="x"), "hotel.not_repeatable"
    )
    in_order(front)


def test_a_cancellation_fee_is_paid_by_the_deposit(store, open_front, grand) -> None:
    """The bill that stayed open for it is settled, and the guest gets the rest back."""
    front = open_front(store, grand)
    stay = front.book(policy="FLEX")
    deposit = paid(front, stay, 1_000_000)
    front.desk.cancel_stay(stay, "ill", key="c")
    fee = balance(front, stay)
    assert fee > 0
    front.desk.apply_deposit(deposit, idr(fee), key="a")
    front.desk.return_deposit(deposit, TRANSFER, "more than the fee", key="b")
    assert (balance(front, stay), held(front, deposit)) == (0, 0)
    front.pass_nights(1)
    assert front.hotel.read.receivables() == ()
    in_order(front)


# --- what is kept ---


def test_what_is_kept_is_revenue_with_its_taxes_on_a_bill_at_zero(front) -> None:
    """The amount contains service charge and tax, to the last rupiah, and is paid at once."""
    stay = front.arrive()
    deposit = paid(front, stay, maturity=MANUAL)
    front.refuses(
        lambda: front.desk.keep_deposit(deposit, "a broken lamp", "FNB", key="k"),
        "permission.missing",
    )
    done = front.boss.keep_deposit(deposit, "a broken lamp", "FNB", key="k")
    charge, payment = done.one(ChargePosted), done.one(PaymentTaken)
    assert (charge.code, charge.department, charge.folio) == ("FNB", "restaurant", stay)
    assert {part.code: part.amount for part in charge.quote.components} == {
        "service": 41_322,
        "hotel_tax": 45_455,
    }
    assert (charge.quote.net, charge.quote.total) == (413_223, 500_000)
    assert charge.source == "deposit:D1:3"
    assert (payment.amount, payment.reference, payment.note) == (500_000, deposit, "a broken lamp")
    assert (balance(front, stay), held(front, deposit)) == (0, 0)
    assert done.one(DepositKept).amount == 500_000
    assert len(done.events) == 4
    in_order(front)


@pytest.mark.parametrize("how", ["cancel", "no_show"])
def test_what_is_kept_of_who_does_not_come_has_a_bill_of_its_own(front, how) -> None:
    """Their bill is closed; a late one follows it, is paid and closed in the same commit."""
    stay = front.book()
    deposit = paid(front, stay)
    if how == "cancel":
        front.desk.cancel_stay(stay, "ill", key="c")
    else:
        front.pass_nights(1)
    before = front.hotel.read.folio(stay)
    done = front.boss.keep_deposit(deposit, how, "ROOM", key="k")
    opened, late = done.one(FolioOpened), done.one(FolioClosed)
    assert (opened.kind, opened.follows, opened.stay) == (FolioKind.LATE, stay, stay)
    assert (late.folio, late.charged, late.paid) == (opened.folio, 500_000, 500_000)
    assert front.hotel.read.folio(stay) == before
    assert folio(front, late.folio).status is FolioStatus.CLOSED
    in_order(front)


def test_a_part_is_kept_and_the_rest_returned(front) -> None:
    """What is left is the guest's."""
    stay = front.book()
    deposit = paid(front, stay)
    front.boss.keep_deposit(deposit, "changed twice", "ROOM", amount=idr(50_001), key="k")
    done = front.desk.return_deposit(deposit, TRANSFER, "changed twice", key="b")
    assert done.one(DepositReturned).amount == 449_999
    state = front.hotel.read.deposit(deposit)
    assert (state.kept, state.returned, state.status) == (50_001, 449_999, DepositStatus.SETTLED)
    in_order(front)


@pytest.mark.parametrize("order", ["kept first", "applied first"])
def test_what_was_kept_stays_kept_when_the_rest_comes_off_the_bill(front, order) -> None:
    """Only what was applied is held again, whichever came first."""
    stay = front.arrive()
    deposit = paid(front, stay, maturity=MANUAL)
    acts = [
        lambda: front.boss.keep_deposit(deposit, "lamp", "FNB", amount=idr(100_000), key="k"),
        lambda: front.desk.apply_deposit(deposit, idr(300_000), key="a"),
    ]
    for act in acts if order == "kept first" else reversed(acts):
        act()
    done = front.boss.take_back_deposit(deposit, "a mistake", key="t")
    assert done.one(PaymentReversed).amount == 300_000
    assert (held(front, deposit), balance(front, stay)) == (400_000, 0)
    in_order(front)


def test_what_is_kept_pays_the_fee_where_routing_has_sent_it(front) -> None:
    """A part in another window, or on the bill of the group, is paid there: nothing is owed."""
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    stay = front.arrive()
    front.desk.agree_routing(stay, Target(group), codes=["FNB"], percent=Decimal("0.4"))
    front.desk.agree_routing(group, Target(window=3), limit=idr(50_000))
    deposit = paid(front, stay, maturity=MANUAL)
    done = front.boss.keep_deposit(deposit, "lamp", "FNB", key="k")
    payments = done.all(PaymentTaken)
    assert total(one.amount for one in payments) == 500_000
    assert {(one.folio, one.window) for one in payments} == {
        (stay, 1),
        (group, 1),
        (group, 3),
    }
    for bill in (stay, group):
        assert [window.owed for window in folio(front, bill).windows if window.owed] == []
    in_order(front)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(st.integers(1, 3_000_000), st.sampled_from([0, 2]))
def test_whatever_is_kept_is_charged_exactly(open_front, amount, digits) -> None:
    """No amount is too odd: net, service charge and tax add up to it."""
    front = open_front(MemoryStore(), attrs.evolve(example_property(), digits=digits))
    stay = front.book(prices=[money(1, "IDR", digits=digits)] * 2)
    sum_ = money(Decimal(amount).scaleb(-digits), "IDR", digits=digits)
    front.desk.take_deposit(stay, sum_, TRANSFER, key="t")
    quote = front.boss.keep_deposit("D1", "ill", "ROOM", key="k").one(ChargePosted).quote
    assert quote.total == sum_.amount
    assert quote.total == quote.net + total(part.amount for part in quote.components)
    assert abs(quote.net * Decimal("1.21") - quote.total) <= Decimal(2).scaleb(-digits)
    assert balance(front, stay) == 0


def test_rules_of_the_place_take_their_tax_out_of_what_is_kept(open_front) -> None:
    """A tax that is contained in prices is contained in what is kept, and not corrected later."""
    front = open_front(MemoryStore(), town(rule_set()))
    stay = front.book(prices=[euro("100.00")] * 2)
    front.desk.take_deposit(stay, euro("53.50"), TRANSFER, key="t")
    done = front.boss.keep_deposit("D1", "ill", "ROOM", key="k")
    (charge,) = done.all(ChargePosted)
    assert (charge.quote.net, charge.quote.total) == (50, Decimal("53.50"))
    assert balance(front, stay) == 0


def test_a_tax_that_comes_on_top_is_not_kept_with_the_rest(open_front) -> None:
    """The bill would owe it; the fee is charged under another code, or paid by the deposit."""
    on_top = attrs.evolve(VAT, inclusive=False, base=base_of("room"))
    front = open_front(MemoryStore(), town(rule_set(on_top)))
    stay = front.book(prices=[euro("100.00")] * 2)
    front.desk.take_deposit(stay, euro("50.00"), TRANSFER, key="t")
    refused = front.refuses(
        lambda: front.boss.keep_deposit("D1", "ill", "ROOM", key="k"), "hotel.taxes_on_top"
    )
    assert (refused.values["owed"], refused.values["amount"]) == (Decimal("53.50"), 50)
    assert front.boss.keep_deposit("D1", "ill", "PHONE", key="k").one(DepositKept)


@pytest.mark.parametrize("code", ["FEE", "TAXI"])
def test_a_code_that_is_no_revenue_keeps_nothing(store, open_front, code) -> None:
    """What is kept is revenue of some department: neither an unknown code nor a paid-out."""
    own = example_property()
    taxi = TransactionCode("TAXI", "Taxi", "paid-outs", nature=Nature.PAID_OUT)
    codes = attrs.evolve(own.folio, codes=(*own.folio.codes, taxi))
    front = open_front(store, attrs.evolve(own, folio=codes))
    deposit = paid(front, front.book())
    front.refuses(
        lambda: front.boss.keep_deposit(deposit, "ill", code, key="k"), "value.not_listed"
    )


# --- what is known ---


def test_what_is_held_is_listed_and_adds_up(front) -> None:
    """By stay, with what is settled; and what the house owes for all of them."""
    one, other = front.book(), front.book()
    first, second, third = paid(front, one), paid(front, other, 200_000), paid(front, one, 1)
    front.desk.return_deposit(first, TRANSFER, "ill", amount=idr(100_000), key="r")
    front.boss.keep_deposit(third, "ill", "ROOM", key="k")
    read = front.hotel.read
    assert [deposit.id for deposit in read.deposits(one)] == [first, third]
    assert [deposit.id for deposit in read.held_deposits()] == [first, second]
    books = read.deposit_ledger()
    assert books.held("IDR") == 600_000
    (totals,) = books.totals
    assert (totals.received, totals.returned, totals.kept) == (700_001, 100_000, 1)
    for missing in (lambda: read.deposits("S9"), lambda: read.deposit("D9")):
        with pytest.raises(NotFound):
            missing()


def test_who_should_have_paid_is_listed_until_they_have_or_will_not_come(front) -> None:
    """The oldest first; one without a day is never due, nor one of a stay that was cancelled."""
    stays = [front.book() for _ in range(5)]
    for stay, due in zip(stays, (TUESDAY, MONDAY, WEDNESDAY, None, MONDAY), strict=True):
        front.desk.request_deposit(stay, idr(500_000), due=due)
    front.desk.cancel_stay(stays[4], "ill", key="c")
    front.desk.receive_deposit("D2", idr(100_000), TRANSFER, key="r")

    def due(as_of=None):
        return [
            (one.deposit, one.amount, one.days_overdue)
            for one in front.hotel.read.deposit_requests_due(as_of)
        ]

    assert due() == [("D2", 400_000, 0)]
    assert due(TUESDAY) == [("D2", 400_000, 1), ("D1", 500_000, 0)]
    assert [one for one, *_ in due(WEDNESDAY + timedelta(9))] == ["D2", "D1", "D3"]
    with pytest.raises(InvalidInput) as error:
        due("soon")
    assert [fault.path for fault in error.value.faults] == ["as_of"]


def test_one_who_was_faster_is_not_overlooked(front) -> None:
    """Who applies a deposit as they saw it is told that it was used since."""
    stay = front.arrive()
    deposit = paid(front, stay, maturity=MANUAL)
    version = front.hotel.read.version("deposit", deposit)
    said = verbs.ApplyDeposit(deposit, idr(200_000))
    front.desk.do(said, key="a", expected_version=version)
    front.refuses(
        lambda: front.desk.do(said, key="b", expected_version=version), "store.version_conflict"
    )
