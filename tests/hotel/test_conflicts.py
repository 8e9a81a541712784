"""When two act at once: nothing is lost, nothing is done twice, and no refusal is out of date."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier

import attrs
import pytest

from axentra_core.folio import ChargePosted
from axentra_core.hotel import verbs
from axentra_core.house import DateClosed
from axentra_core.housekeeping import OpenTask, TaskKind, TaskOpened
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.errors import (
    AxentraError,
    Conflict,
    InvalidInput,
    Outcome,
    OutcomeUnknown,
    PortError,
    PortUnavailable,
)
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition, RoomOccupied, RoomRefusal
from axentra_core.stays import NightPosted, StayCheckedIn
from axentra_core.testing import Failure, FaultyStore, example_property

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
AYU = Actor("staff", "ayu")
THOUSAND = money(1_000, "IDR")


class Meanwhile:
    """A store around whose nth call of one method somebody else does something."""

    def __init__(self, store, method, **acts):
        """Take what happens before or after which call: ``before_1=..., after_2=...``."""
        self._store = store
        self._method = method
        self._acts = acts
        self.calls = 0

    def __getattr__(self, name):
        """Pass on the six methods of a store."""
        passed_on = getattr(self._store, name)
        return self._around(passed_on) if name == self._method else passed_on

    def _around(self, call):
        def called(*args, **more):
            self.calls += 1
            self._acts.pop(f"before_{self.calls}", lambda: None)()
            answer = call(*args, **more)
            self._acts.pop(f"after_{self.calls}", lambda: None)()
            return answer

        return called


@pytest.fixture
def racing(front):
    """Return the hotel before whose nth call of a store's method somebody is faster."""

    def hotel(method="commit", **acts):
        return front.over(Meanwhile(front.store, method, **acts))

    return hotel


def in_parallel(acts):
    """Do everything at once, each in its own thread, and return results and errors."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except AxentraError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def until_done(verb, *said, **more):
    """Say a verb again, as a caller does, until nobody else is faster."""
    while True:
        try:
            return verb(*said, **more)
        except (Conflict, PortUnavailable):
            continue


# Deciding again


def test_who_comes_second_is_decided_again(front, racing) -> None:
    """If the room of the hotel's choice is gone by the commit, the next one is chosen."""
    siti, budi = front.book(), front.book()
    hotel = racing(before_1=lambda: front.desk.check_in(budi, room="2030"))
    assert hotel.by(AYU).check_in(siti).one(RoomOccupied).room == "2031"
    front.check()


def test_two_charges_at_once_are_two_lines(front, racing) -> None:
    """Neither posting is lost, and the lines are numbered in the order of the log."""
    stay = front.arrive()
    hotel = racing(before_1=lambda: front.desk.charge_to_room(stay, "FNB", THOUSAND, key="first"))
    done = hotel.by(AYU).charge_to_room(stay, "FNB", money(2_000, "IDR"), key="second")
    assert done.one(ChargePosted).line == 2
    assert [line.quote.net for line in front.hotel.read.folio(stay).lines] == [1_000, 2_000]
    front.check()


@pytest.mark.parametrize(("faster", "fits"), [(2, True), (3, False)])
def test_a_verb_is_decided_three_times(front, racing, faster, fits) -> None:
    """Whoever is overtaken three times is told so, and has done nothing."""
    stay = front.arrive()
    acts = {
        f"before_{n}": lambda n=n: front.desk.charge_to_room(
            stay, "FNB", THOUSAND, key=f"other-{n}"
        )
        for n in range(1, faster + 1)
    }
    desk = racing(**acts).by(AYU)
    if fits:
        assert desk.charge_to_room(stay, "FNB", THOUSAND, key="own").one(ChargePosted).line == 3
    else:
        with pytest.raises(Conflict) as error:
            desk.charge_to_room(stay, "FNB", THOUSAND, key="own")
        assert error.value.outcome is Outcome.NOT_DONE
        assert (front.was_done("other-3"), front.was_done("own")) == (True, False)
    front.check()


def test_a_refusal_stands_only_on_what_is_still_so(front, racing) -> None:
    """If the room has been cleaned by the time of the refusal, the guest gets it."""
    stay = front.book()
    front.desk.mark_room("2034", Condition.DIRTY)
    hotel = racing("states")
    with pytest.raises(RoomRefusal):
        hotel.by(AYU).check_in(stay, room="2034")
    # The last time the states are read is to confirm them.
    confirming = {
        f"before_{hotel.store.calls}": lambda: front.desk.mark_room("2034", Condition.CLEAN)
    }
    done = racing("states", **confirming).by(AYU).check_in(stay, room="2034")
    assert done.one(RoomOccupied).room == "2034"


@pytest.fixture
def cleaned(front):
    """Return a stay that arrives while its room is cleaned, and what ends the cleaning."""
    front.leave(front.arrive(nights=1), nights=1)
    stay = front.book(1, arrival=TUESDAY)
    (cleaning,) = front.hotel.read.tasks()
    return stay, lambda: front.desk.finish_task(cleaning.id)


def look_ups_of(hotel, verb):
    """Return how many look-ups a refusal relies on: each is asked once, and once to confirm it."""
    with pytest.raises(RoomRefusal):
        hotel.do(verb, actor=AYU)
    asked, remainder = divmod(hotel.store.calls, 2)
    assert (asked > 0, remainder) == (True, 0)
    return asked


def test_a_refusal_is_confirmed_by_its_look_ups_too(racing, cleaned) -> None:
    """If the blocking task has ended by the time of the refusal, the guest gets the room."""
    stay, finish = cleaned
    verb = verbs.CheckIn(stay, "2034")
    asked = look_ups_of(racing("find"), verb)
    hotel = racing("find", **{f"before_{asked + 1}": finish})
    assert hotel.do(verb, actor=AYU).one(RoomOccupied).override is None
    assert hotel.store.calls > asked


def test_where_nothing_is_tried_again_an_outdated_refusal_is_a_conflict(racing, cleaned) -> None:
    """A caller with an expected version is not refused for a task that is done by then."""
    stay, finish = cleaned
    verb = verbs.CheckIn(stay, "2034")
    asked = look_ups_of(racing("find"), verb)
    hotel = racing("find", **{f"after_{asked}": finish})
    with pytest.raises(Conflict):
        hotel.do(verb, actor=AYU, expected_version=1)


def test_an_id_that_is_taken_is_given_anew(front, racing) -> None:
    """If another record got the id meanwhile, the verb is decided again under the next one."""
    stay = front.book()
    linen = OpenTask("T1", TaskKind.ARRIVAL_LINEN, "2041", None, "test")
    done = racing(before_1=lambda: front.put(linen)).by(AYU).check_in(stay, room="2034")
    assert done.one(TaskOpened).task == "T2"
    front.check()


def test_an_expected_version_is_what_the_caller_saw(front) -> None:
    """A caller who looked at an old version is told, and the hotel does not decide for them."""
    front.arrive()
    seen = front.hotel.read.version("room", "2034")
    front.desk.mark_room("2034", Condition.DIRTY)
    verb = verbs.MarkRoom("2034", Condition.CLEAN)
    before = front.dump()
    with pytest.raises(Conflict) as error:
        front.hotel.do(verb, actor=AYU, expected_version=seen)
    assert (error.value.values["expected"], error.value.values["actual"]) == (2, 3)
    assert front.dump() == before
    assert front.hotel.do(verb, actor=AYU, expected_version=3).events


def test_an_expected_version_is_never_tried_again(front, racing) -> None:
    """The first who is faster ends it, although a second attempt would have gone well."""
    stay = front.arrive()
    version = front.hotel.read.version("stay", stay)
    hotel = racing(before_1=lambda: front.desk.charge_to_room(stay, "FNB", THOUSAND, key="other"))
    verb = verbs.ChargeToRoom(stay, "FNB", THOUSAND)
    with pytest.raises(Conflict):
        hotel.do(verb, actor=AYU, key="own", expected_version=version)
    assert (front.was_done("own"), hotel.store.calls) == (False, 1)


@pytest.mark.parametrize(
    "verb",
    [verbs.CloseDay(MONDAY), verbs.ChangeProperty(example_property())],
    ids=lambda verb: type(verb).__name__,
)
def test_where_no_version_can_be_expected_that_is_said(front, verb) -> None:
    """A version that would be passed over is refused: the caller relies on it."""
    with pytest.raises(InvalidInput) as error:
        front.hotel.do(verb, actor=SYSTEM, key="k", expected_version=1)
    (fault,) = error.value.faults
    assert (fault.path, fault.code) == ("expected_version", "version.not_expected")


def test_a_reader_is_not_in_anybodys_way(front, racing) -> None:
    """Whoever reads while the configuration changes reads the old or the new one."""
    new = attrs.evolve(example_property(), name="Axentra")
    hotel = racing("states", before_2=lambda: front.boss.change_property(new))
    assert hotel.read.configuration.name in {"Hotel Axentra", "Axentra"}


# The end of a day


def test_who_checks_in_during_the_close_is_charged_the_night(front, racing) -> None:
    """The night audit sees a guest who was not there when it looked."""
    early, late = front.arrive("2034"), front.book()
    hotel = racing(before_1=lambda: front.desk.check_in(late, room="2035"))
    closed = hotel.by(AYU).close_day(MONDAY)
    assert {posted.stay for posted in closed.all(NightPosted)} == {early, late}


def test_what_is_posted_during_the_close_falls_into_the_next_day(front, racing) -> None:
    """A charge that was decided on a date which is closed by the commit is decided again."""
    stay = front.book(arrival=TUESDAY)  # the close does not touch it: only the date has changed
    hotel = racing(before_1=lambda: front.desk.close_day(MONDAY))
    done = hotel.by(AYU).charge_to_room(stay, "FNB", THOUSAND, key="late")
    charge = done.one(ChargePosted)
    assert (charge.business_date, charge.service_date) == (TUESDAY, TUESDAY)
    front.check()


def test_nothing_ever_gets_into_a_closed_day(front) -> None:
    """While threads post and others close days, no line is posted behind its day's close."""
    stay = front.arrive(nights=5)

    def post(n):
        for i in range(6):
            until_done(front.desk.charge_to_room, stay, "FNB", THOUSAND, key=f"{n}-{i}")

    def close(_):
        for day in range(23, 27):
            until_done(front.desk.close_day, date(2026, 11, day))

    acts = [(post, 0), (post, 1), (close, 2), (close, 3)]
    assert in_parallel([lambda a=act, n=n: a(n) for act, n in acts]) == [None] * 4

    closed = date(2026, 11, 22)
    for entry in front.hotel.feed():
        for event in entry.events:
            assert getattr(event, "business_date", entry.business_date) > closed
        closed = max([closed, *(e.date for e in entry.events if isinstance(e, DateClosed))])
    assert closed == date(2026, 11, 26)
    assert len(front.hotel.read.folio(stay).lines) == 12 + 4
    front.check()


# Many at once


def test_of_many_who_want_one_room_one_gets_it(front) -> None:
    """Eight desks check eight stays into one room: one guest is in it, seven are refused."""
    stays = [front.book() for _ in range(8)]
    results = in_parallel([lambda s=s: front.desk.check_in(s, room="2034") for s in stays])
    (won,) = [one for one in results if not isinstance(one, AxentraError)]
    assert {one.code for one in results if one is not won} == {"room.occupied"}
    (guest,) = front.hotel.read.in_house()
    assert guest.stay.id == won.one(StayCheckedIn).stay == front.hotel.read.board()[4].room.stay
    front.check()


def test_of_many_check_outs_of_one_stay_one_happens(front) -> None:
    """The bill is closed once and the room is left once, however many press the button."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    front.settle(stay)
    results = in_parallel([lambda: front.desk.check_out(stay)] * 6)
    assert sum(not isinstance(one, AxentraError) for one in results) == 1
    assert {one.code for one in results if isinstance(one, AxentraError)} == {"stay.ended"}
    front.check()


def test_of_many_who_plan_the_day_each_cause_gives_one_task(front) -> None:
    """However many plan at once, and wish at once, nobody is served twice for one reason."""
    stay = front.arrive("2034", nights=3)
    front.arrive("2035", nights=3)
    front.pass_nights(1)
    today = front.hotel.read.business_date
    acts = [lambda: front.desk.plan_housekeeping(today), lambda: front.desk.make_up_room(stay)]
    in_parallel(acts * 3)
    # Who was too late three times in a row has been told so, and says it again.
    front.desk.plan_housekeeping(today)
    front.desk.make_up_room(stay)
    tasks = front.hotel.read.tasks()
    assert len({(task.cause, task.kind) for task in tasks}) == len(tasks)
    assert sorted((task.room, task.kind) for task in tasks) == [
        ("2034", TaskKind.MAKE_UP),
        ("2034", TaskKind.STAY_OVER),
        ("2035", TaskKind.STAY_OVER),
    ]
    front.check()


@pytest.mark.parametrize("failure", Failure)
def test_whichever_call_fails_the_day_is_planned_once(open_front, store, failure) -> None:
    """Said again without a key after any failure, the plan opens what is missing and no more."""
    front = open_front(store)
    front.arrive("2034", nights=3)
    front.pass_nights(1)
    today, nth = front.hotel.read.business_date, 0
    while True:
        nth += 1
        faulty = FaultyStore(store, nth, failure)
        with suppress(PortError):
            front.over(faulty).by(SYSTEM).plan_housekeeping(today)
        front.desk.plan_housekeeping(today)
        (task,) = (one for one in front.hotel.read.tasks() if one.kind is TaskKind.STAY_OVER)
        assert (task.room, task.cause) == ("2034", f"{today}:stay_over:S1")
        if nth > len(faulty.calls):
            break
    front.check()


def test_one_key_said_by_many_has_one_result(front) -> None:
    """Eight deliveries of one request post one line, and all hear of the same one."""
    stay = front.arrive()

    def deliver():
        return front.desk.charge_to_room(stay, "FNB", THOUSAND, key="the-one")

    first, *others = in_parallel([deliver] * 8)
    assert [one == first for one in others] == [True] * 7
    assert len(front.hotel.read.folio(stay).lines) == 1


def test_a_key_that_is_recorded_meanwhile_precedes_every_rule(front, racing) -> None:
    """A repeated check-in is no second one, even if the first is written while it is decided."""
    stay = front.book()
    first = []
    hotel = racing(
        "states", before_1=lambda: first.append(front.desk.check_in(stay, room="2034", key="in"))
    )
    assert [hotel.by(AYU).check_in(stay, room="2034", key="in")] == first


def test_a_key_that_is_taken_at_the_commit_gives_the_first_result(front, racing) -> None:
    """The second of two deliveries hears what the first one did."""
    stay = front.book()
    first = []
    hotel = racing(before_1=lambda: first.append(front.desk.check_in(stay, room="2034", key="in")))
    assert [hotel.by(AYU).check_in(stay, room="2034", key="in")] == first
    assert len(front.hotel.read.in_house()) == 1


def test_no_posting_is_lost_among_many(front) -> None:
    """Each accepted write is one version more, and every line stands on the bill."""
    stay = front.arrive()

    def post(n):
        return lambda: [
            until_done(lambda i=i: front.desk.charge_to_room(stay, "FNB", THOUSAND, key=f"{n}-{i}"))
            for i in range(5)
        ]

    results = in_parallel([post(n) for n in range(4)])
    lines = sorted(done.one(ChargePosted).line for dones in results for done in dones)
    assert lines == list(range(1, 21))
    front.check()


# A store that fails


def test_an_unknown_outcome_is_settled_by_the_key(front) -> None:
    """If the reply to a commit is lost, the hotel asks whether it was written, and answers."""
    stay = front.book()
    store = FaultyStore(front.store, 1, Failure.AFTER_EFFECT, counting="commits")
    done = front.over(store).by(AYU).check_in(stay, room="2034", key="in")
    assert done.one(RoomOccupied).room == "2034"
    assert done.position == len(front.dump().log)
    assert front.desk.check_in(stay, room="2034", key="in") == done


def test_without_a_key_an_unknown_outcome_stays_unknown(front) -> None:
    """Nobody can be asked, so the caller is told that it may or may not have happened."""
    stay = front.book()
    store = FaultyStore(front.store, 1, Failure.AFTER_EFFECT, counting="commits")
    with pytest.raises(OutcomeUnknown) as error:
        front.over(store).by(AYU).check_in(stay, room="2034")
    assert error.value.outcome is Outcome.UNKNOWN
    assert len(front.hotel.read.in_house()) == 1


def test_an_outcome_that_cannot_be_asked_for_stays_unknown(front) -> None:
    """If the store fails while it is asked, nobody claims that nothing has happened."""
    siti, budi = front.book(), front.book()
    whole = FaultyStore(front.store)
    front.over(whole).by(AYU).check_in(siti, room="2034", key="whole")
    nth = whole.calls.index("commit") + 1
    store = FaultyStore(front.store, nth, Failure.AFTER_EFFECT, lasting=True)
    with pytest.raises(PortError) as error:
        front.over(store).by(AYU).check_in(budi, room="2035", key="in")
    assert len(front.hotel.read.in_house()) == 2
    assert error.value.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("failure", Failure)
def test_whichever_call_fails_the_same_key_leads_to_the_same_end(
    open_front, store, failure
) -> None:
    """Any single call may fail, before or after its effect: all of it happens once, or nothing."""
    front = open_front(store)
    whole = FaultyStore(store)
    front.over(whole).by(SYSTEM).charge_to_room(front.arrive("2041"), "FNB", THOUSAND, key="whole")
    for nth in range(1, len(whole.calls) + 1):
        stay = front.arrive(room=str(2029 + nth))
        faulty = FaultyStore(store, nth, failure)
        desk = front.over(faulty).by(SYSTEM)
        before = front.dump()
        try:
            desk.charge_to_room(stay, "FNB", THOUSAND, key=f"k{nth}")
        except PortError:
            assert len(front.dump().log) - len(before.log) in {0, 1}
        faulty.mend()
        done = desk.charge_to_room(stay, "FNB", THOUSAND, key=f"k{nth}")
        assert len(front.hotel.read.folio(stay).lines) == 1
        assert done.position == len(before.log) + 1
    front.check()
