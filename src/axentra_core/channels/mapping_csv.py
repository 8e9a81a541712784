"""A mapping as one table, a row for each entry, for whoever maps with a spreadsheet.

    >>> table = '''
    ... entry,room_type,rate_plan,room_code,rate_code,inventory_code,currency,room_rate,room
    ... offer,DLX,BAR,DLX,BAR,DLX,IDR,,
    ... room_rate,,,,,,IDR,R1,Deluxe
    ... rate_link,,,DLX,BAR,DLX,,R1,
    ... '''.lstrip()
    >>> mapping = read_mapping_csv(table, provider="siteminder")
    >>> mapping.rate_links[0].codes
    ('DLX', 'BAR')
    >>> read_mapping_csv(write_mapping_csv(mapping), provider="siteminder") == mapping
    True

The first column says what a row is: `offer`, `room_rate`, `rate_link`, `scope`, `channel_rate` or
`channel_link`. The others are the fields of those, by their names; the id of a room rate stands in
`room_rate`. An empty cell is what is there by default. Yes and no are `yes` and `no`, and what a
scope tells stands in one cell, parted by spaces.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from axentra_core.channels import mapping as m
from axentra_core.channels.mapping_changes import Part
from axentra_core.channels.sheets import SheetRow, read_sheet, write_sheet
from axentra_core.kernel.errors import Fault, InvalidInput, shown

ENTRY: Final = "entry"

# fmt: off
ENTRIES: Final[Mapping[str, tuple[Part, Any]]] = {
    "offer":         (Part.OFFERS,         m.Offer),
    "room_rate":     (Part.ROOM_RATES,     m.RoomRate),
    "rate_link":     (Part.RATE_LINKS,     m.RateLink),
    "scope":         (Part.SCOPES,         m.Scope),
    "channel_rate":  (Part.CHANNEL_RATES,  m.ChannelRate),
    "channel_link":  (Part.CHANNEL_LINKS,  m.ChannelLink),
}
# fmt: on

_RENAMED: Final = {"id": "room_rate"}
_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_FLAGS: Final = {"yes": True, "no": False}


def _number(cell: str) -> int:
    if not _NUMBER.fullmatch(cell):
        raise InvalidInput.because("number.bad_format", got=shown(cell))
    return int(cell)


def _flag(cell: str) -> bool:
    if cell not in _FLAGS:
        raise InvalidInput.because("value.unknown", got=shown(cell), allowed=", ".join(_FLAGS))
    return _FLAGS[cell]


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split())


_READ: Final[Mapping[str, Callable[[str], object]]] = {
    **dict.fromkeys(("guests", "most_guests"), _number),
    **dict.fromkeys(("sellable", "no_rates", "no_updates", "prices", "primary"), _flag),
    "measures": _words,
}


def _columns_of(cls: Any) -> dict[str, Any]:  # noqa: ANN401 - a class of entries
    """Return the fields of an entry by the columns they stand in."""
    return {_RENAMED.get(name, name): field for name, field in attrs.fields_dict(cls).items()}


_FIELDS: Final = {word: _columns_of(cls) for word, (_, cls) in ENTRIES.items()}
COLUMNS: Final = tuple(
    dict.fromkeys((ENTRY, *(column for fields in _FIELDS.values() for column in fields)))
)


def read_mapping_csv(source: str | bytes, *, provider: str) -> m.Mapping:
    """Return the mapping of a table.

    What cannot be read does not hide what is wrong elsewhere, so that a table is mended once.

    Args:
        source: CSV as text, or as bytes of UTF-8.
        provider: code of the platform that the mapping is for.

    Raises:
        InvalidInput: every fault with its row and column, such as ``rows[12].guests``: those of
            `read_sheet`, ``csv.columns``, ``csv.bad_format``, those of a field, and
            ``value.contradicts`` for a cell that has no place in its row.
    """
    faults: list[Fault] = []
    entries: dict[str, list[Any]] = {part: [] for part, _ in ENTRIES.values()}
    for row in read_sheet(source, COLUMNS):
        if isinstance(row, Fault):
            faults.append(row)
            continue
        try:
            part, entry = _entry(row)
        except InvalidInput as error:
            faults += error.under(f"rows[{row.number}]").faults
        else:
            entries[part].append(entry)
    if faults:
        raise InvalidInput(faults)
    return m.Mapping(provider, **{part: tuple(found) for part, found in entries.items()})


def _entry(row: SheetRow) -> tuple[Part, object]:
    word = row.cells[ENTRY]
    if word not in ENTRIES:
        if not word:
            raise InvalidInput.because("field.required", path=ENTRY)
        allowed = ", ".join(ENTRIES)
        raise InvalidInput.because("value.unknown", path=ENTRY, got=shown(word), allowed=allowed)
    part, cls = ENTRIES[word]
    faults: list[Fault] = [*_out_of_place(row, word)]
    values: dict[str, Any] = {}
    for column, field in _FIELDS[word].items():
        cell = row.cells.get(column, "")
        if not cell and field.default is not attrs.NOTHING:
            continue
        try:
            values[field.name] = _READ.get(column, str)(cell) if cell else None
        except InvalidInput as error:
            faults += error.under(column).faults
            # What cannot be read stands empty while the rest is looked at.
            values[field.name] = None
    unread = {fault.path for fault in faults}
    try:
        entry = cls(**values)
    except InvalidInput as error:
        told = (_in_column(fault) for fault in error.faults)
        raise InvalidInput(
            [*faults, *(fault for fault in told if fault.path not in unread)]
        ) from None
    if faults:
        raise InvalidInput(faults)
    return part, entry


def _out_of_place(row: SheetRow, word: str) -> Iterator[Fault]:
    for column, cell in row.cells.items():
        if cell and column != ENTRY and column not in _FIELDS[word]:
            yield from InvalidInput.because(
                "value.contradicts", path=column, one=shown(cell), other=f"{ENTRY} {word}"
            ).faults


def _in_column(fault: Fault) -> Fault:
    return attrs.evolve(fault, path=_RENAMED.get(fault.path, fault.path))


def write_mapping_csv(mapping: m.Mapping) -> str:
    """Return the one table of a mapping, list by list; nothing in it is taken for a formula.

    Reading it gives the same mapping, and writing that the same table.
    """
    return write_sheet(
        COLUMNS,
        (
            _row(word, entry)
            for word, (part, _) in ENTRIES.items()
            for entry in getattr(mapping, part)
        ),
    )


def _row(word: str, entry: object) -> dict[str, str]:
    cells = {ENTRY: word}
    for column, field in _FIELDS[word].items():
        cells[column] = _cell(getattr(entry, field.name))
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)
