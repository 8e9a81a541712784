"""How far a platform is with one target of a connection, as it is kept."""

from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Annotated, Final

import attrs

from axentra_core.channels.mapping import MOST_GUESTS, mapping_code
from axentra_core.channels.progress import Progress, Refusal
from axentra_core.channels.scales import update
from axentra_core.channels.updates import Target, Update
from axentra_core.kernel.checks import in_bounds, list_of, whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import code

MOST_MESSAGES: Final = 1_000_000_000
MOST_UPDATES: Final = 100_000
# No platform takes dates that are further back, so nothing is kept of them.
KEPT_BACK: Final = timedelta(days=31)


def target_of(value: object) -> Target:
    """Return a target whose codes are mapping codes: of a room, of a rate, or of both.

    Raises:
        InvalidInput: ``field.required`` also where it has no code, ``field.wrong_type``, or the
            codes of a mapping code with their paths.
    """
    if value is None:
        raise InvalidInput.because("field.required")
    if not isinstance(value, Target):
        raise InvalidInput.because("field.wrong_type", expected="a target", got=shown(value))
    try:
        # Only who names a rate may mean all rooms of it.
        room = mapping_code(value.room) if value.room or not value.rate else ""
    except InvalidInput as error:
        raise error.under("room") from None
    try:
        rate = value.rate and mapping_code(value.rate)
    except InvalidInput as error:
        raise error.under("rate") from None
    try:
        guests = in_bounds(value.guests, low=0, high=MOST_GUESTS)
    except InvalidInput as error:
        raise error.under("guests") from None
    return Target(room, rate, guests)


def refusal_of(value: object) -> Refusal:
    """Return what a platform does not take, with its code guarded."""
    if not isinstance(value, Refusal):
        raise InvalidInput.because("field.wrong_type", expected="a refusal", got=shown(value))
    try:
        update(value.update)
    except InvalidInput as error:
        raise error.under("update") from None
    try:
        code(value.code)
    except InvalidInput as error:
        raise error.under("code") from None
    return value


FeedTarget = Annotated[Target, target_of]
MessageNumber = Annotated[int, whole(1, MOST_MESSAGES)]
_Update = Annotated[Update, update]
_Refusal = Annotated[Refusal, refusal_of]
Updates = Annotated[tuple[_Update, ...], list_of(_Update, MOST_UPDATES)]
Refusals = Annotated[tuple[_Refusal, ...], list_of(_Refusal, MOST_UPDATES)]


@attrs.frozen
class Outgoing:
    """A message that is in flight.

    Attributes:
        message: its number at the connection.
        mapping: version of the mapping that it was written by.
        at: when it was written, an aware UTC instant; it is part of what is sent.
    """

    message: int
    mapping: int
    at: datetime


@attrs.frozen
class Feed:
    """The state of what one connection tells of one target.

    Attributes:
        id: the feed.
        connection: to which it belongs.
        progress: how far the platform is with the target.
        last_message: number of the last message that told it anything; 0 before the first.
        outgoing: the messages that are in flight.
        told_at: when the platform has last taken something, an aware UTC instant.
    """

    id: str
    connection: str
    progress: Progress
    last_message: int = 0
    outgoing: tuple[Outgoing, ...] = ()
    told_at: datetime | None = None

    @property
    def name(self) -> str:
        """What its target is called: ``DLX/BAR``, with the number of adults where it has one.

        A rate in every room is ``*/BAR``, so that nobody takes it for a room.
        """
        target = self.progress.target
        codes = "/".join(filter(None, (target.room or "*", target.rate)))
        return f"{codes} for {target.guests}" if target.guests else codes

    def written_by(self, message: int) -> int | None:
        """Return by which mapping a message in flight was written, or None for any other."""
        return next((one.mapping for one in self.outgoing if one.message == message), None)


def feed_id(connection: str, target: Target) -> str:
    """Return the id of the feed of a target: always the same for the same connection and target."""
    # Lengths stand before the parts, so that no two targets read the same.
    parts = (connection, target.room, target.rate, str(target.guests))
    content = "".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(content.encode(), digest_size=16).hexdigest()


def kept_from(business_date: date) -> date:
    """Return the first date of which anything is kept."""
    return business_date - KEPT_BACK
