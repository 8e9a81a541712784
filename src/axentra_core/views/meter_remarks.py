"""What is remarkable about readings and uses, with its numbers, in the words of one language."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import attrs

from axentra_core.views.meter_words import MeterWords, register_named, register_of

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import RegistrationView
    from axentra_core.meters import Measure, Note, Reason, Register
    from axentra_core.meters.flags import Value

# Values of notes that a device has shown, and those that were used.
_READ: Final = frozenset({"start", "end", "value", "other", "before", "control"})
_USED: Final = frozenset({"quantity", "most", "each", "bound", "average", "off", "implied"})
# Values of notes that are English text: how it begins, and the word for it.
_SAID_IN_ENGLISH: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "why": (("its digits", "no_digits"), ("no use", "no_bound"), ("gone round", "too_much")),
    "method": (("the stated", "average"), ("what earlier", "earlier_stays")),
    "compared": (("above", "above"), ("below", "below")),
}


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
        measure: of the use.
    """

    register: "Register | None"
    measure: "Measure"


# --- a note of a use ---


def remark(words: MeterWords, note: "Note", counted: Counted, place: str = "") -> Remark:
    """Return a note of a use, of a register that counts so."""
    values = {name: _said(words, name, value, counted) for name, value in note.values.items()}
    for name, keys in _SAID_IN_ENGLISH.items():
        text = str(note.values.get(name, ""))
        key = next((key for start, key in keys if text.startswith(start)), None)
        if key == "too_much":
            # What would be plausible stands at the end of the sentence alone.
            bound = Decimal(text.rsplit(" ", 1)[-1])
            values["bound"] = _said(words, "bound", bound, counted)
        if key is not None:
            values[name] = words.own.word(f"registration.{name}.{key}", **values)
    return _remark(words, note.flag, place, values)


def _said(words: MeterWords, name: str, value: "Value", counted: Counted) -> str:
    if isinstance(value, StrEnum) and name in {"kind", "source"}:
        return words.own.word(f"registration.{name}.{value}")
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return words.at(value)
    if isinstance(value, int):
        return words.own.number(value)
    if isinstance(value, Decimal) and name in _READ:
        return words.shown(value, counted.register)
    return words.quantity(value, counted.measure) if name in _USED else words.number(value)


def _remark(words: MeterWords, code: str, place: str, values: Mapping[str, Any]) -> Remark:
    title = words.own.word(f"registration.flag.{code}")
    return Remark(code, title, place, words.own.word(f"registration.remark.{code}", **values))


# --- a reason to look ---


def reason(words: MeterWords, one: "Reason", view: "RegistrationView") -> Remark:
    """Return a reason to look; one that nothing else is known of in plain English."""
    place = _place(words, one, view)
    if (found := _note_of(one, view)) is not None:
        note, counted = found
        return remark(words, note, counted, place)
    if (values := _values_of(words, one, view)) is not None:
        return _remark(words, one.reason, place, values)
    title = words.own.words.get(f"registration.flag.{one.reason}")
    other = words.own.word("registration.flag.other")
    return Remark(one.reason, title or other, place, one.sentence, is_english=True)


def _place(words: MeterWords, one: "Reason", view: "RegistrationView") -> str:
    meter = None if one.meter is None else view.registration.meter(one.meter)
    if meter is None:
        return one.meter or ""
    parts = [words.utility(meter.utility), meter.meter]
    if one.register is not None and len(meter.first_registers) > 1:
        parts.append(one.register)
    return words.own.list_of(parts)


def _note_of(one: "Reason", view: "RegistrationView") -> "tuple[Note, Counted] | None":
    for utility in view.utilities:
        if utility.meter != one.meter:
            continue
        for used in utility.consumptions:
            for note in used.notes:
                if (note.flag, used.register) == (one.reason, one.register):
                    register = register_named(view, utility.meter, used.register)
                    return note, Counted(register, used.measure)
    return None


def _values_of(words: MeterWords, one: "Reason", view: "RegistrationView") -> dict[str, str] | None:
    """Return what a reason says that no use tells; None where it is not known."""
    registration = view.registration
    if one.reason in {"start_missing", "end_missing"}:
        return {}
    meter = None if one.meter is None else registration.meter(one.meter)
    if one.reason == "no_price" and meter is not None:
        return {"utility": words.utility(meter.utility)}
    if one.reason not in {"outside_stay", "late"}:
        return None
    for kept in reversed(registration.readings):
        reading = kept.reading
        # Which reading is meant stands in the sentence alone.
        is_meant = f"the reading {reading.value} " in one.sentence
        if is_meant and (kept.meter, reading.register) == (one.meter, one.register):
            return {
                "value": words.shown(reading.value, register_of(view, kept.meter, reading)),
                "at": words.at(reading.at),
                "arrival": words.own.date(registration.arrival),
                "departure": words.own.date(registration.departure),
            }
    return None
