"""The room status words of Oracle OPERA Cloud.

From the housekeeping part of its REST specification (oracle/hospitality-api-docs,
``rest-api-specs/property/hsk.json``) and the guide "Property Systems - Housekeeping Room Status":

- ``housekeepingRoomStatus`` holds condition and block in one word; a room out of order has no
  condition meanwhile, but a status it returns to. Pickup and Inspected are there only where the
  property has switched them on.
- ``frontOfficeStatus`` is the front desk's, ``housekeepingStatus`` what housekeeping has found.
- ``Compeleted`` is misspelt in the interface, and has to be sent so.
- ``ServiceDeclined`` stands in the specification of 25.5; earlier ones have three requests, and so
  has the guide "Housekeeping Service Status" of August 2025.
- A cleaning status that is sent for a room out of order on that day alone ends the block there, as
  the partner Optii tells: send a condition only while no block covers the day.
- Sleep is a room vacant at the desk and occupied for housekeeping, Skip the other way round, as in
  the documentation of 24.1; that of 19.2 prints the two exchanged.
- The reason codes of a block are every property's own and no part of the vocabulary.
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

_DERIVED = "it is the presence of a stay, which is derived from stays and never stored with a room"
_KIND = "the kind of block: OPERA has reason codes of the property's own for it"
_NOT_THERE = "what was seen of door and guest: OPERA has no status for it"
_HOLD = "the hold: OPERA keeps it as a record with user and end, not as a status"
_SLEEP_OUT = "the unused bed of a registered guest: Sleep would say the opposite"
_EMPTY = "nothing: OPERA leaves the list of discrepancies empty"

# fmt: off
OPERA: Final = Vocabulary(
    name="OPERA",
    reads={
        "housekeepingRoomStatus": {
            "Dirty":             Meaning(condition=Condition.DIRTY),
            "Pickup":            Meaning(condition=Condition.PICKUP),
            "Clean":             Meaning(condition=Condition.CLEAN),
            "Inspected":         Meaning(condition=Condition.INSPECTED),
            "OutOfOrder":        Meaning(block=BlockKind.OUT_OF_ORDER),
            "OutOfService":      Meaning(block=BlockKind.OUT_OF_SERVICE),
        },
        "frontOfficeStatus": {
            "Vacant":            Meaning(occupancy=Occupancy.VACANT),
            "Occupied":          Meaning(occupancy=Occupancy.OCCUPIED),
        },
        "housekeepingStatus": {
            "Vacant":            Meaning(reported=Reported.VACANT),
            "Occupied":          Meaning(reported=Reported.OCCUPIED),
        },
        "guestServiceRequest": {
            "NoStatusSelected":  Meaning(request=GuestRequest.NONE),
            "DoNotDisturb":      Meaning(request=GuestRequest.DO_NOT_DISTURB),
            "MakeUpRoom":        Meaning(request=GuestRequest.MAKE_UP_ROOM),
            "ServiceDeclined":   Meaning(request=GuestRequest.SERVICE_DECLINED),
        },
        "turndownStatus": {
            "NotRequired":       Meaning(turndown=Turndown.NOT_REQUIRED),
            "Required":          Meaning(turndown=Turndown.REQUIRED),
            "Compeleted":        Meaning(turndown=Turndown.COMPLETED),
        },
        "discrepancy": {
            "Sleep":             Meaning(discrepancy=Discrepancy.OCCUPIED_WITHOUT_STAY),
            "Skip":              Meaning(discrepancy=Discrepancy.VACANT_WITH_STAY),
            "PersonDiscrepancy": Meaning(discrepancy=Discrepancy.PERSON_COUNT),
        },
    },
    unmapped={
        "reservationStatusList": {
            "Arrival":     _DERIVED,
            "Arrived":     _DERIVED,
            "DayUse":      _DERIVED,
            "DueOut":      _DERIVED,
            "Departed":    _DERIVED,
            "NotReserved": _DERIVED,
            "StayOver":    _DERIVED,
        },
    },
    writes=(
        Writing(Occupancy.VACANT,                  {"frontOfficeStatus": "Vacant"}),
        Writing(Occupancy.OCCUPIED,                {"frontOfficeStatus": "Occupied"}),
        Writing(Reported.VACANT,                   {"housekeepingStatus": "Vacant"}),
        Writing(Reported.OCCUPIED,                 {"housekeepingStatus": "Occupied"}),
        Writing(Condition.DIRTY,                   {"housekeepingRoomStatus": "Dirty"}),
        Writing(Condition.PICKUP,                  {"housekeepingRoomStatus": "Pickup"}),
        Writing(Condition.CLEAN,                   {"housekeepingRoomStatus": "Clean"}),
        Writing(Condition.INSPECTED,               {"housekeepingRoomStatus": "Inspected"}),
        Writing(BlockKind.OUT_OF_ORDER,            {"housekeepingRoomStatus": "OutOfOrder"}),
        Writing(BlockKind.OUT_OF_SERVICE,          {"housekeepingRoomStatus": "OutOfService"}),
        Writing(BlockKind.HOUSE_USE,               {"housekeepingRoomStatus": "OutOfOrder"}, _KIND),
        Writing(BlockKind.OFFICE_USE,              {"housekeepingRoomStatus": "OutOfOrder"}, _KIND),
        Writing(BlockKind.UNDER_CONSTRUCTION,      {"housekeepingRoomStatus": "OutOfOrder"}, _KIND),
        Writing(BlockKind.HOLD,                    {}, _HOLD),
        Writing(GuestRequest.NONE,                 {"guestServiceRequest": "NoStatusSelected"}),
        Writing(GuestRequest.DO_NOT_DISTURB,       {"guestServiceRequest": "DoNotDisturb"}),
        Writing(GuestRequest.MAKE_UP_ROOM,         {"guestServiceRequest": "MakeUpRoom"}),
        Writing(GuestRequest.SERVICE_DECLINED,     {"guestServiceRequest": "ServiceDeclined"}),
        *unsaid(Door, _NOT_THERE),
        Writing(Sign.NONE,                         {}, _NOT_THERE),
        Writing(Sign.SLEEP_OUT,                    {}, _SLEEP_OUT),
        Writing(Sign.LIGHT_LUGGAGE,                {}, _NOT_THERE),
        Writing(Sign.NO_LUGGAGE,                   {}, _NOT_THERE),
        Writing(Turndown.NOT_REQUIRED,             {"turndownStatus": "NotRequired"}),
        Writing(Turndown.REQUIRED,                 {"turndownStatus": "Required"}),
        Writing(Turndown.COMPLETED,                {"turndownStatus": "Compeleted"}),
        Writing(Discrepancy.NONE,                  {}, _EMPTY),
        Writing(Discrepancy.OCCUPIED_WITHOUT_STAY, {"discrepancy": "Sleep"}),
        Writing(Discrepancy.VACANT_WITH_STAY,      {"discrepancy": "Skip"}),
        Writing(Discrepancy.PERSON_COUNT,          {"discrepancy": "PersonDiscrepancy"}),
    ),
)
# fmt: on
