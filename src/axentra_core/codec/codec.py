"""Every state, event, command and settings file as JSON text, and back."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import attrs
from cattrs import Converter

from axentra_core.codec.converter import is_mapping, strict_converter
from axentra_core.codec.faults import faults_of
from axentra_core.codec.json_door import from_json
from axentra_core.codec.stored import reader_of, writer_of
from axentra_core.codec.upcasters import UPCASTERS, Upcasters
from axentra_core.kernel.decider import Aggregate
from axentra_core.kernel.errors import InvalidInput, shown

T = TypeVar("T")

RECENT_STATES = 1024

_decode = json.JSONDecoder().raw_decode


class Codec:
    """Writes and reads the values of some aggregates.

    Type names are ``kind.ClassName``. Reading the log is quick and trusts it; reading input is
    strict and reports every fault with its path; its converter is built once, on first use.
    """

    def __init__(
        self, aggregates: Iterable[Aggregate[Any]], upcasters: Upcasters = UPCASTERS
    ) -> None:
        """Take the aggregates whose events, states and commands are known."""
        self._states: dict[str, type] = {}
        self._events: dict[str, type] = {}
        self._commands: dict[str, type] = {}
        self._names: dict[type, str] = {}
        for aggregate in aggregates:
            self._states[aggregate.kind] = aggregate.state
            for table, known in (
                (aggregate.evolve_by, self._events),
                (aggregate.decide_by, self._commands),
            ):
                for cls in table:
                    name = f"{aggregate.kind}.{cls.__name__}"
                    known[name] = cls
                    self._names[cls] = name
        self._upcasters = upcasters
        self._versions = _versions(upcasters)
        # States are immutable and follow from their text alone, so many can share one.
        self._recent_states = lru_cache(maxsize=RECENT_STATES)(self._read_state)
        self._holding_plain = {kind for kind, cls in self._states.items() if _holds_plain(cls)}

    @cached_property
    def _strict(self) -> Converter:
        return strict_converter()

    def name_of(self, cls: type) -> str:
        """Return the type name under which an event or command is stored."""
        return self._names[cls]

    def write_event(self, event: object) -> tuple[str, int, str]:
        """Return the type name, the version of the form, and the text of an event."""
        name = self._names[type(event)]
        return name, self._versions.get(name, 1), self.write(event)

    def read_event(self, name: str, v: int, text: str) -> Any:  # noqa: ANN401 - any event
        """Return a stored event, brought to today's form.

        Raises:
            InvalidInput: ``json.type_unknown``, ``json.version_unknown`` or ``json.unreadable``.
        """
        try:
            cls = self._events[name]
        except KeyError:
            raise InvalidInput.because("json.type_unknown", what="event", got=shown(name)) from None
        known = self._versions.get(name, 1)
        if not 1 <= v <= known:
            raise InvalidInput.because("json.version_unknown", type=name, got=v, known=known)
        try:
            plain = _plain_of(text)
            for version in range(v, known):
                plain = self._upcasters[name, version](plain)
            return _read(cls, plain)
        except Exception as error:
            raise _unreadable("event", name, error) from error

    def read_state(self, kind: str, text: str) -> Any:  # noqa: ANN401 - any state
        """Return a stored state; a text that was read lately is not read again.

        Raises:
            InvalidInput: ``json.unreadable``.
        """
        if kind in self._holding_plain:
            return self._read_state(kind, text)
        return self._recent_states(kind, text)

    def _read_state(self, kind: str, text: str) -> Any:  # noqa: ANN401 - any state
        cls = self._states[kind]
        try:
            return _read(cls, _plain_of(text))
        except Exception as error:
            raise _unreadable("state", kind, error) from error

    def write(self, value: object) -> str:
        """Return the JSON text of any value of the library."""
        cls: Any = type(value)
        return writer_of(cls)(value)

    def plain(self, value: object) -> Any:  # noqa: ANN401 - JSON is any plain value
        """Return a value as plain data: objects, lists, text, whole numbers, true, false, null."""
        return _plain_of(self.write(value))

    def read(self, cls: type[T], source: str | bytes) -> T:
        """Return a value from JSON text that comes from outside.

        Raises:
            InvalidInput: every fault with its path.
        """
        return self.build(cls, from_json(source))

    def build(self, cls: type[T], plain: object) -> T:
        """Return a value from plain data that comes from outside.

        Raises:
            InvalidInput: every fault with its path.
        """
        try:
            return self._strict.structure(plain, cls)
        # cattrs gathers whatever a field's hook raises; each becomes a fault.
        except Exception as error:  # noqa: BLE001
            raise InvalidInput(faults_of(error)) from None

    def knows_command(self, name: str) -> bool:
        """Return whether a type name is that of a command."""
        return name in self._commands

    def build_command(self, name: str, plain: Mapping[str, object]) -> object:
        """Return a command from its type name and plain data.

        Raises:
            InvalidInput: ``json.type_unknown``, or every fault with its path.
        """
        try:
            cls = self._commands[name]
        except KeyError:
            raise InvalidInput.because(
                "json.type_unknown", what="command", got=shown(name)
            ) from None
        return self.build(cls, plain)


def _plain_of(text: str) -> Any:  # noqa: ANN401 - JSON is any plain value
    # What was written begins and ends with its value, so no space has to be looked for around it.
    plain, end = _decode(text)
    if end != len(text):
        raise json.JSONDecodeError("text after the value", text, end)
    return plain


def _read(cls: type, plain: Any) -> Any:  # noqa: ANN401
    read = reader_of(cls)
    return plain if read is None else read(plain)


def _holds_plain(state: type) -> bool:
    """Return whether a state has plain data in it, which a host could change."""
    return any(is_mapping(field.type) for field in attrs.fields(state))


def _unreadable(what: str, name: str, error: Exception) -> InvalidInput:
    # What was stored is damaged in a way nobody foresaw: any error may come of it.
    return InvalidInput.because("json.unreadable", what=what, got=name, reason=type(error).__name__)


def _versions(upcasters: Upcasters) -> dict[str, int]:
    newest: dict[str, int] = {}
    for name, version in upcasters:
        newest[name] = max(newest.get(name, 1), version + 1)
    return newest
