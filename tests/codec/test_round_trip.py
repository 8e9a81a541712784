"""What is written is read again, as the same value and as the same text."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.codec import Codec, from_json, to_json
from axentra_core.folio import AGGREGATES as FOLIO_AGGREGATES
from axentra_core.folio import (
    ChargePosted,
    FolioOpened,
    PaymentMethod,
    PaymentTaken,
    PostCharge,
)
from axentra_core.guests import RegisterGuest
from axentra_core.hotel import AGGREGATES, CODEC, Property
from axentra_core.house import BeginSettings
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.stays import Book
from axentra_core.testing import example_property
from axentra_core.testing.strategies import events_of, values_of

(FOLIO,) = FOLIO_AGGREGATES
EVENTS = {cls: one.kind for one in AGGREGATES for cls in one.evolve_by}
COMMANDS = {cls: one.kind for one in AGGREGATES for cls in one.decide_by}
STATES = {one.state: one.kind for one in AGGREGATES}

# Hundreds of classes are made of few types: between them they try each type many times.
SOME = settings(max_examples=3)
WITH_MODULE = "{0.__module__}.{0.__name__}".format

FIELDS = sorted({field.name for cls in COMMANDS for field in attrs.fields(cls)})

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17) + 1, 10**17 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def named(cls):
    """Return the name of a class."""
    return cls.__name__


@SOME
@pytest.mark.parametrize("cls", EVENTS, ids=CODEC.name_of)
@for_all(st.data())
def test_every_event_is_read_as_it_was_recorded(cls, data) -> None:
    """Years later the log says what it said on the day, to the last decimal and letter."""
    event = data.draw(values_of(cls))
    name, v, text = CODEC.write_event(event)
    assert (name, v) == (f"{EVENTS[cls]}.{cls.__name__}", 1)
    again = CODEC.read_event(name, v, text)
    assert again == event
    assert CODEC.write(again) == text
    assert repr(again) == repr(event)


@SOME
@pytest.mark.parametrize("cls", STATES, ids=named)
@for_all(st.data())
def test_every_state_is_read_as_it_was_kept(cls, data) -> None:
    """A record that was put away is the same record when it is taken out."""
    state = data.draw(values_of(cls))
    text = CODEC.write(state)
    again = CODEC.read_state(STATES[cls], text)
    assert again == state
    assert CODEC.write(again) == text


@SOME
@pytest.mark.parametrize("cls", COMMANDS, ids=CODEC.name_of)
@for_all(st.data())
def test_every_command_is_read_as_it_was_given(cls, data) -> None:
    """A request that is written down and asked again later is the same request."""
    command = data.draw(values_of(cls))
    again = CODEC.read(cls, CODEC.write(command))
    assert again == command
    text = CODEC.write(again)
    assert CODEC.build_command(CODEC.name_of(cls), from_json(text)) == command
    assert CODEC.write(CODEC.read(cls, text.encode())) == text


@pytest.mark.long
@settings(max_examples=40)
@pytest.mark.parametrize("cls", [*EVENTS, *COMMANDS, *STATES], ids=WITH_MODULE)
@for_all(st.data())
def test_everything_is_read_as_it_was_written(cls, data) -> None:
    """The same for many values of each class."""
    value = data.draw(values_of(cls))
    text = CODEC.write(value)
    if cls in EVENTS:
        again = CODEC.read_event(*CODEC.write_event(value))
    elif cls in STATES:
        again = CODEC.read_state(STATES[cls], text)
    else:
        again = CODEC.read(cls, text)
    assert again == value
    assert CODEC.write(again) == text


@for_all(st.sampled_from(AGGREGATES).flatmap(events_of))
def test_any_event_of_a_record_is_of_that_record(event) -> None:
    """The strategy for a host's own tests draws what the record knows."""
    assert type(event) in EVENTS


def test_a_property_is_read_as_it_was_configured() -> None:
    """The settings in the log give the same hotel again."""
    own = example_property()
    assert CODEC.build(Property, CODEC.plain(own)) == own
    assert CODEC.read(Property, CODEC.write(own)) == own


@for_all(plain)
def test_plain_data_has_one_text(value) -> None:
    """What JSON can say is said in one way only."""
    text = to_json(value)
    assert "\n" not in text
    again = from_json(text)
    assert again == value
    assert to_json(again) == text


@for_all(st.text(max_size=60) | st.binary(max_size=60) | st.text('[]{}",:\\0123aeE+-.u'))
def test_any_text_is_read_or_refused(source) -> None:
    """Nothing that is sent breaks anything but itself."""
    with suppress(InvalidInput):
        from_json(source)


@settings(max_examples=30)
@pytest.mark.parametrize("cls", [Book, PostCharge, BeginSettings, RegisterGuest], ids=named)
@for_all(data=st.dictionaries(st.text() | st.sampled_from(FIELDS), plain) | plain)
def test_any_data_is_built_or_refused(cls, data) -> None:
    """Whatever stands where a request should be is answered with an error of this library."""
    with suppress(InvalidInput):
        CODEC.build(cls, data)


def test_numbers_are_written_in_one_way() -> None:
    """No exponent and no negative zero gets into the log; the scale of a price stays."""
    assert CODEC.write(money("850000", "IDR")) == '{"amount":"850000","currency":"IDR"}'
    written = [CODEC.plain(Decimal(text)) for text in ("1E+3", "-0.00", "1.50")]
    assert written == ["1000", "0.00", "1.50"]


def test_a_bill_is_kept_without_its_lines() -> None:
    """A kept bill knows how many lines it has; the lines are in the log, once."""
    opened = FolioOpened("S1", "S1", "IDR", Decimal(1))
    paid = PaymentTaken("S1", 1, PaymentMethod.CASH, Decimal(1), "IDR", date(2026, 11, 23), None)
    assert CODEC.plain(FOLIO.replay([opened, paid, paid]))["lines"] == 2


def test_a_state_that_was_read_is_nobodys_to_change() -> None:
    """Two readers of one record share it; neither can change what the other sees."""
    text = '{"id":"bali","version":1,"data":{"rooms":[]}}'
    one = CODEC.read_state("settings", text)
    with suppress(TypeError):
        one.data["rooms"] = ["2034"]
    assert CODEC.read_state("settings", text).data["rooms"] == []


def test_converters_are_made_when_they_are_needed() -> None:
    """A codec that reads nothing costs nothing."""
    codec = Codec(AGGREGATES)
    assert not {"_stored", "_strict"} & vars(codec).keys()
    codec.write(example_property())
    assert "_strict" not in vars(codec)
    assert codec.name_of(ChargePosted) == "folio.ChargePosted"
