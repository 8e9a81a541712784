"""What stands against a change of a connection: a guard returns the reason, or None."""

from axentra_core.channels import feed_messages as fm
from axentra_core.channels import mapping_messages as mm
from axentra_core.channels import messages as msg
from axentra_core.channels.batches import may_tell_all
from axentra_core.channels.feed import Feed
from axentra_core.channels.mapping import Mapping
from axentra_core.channels.mapping_record import ChannelMapping, broken
from axentra_core.channels.model import LIVE, REPLACED, RETESTING, SELLING, TESTED, Connection
from axentra_core.channels.progress import Stretch
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.updates import Measure
from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import some_of

# --- connections ---


def not_replaced(connection: Connection, _: Context) -> ChannelRefusal | None:
    """What has been replaced is no longer looked after."""
    if connection.status is not REPLACED:
        return None
    return ChannelRefusal("channels.replaced", connection=connection.id)


def is_selling(connection: Connection, _: Context) -> ChannelRefusal | None:
    """What no guest books through has not drifted away."""
    if connection.status in SELLING:
        return None
    return ChannelRefusal("channels.not_live", connection=connection.id)


def everything_prepared(connection: Connection, _: Context) -> ChannelRefusal | None:
    """Seed: PMS, rooms and rates, its provider, the fee and whom to call come before the request.

    After the request nobody asks for it any more.
    """
    if not connection.unprepared or connection.requested_on is not None:
        return None
    return ChannelRefusal(
        "channels.unprepared", connection=connection.id, missing=", ".join(connection.unprepared)
    )


def not_ahead(
    _connection: Connection, command: msg.RequestIntegration, context: Context
) -> ChannelRefusal | None:
    """Nobody has asked on a day that is still to come."""
    if command.on <= context.business_date:
        return None
    return ChannelRefusal("channels.date_ahead", on=command.on, business_date=context.business_date)


def something_mapped(connection: Connection, _: Context) -> ChannelRefusal | None:
    """A mapping is finished once there is one."""
    if connection.mapping_version:
        return None
    return ChannelRefusal("channels.nothing_mapped", connection=connection.id)


def of_this_mapping(
    connection: Connection, command: msg.FinishMapping | msg.RecordCheck, _: Context
) -> ChannelRefusal | None:
    """What was seen of an earlier mapping says nothing of the one that is in force."""
    if command.version == connection.mapping_version:
        return None
    return ChannelRefusal(
        "channels.mapping_changed",
        connection=connection.id,
        version=connection.mapping_version,
        got=command.version,
    )


def without_faults(
    connection: Connection, command: msg.FinishMapping, _: Context
) -> ChannelRefusal | None:
    """A mapping is proved before it is used."""
    if not command.faults:
        return None
    return ChannelRefusal(
        "channels.mapping_faulty",
        connection=connection.id,
        faults=", ".join(dict.fromkeys(command.faults)),
    )


def mapping_finished(connection: Connection, _: Context) -> ChannelRefusal | None:
    """Whatever relies on the mapping waits until it was found without faults."""
    if connection.is_mapped or connection.status not in TESTED:
        return None
    return ChannelRefusal(
        "channels.mapping_not_finished",
        connection=connection.id,
        version=connection.mapping_version,
    )


def sends_values(connection: Connection, _: Context) -> ChannelRefusal | None:
    """A connection that only receives has nothing to synchronise."""
    if connection.exchange.sends:
        return None
    return ChannelRefusal("channels.receives_only", connection=connection.id)


def sends_nothing(connection: Connection, _: Context) -> ChannelRefusal | None:
    """Tests of values come after all of them were sent."""
    if not connection.exchange.sends:
        return None
    return ChannelRefusal("channels.sends_values", connection=connection.id)


def not_too_soon(
    connection: Connection, command: msg.BeginFullSync, context: Context
) -> ChannelRefusal | None:
    """Platforms take all values of a live connection once in so many hours."""
    before = connection.all_sent_at
    if connection.status not in {LIVE, RETESTING} or before is None:
        return None
    if may_tell_all(command.hours, before, context.now):
        return None
    return ChannelRefusal(
        "channels.full_sync_too_soon",
        connection=connection.id,
        at=before.isoformat(timespec="minutes"),
        hours=command.hours,
    )


def nothing_pending(
    connection: Connection, command: msg.FinishFullSync, _: Context
) -> ChannelRefusal | None:
    """What the platform has not acknowledged it may not have."""
    if not command.pending:
        return None
    return ChannelRefusal(
        "channels.values_pending", connection=connection.id, pending=command.pending
    )


def is_required(
    connection: Connection, command: msg.RecordCheck, _: Context
) -> ChannelRefusal | None:
    """What is not sent and not received is not tested."""
    if command.check in connection.exchange.required:
        return None
    return ChannelRefusal(
        "channels.check_not_needed",
        connection=connection.id,
        check=command.check,
        needed=", ".join(connection.exchange.required),
    )


def nothing_missing(connection: Connection, _: Context) -> ChannelRefusal | None:
    """Nothing goes live that was not shown since the mapping or the account last changed."""
    if connection.status not in TESTED or not connection.missing:
        return None
    return ChannelRefusal(
        "channels.checks_missing",
        connection=connection.id,
        missing=", ".join(connection.missing),
    )


def is_another(
    connection: Connection, command: msg.ReplaceConnection, _: Context
) -> ChannelRefusal | None:
    """Nothing takes its own place."""
    if command.successor != connection.id:
        return None
    return ChannelRefusal("channels.same_connection", connection=connection.id)


def pushes(connection: Connection, _: Context) -> ChannelRefusal | None:
    """Values go out from the full sync on, and not while a connection rests."""
    if connection.pushes:
        return None
    return ChannelRefusal(
        "channels.not_pushing", connection=connection.id, status=connection.status
    )


# --- mappings ---


def not_broken(connection: str, mapping: Mapping) -> ChannelRefusal | None:
    """A code that stands twice or leads nowhere is not kept, for no further entry mends it."""
    found = broken(mapping)
    if not found:
        return None
    return ChannelRefusal(
        "channels.mapping_broken",
        connection=connection,
        count=len(found),
        faults=some_of(f"{one.kind} at {one.path}" for one in found),
    )


def is_function(
    record: ChannelMapping, command: mm.SetMapping, _: Context
) -> ChannelRefusal | None:
    """Each code leads to one thing that is there."""
    return not_broken(record.id, command.mapping)


def of_this_platform(
    record: ChannelMapping, command: mm.SetMapping, _: Context
) -> ChannelRefusal | None:
    """A connection is to one platform, and so is its mapping."""
    if command.mapping.provider == record.mapping.provider:
        return None
    return ChannelRefusal(
        "channels.other_provider",
        connection=record.id,
        provider=record.mapping.provider,
        got=command.mapping.provider,
    )


# --- feeds ---


def is_next(feed: Feed, command: fm.SendValues, _: Context) -> ChannelRefusal | None:
    """Messages come in the order of their numbers, so that an answer means one of them."""
    if command.message > feed.last_message:
        return None
    return ChannelRefusal(
        "channels.message_known",
        target=feed.name,
        message=command.message,
        last=feed.last_message,
    )


def overtakes_nothing(feed: Feed, command: fm.SendValues, _: Context) -> ChannelRefusal | None:
    """What is in flight is not told again before its answer: nobody knows which would be last."""
    waiting: dict[Measure, list[Stretch]] = {}
    for stretch in feed.progress.stretches:
        if stretch.cell.sent:
            waiting.setdefault(stretch.measure, []).append(stretch)
    for update in command.updates:
        if update.target == feed.progress.target:
            for stretch in waiting.get(update.measure, ()):
                if stretch.first <= update.last and update.first <= stretch.last:
                    return _in_flight(feed, stretch)
    return None


def nothing_in_flight(feed: Feed, _: Context) -> ChannelRefusal | None:
    """What may still arrive is not forgotten."""
    waiting = next((one for one in feed.progress.stretches if one.cell.sent), None)
    return None if waiting is None else _in_flight(feed, waiting)


def _in_flight(feed: Feed, waiting: Stretch) -> ChannelRefusal:
    return ChannelRefusal(
        "channels.values_in_flight",
        target=feed.name,
        measure=waiting.measure,
        first=waiting.first,
        message=0 if waiting.cell.sent is None else waiting.cell.sent.message,
    )
