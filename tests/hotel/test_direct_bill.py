"""What a company owes instead of its guest: billed at check-out, in one commit on both sides."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from axentra_core.city_ledger import AccountDebited, AccountOpened, ItemCredited
from axentra_core.folio import (
    FolioClosed,
    FolioPutOnAccount,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    Share,
    Target,
)
from axentra_core.groups import GroupOpened
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, Conflict, PortUnavailable
from axentra_core.kernel.money import money
from axentra_core.stays import Settlement, StayCheckedOut, StayStatus

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NIGHT, DINNER = 1_028_500, 121_000
DIRECT_BILL = PaymentMethod.DIRECT_BILL
AYU, BUDI = Actor("staff", "ayu"), Actor("staff", "budi")


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def company(front, limit=None, name="Garuda Travel", **terms):
    """Open a company's account."""
    limited = None if limit is None else idr(limit)
    opened = front.boss.open_account(name, credit_limit=limited, **terms)
    return opened.one(AccountOpened).account


def of_company(front, account, room="2034", nights=1):
    """Check a guest in whose room and tax a company pays, in window 2."""
    stay = front.arrive(room, nights)
    front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    front.desk.agree_routing(stay, Target(None, 2), codes=["ROOM"])
    return stay


def state(front, account):
    """Return an account."""
    return front.hotel.read.account(account).account


def dine(front, stay, **said):
    """Let a guest sign for a dinner of 121,000."""
    return front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key(), **said)


def test_the_check_out_bills_the_company_in_one_commit(front) -> None:
    """The seed: the guest pays the extras, the rest goes to the City Ledger, the room is free.

    The bill ends at zero and the account owes just that, or nothing has happened.
    """
    account = company(front)
    stay = of_company(front, account)
    dine(front, stay)
    front.pass_nights(1)
    front.refuses(lambda: front.desk.check_out(stay), "folio.balance_outstanding")
    front.desk.take_payment(stay, PaymentMethod.CASH, idr(DINNER), key="extras")
    before = len(front.store.log(limit=999))
    done = front.desk.check_out(stay)
    billed, debited = done.one(PaymentTaken), done.one(AccountDebited)
    assert (billed.method, billed.reference, billed.window) == (DIRECT_BILL, account, 2)
    assert (billed.amount, debited.amount) == (NIGHT, NIGHT)
    assert debited.source == f"folio:{stay}:{billed.line}"
    assert done.one(FolioClosed).paid == NIGHT + DINNER
    assert len(front.store.log(limit=999)) == before + 1
    (item,) = state(front, account).items
    assert (item.open, item.checked_out_on, item.transferred_on) == (NIGHT, TUESDAY, TUESDAY)
    front.check()


def test_every_window_of_a_company_is_billed_to_it(front) -> None:
    """Two companies share a guest; each is billed its own window."""
    one, other = company(front), company(front, name="Lion Tours")
    stay = of_company(front, one)
    front.desk.name_payee(stay, 3, Payee(PayeeKind.ACCOUNT, other))
    dine(front, stay, window=3)
    front.pass_nights(1)
    done = front.desk.check_out(stay)
    assert [(bill.account, bill.amount) for bill in done.all(AccountDebited)] == [
        (one, NIGHT),
        (other, DINNER),
    ]
    front.check()


def test_a_bill_on_account_bills_the_company_and_leaves_the_rest(front) -> None:
    """What the guest owes stays a receivable; what the company pays is on its account."""
    account = company(front)
    stay = of_company(front, account)
    dine(front, stay)
    front.pass_nights(1)
    said = {"settlement": Settlement.ON_ACCOUNT, "reason": "the guest pays by transfer"}
    done = front.boss.check_out(stay, **said)
    assert done.one(FolioPutOnAccount).owed == DINNER
    assert state(front, account).open == NIGHT


def test_a_group_of_a_company_leaves_together(front) -> None:
    """Each member's window is billed; the company has an item for each."""
    account = company(front)
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    for room in ("2034", "2035"):
        front.desk.join_group(of_company(front, account, room), group)
    front.pass_nights(1)
    front.desk.check_out_group(group)
    assert [item.amount for item in state(front, account).items] == [NIGHT, NIGHT]
    front.check()


def test_whoever_leaves_early_is_billed_too(front) -> None:
    """An early departure ends as a check-out does."""
    account = company(front)
    stay = of_company(front, account, nights=3)
    front.pass_nights(1)
    front.desk.depart_early(stay, key="e")
    assert state(front, account).open == NIGHT


def test_a_company_over_its_limit_lets_nobody_leave(front) -> None:
    """Nothing of the check-out has happened; those in charge may pass the limit with a reason."""
    account = company(front, NIGHT - 1)
    stay = of_company(front, account)
    front.pass_nights(1)
    refused = front.refuses(lambda: front.desk.check_out(stay), "city_ledger.over_limit")
    assert (refused.values["over"], refused.values["limit"]) == (1, NIGHT - 1)
    assert front.stay(stay).status is StayStatus.IN_HOUSE
    front.refuses(lambda: front.desk.check_out(stay, override="they pay"), "permission.missing")
    done = front.boss.check_out(stay, override="they have paid this morning")
    assert done.one(AccountDebited).override == "they have paid this morning"
    assert done.one(StayCheckedOut)
    front.check()


def test_what_is_in_house_counts(front) -> None:
    """Two guests of a company with credit for one and a half: the first to leave is stopped.

    What stands on the other's bill for the company will come too.
    """
    account = company(front, NIGHT * 3 // 2)
    siti, budi = (of_company(front, account, room) for room in ("2034", "2035"))
    front.pass_nights(1)
    refused = front.refuses(lambda: front.desk.check_out(siti), "city_ledger.over_limit")
    assert (refused.values["in_house"], refused.values["exposure"]) == (NIGHT, 2 * NIGHT)
    front.desk.take_payment(budi, PaymentMethod.CASH, idr(NIGHT), window=2, key="p")
    assert front.desk.check_out(siti).one(AccountDebited)
    assert front.desk.check_out(budi).all(AccountDebited) == ()
    front.check()


def test_a_company_that_gets_no_credit_is_not_billed(front) -> None:
    """F15: of a blocked account nobody leaves; of one that is closed neither."""
    account = company(front)
    stay = of_company(front, account)
    front.pass_nights(1)
    front.boss.block_account(account, "three reminders")
    front.refuses(lambda: front.desk.check_out(stay), "city_ledger.blocked")
    front.boss.unblock_account(account)
    front.boss.close_account(account)
    front.refuses(lambda: front.desk.check_out(stay), "city_ledger.closed")
    front.desk.name_payee(stay, 2, None)
    front.desk.take_payment(stay, PaymentMethod.CASH, idr(NIGHT), window=2, key="p")
    assert front.desk.check_out(stay).one(FolioClosed)


# --- by hand ---


def test_a_window_is_billed_before_the_guest_leaves(front) -> None:
    """The whole of it or a part, to the company that pays it or to one that is named."""
    account, other = company(front), company(front, name="Lion Tours")
    stay = of_company(front, account)
    front.pass_nights(1)
    bill = front.desk.bill_directly
    front.refuses(lambda: bill(stay, window=2, account=other, key="o"), "folio.other_payee")
    assert bill(stay, window=2, amount=idr(28_500), key="a").one(AccountDebited).amount == 28_500
    assert bill(stay, window=2, key="b").one(AccountDebited).amount == 1_000_000
    front.refuses(lambda: bill(stay, window=2, key="c"), "hotel.window_owes_nothing")
    dine(front, stay)
    front.refuses(lambda: bill(stay, key="d"), "hotel.no_account_pays")
    assert bill(stay, account=other, key="e").one(AccountDebited).account == other
    front.refuses(lambda: bill(stay, window=2, amount=idr(1), key="f"), "folio.overpayment")
    front.check()


def test_nobody_is_billed_who_has_no_account(front) -> None:
    """F13: there is no City Ledger without an agreement."""
    stay = front.arrive()
    dine(front, stay)
    front.refuses(lambda: front.desk.bill_directly(stay, account="A9", key="k"), "record.not_found")


def test_the_bill_of_a_passer_by_may_be_a_companys(front) -> None:
    """A lunch without a room is billed as any other, without a check-out date."""
    account = company(front)
    bill = front.desk.open_passer_by(folio="P1").events[0].folio
    front.desk.post_to_folio(bill, "FNB", idr(100_000), key="l")
    done = front.desk.bill_directly(bill, account=account, key="b").one(AccountDebited)
    assert (done.amount, done.checked_out_on) == (DINNER, None)
    assert front.desk.close_folio(bill).one(FolioClosed)


# --- taken back ---


@pytest.fixture
def billed(front):
    """A guest in house whose dinner was billed to a company, and its account."""
    account = company(front)
    stay = front.arrive()
    dine(front, stay)
    front.desk.bill_directly(stay, account=account, key="bill")
    return stay, account


def test_a_direct_bill_that_is_taken_back_is_owed_by_the_guest_again(front, billed) -> None:
    """Whole or in part, the account owes that much less, in the same commit."""
    stay, account = billed
    back = front.boss.reverse_payment
    done = back(stay, 2, "the company pays half", amount=idr(60_500), key="half")
    assert (done.one(PaymentReversed).amount, done.one(ItemCredited).amount) == (60_500, 60_500)
    assert (front.owed(stay), state(front, account).open) == (idr(60_500), 60_500)
    assert back(stay, 2, "it pays nothing", key="rest").one(ItemCredited).amount == 60_500
    assert (front.owed(stay), state(front, account).open) == (idr(DINNER), 0)
    front.refuses(lambda: back(stay, 2, "again", key="again"), "folio.payment_gone")
    front.refuses(lambda: front.desk.reverse_payment(stay, 1, "x", key="x"), "permission.missing")
    front.check()


def test_what_a_company_has_paid_is_not_taken_back_on_the_bill(front, billed) -> None:
    """Its item is settled: the payment is reversed there, or a credit is given."""
    stay, account = billed
    front.desk.receive_account_payment(account, idr(100_000), "transfer", payment="P1", key="p")
    back = front.boss.reverse_payment
    front.refuses(lambda: back(stay, 2, "wrong", key="a"), "city_ledger.more_than_open")
    assert back(stay, 2, "a discount", amount=idr(21_000), key="b").one(ItemCredited)
    refused = front.refuses(lambda: back(stay, 2, "wrong", key="c"), "hotel.bill_settled")
    assert (refused.values["account"], refused.values["source"]) == (account, f"folio:{stay}:2")
    front.boss.reverse_account_payment(account, "P1", "no funds", key="d")
    assert back(stay, 2, "wrong", key="e").one(ItemCredited).amount == 100_000
    front.check()


def test_a_check_out_that_is_reversed_leaves_the_company_billed(front) -> None:
    """The guest is in house again; what more is charged is billed when they leave once more."""
    account = company(front)
    stay = of_company(front, account)
    front.pass_nights(1)
    front.desk.check_out(stay)
    front.desk.reverse_check_out(stay, "the taxi did not come")
    dine(front, stay, window=2)
    front.desk.check_out(stay)
    assert [item.amount for item in state(front, account).items] == [NIGHT, DINNER]
    front.check()


# --- two at once ---


def at_once(*acts):
    """Do everything at once, each in its own thread, again while others are faster."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        while True:
            try:
                return act()
            except (Conflict, PortUnavailable):
                continue
            except AxentraError as error:
                return error

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.mark.parametrize("turn", range(3))
def test_two_clerks_bill_a_window_and_one_of_them_does(front, billed, turn) -> None:
    """The other one is told that nothing is owed any more; the company owes it once."""
    stay, account = billed
    dine(front, stay)
    clerks = [front.hotel.by(actor) for actor in (AYU, BUDI)]
    acts = [
        lambda clerk=clerk, place=place: clerk.bill_directly(
            stay, account=account, key=f"{turn}-{place}"
        )
        for place, clerk in enumerate(clerks)
    ]
    done = at_once(*acts)
    (refused,) = (one for one in done if isinstance(one, AxentraError))
    assert refused.code == "hotel.window_owes_nothing"
    assert [item.amount for item in state(front, account).items] == [DINNER, DINNER]
    assert front.owed(stay) == idr(0)
    front.check()


def test_two_guests_leave_at_once_and_the_limit_holds(front) -> None:
    """A company with credit for one has one billed; the other's clerk reads by how much it is over.

    Neither has seen the other's window as settled: together they would have passed the limit.
    """
    account = company(front, 2 * NIGHT - 1)
    stays = [of_company(front, account, room) for room in ("2034", "2035")]
    front.pass_nights(1)
    for stay in stays:
        front.desk.take_payment(stay, PaymentMethod.CASH, idr(1), window=2, key=front.key())
        dine(front, stay, window=2)
    done = at_once(*(lambda stay=stay: front.hotel.by(AYU).check_out(stay) for stay in stays))
    refused = [one for one in done if isinstance(one, AxentraError)]
    assert [one.code for one in refused] == ["city_ledger.over_limit"] * 2
    front.boss.change_account(account, credit_limit=idr(2 * (NIGHT + DINNER - 1)))
    done = at_once(*(lambda stay=stay: front.hotel.by(AYU).check_out(stay) for stay in stays))
    assert not [one for one in done if isinstance(one, AxentraError)]
    assert state(front, account).open == 2 * (NIGHT + DINNER - 1)
    front.check()


def test_a_payment_and_a_bill_meet_on_one_window(front) -> None:
    """The guest pays at one desk while the other bills the company: it is settled once."""
    account = company(front)
    stay = front.arrive()
    dine(front, stay)
    done = at_once(
        lambda: front.hotel.by(AYU).bill_directly(stay, account=account, key="bill"),
        lambda: front.hotel.by(BUDI).take_payment(
            stay, PaymentMethod.CASH, idr(DINNER), key="cash"
        ),
    )
    (refused,) = (one for one in done if isinstance(one, AxentraError))
    assert refused.code in {"hotel.window_owes_nothing", "folio.overpayment"}
    assert front.owed(stay) == idr(0)
    front.check()


def test_a_limit_holds_against_a_window_that_comes_meanwhile(front) -> None:
    """A guest of the company whose bill is opened for it meanwhile is counted: it is asked again.

    A look-up that has another answer by the commit makes the check-out be decided anew.
    """
    account = company(front, NIGHT)
    siti = of_company(front, account)
    budi = front.arrive("2035", 1)
    dine(front, budi)
    front.pass_nights(1)
    payee = Payee(PayeeKind.ACCOUNT, account)
    first = Meanwhile(front.store, lambda: front.desk.name_payee(budi, 1, payee))
    with pytest.raises(AxentraError) as refused:
        front.over(first).by(AYU).check_out(siti)
    assert refused.value.code == "city_ledger.over_limit"
    assert refused.value.values["in_house"] == NIGHT + DINNER
    assert first.was_faster


class Meanwhile:
    """A store before whose first commit somebody else does something."""

    def __init__(self, store, act):
        """Take what happens."""
        self._store, self._act, self.was_faster = store, act, False

    def __getattr__(self, name):
        """Pass on the other methods of a store."""
        return getattr(self._store, name)

    def commit(self, commit):
        """Be slower than the other once."""
        if not self.was_faster:
            self.was_faster = True
            self._act()
        return self._store.commit(commit)


def test_shares_of_a_night_go_to_three_who_pay(front) -> None:
    """A night in three windows is settled by cash and two companies, to the last rupiah."""
    one, other = company(front), company(front, name="Lion Tours")
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    front.desk.split_charge(stay, 1, [Share(1), Share(2), Share(3)], "three share", key="s")
    for window, account in ((2, one), (3, other)):
        front.desk.name_payee(stay, window, Payee(PayeeKind.ACCOUNT, account))
    owed = front.hotel.read.folio(stay, 1).balance
    front.desk.take_payment(stay, PaymentMethod.CASH, idr(owed), key="c")
    done = front.desk.check_out(stay)
    assert sum(bill.amount for bill in done.all(AccountDebited)) + owed == NIGHT
    front.check()
