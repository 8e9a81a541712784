"""What every dialect and its transport owe, as tests: inherit `ChannelContract` and make both.

    class TestMyPlatform(ChannelContract):
        def make_dialect(self) -> Dialect:
            return MyDialect()

        def make_transport(self, *faults: ChannelFault) -> ChannelTransport:
            return MyTransport(a_server_that_meets(faults))

        def kept(self, update: Update) -> int | None:
            return what_my_server_has_of(update)

Each check states one promise of `Dialect` or `ChannelTransport` in its docstring and calls nothing
but the ports.
"""

from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest

from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import (
    Answer,
    ChannelTransport,
    Dialect,
    InventoryMessage,
    Operation,
    Verdict,
)
from axentra_core.channels.scales import NO_LIMIT, SCALES
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import InvalidInput, OutcomeUnknown, PortRefused, PortUnavailable
from axentra_core.testing.channel_simulator import ChannelFault
from axentra_core.testing.hostile_bytes import HOSTILE


class ChannelContract:
    """The promises of a `Dialect` and its `ChannelTransport`; an adapter's tests inherit them.

    Attributes:
        hotel: code of the property at the platform.
        currency: of its prices.
        digits: decimals of its prices.
        inventory: what rooms are told for.
        room_rate: what restrictions are told for.
        priced: what prices are told for.
        unknown: a room rate whose room the platform does not have.
        first: a date that the platform takes.
        now: when messages are made.
    """

    hotel: ClassVar[str] = "H1"
    currency: ClassVar[str] = "EUR"
    digits: ClassVar[int] = 2
    inventory: ClassVar[Target] = Target("DLX")
    room_rate: ClassVar[Target] = Target("DLX", "BAR")
    priced: ClassVar[Target] = Target("DLX", "BAR")
    unknown: ClassVar[Target] = Target("GONE", "BAR")
    first: ClassVar[date] = date(2026, 12, 1)
    now: ClassVar[datetime] = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def make_dialect(self) -> Dialect:
        """Return the dialect; to be overridden."""
        pytest.fail("override make_dialect to return a dialect")

    def make_transport(self, *faults: ChannelFault) -> ChannelTransport:
        """Return a transport whose platform meets these in order; then all goes well.

        To be overridden. What happens is one of NOT_REACHED, NOT_LET_IN, LOSE_REQUEST, LOSE_REPLY,
        DOWN and GARBAGE.
        """
        pytest.fail(f"override make_transport to return a transport that meets {faults}")

    def kept(self, update: Update) -> int | None:
        """Return what the platform really has for the first date of an update; to be overridden.

        It is asked about the transport that was made last.
        """
        pytest.fail(f"override kept to tell what the platform has of {update}")

    # --- what it says of itself ---

    def test_it_declares_how_each_measure_is_told(self) -> None:
        """Rooms, prices and the stop of sales are told, and nothing that the platform lacks."""
        dialect = self.make_dialect()
        assert {*dialect.operations} <= dialect.provider.measures
        assert {Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL} <= {*dialect.operations}
        assert Operation.ROOM_RATES not in dialect.operations.values()

    # --- what it writes ---

    def test_the_same_message_gives_the_same_bytes(self) -> None:
        """What is sent again is the same, letter by letter, whoever writes it."""
        message = self._message(self._update(Measure.PRICE, 12_345))
        assert self.make_dialect().write(message) == self.make_dialect().write(message)

    def test_another_value_gives_other_bytes(self) -> None:
        """No value of a message is left out."""
        dialect = self.make_dialect()
        for measure in dialect.operations:
            high = min(3, SCALES[measure].high)
            written = {
                dialect.write(self._message(self._update(measure, value, days)))
                for value, days in ((high, 1), (high - 1, 1), (high, 2))
            }
            assert len(written) == 3

    def test_another_number_of_adults_gives_other_bytes(self) -> None:
        """Where the platform prices adults, no price is told without saying for how many."""
        dialect, one = self.make_dialect(), self._update(Measure.PRICE, 12_345)
        numbers = range(min(3, dialect.provider.most_guests + 1))
        targets = (Target(one.target.room, one.target.rate, guests) for guests in numbers)
        told = (Update(target, one.measure, one.first, one.last, one.value) for target in targets)
        assert len({*map(dialect.write, map(self._message, told))}) == len(numbers)

    def test_nothing_to_tell_is_not_written(self) -> None:
        """A message that tells nothing is a mistake of whoever made it."""
        empty = InventoryMessage("m-1", self.hotel, self.now, Operation.AVAILABILITY, ())
        with pytest.raises(InvalidInput):
            self.make_dialect().write(empty)

    # --- what arrives ---

    def test_each_measure_arrives(self) -> None:
        """What is told is what the platform has, for every measure and both ends of a range."""
        dialect, transport = self.make_dialect(), self.make_transport()
        for measure in dialect.operations:
            value = min(3, SCALES[measure].high)
            update = self._update(measure, value, days=5)
            answer = self._sent(dialect, transport, update)
            assert (answer.verdict, answer.refused) == (Verdict.ACCEPTED, frozenset())
            last = Update(update.target, measure, update.last, update.last, value)
            after = update.last + timedelta(days=1)
            beyond = Update(update.target, measure, after, after, value)
            assert [*map(self.kept, (update, last, beyond))] == [value, value, None]

    def test_all_that_a_message_tells_arrives(self) -> None:
        """Two values of each measure of an operation, on different dates, in one message."""
        dialect, transport = self.make_dialect(), self.make_transport()
        for operation in dict.fromkeys(dialect.operations.values()):
            updates: list[Update] = []
            for measure in (one for one in Measure if dialect.operations.get(one) is operation):
                high, after = min(3, SCALES[measure].high), self.first + timedelta(days=2)
                one = self._update(measure, high, days=2)
                updates += [one, Update(one.target, measure, after, after, high - 1)]
            answer = self._sent(dialect, transport, *updates)
            assert (answer.verdict, answer.refused) == (Verdict.ACCEPTED, frozenset())
            assert [*map(self.kept, updates)] == [update.value for update in updates]

    def test_a_limit_that_limits_nothing_arrives_as_none(self) -> None:
        """However the platform writes it, what is read there is what was told: no limit."""
        dialect, transport = self.make_dialect(), self.make_transport()
        for measure in dialect.operations.keys() & NO_LIMIT.keys():
            for value in (3, 0, 3, NO_LIMIT[measure]):
                update = self._update(measure, value)
                self._sent(dialect, transport, update)
                assert self.kept(update) == (value if value == 3 else 0)

    def test_the_later_message_counts(self) -> None:
        """A value is told anew by telling it once more."""
        dialect, transport = self.make_dialect(), self.make_transport()
        for value in (4, 0, 3):
            update = self._update(Measure.AVAILABILITY, value)
            self._sent(dialect, transport, update)
            assert self.kept(update) == value

    def test_prices_arrive_to_the_last_unit(self) -> None:
        """No price is rounded on its way."""
        dialect, transport = self.make_dialect(), self.make_transport()
        for units in (1, 99, 100, 12_345, 99_999_999):
            update = self._update(Measure.PRICE, units)
            assert self._sent(dialect, transport, update).verdict is Verdict.ACCEPTED
            assert self.kept(update) == units

    # --- what is refused ---

    def test_an_unknown_room_is_refused_by_its_cause(self) -> None:
        """Nobody takes it for told, and the hotel learns that the room is not mapped."""
        dialect, transport = self.make_dialect(), self.make_transport()
        day = self.first
        update = Update(self.unknown, Measure.STOP_SELL, day, day, 1)
        answer = self._sent(dialect, transport, update)
        assert answer.verdict is Verdict.REFUSED
        assert Cause.ROOM_UNKNOWN in {remark.code for remark in answer.remarks}
        assert self.kept(update) is None

    @pytest.mark.parametrize("place", [0, 1])
    def test_what_is_refused_of_a_message_is_what_the_answer_names(self, place: int) -> None:
        """Either nothing of it is taken, or all but the part that is named."""
        dialect, transport = self.make_dialect(), self.make_transport()
        right = self._update(Measure.STOP_SELL, 1)
        wrong = Update(self.unknown, Measure.STOP_SELL, self.first, self.first, 1)
        updates = [wrong, right] if place == 0 else [right, wrong]
        answer = self._sent(dialect, transport, *updates)
        is_taken = answer.verdict is Verdict.ACCEPTED
        assert answer.refused == ({place} if is_taken else set())
        assert {one.place for one in answer.remarks} <= {place, None}
        assert [*map(self.kept, (right, wrong))] == [1 if is_taken else None, None]

    # --- faults ---

    def test_what_did_not_leave_is_said_so(self) -> None:
        """Only what has not left for certain is unavailable; it is sent again without a doubt."""
        dialect, transport = self.make_dialect(), self.make_transport(ChannelFault.NOT_REACHED)
        update = self._update(Measure.AVAILABILITY, 3)
        with pytest.raises(PortUnavailable) as caught:
            self._sent(dialect, transport, update)
        assert caught.value.code == "channel.unreachable"
        assert self.kept(update) is None
        self._arrives(dialect, transport, update)

    def test_who_is_not_let_in_is_told(self) -> None:
        """Sending again would not help: the user or the address has to be put right."""
        dialect, transport = self.make_dialect(), self.make_transport(ChannelFault.NOT_LET_IN)
        update = self._update(Measure.AVAILABILITY, 3)
        with pytest.raises(PortRefused) as caught:
            self._sent(dialect, transport, update)
        assert caught.value.code == "channel.refused"
        assert self.kept(update) is None

    @pytest.mark.parametrize("fault", [ChannelFault.LOSE_REQUEST, ChannelFault.LOSE_REPLY], ids=str)
    def test_what_is_lost_is_unknown_and_sent_again(self, fault: ChannelFault) -> None:
        """Whether it was the request or the reply nobody knows; the same message settles it."""
        dialect, transport = self.make_dialect(), self.make_transport(fault)
        update = self._update(Measure.AVAILABILITY, 3)
        with pytest.raises(OutcomeUnknown) as caught:
            self._sent(dialect, transport, update)
        assert caught.value.code == "channel.outcome_unknown"
        assert self.kept(update) == (3 if fault is ChannelFault.LOSE_REPLY else None)
        self._arrives(dialect, transport, update)

    def test_a_platform_that_is_down_takes_nothing_now(self) -> None:
        """It is no refusal: the same message is taken later."""
        dialect, transport = self.make_dialect(), self.make_transport(ChannelFault.DOWN)
        update = self._update(Measure.AVAILABILITY, 3)
        assert self._sent(dialect, transport, update).verdict is Verdict.NOT_NOW
        assert self.kept(update) is None
        self._arrives(dialect, transport, update)

    def test_what_is_no_answer_is_not_taken_for_one(self) -> None:
        """A page of a proxy says nothing of what the platform did."""
        dialect, transport = self.make_dialect(), self.make_transport(ChannelFault.GARBAGE)
        with pytest.raises(InvalidInput):
            self._sent(dialect, transport, self._update(Measure.AVAILABILITY, 3))

    def test_an_answer_to_another_message_is_none(self) -> None:
        """Answers that were mixed up on the way are not believed."""
        dialect, transport = self.make_dialect(), self.make_transport()
        message = self._message(self._update(Measure.AVAILABILITY, 3))
        other = InventoryMessage("m-2", self.hotel, self.now, message.operation, message.updates)
        body = transport.exchange(message.operation, self.hotel, dialect.write(message))
        with pytest.raises(InvalidInput):
            dialect.read_answer(other, body)

    @pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
    def test_hostile_bytes_are_invalid_input(self, body: bytes) -> None:
        """Whatever comes back, it is read in bounded time and fails in one way."""
        dialect = self.make_dialect()
        message = self._message(self._update(Measure.AVAILABILITY, 3))
        with pytest.raises(InvalidInput):
            dialect.read_answer(message, body)
        if body != b"[]":
            with pytest.raises(InvalidInput):
                dialect.read_room_rates(body)

    # --- room rates ---

    def test_the_platform_tells_its_room_rates(self) -> None:
        """With the codes that it knows them by, so that a mapping can be compared with it."""
        dialect, transport = self.make_dialect(), self.make_transport()
        asked = dialect.ask_room_rates(self.hotel)
        body = transport.exchange(Operation.ROOM_RATES, self.hotel, asked)
        codes = {(one.room_code, one.rate_code or "") for one in dialect.read_room_rates(body)}
        assert (self.room_rate.room, self.room_rate.rate) in codes

    # --- how ---

    def _update(self, measure: Measure, value: int, days: int = 1) -> Update:
        """Return a value for some dates, told for what the measure is told for."""
        targets = {Measure.AVAILABILITY: self.inventory, Measure.PRICE: self.priced}
        target = targets.get(measure, self.room_rate)
        return Update(target, measure, self.first, self.first + timedelta(days - 1), value)

    def _message(self, *told: Update) -> InventoryMessage:
        operation = self.make_dialect().operations[told[0].measure]
        if operation is not Operation.RATES:
            return InventoryMessage("m-1", self.hotel, self.now, operation, told)
        return InventoryMessage(
            "m-1", self.hotel, self.now, operation, told, self.currency, self.digits
        )

    def _sent(self, dialect: Dialect, transport: ChannelTransport, *told: Update) -> Answer:
        message = self._message(*told)
        body = transport.exchange(message.operation, self.hotel, dialect.write(message))
        return dialect.read_answer(message, body)

    def _arrives(self, dialect: Dialect, transport: ChannelTransport, update: Update) -> None:
        assert self._sent(dialect, transport, update).verdict is Verdict.ACCEPTED
        assert self.kept(update) == update.value
