"""What an earlier release recorded is read for good; what a later one did is not guessed."""

import attrs
import pytest

from axentra_core.codec import Codec
from axentra_core.codec.upcasters import UPCASTERS
from axentra_core.hotel import AGGREGATES, CODEC
from axentra_core.kernel.decider import Aggregate, begins, decisions, evolutions
from axentra_core.kernel.errors import InvalidInput


@attrs.frozen
class Bell:
    """A bell."""

    id: str
    times: int
    tone: str


@attrs.frozen
class Rung:
    """A bell has rung; its third form."""

    bell: str
    times: int
    tone: str


BELL = Aggregate(
    "bell",
    Bell,
    decisions(),
    evolutions(begins(Rung, lambda event: Bell(event.bell, event.times, event.tone))),
)

# The first form counted nothing, the second had no tone.
FORMS = {
    ("bell.Rung", 1): lambda plain: {**plain, "times": 1},
    ("bell.Rung", 2): lambda plain: {**plain, "tone": "C"},
}
BELLS = Codec([BELL], FORMS)


@pytest.mark.parametrize(
    ("v", "text", "event"),
    [
        (1, '{"bell":"B1"}', Rung("B1", 1, "C")),
        (2, '{"bell":"B1","times":3}', Rung("B1", 3, "C")),
        (3, '{"bell":"B1","times":3,"tone":"E"}', Rung("B1", 3, "E")),
    ],
)
def test_an_event_of_an_earlier_form_is_brought_to_todays(v, text, event) -> None:
    """Step by step, from whichever form it was recorded in."""
    assert BELLS.read_event("bell.Rung", v, text) == event


def test_a_new_event_is_written_in_todays_form() -> None:
    """The newest form has the highest number, and is read without any step."""
    assert BELLS.write_event(Rung("B1", 2, "D")) == (
        "bell.Rung",
        3,
        '{"bell":"B1","times":2,"tone":"D"}',
    )


def test_a_later_form_is_refused_by_name() -> None:
    """A log written by a newer release is not half understood."""
    with pytest.raises(InvalidInput) as caught:
        BELLS.read_event("bell.Rung", 4, "{}")
    assert str(caught.value) == (
        "bell.Rung has no version 4; this release knows 3 @ value [json.version_unknown]"
    )


def test_an_unknown_event_is_refused_by_name() -> None:
    """An event nobody knows any more stays in the log and is told."""
    with pytest.raises(InvalidInput) as caught:
        BELLS.read_event("bell.Melted", 1, "{}")
    assert caught.value.code == "json.type_unknown"
    assert "bell.Melted" in str(caught.value)


@pytest.mark.parametrize("v", [0, -1])
def test_there_is_no_form_before_the_first(v) -> None:
    """A version that never was is refused like one that is still to come."""
    with pytest.raises(InvalidInput) as caught:
        BELLS.read_event("bell.Rung", v, "{}")
    assert caught.value.code == "json.version_unknown"


@pytest.mark.parametrize("text", ["{", "{}", "[]", "5", '{"bell":"B1","times":"x"'])
def test_a_recorded_event_that_does_not_read_is_refused(text) -> None:
    """A damaged line of the log is told as such, not as a mistake of the program."""
    with pytest.raises(InvalidInput) as caught:
        BELLS.read_event("bell.Rung", 3, text)
    assert caught.value.code == "json.unreadable"
    with pytest.raises(InvalidInput) as caught:
        BELLS.read_state("bell", text)
    assert caught.value.code == "json.unreadable"


def test_every_step_leads_from_a_form_to_the_next() -> None:
    """For every event the steps count from its first form without a gap, and the event exists."""
    for name, version in UPCASTERS:
        assert name in {CODEC.name_of(event) for one in AGGREGATES for event in one.evolve_by}
        assert version == 1 or (name, version - 1) in UPCASTERS
