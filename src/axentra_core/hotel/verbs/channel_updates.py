"""How values go out to a platform; each step is written down before or after it is done.

None of these reaches the platform: `ChannelSync` does, or the host does it in its own way.
"""

from axentra_core.channels.drift import CellCount
from axentra_core.channels.feed import MessageNumber, Refusals, Updates
from axentra_core.channels.messages import Hours
from axentra_core.channels.model import MappingVersion
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Id, Text


@checked
class BeginFullSync:
    """Have all values sent anew: the platform is taken to have nothing.

    Attributes:
        hours: that lie between two of them; as the platform has it when left out.
    """

    connection: Id
    hours: Hours | None = None


@checked
class FinishFullSync:
    """Say that the platform has acknowledged all values.

    Attributes:
        pending: how many it has not; with any it is refused.
    """

    connection: Id
    pending: CellCount


@checked
class SendUpdates:
    """Write down what a message tells, before it leaves; one at a time.

    Attributes:
        mapping: version of the mapping that it is written by.
        updates: what it tells; no date of one target and measure twice.
    """

    connection: Id
    mapping: MappingVersion
    updates: Updates

    def __attrs_post_init__(self) -> None:
        """Refuse a message that tells nothing."""
        if not self.updates:
            raise InvalidInput.because("field.required", path="updates")


@checked
class RecordAnswer:
    """Record what the platform has answered to a message; the same again changes nothing.

    What stays refused is left to a person, and ends with its success.

    Attributes:
        message: its number.
        refusals: what of it is not taken, and why.
        is_taken: whether the rest of it is; where it is not, that is told again.
    """

    connection: Id
    message: MessageNumber
    refusals: Refusals = ()
    is_taken: bool = True


@checked
class GiveUpMessage:
    """Have a message that was not taken, or of which nobody knows, told again.

    Attributes:
        message: its number.
        reason: why, in one sentence.
        needs_a_person: whether somebody has to see to it that the platform is reached.
    """

    connection: Id
    message: MessageNumber
    reason: Text
    needs_a_person: bool = False
