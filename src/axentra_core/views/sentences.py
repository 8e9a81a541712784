"""What the hotel refuses, said in the language of whoever reads it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from string import Formatter
from typing import Any, Final

from axentra_core.kernel.errors import AxentraError, Reasons, RuleViolation, numbered
from axentra_core.views.locale import Language, language

# Values that are words of the library, by name, and where they stand; other text stays as it is.
_OF_RECORDS = ("condition", "event", "kind", "machine", "ready_from", "record", "state", "status")
_OF_CHANNELS = ("check", "measure")
NAMED: Final = {
    **dict.fromkeys((*_OF_RECORDS, *_OF_CHANNELS, "fact"), "named"),
    "method": "payment",
}
LISTED: Final = frozenset({"allowed", "missing", "needed", "steps"})


class _AsSaid(Formatter):
    """Leaves out how English formats a value: it is text of the language already."""

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401, ARG002 - as it is
        return str(value)


def say(error: AxentraError, locale: str) -> str:
    """Return the sentence of an error, with its dates, figures and statuses in a language.

    Refusals are translated by their code. A code of the host's own and every error that is no
    refusal keep their English sentence.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    if not isinstance(error, RuleViolation):
        return error.sentence
    sentence = own.words.get(f"refusals.{error.code}", error.SENTENCES[error.code])
    values = {name: _said(own, name, value) for name, value in error.values.items()}
    return _AsSaid().vformat(sentence, (), values)


def _said(own: Language, name: str, value: object) -> object:
    if isinstance(value, date):
        return own.date(value)
    if isinstance(value, Decimal):
        return own.number(value)
    if isinstance(value, Reasons):
        return numbered([say(one, own.name) for one in value]) or own.name_of("named", str(value))
    # A reason is a word of the library, or one that somebody has written.
    is_reason = name == "reason" and isinstance(value, StrEnum)
    if isinstance(value, str) and (is_reason or name in NAMED):
        return own.name_of(NAMED.get(name, "named"), value)
    if isinstance(value, str) and name in LISTED:
        return own.list_of(own.name_of("named", one) for one in value.split(", "))
    return value
