"""One message to a platform: written down, sent, and what became of it written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final

import attrs

from axentra_core.channels import (
    Answer,
    Cause,
    ChannelTransport,
    Dialect,
    InventoryMessage,
    Operation,
    Refusal,
    Update,
    Verdict,
)
from axentra_core.channels.together import blocks
from axentra_core.hotel import verbs
from axentra_core.hotel.channel_plan import Plan
from axentra_core.hotel.channel_state import InFlight, days_of
from axentra_core.hotel.hotel import Hotel
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.kernel import texts
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.checks import in_bounds
from axentra_core.kernel.errors import (
    AxentraError,
    Conflict,
    InvalidInput,
    PortError,
    PortRefused,
    PortUnavailable,
    shown,
)

# What a platform answers is the word of nobody at the desk.
SYNC: Final = Actor("system", "channel-sync")
# After each failure in a row; the last pause comes again and again.
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
LEFT_AFTER: Final = 3
# Until then the same message is sent again; after it, what is wanted by then is told anew.
GIVEN_UP_AFTER: Final = timedelta(minutes=15)
# No pause helps against these.
FOR_A_PERSON: Final = frozenset({Cause.NOT_LET_IN, Cause.HOTEL_NOT_ACTIVE, Cause.HOTEL_UNKNOWN})
# A number of a message has at most as many digits, so that its size is known before.
LONGEST_NUMBER: Final = 999_999_999
# A message in which one value of thousands is refused is found out by fewer.
MOST_SPLITS: Final = 20

Parts = list[Sequence[Update]]


@attrs.frozen
class Synced:
    """What one run has done.

    Attributes:
        connection: the connection.
        messages: that were sent; one that was sent again counts again.
        acknowledged: values that the platform has taken.
        refused: values that it has not taken, each with a reason on record.
        differed: values that were to be told when the run had looked.
        rests_until: before then nothing is sent; None where the next run sends.
        error: why the run has ended before everything was told.
    """

    connection: str
    messages: int = 0
    acknowledged: int = 0
    refused: int = 0
    differed: int = 0
    rests_until: datetime | None = None
    error: AxentraError | None = None


class Courier:
    """Carries the messages of one connection, one after the other.

    Attributes:
        synced: what one run has done so far.
        rests_until: before then nothing is sent.
        own: number of the last message that was sent from here.
        version: of the connection when it was seen what is to be told; each message is one more.
            Whoever has told something meanwhile has made it another one.
    """

    def __init__(
        self, hotel: Hotel, connection: str, dialect: Dialect, transport: ChannelTransport
    ) -> None:
        """Stand between a hotel and a platform."""
        self._hotel, self._connection = hotel, connection
        self._dialect, self._transport = dialect, transport
        self._failures, self._splits = 0, MOST_SPLITS
        self.synced: Synced = Synced(connection)
        self.rests_until: datetime | None = None
        self.own: int | None = None
        self.version: int = 0

    def begin(self) -> None:
        """Begin another run."""
        self.synced, self._splits = Synced(self._connection), MOST_SPLITS

    def note(self, **what: Any) -> None:  # noqa: ANN401 - any field of `Synced`
        """Have the run tell more."""
        self.synced = attrs.evolve(self.synced, **what)

    def tell(self, plan: Plan, updates: Sequence[Update]) -> bool:
        """Tell some updates; in parts, where one of them stands against the others."""
        verb = verbs.SendUpdates(self._connection, plan.version, tuple(updates))
        try:
            self.do(verb, self.version)
        except HotelRefusal as refusal:
            if refusal.code != "hotel.message_in_flight":
                raise
            # Another worker has sent one since this one has looked.
            raise Conflict("store.reads_changed") from refusal
        self.version += 1
        sent = self._hotel.read.message_in_flight(self._connection)
        if sent is None:
            return True
        self.own = sent.message
        left = self.exchange(sent)
        return left is not None and all(self.tell(plan, part) for part in left)

    def exchange(self, sent: InFlight, *, again: bool = False) -> Parts | None:
        """Send a message and record what became of it.

        Returns what of it is to be told anew at once, in parts; None where nothing more is to be
        sent for a while.
        """
        message = self._message(sent)
        try:
            body = self._dialect.write(message)
        except InvalidInput:
            return self._refused_as_a_whole(sent, Cause.MESSAGE_INCOMPLETE.value)
        self.note(messages=self.synced.messages + 1)
        try:
            back = self._transport.exchange(message.operation, message.hotel, body)
            answer = sound(self._dialect.read_answer(message, back), len(sent.updates))
        except (PortUnavailable, PortRefused) as error:
            self._not_taken(sent, error.code, error, again=again)
            return None
        except (PortError, InvalidInput) as error:
            self._unknown(sent, error)
            return None
        if answer.verdict is Verdict.NOT_NOW:
            self._not_taken(sent, _reason(answer), again=again)
            return None
        self._failures, self.rests_until = 0, None
        return self._answered(sent, answer)

    def _answered(self, sent: InFlight, answer: Answer) -> Parts:
        is_taken = answer.verdict is Verdict.ACCEPTED
        named = {one.place: one.code for one in answer.remarks if one.place is not None}
        places = answer.refused if is_taken else answer.refused | named.keys()
        if not is_taken and not places:
            return self._refused_as_a_whole(sent, _reason(answer))
        refusals = [
            Refusal(sent.updates[place], named.get(place, Cause.MESSAGE_REFUSED.value))
            for place in sorted(places)
        ]
        self._record(sent, refusals, is_taken=is_taken)
        rest = [one for place, one in enumerate(sent.updates) if place not in places]
        return [] if is_taken or not rest else [rest]

    def _refused_as_a_whole(self, sent: InFlight, code: str) -> Parts:
        """Find out what of a message is refused, where that need not be all of it."""
        parts: list[tuple[Update, ...]] = [(one,) for one in sent.updates]
        if self._dialect.provider.prices_together:
            parts = blocks(sent.updates)
        if len(parts) == 1 or code in FOR_A_PERSON or not self._splits:
            self._record(sent, [Refusal(one, code) for one in sent.updates], is_taken=True)
            return []
        self._splits -= 1
        self._record(sent, [], is_taken=False)
        middle = len(parts) // 2
        return [[*chain.from_iterable(half)] for half in (parts[:middle], parts[middle:])]

    def _record(self, sent: InFlight, refusals: Sequence[Refusal], *, is_taken: bool) -> None:
        self.do(verbs.RecordAnswer(self._connection, sent.message, tuple(refusals), is_taken))
        refused = days_of(one.update for one in refusals)
        taken = days_of(sent.updates) - refused if is_taken else 0
        self.note(
            acknowledged=self.synced.acknowledged + taken,
            refused=self.synced.refused + refused,
        )

    def _not_taken(
        self, sent: InFlight, code: str, error: AxentraError | None = None, *, again: bool
    ) -> None:
        """Have a message told anew after a pause, in which it may come to say something else."""
        if again:
            # Of what was sent before nobody knows, though this time nothing was taken.
            self._unknown(sent, error)
            return
        self._rest(error)
        is_stuck = isinstance(error, PortRefused) or code in FOR_A_PERSON
        self._give_up(sent, code, needs_a_person=is_stuck or self._failures >= LEFT_AFTER)

    def _unknown(self, sent: InFlight, error: AxentraError | None) -> None:
        """Leave a message under way to be sent again, until that has gone on for too long."""
        self._rest(error)
        if self._hotel.read.now >= sent.at + GIVEN_UP_AFTER:
            self._give_up(sent, "channel.outcome_unknown", needs_a_person=True)

    def _give_up(self, sent: InFlight, code: str, *, needs_a_person: bool) -> None:
        self.do(
            verbs.GiveUpMessage(self._connection, sent.message, code, needs_a_person=needs_a_person)
        )

    def _rest(self, error: AxentraError | None) -> None:
        pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        self.rests_until = self._hotel.read.now + pause
        self.note(rests_until=self.rests_until, error=error)

    def _message(self, sent: InFlight) -> InventoryMessage:
        read = self._hotel.read
        own, money = read.connection(self._connection), read.configuration
        operation = self._dialect.operations[sent.updates[0].measure]
        priced = operation is Operation.RATES
        return InventoryMessage(
            f"{own.id}-{sent.message}",
            own.property_code,
            sent.at,
            operation,
            sent.updates,
            money.currency if priced else None,
            money.digits if priced else 0,
        )

    def size(self, updates: Sequence[Update]) -> int:
        """Return how many bytes a message has, whatever its number; what cannot be written, one."""
        sent = InFlight(LONGEST_NUMBER, 1, self._hotel.read.now, tuple(updates))
        try:
            return len(self._dialect.write(self._message(sent)))
        except InvalidInput:
            return 1

    def do(self, verb: object, version: int | None = None) -> None:
        """Write something down, as the connection still stands where a version is told."""
        self._hotel.do(verb, actor=SYNC, expected_version=version)


def sound(answer: object, updates: int) -> Answer:
    """Return an answer that can be about a message of so many updates.

    Raises:
        InvalidInput: ``field.wrong_type`` for what is no answer, ``value.out_of_range`` for updates
            that were never told, those of a code for what is none.
    """
    if not isinstance(answer, Answer) or not isinstance(answer.verdict, Verdict):
        raise InvalidInput.because("field.wrong_type", expected="an answer", got=shown(answer))
    named = [one.place for one in answer.remarks if one.place is not None]
    for place in (*named, *answer.refused):
        in_bounds(place, low=0, high=updates - 1)
    for one in answer.remarks:
        texts.code(one.code)
    return answer


def _reason(answer: Answer) -> str:
    return next((one.code for one in answer.remarks), Cause.MESSAGE_REFUSED.value)
