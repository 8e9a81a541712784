"""The explorer tries every order, and says when a worker cannot be explored."""

from datetime import timedelta
from itertools import count

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import Conflict
from axentra_core.kernel.money import money
from axentra_core.payments import GatewayRequest, Operation, OutcomeClass
from axentra_core.payments.sending import REACH
from axentra_core.testing import (
    Budget,
    Counterexample,
    Fault,
    NotRepeatable,
    ScriptedGateway,
    Worker,
    a_commit,
    a_fact,
    explore,
)
from axentra_core.testing.doubles import OPENING

HOUR = timedelta(hours=1)
CHARGE = GatewayRequest("a key", Operation.CHARGE, money("100", "EUR"), "tok_1")
NOTHING = Budget(crashes=0, faults=0)


def nothing(_):
    """Prepare or check nothing."""


def explored(*workers, budget=NOTHING, always=nothing, at_the_end=nothing, prepare=nothing):
    """Explore workers over a memory store and a gateway that remembers keys for a day."""
    return explore(
        workers,
        store=MemoryStore,
        gateway=lambda clock: ScriptedGateway((), clock),
        begins=OPENING,
        prepare=prepare,
        always=always,
        at_the_end=at_the_end,
        budget=budget,
    )


def writes(*names):
    """Return what writes some facts, each in a commit of its own."""

    def make(ports):
        def act():
            for name in names:
                ports.store.commit(a_commit(a_fact(name), key=name))

        return act

    return make


def test_two_who_write_two_things_each_meet_in_every_order() -> None:
    """Six orders of two and two, and each of the nine worlds between them once."""
    orders = set()

    def note(end):
        orders.add(tuple(recorded.key for recorded in end.store.log()))

    first, second = Worker("A", writes("a1", "a2"), 1), Worker("B", writes("b1", "b2"), 1)
    found = explored(first, second, at_the_end=note)
    whole = {order for order in orders if len(order) == 4}
    assert {tuple(sorted(order)) for order in whole} == {("a1", "a2", "b1", "b2")}
    # Nothing begun, begun, one written and over, for each.
    assert (found.worlds, found.stores, found.executions) == (16, 9, 6)


def test_who_reads_is_told_before_and_after_what_others_write() -> None:
    """A reader of two things sees none, the first, or both, but never the second alone."""
    seen = set()

    def reads(ports):
        def act():
            first = bool(ports.store.recorded("a2"))
            second = bool(ports.store.recorded("a1"))
            ports.store.commit(a_commit(a_fact("r"), key=f"r {first:d}{second:d}"))

        return act

    def note(end):
        seen.update(one.key for one in end.store.log() if one.key.startswith("r"))

    explored(Worker("A", writes("a1", "a2"), 1), Worker("R", reads, 1), at_the_end=note)
    assert seen == {"r 00", "r 01", "r 11"}


def test_two_who_count_lose_nothing_where_commits_are_checked() -> None:
    """A stale count is refused, and whoever counted it counts again."""

    def counts(ports):
        def act():
            for _ in range(3):
                kept = ports.store.states(["n"]).get("n")
                version = kept.version if kept else 0
                try:
                    ports.store.commit(a_commit(a_fact("n", version + 1)))
                except Conflict:
                    continue
                return

        return act

    ends = set()

    def note(end):
        ends.add(len(end.store.history("n")))

    found = explored(Worker("A", counts, 1), Worker("B", counts, 1), at_the_end=note)
    assert ends == {0, 1, 2}
    assert found.errors == {}


def test_the_shortest_way_to_a_double_charge_is_told() -> None:
    """Read, charge, write down: two at once charge twice (the first thing one thinks of)."""

    def charges(ports):
        def act():
            if ports.store.recorded("paid") is None:
                key = ports.ids.new("key")
                ports.gateway.send(GatewayRequest(key, Operation.CHARGE, money("100", "EUR")))
                ports.store.commit(a_commit(key="paid"))

        return act

    def once(truth):
        if len(truth.captures) > 1:
            raise AssertionError("charged twice")

    with pytest.raises(Counterexample, match="charged twice") as found:
        explored(Worker("A", charges), Worker("B", charges), always=once)
    assert [row.split()[1] for row in found.value.trace] == ["begins", "sends", "begins", "sends"]
    assert found.value.reason == "charged twice"


FAULTS = {
    Fault.NO_CONNECTION: (OutcomeClass.NOT_SENT, {0}),
    Fault.LOST_REQUEST: (OutcomeClass.UNKNOWN, {0}),
    Fault.LOST_REPLY: (OutcomeClass.UNKNOWN, {1}),
    Fault.DELAYED: (OutcomeClass.UNKNOWN, {0, 1}),
    Fault.BUSY: (OutcomeClass.UNKNOWN, {0, 1}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_the_house_knows_and_what_was_done(fault) -> None:
    """Every fault leaves the house with one answer, and the gateway with what is true."""
    told, done = set(), {}

    def sends(ports):
        def act():
            outcome = ports.gateway.send(CHARGE)
            told.add(outcome.outcome)
            ports.store.commit(a_commit(key=outcome.outcome.value))

        return act

    def note(truth):
        for outcome in OutcomeClass:
            if truth.store().recorded(outcome.value):
                done.setdefault(outcome, set()).add(len(truth.captures))

    explored(Worker("A", sends, 1), budget=Budget(0, 1, (fault,)), always=note)
    outcome, captures = FAULTS[fault]
    assert told == {OutcomeClass.APPROVED, outcome}
    assert done == {OutcomeClass.APPROVED: {1}, outcome: captures}


def test_the_store_can_write_and_not_say_so() -> None:
    """A commit whose reply is lost is there; one that fails is not."""
    found = explored(
        Worker("A", writes("a"), 1),
        budget=Budget(0, 1, (Fault.COMMIT_UNKNOWN, Fault.COMMIT_FAILS)),
    )
    assert found.errors == {"store.outcome_unknown": 1, "store.unavailable": 1}
    assert found.stores == 2


@pytest.mark.parametrize(("reach", "captures"), [(REACH, {0, 1}), (None, {1})])
def test_what_is_late_arrives_in_time_or_never(reach, captures) -> None:
    """An hour later nothing is on its way any more, unless it is said that it may be."""
    seen = set()

    def sends(ports):
        def act():
            ports.clock()
            ports.gateway.send(CHARGE)
            ports.store.commit(a_commit(key="sent"))

        return act

    def note(end):
        if end.store.recorded("sent") and end.clock.now == OPENING + HOUR:
            seen.add(len(end.captures))

    late = Budget(0, 1, (Fault.DELAYED,), instants=(HOUR,), reach=reach)
    # Whoever has looked at the clock too early sends nothing that arrives.
    explored(Worker("A", sends, 1), budget=late, at_the_end=note)
    assert seen == captures


def test_a_worker_that_dies_forgets_where_it_was() -> None:
    """Another begins in its place, and what was written stays."""
    found = explored(Worker("A", writes("a", "b")), budget=Budget(crashes=1, faults=0))
    assert found.errors == {"store.key_taken": 1}


def test_a_worker_that_remembers_cannot_be_explored() -> None:
    """What it does must follow from what it is told."""
    numbers = count()

    def counts(ports):
        def act():
            ports.store.recorded(f"{next(numbers)}")
            ports.store.commit(a_commit(key="a"))

        return act

    with pytest.raises(NotRepeatable):
        explored(Worker("A", counts, 1))


def test_it_gives_up_where_there_is_too_much() -> None:
    """A bound that is too small is told, and is no success."""
    with pytest.raises(Counterexample, match="more worlds"):
        explored(Worker("A", writes("a", "b"), 1), budget=Budget(0, 0, most_worlds=2))
