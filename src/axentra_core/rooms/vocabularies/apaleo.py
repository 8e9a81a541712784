"""The room status words of Apaleo.

From its Inventory API (the specification in apaleo/oss-traces,
``src/Clients/Traces.ApaleoClients/Inventory/inventory.json``, of 2021; clients of today list the
same words): a unit has ``condition``, ``isOccupied`` and the ``maintenance`` type.

What ``Clean`` says depends on a setting of the property. Where rooms are inspected, it is a room
that has passed inspection, and ``CleanToBeInspected`` is the step before; elsewhere it is a clean
room. So there are two vocabularies, and whoever connects has to know which property it is.

There are three levels of maintenance. Out of inventory takes the room out of the count of rooms;
here every block but out of service and hold does, and none of them says so alone.
"""

from collections.abc import Mapping
from typing import Final

from axentra_core.rooms.model import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Occupancy,
    Sign,
    Turndown,
)
from axentra_core.rooms.vocabularies.vocabulary import (
    Meaning,
    Reported,
    Vocabulary,
    Word,
    Writing,
    unsaid,
)

_LEVEL = "that the room is out of the count of rooms altogether, and why it is"
_KIND = "the kind of block: the description of the maintenance can tell it"
_REQUEST = "the guest's request: Apaleo has no status for it"
_REPORT = "what housekeeping has found: Apaleo does not keep it beside the reservation"
_SEEN = "what was seen of door and guest: Apaleo has no status for it"
_TURNDOWN = "the turndown: Apaleo has no status for it"
_DISCREPANCY = "the discrepancy: Apaleo does not compare housekeeping with the reservation"
_TOUCH_UP = "that a touch-up is enough: Dirty would ask for a whole cleaning, Clean for none"
_HOLD = "the hold: Apaleo assigns the unit to a reservation instead"
_NOTHING = "nothing: there is no word for a request either"
_WAITING = "that somebody waits for an inspection, which this property does without"
_INSPECTION = "the inspection: without that setting Clean is the best there is"


def _apaleo(condition: Mapping[Word, Meaning], *conditions: Writing) -> Vocabulary:
    # fmt: off
    return Vocabulary(
        name="Apaleo",
        reads={
            "condition": condition,
            "isOccupied": {
                False:            Meaning(occupancy=Occupancy.VACANT),
                True:             Meaning(occupancy=Occupancy.OCCUPIED),
            },
            "maintenance": {
                "OutOfService":   Meaning(block=BlockKind.OUT_OF_SERVICE),
                "OutOfOrder":     Meaning(block=BlockKind.OUT_OF_ORDER),
                "OutOfInventory": Meaning(block=BlockKind.OUT_OF_ORDER, loses=_LEVEL),
            },
        },
        unmapped={},
        writes=(
            *conditions,
            Writing(Condition.DIRTY,               {"condition": "Dirty"}),
            Writing(Condition.PICKUP,              {}, _TOUCH_UP),
            Writing(Occupancy.VACANT,              {"isOccupied": False}),
            Writing(Occupancy.OCCUPIED,            {"isOccupied": True}),
            *unsaid(Reported, _REPORT),
            Writing(BlockKind.OUT_OF_ORDER,        {"maintenance": "OutOfOrder"}),
            Writing(BlockKind.OUT_OF_SERVICE,      {"maintenance": "OutOfService"}),
            Writing(BlockKind.HOUSE_USE,           {"maintenance": "OutOfInventory"}, _KIND),
            Writing(BlockKind.OFFICE_USE,          {"maintenance": "OutOfInventory"}, _KIND),
            Writing(BlockKind.UNDER_CONSTRUCTION,  {"maintenance": "OutOfInventory"}, _KIND),
            Writing(BlockKind.HOLD,                {}, _HOLD),
            Writing(GuestRequest.NONE,             {}, _NOTHING),
            Writing(GuestRequest.DO_NOT_DISTURB,   {}, _REQUEST),
            Writing(GuestRequest.MAKE_UP_ROOM,     {}, _REQUEST),
            Writing(GuestRequest.SERVICE_DECLINED, {}, _REQUEST),
            *unsaid(Door, _SEEN),
            *unsaid(Sign, _SEEN),
            *unsaid(Turndown, _TURNDOWN),
            *unsaid(Discrepancy, _DISCREPANCY),
        ),
    )
    # fmt: on


# fmt: off
APALEO: Final = _apaleo(
    {
        "Dirty":              Meaning(condition=Condition.DIRTY),
        "CleanToBeInspected": Meaning(condition=Condition.CLEAN, loses=_WAITING),
        "Clean":              Meaning(condition=Condition.CLEAN),
    },
    Writing(Condition.CLEAN,     {"condition": "Clean"}),
    Writing(Condition.INSPECTED, {"condition": "Clean"}, _INSPECTION),
)

APALEO_WITH_INSPECTION: Final = _apaleo(
    {
        "Dirty":              Meaning(condition=Condition.DIRTY),
        "CleanToBeInspected": Meaning(condition=Condition.CLEAN),
        "Clean":              Meaning(condition=Condition.INSPECTED),
    },
    Writing(Condition.CLEAN,     {"condition": "CleanToBeInspected"}),
    Writing(Condition.INSPECTED, {"condition": "Clean"}),
)
# fmt: on
