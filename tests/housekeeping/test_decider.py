"""What housekeeping has to do, who does it, and when it is off the list."""

from datetime import date

import attrs
import pytest
from tests.each import each

from axentra_core.housekeeping import (
    AGGREGATES,
    MACHINES,
    NATURE,
    AssignTask,
    CancelTask,
    FailInspection,
    FinishTask,
    InspectionFailed,
    OpenTask,
    PrioritiseTask,
    Priority,
    RefuseTask,
    ResumeTask,
    SkipTask,
    StartTask,
    SuspendTask,
    Task,
    TaskAssigned,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
    TaskPrioritised,
    TaskRefused,
    TaskResumed,
    TaskSkipped,
    TaskStarted,
    TaskStatus,
    TaskSuspended,
    TaskUnassigned,
    UnassignTask,
    Waiting,
)
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given

(TASK,) = (one for one in AGGREGATES if one.kind == "task")
STATUS, WAITING = MACHINES[:2]
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
OPEN, ASSIGNED, IN_PROGRESS, DONE, REFUSED, SKIPPED, CANCELLED = TaskStatus
INSPECTION, DEPARTURE = TaskKind.INSPECTION, TaskKind.DEPARTURE_CLEAN
NORMAL, RUSH = Priority.NORMAL, Priority.RUSH
BUDI, CITRA = Actor("staff", "budi"), Actor("staff", "citra")

# An inspection that no arrival waits for can come to any end there is.
OPENED = TaskOpened(
    "T1",
    INSPECTION,
    "2034",
    "S1",
    "finish:T0",
    blocks_room=False,
    priority=NORMAL,
    effort=5,
    linen=True,
    note="look at the shower",
    block=3,
    business_date=TODAY,
)
CLEANING = attrs.evolve(OPENED, kind=DEPARTURE, cause="checkout:S1")
NEEDED = attrs.evolve(OPENED, blocks_room=True)
TO_BUDI = TaskAssigned("T1", "budi")
TO_NOBODY = TaskUnassigned("T1")
BEGUN = TaskStarted("T1", "citra")
LEFT_ALONE = TaskSuspended("T1")
LET_IN = TaskResumed("T1")
RUSHED = TaskPrioritised("T1", RUSH)
FINISHED = TaskFinished(
    "T1", INSPECTION, "2034", "S1", "citra", linen=True, block=3, business_date=TODAY
)
FAILED = InspectionFailed("T1", "2034", "S1", "hair in the bath", "citra", TODAY)
NOT_WANTED = TaskRefused("T1", INSPECTION, "2034", "S1", "guest sleeps")
LEFT_OUT = TaskSkipped("T1", INSPECTION, "2034", "S1", "no time")
NOT_NEEDED = TaskCancelled("T1", INSPECTION, "2034", "S1", "wrong room")

# How a task has come to stand where it stands.
PAST = {
    OPEN: (),
    ASSIGNED: (TO_BUDI,),
    IN_PROGRESS: (TO_BUDI, TaskStarted("T1", "budi")),
    DONE: (FINISHED,),
    REFUSED: (NOT_WANTED,),
    SKIPPED: (LEFT_OUT,),
    CANCELLED: (NOT_NEEDED,),
}

# fmt: off
MOVES = [
    # command                                event         open         assigned     in progress
    (AssignTask("T1", "citra"),
     TaskAssigned("T1", "citra"),                          ASSIGNED,    ASSIGNED,    ASSIGNED),
    (UnassignTask("T1"),                     TO_NOBODY,    None,        OPEN,        OPEN),
    (StartTask("T1"),                        BEGUN,        IN_PROGRESS, IN_PROGRESS, None),
    (PrioritiseTask("T1", RUSH),             RUSHED,       OPEN,        ASSIGNED,    IN_PROGRESS),
    (SuspendTask("T1"),                      LEFT_ALONE,   OPEN,        ASSIGNED,    IN_PROGRESS),
    (ResumeTask("T1"),                       LET_IN,       OPEN,        ASSIGNED,    IN_PROGRESS),
    (FinishTask("T1"),                       FINISHED,     DONE,        DONE,        DONE),
    (FailInspection("T1", "hair in the bath"), FAILED,     DONE,        DONE,        DONE),
    (RefuseTask("T1", "guest sleeps"),       NOT_WANTED,   REFUSED,     REFUSED,     REFUSED),
    (SkipTask("T1", "no time"),              LEFT_OUT,     SKIPPED,     SKIPPED,     SKIPPED),
    (CancelTask("T1", "wrong room"),         NOT_NEEDED,   CANCELLED,   CANCELLED,   CANCELLED),
]
# fmt: on
ROWS = [
    (status, command, event, becomes)
    for command, event, *columns in MOVES
    for status, becomes in zip((OPEN, ASSIGNED, IN_PROGRESS), columns, strict=True)
]
COMMANDS = [command for command, *_ in MOVES]
FINDINGS = [StartTask("T1"), FinishTask("T1"), FailInspection("T1", "hair in the bath")]


def name_of(value):
    """Return how a row is called in a list of tests."""
    return type(value).__name__ if attrs.has(type(value)) else str(value)


def inspecting(*past):
    """Return an inspection with a past, and Citra who does something with it."""
    return given(TASK, OPENED, *past).by(CITRA)


# --- a task comes on the list ---


def test_a_task_says_what_is_to_be_done_where_for_whom_and_why() -> None:
    """It begins as nobody's, ready to be done, on the list of the business date."""
    command = OpenTask(
        "T1",
        INSPECTION,
        "2034",
        "S1",
        "finish:T0",
        priority=NORMAL,
        effort=5,
        linen=True,
        note="look at the shower",
        block=3,
    )
    assert given(TASK).when(command).then(OPENED) == Task(
        "T1",
        INSPECTION,
        "2034",
        "S1",
        "finish:T0",
        blocks_room=False,
        priority=NORMAL,
        effort=5,
        linen=True,
        note="look at the shower",
        block=3,
        status=OPEN,
        waiting=Waiting.READY,
        attendant=None,
        opened_on=TODAY,
    )


def test_a_task_is_plain_work_for_nobody_unless_it_says_more() -> None:
    """Linen can be laid ready for a room before anybody is known to come."""
    command = OpenTask("T1", TaskKind.ARRIVAL_LINEN, "2034", None, "round:1")
    state = (
        given(TASK)
        .when(command)
        .then(
            TaskOpened(
                "T1",
                TaskKind.ARRIVAL_LINEN,
                "2034",
                None,
                "round:1",
                blocks_room=False,
                priority=NORMAL,
                effort=0,
                linen=False,
                note=None,
                block=None,
                business_date=TODAY,
            )
        )
    )
    assert state.stay is None


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_has_its_usual_priority(kind) -> None:
    """A guest who has asked comes first, a deep clean last; all else is ordered by who arrives."""
    usual = {TaskKind.MAKE_UP: Priority.GUEST, TaskKind.DEEP_CLEAN: Priority.LOW}
    assert NATURE[kind].priority is usual.get(kind, NORMAL)
    (event,) = given(TASK).when(OpenTask("T1", kind, "2034", None, "round:1")).events
    assert event.priority is NATURE[kind].priority


def test_who_opens_a_task_may_say_that_it_is_urgent() -> None:
    """The guest of this room stands in the lobby."""
    command = OpenTask("T1", DEPARTURE, "2034", None, "round:1", priority=RUSH)
    assert TASK.replay(given(TASK).when(command).events).priority is RUSH


def test_a_task_is_opened_once() -> None:
    """The same check-out does not send housekeeping twice under one id."""
    command = OpenTask("T1", DEPARTURE, "2034", "S1", "checkout:S1")
    given(TASK, OPENED).when(command).refused("record.already_exists", kind="task", id="T1")


@pytest.mark.parametrize("effort", [-1, 601])
def test_a_task_is_no_more_work_than_ten_hours(effort) -> None:
    """What takes longer is more than one task."""
    with pytest.raises(InvalidInput) as caught:
        OpenTask("T1", DEPARTURE, "2034", None, "round:1", effort=effort)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("effort", "value.out_of_range")


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_a_task_has_to_exist(command) -> None:
    """Work that nobody has asked for is not reported, but opened first."""
    given(TASK).when(command).refused("record.not_found", kind="task", id="T1")


# --- every row of the table ---


@each(("status", "command", "event", "becomes"), ROWS, ids=name_of)
def test_a_task_moves_as_its_table_says(status, command, event, becomes) -> None:
    """Wherever a task stands before its end, it can be done, given away or taken off the list."""
    past = (LEFT_ALONE,) if isinstance(command, ResumeTask) else ()
    case = inspecting(*PAST[status], *past).when(command)
    if becomes is None:
        code = {OPEN: "task.not_assigned", IN_PROGRESS: "task.in_progress"}[status]
        case.refused(code, task="T1")
    else:
        assert case.then(event).status is becomes


def test_no_row_of_the_table_is_left_out() -> None:
    """What is tested here is all that can happen."""
    tested = {(status, type(event), to) for status, _, event, to in ROWS if to is not None}
    assert tested == set(STATUS.rows)


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
@pytest.mark.parametrize("status", [DONE, REFUSED, SKIPPED, CANCELLED])
def test_what_has_ended_stays_so(status, command) -> None:
    """A task that is off the list is never moved again; there can be a new one."""
    inspecting(*PAST[status]).when(command).refused("task.ended", task="T1", status=status)


# --- whose it is ---


def test_a_task_is_one_attendants_at_a_time() -> None:
    """Who gets a task has it instead of the one before, even if that one has begun with it."""
    for status in (OPEN, ASSIGNED, IN_PROGRESS):
        state = inspecting(*PAST[status]).when(AssignTask("T1", "citra")).state
        assert (state.attendant, state.status) == ("citra", ASSIGNED)


@pytest.mark.parametrize("status", [ASSIGNED, IN_PROGRESS])
def test_who_has_a_task_is_not_given_it_again(status) -> None:
    """Assigning the day's board twice tells nobody anything, and nobody has to begin anew."""
    state = inspecting(*PAST[status]).when(AssignTask("T1", "budi")).then()
    assert (state.attendant, state.status) == ("budi", status)


@pytest.mark.parametrize("status", [ASSIGNED, IN_PROGRESS])
def test_a_task_that_is_taken_away_is_open_to_anybody(status) -> None:
    """An attendant who falls ill leaves tasks behind, begun or not."""
    state = inspecting(*PAST[status]).when(UnassignTask("T1")).then(TO_NOBODY)
    assert (state.attendant, state.status) == (None, OPEN)


@pytest.mark.parametrize("status", [OPEN, ASSIGNED])
def test_who_begins_with_a_task_is_its_attendant(status) -> None:
    """Whoever stands in the room does the work, whatever was planned."""
    state = inspecting(*PAST[status]).when(StartTask("T1")).then(BEGUN)
    assert (state.attendant, state.status) == ("citra", IN_PROGRESS)


def test_anybody_may_report_a_task_done() -> None:
    """The event tells who reported it; the task keeps whose it was."""
    state = given(TASK, OPENED, TO_BUDI).by(CITRA).when(FinishTask("T1")).then(FINISHED)
    assert (state.attendant, state.status) == ("budi", DONE)


# --- how it ends ---


def test_a_task_is_done_on_the_business_date_it_is_finished_on() -> None:
    """Work of yesterday counts on the day it is done."""
    done = attrs.evolve(FINISHED, business_date=TOMORROW)
    state = inspecting().on(TOMORROW).when(FinishTask("T1")).then(done)
    assert state.opened_on == TODAY


def test_a_failed_inspection_is_done_and_says_what_is_wrong() -> None:
    """The inspector has done their work; what is to be put right is somebody else's."""
    assert inspecting().when(FailInspection("T1", "hair in the bath")).then(FAILED).status is DONE


@pytest.mark.parametrize("kind", [kind for kind in TaskKind if kind is not INSPECTION])
def test_only_an_inspection_fails(kind) -> None:
    """A cleaning is done or not; whether it was done well, an inspection says."""
    opened = attrs.evolve(OPENED, kind=kind)
    given(TASK, opened).when(FailInspection("T1", "dust")).refused(
        "task.no_inspection", task="T1", kind=kind
    )


@pytest.mark.parametrize("command", [RefuseTask("T1", "late"), SkipTask("T1", "late")])
@pytest.mark.parametrize("status", [OPEN, ASSIGNED, IN_PROGRESS])
def test_what_the_next_guest_needs_is_not_left_out(status, command) -> None:
    """A room that waits for its cleaning becomes ready by the cleaning, or by nobody needing it."""
    given(TASK, NEEDED, *PAST[status]).when(command).refused("task.needed", task="T1", room="2034")
    given(TASK, NEEDED, *PAST[status]).when(CancelTask("T1", "wrong room")).then(NOT_NEEDED)


# --- a guest who wants to be left alone ---


@pytest.mark.parametrize("command", FINDINGS, ids=name_of)
@pytest.mark.parametrize("status", [OPEN, ASSIGNED, IN_PROGRESS])
def test_nothing_is_done_in_a_room_whose_guest_wants_to_be_left_alone(status, command) -> None:
    """A task that waits is neither begun nor done, but it stays on the list."""
    case = inspecting(*PAST[status], LEFT_ALONE).when(command)
    if (status, type(command)) == (IN_PROGRESS, StartTask):
        case.refused("task.in_progress")
    else:
        case.refused("task.suspended", task="T1", room="2034")
    assert case.state.waiting is Waiting.SUSPENDED
    assert ("task.room", "2034") in TASK.index(case.state)


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (AssignTask("T1", "budi"), TO_BUDI),
        (PrioritiseTask("T1", RUSH), RUSHED),
        (RefuseTask("T1", "guest sleeps"), NOT_WANTED),
        (SkipTask("T1", "no time"), LEFT_OUT),
        (CancelTask("T1", "wrong room"), NOT_NEEDED),
    ],
    ids=name_of,
)
def test_a_task_that_waits_can_be_planned_and_taken_off_the_list(command, event) -> None:
    """The guest is not disturbed by what is decided outside the room."""
    assert inspecting(LEFT_ALONE).when(command).then(event).waiting is Waiting.SUSPENDED


# fmt: off
WAITS = [
    # past                     command            events          becomes
    ((),                       SuspendTask("T1"), [LEFT_ALONE],   Waiting.SUSPENDED),
    ((LEFT_ALONE,),            SuspendTask("T1"), [],             Waiting.SUSPENDED),
    ((LEFT_ALONE,),            ResumeTask("T1"),  [LET_IN],       Waiting.READY),
    ((),                       ResumeTask("T1"),  [],             Waiting.READY),
    ((LEFT_ALONE, LET_IN),     ResumeTask("T1"),  [],             Waiting.READY),
    ((LEFT_ALONE, LET_IN),     StartTask("T1"),   [BEGUN],        Waiting.READY),
    ((LEFT_ALONE, LET_IN),     FinishTask("T1"),  [FINISHED],     Waiting.READY),
    ((LEFT_ALONE, LET_IN),     FINDINGS[-1],      [FAILED],       Waiting.READY),
]
# fmt: on


@pytest.mark.parametrize(("past", "command", "events", "becomes"), WAITS)
def test_a_task_waits_until_the_guest_lets_somebody_in(past, command, events, becomes) -> None:
    """Saying it twice is no error and leaves no event."""
    assert inspecting(*past).when(command).then(*events).waiting is becomes


def test_no_row_of_waiting_is_left_out() -> None:
    """The rows in which nothing is news are recorded events of two who said it at once."""
    tested = {(type(event), to) for _, _, events, to in WAITS for event in events}
    assert tested == {(event, to) for _, event, to in WAITING.rows}
    for status, event, becomes in WAITING.rows:
        assert WAITING.after(status, event) is becomes


@pytest.mark.parametrize("status", [OPEN, ASSIGNED, IN_PROGRESS])
def test_a_suspended_task_keeps_its_place(status) -> None:
    """Who has it and whether it was begun stays known while it waits and afterwards."""
    before = TASK.replay([OPENED, *PAST[status]])
    after = TASK.replay([LEFT_ALONE, LET_IN], before)
    assert after == before


# --- how it is found ---


def test_a_task_that_is_moved_up_is_found_higher_on_the_list() -> None:
    """The round reads the list from the top."""
    state = inspecting().when(PrioritiseTask("T1", RUSH)).then(RUSHED)
    assert ("task.open", "1:2034") in TASK.index(state)


def test_a_priority_that_is_none_news_leaves_no_event() -> None:
    """Pressing twice is no error."""
    assert inspecting().when(PrioritiseTask("T1", NORMAL)).then().priority is NORMAL


def test_one_digit_is_enough_to_order_the_list() -> None:
    """The list is read as text, from what cannot wait to what can."""
    assert sorted(Priority) == list(Priority)
    assert all(len(priority) == 1 for priority in Priority)


@pytest.mark.parametrize("past", [(), (LEFT_ALONE,)])
def test_an_open_task_is_found_by_cause_priority_and_room(past) -> None:
    """A retry looks for the cause, the round reads the list, the front desk asks for one room."""
    assert list(TASK.index(TASK.replay([OPENED, *past]))) == [
        ("task.cause", "finish:T0"),
        ("task.open", "4:2034"),
        ("task.room", "2034"),
    ]


def test_a_task_is_found_by_its_attendant_while_there_is_one() -> None:
    """Each attendant reads a list of their own."""
    for status, found in ((OPEN, None), (ASSIGNED, "budi"), (IN_PROGRESS, "budi")):
        index = dict(TASK.index(TASK.replay([OPENED, *PAST[status]])))
        assert index.get("task.attendant") == found


def test_a_blocking_task_is_found_by_its_room() -> None:
    """Who gives the room away asks whether it waits for something."""
    assert ("task.blocking", "2034") in TASK.index(TASK.replay([NEEDED, TO_BUDI]))
    assert ("task.blocking", "2034") not in TASK.index(TASK.replay([OPENED, TO_BUDI]))


@pytest.mark.parametrize("status", [DONE, REFUSED, SKIPPED, CANCELLED])
def test_an_ended_task_is_found_by_its_cause_alone(status) -> None:
    """One cause gives one task: it is not opened again because the first one is done."""
    task = TASK.replay([NEEDED, TO_BUDI, *PAST[status]])
    assert list(TASK.index(task)) == [("task.cause", "finish:T0")]
