"""What goes out to a platform, as one actor writes it down."""

from collections.abc import Sequence

from axentra_core.channels import Refusal, Update
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker


class ChannelUpdates(Speaker):
    """What is written down before a platform is told something, and after; `ChannelSync` tells."""

    def begin_full_sync(
        self, connection: str, *, hours: int | None = None, key: str | None = None
    ) -> Done:
        """Have all values sent anew."""
        return self.do(verbs.BeginFullSync(connection, hours), key=key)

    def finish_full_sync(self, connection: str, pending: int, *, key: str | None = None) -> Done:
        """Say how many values the platform has not acknowledged; with none the tests follow."""
        return self.do(verbs.FinishFullSync(connection, pending), key=key)

    def send_updates(
        self, connection: str, mapping: int, updates: Sequence[Update], *, key: str | None = None
    ) -> Done:
        """Write down what a message tells; `MessageBegun` names its number."""
        return self.do(verbs.SendUpdates(connection, mapping, tuple(updates)), key=key)

    def record_answer(
        self,
        connection: str,
        message: int,
        refusals: Sequence[Refusal] = (),
        *,
        is_taken: bool = True,
        key: str | None = None,
    ) -> Done:
        """Record what the platform has answered to a message."""
        return self.do(verbs.RecordAnswer(connection, message, tuple(refusals), is_taken), key=key)

    def give_up_message(
        self,
        connection: str,
        message: int,
        reason: str,
        *,
        needs_a_person: bool = False,
        key: str | None = None,
    ) -> Done:
        """Have a message that was not taken, or of which nobody knows, told again."""
        return self.do(verbs.GiveUpMessage(connection, message, reason, needs_a_person), key=key)
