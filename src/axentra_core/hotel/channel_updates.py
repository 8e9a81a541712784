"""How what a platform is told is written down: the intent before, the answer after.

Nothing here reaches a platform. `ChannelSync` does, between two commits.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from axentra_core.channels import (
    AccountChanged,
    AcknowledgeValues,
    BeginFullSync,
    BeginMessage,
    Connection,
    DriftChecked,
    Feed,
    FinishFullSync,
    ForgetValues,
    FullSyncBegun,
    LoseValues,
    OpenFeed,
    Refusal,
    RefuseValues,
    SendValues,
    Target,
    Update,
    feed_id,
    message_value,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended, left_to
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import some_of

RESERVATIONS: Final = "reservations"
PUT_RIGHT, REACH = "feed.PutRight", "connection.ReachPlatform"
# Once may be a passing fault there; what is refused again is put right by nobody but a person.
STAYS_REFUSED: Final = 2
NOT_TAKEN: Final = "the platform has taken nothing of the message"
WHY_ANEW: Final[Mapping[type, str]] = {
    FullSyncBegun: "all values are sent anew",
    AccountChanged: "the details of the account have changed",
    DriftChecked: "the platform shows other values than it was told",
}


# --- all values ---


def begin_full_sync(unit: Unit, verb: verbs.BeginFullSync) -> None:
    """Have all values sent; `tell_anew` forgets what the platform was told before."""
    hours = verb.hours
    if hours is None:
        connection: Connection = unit.need("connection", verb.connection)
        hours = unit.outside.providers[connection.provider].full_sync_hours
    unit.act(BeginFullSync(verb.connection, hours))


def finish_full_sync(unit: Unit, verb: verbs.FinishFullSync) -> None:
    """Have the tests follow."""
    unit.act(FinishFullSync(verb.connection, verb.pending))


# --- one message ---


def send_updates(unit: Unit, verb: verbs.SendUpdates) -> None:
    """Number a message, and have what it tells in flight."""
    waiting = unit.find("feed.in_flight", verb.connection, limit=1)
    if waiting:
        feed: Feed = unit.need("feed", waiting[0][1])
        raise HotelRefusal(
            "hotel.message_in_flight",
            connection=verb.connection,
            message=feed.progress.in_flight[0],
        )
    unit.act(BeginMessage(verb.connection))
    number = unit.need("connection", verb.connection).messages
    updates: dict[Target, list[Update]] = {}
    for update in verb.updates:
        updates.setdefault(update.target, []).append(update)
    names = {target: feed_id(verb.connection, target) for target in updates}
    unit.load(*(("feed", name) for name in names.values()))
    for target, own in updates.items():
        if unit.get("feed", names[target]) is None:
            unit.act(OpenFeed(names[target], verb.connection, target))
        unit.act(SendValues(names[target], number, verb.mapping, tuple(own)))


def record_answer(unit: Unit, verb: verbs.RecordAnswer) -> None:
    """Record what is refused of a message, and that the rest is taken or told again."""
    unit.need("connection", verb.connection)
    refusals: dict[Target, list[Refusal]] = {}
    for one in verb.refusals:
        refusals.setdefault(one.update.target, []).append(one)
    feeds = _told_by(unit, verb.connection, verb.message)
    for feed in feeds:
        if own := refusals.get(feed.progress.target):
            unit.act(RefuseValues(feed.id, verb.message, tuple(own)))
        if verb.is_taken:
            unit.act(AcknowledgeValues(feed.id, verb.message))
        else:
            unit.act(LoseValues(feed.id, verb.message, NOT_TAKEN))
    if feeds:
        # It has answered, whatever it has said.
        unit.act(*ended(unit, RESERVATIONS, {_cause(verb.connection)}, {REACH}))
    _see_to_what_is_refused(unit, verb.connection, feeds)


def give_up_message(unit: Unit, verb: verbs.GiveUpMessage) -> None:
    """Have everything that a message tells told again."""
    unit.need("connection", verb.connection)
    feeds = _told_by(unit, verb.connection, verb.message)
    for feed in feeds:
        unit.act(LoseValues(feed.id, verb.message, verb.reason))
    cause = _cause(verb.connection)
    if feeds and verb.needs_a_person and cause not in _left(unit, REACH):
        why = HotelRefusal(
            "hotel.platform_not_reached", connection=verb.connection, reason=verb.reason
        )
        values = {"connection": verb.connection, "message": verb.message}
        unit.act(left_to(RESERVATIONS, unit, cause, REACH, values, why))


def _told_by(unit: Unit, connection: str, message: int) -> list[Feed]:
    """Return the feeds that a message in flight tells something."""
    found = [feed for _, feed in unit.find("feed.message", message_value(connection, message))]
    unit.load(*(("feed", feed) for feed in found))
    return [unit.need("feed", feed) for feed in found]


# --- what a person has to see to ---


def _see_to_what_is_refused(unit: Unit, connection: str, answered: list[Feed]) -> None:
    """Leave each reason that stays to a person, once; end what was left of those that are gone."""
    version = unit.need("connection", connection).mapping_version
    found = dict.fromkeys(feed for _, feed in unit.find("feed.refused", connection))
    found.update(dict.fromkeys(feed.id for feed in answered))
    unit.load(*(("feed", name) for name in found))
    present: set[str] = set()
    staying: dict[str, dict[str, None]] = {}
    for name in found:
        feed: Feed = unit.need("feed", name)
        for stretch in feed.progress.refused:
            # What was refused by an earlier mapping is told by this one, or told no more.
            if (refused := stretch.cell.refused) is not None and refused.mapping == version:
                present.add(_cause(connection, refused.code))
                if refused.times >= STAYS_REFUSED:
                    staying.setdefault(refused.code, {})[feed.name] = None
    of_this = f"{_cause(connection)}:"
    own = {cause for cause in _left(unit, PUT_RIGHT) if cause.startswith(of_this)}
    unit.act(*ended(unit, RESERVATIONS, own - present, {PUT_RIGHT}))
    for code, targets in staying.items():
        if (cause := _cause(connection, code)) not in own:
            why = HotelRefusal(
                "hotel.values_refused", connection=connection, code=code, targets=some_of(targets)
            )
            values = {"connection": connection, "reason": code}
            unit.act(left_to(RESERVATIONS, unit, cause, PUT_RIGHT, values, why))


def _left(unit: Unit, act: str) -> set[str]:
    """Return the causes of what is left to be done by a person."""
    tasks = [unit.need("follow_up", one) for _, one in unit.find("follow_up.open", RESERVATIONS)]
    return {task.cause for task in tasks if task.act == act}


def _cause(connection: str, code: str | None = None) -> str:
    own = f"connection:{connection}"
    return own if code is None else f"{own}:{code}"


# --- what is told anew ---


def tell_anew(unit: Unit, event: FullSyncBegun | AccountChanged) -> Iterator[object]:
    """All is told again: nobody knows what the platform has, or it is another account."""
    for _, feed in unit.find("feed.connection", event.connection):
        yield from _forget(unit, feed, WHY_ANEW[type(event)])


def tell_what_differs(unit: Unit, event: DriftChecked) -> Iterator[object]:
    """What the platform shows otherwise is told again; all, where it is too much to be named."""
    comparison = event.drift.comparison
    if comparison.different > len(comparison.first):
        feeds = [feed for _, feed in unit.find("feed.connection", event.connection)]
    else:
        targets = dict.fromkeys(cell.target for cell in comparison.first)
        feeds = [feed_id(event.connection, target) for target in targets]
    for feed in feeds:
        yield from _forget(unit, feed, WHY_ANEW[DriftChecked])


def _forget(unit: Unit, name: str, reason: str) -> Iterator[object]:
    feed: Feed | None = unit.get("feed", name)
    if feed is None:
        return
    for message in feed.progress.in_flight:
        yield LoseValues(name, message, reason)
    yield ForgetValues(name, reason)
