"""What a guest may order to the room, and how the order comes to be delivered."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.restaurant import (
    AGGREGATES,
    AcceptOrder,
    CancelOrder,
    DeliverOrder,
    Line,
    OrderAccepted,
    OrderCancelled,
    OrderDelivered,
    OrderLine,
    OrderPlaced,
    OrderStatus,
    PlaceOrder,
)
from axentra_core.testing import given

(ORDER,) = AGGREGATES
TODAY = date(2026, 11, 23)

RICE = OrderLine("NASI-GORENG", "Nasi goreng", 2, money("85000", "IDR"), "RESTAURANT")
COFFEE = OrderLine("KOPI", "Kopi tubruk", 1, money("20000", "IDR"), "RESTAURANT")
PLACE = PlaceOrder("O1", "S1", "2034", (RICE, COFFEE), 3)
PLACED = OrderPlaced(
    "O1",
    "S1",
    "2034",
    (
        Line("NASI-GORENG", "Nasi goreng", 2, Decimal(85000), "RESTAURANT"),
        Line("KOPI", "Kopi tubruk", 1, Decimal(20000), "RESTAURANT"),
    ),
    "IDR",
    3,
    TODAY,
)
ACCEPTED = OrderAccepted("O1")
DELIVERED = OrderDelivered("O1")
CANCELLED = OrderCancelled("O1", "S1", "guest fell asleep")

CANCEL = CancelOrder("O1", "guest fell asleep")


def test_an_order_keeps_what_was_ordered_at_the_prices_of_that_moment() -> None:
    """An order names stay, room, dishes, prices, currency and the settings it was priced by."""
    state = given(ORDER).when(PLACE).then(PLACED)
    assert (state.stay, state.room, state.currency) == ("S1", "2034", "IDR")
    assert state.lines == PLACED.lines
    assert state.status is OrderStatus.PLACED


def test_an_order_belongs_to_the_business_date() -> None:
    """What is ordered after midnight belongs to the day that is still open."""
    given(ORDER).on(date(2026, 11, 22)).when(PLACE).then(
        OrderPlaced("O1", "S1", "2034", PLACED.lines, "IDR", 3, date(2026, 11, 22))
    )


def test_the_same_dish_may_be_ordered_twice() -> None:
    """Two lines of one dish stay two lines."""
    placed = given(ORDER).when(PlaceOrder("O1", "S1", "2034", (COFFEE, COFFEE), 3))
    assert placed.state is not None
    assert [line.item for line in placed.state.lines] == ["KOPI", "KOPI"]


def test_an_order_is_placed_once() -> None:
    """A second order needs an id of its own."""
    given(ORDER, PLACED).when(PLACE).refused("record.already_exists", kind="order", id="O1")


@pytest.mark.parametrize("command", [AcceptOrder("O1"), DeliverOrder("O1"), CANCEL])
def test_only_what_was_ordered_moves(command: object) -> None:
    """An order nobody has placed is neither accepted, delivered nor cancelled."""
    given(ORDER).when(command).refused("record.not_found", kind="order", id="O1")


def test_the_kitchen_accepts_and_the_order_is_delivered() -> None:
    """An order goes from the guest to the kitchen and back to the guest."""
    state = given(ORDER, PLACED).when(AcceptOrder("O1")).then(ACCEPTED)
    assert state.status is OrderStatus.ACCEPTED
    state = given(ORDER, PLACED, ACCEPTED).when(DeliverOrder("O1")).then(DELIVERED)
    assert state.status is OrderStatus.DELIVERED


@pytest.mark.parametrize("past", [(PLACED,), (PLACED, ACCEPTED)])
def test_an_order_is_cancelled_until_it_is_delivered(past: tuple[object, ...]) -> None:
    """A cancellation says why, and names the stay whose bill it concerns."""
    state = given(ORDER, *past).when(CANCEL).then(CANCELLED)
    assert state.status is OrderStatus.CANCELLED


def test_the_kitchen_accepts_before_anything_is_delivered() -> None:
    """What the kitchen has not taken on cannot reach the guest."""
    given(ORDER, PLACED).when(DeliverOrder("O1")).refused("move.not_allowed", state="placed")


def test_an_order_is_accepted_once() -> None:
    """Two cooks do not cook one order."""
    given(ORDER, PLACED, ACCEPTED).when(AcceptOrder("O1")).refused(
        "move.not_allowed", state="accepted"
    )


@pytest.mark.parametrize(
    ("past", "status"),
    [((PLACED, ACCEPTED, DELIVERED), "delivered"), ((PLACED, CANCELLED), "cancelled")],
)
@pytest.mark.parametrize("command", [AcceptOrder("O1"), DeliverOrder("O1"), CANCEL])
def test_a_delivered_or_cancelled_order_stays_so(
    past: tuple[object, ...], status: str, command: object
) -> None:
    """After the end nothing moves; a complaint about a delivered dish belongs to the folio."""
    given(ORDER, *past).when(command).refused("order.ended", order="O1", status=status)


@pytest.mark.parametrize(
    ("past", "is_open"),
    [
        ((PLACED,), True),
        ((PLACED, ACCEPTED), True),
        ((PLACED, ACCEPTED, DELIVERED), False),
        ((PLACED, CANCELLED), False),
    ],
)
def test_an_order_is_found_by_its_stay_and_while_it_is_open_by_its_room(
    past: tuple[object, ...], *, is_open: bool
) -> None:
    """The kitchen sees what is still to come to a room; the stay's orders are all kept."""
    state = given(ORDER, *past).state
    assert state is not None
    by_room = [("order.open", "2034")] if is_open else []
    assert list(ORDER.index(state)) == [*by_room, ("order.stay", "S1")]


@pytest.mark.parametrize("count", [0, 51])
def test_an_order_has_one_to_fifty_lines(count: int) -> None:
    """An empty order is a mistake, and so is an endless one."""
    with pytest.raises(InvalidInput) as caught:
        PlaceOrder("O1", "S1", "2034", (COFFEE,) * count, 3)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("lines", "list.length")
    assert len(PlaceOrder("O1", "S1", "2034", (COFFEE,) * 50, 3).lines) == 50


def test_an_order_is_in_one_currency() -> None:
    """The first line sets the currency; the line that differs is named."""
    euros = OrderLine("KOPI", "Kopi tubruk", 1, money("2", "EUR"), "RESTAURANT")
    with pytest.raises(InvalidInput) as caught:
        PlaceOrder("O1", "S1", "2034", (RICE, euros), 3)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("lines[1].unit_price", "money.currency_mismatch")


@pytest.mark.parametrize("quantity", [0, 100])
def test_a_line_has_one_to_ninety_nine_portions(quantity: int) -> None:
    """Nothing cannot be ordered, and a banquet is no room service."""
    with pytest.raises(InvalidInput) as caught:
        OrderLine("KOPI", "Kopi tubruk", quantity, money("20000", "IDR"), "RESTAURANT")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("quantity", "value.out_of_range")
    assert OrderLine("KOPI", "Kopi tubruk", 99, money("20000", "IDR"), "RESTAURANT").quantity == 99


def test_a_dish_has_a_price() -> None:
    """What costs nothing is given away elsewhere, not ordered."""
    with pytest.raises(InvalidInput) as caught:
        OrderLine("KOPI", "Kopi tubruk", 1, money("0", "IDR"), "RESTAURANT")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("unit_price", "money.must_be_positive")
