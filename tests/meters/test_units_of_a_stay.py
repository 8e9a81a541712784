"""A registration follows the guest: what is read in every unit is of the stay, each time apart."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from tests.meters.test_registration import (
    BARE,
    DAY,
    EL,
    END,
    FINALISE,
    FIRST,
    LAST,
    PAST,
    START,
    WAITING,
    WHO,
    after,
    open_with,
    sent,
    submit,
)

from axentra_core.kernel.errors import InvalidInput
from axentra_core.meters import (
    AGGREGATES,
    ChangeUnits,
    ConsumptionPolicy,
    Device,
    DevicePeriod,
    EstimateMethod,
    MeterFacts,
    MetersSettings,
    OpenRegistration,
    Plausibility,
    Reading,
    ReadingKind,
    RegistrationOpened,
    RegistrationStatus,
    Tariff,
    TariffVersion,
    UnitPrice,
    UnitsChanged,
    Utility,
    settle,
)
from axentra_core.meters.model import Register
from axentra_core.meters.registration import MOST_METERS
from axentra_core.meters.units import Measure
from axentra_core.meters.uses import visits
from axentra_core.testing import given

_, REGISTRATION = AGGREGATES
A, D, BETWEEN = ReadingKind.ARRIVAL, ReadingKind.DEPARTURE, ReadingKind.INTERMEDIATE
HERE = attrs.evolve(BARE, unit="17")
THERE = MeterFacts(
    "M2",
    "el",
    (DevicePeriod(attrs.evolve(EL, number="9001"), START - 99 * DAY),),
    unit="18",
)
MOVE = ChangeUnits("S1", ("17", "18"), (HERE, THERE))
ELECTRICITY = MetersSettings(
    utilities=(Utility("el", "el-26", "7001"),),
    tariffs=(
        Tariff(
            *("el-26", "DKK", Measure.KWH),
            (TariffVersion(usage=(UnitPrice(price="2"),)),),
            zone="Europe/Copenhagen",
        ),
    ),
)


def changed(*units, meters, reasons=()):
    """Return the event."""
    return UnitsChanged("S1", units, meters, reasons, *WHO)


def there(value, at, kind):
    """Return a reading of the second unit."""
    return attrs.evolve(sent(value, at, kind), meter="M2")


def test_a_registration_follows_the_guest() -> None:
    """When they move, then the meters of the new unit are known, too, and its readings kept."""
    past = after(open_with(FIRST, meter=HERE))
    moved = past.when(MOVE)
    state = moved.then(changed("17", "18", meters=(HERE, THERE)))
    assert (state.units, state.unit) == (("17", "18"), "17")
    assert [value for name, value in REGISTRATION.index(state) if name == "registration.unit"] == [
        "17",
        "18",
    ]
    kept = after(open_with(FIRST, meter=HERE), MOVE).when(submit(there("7", START, A)))
    assert [one.meter for one in kept.state.readings] == ["M1", "M2"]
    past.when(submit(there("7", START, A))).refused("meters.meter_not_in_unit")


def test_the_same_units_are_no_news() -> None:
    """Whoever tells them twice changes nothing."""
    after(open_with(FIRST, meter=HERE), MOVE).when(MOVE).then()


@pytest.mark.parametrize("status", RegistrationStatus)
def test_a_guest_is_followed_until_the_readings_are_turned_down(status) -> None:
    """Whatever was billed already; what is archived follows when it is restored."""
    done = after(*PAST[status]).when(MOVE)
    if status is RegistrationStatus.ARCHIVED:
        done.refused("meters.registration_closed")
    else:
        assert (done.state.units, done.state.status) == (("17", "18"), status)


def test_a_unit_that_was_a_mistake_goes_unless_something_was_read_there() -> None:
    """Then the reading stays with its meter, and somebody looks whose it is."""
    past = (open_with(FIRST, meter=HERE), MOVE)
    back = ChangeUnits("S1", ("17",), (HERE,))
    assert [one.meter for one in after(*past).when(back).state.meters] == ["M1"]
    read = (*past, submit(there("7", START, A)))
    assert [one.meter for one in after(*read).when(back).state.meters] == ["M1", "M2"]


def test_what_was_read_before_the_move_is_told_anew() -> None:
    """The stay before may end late, so what is told last of a meter counts."""
    last = Reading(4, "el", "5", START - DAY, D)
    later = Reading(5, "el", "9", START + DAY, BETWEEN)
    first = ChangeUnits("S1", ("17", "18"), (HERE, attrs.evolve(THERE, before=(last,))))
    again = ChangeUnits("S1", ("17", "18", "17"), (HERE, attrs.evolve(THERE, before=(later,))))
    state = after(open_with(FIRST, meter=HERE), first, again).state
    assert state.meter("M2").before == (later,)


def test_a_move_after_all_was_read_opens_the_review() -> None:
    """Nobody has read the new unit yet; what was sent before is not doubted again."""
    past = after(*WAITING, ChangeUnits("S1", ("17",), (HERE,)))
    done = past.when(ChangeUnits("S1", ("17", "18"), (HERE, THERE)))
    assert done.state.needs_review
    assert {(one.meter, one.reason) for one in done.state.reasons} >= {
        ("M2", "start_missing"),
        ("M2", "end_missing"),
    }


def test_a_registration_may_begin_after_the_move() -> None:
    """Then it knows both units from its first event on."""
    opened = attrs.evolve(open_with(FIRST, meter=HERE), meters=(HERE, THERE), moved=("18",))
    done = given(REGISTRATION).when(opened)
    assert isinstance(done.events[0], RegistrationOpened)
    assert (done.events[0].moved, done.state.units) == (("18",), ("17", "18"))


def test_a_guest_lives_somewhere() -> None:
    """A registration without a unit, or with a meter twice, is malformed."""
    with pytest.raises(InvalidInput, match=r"field\.required"):
        ChangeUnits("S1", (), ())
    with pytest.raises(InvalidInput, match=r"value\.duplicate"):
        ChangeUnits("S1", ("17",), (HERE, HERE))


def test_units_without_end_are_a_mistake() -> None:
    """A registration knows a bounded number of meters."""
    many = tuple(attrs.evolve(THERE, meter=f"X{place}") for place in range(MOST_METERS))
    past = after(open_with(FIRST, meter=HERE))
    past.when(ChangeUnits("S1", ("17", "18"), many)).refused("meters.too_many_meters")


# Each time apart


def read(number, value, hours, kind, **more):
    """Return a reading, so many hours after the arrival."""
    return Reading(number, "el", value, START + timedelta(hours=hours), kind, **more)


TWICE = (read(1, "10", 0, A), read(2, "20", 5, D), read(3, "70", 9, A), read(4, "75", 12, D))


def test_readings_are_parted_where_a_guest_comes_back() -> None:
    """A first reading after a last one begins another time; a corrected one counts once."""
    assert visits(TWICE, 2) == [list(TWICE[:2]), list(TWICE[2:])]
    assert visits(TWICE[::-1], 2) == visits(TWICE, 2)
    better = read(5, "21", 5, D, supersedes=2)
    assert visits((*TWICE, better), 2) == [[TWICE[0], better], list(TWICE[2:])]


def test_who_was_there_once_has_one_time() -> None:
    """A second first reading is another look at the same beginning."""
    assert visits(TWICE, 1) == [list(TWICE)]
    assert visits((), 2) == [[]]


def test_what_others_use_meanwhile_is_not_the_guests() -> None:
    """Ten and five units, and the fifty in between are nobody's."""
    first, *rest = (sent(one.value, one.at, one.kind) for one in TWICE)
    state = after(
        open_with(first, meter=HERE),
        ChangeUnits("S1", ("17", "18", "17"), (HERE,)),
        submit(*rest),
    ).state
    found = settle(state, ELECTRICITY)
    assert [str(one.quantity) for one in found.used[0].consumptions] == ["10", "5"]
    assert (found.figures.gross, found.reasons) == (Decimal("30.00"), ())


@pytest.mark.parametrize("lacking", range(4))
def test_a_time_that_is_not_read_whole_is_looked_at(lacking) -> None:
    """Whichever of the four readings is missing: nobody bills what was in between unseen."""
    kept = [
        sent(one.value, one.at, one.kind) for place, one in enumerate(TWICE) if place != lacking
    ]
    state = after(
        open_with(*kept, meter=HERE), ChangeUnits("S1", ("17", "18", "17"), (HERE,))
    ).state
    found = settle(state, ELECTRICITY)
    reasons = {one.reason for one in found.reasons}
    assert reasons & {"returned", "start_missing", "end_missing"}
    assert found.bills == ()


def test_what_a_house_has_used_is_not_estimated_for_the_whole_stay() -> None:
    """Who has lived in two houses was not a week in either; one who has not moved is estimated."""
    usual = attrs.evolve(ELECTRICITY.utilities[0], plausible=Plausibility(average=Decimal(5)))
    policy = ConsumptionPolicy(estimate=EstimateMethod.AVERAGE)
    house = attrs.evolve(ELECTRICITY, utilities=(usual,), policy=policy)
    alone = after(open_with(FIRST, meter=HERE))
    (one,) = settle(alone.state, house).used
    assert one.consumptions[0].flags == ("estimated",)
    moved = after(open_with(FIRST, meter=HERE), MOVE).state
    found = {one.meter: one for one in settle(moved, house).used}
    assert found["M1"].consumptions[0].flags == ("end_missing",)


def test_two_units_are_priced_together() -> None:
    """What is included and blocks are those of one stay, in however many houses."""
    state = after(
        open_with(FIRST, meter=HERE),
        MOVE,
        submit(LAST, there("7", START, A), there("12", END, D)),
        FINALISE,
    ).state
    found = settle(state, ELECTRICITY)
    assert [str(line.quantity) for line in found.bills[0].bill.lines] == ["50", "5"]
    assert found.figures.gross == Decimal("110.00")


def test_a_unit_has_its_own_devices() -> None:
    """Opening with the meters of two units tells each reading's device by its meter."""
    other = Device("9001", (Register("el", Measure.KWH, digits=3),))
    narrow = attrs.evolve(THERE, periods=(DevicePeriod(other, START - DAY),))
    begin = OpenRegistration(
        *("S1", "17", START.date(), END.date(), "Europe/Copenhagen"),
        (HERE, narrow),
        (FIRST, there("1000", START, A)),
        moved=("18",),
    )
    given(REGISTRATION).when(begin).refused("meters.exceeds_register")
