"""What a platform answers, be it odd, and what is left to a person because of it."""

import attrs
import pytest
from tests.hotel.telling import SHORT, Platform, connected, go_live, mapping, offer

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import Answer, ConnectionStatus, Remark, Verdict
from axentra_core.kernel.errors import InvalidInput

ROOM_UNKNOWN = "channels.room_unknown"
ACCEPTED, REFUSED, NOT_NOW = Verdict


@attrs.define
class Odd(Platform):
    """A platform whose first answer is read by somebody who has not read the port."""

    said: object = None

    def read_answer(self, message, body):
        """Return what was said, once."""
        said, self.said = self.said, None
        return super().read_answer(message, body) if said is None else said


@pytest.mark.parametrize(
    "said",
    [
        Answer(ACCEPTED, refused=frozenset({99})),
        Answer(ACCEPTED, refused=frozenset({-1})),
        Answer(ACCEPTED, refused=frozenset({True})),
        Answer(REFUSED, (Remark(ROOM_UNKNOWN, place=99),)),
        Answer(REFUSED, (Remark("Room does not exist!", place=0),)),
        Answer(REFUSED, (Remark(""),)),
        Answer(NOT_NOW, (Remark("wait\na moment"),)),
        Answer("accepted"),
        "accepted",
    ],
    ids=[
        "beyond",
        "before",
        "a-flag",
        "remark-beyond",
        "no-code",
        "an-empty-code",
        "two-lines",
        "another-verdict",
        "no-answer",
    ],
)
def test_an_answer_that_is_none_leaves_the_message_to_be_sent_again(open_front, said) -> None:
    """Nothing of it is believed: the same bytes go out once more, and the loop goes on."""
    own = connected(open_front(MemoryStore(), providers=[SHORT]), platform=Odd(said=said))
    done = own.run()
    assert (done.messages, done.acknowledged, done.refused) == (1, 0, 0)
    assert isinstance(done.error, InvalidInput)
    assert own.read.message_in_flight("C1") is not None
    own.run(minutes=1)
    assert own.platform.sent[0] == own.platform.sent[1]
    assert own.read.connection("C1").status is ConnectionStatus.TESTING
    own.check()


def test_a_code_that_is_put_right_ends_what_was_left_to_a_person(open_front) -> None:
    """The room is told by another code now; that the platform did not know the old one is over."""
    own = go_live(connected(open_front(MemoryStore(), providers=[SHORT])))
    own.boss.set_mapping("C1", mapping(offer(inventory_code="DELUX")))
    own.boss.finish_mapping("C1", 2)
    own.platform.unknown = {"DELUX"}
    for minutes in (2, 16):
        own.run(minutes=minutes)
    assert own.tasks() == ["hotel.values_refused"]
    own.boss.set_mapping("C1", mapping(offer(inventory_code="DELUXE")))
    own.boss.finish_mapping("C1", 3)
    own.run(minutes=2)
    assert own.tasks() == []
    own.check()


def test_what_the_new_mapping_does_not_mend_stays_left_to_a_person(open_front) -> None:
    """It is told again at once by the new mapping, and refused again."""
    own = go_live(connected(open_front(MemoryStore(), providers=[SHORT])))
    for version, rate in ((2, "FLEX"), (3, "FLEXI")):
        own.boss.set_mapping("C1", mapping(offer(inventory_code="DELUX", rate_code=rate)))
        own.boss.finish_mapping("C1", version)
        own.platform.unknown = {"DELUX"}
        for minutes in (2, 16):
            own.run(minutes=minutes)
        assert own.tasks() == ["hotel.values_refused"]
