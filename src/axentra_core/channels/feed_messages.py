"""Commands to a feed, and what has happened to it: what one connection tells of one target."""

from datetime import date, datetime

import attrs

from axentra_core.channels.feed import FeedTarget, MessageNumber, Refusals, Updates
from axentra_core.channels.model import MappingVersion
from axentra_core.channels.progress import Refusal
from axentra_core.channels.ranges import repeats
from axentra_core.channels.updates import Target, Update
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Id, Text


@checked
class OpenFeed:
    """Begin to tell of a target.

    Attributes:
        connection: over which.
        target: for what values are told.
    """

    feed: Id
    connection: Id
    target: FeedTarget


@checked
class SendValues:
    """Note, before it leaves, what a message tells.

    Attributes:
        message: its number at the connection, above all that the feed has known.
        mapping: version of the mapping that it is written by.
        updates: what it tells; what it tells other targets is left out. Nothing is told twice.
    """

    feed: Id
    message: MessageNumber
    mapping: MappingVersion
    updates: Updates

    def __attrs_post_init__(self) -> None:
        """Refuse two values for one date."""
        for place in repeats(self.updates):
            one = self.updates[place]
            got = f"{one.target.room}/{one.target.rate} {one.measure} from {one.first}"
            raise InvalidInput.because("value.duplicate", path=f"updates[{place}]", got=got)


@checked
class AcknowledgeValues:
    """Note that the platform has taken what is still in flight of a message."""

    feed: Id
    message: MessageNumber


@checked
class RefuseValues:
    """Note what of a message the platform does not take; the rest waits for its answer.

    Attributes:
        message: its number.
        refusals: what is not taken, and why; those of other targets are left out.
    """

    feed: Id
    message: MessageNumber
    refusals: Refusals


@checked
class LoseValues:
    """Give a message up: nobody knows whether it has arrived, so its values are told again.

    Attributes:
        message: its number.
        reason: why.
    """

    feed: Id
    message: MessageNumber
    reason: Text


@checked
class ForgetValues:
    """Take it that the platform has nothing, such as after somebody has changed values there.

    Attributes:
        reason: why.
    """

    feed: Id
    reason: Text


@attrs.frozen
class FeedOpened:
    """A connection begins to tell of a target."""

    feed: str
    connection: str
    target: Target
    business_date: date


@attrs.frozen
class ValuesSent:
    """Values are in flight.

    Attributes:
        message: number of the message that tells them.
        mapping: version of the mapping that it was written by.
        updates: what is told of the target.
        at: when, an aware UTC instant.
    """

    feed: str
    message: int
    mapping: int
    updates: tuple[Update, ...]
    at: datetime
    business_date: date


@attrs.frozen
class ValuesAcknowledged:
    """The platform has taken what was in flight of a message."""

    feed: str
    message: int
    at: datetime
    business_date: date


@attrs.frozen
class ValuesRefused:
    """The platform does not take a part of a message.

    Attributes:
        message: its number.
        mapping: version of the mapping that it was written by.
        refusals: what is not taken, and why.
        at: when, an aware UTC instant.
    """

    feed: str
    message: int
    mapping: int
    refusals: tuple[Refusal, ...]
    at: datetime
    business_date: date


@attrs.frozen
class ValuesLost:
    """Nobody knows whether a message has arrived.

    Attributes:
        message: its number.
        reason: why it was given up.
        at: when, an aware UTC instant.
    """

    feed: str
    message: int
    reason: str
    at: datetime
    business_date: date


@attrs.frozen
class ValuesForgotten:
    """What the platform has is taken to be unknown, and all is told again."""

    feed: str
    reason: str
    at: datetime
    business_date: date
