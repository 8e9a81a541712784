"""What is to be said of a consumption, and what each of it decides."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

import attrs

from axentra_core.kernel.numbers import as_text
from axentra_core.meters.units import Quantity

Value = str | int | Decimal | Quantity | datetime


class NotRound(StrEnum):
    """Why a lower reading is not taken to have gone round."""

    NO_DIGITS = "no_digits"
    NO_BOUND = "no_bound"
    TOO_MUCH = "too_much"


class Compared(StrEnum):
    """On which side of what is expected a use lies."""

    ABOVE = "above"
    BELOW = "below"


class EstimateMethod(StrEnum):
    """How a use without a last reading is estimated.

    AVERAGE: a stated average, times persons and days. EARLIER_STAYS: what earlier stays have used
    per person and day, times persons and days.
    """

    AVERAGE = "average"
    EARLIER_STAYS = "earlier_stays"


class Decision(StrEnum):
    """What becomes of a consumption: billed, looked at by a person, or refused as impossible."""

    BILL = "bill"
    REVIEW = "review"
    REJECT = "reject"


class Flag(StrEnum):
    """What is remarkable about a consumption."""

    ROLLOVER = "rollover"
    METER_REPLACED = "meter_replaced"
    START_INFERRED = "start_inferred"
    ESTIMATED = "estimated"
    CORRECTED = "corrected"
    NOT_COUNTED = "not_counted"
    GAP = "gap"
    CONTROL_STALE = "control_stale"
    DECREASING = "decreasing"
    ROLLOVER_UNCERTAIN = "rollover_uncertain"
    IMPLAUSIBLE = "implausible"
    OUTLIER = "outlier"
    OVERLAP = "overlap"
    GAP_TOO_LARGE = "gap_too_large"
    OUT_OF_ORDER = "out_of_order"
    CONTRADICTED = "contradicted"
    OTHER_DEVICE = "other_device"
    READING_ESTIMATED = "reading_estimated"
    REPLACEMENT_INCOMPLETE = "replacement_incomplete"
    REPLACEMENT_GAP = "replacement_gap"
    START_MISSING = "start_missing"
    END_MISSING = "end_missing"
    CONTROL_DIFFERS = "control_differs"
    EXCEEDS_REGISTER = "exceeds_register"
    TOO_MANY_DECIMALS = "too_many_decimals"


# fmt: off
# A flag, what it decides, and what is said.
_ROWS: Final[tuple[tuple[Flag, Decision, str], ...]] = (
    (Flag.ROLLOVER,               Decision.BILL,
     "the register has gone round from {start} to {end}: {quantity} used, which is plausible"),
    (Flag.METER_REPLACED,         Decision.BILL,
     "device {device} came in place of {before}; each counts to its own last reading"),
    (Flag.START_INFERRED,         Decision.BILL,
     "there is no reading at the beginning; the last one before, {start} at {at}, stands in"),
    (Flag.ESTIMATED,              Decision.BILL,
     "there is no reading at the end; {quantity} is estimated: {method}"),
    (Flag.CORRECTED,              Decision.BILL,
     "the reading {value} has corrected the one before it"),
    (Flag.NOT_COUNTED,            Decision.BILL,
     "another {kind} reading, {other} of {source}, does not count; {value} does"),
    (Flag.GAP,                    Decision.BILL,
     "{quantity} was used after the last reading before, {before}, and is not the guest's"),
    (Flag.CONTROL_STALE,          Decision.BILL,
     "the control reading {control} is {days} days from any other and is not compared"),
    (Flag.DECREASING,             Decision.REVIEW,
     "{end} is less than {start}, and {why}; look at the readings"),
    (Flag.ROLLOVER_UNCERTAIN,     Decision.REVIEW,
     ("nobody can tell how often the register has gone round between {start} and {end}; "
      "look at the use")),
    (Flag.IMPLAUSIBLE,            Decision.REVIEW,
     "{quantity} was used, and {most} is the most that is plausible; look at the readings"),
    (Flag.OUTLIER,                Decision.REVIEW,
     ("{each} per person and day is {compared} {bound}, {factor} times the average of {average}; "
      "look at the readings")),
    (Flag.OVERLAP,                Decision.REVIEW,
     "the first reading {start} is below the last one before, {before}; look at both"),
    (Flag.GAP_TOO_LARGE,          Decision.REVIEW,
     ("{quantity} was used between two stays, and {most} is the most that is expected; "
      "look at the readings")),
    (Flag.OUT_OF_ORDER,           Decision.REVIEW,
     "the reading {value} at {at} stands outside its place in time; look at the instants"),
    (Flag.CONTRADICTED,           Decision.REVIEW,
     ("{value} and {other} were both read at {at}, and neither corrects the other; look which of "
      "them is right")),
    (Flag.OTHER_DEVICE,           Decision.REVIEW,
     "device {seen} was seen where {device} is known; register the replacement or read again"),
    (Flag.READING_ESTIMATED,      Decision.REVIEW,
     "{value} at {at} is an estimate that nobody has read; read the device, or agree to it"),
    (Flag.REPLACEMENT_INCOMPLETE, Decision.REVIEW,
     "device {device} has no {kind} reading; ask who has replaced it"),
    (Flag.REPLACEMENT_GAP,        Decision.REVIEW,
     ("{hours} hours lie between the last reading of one device, {since}, and the first of "
      "the next; ask what was used meanwhile")),
    (Flag.START_MISSING,          Decision.REVIEW,
     "there is no reading at the beginning and none before it; add one"),
    (Flag.END_MISSING,            Decision.REVIEW,
     "there is no reading at the end and no estimate is possible; add one"),
    (Flag.CONTROL_DIFFERS,        Decision.REVIEW,
     "the control reading {control} differs from {value} by {off}, more than {most}; look at both"),
    (Flag.EXCEEDS_REGISTER,       Decision.REJECT,
     "the register shows {digits} digits and cannot show {value}; read it again"),
    (Flag.TOO_MANY_DECIMALS,      Decision.REJECT,
     "the register shows {decimals} decimals and cannot show {value}; read it again"),
)
# fmt: on
DECISIONS: Final[Mapping[Flag, Decision]] = {flag: decision for flag, decision, _ in _ROWS}
SENTENCES: Final[Mapping[Flag, str]] = {flag: sentence for flag, _, sentence in _ROWS}
# What codes among the values of a note are called within its sentence.
_WORDS: Final[Mapping[str, str]] = {
    NotRound.NO_DIGITS: "its digits are not known",
    NotRound.NO_BOUND: "no use is known as plausible",
    NotRound.TOO_MUCH: "gone round it would be {implied}, more than the plausible {bound}",
    EstimateMethod.AVERAGE: "the stated average per person and day, times persons and days",
    EstimateMethod.EARLIER_STAYS: "what earlier stays used per person and day, times both",
}
_GRAVITY: Final = (Decision.BILL, Decision.REVIEW, Decision.REJECT)


@attrs.frozen
class Note:
    """One thing that is to be said of a consumption, with its numbers.

    Attributes:
        flag: which.
        values: by the names that its sentence uses; never a wording, but a code, so that others
            can say it in another language.
    """

    flag: Flag
    values: Mapping[str, Value]

    @classmethod
    def of(cls, flag: Flag, /, **values: Value) -> Self:
        """Return a note with its values by name."""
        return cls(flag, values)

    @property
    def sentence(self) -> str:
        """Say it in plain English, for staff and for logs."""
        values = {name: written(value) for name, value in self.values.items()}
        for name, value in self.values.items():
            if isinstance(value, StrEnum) and (words := _WORDS.get(value)) is not None:
                values[name] = words.format_map(values)
        return SENTENCES[self.flag].format_map(values)


def decide(notes: "list[Note] | tuple[Note, ...]") -> Decision:
    """Return the gravest of what notes decide; without any it is billed."""
    return max((DECISIONS[note.flag] for note in notes), key=_GRAVITY.index, default=Decision.BILL)


def written(value: Value) -> str:
    """Return a value as English sentences of this package have it."""
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return str(value)
