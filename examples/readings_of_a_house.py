"""Readings of houses (Tællerregistreringer): a guest's app sends what the meters show.

    python examples/readings_of_a_house.py --locale da

Three villas of the hotel have electricity meters. One bill writes itself, one use is looked at
first, and one guest forgets to read, so that Front Desk settles with the deposit. The hotel, its
clock and the manner of telling are those of the story of one guest.
"""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import attrs
from one_guest_two_nights import (
    AXENTRA,
    MONDAY,
    TOLD,
    TUESDAY,
    WEDNESDAY,
    Jakarta,
    Narrator,
    Numbered,
    printed,
    rupiah,
)

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.codec import read_tariff
from axentra_core.deposits import DepositApplied, DepositReceived, DepositReturned
from axentra_core.documents import DocumentIssued, DocumentSettings, Seller
from axentra_core.folio import PaymentMethod, TransactionCode
from axentra_core.hotel import Desk, Hotel
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.meters import (
    ConsumptionInvoiced,
    ConsumptionPolicy,
    Device,
    DeviceReplaced,
    DifferenceRecorded,
    Measure,
    MeterInstalled,
    MetersSettings,
    Plausibility,
    ReadingKind,
    ReadingRecorded,
    ReadingSource,
    ReadingsSubmitted,
    Register,
    RegistrationFinalised,
    RegistrationReviewed,
    SettledByStaff,
    ShownAt,
    SubmittedReading,
    Utility,
)
from axentra_core.stays import StayCheckedOut, party
from axentra_core.views import LOCALES

TARIFF = """{
  "id": "el-2026", "currency": "IDR", "measure": "kWh", "zone": "Asia/Jakarta", "digits": 0,
  "versions": [{"usage": [{"price": "3000"}], "vat": {"rate": "0.11"}}]
}"""
ELECTRICITY = TransactionCode("ENERGY", "Electricity", "rooms")
PER_KWH = Utility(
    "el", "el-2026", transaction="ENERGY", plausible=Plausibility(most_per_day=Decimal(120))
)
VILLAS = attrs.evolve(
    AXENTRA,
    folio=attrs.evolve(AXENTRA.folio, codes=(*AXENTRA.folio.codes, ELECTRICITY)),
    documents=DocumentSettings(Seller("PT Hotel Axentra", ("Jl. Thamrin 1", "Jakarta 10310"))),
    meters=MetersSettings(
        check_in_at_first_reading=True,
        check_out_at_finalise=True,
        invoice_at_finalise=True,
        utilities=(PER_KWH,),
        tariffs=(read_tariff(TARIFF),),
        policy=ConsumptionPolicy(control_tolerance=Decimal(5)),
    ),
)
# Who lives where, and what the meter shows when they come.
GUESTS = {
    "anna": ("Anna Holm", "2034", "99960"),
    "made": ("Made Wirawan", "2035", "00100"),
    "siti": ("Siti Rahma", "2036", "00500"),
}

TOLD.update(
    {
        MeterInstalled: lambda e: f"{e.utility} of {e.unit}: device {e.period.device.number}",
        DeviceReplaced: lambda e: f"device {e.period.device.number}",
        ReadingRecorded: lambda e: f"{e.reading.kind}: {e.reading.value:05}",
        ReadingsSubmitted: lambda e: ", ".join(
            f"{one.reading.kind}: {one.reading.value:05}" for one in e.readings
        ),
        RegistrationFinalised: lambda e: (
            "; ".join(one.sentence for one in e.reasons) or f"comes to {e.figures.gross:,}"
        ),
        RegistrationReviewed: lambda e: f"by {e.actor}",
        ConsumptionInvoiced: lambda e: f"{e.figures.gross:,}, {e.via}",
        SettledByStaff: lambda e: f"{e.figures.gross:,}",
        DifferenceRecorded: lambda e: f"{sum(line.gross for line in e.lines):+,}",
        DocumentIssued: lambda e: f"{e.document}",
        DepositReceived: lambda e: f"{e.amount:,}, {e.method}",
        StayCheckedOut: lambda _: "",
        DepositApplied: lambda e: f"{e.amount:,} to {e.folio}",
        DepositReturned: lambda e: f"{e.amount:,}, {e.method}",
        FollowUpLeft: lambda e: f"{e.concerns}: {e.act}",
    }
)


class GuestApp:
    """What guests type into their phones, as a partner sends it to the hotel."""

    def __init__(self, hotel: Hotel, clock: Jakarta) -> None:
        self.desk = hotel.by(Actor("partner", "guest-app"))
        self.clock = clock
        self.meters: dict[str, str] = {}

    def read(
        self, room: str, value: str, kind: ReadingKind, *, corrects: int | None = None
    ) -> SubmittedReading:
        """Return a reading of the villa's meter, taken now."""
        # A value as the device shows it is told as text, and kept as a number.
        shown = Decimal(value)
        return SubmittedReading(
            self.meters[room], "el", shown, self.clock.now, kind, corrects=corrects
        )

    def control(self, room: str, value: str) -> SubmittedReading:
        """Return what the power company says the meter shows."""
        source, kind = ReadingSource.UTILITY, ReadingKind.CONTROL
        shown, now = Decimal(value), self.clock.now
        return SubmittedReading(self.meters[room], "el", shown, now, kind, source=source)

    def send(self, stay: str, *readings: SubmittedReading, key: str) -> None:
        """Send readings; sent again under the same key, they are not kept twice."""
        self.desk.submit_readings(stay, readings, key=f"{stay}-{key}")

    def finalise(self, stay: str) -> None:
        """Say that this was all."""
        self.desk.finalise_readings(stay, key=f"{stay}-all")


def device(number: str) -> Device:
    """Return a device with one register of five digits."""
    return Device(number, (Register("el", Measure.KWH, digits=5),))


def bill_three_villas(hotel: Hotel, clock: Jakarta) -> None:
    """Walk three guests through their villas, from the first reading to the last."""
    narrator, app = Narrator(hotel), GuestApp(hotel, clock)
    desk = hotel.by(Actor("staff", "ayu"))
    manager = hotel.by(Actor("staff", "dewi", ("manager",)))
    hotel.open(on=MONDAY)
    narrator.tell(f"Hotel Axentra opens its books on {MONDAY:%d %B %Y}")

    for _, room, _ in GUESTS.values():
        done = manager.install_meter(room, "el", device(f"47{room}"), clock.at(MONDAY, "08:00"))
        app.meters[room] = done.one(MeterInstalled).meter
    narrator.tell("Each of three villas has a meter")

    for stay, (name, room, value) in GUESTS.items():
        book(desk, stay, name, room)
        app.send(stay, app.read(room, value, ReadingKind.ARRIVAL), key="first")
    desk.take_deposit("siti", rupiah(2_500_000), PaymentMethod.CASH, key="deposit")
    narrator.tell("The guests come: their first readings check them in; one leaves a deposit")

    app.send("anna", app.read("2034", "99960", ReadingKind.ARRIVAL), key="first")
    narrator.tell("A phone without signal sends again: nothing is kept twice")
    try:
        app.send("anna", app.read("2034", "123456", ReadingKind.INTERMEDIATE), key="typo")
    except RuleViolation as refusal:
        narrator.tell("What the register cannot show is refused, and all else is kept")
        print(f"      {refusal}")

    clock.now = clock.at(TUESDAY, "02:00")
    desk.close_day(MONDAY)
    clock.now = clock.at(TUESDAY, "10:00")
    replace(manager, app.meters["2035"], clock.now)
    narrator.tell(f"Close of {MONDAY:%d %B}; then a meter is replaced, with both readings")

    clock.now = clock.at(TUESDAY, "23:30")
    desk.close_day(TUESDAY)
    narrator.tell(f"Close of {TUESDAY:%d %B}: the nights are charged")

    clock.now = clock.at(WEDNESDAY, "10:00")
    app.send("anna", app.read("2034", "00035", ReadingKind.DEPARTURE), key="last")
    app.finalise("anna")
    narrator.tell("One guest leaves: the register has gone round, and the bill writes itself")

    last = app.read("2035", "00052", ReadingKind.DEPARTURE)
    app.send("made", last, app.control("2035", "00060"), key="last")
    app.finalise("made")
    app.finalise("siti")
    narrator.tell("The power company doubts one reading, another never came: nobody is billed")
    settle_by_hand(narrator, desk, app)


def book(desk: Desk, stay: str, name: str, room: str) -> None:
    """Book a villa for two nights."""
    desk.reserve(
        stay=stay,
        arrival=MONDAY,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=[rupiah(850_000)] * 2,
        name=name,
        party=party(adults=2),
    )
    desk.assign_room(stay, room)


def replace(manager: Desk, meter: str, at: datetime) -> None:
    """Hang another device in place, with the last reading of the old one."""
    removal, initial = (ShownAt("el", Decimal(value)) for value in ("00140", "00000"))
    manager.replace_device(meter, device("9001"), at, removal=[removal], initial=[initial])


def settle_by_hand(narrator: Narrator, desk: Desk, app: GuestApp) -> None:
    """Tell of what staff do: review, invoice, settle in Front Desk, and a photo that comes late."""
    hotel = narrator.hotel
    print(f"      {hotel.read.registrations_waiting()} wait:")
    for left in hotel.read.registrations():
        for reason in hotel.read.registration(left.stay).registration.reasons:
            print(f"      {left.guest}: {reason.sentence}")

    desk.review_readings("made")
    desk.invoice_readings("made", key="invoice-made")
    narrator.tell("Somebody has looked: the power company is days late. Invoiced from the list")

    desk.handle_in_front_desk("siti")
    own = [
        app.read("2036", "00500", ReadingKind.ARRIVAL),
        app.read("2036", "00560", ReadingKind.DEPARTURE),
    ]
    desk.settle_in_front_desk("siti", own, method=PaymentMethod.CASH, key="settle-siti")
    narrator.tell("Staff have read themselves: the deposit is set off, the rest is given back")

    (wrong,) = (
        one.reading.number
        for one in hotel.read.registration("anna").registration.readings
        if one.reading.kind is ReadingKind.DEPARTURE
    )
    better = app.read("2034", "00040", ReadingKind.DEPARTURE, corrects=wrong)
    app.send("anna", better, key="photo")
    desk.settle_difference("anna", key="difference-anna")
    narrator.tell("A photo shows 5 kWh more: a line of its own, and the invoice stays as it was")

    owed = hotel.read.folio("anna").balance
    desk.take_payment("anna", PaymentMethod.CASH, rupiah(int(owed)), key="cash-anna")
    desk.close_folio("anna", key="close-anna")
    narrator.tell("She pays, and her bill is closed")

    print("\n    How did the use of the villa with two devices come about?")
    bill = hotel.read.registration("made").bill
    for sentence in bill.explain() if bill else ():
        print(f"      {sentence}")


@contextmanager
def opened(file: Path, clock: Jakarta, keys: Keys) -> Iterator[Hotel]:
    """Open the hotel over its file, and close the file again."""
    with SqliteStore(file) as store:
        yield Hotel(store, VILLAS, clock=clock, ids=Numbered(), keys=keys)


def main() -> int:
    """Tell the story; return the exit code."""
    parser = argparse.ArgumentParser(description="Readings of houses.")
    parser.add_argument("--locale", default="en", choices=LOCALES)
    locale = parser.parse_args().locale
    clock, keys = Jakarta(), Keys(secrets.token_bytes(32))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hotel.sqlite"
        with opened(file, clock, keys) as hotel:
            bill_three_villas(hotel, clock)
            first = printed(hotel, "anna", locale)
        print("\n" + first)
        with opened(file, clock, keys) as hotel:
            again = printed(hotel, "anna", locale)
    print("The file was closed and opened again: " + ("the same." if again == first else "OTHER!"))
    return 0 if again == first else 1


if __name__ == "__main__":
    sys.exit(main())
