"""What boards show: the rooms of today, and rooms by days."""

from collections.abc import Mapping
from datetime import date

import attrs

from axentra_core.housekeeping import Task
from axentra_core.kernel.decider import Allowed
from axentra_core.kernel.errors import RuleViolation
from axentra_core.rooms import Room, RoomBlock, RoomSetup
from axentra_core.stays import Presence, Stay


@attrs.frozen
class StayLine:
    """A stay as a list shows it.

    Attributes:
        stay: the stay.
        guest_name: opened by the hotel's cipher; None once the guest was forgotten.
        presence: due in, stay-over, due out …: derived from the business date.
    """

    stay: Stay
    guest_name: str | None = attrs.field(repr=False)
    presence: Presence


@attrs.frozen
class RoomLine:
    """A room as the board shows it.

    Attributes:
        room: the room.
        setup: where it is and what it has.
        codes: VC, OD, DND …: the room in the field's letters, occupancy and condition first.
        block: why it is not given to guests today; None when it is.
        tasks: what housekeeping has to do in it.
        presence: the front desk's word for the stay in it; None while it is vacant.
        arriving: the stay for which it is set aside and that is due in; None without one.
        not_ready: what stands against giving it to an arriving guest; None when it is ready.
        allowed: for every command to the room what stands against it, by name.
    """

    room: Room
    setup: RoomSetup
    codes: tuple[str, ...]
    block: RoomBlock | None
    tasks: tuple[Task, ...]
    presence: Presence | None
    arriving: str | None
    not_ready: RuleViolation | None
    allowed: Mapping[str, Allowed] = attrs.field(repr=False)

    @property
    def code(self) -> str:
        """Occupancy and condition, or the kind of block: VC, OD, OOO …."""
        return self.codes[0]


@attrs.frozen
class Bar:
    """Consecutive nights on which a room is a stay's, or blocked.

    Attributes:
        first: the first night, which may lie before the chart.
        until: the day after the last one, which may lie behind it.
        stay: whose room it is; None for a block.
        block: why nobody gets it; None for a stay.
    """

    first: date
    until: date
    stay: StayLine | None = None
    block: RoomBlock | None = None


@attrs.frozen
class ChartRow:
    """One room of the tape chart with its bars, by date; a day use has no night."""

    room: RoomSetup
    bars: tuple[Bar, ...]


@attrs.frozen
class TapeChart:
    """Rooms by days: who has which room when.

    Attributes:
        first: the first day.
        nights: how many days.
        business_date: the hotel's open day.
        rows: every room in the order of the configuration.
        unassigned: stays that come in these days and have no room yet.
    """

    first: date
    nights: int
    business_date: date
    rows: tuple[ChartRow, ...]
    unassigned: tuple[StayLine, ...]
