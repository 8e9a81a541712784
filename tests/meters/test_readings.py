"""What a device can show, and which of several readings counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.meters import (
    Device,
    DevicePeriod,
    Measure,
    MetersRefusal,
    Preference,
    Quality,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
    check_reading,
    counting,
    register_of,
    standing,
)

D = Decimal
NOW = datetime(2026, 7, 4, 14, tzinfo=UTC)
WHOLE = Register("el", Measure.KWH, digits=5)
FINE = Register("water", Measure.M3, digits=4, decimals=3)


@pytest.mark.parametrize(
    ("register", "value", "expected"),
    [
        (WHOLE, "00012", "12"),
        (WHOLE, "0", "0"),
        (WHOLE, "00000", "0"),
        (WHOLE, "99999", "99999"),
        (WHOLE, 12, "12"),
        (FINE, "0752.625", "752.625"),
        (FINE, "9999.999", "9999.999"),
        (FINE, "752.6", "752.6"),
        (FINE, 752, "752"),
        (Register("el", Measure.KWH), "0000000012", "12"),
    ],
)
def test_a_value_as_it_is_shown(register, value, expected) -> None:
    """Leading zeros stand on the display and are no harm."""
    assert str(check_reading(register, value)) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("-1", "value.out_of_range"),
        (-2, "value.out_of_range"),
        ("NaN", "number.not_finite"),
        (D("NaN"), "number.not_finite"),
        ("Infinity", "number.not_finite"),
        ("12.345,6", "number.bad_format"),
        ("12,5", "number.bad_format"),
        ("12 345", "number.bad_format"),
        ("1e5", "number.bad_format"),
        ("+12", "number.bad_format"),
        ("", "field.required"),
        (None, "field.required"),
        (12.5, "number.float"),
        (True, "field.wrong_type"),
        ("https://example.com/photo.jpg", "field.wrong_type"),
        ("photo:4711", "field.wrong_type"),
        ({"value": "12"}, "field.wrong_type"),
        (b"12", "field.wrong_type"),
        ("١٢٣", "number.not_ascii"),
        ("0" * 60, "number.text_too_long"),
        ("1" + "0" * 20, "number.too_large"),
    ],
)
def test_what_is_no_reading(value, code) -> None:
    """Nobody guesses which comma was meant, and a photo is not read."""
    with pytest.raises(InvalidInput) as caught:
        check_reading(Register("el", Measure.KWH, decimals=3), value)
    assert caught.value.code == code
    with pytest.raises(InvalidInput) as caught:
        Reading(1, "el", value, NOW, ReadingKind.ARRIVAL)
    assert caught.value.faults[0].path == "value"


@pytest.mark.parametrize(
    ("register", "value", "code"),
    [
        (WHOLE, "100000", "meters.exceeds_register"),
        (WHOLE, "123450", "meters.exceeds_register"),
        (FINE, "10000", "meters.exceeds_register"),
        (WHOLE, "12.5", "meters.too_many_decimals"),
        (FINE, "1.0005", "meters.too_many_decimals"),
        # A dot that parts thousands.
        (WHOLE, "12.345", "meters.too_many_decimals"),
        # The display has no such zeros: somebody has read another one.
        (WHOLE, "1250.0", "meters.too_many_decimals"),
        (WHOLE, D("1250.0"), "meters.too_many_decimals"),
        (WHOLE, "0.0", "meters.too_many_decimals"),
        (FINE, "752.6250", "meters.too_many_decimals"),
        (WHOLE, "00000012", "meters.exceeds_register"),
        (WHOLE, "000000", "meters.exceeds_register"),
        (FINE, "00752.625", "meters.exceeds_register"),
    ],
)
def test_what_a_device_cannot_show(register, value, code) -> None:
    """More digits or decimals than it has: somebody has misread it."""
    with pytest.raises(MetersRefusal) as caught:
        check_reading(register, value)
    assert caught.value.code == code
    assert register.code in caught.value.sentence


def test_unknown_digits_are_not_asked() -> None:
    """Nobody has looked how many it has."""
    assert check_reading(Register("el", Measure.KWH), "123456789") == 123456789


def test_the_unit_the_register_and_the_clock() -> None:
    """A reading in another unit, of another register or of tomorrow is none."""
    with pytest.raises(MetersRefusal) as caught:
        check_reading(WHOLE, "12", measure=Measure.M3)
    assert caught.value.code == "meters.unit_mismatch"
    assert check_reading(WHOLE, "12", measure=Measure.KWH, at=NOW, now=NOW) == 12
    with pytest.raises(MetersRefusal) as caught:
        check_reading(WHOLE, "12", at=NOW + timedelta(seconds=1), now=NOW)
    assert caught.value.code == "meters.in_future"
    with pytest.raises(InvalidInput) as wrong:
        check_reading(WHOLE, "12", at=datetime(2026, 7, 4, 14), now=NOW)  # noqa: DTZ001
    assert wrong.value.code == "instant.naive"
    device = Device("4711", (WHOLE, FINE))
    assert register_of(device, "water") is FINE
    with pytest.raises(MetersRefusal) as caught:
        register_of(device, "gas")
    assert caught.value.code == "meters.register_unknown"
    assert "el, water" in caught.value.sentence


def test_a_device_has_registers_of_its_own() -> None:
    """At least one, each code once; and it is taken away after it has come."""
    with pytest.raises(InvalidInput) as caught:
        Device("4711", ())
    assert caught.value.code == "field.required"
    with pytest.raises(InvalidInput) as caught:
        Device("4711", (WHOLE, WHOLE))
    assert caught.value.faults[0].path == "registers[1].code"
    with pytest.raises(InvalidInput) as caught:
        DevicePeriod(Device("4711", (WHOLE,)), NOW, NOW)
    assert caught.value.code == "date.order"


def reading(number, value, hours=0, source=ReadingSource.STAFF, **more):
    """Return an arrival reading so many hours after the first."""
    kind = more.pop("kind", ReadingKind.ARRIVAL)
    return Reading(number, "el", value, NOW + timedelta(hours=hours), kind, source, **more)


def test_a_correction_supersedes_and_points_back() -> None:
    """Both values stay; the later one counts, whoever has sent it."""
    readings = [reading(1, 100), reading(2, 90, supersedes=1), reading(3, 95, supersedes=2)]
    assert [one.number for one in standing(readings)] == [3]
    assert counting(readings, "el", ReadingKind.ARRIVAL).value == 95
    with pytest.raises(InvalidInput) as caught:
        reading(2, 90, supersedes=2)
    assert caught.value.code == "value.contradicts"


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (Preference.STAFF_FIRST, 20100),
        (Preference.GUEST_FIRST, 20112),
        (Preference.LATEST, 20112),
    ],
)
def test_whose_reading_counts(preference, expected) -> None:
    """Staff read before the guest came, when the house was heated already."""
    guest = reading(1, 20112, 5, ReadingSource.GUEST)
    staff = reading(2, 20100, -20)
    for readings in ([guest, staff], [staff, guest]):
        assert counting(readings, "el", ReadingKind.ARRIVAL, preference).value == expected


def test_the_latest_of_the_same_people() -> None:
    """By when it was read, not by when it was sent; sent later where that is the same."""
    readings = [reading(1, 30, 2), reading(2, 20, 1), reading(3, 31, 2)]
    assert counting(readings, "el", ReadingKind.ARRIVAL).value == 31


def test_what_only_informs_never_counts() -> None:
    """A control reading of the power company, and what stands in where there is a real one."""
    readings = [
        reading(1, 10),
        reading(2, 50, 5, ReadingSource.UTILITY, kind=ReadingKind.CONTROL),
        reading(3, 60, 6, ReadingSource.UTILITY, quality=Quality.CONTROL),
        reading(4, 70, 7, ReadingSource.INFERRED),
    ]
    assert counting(readings, "el", ReadingKind.ARRIVAL).value == 10
    assert counting(readings, "el", ReadingKind.DEPARTURE) is None
    assert counting(readings, "gas", ReadingKind.ARRIVAL) is None
