"""A utility point through its devices: what is read, put right, replaced and taken away."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput, NotLoaded, RuleViolation
from axentra_core.kernel.journal import Journal
from axentra_core.meters import (
    AGGREGATES,
    CorrectReading,
    Device,
    DevicePeriod,
    DeviceRemoved,
    DeviceReplaced,
    InstallMeter,
    Measure,
    MeterInstalled,
    MeterStatus,
    Oddity,
    Quality,
    Reading,
    ReadingCorrected,
    ReadingKind,
    ReadingRecorded,
    ReadingSource,
    RecordReading,
    Register,
    RemoveDevice,
    ReplaceDevice,
    ShownAt,
    consumption,
)
from axentra_core.meters.meter import MOST_DEVICES
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

METER, _ = AGGREGATES
NOW, TODAY = CONTEXT.now, CONTEXT.business_date
WHO = ("staff ayu", NOW, TODAY)
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
OLD = Device("4711", (Register("el", Measure.KWH, digits=5),))
NEW = Device("4712", (Register("el", Measure.KWH, digits=6, decimals=1),))
INSTALLED = MeterInstalled("M1", "17", "el", DevicePeriod(OLD, BUILT), *WHO)
ARRIVED, SWAPPED, LEFT = NOW - 7 * DAY, NOW - 4 * DAY, NOW - DAY


def read(number, value, at=ARRIVED, kind=ReadingKind.ARRIVAL, device="4711", odd=(), **more):
    """Return the event of a reading by the staff who acts."""
    reading = Reading(number, "el", value, at, kind, **{"by": "ayu", **more})
    return ReadingRecorded("M1", reading, device, *WHO, odd)


def record(value, at=ARRIVED, kind=ReadingKind.ARRIVAL, **more):
    """Return the command that records a reading."""
    return RecordReading("M1", "el", value, at, kind, **more)


FIRST = read(1, "100")


def test_a_meter_begins_with_a_device() -> None:
    """A utility point of a house has a device from an instant on, and nothing was read yet."""
    meter = given(METER).when(InstallMeter("M1", "17", "el", OLD, BUILT)).then(INSTALLED)
    assert meter.periods == (DevicePeriod(OLD, BUILT),)
    assert (meter.status, meter.unit, meter.utility) == (MeterStatus.IN_PLACE, "17", "el")
    assert list(METER.index(meter)) == [("meter.unit", "17")]
    given(METER).when(InstallMeter("M1", "17", "el", OLD, NOW + DAY)).refused("meters.in_future")
    given(METER, INSTALLED).when(InstallMeter("M1", "17", "el", OLD, BUILT)).refused(
        "record.already_exists"
    )


def test_a_reading_is_kept_as_it_is_shown() -> None:
    """Leading zeros are no harm; who has read it and on which device stands beside it."""
    meter = given(METER, INSTALLED).when(record("00100")).then(FIRST)
    assert meter.latest("el") == FIRST.reading
    guest = record("100", source="guest", by="G1", evidence="photo:1", device="4711")
    told = given(METER, INSTALLED).when(guest).events[0].reading
    assert (told.source, told.by, told.evidence) == (ReadingSource.GUEST, "G1", "photo:1")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (record("123456"), "meters.exceeds_register"),
        (record("100.5"), "meters.too_many_decimals"),
        (record("100", NOW + DAY), "meters.in_future"),
        (record("100", measure="m3"), "meters.unit_mismatch"),
        (attrs.evolve(record("100"), register="HT"), "meters.register_unknown"),
    ],
)
def test_what_a_device_cannot_show_is_refused(command, code) -> None:
    """Nothing is kept of it."""
    given(METER, INSTALLED, FIRST).when(command).refused(code)


@pytest.mark.parametrize("value", ["-1", "NaN", "12.345,6", "photo.jpg", 1.5])
def test_what_is_no_reading_is_malformed(value) -> None:
    """It does not even become a command."""
    with pytest.raises(InvalidInput) as caught:
        record(value)
    assert caught.value.faults[0].path == "value"


@pytest.mark.parametrize(
    ("command", "odd"),
    [
        (record("99", LEFT), Oddity.DECREASING),
        (record("900", LEFT, most=500), Oddity.IMPLAUSIBLE),
        (record("90", ARRIVED - DAY), Oddity.OUT_OF_ORDER),
        (record("90", BUILT - DAY), Oddity.OUT_OF_ORDER),
        (record("90", BUILT, ReadingKind.DEPARTURE), Oddity.OUT_OF_ORDER),
        (record("120", LEFT, device="9999"), Oddity.OTHER_DEVICE),
    ],
)
def test_what_is_odd_is_kept_with_a_flag(command, odd) -> None:
    """A possible reading is never turned away; whoever looks at it sees why."""
    when = given(METER, INSTALLED, FIRST).when(command)
    assert odd in when.events[0].oddities
    assert len(when.state.readings) == 2


def test_as_much_as_is_plausible_is_not_odd() -> None:
    """The bound itself is no slip, and neither is the same reading again."""
    for command in (record("600", LEFT, most=500), record("100", LEFT, most=0)):
        assert given(METER, INSTALLED, FIRST).when(command).events[0].oddities == ()


def test_a_control_reading_informs_only() -> None:
    """That of the power company is lower and late, and nothing is odd about it."""
    control = record("90", LEFT, ReadingKind.CONTROL, source="utility", quality="control")
    when = given(METER, INSTALLED, FIRST).when(control)
    assert when.events[0].oddities == ()
    assert when.state.latest("el") == FIRST.reading
    assert {one.kind for one in when.state.last} == {ReadingKind.ARRIVAL, ReadingKind.CONTROL}


def test_only_the_last_of_each_kind_stands_in_the_state() -> None:
    """However many are read, the state stays small; a late one does not push a later one out."""
    end = read(2, "150", LEFT, ReadingKind.DEPARTURE)
    late = read(3, "140", LEFT - DAY, ReadingKind.DEPARTURE)
    again = read(4, "160", NOW)
    meter = METER.replay([INSTALLED, FIRST, end, late, again])
    assert [one.number for one in meter.last] == [2, 4]
    assert len(meter.readings) == 4


# Corrections

FIXED = Reading(
    2, "el", "120", ARRIVED, ReadingKind.ARRIVAL, quality="corrected", by="ayu", supersedes=1
)
CORRECTED = ReadingCorrected("M1", FIXED, Decimal(100), "4711", "misread", *WHO)


def test_a_correction_supersedes_and_points_back() -> None:
    """The wrong reading stays in the log; the right one is of its instant and kind."""
    meter = given(METER, INSTALLED, FIRST).when(CorrectReading("M1", 1, "120", "misread"))
    state = meter.then(CORRECTED)
    assert state.last == (FIXED,)
    assert [one.value for one in state.readings] == [100, 120]


def test_a_reading_is_corrected_once() -> None:
    """The correction is corrected then; the same value is nothing to correct."""
    past = given(METER, INSTALLED, FIRST, CORRECTED)
    past.when(CorrectReading("M1", 1, "130", "again")).refused(
        "meters.reading_superseded", number=1, later=2
    )
    past.when(CorrectReading("M1", 3, "130", "again")).refused("meters.reading_unknown", number=3)
    assert past.when(CorrectReading("M1", 2, "120", "again")).events == ()
    assert past.when(CorrectReading("M1", 2, "130", "again")).state.last[0].supersedes == 2
    past.when(CorrectReading("M1", 2, "999999", "again")).refused("meters.exceeds_register")


def test_what_was_corrected_for_a_stay_is_kept_as_it_was_sent_there() -> None:
    """It may have been read at another instant and by somebody else; its number stays the same."""
    past = given(METER, INSTALLED, attrs.evolve(FIRST, stay="S1", stay_number=1))
    sent = CorrectReading(
        *("M1", 1, "100", "read again", None, "jens"),
        *(LEFT, ReadingSource.GUEST, Quality.ESTIMATED, "4711", "S1", 2),
    )
    (event,) = past.when(sent).events
    assert (event.reading.at, event.reading.source) == (LEFT, ReadingSource.GUEST)
    assert (event.reading.quality, event.reading.device) == (Quality.ESTIMATED, "4711")
    assert (event.stay, event.stay_number, event.reading.supersedes) == ("S1", 2, 1)
    past.when(attrs.evolve(sent, at=NOW + DAY)).refused("meters.in_future")
    (event,) = given(METER, INSTALLED).when(record("100", stay="S1", stay_number=3)).events
    assert (event.stay, event.stay_number) == ("S1", 3)


def test_a_correction_needs_the_whole_log() -> None:
    """What is corrected is not in the state, so the command is named to be replayed for."""
    stored = attrs.evolve(METER.replay([INSTALLED, FIRST]), readings=Journal.unloaded(1))
    command = CorrectReading("M1", 1, "120", "misread")
    with pytest.raises(NotLoaded):
        METER.decide(stored, command, CONTEXT)
    assert type(command) in METER.whole


def test_a_control_reading_stays_one_when_it_is_corrected() -> None:
    """Otherwise it would begin to count."""
    control = read(1, "90", LEFT, ReadingKind.CONTROL, quality="control")
    fixed = given(METER, INSTALLED, control).when(CorrectReading("M1", 1, "95", "misread"))
    assert fixed.events[0].reading.quality is Quality.CONTROL


# Devices

LAST = read(2, "180", SWAPPED, ReadingKind.REMOVAL, device="4711")
LAST = attrs.evolve(
    LAST, reading=Reading(2, "el", "180", SWAPPED, "removal", by="ayu", device="4711")
)
BEGINS = ReadingRecorded(
    "M1",
    Reading(3, "el", "0.5", SWAPPED, "installation", by="ayu", device="4712"),
    "4712",
    *WHO,
)
GONE = DevicePeriod(OLD, BUILT, SWAPPED)
REPLACED = DeviceReplaced("M1", DevicePeriod(NEW, SWAPPED), GONE, *WHO)
REPLACE = ReplaceDevice("M1", NEW, SWAPPED, (ShownAt("el", "180"),), (ShownAt("el", "0.5"),))


def test_a_device_is_replaced_with_both_readings() -> None:
    """The old one is read for the last time, the new one for the first, at the same instant."""
    meter = given(METER, INSTALLED, FIRST).when(REPLACE).then(LAST, REPLACED, BEGINS)
    assert [one.until for one in meter.periods] == [SWAPPED, None]
    assert meter.swaps == (LAST.reading, BEGINS.reading)
    assert meter.incomplete == ()
    assert meter.latest("el", SWAPPED) == BEGINS.reading


@pytest.mark.parametrize("missing", ["removal", "initial"])
def test_a_replacement_without_readings_is_kept_and_flagged(missing) -> None:
    """It has happened; what is missing may come later, and is asked for until then."""
    when = given(METER, INSTALLED, FIRST).when(
        ReplaceDevice(
            "M1",
            NEW,
            SWAPPED,
            **{n: getattr(REPLACE, n) for n in ("removal", "initial") if n != missing},
        )
    )
    (replaced,) = [one for one in when.events if isinstance(one, DeviceReplaced)]
    assert replaced.oddities == (Oddity.REPLACEMENT_INCOMPLETE,)
    kind = ReadingKind.REMOVAL if missing == "removal" else ReadingKind.INSTALLATION
    number = "4711" if missing == "removal" else "4712"
    assert when.state.incomplete == ((number, "el", kind),)
    assert ("meter.incomplete", "17") in list(METER.index(when.state))
    late = METER.decide(when.state, record("180", SWAPPED, kind), CONTEXT)
    complete = METER.replay(late, when.state)
    assert complete.incomplete == ()
    assert late[0].device == number


def test_a_use_is_told_across_a_replacement() -> None:
    """What the meter keeps is enough for the calculator."""
    past = [INSTALLED, FIRST, LAST, REPLACED, BEGINS]
    end = METER.decide(METER.replay(past), record("30.5", LEFT, ReadingKind.DEPARTURE), CONTEXT)
    meter = METER.replay(end, METER.replay(past))
    readings = (FIRST.reading, *meter.swaps, end[0].reading)
    (used,) = consumption(meter.periods, readings)
    assert str(used.quantity) == "110"
    facts = meter.facts(SWAPPED + DAY, (end[0].reading,))
    assert [one.device.number for one in facts.periods] == ["4712"]
    assert facts.before == (end[0].reading,)
    assert meter.facts(ARRIVED).swaps == meter.swaps


def test_who_leaves_as_a_device_is_replaced_has_read_the_one_that_goes() -> None:
    """What they have read is the old one's, and stands in for no first reading of the new one."""
    past = [INSTALLED, FIRST, LAST, REPLACED, BEGINS]
    left = METER.decide(METER.replay(past), record("180", SWAPPED, "departure"), CONTEXT)
    assert (left[0].device, left[0].oddities) == ("4711", ())
    facts = METER.replay(left, METER.replay(past)).facts(SWAPPED)
    assert [one.device.number for one in facts.periods] == ["4712"]
    new = attrs.evolve(facts, before=(left[0].reading,))
    assert new.stand_ins == ()
    assert attrs.evolve(facts, before=(BEGINS.reading,)).stand_ins == (BEGINS.reading,)


@pytest.mark.parametrize("number", [2, 3])
def test_a_reading_at_a_replacement_is_put_right(number) -> None:
    """The right one counts where the device has changed."""
    past = [INSTALLED, FIRST, LAST, REPLACED, BEGINS]
    fixed = given(METER, *past).when(CorrectReading("M1", number, "190", "misread"))
    assert [one.value for one in fixed.state.swaps if one.number == 4] == [190]
    assert len(fixed.state.swaps) == 2


def test_a_device_goes_and_none_comes() -> None:
    """What was read before may still come in; what nobody can have read is refused."""
    gone = DeviceRemoved("M1", GONE, *WHO)
    when = given(METER, INSTALLED, FIRST).when(RemoveDevice("M1", SWAPPED, (ShownAt("el", "180"),)))
    assert when.then(LAST, gone).status is MeterStatus.REMOVED
    past = given(METER, INSTALLED, FIRST, LAST, gone)
    past.when(RemoveDevice("M1", NOW)).refused("meters.no_device")
    past.when(record("200", LEFT)).refused("meters.no_device")
    past.when(REPLACE).refused("meters.no_device")
    assert past.when(record("150", SWAPPED - DAY, "intermediate")).error is None
    again = past.when(ReplaceDevice("M1", NEW, LEFT, (), (ShownAt("el", "0"),)))
    assert again.state.status is MeterStatus.IN_PLACE
    assert again.events[0].oddities == ()
    past.when(ReplaceDevice("M1", NEW, ARRIVED)).refused("meters.before_installation")
    lacking = given(METER, INSTALLED).when(RemoveDevice("M1", SWAPPED))
    assert lacking.events[0].oddities == (Oddity.REPLACEMENT_INCOMPLETE,)


def test_a_reading_after_the_device_had_gone_is_not_put_right() -> None:
    """Somebody says later when it went; what was read after that is of no device."""
    after = read(2, "200", LEFT, ReadingKind.INTERMEDIATE)
    gone = DeviceRemoved("M1", GONE, *WHO)
    given(METER, INSTALLED, FIRST, after, gone).when(
        CorrectReading("M1", 2, "210", "misread")
    ).refused("meters.no_device", meter="M1")


def test_a_device_goes_after_it_has_come() -> None:
    """Neither before its installation nor in the future."""
    for command in (ReplaceDevice("M1", NEW, BUILT), RemoveDevice("M1", BUILT - DAY)):
        given(METER, INSTALLED).when(command).refused("meters.before_installation", device="4711")
    for command in (ReplaceDevice("M1", NEW, NOW + DAY), RemoveDevice("M1", NOW + DAY)):
        given(METER, INSTALLED).when(command).refused("meters.in_future")
    with pytest.raises(InvalidInput) as caught:
        ReplaceDevice("M1", NEW, NOW, (ShownAt("el", "1"),) * 2, (ShownAt("el", "1"),) * 2)
    assert {fault.code for fault in caught.value.faults} == {"value.duplicate"}
    with pytest.raises(InvalidInput):
        RemoveDevice("M1", NOW, (ShownAt("el", "1"),) * 2)


def test_a_meter_does_not_have_devices_without_end() -> None:
    """Its state stays small."""
    meter = METER.replay([INSTALLED])
    meter = attrs.evolve(meter, periods=meter.periods * MOST_DEVICES)
    with pytest.raises(RuleViolation) as caught:
        METER.decide(meter, REPLACE, CONTEXT)
    assert caught.value.code == "meters.too_many_devices"


KINDS = st.sampled_from(ReadingKind)
INSTANTS = st.integers(1, 20).map(lambda days: NOW - days * DAY)
VALUES = st.integers(0, 300).map(str)
COMMANDS = st.one_of(
    st.builds(record, VALUES, INSTANTS, KINDS),
    st.builds(lambda at, value: ReplaceDevice("M1", NEW, at, (), (ShownAt("el", value),)),
              INSTANTS, VALUES),
    st.builds(lambda at: RemoveDevice("M1", at), INSTANTS),
    st.builds(lambda number, value: CorrectReading("M1", number, value, "misread"),
              st.integers(1, 6), VALUES),
)  # fmt: skip


@settings(max_examples=60)
@for_all(st.lists(COMMANDS, max_size=12))
def test_whatever_is_read_the_log_keeps_it_all(commands) -> None:
    """Numbers follow each other, no reading is lost, and the state has none that was corrected."""
    events = [INSTALLED]
    for command in commands:
        try:
            events += METER.decide(METER.replay(events), command, CONTEXT)
        except RuleViolation:
            continue
    meter = METER.replay(events)
    kept = [one.reading for one in events if isinstance(one, ReadingRecorded | ReadingCorrected)]
    assert list(meter.readings) == kept
    assert [one.number for one in kept] == list(range(1, len(kept) + 1))
    gone = {one.supersedes for one in kept}
    assert not gone & {one.number for one in (*meter.last, *meter.swaps)}
    places = [(one.register, one.kind) for one in meter.last]
    assert len(set(places)) == len(places)
    assert all(one.until is not None for one in meter.periods[:-1])
    assert (meter.period.until is None) is (meter.status is MeterStatus.IN_PLACE)
