"""What every part of a desk is made of: who says verbs to which hotel, and what comes of it."""

from typing import Any, Protocol, TypeVar

import attrs

from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import NotFound

E = TypeVar("E")


@attrs.frozen
class Done:
    """What came of a verb.

    Attributes:
        events: what happened, in causal order.
        position: place of the commit in the log; None for a preview or when nothing happened.
        is_repeated: it is, or may be, what the same key has done before.
    """

    events: tuple[Any, ...]
    position: int | None
    is_repeated: bool = attrs.field(default=False, eq=False)

    @property
    def follow_ups(self) -> tuple[FollowUpLeft, ...]:
        """What should have followed and could not; somebody has to act."""
        return self.all(FollowUpLeft)

    def all(self, event: type[E]) -> tuple[E, ...]:
        """Return the events of one type."""
        return tuple(one for one in self.events if isinstance(one, event))

    def one(self, event: type[E]) -> E:
        """Return the only event of a type.

        Raises:
            NotFound: ``record.not_found`` unless it happened exactly once.
        """
        found = self.all(event)
        if len(found) != 1:
            raise NotFound("record.not_found", kind="single event", id=event.__name__)
        return found[0]


class Doer(Protocol):
    """What does the verbs of a desk: a `Hotel`."""

    def do(
        self,
        verb: object,
        *,
        actor: Actor,
        key: str | None = None,
        expected_version: int | None = None,
        keep: bool = True,
    ) -> Done:
        """Do what a verb says."""
        ...


class Speaker:
    """One actor at work in a hotel."""

    def __init__(self, hotel: Doer, actor: Actor, *, keep: bool = True) -> None:
        """Take the hotel and who acts."""
        self._hotel = hotel
        self._keep = keep
        self.actor = actor

    def do(
        self, verb: object, *, key: str | None = None, expected_version: int | None = None
    ) -> Done:
        """Do what a verb says; see `Hotel.do`."""
        return self._hotel.do(
            verb, actor=self.actor, key=key, expected_version=expected_version, keep=self._keep
        )
