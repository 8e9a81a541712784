"""Files of old reservations: exports of platforms and former systems, as messages.

Usable alone: `judge_reservations` reads a file row by row by a `ColumnMap` and yields a verdict for
each, `write_reservations` writes what it reads back.
"""

from axentra_core.channels.old_reservations.column_map import (
    CollectsWord,
    Column,
    ColumnMap,
    Holds,
    StatusWord,
)
from axentra_core.channels.old_reservations.export import (
    write_reservations,
)
from axentra_core.channels.old_reservations.forms import (
    ENGLISH_MONTHS,
    SIGNS,
    CurrencySign,
    DateForm,
    DecimalSign,
)
from axentra_core.channels.old_reservations.judging import (
    judge_reservations,
)
from axentra_core.channels.old_reservations.known_exports import (
    AGODA,
    AIRBNB,
    BOOKING_COM_EXTRANET,
    BOOKING_COM_GROUP,
    OWN,
    RESERVATION_EXPORTS,
    RMS,
    SITEMINDER_SUMMARY,
    WAVEPM,
)
from axentra_core.channels.old_reservations.room_names import (
    RateName,
    RoomForm,
    RoomName,
)
from axentra_core.channels.old_reservations.verdicts import (
    Note,
    Reason,
    RowVerdict,
    SheetContext,
    Standing,
)

__all__ = [
    "AGODA",
    "AIRBNB",
    "BOOKING_COM_EXTRANET",
    "BOOKING_COM_GROUP",
    "ENGLISH_MONTHS",
    "OWN",
    "RESERVATION_EXPORTS",
    "RMS",
    "SIGNS",
    "SITEMINDER_SUMMARY",
    "WAVEPM",
    "CollectsWord",
    "Column",
    "ColumnMap",
    "CurrencySign",
    "DateForm",
    "DecimalSign",
    "Holds",
    "Note",
    "RateName",
    "Reason",
    "RoomForm",
    "RoomName",
    "RowVerdict",
    "SheetContext",
    "Standing",
    "StatusWord",
    "judge_reservations",
    "write_reservations",
]
