"""What housekeeping refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class HousekeepingRefusal(RuleViolation):
    """A rule of housekeeping says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        # Tasks
        "task.ended": (
            "task {task} is already {status}; open a new task if there is still something to do"
        ),
        "task.not_assigned": (
            "nobody is assigned to task {task}; assign it to somebody or leave it open"
        ),
        "task.in_progress": (
            "task {task} is being done already; finish it, or assign it to somebody else first"
        ),
        "task.suspended": (
            "the guest in room {room} wants to be left alone, so task {task} is suspended; "
            "it goes on when the guest takes the request back; otherwise skip it"
        ),
        "task.no_inspection": (
            "task {task} is no inspection but {kind}; finish it, or take it off the list"
        ),
        "task.needed": (
            "room {room} is not ready for a guest before task {task} is done; "
            "finish it, or cancel it if nobody needs it any more"
        ),
        # Shifts
        "shift.not_started": "shift {shift} has not begun; start it first, or cancel it",
        "shift.working": (
            "shift {shift} is being worked, and nobody is on a break; start a break, or end it"
        ),
        "shift.on_break": (
            "there is a break in shift {shift}; end the break first, or end the shift"
        ),
        "shift.ended": "shift {shift} is already {status}; plan another shift",
        # Found items
        "found_item.gone": (
            "found item {found_item} is kept no longer, it has been {status}; "
            "register it again if it has come back"
        ),
    }
