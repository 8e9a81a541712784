"""Given what happened, when a command comes, then exactly these events follow.

    given(FOLIO, opened).when(PostCharge(...)).then(ChargePosted(...))
    given(FOLIO, opened, charged).when(CloseFolio("S1")).refused("folio.balance_outstanding")

A refusal is also checked to have changed nothing.
"""

from datetime import UTC, date, datetime
from typing import Any, Generic, Self, TypeVar

import attrs

from axentra_core.kernel.actor import NO_PERMISSIONS, Actor, Context, Permissions
from axentra_core.kernel.decider import Aggregate
from axentra_core.kernel.errors import AxentraError

S = TypeVar("S")

CONTEXT = Context(
    now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
    business_date=date(2026, 11, 23),
    actor=Actor("staff", "ayu"),
)


class Given(Generic[S]):
    """A record with a past, in a context."""

    def __init__(self, aggregate: Aggregate[S], events: tuple[object, ...]) -> None:
        """Replay the past."""
        self.aggregate = aggregate
        self.state: S | None = aggregate.replay(events)
        self.context: Context = CONTEXT

    def on(self, business_date: date) -> Self:
        """Set the business date."""
        self.context = attrs.evolve(self.context, business_date=business_date)
        return self

    def by(self, actor: Actor, permissions: Permissions = NO_PERMISSIONS) -> Self:
        """Set who acts and what roles may do."""
        self.context = attrs.evolve(self.context, actor=actor, permissions=permissions)
        return self

    def when(self, command: object) -> "Then[S]":
        """Decide a command, and evolve the state by what follows."""
        before = repr(self.state)
        try:
            events = tuple(self.aggregate.decide(self.state, command, self.context))
        except AxentraError as error:
            if repr(self.state) != before:
                raise AssertionError("a refusal changed the state") from error
            return Then((), self.state, error)
        return Then(events, self.aggregate.replay(events, self.state), None)


@attrs.frozen
class Then(Generic[S]):
    """What came of a command: its events and the new state, or its refusal."""

    events: tuple[object, ...]
    state: S | None
    error: AxentraError | None

    def then(self, *expected: object) -> S:
        """Check that exactly these events followed, and return the state after them."""
        if self.error is not None:
            raise AssertionError(f"refused: {self.error}") from self.error
        if self.events != expected:
            raise AssertionError(f"expected {expected}\ngot      {self.events}")
        if self.state is None:
            raise AssertionError("there is no state after no event")
        return self.state

    def refused(self, code: str, **values: Any) -> AxentraError:  # noqa: ANN401 - any fact
        """Check that the command was refused for this cause with these facts."""
        if self.error is None:
            raise AssertionError(f"expected {code}, got {self.events}")
        if self.error.code != code:
            raise AssertionError(f"expected {code}, got {self.error}") from self.error
        said = {name: self.error.values.get(name) for name in values}
        if said != values:
            raise AssertionError(f"{code} says {said} instead of {values}") from self.error
        return self.error


def given(aggregate: Aggregate[S], *events: object) -> Given[S]:
    """Return a record to which these events have happened."""
    return Given(aggregate, events)
