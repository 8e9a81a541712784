"""What an event changes in a connection, in its mapping, and in what the platform is told."""

from typing import Any

import attrs

from axentra_core.channels import events as ev
from axentra_core.channels import feed_messages as fm
from axentra_core.channels import mapping_messages as mm
from axentra_core.channels import selling_messages as sm
from axentra_core.channels.checks import last_of_each
from axentra_core.channels.feed import Feed, Outgoing, kept_from
from axentra_core.channels.lifecycle import CONNECTION
from axentra_core.channels.mapping_record import ChannelMapping, merged
from axentra_core.channels.model import Connection
from axentra_core.channels.progress import (
    Progress,
    acknowledged,
    lost,
    refused,
    sent,
    since,
)
from axentra_core.channels.selling import Selling, overlaid
from axentra_core.kernel.decider import begins, evolutions, on

# --- connections ---


def opened(event: ev.ConnectionOpened) -> Connection:
    """Return a connection that is being prepared."""
    return Connection(
        event.connection,
        event.provider,
        event.property_code,
        event.account,
        event.exchange,
        CONNECTION.start,
    )


def ticked(connection: Connection, event: ev.PreparationTicked) -> Connection:
    """Return the connection with a part of its preparation seen to."""
    done = dict.fromkeys((*connection.ticked, event.preparation))
    return _after(connection, event, ticked=tuple(done))


def unticked(connection: Connection, event: ev.PreparationUnticked) -> Connection:
    """Return the connection with a part of its preparation to be seen to again."""
    left = tuple(one for one in connection.ticked if one is not event.preparation)
    return _after(connection, event, ticked=left)


def fee_noted(connection: Connection, event: ev.FeeNoted) -> Connection:
    """Return the connection of which it is known what it costs."""
    return attrs.evolve(connection, fee=event.fee)


def support_noted(connection: Connection, event: ev.SupportNoted) -> Connection:
    """Return the connection of which it is known whom to ask."""
    return attrs.evolve(connection, support=event.support)


def exchange_changed(connection: Connection, event: ev.ExchangeChanged) -> Connection:
    """Return the connection that carries something else."""
    return attrs.evolve(connection, exchange=event.exchange)


def account_changed(connection: Connection, event: ev.AccountChanged) -> Connection:
    """Return the connection under other names, of which nothing is shown."""
    return attrs.evolve(
        connection, property_code=event.property_code, account=event.account, evidence=()
    )


def requested(connection: Connection, event: ev.IntegrationRequested) -> Connection:
    """Return the connection for which the platform was asked."""
    return _after(
        connection,
        event,
        case=event.case,
        requested_on=event.on,
        due_from=event.due_from,
        due_until=event.due_until,
    )


def mapping_noted(connection: Connection, event: ev.MappingNoted) -> Connection:
    """Return the connection with another mapping."""
    return attrs.evolve(connection, mapping_version=event.version)


def mapping_finished(connection: Connection, event: ev.MappingFinished) -> Connection:
    """Return the connection whose mapping is right."""
    return _after(connection, event, finished_version=event.version)


def all_sent(connection: Connection, event: ev.FullSyncBegun) -> Connection:
    """Return the connection that sends everything."""
    return _after(connection, event, all_sent_at=event.at)


def check_recorded(connection: Connection, event: ev.CheckRecorded) -> Connection:
    """Return the connection with what a test has shown last."""
    return _after(connection, event, evidence=last_of_each(connection.evidence, event.evidence))


def confirmed(connection: Connection, event: ev.DataConfirmed) -> Connection:
    """Return the connection with the hotel's word; what is live is compared anew."""
    return _after(connection, event, confirmed_by=event.by, drift=None)


def live(connection: Connection, event: ev.WentLive) -> Connection:
    """Return the connection through which guests book."""
    since = connection.live_since or event.business_date
    return _after(connection, event, live_since=since, drift=None)


def suspended(connection: Connection, event: ev.ConnectionSuspended) -> Connection:
    """Return the connection that rests."""
    return _after(connection, event, why_suspended=event.reason)


def resumed(connection: Connection, event: ev.ConnectionResumed) -> Connection:
    """Return the connection that goes on; the platform may have drifted away meanwhile."""
    return _after(connection, event, drift=None)


def drift_checked(connection: Connection, event: ev.DriftChecked) -> Connection:
    """Return the connection that was compared."""
    return attrs.evolve(connection, drift=event.drift)


def replaced(connection: Connection, event: ev.ConnectionReplaced) -> Connection:
    """Return the connection that has ended."""
    return _after(connection, event, successor=event.successor)


def message_begun(connection: Connection, event: ev.MessageBegun) -> Connection:
    """Return the connection with a message more."""
    return attrs.evolve(connection, messages=event.message)


def moved(connection: Connection, event: object) -> Connection:
    """Return the connection with the status that the table has for it."""
    return _after(connection, event)


def _after(connection: Connection, event: object, **changes: Any) -> Connection:  # noqa: ANN401 - any field
    status = CONNECTION.after(connection.status, type(event))
    return attrs.evolve(connection, status=status, **changes)


# --- mappings ---


def mapping_opened(event: mm.MappingOpened) -> ChannelMapping:
    """Return the first mapping."""
    return ChannelMapping(event.channel_mapping, event.mapping, 1, event.by, event.at)


def mapping_changed(record: ChannelMapping, event: mm.MappingChanged) -> ChannelMapping:
    """Return the mapping with other entries."""
    mapping = merged(record.mapping, event.put, event.removed)
    return ChannelMapping(record.id, mapping, event.version, event.by, event.at)


# --- feeds ---


def feed_opened(event: fm.FeedOpened) -> Feed:
    """Return a feed that has told nothing."""
    return Feed(event.feed, event.connection, Progress(event.target))


def values_sent(feed: Feed, event: fm.ValuesSent) -> Feed:
    """Return the feed with values in flight; what is long over is kept no more."""
    known = since(feed.progress, kept_from(event.business_date))
    progress = sent(known, event.message, event.updates)
    outgoing = (*feed.outgoing, Outgoing(event.message, event.mapping, event.at))
    return _told(feed, progress, outgoing, event.message)


def values_acknowledged(feed: Feed, event: fm.ValuesAcknowledged) -> Feed:
    """Return the feed with values that the platform has."""
    taken = attrs.evolve(feed, told_at=event.at)
    return _told(taken, acknowledged(feed.progress, event.message), feed.outgoing)


def values_refused(feed: Feed, event: fm.ValuesRefused) -> Feed:
    """Return the feed with values that the platform does not take."""
    progress = refused(feed.progress, event.message, event.refusals, event.at, event.mapping)
    return _told(feed, progress, feed.outgoing)


def values_lost(feed: Feed, event: fm.ValuesLost) -> Feed:
    """Return the feed without a message that may not have arrived."""
    return _told(feed, lost(feed.progress, event.message), feed.outgoing)


def values_forgotten(feed: Feed, _: fm.ValuesForgotten) -> Feed:
    """Return the feed of which nobody knows what the platform has."""
    return _told(feed, Progress(feed.progress.target), ())


def _told(
    feed: Feed, progress: Progress, outgoing: tuple[Outgoing, ...], last: int | None = None
) -> Feed:
    in_flight = progress.in_flight
    return Feed(
        feed.id,
        feed.connection,
        progress,
        feed.last_message if last is None else last,
        tuple(one for one in outgoing if one.message in in_flight),
        feed.told_at,
    )


# --- what the hotel wants to sell ---


def selling_opened(event: sm.SellingOpened) -> Selling:
    """Return what nothing is said of yet."""
    return Selling(event.selling, event.room_type, event.rate_plan, event.currency, event.digits)


def wanted_set(selling: Selling, event: sm.WantedSet) -> Selling:
    """Return what is wanted now; what is over is kept no more."""
    return attrs.evolve(selling, values=overlaid(selling.values, event.values, event.business_date))


# fmt: off
EVOLVE_CONNECTION = evolutions(
    begins(ev.ConnectionOpened,      opened),
    on(ev.PreparationTicked,         ticked),
    on(ev.PreparationUnticked,       unticked),
    on(ev.FeeNoted,                  fee_noted),
    on(ev.SupportNoted,              support_noted),
    on(ev.PreparationCompleted,      moved),
    on(ev.ExchangeChanged,           exchange_changed),
    on(ev.AccountChanged,            account_changed),
    on(ev.IntegrationRequested,      requested),
    on(ev.MappingBegun,              moved),
    on(ev.MappingNoted,              mapping_noted),
    on(ev.MappingFinished,           mapping_finished),
    on(ev.MappingReopened,           moved),
    on(ev.FullSyncBegun,             all_sent),
    on(ev.FullSyncFinished,          moved),
    on(ev.FullSyncVoided,            moved),
    on(ev.ChecksBegun,              moved),
    on(ev.CheckRecorded,             check_recorded),
    on(ev.RetestNeeded,              moved),
    on(ev.DataConfirmed,             confirmed),
    on(ev.WentLive,                  live),
    on(ev.ConnectionSuspended,       suspended),
    on(ev.ConnectionResumed,         resumed),
    on(ev.DriftChecked,              drift_checked),
    on(ev.MessageBegun,              message_begun),
    on(ev.ConnectionReplaced,        replaced),
)

EVOLVE_MAPPING = evolutions(
    begins(mm.MappingOpened,         mapping_opened),
    on(mm.MappingChanged,            mapping_changed),
)

EVOLVE_FEED = evolutions(
    begins(fm.FeedOpened,            feed_opened),
    on(fm.ValuesSent,                values_sent),
    on(fm.ValuesAcknowledged,        values_acknowledged),
    on(fm.ValuesRefused,             values_refused),
    on(fm.ValuesLost,                values_lost),
    on(fm.ValuesForgotten,           values_forgotten),
)

EVOLVE_SELLING = evolutions(
    begins(sm.SellingOpened,         selling_opened),
    on(sm.WantedSet,                 wanted_set),
)
# fmt: on
