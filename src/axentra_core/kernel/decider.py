"""Deciders: a state and a command give events; a state and an event give the next state.

```
DECIDE = decisions(
    opens(OpenFolio, open_folio),
    case(PostCharge, post_charge, is_open, asks("net", in_currency)),
)
EVOLVE = evolutions(
    begins(FolioOpened, opened),
    on(ChargePosted, charge_posted),
)
```
A guard returns a reason or None. `decide` raises the first reason, `allowed` collects all of them;
both read the same row, so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import InvalidInput, NotFound, RuleViolation
from axentra_core.kernel.machine import TableError

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E")

Guard = Callable[[S, Context], RuleViolation | None]
Events = Sequence[Any]


@attrs.frozen
class Asks(Generic[S, C]):
    """A guard that needs an argument of the command; `allowed` answers what it asks for."""

    argument: str
    guard: Callable[[S, C, Context], RuleViolation | None]


def asks(argument: str, guard: Callable[[S, C, Context], RuleViolation | None]) -> Asks[S, C]:
    """Return a guard that can only answer once the argument is known."""
    return Asks(argument, guard)


@attrs.frozen
class Allowed:
    """Whether a command would be accepted now.

    Attributes:
        command: the command's class.
        reasons: every refusal that stands already; empty when nothing stands against it.
        asks: the arguments on which further guards depend.
    """

    command: type
    reasons: tuple[RuleViolation, ...]
    asks: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether nothing stands against it yet."""
        return not self.reasons


def _unopposed(row: "Decision") -> Allowed:
    # Most commands are allowed to most records; a board asks for all of them, of every room.
    return Allowed(row.command, (), tuple(dict.fromkeys(asked.argument for asked in row.asking)))


@attrs.frozen
class Decision:
    """One row of `DECIDE`: the command, its guards in refusal order, and what it decides.

    Attributes:
        command: the command's class.
        decide: gives the events.
        opens: it begins a record.
        guards: those that ask the state alone.
        asking: those that need an argument.
        unopposed: the answer of `allowed` while no guard has a reason.
    """

    command: type
    decide: Callable[..., Events]
    opens: bool
    guards: tuple[Guard[Any], ...] = ()
    asking: tuple[Asks[Any, Any], ...] = ()
    unopposed: Allowed = attrs.field(init=False, default=attrs.Factory(_unopposed, takes_self=True))

    def allowed(self, state: Any, context: Context) -> Allowed:  # noqa: ANN401 - any state
        """Return what stands against the command, whatever its arguments are."""
        reasons = [reason for guard in self.guards if (reason := guard(state, context))]
        if not reasons:
            return self.unopposed
        return Allowed(self.command, tuple(reasons), self.unopposed.asks)


def opens(command: type[C], decide: Callable[[C, Context], Events]) -> Decision:
    """Return the row of a command that begins a record and refuses an existing one."""
    return Decision(command, decide, opens=True)


def case(
    command: type[C],
    decide: Callable[[S, C, Context], Events],
    *guards: Guard[S] | Asks[S, C],
) -> Decision:
    """Return the row of a command to an existing record; a missing one is refused."""
    return Decision(
        command,
        decide,
        opens=False,
        guards=tuple(guard for guard in guards if not isinstance(guard, Asks)),
        asking=tuple(guard for guard in guards if isinstance(guard, Asks)),
    )


def decisions(*rows: Decision) -> Mapping[type, Decision]:
    """Return the table of rows by command.

    Raises:
        TableError: ``table.duplicate_command``.
    """
    for index, row in enumerate(rows):
        if row.command in {other.command for other in rows[:index]}:
            raise TableError("table.duplicate_command", message=row.command.__name__)
    return {row.command: row for row in rows}


@attrs.frozen
class Evolution:
    """One row of `EVOLVE`: the event and the state that follows from it."""

    event: type
    evolve: Callable[..., Any]
    begins: bool


def begins(event: type[E], evolve: Callable[[E], Any]) -> Evolution:
    """Return the row of the event a record begins with."""
    return Evolution(event, evolve, begins=True)


def on(event: type[E], evolve: Callable[[S, E], S]) -> Evolution:
    """Return the row of an event that changes an existing record."""
    return Evolution(event, evolve, begins=False)


def evolutions(*rows: Evolution) -> Mapping[type, Evolution]:
    """Return the table of rows by event.

    Raises:
        TableError: ``table.duplicate_event``.
    """
    for index, row in enumerate(rows):
        if row.event in {other.event for other in rows[:index]}:
            raise TableError("table.duplicate_event", message=row.event.__name__)
    return {row.event: row for row in rows}


def _no_index(_state: object) -> Iterable[tuple[str, str]]:
    return ()


@attrs.frozen
class Aggregate(Generic[S]):
    """One kind of record: its state, its two tables, and how it is found.

    Attributes:
        kind: the word for it in stream names, such as ``folio``.
        state: class of the state.
        decide_by: the `DECIDE` table.
        evolve_by: the `EVOLVE` table.
        index: pure; names the look-ups ``(name, value)`` under which a state is found.
        whole: commands that need old journal entries, for which the stream is replayed.
    """

    kind: str
    state: type[S]
    decide_by: Mapping[type, Decision]
    evolve_by: Mapping[type, Evolution]
    index: Callable[[S], Iterable[tuple[str, str]]] = _no_index
    whole: frozenset[type] = frozenset()

    def decide(self, state: S | None, command: object, context: Context) -> Events:
        """Return the events a command leads to; nothing is changed.

        Raises:
            RuleViolation: the first reason of the row's guards, or ``record.already_exists``.
            NotFound: ``record.not_found``.
            InvalidInput: ``message.unknown``.
        """
        try:
            row = self.decide_by[type(command)]
        except KeyError:
            raise self._unknown(command) from None
        if row.opens:
            if state is not None:
                raise RuleViolation("record.already_exists", kind=self.kind, id=id_of(command))
            return row.decide(command, context)
        if state is None:
            raise NotFound("record.not_found", kind=self.kind, id=id_of(command))
        for guard in row.guards:
            if (reason := guard(state, context)) is not None:
                raise reason
        for asked in row.asking:
            if (reason := asked.guard(state, command, context)) is not None:
                raise reason
        return row.decide(state, command, context)

    def evolve(self, state: S | None, event: object) -> S:
        """Return the state after an event.

        Raises:
            InvalidInput: ``message.unknown``.
        """
        try:
            row = self.evolve_by[type(event)]
        except KeyError:
            raise self._unknown(event) from None
        after: S = row.evolve(event) if row.begins else row.evolve(state, event)
        return after

    def _unknown(self, message: object) -> InvalidInput:
        got = type(message).__name__
        return InvalidInput.because("message.unknown", kind=self.kind, got=got)

    def replay(self, events: Iterable[object], state: S | None = None) -> S | None:
        """Return the state after all events."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def allowed(self, state: S, context: Context) -> dict[str, Allowed]:
        """Return for every command to an existing record what stands against it, by name."""
        return {
            row.command.__name__: row.allowed(state, context)
            for row in self.decide_by.values()
            if not row.opens
        }


def id_of(message: object) -> str:
    """Return the id of the record a command or event belongs to: its first field."""
    first: str = getattr(message, _first_field(type(message)))
    return first


_FIRST_FIELDS: dict[type, str] = {}


def _first_field(message: type) -> str:
    try:
        return _FIRST_FIELDS[message]
    except KeyError:
        name: str = message.__attrs_attrs__[0].name  # type: ignore[attr-defined] # attrs class
        return _FIRST_FIELDS.setdefault(message, name)
