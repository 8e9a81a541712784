"""The mapping of a connection is kept as one value; each change says what has changed."""

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels.mappings import (
    RIGHT,
    and_one,
    mapping_of,
    offer,
    rate_link,
    right_mappings,
    room_rate,
    with_one,
    without,
)

from axentra_core.channels.decider import AGGREGATES
from axentra_core.channels.mapping import Mapping
from axentra_core.channels.mapping_changes import Part, changed
from axentra_core.channels.mapping_messages import (
    MappingChanged,
    MappingOpened,
    OpenMapping,
    SetMapping,
)
from axentra_core.channels.mapping_record import (
    RemovedEntry,
    broken,
    difference,
    in_order,
    merged,
)
from axentra_core.codec import Codec
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

RECORD = AGGREGATES[1]
CODEC = Codec([RECORD])
WHO = ("staff ayu", CONTEXT.now, CONTEXT.business_date)
OPENED = MappingOpened("C1", in_order(RIGHT), *WHO)


def shuffled(mapping):
    """Return the same mapping with its entries the other way round."""
    lists = {part.value: getattr(mapping, part)[::-1] for part in Part}
    return attrs.evolve(mapping, **lists)


def test_a_mapping_begins_with_what_is_entered_first() -> None:
    """Its id is that of its connection; who has entered it, and when, stands beside it."""
    state = given(RECORD).when(OpenMapping("C1", RIGHT)).then(OPENED)
    assert (state.id, state.version, state.by, state.at) == ("C1", 1, "staff ayu", CONTEXT.now)
    assert changed(state.mapping, RIGHT) == ()
    assert dict(RECORD.index(state)) == {"channel_mapping.provider": "siteminder"}
    given(RECORD, OPENED).when(OpenMapping("C1", RIGHT)).refused("record.already_exists")


def test_a_change_says_what_has_changed_and_no_more() -> None:
    """A log of five thousand entries does not grow by five thousand with each of them."""
    new = with_one("offers", 0, name="Deluxe with a view")
    new = and_one("rate_links", rate_link("R4", "STD", "NRF"), new)
    new = and_one("room_rates", room_rate("R4"), without("channel_links", 2, new))
    event = MappingChanged(
        "C1",
        2,
        Mapping(
            "siteminder",
            offers=(offer("DLX", "BAR", name="Deluxe with a view"),),
            room_rates=(room_rate("R4"),),
            rate_links=(rate_link("R4", "STD", "NRF"),),
        ),
        (RemovedEntry(Part.CHANNEL_LINKS, ("EXP", "5", "", "")),),
        *WHO,
    )
    state = given(RECORD, OPENED).when(SetMapping("C1", new)).then(event)
    assert (state.mapping, state.version) == (in_order(new), 2)


def test_the_same_entries_in_another_order_are_no_change() -> None:
    """Whoever enters it again takes no readiness back."""
    assert given(RECORD, OPENED).when(SetMapping("C1", shuffled(RIGHT))).events == ()
    opened = given(RECORD).when(OpenMapping("C1", shuffled(RIGHT)))
    assert opened.then(OPENED).mapping == in_order(RIGHT)


@pytest.mark.parametrize(
    ("spoilt", "faults"),
    [
        (and_one("offers", offer("DLX", "BAR")), "offer_twice at offers[4]"),
        (and_one("room_rates", room_rate("R1")), "room_rate_twice at room_rates[3]"),
        (and_one("rate_links", rate_link("R1")), "rate_link_twice at rate_links[3]"),
        (with_one("offers", 1, rate_code="BAR"), None),
        (without("room_rates", 2), None),
        (without("channel_rates", 0), "channel_rate_unknown at channel_links[0].room"),
        (
            with_one("rate_links", 0, room_code="SUI"),
            "codes_unknown at rate_links[0].room_code",
        ),
    ],
    ids=[
        "offer-twice",
        "room-rate-twice",
        "link-twice",
        "codes-twice",
        "room-rate-gone",
        "channel-rate-gone",
        "codes-of-no-offer",
    ],
)
def test_what_stands_twice_or_leads_nowhere_is_not_kept(spoilt, faults) -> None:
    """A code leads to one thing that is there, or the mapping is refused with every fault."""
    for when in (
        given(RECORD).when(OpenMapping("C1", spoilt)),
        given(RECORD, OPENED).when(SetMapping("C1", spoilt)),
    ):
        refusal = when.refused("channels.mapping_broken", count=len(broken(spoilt)))
        assert refusal.values["count"]
        assert faults is None or refusal.values["faults"] == faults


def test_every_fault_is_told_and_a_dozen_are_named() -> None:
    """A sheet that was pasted twice has a hundred faults; the sentence stays readable."""
    twice = mapping_of(offers=RIGHT.offers * 6)
    refusal = given(RECORD).when(OpenMapping("C1", twice)).refused("channels.mapping_broken")
    assert refusal.values["count"] == 20
    assert refusal.sentence.count("offer_twice") == 12
    assert "and 8 more" in refusal.sentence


@pytest.mark.parametrize(
    "unfinished",
    [
        Mapping("siteminder"),
        mapping_of(rate_links=(), scopes=()),
        mapping_of(channel_links=()),
        and_one("offers", offer("SUI", "BAR")),
    ],
    ids=["nothing", "no-links", "no-channels", "one-offer-more"],
)
def test_what_is_unfinished_is_kept(unfinished) -> None:
    """People enter a mapping over days; whether it is finished is asked before it is used."""
    assert given(RECORD).when(OpenMapping("C1", unfinished)).error is None
    assert given(RECORD, OPENED).when(SetMapping("C1", unfinished)).state.version == 2


def test_a_mapping_stays_with_its_platform() -> None:
    """The codes of one platform mean nothing at another."""
    other = attrs.evolve(RIGHT, provider="channex")
    given(RECORD, OPENED).when(SetMapping("C1", other)).refused(
        "channels.other_provider", provider="siteminder", got="channex"
    )
    assert given(RECORD).when(OpenMapping("C1", other)).error is None


def test_what_is_no_mapping_is_refused_at_the_door() -> None:
    """Malformed input never reaches a rule."""
    for command in (OpenMapping, SetMapping):
        with pytest.raises(InvalidInput) as caught:
            command("C1", None)
        assert caught.value.faults[0].path == "mapping"


@settings(max_examples=10)
@for_all(st.data(), st.lists(right_mappings(), min_size=1, max_size=4))
def test_what_is_replayed_is_what_was_entered(data, several) -> None:
    """However it was changed, the record holds the last one, and so does its text."""
    first, *others = several
    events = RECORD.decide(None, OpenMapping("C1", first), CONTEXT)
    state = RECORD.replay(events)
    for new in others:
        before = state
        told = data.draw(st.sampled_from([new, shuffled(new)]))
        happened = RECORD.decide(state, SetMapping("C1", told), CONTEXT)
        assert bool(happened) is bool(changed(before.mapping, new))
        state = RECORD.replay(happened, state)
        assert changed(state.mapping, new) == ()
        assert state.mapping == in_order(new)
        assert CODEC.read_state("channel_mapping", CODEC.write(state)) == state
        for event in happened:
            name, version, text = CODEC.write_event(event)
            assert CODEC.read_event(name, version, text) == event


@settings(max_examples=10)
@for_all(right_mappings(), right_mappings())
def test_a_difference_leads_from_one_to_the_other(old, new) -> None:
    """What is put in and taken out makes the new mapping of the old one, and no more is."""
    put, removed = difference(old, new)
    assert merged(old, put, removed) == in_order(new)
    entries = sum(len(getattr(put, part)) for part in Part) + len(removed)
    assert entries == len(changed(old, new))
    assert difference(new, shuffled(new)) == (Mapping(new.provider), ())


@settings(max_examples=10)
@for_all(right_mappings())
def test_a_right_mapping_is_not_broken(mapping) -> None:
    """Nothing is refused that could work."""
    assert broken(mapping) == ()
