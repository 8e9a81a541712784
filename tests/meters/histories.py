"""Made-up stays with a known true use, and what becomes of them: run it to print the rates."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs

from axentra_core.meters import (
    ConsumptionPolicy,
    Decision,
    Device,
    DevicePeriod,
    Expectation,
    Measure,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
    consumption,
)

DIGITS = 4
TURN = 10**DIGITS
# What a guest can use at the very most, and does not use here.
MOST = 600
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
START = datetime(2026, 7, 4, 14, tzinfo=UTC)
UNSEEN = {"misread", "silent reset"}
# How far from a replacement whoever controls it looks: often at its very instant.
BESIDE = {ReadingKind.REMOVAL: (0, 0, -1, -45), ReadingKind.INSTALLATION: (0, 0, 1, 45)}
POLICY = ConsumptionPolicy(control_tolerance=Decimal(0))


class History:
    """One stay: devices that come and go, what people read, and what was truly used."""

    def __init__(self, chance, misread=0.3, silent=0.2):
        """Make it up, with so many stays of one that have a misread, or an unnoticed reset."""
        self.chance = chance
        self.shown = 0
        self.count = self.inside = chance.randrange(TURN)
        self.at, self.since = START, BUILT
        self.readings, self.controls, self.periods = [], [], []
        self.swaps, self.events = 0, set()
        digits = DIGITS if chance.random() < 0.9 else None
        self.factor = Decimal(chance.choice(["1", "1", "40", "0.1"]))
        self.register = Register("el", Measure.KWH, digits=digits, factor=self.factor)
        self.read(ReadingKind.ARRIVAL)
        kinds = [self.swap, self.swap, self.reset, self.between, self.nothing]
        acts = [chance.choice(kinds) for _ in range(chance.randrange(3))]
        if chance.random() < silent:
            acts.insert(chance.randrange(len(acts) + 1), self.silent_reset)
        for act in acts:
            self.use()
            act()
        self.use()
        self.read(ReadingKind.DEPARTURE)
        self.install_record(None)
        if chance.random() < misread:
            self.misread()

    @property
    def true(self):
        """What was truly used."""
        return self.shown * Fraction(self.factor)

    def use(self):
        """Use something, seldom much; the register may go round."""
        many = self.chance.choice([0, self.chance.randrange(30), self.chance.randrange(MOST // 4)])
        self.shown += many
        before, self.count = self.count, (self.count + many) % TURN
        self.inside = (self.inside + many) % TURN
        self.at += timedelta(hours=30)
        if self.count < before:
            self.events.add("rollover")

    def read(self, kind):
        """Write down what the display shows; whoever controls it knows what the device counts."""
        number = 2 * len(self.readings) + 1
        self.readings.append(Reading(number, "el", self.count, self.at, kind))
        self.controls.append(
            Reading(
                number + 1,
                "el",
                self.inside,
                self.at + timedelta(minutes=self.chance.choice(BESIDE.get(kind, (0,)))),
                ReadingKind.CONTROL,
                ReadingSource.UTILITY,
                device=self.chance.choice([None, self.number]),
            )
        )

    @property
    def number(self):
        """What is printed on the device that is in place."""
        return f"D{self.swaps}"

    def install_record(self, until):
        """Note which device was in place."""
        device = Device(self.number, (self.register,))
        self.periods.append(DevicePeriod(device, self.since, until))

    def replace(self, first, *, is_other):
        """Read before and after; sometimes somebody forgets one of the two."""
        forgets = self.chance.random()
        if forgets > 0.1:
            self.read(ReadingKind.REMOVAL)
        self.swaps += is_other
        self.count = self.inside = first
        if forgets < 0.9:
            self.read(ReadingKind.INSTALLATION)
        if not 0.1 < forgets < 0.9:
            self.events.add("forgotten")

    def swap(self):
        """Hang another device in its place."""
        self.events.add("swap")
        self.install_record(self.at)
        self.since = self.at
        self.replace(self.chance.randrange(50), is_other=True)

    def reset(self):
        """Set the register back, with a reading before and after."""
        self.events.add("reset")
        self.replace(0, is_other=False)

    def silent_reset(self):
        """Begin again at zero on the display alone, and nobody notices."""
        self.events.add("silent reset")
        self.count = 0

    def between(self):
        """Read in the middle of the stay."""
        self.read(ReadingKind.INTERMEDIATE)

    def nothing(self):
        """Leave the device alone."""

    def misread(self):
        """Write down a wrong digit, two the wrong way round, or the comma in the wrong place."""
        place = self.chance.randrange(len(self.readings))
        read = str(self.readings[place].value).zfill(DIGITS)
        spot = self.chance.randrange(DIGITS - 1)
        wrong = self.chance.choice(
            [
                read[:spot] + str(self.chance.randrange(10)) + read[spot + 1 :],
                read[:spot] + read[spot + 1] + read[spot] + read[spot + 2 :],
                read + "0",
                read[:spot] + read[spot + 1 :],
                f"{read[:-1]}.{read[-1]}",
            ]
        )
        if Decimal(wrong) != Decimal(read):
            self.readings[place] = attrs.evolve(self.readings[place], value=wrong)
            self.events.add("misread")


def rates(many, *, misread=0.3, silent=0.2, is_controlled=False, seed=2026):
    """Return how many stays were recovered, reviewed and billed wrong, and the latter's events."""
    chance = random.Random(seed)
    counted = {"recovered": 0, "review": 0, "wrong": 0}
    wrong = []
    for _ in range(many):
        stay = History(chance, misread, silent)
        readings = stay.readings + (stay.controls if is_controlled else [])
        expectation = Expectation(most=MOST * stay.factor)
        (found,) = consumption(stay.periods, readings, expectation=expectation, policy=POLICY)
        if found.decision is not Decision.BILL:
            counted["review"] += 1
        elif found.quantity.exact == stay.true:
            counted["recovered"] += 1
        else:
            counted["wrong"] += 1
            wrong.append(stay.events)
    return counted, wrong


def told(many):
    """Return the rates in percent, a line for each kind of stay."""
    for name, kind in KINDS.items():
        counted, _ = rates(many, **kind)
        shares = (f"{what} {100 * part / many:.1f} % ({part:,})" for what, part in counted.items())
        yield f"{name}: {', '.join(shares)}"


KINDS = {
    "nothing that nobody sees": {"misread": 0, "silent": 0},
    "misreads and silent resets, with control readings": {"is_controlled": True},
    "misreads and silent resets, without": {},
    "one misread in every stay, without": {"misread": 1, "silent": 0},
    "one silent reset in every stay, without": {"misread": 0, "silent": 1},
}

if __name__ == "__main__":
    print("\n".join(told(20_000)))  # noqa: T201 - for whoever writes the page
