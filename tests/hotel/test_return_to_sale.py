"""No room of a living hotel is ever stuck: what is offered brings each of them back to sale."""

from datetime import date, timedelta

import pytest

from axentra_core.folio import PayeeKind, PaymentMethod
from axentra_core.housekeeping import TaskKind
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.rooms import BlockKind, Condition, Discrepancy, GuestRequest, Sign
from axentra_core.testing import check_everything, seeded_hotel

TODAY = date(2026, 11, 23)
TOMORROW, LATER = TODAY + timedelta(1), TODAY + timedelta(4)
MANAGER = Actor("staff", "dewi", ("manager", "supervisor"))
MAID = Actor("staff", "luh")
MOST_ACTS = 12


class Staff:
    """Whoever brings rooms back to sale, by what they are offered and by nothing else."""

    def __init__(self, hotel):
        """Know nothing but the hotel."""
        self.hotel, self.acts = hotel, 0
        self.desk, self.maid = hotel.by(MANAGER), hotel.by(MAID)

    @property
    def read(self):
        """What the hotel answers now."""
        return self.hotel.read

    def line(self, room):
        """Return a room as the board shows it."""
        return next(line for line in self.read.board() if line.room.id == room)

    def bring_back(self, room):
        """Do what is offered until the next guest gets the room; return in how many acts."""
        for acts in range(MOST_ACTS):
            line = self.line(room)
            if line.not_ready is None and line.room.discrepancy is Discrepancy.NONE:
                return acts
            self.do_something(line)
        raise AssertionError(f"after {MOST_ACTS} acts {line.codes}: {line.not_ready}")

    def do_something(self, line):
        """Do the first thing that is to be done about a room."""
        room = line.room
        if room.discrepancy is not Discrepancy.NONE:
            assert line.allowed["CloseDiscrepancy"]
            self.desk.close_discrepancy(room.id, "asked at the desk")
        elif room.request is not GuestRequest.NONE:
            assert line.allowed["ClearRequest"]
            self.desk.do_not_disturb(room.stay, active=False)
        elif room.stay is not None:
            assert line.allowed["VacateRoom"]
            self.see_off(room.stay)
        elif line.tasks:
            self.finish(line.tasks[0])
        elif line.block is not None:
            assert line.allowed["EndBlock"]
            self.desk.end_block(room.id, line.block.number)
        else:
            assert line.allowed["MarkClean"]
            self.maid.mark_room(room.id, Condition.CLEAN)

    def finish(self, task):
        """Do what is to be done."""
        assert self.read.allowed("task", task.id)["FinishTask"]
        desk = self.desk if task.kind is TaskKind.INSPECTION else self.maid
        desk.finish_task(task.id)

    def see_off(self, stay):
        """Let everybody leave who lives in a room, those first who share it."""
        lines = self.read.in_house()
        for line in (*(one for one in lines if one.stay.shares == stay), self.read.stay(stay)):
            guest = line.stay
            self.pay(guest.id)
            if guest.departure > TODAY:
                assert self.read.allowed("stay", guest.id)["ShortenStay"]
                self.desk.shorten_stay(guest.id, TODAY, key=self.new_key())
                self.pay(guest.id)
            self.desk.check_out(guest.id)

    def pay(self, folio):
        """Settle a bill, but for what companies owe: they are billed when the guest leaves."""
        for window in self.read.folio(folio).windows:
            owed, number = window.balance, window.window
            is_billed = window.payee is not None and window.payee.kind is PayeeKind.ACCOUNT
            if not owed or is_billed:
                continue
            money = Money(abs(owed), self.read.configuration.currency)
            say = self.desk.take_payment if owed > 0 else self.desk.pay_refund
            say(folio, PaymentMethod.CASH, money, window=number, key=self.new_key())

    def new_key(self):
        """Return a key for an act with money."""
        self.acts += 1
        return f"k{self.acts}"


TROUBLES = (
    lambda staff, room: staff.desk.report_fault(room, "a leak", kind=BlockKind.OUT_OF_ORDER),
    lambda staff, room: staff.desk.report_fault(room, "a lamp"),
    lambda staff, room: staff.desk.block_room(room, BlockKind.OFFICE_USE, TODAY, LATER, "auditors"),
    lambda staff, room: staff.desk.block_room(room, BlockKind.HOLD, TODAY, LATER, "perhaps"),
    lambda staff, room: staff.desk.mark_room(room, Condition.DIRTY),
    lambda staff, room: staff.desk.mark_room(room, Condition.PICKUP),
    lambda staff, room: staff.desk.open_task(room, TaskKind.DEEP_CLEAN),
    lambda staff, room: staff.desk.report_occupancy(room, occupied=True, persons=7),
    lambda staff, room: staff.desk.report_occupancy(room, occupied=False),
    lambda staff, room: staff.desk.report_sign(room, Sign.NO_LUGGAGE),
    lambda staff, room: staff.desk.report_door(room, double_locked=True),
    lambda staff, room: staff.desk.do_not_disturb(staff.line(room).room.stay or "nobody"),
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2))])
def test_every_room_of_a_living_hotel_can_be_sold_again_today(seed) -> None:
    """Finished work, ended blocks, settled guests: each room is the next guest's within hours."""
    staff = Staff(seeded_hotel(on=TODAY, days=12, seed=seed))
    acts = {line.room.id: staff.bring_back(line.room.id) for line in staff.read.board()}
    assert any(acts.values())
    assert all(line.not_ready is None for line in staff.read.board())
    check_everything(staff.hotel)


@pytest.mark.parametrize("first", range(0, len(TROUBLES), 3))
def test_whatever_has_come_together_a_room_can_be_sold_again_today(first) -> None:
    """Every room is in some trouble, and in another one on top of it."""
    staff = Staff(seeded_hotel(on=TODAY, days=6, seed=first))
    for second in (0, 5):
        for place, line in enumerate(staff.read.board()):
            trouble = TROUBLES[(first + second + place) % len(TROUBLES)]
            try:
                trouble(staff, line.room.id)
            except (RuleViolation, LookupError):
                continue
    for line in staff.read.board():
        staff.bring_back(line.room.id)
    check_everything(staff.hotel)


def test_a_room_that_nobody_can_bring_back_would_be_seen() -> None:
    """Where nothing is ever mended, a room is not for sale: a canary."""
    staff = Staff(seeded_hotel(on=TODAY, days=0))
    TROUBLES[0](staff, "2034")
    staff.finish = lambda _: None
    with pytest.raises(AssertionError, match=r"after 12 acts \('OOO'"):
        staff.bring_back("2034")
