"""What becomes of a company's money: allocated, kept as credit, given back, taken back."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.city_ledger import (
    AGGREGATES,
    AccountClosed,
    AccountDebited,
    AccountOpened,
    AccountStatus,
    AgeingClock,
    AllocateCredit,
    Allocated,
    Allocation,
    Credit,
    CreditAllocated,
    CreditItem,
    CreditRefunded,
    InvoiceNumbered,
    ItemCredited,
    ItemReminded,
    PaymentReceived,
    PaymentReversed,
    ReceivePayment,
    RefundCredit,
    ReversePayment,
    StatementMode,
    ageing,
    ledger,
)
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(ACCOUNT,) = AGGREGATES
TODAY = date(2026, 11, 23)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
TERMS = timedelta(days=30)

OPENED = AccountOpened(
    "C1",
    Sealed("C1", "Garuda Travel"),
    None,
    None,
    None,
    "IDR",
    Decimal(1),
    None,
    30,
    StatementMode.OPEN_ITEMS,
    SEPTEMBER,
)


def debited(item, amount, on):
    """Return the transfer of a folio."""
    folio = f"folio:S{item}"
    amount = Decimal(amount)
    return AccountDebited(
        "C1", item, amount, "IDR", folio, folio, on, on + TERMS, amount, None, None, on
    )


FIRST, SECOND = debited(1, 900, SEPTEMBER), debited(2, 400, OCTOBER)
OWING = (OPENED, FIRST, SECOND)


def rupiah(amount):
    """Return an amount of rupiah."""
    return money(amount, "IDR")


def pay(amount, *chosen, payment="P1"):
    """Return a transfer, allocated as chosen or to the oldest first."""
    allocations = tuple(Allocation(item, rupiah(part)) for item, part in chosen) or None
    return ReceivePayment("C1", payment, rupiah(amount), "transfer", allocations)


def received(amount, *parts, payment="P1"):
    """Return money that came in, with what it settled."""
    settled = tuple(Allocated(payment, item, Decimal(part)) for item, part in parts)
    return PaymentReceived("C1", payment, Decimal(amount), "IDR", "transfer", settled, TODAY)


def open_on(state):
    """Return what is open by item."""
    return {item.number: int(item.open) for item in state.items}


# Allocation


@pytest.mark.parametrize(
    ("amount", "parts", "left", "credit"),
    [
        ("500", [(1, 500)], {1: 400, 2: 400}, 0),
        ("900", [(1, 900)], {2: 400}, 0),
        ("1000", [(1, 900), (2, 100)], {2: 300}, 0),
        ("1300", [(1, 900), (2, 400)], {}, 0),
        ("1500", [(1, 900), (2, 400)], {}, 200),
    ],
)
def test_a_payment_settles_the_oldest_item_first(amount, parts, left, credit) -> None:
    """Each item is paid in full while the money lasts; what is left over is credit."""
    state = given(ACCOUNT, *OWING).when(pay(amount)).then(received(amount, *parts))
    assert open_on(state) == left
    assert state.credit == credit
    assert state.balance == 1300 - int(amount)


def test_the_oldest_is_what_was_transferred_first() -> None:
    """Not what happens to have the lowest number."""
    past = (OPENED, debited(1, 900, OCTOBER), debited(2, 400, SEPTEMBER))
    given(ACCOUNT, *past).when(pay("500")).then(received("500", (2, 400), (1, 100)))


def test_a_company_may_say_what_it_pays() -> None:
    """The chosen items are settled in the given order, the rest of the money is credit."""
    command = pay("600", (2, "400"), (1, "50"))
    state = given(ACCOUNT, *OWING).when(command).then(received("600", (2, 400), (1, 50)))
    assert open_on(state) == {1: 850}
    assert state.credits == (Credit("P1", Decimal(150)),)


def test_all_of_a_payment_and_all_of_a_credit_may_be_used() -> None:
    """To the last rupiah: the chosen item is settled and no credit is left."""
    state = given(ACCOUNT, *OWING).when(pay("400", (2, "400"))).then(received("400", (2, 400)))
    assert (open_on(state), state.credits) == ({1: 900}, ())
    back = RefundCredit("C1", rupiah("100"), "cash")
    assert given(ACCOUNT, OPENED, received("100")).when(back).state.credits == ()


def test_of_two_items_of_one_day_the_first_is_settled_first() -> None:
    """They are numbered in the order in which the guests left."""
    past = (OPENED, FIRST, debited(2, 400, SEPTEMBER))
    assert open_on(given(ACCOUNT, *past).when(pay("900")).state) == {2: 400}


def test_a_payment_may_be_kept_as_credit() -> None:
    """An empty choice settles nothing, for the company has not said yet what it pays."""
    command = attrs.evolve(pay("600"), allocations=())
    state = given(ACCOUNT, *OWING).when(command).then(received("600"))
    assert (open_on(state), state.credit) == ({1: 900, 2: 400}, 600)


@pytest.mark.parametrize(
    ("chosen", "code", "facts"),
    [
        ([(3, "1")], "city_ledger.item_unknown", {"item": 3}),
        ([(1, "901")], "city_ledger.more_than_open", {"open": Decimal(900)}),
        ([(1, "1"), (1, "1")], "city_ledger.item_twice", {"item": 1}),
        (
            [(1, "900"), (2, "101")],
            "city_ledger.more_than_received",
            {"got": Decimal(1001), "received": Decimal(1000)},
        ),
    ],
)
def test_no_more_is_allocated_than_is_open_or_was_received(chosen, code, facts) -> None:
    """The first wrong item is named, and nothing is received."""
    given(ACCOUNT, *OWING).when(pay("1000", *chosen)).refused(code, **facts)
    credit = received("1000", payment="P0")
    allocations = pay("1000", *chosen).allocations
    given(ACCOUNT, *OWING, credit).when(AllocateCredit("C1", allocations)).refused(code, **facts)


def test_money_of_another_currency_is_exchanged_first() -> None:
    """Neither a payment nor a part of it is in other money than the account."""
    euros = money("1", "EUR")
    for command in (
        attrs.evolve(pay("1"), amount=euros),
        attrs.evolve(pay("1"), allocations=(Allocation(1, euros),)),
    ):
        given(ACCOUNT, *OWING).when(command).refused("city_ledger.currency_mismatch", got="EUR")


def test_a_payment_is_no_finer_than_the_account() -> None:
    """An account in whole rupiah takes no half rupiah, nor a part of one."""
    half = money("0.50", "IDR", digits=2)
    for command in (
        attrs.evolve(pay("1"), amount=half),
        attrs.evolve(pay("1"), allocations=(Allocation(1, half),)),
    ):
        assert given(ACCOUNT, *OWING).when(command).error.code == "money.too_many_decimals"


def test_a_payment_is_entered_once() -> None:
    """The bank's statement may be read twice, the money came once; a reversed one is no other."""
    paid = received("100", (1, 100))
    given(ACCOUNT, *OWING, paid).when(pay("100")).refused("city_ledger.payment_known", payment="P1")
    back = given(ACCOUNT, *OWING, paid).when(ReversePayment("C1", "P1", "no funds")).events
    given(ACCOUNT, *OWING, paid, *back).when(pay("100")).refused("city_ledger.payment_known")


def test_no_payment_is_beyond_all_measure() -> None:
    """The house could never give so much back."""
    much = received("999999999999999", payment="P0")
    given(ACCOUNT, OPENED, much).when(pay("1")).refused("city_ledger.too_large")


# Credit


def test_credit_settles_items_later() -> None:
    """The oldest credit goes first; of each item is known which payment settled it."""
    past = (OPENED, received("100"), received("500", payment="P2"), FIRST, SECOND)
    parts = (
        Allocated("P1", 2, Decimal(100)),
        Allocated("P2", 2, Decimal(300)),
        Allocated("P2", 1, Decimal(50)),
    )
    command = AllocateCredit("C1", (Allocation(2, rupiah("400")), Allocation(1, rupiah("50"))))
    state = given(ACCOUNT, *past).when(command).then(CreditAllocated("C1", parts, TODAY))
    assert open_on(state) == {1: 850}
    assert state.credits == (Credit("P2", Decimal(150)),)
    assert state.balance == 700


def test_credit_settles_the_oldest_items_when_none_is_named() -> None:
    """As much as the credit lasts for; an empty choice changes nothing."""
    past = (OPENED, received("1000"), FIRST, SECOND)
    assert open_on(given(ACCOUNT, *past).when(AllocateCredit("C1")).state) == {2: 300}
    given(ACCOUNT, *past).when(AllocateCredit("C1", ())).then()


def test_without_credit_or_items_there_is_nothing_to_allocate() -> None:
    """The desk is told before it tries."""
    given(ACCOUNT, *OWING).when(AllocateCredit("C1")).refused("city_ledger.no_credit")
    given(ACCOUNT, OPENED, received("1")).when(AllocateCredit("C1")).refused(
        "city_ledger.nothing_open"
    )


def test_what_was_paid_too_much_is_given_back() -> None:
    """The oldest credit first, and never more than there is."""
    past = (OPENED, received("100"), received("500", payment="P2"))
    parts = (Credit("P1", Decimal(100)), Credit("P2", Decimal(50)))
    back = CreditRefunded("C1", Decimal(150), "IDR", "transfer", parts, TODAY)
    state = given(ACCOUNT, *past).when(RefundCredit("C1", rupiah("150"), "transfer")).then(back)
    assert (state.credits, state.balance) == ((Credit("P2", Decimal(450)),), -450)
    given(ACCOUNT, *past).when(RefundCredit("C1", rupiah("601"), "transfer")).refused(
        "city_ledger.refund_too_large", credit=Decimal(600), got=Decimal(601)
    )
    euros = RefundCredit("C1", money("1", "EUR"), "transfer")
    given(ACCOUNT, *past).when(euros).refused("city_ledger.currency_mismatch")
    given(ACCOUNT, *OWING).when(RefundCredit("C1", rupiah("1"), "cash")).refused(
        "city_ledger.no_credit"
    )


# A payment is taken back

REVERSE = ReversePayment("C1", "P1", "no funds")


def test_a_reversed_payment_opens_its_items_again_as_old_as_they_are() -> None:
    """A settled item is back with its own day, invoice and reminders; its age is what it was."""
    invoiced = InvoiceNumbered("C1", 1, "INV-1", SEPTEMBER, SEPTEMBER + TERMS, SEPTEMBER)
    past = (*OWING, invoiced, ItemReminded("C1", 1, 1, TODAY))
    before = given(ACCOUNT, *past).state
    paid = given(ACCOUNT, *past).when(pay("1000")).events
    after = given(ACCOUNT, *past, *paid).when(REVERSE).state
    assert after.items == before.items
    assert (after.balance, after.credits) == (before.balance, ())
    for clock in AgeingClock:
        assert ageing(after.items, TODAY, clock) == ageing(before.items, TODAY, clock)


def test_the_event_says_what_is_open_again() -> None:
    """Whoever reads the feed need not know what the payment had settled."""
    after = given(ACCOUNT, *OWING, received("1000", (1, 900), (2, 100))).when(REVERSE)
    reopened = given(ACCOUNT, *OWING).state.items
    after.then(
        PaymentReversed(
            "C1", "P1", Decimal(1000), "IDR", "transfer", reopened, None, "no funds", TODAY
        )
    )


def test_other_payments_and_credit_notes_stand_when_one_is_taken_back() -> None:
    """Only what this payment had settled is open again."""
    past = (
        *OWING,
        received("500", (1, 500)),
        received("300", (1, 300), payment="P2"),
        ItemCredited("C1", 1, Decimal(100), "IDR", "minibar", TODAY),
    )
    assert open_on(given(ACCOUNT, *past).state) == {2: 400}
    assert open_on(given(ACCOUNT, *past).when(REVERSE).state) == {1: 500, 2: 400}


def test_what_credit_of_the_payment_settled_later_is_open_again_too() -> None:
    """The credit that is left goes with the payment, and so does the use made of it."""
    past = (OPENED, received("500"), FIRST, SECOND)
    past += tuple(
        given(ACCOUNT, *past).when(AllocateCredit("C1", (Allocation(2, rupiah("400")),))).events
    )
    state = given(ACCOUNT, *past).when(REVERSE).state
    assert (open_on(state), state.credits) == ({1: 900, 2: 400}, ())
    assert state.balance == 1300


def test_an_item_that_one_payment_settled_in_two_parts_is_open_in_full_again() -> None:
    """First with the payment itself, then with what was left of it."""
    past = (*OWING, received("900", (1, 500)))
    past += tuple(
        given(ACCOUNT, *past).when(AllocateCredit("C1", (Allocation(1, rupiah("400")),))).events
    )
    assert open_on(given(ACCOUNT, *past).state) == {2: 400}
    assert open_on(given(ACCOUNT, *past).when(REVERSE).state) == {1: 900, 2: 400}


def test_what_was_given_back_of_a_reversed_payment_is_owed() -> None:
    """The house has paid out money that never came in: the company owes it as a new item."""
    back = CreditRefunded("C1", Decimal(60), "IDR", "cash", (Credit("P1", Decimal(60)),), TODAY)
    past = (*OWING, received("1000", (1, 900)), back)
    state = given(ACCOUNT, *past).when(REVERSE).state
    assert open_on(state) == {1: 900, 2: 400, 3: 60}
    assert (state.items[2].source, state.items[2].due) == ("payment:P1", TODAY)
    assert (state.balance, state.credits, state.numbered) == (1360, (), 3)


def test_a_payment_is_taken_back_once() -> None:
    """A second time, or one that never came, is refused."""
    past = (*OWING, received("100", (1, 100)))
    back = given(ACCOUNT, *past).when(REVERSE).events
    given(ACCOUNT, *past, *back).when(REVERSE).refused("city_ledger.already_reversed", payment="P1")
    given(ACCOUNT, *OWING).when(REVERSE).refused("city_ledger.payment_unknown", payment="P1")


def test_an_item_that_was_paid_is_credited_after_the_payment_is_taken_back() -> None:
    """A paid item takes no credit note; one that is open again does."""
    past = (*OWING, received("900", (1, 900)))
    note = CreditItem("C1", 1, rupiah("900"), "wrong company")
    given(ACCOUNT, *past).when(note).refused("city_ledger.item_settled", item=1)
    back = given(ACCOUNT, *past).when(REVERSE).events
    assert open_on(given(ACCOUNT, *past, *back).when(note).state) == {2: 400}


def test_a_bank_takes_a_payment_back_after_the_account_was_closed() -> None:
    """It has happened outside, so it is kept: the account goes on with what is owed."""
    past = (OPENED, FIRST, received("900", (1, 900)), AccountClosed("C1", TODAY))
    assert given(ACCOUNT, *past).state.status is AccountStatus.CLOSED
    state = given(ACCOUNT, *past).when(REVERSE).state
    assert (state.status, open_on(state)) == (AccountStatus.OPEN, {1: 900})


# The state is bounded, the ledger knows all


def test_a_debit_needs_no_old_entry_and_a_payment_needs_them() -> None:
    """What is stored of an account is what is open on it and how many entries there were."""
    state = given(ACCOUNT, *OWING, received("900", (1, 900))).state
    stored = attrs.evolve(state, entries=Journal.unloaded(len(state.entries)))
    assert [item.number for item in stored.items] == [2]
    here = given(ACCOUNT, *OWING)
    assert ACCOUNT.decide(stored, CreditItem("C1", 2, rupiah("1"), "x"), here.context)
    assert ACCOUNT.evolve(stored, SECOND).balance == state.balance + 400


def test_the_ledger_knows_what_the_state_has_left_behind() -> None:
    """Settled items and payments stand in it, with what became of them."""
    past = (*OWING, received("1000", (1, 900)))
    books = ledger(past)
    assert (books.items[1].open, books.balance, books.credit) == (0, 300, 100)
    assert books.open_items == given(ACCOUNT, *past).state.items
    assert books.payments["P1"].allocated == (Allocated("P1", 1, Decimal(900)),)
