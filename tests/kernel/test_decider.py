"""Who refuses first, and that what is shown as possible is what is done."""

from datetime import UTC, date, datetime

import attrs
import pytest

from axentra_core.kernel.actor import SYSTEM, Context
from axentra_core.kernel.checks import checked
from axentra_core.kernel.decider import (
    Aggregate,
    Asks,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    id_of,
    on,
    opens,
)
from axentra_core.kernel.errors import AxentraError, NotFound, RuleViolation
from axentra_core.kernel.machine import TableError
from axentra_core.kernel.texts import Id
from axentra_core.testing import given

CONTEXT = Context(datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), SYSTEM)


@checked
class OpenSafe:
    """Give out a safe."""

    safe: Id


@checked
class PutIn:
    """Put something in."""

    safe: Id
    weight: int


@checked
class Shake:
    """Hear what is in it."""

    safe: Id


@attrs.frozen
class SafeOpened:
    """A safe was given out."""

    safe: str


@attrs.frozen
class WasPutIn:
    """It is heavier now."""

    safe: str
    weight: int


@attrs.frozen
class Safe:
    """What is in a safe."""

    id: str
    weight: int


def said(reason: str) -> RuleViolation:
    """Return a refusal that is told apart by its reason."""
    return RuleViolation("permission.missing", actor="", permission=reason)


def is_light(safe: Safe, _: Context) -> RuleViolation | None:
    """A full safe takes nothing more."""
    return said("full") if safe.weight >= 10 else None


def is_quiet(safe: Safe, _: Context) -> RuleViolation | None:
    """An odd safe rattles."""
    return said("rattles") if safe.weight % 2 else None


def fits(safe: Safe, command: PutIn, _: Context) -> RuleViolation | None:
    """What is put in fits."""
    return said("too heavy") if safe.weight + command.weight > 12 else None


def is_something(_: Safe, command: PutIn, __: Context) -> RuleViolation | None:
    """Nothing weighs nothing."""
    return said("nothing") if command.weight == 0 else None


def put_in(safe: Safe, command: PutIn, _: Context) -> list[WasPutIn]:
    """Put it in, in two halves."""
    return [WasPutIn(safe.id, command.weight // 2), WasPutIn(safe.id, -(-command.weight // 2))]


DECIDE = decisions(
    opens(OpenSafe, lambda command, _: [SafeOpened(command.safe)]),
    case(PutIn, put_in, is_light, asks("weight", fits), is_quiet, asks("weight", is_something)),
    case(Shake, lambda _, __, ___: [], is_quiet),
)
EVOLVE = evolutions(
    begins(SafeOpened, lambda event: Safe(event.safe, 0)),
    on(WasPutIn, lambda safe, event: attrs.evolve(safe, weight=safe.weight + event.weight)),
)
SAFE = Aggregate("safe", Safe, DECIDE, EVOLVE)
OPENED = SafeOpened("A")


def filled(weight):
    """Return the past of a safe of some weight."""
    return (OPENED, WasPutIn("A", weight))


@pytest.mark.parametrize(
    ("weight", "adding", "first"),
    [
        (11, 99, "full"),
        (7, 99, "rattles"),
        (8, 99, "too heavy"),
        (8, 0, "nothing"),
        (14, 0, "full"),
    ],
)
def test_the_first_reason_of_the_row_is_told(weight, adding, first) -> None:
    """What does not depend on the request is told before what does, in the order of the row."""
    given(SAFE, *filled(weight)).when(PutIn("A", adding)).refused(
        "permission.missing", permission=first
    )


@pytest.mark.parametrize(
    ("weight", "reasons"),
    [(0, []), (7, ["rattles"]), (10, ["full"]), (11, ["full", "rattles"])],
)
def test_every_reason_that_stands_already_is_shown(weight, reasons) -> None:
    """Who looks at a button sees all that stands against it, and what it will ask for."""
    state = SAFE.replay(filled(weight))
    allowed = SAFE.allowed(state, CONTEXT)
    assert list(allowed) == ["PutIn", "Shake"]
    assert [reason.values["permission"] for reason in allowed["PutIn"].reasons] == reasons
    assert allowed["PutIn"].asks == ("weight",)
    assert allowed["PutIn"].command is PutIn
    assert bool(allowed["PutIn"]) is not bool(reasons)
    assert allowed["Shake"].asks == ()


@pytest.mark.parametrize("weight", range(14))
@pytest.mark.parametrize("command", [PutIn("A", 0), PutIn("A", 2), Shake("A")], ids=repr)
def test_what_is_shown_and_what_is_done_never_disagree(weight, command) -> None:
    """A shown reason is the refusal; where nothing is shown and nothing asked, it is done."""
    state = SAFE.replay(filled(weight))
    shown = SAFE.allowed(state, CONTEXT)[type(command).__name__]
    done = given(SAFE, *filled(weight)).when(command)
    if shown.reasons:
        done.refused("permission.missing", **shown.reasons[0].values)
    if not shown.asks:
        assert bool(shown) is (done.error is None)


def test_what_is_decided_happens_in_order() -> None:
    """Events follow each other, and replaying them gives the state again."""
    after = given(SAFE, OPENED).when(PutIn("A", 5)).then(WasPutIn("A", 2), WasPutIn("A", 3))
    assert after == Safe("A", 5)
    assert SAFE.replay([OPENED, WasPutIn("A", 2), WasPutIn("A", 3)]) == after
    assert SAFE.replay([WasPutIn("A", 3)], Safe("A", 2)) == after
    assert SAFE.replay([]) is None


def test_a_record_begins_once() -> None:
    """What is there is not begun again, what is not there is not continued."""
    given(SAFE, OPENED).when(OpenSafe("A")).refused("record.already_exists", kind="safe", id="A")
    error = given(SAFE).when(PutIn("A", 1)).refused("record.not_found", kind="safe", id="A")
    assert isinstance(error, NotFound)


def test_a_message_is_about_the_record_it_names_first() -> None:
    """Every command and event begins with the id of its record."""
    assert id_of(PutIn("A", 1)) == id_of(WasPutIn("A", 1)) == "A"


def test_a_guard_that_needs_an_argument_names_it() -> None:
    """A row keeps the two kinds of guards apart."""
    row = DECIDE[PutIn]
    assert row.guards == (is_light, is_quiet)
    assert row.asking == (Asks("weight", fits), Asks("weight", is_something))
    assert not row.opens
    assert DECIDE[OpenSafe].opens


def test_a_command_and_an_event_have_one_row() -> None:
    """Two rows for one command would leave the guards of the first unasked."""
    shake = case(Shake, lambda _, __, ___: [], is_light)
    with pytest.raises(TableError) as caught:
        decisions(shake, case(Shake, lambda _, __, ___: []))
    assert caught.value.code == "table.duplicate_command"
    with pytest.raises(TableError) as caught:
        evolutions(on(WasPutIn, lambda safe, _: safe), on(WasPutIn, lambda safe, _: safe))
    assert caught.value.code == "table.duplicate_event"


def test_what_is_no_message_of_the_record_is_refused_by_name() -> None:
    """A command or an event of another kind of record is told as such."""
    for act in (
        lambda: SAFE.decide(None, SafeOpened("A"), CONTEXT),
        lambda: SAFE.evolve(None, OpenSafe("A")),
    ):
        with pytest.raises(AxentraError) as caught:
            act()
        assert caught.value.code == "message.unknown"
