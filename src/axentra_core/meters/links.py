"""The readings of a register, device by device: what follows what, and what is missing."""

import attrs

from axentra_core.meters.flags import Flag, Note
from axentra_core.meters.model import Device, Reading, ReadingKind, Register
from axentra_core.meters.steps import Part, is_at_once
from axentra_core.meters.units import Measure, Quantity

# At the same instant a device is read before it goes, and the next one after it has come.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            ReadingKind.ARRIVAL,
            ReadingKind.INTERMEDIATE,
            ReadingKind.REMOVAL,
            ReadingKind.INSTALLATION,
            ReadingKind.DEPARTURE,
            ReadingKind.CONTROL,
        )
    )
}
_GOES, _COMES = ReadingKind.REMOVAL, ReadingKind.INSTALLATION
_BREAKS = frozenset({_GOES, _COMES})


@attrs.define
class Link:
    """The readings of a register while one device was in place, in order."""

    device: Device
    register: Register
    readings: list[Reading]
    controls: list[Reading]
    others: list[Reading] = attrs.Factory(list)
    is_incomplete: bool = False

    def seen(self) -> list[Reading]:
        """Return its readings with first and last ones that do not count, in order.

        At the instant of a replacement nobody can tell on which side of it such a one was taken.
        """
        breaks = {one.at for one in self.readings if one.kind in _BREAKS}
        others = [one for one in self.others if one.at not in breaks]
        every = [*self.readings, *others]
        return sorted(every, key=lambda one: (one.at, _ORDER[one.kind], one.value))

    def runs(self, readings: "list[Reading] | None" = None) -> list[list[Reading]]:
        """Return its readings, parted where the register was set back."""
        found: list[list[Reading]] = []
        for one in self.readings if readings is None else readings:
            if not found or one.kind is ReadingKind.INSTALLATION:
                found.append([])
            found[-1].append(one)
        return found


@attrs.define
class Chain:
    """All links of a register, and what was odd when they were put together."""

    register: str
    measure: Measure
    links: list[Link]
    notes: list[Note]
    last_before: Reading | None = None
    lacks_end: bool = False

    def controls(self) -> list[Reading]:
        """Return the control readings in order; one may be of either of two devices."""
        found = {one.number: one for link in self.links for one in link.controls}
        return sorted(found.values(), key=lambda one: (one.at, one.number))

    def estimated(self, quantity: Quantity) -> Part:
        """Return the part of a chain that nobody has read."""
        link = self.links[-1]
        start = link.readings[-1]
        return Part(link.device.number, link.register, start, None, None, quantity, self.measure)


def put_together(  # noqa: PLR0913 - what a link depends on
    chain: Chain,
    link: Link,
    own: list[Reading],
    first: Reading | None,
    last: Reading | None,
    *,
    is_first: bool,
    is_last: bool,
) -> None:
    """Put the readings of a device in order, and say which of them are missing or misplaced."""
    between = [one for one in own if one.kind is ReadingKind.INTERMEDIATE or one.kind in _BREAKS]
    if between:
        between = [one for one in between if _is_inside(chain, one, first, last)]
        between.sort(key=lambda one: (one.at, _ORDER[one.kind], one.number))
        # Who comes or goes while a device is replaced reads the same as whoever replaces it.
        if is_first and first is not None and _say_the_same(between[:1], first, _COMES):
            del between[0]
        if is_last and last is not None and _say_the_same(between[-1:], last, _GOES):
            del between[-1]
    if first is not None:
        link.readings.append(first)
    link.readings += between
    if last is not None:
        link.readings.append(last)
    number = link.device.number
    removal = chain.links[-2].readings[-1:] if len(chain.links) > 1 else []
    if (
        removal
        and between
        and removal[0].kind is ReadingKind.REMOVAL
        and between[0].kind is ReadingKind.INSTALLATION
        and not is_at_once(removal[0], between[0], chain.notes)
    ):
        link.is_incomplete = True
    if not is_first and (not between or between[0].kind is not ReadingKind.INSTALLATION):
        tell_missing(chain, link, number, ReadingKind.INSTALLATION)
    if not is_last and (not between or between[-1].kind is not ReadingKind.REMOVAL):
        tell_missing(chain, link, number, ReadingKind.REMOVAL)


def _say_the_same(at_the_end: list[Reading], counted: Reading, kind: ReadingKind) -> bool:
    return any(
        one.kind is kind and (one.at, one.value) == (counted.at, counted.value)
        for one in at_the_end
    )


def _is_inside(chain: Chain, one: Reading, first: Reading | None, last: Reading | None) -> bool:
    is_early = first is not None and one.at < first.at
    is_late = last is not None and one.at > last.at
    if not is_early and not is_late:
        return True
    if one.kind is ReadingKind.INTERMEDIATE:
        chain.notes.append(Note.of(Flag.OUT_OF_ORDER, value=one.value, at=one.at))
    return False


def tell_missing(chain: Chain, link: Link, number: str, kind: ReadingKind) -> None:
    """Say which reading at a replacement is missing, so that the use of a device is not known."""
    link.is_incomplete = True
    chain.notes.append(Note.of(Flag.REPLACEMENT_INCOMPLETE, device=number, kind=kind))
