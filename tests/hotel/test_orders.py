"""Orders to a room: charged when they are placed, and taken back by lines that point back."""

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted, ChargeReversed
from axentra_core.hotel import verbs
from axentra_core.kernel.errors import InvalidInput, NotFound, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.restaurant import Menu, OrderStatus
from axentra_core.testing import example_property

DINNER = [("nasi-goreng", 2), ("es-teh", 1)]


@pytest.fixture
def store():
    """One store is enough: an order is decided before it is kept."""
    return MemoryStore()


def faults_of(act):
    """Return path and code of every fault."""
    with pytest.raises(InvalidInput) as error:
        act()
    return [(fault.path, fault.code) for fault in error.value.faults]


@pytest.fixture
def stay(front):
    """A stay in room 2034."""
    return front.arrive()


@pytest.fixture
def order(front, stay):
    """A dinner that was ordered."""
    front.desk.order_room_service(stay, DINNER, key="o1")
    return "O1"


def test_an_order_enters_the_bill_at_once(front, stay, order) -> None:
    """Each line of the order is a line of the bill, with its quantity, price and cause."""
    lines = front.hotel.read.folio(stay).lines
    assert [(line.description, line.quantity, line.quote.net) for line in lines] == [
        ("Nasi goreng", 2, 150_000),
        ("Es teh", 1, 20_000),
    ]
    assert {(line.source, line.department) for line in lines} == {("order:O1", "restaurant")}


def test_a_cancelled_order_leaves_nothing_to_pay(front, stay, order) -> None:
    """Every charge is reversed by a line of its own that points to it; both stay readable."""
    done = front.desk.cancel_order(order, "the kitchen has closed", key="c1")
    assert [(line.line, line.reverses) for line in done.all(ChargeReversed)] == [(3, 1), (4, 2)]
    assert {line.reason for line in done.all(ChargeReversed)} == {"the kitchen has closed"}
    statement = front.hotel.read.folio(stay)
    assert (len(statement.lines), statement.balance) == (4, 0)
    assert statement.components == (("service", 0), ("hotel_tax", 0))
    assert front.hotel.read.orders() == ()
    front.check()


def test_a_line_that_was_taken_back_before_is_not_taken_back_again(front, stay, order) -> None:
    """If the desk has reversed one dish, the cancelled order reverses the other."""
    front.desk.reverse_charge(stay, 1, "it was cold", key="r1")
    done = front.desk.cancel_order(order, "never mind", key="c1")
    assert [line.reverses for line in done.all(ChargeReversed)] == [2]
    assert front.owed(stay) == money(0, "IDR")
    with pytest.raises(RuleViolation) as error:
        front.desk.reverse_charge(stay, 2, "again", key="r2")
    assert error.value.code == "folio.already_reversed"


def test_an_order_is_accepted_and_delivered(front, order) -> None:
    """The kitchen takes it, the guest gets it, and then it is off the list."""
    (placed,) = front.hotel.read.orders()
    assert (placed.id, placed.room, placed.status) == (order, "2034", OrderStatus.PLACED)
    front.desk.accept_order(order)
    assert front.hotel.read.orders()[0].status is OrderStatus.ACCEPTED
    front.desk.deliver_order(order)
    assert front.hotel.read.orders() == ()


def test_an_accepted_order_can_still_be_cancelled(front, stay, order) -> None:
    """Until it is with the guest it can be called off."""
    front.desk.accept_order(order)
    front.desk.cancel_order(order, "too late", key="c1")
    assert front.owed(stay) == money(0, "IDR")


def test_a_delivered_order_stays_on_the_bill(front, stay, order) -> None:
    """What the guest has eaten is not cancelled; a complaint is a reversal at the desk."""
    front.desk.accept_order(order)
    front.desk.deliver_order(order)
    before = front.dump()
    for act in (
        lambda: front.desk.cancel_order(order, "too late", key="c1"),
        lambda: front.desk.accept_order(order),
        lambda: front.desk.deliver_order(order),
    ):
        with pytest.raises(RuleViolation) as error:
            act()
        assert error.value.code == "order.ended"
    assert front.dump() == before


def test_an_order_is_not_delivered_before_it_is_accepted(front, order) -> None:
    """The kitchen has to have seen it."""
    with pytest.raises(RuleViolation) as error:
        front.desk.deliver_order(order)
    assert error.value.code == "move.not_allowed"


def test_an_order_is_cancelled_once(front, stay, order) -> None:
    """A second cancellation under another key finds the order ended."""
    front.desk.cancel_order(order, "too late", key="c1")
    with pytest.raises(RuleViolation) as error:
        front.desk.cancel_order(order, "too late", key="c2")
    assert error.value.code == "order.ended"
    assert len(front.hotel.read.folio(stay).lines) == 4


def test_after_the_check_out_no_order_is_taken_back(front, stay, order) -> None:
    """The bill is closed; an undelivered dish that was paid is a matter for the desk."""
    front.leave(stay)
    before = front.dump()
    with pytest.raises(RuleViolation) as error:
        front.desk.cancel_order(order, "never came", key="c1")
    assert error.value.code == "folio.closed"
    assert front.dump() == before


def test_only_a_guest_in_house_orders(front) -> None:
    """Before the check-in and after the check-out there is no room to bring it to."""
    stay = front.book()
    for prepare in (lambda: None, lambda: (front.desk.check_in(stay), front.leave(stay))):
        prepare()
        with pytest.raises(RuleViolation) as error:
            front.desk.order_room_service(stay, DINNER, key=front.key())
        assert error.value.code == "hotel.not_in_house"
    with pytest.raises(NotFound):
        front.desk.order_room_service("nobody", DINNER, key="o")


def test_an_unknown_item_is_named_by_its_place(front, stay) -> None:
    """The path says which item of the order is not on the menu; nothing is ordered."""
    before = front.dump()
    assert faults_of(
        lambda: front.desk.order_room_service(stay, [("es-teh", 1), ("pizza", 1)], key="o")
    ) == [("items[1].item", "value.not_listed")]
    assert front.dump() == before


def test_what_is_sold_out_cannot_be_ordered(store, open_front) -> None:
    """An item that is not available now is refused by its name."""
    own = example_property()
    sold_out = tuple(attrs.evolve(item, available=False) for item in own.menu.items)
    front = open_front(store, attrs.evolve(own, menu=Menu(sold_out)))
    with pytest.raises(RuleViolation, match=r"Es teh \(es-teh\) is not available") as error:
        front.desk.order_room_service(front.arrive(), [("es-teh", 1)], key="o")
    assert error.value.code == "order.item_unavailable"


@pytest.mark.parametrize("quantity", [1, 99])
def test_up_to_99_portions_can_be_ordered(front, stay, quantity) -> None:
    """One portion, or enough for a party."""
    done = front.desk.order_room_service(stay, [("es-teh", quantity)], key="o")
    assert done.one(ChargePosted).quote.net == 20_000 * quantity


@pytest.mark.parametrize("quantity", [0, -1, 100, 10**9, True, 1.5, "2", None])
def test_no_other_quantity_is_ordered(front, stay, quantity) -> None:
    """Zero, less than nothing, a thousand, or what is no whole number."""
    before = front.dump()
    ((path, code),) = faults_of(
        lambda: front.desk.order_room_service(stay, [("es-teh", quantity)], key="o")
    )
    assert path.endswith("quantity")
    assert code in {"value.out_of_range", "field.wrong_type", "field.required"}
    assert front.dump() == before


@pytest.mark.parametrize("quantity", [0, 100])
def test_a_wrong_quantity_is_named_by_its_place(front, stay, quantity) -> None:
    """As for an unknown item, the path says which item of the order it is."""
    items = [("es-teh", 1), ("es-teh", quantity)]
    assert faults_of(lambda: front.desk.order_room_service(stay, items, key="o")) == [
        ("items[1].quantity", "value.out_of_range")
    ]


@pytest.mark.parametrize("count", [0, 51])
def test_an_order_has_one_to_fifty_items(front, stay, count) -> None:
    """The path is that of the caller's own field."""
    items = (verbs.Item("es-teh"),) * count
    assert faults_of(lambda: front.desk.do(verbs.OrderRoomService(stay, items), key="o")) == [
        ("items", "list.length")
    ]


def test_the_same_item_may_stand_twice(front, stay) -> None:
    """Two lines of one order are two lines of the bill."""
    done = front.desk.order_room_service(stay, [("es-teh", 1), ("es-teh", 2)], key="o")
    assert [line.quantity for line in done.all(ChargePosted)] == [1, 2]
