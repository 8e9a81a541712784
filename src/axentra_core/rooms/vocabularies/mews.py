"""The room status words of Mews.

From its Connector API (MewsSystems/open-api-docs, ``operations/resources.md`` and
``operations/resourceblocks.md``), each under the name of its type:

- ``ResourceState`` holds condition and block in one word. OutOfOrder cannot be set there: it
  follows from a resource block.
- ``ResourceBlockType`` is the type of a block with a beginning and an end.
- ``OccupancyState`` is of today and can only be read; Reserved does not tell whether the guest is
  in the room already.
- Guest requests, turndown, discrepancies and what was seen at the door have no words.
"""

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
    Writing,
    unsaid,
)

_WHICH_USE = "whether a guest of the house or an office uses it: Mews knows internal use only"
_NOBODY_SAYS = "a reservation has the room today; only its own state tells if the guest is in it"
_REQUEST = "the guest's request: Mews has no status for it, a task or a note can tell it"
_REPORT = "what housekeeping has found: Mews does not keep it beside the reservation"
_SEEN = "what was seen of door and guest: Mews has no status for it"
_TURNDOWN = "the turndown: Mews has no status for it, a task can tell it"
_DISCREPANCY = "the discrepancy: Mews does not compare housekeeping with the reservation"
_IN_HOUSE = "that the guest is in the room: Mews derives it from the reservation"
_TOUCH_UP = "that a touch-up is enough: Dirty would ask for a whole cleaning, Clean for none"
_BUILDING = "that it is being built: the name of the block can tell it"
_HOLD = "the hold: Mews locks a reservation to its room instead"
_NOTHING = "nothing: there is no word for a request either"

# fmt: off
MEWS: Final = Vocabulary(
    name="Mews",
    reads={
        "ResourceState": {
            "Dirty":        Meaning(condition=Condition.DIRTY),
            "Clean":        Meaning(condition=Condition.CLEAN),
            "Inspected":    Meaning(condition=Condition.INSPECTED),
            "OutOfService": Meaning(block=BlockKind.OUT_OF_SERVICE),
            "OutOfOrder":   Meaning(block=BlockKind.OUT_OF_ORDER),
        },
        "ResourceBlockType": {
            "OutOfOrder":   Meaning(block=BlockKind.OUT_OF_ORDER),
            "InternalUse":  Meaning(block=BlockKind.HOUSE_USE, loses=_WHICH_USE),
        },
        "OccupancyState": {
            "Vacant":       Meaning(occupancy=Occupancy.VACANT),
            "InternalUse":  Meaning(block=BlockKind.HOUSE_USE, loses=_WHICH_USE),
            "OutOfOrder":   Meaning(block=BlockKind.OUT_OF_ORDER),
        },
    },
    unmapped={
        "OccupancyState": {
            "Reserved":       _NOBODY_SAYS,
            "ReservedLocked": _NOBODY_SAYS,
        },
    },
    writes=(
        Writing(Occupancy.VACANT,              {"OccupancyState": "Vacant"}),
        Writing(Occupancy.OCCUPIED,            {}, _IN_HOUSE),
        *unsaid(Reported, _REPORT),
        Writing(Condition.DIRTY,               {"ResourceState": "Dirty"}),
        Writing(Condition.PICKUP,              {}, _TOUCH_UP),
        Writing(Condition.CLEAN,               {"ResourceState": "Clean"}),
        Writing(Condition.INSPECTED,           {"ResourceState": "Inspected"}),
        Writing(BlockKind.OUT_OF_ORDER,        {"ResourceBlockType": "OutOfOrder"}),
        Writing(BlockKind.OUT_OF_SERVICE,      {"ResourceState": "OutOfService"}),
        Writing(BlockKind.HOUSE_USE,           {"ResourceBlockType": "InternalUse"}, _WHICH_USE),
        Writing(BlockKind.OFFICE_USE,          {"ResourceBlockType": "InternalUse"}, _WHICH_USE),
        Writing(BlockKind.UNDER_CONSTRUCTION,  {"ResourceBlockType": "OutOfOrder"}, _BUILDING),
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
