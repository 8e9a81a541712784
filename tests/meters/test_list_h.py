"""Everything that can be wrong with a reading or its bill, and the one code that answers it.

The list is that of reliability (H). A reading that is possible is kept and looked at; what cannot
be is refused. Where another package answers, it is named.
"""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import attrs
import pytest

from axentra_core.kernel.errors import AxentraError, catalogue
from axentra_core.meters import (
    AGGREGATES,
    ArchiveRegistration,
    BeginFrontDesk,
    Device,
    DevicePeriod,
    Figures,
    FinaliseRegistration,
    InstallMeter,
    InvoicedVia,
    InvoiceRegistration,
    Measure,
    MeterFacts,
    MetersSettings,
    OpenRegistration,
    RecordReading,
    Register,
    ReplaceDevice,
    RestoreRegistration,
    SubmitReadings,
    SubmittedReading,
    Tariff,
    TariffVersion,
    UnitPrice,
    Utility,
    settle,
)
from axentra_core.testing.specification import CONTEXT

METER, REGISTRATION = AGGREGATES
NOW, DAY = CONTEXT.now, timedelta(days=1)
ARRIVAL, DEPARTURE = date(2026, 11, 14), date(2026, 11, 21)
START, END = datetime(2026, 11, 14, 15, tzinfo=UTC), datetime(2026, 11, 21, 9, tzinfo=UTC)
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
DEVICE = Device("4711", (Register("el", Measure.KWH, digits=5),))
UNKNOWN_DIGITS = Device("4711", (Register("el", Measure.KWH),))
FACTS = MeterFacts("M1", "el", (DevicePeriod(DEVICE, BUILT),))
VERSION = TariffVersion(usage=(UnitPrice(price="3"),))
TARIFF = Tariff("el-26", "DKK", Measure.KWH, (VERSION,))
HOUSE = MetersSettings(utilities=(Utility("el", "el-26"),), tariffs=(TARIFF,))


def sent(value, kind="arrival", at=None, key=None, **more):
    """Return a reading of a stay."""
    if at is None:
        at = END if kind == "departure" else START
    return SubmittedReading("M1", "el", value, at, kind, key, **more)


def opened(*readings, meter=FACTS):
    """Return the command that begins a registration."""
    return OpenRegistration("S1", "17", ARRIVAL, DEPARTURE, "Europe/Copenhagen", (meter,), readings)


FIRST, LAST = sent("100", key="a-1"), sent("150", "departure")
FINALISE = FinaliseRegistration("S1", Figures("DKK"))
INVOICE = InvoiceRegistration("S1", InvoicedVia.LIST, Figures("DKK"), always_front_desk=False)
READY = (opened(FIRST, LAST), FINALISE)


def lived(aggregate, *commands):
    """Return what commands leave, and the events of the last of them."""
    state, events = None, ()
    for command in commands:
        events = aggregate.decide(state, command, CONTEXT)
        state = aggregate.replay(events, state)
    return state, events


def refused(aggregate, *commands):
    """Return the code by which the last command is refused; those before it are accepted."""
    state, _ = lived(aggregate, *commands[:-1])
    with pytest.raises(AxentraError) as caught:
        aggregate.decide(state, commands[-1], CONTEXT)
    return caught.value.code


def malformed(make, *arguments, **more):
    """Return the code by which a value is refused before it is a value."""
    with pytest.raises(AxentraError) as caught:
        make(*arguments, **more)
    return caught.value.code


def doubted(*readings, meter=FACTS, house=HOUSE):
    """Return why somebody has to look at a stay with these readings."""
    registration, _ = lived(REGISTRATION, opened(*readings, meter=meter))
    return settle(registration, house).reasons[0].reason


def marked(*readings):
    """Return what is remarkable about the use of a stay, though it can be billed."""
    registration, _ = lived(REGISTRATION, opened(*readings))
    found = settle(registration, HOUSE)
    assert found.reasons == ()
    return found.figures.used[0].flags[0]


def odd(value, at, **more):
    """Return what is odd about a reading that a meter keeps."""
    first = RecordReading("M1", "el", "100", START, "arrival")
    then = RecordReading("M1", "el", value, at, "departure", **more)
    _, (event,) = lived(METER, InstallMeter("M1", "17", "el", DEVICE, BUILT), first, then)
    return event.oddities[0]


def replaced():
    """Return what is odd about a replacement without readings."""
    swap = ReplaceDevice("M1", attrs.evolve(DEVICE, number="4712"), START)
    _, (event,) = lived(METER, InstallMeter("M1", "17", "el", DEVICE, BUILT), swap)
    return event.oddities[0]


def late():
    """Return why a reading opens the review again."""
    state, _ = lived(REGISTRATION, *READY, SubmitReadings("S1", (sent("160", "departure"),)))
    return state.reasons[0].reason


def finalised(*readings):
    """Return why a registration that is finalised has to be looked at."""
    state, _ = lived(REGISTRATION, opened(*readings), FINALISE)
    return state.reasons[0].reason


def with_tariff(*versions):
    """Return the settings of a house with these versions."""
    return attrs.evolve(HOUSE, tariffs=(attrs.evolve(TARIFF, versions=versions),))


def outside():
    """Return what is odd about a reading long before the stay."""
    state, _ = lived(REGISTRATION, opened(sent("100", at=START - 5 * DAY)))
    return state.readings[0].oddities[0]


OVER = TariffVersion(None, date(2025, 12, 31), (UnitPrice(price="3"),))
BLIND = attrs.evolve(FACTS, periods=(DevicePeriod(UNKNOWN_DIGITS, BUILT),))
LOWER = sent("9", "departure")
AFTERWARDS = sent("101", at=START + timedelta(hours=1), key="a-2")
STALE = sent("90", "control", START - 5 * DAY, source="utility")
ARCHIVE, RESTORE = ArchiveRegistration("S1", "misread"), RestoreRegistration("S1")
ARCHIVED = (*READY, ARCHIVE)
AGAIN = SubmitReadings("S1", (sent("101", key="a-1"),))
ELSEWHERE = SubmitReadings("S1", (attrs.evolve(FIRST, meter="M9", partner_id=None),))
CUBIC = SubmitReadings("S1", (sent("150", "departure", measure="m3"),))
TOO_FINE = SubmitReadings("S1", (sent("150.5", "departure"),))
NOWHERE = RecordReading("M9", "el", "1", START, "arrival")
NOT_HERE = attrs.evolve(INVOICE, always_front_desk=True)
BOTH = {"always_front_desk": True, "invoice_at_finalise": True}

# fmt: off
# What is wrong, the code that answers it, and how it comes about.
ANSWERS = {
    "H1":  ("decreasing",                 lambda: odd("99", END)),
    "H2":  ("decreasing",                 lambda: doubted(FIRST, LOWER, meter=BLIND)),
    "H3":  ("implausible",                lambda: odd("900", END, most=500)),
    "H4":  ("record.not_found",           lambda: refused(METER, NOWHERE)),
    "H5":  ("meters.meter_not_in_unit",   lambda: refused(REGISTRATION, *READY, ELSEWHERE)),
    "H6":  ("start_missing",              lambda: finalised(LAST)),
    "H7":  ("not_counted",                lambda: marked(FIRST, AFTERWARDS, LAST)),
    "H8":  ("outside_stay",               outside),
    "H9":  ("out_of_order",               lambda: odd("99", START - DAY)),
    "H10": ("end_missing",                lambda: finalised(FIRST)),
    "H11": (None,                         lambda: lived(REGISTRATION, *READY, FINALISE)[1]),
    "H12": ("late",                       late),
    "H13": ("meters.not_finalised",       lambda: refused(REGISTRATION, opened(FIRST), INVOICE)),
    "H14": ("meters.front_desk_only",     lambda: refused(REGISTRATION, *READY, NOT_HERE)),
    "H15": ("meters.already_invoiced",    lambda: refused(REGISTRATION, *READY, INVOICE, INVOICE)),
    "H16": ("meters.already_invoiced",    lambda: refused(REGISTRATION, *READY, INVOICE, ARCHIVE)),
    "H17": ("meters.not_archived",        lambda: refused(REGISTRATION, *READY, RESTORE)),
    "H18": ("value.conflict",             lambda: malformed(MetersSettings, **BOTH)),
    "H19": ("meters.unit_mismatch",       lambda: refused(REGISTRATION, opened(FIRST), CUBIC)),
    "H20": ("meters.tariff_missing",      lambda: doubted(FIRST, LAST, house=with_tariff(OVER))),
    "H21": ("meters.version_overlap",     lambda: malformed(with_tariff, OVER, VERSION)),
    "H22": ("value.out_of_range",         lambda: malformed(UnitPrice, "-3")),
    "H23": ("number.bad_format",          lambda: malformed(sent, "12.345,6")),
    "H24": ("key.reused",                 lambda: refused(REGISTRATION, *READY, AGAIN)),
    "H25": ("control_stale",              lambda: marked(FIRST, LAST, STALE)),
    "H26": ("replacement_incomplete",     replaced),
    "H27": ("field.wrong_type",           lambda: malformed(sent, "https://example.org/photo.jpg")),
    "H31": ("meters.too_many_decimals",   lambda: refused(REGISTRATION, opened(FIRST), TOO_FINE)),
}

# What other packages answer: who is in house, what is owed, which stay there is, who may act.
ELSEWHERE_ANSWERED = {
    "H28": ("stays",  "stay.already_in_house"),
    "H29": ("folio",  "folio.balance_outstanding"),
    "H30": ("stays",  "stay.cancelled"),
    "H32": ("kernel", "permission.missing"),
}
# fmt: on


@pytest.mark.parametrize("row", ANSWERS)
def test_what_is_wrong_has_one_answer(row) -> None:
    """Each by its code; what is possible is kept, what is not changes nothing."""
    code, answer = ANSWERS[row]
    assert (answer() or None) == code


def test_an_archived_registration_keeps_what_comes() -> None:
    """H12 once more: what was turned down is not settled, and a possible reading is kept."""
    more = SubmitReadings("S1", (sent("160", "departure"),))
    state, _ = lived(REGISTRATION, *ARCHIVED, more)
    assert len(state.readings) == 3
    assert refused(REGISTRATION, *READY, BeginFrontDesk("S1"), INVOICE) == "meters.in_front_desk"


@pytest.mark.parametrize("row", ELSEWHERE_ANSWERED)
def test_what_another_package_answers_is_answered_there(row) -> None:
    """The guest is in house already, owes something, has cancelled, or may not do it."""
    package, code = ELSEWHERE_ANSWERED[row]
    import_module("axentra_core.hotel")
    assert catalogue()[code].__module__.startswith(f"axentra_core.{package}.")


def test_every_row_of_the_list_is_answered() -> None:
    """A row that somebody adds has to be answered, too."""
    assert {*ANSWERS, *ELSEWHERE_ANSWERED} == {f"H{number}" for number in range(1, 33)}
    assert not ANSWERS.keys() & ELSEWHERE_ANSWERED.keys()
