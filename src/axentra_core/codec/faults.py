"""What cattrs found wrong, as our own faults with their paths."""

from collections.abc import Iterator
from difflib import get_close_matches

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from axentra_core.kernel.errors import Fault, InvalidInput, shown


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
        for name in sorted(error.extra_fields, key=shown):
            near = get_close_matches(shown(name), known, n=1, cutoff=0) or ["none"]
            place = name if str(name).isidentifier() else f"[{shown(name)}]"
            yield from InvalidInput.because(
                "field.unknown", path=place, got=shown(name), nearest=near[0]
            ).faults
    elif isinstance(error, InvalidInput):
        yield from error.faults
    elif isinstance(error, KeyError):
        yield from InvalidInput.because("field.required").faults
    else:
        yield from InvalidInput.because(
            "field.wrong_type", expected="another value", got=type(error).__name__
        ).faults
