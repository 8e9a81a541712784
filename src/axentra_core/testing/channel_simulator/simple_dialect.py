"""A dialect that is nobody's: plain JSON, so that nothing rests on how one platform writes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import (
    Answer,
    InventoryMessage,
    Operation,
    Remark,
    Verdict,
)
from axentra_core.channels.mapping import RoomRate
from axentra_core.channels.providers import Provider
from axentra_core.channels.updates import RESTRICTIONS, Measure
from axentra_core.codec.codec import Codec
from axentra_core.kernel.errors import InvalidInput, shown

MOST_ANSWER_BYTES: Final = 10_000_000
_CODEC: Final = Codec(())
_OPERATIONS: Final = {
    Measure.AVAILABILITY: Operation.AVAILABILITY,
    Measure.PRICE: Operation.RATES,
    **dict.fromkeys(RESTRICTIONS, Operation.RESTRICTIONS),
}
_NOT_NOW: Final = frozenset({Cause.PLATFORM_UNAVAILABLE, Cause.PLATFORM_BUSY, Cause.NOT_LET_IN})


@attrs.frozen
class _Answered:
    """An answer as it is written; to no message in particular when none was looked at."""

    verdict: Verdict
    remarks: tuple[Remark, ...] = ()
    refused: tuple[int, ...] = ()
    to: str | None = None


@attrs.frozen
class _RoomRates:
    """Room rates as they are written."""

    room_rates: tuple[RoomRate, ...]


class SimpleDialect:
    """A `Dialect` in JSON, for the manners of any provider.

    Args:
        provider: for whose manners and limits it writes.
    """

    def __init__(self, provider: Provider) -> None:
        """Write for a provider."""
        self._provider: Final = provider
        self._operations: Final = MappingProxyType(
            {one: _OPERATIONS[one] for one in Measure if one in provider.measures}
        )

    @property
    def provider(self) -> Provider:
        """The manners and limits of the platform."""
        return self._provider

    @property
    def operations(self) -> Mapping[Measure, Operation]:
        """With which operation each measure is told."""
        return self._operations

    def write(self, message: InventoryMessage) -> bytes:
        """Return the message as one JSON object.

        Raises:
            InvalidInput: ``field.required`` where nothing is told.
        """
        if not message.updates:
            raise InvalidInput.because("field.required", path="updates")
        return _CODEC.write(message).encode()

    def read_answer(self, message: InventoryMessage, body: bytes) -> Answer:
        """Return what has been answered.

        Raises:
            InvalidInput: those of JSON and of its fields; ``value.contradicts`` for the answer to
                another message, ``value.out_of_range`` for an update that was never told.
        """
        if len(body) > MOST_ANSWER_BYTES:
            raise InvalidInput.because("json.too_large", limit=MOST_ANSWER_BYTES)
        found = _CODEC.read(_Answered, body)
        if found.to not in {None, message.id}:
            raise InvalidInput.because(
                "value.contradicts", path="to", one=shown(found.to), other=shown(message.id)
            )
        high = len(message.updates) - 1
        named = [one.place for one in found.remarks if one.place is not None]
        for place in (*named, *found.refused):
            if not 0 <= place <= high:
                raise InvalidInput.because(
                    "value.out_of_range", path="place", got=place, low=0, high=high
                )
        return Answer(found.verdict, found.remarks, frozenset(found.refused))

    def ask_room_rates(self, hotel: str) -> bytes:  # noqa: ARG002 - the address says it all
        """Return nothing: the address says it all."""
        return b""

    def read_room_rates(self, body: bytes) -> tuple[RoomRate, ...]:
        """Return the platform's room rates.

        Raises:
            InvalidInput: those of JSON and of its fields.
        """
        return _CODEC.read(_RoomRates, body).room_rates


class SimpleSide:
    """The `PlatformSide` of `SimpleDialect`.

    Args:
        provider: whose limit of bytes holds.
    """

    def __init__(self, provider: Provider) -> None:
        """Read for a provider."""
        self._most_bytes: Final = provider.most_bytes

    def read_request(self, body: bytes) -> InventoryMessage | Cause:
        """Return what is told, or why it is not looked at."""
        if len(body) > self._most_bytes:
            return Cause.MESSAGE_TOO_LARGE
        try:
            return _CODEC.read(InventoryMessage, body)
        except InvalidInput:
            return Cause.MESSAGE_REFUSED

    def write_answer(
        self,
        message: InventoryMessage,
        answer: Answer,
        at: datetime,  # noqa: ARG002 - nobody is told the time
    ) -> bytes:
        """Return the answer to what was looked at."""
        refused = tuple(sorted(answer.refused))
        answered = _Answered(answer.verdict, answer.remarks, refused, message.id)
        return _CODEC.write(answered).encode()

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        verdict = Verdict.NOT_NOW if cause in _NOT_NOW else Verdict.REFUSED
        return _CODEC.write(_Answered(verdict, (Remark(cause.value),))).encode()

    def write_room_rates(self, room_rates: Iterable[RoomRate]) -> bytes:
        """Return the answer to who asks for room rates."""
        return _CODEC.write(_RoomRates(tuple(room_rates))).encode()
