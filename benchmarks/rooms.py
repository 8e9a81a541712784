"""Hang out a do-not-disturb sign and take it in, with an audit event for each move."""

from collections.abc import Callable, Iterator, Sequence

from statemachine import State, StateMachine
from transitions import Machine

from axentra_core.rooms import (
    AGGREGATES,
    ClearRequest,
    Condition,
    DoNotDisturbSet,
    GuestRequest,
    Occupancy,
    RequestCleared,
    Room,
    SetDoNotDisturb,
)
from axentra_core.testing.specification import CONTEXT
from benchmarks.measure import Candidate, Figure, interleaved

(ROOM,) = AGGREGATES
GUEST = "S1"
OCCUPIED = Room("2034", "DLX", Occupancy.OCCUPIED, Condition.CLEAN, GuestRequest.NONE, GUEST)
MOVES: tuple[SetDoNotDisturb | ClearRequest, ...] = (
    SetDoNotDisturb("2034", GUEST),
    ClearRequest("2034", GUEST),
)
ROUNDS = 31

Log = list[object]


def ours(times: int) -> Log:
    """Decide and evolve."""
    room = OCCUPIED
    log: Log = []
    for _ in range(times):
        for command in MOVES:
            for event in ROOM.decide(room, command, CONTEXT):
                room = ROOM.evolve(room, event)
                log.append(event)
    return log


def set_do_not_disturb(room: Room, stay: str, log: Log) -> Room:
    """Return the room with the sign out: the same conditions, event and state by hand."""
    if room.occupancy is not Occupancy.OCCUPIED:
        raise ValueError(room.occupancy)
    if room.stay != stay:
        raise ValueError(stay)
    if room.request is GuestRequest.DO_NOT_DISTURB:
        return room
    log.append(DoNotDisturbSet(room.id, stay))
    return with_request(room, GuestRequest.DO_NOT_DISTURB)


def clear_request(room: Room, stay: str, log: Log) -> Room:
    """Return the room without a sign."""
    if room.occupancy is not Occupancy.OCCUPIED:
        raise ValueError(room.occupancy)
    if room.stay != stay:
        raise ValueError(stay)
    if room.request is GuestRequest.NONE:
        return room
    log.append(RequestCleared(room.id, stay))
    return with_request(room, GuestRequest.NONE)


def with_request(room: Room, request: GuestRequest) -> Room:
    """Return the room with another request, every field spelled out."""
    return Room(
        room.id,
        room.type,
        room.occupancy,
        room.condition,
        request,
        room.stay,
        room.door,
        room.sign,
        room.turndown,
        room.linen_nights,
        room.linen_due,
        room.report,
        room.discrepancy,
        room.blocks,
        room.blocks_made,
        room.cleaned_by,
        room.idle_since,
        room.printed,
        room.revoked,
    )


def by_hand(times: int) -> Log:
    """Call the two functions above in turn."""
    room = OCCUPIED
    log: Log = []
    for _ in range(times):
        room = set_do_not_disturb(room, GUEST, log)
        room = clear_request(room, GUEST, log)
    return log


class Sign:
    """A room for `transitions`, which writes the state into it."""

    set_do_not_disturb: Callable[[str], bool]
    clear_request: Callable[[str], bool]

    def __init__(self) -> None:
        """Begin without a sign."""
        self.room, self.log = OCCUPIED, list[object]()
        guards: list[str | Callable[..., bool | None]] = ["is_occupied", "is_own"]
        machine = Machine(self, states=["none", "dnd"], initial="none", auto_transitions=False)
        machine.add_transition("set_do_not_disturb", "none", "dnd", guards, after="note_set")
        machine.add_transition("clear_request", "dnd", "none", guards, after="note_cleared")

    def is_occupied(self, _stay: str) -> bool:
        """Guard."""
        return self.room.occupancy is Occupancy.OCCUPIED

    def is_own(self, stay: str) -> bool:
        """Guard."""
        return self.room.stay == stay

    def note_set(self, stay: str) -> None:
        """Audit."""
        self.log.append(DoNotDisturbSet(self.room.id, stay))

    def note_cleared(self, stay: str) -> None:
        """Audit."""
        self.log.append(RequestCleared(self.room.id, stay))


def by_transitions(times: int) -> Log:
    """Do the moves with `transitions`."""
    sign = Sign()
    for _ in range(times):
        sign.set_do_not_disturb(GUEST)
        sign.clear_request(GUEST)
    return sign.log


class SignChart(StateMachine):
    """A room for `python-statemachine`."""

    none = State(initial=True)
    dnd = State()
    set_do_not_disturb = none.to(dnd, cond=["is_occupied", "is_own"])
    clear_request = dnd.to(none, cond=["is_occupied", "is_own"])

    def __init__(self) -> None:
        """Begin without a sign."""
        self.room, self.log = OCCUPIED, list[object]()
        super().__init__()

    def is_occupied(self) -> bool:
        """Guard."""
        return self.room.occupancy is Occupancy.OCCUPIED

    def is_own(self, stay: str) -> bool:
        """Guard."""
        return self.room.stay == stay

    def on_set_do_not_disturb(self, stay: str) -> None:
        """Audit."""
        self.log.append(DoNotDisturbSet(self.room.id, stay))

    def on_clear_request(self, stay: str) -> None:
        """Audit."""
        self.log.append(RequestCleared(self.room.id, stay))


def by_statemachine(times: int) -> Log:
    """Do the moves with `python-statemachine`."""
    chart = SignChart()
    for _ in range(times):
        chart.set_do_not_disturb(GUEST)
        chart.clear_request(GUEST)
    return chart.log


def figures() -> Iterator[Figure]:
    """Yield a move of ours beside one by hand, and those of two libraries beside the same."""
    for candidate in (ours, by_transitions, by_statemachine):
        assert candidate(2) == by_hand(2)
    times = 1000
    mine, plain = interleaved([_batch(ours, times), _batch(by_hand, times)], ROUNDS)
    yield Figure("rooms: one audited move", "by hand", 2, mine, plain, 2 * times)
    times = 50
    theirs = (by_transitions, by_statemachine)
    *others, plain = interleaved([_batch(one, times) for one in (*theirs, by_hand)], 9)
    for name, taken in zip(("transitions", "python-statemachine"), others, strict=True):
        yield Figure(f"rooms: with {name}", "by hand", None, taken, plain, 2 * times)


def _batch(moves: Callable[[int], Sequence[object]], times: int) -> Candidate:
    return lambda: lambda: moves(times)
