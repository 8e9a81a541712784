"""Every error that leaves the library, and what it tells.

```
AxentraError                 code, values, one sentence, outcome
├─ RuleViolation             the hotel says no; nothing changed; safe to show
│  └─ IllegalTransition      a table has no row for this move
├─ InvalidInput              malformed; carries every Fault with its path
├─ NotFound                  no such record
├─ Conflict                  somebody else was faster; load again and decide again
├─ KeyReused                 an idempotency key came back with other content
└─ PortError                 an adapter failed; its cause is kept
   ├─ PortUnavailable        nothing was done; trying again may help
   ├─ PortRefused            nothing was done; trying again will not help
   └─ OutcomeUnknown         it may or may not have happened; ask `recorded(key)`
```

A class stands for an area, a code for a cause. Codes are words, stable and never reused;
the sentences beside them may improve.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Self

import attrs

from axentra_core.kernel.input_sentences import INPUT_SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_ECHO = 80
LARGEST_ECHO = 10**12
MOST_NAMED = 12
# As many digits in a row as the shortest card number has, whatever parts them.
_CARD_LIKE = re.compile(r"\d(?:[\W_]*+\d){11,}+")


class Outcome(StrEnum):
    """Whether the thing that was asked for has happened."""

    NOT_DONE = "not_done"
    DONE = "done"
    UNKNOWN = "unknown"


def shown(value: Any) -> str:  # noqa: ANN401 - whatever was refused
    """Return a short, printable form of a refused value.

    Only plain values are echoed, never the text of an unknown object; long text is cut,
    control characters are escaped and runs of digits that could be a card number are hidden.
    """
    # Exact types: a subclass may do anything when it is asked for its text.
    kind = type(value)
    if value is None or kind is bool:
        return repr(value)
    if kind is int:
        return str(value) if abs(value) < LARGEST_ECHO else "a very large whole number"
    if kind is not str:
        return kind.__name__
    safe = _CARD_LIKE.sub(_hidden, value[: 2 * LONGEST_ECHO])
    echo = safe[:LONGEST_ECHO].encode("unicode_escape").decode("ascii")
    return f"'{echo}…'" if len(value) > LONGEST_ECHO else f"'{echo}'"


def some_of(names: Iterable[str]) -> str:
    """Return what is possible as a sentence can hold it: a dozen names, and how many more."""
    known = list(names)
    more = len(known) - MOST_NAMED
    return ", ".join(known[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def place_of(name: object) -> str:
    """Return a field's name as a path shows it: a name that is no word, as carefully as a value."""
    return name if isinstance(name, str) and name.isidentifier() else f"[{shown(name)}]"


def _hidden(digits: re.Match[str]) -> str:
    return re.sub(r"\d", "*", digits[0])


class AxentraError(Exception):
    """Base of every error of this library; never raised itself.

    Attributes:
        code: stable word for the cause, such as ``folio.closed``.
        values: the facts the sentence is made from.
        outcome: whether anything has happened.
    """

    SENTENCES: ClassVar[Mapping[str, str]] = {}
    outcome: Outcome = Outcome.NOT_DONE

    def __init__(self, code: str, /, **values: object) -> None:
        """Name the cause and the values its sentence needs."""
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = values

    @property
    def sentence(self) -> str:
        """What happened and what to do next, in English."""
        return self.SENTENCES[self.code].format_map(self.values)

    def __str__(self) -> str:
        """Return the sentence and, in brackets, the code."""
        return f"{self.sentence} [{self.code}]"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by code and values: exceptions cross process borders in test runners."""
        return _rebuild, (type(self), self.code, self.values)


def _rebuild(cls: type[AxentraError], code: str, values: dict[str, Any]) -> AxentraError:
    return cls(code, **values)


class Reasons(tuple[AxentraError, ...]):
    """Several refusals as one value of another's sentence."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return their sentences in a row, numbered when there are several."""
        return numbered([reason.sentence for reason in self]) or "there are none"


def numbered(sentences: Sequence[str]) -> str:
    """Return sentences in a row; each may have commas and semicolons of its own."""
    if len(sentences) == 1:
        return sentences[0]
    return " ".join(f"({place}) {sentence}" for place, sentence in enumerate(sentences, 1))


class RuleViolation(AxentraError):
    """The hotel says no. Nothing has changed."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "record.already_exists": "there is already a {kind} {id}; choose another id",
        "permission.missing": (
            "{actor} may not do this: it needs the permission {permission}; "
            "ask somebody who has it or grant it to a role"
        ),
    }


class IllegalTransition(RuleViolation):
    """A lifecycle table has no row for this move."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "move.not_allowed": (
            "{machine} is {state}, so {event} cannot happen; possible now: {allowed}"
        ),
    }


class NotFound(AxentraError, LookupError):
    """There is no such record, or not in the part of the hotel that was asked."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "record.not_found": "there is no {kind} {id}; check the id",
    }


class Conflict(AxentraError):
    """Somebody else was faster; load again and decide again."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "store.version_conflict": (
            "{stream} is at version {actual}, not {expected}; load it again and decide again"
        ),
        "store.reads_changed": (
            "what the decision relied on has changed meanwhile; load it again and decide again"
        ),
        "store.answer_changed": (
            "the answer to the look-up {name} has changed meanwhile; load again and decide again"
        ),
        "store.key_taken": "the key {key} was recorded meanwhile; ask for its result",
    }


class KeyReused(AxentraError):
    """An idempotency key came back with other content."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "key.reused": (
            "the key {key} was used for {verb} with other content; "
            "use a new key for a new request, or repeat the first request unchanged"
        ),
    }


class PortError(AxentraError):
    """An adapter failed; what it raised is kept as ``__cause__``."""


class PortUnavailable(PortError):
    """Nothing was done; the same call may succeed later."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "store.busy": "the store is busy; try again",
        "store.unavailable": "the store cannot be reached; try again",
        "channel.unreachable": (
            "the platform cannot be reached with {operation} of {hotel}; "
            "nothing was sent, try again"
        ),
    }


class PortRefused(PortError):
    """Nothing was done, and the same call will not succeed later either."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "store.refused": "the store refuses: {reason}; nothing was written",
        "store.read_only": "the store is read only; open it with write access",
        "cipher.key_destroyed": (
            "the key of {subject} was destroyed; what was sealed with it cannot be read any more"
        ),
        "store.schema_unknown": (
            "the store has schema {found}, this version reads {known}; use the matching version"
        ),
        "gateway.refused": (
            "the payment gateway refuses the request: {reason}; nothing was done, "
            "put the key, the rights or the settings of the adapter right"
        ),
        "channel.refused": (
            "the platform refuses {operation} of {hotel}: {reason}; nothing was done, "
            "put the user, the rights or the address of the adapter right"
        ),
        "gateway.not_signed": (
            "the notice of the payment gateway is not signed with this secret, or was signed too "
            "long ago; do not believe it, and check the secret and the clock"
        ),
        "gateway.wrong_account": (
            "the notice of the payment gateway is of {got}, and this adapter is of {expected}; "
            "send each account's notices to the adapter that has its key"
        ),
    }


class OutcomeUnknown(PortError):
    """It may or may not have happened; ask `recorded(key)` before anything else."""

    outcome = Outcome.UNKNOWN
    SENTENCES: ClassVar[Mapping[str, str]] = {
        "store.outcome_unknown": (
            "the store failed while committing {key}; "
            "ask recorded(key) whether it was written before trying again"
        ),
        "channel.outcome_unknown": (
            "the platform gave no answer to {operation} of {hotel}, and may have taken it; "
            "send the same message again under its id"
        ),
    }


class NotLoaded(AxentraError):
    """A journal entry was read that this state does not carry; a rule is missing in ``WHOLE``."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "journal.not_loaded": (
            "entry {index} of a journal of {length} was not loaded; "
            "name the command in WHOLE so that its stream is replayed"
        ),
    }


@attrs.frozen
class Fault:
    """One thing that is wrong with an input.

    Attributes:
        path: where, such as ``nights[1].price``; empty for the value itself.
        code: stable word for the cause.
        sentence: what is wrong and what is expected.
    """

    path: str
    code: str
    sentence: str

    def under(self, parent: str) -> Fault:
        """Return the same fault seen from the object that holds the value."""
        glue = "" if not self.path or self.path.startswith("[") else "."
        return attrs.evolve(self, path=f"{parent}{glue}{self.path}")

    def __str__(self) -> str:
        """Return the sentence and the place."""
        return f"{self.sentence} @ {self.path or 'value'} [{self.code}]"


class InvalidInput(AxentraError, ValueError):
    """The input is malformed; nothing was done. `faults` lists everything that is wrong."""

    SENTENCES: ClassVar[Mapping[str, str]] = INPUT_SENTENCES

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Carry all faults; the first one names the code."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults[0].code)

    @classmethod
    def because(cls, code: str, /, *, path: str = "", **values: object) -> Self:
        """Return the error for one cause."""
        return cls((Fault(path, code, cls.SENTENCES[code].format_map(values)),))

    def under(self, parent: str) -> Self:
        """Return the same error seen from the object that holds the value."""
        return type(self)(fault.under(parent) for fault in self.faults)

    @property
    def sentence(self) -> str:
        """Every fault with its place, in one line."""
        return "; ".join(str(fault) for fault in self.faults)

    def __str__(self) -> str:
        """Return every fault with its place and code."""
        return self.sentence

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the faults."""
        return type(self), (self.faults,)


def catalogue() -> dict[str, type[AxentraError]]:
    """Return every code of the classes imported so far with the class that owns it."""
    owners: dict[str, type[AxentraError]] = {}
    waiting: list[type[AxentraError]] = [AxentraError]
    while waiting:
        cls = waiting.pop()
        waiting.extend(cls.__subclasses__())
        owners.update(dict.fromkeys(vars(cls).get("SENTENCES", ()), cls))
    return dict(sorted(owners.items()))
