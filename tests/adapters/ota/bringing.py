"""Reservations as SiteMinder brings them, written out by hand for tests of what is read."""

from datetime import UTC, date, datetime

from tests.adapters.ota.writing import CREDENTIALS

from axentra_core.adapters.ota import SiteMinderReservations
from axentra_core.adapters.ota.frame import OTA
from axentra_core.channels.code_tables import SITEMINDER_CODES

READER = SiteMinderReservations(CREDENTIALS)
MADE = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)

CHANNEL = (
    '<POS><Source><BookingChannel Primary="true" Type="7"><CompanyName Code="EXP">Expedia'
    "</CompanyName></BookingChannel></Source></POS>"
)
NUMBERS = '<UniqueID Type="14" ID="EXP-001"/><UniqueID Type="16" ID="M-1"/>'
SPAN = '<TimeSpan Start="2026-11-27" End="2026-11-29"/>'


def reservation(inside="", head='ResStatus="Book"', pos=CHANNEL, ids=NUMBERS):
    """Return a HotelReservation."""
    return f"<HotelReservation {head}>{pos}{ids}{inside}</HotelReservation>"


def pulled(*reservations, head='EchoToken="E-1" TimeStamp="2026-11-20T07:30:00Z"'):
    """Return the answer to who has asked."""
    return (
        f'<OTA_ResRetrieveRS xmlns="{OTA}" {head} Version="1.0"><Success/><ReservationsList>'
        f"{''.join(reservations)}</ReservationsList></OTA_ResRetrieveRS>"
    ).encode()


def stays(*stays):
    """Return RoomStays, each with its parts."""
    return f"<RoomStays>{''.join(f'<RoomStay>{one}</RoomStay>' for one in stays)}</RoomStays>"


def whole(inside):
    """Return what holds for the whole reservation."""
    return f"<ResGlobalInfo>{inside}</ResGlobalInfo>"


def read(*reservations, reader=READER, **told):
    """Return what is read."""
    return reader.read_delivery(pulled(*reservations, **told), SITEMINDER_CODES)


def read_one(inside="", reader=READER, **told):
    """Return the one message that is read."""
    (item,) = read(reservation(inside, **told), reader=reader).items
    if item.fault:
        raise item.fault
    return item.message


def room_of(*parts):
    """Return the room that one RoomStay tells."""
    (room,) = read_one(stays("".join(parts))).snapshot.rooms
    return room


def fault_of(inside="", **told):
    """Return path and code of the first fault of a reservation that cannot be read."""
    (item,) = read(reservation(inside, **told)).items
    assert item.message is None
    assert item.card is None
    return item.fault.faults[0].path, item.fault.code
