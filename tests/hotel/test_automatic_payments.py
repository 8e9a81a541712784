"""Automatic payments in the whole hotel: what is planned is charged once, and the bill has it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import attrs
import pytest
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.collecting import (
    ARRIVAL,
    BEFORE,
    CHECK_IN,
    CHECK_OUT,
    DEPARTURE,
    DINNER,
    NIGHT,
    OWN,
    REFUSED,
    at,
    idr,
    open_house,
    percent,
    terms,
    virtual,
)
from tests.tries import tries

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.city_ledger import AccountOpened
from axentra_core.folio import Payee, PayeeKind, PaymentMethod, Target
from axentra_core.hotel import CardTerminal
from axentra_core.kernel.errors import AxentraError, NotFound, PortUnavailable
from axentra_core.payment_rules import (
    DueNote,
    ExcessPolicy,
    LatePolicy,
    PaymentClaimed,
    Share,
    Surcharge,
)
from axentra_core.payments import Outcome, OutcomeClass, PaymentCard, PaymentStatus
from axentra_core.testing import Failure, FaultyStore, Reply, ScriptedGateway, Turn

CASH = PaymentMethod.CASH
TWO = 2 * NIGHT
WEEK_BEFORE = ARRIVAL - timedelta(7)
HARD, SOFT = OutcomeClass.DECLINED_HARD, OutcomeClass.DECLINED_SOFT
HOUR = timedelta(hours=1)
THREE = ("before_arrival", "at_check_in", "at_check_out")


@pytest.fixture
def house(open_front):
    """Return how a house is opened."""
    return lambda *script, **said: open_house(open_front, *script, **said)


def ended(house, day, hour=11, times=1):
    """Return how the one payment that was due stands after so many runs on following days."""
    for later in range(times):
        house.run(day + timedelta(later), hour)
    return house


# The seed's three examples


def test_a_week_before_the_arrival_the_reservation_and_its_changes_are_charged(house) -> None:
    """Seven days before at eleven: what was booked, another night and what was added since."""
    own = house()
    own.rule("before_arrival")
    stay = own.book()
    own.front.desk.amend_stay(
        stay, departure=ARRIVAL + timedelta(3), prices=[idr(850_000)] * 3, key="a"
    )
    own.dine(stay)
    assert own.run(WEEK_BEFORE, 10, 59) == ()
    (done,) = own.run(WEEK_BEFORE)
    assert (done.status, done.error, done.slip.follow_ups) == ("charged", None, ())
    assert own.by_card(stay) == [3 * NIGHT + DINNER]
    assert own.run() == ()
    own.check(stay)


def test_on_the_day_of_the_arrival_what_was_added_since_the_booking_is_charged(house) -> None:
    """At eleven: extras that were ordered before the check-in, with the nights."""
    own = house()
    own.rule("at_check_in")
    stay = own.book()
    own.dine(stay)
    assert own.run(ARRIVAL, 10, 59) == ()
    own.run(ARRIVAL)
    assert (own.by_card(stay), own.stand(stay)) == ([TWO + DINNER], ["charged"])
    own.check(stay)


def test_on_the_day_of_the_departure_what_was_used_in_house_is_charged(house) -> None:
    """At noon: nights and everything that was signed for; the guest leaves with nothing owed."""
    own = house()
    own.rule("at_check_out")
    stay = own.book()
    own.move_in(stay)
    own.front.desk.charge_to_room(stay, "FNB", idr(100_000), key="k")
    own.front.pass_nights(2)
    assert own.run(DEPARTURE, 11, 59) == ()
    own.run(DEPARTURE, 12)
    assert (own.by_card(stay), own.owed(stay)) == ([TWO + DINNER], 0)
    own.front.desk.check_out(stay)
    own.check(stay)


def test_three_rules_charge_what_came_between_them(house) -> None:
    """Each its own part, in the order of their moments; together it is the bill, to the rupiah."""
    own = house()
    own.rules(*THREE)
    stay = own.book()
    moments = [at(WEEK_BEFORE, 11), at(ARRIVAL, 11), at(DEPARTURE, 12)]
    assert [one.due.at for one in own.read.payment_plan(stay).payments] == moments
    own.run(WEEK_BEFORE)
    own.dine(stay)
    own.run(ARRIVAL)
    own.move_in(stay)
    own.front.desk.charge_to_room(stay, "FNB", idr(200_000), key="k")
    own.front.pass_nights(2)
    own.run(DEPARTURE, 12)
    assert own.by_card(stay) == [TWO, DINNER, 2 * DINNER]
    assert own.stand(stay) == ["charged"] * 3
    assert own.read.payment_plan(stay).charged == own.read.folio(stay).charged
    own.front.desk.check_out(stay)
    own.check(stay)


def test_nothing_is_charged_where_nothing_was_added(house) -> None:
    """The other rules are skipped with what they would have brought, and nobody is asked."""
    own = house()
    own.rules(*THREE)
    stay = own.book()
    for day, hour in ((WEEK_BEFORE, 11), (ARRIVAL, 11), (DEPARTURE, 12)):
        own.run(day, hour)
    assert own.stand(stay) == ["charged", "skipped", "skipped"]
    assert own.why(stay) == [None, "nothing_due", "nothing_due"]
    assert (len(own.gateway.sent), own.tasks()) == (1, [])
    own.check(stay)


def test_what_was_missed_is_charged_later_and_only_once(house) -> None:
    """Nobody ran it for days: all that is due is charged in one, one payment with each run."""
    own = house()
    own.rules(*THREE)
    stay = own.book()
    own.run(DEPARTURE, 13)
    assert own.stand(stay) == ["charged", "scheduled", "scheduled"]
    own.run()
    own.run()
    assert (own.by_card(stay), own.stand(stay)) == ([TWO], ["charged", "skipped", "skipped"])


# Amounts


def test_a_part_first_and_the_rest_later(house) -> None:
    """Half of all a week before, a fixed amount at the arrival, the remainder at the departure."""
    own = house()
    fixed = Share("fixed", amount=idr(100_000))
    steps = (BEFORE, percent("0.5")), (CHECK_IN, fixed), (CHECK_OUT, Share("remainder"))
    own.rule(terms(*steps))
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.dine(stay)
    own.run(ARRIVAL)
    own.run(DEPARTURE, 12)
    assert own.by_card(stay) == [NIGHT, 100_000, NIGHT + DINNER - 100_000]
    own.check(stay)


def test_the_first_night_is_charged_with_what_is_charged_with_it(house) -> None:
    """Before the arrival, by what it will cost; never more than is owed."""
    own = house()
    own.rule(terms((BEFORE, Share("first_night")), (CHECK_IN, Share("first_night"))))
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.front.desk.take_payment(stay, CASH, idr(NIGHT - 1), in_advance=True, key="p")
    own.run(ARRIVAL)
    assert own.by_card(stay) == [NIGHT, 1]
    second = own.payment(stay, 2)
    assert (second.wanted, second.charged, second.skipped) == (NIGHT, 1, NIGHT - 1)
    own.check(stay)


def test_what_was_paid_by_hand_is_not_charged(house) -> None:
    """Cash, a deposit, and what is on its way from the guest's phone count as paid."""
    own = house()
    own.rule()
    stay = own.book()
    own.front.desk.take_payment(stay, CASH, idr(500_000), in_advance=True, key="p")
    own.front.desk.take_deposit(stay, idr(300_000), CASH, key="d")
    own.auto._terminal.redirect(stay, idr(200_000), in_advance=True, key="q")
    own.run(WEEK_BEFORE)
    assert own.by_card(stay) == [TWO - 1_000_000]
    own.gateway.guest_pays("redirect_1")
    own.run()
    assert own.by_card(stay) == [TWO - 1_000_000, 200_000]
    own.check(stay)


def test_a_company_pays_its_part_and_the_card_the_guests(house) -> None:
    """What is routed to a company's window is billed to it; the card pays the other window."""
    own = house()
    own.rule("at_check_out")
    stay = own.book()
    account = own.front.boss.open_account("Garuda").one(AccountOpened).account
    own.front.desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    own.front.desk.agree_routing(stay, Target(None, 2), codes=["ROOM"])
    own.move_in(stay)
    own.front.desk.charge_to_room(stay, "FNB", idr(100_000), key="k")
    own.front.pass_nights(2)
    own.run(DEPARTURE, 12)
    assert own.by_card(stay) == [DINNER]
    own.front.desk.check_out(stay)
    assert own.read.account(account).account.balance == TWO
    own.check(stay)


def test_what_a_company_has_taken_over_is_not_charged(house) -> None:
    """It has the first window of the bill, so the guest's is the second, and owes nothing."""
    own = house()
    own.rule()
    stay = own.book()
    account = own.front.boss.open_account("Garuda").one(AccountOpened).account
    own.front.desk.name_payee(stay, 1, Payee(PayeeKind.ACCOUNT, account))
    own.run(WEEK_BEFORE)
    assert (own.why(stay), own.gateway.sent) == (["nothing_due"], [])
    own.front.desk.post_to_folio(stay, "FNB", idr(100_000), window=2, key="k")
    own.rule("at_check_in")
    other = own.book()
    own.front.desk.name_payee(other, 1, Payee(PayeeKind.ACCOUNT, account))
    own.front.desk.post_to_folio(other, "FNB", idr(100_000), window=2, key="k2")
    own.run(ARRIVAL)
    windows = own.read.folio(other).windows
    assert [(one.window, one.paid) for one in windows] == [(1, 0), (2, DINNER)]


def test_a_guest_who_left_on_account_is_charged_on_the_bill_that_stayed_open(house) -> None:
    """At noon of the departure what is still owed is paid, and the bill is even."""
    own = house()
    own.rule("at_check_out")
    stay = own.book()
    own.move_in(stay)
    own.front.pass_nights(2)
    own.front.boss.check_out(stay, settlement="on_account", reason="a taxi waited", key="o")
    own.run(DEPARTURE, 12)
    assert (own.stand(stay), own.owed(stay)) == (["charged"], 0)
    own.check(stay)


# Surcharges


def with_surcharge(house, surcharge, card=OWN, **said):
    """Return a house whose one stay has a rule with a surcharge."""
    own = house(**said)
    own.rule(terms(BEFORE, surcharge=surcharge))
    return own, own.book(card)


@pytest.mark.parametrize(
    ("surcharge", "net", "gross"),
    [
        (Surcharge("CARD-FEE", rate=Decimal("0.02")), 41_140, 49_779),
        (Surcharge("CARD-FEE", amount=idr(50_000)), 50_000, 60_500),
    ],
    ids=["percent", "fixed"],
)
def test_a_surcharge_is_a_line_of_its_own_with_its_tax(house, surcharge, net, gross) -> None:
    """Charged beside what is owed, never a part of it; the bill is even with it."""
    own, stay = with_surcharge(house, surcharge)
    own.run(WEEK_BEFORE)
    (fee,) = own.sold(stay, "CARD-FEE")
    assert (fee.quote.net, fee.quote.total) == (net, gross)
    assert own.by_card(stay) == [TWO + gross]
    assert own.payment(stay).charged == TWO
    own.move_in(stay)
    own.front.pass_nights(2)
    assert own.owed(stay) == 0
    own.check(stay)


def test_a_virtual_card_pays_no_surcharge(house) -> None:
    """It holds the exact amount: more would be declined."""
    own, stay = with_surcharge(house, Surcharge("CARD-FEE", rate=Decimal("0.02")), virtual())
    own.run(ARRIVAL)
    assert (own.by_card(stay), own.sold(stay, "CARD-FEE")) == ([TWO], [])


def test_a_surcharge_that_was_not_paid_is_not_charged(house) -> None:
    """When the card gives less than was asked, the price comes first."""
    half = Turn(Reply.APPROVE, idr(1_000_000))
    own, stay = with_surcharge(
        lambda **said: house(half, **said), Surcharge("CARD-FEE", rate="0.02")
    )
    own.run(WEEK_BEFORE)
    assert (own.by_card(stay), own.sold(stay, "CARD-FEE")) == ([1_000_000], [])
    assert own.payment(stay).remainder == TWO - 1_000_000


@pytest.mark.parametrize("share", ["0.5", "0.9"])
def test_a_surcharge_stays_with_who_has_paid_it(house, share) -> None:
    """However much of the bill goes elsewhere, also of everything: the guest's window is even."""
    own = house()
    own.rule(terms(CHECK_OUT, surcharge=Surcharge("CARD-FEE", rate=Decimal("0.02"))))
    stay = own.book()
    own.front.desk.agree_routing(stay, Target(None, 2), percent=Decimal(share))
    own.move_in(stay)
    own.front.pass_nights(2)
    own.run(DEPARTURE, 12)
    first, second = own.read.folio(stay).windows
    assert (first.charged, second.paid) == (first.paid, 0)
    assert first.paid > TWO - second.charged
    own.check(stay)


def test_nothing_owed_brings_no_surcharge(house) -> None:
    """Where nothing is charged, nothing is added."""
    own, stay = with_surcharge(house, Surcharge("CARD-FEE", amount=idr(50_000)))
    own.front.desk.take_payment(stay, CASH, idr(TWO), in_advance=True, key="p")
    own.run(WEEK_BEFORE)
    assert (own.why(stay), own.sold(stay, "CARD-FEE")) == (["nothing_due"], [])


# Cards that cannot be charged


def test_a_card_that_was_not_validated_is_one_task_and_no_charge(house) -> None:
    """The guest is asked for another card; resumed, it is charged, and the task is done (seed)."""
    own = house()
    own.rule()
    stay = own.book(REFUSED)
    (left,) = own.read.follow_ups()
    assert left.sentence == (
        f"payment 1 planned for stay {stay} is not charged (card not validated); ask the guest "
        "for a card that can be, or take the payment by hand"
    )
    assert (left.act, left.concerns) == ("payment_plan.AskForCard", "cashier")
    assert own.run(WEEK_BEFORE) == ()
    resume = lambda: own.front.desk.resume_payment(stay, 1, key="r")  # noqa: E731
    own.front.refuses(resume, "payment_rules.card_not_validated")
    own.front.desk.attach_card(stay, OWN)
    assert own.run() == ()
    resume()
    assert (len(own.run()), own.by_card(stay), own.tasks()) == (1, [TWO], [])
    own.check(stay)


def test_a_blocked_payment_that_is_given_up_leaves_no_task(house) -> None:
    """The money is taken by hand."""
    own = house()
    own.rule()
    stay = own.book(REFUSED)
    own.front.desk.cancel_payment(stay, 1, key="c")
    assert (own.tasks(), own.why(stay)) == ([], ["by_hand"])


def test_a_card_that_expires_before_its_day_is_left_to_a_person(house) -> None:
    """Nothing is sent for it."""
    own = house()
    own.rule()
    stay = own.book(attrs.evolve(OWN, valid_through=date(2026, 11, 23)))
    own.run(WEEK_BEFORE)
    assert (own.why(stay), own.gateway.sent) == (["card_expired"], [])
    assert own.tasks() == [("hotel.payment_needs_attention", f"payment_plan:{stay}:1")]


# Virtual cards


def test_a_virtual_card_is_charged_in_full_once_it_is_active(house) -> None:
    """On the later of the rule's day and its own; all that it holds, once."""
    own = house()
    own.rules("before_arrival")
    stay = own.book(virtual())
    assert own.due(stay)[0].isoformat() == "2026-12-01T11:00:00"
    assert DueNote.CARD_ACTIVE_LATER in own.payment(stay).due.notes
    assert own.run(WEEK_BEFORE) == ()
    own.run(ARRIVAL)
    assert (own.by_card(stay), own.read.guest_card("G1").charges) == ([TWO], 1)
    own.check(stay)


def test_what_a_virtual_card_does_not_hold_is_asked_of_the_guest(house) -> None:
    """Its balance is charged; the rest is a task with the amount, never a second charge (seed)."""
    own = house()
    own.rules("at_check_in", "at_check_out")
    stay = own.book(virtual(TWO - 50_000))
    (done,) = own.run(ARRIVAL)
    (left,) = own.read.follow_ups()
    assert left.sentence == (
        f"payment 1 planned for stay {stay} has left 50,000 IDR; take that from the guest by hand, "
        "another way than with the card"
    )
    assert (left.code, left.act) == ("hotel.remainder_due", "payment_plan.TakeRemainder")
    assert done.slip.payment.captured == TWO - 50_000
    own.run(DEPARTURE, 12)
    assert own.why(stay) == [None, "vcc_used_up"]
    assert own.by_card(stay) == [TWO - 50_000]
    own.check(stay)


def test_a_remainder_is_taken_by_hand_and_its_task_ends_with_the_bill(house) -> None:
    """The guest pays it at the desk and leaves: nobody has anything left to do."""
    own = house()
    own.rule("at_check_in")
    stay = own.book(virtual(TWO - 50_000))
    own.run(ARRIVAL)
    own.move_in(stay)
    own.front.pass_nights(2)
    assert own.owed(stay) == 50_000
    own.front.settle(stay)
    own.front.desk.check_out(stay)
    assert own.tasks() == []
    own.check(stay)


def test_a_later_activation_moves_what_waits(house) -> None:
    """The channel tells another day after the booking, and the payment keeps its number."""
    own = house()
    own.rule()
    stay = own.book(virtual())
    own.front.desk.change_card_facts("G1", virtual(active_on=ARRIVAL + timedelta(1)))
    assert own.run(ARRIVAL) == ()
    own.front.desk.change_card_facts("G1", virtual(active_on=None, active_from=at(ARRIVAL, 15)))
    assert own.run(ARRIVAL, 14, 59) == ()
    own.run(ARRIVAL, 15)
    assert (own.stand(stay), own.by_card(stay)) == (["charged"], [TWO])


def test_another_balance_is_charged_as_it_is_then(house) -> None:
    """The channel has taken a part back before the day."""
    own = house()
    own.rule("at_check_in")
    stay = own.book(virtual())
    own.front.desk.change_card_facts("G1", virtual(NIGHT))
    own.run(ARRIVAL)
    assert (own.by_card(stay), own.payment(stay).remainder) == ([NIGHT], NIGHT)


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (virtual(TWO + 1), "balance_too_high"),
        (virtual(None), "balance_unknown"),
        (virtual(0), "nothing_due"),
    ],
    ids=["more than is owed", "not told", "empty"],
)
def test_a_balance_that_is_not_right_is_not_charged(house, card, why) -> None:
    """More than is owed, nobody knows, or nothing: a person looks, and nothing is charged."""
    own = house()
    own.rule("at_check_in")
    stay = own.book(card)
    own.run(ARRIVAL)
    assert (own.why(stay), own.gateway.sent) == ([why], [])
    assert len(own.tasks()) == 1


def test_a_house_may_charge_all_that_a_virtual_card_holds(house) -> None:
    """As the words of the seed have it: the bill says what is to be given back."""
    own = house(excess=ExcessPolicy.ALLOW)
    own.rule("at_check_in")
    stay = own.book(virtual(TWO + 1_000))
    own.run(ARRIVAL)
    assert own.by_card(stay) == [TWO + 1_000]
    own.check(stay)


def test_two_reservations_share_one_virtual_card_and_charge_it_once(house) -> None:
    """Whichever comes first has it; the other one is told that nothing is left on it."""
    own = house()
    own.rule("at_check_in")
    first = own.book(virtual())
    second = own.book(None)
    own.front.desk.attach_card(second, guest_card="G1")
    own.run(ARRIVAL)
    assert own.stand(first) == ["charged"]
    assert (own.stand(second), own.why(second)) == (["skipped"], ["vcc_used_up"])
    assert own.by_card(first) + own.by_card(second) == [TWO]
    own.check(first, second)


def test_a_card_whose_charge_is_unknown_is_not_charged_for_another(house) -> None:
    """The other reservation waits with its refusal, until it is known."""
    own = house(Reply.DELAY, gateway={"lookup_lag": HOUR})
    own.rule("at_check_in")
    first = own.book(virtual())
    second = own.book(None)
    own.front.desk.attach_card(second, guest_card="G1")
    one, other = own.run(ARRIVAL)
    assert (one.status, other.status, other.error.code) == (
        "unknown",
        "scheduled",
        "payment_rules.card_in_use",
    )
    assert own.read.guest_card("G1").held_by == f"a1:{first}:1:1"
    own.run(ARRIVAL, 13)
    assert (own.stand(first), own.why(second)) == (["charged"], ["vcc_used_up"])
    assert own.by_card(first) == [TWO]
    own.check(first, second)


def test_a_card_that_allows_more_charges_is_charged_for_each(house) -> None:
    """What the channel says it allows: here two, each time all it holds."""
    own = house()
    own.rule("at_check_in")
    own.book(virtual(most_charges=2))
    second = own.book(None)
    own.front.desk.attach_card(second, guest_card="G1")
    own.run(ARRIVAL)
    assert own.stand(second) == ["charged"]
    assert own.read.guest_card("G1").is_used_up


# Late


def test_who_books_after_the_moment_is_charged_at_once(house) -> None:
    """And the plan says that it came late."""
    own = house()
    own.rule()
    own.wait(WEEK_BEFORE, 12)
    stay = own.book()
    assert DueNote.ALREADY_OVER in own.payment(stay).due.notes
    own.run()
    assert own.by_card(stay) == [TWO]


def test_steps_that_are_over_are_charged_as_one(house) -> None:
    """A half and the rest came too late alike: one charge of all."""
    own = house()
    own.rule(terms((BEFORE, percent("0.5")), (CHECK_IN, Share("remainder"))))
    own.wait(ARRIVAL, 15)
    stay = own.book()
    own.run()
    assert (own.by_card(stay), own.payment(stay).places) == ([TWO], (1, 2))


@pytest.mark.parametrize(
    ("late", "stands", "tasks"),
    [(LatePolicy.MANUAL, "attention", 1), (LatePolicy.SKIP, "cancelled", 0)],
)
def test_a_house_may_leave_late_ones_to_a_person_or_to_nobody(house, late, stands, tasks) -> None:
    """The policy of the property, said at the booking already."""
    own = house(late=late)
    own.rule()
    own.wait(WEEK_BEFORE, 12)
    stay = own.book()
    assert own.run() == ()
    assert (own.stand(stay), own.why(stay)) == ([stands], ["booked_too_late"])
    assert len(own.tasks()) == tasks
    if tasks:
        own.front.desk.resume_payment(stay, 1, key="r")
        own.run()
        assert (own.by_card(stay), own.tasks()) == ([TWO], [])


def test_somebody_can_intervene_before_a_late_one_is_charged(house) -> None:
    """The delay of the property: within it a charge can be called off."""
    own = house(settle_minutes=30)
    own.rule()
    own.wait(WEEK_BEFORE, 12)
    stay = own.book()
    assert own.run(WEEK_BEFORE, 12, 29) == ()
    assert len(own.run(WEEK_BEFORE, 12, 30)) == 1
    assert own.stand(stay) == ["charged"]


def test_what_nobody_has_charged_for_a_week_is_left_to_a_person(house) -> None:
    """A run that comes too late after the departure charges nobody by surprise."""
    own = house()
    own.rule()
    stay = own.book()
    own.run(DEPARTURE + timedelta(8))
    assert (own.why(stay), own.gateway.sent) == (["window_passed"], [])
    (left,) = own.read.follow_ups()
    assert left.sentence == (
        f"payment 1 planned for stay {stay} waits for somebody to look (window passed); put that "
        "right and resume it, or cancel it"
    )


def test_a_closed_bill_keeps_nobody_else_waiting(house) -> None:
    """What cannot be booked is not charged: the gateway is not asked, and the next one is."""
    own = house(excess=ExcessPolicy.ALLOW)
    own.rule("at_check_out")
    gone = own.book(virtual(TWO))
    own.move_in(gone)
    own.front.pass_nights(2)
    own.front.settle(gone)
    own.front.desk.check_out(gone)
    other = own.book(arrival=DEPARTURE, departure=DEPARTURE + timedelta(1), nights=1)
    own.run(DEPARTURE + timedelta(1), 12)
    first, second = own.run(), own.stand(other)
    assert [(one.status, one.error.code) for one in first] == [("scheduled", "folio.closed")]
    assert (second, own.by_card(gone)) == (["charged"], [])


# What the gateway says


def test_a_card_that_is_declined_for_good_is_asked_no_more(house) -> None:
    """One task with the sentence; another card pays it once it is resumed."""
    own = house(Turn(Reply.DECLINE, outcome=HARD, reason="stolen_card"))
    own.rule()
    stay = own.book()
    (done,) = own.run(WEEK_BEFORE)
    assert (done.status, done.slip.payment.status) == ("failed", PaymentStatus.FAILED)
    (left,) = own.read.follow_ups()
    assert left.sentence == (
        f"payment 1 planned for stay {stay} has failed (card refused); ask the guest for another "
        "way to pay"
    )
    assert "stolen" not in left.sentence
    assert own.run(ARRIVAL) == ()
    own.front.refuses(
        lambda: own.front.desk.resume_payment(stay, 1, key="r"), "payment_rules.failed"
    )
    own.front.desk.attach_card(stay, attrs.evolve(OWN, token="tok_other"))
    own.front.desk.resume_payment(stay, 1, key="r")
    own.run()
    assert (own.by_card(stay), own.tasks()) == ([TWO], [])
    assert [one.card for one in own.gateway.sent] == ["tok_own", "tok_other"]
    own.check(stay)


def test_a_soft_decline_is_tried_on_following_days_as_often_as_agreed(house) -> None:
    """Each try is a payment of its own under its own key; the last one fails for good."""
    decline = Turn(Reply.DECLINE, outcome=SOFT)
    own = house(decline, decline, decline, retries=2)
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    assert (own.stand(stay), own.tasks()) == (["scheduled"], [])
    assert own.run(WEEK_BEFORE, 23) == ()
    own.run(WEEK_BEFORE + timedelta(1))
    assert own.due(stay)[0].isoformat() == "2026-11-26T11:00:00"
    own.run(WEEK_BEFORE + timedelta(2))
    assert (own.why(stay), len(own.tasks())) == (["declined"], 1)
    assert [one.key for one in own.gateway.sent] == [
        f"a1:{stay}:1:{number}:1:charge" for number in (1, 2, 3)
    ]
    own.front.desk.resume_payment(stay, 1, key="r")
    own.run()
    assert (own.by_card(stay), own.tasks()) == ([TWO], [])
    own.check(stay)


def test_a_later_try_charges_what_is_owed_then(house) -> None:
    """Declined today; by tomorrow the guest has paid a part by hand."""
    own = house(Turn(Reply.DECLINE, outcome=SOFT), retries=1)
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.front.desk.take_payment(stay, CASH, idr(1_000_000), in_advance=True, key="p")
    own.run(WEEK_BEFORE + timedelta(1))
    assert own.by_card(stay) == [TWO - 1_000_000]


def test_a_house_that_tries_once_fails_once(house) -> None:
    """Without retries a decline is somebody's task at once."""
    own = house(Turn(Reply.DECLINE, outcome=SOFT, reason="insufficient_funds"))
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    assert (own.stand(stay), own.why(stay)) == (["failed"], ["declined"])


def test_the_guest_confirms_and_the_money_comes(house) -> None:
    """It waits for the guest, nothing else is charged meanwhile, and then it is paid once."""
    own = house(Reply.ACTION_REQUIRED)
    own.rules("before_arrival", "at_check_in")
    stay = own.book()
    (done,) = own.run(WEEK_BEFORE)
    assert done.status == "needs_guest"
    assert own.tasks() == [("hotel.guest_must_confirm", f"payment_plan:{stay}:1")]
    assert own.run(ARRIVAL) == ()
    own.gateway.guest_pays(done.slip.outcome.reference)
    for _ in range(2):
        own.auto._terminal.notified(done.slip.outcome.reference)
    assert (own.stand(stay), own.by_card(stay)) == (["charged", "scheduled"], [TWO])
    own.run()
    assert (own.stand(stay), own.tasks()) == (["charged", "skipped"], [])
    own.check(stay)


def test_the_guest_does_not_confirm(house) -> None:
    """Who leaves the page has declined: somebody asks for another way to pay."""
    own = house(Reply.ACTION_REQUIRED)
    own.rule()
    stay = own.book()
    (done,) = own.run(WEEK_BEFORE)
    own.gateway.guest_gives_up(done.slip.outcome.reference)
    own.run()
    assert (own.stand(stay), own.by_card(stay), len(own.tasks())) == (["failed"], [], 1)


@pytest.mark.parametrize("reply", [Reply.LOSE_REPLY, Reply.LOSE_REQUEST, Reply.DELAY], ids=str)
def test_what_was_lost_is_found_out_and_sent_under_no_other_key(house, reply) -> None:
    """Unknown blocks the whole reservation; the next run finds it out: it is on the bill once."""
    own = house(reply)
    own.rules("before_arrival", "at_check_in")
    stay = own.book()
    (done,) = own.run(WEEK_BEFORE)
    assert (done.status, own.owed(stay)) == ("unknown", 0)
    own.front.refuses(
        lambda: own.front.desk.cancel_payment(stay, 1, key="c"), "payment_rules.outcome_unknown"
    )
    own.run(WEEK_BEFORE, 12)
    assert (own.stand(stay), own.by_card(stay)) == (["charged", "scheduled"], [TWO])
    assert {one.key for one in own.gateway.sent} == {f"a1:{stay}:1:1:1:charge"}
    own.check(stay)


def test_what_comes_after_the_stay_was_cancelled_is_not_lost(house) -> None:
    """The charge was unknown; found out, it waits for a bill, and is put there by a retry."""
    own = house(Reply.LOSE_REPLY)
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.front.desk.cancel_stay(stay, "ill", key="c")
    assert own.stand(stay) == ["unknown"]
    own.run(WEEK_BEFORE, 12)
    (left,) = own.read.follow_ups()
    assert (own.stand(stay), left.code, left.act) == (
        ["charged"],
        "folio.closed",
        "folio.TakePayment",
    )
    own.front.desk.reinstate_stay(stay, "well again", key="r")
    own.front.desk.retry_follow_up(left.id, key="t")
    assert (own.by_card(stay), own.tasks()) == ([TWO], [])
    own.run(ARRIVAL)
    assert own.stand(stay) == ["charged"]
    own.check(stay)


def test_what_never_left_is_tried_again_soon(house) -> None:
    """Certainly not sent: it counts as no try, and is charged with what is owed then."""
    own = house(Reply.NOT_SENT, Reply.NOT_SENT)
    own.rule()
    stay = own.book()
    (done,) = own.run(WEEK_BEFORE)
    assert (done.status, own.tasks(), own.run()) == ("scheduled", [], ())
    own.dine(stay)
    for minutes in (5, 10, 20):
        own.front.clock.move(timedelta(minutes=minutes))
        own.run()
    assert (own.by_card(stay), own.payment(stay).tries) == ([TWO + DINNER], 0)
    own.check(stay)


def test_a_gateway_that_is_never_reached_is_somebodys_task(house) -> None:
    """Tried ever more seldom, and not for ever; resumed, it is tried again."""
    own = house(*[Reply.NOT_SENT] * 60)
    own.rule("at_check_in")
    stay = own.book()
    for hours in range(60):
        own.front.clock.now = at(ARRIVAL, 11) + timedelta(hours=hours)
        own.run()
    assert (own.stand(stay), own.why(stay)) == (["attention"], ["not_reached"])
    assert [code for code, _ in own.tasks()] == ["hotel.payment_needs_attention"]
    assert own.gateway.sent == []


def test_a_virtual_card_that_is_not_active_yet_is_tried_again_twice(house) -> None:
    """On the next day and the day after; then somebody asks the channel."""
    early = Turn(Reply.DECLINE, outcome=OutcomeClass.NOT_ACTIVE_YET)
    own = house(early, early, early)
    own.rule("at_check_in")
    stay = own.book(virtual())
    ended(own, ARRIVAL, times=3)
    assert (own.why(stay), len(own.gateway.sent)) == (["not_active"], 3)
    own.front.desk.resume_payment(stay, 1, key="r")
    own.run()
    assert (own.by_card(stay), own.tasks()) == ([TWO], [])


def test_a_virtual_card_that_holds_less_than_it_says_is_looked_at(house) -> None:
    """Its balance is read again, and then it is charged."""
    own = house(Turn(Reply.DECLINE, outcome=OutcomeClass.EXCEEDS_BALANCE))
    own.rule("at_check_in")
    stay = own.book(virtual())
    own.run(ARRIVAL)
    assert (own.why(stay), len(own.tasks())) == (["balance_too_low"], 1)
    own.front.desk.change_card_facts("G1", virtual(NIGHT))
    own.front.desk.resume_payment(stay, 1, key="r")
    own.run()
    assert (own.by_card(stay), own.payment(stay).remainder) == ([NIGHT], NIGHT)


def test_less_than_asked_leaves_a_remainder(house) -> None:
    """What came is on the bill, what did not is a task, and no rule charges it by itself again."""
    own = house(Turn(Reply.APPROVE, idr(2_000_000)))
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    payment = own.payment(stay)
    assert (payment.wanted, payment.charged, payment.remainder) == (TWO, 2_000_000, 57_000)
    assert [code for code, _ in own.tasks()] == ["hotel.remainder_due"]
    assert own.run() == ()
    own.check(stay)


class Silent(ScriptedGateway):
    """A gateway that cannot be asked about what it has done."""

    def look_up(self, key):
        """Answer nothing of use."""
        del key
        return Outcome(OutcomeClass.UNKNOWN)


@pytest.mark.parametrize("happened", [True, False])
def test_what_cannot_be_found_out_is_settled_by_a_person(house, happened) -> None:
    """One task; by their word it is charged, or due again under another key; the task is closed."""
    reply = Reply.LOSE_REPLY if happened else Reply.LOSE_REQUEST
    own = house(reply, made=Silent)
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    for hours in range(12, 84, 12):
        own.front.clock.now = at(WEEK_BEFORE, 11) + timedelta(hours=hours)
        assert own.run() == ()
    assert own.stand(stay) == ["unknown"]
    name = f"a1:{stay}:1:1"
    assert own.tasks() == [("hotel.outcome_to_find", name)]
    said = {"happened": happened, "reason": "on the statement of the bank", "key": "u"}
    own.front.boss.settle_unknown(name, 1, **said)
    assert own.tasks() == []
    assert own.stand(stay) == ["charged" if happened else "scheduled"]
    own.front.clock.move(HOUR)
    own.run()
    assert (own.stand(stay), own.by_card(stay)) == (["charged"], [TWO])
    assert len(own.gateway.sent) == 2 - happened
    own.check(stay)


def test_what_a_person_has_said_wrongly_is_told_when_the_gateway_knows_better(house) -> None:
    """The late word is a task; the money that was taken twice is not hidden."""
    own = house(Reply.LOSE_REPLY, made=Silent)
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.run(WEEK_BEFORE + timedelta(3))
    name = f"a1:{stay}:1:1"
    own.front.boss.settle_unknown(name, 1, happened=False, reason="not on the list", key="u")
    own.gateway.look_up = lambda key: ScriptedGateway.look_up(own.gateway, key)
    own.auto._terminal.notified(f"{name}:1:charge")
    assert [code for code, _ in own.tasks()] == ["hotel.gateway_contradicts"]
    assert own.by_card(stay) == []


def test_an_answer_that_cannot_be_right_is_not_booked(house) -> None:
    """More than was asked: nothing is on the bill, and a person compares."""

    class Generous(ScriptedGateway):
        def send(self, request):
            done = super().send(request)
            return attrs.evolve(done, amount=request.amount * 2)

    own = house(made=Generous)
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    assert (own.stand(stay), own.by_card(stay)) == (["unknown"], [])
    assert [code for code, _ in own.tasks()] == ["hotel.outcome_to_find"]
    own.run()
    assert (own.by_card(stay), own.tasks()) == ([TWO], [])


# What goes back


def test_what_was_charged_by_itself_is_given_back_by_hand(house) -> None:
    """A refund is off the bill, and the payment stays charged: no rule takes it a second time."""
    own = house()
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.auto._terminal.refund(f"a1:{stay}:1:1", idr(NIGHT), key="r")
    assert (own.by_card(stay), own.stand(stay)) == ([TWO, -NIGHT], ["charged"])
    assert own.run(ARRIVAL) == ()
    own.check(stay)


def test_a_chargeback_of_what_was_charged_by_itself_is_a_persons_to_decide(house) -> None:
    """The bill says that it is owed again, and no later rule asks any card for it."""
    own = house()
    own.rules("before_arrival", "at_check_in")
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.front.boss.record_chargeback(f"a1:{stay}:1:1", idr(TWO), "dp_1", "10.4", key="b")
    own.dine(stay)
    own.run(ARRIVAL)
    assert own.by_card(stay) == [TWO, -TWO, DINNER]
    assert own.stand(stay) == ["charged", "charged"]


def test_nobody_is_charged_while_they_wait_for_a_room(house) -> None:
    """A stay on the waitlist is matched with the rules once it is confirmed."""
    own = house()
    own.rule()
    stay = own.book(waitlisted=True)
    assert own.stand(stay) == []
    own.front.desk.confirm_stay(stay)
    assert own.stand(stay) == ["scheduled"]
    own.run(WEEK_BEFORE)
    assert own.by_card(stay) == [TWO]


def test_what_was_charged_by_itself_goes_back_through_the_gateway_alone(house) -> None:
    """Taken off the bill by hand the guest would stay charged."""
    own = house()
    own.rule()
    stay = own.book()
    own.run(WEEK_BEFORE)
    own.front.refuses(
        lambda: own.front.boss.reverse_payment(stay, 1, "mistyped", key="v"),
        "hotel.paid_through_gateway",
    )


# Workers


class Interrupted(ScriptedGateway):
    """A gateway during whose first call another worker does all it can."""

    other = None

    def send(self, request):
        """Let the other one go first."""
        if self.other is not None:
            other, self.other = self.other, None
            other()
        return super().send(request)


def test_two_workers_who_meet_charge_once(house) -> None:
    """One has claimed and not sent yet, the other runs whole meanwhile: one capture, one line."""
    own = house(made=Interrupted)
    own.rule()
    stay = own.book()
    seen = []
    own.gateway.other = lambda: seen.append(own.worker().run())
    own.run(WEEK_BEFORE)
    assert own.stand(stay) == ["charged"]
    assert (own.by_card(stay), own.taken) == ([TWO], TWO)
    assert {one.key for one in own.gateway.sent} == {f"a1:{stay}:1:1:1:charge"}
    own.check(stay)


def test_a_worker_who_dies_after_the_claim_loses_nothing(house) -> None:
    """Whoever comes next finds the claim, asks the gateway, and sends it under its own key."""

    class Dead(BaseException):
        pass

    class Deadly(ScriptedGateway):
        alive = False

        def send(self, request):
            if not self.alive:
                self.alive = True
                raise Dead
            return super().send(request)

    own = house(made=Deadly)
    own.rule()
    stay = own.book()
    with pytest.raises(Dead):
        own.run(WEEK_BEFORE)
    assert own.stand(stay) == ["claimed"]
    own.worker().run()
    assert (own.stand(stay), own.by_card(stay)) == (["charged"], [TWO])
    own.check(stay)


def test_a_claim_says_all_that_is_charged(house) -> None:
    """Under one key it is claimed once, and said again it gives the first claim."""
    own = house()
    own.rule()
    stay = own.book()
    own.wait(WEEK_BEFORE, 11)
    claims = [own.front.desk.claim_payment(stay, 1, key="k").one(PaymentClaimed) for _ in range(2)]
    assert claims[0] == claims[1]
    assert (claims[0].amount, claims[0].payment, claims[0].guest_card) == (
        TWO,
        f"a1:{stay}:1:1",
        "G1",
    )
    own.front.refuses(
        lambda: own.front.desk.claim_payment(stay, 1, key="k2"), "payment_rules.attempt_open"
    )
    own.run()
    assert own.by_card(stay) == [TWO]


@pytest.mark.parametrize("failure", Failure, ids=str)
@pytest.mark.parametrize("nth", [1, 2])
def test_wherever_the_store_fails_it_is_charged_once(house, nth, failure) -> None:
    """At the claim or at the outcome, before or after it was kept: one charge in the end."""
    own = house()
    own.rule()
    stay = own.book()
    faulty = FaultyStore(own.front.store, nth, failure, counting="commits", lasting=True)
    own.wait(WEEK_BEFORE, 11)
    with suppress(AxentraError):
        own.worker(own.front.over(faulty)).run()
    own.run()
    own.run()
    assert (own.stand(stay), own.by_card(stay), own.taken) == (["charged"], [TWO], TWO)
    assert len({one.key for one in own.gateway.sent}) == 1
    own.check(stay)


def test_workers_in_threads_over_one_disk_charge_each_once(open_front, tmp_path) -> None:
    """Four workers, three reservations, one store on disk: three captures and three lines."""
    with SqliteStore(tmp_path / "hotel.db") as store:
        own = open_house(open_front, store=store, made=ScriptedGateway)
        own.rule()
        stays = [own.book() for _ in range(3)]
        own.wait(WEEK_BEFORE, 11)
        barrier = Barrier(4)

        def work(_):
            barrier.wait()
            return own.worker().run()

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(work, range(4)))
        own.run()
        assert [own.by_card(stay) for stay in stays] == [[TWO]] * 3
        assert len({one.key for one in own.gateway.sent}) == 3
        own.check(*stays)


def test_a_worker_and_a_clerk_do_not_take_the_same_twice(house) -> None:
    """While the charge is with the gateway, its amount is on its way: the till is told so."""
    own = house(Reply.DELAY)
    own.rule("at_check_out")
    stay = own.book()
    own.move_in(stay)
    own.front.pass_nights(2)
    own.run(DEPARTURE, 12)
    visa = PaymentCard("tok_at_desk", "visa", "1234")
    terminal = CardTerminal(own.front.hotel, own.gateway)
    own.front.refuses(
        lambda: terminal.charge(stay, idr(TWO), visa, key="c"), "hotel.payment_under_way"
    )
    own.run(DEPARTURE, 13)
    assert (own.by_card(stay), own.owed(stay)) == ([TWO], 0)


def test_one_that_cannot_be_charged_keeps_nobody_waiting(house) -> None:
    """Each is told with its error; the others are charged in the same run."""

    class Moody(ScriptedGateway):
        def send(self, request):
            if request.key.startswith("a1:S1:"):
                raise PortUnavailable("store.unavailable")
            return super().send(request)

    own = house(made=Moody)
    own.rule()
    stays = [own.book() for _ in range(2)]
    one, other = own.run(WEEK_BEFORE)
    assert (one.status, one.error.code) == ("claimed", "store.unavailable")
    assert (other.status, other.error) == ("charged", None)
    assert own.by_card(stays[1]) == [TWO]


def test_no_more_is_charged_at_once_than_asked(house) -> None:
    """The longest due first; the rest with the next run."""
    own = house()
    own.rule()
    stays = [own.book() for _ in range(3)]
    own.wait(WEEK_BEFORE, 11)
    assert [one.due.reservation for one in own.auto.run(2)] == stays[:2]
    assert [one.due.reservation for one in own.auto.run(2)] == stays[2:]


# Whatever fails


REPLIES = st.sampled_from(
    [
        Turn(Reply.APPROVE),
        Turn(Reply.APPROVE, idr(1_000)),
        Turn(Reply.DECLINE, outcome=HARD),
        Turn(Reply.DECLINE, outcome=SOFT),
        Turn(Reply.ACTION_REQUIRED),
        Turn(Reply.NOT_SENT),
        Turn(Reply.LOSE_REQUEST),
        Turn(Reply.LOSE_REPLY),
        Turn(Reply.DELAY, delay=timedelta(minutes=20)),
    ]
)


def amend(own, stay, nights):
    """Let a stay have other nights."""
    departure = ARRIVAL + timedelta(nights + 1)
    prices = [idr(500_000)] * (nights + 1)
    own.front.desk.amend_stay(stay, departure=departure, prices=prices)


def pay(own, stay, _):
    """Take something by hand."""
    key = own.front.key()
    own.front.desk.take_payment(stay, CASH, idr(5_000), in_advance=True, key=key)


def another_card(own, stay, nth):
    """Let the guest give another card."""
    own.front.desk.attach_card(stay, attrs.evolve(OWN, token=f"tok_{nth}"))


def another_balance(own, _, nth):
    """Let the channel tell something else of the virtual card."""
    own.front.desk.change_card_facts("G2", virtual(NIGHT * nth, active_on=WEEK_BEFORE))


def settle(own):
    """Let guests who are waited for give up, and persons say what nobody can find out.

    What was begun and lost for longer than keys are kept is never sent again.
    """
    for one in own.read.payments_in_flight():
        if one.open.known is OutcomeClass.ACTION_REQUIRED:
            # A guest who has confirmed meanwhile does not give up any more.
            with suppress(NotFound):
                own.gateway.guest_gives_up(one.reference)
    for one in own.read.follow_ups():
        if one.code == "hotel.outcome_to_find":
            assert own.gateway.look_up(one.arguments["key"]) is None
            said = {"happened": False, "reason": "on no list", "key": own.front.key()}
            own.front.boss.settle_unknown(one.cause, 1, **said)


DOES = {
    "dine": lambda own, stay, nth: own.dine(stay, 1_000 * (nth + 1)),
    "pay": pay,
    "amend": amend,
    "another card": another_card,
    "another balance": another_balance,
    "cancel": lambda own, stay, nth: own.front.desk.cancel_payment(stay, nth),
    "resume": lambda own, stay, nth: own.front.desk.resume_payment(stay, nth),
    "confirm": lambda own, _, nth: own.gateway.guest_pays(f"charge_{nth}"),
}


@tries(30, suppress_health_check=list(HealthCheck))
@for_all(
    script=st.lists(REPLIES, max_size=6),
    acts=st.lists(
        st.tuples(st.sampled_from([*DOES]), st.integers(0, 4), st.booleans()),
        min_size=2,
        max_size=7,
    ),
    lag=st.sampled_from([timedelta(0), timedelta(minutes=30)]),
)
def test_whatever_fails_the_bill_has_what_the_gateway_has(house, script, acts, lag) -> None:
    """Lost, late, declined, changed in between: each capture is one line, and nothing is lost."""
    own = house(*script, retries=2, gateway={"lookup_lag": lag})
    own.rules(*THREE)
    stays = [own.book(), own.book(virtual())]
    for day, (act, nth, after) in enumerate(acts):
        with suppress(AxentraError):
            DOES[act](own, stays[nth % 2], nth)
        failure = Failure.AFTER_EFFECT if after else Failure.BEFORE_EFFECT
        faulty = FaultyStore(own.front.store, nth, failure, counting="commits")
        own.wait(WEEK_BEFORE + timedelta(2 * day), 12)
        with suppress(AxentraError):
            own.worker(own.front.over(faulty)).run()
    for later in range(20):
        settle(own)
        own.run(WEEK_BEFORE + timedelta(2 * len(acts) + later // 2), 12 + later % 2)
    plans = [own.read.payment_plan(stay) for stay in stays]
    stand = {one.status for plan in plans for one in plan.payments}
    assert stand <= {"charged", "skipped", "cancelled", "failed", "attention"}
    for plan in plans:
        brought = sum(one.captured for one in plan.payments for one in one.attempts)
        assert brought == sum(own.by_card(plan.id))
    own.check(*stays)
