"""The hotel of the examples: Hotel Axentra, Jakarta, twelve rooms."""

from decimal import Decimal
from functools import cache

from axentra_core.folio import FolioSettings, Nature, Percent, TransactionCode
from axentra_core.hotel import Property
from axentra_core.kernel.money import money
from axentra_core.restaurant import Menu, MenuItem
from axentra_core.rooms import RoomSetup, RoomsSettings, RoomType


@cache
def example_property() -> Property:
    """Return Hotel Axentra: bills in whole rupiah, service charge 10 %, then hotel tax 10 %.

    Change what a test is about with ``attrs.evolve(example_property(), digits=2)``.
    """
    taxed = ("service", "hotel_tax")
    return Property(
        id="axentra",
        name="Hotel Axentra",
        zone="Asia/Jakarta",
        currency="IDR",
        digits=0,
        rooms=RoomsSettings(
            types=(RoomType("DLX", "Deluxe"),),
            rooms=tuple(RoomSetup(str(number), "DLX") for number in range(2030, 2042)),
            link_base="https://hotel.axentra.id/qr/room/",
        ),
        folio=FolioSettings(
            codes=(
                TransactionCode("ROOM", "Room", "rooms", taxed),
                TransactionCode("FNB", "Restaurant", "restaurant", taxed),
                TransactionCode("TIP", "Tip", "staff", nature=Nature.TIP),
                TransactionCode("PAID-OUT", "Paid out", "cashier", nature=Nature.PAID_OUT),
                TransactionCode("COMMISSION", "Commission", "agents", nature=Nature.COMMISSION),
            ),
            chain=(
                Percent("service", Decimal("0.10")),
                Percent("hotel_tax", Decimal("0.10"), of=("net", "service")),
            ),
            commission_code="COMMISSION",
        ),
        menu=Menu(
            (
                MenuItem("nasi-goreng", "Nasi goreng", money(75_000, "IDR"), "FNB"),
                MenuItem("es-teh", "Es teh", money(20_000, "IDR"), "FNB"),
            )
        ),
    )
