"""What a hotel can be asked about its meters, and about what was read of them during stays."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from axentra_core.documents import PaymentLine
from axentra_core.guests import Guest
from axentra_core.hotel.folio_reader import FolioReader
from axentra_core.hotel.meter_boards import (
    ControlReading,
    MeterReceipt,
    MeterStay,
    PreviousUse,
    RegistrationLine,
    RegistrationView,
    UtilityView,
    differences_in,
    settled_by_staff,
)
from axentra_core.hotel.metered_money import Billed
from axentra_core.hotel.metered_use import earlier_of, facts_of, measure_of, settlement_of
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.window import HIGHEST
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import subtract
from axentra_core.meters import (
    Figures,
    Measure,
    Meter,
    MeterFacts,
    MeterUse,
    Reading,
    Reason,
    Receipt,
    Register,
    Registration,
    RegistrationStatus,
    Settlement,
)
from axentra_core.meters.decider import pending_value
from axentra_core.meters.guards import not_looked_at
from axentra_core.meters.readings import standing
from axentra_core.meters.steps import quantity_of
from axentra_core.stays import Stay

MOST_PREVIOUS = 5


class Notifier(Protocol):
    """Port: sends something to a guest, in the words and on the way of the host."""

    def send(self, receipt: MeterReceipt, *, to: str) -> None:
        """Send a receipt to an address; the host renders it, as `axentra_core.views` can."""
        ...


class MeterReader(FolioReader):
    """What is known of meters and of the readings of stays."""

    def meter(self, meter: str) -> Meter:
        """Return a meter.

        Raises:
            NotFound: ``record.not_found``.
        """
        found: Meter = self._window.need("meter", meter)
        return found

    def meters(self, unit: str) -> tuple[Meter, ...]:
        """Return the meters of a room or house."""
        return tuple(self._found("meter", "meter.unit", unit, unit))

    # --- the list ---

    def registrations(self, *status: RegistrationStatus) -> tuple[RegistrationLine, ...]:
        """Return the registrations by where they stand; those ready to be invoiced by default.

        Of each status the one comes first whose readings have been complete the longest, then those
        of which readings are still to come.
        """
        wanted = status or (RegistrationStatus.READY,)
        return tuple(
            self._registration_line(one)
            for each in wanted
            for one in sorted(
                self._found("registration", "registration.status", each, each), key=_waits_since
            )
        )

    def differences_due(self) -> tuple[RegistrationLine, ...]:
        """Return the registrations of which something has come after they were billed."""
        found = self._found("registration", "registration.difference", "", HIGHEST)
        return tuple(self._registration_line(one) for one in sorted(found, key=_waits_since))

    def registrations_waiting(self) -> int:
        """Return how many wait for staff, also with a difference: the count for a notification."""
        waiting = ("registration.pending", "registration.difference")
        return sum(len(self._window.find(index, "", HIGHEST)) for index in waiting)

    def next_ready(self) -> str | None:
        """Return the stay whose readings have waited longest; None where none do."""
        found = self._window.find("registration.pending", "", HIGHEST, limit=1)
        return found[0][1] if found else None

    def _registration_line(self, one: Registration) -> RegistrationLine:
        stay: Stay = self._window.need("stay", one.id)
        figures = one.billed or one.figures
        return RegistrationLine(
            one.id,
            one.unit,
            self._guest_of(stay),
            one.status,
            one.finalised_at,
            one.needs_review or bool(self._doubts(one)),
            _amount(figures),
            one.arrival,
            one.departure,
            one.difference_due,
            one.document,
            self._possible(one),
            tuple(unit for unit in dict.fromkeys(one.moved) if unit != one.unit),
        )

    def _doubts(self, one: Registration) -> tuple[Reason, ...]:
        """Return what is doubtful by now and nobody has looked at, so that none invoices it.

        Neither does anybody settle a difference then; what staff have read themselves, they have
        seen.
        """
        is_due = one.difference_due and one.via is not None
        if one.status is not RegistrationStatus.READY and not is_due:
            return ()
        return not_looked_at(one, settlement_of(self._window, one).figures)

    def _guest_of(self, stay: Stay) -> str | None:
        guest: Guest = self._window.need("guest", stay.guest)
        return self._opened(guest.name)

    def _possible(self, one: Registration) -> tuple[str, ...]:
        allowed = self._window.aggregate("registration").allowed(one, self._window.context)
        hidden = "InvoiceRegistration" if self.configuration.meters.always_front_desk else ""
        return tuple(name for name, found in allowed.items() if found and name != hidden)

    # --- one of them ---

    def registration(self, stay: str) -> RegistrationView:
        """Return the readings of a stay with all by which staff judge them (seed: *Vis*).

        Raises:
            NotFound: ``record.not_found``.
        """
        one: Registration = self._window.need("registration", stay)
        booked: Stay = self._window.need("stay", stay)
        bill = settlement_of(self._window, one)
        history = self._window.history("registration", stay)
        whole: Registration | None = self._window.aggregate("registration").replay(history)
        return RegistrationView(
            one,
            MeterStay(
                stay, self._guest_of(booked), one.unit, one.arrival, one.departure, one.persons
            ),
            (*(() if whole is None else whole.changes), *settled_by_staff(history)),
            tuple(self._utilities(one, booked, bill)),
            bill,
            self._possible(one),
            self._doubts(one),
            next((event.figures for event in history if isinstance(event, Billed)), None),
            tuple(differences_in(history)),
        )

    def _utilities(self, one: Registration, stay: Stay, bill: Settlement) -> Iterator[UtilityView]:
        used = {use.meter: use for use in bill.used}
        meters = one.meters_with(facts_of(self._window, stay, one.units))
        former = earlier_of(self._window, one)
        for meter in meters:
            use = used.get(meter.meter)
            measure = _measure(meter, use)
            previous = self._previous(former, meter.meter, measure)
            sent = [each.reading for each in one.readings if each.meter == meter.meter]
            yield UtilityView(
                meter.utility,
                meter.meter,
                measure,
                (*(reading for reading in sent if not reading.is_control), *meter.swaps),
                () if use is None else use.consumptions,
                meter.before,
                tuple(islice(previous, MOST_PREVIOUS)),
                tuple(_controls(meter, standing(sent))),
            )

    def _previous(
        self, former: Iterable[Registration], meter: str, measure: Measure
    ) -> Iterator[PreviousUse]:
        for each in former:
            used = None if each.billed is None else each.billed.used_by(meter, measure)
            if used is not None:
                days = max(1, (each.departure - each.arrival).days)
                yield PreviousUse(each.id, days, each.persons, used, each.departure)

    # --- receipts ---

    def meter_receipt(self, stay: str) -> MeterReceipt:
        """Return the receipt of what was settled, with its documents (seed: *Kvitteringssiden*).

        It is of the last settlement in Front Desk; without any, of what was invoiced otherwise.

        Raises:
            NotFound: ``record.not_found``.
            HotelRefusal: ``hotel.nothing_documented``.
        """
        one: Registration = self._window.need("registration", stay)
        known = one.receipt or self._invoiced(one)
        return MeterReceipt(
            stay,
            self._guest_of(self._window.need("stay", stay)),
            known.on,
            self.configuration.currency,
            self.configuration.digits,
            tuple(
                PaymentLine(place, known.on, paid.method, paid.amount, paid.reference)
                for place, paid in enumerate(known.payments, 1)
            ),
            known.set_off,
            tuple(self.document(number) for number in known.documents),
            known.is_shown,
            self.next_ready(),
        )

    def _invoiced(self, one: Registration) -> Receipt:
        """Return the receipt of what was invoiced by itself or from the list: no money has moved.

        Raises:
            HotelRefusal: ``hotel.nothing_documented``.
        """
        if one.document is None:
            raise HotelRefusal("hotel.nothing_documented", stay=one.id)
        issued = self.document(one.document).document
        return Receipt(issued.business_date, documents=(issued.id,))

    def send_meter_receipt(self, stay: str, notifier: Notifier, *, to: str | None = None) -> bool:
        """Send the receipt to the guest; return whether there is an address.

        Args:
            stay: whose.
            notifier: who sends it.
            to: another address than the guest's own.
        """
        booked: Stay = self._window.need("stay", stay)
        guest: Guest = self._window.need("guest", booked.guest)
        address = to or self._opened(guest.mail)
        if address is None:
            return False
        notifier.send(self.meter_receipt(stay), to=address)
        return True


def _waits_since(one: Registration) -> tuple[bool, str, str]:
    at = one.finalised_at
    return at is None, "" if at is None else pending_value(at), one.id


def _amount(figures: Figures | None) -> Money | None:
    return None if figures is None else figures.total


def _measure(meter: MeterFacts, use: MeterUse | None) -> Measure:
    """Return the measure in which the use of a meter is told."""
    if use is not None and use.consumptions:
        return use.consumptions[0].measure
    return measure_of(meter)


def _controls(meter: MeterFacts, readings: Sequence[Reading]) -> Iterator[ControlReading]:
    """Yield what others have read, beside what counts next to it in time."""
    for control in readings:
        if not control.is_control:
            continue
        counted = [
            one for one in readings if not one.is_control and one.register == control.register
        ]
        register = _register(meter, control.register)
        if not counted or register is None:
            yield ControlReading(control)
            continue
        nearest = min(counted, key=lambda one: abs(one.at - control.at))
        off = subtract(control.value, nearest.value).copy_abs()
        days = abs(nearest.at - control.at).days
        yield ControlReading(control, nearest, quantity_of(register, off, register.billed), days)


def _register(meter: MeterFacts, code: str) -> Register | None:
    found = (period.device.register(code) for period in meter.periods)
    return next((one for one in found if one is not None), None)
