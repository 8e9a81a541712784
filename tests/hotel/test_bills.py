"""Bills: late ones, those of nobody in house, what may be signed, and money in and out."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.cashier import (
    CashExchanged,
    CashierSettings,
    CashierShiftOpened,
    PaymentReceived,
    RefundGiven,
)
from axentra_core.folio import (
    Card,
    CashRounded,
    ChargePosted,
    FixedChargeAdded,
    FolioClosed,
    FolioKind,
    FolioOpened,
    FolioPutOnAccount,
    FolioStatus,
    Frequency,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    Recurrence,
    RefundPaid,
    Share,
    Tendered,
    TransferredIn,
    TransferredOut,
)
from axentra_core.groups import GroupOpened
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.stays import StayCheckedOut
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD
VISA, MASTERCARD = Card("tok_visa", "visa", "4242"), Card("tok_mc", "mastercard", "5454")
EVERY_DAY = Recurrence(Frequency.DAILY)
ON_THE_LAST = Recurrence(Frequency.MONTHLY, month_day=30)


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def dine(front, stay, net=100_000, **said):
    """Let a guest sign for a dinner, 121,000 with service charge and tax."""
    return front.desk.charge_to_room(stay, "FNB", idr(net), key=front.key(), **said)


def pay(front, folio, amount, method=CASH, desk=None, **said):
    """Receive money."""
    return (desk or front.desk).take_payment(folio, method, idr(amount), key=front.key(), **said)


def till(front, *floats):
    """Open a drawer of Ayu's."""
    opened = front.desk.open_cashier_shift(floats=floats, key=front.key())
    return opened.one(CashierShiftOpened).cashier_shift


# --- late charges ---


@pytest.fixture
def departed(front):
    """A guest who has paid and left."""
    stay = front.arrive(nights=1)
    front.leave(stay, nights=1)
    return stay


def test_a_late_charge_is_on_a_new_bill_that_follows_the_closed_one(front, departed) -> None:
    """What the maid finds in the minibar never opens a closed bill; the new one says whose it is.

    It is on account from its first minute, with the day it is due.
    """
    said = {"due": WEDNESDAY, "description": "Minibar", "key": "late"}
    done = front.desk.charge_late(departed, "FNB", idr(20_000), **said)
    opened, put = done.one(FolioOpened), done.one(FolioPutOnAccount)
    assert (opened.kind, opened.stay, opened.follows) == (FolioKind.LATE, departed, departed)
    assert (put.owed, put.due, put.reason) == (24_200, WEDNESDAY, "late charge")
    assert front.hotel.read.folio(departed).status is FolioStatus.CLOSED
    assert front.hotel.read.folio(opened.folio).follows == departed
    assert [bill.id for bill in front.hotel.read.folios_of(departed)] == [departed, opened.folio]
    assert [bill.id for bill in front.hotel.read.receivables()] == [opened.folio]
    front.check()


def test_a_late_bill_is_paid_later_and_ended_by_the_night(front, departed) -> None:
    """It blocks no close of the day; once it is even, the next one ends it."""
    bill = front.desk.charge_late(departed, "FNB", idr(20_000), key="late", folio="LATE-1")
    assert bill.one(FolioOpened).folio == "LATE-1"
    front.pass_nights(1)
    pay(front, "LATE-1", 24_200, PaymentMethod.TRANSFER)
    front.pass_nights(1)
    assert front.hotel.read.folio("LATE-1").status is FolioStatus.CLOSED
    assert front.hotel.read.receivables() == ()
    front.check()


def test_a_late_charge_may_follow_a_late_bill(front, departed) -> None:
    """Somebody finds one thing, is paid for it, and then finds another; both are of that stay."""
    front.desk.charge_late(departed, "FNB", idr(20_000), key="one", folio="LATE-1")
    refused = front.refuses(
        lambda: front.desk.charge_late("LATE-1", "FNB", idr(1), key="two"), "hotel.bill_still_open"
    )
    assert refused.values["folio"] == "LATE-1"
    pay(front, "LATE-1", 24_200)
    front.desk.close_folio("LATE-1")
    opened = front.desk.charge_late("LATE-1", "FNB", idr(1_000), key="two").one(FolioOpened)
    assert (opened.stay, opened.follows) == (departed, "LATE-1")
    assert len(front.hotel.read.folios_of(departed)) == 3


def test_an_open_bill_has_no_late_charges(front) -> None:
    """While the guest is in house the bill itself takes the charge."""
    stay = front.arrive()
    front.refuses(
        lambda: front.desk.charge_late(stay, "FNB", idr(1_000), key="k"), "hotel.bill_still_open"
    )


# --- bills of no stay ---


def house_account(front, name="Shop in the lobby"):
    """Open a bill of the house."""
    return front.desk.open_house_account(name, key=front.key()).one(FolioOpened).folio


def test_the_shop_in_the_lobby_pays_its_rent_once_a_month(front) -> None:
    """A fixed charge is posted by the close of the day on which it is due, and only then."""
    shop = house_account(front)
    rent = idr(9_500_000)
    done = front.desk.add_fixed_charge(
        shop, "FNB", rent, ON_THE_LAST, description="Rent", key="rent"
    )
    assert done.one(FixedChargeAdded).fixed_charge.since == MONDAY
    front.pass_nights(7)
    assert front.hotel.read.folio(shop).lines == ()
    posted = front.desk.close_day(date(2026, 11, 30)).one(ChargePosted)
    assert (posted.folio, posted.quote.net, posted.description) == (shop, 9_500_000, "Rent")
    assert (posted.source, posted.business_date) == ("fixed:1:2026-11-30", date(2026, 11, 30))
    front.pass_nights(29)
    assert len(front.hotel.read.folio(shop).lines) == 1
    front.pass_nights(1)
    assert len(front.hotel.read.folio(shop).lines) == 2
    assert [account.id for account in front.hotel.read.house_accounts()] == [shop]
    front.check()


def test_a_house_account_ends_with_nothing_owed(front) -> None:
    """It lives until it is closed; what its tenant owes is paid, or stays on account."""
    shop = house_account(front)
    front.desk.post_to_folio(shop, "FNB", idr(100_000), key="p")
    front.refuses(lambda: front.desk.close_folio(shop), "folio.balance_outstanding")
    assert front.boss.put_on_account(shop, "the tenant pays by transfer").one(FolioPutOnAccount)
    front.pass_nights(1)
    assert front.hotel.read.folio(shop).status is FolioStatus.OPEN
    pay(front, shop, 121_000)
    assert front.desk.close_folio(shop).one(FolioClosed).paid == 121_000
    assert front.hotel.read.house_accounts() == ()
    front.check()


def test_a_fixed_charge_of_a_guest_comes_every_night_until_it_is_ended(front) -> None:
    """A parking space is charged while the guest is in house, from the first day on, inclusive."""
    stay = front.arrive(nights=4)
    parking = ("FNB", idr(50_000), EVERY_DAY)
    front.desk.add_fixed_charge(stay, *parking, since=TUESDAY, until=WEDNESDAY, key="car")
    front.desk.add_fixed_charge(stay, *parking, description="Cot", key="cot")

    def posted():
        lines = front.hotel.read.folio(stay).lines
        return [line.source for line in lines if line.source.startswith("fixed:")]

    front.pass_nights(1)
    assert posted() == ["fixed:2:2026-11-23"]
    front.pass_nights(1)
    assert posted()[1:] == ["fixed:1:2026-11-24", "fixed:2:2026-11-24"]
    front.desk.end_fixed_charge(stay, 2, "the child sleeps at home")
    front.refuses(
        lambda: front.desk.end_fixed_charge(stay, 2, "again"), "folio.fixed_charge_unknown"
    )
    front.pass_nights(2)
    assert posted()[3:] == ["fixed:1:2026-11-25"]
    front.check()


def test_a_fixed_charge_is_of_a_code_there_is(front) -> None:
    """A code that nobody knows is refused when it is agreed, not in the night."""
    stay = front.arrive()
    with pytest.raises(InvalidInput) as error:
        front.desk.add_fixed_charge(stay, "PARK", idr(1), EVERY_DAY, key="k")
    assert [(one.path, one.code) for one in error.value.faults] == [("code", "value.not_listed")]
    front.refuses(
        lambda: front.desk.add_fixed_charge(stay, "FNB", money(1, "EUR"), EVERY_DAY, key="l"),
        "money.currency_mismatch",
    )


def test_somebody_without_a_room_pays_at_once(front) -> None:
    """A passer-by has lunch; the bill is theirs, and ends when it is paid."""
    bill = front.desk.open_passer_by(key="walk-in").one(FolioOpened)
    assert (bill.kind, bill.stay) == (FolioKind.PASSER_BY, bill.folio)
    front.desk.post_to_folio(bill.folio, "FNB", idr(100_000), key="lunch")
    pay(front, bill.folio, 121_000, CARD, card=VISA)
    assert front.desk.close_folio(bill.folio).one(FolioClosed).charged == 121_000
    front.check()


def test_a_bill_of_no_stay_may_have_an_id_of_the_host(front) -> None:
    """A host that numbers its bills gives the number; it is given once."""
    assert front.desk.open_passer_by(folio="P-17").one(FolioOpened).folio == "P-17"
    front.refuses(lambda: front.desk.open_passer_by(folio="P-17"), "record.already_exists")
    front.refuses(
        lambda: front.desk.open_house_account("Canteen", folio="P-17"), "record.already_exists"
    )


def test_the_bill_of_a_stay_or_group_ends_with_it(front) -> None:
    """Closing it at the cash desk would leave a guest in house without a bill."""
    stay, group = front.arrive(), front.desk.open_group("Tour 7").one(GroupOpened).group
    dine(front, stay)
    for act in (
        lambda: front.desk.close_folio(group),
        lambda: front.desk.close_folio(stay),
        lambda: front.boss.put_on_account(stay, "the company pays"),
    ):
        front.refuses(act, "hotel.bill_of_a_stay")


def test_four_dates_stand_on_a_line(front) -> None:
    """When it was had, of which day it is, when it was posted, and whose revenue it is."""
    stay = front.arrive()
    front.pass_nights(1)
    done = front.desk.post_to_folio(
        stay, "FNB", idr(1), service_date=MONDAY, revenue_date=WEDNESDAY, key="k"
    ).one(ChargePosted)
    assert (done.service_date, done.business_date) == (MONDAY, TUESDAY)
    assert (done.revenue_date, done.posted_at) == (WEDNESDAY, front.clock())


# --- what may be signed ---


def order(front, stay):
    """Let the guest order room service by the link of the room."""
    return front.guest(stay).order_room_service(stay, [("es-teh", 1)], key=front.key())


def test_nobody_signs_to_a_bill_that_is_closed_for_signing(front) -> None:
    """The guest who orders reads why; the night is charged all the same, and money is taken."""
    stay = front.arrive()
    guest = front.guest(stay)
    front.boss.forbid_posting(stay, "a card is needed")
    tea = [("es-teh", 1)]
    refused = front.refuses(lambda: guest.order_room_service(stay, tea, key="o"), "folio.no_post")
    assert refused.sentence == (
        "nothing may be signed to folio S1: a card is needed; take the payment at once"
    )
    assert front.hotel.read.orders() == ()
    front.refuses(lambda: dine(front, stay), "folio.no_post")
    front.refuses(lambda: front.boss.forbid_posting(stay, "again"), "folio.no_post")
    front.pass_nights(1)
    assert front.owed(stay) == idr(1_028_500)
    pay(front, stay, 1_028_500)
    front.boss.allow_posting(stay)
    assert front.boss.allow_posting(stay).events == ()
    assert order(front, stay).one(ChargePosted)
    front.check()


def test_a_credit_limit_stops_room_service(front) -> None:
    """What is owed with the order may come to the limit and no further; a payment makes room."""
    stay = front.arrive()
    guest = front.guest(stay)
    front.boss.set_credit_limit(stay, idr(30_000))
    tea = [("es-teh", 1)]
    guest.order_room_service(stay, tea, key="one")
    refused = front.refuses(
        lambda: guest.order_room_service(stay, tea, key="two"), "folio.over_credit_limit"
    )
    assert (refused.values["reached"], refused.values["limit"]) == (48_400, 30_000)
    assert "take a payment first" in refused.sentence
    pay(front, stay, 18_400)
    assert guest.order_room_service(stay, tea, key="two").one(ChargePosted)
    front.boss.set_credit_limit(stay, None)
    assert dine(front, stay).one(ChargePosted)
    front.check()


def test_only_somebody_in_charge_passes_a_limit(front) -> None:
    """With a reason; a clerk who gives one is told what they lack."""
    stay = front.arrive()
    front.boss.set_credit_limit(stay, idr(0))
    known = {"override": "the owner's brother", "key": "k"}
    bill = (stay, "FNB", idr(1_000))
    refused = front.refuses(lambda: front.desk.charge_to_room(*bill, **known), "permission.missing")
    assert refused.values["permission"] == "folio.override_limit"
    supervisor = front.hotel.by(Actor("staff", "budi", ("supervisor",)))
    assert supervisor.charge_to_room(*bill, **known).one(ChargePosted)
    front.refuses(lambda: front.desk.set_credit_limit(stay, idr(1)), "permission.missing")
    front.refuses(lambda: front.boss.set_credit_limit(stay, idr(-1)), "folio.limit_below_zero")


def test_a_limit_is_of_the_guest_and_not_of_the_company(front) -> None:
    """What a company pays is on its credit, not on the guest's."""
    stay = front.arrive()
    company = front.boss.open_account("Garuda Travel").events[0].account
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, company))
    front.boss.set_credit_limit(stay, idr(0))
    assert dine(front, stay, window=2).one(ChargePosted).window == 2
    front.refuses(lambda: dine(front, stay), "folio.over_credit_limit")


def test_a_payee_is_somebody_who_is_known(front) -> None:
    """A company by its account, a guest by their profile; anybody else is not there."""
    stay = front.arrive()
    name = front.desk.name_payee
    for kind in PayeeKind:
        front.refuses(lambda kind=kind: name(stay, 2, Payee(kind, "X9")), "record.not_found")
    front.refuses(lambda: name(stay, 9, None), "folio.window_unknown")
    guest = front.stay(front.book()).guest
    assert name(stay, 2, Payee(PayeeKind.GUEST, guest)).events
    assert name(stay, 2, Payee(PayeeKind.GUEST, guest)).events == ()
    assert name(stay, 2, None).events


def test_a_property_says_how_many_windows_a_bill_has(store, open_front) -> None:
    """Bills are opened with the policy of the day; those that are open keep theirs."""
    own = example_property()
    three = attrs.evolve(own, folio=attrs.evolve(own.folio, windows=3))
    front = open_front(store, three)
    stay = front.arrive()
    refused = front.refuses(lambda: dine(front, stay, window=4), "folio.window_unknown")
    assert refused.values["most"] == 3
    front.boss.change_property(own)
    front.refuses(lambda: dine(front, stay, window=4), "folio.window_unknown")
    assert dine(front, front.arrive("2035"), window=8).events


# --- dividing ---


def test_a_charge_is_moved_split_and_transferred_with_its_taxes(front) -> None:
    """Whatever is done, the two bills together owe what they did."""
    siti, budi = front.arrive("2034"), front.arrive("2035")
    dine(front, siti)
    desk = front.desk
    desk.split_charge(siti, 1, [Share(1), Share(2, Decimal(2))], "they share", key="s")
    windows = {one.window: one.charged for one in front.hotel.read.folio(siti).windows}
    assert windows == {1: 40_333, 2: 80_667}
    desk.move_charge(siti, 1, 3, "his own", amount=idr(667), window=2, key="m")
    there = {"window": 2, "to_window": 4, "key": "t"}
    done = desk.transfer_charge(siti, 1, budi, "the other pays", **there)
    out, came = done.one(TransferredOut), done.one(TransferredIn)
    assert (out.quote.total, came.quote.total, came.window) == (-80_000, 80_000, 4)
    assert (came.origin_folio, came.origin_line, out.transfer) == (siti, 1, came.transfer)
    assert (front.owed(siti), front.owed(budi)) == (idr(41_000), idr(80_000))
    front.refuses(
        lambda: desk.transfer_charge(siti, 1, siti, "itself", key="x"), "folio.same_folio"
    )
    front.refuses(
        lambda: desk.transfer_charge(siti, 1, "S9", "nobody", window=1, key="y"),
        "record.not_found",
    )
    front.check()


def test_a_transfer_to_a_closed_bill_takes_nothing_away(front, departed) -> None:
    """Both halves are one commit: what one gives away another one takes, or nobody does."""
    stay = front.arrive("2035", arrival=TUESDAY)
    dine(front, stay)
    front.refuses(
        lambda: front.desk.transfer_charge(stay, 1, departed, "his", key="t"), "folio.closed"
    )


# --- payments ---


@pytest.fixture
def coins(store, open_front):
    """A front desk where the smallest coin is 100 rupiah."""
    own = example_property()
    return open_front(store, attrs.evolve(own, folio=attrs.evolve(own.folio, cash_step=100)))


@pytest.mark.parametrize(
    ("net", "owed", "paid", "rounded"),
    [(36_000, 43_560, 43_600, 40), (35_900, 43_439, 43_400, -39), (50_000, 60_500, 60_500, 0)],
)
def test_cash_is_rounded_on_a_line_of_its_own(coins, net, owed, paid, rounded) -> None:
    """What coins cannot pay is neither revenue nor tax, and the bill ends at exactly zero."""
    stay = coins.arrive()
    dine(coins, stay, net)
    assert coins.owed(stay) == idr(owed)
    done = pay(coins, stay, paid)
    assert [line.amount for line in done.all(CashRounded)] == ([rounded] if rounded else [])
    bill = coins.hotel.read.folio(stay)
    assert (bill.balance, bill.rounding, bill.net) == (0, rounded, net)
    coins.check()


def test_only_cash_that_settles_is_rounded(coins) -> None:
    """A card pays to the last rupiah; who pays a part, or exactly, is not rounded either."""
    stay = coins.arrive()
    dine(coins, stay, 36_000)
    for amount, method, said in (
        (3_560, CARD, {"card": VISA}),
        (30_000, CASH, {}),
        (10_000, PaymentMethod.QR_WALLET, {}),
    ):
        assert pay(coins, stay, amount, method, **said).all(CashRounded) == ()
    dine(coins, stay, 36_000)
    assert pay(coins, stay, 43_560).all(CashRounded) == ()
    dine(coins, stay, 36_000)
    coins.refuses(lambda: pay(coins, stay, 43_700), "folio.overpayment")
    assert pay(coins, stay, 43_700, in_advance=True).all(CashRounded) == ()


def test_foreign_notes_pay_a_bill_and_the_change_comes_from_the_drawer(front) -> None:
    """Ten euros at 17,000 pay 121,000 rupiah; 49,000 are given back, and the drawer knows all."""
    stay = front.arrive()
    dine(front, stay)
    shift = till(front, idr(500_000))
    tendered = Tendered(money(10, "EUR"), Decimal(17_000))
    done = pay(front, stay, 121_000, tendered=tendered)
    assert done.one(PaymentTaken).tendered == tendered
    assert (done.one(PaymentReceived).amount, done.one(PaymentReceived).source) == (
        121_000,
        f"folio:{stay}:2",
    )
    exchanged = done.one(CashExchanged)
    assert (exchanged.cashier_shift, exchanged.rate) == (shift, 17_000)
    front.desk.close_cashier_shift(shift, [idr(451_000), money(10, "EUR")])
    report = front.hotel.read.cashier_shift(shift)
    assert all(not one.over_short for one in report.cash)
    front.check()


def test_foreign_notes_that_are_not_enough_are_refused(front) -> None:
    """Five euros are 85,000 rupiah, and no clerk books 121,000 for them."""
    stay = front.arrive()
    dine(front, stay)
    few = Tendered(money(5, "EUR"), Decimal(17_000))
    refused = front.refuses(
        lambda: pay(front, stay, 121_000, tendered=few), "hotel.tendered_too_little"
    )
    assert (refused.values["worth"], refused.values["amount"]) == (85_000, 121_000)
    front.refuses(
        lambda: pay(front, stay, 85_000, CARD, card=VISA, tendered=few),
        "folio.foreign_money_is_cash",
    )
    own = Tendered(idr(121_000), Decimal(1))
    front.refuses(lambda: pay(front, stay, 121_000, tendered=own), "folio.not_foreign")
    assert pay(front, stay, 85_000, tendered=few).one(PaymentTaken)


def test_money_goes_back_to_the_card_that_has_paid(front) -> None:
    """No more than it has paid, and to no other card; cash may go back instead."""
    stay = front.book()
    for card, amount in ((VISA, 100_000), (MASTERCARD, 50_000)):
        pay(front, stay, amount, CARD, card=card, in_advance=True)

    def refund(amount, card):
        return front.desk.pay_refund(stay, CARD, idr(amount), card=card, key=front.key())

    other = Card("tok_amex", "amex", "0005")
    front.refuses(lambda: refund(1, other), "folio.card_has_not_paid")
    refused = front.refuses(lambda: refund(50_001, MASTERCARD), "folio.card_has_not_paid")
    assert (refused.values["last_four"], refused.values["paid"]) == ("5454", 50_000)
    assert refund(30_000, MASTERCARD).one(RefundPaid).card == MASTERCARD
    front.refuses(lambda: refund(20_001, MASTERCARD), "folio.card_has_not_paid")
    refund(20_000, MASTERCARD)
    front.refuses(lambda: refund(100_001, VISA), "folio.refund_too_large")
    assert refund(100_000, VISA).one(RefundPaid)
    assert front.owed(stay) == idr(0)
    front.check()


def test_what_is_paid_at_the_desk_goes_through_its_drawer(front) -> None:
    """A payment, its reversal and a refund each stand in the shift of who has the money."""
    shift = till(front, idr(10_000))
    stay = front.book()
    paid = pay(front, stay, 100_000, in_advance=True)
    assert paid.one(PaymentReceived).cashier_shift == shift
    back = front.desk.pay_refund(stay, CASH, idr(40_000), key="r").one(RefundGiven)
    assert (back.cashier_shift, back.source) == (shift, f"folio:{stay}:2")
    front.boss.open_cashier_shift(floats=[idr(100_000)], key="boss")
    wrong = front.boss.reverse_payment(stay, 1, "mistyped", amount=idr(60_000), key="w")
    assert wrong.one(PaymentReversed).amount == 60_000
    assert wrong.one(RefundGiven).amount == 60_000
    assert front.owed(stay) == idr(0)
    front.check()


def test_where_cash_needs_a_shift_a_bill_is_not_paid_without(store, open_front) -> None:
    """Cash that nobody answers for is refused, and the bill still owes it."""
    own = attrs.evolve(example_property(), cashier=CashierSettings(cash_needs_shift=True))
    front = open_front(store, own)
    stay = front.arrive()
    dine(front, stay)
    front.refuses(lambda: pay(front, stay, 121_000), "hotel.no_open_shift")
    assert pay(front, stay, 21_000, CARD, card=VISA).all(PaymentReceived) == ()
    till(front)
    assert pay(front, stay, 100_000).one(PaymentReceived)


def test_a_payment_counts_for_the_window_it_is_moved_to(front) -> None:
    """Who has paid for the wrong window pays for the right one, whole or in part."""
    stay = front.arrive()
    dine(front, stay, window=2)
    pay(front, stay, 121_000, in_advance=True)
    front.desk.move_payment(stay, 2, 2, "for the dinner", amount=idr(21_000), key="one")
    front.desk.move_payment(stay, 2, 2, "for the dinner", key="two")
    assert [one.balance for one in front.hotel.read.folio(stay).windows] == [0, 0]
    front.refuses(
        lambda: front.desk.move_payment(stay, 2, 2, "again", key="three"), "folio.payment_gone"
    )


def test_what_nobody_will_pay_is_written_off_by_somebody_in_charge(front) -> None:
    """The bill ends at zero, and the line says why; no money has come in."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    front.refuses(lambda: front.desk.write_off(stay, "gone", key="k"), "permission.missing")
    lost = front.boss.write_off(stay, "gone without a trace", key="k").one(PaymentTaken)
    assert (lost.method, lost.amount) == (PaymentMethod.WRITE_OFF, 1_028_500)
    assert lost.note == "gone without a trace"
    front.refuses(lambda: front.boss.write_off(stay, "again", key="l"), "hotel.window_owes_nothing")
    assert front.desk.check_out(stay).one(StayCheckedOut)
    front.check()


@pytest.mark.parametrize("path", ["service_date", "revenue_date"])
@pytest.mark.parametrize("days", [-367, 367])
def test_a_charge_belongs_to_a_day_that_is_near(front, path, days) -> None:
    """A day more than a year away is mistyped; the refusal names the days that are possible."""
    shop = front.desk.open_house_account("Shop").one(FolioOpened).folio
    far = {path: MONDAY + timedelta(days=days)}
    refusal = front.refuses(
        lambda: front.desk.post_to_folio(shop, "FNB", idr(1_000), key="p", **far),
        "value.out_of_range",
    )
    assert [fault.path for fault in refusal.faults] == [path]
    near = {path: MONDAY + timedelta(days=days // 367 * 366)}
    front.desk.post_to_folio(shop, "FNB", idr(1_000), key="q", **near)
