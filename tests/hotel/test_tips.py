"""Tips, what is paid out for guests, and commission: on the bill, and in no revenue."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierShiftOpened, PaymentReceived
from axentra_core.city_ledger import AccountDebited, AccountOpened
from axentra_core.folio import (
    Card,
    ChargePosted,
    ChargeReversed,
    Nature,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentTaken,
    Target,
    TransferredIn,
)
from axentra_core.groups import GroupOpened
from axentra_core.hotel import verbs
from axentra_core.kernel.actor import EVERYONE, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.reports import day_report, trial_balance
from axentra_core.stays import StayCheckedOut
from axentra_core.testing import example_property
from axentra_core.testing.invariants import check_everything

MONDAY = date(2026, 11, 23)
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD
VISA = Card("tok_1", "visa", "4242")
NIGHT, FIFTEEN = 850_000, Decimal("0.15")


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def tip(front, stay, amount=50_000, **how):
    """Add a tip."""
    return front.desk.add_tip(stay, "TIP", idr(amount), key=front.key(), **how)


def report(front):
    """Return the live report."""
    return day_report(front.hotel.feed(), front.hotel.read.business_date)


def windows(front, stay):
    """Return what each window owes."""
    return {one.window: int(one.balance) for one in front.hotel.read.folio(stay).windows}


# --- tips ---


def test_a_guest_signs_for_a_tip(front) -> None:
    """It goes on the bill without service charge and tax, for whom the guest has named."""
    stay = front.arrive()
    line = tip(front, stay, staff="wayan").one(ChargePosted)
    assert (line.nature, line.source, line.department) == (Nature.TIP, "tip:wayan", "staff")
    assert (line.quote.total, line.quote.components) == (50_000, ())
    assert tip(front, stay).one(ChargePosted).source == "tip"
    assert front.owed(stay) == idr(100_000)
    front.check()


def test_a_tip_that_is_paid_at_once_leaves_nothing_owed(front) -> None:
    """Line and payment come in one commit, and the drawer has the money."""
    stay = front.arrive()
    shift = front.desk.open_cashier_shift(key="open").one(CashierShiftOpened).cashier_shift
    before = len(front.store.log(limit=999))
    done = tip(front, stay, method=CASH)
    assert len(front.store.log(limit=999)) == before + 1
    assert (done.one(PaymentTaken).method, done.one(PaymentTaken).amount) == (CASH, 50_000)
    noted = done.one(PaymentReceived)
    assert (noted.cashier_shift, noted.amount) == (shift, 50_000)
    assert front.owed(stay) == idr(0)
    front.check()


def test_a_tip_by_card_names_its_card(front) -> None:
    """The token pays; without one nothing is put on the bill either."""
    stay = front.arrive()
    front.refuses(lambda: tip(front, stay, method=CARD), "folio.card_missing")
    assert tip(front, stay, method=CARD, card=VISA).one(PaymentTaken).card == VISA
    with pytest.raises(InvalidInput) as caught:
        verbs.AddTip(stay, "TIP", idr(1), card=VISA)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [
        ("method", "field.required")
    ]


def test_a_tip_is_paid_for_itself(front) -> None:
    """Who has paid in advance, or owes a week, gives a tip in cash all the same."""
    stay = front.arrive()
    front.desk.take_payment(stay, CASH, idr(1_000_000), in_advance=True, key="ahead")
    assert tip(front, stay, method=CASH).one(PaymentTaken).amount == 50_000
    assert front.owed(stay) == idr(-1_000_000)


def test_no_coin_of_a_tip_is_rounded(store, open_front) -> None:
    """What the guest has handed over is what the staff get."""
    own = example_property()
    steps = attrs.evolve(own, folio=attrs.evolve(own.folio, cash_step=Decimal(500)))
    front = open_front(store, steps)
    done = tip(front, front.arrive(), 20_300, method=CASH)
    assert [type(one).__name__ for one in done.events] == ["ChargePosted", "PaymentTaken"]


@pytest.mark.parametrize("code", ["FNB", "PAID-OUT", "SPA"])
def test_a_tip_has_the_code_of_one(front, code) -> None:
    """Under another code it would be revenue, and taxed."""
    stay = front.arrive()
    refused = front.refuses(
        lambda: front.desk.add_tip(stay, code, idr(1_000), key="k"), "value.not_listed"
    )
    assert [fault.path for fault in refused.faults] == ["code"]


def test_methods_that_bring_no_money_pay_no_tip(front) -> None:
    """Nobody gives a tip by direct bill at the desk."""
    stay = front.arrive()
    front.refuses(
        lambda: tip(front, stay, method=PaymentMethod.DIRECT_BILL), "folio.method_brings_no_money"
    )


def test_what_may_not_be_signed_may_be_paid(front) -> None:
    """A bill to which nothing is posted takes no tip on credit; the waiter takes the note."""
    stay = front.arrive()
    front.boss.forbid_posting(stay, "the card was refused")
    front.refuses(lambda: tip(front, stay), "folio.no_post")
    assert tip(front, stay, method=CASH).one(PaymentTaken)


def test_who_takes_no_money_takes_no_tip_in_cash(open_front) -> None:
    """A waiter may put a tip on the room, and leave the cash desk to the cashier."""
    waiter = Permissions((Grant(EVERYONE, ("stays.reserve", "stays.check_in", "folio.charge")),))
    front = open_front(MemoryStore(), attrs.evolve(example_property(), permissions=waiter))
    stay = front.arrive()
    refused = front.refuses(lambda: tip(front, stay, method=CASH), "permission.missing")
    assert refused.values["permission"] == "folio.take_payment"
    assert tip(front, stay).events


@pytest.mark.parametrize("percent", [None, Decimal("0.3")], ids=["all of it", "a part of it"])
def test_a_tip_is_paid_where_routing_has_sent_it(front, percent) -> None:
    """A company that pays everything does not pay what its guest has given in cash."""
    stay = front.arrive()
    front.desk.agree_routing(stay, Target(None, 2), percent=percent)
    done = tip(front, stay, method=CASH)
    assert sum(one.amount for one in done.all(PaymentTaken)) == 50_000
    assert set(windows(front, stay).values()) == {0}
    tip(front, stay)
    assert windows(front, stay)[2] == (50_000 if percent is None else 15_000)
    front.check()


def test_a_tip_that_a_master_bill_takes_over_is_paid_there(front) -> None:
    """It is a tip on the other bill as well."""
    group = front.desk.open_group("Wedding").one(GroupOpened).group
    stay = front.arrive()
    front.desk.agree_routing(stay, Target(group), codes=["TIP"])
    done = tip(front, stay, method=CASH)
    assert done.one(TransferredIn).nature is Nature.TIP
    assert done.one(PaymentTaken).folio == group
    assert (front.owed(stay), front.owed(group)) == (idr(0), idr(0))


def test_a_tip_may_come_late(store, open_front, grand) -> None:
    """Within the days the property allows it belongs to the closed date, and so does its cash."""
    front = open_front(store, grand)
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    done = front.boss.add_tip(stay, "TIP", idr(1_000), method=CASH, on=MONDAY, key="k")
    dated = {one.business_date for one in done.all(ChargePosted) + done.all(PaymentTaken)}
    assert dated == {MONDAY}


# --- what is paid out for guests ---


def test_a_paid_out_is_no_revenue(front) -> None:
    """The taxi of a guest is not sold by the house; under another code it is not paid."""
    stay = front.arrive()
    change = front.desk.open_cashier_shift(floats=[idr(100_000)], key="open")
    shift = change.one(CashierShiftOpened).cashier_shift
    taxi = (shift, idr(80_000), "taxi", "Taxi to the airport")
    refused = front.refuses(
        lambda: front.desk.pay_out(*taxi, folio=stay, code="FNB", key="k"), "value.not_listed"
    )
    assert [fault.path for fault in refused.faults] == ["code"]
    line = front.desk.pay_out(*taxi, folio=stay, code="PAID-OUT", key="k").one(ChargePosted)
    assert (line.nature, line.quote.total) == (Nature.PAID_OUT, 80_000)
    back = front.desk.reverse_cash_entry(shift, 2, "took the bus", key="l")
    assert back.one(ChargeReversed).nature is Nature.PAID_OUT


# --- commission ---


def of_agent(front):
    """Check a guest in whose nights an agent pays in window 2; return account and stay."""
    account = front.boss.open_account("Garuda Travel").one(AccountOpened).account
    stay = front.arrive(nights=1)
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    front.desk.agree_routing(stay, Target(None, 2), codes=["ROOM"])
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key())
    front.pass_nights(1)
    return account, stay


def deduct(front, stay, window=2, rate=FIFTEEN, **chosen):
    """Deduct a commission."""
    what = (stay, window, rate, "Garuda Travel, agreement of 2026")
    return front.boss.deduct_commission(*what, key=front.key(), **chosen)


def test_an_agent_is_billed_for_what_is_left(front) -> None:
    """Fifteen percent of the net stay with the agent; taxes are owed in full."""
    account, stay = of_agent(front)
    line = deduct(front, stay).one(ChargePosted)
    assert (line.code, line.window, line.source) == ("COMMISSION", 2, "commission:1")
    assert (line.description, line.commission.base) == ("Garuda Travel, agreement of 2026", NIGHT)
    left = 1_028_500 - 127_500
    assert windows(front, stay) == {1: 121_000, 2: left}
    front.desk.take_payment(stay, CASH, idr(121_000), key="extras")
    done = front.desk.check_out(stay)
    assert (done.one(AccountDebited).account, done.one(AccountDebited).amount) == (account, left)
    assert done.one(StayCheckedOut)
    front.check()


def test_a_commission_is_not_deducted_twice(front) -> None:
    """The second one finds nothing left, until the first is taken back."""
    _, stay = of_agent(front)
    line = deduct(front, stay).one(ChargePosted)
    front.refuses(lambda: deduct(front, stay), "folio.no_commission_due")
    back = front.desk.reverse_charge(stay, line.line, "the wrong rate", key="back")
    assert back.one(ChargeReversed).nature is Nature.COMMISSION
    again = deduct(front, stay, rate=Decimal("0.10")).one(ChargePosted)
    assert (again.quote.net, again.source) == (-85_000, "commission:2")


def test_a_commission_stays_in_its_window(front) -> None:
    """It is reckoned on what stands there; routing does not send it after anything else."""
    stay = front.arrive(nights=1)
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key="k")
    front.desk.agree_routing(stay, Target(None, 2))
    assert deduct(front, stay, window=1).one(ChargePosted).window == 1
    assert windows(front, stay) == {1: 121_000 - 15_000}


def test_a_commission_counts_codes_of_the_house_that_are_revenue(front) -> None:
    """An agreement that names the tips, or nothing that is sold, is a mistake."""
    _, stay = of_agent(front)
    for named in ("TIP", "SPA"):
        refused = front.refuses(
            lambda named=named: deduct(front, stay, codes=["ROOM", named]), "value.not_listed"
        )
        assert [fault.path for fault in refused.faults] == ["codes[1]"]
    found = deduct(front, stay, window=1, departments=["restaurant"]).one(ChargePosted)
    assert found.commission.base == 100_000
    assert deduct(front, stay, codes=["ROOM"]).events


def test_a_house_without_agents_has_no_commission(store, open_front) -> None:
    """The property names the code of the line, or nothing is deducted."""
    own = example_property()
    none = attrs.evolve(own, folio=attrs.evolve(own.folio, commission_code=None))
    front = open_front(store, none)
    _, stay = of_agent(front)
    refused = front.refuses(lambda: deduct(front, stay), "hotel.no_commission_code")
    assert refused.values["property"] == "axentra"


def test_a_clerk_gives_no_commission(front) -> None:
    """It lowers what is owed, as an adjustment does."""
    _, stay = of_agent(front)
    what = (stay, 2, FIFTEEN, "as agreed")
    front.refuses(lambda: front.desk.deduct_commission(*what, key="k"), "permission.missing")


# --- the books ---


def test_reports_and_certificates_tell_revenue_from_the_rest(front) -> None:
    """Net is what was earned; charged is what the guests owe, and the ledger explains both."""
    _, stay = of_agent(front)
    revenue = report(front).net
    tip(front, stay, method=CASH)
    signed = tip(front, stay, 30_000).one(ChargePosted).line
    deduct(front, stay)
    front.desk.reverse_charge(stay, signed, "not agreed", key="x")
    tuesday = report(front)
    assert tuesday.net == revenue == 0
    assert dict(tuesday.not_revenue) == {Nature.TIP: 50_000, Nature.COMMISSION: -127_500}
    assert tuesday.charged == sum(dict(tuesday.not_revenue).values()) == -77_500
    trial = trial_balance(front.hotel.feed(), front.hotel.read.business_date)
    assert (trial.charges, trial.closing) == (tuesday.charged, tuesday.owed)
    front.desk.take_payment(stay, CASH, idr(121_000), key="extras")
    front.desk.check_out(stay)
    front.pass_nights(1)
    check_everything(front.hotel)
    first, second = front.hotel.certificates()
    assert (first.charged, second.charged) == (1_149_500, -77_500)
