"""How a room board shows a room."""

from itertools import product

from axentra_core.rooms import Condition, Occupancy, board_code


def test_every_room_has_its_own_two_letters() -> None:
    """Front desk and housekeeping read occupancy and condition in one code, for all pairs."""
    codes = [board_code(*pair) for pair in product(Occupancy, Condition)]
    assert codes == ["VD", "VC", "VI", "OD", "OC", "OI"]
