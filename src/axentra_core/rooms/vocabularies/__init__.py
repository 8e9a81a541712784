"""Room status words of other systems: what they say here, and how ours is said there.

Every foreign word is read or named as unmapped with the reason; every value of a room's axes is
written or named with what gets lost. `Vocabulary` checks both for tables of a further system too.

    >>> from axentra_core.rooms import Condition
    >>> OPERA.read("housekeepingRoomStatus", "Pickup").condition
    <Condition.PICKUP: 'pickup'>
    >>> dict(CLOUDBEDS.write(Condition.CLEAN).words)
    {'roomCondition': 'clean', 'vacantPickup': False}
    >>> MEWS.write(Condition.PICKUP).loses
    'that a touch-up is enough: Dirty would ask for a whole cleaning, Clean for none'
"""

from axentra_core.rooms.vocabularies.apaleo import APALEO, APALEO_WITH_INSPECTION
from axentra_core.rooms.vocabularies.cloudbeds import CLOUDBEDS
from axentra_core.rooms.vocabularies.mews import MEWS
from axentra_core.rooms.vocabularies.opera import OPERA
from axentra_core.rooms.vocabularies.vocabulary import (
    Meaning,
    Reported,
    Vocabulary,
    Writing,
    unsaid,
)

__all__ = [
    "APALEO",
    "APALEO_WITH_INSPECTION",
    "CLOUDBEDS",
    "MEWS",
    "OPERA",
    "Meaning",
    "Reported",
    "Vocabulary",
    "Writing",
    "unsaid",
]
