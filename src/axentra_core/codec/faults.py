"""What cattrs found wrong, as our own faults with their paths."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from axentra_core.kernel.errors import Fault, InvalidInput, place_of, shown

MOST_COMPARED = 100


def faults_of(error: BaseException) -> Iterator[Fault]:
    """Yield every fault that a structuring error carries, innermost path first."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, bare = error.group_exceptions()
        for cause, note in noted:
            place = note.name if isinstance(note, AttributeValidationNote) else f"[{note.index}]"
            yield from (fault.under(place) for fault in faults_of(cause))
        for cause in bare:
            yield from faults_of(cause)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)]
        yield from unknown_fields(error.extra_fields, known)
    elif isinstance(error, InvalidInput):
        yield from error.faults
    elif isinstance(error, KeyError):
        yield from InvalidInput.because("field.required").faults
    else:
        yield from InvalidInput.because(
            "field.wrong_type", expected="another value", got=type(error).__name__
        ).faults


def unknown_fields(names: Iterable[object], known: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each field that nobody knows, with the nearest one that is known."""
    for place, name in enumerate(sorted(names, key=shown)):
        # Comparing is slow; whoever has so many wrong names has not mistyped them.
        asks = known if place < MOST_COMPARED else ()
        nearest = get_close_matches(shown(name), asks, n=1, cutoff=0)[0] if asks else "none"
        yield from InvalidInput.because(
            "field.unknown", path=place_of(name), got=shown(name), nearest=nearest
        ).faults
