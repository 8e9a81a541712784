"""What stays the same whatever is done: sums however they are made, posted lines for ever."""

from collections import Counter
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import ledger
from axentra_core.folio import (
    ChargePosted,
    FolioOpened,
    PaymentMethod,
    Percent,
    Share,
    Target,
    statement,
)
from axentra_core.hotel import AGGREGATES
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import RoundingMode
from axentra_core.testing import Watch, example_property, seeded_hotel

BY_KIND = {aggregate.kind: aggregate for aggregate in AGGREGATES}
CASH = PaymentMethod.CASH
ON = date(2026, 11, 23)


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


# --- three ways to the same balance ---


@pytest.fixture(scope="module")
def hotel():
    """A hotel of two months, in which all of this has happened."""
    return seeded_hotel(on=ON, days=60)


def records(hotel, kind):
    """Yield every record of a kind: as it is kept, and the events that have led to it."""
    events, last = {}, None
    for entry in hotel.feed():
        last = entry
        for stream, event in zip(entry.streams, entry.events, strict=True):
            events.setdefault(stream, []).append(event)
    unit = hotel._unit().begin(last.at, SYSTEM)
    for stream, past in events.items():
        kind_of, record = stream.split("/")[1:]
        if kind_of == kind:
            yield unit.need(kind, record), past


def test_every_bill_owes_the_same_three_ways(hotel) -> None:
    """The running total, all events replayed, and the plain sum of the lines agree to the cent.

    Window by window too, and neither knows of the others.
    """
    for kept, past in records(hotel, "folio"):
        replayed, summed = BY_KIND["folio"].replay(past), statement(past)
        assert kept.owed == replayed.owed == summed.balance
        assert (kept.charged, kept.paid) == (summed.charged, summed.paid)
        windows = {one.window: (one.charged, one.paid) for one in summed.windows}
        assert (
            windows.items()
            <= {one.number: (one.charged, one.paid) for one in replayed.windows}.items()
        )


def test_every_account_owes_the_same_three_ways(hotel) -> None:
    """Its balance, its open items less credit, and the plain sum of its movements."""
    for kept, past in records(hotel, "account"):
        books = ledger(past)
        assert kept.balance == kept.open - kept.credit == books.balance
        assert books.open_items == kept.items
        assert BY_KIND["account"].replay(past).balance == kept.balance


# --- whatever the order ---


@for_all(
    sales=st.lists(
        st.tuples(st.sampled_from(("ROOM", "FNB")), st.integers(1, 999_999)), min_size=2, max_size=6
    ),
    chance=st.randoms(use_true_random=False),
)
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_order_of_postings_changes_no_sum(open_front, sales, chance) -> None:
    """Net, service charge, tax and total of a bill are those of its charges in any order."""
    front = open_front(MemoryStore())
    bills = []
    for _ in range(2):
        bill = front.desk.open_passer_by(key=front.key()).one(FolioOpened).folio
        for code, net in sales:
            front.desk.post_to_folio(bill, code, idr(net), key=front.key())
        bills.append(front.hotel.read.folio(bill))
        chance.shuffle(sales)
    one, other = ((bill.net, dict(bill.components), bill.charged) for bill in bills)
    assert one == other


# --- whatever is changed ---


@pytest.fixture
def dined(front):
    """A guest who has had a dinner of 121,000 at 10 % service charge and 10 % tax."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key())
    return stay


def with_other_rules(front):
    """Change rates, rounding, windows and policies of the house."""
    own = example_property()
    chain = (
        Percent("service", Decimal("0.07")),
        Percent("hotel_tax", Decimal("0.25"), of=("net",)),
    )
    folio = attrs.evolve(own.folio, chain=chain, windows=4, cash_step=Decimal(500))
    new = attrs.evolve(own, folio=folio, rounding=RoundingMode.DOWN, late_posting_days=3)
    front.boss.change_property(new)


def test_another_rate_or_policy_changes_no_line(front, dined) -> None:
    """What was posted stands as it was; only what is sold from now on has the new rates."""
    before = front.hotel.read.folio(dined)
    with_other_rules(front)
    assert front.hotel.read.folio(dined) == before
    done = front.desk.charge_to_room(dined, "FNB", idr(100_000), key="new")
    assert done.one(ChargePosted).quote.total == 132_000
    assert front.hotel.read.folio(dined).lines[:1] == before.lines
    Watch(front.hotel).check_everything()


ACTS = {
    "void": lambda front, stay, _: front.boss.reverse_charge(stay, 1, "mistyped", key="k"),
    "adjust": lambda front, stay, _: front.boss.adjust_charge(
        stay, 1, "service_failure", percent=Decimal(1), key="k"
    ),
    "credit": lambda front, stay, _: front.boss.adjust_charge(
        stay, 1, "service_failure", amount=idr(121_000), key="k"
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_taken_back_is_what_was_posted(front, dined, act) -> None:
    """A tax is corrected as it was recorded, at whatever rate it would be today: all is zero."""
    with_other_rules(front)
    ACTS[act](front, dined, None)
    bill = front.hotel.read.folio(dined)
    assert (bill.net, bill.charged, bill.balance) == (0, 0, 0)
    assert dict(bill.components) == {"service": 0, "hotel_tax": 0}
    Watch(front.hotel).check_everything()


def sums(front, *bills):
    """Return net, each component and the balance of some bills together."""
    together = Counter()
    for bill in map(front.hotel.read.folio, bills):
        together.update({"net": bill.net, "balance": bill.balance, **dict(bill.components)})
    return {name: amount for name, amount in together.items() if amount}


DIVIDING = {
    "move": lambda front, stay, _: front.desk.move_charge(stay, 1, 2, "they pay", key="k"),
    "move a part": lambda front, stay, _: front.desk.move_charge(
        stay, 1, 2, "they pay", amount=idr(40_333), key="k"
    ),
    "split": lambda front, stay, _: front.desk.split_charge(
        stay, 1, [Share(1), Share(2), Share(3)], "a third each", key="k"
    ),
    "transfer": lambda front, stay, friend: front.desk.transfer_charge(
        stay, 1, friend, "they pay", key="k"
    ),
    "transfer a part": lambda front, stay, friend: front.desk.transfer_charge(
        stay, 1, friend, "they pay", amount=idr(77_777), key="k"
    ),
    "route": lambda front, stay, friend: front.desk.refresh_routing(
        front.desk.agree_routing(stay, Target(friend), key="r").events[0].folio, key="k"
    ),
    "route a part": lambda front, stay, friend: front.desk.refresh_routing(
        front.desk.agree_routing(stay, Target(friend), percent=Decimal("0.3"), key="r")
        .events[0]
        .folio,
        key="k",
    ),
}


@pytest.mark.parametrize("act", DIVIDING)
def test_whoever_pays_net_and_each_tax_are_what_they_were(front, dined, act) -> None:
    """Whatever is moved, split, transferred or routed, at other rates by now: no rupiah differs."""
    friend = front.desk.open_passer_by(key="f").one(FolioOpened).folio
    before = sums(front, dined, friend)
    with_other_rules(front)
    DIVIDING[act](front, dined, friend)
    assert sums(front, dined, friend) == before
    Watch(front.hotel).check_everything()


def test_what_is_paid_and_given_back_leaves_what_was_owed(front, dined) -> None:
    """A payment, more than that, the refund and the reversal: net and taxes know nothing of it."""
    before = sums(front, dined)
    front.desk.take_payment(dined, CASH, idr(200_000), in_advance=True, key="a")
    front.desk.pay_refund(dined, CASH, idr(79_000), key="b")
    front.boss.reverse_payment(dined, 2, "mistyped", amount=idr(121_000), key="c")
    assert sums(front, dined) == before
    Watch(front.hotel).check_everything()
