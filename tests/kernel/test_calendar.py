"""Days, nights and wall time: every time on the wall is one instant."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.calendar import (
    MOST_NIGHTS,
    Nights,
    instant_at,
    parse_date,
    parse_instant,
    parse_time,
    zone,
)
from axentra_core.kernel.errors import InvalidInput

ZONES = sorted(name for name in available_timezones() if "/" in name)
HOTEL_ZONES = (
    "Asia/Jakarta",
    "Europe/Copenhagen",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/St_Johns",
)
# fmt: off
NO_ZONES = (
    "", "Europe", "Europe/", "europe/copenhagen", "Mars/Olympus", "../../etc/passwd",
    "EST", "EST5", "EST5EDT", "ICT", "WIB", "GMT+7", "+07:00",
    "Asia/Jakarta ", "Asia/Jakarta\n", "Asia/Jakarta\0", "Asia//Jakarta",
    "\ud800/x", "x" * 100_000 + "/", None, 7,
)
# fmt: on
COPENHAGEN = "Europe/Copenhagen"
WALLS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))


def transitions(name, first, last):
    """Return the days on which the clocks of a zone are moved."""
    offsets = []
    day = first
    while day <= last:
        noon = datetime.combine(day, time(12), ZoneInfo(name))
        offsets.append((day, noon.utcoffset()))
        day += timedelta(days=1)
    return [day for (_, before), (day, after) in pairwise(offsets) if before != after]


def check(name, on, wall):
    """Check that a wall time is one instant: itself, or the end of the gap it fell into."""
    found = instant_at(on, wall, name)
    local = datetime.combine(on, wall, ZoneInfo(name))
    # Standard time before the move counts for what the clocks skip: so it moves forward.
    assert found == local.astimezone(UTC), (name, on, wall)
    assert found.tzinfo is UTC
    shown = found.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    wanted = local.replace(tzinfo=None)
    exists = local.astimezone(UTC).astimezone(ZoneInfo(name)).replace(tzinfo=None) == wanted
    assert shown == wanted if exists else shown > wanted


# --- zones ---


@pytest.mark.parametrize("name", NO_ZONES, ids=lambda name: ascii(name)[:24])
def test_a_zone_is_named_as_iana_names_it(name) -> None:
    """Abbreviations mean different zones in different places, and paths are no names."""
    with pytest.raises(InvalidInput) as caught:
        zone(name)
    assert caught.value.code == "zone.unknown"


@pytest.mark.parametrize("name", ["right/Europe/Copenhagen", "posix/Europe/Copenhagen"])
def test_a_zone_is_the_same_on_every_machine(name) -> None:
    """Where a host keeps other tables, such as one with leap seconds, they are not used."""
    with pytest.raises(InvalidInput):
        zone(name)


def test_what_cannot_be_a_name_is_refused() -> None:
    """A list is no zone."""
    with pytest.raises(InvalidInput):
        zone(["Asia/Jakarta"])


@pytest.mark.parametrize("name", [*HOTEL_ZONES, "UTC", "Etc/UTC"])
def test_a_known_zone_is_found(name) -> None:
    """A property anywhere finds its zone."""
    assert zone(name).key == name


# --- wall time ---


@for_all(st.sampled_from(ZONES), days, walls)
def test_every_wall_time_is_one_instant(name, on, wall) -> None:
    """In any zone, on any day, check-out time comes exactly once."""
    check(name, on, wall)


@pytest.mark.parametrize("name", HOTEL_ZONES)
def test_around_every_move_of_the_clocks_each_time_is_one_instant(name) -> None:
    """Nothing that is due at a time falls out or comes twice on the day the clocks move."""
    for moved in transitions(name, date(2019, 1, 1), date(2027, 12, 31)):
        for on in (moved - timedelta(days=1), moved, moved + timedelta(days=1)):
            for wall in WALLS:
                check(name, on, wall)


@pytest.mark.long
@pytest.mark.parametrize("name", ZONES)
def test_around_every_move_of_forty_years_each_time_is_one_instant(name) -> None:
    """The same for all zones from 2000 to 2040."""
    for moved in transitions(name, date(2000, 1, 1), date(2040, 12, 31)):
        for on in (moved - timedelta(days=1), moved, moved + timedelta(days=1)):
            for wall in WALLS:
                check(name, on, wall)


def test_a_time_that_the_clocks_skip_moves_forward() -> None:
    """At half past two in the night of the change it is half past three."""
    skipped = instant_at(date(2026, 3, 29), time(2, 30), COPENHAGEN)
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert skipped == instant_at(date(2026, 3, 29), time(3, 30), COPENHAGEN)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    """What is due at half past two happens once, the first time the clocks show it."""
    assert instant_at(date(2026, 10, 25), time(2, 30), COPENHAGEN) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_the_first_is_meant_whatever_the_time_says_of_itself() -> None:
    """A time of day that remembers a fold from elsewhere is still the first."""
    on, wall = date(2026, 10, 25), time(2, 30)
    assert instant_at(on, wall.replace(fold=1), COPENHAGEN) == instant_at(on, wall, COPENHAGEN)


def test_a_day_that_never_was_becomes_the_next() -> None:
    """Samoa had no 30 December 2011; who was due on it is due a day later."""
    assert instant_at(date(2011, 12, 30), time(12), "Pacific/Apia") == instant_at(
        date(2011, 12, 31), time(12), "Pacific/Apia"
    )


@pytest.mark.parametrize(
    ("on", "name"), [(date.min, "Asia/Jakarta"), (date.max, "America/New_York")]
)
def test_days_beyond_the_calendar_are_refused(on, name) -> None:
    """A date that no hotel has is refused as one, wherever it comes in."""
    with pytest.raises(InvalidInput) as caught:
        instant_at(on, time(0) if on == date.min else time(23), name)
    assert caught.value.code == "date.out_of_range"


# --- nights ---


@for_all(st.dates(date(1900, 1, 1), date(2198, 1, 1)), st.integers(1, MOST_NIGHTS))
def test_the_departure_day_has_no_night(arrival, count) -> None:
    """Nights run from the arrival up to the day before departure, each once, in order."""
    departure = arrival + timedelta(days=count)
    nights = Nights(arrival, departure)
    listed = list(nights)
    assert len(nights) == len(listed) == count
    assert listed == sorted(set(listed))
    assert (listed[0], listed[-1]) == (arrival, departure - timedelta(days=1))
    assert all(night in nights for night in listed)
    assert departure not in nights
    assert arrival - timedelta(days=1) not in nights
    assert "2026-11-23" not in nights


@for_all(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 180), st.integers(1, 180))
def test_two_stays_in_a_row_share_no_night(arrival, first, second) -> None:
    """Who leaves and who arrives on the same day do not meet in the bed."""
    middle = arrival + timedelta(days=first)
    one, other = Nights(arrival, middle), Nights(middle, middle + timedelta(days=second))
    assert not set(one) & set(other)
    assert [*one, *other] == list(Nights(arrival, other.departure)) or first + second > MOST_NIGHTS


@pytest.mark.parametrize(
    ("nights", "cause"),
    [(0, "date.order"), (-1, "date.order"), (MOST_NIGHTS + 1, "list.length")],
)
def test_a_stay_has_between_one_night_and_a_year_of_them(nights, cause) -> None:
    """No stay without a night, none that never ends."""
    arrival = date(2026, 11, 23)
    with pytest.raises(InvalidInput) as caught:
        Nights(arrival, arrival + timedelta(days=nights))
    assert caught.value.code == cause


# --- written dates and times ---


@for_all(days, walls)
def test_what_was_written_is_read_again(on, wall) -> None:
    """The one form of a date, a time and an instant means the same for everybody."""
    assert parse_date(on.isoformat()) == on
    assert parse_time(wall.isoformat("minutes")) == wall
    if 1900 < on.year < 2199:
        instant = datetime.combine(on, wall, UTC)
        assert parse_instant(instant.isoformat()) == instant
        local = instant.astimezone(timezone(timedelta(hours=5, minutes=45)))
        assert parse_instant(local.isoformat()) == instant


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("2026-02-30", "date.invalid"),
        ("2025-02-29", "date.invalid"),
        ("2026-00-10", "date.invalid"),
        ("0000-01-01", "date.invalid"),
        ("10/11/12", "date.bad_format"),
        ("2026", "date.bad_format"),
        ("1", "date.bad_format"),
        ("20260101", "date.bad_format"),
        ("2026-W01-1", "date.bad_format"),
        ("2026-1-1", "date.bad_format"),
        ("-2026-01-01", "date.bad_format"),
        ("10000-01-01", "date.bad_format"),
        ("9999999999999", "date.bad_format"),
        ("２０２６-01-01", "date.bad_format"),
        ("2026-01-01 ", "date.bad_format"),
        ("2026-01-01\n", "date.bad_format"),
        ("2026-01-01T00:00:00Z", "date.bad_format"),
        ("", "date.bad_format"),
        ("1899-12-31", "date.out_of_range"),
        ("0001-01-01", "date.out_of_range"),
        ("9999-12-31", "date.out_of_range"),
    ],
)
def test_a_date_is_written_in_one_way(text, cause) -> None:
    """Day and month are never guessed, missing parts never filled in."""
    with pytest.raises(InvalidInput) as caught:
        parse_date(text)
    assert caught.value.code == cause


@pytest.mark.parametrize(
    "text",
    ["24:00", "25:00", "10:60", "10.00", "9:00", "1000", "23:59:60", "10:00Z", "１０:00", ""],
)
def test_a_time_of_day_is_written_in_one_way(text) -> None:
    """Two digits, a colon, two digits, on a day of 24 hours."""
    with pytest.raises(InvalidInput) as caught:
        parse_time(text)
    assert caught.value.code == "time.bad_format"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("2026-11-23T14:30:00", "instant.bad_format"),
        ("2026-11-23 14:30:00Z", "instant.bad_format"),
        ("2026-11-23T14:30Z", "instant.bad_format"),
        ("2026-11-23T14:30:00Z+07:00", "instant.bad_format"),
        ("2026-11-23T14:30:00.1234567Z", "instant.bad_format"),
        ("2026-11-23T23:59:60Z", "instant.bad_format"),
        ("2026-11-23T24:00:00Z", "instant.bad_format"),
        ("2026-11-23T14:30:00+24:00", "instant.bad_format"),
        ("2026-02-30T14:30:00Z", "instant.bad_format"),
        ("1763908200", "instant.bad_format"),
        ("0001-01-01T00:00:00+14:00", "date.out_of_range"),
        ("9999-12-31T23:59:59-12:00", "date.out_of_range"),
    ],
)
def test_an_instant_names_its_offset_once(text, cause) -> None:
    """A time without an offset is no instant, and neither is one with two."""
    with pytest.raises(InvalidInput) as caught:
        parse_instant(text)
    assert caught.value.code == cause


@pytest.mark.parametrize("read", [parse_date, parse_instant])
@pytest.mark.parametrize("value", [None, 20261123, b"2026-11-23"])
def test_only_text_is_read(read, value) -> None:
    """A number of seconds or days is no date."""
    with pytest.raises(InvalidInput):
        read(value)
