r"""Reservations as a file that this library, a spreadsheet and any other reader of CSV can read.

    >>> from axentra_core.channels.providers import Happening
    >>> from axentra_core.channels.references import ChannelReference
    >>> from axentra_core.channels.reservations.message import ReservationMessage
    >>> message = ReservationMessage(ChannelReference("BDC", "5200756724"), Happening.CANCEL)
    >>> header, row = write_reservations([message])
    >>> row
    '5200756724,BDC,cancel,,0,true,,,,,,,,,,,,,,,,,,,\r\n'

Reading it by `OWN` gives the same messages. It holds whom they are for, in clear text.
"""

import csv
from collections.abc import Iterable, Iterator

from axentra_core.channels.old_reservations.own_rows import OWN_COLUMNS, own_cells
from axentra_core.channels.reservations.message import ReservationMessage
from axentra_core.channels.sheets import cell_written


def write_reservations(messages: Iterable[ReservationMessage]) -> Iterator[str]:
    """Yield the lines of a file, the names of the columns first; a spreadsheet computes nothing.

    Args:
        messages: one for each reservation; they are taken as the lines are.

    Raises:
        InvalidInput: ``text.too_long`` for a reservation that no cell can hold.
    """
    line = _Line()
    write = csv.writer(line).writerow
    write([holds.value for holds in OWN_COLUMNS])
    yield line.text
    for message in messages:
        write([cell_written(cell) for cell in own_cells(message)])
        yield line.text


class _Line:
    """What a CSV writer writes to: the last row."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
