"""What always holds in a hotel, checked on the hotel's own log and store.

    watch = Watch(hotel)
    desk.check_in(stay)
    watch.check_touched()       # after a step: what it has touched
    desk.close_day(today)
    watch.check_everything()    # now and then: all there is

A hotel of your own can be watched as well: nothing is written, and each commit is read once.
"""

from collections.abc import Iterable, Iterator

from axentra_core.codec import Entry
from axentra_core.hotel import Hotel
from axentra_core.stays import Stay
from axentra_core.testing.invariants.accounts import CityLedger
from axentra_core.testing.invariants.books import Books
from axentra_core.testing.invariants.deposits import PaidAhead
from axentra_core.testing.invariants.documents import Papers
from axentra_core.testing.invariants.drawers import Drawers
from axentra_core.testing.invariants.house import (
    check_blocks,
    check_folios,
    check_guests,
    check_room_plan,
    check_shared,
)
from axentra_core.testing.invariants.housekeeping import (
    check_lists,
    check_shifts,
    check_tasks,
    check_turndowns,
)
from axentra_core.testing.invariants.inventory import Recount
from axentra_core.testing.invariants.lines import Lines
from axentra_core.testing.invariants.metered import MeteredMoney
from axentra_core.testing.invariants.planned import PlannedMoney
from axentra_core.testing.invariants.records import Records
from axentra_core.testing.invariants.rooms import check_kept_out, check_readied, check_rooms
from axentra_core.testing.invariants.told import check_told
from axentra_core.testing.invariants.upkeep import Upkeep

MOST_SHOWN = 20


class Watch:
    """Follows the log of a hotel and checks what it promises.

    - What is stored of every record, and every look-up, is what its events make of it.
    - A room and the stay that has it know each other; who shares it points to that stay, and is
      there on no night on which that stay is not.
    - No room is set aside for two stays on one night.
    - Every night that is over is charged once, on the bill of its stay, whatever was moved,
      extended or taken back meanwhile; a stay that never was in house has none.
    - The inventory is what all stays, groups and blocked rooms take, and the hotel itself never
      sells beyond the declared overbooking.
    - Every bill is the sum of its lines; all bills together are what the certificates say. Who
      goes on has an open bill, who has ended has none, unless it was left open on account.
    - Net, service charge and each tax of all bills are what was posted less what was taken off:
      what is moved, split, routed or transferred is as much elsewhere. No line ever changes.
    - What came in for a deposit is held, on bills, kept or returned, and nowhere twice; what stands
      on bills as paid by it is what was applied and kept. What is held is nobody's revenue.
    - A company owes what is open on its items less its credit, and was debited for what stands on
      bills as billed to it, line by line.
    - Of planned payments one is charged at a time, of a reservation and of a card, and never twice;
      what it wanted is charged, left to the guest or not owed; what the gateway has taken for it
      stands on a bill once.
    - What was billed of a stay's readings is charged line by line with its own tax, once; what a
      difference credits is taken off what was charged. The registration says no other sum.
    - In a drawer should be the sum of its entries; money that a cashier with an open shift takes
      or gives is in it once.
    - Documents of a kind and year have numbers from 1 without a gap; the invoices of a window and
      what has corrected them say what stands there, in net and each tax.
    - A vacant room asks for nothing; one that is not clean is somebody's work, unless it was
      opened so or somebody has called the work off.
    - A room has one block a night and none that is over; nobody has a room on a blocked night whom
      nobody let in, and nobody gets one before what blocks it is done.
    - One cause gives one task of a kind. Who has it, and the guest it waits for, are there; what
      has ended is on no list; what was mended is blocked no more. Nobody works twice at a time.
    - What housekeeping found otherwise stands until the front desk has acted.
    - A guest asks for something in the room where they live, and in no other.
    - Each room that a channel tells of is a stay of its own, or waits and a person knows why.

    It holds every record of the hotel in memory.

    Attributes:
        records: every record as its events make it, up to the last check.
    """

    def __init__(self, hotel: Hotel) -> None:
        """Begin before the first commit; what has happened already is read at the first check."""
        self._hotel = hotel
        self.records: Records = Records(hotel)
        self._books = Books()
        self._lines = Lines()
        self._paid_ahead = PaidAhead()
        self._city_ledger = CityLedger()
        self._planned = PlannedMoney()
        self._metered = MeteredMoney()
        self._drawers = Drawers()
        self._papers = Papers()
        self._upkeep = Upkeep()
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
        faults = [fault for entry in records.read() for fault in self._follow(entry)]
        stays, rooms = records.touched_of("stay"), records.touched_of("room")
        blocks, folios = records.touched_of("block"), records.touched_of("folio")
        self._recount.follow(stays, blocks)
        house = records.get("house", self._hotel.id)
        return [
            *faults,
            *(check_rooms(rooms, records, house.business_date) if house else ()),
            *check_readied(rooms, self._upkeep),
            *self._upkeep.check_discrepancies(rooms),
            *check_guests(stays, records),
            *check_folios(stays, records),
            *check_blocks(blocks, records),
            *check_tasks(records.touched_of("task"), records),
            *(books.check_nights(stays, house.business_date) if house else ()),
            *books.check_bills(folios),
            *self._lines.check(folios),
            *self._lines.check_unchanged(self._hotel, [folio.id for folio in folios]),
            *self._paid_ahead.check(records.touched_of("deposit")),
            *self._city_ledger.check(records.touched_of("account")),
            *self._planned.check(self._planned.plans_of(records), records),
            *self._planned.check_cards(records.touched_of("guest_card"), records),
            *self._metered.check(records.touched_of("registration")),
            *self._drawers.check(records.touched_of("cashier_shift")),
            *self._papers.check(records.touched_of("document")),
            *check_told(records.touched_of("channel_reservation"), records),
            *records.compare_touched(),
        ]

    def _follow(self, entry: Entry) -> Iterator[str]:
        yield from self._books.follow(entry)
        yield from self._lines.follow(entry)
        yield from self._paid_ahead.follow(entry, self.records)
        yield from self._city_ledger.follow(entry)
        yield from self._planned.follow(entry)
        yield from self._metered.follow(entry)
        yield from self._drawers.follow(entry, self.records)
        yield from self._papers.follow(entry, self._lines, self.records)
        yield from self._upkeep.follow(entry, self.records)
        self._recount.follow_blocks(entry, self.records)

    def _everything(self) -> list[str]:
        records, books = self.records, self._books
        house = records.get("house", self._hotel.id)
        if house is None:
            return []
        today = house.business_date
        in_house = self._stays("stay.in_house")
        having_rooms = [*self._stays("stay.room"), *self._stays("stay.assigned")]
        tasks = [records.get("task", one) for one in self._upkeep.going_on]
        open_bills = records.found("folio.open")
        return [
            *check_rooms(records.all("room"), records, today),
            *check_readied(records.all("room"), self._upkeep),
            *self._upkeep.check_discrepancies(records.all("room")),
            *check_guests(in_house, records),
            *check_shared(self._stays("stay.shares"), records, today),
            *check_room_plan(having_rooms),
            *check_kept_out(having_rooms, records, self._upkeep, today),
            *check_blocks(records.all("block"), records),
            *check_tasks(tasks, records),
            *check_turndowns(records.all("room"), tasks),
            *check_lists(tasks, records),
            *check_shifts(records.all("shift")),
            *self._recount.check(records.all("inventory"), self._hotel.read.configuration.rooms),
            *books.check_nights(in_house, today),
            *books.check_ledger(records.get("folio", one) for one in open_bills),
            *self._lines.check_together(records.all("folio")),
            *self._lines.check_unchanged(self._hotel, open_bills),
            *self._paid_ahead.check(records.all("deposit")),
            *self._city_ledger.check_together(records.all("account")),
            *self._planned.check(records.all("payment_plan"), records),
            *self._planned.check_cards(records.all("guest_card"), records),
            *self._metered.check(records.all("registration")),
            *self._drawers.check(records.all("cashier_shift")),
            *self._papers.check(records.all("document")),
            *check_told(records.all("channel_reservation"), records),
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
