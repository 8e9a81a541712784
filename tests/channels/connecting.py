"""A connection on its way from preparation to going live, for the tests of it."""

from axentra_core.channels.checks import Check, CheckResult, Direction
from axentra_core.channels.decider import AGGREGATES
from axentra_core.channels.exchange import Exchange, Managed
from axentra_core.channels.messages import (
    BeginChecks,
    BeginFullSync,
    BeginMapping,
    ConfirmData,
    FinishFullSync,
    FinishMapping,
    GoLive,
    NoteFee,
    NoteMapping,
    NoteSupport,
    OpenConnection,
    RecordCheck,
    ReplaceConnection,
    RequestIntegration,
    SuspendConnection,
    TickPreparation,
)
from axentra_core.channels.model import ConnectionStatus
from axentra_core.channels.preparation import NOTED, Preparation, SupportContact
from axentra_core.channels.updates import Measure
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

CONNECTION = AGGREGATES[0]
TODAY = CONTEXT.business_date
TWO_WAY, SENDS, RECEIVES = Direction

TAKEN = (Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL, Measure.CLOSED_TO_ARRIVAL)
BOTH_WAYS = Exchange(TWO_WAY, TAKEN, (Managed(Measure.CLOSED_TO_ARRIVAL, "revenue"),))
OUT_ONLY = Exchange(SENDS, TAKEN)
IN_ONLY = Exchange(RECEIVES, ())
NEEDED = (
    Check.AVAILABILITY,
    Check.PRICE,
    Check.STOP_SELL,
    Check.NEW_RESERVATION,
    Check.MODIFIED_RESERVATION,
    Check.CANCELLED_RESERVATION,
)

OPEN = OpenConnection("C1", "siteminder", "HOTEL1", BOTH_WAYS, "axentra-pms")
HELP = SupportContact("support of the PMS", Sealed("person:1", "Siti, +62 21 555 0100"))
FREE = NoteFee("C1", money("0", "IDR"))
NOTE_SUPPORT = NoteSupport("C1", HELP)
TICKS = tuple(TickPreparation("C1", one) for one in Preparation if one not in NOTED)
REQUEST = RequestIntegration("C1", TODAY, "case-4711")
FULL_SYNC, ACKNOWLEDGED = BeginFullSync("C1", 24), FinishFullSync("C1", 0)
CONFIRM, GO = ConfirmData("C1"), GoLive("C1")
SUSPEND = SuspendConnection("C1", "the platform is being moved")
REPLACE = ReplaceConnection("C1", "another PMS", "C2")


def right(check, version=1, result=CheckResult.PASSED):
    """Return the command that records what a test of a mapping has shown."""
    return RecordCheck("C1", check, result, f"{check} at the platform", version, "case-4711")


def all_right(version=1, checks=NEEDED):
    """Return the commands that record that everything was right."""
    return tuple(right(check, version) for check in checks)


def finish(version=1, *faults):
    """Return the command that finishes a version of the mapping."""
    return FinishMapping("C1", version, faults)


def note(version=1):
    """Return the command that puts a version of the mapping in force."""
    return NoteMapping("C1", version)


PREPARE = (OPEN, *TICKS, FREE, NOTE_SUPPORT)
UNTIL_MAPPED = (*PREPARE, REQUEST, note(), finish())
UNTIL_TESTING = (*UNTIL_MAPPED, FULL_SYNC, ACKNOWLEDGED)
UNTIL_LIVE = (*UNTIL_TESTING, *all_right(), CONFIRM, GO)
PAST = {
    ConnectionStatus.PREPARING: (OPEN,),
    ConnectionStatus.PREPARED: PREPARE,
    ConnectionStatus.REQUESTED: (*PREPARE, REQUEST),
    ConnectionStatus.MAPPING: (*PREPARE, REQUEST, BeginMapping("C1"), note()),
    ConnectionStatus.MAPPED: UNTIL_MAPPED,
    ConnectionStatus.FULL_SYNC: (*UNTIL_MAPPED, FULL_SYNC),
    ConnectionStatus.TESTING: UNTIL_TESTING,
    ConnectionStatus.CONFIRMED: (*UNTIL_TESTING, *all_right(), CONFIRM),
    ConnectionStatus.LIVE: UNTIL_LIVE,
    ConnectionStatus.RETESTING: (*UNTIL_LIVE, note(2)),
    ConnectionStatus.SUSPENDED: (*UNTIL_LIVE, SUSPEND),
    ConnectionStatus.REPLACED: (*UNTIL_LIVE, REPLACE),
}


def lived(*commands, context=CONTEXT):
    """Return the events of commands, all of which are accepted."""
    events = []
    for command in commands:
        events += CONNECTION.decide(CONNECTION.replay(events), command, context)
    return events


def after(*commands):
    """Return a connection to which these commands have happened."""
    return given(CONNECTION, *lived(*commands))


def state_after(*commands):
    """Return its state."""
    return after(*commands).state


def receiving(*commands):
    """Return the commands to a connection that only receives, until it is mapped and more."""
    opened = OpenConnection("C1", "siteminder", "HOTEL1", IN_ONLY)
    return (opened, *UNTIL_MAPPED[1:], *commands)


RECEIVES_ONLY = receiving(BeginChecks("C1"))
