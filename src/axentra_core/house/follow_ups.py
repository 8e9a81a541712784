"""The rules of follow-ups: what is left to people, and how it ends."""

from collections.abc import Iterator

import attrs

from axentra_core.house.lifecycle import FOLLOW_UP
from axentra_core.house.messages import (
    DismissFollowUp,
    FollowUpDismissed,
    FollowUpLeft,
    FollowUpResolved,
    LeaveFollowUp,
    ResolveFollowUp,
)
from axentra_core.house.model import FollowUp, FollowUpStatus
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import begins, case, decisions, evolutions, on, opens
from axentra_core.kernel.errors import RuleViolation


def may_dismiss(_: FollowUp, context: Context) -> RuleViolation | None:
    """Leaving something undone is decided by those who have the permission."""
    return context.refusal_without("house.dismiss_follow_up")


def leave_follow_up(command: LeaveFollowUp, context: Context) -> list[FollowUpLeft]:
    """Note what has to be done, and who has to do it."""
    return [
        FollowUpLeft(
            command.follow_up,
            command.cause,
            command.act,
            command.arguments,
            command.code,
            command.sentence,
            command.concerns,
            context.business_date,
        )
    ]


def resolve_follow_up(
    follow_up: FollowUp, _command: ResolveFollowUp, _: Context
) -> list[FollowUpResolved]:
    """Close it as done."""
    return [FollowUpResolved(follow_up.id)]


def dismiss_follow_up(
    follow_up: FollowUp, command: DismissFollowUp, _: Context
) -> list[FollowUpDismissed]:
    """Close it undone."""
    return [FollowUpDismissed(follow_up.id, command.reason)]


def follow_up_left(event: FollowUpLeft) -> FollowUp:
    """Return an open follow-up."""
    return FollowUp(
        id=event.follow_up,
        status=FOLLOW_UP.start,
        cause=event.cause,
        act=event.act,
        arguments=event.arguments,
        code=event.code,
        sentence=event.sentence,
        concerns=event.concerns,
    )


def follow_up_ended(follow_up: FollowUp, event: FollowUpResolved | FollowUpDismissed) -> FollowUp:
    """Return the follow-up as done or dismissed."""
    return attrs.evolve(follow_up, status=FOLLOW_UP.after(follow_up.status, type(event)))


def follow_up_index(follow_up: FollowUp) -> Iterator[tuple[str, str]]:
    """An open follow-up is found by the role that has to act, and by what has left it."""
    if follow_up.status is FollowUpStatus.OPEN:
        yield "follow_up.open", follow_up.concerns
        yield "follow_up.cause", follow_up.cause


# fmt: off
FOLLOW_UP_DECIDE = decisions(
    opens(LeaveFollowUp,    leave_follow_up),
    case(ResolveFollowUp,   resolve_follow_up,  FOLLOW_UP.permits(FollowUpResolved)),
    case(DismissFollowUp,   dismiss_follow_up,  FOLLOW_UP.permits(FollowUpDismissed), may_dismiss),
)

FOLLOW_UP_EVOLVE = evolutions(
    begins(FollowUpLeft,    follow_up_left),
    on(FollowUpResolved,    follow_up_ended),
    on(FollowUpDismissed,   follow_up_ended),
)
# fmt: on
