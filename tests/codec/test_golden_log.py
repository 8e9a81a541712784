"""A hotel's log is kept for good: what release 0.1 wrote is read by every later one.

The files are never written anew for a release that is out: `pytest --update-golden` is for the one
that is being made.
"""

import json
from datetime import date, datetime, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import read_log, verify
from axentra_core.folio import Card, PaymentMethod
from axentra_core.hotel import AGGREGATES, CODEC, Hotel
from axentra_core.hotel.records import BY_KIND
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.kernel.store import GENESIS, Commit, Fact, Kept, Recorded, chained
from axentra_core.rooms import Condition
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
RELEASES = ("0_1",)
EVERYTHING = 1_000_000


def one_guest_two_nights():
    """Return the store after the story of the demo, and a reversed and a cancelled charge."""
    store, clock = MemoryStore(), ManualClock()
    hotel = Hotel(
        store, example_property(), clock=clock, ids=SequentialIds(), keys=Keys(b"golden" * 6)
    )
    hotel.open(on=MONDAY)
    desk = hotel.by(Actor("staff", "ayu"))
    boss = hotel.by(Actor("staff", "dewi", ("manager",)))
    rupiah = [money("850000", "IDR")] * 2
    booked = desk.reserve(
        arrival=MONDAY,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=rupiah,
        name="Siti Rahma",
        mail="siti@example.com",
        phone="+62 812 0000 0000",
        reference="WEB-17",
        key="r1",
    )
    stay = booked.one(StayBooked)
    desk.correct_guest(stay.guest, name="Siti Rahma, Dr.", key="g1")
    stay = stay.stay
    desk.check_in(stay, room="2034", key="c1")
    link, code = hotel.room_link("2034"), hotel.stay_code(stay)
    guest = hotel.guest(hotel.open_guest_session(link, code, key="s1"))
    guest.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key="o1")
    guest.order_room_service(stay, [("es-teh", 1)], key="o2")
    boss.accept_order("O1")
    boss.deliver_order("O1")
    boss.cancel_order("O2", "no ice left", key="o3")
    desk.charge_to_room(stay, "FNB", money("50000", "IDR"), description="Café", key="f1")
    desk.reverse_charge(stay, 5, "wrong room", key="f2")
    guest.do_not_disturb(stay, key="d1")
    guest.do_not_disturb(stay, active=False, key="d2")
    guest.make_up_room(stay, key="m1")
    for task in hotel.read.tasks():
        desk.finish_task(task.id)
    for room, condition in (("2030", Condition.DIRTY), ("2031", Condition.INSPECTED)):
        desk.mark_room(room, condition)
    desk.mark_room("2030", Condition.CLEAN)
    for day in (MONDAY, TUESDAY):
        clock.move(timedelta(hours=23))
        desk.close_day(day)
    owed = hotel.read.folio(stay).balance
    desk.take_payment(stay, PaymentMethod.CASH, money("1000000", "IDR"), key="p1")
    card = Card("tok_golden", "visa", "4242")
    rest = money(owed - 1_000_000, "IDR")
    desk.take_payment(stay, PaymentMethod.CARD, rest, card=card, key="p2")
    desk.check_out(stay)
    boss.change_property(attrs.evolve(example_property(), name="Hotel Axentra Menteng"))
    return store


def written(store):
    """Return everything in a store as JSON, an event a line."""
    commits = store.log(limit=EVERYTHING)
    streams = sorted({fact.stream for commit in commits for fact in commit.facts})
    states = store.states(streams)

    def row(value):
        return [
            part.isoformat() if isinstance(part, date) else part
            for part in attrs.astuple(value, recurse=False)
        ]

    def line(value):
        return json.dumps(value, ensure_ascii=False)

    heads = [
        f'    {{"commit": {line(row(commit)[:-1])}, "facts": [\n'
        + ",\n".join(f"        {line(row(fact))}" for fact in commit.facts)
        + "\n    ]}"
        for commit in commits
    ]
    kept = [f"    {line(stream)}: {line(row(states[stream]))}" for stream in streams]
    return '{"log": [\n' + ",\n".join(heads) + '\n], "states": {\n' + ",\n".join(kept) + "\n}}\n"


@pytest.fixture(params=RELEASES)
def recorded(request, pytestconfig):
    """Return the log of a release as it was stored, and the states it kept."""
    file = pytestconfig.rootpath / "tests" / "golden" / f"log_{request.param}.json"
    if pytestconfig.getoption("--update-golden") and request.param == RELEASES[-1]:
        file.write_text(written(one_guest_two_nights()), encoding="utf-8")
    found = json.loads(file.read_text(encoding="utf-8"))
    log = []
    for entry in found["log"]:
        *parts, at, day = entry["commit"]
        facts = tuple(Fact(*fact) for fact in entry["facts"])
        moment = datetime.fromisoformat(at), date.fromisoformat(day)
        log.append(Recorded(*parts, *moment, facts))
    return log, {stream: Kept(*kept) for stream, kept in found["states"].items()}


def test_every_recorded_event_still_reads(recorded) -> None:
    """No event of an earlier release is lost or guessed at."""
    log, _ = recorded
    for commit in log:
        for fact in commit.facts:
            event = CODEC.read_event(fact.type, fact.v, fact.data)
            assert CODEC.name_of(type(event)) == fact.type


def test_every_hash_still_follows(recorded) -> None:
    """The chain of each record is reckoned today as it was then."""
    log, states = recorded
    heads = {}
    for commit in log:
        for fact in commit.facts:
            version, head = heads.get(fact.stream, (0, GENESIS))
            assert fact.version == version + 1
            assert fact.hash == chained(
                head, commit.stamp, fact.stream, fact.version, fact.type, fact.v, fact.data
            )
            heads[fact.stream] = fact.version, fact.hash
    assert heads == {stream: (kept.version, kept.head) for stream, kept in states.items()}


def test_a_store_filled_from_the_log_is_the_same_store(recorded) -> None:
    """Replaying the years gives every record as it was left, byte for byte, to work on with."""
    log, states = recorded
    store, replayed = MemoryStore(), {}
    for commit in log:
        kept = {}
        for fact in commit.facts:
            stream = fact.stream
            event = CODEC.read_event(fact.type, fact.v, fact.data)
            aggregate = BY_KIND[stream.split("/")[1]]
            replayed[stream] = aggregate.evolve(replayed.get(stream), event)
            kept[stream] = Kept(fact.version, fact.hash, CODEC.write(replayed[stream]))
        before = {stream: one.version for stream, one in store.states(list(kept)).items()}
        parts = attrs.astuple(commit, recurse=False)[1:]
        store.commit(Commit(*parts, reads=before, looks=(), states=kept))
    assert list(store.log(limit=EVERYTHING)) == log
    assert store.states(list(states)) == states
    assert list(verify(store, CODEC, AGGREGATES)) == []
    assert len(list(read_log(CODEC, store))) == len(log)


def test_a_log_of_every_release_shows_every_kind_of_event(recorded) -> None:
    """The story is long enough to be worth keeping."""
    log, _ = recorded
    seen = {fact.type for commit in log for fact in commit.facts}
    known = {CODEC.name_of(event) for one in AGGREGATES for event in one.evolve_by}
    assert seen <= known
    assert len(seen) >= 25


def test_the_story_is_told_in_the_same_words_twice() -> None:
    """Same clock, same ids, same words: the same log, to the last byte."""
    assert written(one_guest_two_nights()) == written(one_guest_two_nights())
