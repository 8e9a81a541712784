"""What a connection tells of one target: in flight, taken, refused or lost, and never overtaken."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels.telling import CLOSED, DATES, DELUXE, PRICE, ROOMS, TARGETS, any_update, told

from axentra_core.channels.decider import AGGREGATES, message_value
from axentra_core.channels.feed import feed_id, kept_from, target_of
from axentra_core.channels.feed_messages import (
    AcknowledgeValues,
    FeedOpened,
    ForgetValues,
    LoseValues,
    OpenFeed,
    RefuseValues,
    SendValues,
    ValuesAcknowledged,
    ValuesForgotten,
    ValuesLost,
    ValuesRefused,
    ValuesSent,
)
from axentra_core.channels.progress import Cell, Refusal, Refused, Sent
from axentra_core.channels.ranges import repeats
from axentra_core.channels.updates import Target
from axentra_core.codec import Codec
from axentra_core.kernel.errors import InvalidInput, RuleViolation
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

FEED = AGGREGATES[2]
CODEC = Codec([FEED])
NOW, TODAY = CONTEXT.now, CONTEXT.business_date
AT = (NOW, TODAY)
OTHER = Target("STD", "BAR")

OPEN = OpenFeed("F1", "C1", DELUXE)
OPENED = FeedOpened("F1", "C1", DELUXE, TODAY)
FOUR, THREE = told(ROOMS, 0, 6, 4), told(ROOMS, 2, 3, 3)
SEND = SendValues("F1", 1, 7, (FOUR,))
SENT = ValuesSent("F1", 1, 7, (FOUR,), *AT)
ACK, LOSE = AcknowledgeValues("F1", 1), LoseValues("F1", 1, "no answer in two minutes")
REFUSE = RefuseValues("F1", 1, (Refusal(told(ROOMS, 2, 3, 4), "channels.room_unknown"),))
FORGET = ForgetValues("F1", "somebody has changed rooms at the platform")


def cells(feed):
    """Return how far the platform is with each date of the calendar that is known of."""
    return {
        (one.measure, on): one.cell
        for one in feed.progress.stretches
        for on in DATES
        if one.first <= on <= one.last
    }


def index_of(feed):
    """Return under what a feed is found."""
    return sorted(FEED.index(feed))


def test_a_feed_begins_with_nothing_told() -> None:
    """Of what was never told nothing is known."""
    state = given(FEED).when(OPEN).then(OPENED)
    assert (state.progress.stretches, state.last_message) == ((), 0)
    assert index_of(state) == [("feed.connection", "C1")]
    given(FEED, OPENED).when(OPEN).refused("record.already_exists")


def test_a_value_is_in_flight_until_its_answer() -> None:
    """What was sent is found by its message, and is not yet what the platform has."""
    state = given(FEED, OPENED).when(SEND).then(SENT)
    assert set(cells(state).values()) == {Cell(sent=Sent(1, 4))}
    assert state.written_by(1) == 7
    assert index_of(state) == [
        ("feed.connection", "C1"),
        ("feed.in_flight", "C1"),
        ("feed.message", "C1:1"),
    ]
    assert message_value("C1", 1) == "C1:1"


def test_an_answer_says_what_the_platform_has() -> None:
    """Once it is acknowledged nothing is in flight, and the feed is found by nothing more."""
    state = given(FEED, OPENED, SENT).when(ACK).then(ValuesAcknowledged("F1", 1, *AT))
    assert set(cells(state).values()) == {Cell(told=4)}
    assert (state.outgoing, state.last_message) == ((), 1)
    assert index_of(state) == [("feed.connection", "C1")]


def test_what_is_refused_is_kept_with_its_reason_and_the_rest_waits() -> None:
    """Two dates of seven are refused; the others are taken with the acknowledgement."""
    refused = ValuesRefused("F1", 1, 7, REFUSE.refusals, *AT)
    state = given(FEED, OPENED, SENT).when(REFUSE).then(refused)
    reason = Refused(4, "channels.room_unknown", 1, NOW, 7)
    assert cells(state)[ROOMS, DATES[2]] == Cell(refused=reason)
    assert cells(state)[ROOMS, DATES[0]] == Cell(sent=Sent(1, 4))
    assert ("feed.refused", "C1") in index_of(state)
    state = given(FEED, OPENED, SENT, refused).when(ACK).state
    assert cells(state)[ROOMS, DATES[0]] == Cell(told=4)
    assert cells(state)[ROOMS, DATES[2]] == Cell(refused=reason)


def test_what_is_lost_is_known_of_no_more() -> None:
    """Nobody knows whether it has arrived, so it is told again."""
    lost = ValuesLost("F1", 1, "no answer in two minutes", *AT)
    state = given(FEED, OPENED, SENT).when(LOSE).then(lost)
    assert (state.progress.stretches, state.outgoing, state.last_message) == ((), (), 1)


def test_nothing_overtakes_what_is_in_flight() -> None:
    """The second value of a date waits for the answer to the first; other dates do not."""
    past = given(FEED, OPENED, SENT)
    past.when(SendValues("F1", 2, 7, (THREE,))).refused(
        "channels.values_in_flight", message=1, measure=ROOMS, first=DATES[0], target="DLX"
    )
    other = (told(ROOMS, 7, 8, 3), told(CLOSED, 0, 6, 1))
    state = past.when(SendValues("F1", 2, 8, other)).state
    assert state.progress.in_flight == (1, 2)
    assert [one.mapping for one in state.outgoing] == [7, 8]
    past.when(FORGET).refused("channels.values_in_flight")


def test_messages_come_in_the_order_of_their_numbers() -> None:
    """An answer means one message, so none has the number of another."""
    for past in ((SENT,), (SENT, ValuesLost("F1", 1, "no answer", *AT))):
        for number in (1,):
            given(FEED, OPENED, *past).when(SendValues("F1", number, 7, (FOUR,))).refused(
                "channels.message_known", message=1, last=1
            )
        assert (
            given(FEED, OPENED, *past)
            .when(SendValues("F1", 9, 7, (told(PRICE, 0, 6, 850_000),)))
            .state.last_message
            == 9
        )


@pytest.mark.parametrize("command", [ACK, LOSE, REFUSE], ids=["taken", "lost", "refused"])
@pytest.mark.parametrize(
    "past",
    [(), (SENT, ValuesAcknowledged("F1", 1, *AT)), (SENT, ValuesLost("F1", 1, "gone", *AT))],
    ids=["never-sent", "answered", "given-up"],
)
def test_an_answer_that_comes_late_or_twice_is_no_news(past, command) -> None:
    """Whatever a platform says of a message that is over changes nothing."""
    assert given(FEED, OPENED, *past).when(command).events == ()


def test_what_a_message_tells_others_is_none_of_its_own() -> None:
    """One message speaks of many targets; each feed keeps its own part."""
    both = (FOUR, attrs.evolve(FOUR, target=OTHER))
    given(FEED, OPENED).when(SendValues("F1", 1, 7, both)).then(SENT)
    assert given(FEED, OPENED).when(SendValues("F1", 1, 7, both[1:])).events == ()
    others = RefuseValues("F1", 1, (Refusal(both[1], "channels.room_unknown"),))
    assert given(FEED, OPENED, SENT).when(others).events == ()


def test_what_the_platform_has_may_be_forgotten() -> None:
    """After somebody has changed values there, everything is told again."""
    taken = ValuesAcknowledged("F1", 1, *AT)
    forgotten = ValuesForgotten("F1", FORGET.reason, *AT)
    state = given(FEED, OPENED, SENT, taken).when(FORGET).then(forgotten)
    assert (state.progress.stretches, state.last_message) == ((), 1)
    assert given(FEED, OPENED).when(FORGET).events == ()


def test_what_is_long_over_is_kept_no_more() -> None:
    """The state of a feed does not grow with the years."""
    taken = ValuesAcknowledged("F1", 1, *AT)
    later = TODAY + timedelta(days=35)
    sent = ValuesSent("F1", 2, 7, (attrs.evolve(FOUR, first=later, last=later),), NOW, later)
    state = given(FEED, OPENED, SENT, taken, sent).state
    assert kept_from(later) == DATES[4]
    assert [(one.first, one.last) for one in state.progress.stretches] == [
        (DATES[4], DATES[6]),
        (later, later),
    ]


def test_the_id_of_a_feed_follows_from_what_it_tells() -> None:
    """Whoever sends finds it without a look-up, and no two targets share one."""
    assert feed_id("C1", DELUXE) == feed_id("C1", Target("DLX"))
    several = [("C1", target) for target in TARGETS]
    several += [("C2", DELUXE), ("C1", Target("D", "LX")), ("C1", Target("", "DLX"))]
    assert len({feed_id(*one) for one in several}) == len(several)
    assert OpenFeed(feed_id("C" * 64, Target("房" * 50, "價" * 50, 9)), "C1", DELUXE).feed
    names = [given(FEED).when(OpenFeed("F1", "C1", one)).state.name for one in TARGETS]
    assert names == ["DLX", "DLX/BAR", "DLX/BAR for 2", "STD/BAR"]


@pytest.mark.parametrize("guests", [0, 2])
def test_a_rate_may_be_told_for_every_room(guests) -> None:
    """What all rooms of a rate share has a feed of its own, and is not taken for a room."""
    everywhere = Target("", "BAR", guests)
    assert target_of(everywhere) == everywhere
    state = given(FEED).when(OpenFeed(feed_id("C1", everywhere), "C1", everywhere)).state
    assert state.name == ("*/BAR for 2" if guests else "*/BAR")
    assert feed_id("C1", Target("BAR")) != state.id


@pytest.mark.parametrize(
    ("bad", "path", "code"),
    [
        (lambda: OpenFeed("F1", "C1", None), "target", "field.required"),
        (lambda: OpenFeed("F1", "C1", "DLX"), "target", "field.wrong_type"),
        (lambda: OpenFeed("F1", "C1", Target("")), "target.room", "field.required"),
        (lambda: OpenFeed("F1", "C1", Target("A", 1)), "target.rate", "field.wrong_type"),
        (lambda: OpenFeed("F1", "C1", Target("A", "B", -1)), "target.guests", "value.out_of_range"),
        (lambda: SendValues("F1", 0, 7, (FOUR,)), "message", "value.out_of_range"),
        (lambda: SendValues("F1", 1, 7, (FOUR, THREE)), "updates[1]", "value.duplicate"),
        (lambda: SendValues("F1", 1, 7, ("x",)), "updates[0]", "field.wrong_type"),
        (
            lambda: SendValues("F1", 1, 7, (told(ROOMS, 3, 1, 4),)),
            "updates[0]",
            "date.order",
        ),
        (lambda: RefuseValues("F1", 1, (FOUR,)), "refusals[0]", "field.wrong_type"),
        (
            lambda: RefuseValues("F1", 1, (Refusal(FOUR, "no code"),)),
            "refusals[0].code",
            "code.bad_format",
        ),
        (
            lambda: RefuseValues("F1", 1, (Refusal(told(CLOSED, 0, 1, 9), "c"),)),
            "refusals[0].update.value",
            "value.out_of_range",
        ),
    ],
    ids=[
        "nothing",
        "no-target",
        "no-room",
        "no-text",
        "too-few-guests",
        "no-number",
        "told-twice",
        "no-update",
        "wrong-order",
        "no-refusal",
        "no-code",
        "no-flag",
    ],
)
def test_what_is_malformed_is_refused_with_its_path(bad, path, code) -> None:
    """Nothing of it reaches the record."""
    with pytest.raises(InvalidInput) as caught:
        bad()
    assert (caught.value.faults[0].path, caught.value.code) == (path, code)


# Whatever is sent, answered, refused and lost, in any order

NUMBERS = st.integers(1, 6)
UPDATES = st.lists(any_update(), max_size=4).filter(lambda several: not repeats(several))
COMMANDS = st.one_of(
    st.builds(SendValues, st.just("F1"), st.integers(1, 12), st.integers(1, 2), UPDATES),
    st.builds(SendValues, st.just("F1"), st.integers(1, 12), st.integers(1, 2), UPDATES),
    st.builds(AcknowledgeValues, st.just("F1"), NUMBERS),
    st.builds(
        RefuseValues,
        st.just("F1"),
        NUMBERS,
        st.lists(st.builds(Refusal, any_update(), st.just("channels.rate_unknown")), max_size=3),
    ),
    st.builds(LoseValues, st.just("F1"), NUMBERS, st.just("no answer")),
    st.just(FORGET),
)


def days_of(update):
    """Return what an update is told for, date by date."""
    return [(update.measure, on) for on in DATES if update.first <= on <= update.last]


class Platform:
    """What somebody would note down, date by date, who knows of no stretches."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.has, self.flies, self.refuses = {}, {}, {}

    def sees(self, event) -> None:
        """Note one event."""
        match event:
            case ValuesSent():
                self.sends(event)
            case ValuesAcknowledged(message=message):
                for day in self.over(message):
                    self.has[day] = self.flies.pop(day)[1]
                    self.refuses.pop(day, None)
            case ValuesRefused():
                self.hears_no(event)
            case ValuesLost(message=message):
                for day in self.over(message):
                    self.flies.pop(day)
                    self.has.pop(day, None)
            case ValuesForgotten():
                self.has, self.refuses = {}, {}

    def sends(self, event) -> None:
        """Note what leaves; nothing may be on its way to the same dates."""
        for one in event.updates:
            for day in days_of(one):
                assert day not in self.flies
                self.flies[day] = (event.message, one.value)

    def hears_no(self, event) -> None:
        """Note what is refused of what is on its way."""
        for one in event.refusals:
            for day in set(days_of(one.update)) & set(self.over(event.message)):
                self.refuses[day] = self.flies.pop(day)[1]

    def over(self, message):
        """Return the dates that are in flight with a message."""
        return [day for day, (number, _) in self.flies.items() if number == message]


@settings(max_examples=60)
@for_all(st.lists(COMMANDS, max_size=25))
def test_every_date_is_where_it_should_be(commands) -> None:
    """However messages fare, each date has what was taken, in flight, or refused of it."""
    platform, state, events = Platform(), FEED.replay([OPENED]), []
    for command in commands:
        try:
            events = FEED.decide(state, command, CONTEXT)
        except RuleViolation:
            continue
        for event in events:
            platform.sees(event)
            name, version, text = CODEC.write_event(event)
            assert CODEC.read_event(name, version, text) == event
        state = FEED.replay(events, state)
        found = {day: cell for day, cell in cells(state).items() if cell != Cell()}
        assert {day: cell.told for day, cell in found.items() if cell.told is not None} == (
            platform.has
        )
        assert {
            day: (cell.sent.message, cell.sent.value) for day, cell in found.items() if cell.sent
        } == platform.flies
        assert {day: cell.refused.value for day, cell in found.items() if cell.refused} == (
            platform.refuses
        )
        assert {one.message for one in state.outgoing} == set(state.progress.in_flight)
        assert CODEC.read_state("feed", CODEC.write(state)) == state
