"""Lifecycle tables: one row a move, checked when they are built.

```
FOLIO = Machine("folio", field="status", start=OPEN, ends=(), rows=(
    # while     when this happens   becomes
    (OPEN,      ChargePosted,       OPEN),
    (OPEN,      FolioClosed,        CLOSED),
))
```
`decide` asks the table whether an event may happen, `evolve` takes the next status from the same
row; so the two cannot disagree, and nothing moves outside its table.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Final, Generic, TypeVar

import attrs

from axentra_core.kernel.errors import AxentraError, IllegalTransition, RuleViolation

S = TypeVar("S", bound=StrEnum)


class TableError(AxentraError):
    """A table is wrong; raised while the module that holds it is imported."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "table.duplicate_command": "two rows decide {message}",
        "table.duplicate_event": "two rows evolve by {message}",
        "table.duplicate_row": "{machine}: two rows for {event} while {state}",
        "table.way_out_of_end": "{machine}: {state} is an end, yet {event} leads out of it",
        "table.unreachable": "{machine}: no row leads to {state}",
        "table.stuck": "{machine}: {state} is no end, yet no row leads out of it",
    }


class Machine(Generic[S]):
    """A status, the events that move it, and where each one leads.

    Attributes:
        name: what is moved, in the words of the hotel.
        field: the attribute of the state that holds the status.
        start: status of a new record.
        ends: statuses that nothing leaves.
        rows: ``(while, when this happens, becomes)``.
        says: how the hotel words the refusal of any move while a status holds.
    """

    __slots__ = ("_next", "_says", "ends", "events", "field", "name", "rows", "start", "statuses")

    def __init__(  # noqa: PLR0913 - the parts of a table
        self,
        name: str,
        *,
        field: str,
        start: S,
        rows: Iterable[tuple[S, type, S]],
        ends: Iterable[S] = (),
        says: Mapping[S, Callable[[Any], RuleViolation]] = MappingProxyType({}),
    ) -> None:
        """Check the table.

        Raises:
            TableError: a row stands twice, a way leads out of an end, or a status is never reached.
        """
        self.name: Final = name
        self.field: Final = field
        self.start: Final = start
        self.rows: Final = tuple(rows)
        self.ends: Final = frozenset(ends)
        self.statuses: Final = tuple(type(start))
        self.events: Final = tuple(dict.fromkeys(event for _, event, _ in self.rows))
        self._says: Final = says
        self._next: Final[dict[type, dict[S, S]]] = {event: {} for event in self.events}
        for status, event, becomes in self.rows:
            if status in self._next[event]:
                self._wrong("table.duplicate_row", status, event)
            if status in self.ends:
                self._wrong("table.way_out_of_end", status, event)
            self._next[event][status] = becomes
        for status in self.statuses:
            if status not in self._reachable():
                self._wrong("table.unreachable", status)
            if status not in self.ends and all(status != row[0] for row in self.rows):
                self._wrong("table.stuck", status)

    def _wrong(self, code: str, status: S, event: type = object) -> None:
        raise TableError(code, machine=self.name, state=status.value, event=event.__name__)

    def _reachable(self) -> set[S]:
        reached = {self.start}
        while found := {row[2] for row in self.rows if row[0] in reached} - reached:
            reached |= found
        return reached

    def after(self, status: S, event: type) -> S:
        """Return what a status becomes when the event happens.

        Raises:
            IllegalTransition: the table has no such row.
        """
        try:
            return self._next[event][status]
        except KeyError:
            raise self.refusal(status, event) from None

    def refusal(self, status: S, event: type) -> IllegalTransition:
        """Return the refusal of a move the table does not have."""
        return IllegalTransition(
            "move.not_allowed",
            machine=self.name,
            state=status.value,
            event=event.__name__,
            allowed=", ".join(e.__name__ for s, e, _ in self.rows if s == status) or "nothing",
        )

    def permits(self, event: type) -> Callable[[Any, Any], RuleViolation | None]:
        """Return the guard that asks this table whether an event may happen now."""
        field, statuses, says = self.field, self._next[event], self._says

        def in_table(state: object, _context: object) -> RuleViolation | None:
            status: S = getattr(state, field)
            if status in statuses:
                return None
            return says[status](state) if status in says else self.refusal(status, event)

        return in_table


@attrs.frozen
class Forced:
    """A joint row: while one status holds, another machine has no choice.

    ``Forced(OCCUPANCY, VACANT, REQUEST, NONE)`` reads: in a vacant room no request stands.
    """

    machine: Machine[Any]
    status: StrEnum
    other: Machine[Any]
    becomes: StrEnum


def settled(state: Any, joint: Iterable[Forced]) -> dict[str, Any]:  # noqa: ANN401
    """Return the fields that joint rows force to change in a state, by name."""
    return {
        row.other.field: row.becomes
        for row in joint
        if getattr(state, row.machine.field) == row.status
        and getattr(state, row.other.field) != row.becomes
    }
