"""What a platform is told over a connection: all of it once, then what has changed, and no more."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.telling import (
    BAR,
    CLOSED,
    DAYS,
    DELUXE,
    NIGHT,
    NRF,
    PRICE,
    ROOMS,
    SHORT,
    Platform,
    Telling,
    connected,
    go_live,
    mapping,
    night,
    offer,
    prepare,
)

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import (
    ChannelRefusal,
    ConnectionStatus,
    Direction,
    Managed,
    Measure,
    RoomRate,
    Update,
)
from axentra_core.hotel import HotelRefusal
from axentra_core.hotel.channel_courier import PAUSES
from axentra_core.hotel.channel_marks import position_at
from axentra_core.hotel.channel_reader import ChannelReader


@pytest.fixture
def telling(open_front):
    """A hotel that has begun to tell a platform everything."""
    return connected(open_front(MemoryStore(), providers=[SHORT]))


def test_a_full_sync_tells_everything_and_the_tests_follow(telling) -> None:
    """Rooms, prices and restrictions of all dates; once all is acknowledged it is tested."""
    done = telling.run()
    assert (done.messages, done.refused, done.error) == (3, 0, None)
    assert telling.read.connection("C1").status is ConnectionStatus.TESTING
    assert telling.platform.shows(DELUXE, ROOMS) == telling.left()[:3]
    assert telling.platform.shows(BAR, PRICE) == [850_000] * 3
    assert telling.platform.shows(BAR, CLOSED) == [0] * 3
    telling.check()


def test_what_was_told_is_not_told_again(telling) -> None:
    """The second run, another worker and a whole comparison send nothing."""
    telling.run()
    assert telling.run(minutes=2).messages == 0
    assert telling.worker().run().messages == 0
    assert telling.sync.run(whole=True).messages == 0
    assert len(telling.platform.sent) == 3


# What happens to messages


def test_rooms_that_are_sold_are_told_and_nothing_else(telling) -> None:
    """One message with the nights of the stay, and no price."""
    telling.run()
    telling.front.book(2)
    done = telling.run(minutes=2)
    assert (done.messages, done.acknowledged) == (1, 2)
    assert telling.platform.shows(DELUXE, ROOMS, DAYS) == telling.left()
    telling.check()


@pytest.mark.parametrize("turn", ["lost", "late", "garbled"])
def test_the_same_message_is_sent_again_where_nobody_knows(telling, turn) -> None:
    """Same number, same bytes; in the end the platform shows what the hotel wants."""
    telling.platform.turns = [turn]
    done = telling.run()
    assert (done.messages, done.acknowledged) == (1, 0)
    assert done.rests_until == telling.read.now + PAUSES[0]
    assert telling.run().messages == 0
    waiting = telling.read.message_in_flight("C1")
    telling.front.book(1)
    assert telling.run(minutes=1).messages == 4
    assert telling.platform.sent[0] == telling.platform.sent[1]
    assert waiting.message == 1
    telling.check()


def test_what_is_never_answered_is_given_up_and_told_anew(telling) -> None:
    """After a quarter of an hour somebody is told, and then what is wanted by then goes out."""
    telling.platform.turns = ["lost"] * 4
    for minutes in (0, 1, 5, 15):
        telling.run(minutes=minutes)
    assert len(set(telling.platform.sent)) == 1
    assert telling.read.message_in_flight("C1") is None
    assert telling.tasks() == ["hotel.platform_not_reached"]
    telling.run(hours=1)
    assert telling.tasks() == []
    telling.check()


def test_nothing_has_left_so_it_is_told_anew_at_once_after_the_pause(telling) -> None:
    """The pause grows, the message has another number, and it tells what is wanted by then."""
    telling.platform.turns = ["unavailable"] * 3
    rests = []
    for minutes in (0, 1, 5):
        done = telling.run(minutes=minutes)
        assert done.error.code == "channel.unreachable"
        rests.append(done.rests_until - telling.read.now)
    assert tuple(rests) == PAUSES[:3]
    assert telling.tasks() == ["hotel.platform_not_reached"]
    telling.front.book(2)
    telling.run(minutes=15)
    assert telling.platform.shows(DELUXE, ROOMS, DAYS) == telling.left()
    assert telling.tasks() == []
    telling.check()


def test_what_was_sent_before_stays_under_way_although_the_next_attempt_has_not_left(
    telling,
) -> None:
    """That this time nothing has left says nothing of the first time."""
    telling.platform.turns = ["late", "unavailable", "not_now"]
    telling.run()
    for minutes in (1, 5):
        telling.run(minutes=minutes)
        assert telling.read.message_in_flight("C1").message == 1
    telling.run(minutes=9)
    telling.run(minutes=15)
    telling.check()


def test_a_platform_that_is_busy_is_left_alone_for_a_while(telling) -> None:
    """Nothing of the message is taken; it is told anew, and nobody is troubled."""
    telling.platform.turns = ["not_now"]
    assert telling.run().rests_until is not None
    assert telling.read.message_in_flight("C1") is None
    assert telling.tasks() == []
    telling.run(minutes=1)
    telling.check()


def test_a_platform_that_lets_nobody_in_is_left_to_a_person_at_once(telling) -> None:
    """No pause puts a password right."""
    telling.platform.turns = ["not_let_in"]
    telling.run()
    assert telling.tasks() == ["hotel.platform_not_reached"]
    assert telling.read.sync_tasks_waiting() == 1
    telling.run(minutes=1)
    assert telling.tasks() == []


@pytest.mark.parametrize("names", [True, False])
def test_one_room_that_is_refused_keeps_no_other_waiting(open_front, grand, names) -> None:
    """Whether the platform says which part is wrong, or only that something is."""
    offers = mapping(offer("DLX", "BAR"), offer("STE", "BAR"))
    own = connected(open_front(MemoryStore(), grand, providers=[SHORT]), offers)
    own.platform.unknown, own.platform.names = {"STE"}, names
    own.run()
    state = own.read.sync_state("C1")
    by_name = {one.name: one for one in state.targets}
    assert (by_name["DLX"].pending, by_name["DLX/BAR"].pending) == (0, 0)
    assert (by_name["STE"].refused, by_name["STE"].acknowledged) == (DAYS, 0)
    assert {one.code for one in by_name["STE/BAR"].refusals} == {"channels.room_unknown"}
    assert own.read.connection("C1").status is ConnectionStatus.FULL_SYNC
    assert own.platform.shows(DELUXE, ROOMS) == own.left()[:3]
    own.platform.unknown = set()
    own.run(minutes=16)
    assert own.read.connection("C1").status is ConnectionStatus.TESTING
    own.check()


def test_what_stays_refused_is_left_to_a_person_until_it_is_taken(telling) -> None:
    """Once may pass; the second time in a row a person is told, once for each reason."""
    telling.platform.unknown = {"DLX"}
    telling.run()
    assert telling.tasks() == []
    assert telling.run(minutes=2).messages == 0
    telling.run(minutes=15)
    telling.run(hours=1)
    assert telling.tasks() == ["hotel.values_refused"]
    telling.platform.unknown = set()
    telling.run(hours=4)
    assert telling.tasks() == []
    telling.check()


def test_a_message_that_is_refused_because_of_the_property_is_not_taken_apart(telling) -> None:
    """Each of three messages is refused once, and nobody asks for every value of it."""
    telling.platform.turns = ["refused"] * 3
    done = telling.run()
    assert (done.messages, done.acknowledged) == (3, 0)
    assert len(telling.platform.sent) == 3


# Where nothing goes out


def test_nothing_is_told_before_the_full_sync_nor_while_it_is_suspended(open_front) -> None:
    """The status of the connection lets it, or the loop refuses."""
    front = open_front(MemoryStore(), providers=[SHORT])
    prepare(front)
    own = Telling(front, platform := Platform(), None)
    with pytest.raises(ChannelRefusal) as early:
        own.worker().run()
    assert early.value.code == "channels.not_pushing"
    own.sync = own.worker()
    own.price()
    front.boss.begin_full_sync("C1")
    go_live(own)
    front.boss.suspend_connection("C1", "the platform is being moved")
    front.book(1)
    with pytest.raises(ChannelRefusal):
        own.run()
    front.boss.resume_connection("C1")
    own.run()
    assert platform.shows(DELUXE, ROOMS, DAYS) == own.left()


def test_a_dialect_that_cannot_tell_a_measure_is_found_out_before_anything_is_sent(telling) -> None:
    """A value that nobody sends has to be managed at the platform, so somebody has to say so."""
    telling.platform.provider = attrs.evolve(SHORT, measures=SHORT.measures - {CLOSED})
    with pytest.raises(HotelRefusal) as refused:
        telling.run()
    assert refused.value.code == "hotel.measures_not_told"
    assert telling.platform.sent == []


# What is told anew


def test_another_account_is_told_everything(telling) -> None:
    """What the platform has acknowledged was told to the account of before."""
    go_live(telling)
    telling.boss.change_channel_account("C1", "HOTEL1", account="another")
    assert telling.run(minutes=2).messages == 3
    telling.check()


def test_all_is_told_anew_once_in_so_many_hours(telling) -> None:
    """A live connection takes it once a day, and goes on selling meanwhile."""
    go_live(telling)
    with pytest.raises(ChannelRefusal):
        telling.boss.begin_full_sync("C1")
    telling.front.clock.move(timedelta(hours=24))
    telling.front.pass_nights(1)
    telling.boss.begin_full_sync("C1")
    telling.platform.calendar = telling.platform.calendar.moved_to(night(1), DAYS)
    assert telling.run().messages == 3
    assert telling.read.connection("C1").status is ConnectionStatus.LIVE


def test_what_the_platform_shows_otherwise_is_told_again(telling) -> None:
    """Somebody has changed a price there; the comparison is kept, and the right one goes out."""
    go_live(telling)
    right = telling.platform.calendar
    telling.platform.calendar = right.apply([Update(BAR, PRICE, night(2), night(2), 1)])
    shown = telling.sync.drift(telling.platform.calendar)
    assert (shown.different, shown.first[0].found) == (1, 1)
    assert telling.read.connection("C1").drift.comparison == shown
    telling.run(minutes=2)
    assert telling.platform.calendar == right
    assert telling.sync.drift(telling.platform.calendar).different == 0


def test_more_drift_than_can_be_named_has_all_told_again(telling) -> None:
    """After twenty-one values nobody knows what else was changed."""
    go_live(telling)
    right = telling.platform.calendar
    measures = (PRICE, CLOSED, Measure.CLOSED_TO_ARRIVAL)
    wrong = [Update(BAR, measure, night(0), night(9), 1) for measure in measures]
    telling.platform.calendar = right.apply(wrong)
    assert telling.sync.drift(telling.platform.calendar).different == 30
    assert telling.run(minutes=2).messages == 3
    assert telling.platform.calendar == right


def test_the_room_rates_of_both_sides_are_compared(telling) -> None:
    """What the platform has and the mapping has not, and the other way round."""
    telling.platform.room_rates = (RoomRate("DLX-BAR", "DLX-BAR"), RoomRate("NEW", "New"))
    compared = telling.sync.ask_room_rates()
    assert [(one.entry, one.kind.value) for one in compared.changes] == [("NEW", "added")]


# Which day it is


def test_the_next_day_one_more_date_is_told(telling) -> None:
    """The horizon moves on at midnight of the property, whenever the day is closed."""
    telling.run()
    telling.front.clock.move(timedelta(hours=9, minutes=59))
    assert telling.run().messages == 0
    telling.platform.calendar = telling.platform.calendar.moved_to(night(1), DAYS)
    done = telling.run(minutes=1)
    assert done.acknowledged > 0
    assert telling.platform.calendar.value(DELUXE, ROOMS, night(DAYS)) is not None


# Who looks at how much


def test_a_run_looks_at_what_the_log_says_has_changed(telling, monkeypatch) -> None:
    """A stay of one night marks the rooms of its type, and nothing else is read."""
    telling.run()
    telling.run(minutes=2)
    looked = []
    look = ChannelReader.channel_look

    def seen(reader, plan, targets=None):
        looked.append(targets)
        return look(reader, plan, targets)

    monkeypatch.setattr(ChannelReader, "channel_look", seen)
    telling.run(minutes=2)
    telling.front.book(1)
    telling.run(minutes=2)
    telling.price(price=900_000)
    telling.run(minutes=2)
    assert looked == [set(), {DELUXE}, {DELUXE, BAR}]
    telling.check()


def test_what_no_mark_has_shown_is_found_by_a_whole_comparison(telling) -> None:
    """Marks only save work: without them nothing is lost for good."""
    telling.run()
    telling.run(minutes=2)
    telling.front.book(2)
    telling.sync._marks.read()
    telling.sync._marks.taken(telling.read.channel_plan("C1"))
    assert telling.run(minutes=2).messages == 0
    assert telling.sync.run(whole=True).messages == 1
    telling.check()


@pytest.mark.parametrize("days", [0, 1, 5, 400])
def test_a_new_worker_reads_the_log_of_the_last_two_days_alone(telling, days) -> None:
    """Its first run looks at everything, so of what is older nothing is needed."""
    telling.run()
    front = telling.front
    front.clock.move(timedelta(days=days))
    front.book(1)
    since = telling.read.now - timedelta(days=2)
    position = position_at(front.hotel, since)
    before = [one.at < since for one in front.store.log(limit=1_000)]
    after = [one.at < since for one in front.store.log(after=position, limit=1_000)]
    assert (any(after), len(before) - len(after)) == (False, sum(before))


def test_another_mapping_is_told_by_from_the_next_run_on(telling) -> None:
    """A live connection goes on by its new mapping while it is tested again."""
    go_live(telling)
    telling.price(rate="NRF")
    telling.boss.set_mapping("C1", mapping(offer(), offer(rate="NRF")))
    telling.run(minutes=2)
    assert telling.read.connection("C1").status is ConnectionStatus.RETESTING
    assert telling.platform.shows(NRF, PRICE) == [NIGHT] * 3
    telling.check()


def test_what_is_declared_to_be_managed_at_the_platform_is_told_no_more(telling) -> None:
    """From the next run on, while everything else goes on."""
    go_live(telling)
    managed = [Managed(PRICE, "revenue")]
    telling.boss.change_exchange("C1", Direction.TWO_WAY, managed=managed)
    telling.price(price=900_000)
    assert telling.run(minutes=2).messages == 0
    assert telling.platform.shows(BAR, PRICE) == [NIGHT] * 3
