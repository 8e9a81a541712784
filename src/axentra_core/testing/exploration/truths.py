"""The world around workers: every store and every gateway that there can be, each kept once.

A store is known by what was committed to it, a gateway by what has arrived there. Either can be
built again at any time, so any adapter can be explored, and each is asked a thing only once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import attrs

from axentra_core.hotel.ports import Clock
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.money import Money
from axentra_core.kernel.store import Commit, Recorded, Store
from axentra_core.payments import GatewayRequest, Operation, Outcome, OutcomeClass, PaymentGateway
from axentra_core.testing.doubles import ManualClock
from axentra_core.testing.exploration.ports import Answer, Call, Failed
from axentra_core.testing.faulty_store import FaultyStore

TAKES = frozenset({Operation.CHARGE, Operation.CAPTURE})


@attrs.define(eq=False)
class StoreState:
    """One of the states that a store can be in.

    Attributes:
        number: counts from 0.
        commits: what has led to it; another order of independent commits leads to the same state.
        grounds: head of every stream, and every key.
    """

    number: int
    commits: tuple[Commit, ...]
    grounds: frozenset[tuple[str, str]]
    answers: dict[Call, Answer] = attrs.field(factory=dict)
    after: dict[int, tuple["StoreState", Answer]] = attrs.field(factory=dict)


class Stores:
    """All states of a store that were met, and one real store that is in one of them."""

    def __init__(self, make: Callable[[], Store], prepare: Callable[[Store], object]) -> None:
        """Begin with what `prepare` leaves."""
        self._make = make
        self._known: dict[frozenset[tuple[str, str]], StoreState] = {}
        self._real = make()
        noting = _Noting(self._real)
        prepare(noting)
        self._at = [*noting.commits]
        self.first: StoreState = self._state((*noting.commits,), frozenset())

    def _state(
        self, commits: tuple[Commit, ...], grounds: frozenset[tuple[str, str]]
    ) -> StoreState:
        heads = dict(grounds)
        for commit in commits if not grounds else commits[-1:]:
            heads |= {stream: kept.head for stream, kept in commit.states.items()}
            if commit.key is not None:
                heads[f"key {commit.key}"] = commit.digest
        found = frozenset(heads.items())
        return self._known.setdefault(found, StoreState(len(self._known), commits, found))

    def built(self, state: StoreState) -> Store:
        """Return a new real store in a state; whoever asks may do with it what they want."""
        store = self._make()
        for commit in state.commits:
            store.commit(commit)
        return store

    def real(self, state: StoreState) -> Store:
        """Return the real store, brought into a state; nobody may change it."""
        common = len(self._at)
        if state.commits[:common] != tuple(self._at):
            close(self._real)
            self._real, self._at, common = self._make(), [], 0
        for commit in state.commits[common:]:
            self._real.commit(commit)
            self._at.append(commit)
        return self._real

    def read(self, state: StoreState, call: Call) -> Answer:
        """Return the answer to a read."""
        if call not in state.answers:
            state.answers[call] = self._read(self.real(state), call)
        return state.answers[call]

    @staticmethod
    def _read(store: Store, call: Call) -> Answer:
        given = call.arguments
        if call.name == "states":
            return tuple(sorted(store.states(given).items(), key=lambda item: item[0]))
        if call.name == "find":
            return tuple(store.find(*given[:3], after=given[3], limit=given[4]))
        if call.name == "recorded":
            return store.recorded(*given)
        if call.name == "history":
            return tuple(store.history(given[0], after=given[1], limit=given[2]))
        return tuple(store.log(after=given[0], limit=given[1]))

    def commit(self, state: StoreState, call: Call) -> tuple[StoreState, Recorded | Failed]:
        """Return the state after a commit, and what whoever commits is told."""
        if id(call) not in state.after:
            state.after[id(call)] = self._commit(state, call.arguments[0])
        return state.after[id(call)]

    def _commit(self, state: StoreState, commit: Commit) -> tuple[StoreState, Recorded | Failed]:
        store = self.real(state)
        try:
            recorded = store.commit(commit)
        except AxentraError as error:
            return state, Failed.of(error)
        self._at.append(commit)
        # Its place in the log is not told, or every order of independent commits would be another
        # thing to know.
        told = attrs.evolve(recorded, position=0)
        return self._state((*state.commits, commit), state.grounds), told

    def __len__(self) -> int:
        """Return how many states were met."""
        return len(self._known)


class _Noting(FaultyStore):
    """A store that notes every commit, and fails nowhere."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.commits: list[Commit] = []

    def commit(self, commit: Commit) -> Recorded:
        recorded = super().commit(commit)
        self.commits.append(commit)
        return recorded


@attrs.frozen
class Arrival:
    """A request that has come to the gateway, and when."""

    request: GatewayRequest
    at: datetime


@attrs.frozen
class Capture:
    """Money that was really taken."""

    reference: str
    request: GatewayRequest
    outcome: Outcome

    @property
    def amount(self) -> Money:
        """How much."""
        return self.outcome.amount or self.request.amount


@attrs.define(eq=False)
class GatewayState:
    """One of the states that a gateway can be in.

    Attributes:
        arrivals: what has led to it.
        outcomes: what the gateway has said to each.
        captures: what it has really taken, each once.
    """

    arrivals: tuple[Arrival, ...]
    outcomes: tuple[Outcome | Failed, ...]
    captures: tuple[Capture, ...]
    answers: dict[tuple[str, datetime], Outcome | None] = attrs.field(factory=dict)


class Gateways:
    """All states of a gateway that were met."""

    def __init__(self, make: Callable[[Clock], PaymentGateway], at: datetime) -> None:
        """Begin with nothing asked."""
        self._make = make
        self._at = at
        self._known: dict[tuple[Arrival, ...], GatewayState] = {}
        self.first: GatewayState = self.after(())

    def after(self, arrivals: tuple[Arrival, ...]) -> GatewayState:
        """Return the state after all that has arrived."""
        if arrivals not in self._known:
            _, outcomes = self.built(arrivals, ManualClock(self._at))
            # What is done twice has two names, and what is only answered twice has one.
            captures = {
                outcome.reference: Capture(outcome.reference, arrival.request, outcome)
                for arrival, outcome in zip(arrivals, outcomes, strict=True)
                if isinstance(outcome, Outcome)
                and outcome.outcome is OutcomeClass.APPROVED
                and arrival.request.operation in TAKES
                and outcome.reference is not None
            }
            self._known[arrivals] = GatewayState(arrivals, outcomes, (*captures.values(),))
        return self._known[arrivals]

    def built(
        self, arrivals: tuple[Arrival, ...], clock: ManualClock
    ) -> tuple[PaymentGateway, tuple[Outcome | Failed, ...]]:
        """Return a new gateway to which all that has come, with what it has said."""
        gateway = self._make(clock)
        outcomes: list[Outcome | Failed] = []
        for arrival in arrivals:
            clock.now = arrival.at
            try:
                outcomes.append(gateway.send(arrival.request))
            except AxentraError as error:
                outcomes.append(Failed.of(error))
        return gateway, tuple(outcomes)

    def look_up(self, state: GatewayState, key: str, now: datetime) -> Outcome | None:
        """Return what the gateway says of a key."""
        asked = key, now
        if asked not in state.answers:
            clock = ManualClock(self._at)
            gateway, _ = self.built(state.arrivals, clock)
            clock.now = now
            state.answers[asked] = gateway.look_up(key)
        return state.answers[asked]


@attrs.frozen
class Underway:
    """A request that has left the house and will arrive, or not.

    Attributes:
        request: what is asked.
        decided_at: when whoever sends it has last looked at the clock.
        holds_key: the gateway works on it, and until it is done says so to the same key.
    """

    request: GatewayRequest
    decided_at: datetime
    holds_key: bool = False


@attrs.frozen
class View:
    """The world as a worker can read it."""

    stores: Stores = attrs.field(repr=False)
    gateways: Gateways = attrs.field(repr=False)
    store: StoreState
    gateway: GatewayState
    now: datetime

    def answer(self, call: Call, who: int, depth: int) -> Answer:
        """Return the answer to a read."""
        if call.name == "clock":
            return self.now
        if call.name == "look_up":
            return self.gateways.look_up(self.gateway, call.arguments[0], self.now)
        if call.name == "new_id":
            # What is not committed leaves the store as it is, and its id was given to nobody.
            return f"{call.arguments[0][0].upper()}{self.store.number}-{who}-{depth}"
        return self.stores.read(self.store, call)


def close(store: Store) -> None:
    """Close a store that can be closed."""
    closing = getattr(store, "close", None)
    if closing is not None:
        closing()


def within(decided_at: datetime, now: datetime, reach: timedelta | None) -> bool:
    """Return whether something that was decided then can still arrive."""
    return reach is None or now <= decided_at + reach
