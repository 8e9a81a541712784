"""The close of the business day: every night posted once, all or nothing, no clock asked."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from axentra_core.folio import CloseFolio, Folio, FolioKind
from axentra_core.groups import ReleaseBlock
from axentra_core.hotel import verbs
from axentra_core.hotel.bookings import leave_the_bill
from axentra_core.hotel.folios import post_fixed_charges
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import REFUSALS, Unit
from axentra_core.hotel.window import HIGHEST
from axentra_core.house import CloseDate
from axentra_core.housekeeping import NATURE, SkipTask, Task
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.errors import AxentraError, Reasons
from axentra_core.rooms import AgeRoom, EndBlock, RollRoom, Room
from axentra_core.stays import CancelStay, MarkNoShow, PostNight, Stay


def close_day(unit: Unit, verb: verbs.CloseDay) -> None:
    """End a business date: nights, no-shows, the waitlist, cut-offs, bills, tasks, rooms.

    Everything that stands against it is told at once.
    """
    close = CloseDate(unit.property.id, verb.date)
    if refusal := unit.refusal_of(close):
        raise refusal
    blockers: list[AxentraError] = []
    for step in STEPS:
        blockers += step(unit, verb.date)
    if blockers:
        raise HotelRefusal("hotel.day_not_ready", date=verb.date, why=Reasons(blockers))
    unit.act(close)


def _attempt(unit: Unit, *commands: object) -> Iterator[AxentraError]:
    """Do something, and yield the refusal; all that was done is then thrown away together."""
    try:
        unit.act(*commands)
    except REFUSALS as refusal:
        yield refusal


def _nights(unit: Unit, day: date) -> Iterator[AxentraError]:
    """Post the night of everybody in house; a room that was slept in is dirty in the morning."""
    in_house = [stay for _, stay in unit.find("stay.in_house", "", HIGHEST)]
    unit.load(*((kind, stay) for stay in in_house for kind in ("stay", "folio")))
    stays: list[Stay] = [unit.need("stay", stay) for stay in in_house]
    unit.load(*(("room", stay.room) for stay in stays if stay.room is not None))
    linen_cycle = unit.property.housekeeping.linen_cycle
    for stay in stays:
        if stay.departure <= day:
            yield HotelRefusal(
                "hotel.should_have_left", stay=stay.id, room=stay.room, departure=stay.departure
            )
            continue
        yield from _attempt(unit, PostNight(stay.id, day))
        yield from _fixed_charges(unit, stay.id, day)
        if stay.shares is None and stay.room is not None:
            yield from _attempt(unit, RollRoom(stay.room, linen_cycle))


def _fixed_charges(unit: Unit, folio: str, day: date) -> Iterator[AxentraError]:
    """Post what is due on a bill every day, week or month."""
    try:
        post_fixed_charges(unit, folio, day)
    except REFUSALS as refusal:
        yield refusal


def _house_accounts(unit: Unit, day: date) -> Iterator[AxentraError]:
    """Post the rent of the shop in the lobby."""
    for folio in [folio for _, folio in unit.find("folio.kind", FolioKind.HOUSE)]:
        yield from _fixed_charges(unit, folio, day)


def _no_shows(unit: Unit, day: date) -> Iterator[AxentraError]:
    """Whoever was due in and has not come does not come any more.

    Where staff decide on that, it is theirs as long as a night is left to come for.
    """
    keeps = not unit.property.stays.no_shows_at_close
    for stay in _found(unit, "stay.due_in", day):
        if keeps and unit.need("stay", stay).departure > day + ONE_DAY:
            continue
        yield from _give_up(unit, MarkNoShow(stay, at_close=True), "no-show fee")


def _waitlist(unit: Unit, day: date) -> Iterator[AxentraError]:
    """Nobody waits for a day that is over."""
    for stay in _found(unit, "stay.waitlist", day):
        cancel = CancelStay(stay, "no room until the day of arrival was over")
        yield from _give_up(unit, cancel, "cancelled from the waitlist")


def _give_up(unit: Unit, command: MarkNoShow | CancelStay, reason: str) -> Iterator[AxentraError]:
    """End a stay that will not begin, and its bill, and yield what stands against either."""
    try:
        unit.act(command)
        leave_the_bill(unit, command.stay, reason)
    except REFUSALS as refusal:
        yield refusal


def _cut_offs(unit: Unit, day: date) -> Iterator[AxentraError]:
    """Rooms that no group has picked up by the cut-off date go back on sale."""
    for block in _found(unit, "block.release", day):
        yield from _attempt(unit, ReleaseBlock(block))


def _settled_bills(unit: Unit, day: date) -> Iterator[AxentraError]:
    """A receivable that was paid is no longer open."""
    del day
    for receivable in _all(unit, "folio.receivable"):
        folio: Folio = unit.need("folio", receivable)
        if folio.is_even:
            yield from _attempt(unit, CloseFolio(folio.id))


def _service(unit: Unit, day: date) -> Iterator[AxentraError]:
    """What was wanted today is not done tomorrow; what is wanted then is planned anew."""
    del day
    for task_id in _all(unit, "task.open"):
        task: Task = unit.need("task", task_id)
        if NATURE[task.kind].daily:
            yield from _attempt(unit, SkipTask(task_id, "the day is over"))


def _blocks(unit: Unit, day: date) -> Iterator[AxentraError]:
    """Rooms whose last blocked night is over come back in the condition that was agreed."""
    last = f"{(day + ONE_DAY).isoformat()}:{HIGHEST}"
    ended = unit.find("room.blocked", "", last)
    unit.load(*(("room", room) for _, room in ended))
    for _, number in ended:
        room: Room = unit.need("room", number)
        # One that was held for somebody who did not come has ended with their stay.
        for block in room.blocks:
            if block.until <= day + ONE_DAY:
                yield from _attempt(unit, EndBlock(room.id, block.number))


def _idle_rooms(unit: Unit, day: date) -> Iterator[AxentraError]:
    """A room that nobody has used for some days is made ready anew, its taps run (Legionella)."""
    if idle_days := unit.property.housekeeping.idle_days:
        since = day + ONE_DAY - timedelta(idle_days)
        rooms = [setup.number for setup in unit.property.rooms.rooms]
        unit.load(*(("room", number) for number in rooms))
        for number in rooms:
            idle_since = unit.need("room", number).idle_since
            if idle_since is not None and idle_since <= since:
                yield from _attempt(unit, AgeRoom(number))


def _all(unit: Unit, name: str) -> list[str]:
    found = [record for _, record in unit.find(name, "", HIGHEST)]
    unit.load(*((name.partition(".")[0], record) for record in found))
    return found


def _found(unit: Unit, name: str, until: date) -> list[str]:
    found = [record for _, record in unit.find(name, "", until.isoformat())]
    unit.load(*((name.partition(".")[0], record) for record in found))
    return found


# The nights come first: a room is rolled before what was planned in it ends.
STEPS: tuple[Callable[[Unit, date], Iterator[AxentraError]], ...] = (
    _nights,
    _house_accounts,
    _no_shows,
    _waitlist,
    _cut_offs,
    _settled_bills,
    _service,
    _blocks,
    _idle_rooms,
)
