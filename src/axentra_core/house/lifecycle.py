"""How a follow-up moves; the house and its settings only count on."""

from axentra_core.house.messages import FollowUpDismissed, FollowUpResolved
from axentra_core.house.model import FollowUp, FollowUpStatus
from axentra_core.house.refusals import HouseRefusal
from axentra_core.kernel.machine import Machine

OPEN, DONE, DISMISSED = FollowUpStatus.OPEN, FollowUpStatus.DONE, FollowUpStatus.DISMISSED


def has_ended(follow_up: FollowUp) -> HouseRefusal:
    """A follow-up ends once."""
    return HouseRefusal("follow_up.ended", follow_up=follow_up.id, status=follow_up.status.value)


ENDED = {DONE: has_ended, DISMISSED: has_ended}

# fmt: off
FOLLOW_UP = Machine("follow-up", field="status", start=OPEN, ends=ENDED, says=ENDED, rows=(
    # while     when this happens   becomes
    (OPEN,      FollowUpResolved,   DONE),
    (OPEN,      FollowUpDismissed,  DISMISSED),
))
# fmt: on

MACHINES = (FOLLOW_UP,)
