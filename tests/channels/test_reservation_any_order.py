"""Messages come late, twice and in any order, and what is known in the end is one and the same."""

from collections import Counter
from itertools import permutations

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.noting import RESERVATION, after, note
from tests.channels.reserving import BOOK, CANCEL, MODIFY, at, message, room, snapshot

from axentra_core.channels.reservations import (
    Collects,
    Personal,
    ReservationStatus,
    Snapshot,
    TakenCard,
    ToldCard,
)
from axentra_core.testing.specification import CONTEXT

AWAITED, BOOKED, CANCELLED = ReservationStatus
# What depends on which message came last, not on what was told.
OF_ARRIVAL = {"connection": None, "message": "", "is_confirmed": True, "slots": ()}

MINUTES = st.one_of(st.none(), st.integers(0, 6))
ROOMS = st.builds(
    room,
    st.integers(0, 2),
    st.integers(1, 3),
    code=st.sampled_from(["DLX", "STE"]),
    key=st.sampled_from([None, "1", "2"]),
)
TEXTS = st.none() | st.sampled_from(["Wulan", "Dewi", "Siti"])
PEOPLE = st.builds(Personal, name=TEXTS, phone=TEXTS, guests=st.just(()) | st.just((("Budi",),)))
SNAPSHOTS = st.builds(
    Snapshot,
    st.lists(ROOMS, min_size=0, max_size=3).map(tuple),
    collects=st.none() | st.sampled_from(Collects),
    card=st.none() | st.builds(ToldCard, is_virtual=st.booleans()),
)
CARDS = st.none() | st.builds(
    TakenCard, st.sampled_from(["t1", "t2"]), st.just("visa"), st.just("4242")
)


@st.composite
def notes(draw):
    """Return the command that notes some message."""
    happening = draw(st.sampled_from([BOOK, MODIFY, CANCEL]))
    told = draw(SNAPSHOTS)
    if happening is CANCEL and draw(st.booleans()):
        told = None
    made = message(happening, draw(MINUTES), personal=draw(PEOPLE))
    version = attrs.evolve(made.version, revision=draw(st.integers(0, 2)))
    made = attrs.evolve(made, snapshot=told, version=version)
    card = draw(CARDS)
    return note(
        made,
        card=card,
        is_card_lost=card is None and draw(st.booleans()),
        is_import=draw(st.integers(0, 9)) == 0,
    )


def known(state):
    """Return what is known, whatever the numbers of its rooms and whichever message came last."""
    return attrs.evolve(state, **OF_ARRIVAL), Counter(slot.room for slot in state.wanted)


def distinct(told):
    """Return messages without those of the same content, for which a vault gives one token."""
    return [*{one.digest: one for one in told}.values()]


@for_all(st.lists(notes(), min_size=1, max_size=6), st.data())
def test_every_order_and_duplication_ends_in_one_state(told, data) -> None:
    """Whatever was told, whichever way it came, the same is known of it."""
    told = distinct(told)
    in_order = after(*told)
    twice = told + data.draw(st.lists(st.sampled_from(told), max_size=4))
    shuffled = after(*data.draw(st.permutations(twice)))
    assert known(shuffled) == known(in_order)


@for_all(st.lists(notes(), min_size=1, max_size=6))
def test_what_is_known_can_be_told_in_one_sentence(told) -> None:
    """The newest snapshot that has rooms; cancelled where nothing newer than that was told."""
    told = distinct(told)
    state = after(*told)
    stamps = {
        one.digest: stamp for one in told for stamp in state.seen if stamp.digest == one.digest
    }
    rooms = [one for one in told if one.snapshot and one.snapshot.rooms]
    newest = max(rooms, key=lambda one: stamps[one.digest].order, default=None)
    assert state.snapshot == (newest and newest.snapshot)
    is_known = any(one.is_import or one.happening is BOOK for one in told)
    gone = max((stamps[one.digest].order for one in told if one.happening is CANCEL), default=None)
    came = newest and stamps[newest.digest].order
    is_gone = gone is not None and (came is None or gone >= came)
    wanted = AWAITED if not is_known else CANCELLED if is_gone else BOOKED
    assert state.status is wanted
    expected = newest.snapshot.rooms if newest and wanted is BOOKED else ()
    assert Counter(slot.room for slot in state.wanted) == Counter(expected)


@for_all(st.lists(notes(), min_size=1, max_size=6))
def test_a_room_has_one_number_for_good(told) -> None:
    """No stay is the stay of two rooms, and no number begins twice."""
    state = after(*told)
    assert len({slot.number for slot in state.slots}) == len(state.slots)
    assert len({slot.stay for slot in state.slots}) == len(state.slots)
    most = max((len(one.snapshot.rooms) for one in told if one.snapshot), default=0)
    assert len(state.slots) <= most


@for_all(st.lists(notes(), min_size=1, max_size=5))
def test_the_same_again_changes_nothing_at_all(told) -> None:
    """A platform that brings everything once more is answered, and nothing happens."""
    told = distinct(told)
    state = after(*told)
    for one in told:
        again = attrs.evolve(one, card=None, is_card_lost=False)
        assert list(RESERVATION.decide(state, again, CONTEXT)) == []


HISTORY = {
    "booked": message(BOOK, 0),
    "changed": message(MODIFY, 5, room(nights=3)),
    "cancelled": message(CANCEL, 9),
    "reinstated": message(MODIFY, 12, room(nights=4)),
    "cancelled again": message(CANCEL, 15),
}


@pytest.mark.parametrize("most", range(1, 6), ids=lambda most: f"{most} messages")
def test_one_room_is_one_stay_in_every_order(most) -> None:
    """Of one room the stay has the same id, too: nothing at all depends on the order."""
    told = [*HISTORY.values()][:most]
    in_order = after(*map(note, told))
    plain = attrs.evolve(in_order, message="", connection=None)
    for order in permutations(told):
        state = after(*map(note, (*order, *order[:2])))
        assert attrs.evolve(state, message="", connection=None) == plain
        assert [slot.number for slot in state.slots] == [1]
    wanted = [BOOKED, BOOKED, CANCELLED, BOOKED, CANCELLED][most - 1]
    assert in_order.status is wanted


@pytest.mark.parametrize("minutes", [None, 0, 900], ids=["no time", "first", "last"])
def test_an_unversioned_cancellation_holds_in_every_order(minutes) -> None:
    """A message that may be old brings nobody back."""
    told = [message(BOOK, 0), message(CANCEL, None), message(MODIFY, minutes, room(nights=3))]
    for order in permutations(told):
        assert after(*map(note, order)).status is CANCELLED


def test_of_two_that_nobody_can_order_the_same_one_holds() -> None:
    """Same time, same kind, other content: the digest decides, whichever came last."""
    one, other = (message(MODIFY, 5, room(nights=nights)) for nights in (3, 4))
    states = [after(note(message()), *map(note, order)) for order in ((one, other), (other, one))]
    assert states[0].snapshot == states[1].snapshot
    assert states[0].snapshot in {snapshot(room(nights=3)), snapshot(room(nights=4))}
    assert at(5) == states[0].newest.version
