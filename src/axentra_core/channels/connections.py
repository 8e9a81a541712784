"""What commands decide about a connection."""

import attrs

from axentra_core.channels import events as ev
from axentra_core.channels import messages as msg
from axentra_core.channels.checks import Evidence, last_of_each
from axentra_core.channels.drift import Drift
from axentra_core.channels.model import (
    CONFIRMED,
    DUE_FROM,
    DUE_UNTIL,
    FULL_SYNC,
    LIVE,
    MAPPED,
    PREPARING,
    REQUESTED,
    SUSPENDED,
    TESTING,
    Connection,
)
from axentra_core.channels.preparation import IntegrationFee, Preparation
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Events

_READY = frozenset({CONFIRMED, LIVE})
# Where all values were told, or are being told, and no guest books through it yet.
_TOLD = frozenset({FULL_SYNC, TESTING, CONFIRMED})
# Where the mapping counts as finished, and no guest books through it.
_MAPPED = _TOLD | {MAPPED, SUSPENDED}


def open_connection(command: msg.OpenConnection, context: Context) -> list[ev.ConnectionOpened]:
    """Begin to prepare it."""
    return [
        ev.ConnectionOpened(
            command.connection,
            command.provider,
            command.property_code,
            command.account,
            command.exchange,
            context.business_date,
        )
    ]


# --- preparation ---


def tick_preparation(
    connection: Connection, command: msg.TickPreparation, context: Context
) -> Events:
    """Have seen to it; once more changes nothing."""
    if command.preparation in connection.ticked:
        return []
    event = ev.PreparationTicked(connection.id, command.preparation, context.business_date)
    return [event, *_completed(connection, command.preparation, context)]


def untick_preparation(
    connection: Connection, command: msg.UntickPreparation, context: Context
) -> list[ev.PreparationUnticked]:
    """Have to see to it again; what nobody has seen to stays so."""
    if command.preparation not in connection.ticked:
        return []
    return [ev.PreparationUnticked(connection.id, command.preparation, context.business_date)]


def note_fee(connection: Connection, command: msg.NoteFee, context: Context) -> Events:
    """Know what it costs; the same again changes nothing."""
    fee = IntegrationFee(command.fee.amount, command.fee.currency.code)
    if fee == connection.fee:
        return []
    event = ev.FeeNoted(connection.id, fee, context.business_date)
    return [event, *_completed(connection, Preparation.FEE_NOTED, context)]


def note_support(connection: Connection, command: msg.NoteSupport, context: Context) -> Events:
    """Know whom to ask; the same again changes nothing."""
    if command.support == connection.support:
        return []
    event = ev.SupportNoted(connection.id, command.support, context.business_date)
    return [event, *_completed(connection, Preparation.SUPPORT_NOTED, context)]


def _completed(
    connection: Connection, seen_to: Preparation, context: Context
) -> list[ev.PreparationCompleted]:
    if connection.status is not PREPARING or connection.unprepared != (seen_to,):
        return []
    return [ev.PreparationCompleted(connection.id, context.business_date)]


def request_integration(
    connection: Connection, command: msg.RequestIntegration, context: Context
) -> list[ev.IntegrationRequested]:
    """Ask the platform, and know when it should stand."""
    return [
        ev.IntegrationRequested(
            connection.id,
            command.case,
            command.on,
            command.on + DUE_FROM,
            command.on + DUE_UNTIL,
            context.business_date,
        )
    ]


# --- what is exchanged, and with whom ---


def change_exchange(
    connection: Connection, command: msg.ChangeExchange, context: Context
) -> Events:
    """Exchange something else; the same again changes nothing.

    What was shown of what is still exchanged goes on to count.
    """
    before, now = connection.exchange, command.exchange
    if now == before:
        return []
    changed = ev.ExchangeChanged(connection.id, now, context.business_date)
    if now.sends and not before.sends and connection.status in _TOLD:
        return [changed, ev.FullSyncVoided(connection.id, context.business_date)]
    return [changed, *_retest(attrs.evolve(connection, exchange=now), context)]


def change_account(connection: Connection, command: msg.ChangeAccount, context: Context) -> Events:
    """Be known under other names; the same again changes nothing."""
    known = connection.property_code, connection.account
    if (command.property_code, command.account) == known:
        return []
    day = context.business_date
    changed = ev.AccountChanged(connection.id, command.property_code, command.account, day)
    if connection.status in _TOLD:
        return [changed, ev.FullSyncVoided(connection.id, day)]
    return [changed, *_retest(attrs.evolve(connection, evidence=()), context)]


def _retest(connection: Connection, context: Context) -> list[ev.RetestNeeded]:
    """Return what follows where a connection was ready before and lacks something now."""
    if connection.status not in _READY or connection.is_ready:
        return []
    return [ev.RetestNeeded(connection.id, connection.missing, context.business_date)]


# --- mapping ---


def begin_mapping(
    connection: Connection, _: msg.BeginMapping, context: Context
) -> list[ev.MappingBegun]:
    """Let the codes be made."""
    return [ev.MappingBegun(connection.id, context.business_date)]


def note_mapping(connection: Connection, command: msg.NoteMapping, context: Context) -> Events:
    """Have another mapping in force; an older one or the same changes nothing."""
    if command.version <= connection.mapping_version:
        return []
    day = context.business_date
    noted = ev.MappingNoted(connection.id, command.version, day)
    if connection.status is REQUESTED:
        return [ev.MappingBegun(connection.id, day), noted]
    if connection.status in _MAPPED:
        return [noted, ev.MappingReopened(connection.id, day)]
    return [noted, *_retest(attrs.evolve(connection, mapping_version=command.version), context)]


def finish_mapping(
    connection: Connection, command: msg.FinishMapping, context: Context
) -> list[ev.MappingFinished]:
    """Have it without faults; the same version again changes nothing."""
    if command.version == connection.finished_version:
        return []
    return [ev.MappingFinished(connection.id, command.version, context.business_date)]


# --- synchronising and testing ---


def begin_full_sync(
    connection: Connection, _: msg.BeginFullSync, context: Context
) -> list[ev.FullSyncBegun]:
    """Send all values."""
    return [ev.FullSyncBegun(connection.id, context.now, context.business_date)]


def finish_full_sync(
    connection: Connection, _: msg.FinishFullSync, context: Context
) -> list[ev.FullSyncFinished]:
    """Have told everything, and test it."""
    return [ev.FullSyncFinished(connection.id, context.business_date)]


def begin_checks(
    connection: Connection, _: msg.BeginChecks, context: Context
) -> list[ev.ChecksBegun]:
    """Test it without sending anything."""
    return [ev.ChecksBegun(connection.id, context.business_date)]


def record_check(connection: Connection, command: msg.RecordCheck, context: Context) -> Events:
    """Keep what a test has shown; where it was wrong, a ready connection is so no longer."""
    evidence = Evidence(
        command.check,
        command.result,
        command.what,
        command.reference,
        command.version,
        str(context.actor),
        context.now,
    )
    recorded = ev.CheckRecorded(connection.id, evidence, context.business_date)
    after = attrs.evolve(connection, evidence=last_of_each(connection.evidence, evidence))
    return [recorded, *_retest(after, context)]


def confirm_data(
    connection: Connection, _: msg.ConfirmData, context: Context
) -> list[ev.DataConfirmed]:
    """Have the hotel's word that all is right."""
    return [
        ev.DataConfirmed(
            connection.id,
            str(context.actor),
            connection.mapping_version,
            context.now,
            context.business_date,
        )
    ]


def begin_message(
    connection: Connection, _: msg.BeginMessage, context: Context
) -> list[ev.MessageBegun]:
    """Number it."""
    number = connection.messages + 1
    return [ev.MessageBegun(connection.id, number, context.now, context.business_date)]


# --- live ---


def go_live(connection: Connection, _: msg.GoLive, context: Context) -> list[ev.WentLive]:
    """Let guests book through it."""
    return [ev.WentLive(connection.id, context.business_date)]


def suspend_connection(
    connection: Connection, command: msg.SuspendConnection, context: Context
) -> list[ev.ConnectionSuspended]:
    """Send and receive nothing for a while."""
    return [ev.ConnectionSuspended(connection.id, command.reason, context.business_date)]


def resume_connection(
    connection: Connection, _: msg.ResumeConnection, context: Context
) -> list[ev.ConnectionResumed]:
    """Let it go on."""
    return [ev.ConnectionResumed(connection.id, context.business_date)]


def record_drift(
    connection: Connection, command: msg.RecordDrift, context: Context
) -> list[ev.DriftChecked]:
    """Keep what a comparison has shown."""
    drift = Drift(command.comparison, str(context.actor), context.now)
    return [ev.DriftChecked(connection.id, drift, context.business_date)]


def replace_connection(
    connection: Connection, command: msg.ReplaceConnection, context: Context
) -> list[ev.ConnectionReplaced]:
    """End it."""
    return [
        ev.ConnectionReplaced(
            connection.id, command.successor, command.reason, context.business_date
        )
    ]
