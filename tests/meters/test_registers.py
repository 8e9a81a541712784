"""Several registers of a meter, what is expected of them, and how often one goes round."""

from datetime import timedelta

import attrs
import pytest
from tests.meters.test_consumption import (
    ARRIVAL,
    BETWEEN,
    BUILT,
    DEPARTURE,
    END,
    FIVE,
    KWH,
    START,
    D,
    in_place,
    reading,
    told,
    two,
    used,
)

from axentra_core.meters import (
    ConsumptionPolicy,
    Device,
    DevicePeriod,
    EarlierUse,
    EstimateMethod,
    Expectation,
    Measure,
    Register,
    consumption,
)

DAY = timedelta(days=1)
MWH, M3, GJ, WH = Measure.MWH, Measure.M3, Measure.GJ, Measure.WH


def meter(**measures):
    """Return a device with these registers."""
    registers = tuple(Register(code, one, 6, 3) for code, one in measures.items())
    return (DevicePeriod(Device("A", registers), BUILT),)


def all_told(periods, values, expectation=None, policy=None):
    """Return what matters of each register; a last value of None was not read."""
    readings = []
    for code, (first, last) in values.items():
        many = len(readings)
        readings.append(reading(many + 1, str(first), START, ARRIVAL, register=code))
        if last is not None:
            readings.append(reading(many + 2, str(last), END, DEPARTURE, register=code))
    found = consumption(
        periods,
        readings,
        expectation=expectation or Expectation(),
        policy=policy or ConsumptionPolicy(),
    )
    return [told(one) for one in found]


# --- how often a register goes round ---


@pytest.mark.parametrize(
    ("digits", "more", "days", "decision"),
    [
        (3, {}, 3, "bill"),
        (3, {}, 4, "review"),
        (3, {"decimals": 1}, 4, "review"),
        (4, {}, 33, "bill"),
        (4, {}, 34, "review"),
        (5, {}, 333, "bill"),
        (None, {}, 3000, "bill"),
        # A step that stands for less turns it sooner, one that stands for more later.
        (4, {"factor": "0.1"}, 4, "review"),
        (3, {"factor": "40"}, 4, "bill"),
        (5, {"measure": Measure.WH}, 1, "review"),
        (4, {"measure": Measure.M3}, 333, "bill"),
        (4, {"measure": Measure.M3}, 334, "review"),
        (12, {"measure": Measure.GJ, "factor": 1_000_000}, 3000, "bill"),
    ],
)
def test_without_a_bound_few_digits_may_have_gone_round_unseen(
    digits, more, days, decision
) -> None:
    """624 and 760 are 136 apart, or 1,136 where a house could have used that in the time."""
    register = attrs.evolve(FIVE, digits=digits, **more)
    readings = [reading(1, 624, START, ARRIVAL), reading(2, 760, START + days * DAY, DEPARTURE)]
    found = used(readings, register)
    flags = ["rollover_uncertain"] if decision == "review" else []
    assert told(found)[1:] == (decision, flags)
    # The long way comes to the same.
    again = reading(3, 624, START, BETWEEN)
    assert told(used([*readings, again], register))[1:] == (decision, flags)


def test_who_states_a_bound_or_reads_more_often_knows_more() -> None:
    """With a reading every other day no turn of three digits remains unseen."""
    three = attrs.evolve(FIVE, digits=3)
    last = START + 4 * DAY
    readings = [reading(1, 624, START, ARRIVAL), reading(2, 760, last, DEPARTURE)]
    assert told(used(readings, three, most=1135)) == ("136", "bill", [])
    assert told(used(readings, three, most=1136))[1] == "review"
    between = reading(3, 700, START + 2 * DAY, BETWEEN)
    assert told(used([*readings, between], three)) == ("136", "bill", [])


# --- registers of several measures ---


@pytest.mark.parametrize("measure", [None, MWH], ids=["first", "stated"])
def test_the_bound_of_the_heat_is_none_of_the_water(measure) -> None:
    """A heat meter shows two numbers: 2 MWh are too much where 40 m3 beside them are not."""
    bound = Expectation(most=1, measure=measure)
    both = meter(heat=MWH, flow=M3)
    assert all_told(both, {"heat": (1, 2), "flow": (10, 50)}, bound) == [
        ("1", "bill", []),
        ("40", "bill", []),
    ]
    assert all_told(both, {"heat": (1, "2.001"), "flow": (10, 50)}, bound) == [
        ("1.001", "review", ["implausible"]),
        ("40", "bill", []),
    ]


def test_a_stated_measure_tells_which_register_is_meant() -> None:
    """The first one is not always the one that is billed; a lower one is no rollover by it."""
    bound = Expectation(most=1, measure=MWH)
    both = meter(flow=M3, heat=MWH)
    found = all_told(both, {"flow": (10, 50), "heat": (1, "2.5")}, bound)
    assert [one[1] for one in found] == ["bill", "review"]
    found = all_told(both, {"flow": ("999999.9", "0.1"), "heat": (1, 2)}, bound)
    assert found == [(None, "review", ["decreasing"]), ("1", "bill", [])]


def test_registers_of_one_kind_are_weighed_together_in_any_measure() -> None:
    """600 kWh and 0.5 MWh are 1,100 kWh; each says it in its own measure."""
    both = meter(HT=KWH, NT=MWH)
    values = {"HT": (0, 600), "NT": (0, "0.5")}
    assert [one[1] for one in all_told(both, values, Expectation(most=1100))] == ["bill", "bill"]
    found = all_told(both, values, Expectation(most=1099))
    assert [one[2] for one in found] == [["implausible"], ["implausible"]]
    usual = Expectation(days=7, earlier=(EarlierUse(D("0.36"), 1, 7),), measure=MWH)
    found = all_told(both, values, usual)
    assert [one[2] for one in found] == [["outlier"], ["outlier"]]
    assert [one[2] for one in all_told(meter(HT=KWH), {"HT": (0, 600)}, usual)] == [[]]


def test_a_lower_reading_is_asked_in_the_measure_of_its_register() -> None:
    """5 GJ are 1,388.9 kWh: within 1,400, and above 1,300."""
    values = {"r": ("999998", "3")}
    for most, expected in ((1400, "5"), (1300, None)):
        found = all_told(meter(r=GJ), values, Expectation(most=most, measure=KWH))
        assert found[0][0] == expected


def test_a_bound_beyond_all_numbers_is_none_in_a_smaller_measure() -> None:
    """A house that states 10^14 MWh has said nothing, and breaks nothing either."""
    expectation = Expectation(most=10**14, measure=MWH)
    assert all_told(meter(r=WH), {"r": (0, 50)}, expectation)[0][0] == "50"


# --- an estimate of several registers ---

ESTIMATED = ConsumptionPolicy(estimate=EstimateMethod.AVERAGE)
DAY_NIGHT = meter(HT=KWH, NT=KWH)
WEEK = Expectation(days=7, average=10)


def test_what_one_register_was_not_read_for_is_the_rest() -> None:
    """70 kWh in all, of which the day register has counted 50."""
    assert all_told(DAY_NIGHT, {"HT": (0, 50), "NT": (0, None)}, WEEK, ESTIMATED) == [
        ("50", "bill", []),
        ("20", "bill", ["estimated"]),
    ]
    assert all_told(DAY_NIGHT, {"HT": (0, 71), "NT": (0, None)}, WEEK, ESTIMATED) == [
        ("71", "bill", []),
        (None, "review", ["end_missing"]),
    ]


def test_what_neither_was_read_for_is_parted_equally() -> None:
    """Nobody has said how; it is marked, so that somebody looks at it before it is billed."""
    found = all_told(DAY_NIGHT, {"HT": (0, None), "NT": (0, None)}, WEEK, ESTIMATED)
    assert found == [("35", "bill", ["estimated"])] * 2
    three = meter(a=KWH, b=KWH, c=WH)
    values = dict.fromkeys("abc", (0, None))
    found = all_told(three, values, Expectation(days=1, average=10), ESTIMATED)
    assert [one[0] for one in found] == ["3.333", "3.333", "3333.333"]


def test_an_estimate_is_of_what_is_expected_alone() -> None:
    """The cubic metres beside the heat are not, and stay unknown."""
    both = meter(heat=MWH, flow=M3)
    expectation = Expectation(days=7, average=D("0.1"), measure=MWH)
    assert all_told(both, {"heat": (1, None), "flow": (1, None)}, expectation, ESTIMATED) == [
        ("0.7", "bill", ["estimated"]),
        (None, "review", ["end_missing"]),
    ]


def test_nothing_is_estimated_beside_what_is_unknown() -> None:
    """Where the day register has a lower reading, its share is unknown, too."""
    found = all_told(DAY_NIGHT, {"HT": (50, 0), "NT": (0, None)}, WEEK, ESTIMATED)
    assert [one[::2] for one in found] == [(None, ["decreasing"]), (None, ["end_missing"])]
    assert told(used(two(0, 50), periods=(in_place(),), policy=ESTIMATED))[0] == "50"
