"""Every status of every record, and everything that could happen while it holds."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.each import each

import axentra_core
from axentra_core.hotel import AGGREGATES
from axentra_core.kernel.errors import IllegalTransition, RuleViolation
from axentra_core.payment_rules import Attempt, PaymentPlan, PlannedPayment
from axentra_core.testing.strategies import values_of

HOME = Path(axentra_core.__file__).parent
PACKAGES = [
    import_module(f"axentra_core.{file.parent.name}")
    for file in sorted(HOME.glob("*/lifecycle.py"))
]
MACHINES = {machine.name: machine for package in PACKAGES for machine in package.MACHINES}
PAIRS = {
    f"{machine.name}: {event.__name__} while {status}": (machine, status, event)
    for machine in MACHINES.values()
    for status in machine.statuses
    for event in machine.events
}


# What moves inside a record, as the first of its kind there.
INSIDE = {"planned payment": (PaymentPlan, "payments", PlannedPayment)}


def moved_by(machine, state):
    """Return what a table moves: the record, or a part of it."""
    return getattr(state, INSIDE[machine.name][1])[0] if machine.name in INSIDE else state


NUMBERED = {"number": st.just(1)}


@cache
def records_of(name, status):
    """Return any record whose status is this."""
    machine = MACHINES[name]
    here = {machine.field: st.just(status)}
    if name not in INSIDE:
        return values_of(aggregate_of(machine).state, **here)
    whole, place, part = INSIDE[name]
    tried = {"attempts": st.tuples(values_of(Attempt, **NUMBERED))}
    inside = st.tuples(values_of(part, **here, **NUMBERED, **tried))
    return values_of(whole, **{place: inside})


@cache
def happening(name, event):
    """Return anything that can happen to a record by this name."""
    return values_of(event, **NUMBERED) if name in INSIDE else values_of(event)


def aggregate_of(machine):
    """Return the kind of record that a table moves."""
    (found,) = (
        one
        for one in AGGREGATES
        if machine.field in attrs.fields_dict(one.state)
        and set(machine.events) <= set(one.evolve_by)
    )
    return found


def becomes(machine, status, event):
    """Return what the table says, or None where it says nothing."""
    return next(
        (to for while_, when, to in machine.rows if (while_, when) == (status, event)), None
    )


@each("pair", PAIRS)
def test_every_pair_is_decided_by_its_table(pair) -> None:
    """Either a row says what becomes, or the move is refused and the status stays."""
    machine, status, event = PAIRS[pair]
    state = SimpleNamespace(id="X1", **{machine.field: status}, stay="S1", room="2034")
    reason = machine.permits(event)(state, None)
    if (to := becomes(machine, status, event)) is not None:
        assert machine.after(status, event) is to
        assert reason is None
    else:
        with pytest.raises(IllegalTransition) as caught:
            machine.after(status, event)
        assert caught.value.values["state"] == status.value
        assert isinstance(reason, RuleViolation)
        assert str(reason)
    assert getattr(state, machine.field) is status


def land(name, status, data):
    """Let whatever may happen to a record happen, and check that it becomes what the row says."""
    machine = MACHINES[name]
    aggregate = aggregate_of(machine)
    state = data.draw(records_of(name, status))
    before = repr(state)
    for event, to in landings(name)[status].items():
        legal = all(
            becomes(other, getattr(moved_by(other, state), other.field), event)
            for other in MACHINES.values()
            if event in other.events and aggregate_of(other) is aggregate
        )
        happened = data.draw(happening(name, event))
        if legal:
            after = aggregate.evolve(state, happened)
            assert getattr(moved_by(machine, after), machine.field) is to
        assert repr(state) == before


@cache
def landings(name):
    """Return what a table says, by status and event."""
    found = {}
    for status, event, to in MACHINES[name].rows:
        found.setdefault(status, {})[event] = to
    return found


every_status = pytest.mark.parametrize(
    ("name", "status"), [(name, status) for name in MACHINES for status in landings(name)]
)


@settings(max_examples=2)
@every_status
@for_all(st.data())
def test_a_recorded_event_lands_where_the_row_says(name, status, data) -> None:
    """What is replayed follows the same table as what is decided."""
    land(name, status, data)


@pytest.mark.long
@settings(max_examples=20)
@every_status
@for_all(st.data())
def test_a_recorded_event_always_lands_where_the_row_says(name, status, data) -> None:
    """The same for many records and events."""
    land(name, status, data)


@each("name", MACHINES)
def test_every_status_can_be_reached_and_left(name) -> None:
    """No record is ever stuck where nobody meant it to end."""
    machine = MACHINES[name]
    reached, ways = {machine.start}, list(machine.rows)
    for _ in ways:
        reached |= {to for status, _, to in ways if status in reached}
    assert reached == set(machine.statuses)
    assert {status for status, _, _ in ways} == set(machine.statuses) - machine.ends
    assert machine.ends <= set(machine.statuses)


@each("name", MACHINES)
def test_a_refusal_is_worded_for_statuses_there_are(name) -> None:
    """The hotel's own words stand beside a status and refuse with a code of the package."""
    machine = MACHINES[name]
    for status, word in machine._says.items():
        assert status in machine.statuses
        refusal = word(SimpleNamespace(id="X1", status=status, stay="S1", room="2034"))
        assert type(refusal) is not RuleViolation
        assert word.__doc__


def test_every_table_moves_one_field_of_one_record() -> None:
    """No two tables decide the same status, and every table is known by its own name."""
    moved = [(aggregate_of(machine).kind, machine.field) for machine in MACHINES.values()]
    assert len(set(moved)) == len(moved)
    assert len(MACHINES) == sum(len(package.MACHINES) for package in PACKAGES)
