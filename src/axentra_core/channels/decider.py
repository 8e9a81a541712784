"""The rules of channels: what a command decides, and how each thing is found."""

from collections.abc import Iterator

from axentra_core.channels import events as ev
from axentra_core.channels import feed_messages as fm
from axentra_core.channels import mapping_messages as mm
from axentra_core.channels import messages as msg
from axentra_core.channels import selling_messages as sm
from axentra_core.channels.connections import (
    begin_checks,
    begin_full_sync,
    begin_mapping,
    begin_message,
    change_account,
    change_exchange,
    confirm_data,
    finish_full_sync,
    finish_mapping,
    go_live,
    note_fee,
    note_mapping,
    note_support,
    open_connection,
    record_check,
    record_drift,
    replace_connection,
    request_integration,
    resume_connection,
    suspend_connection,
    tick_preparation,
    untick_preparation,
)
from axentra_core.channels.evolution import (
    EVOLVE_CONNECTION,
    EVOLVE_FEED,
    EVOLVE_MAPPING,
    EVOLVE_SELLING,
)
from axentra_core.channels.feed import Feed
from axentra_core.channels.feeds import (
    acknowledge_values,
    forget_values,
    lose_values,
    open_feed,
    refuse_values,
    send_values,
)
from axentra_core.channels.guards import (
    everything_prepared,
    is_another,
    is_function,
    is_next,
    is_required,
    is_selling,
    mapping_finished,
    not_ahead,
    not_replaced,
    not_too_soon,
    nothing_in_flight,
    nothing_missing,
    nothing_pending,
    of_this_mapping,
    of_this_platform,
    overtakes_nothing,
    pushes,
    sends_nothing,
    sends_values,
    something_mapped,
    without_faults,
)
from axentra_core.channels.lifecycle import CONNECTION
from axentra_core.channels.mapping_record import ChannelMapping
from axentra_core.channels.mappings import open_mapping, set_mapping
from axentra_core.channels.model import REPLACED, Connection
from axentra_core.channels.reservations.decider import DECIDE_RESERVATION
from axentra_core.channels.reservations.decider import index as index_of_reservation
from axentra_core.channels.reservations.evolution import EVOLVE_RESERVATION
from axentra_core.channels.reservations.model import ChannelReservation
from axentra_core.channels.selling import Selling
from axentra_core.channels.sellings import (
    limits_agree,
    not_far_ahead,
    not_over,
    open_selling,
    set_wanted,
)
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens


def index_of_connection(connection: Connection) -> Iterator[tuple[str, str]]:
    """A connection is found by its status, by the platform's name for the property, and when due.

    One that has been replaced is found by its status alone: another may have its name.
    """
    yield "connection.status", connection.status
    if connection.status is REPLACED:
        return
    yield "connection.property", property_value(connection.provider, connection.property_code)
    if connection.due_until is not None and connection.live_since is None:
        yield "connection.due", connection.due_until.isoformat()
    if connection.drift_check_due:
        yield "connection.drift", connection.provider


def property_value(provider: str, property_code: str) -> str:
    """Return under what a connection is found by what a platform calls the property."""
    return f"{provider}:{property_code}"


def index_of_mapping(record: ChannelMapping) -> Iterator[tuple[str, str]]:
    """A mapping is found by its platform."""
    yield "channel_mapping.provider", record.mapping.provider


def index_of_feed(feed: Feed) -> Iterator[tuple[str, str]]:
    """A feed is found by its connection, by what is in flight, and by what was refused."""
    yield "feed.connection", feed.connection
    for message in feed.progress.in_flight:
        yield "feed.message", message_value(feed.connection, message)
    if feed.progress.in_flight:
        yield "feed.in_flight", feed.connection
    if feed.progress.refused:
        yield "feed.refused", feed.connection


def message_value(connection: str, message: int) -> str:
    """Return under what the feeds are found that a message in flight tells something."""
    return f"{connection}:{message}"


def index_of_selling(selling: Selling) -> Iterator[tuple[str, str]]:
    """What the hotel wants to sell is found by its room type."""
    yield "selling.room_type", selling.room_type


# fmt: off
DECIDE_CONNECTION = decisions(
    opens(msg.OpenConnection,     open_connection),
    case(msg.TickPreparation,     tick_preparation,     CONNECTION.permits(ev.PreparationTicked)),
    case(msg.UntickPreparation,   untick_preparation,   CONNECTION.permits(ev.PreparationUnticked)),
    case(msg.NoteFee,             note_fee,             not_replaced),
    case(msg.NoteSupport,         note_support,         not_replaced),
    case(msg.ChangeExchange,      change_exchange,      not_replaced),
    case(msg.ChangeAccount,       change_account,       not_replaced),
    case(msg.RequestIntegration,  request_integration,  everything_prepared,
         CONNECTION.permits(ev.IntegrationRequested),   asks("on", not_ahead)),
    case(msg.BeginMapping,        begin_mapping,        CONNECTION.permits(ev.MappingBegun)),
    case(msg.NoteMapping,         note_mapping,         not_replaced),
    case(msg.FinishMapping,       finish_mapping,       CONNECTION.permits(ev.MappingFinished),
                                                        something_mapped,
                                                        asks("version", of_this_mapping),
                                                        asks("faults", without_faults)),
    case(msg.BeginFullSync,       begin_full_sync,      CONNECTION.permits(ev.FullSyncBegun),
                                                        sends_values,
                                                        mapping_finished,
                                                        asks("hours", not_too_soon)),
    case(msg.FinishFullSync,      finish_full_sync,     CONNECTION.permits(ev.FullSyncFinished),
                                                        asks("pending", nothing_pending)),
    case(msg.BeginChecks,        begin_checks,        CONNECTION.permits(ev.ChecksBegun),
                                                        sends_nothing,
                                                        mapping_finished),
    case(msg.RecordCheck,         record_check,         CONNECTION.permits(ev.CheckRecorded),
                                                        asks("check", is_required),
                                                        asks("version", of_this_mapping)),
    case(msg.ConfirmData,         confirm_data,         CONNECTION.permits(ev.DataConfirmed),
                                                        mapping_finished,
                                                        nothing_missing),
    case(msg.GoLive,              go_live,              mapping_finished,
                                                        nothing_missing,
                                                        CONNECTION.permits(ev.WentLive)),
    case(msg.SuspendConnection,   suspend_connection,
         CONNECTION.permits(ev.ConnectionSuspended)),
    case(msg.ResumeConnection,    resume_connection,    CONNECTION.permits(ev.ConnectionResumed),
                                                        mapping_finished,
                                                        nothing_missing),
    case(msg.RecordDrift,         record_drift,         is_selling),
    case(msg.BeginMessage,        begin_message,        pushes),
    case(msg.ReplaceConnection,   replace_connection,   not_replaced,
                                                        asks("successor", is_another)),
)

DECIDE_MAPPING = decisions(
    opens(mm.OpenMapping,        open_mapping),
    case(mm.SetMapping,          set_mapping,          asks("mapping", of_this_platform),
                                                        asks("mapping", is_function)),
)

DECIDE_FEED = decisions(
    opens(fm.OpenFeed,           open_feed),
    case(fm.SendValues,          send_values,          asks("message", is_next),
                                                        asks("updates", overtakes_nothing)),
    case(fm.AcknowledgeValues,   acknowledge_values),
    case(fm.RefuseValues,        refuse_values),
    case(fm.LoseValues,          lose_values),
    case(fm.ForgetValues,        forget_values,        nothing_in_flight),
)

DECIDE_SELLING = decisions(
    opens(sm.OpenSelling,        open_selling),
    case(sm.SetWanted,           set_wanted,           asks("values", not_over),
                                                        asks("values", not_far_ahead),
                                                        asks("values", limits_agree)),
)
# fmt: on

# What counts of the past stands in the states: no command needs old entries.
AGGREGATES = (
    Aggregate("connection", Connection, DECIDE_CONNECTION, EVOLVE_CONNECTION, index_of_connection),
    Aggregate("channel_mapping", ChannelMapping, DECIDE_MAPPING, EVOLVE_MAPPING, index_of_mapping),
    Aggregate("feed", Feed, DECIDE_FEED, EVOLVE_FEED, index_of_feed),
    Aggregate("selling", Selling, DECIDE_SELLING, EVOLVE_SELLING, index_of_selling),
    Aggregate(
        "channel_reservation",
        ChannelReservation,
        DECIDE_RESERVATION,
        EVOLVE_RESERVATION,
        index_of_reservation,
    ),
)
