"""What always holds in a hotel, checked on the hotel's own log and store.

    watch = Watch(hotel)
    desk.check_in(stay)
    watch.check_touched()       # after a step: what it has touched
    desk.close_day(today)
    watch.check_everything()    # now and then: all there is

A hotel of your own can be watched as well: nothing is written, and each commit is read once.
"""

from collections.abc import Iterable

from axentra_core.hotel import Hotel
from axentra_core.stays import Stay
from axentra_core.testing.invariants.books import Books
from axentra_core.testing.invariants.house import (
    Recount,
    check_blocks,
    check_folios,
    check_guests,
    check_room_plan,
    check_rooms,
    check_shared,
)
from axentra_core.testing.invariants.records import Records

MOST_SHOWN = 20


class Watch:
    """Follows the log of a hotel and checks what it promises.

    - What is stored of every record, and every look-up, is what its events make of it.
    - A room and the stay that has it know each other; who shares it points to that stay, and is
      there on no night on which that stay is not.
    - No room is set aside for two stays on one night.
    - Every night that is over is charged once, on the bill of its stay, whatever was moved,
      extended or taken back meanwhile; a stay that never was in house has none.
    - The inventory is what all stays and blocks take, and the hotel itself never sells beyond the
      declared overbooking.
    - Every bill is the sum of its lines; all bills together are what the certificates say. Who
      goes on has an open bill, who has ended has none, unless it was left open on account.
    - A vacant room asks for nothing.

    It holds every record of the hotel in memory.

    Attributes:
        records: every record as its events make it, up to the last check.
    """

    def __init__(self, hotel: Hotel) -> None:
        """Begin before the first commit; what has happened already is read at the first check."""
        self._hotel = hotel
        self.records: Records = Records(hotel)
        self._books = Books()
        self._recount = Recount()

    def check_touched(self) -> None:
        """Check what has been touched since the last check.

        Raises:
            AssertionError: what does not hold, a line each.
        """
        self._insist(self._touched())

    def check_everything(self) -> None:
        """Check all records together, and the certificate of the last closed date.

        Raises:
            AssertionError: what does not hold, a line each.
        """
        self._insist([*self._touched(), *self._everything()])

    def _touched(self) -> list[str]:
        records, books = self.records, self._books
        faults = [fault for entry in records.read() for fault in books.follow(entry)]
        stays, rooms = records.touched_of("stay"), records.touched_of("room")
        blocks = records.touched_of("block")
        self._recount.follow(stays, blocks)
        house = records.get("house", self._hotel.id)
        return [
            *faults,
            *check_rooms(rooms, records),
            *check_guests(stays, records),
            *check_folios(stays, records),
            *check_blocks(blocks, records),
            *(books.check_nights(stays, house.business_date) if house else ()),
            *books.check_bills(records.touched_of("folio")),
            *records.compare_touched(),
        ]

    def _everything(self) -> list[str]:
        records, books = self.records, self._books
        house = records.get("house", self._hotel.id)
        if house is None:
            return []
        in_house = self._stays("stay.in_house")
        return [
            *check_rooms(records.all("room"), records),
            *check_guests(in_house, records),
            *check_shared(self._stays("stay.shares"), records, house.business_date),
            *check_room_plan([*self._stays("stay.room"), *self._stays("stay.assigned")]),
            *check_blocks(records.all("block"), records),
            *self._recount.check(records.all("inventory"), self._hotel.read.configuration.rooms),
            *books.check_nights(in_house, house.business_date),
            *books.check_ledger(records.get("folio", one) for one in records.found("folio.open")),
            *records.compare_all(),
            *self._certificate(),
        ]

    def _stays(self, name: str) -> list[Stay]:
        return [self.records.get("stay", stay) for stay in self.records.found(name)]

    def _certificate(self) -> Iterable[str]:
        certified = self.records.get("house", self._hotel.id).certificate
        if certified is not None and self._hotel.certificate(certified.date) != certified:
            yield f"the log does not give the certificate of {certified.date}"

    @staticmethod
    def _insist(faults: list[str]) -> None:
        if faults:
            more = len(faults) - MOST_SHOWN
            lines = [*faults[:MOST_SHOWN], *([f"and {more} more"] if more > 0 else [])]
            raise AssertionError("\n".join(lines))


def check_everything(hotel: Hotel) -> None:
    """Check all that holds in a hotel at once, from its first commit on; see `Watch`.

    Raises:
        AssertionError: what does not hold, a line each.
    """
    Watch(hotel).check_everything()
