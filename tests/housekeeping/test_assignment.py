"""Who does what today: fair, by the rules, and with a reason that can be told."""

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import settings as how
from hypothesis import strategies as st

from axentra_core.housekeeping.assignment import Job, Load, Why, WhyNot, Worker, assign
from axentra_core.housekeeping.model import Priority
from axentra_core.kernel.errors import InvalidInput

RUSH, GUEST, ARRIVAL, NORMAL, LOW = Priority
AYU, BUDI, CITRA = (Worker(name, 480) for name in ("ayu", "budi", "citra"))
WITHIN = Fraction(21, 20)


def job(task, room, effort=30, priority=NORMAL, **more):
    """Return a job on the floor that the room number begins with."""
    return Job(task, room, effort, priority, **{"floor": room[0], **more})


def whose(plan):
    """Return whose each task is, and why."""
    return {given.job.task: (given.attendant, given.why) for given in plan.given}


def left(plan):
    """Return which tasks are nobody's, and why."""
    return {one.job.task: one.why_not for one in plan.left}


# --- what a supervisor sees ---


def test_what_somebody_has_stays_theirs_and_the_rest_evens_out() -> None:
    """Ayu keeps her three rooms, so Budi gets the new ones until he has as much."""
    kept = [job(f"K{room}", room, attendant="ayu") for room in ("2001", "2002", "2003")]
    new = [job(f"N{room}", room) for room in ("3001", "3002", "3003")]
    plan = assign([*kept, *new], [AYU, BUDI])
    assert {given.attendant for given in plan.given if given.why is Why.KEPT} == {"ayu"}
    assert plan.loads == (Load("ayu", 480, 90, 90), Load("budi", 480, 0, 90))
    assert [load.percent for load in plan.loads] == [19, 19]


def test_what_somebody_has_stays_even_if_it_is_too_much_or_against_a_rule() -> None:
    """A supervisor who gave a job by hand meant it; but nothing is put on top."""
    kept = job("T1", "2001", 500, attendant="ayu", section="B", not_by=frozenset({"ayu"}))
    plan = assign([kept, job("T2", "2001")], [Worker("ayu", 480, ("A",)), BUDI])
    assert whose(plan) == {"T1": ("ayu", Why.KEPT), "T2": ("budi", Why.BALANCE)}


def test_the_work_of_a_room_goes_to_one_attendant() -> None:
    """Nobody knocks twice: the turndown goes with the cleaning, though Budi has less to do."""
    jobs = [job("T1", "2001", 60), job("T2", "2001", 10), job("T3", "3001", 10)]
    plan = assign(jobs, [AYU, BUDI])
    assert whose(plan) == {
        "T1": ("ayu", Why.BALANCE),
        "T2": ("ayu", Why.SAME_ROOM),
        "T3": ("budi", Why.BALANCE),
    }


def test_new_work_in_a_room_goes_to_whoever_is_there_already() -> None:
    """Ayu cleans 2001 today, so the guest's wish from 2001 is hers too."""
    jobs = [job("T1", "2001", 200, attendant="ayu"), job("T2", "2001", priority=GUEST)]
    assert whose(assign(jobs, [AYU, BUDI])) == {
        "T1": ("ayu", Why.KEPT),
        "T2": ("ayu", Why.SAME_ROOM),
    }


def test_whoever_cleaned_a_room_does_not_inspect_it() -> None:
    """The inspection goes to somebody else, even though Ayu is in the room."""
    clean = job("T1", "2001", attendant="ayu")
    inspection = job("T2", "2001", 5, not_by=frozenset({"ayu"}))
    assert whose(assign([clean, inspection], [AYU, BUDI]))["T2"] == ("budi", Why.NO_OTHER)


def test_the_jobs_of_a_room_come_apart_only_where_nobody_may_do_both() -> None:
    """Ayu may not do one and Budi not the other: each does what they may."""
    jobs = [
        job("T1", "2001", not_by=frozenset({"ayu"})),
        job("T2", "2001", not_by=frozenset({"budi"})),
    ]
    assert whose(assign(jobs, [AYU, BUDI])) == {
        "T1": ("budi", Why.NO_OTHER),
        "T2": ("ayu", Why.NO_OTHER),
    }
    everybody = assign(jobs, [AYU, BUDI, CITRA])
    assert whose(everybody) == {"T1": ("citra", Why.NO_OTHER), "T2": ("citra", Why.SAME_ROOM)}


def test_rooms_of_a_floor_go_to_one_attendant_as_long_as_that_is_fair() -> None:
    """Four floors of three rooms, two attendants: everybody walks two floors."""
    jobs = [
        job(f"T{floor}{room}", f"{floor}00{room}", section="NS"[floor > 2])
        for floor in range(1, 5)
        for room in range(3)
    ]
    plan = assign(jobs, [AYU, BUDI])
    walked = [{given.job.floor for given in plan.list_of(who)} for who in ("ayu", "budi")]
    assert sorted(walked, key=min) == [{"1", "2"}, {"3", "4"}]
    assert {given.why for given in plan.given} == {Why.SAME_FLOOR}


def test_a_section_is_named_where_the_floor_is_not_the_same() -> None:
    """Two rooms of the north wing on different floors are near each other all the same."""
    rooms = (("1001", "N"), ("2001", "N"), ("1002", "S"), ("2002", "S"))
    jobs = [job(f"T{room}", room, floor=room, section=section) for room, section in rooms]
    plan = assign(jobs, [AYU, BUDI])
    assert {given.why for given in plan.given} == {Why.SAME_SECTION}
    assert {given.job.section for given in plan.list_of("ayu")} == {"N"}


def test_who_works_in_a_section_stays_in_it() -> None:
    """Ayu works in the north wing only, and a room without a section is anybody's."""
    north, south = Worker("ayu", 480, ("N",)), Worker("budi", 480, ("S",))
    jobs = [job("T1", "2001", section="N"), job("T2", "2002", section="S"), job("T3", "2003")]
    plan = assign(jobs, [north, south])
    assert whose(plan)["T1"] == ("ayu", Why.NO_OTHER)
    assert whose(plan)["T2"] == ("budi", Why.NO_OTHER)
    assert whose(plan)["T3"][1] is Why.SAME_FLOOR


def test_a_list_is_worked_from_the_most_urgent_room_on() -> None:
    """Priority first, then the room; each line tells the load before and after it."""
    jobs = [
        job("T1", "2003", 30),
        job("T2", "2002", 20),
        job("T3", "2009", 10, RUSH),
        job("T4", "2001", 40, attendant="ayu"),
    ]
    listed = assign(jobs, [AYU]).list_of("ayu")
    assert [(one.job.task, one.before, one.after) for one in listed] == [
        ("T3", 0, 10),
        ("T4", 10, 50),
        ("T2", 50, 70),
        ("T1", 70, 100),
    ]


def test_who_has_half_the_time_gets_half_the_work() -> None:
    """Fair means the same part of everybody's time."""
    jobs = [job(f"T{number}", f"{number}", 10) for number in range(1, 10)]
    plan = assign(jobs, [Worker("ayu", 480), Worker("budi", 240)])
    assert [load.after for load in plan.loads] == [60, 30]


# --- when it cannot be done ---


NORTH = Worker("ayu", 480, ("N",))
# fmt: off
NOBODYS = [
    ([],                  {},                              WhyNot.NO_ONE_ON_SHIFT),
    ([AYU],               {"attendant": "dewi"},           WhyNot.NOT_ON_SHIFT),
    ([],                  {"attendant": "dewi"},           WhyNot.NOT_ON_SHIFT),
    ([NORTH],             {"section": "S"},                WhyNot.NO_ONE_IN_SECTION),
    ([AYU],               {"not_by": frozenset({"ayu"})},  WhyNot.OWN_WORK),
    ([Worker("ayu", 29)], {},                              WhyNot.OVER_CAPACITY),
    ([Worker("ayu", 0)],  {},                              WhyNot.OVER_CAPACITY),
]
# fmt: on


@pytest.mark.parametrize(("workers", "more", "why_not"), NOBODYS)
def test_a_job_that_is_nobodys_says_why(workers, more, why_not) -> None:
    """A supervisor has to know whether to call somebody in, move a section or ask again."""
    plan = assign([job("T1", "2001", **more)], workers)
    assert (plan.given, left(plan)) == ((), {"T1": why_not})


def test_when_time_is_short_the_urgent_is_done() -> None:
    """60 minutes for 90 minutes of work: the deep clean is left, the guest is served."""
    jobs = [job("T1", "2001", 30, LOW), job("T2", "2002", 30, GUEST), job("T3", "2003", 30, RUSH)]
    assert left(assign(jobs, [Worker("ayu", 60)])) == {"T1": WhyNot.OVER_CAPACITY}


def test_a_room_comes_apart_when_there_is_time_for_part_of_it_only() -> None:
    """The clean for the arrival fits and the deep clean does not; the clean is done."""
    jobs = [job("T1", "2001", 400, LOW), job("T2", "2001", 30, ARRIVAL)]
    plan = assign(jobs, [Worker("ayu", 300)])
    assert (whose(plan), left(plan)) == (
        {"T2": ("ayu", Why.NO_OTHER)},
        {"T1": WhyNot.OVER_CAPACITY},
    )


def test_no_jobs_is_a_quiet_day() -> None:
    """Nothing to do is no error, and everybody's load says so."""
    plan = assign([], [Worker("ayu", 0), BUDI])
    assert plan.given == plan.left == ()
    assert [load.percent for load in plan.loads] == [0, 0]


def test_what_is_wrong_with_the_board_is_said_all_at_once() -> None:
    """A task or an attendant stands there once, and effort and capacity are whole numbers."""
    jobs = [job("T1", "2001"), job("T1", "2002", -1), job("T2", "2003", effort="x")]
    with pytest.raises(InvalidInput) as refused:
        assign(jobs, [AYU, AYU, Worker("dewi", -1)])
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("jobs[1]", "value.duplicate"),
        ("jobs[1].effort", "value.out_of_range"),
        ("jobs[2].effort", "field.wrong_type"),
        ("workers[1]", "value.duplicate"),
        ("workers[2].capacity", "value.out_of_range"),
    ]


# --- what always holds ---

NAMES = ("ayu", "budi", "citra", "dewi")
SECTIONS = st.sampled_from(["N", "S", None])


@st.composite
def days(draw, most_jobs=14, more_time=0):
    """Return jobs and workers: rooms keep their floor and section, some jobs are somebody's."""
    names = NAMES[: draw(st.integers(1, 4 if most_jobs > 8 else 3))]
    limited = st.sampled_from([(), (), ("N",), ("S",), ("N", "S")])
    capacities = st.sampled_from([480, 480, 420, 240]) | st.integers(0, 600)
    workers = [Worker(name, draw(capacities) + more_time, draw(limited)) for name in names]
    rooms = {f"{floor}00{number}": draw(SECTIONS) for floor in (1, 2) for number in range(4)}
    efforts = st.sampled_from([5, 10, 20, 30, 45, 90]) | st.integers(0, 200)
    jobs = []
    for number in range(draw(st.integers(0, most_jobs))):
        room = draw(st.sampled_from(sorted(rooms)))
        attendant = draw(st.sampled_from([None, None, None, *names, "gone"]))
        not_by = draw(st.sampled_from([(), (), (), *((name,) for name in names)]))
        jobs.append(
            Job(
                f"T{number}",
                room,
                draw(efforts),
                draw(st.sampled_from(Priority)),
                rooms[room],
                room[0],
                frozenset(not_by),
                attendant,
            )
        )
    return jobs, workers


def may(worker, one):
    """Tell whether the rules let a worker do a job, time apart."""
    return (
        worker.attendant not in one.not_by
        and (one.section is None or not worker.sections or one.section in worker.sections)
        and worker.capacity > 0
    )


@for_all(days(), st.randoms(use_true_random=False))
def test_the_order_of_the_board_makes_no_difference(day, chance) -> None:
    """Whoever prints the board twice gets the same lists."""
    jobs, workers = day
    plan = assign(jobs, workers)
    chance.shuffle(jobs)
    chance.shuffle(workers)
    assert assign(jobs, workers) == plan


@for_all(days())
def test_every_job_is_somebodys_or_named_and_every_rule_is_kept(day) -> None:
    """Nothing is lost, nothing stands twice, and nobody gets what they may not or cannot do."""
    jobs, workers = day
    plan = assign(jobs, workers)
    told = [given.job for given in plan.given] + [one.job for one in plan.left]
    assert sorted(one.task for one in told) == sorted(one.task for one in jobs)
    by_name = {worker.attendant: worker for worker in workers}
    for given in plan.given:
        kept = given.job.attendant is not None
        assert kept == (given.why is Why.KEPT)
        assert (
            given.job.attendant == given.attendant
            if kept
            else may(by_name[given.attendant], given.job)
        )
    for load in plan.loads:
        listed = plan.list_of(load.attendant)
        assert load.after == sum(given.job.effort for given in listed)
        assert load.before == sum(given.job.effort for given in listed if given.why is Why.KEPT)
        assert load.after <= load.capacity or load.after == load.before
        keys = [(given.job.priority, given.job.room, given.job.task) for given in listed]
        assert keys == sorted(keys)
        assert all(one.after == other.before for one, other in pairwise(listed))


@for_all(days())
def test_nothing_urgent_is_left_while_something_less_urgent_takes_its_time(day) -> None:
    """Without the less urgent work that somebody got, there would still be no time for it."""
    jobs, workers = day
    plan = assign(jobs, workers)
    for one in plan.left:
        able = [worker for worker in workers if may(worker, one.job)]
        assert (one.why_not is WhyNot.OVER_CAPACITY) >= bool(able and not one.job.attendant)
        for worker in able if one.why_not is WhyNot.OVER_CAPACITY else ():
            taken = sum(
                given.job.effort
                for given in plan.list_of(worker.attendant)
                if given.why is Why.KEPT or given.job.priority <= one.job.priority
            )
            assert taken + one.job.effort > worker.capacity


@for_all(days(more_time=5000))
def test_with_time_enough_a_room_is_one_attendants(day) -> None:
    """Where somebody may do all of a room, and nobody has work in it yet, one attendant does."""
    jobs, workers = day
    plan = assign(jobs, workers)
    rooms = defaultdict(list)
    for given in plan.given:
        rooms[given.job.room].append(given)
    for inside in rooms.values():
        new = [given for given in inside if given.why is not Why.KEPT]
        could = (all(may(worker, given.job) for given in new) for worker in workers)
        if len(new) == len(inside) and any(could):
            assert len({given.attendant for given in new}) <= 1


def best_balance(jobs, workers):
    """Return the lowest fullest share of any plan in which each room is one attendant's.

    Every plan is tried. The share counts for those who get new work.
    """
    rooms = defaultdict(list)
    for one in jobs:
        if one.attendant is None:
            rooms[one.room].append(one)
    bundles = [
        (effort, [w for w in workers if all(may(w, one) for one in inside)])
        for inside in rooms.values()
        if (effort := sum(one.effort for one in inside))
    ]
    loads = {
        worker: sum(one.effort for one in jobs if one.attendant == worker.attendant)
        for worker in workers
    }
    best = [Fraction(10**6)]

    def give(place, fullest):
        # It can only get fuller.
        if fullest >= best[0]:
            return
        if place == len(bundles):
            best[0] = min(best[0], fullest)
            return
        effort, allowed = bundles[place]
        for worker in allowed:
            loads[worker] += effort
            give(place + 1, max(fullest, Fraction(loads[worker], worker.capacity)))
            loads[worker] -= effort

    give(0, Fraction(0))
    return best[0]


@how(max_examples=300)
@for_all(days(most_jobs=8, more_time=300) | days(most_jobs=8))
def test_the_balance_is_within_a_twentieth_of_the_best_there_is(day) -> None:
    """No other plan would spare the busiest attendant more than 5 % of what they have."""
    jobs, workers = day
    # Who has work in a room gets the rest of it: then there is less to choose, and no best plan.
    at_work = {one.room for one in jobs if one.attendant is not None}
    jobs = [one for one in jobs if one.attendant is not None or one.room not in at_work]
    for room in {one.room for one in jobs}:
        inside = [one for one in jobs if one.room == room and one.attendant is None]
        assume(not inside or any(all(may(worker, one) for one in inside) for worker in workers))
    best = best_balance(jobs, workers)
    # With too little time jobs are left, or a room comes apart: then the plans do not compare.
    assume(best <= 1)
    plan = assign(jobs, workers)
    # Whoever has too much already gets nothing more, not even what costs no time.
    assert all(one.why_not is WhyNot.NOT_ON_SHIFT or not one.job.effort for one in plan.left)
    busy = [load for load in plan.loads if load.after > load.before]
    shares = [Fraction(load.after, load.capacity) for load in busy]
    assert max(shares, default=Fraction(0)) <= best * WITHIN


def test_a_thousand_jobs_are_assigned_in_a_moment(takes_less_than) -> None:
    """A big house is assigned while the supervisor looks: fair both ways, on few floors each."""
    efforts = (10, 15, 20, 30, 45)
    jobs = [
        job(f"T{number:04}", f"{number}", efforts[number * 7 % 5], floor=f"{number // 50}")
        for number in range(1000)
    ]
    workers = [Worker(f"A{number:02}", 640) for number in range(40)]
    plan = assign(jobs, workers)
    assert not plan.left
    assert all(570 <= load.after <= 630 for load in plan.loads)
    floors = {(given.attendant, given.job.floor) for given in plan.given}
    assert len(floors) <= 2 * len(workers)
    takes_less_than(1.0, lambda: assign(jobs, workers))
