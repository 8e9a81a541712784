"""From which channel a row is: by a code, a name, what stands before its number, or the file."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.old_reservations.forms import REMEMBERED, folded
from axentra_core.channels.old_reservations.verdicts import Note, Reason
from axentra_core.channels.references import ChannelReference, read_reference
from axentra_core.channels.reservations.told_texts import Cleaner
from axentra_core.channels.sheet_rows import fault
from axentra_core.kernel.errors import Fault, InvalidInput


class Channels:
    """Finds the channel of a row.

    Args:
        code: of the channel that the whole file is of, if it is of one.
        codes: the channel codes of the platform.
        paths: the columns by what they hold.
    """

    def __init__(self, code: str | None, codes: CodeTable, paths: Mapping[str, str]) -> None:
        """Begin with the codes of a platform."""
        self._code = code
        self._codes = codes
        self._paths = paths
        self._named = lru_cache(maxsize=REMEMBERED)(self._by_name)

    def read(
        self, values: Mapping[str, Any], notes: list[Note], faults: list[Fault]
    ) -> tuple[ChannelReference | None, str | None]:
        """Return which reservation a row is about, and by what another row of it is known."""
        number = values.get("reference")
        if number is None:
            path = self._paths["reference"]
            if all(one.path != path for one in faults):
                faults.append(fault("field.required", path))
            return None, None
        name = values.get("channel_name", "")
        code, doubt = values.get("channel_code"), None
        if code is None:
            code, doubt = self._named(name)
        try:
            reference = read_reference(number, self._codes, channel=code or self._code)
        except InvalidInput as error:
            path = self._paths["reference"]
            faults += (attrs.evolve(one, path=path) for one in error.faults)
            return None, None
        if reference.channel is None:
            told = Cleaner().line(name) or ""
            path = self._paths.get("channel_name", "")
            notes.append(Note(doubt or Reason.CHANNEL_MISSING, path, told))
            # Two channels that no table knows may number alike.
            return reference, f"?{folded(name)} {reference.reference}"
        return reference, reference.text

    def _by_name(self, name: str) -> tuple[str | None, Reason | None]:
        """Return the code of a channel, or why its name leads to none; its code is a name, too."""
        if not name:
            return None, None
        rows = self._codes.named(name)
        if not rows and name in self._codes:
            rows = (self._codes.channel(name),)
        codes = {row.part_of or row.code for row in rows}
        if len(codes) == 1:
            return codes.pop(), None
        return None, Reason.CHANNEL_AMBIGUOUS if codes else Reason.CHANNEL_UNKNOWN
