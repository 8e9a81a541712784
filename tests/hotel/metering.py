"""What tests of meters share: a house whose electricity is metered, and what is read there."""

from datetime import UTC, datetime
from decimal import Decimal

import attrs

from axentra_core.meters import (
    Device,
    Measure,
    MeterInstalled,
    MetersSettings,
    ReadingKind,
    Register,
    SubmittedReading,
    Tariff,
    TariffVersion,
    UnitPrice,
    Utility,
    Vat,
)

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
START, END, CONTROL = ReadingKind.ARRIVAL, ReadingKind.DEPARTURE, ReadingKind.CONTROL
# 42 kWh with their tax of 11 % in the price.
USED, NET, VAT = 126_000, Decimal(113_514), Decimal(12_486)
PRICE = TariffVersion(usage=(UnitPrice(price="3000"),), vat=Vat("0.11"))
TARIFF = Tariff("el-26", "IDR", Measure.KWH, (PRICE,), zone="Asia/Jakarta", digits=0)
DEVICE = Device("4711", (Register("el", Measure.KWH, digits=5),))


def metered(transaction, **switches):
    """Return the settings of a house that charges electricity under a code."""
    utilities = (Utility("el", "el-26", transaction),)
    return MetersSettings(utilities=utilities, tariffs=(TARIFF,), **switches)


def with_a_meter(front):
    """Let the electricity of room 2034 be metered, and return its meter."""
    own = front.hotel.read.configuration
    front.boss.change_property(attrs.evolve(own, meters=metered("FNB")))
    return front.boss.install_meter("2034", "el", DEVICE, NEW_YEAR).one(MeterInstalled).meter


def reading(front, meter, value, kind=START, partner_id=None, **more):
    """Return a reading, just taken."""
    said = {"register": "el", "at": front.clock.now, **more}
    return SubmittedReading(
        meter, said.pop("register"), value, said.pop("at"), kind, partner_id, **said
    )


def read(make, *steps):
    """Return a scene with the registration of a guest in house who has used 42 kWh."""

    def scene(front):
        meter = with_a_meter(front)
        stay = front.arrive()
        readings = reading(front, meter, "100"), reading(front, meter, "142", END)
        front.boss.submit_readings(stay, readings)
        for step in steps:
            front.boss.do(step(stay), key=front.key())
        return make(stay)

    return scene


def late(front, make, *steps):
    """Return a verb after a reading that came when the registration was billed."""
    stay = read(str, *steps)(front)
    (meter,) = front.hotel.read.meters("2034")
    front.boss.submit_readings(stay, [reading(front, meter.id, "150", END)])
    return make(stay)


def due(front, make, *steps):
    """Return a verb after such a reading, at which somebody has looked."""
    stay = late(front, str, *steps)
    front.boss.review_readings(stay)
    return make(stay)
