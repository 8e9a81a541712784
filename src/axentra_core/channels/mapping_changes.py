"""What a new mapping changes, entry by entry: for the log, and for whoever has to test again."""

from collections.abc import Iterator
from enum import StrEnum

import attrs

from axentra_core.channels.mapping import Key, Mapping


class Part(StrEnum):
    """A list of a mapping."""

    OFFERS = "offers"
    ROOM_RATES = "room_rates"
    RATE_LINKS = "rate_links"
    SCOPES = "scopes"
    CHANNEL_RATES = "channel_rates"
    CHANNEL_LINKS = "channel_links"


class ChangeKind(StrEnum):
    """What has become of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@attrs.frozen
class MappingChange:
    """An entry that a new mapping adds, changes or removes.

    Attributes:
        part: the list it stands in.
        key: what it is known by.
        kind: what has become of it.
    """

    part: Part
    key: tuple[str, ...]
    kind: ChangeKind

    @property
    def entry(self) -> str:
        """What it is known by, for people to read: ``DLX/BAR``, ``BDC/1001/77``."""
        return "/".join(self.key).rstrip("/")


def changed(old: Mapping, new: Mapping) -> tuple[MappingChange, ...]:
    """Return what a new mapping changes: list by list, in the order of their entries.

    The order of entries is no part of a mapping, so another order changes nothing.
    """
    return tuple(found for part in Part for found in _changed_in(part, old, new))


def _changed_in(part: Part, old: Mapping, new: Mapping) -> Iterator[MappingChange]:
    before, after = _by_key(part, old), _by_key(part, new)
    for key in before | after:
        if before.get(key) != after.get(key):
            kind = ChangeKind.CHANGED
            if key not in after:
                kind = ChangeKind.REMOVED
            elif key not in before:
                kind = ChangeKind.ADDED
            yield MappingChange(part, key, kind)


def _by_key(part: Part, mapping: Mapping) -> dict[Key, list[object]]:
    """Return the entries of a list by what they are known by; there may be several of one."""
    found: dict[Key, list[object]] = {}
    for entry in getattr(mapping, part):
        found.setdefault(entry.key, []).append(entry)
    return found
