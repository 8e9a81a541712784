"""Nobody changes what was recorded without being found out."""

from datetime import date

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import log as log_module
from axentra_core.codec import read_log, verify
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import AGGREGATES, CODEC, Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.kernel.store import chained
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, example_property

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)
BILL = "axentra/folio/S1"
# After it the day is closed and certified.
LAST_PAYMENT = -3


@pytest.fixture
def store():
    """Return the store of a hotel with one guest who has a bill of three lines."""
    store = MemoryStore()
    hotel = Hotel(store, example_property(), clock=ManualClock(), ids=SequentialIds())
    hotel.open(on=MONDAY)
    desk = hotel.by(Actor("staff", "ayu"))
    prices = [money("850000", "IDR")] * 2
    booked = desk.reserve(
        arrival=MONDAY, departure=WEDNESDAY, room_type="DLX", prices=prices, name="Siti Rahma"
    )
    stay = booked.one(StayBooked).stay
    desk.check_in(stay, room="2034")
    for number in range(2):
        desk.take_payment(
            stay, PaymentMethod.CASH, money("1000", "IDR"), in_advance=True, key=f"p{number}"
        )
    desk.close_day(MONDAY)
    return store


def faults(store):
    """Return where the store is wrong, and how."""
    return [(fault.path, fault.code) for fault in verify(store, CODEC, AGGREGATES)]


def positions(store, stream):
    """Return the places in the log where a stream was written."""
    return [
        (place, index)
        for place, recorded in enumerate(store._log)
        for index, fact in enumerate(recorded.facts)
        if fact.stream == stream
    ]


def put(store, place, facts):
    """Put other events into a commit, behind the store's back."""
    store._log[place] = attrs.evolve(store._log[place], facts=tuple(facts))


def change(store, where, **fields):
    """Change one event of the log, behind the store's back."""
    place, index = where
    facts = list(store._log[place].facts)
    facts[index] = attrs.evolve(facts[index], **fields)
    put(store, place, facts)


def remove(store, stream, which):
    """Take an event of a stream out of the log, behind the store's back."""
    place, index = positions(store, stream)[which]
    facts = store._log[place].facts
    put(store, place, facts[:index] + facts[index + 1 :])


def test_what_the_hotel_has_written_is_right(store) -> None:
    """A log that nobody has touched has no fault, read as often as one likes."""
    assert faults(store) == faults(store) == []
    assert len(positions(store, BILL)) == 4


@pytest.mark.parametrize("which", range(4))
def test_a_changed_amount_is_found(store, which) -> None:
    """One digit in one event of a bill, and its place in the stream is named."""
    where = positions(store, BILL)[which]
    fact = store._log[where[0]].facts[where[1]]
    for old, new in (("1000", "1001"), ("850000", "850001"), ("IDR", "IDB")):
        if old in fact.data:
            change(store, where, data=fact.data.replace(old, new, 1))
            break
    assert (f"{BILL}/{which + 1}", "log.tampered") in faults(store)


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("fields", [{"hash": "0" * 64}, {"version": 9}], ids=list)
def test_a_changed_hash_or_place_is_found(store, which, fields) -> None:
    """An event stands where it stands, under the hash it was given."""
    change(store, positions(store, BILL)[which], **fields)
    assert "log.tampered" in {code for _, code in faults(store)}


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize(
    "fields",
    [
        {"type": "folio.FolioClosed"},
        {"type": "folio.Melted"},
        {"type": "ghost.Rose"},
        {"type": ""},
        {"v": 0},
        {"v": 99},
        {"stream": "axentra/folio/S2"},
        {"data": "{"},
        {"data": "{}"},
        {"data": "null"},
        {"data": "\ud800"},
    ],
    ids=str,
)
def test_any_change_is_told_as_a_fault(store, which, fields) -> None:
    """Damage of any kind is a fault that is told, not an accident of the one who looks."""
    change(store, positions(store, BILL)[which], **fields)
    assert "log.tampered" in {code for _, code in faults(store)}


def test_a_changed_event_with_a_new_hash_is_found_by_the_next(store) -> None:
    """Who reckons a new hash would have to reckon all that follow, and the kept state."""
    first, second, *_ = positions(store, BILL)[1:]
    before = store._log[first[0]].facts[first[1]]
    head = store.history(BILL)[0].hash
    data = before.data.replace("1000", "2000")
    hashed = chained(head, store._log[first[0]].stamp, BILL, 2, before.type, before.v, data)
    change(store, first, data=data, hash=hashed)
    assert (f"{BILL}/3", "log.tampered") in faults(store)
    assert second > first


def test_a_chain_reckoned_anew_to_its_end_is_found_by_the_kept_state(store) -> None:
    """Even then the bill that is kept says something else."""
    head = store.history(BILL)[0].hash
    for version, where in enumerate(positions(store, BILL)[1:], 2):
        fact = store._log[where[0]].facts[where[1]]
        data = fact.data.replace('"amount":"1000"', '"amount":"1"')
        head = chained(head, store._log[where[0]].stamp, BILL, version, fact.type, fact.v, data)
        change(store, where, data=data, hash=head)
    assert faults(store) == [(BILL, "log.state_differs")]


@pytest.mark.parametrize("which", [1, 2, 3])
def test_a_missing_event_is_found(store, which) -> None:
    """A payment that was taken out of the log is missed, the last one too."""
    remove(store, BILL, which)
    found = faults(store)
    assert found
    assert all(path.startswith(BILL) for path, _ in found)


def test_a_missing_beginning_is_found(store) -> None:
    """A bill that goes on without having begun is told as such."""
    remove(store, BILL, 0)
    assert (f"{BILL}/2", "log.tampered") in faults(store)


def test_an_event_that_was_put_in_is_found(store) -> None:
    """A payment that was never taken does not fit between two that were."""
    place, index = positions(store, BILL)[1]
    facts = store._log[place].facts
    put(store, place, (*facts[: index + 1], facts[index], *facts[index + 1 :]))
    assert (f"{BILL}/2", "log.tampered") in faults(store)


def test_events_that_changed_places_are_found(store) -> None:
    """Which payment came first is part of what was recorded."""
    (one, i), (other, j) = positions(store, BILL)[1:3]
    first, second = store._log[one].facts[i], store._log[other].facts[j]
    change(store, (one, i), data=second.data, hash=second.hash, version=3)
    change(store, (other, j), data=first.data, hash=first.hash, version=2)
    assert faults(store)[0] == (f"{BILL}/3", "log.tampered")


def test_a_log_that_ends_too_early_is_found(store) -> None:
    """Commits cut off at the end are missed by the states that were kept."""
    del store._log[-2:]
    assert {code for _, code in faults(store)} == {"log.state_differs"}
    assert (BILL, "log.state_differs") in faults(store)


@pytest.mark.parametrize(
    "fields",
    [
        {"version": 3},
        {"head": "0" * 64},
        {"data": '{"id":"S1"}'},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_changed_state_is_found(store, fields) -> None:
    """A bill that is kept with another sum than its lines have is named."""
    store._states[BILL] = attrs.evolve(store._states[BILL], **fields)
    assert faults(store) == [(BILL, "log.state_differs")]


def test_a_lost_state_is_found(store) -> None:
    """A bill that the log knows and the store has lost is named."""
    del store._states[BILL]
    assert faults(store) == [(BILL, "log.state_differs")]


def test_other_records_are_still_looked_at(store) -> None:
    """One wrong bill does not hide a wrong room."""
    del store._states[BILL]
    del store._states["axentra/room/2034"]
    assert len(faults(store)) == 2


@pytest.mark.parametrize(
    "field", ["key", "digest", "verb", "actor_kind", "actor_id", "at", "business_date"]
)
def test_who_and_when_cannot_be_changed(store, field) -> None:
    """Who took the money is as much a part of the record as how much it was."""
    recorded = store._log[LAST_PAYMENT]
    other = {
        "key": "axentra/other",
        "digest": "0" * 32,
        "actor_kind": "guest",
        "actor_id": "somebody-else",
        "at": recorded.at.replace(year=2025),
        "business_date": WEDNESDAY,
        "verb": "Reserve",
    }
    store._log[LAST_PAYMENT] = attrs.evolve(recorded, **{field: other[field]})
    assert faults(store) == [(f"{BILL}/3", "log.tampered")]


# --- reading the log ---


def test_the_log_is_read_in_order_page_by_page(store, monkeypatch) -> None:
    """A report reads all there is, from wherever it stopped, however small the pages are."""
    whole = list(read_log(CODEC, store))
    monkeypatch.setattr(log_module, "PAGE", 2)
    assert list(read_log(CODEC, store)) == whole
    assert list(read_log(CODEC, store, after=whole[2].position)) == whole[3:]
    assert list(read_log(CODEC, store, after=whole[-1].position)) == []
    positions = [entry.position for entry in whole]
    assert positions == sorted(set(positions))


def test_a_commit_is_read_with_who_and_when(store) -> None:
    """Each entry says what was asked, by whom, when, and on which business date."""
    payment = list(read_log(CODEC, store))[LAST_PAYMENT]
    assert (payment.verb, payment.actor) == ("TakePayment", Actor("staff", "ayu"))
    assert payment.business_date == MONDAY
    assert payment.streams == (BILL,)
    assert [type(event).__name__ for event in payment.events] == ["PaymentTaken"]
