"""Which reads can have been done later than others think."""

from collections.abc import Iterator, Sequence

from axentra_core.kernel.store import Commit
from axentra_core.testing.exploration.ports import Answer, Call
from axentra_core.testing.exploration.programs import Program, Step
from axentra_core.testing.exploration.truths import View


def late_reads(program: Program, at: Step, view: View, who: int) -> Iterator[Step]:
    """Yield every read since the last effect that would be answered otherwise by now."""
    block = [step.before for step in program.block(at) if step.before is not None]
    checked = _checked_by_commit(block, at.call)
    changed = [
        place
        for place, read in enumerate(block)
        if read.call is not None
        and read.call.name != "new_id"
        and view.answer(read.call, who, read.depth) != _answer_to(block, place, at)
    ]
    if changed and block[0] is program.root:
        # Who has just begun and reads on later is as who begins later.
        changed = changed[1:]
    for place in changed:
        yield block[place]
        if place >= checked:
            return


def _answer_to(block: Sequence[Step], place: int, at: Step) -> Answer:
    return (block[place + 1] if place + 1 < len(block) else at).answer


def _checked_by_commit(block: Sequence[Step], call: Call | None) -> int:
    """Return from which place on a commit asks again all that was read.

    Whoever has read some of that before and some after a move is refused like one who has read all
    of it before, and decides anew.
    """
    if call is None or call.name != "commit":
        return len(block)
    commit: Commit = call.arguments[0]
    looks = {(one.name, one.low, one.high, one.after, one.limit) for one in commit.looks}
    place = len(block)
    while place and (read := block[place - 1].call) is not None:
        if read.name == "states":
            is_checked = all(stream in commit.reads for stream in read.arguments)
        elif read.name == "history":
            is_checked = read.arguments[0] in commit.reads
        else:
            is_checked = read.name == "new_id" or (read.name == "find" and read.arguments in looks)
        if not is_checked:
            break
        place -= 1
    return place
