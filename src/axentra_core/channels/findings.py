"""What can be wrong with a mapping: one table of kinds, each with its sentence in plain English."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import Final, Self

import attrs

from axentra_core.channels.wordings import Worded


class Severity(StrEnum):
    """Whether a connection can go live with it."""

    ERROR = "error"
    WARNING = "warning"


class FindingKind(StrEnum):
    """What is wrong; its value is the code by which others know it."""

    PROVIDER_DIFFERS = "provider_differs"
    OFFER_TWICE = "offer_twice"
    ROOM_RATE_TWICE = "room_rate_twice"
    RATE_LINK_TWICE = "rate_link_twice"
    SCOPE_TWICE = "scope_twice"
    CHANNEL_RATE_TWICE = "channel_rate_twice"
    CHANNEL_LINK_TWICE = "channel_link_twice"
    CODES_TWICE = "codes_twice"
    ROOM_RATE_UNKNOWN = "room_rate_unknown"
    CODES_UNKNOWN = "codes_unknown"
    CHANNEL_RATE_UNKNOWN = "channel_rate_unknown"
    FED_BY_UNKNOWN = "fed_by_unknown"
    SCOPE_REACHES_NOTHING = "scope_reaches_nothing"
    MASTER_UNKNOWN = "master_unknown"
    MASTER_IN_CIRCLE = "master_in_circle"
    OFFER_UNMAPPED = "offer_unmapped"
    OFFER_NOT_SOLD = "offer_not_sold"
    ROOM_RATE_UNMAPPED = "room_rate_unmapped"
    ROOM_RATE_CLOSED = "room_rate_closed"
    CHANNEL_RATE_UNMAPPED = "channel_rate_unmapped"
    CURRENCY_DIFFERS = "currency_differs"
    GUESTS_DIFFER = "guests_differ"
    CODES_DIFFER_THERE = "codes_differ_there"
    INVENTORY_DIFFERS = "inventory_differs"
    ROOM_CODE_SHARED = "room_code_shared"
    INVENTORY_SHARED = "inventory_shared"
    INVENTORY_SPLIT = "inventory_split"
    INVENTORY_NOT_ROOM = "inventory_not_room"
    PRICES_NOT_TAKEN = "prices_not_taken"
    PRICES_REACH_OTHERS = "prices_reach_others"
    PRICES_NOT_TOLD = "prices_not_told"
    DERIVED_TWICE = "derived_twice"
    OPTION_NOT_PRICED = "option_not_priced"
    OPTION_TWICE = "option_twice"
    PRIMARY_MISSING = "primary_missing"
    PRIMARY_TWICE = "primary_twice"
    SCOPE_SHADOWED = "scope_shadowed"
    SCOPE_MIXED = "scope_mixed"
    CHANNEL_ROOM_CONFLICT = "channel_room_conflict"
    CHANNEL_ROOM_TWICE = "channel_room_twice"
    CHANNEL_UNKNOWN = "channel_unknown"
    ROOM_NOT_UNIQUE = "room_not_unique"
    RATE_CODE_MISSING = "rate_code_missing"
    RATE_CODE_NOT_WANTED = "rate_code_not_wanted"
    CODE_TOO_LONG = "code_too_long"
    CODE_ODD = "code_odd"
    CODE_ALIKE = "code_alike"
    TOO_MANY_GUESTS = "too_many_guests"
    ROOM_TYPE_UNKNOWN = "room_type_unknown"
    CURRENCY_NOT_OWN = "currency_not_own"

    @property
    def severity(self) -> Severity:
        """Whether a connection can go live with it."""
        return KINDS[self].severity

    @property
    def is_structural(self) -> bool:
        """Whether something stands twice or leads nowhere, which no further entry mends."""
        return KINDS[self].is_structural

    @property
    def sentence(self) -> str:
        """What is said of it in plain English, with the names of its values."""
        return KINDS[self].sentence


@attrs.frozen
class KindRow:
    """What is said of a kind.

    Attributes:
        severity: whether a connection can go live with it.
        sentence: what is wrong with the values, and what to do.
        is_structural: something stands twice or leads nowhere, which no further entry mends.
    """

    severity: Severity
    sentence: str
    is_structural: bool = False


def _structure(sentence: str) -> KindRow:
    return KindRow(Severity.ERROR, sentence, is_structural=True)


_error = partial(KindRow, Severity.ERROR)
_warning = partial(KindRow, Severity.WARNING)

# fmt: off
KINDS: Final[Mapping[FindingKind, KindRow]] = {
    FindingKind.PROVIDER_DIFFERS: _structure(
        "the mapping is made for {mapping}, and {provider} is to be connected; choose the "
        "mapping that is meant"),
    # something stands twice
    FindingKind.OFFER_TWICE: _structure(
        "{entry} stands at {first} already; take one of the two out"),
    FindingKind.ROOM_RATE_TWICE: _structure(
        "{entry} stands at {first} already; take one of the two out"),
    FindingKind.RATE_LINK_TWICE: _structure(
        "{entry} has its codes at {first} already; decide which are right and take the others out"),
    FindingKind.SCOPE_TWICE: _structure(
        "{entry} stands at {first} already; make one of the two"),
    FindingKind.CHANNEL_RATE_TWICE: _structure(
        "{entry} stands at {first} already; take one of the two out"),
    FindingKind.CHANNEL_LINK_TWICE: _structure(
        "{entry} is fed from what stands at {first} already; decide which room rate feeds it and "
        "take the other out"),
    FindingKind.CODES_TWICE: _structure(
        "the codes {codes} are those of {first} already, so a reservation could not tell {entry} "
        "from it; give one of the two another code"),
    # something leads nowhere
    FindingKind.ROOM_RATE_UNKNOWN: _structure(
        "the platform has no {entry}; correct its id, or take the codes out"),
    FindingKind.CODES_UNKNOWN: _structure(
        "no offer has the codes {codes} of {entry}; correct them here and on the platform, or add "
        "the offer"),
    FindingKind.CHANNEL_RATE_UNKNOWN: _structure(
        "the channel has no {entry}; correct its ids, or take the link out"),
    FindingKind.FED_BY_UNKNOWN: _structure(
        "{entry} is to be fed by {other}, which the platform does not have; choose another"),
    FindingKind.SCOPE_REACHES_NOTHING: _structure(
        "no offer has the code of {entry}; correct it, or take the scope out"),
    FindingKind.MASTER_UNKNOWN: _structure(
        "the prices of {entry} come from rate plan {other}, which is not offered for its room "
        "type; add that offer, or give {entry} prices of its own"),
    FindingKind.MASTER_IN_CIRCLE: _structure(
        "the prices of {entry} come from rate plan {other}, and those from {entry} in the end; "
        "give one of them prices of its own"),
    # something is missing
    FindingKind.OFFER_UNMAPPED: _error(
        "{entry} is sold, and no room rate has its codes {codes}; map one to it, or mark it as "
        "not sold"),
    FindingKind.OFFER_NOT_SOLD: _warning(
        "{entry} is not sold, and {other} has its codes and may still sell it; close that on the "
        "platform, or sell the offer"),
    FindingKind.ROOM_RATE_UNMAPPED: _error(
        "{entry} has no codes, so nothing is told for it and its reservations do not arrive; map "
        "it, or delete it on the platform"),
    FindingKind.ROOM_RATE_CLOSED: _warning(
        "{entry} takes nothing at all, so it goes on selling what it has; let the platform open it "
        "to updates, or look after it there by hand"),
    FindingKind.CHANNEL_RATE_UNMAPPED: _error(
        "{entry} is fed by no room rate, and goes on selling what it was told last; map it, or "
        "close it on the channel"),
    # two sides say different things
    FindingKind.CURRENCY_DIFFERS: _error(
        "{entry} is in {one}, and {other} in {two}; nobody exchanges between them, so put one in "
        "the currency of the other"),
    FindingKind.GUESTS_DIFFER: _error(
        "{entry} is for {one} adults, and {other} for {two}; put one of them right, or the price "
        "is wrong for everybody else"),
    FindingKind.CODES_DIFFER_THERE: _error(
        "the platform knows {entry} by {one}, and {other} has {two}; enter the same codes on both "
        "sides"),
    FindingKind.INVENTORY_DIFFERS: _error(
        "{entry} has inventory code {one}, and {other} has {two}; enter the same for both"),
    # rooms that are left
    FindingKind.ROOM_CODE_SHARED: _error(
        "room code {code} of {entry} belongs to room type {other} already; give each room type "
        "codes of its own"),
    FindingKind.INVENTORY_SHARED: _error(
        "inventory code {code} of {entry} belongs to room type {other} already, so one would be "
        "told the rooms of the other; give each room type a code of its own"),
    FindingKind.INVENTORY_SPLIT: _warning(
        "{entry} has inventory code {code}, and other offers of its room type have {other}; the "
        "last room would be sold under both, so use one"),
    FindingKind.INVENTORY_NOT_ROOM: _error(
        "{entry} has no rate code, so its inventory code {one} has to be its room code {two}; "
        "make them one"),
    # prices
    FindingKind.PRICES_NOT_TAKEN: _error(
        "{entry} takes no prices, as {why}; let the hotel tell none for it"),
    FindingKind.PRICES_REACH_OTHERS: _error(
        "prices for {codes} would reach {entry}, for which none are to be told; give it codes of "
        "its own"),
    FindingKind.PRICES_NOT_TOLD: _warning(
        "{entry} takes prices, and the hotel tells it none; let it, or keep them on the platform "
        "by hand"),
    FindingKind.DERIVED_TWICE: _warning(
        "the hotel derives the prices of {other}, and the platform those of {entry}; make sure "
        "that both come to the same"),
    # occupancy
    FindingKind.OPTION_NOT_PRICED: _error(
        "{entry} is one of several for different numbers of adults, and {other} has one price "
        "for the room; price it by occupancy, or map a single room rate to it"),
    FindingKind.OPTION_TWICE: _error(
        "{entry} is for {one} adults, as is {other}; map one of the two, or correct its adults"),
    FindingKind.PRIMARY_MISSING: _error(
        "none of the room rates with the codes {codes} is the one that carries the restrictions; "
        "mark one of them as primary"),
    FindingKind.PRIMARY_TWICE: _error(
        "{entry} carries the restrictions of {codes}, and so does {other}; mark one of them as "
        "primary"),
    # scopes
    FindingKind.SCOPE_SHADOWED: _error(
        "{entry} and {other} both tell {measures} for {codes}, and whichever is told last would "
        "hold; tell each in one of them"),
    FindingKind.SCOPE_MIXED: _error(
        "{scope} has one price for {entry} and {other}, and only one of them is priced by the "
        "number of adults; price both alike, or tell their prices one by one"),
    # channels
    FindingKind.CHANNEL_ROOM_CONFLICT: _error(
        "{entry} is fed from inventory code {one}, and another rate of the same room there from "
        "{two}; the channel counts the room once, so feed its rates from one"),
    FindingKind.CHANNEL_ROOM_TWICE: _warning(
        "{entry} is fed by {other}, as is another room of that channel; each is told all rooms "
        "that are left, so leave one, or watch the last room"),
    FindingKind.CHANNEL_UNKNOWN: _warning(
        "the codes of {provider} have no {code}; check the spelling, or add it to the table"),
    # what the platform asks for
    FindingKind.ROOM_NOT_UNIQUE: _error(
        "{entry} has room code {code}, as has {other}, and {provider} wants one for each room "
        "rate; give each offer a room code of its own"),
    FindingKind.RATE_CODE_MISSING: _error(
        "{entry} has no rate code, and {provider} tells rate plans apart by it; give it one"),
    FindingKind.RATE_CODE_NOT_WANTED: _error(
        "{entry} has rate code {code}, and {provider} has none; leave it out and give the offer a "
        "room code of its own"),
    FindingKind.CODE_TOO_LONG: _error(
        "code {code} of {entry} has {length} characters, and {provider} takes {most}; shorten it"),
    FindingKind.CODE_ODD: _warning(
        "code {code} of {entry} has other characters than letters, digits and . _ -, which some "
        "platforms lose or change; choose another, or see that it comes back"),
    FindingKind.CODE_ALIKE: _warning(
        "code {code} of {entry} differs from {other} in its capitals alone, which some platforms "
        "do not tell apart; choose another"),
    FindingKind.TOO_MANY_GUESTS: _error(
        "{entry} is priced for up to {one} adults, and {provider} takes prices for up to {two}; "
        "sell it there to fewer, or price the room"),
    # what the property is
    FindingKind.ROOM_TYPE_UNKNOWN: _error(
        "{entry} is of room type {room_type}, which the property does not have; correct it, or "
        "take the offer out"),
    FindingKind.CURRENCY_NOT_OWN: _error(
        "{entry} is sold in {one}, and the property has its prices in {two}; sell it in {two}"),
}
# fmt: on


@attrs.frozen
class Finding:
    """One thing that is wrong with a mapping.

    Attributes:
        kind: what.
        path: where, such as ``rate_links[3].room_code``.
        values: by the names that its sentence uses.
    """

    kind: FindingKind
    path: str
    values: Mapping[str, str | int | Worded]

    @classmethod
    def of(cls, kind: FindingKind, path: str, /, **values: str | int | Worded) -> Self:
        """Return a finding with its values by name."""
        return cls(kind, path, values)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in plain English."""
        return self.kind.sentence.format_map(self.values)

    def __str__(self) -> str:
        """Return the sentence, the place and the code."""
        return f"{self.sentence} @ {self.path} [{self.kind}]"
