"""The room status words of Cloudbeds.

From its API (cloudbeds/openapi-specs, ``pms-v1.3`` and ``pms-v2.0``: getHousekeepingStatus,
postHousekeepingStatus and the room blocks):

- A room has ``roomCondition`` and flags beside it. A flag that is not raised says nothing, and two
  requests are two flags, so one value of ours may take several words: all of them are to be sent.
- ``status`` stands here for the codes VD, VC … DND, OOO that Cloudbeds computes from these fields
  and names in the description of getHousekeepingStatus.
- ``roomBlockType`` has a false friend: its out_of_service cannot be sold and shows as OOO, so it is
  out of order here. Our out of service, which stays in the inventory, has no word.
- ``frontdeskStatus`` is derived from the reservations of the day.
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

_WHICH_BLOCK = "the kind of block: roomBlockType tells it"
_CLOSED = "why the dates are closed: nothing need be broken"
_DERIVED = "it is the presence of a stay, which is derived from stays and never stored with a room"
_KIND = "the kind of block: the reason of the room block can tell it"
_REPORT = "what housekeeping has found: Cloudbeds does not keep it beside the reservation"
_SEEN = "what was seen of door and guest: Cloudbeds has no flag for it"
_TURNDOWN = "the turndown: Cloudbeds has no flag for it"
_DISCREPANCY = "the discrepancy: Cloudbeds does not compare housekeeping with the reservation"
_STILL_SOLD = "the block: out_of_service would close to sale a room that may still be sold"
_MAKE_UP = "that the guest wants the room made up: a comment on the room can tell it"

# fmt: off
CLOUDBEDS: Final = Vocabulary(
    name="Cloudbeds",
    reads={
        "roomCondition": {
            "dirty":          Meaning(condition=Condition.DIRTY),
            "clean":          Meaning(condition=Condition.CLEAN),
            "inspected":      Meaning(condition=Condition.INSPECTED),
        },
        "roomOccupied": {
            False:            Meaning(occupancy=Occupancy.VACANT),
            True:             Meaning(occupancy=Occupancy.OCCUPIED),
        },
        "vacantPickup":   {True: Meaning(condition=Condition.PICKUP)},
        "doNotDisturb":   {True: Meaning(request=GuestRequest.DO_NOT_DISTURB)},
        "refusedService": {True: Meaning(request=GuestRequest.SERVICE_DECLINED)},
        "roomBlocked":    {True: Meaning(block=BlockKind.OUT_OF_ORDER, loses=_WHICH_BLOCK)},
        "roomBlockType": {
            "out_of_service": Meaning(block=BlockKind.OUT_OF_ORDER),
            "blocked_dates":  Meaning(block=BlockKind.OUT_OF_ORDER, loses=_CLOSED),
            "courtesy_hold":  Meaning(block=BlockKind.HOLD),
        },
        "status": {
            "VD":             Meaning(occupancy=Occupancy.VACANT, condition=Condition.DIRTY),
            "VP":             Meaning(occupancy=Occupancy.VACANT, condition=Condition.PICKUP),
            "VC":             Meaning(occupancy=Occupancy.VACANT, condition=Condition.CLEAN),
            "VCI":            Meaning(occupancy=Occupancy.VACANT, condition=Condition.INSPECTED),
            "OD":             Meaning(occupancy=Occupancy.OCCUPIED, condition=Condition.DIRTY),
            "OC":             Meaning(occupancy=Occupancy.OCCUPIED, condition=Condition.CLEAN),
            "OCI":            Meaning(occupancy=Occupancy.OCCUPIED, condition=Condition.INSPECTED),
            "DND":            Meaning(request=GuestRequest.DO_NOT_DISTURB),
            "RS":             Meaning(request=GuestRequest.SERVICE_DECLINED),
            "OOO":            Meaning(block=BlockKind.OUT_OF_ORDER, loses=_WHICH_BLOCK),
        },
    },
    unmapped={
        "vacantPickup":   {False: "roomCondition tells the condition"},
        "doNotDisturb":   {False: "another request may stand: refusedService tells"},
        "refusedService": {False: "another request may stand: doNotDisturb tells"},
        "roomBlocked":    {False: "a room without a block has nothing to hold"},
        "frontdeskStatus": {
            "check-in":  _DERIVED,
            "check-out": _DERIVED,
            "stayover":  _DERIVED,
            "turnover":  _DERIVED,
            "unused":    _DERIVED,
        },
    },
    writes=(
        Writing(Occupancy.VACANT,              {"roomOccupied": False}),
        Writing(Occupancy.OCCUPIED,            {"roomOccupied": True}),
        *unsaid(Reported, _REPORT),
        Writing(Condition.DIRTY,               {"roomCondition": "dirty", "vacantPickup": False}),
        Writing(Condition.PICKUP,              {"vacantPickup": True}),
        Writing(Condition.CLEAN,               {"roomCondition": "clean", "vacantPickup": False}),
        Writing(Condition.INSPECTED,
                {"roomCondition": "inspected", "vacantPickup": False}),
        Writing(BlockKind.OUT_OF_ORDER,        {"roomBlockType": "out_of_service"}),
        Writing(BlockKind.OUT_OF_SERVICE,      {}, _STILL_SOLD),
        Writing(BlockKind.HOUSE_USE,           {"roomBlockType": "blocked_dates"}, _KIND),
        Writing(BlockKind.OFFICE_USE,          {"roomBlockType": "blocked_dates"}, _KIND),
        Writing(BlockKind.UNDER_CONSTRUCTION,  {"roomBlockType": "out_of_service"}, _KIND),
        Writing(BlockKind.HOLD,                {"roomBlockType": "courtesy_hold"}),
        Writing(GuestRequest.NONE,             {"doNotDisturb": False, "refusedService": False}),
        Writing(GuestRequest.DO_NOT_DISTURB,   {"doNotDisturb": True, "refusedService": False}),
        Writing(GuestRequest.MAKE_UP_ROOM,     {}, _MAKE_UP),
        Writing(GuestRequest.SERVICE_DECLINED, {"doNotDisturb": False, "refusedService": True}),
        *unsaid(Door, _SEEN),
        *unsaid(Sign, _SEEN),
        *unsaid(Turndown, _TURNDOWN),
        *unsaid(Discrepancy, _DISCREPANCY),
    ),
)
# fmt: on
