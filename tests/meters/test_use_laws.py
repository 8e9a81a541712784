"""What holds for the use of any meter, whatever has happened to it (invariants 51 and 52)."""

from datetime import timedelta
from fractions import Fraction

import attrs
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.meters.test_consumption import (
    ARRIVAL,
    BETWEEN,
    BUILT,
    CONTROL,
    DEPARTURE,
    FIVE,
    IN,
    KWH,
    OUT,
    START,
    D,
    in_place,
    reading,
    used,
)

from axentra_core.meters import (
    ConsumptionPolicy,
    Conversion,
    Decision,
    Device,
    DevicePeriod,
    EstimateMethod,
    Expectation,
    Flag,
    Measure,
    Register,
    convert,
)

HOUR = timedelta(hours=1)
TURN = 100_000
# Devices that begin again after as many steps, what is plausible for each, and a step in kWh.
# fmt: off
KINDS = (
    (Register("el", KWH, digits=5),                           8_000, Fraction(1)),
    (Register("el", KWH, digits=5, factor=4),                 8_000, Fraction(4)),
    (Register("el", KWH, digits=4, decimals=1, display_scale=10),
                                                              8_000, Fraction(1)),
    (Register("el", Measure.MWH, digits=2, decimals=3),           8, Fraction(1)),
    (Register("el", Measure.GJ, digits=2, decimals=3),           28, Fraction(10, 36)),
    (Register("el", Measure.M3, digits=5, conversion=Conversion(KWH, D("0.5"), D("1.5"))),
                                                              8_000, Fraction(3, 4)),
)
# fmt: on
DEVICES = st.sampled_from(KINDS)
ACTS = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from(["nothing", "read", "swap", "reset"]), DEVICES),
    min_size=2,
    max_size=6,
)


class Life:
    """What a meter goes through: something is used, then something happens, hour by hour.

    Attributes:
        true: used up to each hour, in kWh.
    """

    def __init__(self, acts, count, kind):
        """Live it; every replacement has both readings."""
        self.kinds, self.counts, self.true = [kind], [count], [Fraction(0)]
        self.periods, self.read, since = [], [], BUILT
        for place, (many, act, other) in enumerate(acts, 1):
            at = START + 2 * place * HOUR
            self.true.append(self.true[-1] + many * kind[2])
            count = (count + many) % TURN
            if act == "read":
                self.note(kind, count, at, BETWEEN)
            elif act != "nothing":
                self.note(kind, count, at, OUT)
                if act == "swap":
                    self.periods.append(self.device(kind, since, at))
                    kind, since = other, at
                count = 7
                self.note(kind, count, at, IN)
            self.kinds.append(kind)
            self.counts.append(count)
        self.periods.append(self.device(kind, since, None))

    def device(self, kind, since, until):
        """Return the next device."""
        return DevicePeriod(Device(f"D{len(self.periods)}", (kind[0],)), since, until)

    def note(self, kind, count, at, what):
        """Read what the display shows."""
        value = count * kind[0].smallest
        self.read.append(reading(len(self.read) + 10, value, at, what))

    def between(self, low, high):
        """Return the use between two hours, in kWh, as it is reckoned from what was read."""
        ends = [
            reading(
                number,
                self.counts[place] * self.kinds[place][0].smallest,
                START + 2 * place * HOUR + HOUR,
                what,
            )
            for number, place, what in ((1, low, ARRIVAL), (2, high, DEPARTURE))
        ]
        inside = [
            one for one in self.read if one.kind is not BETWEEN or ends[0].at < one.at < ends[1].at
        ]
        found = used([*ends, *inside], periods=self.periods, most=self.kinds[low][1])
        assert found.decision is Decision.BILL
        return convert(found.quantity, found.measure, KWH).exact


@for_all(ACTS, st.integers(0, TURN - 1), DEVICES)
def test_a_use_is_the_sum_of_its_parts_wherever_it_is_split(acts, count, kind) -> None:
    """With rollovers, replacements, resets and devices that count in something else."""
    life = Life(acts, count, kind)
    last = len(acts)
    assert life.between(0, last) == life.true[-1]
    for cut in range(1, last):
        assert life.between(0, cut) + life.between(cut, last) == life.true[-1]
        assert life.between(0, cut) == life.true[cut]


@for_all(st.lists(st.integers(0, 90), min_size=3, max_size=3), st.integers(0, TURN - 1))
def test_two_stays_and_what_lies_between_are_the_whole(uses, count) -> None:
    """What is not the first guest's and not the second's is named, and is the owner's."""
    shown = [(count + sum(uses[:place])) % TURN for place in range(4)]
    at = [START + place * HOUR for place in range(4)]
    left = reading(2, shown[1], at[1], DEPARTURE)
    first = used([reading(1, shown[0], at[0], ARRIVAL), left], most=100)
    stay = [reading(3, shown[2], at[2], ARRIVAL), reading(4, shown[3], at[3], DEPARTURE)]
    second = used(stay, most=100, before=(left,), policy=ConsumptionPolicy(most_gap=100))
    gaps = [note.values["quantity"].exact for note in second.notes if note.flag is Flag.GAP]
    assert sum(gaps) == uses[1]
    assert first.quantity.exact + sum(gaps) + second.quantity.exact == sum(uses)
    assert {first.decision, second.decision} == {Decision.BILL}


@for_all(st.integers(0, 185), st.integers(0, TURN - 1))
def test_what_was_read_and_what_is_estimated_are_the_estimate(many, count) -> None:
    """A reading in the middle does not make an estimated stay dearer."""
    readings = [
        reading(1, count, START, ARRIVAL),
        reading(2, (count + many) % TURN, START + HOUR, BETWEEN),
    ]
    found = used(
        readings,
        expectation=Expectation(persons=4, days=7, average=D("6.7"), most=500),
        policy=ConsumptionPolicy(estimate=EstimateMethod.AVERAGE),
    )
    assert (found.quantity.amount, found.decision) == (D("187.6"), Decision.BILL)


# --- whatever is read ---


@st.composite
def anything(draw):
    """Return readings of any kind at any time of up to three devices."""
    swaps = sorted(draw(st.sets(st.integers(0, 9), max_size=2)))
    at = [START + place * HOUR for place in swaps]
    register = attrs.evolve(FIVE, digits=draw(st.sampled_from([2, 3, None])))
    periods = [
        in_place(register, f"D{place}", since, until)
        for place, (since, until) in enumerate(zip([BUILT, *at], [*at, None], strict=True))
    ]
    values = st.integers(0, 99) | st.integers(0, 120)
    whole = [
        (ARRIVAL, 0),
        *((kind, place) for place in swaps for kind in (OUT, IN)),
        (DEPARTURE, 9),
    ]
    kinds = st.sampled_from([ARRIVAL, DEPARTURE, BETWEEN, BETWEEN, OUT, IN])
    odd = draw(st.lists(st.tuples(kinds, st.integers(0, 9)), max_size=3))
    lacking = draw(st.sets(st.integers(0, 12), max_size=2))
    readings = [
        reading(number, draw(values), START + place * HOUR, kind)
        for number, (kind, place) in enumerate([*whole, *odd], 1)
        if number not in lacking
    ]
    return periods, readings, draw(st.sampled_from([None, 60, 150, 1500]))


@for_all(anything())
def test_a_use_is_what_lies_between_its_readings_and_never_less_than_nothing(given) -> None:
    """Lower readings count only where the register is said to have gone round, or was replaced."""
    periods, readings, most = given
    found = used(readings, periods=periods, most=most)
    for part in found.parts:
        has_turned = part.end.value < part.start.value
        turn = part.register.capacity if has_turned else 0
        assert part.shown == part.end.value - part.start.value + turn
        assert part.quantity.amount == part.shown >= 0
        assert (Flag.ROLLOVER in found.flags) >= has_turned
    if found.decision is Decision.BILL:
        assert found.quantity.amount == sum(part.shown for part in found.parts)
    if found.quantity is not None and not {Flag.ROLLOVER, Flag.METER_REPLACED} & {*found.flags}:
        assert found.quantity.amount == found.parts[-1].end.value - found.parts[0].start.value
    if found.quantity is not None and found.decision is Decision.BILL and most is not None:
        assert found.quantity.amount <= most


@for_all(anything(), st.randoms(use_true_random=False))
def test_the_order_in_which_readings_are_told_does_not_matter(given, chance) -> None:
    """They have their own instants and numbers."""
    periods, readings, most = given
    found = used(readings, periods=periods, most=most)
    mixed, moved = list(readings), list(periods)
    chance.shuffle(mixed)
    chance.shuffle(moved)
    again = used(mixed, periods=moved, most=most)
    assert (again.quantity, again.decision, again.parts) == (
        found.quantity,
        found.decision,
        found.parts,
    )


@for_all(anything(), st.lists(st.tuples(st.integers(0, 120), st.integers(-90, 90)), max_size=3))
def test_control_readings_never_count_and_never_make_a_doubt_less(given, seen) -> None:
    """They inform: what is billed is what was read, or somebody looks at it."""
    periods, readings, most = given
    controls = [
        reading(50 + place, value, START + at * HOUR, CONTROL)
        for place, (value, at) in enumerate(seen)
    ]
    alone = used(readings, periods=periods, most=most)
    policy = ConsumptionPolicy(control_tolerance=2)
    found = used([*readings, *controls], periods=periods, most=most, policy=policy)
    assert (found.quantity, found.parts) == (alone.quantity, alone.parts)
    assert alone.decision in {found.decision, Decision.BILL}
