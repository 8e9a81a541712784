"""Whatever happens to an account, in any order: no money appears, none is lost."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import given as for_all
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.tries import tries

from axentra_core.city_ledger import (
    AGGREGATES,
    AccountOpened,
    AccountStatus,
    AgeingClock,
    AllocateCredit,
    Allocation,
    BlockAccount,
    ChangeAccount,
    CloseAccount,
    CreditAllocated,
    CreditItem,
    DebitAccount,
    NumberInvoice,
    PaymentReceived,
    ReceivePayment,
    RefundCredit,
    RemindItem,
    ReversePayment,
    StatementMode,
    TakeOverItem,
    UnblockAccount,
    WriteOff,
    ageing,
    ledger,
    statement,
)
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, money
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing.specification import CONTEXT

(ACCOUNT,) = AGGREGATES
START = CONTEXT.business_date
ONE_DAY = timedelta(days=1)
NOTHING = money("0", "EUR")
OPENED = AccountOpened(
    "C1",
    Sealed("C1", "Garuda Travel"),
    None,
    None,
    None,
    "EUR",
    Decimal("0.01"),
    None,
    14,
    StatementMode.OPEN_ITEMS,
    START,
)

# Few and small, so that payments often settle items exactly, or nearly.
cents = st.integers(1, 12).map(lambda units: Money(Decimal(units * 25).scaleb(-2), "EUR"))
numbers = st.integers(1, 5)
payments = st.integers(1, 5).map("P{}".format)
choices = st.none() | st.lists(st.builds(Allocation, numbers, cents), max_size=3).map(tuple)
account = st.just("C1")
why = st.just("a reason")
COMMANDS = st.one_of(
    st.builds(DebitAccount, account, cents, st.just("folio:S1"), why, st.just(NOTHING)),
    st.builds(
        TakeOverItem, account, cents, st.just("folio:1"), why, st.just(START), st.just(START)
    ),
    st.builds(ReceivePayment, account, payments, cents, st.just("transfer"), choices),
    st.builds(AllocateCredit, account, choices),
    st.builds(ReversePayment, account, payments, why),
    st.builds(CreditItem, account, numbers, cents, why),
    st.builds(WriteOff, account, numbers, cents, why),
    st.builds(RefundCredit, account, cents, st.just("cash")),
    st.builds(NumberInvoice, account, numbers, st.just("INV-1"), st.just(START)),
    st.builds(RemindItem, account, numbers, st.integers(1, 3)),
    st.builds(ChangeAccount, account, terms_days=st.integers(0, 30)),
    st.sampled_from([BlockAccount("C1", "why"), UnblockAccount("C1"), CloseAccount("C1")]),
)


def on(day):
    """Return the context of a business date on which everything is permitted."""
    return attrs.evolve(CONTEXT, business_date=day, actor=SYSTEM)


def lived(commands, day=START):
    """Return the events of those commands that are accepted, a day apart from each other."""
    events = [OPENED]
    for place, command in enumerate(commands):
        context = on(day + place * ONE_DAY)
        try:
            events += ACCOUNT.decide(ACCOUNT.replay(events), command, context)
        except RuleViolation:
            continue
    return events


class AnyOrder(RuleBasedStateMachine):
    """An account to which anything is tried, and what holds whatever comes of it."""

    def __init__(self):
        """Begin with nothing owed."""
        super().__init__()
        self.today = START
        self.events = [OPENED]
        self.state = ACCOUNT.replay(self.events)

    def attempt(self, command):
        """Decide a command; a refusal changes nothing."""
        before, context = repr(self.state), on(self.today)
        told = ACCOUNT.allowed(self.state, context)[type(command).__name__]
        try:
            events = ACCOUNT.decide(self.state, command, context)
        except RuleViolation as error:
            refusal, events = error.code, ()
        else:
            refusal = None
        assert repr(self.state) == before
        if told.reasons:
            assert refusal == told.reasons[0].code
        elif not told.asks:
            assert refusal is None
        if refusal is not None:
            return
        if type(command) not in ACCOUNT.whole:
            # A stored account carries none of its entries.
            stored = attrs.evolve(self.state, entries=Journal.unloaded(len(self.state.entries)))
            assert ACCOUNT.decide(stored, command, context) == events
        self.state = ACCOUNT.replay(events, self.state)
        self.events += events

    @rule(command=COMMANDS)
    def anything(self, command):
        """Whoever acts may try what they like."""
        self.attempt(command)

    @rule(amount=cents)
    def transfer(self, amount):
        """A guest of the company leaves."""
        self.attempt(DebitAccount("C1", amount, "folio:S1", "Folio", NOTHING))

    @rule(payment=payments, amount=cents)
    def pay(self, payment, amount):
        """The company pays its oldest items."""
        self.attempt(ReceivePayment("C1", payment, amount, "transfer"))

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        """Days pass."""
        self.today += days * ONE_DAY

    @invariant()
    def the_balance_is_what_is_open_less_the_credit(self):
        """As a running total, replayed, summed plainly, and from the parts."""
        state, books = self.state, ledger(self.events)
        assert state.balance == state.open - state.credit
        assert state.balance == books.balance == sum(e.change for e in self.movements())
        assert ACCOUNT.replay(self.events) == state

    def movements(self):
        """Return the events that move the balance."""
        return [event for event in self.events if hasattr(event, "change")]

    @invariant()
    def the_state_is_what_the_ledger_sums_anew(self):
        """Open items with their days and reminders, and the credit of each payment."""
        state, books = self.state, ledger(self.events)
        assert state.items == books.open_items
        assert {one.payment: one.amount for one in state.credits} == {
            name: paid.credit for name, paid in books.payments.items() if paid.credit
        }
        assert state.numbered == len(books.items)

    @invariant()
    def nothing_is_allocated_beyond_what_is_open_or_received(self):
        """Neither an item nor a payment is ever below zero, or above what it was."""
        books = ledger(self.events)
        assert all(0 <= item.open <= item.amount for item in books.items.values())
        assert all(0 <= paid.credit <= paid.amount for paid in books.payments.values())
        for event in self.events:
            if isinstance(event, PaymentReceived | CreditAllocated):
                assert all(part.amount > 0 for part in event.allocations)

    @invariant()
    def statements_follow_each_other(self):
        """Opening and movements make the closing, which is the opening of the next one."""
        before = Decimal(0)
        for since, until in (
            (START, START + 5 * ONE_DAY),
            (START + 6 * ONE_DAY, START + 30 * ONE_DAY),
            (START + 31 * ONE_DAY, self.today + 60 * ONE_DAY),
        ):
            told = statement(self.events, since, until)
            assert told.opening == before
            assert told.opening + sum(line.change for line in told.lines) == told.closing
            assert told.closing == sum(item.open for item in told.items) - told.credit
            before = told.closing
        assert before == self.state.balance

    @invariant()
    def every_debt_has_an_age(self):
        """By every clock the rows add up to what is open."""
        for clock in AgeingClock:
            aged = ageing(self.state.items, self.today, clock)
            assert sum(row.amount for row in aged.rows) == aged.total == self.state.open

    @invariant()
    def nothing_is_left_on_a_closed_account(self):
        """It was closed with nothing owed on either side."""
        if self.state.status is AccountStatus.CLOSED:
            assert (self.state.balance, self.state.items, self.state.credits) == (0, (), ())


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = tries(60, stateful_step_count=25)

histories = st.lists(COMMANDS, max_size=12).map(lived)


@for_all(histories, cents, choices)
def test_a_reversed_payment_leaves_the_items_as_they_were(past, amount, choice) -> None:
    """Open amounts, due days, invoices and reminders: as if the payment had never come."""
    context, before = on(START + 20 * ONE_DAY), ACCOUNT.replay(past)
    try:
        paid = ACCOUNT.decide(
            before, ReceivePayment("C1", "P9", amount, "transfer", choice), context
        )
    except RuleViolation:
        return
    after = ACCOUNT.replay(paid, before)
    back = ACCOUNT.decide(after, ReversePayment("C1", "P9", "no funds"), context)
    restored = ACCOUNT.replay(back, after)
    assert (restored.items, restored.credits) == (before.items, before.credits)
    assert (restored.balance, restored.numbered) == (before.balance, before.numbered)


@for_all(histories, cents, choices, st.lists(COMMANDS, max_size=6))
def test_a_payment_is_taken_back_whatever_became_of_it(past, amount, choice, later) -> None:
    """Its credit may be allocated or given back since; then the company owes that again."""
    day, state = START + 20 * ONE_DAY, ACCOUNT.replay(past)
    events = list(past)
    for place, command in enumerate(
        [ReceivePayment("C1", "P9", amount, "transfer", choice), *later]
    ):
        try:
            events += ACCOUNT.decide(ACCOUNT.replay(events), command, on(day + place * ONE_DAY))
        except RuleViolation:
            if not place:
                return
    state = ACCOUNT.replay(events)
    back = ACCOUNT.decide(state, ReversePayment("C1", "P9", "no funds"), on(day + 30 * ONE_DAY))
    restored = ACCOUNT.replay(back, state)
    assert restored.balance == state.balance + amount.amount
    assert restored.balance == restored.open - restored.credit
    assert ledger([*events, *back]).open_items == restored.items


@for_all(
    st.lists(cents, min_size=1, max_size=4),
    st.lists(cents, min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_payments_does_not_change_what_is_owed(bills, amounts, random) -> None:
    """Paid oldest first, the same items are open in the end whichever payment came first."""
    debits = [DebitAccount("C1", bill, "folio:S1", "Folio", NOTHING) for bill in bills]
    paid = [
        ReceivePayment("C1", f"P{place}", amount, "transfer")
        for place, amount in enumerate(amounts)
    ]
    shuffled = random.sample(paid, len(paid))
    one, other = (ACCOUNT.replay(lived([*debits, *order])) for order in (paid, shuffled))
    assert (one.balance, one.items, one.credit) == (other.balance, other.items, other.credit)


@for_all(st.lists(cents, min_size=1, max_size=4), st.permutations(range(4)))
def test_debits_and_payments_in_any_order_come_to_the_same_balance(amounts, order) -> None:
    """Money received before its bill is credit, and is worth as much."""
    commands = [
        DebitAccount("C1", amount, "folio:S1", "Folio", NOTHING)
        if place % 2
        else ReceivePayment("C1", f"P{place}", amount, "transfer")
        for place, amount in enumerate(amounts)
    ]
    shuffled = [commands[place] for place in order if place < len(commands)]
    one, other = ACCOUNT.replay(lived(commands)), ACCOUNT.replay(lived(shuffled))
    assert one.balance == other.balance


def test_a_statement_of_every_single_day_follows_the_one_before() -> None:
    """Day by day the closing balance is the opening of the next."""
    euro = money("1.00", "EUR")
    events = lived(
        [
            DebitAccount("C1", euro, "folio:S1", "Folio", NOTHING),
            ReceivePayment("C1", "P1", money("3.00", "EUR"), "transfer"),
            DebitAccount("C1", euro, "folio:S2", "Folio", NOTHING),
            AllocateCredit("C1"),
            ReversePayment("C1", "P1", "no funds"),
        ]
    )
    days: list[date] = [START + place * ONE_DAY for place in range(6)]
    told = [statement(events, day, day) for day in days]
    assert [str(one.closing) for one in told] == ["1.00", "-2.00", "-1.00", "-1.00", "2.00", "2.00"]
    assert [one.opening for one in told[1:]] == [one.closing for one in told[:-1]]
