"""Whatever is done to two bills, in any order: no money appears, none is lost, no tax changes."""

from collections import Counter
from decimal import Decimal

import attrs
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.tries import tries

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ApplyDeposit,
    Card,
    CashRounded,
    ChargeAdjusted,
    ChargePosted,
    CloseFolio,
    Component,
    FolioOpened,
    FolioStatus,
    MoveCharge,
    MovePayment,
    NoteInvoice,
    Payment,
    PaymentMethod,
    PaymentTaken,
    PayRefund,
    PostCharge,
    Priced,
    Quote,
    ReopenFolio,
    ReverseCharge,
    ReversePayment,
    ReverseSource,
    RoundCash,
    Share,
    SplitCharge,
    TakePayment,
    Transfer,
    TransferIn,
    TransferOut,
    TransferredIn,
    statement,
)
from axentra_core.folio.corrections import paid_in, placed, remaining
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import InvalidInput, RuleViolation
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, money
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
CENT = Decimal("0.01")
TODAY = CONTEXT.business_date
BY_SYSTEM = attrs.evolve(CONTEXT, actor=SYSTEM)
OPENED = {name: FolioOpened(name, name, "EUR", CENT, most_windows=3) for name in ("A", "B")}
OTHER = {"A": "B", "B": "A"}
VISA = Card("tok_1", "visa", "4242")


def quote(sign, amounts, mixed):
    """Return a price: net, two taxes, and what a channel has collected; all of one sign or not."""
    net, vat, city, collected = (sign * cents * CENT for cents in amounts)
    parts = (
        Component("VAT", net, None, -vat if mixed else vat),
        Component("CITY", Decimal(0), None, city),
        Component("OTA", net, None, collected, owed=False),
    )
    return Quote("EUR", net, parts, net + parts[0].amount + city, "x")


# Few and small, so that commands meet each other's lines, and amounts often fit exactly.
folios = st.sampled_from(["A", "B"])
windows = st.integers(1, 3)
cents = st.integers(1, 40).map(lambda units: Money(units * 5 * CENT, "EUR"))
some = st.none() | cents
picks = st.integers(0, 11)
amounts = st.tuples(*(st.integers(0, most) for most in (150, 12, 9, 5)))
quotes = st.builds(
    quote, st.sampled_from([1, 1, 1, -1]), amounts, st.just(value=False) | st.booleans()
)
posted = st.builds(
    PostCharge,
    folios,
    st.just("ROOM"),
    st.just("rooms"),
    st.just("Deluxe"),
    st.just(1),
    quotes,
    st.just(TODAY),
    st.sampled_from(["night:1", "night:2"]),
    st.just(1),
    window=windows,
)
shares = st.lists(
    st.builds(Share, windows, st.integers(1, 3).map(Decimal)),
    min_size=2,
    max_size=3,
    unique_by=lambda share: share.window,
).map(tuple)
percents = st.sampled_from([CENT, Decimal("0.5"), Decimal(1)])
cash = st.just(PaymentMethod.CASH)
payments = st.one_of(
    st.builds(TakePayment, folios, cash, cents, in_advance=st.booleans(), window=windows),
    st.builds(TakePayment, folios, st.just(PaymentMethod.CARD), cents, st.just(VISA)),
    st.builds(ApplyDeposit, folios, st.just("D1"), cents, windows),
    st.builds(PayRefund, folios, cash, cents, window=windows),
    st.builds(PayRefund, folios, st.just(PaymentMethod.CARD), cents, st.just(VISA), windows),
    st.builds(RoundCash, folios, st.just(money("0.25", "EUR")), windows),
)


def parts(price):
    """Return what a price is made of, each to be conserved by itself."""
    found = Counter({"net": price.net, "total": price.total})
    for part in price.components:
        found[part.code] += part.amount
    return found


def added(prices):
    """Return the plain sum of prices, part by part and without what is zero."""
    sums = Counter()
    for price in prices:
        for name, amount in parts(price).items():
            sums[name] += amount
    return {name: amount for name, amount in sums.items() if amount}


class TwoBills(RuleBasedStateMachine):
    """Two bills to which anything is tried, and what holds whatever comes of it."""

    def __init__(self):
        """Begin with two empty bills."""
        super().__init__()
        self.events = {name: [opened] for name, opened in OPENED.items()}
        self.states = {name: FOLIO.replay(events) for name, events in self.events.items()}
        self.transfers = 0

    def decided(self, command):
        """Return the events of a command, None for a refusal; neither has changed anything."""
        state = self.states[command.folio]
        before = repr(state), list(state.lines)
        told = FOLIO.allowed(state, BY_SYSTEM)[type(command).__name__]
        try:
            events = FOLIO.decide(state, command, BY_SYSTEM)
        except (RuleViolation, InvalidInput) as error:
            events, refusal = None, error.code
        else:
            refusal = None
        assert (repr(state), list(state.lines)) == before
        if told.reasons:
            assert refusal == told.reasons[0].code
        elif not told.asks:
            assert refusal is None
        if events is not None and type(command) not in FOLIO.whole:
            # A stored bill carries none of its lines.
            stored = attrs.evolve(state, lines=Journal.unloaded(len(state.lines)))
            assert FOLIO.decide(stored, command, BY_SYSTEM) == events
        return events

    def happen(self, name, events):
        """Let events happen to a bill; what stood on it before stands there as it was."""
        before = self.states[name]
        self.states[name] = FOLIO.replay(events, before)
        self.events[name] += events
        was, lines_now = list(before.lines), list(self.states[name].lines)
        assert all(line is same for line, same in zip(was, lines_now, strict=False))
        assert [line.line for line in lines_now] == list(range(1, len(lines_now) + 1))

    def attempt(self, command):
        """Do what a command decides."""
        events = self.decided(command)
        if events:
            before = self.owing(command.folio)
            self.happen(command.folio, events)
            if isinstance(command, MoveCharge | SplitCharge | MovePayment):
                assert self.owing(command.folio) == before
            if isinstance(command, ReverseCharge):
                assert placed(self.states[command.folio].lines, command.line) == {}

    def owing(self, name):
        """Return what a bill owes, part by part."""
        state = self.states[name]
        return added(line.quote for line in state.lines if isinstance(line, Priced)), state.owed

    @initialize(first=posted, second=posted, paid=cents)
    def begin(self, first, second, paid):
        """Each bill has a charge and a payment, so that there is something to do."""
        for name, command in (("A", first), ("B", second)):
            self.attempt(attrs.evolve(command, folio=name))
            self.attempt(TakePayment(name, PaymentMethod.CASH, paid, in_advance=True))

    @rule(command=posted)
    def sell(self, command):
        """Something is sold, or a discount given."""
        self.attempt(command)

    def charge(self, name, pick):
        """Return one of the charges on a bill, and a window in which something of it stands."""
        lines_now = self.states[name].lines
        charges = [one.line for one in lines_now if isinstance(one, ChargePosted | TransferredIn)]
        if not charges:
            return 1, None
        line = charges[pick % len(charges)]
        stands = list(placed(lines_now, line))
        return line, stands[pick % len(stands)] if len(stands) > 1 else None

    def payment(self, name, pick):
        """Return one of the payments on a bill."""
        taken = [one.line for one in self.states[name].lines if isinstance(one, PaymentTaken)]
        return taken[pick % len(taken)] if taken else 1

    @rule(name=folios, pick=picks, amount=cents, percent=st.none() | percents)
    def take_off(self, name, pick, amount, percent):
        """A rebate is given, by amount or by percent."""
        line, window = self.charge(name, pick)
        given = amount if percent is None else None
        self.attempt(AdjustCharge(name, line, "why", given, percent, None, window))

    @rule(name=folios, pick=picks, adjustment=st.booleans())
    def take_back(self, name, pick, adjustment):
        """A rebate was a mistake, or now and then a charge."""
        line, _ = self.charge(name, pick)
        rebates = [one.line for one in self.states[name].lines if isinstance(one, ChargeAdjusted)]
        if adjustment and rebates:
            line = rebates[pick % len(rebates)]
        if adjustment or pick % 3 == 0:
            self.attempt(ReverseCharge(name, line, "why"))

    @rule(name=folios, pick=picks)
    def cancel(self, name, pick):
        """What has caused charges did not happen, now and then."""
        if pick % 4 == 0:
            self.attempt(ReverseSource(name, "night:1", "why"))

    @rule(name=folios, pick=picks, to_window=windows, amount=some)
    def move(self, name, pick, to_window, amount):
        """A charge, or a part of it, goes to another window."""
        line, window = self.charge(name, pick)
        self.attempt(MoveCharge(name, line, to_window, "why", amount, window))

    @rule(name=folios, pick=picks, among=shares)
    def split(self, name, pick, among):
        """A charge is shared."""
        self.attempt(SplitCharge(name, self.charge(name, pick)[0], among, "why"))

    @rule(command=payments)
    def pay(self, command):
        """Money comes and goes."""
        self.attempt(command)

    @rule(name=folios, pick=picks, to_window=windows, amount=some)
    def move_payment(self, name, pick, to_window, amount):
        """A payment counts for another window."""
        line = self.payment(name, pick)
        self.attempt(MovePayment(name, line, to_window, "why", amount))

    @rule(name=folios, pick=picks, amount=some)
    def bounce(self, name, pick, amount):
        """A payment did not stand."""
        self.attempt(ReversePayment(name, self.payment(name, pick), "why", amount))

    @rule(name=folios, window=windows)
    def invoice(self, name, window):
        """A window is invoiced as it stands, now and then."""
        through = len(self.states[name].lines)
        if through % 5 == 0:
            self.attempt(NoteInvoice(name, window, "INV-1", through or 1))

    @rule(name=folios, again=picks)
    def end(self, name, again):
        """A bill is settled and closed, and mostly opened again."""
        for one in self.states[name].windows if again else ():
            settle = TakePayment if one.owed > 0 else PayRefund
            if one.owed:
                owed = Money(abs(one.owed), "EUR")
                self.attempt(settle(name, PaymentMethod.CASH, owed, window=one.number))
        self.attempt(CloseFolio(name))
        if again > 1:
            self.attempt(ReopenFolio(name, "why"))

    @rule(name=folios, pick=picks, amount=some, to_window=windows)
    def transfer(self, name, pick, amount, to_window):
        """The other bill takes something over, or nothing happens on either."""
        line, window = self.charge(name, pick)
        there = OTHER[name]
        transfer = f"T{self.transfers}"
        out = TransferOut(name, line, there, transfer, "why", to_window, amount, window)
        gave = self.decided(out)
        if not gave:
            return
        (one,) = gave
        sold = self.states[name].lines[line - 1]
        came = isinstance(sold, TransferredIn)
        took = self.decided(
            TransferIn(
                there,
                transfer,
                name,
                line,
                sold.origin_folio if came else name,
                sold.origin_line if came else line,
                one.code,
                one.department,
                one.description,
                one.quantity,
                one.quote.negated(),
                one.service_date,
                one.source,
                to_window,
                is_last=not placed([*self.states[name].lines, *gave], line),
            )
        )
        if took:
            self.transfers += 1
            self.happen(name, gave)
            self.happen(there, took)

    @invariant()
    def a_bill_is_the_same_counted_in_four_ways(self):
        """Running totals, replay, plain sum of the lines, and the statement."""
        for name, state in self.states.items():
            events = self.events[name]
            assert FOLIO.replay(events) == state
            charged = sum(line.quote.total for line in state.lines if isinstance(line, Priced))
            charged += sum(line.amount for line in state.lines if isinstance(line, CashRounded))
            paid = sum(line.received for line in state.lines if isinstance(line, Payment))
            bill = statement(events)
            assert state.charged == charged == bill.charged
            assert state.paid == paid == bill.paid
            assert bill.charged == bill.net + bill.rounding + sum(
                part for _, part in bill.components
            )

    @invariant()
    def windows_are_the_bill(self):
        """Together they are charged and paid what the bill is; each is what its statement says."""
        for name, state in self.states.items():
            assert sum(one.charged for one in state.windows) == state.charged
            assert sum(one.paid for one in state.windows) == state.paid
            for one in state.windows:
                bill = statement(self.events[name], one.number)
                assert (bill.charged, bill.paid) == (one.charged, one.paid)

    @invariant()
    def nothing_is_lost_between_two_bills(self):
        """What has left one has come to the other: net, each tax, and what was collected."""
        moved = [
            line.quote
            for state in self.states.values()
            for line in state.lines
            if isinstance(line, Transfer)
        ]
        assert added(moved) == {}

    @invariant()
    def what_is_left_of_a_charge_is_a_part_of_it(self):
        """In all windows together and in each: no sign changes, and nothing is more than it was."""
        for state in self.states.values():
            for line in state.lines:
                home = isinstance(line, TransferredIn) and line.returns is not None
                if home or not isinstance(line, ChargePosted | TransferredIn):
                    continue
                was, left = parts(line.quote), placed(state.lines, line.line)
                assert added(left.values()) == added([remaining(state.lines, line.line)])
                for price in left.values():
                    for code, amount in parts(price).items():
                        if code != "total":
                            assert min(0, was[code]) <= amount <= max(0, was[code])

    @invariant()
    def a_payment_is_never_taken_back_twice(self):
        """What is left of it is between nothing and all of it, in each window."""
        for state in self.states.values():
            for line in state.lines:
                if isinstance(line, PaymentTaken):
                    left = paid_in(state.lines, line.line).values()
                    assert all(part > 0 for part in left)
                    assert sum(left) <= line.amount

    @invariant()
    def nothing_is_left_on_a_closed_bill(self):
        """It has ended with each window at zero."""
        for state in self.states.values():
            if state.status is FolioStatus.CLOSED:
                assert {one.owed for one in state.windows} <= {0}


TestTwoBills = TwoBills.TestCase
# A busy machine is no fault of the bill's.
TestTwoBills.settings = tries(
    25, stateful_step_count=30, suppress_health_check=[HealthCheck.too_slow]
)
