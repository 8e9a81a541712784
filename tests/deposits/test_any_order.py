"""Whatever happens to a deposit, in any order: no money appears, none is lost."""

from datetime import timedelta
from decimal import Decimal

import attrs
from hypothesis import given as for_all
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.tries import tries

from axentra_core.deposits import (
    AGGREGATES,
    ApplyDeposit,
    DepositApplied,
    DepositKept,
    DepositOpened,
    DepositReceived,
    DepositRequested,
    DepositReturned,
    DepositStatus,
    KeepDeposit,
    Maturity,
    MoveDeposit,
    Movement,
    NumberDeposit,
    ReceiveDeposit,
    ReturnDeposit,
    TakeBackApplication,
    WithdrawRequest,
    due_requests,
    ledger,
)
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money
from axentra_core.testing.specification import CONTEXT

(DEPOSIT,) = AGGREGATES
START = CONTEXT.business_date
ONE_DAY = timedelta(days=1)
REQUESTED = DepositRequested(
    "D1", "S1", "EUR", Decimal("0.01"), Decimal("5.00"), START, Maturity.CHECK_IN, START
)

# Few and small, so that the last of a deposit is often used exactly, or nearly.
cents = st.integers(1, 12).map(lambda units: Money(Decimal(units * 25).scaleb(-2), "EUR"))
folios = st.integers(1, 3).map("F{}".format)
deposit = st.just("D1")
why = st.just("a reason")
how = st.just("cash")
USES = st.one_of(
    st.builds(ApplyDeposit, deposit, folios, st.none() | cents),
    st.builds(KeepDeposit, deposit, why, st.none() | cents),
    st.builds(ReturnDeposit, deposit, how, why, st.none() | cents),
)
COMMANDS = st.one_of(
    st.builds(ReceiveDeposit, deposit, cents, how, st.just("payment:P1")),
    st.builds(WithdrawRequest, deposit, why),
    USES,
    st.builds(TakeBackApplication, deposit, folios, why),
    st.builds(MoveDeposit, deposit, st.sampled_from(["S1", "S2"]), why),
    st.builds(NumberDeposit, deposit, st.just("ADV-1"), st.just(START)),
)


def on(day):
    """Return the context of a business date."""
    return attrs.evolve(CONTEXT, business_date=day)


def lived(commands, past=(REQUESTED,)):
    """Return the events of those commands that are accepted, a day apart from each other."""
    events = list(past)
    for place, command in enumerate(commands):
        try:
            events += DEPOSIT.decide(DEPOSIT.replay(events), command, on(START + place * ONE_DAY))
        except RuleViolation:
            continue
    return events


def summed(events, *kinds):
    """Return what the events of some kinds add up to, one by one."""
    return sum((event.amount for event in events if isinstance(event, kinds)), Decimal(0))


class AnyOrder(RuleBasedStateMachine):
    """A deposit to which anything is tried, and what holds whatever comes of it."""

    def __init__(self):
        """Begin with a request."""
        super().__init__()
        self.today = START
        self.events = [REQUESTED]
        self.state = DEPOSIT.replay(self.events)

    def attempt(self, command):
        """Decide a command; a refusal changes nothing."""
        before, context = repr(self.state), on(self.today)
        told = DEPOSIT.allowed(self.state, context)[type(command).__name__]
        try:
            events = DEPOSIT.decide(self.state, command, context)
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
        # A stored deposit carries none of its entries.
        stored = attrs.evolve(self.state, entries=Journal.unloaded(len(self.state.entries)))
        assert DEPOSIT.decide(stored, command, context) == events
        assert {event.business_date for event in events} == {self.today}
        self.state = DEPOSIT.replay(events, self.state)
        self.events += events

    @rule(command=COMMANDS)
    def anything(self, command):
        """Whoever acts may try what they like."""
        self.attempt(command)

    @rule(amount=cents)
    def receive(self, amount):
        """The guest pays."""
        self.attempt(ReceiveDeposit("D1", amount, "cash", "payment:P1"))

    @rule(command=USES)
    def use(self, command):
        """It is applied, kept or returned."""
        self.attempt(command)

    @rule(folio=folios, amount=st.none() | cents)
    def apply_to(self, folio, amount):
        """The guest has checked in."""
        self.attempt(ApplyDeposit("D1", folio, amount))

    @rule(folio=folios)
    def take_back_from(self, folio):
        """The check-in was reversed."""
        self.attempt(TakeBackApplication("D1", folio, "reversed"))

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        """Days pass."""
        self.today += days * ONE_DAY

    @invariant()
    def what_came_in_is_somewhere(self):
        """Received is applied, kept, returned and held: running, replayed and summed plainly."""
        state = self.state
        assert state.received == state.applied + state.kept + state.returned + state.held
        assert state.received == summed(self.events, DepositReceived)
        assert state.kept == summed(self.events, DepositKept)
        assert state.returned == summed(self.events, DepositReturned)
        moves = [event for event in self.events if isinstance(event, Movement)]
        assert state.held == sum(entry.change for entry in state.entries)
        assert list(state.entries) == moves
        assert DEPOSIT.replay(self.events) == state

    @invariant()
    def nothing_is_used_beyond_what_came_in(self):
        """No part is ever below zero, and applied is never above received."""
        state = self.state
        assert min(state.received, state.applied, state.kept, state.returned, state.held) >= 0
        assert state.applied <= state.received

    @invariant()
    def what_is_applied_stands_on_folios(self):
        """Each folio once, with more than nothing, and together what is applied."""
        listed = self.state.applications
        assert self.state.applied == sum(one.amount for one in listed)
        assert all(one.amount > 0 for one in listed)
        assert len({one.folio for one in listed}) == len(listed)

    @invariant()
    def the_status_says_whether_something_is_held(self):
        """Held while something is held, settled when everything is used."""
        state = self.state
        assert (state.status is DepositStatus.HELD) is (state.held > 0)
        assert (state.status is DepositStatus.SETTLED) is (state.received > 0 == state.held)

    @invariant()
    def it_is_found_by_what_it_is(self):
        """A liability is never out of sight."""
        names = [name for name, _ in DEPOSIT.index(self.state)]
        assert ("deposit.held" in names) is (self.state.held > 0)
        assert ("deposit.stay" in names) is (self.state.status is not DepositStatus.CANCELLED)
        due = {one.deposit: one.amount for one in due_requests([self.state], self.today)}
        assert due.get("D1", 0) == self.state.outstanding
        assert ("deposit.requested" in names) is bool(due)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = tries(30, stateful_step_count=25)

histories = st.lists(COMMANDS, max_size=10).map(lived)


@for_all(histories, st.none() | cents)
def test_applying_and_taking_back_leaves_the_amounts_as_they_were(past, amount) -> None:
    """A check-in that was reversed has cost the guest nothing."""
    before, context = DEPOSIT.replay(past), on(START + 20 * ONE_DAY)
    try:
        used = DEPOSIT.decide(before, ApplyDeposit("D1", "F9", amount), context)
    except RuleViolation:
        return
    after = DEPOSIT.replay(used, before)
    assert after.held < before.held
    back = DEPOSIT.decide(after, TakeBackApplication("D1", "F9", "reversed"), context)
    restored = DEPOSIT.replay(back, after)
    assert attrs.evolve(restored, entries=before.entries) == before


@for_all(st.lists(USES.filter(lambda use: use.amount is not None), max_size=6), st.data())
def test_the_order_of_partial_acts_does_not_change_what_is_held(uses, data) -> None:
    """Kept, returned and applied in parts, the same is left whichever came first."""
    enough = DepositReceived("D1", Decimal("100.00"), "EUR", "cash", "payment:P1", START)
    opened = DepositOpened("D1", "S1", "EUR", Decimal("0.01"), Maturity.CHECK_IN, START)
    shuffled = data.draw(st.permutations(uses))
    one, other = (DEPOSIT.replay(lived(order, (opened, enough))) for order in (uses, shuffled))
    assert (one.held, one.applied, one.kept, one.returned) == (
        other.held,
        other.applied,
        other.kept,
        other.returned,
    )
    assert set(one.applications) == set(other.applications)


@for_all(st.lists(histories, max_size=4))
def test_the_ledger_is_the_sum_of_all_deposits(pasts) -> None:
    """Per currency, from the states as from all their events."""
    books = ledger(DEPOSIT.replay(past) for past in pasts)
    events = [event for past in pasts for event in past]
    assert books.held("EUR") == sum(event.change for event in events if isinstance(event, Movement))
    for totals in books.totals:
        assert totals.received == totals.applied + totals.kept + totals.returned + totals.held
        assert totals.received == summed(events, DepositReceived)
        assert totals.applied <= summed(events, DepositApplied)
