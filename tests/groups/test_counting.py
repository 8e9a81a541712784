"""What holds for the nights of a block, whatever is done to it."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.groups import (
    AGGREGATES,
    Block,
    BlockOpened,
    BlockStatus,
    PickUpRoom,
    PutBackRoom,
    ReleaseBlock,
)
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.errors import RuleViolation
from axentra_core.testing.specification import CONTEXT

_, BLOCK = AGGREGATES

ARRIVAL, DEPARTURE = date(2026, 11, 24), date(2026, 11, 27)
DATES = st.sampled_from([ARRIVAL + timedelta(days=n) for n in range(-2, 5)])
STAYS = st.sampled_from(["S1", "S2", "S3", "S4"])
PICK_UPS = st.tuples(STAYS, DATES, DATES).filter(lambda row: row[1] < row[2])
ACTS = st.lists(
    st.one_of(
        PICK_UPS.map(lambda row: PickUpRoom("B1", *row)),
        PICK_UPS.map(lambda row: PickUpRoom("B1", *row)),
        STAYS.map(lambda stay: PutBackRoom("B1", stay)),
        st.just(ReleaseBlock("B1")),
    ),
    max_size=20,
)


def recount(block: Block) -> tuple[int, ...]:
    """Count the rooms of each night anew, from the stays that have them."""
    taken = Counter(night for one in block.stays for night in Nights(one.arrival, one.departure))
    return tuple(taken[night] for night in block.nights)


@for_all(st.integers(1, 3), ACTS)
def test_whatever_is_done_to_a_block_its_nights_are_counted_right(
    rooms: int, acts: list[object]
) -> None:
    """No night is given away more often than there are rooms, and the stays add up to the count."""
    block = BLOCK.evolve(None, BlockOpened("B1", "G1", "DLX", ARRIVAL, DEPARTURE, rooms, None))
    for act in acts:
        before = block
        try:
            events = BLOCK.decide(block, act, CONTEXT)
        except RuleViolation:
            events = ()
        block = BLOCK.replay(events, block)
        assert all(0 <= count <= rooms for count in block.picked)
        assert block.picked == recount(block)
        if block.status is BlockStatus.HELD:
            assert [*map(sum, zip(block.picked, block.held, strict=True))] == [rooms] * 3
        else:
            assert block.held == (0, 0, 0)
            assert block.stays == before.stays
        if not events:
            assert block == before
