"""A message about a reservation: which one, what has happened to it, and what it is now.

A message is known by what it tells. Ids of messages are no help: platforms send new content under
an old id and the same content under a new one.
"""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final

import attrs

from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference, Reference
from axentra_core.channels.reservations.facts import Snapshot
from axentra_core.kernel.checks import Instant, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, Country, Text

LATEST_REVISION: Final = 1_000_000_000

_ALWAYS: Final = datetime.max.replace(tzinfo=UTC)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@checked
class Version:
    """How new a message is.

    Attributes:
        at: when the channel has made what it tells: the time of the modification, else that of
            the booking, else that of the message itself; None where nothing is told.
        revision: counts the changes of the reservation, where a platform does.
        is_dated: False where `at` is only the time of the message, which one that is sent again
            has anew: it may be old, and brings nobody back who has cancelled.
    """

    at: Instant | None = None
    revision: Annotated[int, whole(0, LATEST_REVISION)] = 0
    is_dated: bool = True


@checked
class OtherId:
    """Under which other number a reservation is known, and to whom.

    Attributes:
        kind: such as ``platform``, ``pms`` or ``confirmation``.
        value: the number.
    """

    kind: Code
    value: Reference


@checked
class Personal:
    """Whom a reservation is for; it is stored sealed, and shown by no `repr`.

    A later message that leaves out a name, a mail or a phone takes none away.

    Attributes:
        name: of who has booked.
        mail: address, or what the channel gives in its place.
        phone: as it was told.
        address: in one line.
        country: ISO 3166-1 code of where they live.
        guests: names of those who sleep in each room, in the order of the rooms.
        comments: wishes and notes, each of at most 200 characters.
    """

    name: Text | None = attrs.field(default=None, repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    phone: Text | None = attrs.field(default=None, repr=False)
    address: Text | None = attrs.field(default=None, repr=False)
    country: Country | None = attrs.field(default=None, repr=False)
    guests: tuple[tuple[Text, ...], ...] = attrs.field(default=(), repr=False)
    comments: tuple[Text, ...] = attrs.field(default=(), repr=False)


@checked
class ReservationMessage:
    """What a platform tells of a reservation.

    Attributes:
        reference: which one: the channel's code and its own number.
        happening: whether it is new, is modified or is cancelled.
        version: how new that is.
        snapshot: what it is now; only a cancellation may leave it out.
        personal: whom it is for.
        ids: under which other numbers it is known.
        secondary: code of the part of the channel it came through, such as ``EXPA``.
    """

    reference: ChannelReference
    happening: Happening
    version: Version = Version()
    snapshot: Snapshot | None = None
    personal: Personal = Personal()
    ids: tuple[OtherId, ...] = ()
    secondary: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a booking that says nothing of itself."""
        if self.snapshot is None and self.happening is not Happening.CANCEL:
            raise InvalidInput.because("field.required", path="snapshot")

    @property
    def content(self) -> str:
        """Everything that it tells, as one text: equal content, equal text.

        It holds personal data, so nothing but a keyed digest of it is kept.
        """
        return json.dumps(self, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever a message holds
    fields = getattr(value, "__attrs_attrs__", None)
    return str(value) if fields is None else [getattr(value, one.name) for one in fields]


def order(version: Version, happening: Happening, digest: str) -> tuple[datetime, int, int, str]:
    """Return by what messages about one reservation are ordered, the newest last.

    Of the same time, a modification is newer than the booking and a cancellation newer than both.
    A cancellation of which no time is known is the newest of all, anything else the oldest: a
    message that may be old brings nobody back who has cancelled.
    """
    unknown = _ALWAYS if happening is Happening.CANCEL else _NEVER
    rank = (Happening.BOOK, Happening.MODIFY, Happening.CANCEL).index(happening)
    return version.at or unknown, version.revision, rank, digest
