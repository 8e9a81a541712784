"""Parts of what is said of a mapping, apart from their values, so that any language can say them.

>>> str(Worded.of(Wording.OFFER, code="DLX/BAR"))
'offer DLX/BAR'
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

import attrs


class Wording(StrEnum):
    """What a part of a sentence says in plain English, with the names of its values."""

    OFFER = "offer {code}"
    ROOM_RATE = "room rate {code}"
    CHANNEL_RATE = "channel rate {code}"
    CHANNEL_RATE_FOR = "channel rate {code} for {guests} adults"
    ROOM_SCOPE = "the scope of room code {code}"
    RATE_SCOPE = "the scope of rate code {code}"
    UP_TO = "up to {guests}"
    DERIVED_THERE = "the platform derives them"
    TAKES_NOTHING = "it takes nothing"
    TAKES_THE_REST = "it takes the rest only"


@attrs.frozen
class Worded:
    """A part of a sentence with its values; as text it is plain English.

    Attributes:
        wording: what it says.
        values: by the names that it uses.
    """

    wording: Wording
    values: Mapping[str, str | int]

    @classmethod
    def of(cls, wording: Wording, /, **values: str | int) -> Self:
        """Return a part of a sentence with its values by name."""
        return cls(wording, values)

    def __str__(self) -> str:
        """Return it in plain English."""
        return self.wording.value.format_map(self.values)
