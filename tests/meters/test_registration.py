"""The registration of a stay: readings that come, are looked at, and are billed once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput, KeyReused
from axentra_core.kernel.money import money
from axentra_core.meters import (
    AGGREGATES,
    ArchiveRegistration,
    BeginFrontDesk,
    BilledLine,
    ChangePeriod,
    ConsumptionInvoiced,
    Device,
    DevicePeriod,
    DifferenceRecorded,
    DocumentNoted,
    Figures,
    FinaliseRegistration,
    FrontDeskBegun,
    FrontDeskGivenUp,
    GiveUpFrontDesk,
    InvoicedVia,
    InvoiceRegistration,
    LineKind,
    Measure,
    MeterFacts,
    NoteDocument,
    Oddity,
    OpenRegistration,
    PeriodChanged,
    Quality,
    Quantity,
    Reading,
    ReadingKind,
    ReadingSource,
    ReadingsSubmitted,
    Reason,
    RecordDifference,
    Register,
    RegistrationArchived,
    RegistrationFinalised,
    RegistrationOpened,
    RegistrationReviewed,
    RegistrationStatus,
    RestoredToProgress,
    RestoredToReady,
    RestoreRegistration,
    ReviewRegistration,
    SettledByStaff,
    SettledFromReadings,
    SettleInFrontDesk,
    StatusChange,
    StayReading,
    SubmitReadings,
    SubmittedReading,
)
from axentra_core.meters.registration import MOST_METERS, MOST_READINGS
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

_, REGISTRATION = AGGREGATES
IN_PROGRESS, READY, HANDLED, INVOICED, ARCHIVED = RegistrationStatus
NOW, TODAY = CONTEXT.now, CONTEXT.business_date
PARTNER, AYU = Actor("partner", "app"), "staff ayu"
WHO = (AYU, NOW, TODAY)
DAY = timedelta(days=1)
ARRIVAL, DEPARTURE = date(2026, 11, 14), date(2026, 11, 21)
START, END = datetime(2026, 11, 14, 15, tzinfo=UTC), datetime(2026, 11, 21, 9, tzinfo=UTC)
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
EL = Device("4711", (Register("el", Measure.KWH, digits=5),))
LEFT = Reading(9, "el", "95", START - 3 * DAY, ReadingKind.DEPARTURE)
METER = MeterFacts("M1", "el", (DevicePeriod(EL, BUILT),), (LEFT,))
BARE = attrs.evolve(METER, before=())


def sent(value, at=START, kind=ReadingKind.ARRIVAL, key=None, **more):
    """Return a reading as the partner sends it."""
    return SubmittedReading("M1", "el", value, at, kind, key, **more)


def open_with(*readings, meter=METER):
    """Return the command that begins with readings."""
    return OpenRegistration(
        "S1", "17", ARRIVAL, DEPARTURE, "Europe/Copenhagen", (meter,), readings, persons=2
    )


def submit(*readings, **more):
    """Return the command that sends readings."""
    return SubmitReadings("S1", readings, **more)


def costs(gross, quantity, reasons=()):
    """Return figures of one line with Danish tax in it."""
    vat = (Decimal(gross) / 5).quantize(Decimal("0.01"))
    line = BilledLine(
        *("el", "el", LineKind.USAGE, Quantity(Decimal(quantity)), Measure.KWH, "el"),
        *(gross, Decimal(gross) - vat, vat, "0.25"),
    )
    return Figures("DKK", (), (line,), reasons)


FIRST = sent("100", START, ReadingKind.ARRIVAL, "a-1")
LAST = sent("150", END, ReadingKind.DEPARTURE, "d-1")
FIGURES = costs("150.00", 50)
ODD = Reason("outlier", "5 per person and day is above 3; look at the readings", "M1", "el")
FINALISE = FinaliseRegistration("S1", FIGURES)
AUTOMATIC = InvoiceRegistration("S1", InvoicedVia.AUTOMATIC, FIGURES, always_front_desk=False)
FROM_LIST = attrs.evolve(AUTOMATIC, via=InvoicedVia.LIST)
ARCHIVE, RESTORE = ArchiveRegistration("S1", "misread"), RestoreRegistration("S1")
BEGIN, GIVE_UP = BeginFrontDesk("S1"), GiveUpFrontDesk("S1")
FROM_READINGS = SettleInFrontDesk("S1", FIGURES, from_readings=True, document="INV-1")
BY_STAFF = SettleInFrontDesk("S1", costs("90.00", 30), from_readings=False, document="INV-2")
REVIEW = ReviewRegistration("S1")


def lived(*commands, context=CONTEXT):
    """Return the events of commands, all of which are accepted."""
    events = []
    for command in commands:
        events += REGISTRATION.decide(REGISTRATION.replay(events), command, context)
    return events


OPEN = (open_with(FIRST),)
WAITING = (*OPEN, submit(LAST), FINALISE)
PAST = {
    IN_PROGRESS: OPEN,
    READY: WAITING,
    HANDLED: (*WAITING, BEGIN),
    INVOICED: (*WAITING, AUTOMATIC),
    ARCHIVED: (*WAITING, ARCHIVE),
}


def after(*commands):
    """Return a registration to which these commands have happened."""
    return given(REGISTRATION, *lived(*commands))


# Readings come


def test_a_registration_begins_with_its_first_readings() -> None:
    """The partner sends what the guest has read on arrival (seed)."""
    opened = RegistrationOpened(
        "S1", "17", ARRIVAL, DEPARTURE, 2, "Europe/Copenhagen", 1, (METER,), *WHO
    )
    reading = Reading(1, "el", "100", START, ReadingKind.ARRIVAL, ReadingSource.STAFF, by="ayu")
    kept = StayReading("M1", reading, "a-1")
    came = ReadingsSubmitted("S1", (kept,), (), (), *(False, *WHO))
    state = given(REGISTRATION).when(open_with(FIRST)).then(opened, came)
    assert state.status is IN_PROGRESS
    assert list(state.changes) == [StatusChange(None, IN_PROGRESS, AYU, NOW)]
    assert dict(REGISTRATION.index(state)) == {
        "registration.status": "in_progress",
        "registration.unit": "17",
    }
    given(REGISTRATION, opened, came).when(open_with(FIRST)).refused("record.already_exists")


@pytest.mark.parametrize("status", RegistrationStatus)
def test_what_was_sent_before_is_not_kept_twice(status) -> None:
    """The same id of the partner and the same value are no news, whatever has happened since."""
    past = after(*PAST[status])
    again = attrs.evolve(past.state.readings[0], oddities=())
    assert again.partner_id == "a-1"
    late = sent("100", START + timedelta(hours=1), ReadingKind.ARRIVAL, "a-1")
    assert past.when(submit(late)).events == ()
    other = past.when(submit(sent("101", START, ReadingKind.ARRIVAL, "a-1")))
    assert isinstance(other.refused("key.reused", key="a-1"), KeyReused)


def test_a_message_that_repeats_itself_is_one() -> None:
    """Of two readings under one id in a message one is kept; with other values none is."""
    one = sent("120", kind="intermediate", key="i-1")
    when = after(*OPEN).when(submit(one, FIRST, one, LAST))
    assert [reading.partner_id for reading in when.events[0].readings] == ["i-1", "d-1"]
    after(*OPEN).when(submit(one, sent("121", kind="intermediate", key="i-1"))).refused(
        "key.reused"
    )
    twice = after(*OPEN).when(submit(sent("120"), sent("120")))
    assert len(twice.state.readings) == 3


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (sent("123456"), "meters.exceeds_register"),
        (sent("1.5"), "meters.too_many_decimals"),
        (sent("1", measure="m3"), "meters.unit_mismatch"),
        (sent("1", NOW + DAY), "meters.in_future"),
        (attrs.evolve(sent("1"), register="HT"), "meters.register_unknown"),
        (attrs.evolve(sent("1"), meter="M9"), "meters.meter_not_in_unit"),
        (sent("1", corrects=7), "meters.reading_unknown"),
        (sent("1", END, ReadingKind.DEPARTURE, corrects=1), "meters.reading_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_of_its_message_is_kept(reading, code) -> None:
    """Neither at the beginning nor later; the readings beside it are sent again."""
    after(*OPEN).when(submit(LAST, reading)).refused(code)
    given(REGISTRATION).when(open_with(FIRST, reading)).refused(code)


def test_what_only_a_replacement_or_the_house_can_say_is_no_reading_of_a_stay() -> None:
    """Neither last readings of devices, nor readings that nobody has taken."""
    for wrong in ({"kind": "removal"}, {"kind": "installation"}, {"source": "inferred"}):
        with pytest.raises(InvalidInput) as caught:
            attrs.evolve(FIRST, **wrong)
        assert [fault.path for fault in caught.value.faults] == [*wrong]


def test_a_registration_is_of_some_days_and_of_each_meter_once() -> None:
    """What is malformed is told all at once."""
    wrong = (
        ({"departure": ARRIVAL - DAY}, "date.order"),
        ({"meters": (METER, METER)}, "value.duplicate"),
        ({"meters": tuple(attrs.evolve(METER, meter=f"M{n}") for n in range(21))}, "list.length"),
        ({"zone": "CET"}, "zone.unknown"),
    )
    for fields, code in wrong:
        with pytest.raises(InvalidInput) as caught:
            attrs.evolve(open_with(FIRST), **fields)
        assert caught.value.code == code
    with pytest.raises(InvalidInput):
        submit(FIRST, meters=(METER, METER))
    with pytest.raises(InvalidInput):
        attrs.evolve(FINALISE, meters=(METER, METER))
    with pytest.raises(InvalidInput):
        ChangePeriod("S1", DEPARTURE, ARRIVAL)
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(AUTOMATIC, via="front_desk")
    assert caught.value.code == "value.unknown"


@pytest.mark.parametrize(
    ("at", "is_odd"),
    [
        (datetime(2026, 11, 12, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 12, 23, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 23, tzinfo=UTC), True),
    ],
)
def test_a_reading_outside_the_stay_is_kept_and_looked_at(at, is_odd) -> None:
    """By the clocks of the house, and with a day beside the stay."""
    past = after(*OPEN, submit(sent("120", at, ReadingKind.INTERMEDIATE), LAST))
    assert past.state.readings[1].oddities == ((Oddity.OUTSIDE_STAY,) if is_odd else ())
    reasons = past.when(FINALISE).events[0].reasons
    assert [one.reason for one in reasons] == (["outside_stay"] if is_odd else [])


def test_another_device_and_another_time_are_flagged() -> None:
    """The number that the guest has seen, and an instant before the device was there."""
    other = sent("120", END, ReadingKind.INTERMEDIATE, device="9999")
    early = sent("120", BUILT - DAY, ReadingKind.INTERMEDIATE)
    state = after(*OPEN, submit(other, early)).state
    assert Oddity.OTHER_DEVICE in state.readings[1].oddities
    assert Oddity.OUT_OF_ORDER in state.readings[2].oddities


def test_a_correction_points_back_and_both_values_stay() -> None:
    """Invariant 58; it is corrected itself when it is wrong, too."""
    right = sent("102", START, ReadingKind.ARRIVAL, "a-2", corrects=1)
    state = after(*OPEN, submit(right)).state
    assert [one.reading.value for one in state.readings] == [100, 102]
    assert [one.reading.value for one in state.counting("M1")] == [102]
    assert state.readings[1].reading.quality is Quality.CORRECTED
    after(*OPEN, submit(right)).when(submit(sent("103", corrects=1))).refused(
        "meters.reading_superseded", number=1, later=2
    )
    twice = (sent("103", corrects=1), sent("104", corrects=1))
    after(*OPEN).when(submit(*twice)).refused("meters.reading_superseded", later=2)


def test_a_registration_does_not_grow_without_end() -> None:
    """Two hundred readings of a stay are a fault of the sender."""
    many = tuple(sent("100") for _ in range(MOST_READINGS))
    given(REGISTRATION).when(open_with(*many, FIRST)).refused("meters.too_many_readings", got=201)
    full = given(REGISTRATION, *lived(open_with(*many)))
    full.when(submit(LAST)).refused("meters.too_many_readings", most=MOST_READINGS, got=1)


def test_a_device_that_was_replaced_is_told_with_the_next_readings() -> None:
    """With the last readings before the stay, as they are known by then."""
    new = Device("4712", (Register("el", Measure.KWH, digits=6),))
    swap = START + DAY
    now = MeterFacts("M1", "el", (DevicePeriod(EL, BUILT, swap), DevicePeriod(new, swap)))
    end = sent("123456", END, ReadingKind.DEPARTURE)
    after(*OPEN).when(submit(end)).refused("meters.exceeds_register")
    state = after(*OPEN, submit(end, meters=(now,))).state
    assert state.meter("M1").periods == now.periods
    assert state.meter("M1").before == ()
    gone = MeterFacts("M1", "el", (DevicePeriod(EL, BUILT, swap),))
    after(*OPEN).when(submit(LAST, meters=(gone,))).refused("meters.no_device", meter="M1")
    many = tuple(attrs.evolve(now, meter=f"N{number}") for number in range(MOST_METERS))
    after(*OPEN).when(submit(end, meters=many)).refused(
        "meters.too_many_meters", most=MOST_METERS, got=MOST_METERS + 1
    )
    added = attrs.evolve(now, meter="M2")
    assert len(after(*OPEN, submit(end, meters=(now, added))).state.meters) == 2


def test_a_stay_has_other_days_until_it_is_billed() -> None:
    """The guest leaves earlier, or one more comes."""
    change = ChangePeriod("S1", ARRIVAL, DEPARTURE - DAY, 3)
    changed = PeriodChanged("S1", ARRIVAL, DEPARTURE - DAY, 3, *WHO)
    for status in (IN_PROGRESS, READY, HANDLED):
        assert after(*PAST[status]).when(change).then(changed).persons == 3
    assert after(*OPEN, change).when(change).events == ()
    after(*PAST[INVOICED]).when(change).refused("meters.already_invoiced")
    after(*PAST[ARCHIVED]).when(change).refused("meters.registration_closed")


def test_whose_a_reading_is_follows_from_who_sends_it() -> None:
    """Given no source, a partner's, a guest's and staff's reading each say so by themselves."""
    for kind in ("partner", "guest", "staff"):
        context = attrs.evolve(CONTEXT, actor=Actor(kind, "app"))
        (kept,) = lived(open_with(FIRST), context=context)[-1].readings
        assert kept.reading.source is ReadingSource(kind)
    guests = lived(open_with(attrs.evolve(FIRST, source="guest")))[-1].readings
    assert guests[0].reading.source is ReadingSource.GUEST


def test_what_comes_while_it_is_archived_is_kept_and_looked_at() -> None:
    """A possible reading is always kept; who restores it is told what has come meanwhile."""
    for past, names in (
        ((*OPEN, ARCHIVE), ["archived"]),
        ((*WAITING, ARCHIVE), ["late", "archived"]),
    ):
        state = after(*past, submit(sent("160", END, ReadingKind.DEPARTURE))).state
        assert (state.status, state.readings[-1].oddities) == (ARCHIVED, (Oddity.ARCHIVED,))
        commands = [submit(sent("160", END, ReadingKind.DEPARTURE)), RESTORE]
        again = after(*past, *commands, FINALISE).state
        assert [one.reason for one in again.reasons] == names
        assert again.needs_review
    control = submit(sent("150", END, "control", source="utility"))
    assert after(*WAITING, ARCHIVE, control).state.readings[-1].oddities == ()


def test_a_registration_may_begin_without_a_reading() -> None:
    """Who finalises what nobody has read leaves it to a person, with what is missing."""
    state = given(REGISTRATION).when(open_with(meter=BARE)).state
    assert (state.readings, state.status) == ((), IN_PROGRESS)
    (event,) = after(open_with(meter=BARE)).when(FINALISE).events
    assert [one.reason for one in event.reasons] == ["start_missing", "end_missing"]
    (event,) = after(open_with(meter=BARE)).when(attrs.evolve(FINALISE, meters=(METER,))).events
    assert [one.reason for one in event.reasons] == ["end_missing"]
    assert [one.reading.value for one in event.inferred] == [95]


# It is finalised


def test_a_complete_registration_waits_to_be_invoiced() -> None:
    """Klar til fakturering: found by when it was finalised, so that the oldest comes first."""
    finalised = RegistrationFinalised("S1", FIGURES, (), (), IN_PROGRESS, *WHO)
    state = after(*OPEN, submit(LAST)).when(FINALISE).then(finalised)
    assert (state.status, state.needs_review, state.figures) == (READY, False, FIGURES)
    pending = [value for name, value in REGISTRATION.index(state) if name.endswith("pending")]
    assert pending == ["2026-11-23T07:00:00.000000Z"]
    assert state.figures.total == money("150.00", "DKK")
    assert Figures().total is None


@pytest.mark.parametrize("status", [READY, HANDLED, INVOICED])
def test_a_second_finalise_is_no_event(status) -> None:
    """Whatever it says: the partner's message came twice."""
    other = FinaliseRegistration("S1", costs("1.00", 1))
    assert after(*PAST[status]).when(other).events == ()
    after(*PAST[ARCHIVED]).when(other).refused("meters.registration_closed", registration="S1")


def test_a_missing_start_takes_the_last_reading_before() -> None:
    """It is marked as nobody's; a start that somebody sends later comes beside it."""
    finalised = after(open_with(LAST)).when(FINALISE)
    (event,) = finalised.events
    (stand_in,) = event.inferred
    assert (stand_in.reading.value, stand_in.reading.source) == (95, ReadingSource.INFERRED)
    assert stand_in.reading.at == LEFT.at
    assert event.reasons == ()
    assert not finalised.state.needs_review
    late = given(REGISTRATION, *lived(open_with(LAST), FINALISE, submit(FIRST)))
    assert [one.reading.number for one in late.state.readings] == [1, 2, 3]


def test_without_a_reading_before_somebody_looks() -> None:
    """Nothing stands in for a start that nobody has sent."""
    (event,) = after(open_with(LAST, meter=BARE)).when(FINALISE).events
    assert [one.reason for one in event.reasons] == ["start_missing"]
    assert event.inferred == ()


@pytest.mark.parametrize(
    "before",
    [
        Reading(9, "el", "95", START - 3 * DAY, ReadingKind.REMOVAL),
        Reading(9, "el", "95", START - 3 * DAY, ReadingKind.CONTROL),
        Reading(9, "el", "95", BUILT - DAY, ReadingKind.DEPARTURE),
        Reading(9, "HT", "95", START - 3 * DAY, ReadingKind.DEPARTURE),
    ],
)
def test_a_reading_of_another_device_or_register_stands_in_for_none(before) -> None:
    """Neither the last one of a device that has gone, nor somebody else's look."""
    meter = attrs.evolve(METER, before=(before,))
    (event,) = after(open_with(LAST, meter=meter)).when(FINALISE).events
    assert ([one.reason for one in event.reasons], event.inferred) == (["start_missing"], ())


def test_a_unit_without_a_device_lacks_nothing() -> None:
    """A meter of which nobody knows a device is read by nobody."""
    empty = attrs.evolve(METER, meter="M2", periods=())
    both = attrs.evolve(open_with(FIRST, LAST), meters=(METER, empty))
    assert after(both).when(FINALISE).events[0].reasons == ()


def test_a_missing_end_waits_for_a_person() -> None:
    """It is ready, marked for review with the reason, and never invoiced by itself."""
    (event,) = after(*OPEN).when(FINALISE).events
    assert [(one.reason, one.meter, one.register) for one in event.reasons] == [
        ("end_missing", "M1", "el")
    ]
    waiting = after(*OPEN, FINALISE)
    assert (waiting.state.status, waiting.state.needs_review) == (READY, True)
    for command in (AUTOMATIC, FROM_LIST):
        waiting.when(command).refused("meters.needs_review", registration="S1")
    seen = after(*OPEN, FINALISE, REVIEW)
    seen.when(AUTOMATIC).refused("meters.needs_review")
    assert seen.when(FROM_LIST).state.status is INVOICED


def test_a_control_reading_is_no_end() -> None:
    """That of the power company informs; the guest's own is still missing."""
    control = sent("150", END, ReadingKind.DEPARTURE, source="utility", quality="control")
    (event,) = after(*OPEN, submit(control)).when(FINALISE).events
    assert [one.reason for one in event.reasons] == ["end_missing"]


def test_what_a_settlement_doubts_is_looked_at() -> None:
    """Its reasons come with the figures, and each stands once."""
    end_missing = Reason("end_missing", "as told", "M1", "el")
    doubtful = FinaliseRegistration("S1", costs("150.00", 50, (ODD, end_missing)))
    (event,) = after(*OPEN).when(doubtful).events
    assert event.reasons == (ODD, end_missing)


# Somebody looks


def test_who_has_looked_is_noted() -> None:
    """Once is enough; with other figures it is told again."""
    events = lived(*OPEN, FINALISE)
    reasons = events[-1].reasons
    seen = RegistrationReviewed("S1", reasons, FIGURES, *WHO)
    state = given(REGISTRATION, *events).when(REVIEW).then(seen)
    assert (state.needs_review, state.reviewed_by) == (False, AYU)
    assert given(REGISTRATION, *events, seen).when(REVIEW).events == ()
    other = ReviewRegistration("S1", costs("151.00", 51))
    assert given(REGISTRATION, *events, seen).when(other).state.figures == other.figures
    assert after(*WAITING).when(REVIEW).events == ()


def test_a_reading_after_the_end_opens_the_review_again() -> None:
    """It is kept, and the automatic invoice is off, also once somebody has looked."""
    late = sent("155", END, ReadingKind.DEPARTURE, "d-2")
    again = after(*OPEN, FINALISE, REVIEW, submit(late))
    assert again.state.needs_review
    assert [one.reason for one in again.state.reasons] == ["end_missing", "late"]
    again.when(FROM_LIST).refused("meters.needs_review")
    early = after(*WAITING, submit(sent("155", END + timedelta(hours=1), "departure", "d-2")))
    assert [one.reason for one in early.state.reasons] == ["late"]
    seen = after(*WAITING, submit(late), ReviewRegistration("S1", FIGURES))
    seen.when(AUTOMATIC).refused("meters.needs_review")
    assert seen.when(FROM_LIST).state.status is INVOICED


def test_a_late_reading_outside_the_stay_is_odd_twice() -> None:
    """Both are told."""
    late = sent("155", NOW, ReadingKind.DEPARTURE)
    state = after(*WAITING, submit(late)).state
    assert [one.reason for one in state.reasons] == ["late", "outside_stay"]


def test_a_late_control_reading_informs_only() -> None:
    """It comes days after (seed), opens no review by itself, and no difference is due for it."""
    control = submit(sent("150", END, "control", source="utility"))
    for past in (WAITING, PAST[INVOICED]):
        state = after(*past, control).state
        assert (state.needs_review, state.difference_due) == (False, False)
        assert len(state.readings) == 3


def test_nobody_bills_what_nobody_has_seen() -> None:
    """Figures that bring a new doubt are looked at first, on the automatic way as from the list."""
    doubtful = costs("150.00", 50, (ODD,))
    for command in (AUTOMATIC, FROM_LIST):
        after(*WAITING).when(attrs.evolve(command, figures=doubtful)).refused("meters.needs_review")
    seen = after(*WAITING, ReviewRegistration("S1", doubtful))
    assert seen.when(attrs.evolve(FROM_LIST, figures=doubtful)).state.status is INVOICED


# It is billed


@pytest.mark.parametrize("command", [AUTOMATIC, FROM_LIST])
def test_a_registration_is_invoiced(command) -> None:
    """By itself at the end, or by staff from the list; the document may come later."""
    invoiced = ConsumptionInvoiced("S1", command.via, FIGURES, None, READY, *WHO)
    state = after(*WAITING).when(command).then(invoiced)
    assert (state.status, state.via, state.billed) == (INVOICED, command.via, FIGURES)
    past = after(*WAITING, command)
    noted = DocumentNoted("S1", "INV-1", *WHO)
    assert past.when(NoteDocument("S1", "INV-1")).then(noted).document == "INV-1"
    stands = after(*WAITING, command, NoteDocument("S1", "INV-1"))
    assert stands.when(NoteDocument("S1", "INV-1")).events == ()
    stands.when(NoteDocument("S1", "INV-2")).refused("meters.document_known", document="INV-1")


@pytest.mark.parametrize("command", [AUTOMATIC, FROM_LIST])
def test_where_only_front_desk_settles_nothing_else_does(command) -> None:
    """Neither the end of a stay nor the list (seed)."""
    only = attrs.evolve(command, always_front_desk=True)
    after(*WAITING).when(only).refused("meters.front_desk_only", registration="S1")


def test_front_desk_settles_from_the_readings() -> None:
    """The guest pays there, and the registration is invoiced."""
    begun = FrontDeskBegun("S1", READY, *WHO)
    assert after(*WAITING).when(BEGIN).then(begun).status is HANDLED
    settled = SettledFromReadings("S1", FIGURES, "INV-1", HANDLED, *WHO)
    state = after(*WAITING, BEGIN).when(FROM_READINGS).then(settled)
    assert (state.status, state.via) == (INVOICED, InvoicedVia.FRONT_DESK)
    assert (state.document, state.billed) == ("INV-1", FIGURES)


def test_front_desk_settles_from_readings_of_its_own() -> None:
    """It stays handled, with its document, and is not billed again."""
    settled = SettledByStaff("S1", BY_STAFF.figures, "INV-2", *WHO)
    state = after(*WAITING, BEGIN).when(BY_STAFF).then(settled)
    assert (state.status, state.via, state.document) == (HANDLED, None, "INV-2")
    past = after(*WAITING, BEGIN, BY_STAFF)
    for command in (GIVE_UP, BEGIN, FROM_READINGS, BY_STAFF, AUTOMATIC, FROM_LIST):
        past.when(command).refused("meters.already_invoiced")


def test_front_desk_gives_up() -> None:
    """It waits to be invoiced again, where it stood in the list."""
    before = after(*WAITING).state
    given_up = FrontDeskGivenUp("S1", HANDLED, *WHO)
    state = after(*WAITING, BEGIN).when(GIVE_UP).then(given_up)
    assert attrs.evolve(state, changes=before.changes) == before
    assert list(REGISTRATION.index(state)) == list(REGISTRATION.index(before))


REFUSED = [
    (IN_PROGRESS, AUTOMATIC, "meters.not_finalised"),
    (IN_PROGRESS, BEGIN, "meters.not_finalised"),
    (IN_PROGRESS, REVIEW, "meters.not_finalised"),
    (IN_PROGRESS, FROM_READINGS, "meters.not_finalised"),
    (IN_PROGRESS, GIVE_UP, "meters.not_finalised"),
    (IN_PROGRESS, RESTORE, "meters.not_archived"),
    (IN_PROGRESS, NoteDocument("S1", "INV-1"), "meters.not_invoiced"),
    (READY, FROM_READINGS, "meters.not_invoiced"),
    (READY, GIVE_UP, "meters.not_invoiced"),
    (READY, RESTORE, "meters.not_archived"),
    (READY, RecordDifference("S1", FIGURES), "meters.not_invoiced"),
    (HANDLED, AUTOMATIC, "meters.in_front_desk"),
    (HANDLED, FROM_LIST, "meters.in_front_desk"),
    (HANDLED, BEGIN, "meters.in_front_desk"),
    (HANDLED, ARCHIVE, "meters.in_front_desk"),
    (HANDLED, REVIEW, "meters.in_front_desk"),
    (INVOICED, AUTOMATIC, "meters.already_invoiced"),
    (INVOICED, FROM_LIST, "meters.already_invoiced"),
    (INVOICED, BEGIN, "meters.already_invoiced"),
    (INVOICED, FROM_READINGS, "meters.already_invoiced"),
    (INVOICED, ARCHIVE, "meters.already_invoiced"),
    (INVOICED, RESTORE, "meters.not_archived"),
    (ARCHIVED, FROM_LIST, "meters.registration_closed"),
    (ARCHIVED, BEGIN, "meters.registration_closed"),
    (ARCHIVED, ARCHIVE, "meters.registration_closed"),
]


@pytest.mark.parametrize(("status", "command", "code"), REFUSED)
def test_what_does_not_fit_the_status_is_refused(status, command, code) -> None:
    """In the words of the hotel, with what to do instead."""
    after(*PAST[status]).when(command).refused(code, registration="S1")


# It is turned down


@pytest.mark.parametrize(
    ("past", "restored"), [(OPEN, RestoredToProgress), (WAITING, RestoredToReady)]
)
def test_what_was_turned_down_is_restored_as_it_was(past, restored) -> None:
    """Nothing but the log of its changes tells that it was archived."""
    before = after(*past).state
    archived = RegistrationArchived("S1", "misread", before.status, *WHO)
    state = after(*past).when(ARCHIVE).then(archived)
    assert (state.status, state.archived_from) == (ARCHIVED, before.status)
    again = after(*past, ARCHIVE).when(RESTORE).then(restored("S1", ARCHIVED, *WHO))
    assert len(again.changes) == len(before.changes) + 2
    assert attrs.evolve(again, changes=before.changes) == before


# Something comes after the bill


def test_what_comes_after_the_bill_is_charged_or_credited() -> None:
    """What was billed stays as it is; the difference has its own line and its own tax."""
    late = sent("160", END, ReadingKind.DEPARTURE, "d-2")
    past = after(*PAST[INVOICED], submit(late))
    assert past.state.difference_due
    assert past.state.reasons == ()
    assert ("registration.difference", "17") in list(REGISTRATION.index(past.state))
    more = past.when(RecordDifference("S1", costs("180.00", 60), "INV-3"))
    (event,) = more.events
    (line,) = event.lines
    assert (line.gross, line.net, line.vat) == (Decimal("30.00"), Decimal("24.00"), Decimal("6.00"))
    assert (line.quantity, line.kind) == (Quantity(Decimal(10)), LineKind.DIFFERENCE)
    assert not more.state.difference_due
    assert (more.state.billed.gross, more.state.differences) == (Decimal("180.00"), 1)
    less = after(*PAST[INVOICED], submit(late), RecordDifference("S1", costs("180.00", 60)))
    (event,) = less.when(RecordDifference("S1", costs("120.00", 40))).events
    assert (event.number, event.lines[0].gross) == (2, Decimal("-60.00"))


def test_where_nothing_has_changed_nothing_is_charged() -> None:
    """A late reading that says the same is settled without a line, and only once."""
    same = RecordDifference("S1", FIGURES)
    assert after(*PAST[INVOICED]).when(same).events == ()
    late = sent("150", END, ReadingKind.DEPARTURE, "d-2")
    settled = DifferenceRecorded("S1", 1, "DKK", (), FIGURES, None, *WHO)
    assert not after(*PAST[INVOICED], submit(late)).when(same).then(settled).difference_due


def test_front_desk_knows_what_comes_after_its_own_readings() -> None:
    """Staff see that the partner has sent something more, and decide."""
    past = after(*WAITING, BEGIN, BY_STAFF, submit(sent("160", END, "departure", "d-2")))
    assert past.state.difference_due
    assert past.when(RecordDifference("S1", BY_STAFF.figures)).events[0].lines == ()


def test_a_doubtful_difference_is_charged_once_somebody_has_looked() -> None:
    """Nobody charges a guest for what looks like a misreading, as with the invoice itself."""
    odd = costs("900.00", 300, (ODD,))
    doubtful = RecordDifference("S1", odd)
    past = after(*PAST[INVOICED])
    past.when(doubtful).refused("meters.needs_review")
    looked = after(*PAST[INVOICED], ReviewRegistration("S1", odd))
    assert looked.when(doubtful).error is None
    other = attrs.evolve(ODD, sentence="300 was used")
    again = RecordDifference("S1", costs("900.00", 300, (other,)))
    looked.when(again).refused("meters.needs_review")
    assert past.by(PARTNER).when(RecordDifference("S1", costs("180.00", 60))).error is None
    euro = attrs.evolve(FIGURES, currency="EUR")
    past.when(RecordDifference("S1", euro)).refused("meters.not_the_same_currency")


# Whatever the order

ACTORS = st.sampled_from([Actor("staff", "ayu"), PARTNER, Actor("staff", "dewi")])
COMMANDS = st.sampled_from(
    [
        *(submit(LAST), submit(FIRST), submit(sent("160", END, "departure"))),
        *(FINALISE, FinaliseRegistration("S1", costs("10.00", 3, (ODD,)))),
        *(AUTOMATIC, FROM_LIST, attrs.evolve(AUTOMATIC, always_front_desk=True)),
        *(ARCHIVE, RESTORE, BEGIN, GIVE_UP, FROM_READINGS, BY_STAFF, REVIEW),
        ReviewRegistration("S1", costs("160.00", 53, (ODD,))),
        RecordDifference("S1", costs("180.00", 60)),
        NoteDocument("S1", "INV-9"),
        ChangePeriod("S1", ARRIVAL, DEPARTURE + DAY, 4),
    ]
)
BILLED = ConsumptionInvoiced | SettledFromReadings | SettledByStaff


@settings(max_examples=150)
@for_all(st.lists(st.tuples(COMMANDS, ACTORS), max_size=14))
def test_in_whatever_order_it_is_billed_once_and_every_change_is_logged(steps) -> None:
    """Invariants 54, 55 and 59: three ways, one invoice; as many entries as changes, with who."""
    events = lived(*OPEN)
    state = REGISTRATION.replay(events)
    statuses, who = [state.status], [AYU]
    for place, (command, actor) in enumerate(steps, 1):
        context = attrs.evolve(CONTEXT, actor=actor, now=NOW + place * timedelta(minutes=1))
        told = REGISTRATION.allowed(state, context)[type(command).__name__]
        before = repr(state)
        refusal = None
        try:
            new = REGISTRATION.decide(state, command, context)
        except AxentraError as error:
            refusal, new = error.code, ()
        assert repr(state) == before
        assert refusal == told.reasons[0].code if told.reasons else refusal is None or told.asks
        former = state.status
        for event in new:
            state = REGISTRATION.evolve(state, event)
            assert (event.actor, event.at) == (str(actor), context.now)
            if state.status is not former:
                assert event.former is former
        if state.status is not former:
            statuses.append(state.status)
            who.append(str(actor))
            assert len(new) == 1
        events += new
    assert REGISTRATION.replay(events) == state
    assert [one.status for one in state.changes] == statuses
    assert [one.former for one in state.changes] == [None, *statuses[:-1]]
    assert [one.actor for one in state.changes] == who
    billed = [event for event in events if isinstance(event, BILLED)]
    assert len(billed) == (state.billed is not None) <= 1
    assert len(events) >= len(state.changes)
    ready = [name for name, _ in REGISTRATION.index(state) if name == "registration.pending"]
    assert len(ready) == (state.status is READY)
    if any(isinstance(event, ConsumptionInvoiced) and event.via == "automatic" for event in billed):
        assert state.reasons == ()
