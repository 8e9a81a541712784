"""What a hotel can be asked about what its platforms are told, and how far they are with it."""

from collections.abc import Collection, Iterable

from axentra_core.channels import (
    ChannelMapping,
    Connection,
    Feed,
    Progress,
    Target,
    Turn,
    Update,
    due,
    feed_id,
    message_value,
    pending,
)
from axentra_core.hotel.channel_feed import desired, progress_of, turn_of
from axentra_core.hotel.channel_plan import Plan, plan_of
from axentra_core.hotel.channel_state import InFlight, Look, SyncState, state_of, told_by
from axentra_core.hotel.channel_updates import PUT_RIGHT, REACH, RESERVATIONS
from axentra_core.hotel.reading import Reading
from axentra_core.house import FollowUp
from axentra_core.kernel.errors import Conflict, InvalidInput, shown


class ChannelReader(Reading):
    """What is known of what platforms are told."""

    def channel_plan(self, connection: str) -> Plan:
        """Return what is told over a connection by its mapping.

        Raises:
            NotFound: ``record.not_found``.
            InvalidInput: ``value.not_listed`` where nothing is known of the platform.
        """
        own: Connection = self._window.need("connection", connection)
        record: ChannelMapping = self._window.need("channel_mapping", connection)
        providers = self._window.outside.providers
        if own.provider not in providers:
            raise InvalidInput.because(
                "value.not_listed",
                path="provider",
                got=shown(own.provider),
                kind="platforms",
                allowed=", ".join(providers),
            )
        return plan_of(own, record, providers[own.provider])

    def channel_turn(self, plan: Plan) -> Turn:
        """Return the day and the instant at which a platform is told something."""
        return turn_of(self._window, plan)

    def channel_look(self, plan: Plan, targets: Collection[Target] | None = None) -> Look:
        """Return what is to be told of targets, of all when left out."""
        turn, asked = turn_of(self._window, plan), None
        if targets is not None:
            asked = plan.together(targets)
        wanted = desired(self._window, plan, turn, asked)
        progress = progress_of(self._window, plan.connection, wanted.places)
        return Look(wanted, pending(wanted, progress, turn), due(wanted, progress, turn))

    def message_in_flight(self, connection: str) -> InFlight | None:
        """Return the message whose outcome is not known, or None.

        Raises:
            Conflict: ``store.reads_changed`` where it was answered while it was read.
        """
        first = self._window.find("feed.in_flight", connection, limit=1)
        if not first:
            return None
        waiting: Feed = self._window.need("feed", first[0][1])
        message = next(iter(waiting.progress.in_flight), 0)
        number = message_value(connection, message)
        feeds: list[Feed] = [*self._found("feed", "feed.message", number, number)]
        outgoing = [one for one in waiting.outgoing if one.message == message]
        # A part of a message would be another message under its number.
        if not outgoing or not self._window.is_current():
            raise Conflict("store.reads_changed")
        updates = (
            one
            for feed in sorted(feeds, key=lambda feed: feed.progress.target)
            for one in told_by(feed.progress, message)
        )
        return InFlight(message, outgoing[0].mapping, outgoing[0].at, tuple(updates))

    def channel_progress(self, connection: str) -> tuple[Progress, ...]:
        """Return how far a platform is with everything that it was ever told over a connection."""
        return tuple(feed.progress for feed in self._feeds(connection))

    def sync_state(self, connection: str) -> SyncState:
        """Return how far a platform is with what it is told, target by target.

        Raises:
            NotFound: ``record.not_found``.
        """
        plan = self.channel_plan(connection)
        look = self.channel_look(plan)
        known = {feed.progress.target: feed for feed in self._feeds(connection)}
        waits, now = _by_target(look.pending), _by_target(look.due)
        targets = [
            state_of(
                known.get(target)
                or Feed(feed_id(connection, target), connection, Progress(target)),
                row,
                waits.get(target, ()),
                now.get(target, ()),
                self.now,
            )
            for target, row in look.wanted.rows.items()
        ]
        last = [one.last_told for one in targets if one.last_told is not None]
        soon = [one.next_due for one in targets if one.next_due is not None]
        return SyncState(
            self._window.need("connection", connection),
            tuple(targets),
            self._tasks(connection),
            max(last, default=None),
            min(soon, default=None),
        )

    def sync_tasks_waiting(self) -> int:
        """Return what is left to a person about platforms: the count for a notification."""
        return len(self._tasks(None))

    def _feeds(self, connection: str) -> tuple[Feed, ...]:
        return tuple(self._found("feed", "feed.connection", connection, connection))

    def _tasks(self, connection: str | None) -> tuple[FollowUp, ...]:
        found = self._found("follow_up", "follow_up.open", RESERVATIONS, RESERVATIONS)
        return tuple(
            task
            for task in found
            if task.act in {PUT_RIGHT, REACH} and connection in {None, task.arguments["connection"]}
        )


def _by_target(updates: Iterable[Update]) -> dict[Target, list[Update]]:
    found: dict[Target, list[Update]] = {}
    for one in updates:
        found.setdefault(one.target, []).append(one)
    return found
