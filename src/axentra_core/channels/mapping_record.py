"""The mapping of a connection as it is kept: one value with a version, and what each change was.

The order of entries is no part of a mapping, so it is kept in the order of what they are known by.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import attrs

from axentra_core.channels.findings import Finding, FindingKind
from axentra_core.channels.lint_facts import Facts
from axentra_core.channels.lint_structure import OF_STRUCTURE
from axentra_core.channels.mapping import Key, Mapping
from axentra_core.channels.mapping_changes import ChangeKind, Part, changed
from axentra_core.channels.providers import SITEMINDER


@attrs.frozen
class RemovedEntry:
    """An entry that a mapping no longer has.

    Attributes:
        part: the list it stood in.
        key: what it was known by.
    """

    part: Part
    key: tuple[str, ...]


@attrs.frozen
class ChannelMapping:
    """The state of what is entered for a connection (kode pemetaan).

    Attributes:
        id: the connection.
        mapping: all of it, each entry once.
        version: how many times it was changed, counted from 1.
        by: who has changed it last.
        at: when, an aware UTC instant.
    """

    id: str
    mapping: Mapping
    version: int
    by: str
    at: datetime


def in_order(mapping: Mapping) -> Mapping:
    """Return a mapping with its entries in the order in which they are kept, each once."""
    return _of_entries(mapping.provider, {part: _entries(mapping, part) for part in Part})


def difference(old: Mapping, new: Mapping) -> tuple[Mapping, tuple[RemovedEntry, ...]]:
    """Return what a new mapping adds or changes, as a mapping of that alone, and what it lacks."""
    entries = {part: _entries(new, part) for part in Part}
    put: dict[Part, dict[Key, Any]] = {part: {} for part in Part}
    removed: list[RemovedEntry] = []
    for one in changed(old, new):
        if one.kind is ChangeKind.REMOVED:
            removed.append(RemovedEntry(one.part, one.key))
        else:
            put[one.part][one.key] = entries[one.part][one.key]
    return _of_entries(new.provider, put), tuple(removed)


def merged(mapping: Mapping, put: Mapping, removed: Iterable[RemovedEntry]) -> Mapping:
    """Return a mapping with some entries put in and others taken out."""
    parts = {part: _entries(mapping, part) | _entries(put, part) for part in Part}
    for one in removed:
        parts[one.part].pop(one.key, None)
    return _of_entries(put.provider, parts)


def broken(mapping: Mapping) -> tuple[Finding, ...]:
    """Return what stands twice in a mapping or leads nowhere: no further entry mends it.

    What is still missing is no fault of a mapping that is being made.
    """
    # None of this depends on the platform; whether it is the right one is asked elsewhere.
    facts = Facts(mapping, SITEMINDER, None)
    return tuple(
        found
        for check in OF_STRUCTURE
        for found in check(facts)
        if found.kind.is_structural and found.kind is not FindingKind.PROVIDER_DIFFERS
    )


def _entries(mapping: Mapping, part: Part) -> dict[Key, Any]:
    return {entry.key: entry for entry in getattr(mapping, part)}


def _of_entries(provider: str, parts: dict[Part, dict[Key, Any]]) -> Mapping:
    lists = {part.value: tuple(parts[part][key] for key in sorted(parts[part])) for part in Part}
    return Mapping(provider, **lists)
