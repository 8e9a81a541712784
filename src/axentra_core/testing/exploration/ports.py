"""What a worker has of the world: ports through which everything it asks is heard."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

import attrs

from axentra_core.hotel.ports import Clock, Ids
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.store import DEFAULT_LIMIT, Commit, Fact, Kept, Recorded, Store
from axentra_core.payments import GatewayRequest, Outcome, PaymentGateway

# Any value that a port can give: all of them can be compared and hashed.
Answer: TypeAlias = Any
Ask = Callable[["Call"], Answer]
OVER: Final = "over"


@attrs.frozen
class Call:
    """What a worker asks of one of its ports.

    Attributes:
        name: of the method; ``over`` when it has finished.
        arguments: everything that it gives.
    """

    name: str
    arguments: tuple[Any, ...] = ()


@attrs.frozen
class Failed:
    """An answer that is raised; two of one text are the same answer."""

    text: str
    error: AxentraError = attrs.field(eq=False)

    @classmethod
    def of(cls, error: AxentraError) -> "Failed":
        """Return an error as an answer."""
        return cls(f"{error.code}: {error}", error)


@attrs.frozen
class Ports:
    """All that a worker has of the world.

    Attributes:
        store: where everything is kept.
        gateway: who moves the money.
        clock: gives the present instant.
        ids: gives ids to new records.
    """

    store: Store
    gateway: PaymentGateway
    clock: Clock
    ids: Ids


Make = Callable[[Ports], Callable[[], object]]


@attrs.frozen
class Worker:
    """Somebody who acts while others do.

    Attributes:
        name: what it is called in a trace.
        make: is given ports that stay the same for ever, once, and returns what the worker does
            each time; it may read but not change anything. What it does may depend on nothing
            but the ports, and a death forgets all but what stands in the store.
        runs: how often it acts; None for again and again.
    """

    name: str
    make: Make
    runs: int | None = None


def ports_of(ask: Ask, declared: PaymentGateway) -> Ports:
    """Return ports that ask somebody else for everything.

    Args:
        ask: answers.
        declared: a gateway that says of itself what it always says.
    """

    def clock() -> datetime:
        at: datetime = ask(Call("clock"))
        return at

    return Ports(_Store(ask), _Gateway(ask, declared), clock, _Ids(ask))


class _Store:
    """The store as a worker has it."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def states(self, streams: Sequence[str]) -> Mapping[str, Kept]:
        return dict(self._ask(Call("states", tuple(streams))))

    def find(
        self,
        name: str,
        low: str,
        high: str,
        *,
        after: tuple[str, str] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Sequence[tuple[str, str]]:
        return [*self._ask(Call("find", (name, low, high, after, limit)))]

    def recorded(self, key: str) -> Recorded | None:
        found: Recorded | None = self._ask(Call("recorded", (key,)))
        return found

    def history(self, stream: str, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Fact]:
        return [*self._ask(Call("history", (stream, after, limit)))]

    def log(self, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Recorded]:
        return [*self._ask(Call("log", (after, limit)))]

    def commit(self, commit: Commit) -> Recorded:
        recorded: Recorded = self._ask(Call("commit", (commit,)))
        return recorded


class _Gateway:
    """The gateway as a worker has it: what it says of itself never changes."""

    def __init__(self, ask: Ask, declared: PaymentGateway) -> None:
        self._ask = ask
        self.key_retention: timedelta = declared.key_retention
        self.lookup_lag: timedelta = declared.lookup_lag
        self.retries_itself: bool = declared.retries_itself

    def send(self, request: GatewayRequest) -> Outcome:
        outcome: Outcome = self._ask(Call("send", (request,)))
        return outcome

    def look_up(self, key: str) -> Outcome | None:
        outcome: Outcome | None = self._ask(Call("look_up", (key,)))
        return outcome


class _Ids:
    """Ids that are the same ones when the worker is run again."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def new(self, kind: str) -> str:
        given: str = self._ask(Call("new_id", (kind,)))
        return given
