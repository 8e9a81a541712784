"""A process that dies while it tells a platform: nothing is lost, and nothing is told for ever.

Over a real SQLite file, at every point between the intent, the sending and the outcome.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Barrier

import attrs
import pytest
from tests.hotel.telling import BAR, DAYS, DELUXE, PRICE, ROOMS, SHORT, Platform, connected, night

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.channels import ConnectionStatus
from axentra_core.kernel.errors import AxentraError, Conflict
from axentra_core.testing import Failure, FaultyStore

BEFORE, AFTER = Failure
# A full sync of one offer: three messages with an intent and an answer each, and its end.
COMMITS = 7


class Died(BaseException):
    """The process ends here."""


@attrs.define
class Dying(Platform):
    """A platform whose sender dies before or after a message has arrived."""

    dies: str | None = None

    def exchange(self, operation, hotel, body):
        """Die once, or carry the message."""
        dies, self.dies = self.dies, None
        if dies == "before":
            raise Died
        back = super().exchange(operation, hotel, body)
        if dies == "after":
            raise Died
        return back


@pytest.fixture
def own(tmp_path, open_front):
    """A hotel on disk that has begun to tell a platform everything."""
    with SqliteStore(tmp_path / "hotel.db") as store:
        front = open_front(store, providers=[SHORT])
        yield connected(front, platform=Dying())


def comes_right(own):
    """Check that a new process brings it to its end, and that a second run sends nothing."""
    own.front.clock.move(timedelta(minutes=3))
    own.sync = own.worker()
    own.run()
    assert own.read.connection("C1").status is ConnectionStatus.TESTING
    sent = len(own.platform.sent)
    assert own.run(minutes=2).messages == 0
    assert own.worker().run().messages == 0
    assert len(own.platform.sent) == sent
    own.check()


def test_a_full_sync_has_so_many_commits(own) -> None:
    """Otherwise the tests below would leave some of them out."""
    faulty = FaultyStore(own.front.store)
    own.worker(own.front.over(faulty, providers=[SHORT])).run()
    assert faulty.calls.count("commit") == COMMITS


@pytest.mark.parametrize("failure", [BEFORE, AFTER])
@pytest.mark.parametrize("nth", range(1, COMMITS + 1))
def test_whichever_commit_fails_all_is_told_in_the_end(own, nth, failure) -> None:
    """Before it has taken effect, or after, with its reply lost; the store fails from then on."""
    faulty = FaultyStore(own.front.store, nth, failure, counting="commits", lasting=True)
    hotel = own.front.over(faulty, providers=[SHORT])
    with pytest.raises(AxentraError):
        own.worker(hotel).run()
    comes_right(own)


@pytest.mark.parametrize("dies", ["before", "after"])
def test_who_dies_while_sending_leaves_the_message_to_the_next(own, dies) -> None:
    """The intent stands; the same bytes are sent again, but not while the first may be waiting."""
    own.platform.dies = dies
    with pytest.raises(Died):
        own.sync.run()
    waiting = own.read.message_in_flight("C1")
    other = own.worker()
    assert (other.run().messages, other.run().rests_until) == (0, waiting.at + timedelta(minutes=2))
    comes_right(own)
    first, second = own.platform.sent[:2]
    assert (first == second) == (dies == "after")


def test_what_was_booked_while_a_message_was_under_way_follows_it(own) -> None:
    """The message is sent again as it was, and what has changed goes out in the next."""
    own.platform.dies = "after"
    with pytest.raises(Died):
        own.sync.run()
    own.front.book(2)
    comes_right(own)
    assert own.platform.shows(DELUXE, ROOMS, DAYS) == own.left()


def test_an_answer_that_comes_when_the_message_was_given_up_changes_nothing(own) -> None:
    """Its values are told again, whatever the late answer says."""
    own.platform.turns = ["lost"]
    own.run()
    own.boss.give_up_message("C1", 1, "nobody knows")
    own.boss.record_answer("C1", 1)
    assert own.read.sync_state("C1").acknowledged == 0
    comes_right(own)


def test_the_second_message_waits_for_the_answer_to_the_first(own) -> None:
    """One message of a connection is under way at a time, whoever sends."""
    own.platform.turns = ["lost"]
    own.run()
    look = own.read.channel_look(own.read.channel_plan("C1"))
    own.front.refuses(
        lambda: own.boss.send_updates("C1", 1, look.due[:1]), "hotel.message_in_flight"
    )


def test_who_comes_second_leaves_it_to_who_came_first(own) -> None:
    """The version of the connection decides; the run ends, and the next one sees what is left."""
    other = own.worker()
    own.platform.turns = [lambda: outcomes.append(other.run())]
    outcomes = []
    own.run()
    assert [(one.messages, one.error) for one in outcomes] == [(0, None)]
    assert len(own.platform.sent) == 3
    own.check()


def test_who_finds_another_message_underway_comes_back_later(own, monkeypatch) -> None:
    """Between looking for a message and sending the next one, another worker has sent its own."""
    own.sync.run()
    own.front.book(2)
    own.price(first=3, last=4, price=900_000)
    other, looked, looks = own.worker(), own.sync._marks.read, count(1)

    def overtaken():
        looked()
        if next(looks) == 2:
            own.platform.turns = ["lost"]
            other.run()

    monkeypatch.setattr(own.sync._marks, "read", overtaken)
    done = own.sync.run()
    assert (done.messages, type(done.error)) == (0, Conflict)
    monkeypatch.undo()
    comes_right(own)


def test_workers_who_start_at_once_tell_everything_once(own) -> None:
    """Threads at the same connection: each message goes out under one number and one only."""
    own.sync.run()
    own.front.book(2)
    own.price(first=3, last=4, price=900_000)
    barrier = Barrier(3)

    def work(_):
        worker = own.worker(own.front.over(own.front.store, providers=[SHORT]))
        barrier.wait()
        return worker.run()

    with ThreadPoolExecutor(3) as pool:
        done = [*pool.map(work, range(3))]
    assert all(one.error is None or isinstance(one.error, Conflict) for one in done)
    own.front.clock.move(timedelta(minutes=3))
    own.worker().run()
    assert len(set(own.platform.sent)) == len(own.platform.sent) == 5
    assert own.platform.calendar.value(BAR, PRICE, night(3)) == 900_000
    own.check()
