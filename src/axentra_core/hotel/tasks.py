"""What is left to a person: one way to say so, and one to end it."""

from collections.abc import Collection, Iterator, Mapping

from axentra_core.hotel.unit import Unit
from axentra_core.house import (
    LONGEST_SENTENCE,
    FollowUp,
    FollowUpStatus,
    LeaveFollowUp,
    ResolveFollowUp,
)
from axentra_core.kernel.errors import AxentraError


def left_to(  # noqa: PLR0913, PLR0917 - a task says that much
    role: str,
    unit: Unit,
    cause: str,
    act: str,
    values: Mapping[str, object],
    why: AxentraError,
) -> LeaveFollowUp:
    """Return the command that leaves something to a role, with the reason in one sentence."""
    sentence = why.sentence[:LONGEST_SENTENCE]
    return LeaveFollowUp(unit.new_id("follow_up"), cause, act, values, why.code, sentence, role)


def ended(
    unit: Unit, role: str, causes: Collection[str], acts: Collection[str] | None = None
) -> Iterator[ResolveFollowUp]:
    """Yield what ends a role's open tasks of these causes, of some acts or of all."""
    for _, found in unit.find("follow_up.open", role):
        task: FollowUp = unit.need("follow_up", found)
        # What is found was open before this verb; it may have ended within it.
        if task.status is not FollowUpStatus.OPEN or task.cause not in causes:
            continue
        if acts is None or task.act in acts:
            yield ResolveFollowUp(found)


def ended_of(unit: Unit, cause: str) -> Iterator[ResolveFollowUp]:
    """Yield what ends the open tasks of one cause, however many others there are."""
    for _, found in unit.find("follow_up.cause", cause):
        task: FollowUp = unit.need("follow_up", found)
        if task.status is FollowUpStatus.OPEN:
            yield ResolveFollowUp(found)
