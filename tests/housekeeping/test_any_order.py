"""Whatever is tried with tasks, shifts and found items, in any order."""

from collections import deque
from datetime import date, timedelta
from functools import cache

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.tries import tries

from axentra_core.housekeeping import AGGREGATES, MACHINES, Task, TaskKind, Waiting
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation
from axentra_core.testing.specification import CONTEXT
from axentra_core.testing.strategies import values_of

KINDS = {one.kind: one for one in AGGREGATES}
(TASK,) = (one for one in AGGREGATES if one.kind == "task")
STATUS = MACHINES[0]
ENDS = {
    "task": STATUS.ends,
    **{one.name.replace(" ", "_"): one.ends for one in MACHINES if one.name != "task waiting"},
}
FEW = {
    "attendant": st.sampled_from(["ayu", "budi"]),
    "room": st.sampled_from(["2034", "2035"]),
    "kind": st.sampled_from([TaskKind.INSPECTION, *TaskKind]),
    "date": st.just(date(2026, 11, 23)),
}
CONTEXTS = st.builds(
    lambda who, days: attrs.evolve(
        CONTEXT,
        actor=Actor("staff", who),
        business_date=CONTEXT.business_date + timedelta(days=days),
    ),
    st.sampled_from(["ayu", "budi"]),
    st.integers(0, 2),
)


@cache
def commands(kind, *, opening):
    """Return commands to record X1 of a kind."""
    rows = [row.command for row in KINDS[kind].decide_by.values() if row.opens is opening]
    return st.one_of(*(values_of(command, **_fields(kind, command)) for command in rows))


def _fields(kind, command):
    names = attrs.fields_dict(command)
    return {kind: st.just("X1"), **{name: FEW[name] for name in FEW if name in names}}


@pytest.mark.parametrize("kind", KINDS)
@tries(15)
@for_all(st.data())
def test_what_is_shown_as_allowed_is_what_is_decided(kind, data) -> None:
    """A reason that is shown is the refusal, and where none is shown and nothing asked none comes.

    A refusal changes nothing, what has ended never moves, and no task is done while it waits.
    """
    one, history = KINDS[kind], []
    for _ in range(data.draw(st.integers(2, 12))):
        context = data.draw(CONTEXTS)
        state = one.replay(history)
        command = data.draw(commands(kind, opening=state is None))
        shown = one.allowed(state, context)[type(command).__name__] if state else None
        before = repr(state)
        refusal, events = attempt(one, state, command, context)
        assert repr(state) == before
        if shown is not None and (shown.reasons or refusal is not None):
            assert told(refusal) == told(next(iter(shown.reasons), refusal))
            assert shown.reasons or shown.asks
        history += events
        if state is not None:
            holds_on(state, one.replay(events, state), kind)


def attempt(one, state, command, context):
    """Return the refusal of a command, or the events that follow from it."""
    try:
        return None, one.decide(state, command, context)
    except RuleViolation as refusal:
        return refusal, []


def told(refusal):
    """Return what a refusal says, or None where there is none."""
    return refusal and (refusal.code, refusal.values)


def holds_on(before, after, kind) -> None:
    """Check what must hold between a state and the next one."""
    assert before.status not in ENDS[kind] or after == before
    assert after.id == before.id
    if isinstance(before, Task) and before.waiting is Waiting.SUSPENDED:
        assert after.status not in {"done", "in_progress"} or after.status is before.status


# --- no task is stuck ---

ONE_OF_EACH = {
    row.command: values_of(row.command, **_fields("task", row.command))
    for row in TASK.decide_by.values()
    if not row.opens
}


def where(task):
    """Return what of a task decides what can be done with it."""
    return task.status, task.waiting, task.attendant


def next_states(task, tried):
    """Yield the states to which the actions lead that are shown as allowed."""
    for shown in TASK.allowed(task, CONTEXT).values():
        if shown:
            yield TASK.replay(TASK.decide(task, tried[shown.command], CONTEXT), task)


@pytest.mark.parametrize("blocks_room", [False, True])
@pytest.mark.parametrize("kind", TaskKind)
@settings(max_examples=5)
@for_all(st.data())
def test_every_task_can_be_brought_to_an_end_by_what_is_shown(kind, blocks_room, data) -> None:
    """From each state that can be reached, done and cancelled can be reached by allowed actions."""
    tried = {command: data.draw(made) for command, made in ONE_OF_EACH.items()}
    opening = data.draw(commands("task", opening=True))
    opening = attrs.evolve(opening, kind=kind, blocks_room=blocks_room)
    first = TASK.replay(TASK.decide(None, opening, CONTEXT))
    ways, waiting = {}, deque([first])
    while waiting:
        task = waiting.popleft()
        if where(task) not in ways:
            found = list(next_states(task, tried))
            ways[where(task)] = {where(one) for one in found}
            waiting.extend(found)
    assert {waiting for _, waiting, _ in ways} == set(Waiting)
    for end in ("done", "cancelled"):
        arrived = {place for place in ways if place[0] == end}
        assert arrived
        while more := {place for place, to in ways.items() if to & arrived} - arrived:
            arrived |= more
        assert {place for place in ways if place[0] not in STATUS.ends} <= arrived
