"""Channel reference codes: the three letters that say from which channel a reservation comes.

Each platform has a table of its own, and the same letters may mean different channels in two of
them, so a table is data and names its platform. A code that stands in no table is kept as it was
told: nobody loses a reservation over it.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final

from axentra_core.kernel.checks import checked, list_of
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.texts import Code, Id, Text

MOST_CODES: Final = 5_000

_PRIMARY: Final = re.compile(r"[A-Z0-9]{3}", re.ASCII)


class Certainty(StrEnum):
    """How sure it is that a code means what stands beside it.

    Attributes:
        SURE: the platform itself says so.
        PROBABLE: several others say so.
        POSSIBLE: one other says so.
        UNKNOWN: nobody does; the code was told with a reservation.
    """

    SURE = "sure"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@checked
class ChannelCode:
    """A code, and the channel it means.

    Attributes:
        code: three capital letters or digits, exactly; any code where it is a part of another
            or was only told.
        name: of the channel.
        certainty: how sure that is.
        part_of: the primary code that is told beside it, as ``EXP`` is with ``EXPA``; itself a
            part of no other.
    """

    code: Code
    name: Text
    certainty: Certainty = Certainty.SURE
    part_of: Code | None = None

    def __attrs_post_init__(self) -> None:
        is_free = self.part_of is not None or self.certainty is Certainty.UNKNOWN
        if not is_free and not _PRIMARY.fullmatch(self.code):
            raise InvalidInput.because(
                "field.wrong_type",
                path="code",
                expected="three capital letters or digits",
                got=shown(self.code),
            )


@checked
class CodeTable:
    """The codes of a platform; one code may have several names, and one name several codes.

    Attributes:
        provider: code of the platform.
        codes: its rows.
    """

    provider: Code
    codes: Annotated[tuple[ChannelCode, ...], list_of(ChannelCode, MOST_CODES)] = ()

    def __attrs_post_init__(self) -> None:
        faults = _twice("codes[{}]", [_row_key(row) for row in self.codes])
        parts = {row.code for row in self.codes if row.part_of is not None}
        for place, row in enumerate(self.codes):
            if row.part_of in parts:
                # Else one reservation would be known by two codes.
                told = {"one": f"{row.code} of {row.part_of}", "other": f"{row.part_of} of another"}
                path = f"codes[{place}].part_of"
                faults += InvalidInput.because("value.contradicts", path=path, **told).faults
        if faults:
            raise InvalidInput(faults)

    @cached_property
    def _by_code(self) -> dict[str, ChannelCode]:
        # The first row of a code names it.
        return {row.code: row for row in reversed(self.codes)}

    @cached_property
    def _by_name(self) -> dict[str, dict[str, ChannelCode]]:
        found: dict[str, dict[str, ChannelCode]] = {}
        for row in self.codes:
            found.setdefault(_folded(row.name), {}).setdefault(row.code, row)
        return found

    def __contains__(self, code: object) -> bool:
        """Return whether a code stands in the table, in exactly these letters."""
        return code in self._by_code

    def channel(self, code: str) -> ChannelCode:
        """Return the row of a code; for one that is not in the table, a row that says so.

        Raises:
            InvalidInput: ``code.bad_format`` or ``code.not_ascii`` for what cannot be a code.
        """
        known = self._by_code.get(code)
        return known or ChannelCode(code, code, Certainty.UNKNOWN)

    def named(self, name: str) -> tuple[ChannelCode, ...]:
        """Return a row for each code of a name, whatever its capitals and spaces.

        A name that is only like it is another name.
        """
        return tuple(self._by_name.get(_folded(name), {}).values())

    def extended(self, *codes: ChannelCode) -> "CodeTable":
        """Return the table with more rows; a row of the same code and name replaces the old one.

        Raises:
            InvalidInput: ``value.duplicate`` for rows that are given twice.
        """
        given = {_row_key(row) for row in codes}
        kept = (row for row in self.codes if _row_key(row) not in given)
        return CodeTable(self.provider, (*kept, *codes))


def _row_key(row: ChannelCode) -> str:
    return f"{row.code} {row.name}"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@checked
class ExternalNumber:
    """The number under which the hotel's own system keeps the references of a channel.

    Hotels fill it in beside each channel (*ID Nomor Eksternal Reservasi*, or what their system
    calls it), so that a later modification finds its reservation.

    Attributes:
        channel: code of the channel.
        number_id: id of that number in the hotel's own system.
    """

    channel: Code
    number_id: Id


@checked
class ExternalNumbers:
    """Which external number belongs to which channel code, at one property.

    Attributes:
        rows: a channel and a number may each stand once.
    """

    rows: tuple[ExternalNumber, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = [
            *_twice("rows[{}].channel", [row.channel for row in self.rows]),
            *_twice("rows[{}].number_id", [row.number_id for row in self.rows]),
        ]
        if faults:
            raise InvalidInput(faults)

    def number_of(self, channel: str) -> str | None:
        """Return the id of the number that keeps a channel's references, if there is one."""
        return next((row.number_id for row in self.rows if row.channel == channel), None)

    def channel_of(self, number_id: str) -> str | None:
        """Return the channel whose references a number keeps, if there is one."""
        return next((row.channel for row in self.rows if row.number_id == number_id), None)


def _twice(form: str, values: Iterable[str]) -> list[Fault]:
    """Return a fault for each value that has stood before, its place in the path."""
    faults: list[Fault] = []
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value in seen:
            path = form.format(place)
            faults += InvalidInput.because("value.duplicate", path=path, got=shown(value)).faults
        seen.add(value)
    return faults
