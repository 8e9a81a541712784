"""What a world is, what may go wrong in it, and what checks are shown of it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from axentra_core.kernel.store import Store
from axentra_core.payments import GatewayRequest, Outcome, OutcomeClass, PaymentGateway
from axentra_core.payments.sending import REACH
from axentra_core.testing.doubles import ManualClock
from axentra_core.testing.exploration.programs import Step
from axentra_core.testing.exploration.truths import (
    TAKES,
    Capture,
    GatewayState,
    StoreState,
    Underway,
)


class Fault(StrEnum):
    """What may go wrong between the house and the outside."""

    NO_CONNECTION = "no_connection"
    """The request does not leave the house, and the house knows."""

    LOST_REQUEST = "lost_request"
    """It never arrives, and the house does not know."""

    LOST_REPLY = "lost_reply"
    """It is done, and the house does not know."""

    DELAYED = "delayed"
    """It arrives later, or not at all, and the house does not know."""

    BUSY = "busy"
    """It has arrived and is worked on; until it is done the same key gets no answer."""

    LOOK_UP_FAILS = "look_up_fails"
    """The gateway cannot be asked what became of a key."""

    COMMIT_UNKNOWN = "commit_unknown"
    """The store has written it, and its reply is lost."""

    COMMIT_FAILS = "commit_fails"
    """The store has written nothing, and says so."""


NETWORK = (
    Fault.NO_CONNECTION,
    Fault.LOST_REQUEST,
    Fault.LOST_REPLY,
    Fault.DELAYED,
    Fault.BUSY,
)


@attrs.frozen
class Budget:
    """How much may happen; every order of it is tried.

    Attributes:
        crashes: how many workers die, each at any moment; another takes the place of each.
        faults: how often something of `kinds` goes wrong.
        kinds: what may.
        sends: how often one run of a worker sends something.
        instants: when the clock jumps to, since the beginning, in order.
        reach: how long something that is sent may take to arrive, from the moment when whoever
            sends it has looked at the clock; it arrives by then or never. None for no bound,
            which no protocol survives.
        most_worlds: where to give up.
    """

    crashes: int = 1
    faults: int = 1
    kinds: tuple[Fault, ...] = NETWORK
    sends: int = 3
    instants: tuple[timedelta, ...] = ()
    reach: timedelta | None = REACH
    most_worlds: int = 1_000_000


@attrs.frozen(cache_hash=True)
class World:
    """Everything there is at one moment.

    Attributes:
        store: what is kept.
        gateway: what the gateway has done.
        underway: what is on its way to it.
        left: keys of all that has ever left the house.
        instant: how often the clock has jumped.
        places: where each worker is; None between two runs.
        runs: how often each has begun, where that is bounded.
        crashes: how many have died.
        faults: how often something went wrong.
    """

    store: StoreState
    gateway: GatewayState
    underway: tuple[Underway, ...]
    left: frozenset[str]
    instant: int
    places: tuple[Step | None, ...]
    runs: tuple[int, ...]
    crashes: int = 0
    faults: int = 0


@attrs.frozen
class Truth:
    """What a check is shown after every move, and before anything is sent.

    Attributes:
        captures: what was really taken by now.
        sending: what is about to leave the house; None after a move.
        left: keys of all that has left it before.
        store: gives what is kept, to be read only.
    """

    captures: tuple[Capture, ...]
    sending: GatewayRequest | None
    left: frozenset[str]
    store: Callable[[], Store]


@attrs.define
class End:
    """A world in which nothing more goes wrong, for a check to bring to rest and look at.

    Attributes:
        store: what is kept; it may be written to.
        gateway: the gateway; it may be asked.
        clock: may be moved on.
    """

    store: Store
    gateway: "HonestGateway"
    clock: ManualClock

    @property
    def captures(self) -> tuple[Capture, ...]:
        """What was really taken."""
        return self.gateway.captures


class HonestGateway:
    """A gateway whose captures are noted."""

    def __init__(self, gateway: PaymentGateway, captures: Iterable[Capture]) -> None:
        """Stand before a gateway that has taken something already."""
        self._gateway = gateway
        self._captures = {one.reference: one for one in captures}

    @property
    def captures(self) -> tuple[Capture, ...]:
        """What it has really taken, each once."""
        return (*self._captures.values(),)

    @property
    def key_retention(self) -> timedelta:
        """How long a key is remembered."""
        return self._gateway.key_retention

    @property
    def lookup_lag(self) -> timedelta:
        """Until `look_up` finds what was done."""
        return self._gateway.lookup_lag

    @property
    def retries_itself(self) -> bool:
        """Whether it tries a declined card again."""
        return self._gateway.retries_itself

    def send(self, request: GatewayRequest) -> Outcome:
        """Pass it on, and note what was taken."""
        outcome = self._gateway.send(request)
        is_taken = outcome.outcome is OutcomeClass.APPROVED and request.operation in TAKES
        if is_taken and outcome.reference is not None:
            self._captures[outcome.reference] = Capture(outcome.reference, request, outcome)
        return outcome

    def look_up(self, key: str) -> Outcome | None:
        """Pass it on."""
        return self._gateway.look_up(key)


@attrs.frozen
class Explored:
    """What was tried, when nothing was found.

    Attributes:
        worlds: how many different moments.
        moves: how many steps from one to the next.
        ends: how many of them were brought to rest and looked at.
        executions: how often the code of a worker was run for that.
        stores: how many different contents of the store there were.
        most_captures: how many captures there were at most.
        errors: in how many different ways a worker gave up for now, by code.
    """

    worlds: int
    moves: int
    ends: int
    executions: int
    stores: int
    most_captures: int
    errors: dict[str, int]


class Counterexample(AssertionError):
    """A row of moves after which something is not as it must be.

    Attributes:
        trace: what happened, in order; no shorter row leads to it.
        reason: what is wrong.
    """

    def __init__(self, reason: str, trace: tuple[str, ...]) -> None:
        """Tell what is wrong, and how it came about."""
        self.reason: str = reason
        self.trace: tuple[str, ...] = trace
        rows = "\n".join(f"{place:3}. {said}" for place, said in enumerate(trace, 1))
        super().__init__(f"{reason}\n{rows}")


def lost(code: str) -> Outcome:
    """Return what the house knows of a request without a reply."""
    return Outcome(OutcomeClass.UNKNOWN, reason=code)


def shown(at: datetime) -> str:
    """Return an instant to the minute."""
    return at.isoformat(sep=" ", timespec="minutes")
