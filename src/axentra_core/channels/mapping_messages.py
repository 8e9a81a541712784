"""Commands to the mapping of a connection, and what has happened to it.

Its id is that of its connection.
"""

from datetime import date, datetime

import attrs

from axentra_core.channels.mapping import Mapping
from axentra_core.channels.mapping_record import RemovedEntry
from axentra_core.kernel.checks import checked
from axentra_core.kernel.texts import Id


@checked
class OpenMapping:
    """Enter the first mapping of a connection; it may still lack entries.

    Attributes:
        mapping: what is entered.
    """

    channel_mapping: Id
    mapping: Mapping


@checked
class SetMapping:
    """Enter another mapping instead; it may still lack entries.

    Attributes:
        mapping: all of it, also what has not changed.
    """

    channel_mapping: Id
    mapping: Mapping


@attrs.frozen
class MappingOpened:
    """The first mapping of a connection was entered.

    Attributes:
        mapping: all of it.
        by: who has entered it.
        at: when, an aware UTC instant.
    """

    channel_mapping: str
    mapping: Mapping
    by: str
    at: datetime
    business_date: date


@attrs.frozen
class MappingChanged:
    """A mapping was changed.

    Attributes:
        version: which it has from now on.
        put: a mapping of the entries alone that are new, or are others now.
        removed: what it has no longer.
        by: who has changed it.
        at: when, an aware UTC instant.
    """

    channel_mapping: str
    version: int
    put: Mapping
    removed: tuple[RemovedEntry, ...]
    by: str
    at: datetime
    business_date: date
