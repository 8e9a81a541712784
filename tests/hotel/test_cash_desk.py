"""The cash desk of a hotel: whose drawer it is, what goes through it, and what a bill has of it."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import (
    CashCount,
    CashierSettings,
    CashierShiftClosed,
    CashierShiftOpened,
    CashPaidOut,
    CountCorrected,
    CurrencyDigits,
    EntryReversed,
    ReceivePayment,
    Tender,
)
from axentra_core.city_ledger import AccountOpened
from axentra_core.folio import ChargePosted, ChargeReversed, PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.cash_desk import TENDERS, in_the_drawer, out_of_the_drawer
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import example_property

MONDAY = date(2026, 11, 23)
TAXI = ("taxi", "Taxi to the airport")
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def eur(amount):
    """Return euros."""
    return money(amount, "EUR")


def with_cash(**said):
    """Return the example hotel with settings of its cash desk."""
    return attrs.evolve(example_property(), cashier=CashierSettings(**said))


def opened(front, *floats, desk=None):
    """Open a shift of Ayu's, or of whoever has the desk, and return it."""
    done = (desk or front.desk).open_cashier_shift(floats=floats, key=front.key())
    return done.one(CashierShiftOpened).cashier_shift


def unit_of(front, actor):
    """Return a unit of work in which an actor could take money."""
    return front.hotel._unit().begin(front.clock(), actor)


# --- shifts ---


def test_a_shift_is_of_the_one_who_opens_it(front) -> None:
    """Ayu opens a drawer with change in two currencies; rupiah have no decimals in this house."""
    desk, change = front.desk, [idr(500_000), eur("20.50")]
    done = desk.open_cashier_shift(drawer="FRONT-1", floats=change, key="k")
    begun, *floats = done.events
    assert begun == CashierShiftOpened(
        "C1", "ayu", "FRONT-1", (CurrencyDigits("IDR", 0),), MONDAY, "staff ayu"
    )
    assert [(one.entry, one.amount) for one in floats] == [
        (1, Decimal(500_000)),
        (2, Decimal("20.50")),
    ]
    front.check()


def test_a_cashier_has_one_open_shift(front) -> None:
    """Nobody answers for two drawers at a time; another cashier has their own."""
    shift = opened(front)
    refused = front.refuses(
        lambda: front.desk.open_cashier_shift(key="again"), "hotel.shift_open_already"
    )
    assert refused.values["cashier_shift"] == shift
    assert opened(front, desk=front.boss) != shift
    front.desk.close_cashier_shift(shift, [])
    assert opened(front) not in {shift, None}


def test_a_shift_may_have_an_id_of_the_host(front) -> None:
    """A host that numbers its shifts gives the number."""
    done = front.desk.open_cashier_shift(cashier_shift="till-7", key="k")
    assert done.one(CashierShiftOpened).cashier_shift == "till-7"
    front.desk.close_cashier_shift("till-7", [])
    front.refuses(
        lambda: front.desk.open_cashier_shift(cashier_shift="till-7", key="l"),
        "record.already_exists",
    )


def test_nobody_reaches_into_the_drawer_of_another(front) -> None:
    """A supervisor may act for others; a colleague may not."""
    shift = opened(front, idr(1_000))
    made = front.hotel.by(Actor("staff", "made"))
    front.refuses(lambda: made.drop_cash(shift, idr(500), "bag 7", key="k"), "permission.missing")
    assert front.boss.drop_cash(shift, idr(500), "bag 7", key="k").events


def test_a_close_is_blind_and_records_what_is_missing(front) -> None:
    """Ten thousand are missing: the close records it; a count is corrected by those in charge."""
    shift = opened(front, idr(500_000))
    done = front.desk.close_cashier_shift(shift, [idr(490_000)])
    (count,) = done.one(CashierShiftClosed).counts
    assert (count, count.over_short) == (
        CashCount("IDR", Decimal(500_000), Decimal(490_000)),
        Decimal(-10_000),
    )
    again = verbs.CorrectCount(shift, (idr(500_000),), "a note behind the till")
    front.refuses(lambda: front.desk.do(again), "permission.missing")
    assert front.boss.do(again).one(CountCorrected).counts[0].over_short == 0


# --- what goes in and out ---


def test_cash_moves_in_and_out(front) -> None:
    """Change, an exchange and a drop, each an entry with its number."""
    desk, shift = front.desk, opened(front, idr(500_000))
    desk.add_float(shift, idr(100_000), key="a")
    desk.exchange_cash(shift, eur(20), idr(340_000), Decimal(17_000), key="b")
    desk.drop_cash(shift, idr(60_000), "bag 7", key="c")
    closed = desk.close_cashier_shift(shift, [idr(200_000), eur(20)]).one(CashierShiftClosed)
    assert [(one.currency, one.over_short) for one in closed.counts] == [("IDR", 0), ("EUR", 0)]
    front.check()


HALF, BIT = money("0.5", "IDR", digits=1), money("0.001", "EUR", digits=3)
TOO_FINE = {
    "floats[1]": verbs.OpenCashierShift(None, (eur(1), HALF)),
    "amount": verbs.AddFloat("C1", HALF),
    "amount ": verbs.DropCash("C1", HALF, "bag 7"),
    " amount": verbs.PayOut("C1", HALF, *TAXI),
    "received": verbs.ExchangeCash("C1", BIT, idr(1), Decimal(1)),
    "given": verbs.ExchangeCash("C1", eur(1), HALF, Decimal(1)),
    "counted[0]": verbs.CloseCashierShift("C1", (HALF,)),
    " counted[0]": verbs.CorrectCount("C1", (HALF,), "counted again"),
}


@pytest.mark.parametrize("path", TOO_FINE)
def test_notes_have_the_digits_of_the_house(open_front, path) -> None:
    """Half a rupiah is no note here, and a tenth of a cent is none anywhere."""
    front = open_front(MemoryStore())
    refused = front.refuses(
        lambda: front.boss.do(TOO_FINE[path], key="k"), "money.too_many_decimals"
    )
    assert [fault.path for fault in refused.faults] == [path.strip()]


def test_a_paid_out_is_for_what_the_house_pays(store, open_front) -> None:
    """Where reasons are listed, one of them is named; elsewhere any."""
    front = open_front(store, with_cash(paid_out_reasons=("stamps", "taxi")))
    shift = opened(front, idr(100_000))
    pay = front.desk.pay_out
    refused = front.refuses(
        lambda: pay(shift, idr(1_000), "flowers", "For the lobby", key="k"), "value.not_listed"
    )
    assert refused.faults[0].path == "reason"
    paid = pay(shift, idr(1_000), "stamps", "Ten stamps", key="k").one(CashPaidOut)
    assert (paid.entry, paid.source) == (2, None)


def test_a_paid_out_for_a_guest_goes_on_their_bill(front) -> None:
    """The taxi leaves the drawer and enters the bill in one commit; each names the other."""
    stay, shift = front.arrive(), opened(front, idr(100_000))
    done = front.desk.pay_out(shift, idr(80_000), *TAXI, folio=stay, code="PAID-OUT", key="k")
    charge, paid = done.one(ChargePosted), done.one(CashPaidOut)
    assert (charge.source, paid.source) == (f"paid-out:{shift}:2", f"folio:{stay}:{charge.line}")
    assert (charge.quote.net, paid.amount) == (80_000, 80_000)
    assert charge.description == "Taxi to the airport"
    front.check()


def test_a_paid_out_that_cannot_be_charged_is_not_paid(front) -> None:
    """An empty drawer, a bill that is not there or a currency it has not: neither happens."""
    stay, shift = front.arrive(), opened(front, idr(1_000), eur(50))
    pay = front.desk.pay_out
    for_guest = {"folio": stay, "code": "PAID-OUT", "key": "k"}
    front.refuses(lambda: pay(shift, idr(80_000), *TAXI, **for_guest), "cashier.not_enough_cash")
    front.refuses(lambda: pay(shift, eur(5), *TAXI, **for_guest), "money.currency_mismatch")
    nobody = {**for_guest, "folio": "S9"}
    front.refuses(lambda: pay(shift, idr(500), *TAXI, **nobody), "record.not_found")


@pytest.mark.parametrize(("given", "missing"), [("folio", "code"), ("code", "folio")])
def test_a_bill_and_its_code_come_together(given, missing) -> None:
    """What goes on a bill has a transaction code, and a code needs a bill."""
    with pytest.raises(InvalidInput) as error:
        verbs.PayOut("C1", idr(1), *TAXI, **{given: "S1"})
    assert [(fault.path, fault.code) for fault in error.value.faults] == [
        (missing, "field.required")
    ]


def test_a_paid_out_that_is_taken_back_leaves_the_bill_too(front) -> None:
    """The guest took the bus: the money is in the drawer again and off the bill."""
    stay, shift = front.arrive(), opened(front, idr(100_000))
    front.desk.pay_out(shift, idr(80_000), *TAXI, folio=stay, code="PAID-OUT", key="k")
    done = front.desk.reverse_cash_entry(shift, 2, "took the bus", key="l")
    assert done.one(EntryReversed).reverses == 2
    assert done.one(ChargeReversed).reason == "took the bus"
    assert front.hotel.read.folio(stay).balance == 0
    front.check()


def test_a_charge_that_is_off_the_bill_already_stays_off(front) -> None:
    """Who has reversed the charge by hand can still take the paid-out back."""
    stay, shift = front.arrive(), opened(front, idr(100_000))
    paid = front.desk.pay_out(shift, idr(80_000), *TAXI, folio=stay, code="PAID-OUT", key="k")
    front.desk.reverse_charge(stay, paid.one(ChargePosted).line, "took the bus", key="l")
    done = front.desk.reverse_cash_entry(shift, 2, "took the bus", key="m")
    assert done.all(ChargeReversed) == ()
    assert front.hotel.read.folio(stay).balance == 0


def test_an_entry_that_is_not_there_is_not_taken_back(front) -> None:
    """The rules of the drawer hold: an entry is taken back once, and it has to be there."""
    shift = opened(front, idr(100_000))
    back = front.desk.reverse_cash_entry
    assert back(shift, 1, "twice", key="k").one(EntryReversed)
    front.refuses(lambda: back(shift, 1, "twice", key="l"), "cashier.already_reversed")
    front.refuses(lambda: back(shift, 2, "twice", key="l"), "cashier.is_reversal")
    front.refuses(lambda: back(shift, 3, "twice", key="l"), "cashier.entry_unknown")
    front.refuses(lambda: back("C9", 1, "twice", key="l"), "record.not_found")


def test_a_payment_is_taken_back_where_it_was_entered(front) -> None:
    """Were it taken back in the drawer alone, a bill would be paid with nobody's money."""
    account = front.boss.open_account("Garuda Travel").one(AccountOpened).account
    shift = opened(front, idr(100_000))
    pay = front.desk.receive_account_payment
    pay(account, idr(5_000), CASH, payment="P1", key="k")
    refused = front.refuses(
        lambda: front.desk.reverse_cash_entry(shift, 2, "a mistake", key="l"),
        "hotel.entry_of_payment",
    )
    assert refused.values["source"] == f"account:{account}:2"


# --- payments of all kinds ---


def test_every_way_of_paying_at_the_desk_is_a_tender() -> None:
    """What a bill is paid with, a shift can note."""
    taken = {"cash", "card", "transfer", "voucher", "qr_wallet"}
    assert taken <= {method.value for method in PaymentMethod}
    assert taken <= TENDERS.keys()


@pytest.mark.parametrize("method", [CASH, CARD, "transfer"])
def test_money_is_noted_in_the_open_shift(front, method) -> None:
    """Whoever has a drawer open notes what they take and give, in cash or not."""
    shift, unit = opened(front), unit_of(front, Actor("staff", "ayu"))
    (noted,) = in_the_drawer(unit, method, idr(1_000), "folio:S1:4")
    assert noted == ReceivePayment(shift, Tender(str(method)), idr(1_000), "folio:S1:4")
    (given,) = out_of_the_drawer(unit, method, idr(400), "folio:S1:5")
    assert (given.method, given.amount) == (noted.method, idr(400))


@pytest.mark.parametrize("actor", [Actor("staff", "made"), Actor("guest", "ayu")])
def test_without_a_shift_nothing_is_noted(front, actor) -> None:
    """A house may do without shifts; a guest is no cashier, whatever their id."""
    opened(front)
    assert in_the_drawer(unit_of(front, actor), CASH, idr(1_000), "folio:S1:4") == ()
    assert out_of_the_drawer(unit_of(front, actor), CASH, idr(1_000), "folio:S1:4") == ()


def test_what_does_not_pass_the_desk_is_not_noted(front) -> None:
    """A deposit that is applied moves no money at the desk."""
    opened(front)
    unit = unit_of(front, Actor("staff", "ayu"))
    assert in_the_drawer(unit, "deposit", idr(1_000), "folio:S1:4") == ()


@pytest.mark.parametrize("move", [in_the_drawer, out_of_the_drawer])
def test_a_house_may_insist_on_a_shift_for_cash(store, open_front, move) -> None:
    """Cash goes into a drawer somebody answers for; a card does not."""
    front = open_front(store, with_cash(cash_needs_shift=True))
    ayu = Actor("staff", "ayu")
    refused = front.refuses(
        lambda: move(unit_of(front, ayu), CASH, idr(1_000), "folio:S1:4"), "hotel.no_open_shift"
    )
    assert refused.values["actor"] == "staff ayu"
    assert move(unit_of(front, ayu), CARD, idr(1_000), "folio:S1:4") == ()
    shift = opened(front)
    assert move(unit_of(front, ayu), CASH, idr(1), "folio:S1:4")[0].cashier_shift == shift


# --- settings ---


def test_limits_of_a_drawer_have_the_digits_of_the_house() -> None:
    """Half a rupiah is no limit here; the path says which one it is."""
    half = (eur("0.50"), money("0.5", "IDR", digits=1))
    with pytest.raises(InvalidInput) as error:
        with_cash(most_in_drawer=half)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [
        ("cashier.most_in_drawer[1]", "money.too_many_decimals")
    ]


# --- whatever is done ---

STEPS = st.lists(
    st.tuples(st.sampled_from(["in", "out", "guest", "pay", "back"]), st.integers(1, 90))
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(STEPS)
def test_a_drawer_has_what_came_in_less_what_went_out(open_front, steps) -> None:
    """Whatever is done and refused, the count of the drawer is the sum of what was done."""
    front = open_front(MemoryStore())
    stay, boss = front.arrive(), front.boss
    account = boss.open_account("Garuda Travel").one(AccountOpened).account
    shift, moved = opened(front, idr(50), desk=boss), [50]
    for what, amount in steps:
        entry = 1 + amount % 4
        verb, change = {
            "in": (verbs.AddFloat(shift, idr(amount)), amount),
            "out": (verbs.DropCash(shift, idr(amount), "bag 7"), -amount),
            "guest": (verbs.PayOut(shift, idr(amount), *TAXI, stay, "PAID-OUT"), -amount),
            "pay": (verbs.ReceiveAccountPayment(account, idr(amount), CASH), amount),
            "back": (verbs.ReverseCashEntry(shift, entry, "twice"), -sum(moved[entry - 1 : entry])),
        }[what]
        with suppress(AxentraError):
            boss.do(verb, key=front.key())
            moved.append(change)
    counted = boss.close_cashier_shift(shift, [idr(sum(moved))]).one(CashierShiftClosed).counts
    assert [one.over_short for one in counted] == [0]
    front.check()
