"""Readings, uses and what they cost, said in the words of one language.

Every figure is one of the values that are shown: nothing is reckoned here.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from axentra_core.kernel.calendar import zone
from axentra_core.views.locale import Language

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import (
        ControlReading,
        RegistrationLine,
        RegistrationView,
    )
    from axentra_core.meters import (
        Measure,
        Part,
        Quantity,
        Reading,
        Register,
        Registration,
    )

# What staff do, the next step first.
ACTS: Final = (
    "ReviewRegistration",
    "InvoiceRegistration",
    "BeginFrontDesk",
    "SettleInFrontDesk",
    "RecordDifference",
    "FinaliseRegistration",
    "RestoreRegistration",
    "GiveUpFrontDesk",
    "ArchiveRegistration",
)


class MeterWords:
    """Says what is to be said of the meters of one house."""

    def __init__(
        self, own: Language, zone_name: str, currency: str | None, digits: int | None
    ) -> None:
        """Take the language, the zone of the house, and how its money is written."""
        self.own: Language = own
        self._zone = zone(zone_name)
        self._currency, self._digits = currency, digits

    # --- figures ---

    def at(self, moment: datetime) -> str:
        """Return an instant by the clocks of the house."""
        return self.own.moment(moment, self._zone)

    def number(self, value: "Decimal | Quantity") -> str:
        """Return a figure with its own decimals; of a quantity that is no decimal, three."""
        return self.own.number(value if isinstance(value, Decimal) else Decimal(str(value)))

    def quantity(self, quantity: "Decimal | Quantity | None", measure: "Measure") -> str:
        """Return a quantity with its measure, or that nobody can tell it."""
        if quantity is None:
            return self.own.word("registration.unknown_use")
        return f"{self.number(quantity)} {self.own.word(f'measure.{measure}')}"

    def money(self, amount: Decimal) -> str:
        """Return an amount with its currency."""
        if self._currency is None:
            return self.number(amount)
        if self._digits is None:
            return self.own.foreign(amount, self._currency)
        return self.own.money(amount, self._currency, self._digits)

    def shown(self, value: Decimal, register: "Register | None") -> str:
        """Return a value as the device shows it."""
        if register is None:
            return self.own.counter(value, 1, 0)
        return self.own.counter(value, register.digits or 1, register.decimals)

    def utility(self, code: str) -> str:
        """Return what a utility is called."""
        return self.own.name_of("utility", code)

    # --- readings ---

    def by(self, reading: "Reading") -> str:
        """Return whose reading it is, and who has sent it."""
        source = self.own.word(f"registration.source.{reading.source}")
        return source if reading.by is None else f"{source} ({reading.by})"

    def notes_of(self, reading: "Reading", later: int | None) -> Iterator[str]:
        """Yield what there is to say of a reading, later the number of the one that corrects it."""
        word = self.own.word
        if later is not None:
            yield word("registration.superseded", number=later)
        if reading.supersedes is not None:
            yield word("registration.corrects", number=reading.supersedes)
        elif reading.quality != "measured":
            yield word(f"registration.quality.{reading.quality}")
        if reading.device is not None:
            yield word("registration.seen_on", device=reading.device)
        if reading.evidence is not None:
            yield word("registration.evidence", evidence=reading.evidence)

    def off(self, control: "ControlReading", measure: "Measure") -> str:
        """Return how far a control reading is from the one beside it."""
        if control.nearest is None or control.off is None:
            return self.own.word("registration.not_compared")
        return self.quantity(control.off, measure)

    # --- use ---

    def part(self, part: "Part") -> str:
        """Return how a part of a use comes about, from what was shown to what is billed."""
        word, register = self.own.word, part.register
        use = self.quantity(part.quantity, part.measure)
        start, since = self.shown(part.start.value, register), self.at(part.start.at)
        if part.end is None or part.shown is None:
            return word("registration.part_estimated", since=since, use=use)
        factors = [part.shown, *([register.step] if register.step != 1 else [])]
        if (conversion := register.conversion) is not None:
            factors += [conversion.z_number] if conversion.z_number != 1 else []
            factors += [] if conversion.calorific is None else [conversion.calorific]
        is_plain = len(factors) == 1 and register.measure == part.measure
        return word(
            f"registration.{'part_plain' if is_plain else 'part'}",
            start=start,
            since=since,
            end=self.shown(part.end.value, register),
            until=self.at(part.end.at),
            sum=" x ".join(map(self.number, factors)),
            use=use,
        )


def acts_of(
    own: Language,
    one: "Registration | RegistrationLine",
    allowed: Collection[str],
    *,
    needs_review: bool,
) -> tuple[tuple[str, str], ...]:
    """Return what staff can do with a registration now, as name of the command and word.

    What is sent by others or follows by itself is left out, and what would change nothing.
    """
    in_vain = {
        "ReviewRegistration": not needs_review,
        "InvoiceRegistration": needs_review,
        "FinaliseRegistration": one.status != "in_progress",
        "RecordDifference": needs_review or not one.difference_due,
    }
    return tuple(
        (act, own.word(f"registration.act.{act}"))
        for act in ACTS
        if act in allowed and not in_vain.get(act)
    )


def register_at(view: "RegistrationView", meter: str, code: str, at: datetime) -> "Register | None":
    """Return a register of the device that was in place; None if it is not known."""
    known = view.registration.meter(meter)
    found = None
    for period in () if known is None else known.periods:
        register = period.device.register(code)
        if register is not None and (found is None or period.since <= at):
            found = register
    return found


def register_named(view: "RegistrationView", meter: str, code: str) -> "Register | None":
    """Return a register of the device that came last; None if it has none."""
    known = view.registration.meter(meter)
    devices = () if known is None else [period.device for period in known.periods]
    found = [register for device in devices if (register := device.register(code)) is not None]
    return found[-1] if found else None
