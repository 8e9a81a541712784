"""What is remarkable about readings and uses, with its numbers, in the words of one language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from axentra_core.views.meter_words import MeterWords, register_at, register_named

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import RegistrationView
    from axentra_core.meters import Measure, Note, Reason, Register

# Values of sentences that a device has shown, and those that were used.
_READ: Final = frozenset({"start", "end", "value", "other", "before", "control"})
_USED: Final = frozenset({"quantity", "most", "each", "bound", "average", "off", "implied"})
# Values that are codes, and those whose words have values of their own.
_CODES: Final = frozenset({"kind", "source", "method", "compared"})
_WORDINGS: Final = frozenset({"why"})


@attrs.frozen
class Remark:
    """Something that staff should know or look at.

    Attributes:
        code: which, such as ``outlier``.
        title: in a word or two.
        place: of which meter and register; empty for all of them.
        sentence: with its numbers.
        is_english: the sentence stands in English, as nothing else is known of it.
    """

    code: str
    title: str
    place: str
    sentence: str
    is_english: bool = False


@attrs.frozen
class Counted:
    """How a use is counted.

    Attributes:
        register: by which; None if it is not known.
        measure: of the use; likewise.
    """

    register: "Register | None"
    measure: "Measure | None"


# --- a note of a use ---


def remark(words: MeterWords, note: "Note", counted: Counted, place: str = "") -> Remark:
    """Return a note of a use, of a register that counts so."""
    return _remark(words, note.flag, place, note.values, counted)


def _remark(
    words: MeterWords, code: str, place: str, values: Mapping[str, Any], counted: Counted
) -> Remark:
    said = {name: _said(words, name, value, counted) for name, value in values.items()}
    for name in _WORDINGS & said.keys():
        said[name] = words.own.word(f"registration.{name}.{said[name]}", **said)
    title = words.own.word(f"registration.flag.{code}")
    return Remark(code, title, place, words.own.word(f"registration.remark.{code}", **said))


def _said(words: MeterWords, name: str, value: object, counted: Counted) -> str:
    figure: Any = value
    if isinstance(value, str):
        return _named(words, name, value)
    if isinstance(value, date):
        return words.at(value) if isinstance(value, datetime) else words.own.date(value)
    if isinstance(value, int):
        return words.own.number(value)
    if isinstance(value, Decimal) and name in _READ:
        return words.shown(value, counted.register)
    if name in _USED and counted.measure is not None:
        return words.quantity(figure, counted.measure)
    return words.number(figure)


def _named(words: MeterWords, name: str, value: str) -> str:
    if name == "utility":
        return words.utility(value)
    return words.own.word(f"registration.{name}.{value}") if name in _CODES else value


# --- a reason to look ---


def reason(words: MeterWords, one: "Reason", view: "RegistrationView") -> Remark:
    """Return a reason to look; one that was kept without its values in plain English."""
    place = _place(words, one, view)
    values = {detail.name: detail.value for detail in one.details}
    own, code = words.own, one.reason
    try:
        if f"registration.remark.{code}" in own.words:
            return _remark(words, code, place, values, _counted(one, view, values.get("at")))
        title = own.word("registration.flag.other")
        counted = Counted(None, None)
        said = {name: _said(words, name, value, counted) for name, value in values.items()}
        return Remark(code, title, place, own.word(f"refusals.{code}", **said))
    except KeyError:
        title = own.words.get(f"registration.flag.{code}") or own.word("registration.flag.other")
        return Remark(code, title, place, one.sentence, is_english=own.name != "en")


def _place(words: MeterWords, one: "Reason", view: "RegistrationView") -> str:
    meter = None if one.meter is None else view.registration.meter(one.meter)
    if meter is None:
        return one.meter or ""
    parts = [words.utility(meter.utility), meter.meter]
    if one.register is not None and len(meter.first_registers) > 1:
        parts.append(one.register)
    return words.own.list_of(parts)


def _counted(one: "Reason", view: "RegistrationView", at: object) -> Counted:
    """Return how the use is counted that a reason is about."""
    if one.meter is None or one.register is None:
        return Counted(None, None)
    register = register_named(view, one.meter, one.register)
    if isinstance(at, datetime):
        register = register_at(view, one.meter, one.register, at)
    used = (
        each.measure
        for utility in view.utilities
        if utility.meter == one.meter
        for each in utility.consumptions
        if each.register == one.register
    )
    return Counted(register, next(used, None if register is None else register.billed))
