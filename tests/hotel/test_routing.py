"""Where charges go: to a window that a company pays, to another bill, and back again."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import AccountOpened
from axentra_core.folio import (
    ChargeMoved,
    ChargePosted,
    ChargeReversed,
    FolioOpened,
    Payee,
    PayeeKind,
    PaymentMethod,
    RoutingAgreed,
    Target,
    TransferredIn,
    TransferredOut,
)
from axentra_core.groups import GroupOpened
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
NIGHT, DINNER, TEA = 1_028_500, 121_000, 24_200
COMPANY = Target(None, 2)


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def dine(front, stay, net=100_000, **said):
    """Let a guest sign for a dinner, 121,000 with service charge and tax."""
    return front.desk.charge_to_room(stay, "FNB", idr(net), key=front.key(), **said)


def sums(front, folio):
    """Return what each window of a bill was charged."""
    return {one.window: one.charged for one in front.hotel.read.folio(folio).windows}


def charged(front, *folios):
    """Return what bills were charged together, and each component of it."""
    bills = [front.hotel.read.folio(folio) for folio in folios]
    parts = {}
    for bill in bills:
        for code, amount in (("net", bill.net), *bill.components):
            parts[code] = parts.get(code, 0) + amount
    return total(bill.charged for bill in bills), parts


@pytest.fixture
def guest(front):
    """A company's guest in room 2034 for two nights."""
    return front.arrive()


@pytest.fixture
def account(front):
    """A company's account."""
    return front.boss.open_account("Garuda Travel").one(AccountOpened).account


@pytest.fixture
def of_company(front, guest, account):
    """The company pays room and tax of its guest, in window 2."""
    front.desk.name_payee(guest, 2, Payee(PayeeKind.ACCOUNT, account))
    front.desk.agree_routing(guest, COMPANY, codes=["ROOM"])
    return guest


def test_a_company_pays_room_and_tax_and_the_guest_the_extras(front, of_company) -> None:
    """The seed's story again: the night goes where the company pays, service and tax with it."""
    dine(front, of_company)
    front.pass_nights(2)
    bill = front.hotel.read.folio(of_company)
    assert sums(front, of_company) == {1: DINNER, 2: 2 * NIGHT}
    night = next(line for line in bill.lines if line.code == "ROOM")
    assert (night.window, night.instruction) == (2, 1)
    theirs = front.hotel.read.folio(of_company, 2)
    assert dict(theirs.components) == {"service": 170_000, "hotel_tax": 187_000}
    assert theirs.charged == 2 * NIGHT
    front.check()


def test_a_department_is_routed_as_its_codes_are(front, guest) -> None:
    """Everything of the restaurant, whatever its code, goes with one instruction."""
    front.desk.agree_routing(guest, COMPANY, departments=["restaurant"])
    assert dine(front, guest).one(ChargePosted).window == 2
    front.pass_nights(1)
    assert sums(front, guest) == {1: NIGHT, 2: DINNER}


def test_a_charge_is_put_where_the_clerk_says(front, of_company) -> None:
    """Who names another window than the first knows better than the instruction."""
    done = front.desk.post_to_folio(of_company, "ROOM", idr(1_000), window=3, key="k")
    posted = done.one(ChargePosted)
    assert (posted.window, posted.instruction) == (3, None)


def test_a_group_pays_the_rooms_of_its_members(front) -> None:
    """Each night is sold on the member's bill and taken over by the group's, equal and opposite."""
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    members = [front.arrive(room, 1, group=group) for room in ("2034", "2035")]
    for stay in members:
        front.desk.agree_routing(stay, Target(group), codes=["ROOM"])
        dine(front, stay)
    done = front.desk.close_day(MONDAY)
    out, came = done.all(TransferredOut), done.all(TransferredIn)
    assert [one.quote.negated() for one in out] == [one.quote for one in came]
    assert [one.transfer for one in out] == [one.transfer for one in came]
    assert {(one.origin_folio, one.source) for one in came} == {
        (stay, "night:2026-11-23") for stay in members
    }
    assert front.hotel.read.folio(group).charged == 2 * NIGHT
    for stay in members:
        assert front.hotel.read.folio(stay).charged == DINNER
        front.settle(stay)
        front.desk.check_out(stay)
    front.refuses(lambda: front.desk.close_group(group), "folio.balance_outstanding")
    front.settle(group)
    front.desk.close_group(group)
    front.check()


def test_what_is_over_the_limit_stays_with_its_share_of_the_tax(front, guest) -> None:
    """The company pays a million in all: the rest of the night stays with the guest, to the rupiah.

    Net and each component of both parts are again what they were.
    """
    front.desk.agree_routing(guest, COMPANY, codes=["ROOM"], limit=idr(1_000_000))
    done = front.desk.close_day(MONDAY)
    (moved,) = done.all(ChargeMoved)
    assert (moved.quote.total, moved.instruction) == (1_000_000, 1)
    mine, theirs = (front.hotel.read.folio(guest, window) for window in (1, 2))
    assert (mine.charged, theirs.charged) == (28_500, 1_000_000)
    assert mine.net + theirs.net == 850_000
    tax = dict(mine.components)
    for code, amount in theirs.components:
        tax[code] += amount
    assert tax == {"service": 85_000, "hotel_tax": 93_500}
    assert front.desk.close_day(TUESDAY).all(ChargeMoved) == ()
    assert sums(front, guest) == {1: 28_500 + NIGHT, 2: 1_000_000}
    front.check()


def test_what_goes_to_another_bill_over_the_limit_is_divided_too(front, guest) -> None:
    """The other bill takes its part, and what is over stays, in the same commit."""
    other = front.arrive("2035")
    front.desk.agree_routing(guest, Target(other, 3), limit=idr(100_000))
    before = len(front.store.log(limit=999))
    done = dine(front, guest)
    assert done.one(TransferredIn).window == 3
    assert len(front.store.log(limit=999)) == before + 1
    assert (front.owed(guest), front.owed(other)) == (idr(21_000), idr(100_000))
    assert charged(front, guest, other) == (
        DINNER,
        {"net": 100_000, "service": 10_000, "hotel_tax": 11_000},
    )


def test_a_part_or_the_net_alone_can_go(front, guest) -> None:
    """A company pays half of the dinner, and of the room no tax: that stays with the guest."""
    front.desk.agree_routing(guest, COMPANY, codes=["FNB"], percent=Decimal("0.5"))
    front.desk.agree_routing(guest, Target(None, 3), codes=["ROOM"], with_tax=False)
    dine(front, guest)
    front.pass_nights(1)
    assert sums(front, guest) == {1: 60_500 + NIGHT - 850_000, 2: 60_500, 3: 850_000}
    assert front.hotel.read.folio(guest, 3).components == ()


def test_weekdays_and_dates_are_those_of_the_service(front) -> None:
    """The company pays on Tuesdays, and until Wednesday, whenever it is posted."""
    stay = front.arrive(nights=3)
    front.desk.agree_routing(stay, COMPANY, weekdays=[1], since=MONDAY, until=WEDNESDAY)
    front.pass_nights(3)
    by_day = {line.service_date: line.window for line in front.hotel.read.folio(stay).lines}
    assert by_day == {MONDAY: 1, TUESDAY: 2, WEDNESDAY: 1}
    late = {"service_date": TUESDAY, "key": "late"}
    assert front.desk.post_to_folio(stay, "FNB", idr(1), **late).one(ChargePosted).window == 2
    front.check()


def test_an_instruction_looks_forward_only(front, guest) -> None:
    """What stands on the bill stays until somebody asks for it; then it goes once."""
    dine(front, guest)
    agreed = front.desk.agree_routing(guest, COMPANY).one(RoutingAgreed)
    assert sums(front, guest) == {1: DINNER}
    moved = front.desk.refresh_routing(guest, key="r").one(ChargeMoved)
    assert (moved.moves, moved.to_window, moved.instruction) == (1, 2, agreed.instruction.number)
    assert front.desk.refresh_routing(guest, key="again").events == ()
    front.desk.end_routing(guest, 1, "the trip was private")
    dine(front, guest)
    assert front.desk.refresh_routing(guest, key="third").events == ()
    assert sums(front, guest) == {1: DINNER, 2: DINNER}
    front.refuses(lambda: front.desk.end_routing(guest, 1, "again"), "folio.instruction_unknown")


def test_a_refresh_sends_what_is_left_of_a_line(front, guest) -> None:
    """What was adjusted goes as it is now, what was taken back does not go, nor what is invoiced.

    A line that staff have moved by hand stays where they have put it.
    """
    for _ in range(4):
        dine(front, guest)
    front.boss.adjust_charge(guest, 1, "cold", amount=idr(21_000), key="a")
    front.desk.reverse_charge(guest, 2, "wrong room", key="b")
    front.desk.move_charge(guest, 3, 5, "by hand", key="m")
    front.desk.agree_routing(guest, COMPANY)
    done = front.desk.refresh_routing(guest, key="r")
    assert [(one.moves, one.quote.total) for one in done.all(ChargeMoved)] == [
        (1, 100_000),
        (4, DINNER),
    ]
    assert sums(front, guest) == {1: 0, 2: 221_000, 5: DINNER}
    front.check()


def test_a_refresh_counts_each_line_against_the_limit(front, guest) -> None:
    """Two dinners and a limit of one and a half: the second is divided."""
    for _ in range(2):
        dine(front, guest)
    front.desk.agree_routing(guest, COMPANY, limit=idr(181_500))
    front.desk.refresh_routing(guest, key="r")
    assert sums(front, guest) == {1: 60_500, 2: 181_500}


def test_charges_do_not_run_in_a_circle(front, guest) -> None:
    """An instruction by which charges would come back is refused, and says by which way."""
    siti, budi, dewi = guest, front.arrive("2035"), front.arrive("2036")
    front.desk.agree_routing(siti, Target(budi))
    front.desk.agree_routing(budi, Target(dewi))
    refused = front.refuses(
        lambda: front.desk.agree_routing(dewi, Target(siti), codes=["FNB"]),
        "folio.routing_in_a_circle",
    )
    assert refused.values["way"] == f"{dewi} > {siti} > {budi} > {dewi}"
    front.refuses(lambda: front.desk.agree_routing(siti, Target(siti)), "folio.same_folio")
    done = dine(front, siti)
    assert [one.folio for one in done.all(TransferredIn)] == [budi, dewi]
    assert front.owed(dewi) == idr(DINNER)
    front.check()


def test_an_instruction_names_what_there_is(front, guest) -> None:
    """Unknown codes, bills and windows are refused when it is agreed."""
    with pytest.raises(InvalidInput) as error:
        front.desk.agree_routing(guest, COMPANY, codes=["SPA"])
    assert [(one.path, one.code) for one in error.value.faults] == [("code", "value.not_listed")]
    front.refuses(lambda: front.desk.agree_routing(guest, Target("S9")), "record.not_found")
    front.refuses(lambda: front.desk.agree_routing(guest, Target(None, 9)), "folio.window_unknown")


@pytest.fixture
def left(front, guest):
    """A guest whose dinners go to the bill of somebody who has left."""
    other = front.arrive("2035", 1)
    front.pass_nights(1)
    front.desk.agree_routing(guest, Target(other), codes=["FNB"])
    front.settle(other)
    front.desk.check_out(other)
    return other


def test_a_closed_bill_takes_nothing_and_the_cashier_is_told(front, guest, left) -> None:
    """The charge is on the guest's own bill; a follow-up says why, and is done when it can be."""
    done = dine(front, guest)
    assert (len(done.all(ChargePosted)), done.all(TransferredOut)) == (1, ())
    assert front.hotel.read.folio(guest).lines[-1].window == 1
    (left_over,) = front.hotel.read.follow_ups()
    assert (left_over.act, left_over.code, left_over.concerns) == (
        "folio.TransferOut",
        "folio.closed",
        "cashier",
    )
    assert left in left_over.sentence
    front.refuses(lambda: front.desk.retry_follow_up(left_over.id, key="r"), "folio.closed")
    front.desk.reverse_check_out(left, "the taxi did not come")
    front.desk.retry_follow_up(left_over.id, key="r")
    assert front.owed(left) == idr(DINNER)
    assert front.hotel.read.follow_ups() == ()
    front.check()


def test_a_night_is_posted_whatever_routing_does(front, guest) -> None:
    """The close of the day does not wait for a bill that is closed; the night stays at home."""
    other = front.arrive("2035", 1)
    front.desk.agree_routing(guest, Target(other), codes=["ROOM"])
    front.pass_nights(1)
    front.settle(other)
    front.desk.check_out(other)
    front.pass_nights(1)
    assert [line.code for line in front.hotel.read.folio(guest, 1).lines] == ["ROOM"]
    assert [one.code for one in front.hotel.read.follow_ups()] == ["folio.closed"]
    front.check()


# --- back again ---


@pytest.fixture
def canteen(front):
    """A bill of the house, where a company eats."""
    return front.desk.open_house_account("Garuda canteen", key="h").one(FolioOpened).folio


@pytest.mark.parametrize("limit", [None, 20_000], ids=str)
def test_a_cancelled_order_comes_back_from_the_company(front, guest, canteen, limit) -> None:
    """Neither the guest nor the company owes anything of what nobody has eaten."""
    most = None if limit is None else idr(limit)
    front.desk.agree_routing(guest, Target(canteen), codes=["FNB"], limit=most)
    dishes = [("nasi-goreng", 1), ("es-teh", 2)]
    front.desk.order_room_service(guest, dishes, key="o")
    owed = 139_150 if limit is None else limit
    assert front.owed(canteen) == idr(owed)
    done = front.desk.cancel_order("O1", "the kitchen has closed", key="c")
    assert {one.folio for one in done.all(ChargeReversed)} == {guest}
    assert (front.owed(guest), front.owed(canteen)) == (idr(0), idr(0))
    for bill in (guest, canteen):
        assert all(not amount for _, amount in front.hotel.read.folio(bill).components)
    (instruction,) = front.hotel.read.folios_of(guest)[0].terms.routing
    assert instruction.used == 0
    front.check()


@pytest.mark.parametrize("target", [COMPANY, None], ids=["window", "bill"])
def test_what_is_taken_back_may_be_taken_again(front, guest, canteen, target) -> None:
    """A limit counts what the company pays, and not what it would have paid."""
    front.desk.agree_routing(guest, target or Target(canteen), codes=["FNB"], limit=idr(30_000))
    for order in ("O1", "O2"):
        front.desk.order_room_service(guest, [("es-teh", 1)], key=order)
        assert front.owed(guest) == (idr(0) if target is None else idr(24_200))
        assert front.hotel.read.folio(guest, 1).balance == 0
        front.desk.cancel_order(order, "spilt", key=f"not-{order}")
    front.check()


def test_a_cancelled_order_comes_back_over_two_bills(front, guest, canteen) -> None:
    """Sent on from bill to bill it comes home the same way, also where it was moved there."""
    other = front.arrive("2035")
    front.desk.agree_routing(guest, Target(other), codes=["FNB"])
    front.desk.agree_routing(other, Target(canteen), codes=["FNB"])
    front.desk.order_room_service(guest, [("es-teh", 1)], key="o")
    assert [front.owed(bill) for bill in (guest, other, canteen)] == [idr(0), idr(0), idr(TEA)]
    front.desk.move_charge(canteen, 1, 4, "the boss pays", key="m")
    front.desk.cancel_order("O1", "no ice left", key="c")
    assert {front.owed(bill) for bill in (guest, other, canteen)} == {idr(0)}
    front.check()


def test_what_another_bill_has_settled_does_not_come_back(front, guest, canteen) -> None:
    """An order on a bill that is closed by now is not cancelled behind the back of who has paid."""
    front.desk.agree_routing(guest, Target(canteen), codes=["FNB"])
    front.desk.order_room_service(guest, [("es-teh", 1)], key="o")
    front.desk.take_payment(canteen, PaymentMethod.CASH, idr(TEA), key="p")
    front.desk.close_folio(canteen)
    front.refuses(lambda: front.desk.cancel_order("O1", "no ice left", key="c"), "folio.closed")
    front.refuses(lambda: front.desk.reverse_charge(guest, 1, "no", key="r"), "folio.elsewhere")


def test_what_came_from_another_bill_is_taken_back_there(front, guest, canteen) -> None:
    """The bill that has taken it over may give something off, and may not say it was never sold."""
    front.desk.agree_routing(guest, Target(canteen), codes=["FNB"])
    dine(front, guest)
    refused = front.refuses(
        lambda: front.desk.reverse_charge(canteen, 1, "never had", key="r"),
        "folio.came_from_elsewhere",
    )
    assert refused.values["origin"] == guest
    front.boss.adjust_charge(canteen, 1, "cold", amount=idr(21_000), key="a")
    front.desk.transfer_charge(canteen, 1, guest, "home", key="t")
    assert (front.owed(canteen), front.owed(guest)) == (idr(0), idr(100_000))
    front.desk.reverse_charge(guest, 1, "never had", key="s")
    assert front.owed(guest) == idr(0)
    front.check()


def test_a_taxi_follows_its_charge(front, guest, canteen) -> None:
    """What is paid from the drawer for a guest whose bill is routed is taken back where it was."""
    front.desk.agree_routing(guest, Target(canteen), codes=["PAID-OUT"])
    opened = front.desk.open_cashier_shift(floats=[idr(500_000)], key="till")
    shift = opened.events[0].cashier_shift
    taxi = ("taxi", "Taxi to the airport")
    front.desk.pay_out(shift, idr(80_000), *taxi, folio=guest, code="PAID-OUT", key="out")
    assert front.owed(canteen) == idr(80_000)
    front.desk.reverse_cash_entry(shift, 2, "the guest took the bus", key="back")
    assert (front.owed(guest), front.owed(canteen)) == (idr(0), idr(0))
    front.check()


def test_a_fee_that_was_routed_is_taken_back_where_it_was_sold(open_front, grand) -> None:
    """Who books again is given the fee back, also where the company has it on its bill."""
    front = open_front(MemoryStore(), grand)
    canteen = front.desk.open_house_account("Garuda", key="h").one(FolioOpened).folio
    stay = front.book(policy="FLEX")
    front.desk.agree_routing(stay, Target(canteen), codes=["FEE"])
    front.desk.cancel_stay(stay, "ill", key="c")
    assert front.hotel.read.folio(canteen).charged > 0
    front.desk.reinstate_stay(stay, "well again", key="r")
    assert (front.owed(stay), front.owed(canteen)) == (idr(0), idr(0))
    front.check()


def test_prices_that_change_later_change_no_routed_line(front, of_company) -> None:
    """Another chain of taxes counts from the next night on."""
    front.pass_nights(1)
    own = front.hotel.read.configuration
    untaxed = [attrs.evolve(code, components=()) for code in own.folio.codes]
    changed = attrs.evolve(own, folio=attrs.evolve(own.folio, codes=tuple(untaxed)))
    front.boss.change_property(changed)
    front.pass_nights(1)
    assert [line.quote.total for line in front.hotel.read.folio(of_company, 2).lines] == [
        NIGHT,
        850_000,
    ]
