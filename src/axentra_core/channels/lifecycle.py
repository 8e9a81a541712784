"""How a connection moves."""

from axentra_core.channels.events import (
    CheckRecorded,
    ChecksBegun,
    ConnectionReplaced,
    ConnectionResumed,
    ConnectionSuspended,
    DataConfirmed,
    FullSyncBegun,
    FullSyncFinished,
    FullSyncVoided,
    IntegrationRequested,
    MappingBegun,
    MappingFinished,
    MappingReopened,
    PreparationCompleted,
    PreparationTicked,
    PreparationUnticked,
    RetestNeeded,
    WentLive,
)
from axentra_core.channels.model import (
    CONFIRMED,
    FULL_SYNC,
    LIVE,
    MAPPED,
    MAPPING,
    PREPARED,
    PREPARING,
    REPLACED,
    REQUESTED,
    RETESTING,
    SUSPENDED,
    TESTING,
    Connection,
)
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.reservations.lifecycle import RESERVATION
from axentra_core.kernel.machine import Machine


def is_preparing(connection: Connection) -> ChannelRefusal:
    """Nobody asks the platform before everything is seen to."""
    return ChannelRefusal("channels.not_prepared", connection=connection.id)


def is_prepared(connection: Connection) -> ChannelRefusal:
    """The platform begins when it is asked."""
    return ChannelRefusal("channels.not_requested", connection=connection.id)


def is_requested(connection: Connection) -> ChannelRefusal:
    """Nothing is sent by codes that nobody has made."""
    return ChannelRefusal("channels.nothing_mapped", connection=connection.id)


def is_mapping(connection: Connection) -> ChannelRefusal:
    """Nothing is sent by a mapping that may be wrong."""
    return ChannelRefusal("channels.not_mapped", connection=connection.id)


def is_mapped(connection: Connection) -> ChannelRefusal:
    """Nothing is tested before all values were sent."""
    return ChannelRefusal("channels.not_synchronised", connection=connection.id)


def is_full_sync(connection: Connection) -> ChannelRefusal:
    """Nothing is tested while values are still on their way."""
    return ChannelRefusal("channels.sync_running", connection=connection.id)


def is_testing(connection: Connection) -> ChannelRefusal:
    """Nothing goes live before the hotel has said that all is right."""
    return ChannelRefusal("channels.not_confirmed", connection=connection.id)


def is_confirmed(connection: Connection) -> ChannelRefusal:
    """What is not live is neither suspended nor resumed."""
    return ChannelRefusal("channels.not_live", connection=connection.id)


def is_live(connection: Connection) -> ChannelRefusal:
    """What is live does not go live again."""
    return ChannelRefusal("channels.live", connection=connection.id)


def is_retesting(connection: Connection) -> ChannelRefusal:
    """What is live and was changed is tested, not begun anew."""
    return ChannelRefusal("channels.not_retested", connection=connection.id)


def is_suspended(connection: Connection) -> ChannelRefusal:
    """What is suspended is resumed first."""
    return ChannelRefusal("channels.suspended", connection=connection.id)


def is_replaced(connection: Connection) -> ChannelRefusal:
    """What has been replaced does not come back."""
    return ChannelRefusal("channels.replaced", connection=connection.id)


SAYS = {
    PREPARING: is_preparing,
    PREPARED: is_prepared,
    REQUESTED: is_requested,
    MAPPING: is_mapping,
    MAPPED: is_mapped,
    FULL_SYNC: is_full_sync,
    TESTING: is_testing,
    CONFIRMED: is_confirmed,
    LIVE: is_live,
    RETESTING: is_retesting,
    SUSPENDED: is_suspended,
    REPLACED: is_replaced,
}

# What is live stays so when it has changed: who stops telling what is left to sell sells too much.
# fmt: off
CONNECTION = Machine("connection", field="status", start=PREPARING, ends=(REPLACED,), says=SAYS,
                     rows=(
    # while      when this happens     becomes
    (PREPARING,  PreparationTicked,    PREPARING),
    (PREPARING,  PreparationUnticked,  PREPARING),
    (PREPARING,  PreparationCompleted, PREPARED),
    (PREPARING,  ConnectionReplaced,   REPLACED),
    (PREPARED,   PreparationUnticked,  PREPARING),
    (PREPARED,   IntegrationRequested, REQUESTED),
    (PREPARED,   ConnectionReplaced,   REPLACED),
    (REQUESTED,  MappingBegun,         MAPPING),
    (REQUESTED,  ConnectionReplaced,   REPLACED),
    (MAPPING,    MappingFinished,      MAPPED),
    (MAPPING,    ConnectionReplaced,   REPLACED),
    (MAPPED,     MappingReopened,      MAPPING),
    (MAPPED,     FullSyncBegun,        FULL_SYNC),
    (MAPPED,     ChecksBegun,          TESTING),
    (MAPPED,     ConnectionReplaced,   REPLACED),
    (FULL_SYNC,  MappingReopened,      MAPPING),
    (FULL_SYNC,  FullSyncVoided,       MAPPED),
    (FULL_SYNC,  FullSyncFinished,     TESTING),
    (FULL_SYNC,  ConnectionReplaced,   REPLACED),
    (TESTING,    MappingReopened,      MAPPING),
    (TESTING,    FullSyncVoided,       MAPPED),
    (TESTING,    FullSyncBegun,        FULL_SYNC),
    (TESTING,    CheckRecorded,        TESTING),
    (TESTING,    DataConfirmed,        CONFIRMED),
    (TESTING,    ConnectionReplaced,   REPLACED),
    (CONFIRMED,  MappingReopened,      MAPPING),
    (CONFIRMED,  FullSyncVoided,       MAPPED),
    (CONFIRMED,  CheckRecorded,        CONFIRMED),
    (CONFIRMED,  RetestNeeded,         TESTING),
    (CONFIRMED,  WentLive,             LIVE),
    (CONFIRMED,  ConnectionReplaced,   REPLACED),
    (LIVE,       FullSyncBegun,        LIVE),
    (LIVE,       CheckRecorded,        LIVE),
    (LIVE,       RetestNeeded,         RETESTING),
    (LIVE,       ConnectionSuspended,  SUSPENDED),
    (LIVE,       ConnectionReplaced,   REPLACED),
    (RETESTING,  MappingFinished,      RETESTING),
    (RETESTING,  FullSyncBegun,        RETESTING),
    (RETESTING,  CheckRecorded,        RETESTING),
    (RETESTING,  DataConfirmed,        LIVE),
    (RETESTING,  ConnectionSuspended,  SUSPENDED),
    (RETESTING,  ConnectionReplaced,   REPLACED),
    (SUSPENDED,  MappingReopened,      MAPPING),
    (SUSPENDED,  MappingFinished,      SUSPENDED),
    (SUSPENDED,  FullSyncBegun,        FULL_SYNC),
    (SUSPENDED,  ChecksBegun,          TESTING),
    (SUSPENDED,  ConnectionResumed,    LIVE),
    (SUSPENDED,  ConnectionReplaced,   REPLACED),
))
# fmt: on

MACHINES = (CONNECTION, RESERVATION)
