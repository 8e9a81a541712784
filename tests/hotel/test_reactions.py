"""What follows from what: every row of the table, accepted and refused."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.channels.reserving import BOOK, CANCEL, EXPEDIA, MODIFY, message, room
from tests.hotel.connecting import A_VALUE, brought, mapped, on_its_way, requested, selling, told
from tests.hotel.connecting import mapping as mapping_of
from tests.hotel.metering import END, due, read, reading, with_a_meter

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import PaymentReceived, RefundGiven
from axentra_core.channels import (
    AccountChanged,
    Comparison,
    DifferentCell,
    DriftChecked,
    FullSyncBegun,
    MappingChanged,
    MappingNoted,
    MappingOpened,
    MappingReopened,
    Offer,
    ReplaceConnection,
    ValuesForgotten,
)
from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.reservations import CarriedOut, MessageNoted, StaysLinked
from axentra_core.codec import verify
from axentra_core.deposits import (
    ApplicationTakenBack,
    DepositApplied,
    DepositMoved,
    DepositSettled,
    Maturity,
)
from axentra_core.folio import (
    ChargeMoved,
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    FolioReopened,
    OpenFolio,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    ReopenFolio,
    Target,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio import TakePayment as PayFolio
from axentra_core.groups import GroupClosed, GroupOpened, RoomPutBack
from axentra_core.hotel import AGGREGATES, CODEC, REACTIONS, reactions, verbs
from axentra_core.house import FollowUpDismissed, FollowUpLeft, FollowUpResolved, LeaveFollowUp
from axentra_core.housekeeping import (
    CancelTask,
    HousekeepingSettings,
    InspectionFailed,
    OpenTask,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
    TaskPrioritised,
    TaskRefused,
    TaskResumed,
    TaskSkipped,
    TaskSuspended,
)
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.money import money
from axentra_core.kernel.store import Commit
from axentra_core.meters import (
    ConsumptionInvoiced,
    DifferenceRecorded,
    Figures,
    FinaliseRegistration,
    HoursSubmitted,
    PeriodChanged,
    ReadingRecorded,
    ReadingsSubmitted,
    RegistrationArchived,
    RegistrationReviewed,
    SettledByStaff,
    SettledFromReadings,
    SubmittedHours,
    UnitsChanged,
)
from axentra_core.payment_rules import (
    AT_CHECK_OUT,
    AttentionNeeded,
    CardFacts,
    CardFactsChanged,
    CardKind,
    CardReleased,
    ChargeAnswered,
    GuestActionNeeded,
    GuestDidNotCome,
    PaymentBlocked,
    PaymentCancelled,
    PaymentCharged,
    PaymentClaimed,
    PaymentFailed,
    PaymentRescheduled,
    PaymentResumed,
    PaymentScheduled,
    PlanCancelled,
    PlanCardChanged,
    PlanReinstated,
    RemainderDue,
    ReservationChanged,
    RuleDrafted,
    Surcharge,
)
from axentra_core.payments import (
    AmountCaptured,
    AmountChargedBack,
    AmountRefunded,
    ChargebackReversed,
    GuestMustAct,
    Operation,
    OperationDeclined,
    OperationNotSent,
    OutcomeClass,
    OutcomeContradicted,
    OutcomeLeftUnknown,
    PaymentCard,
    PaymentChargedBack,
    PaymentRefunded,
    PaymentStarted,
)
from axentra_core.restaurant import OrderCancelled, OrderPlaced
from axentra_core.rooms import (
    BlockEnded,
    BlockKind,
    CheckoutPolicy,
    Condition,
    DiscrepancyClosed,
    DoNotDisturbSet,
    LinenChanged,
    MakeUpRequested,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkedPickup,
    RequestCleared,
    RoomAged,
    RoomOccupied,
    RoomReleased,
    RoomVacated,
    ServiceDeclined,
    TurndownCompleted,
    TurndownRequired,
    TurndownWaived,
    VacateRoom,
)
from axentra_core.stays import (
    CheckInReversed,
    CheckOutReversed,
    DayUsePosted,
    FeeDue,
    NightPosted,
    NightPrice,
    PartyChanged,
    PricesChanged,
    RoomAssigned,
    RoomCorrected,
    RoomsCounted,
    RoomShared,
    Settlement,
    Source,
    StayAmended,
    StayBooked,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayConfirmed,
    StayExtended,
    StayMoved,
    StayNotShown,
    StayReinstated,
    StayShortened,
    party,
)

MUST, SHOULD = True, False
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in range(23, 27))


@pytest.fixture
def store():
    """One store is enough: what follows is decided before it is kept."""
    return MemoryStore()


CLERK, CHANNEL = Actor("staff", "ayu"), Actor("channel", "bdc")
BOSS = Actor("staff", "dewi", ("manager",))


class Nothing:
    """An event that does not happen."""


@attrs.frozen
class Scene:
    """How a row comes about.

    Attributes:
        when: what happens.
        row: what follows.
        must: whether its refusal refuses the whole.
        verb: brings a hotel to the point and returns the verb that sets the row off.
        follows: what happens when it is accepted.
        spoil: puts something into the store against which the row is refused; None where no
            state of the store can do that: then the row follows with something else.
        code: why it is refused then.
        actor: who says the verb.
        kind: of the task that follows, where one does.
    """

    when: type
    row: Callable[..., object]
    must: bool
    verb: Callable[..., object]
    follows: type
    spoil: Callable[..., object] | None = None
    code: str = "record.not_found"
    actor: Actor = CLERK
    kind: TaskKind | None = None


def a_reservation(_):
    """Return the booking of one night."""
    prices = (money(850_000, "IDR"),)
    return verbs.Reserve(MONDAY, TUESDAY, "DLX", prices, name="Siti Rahma", stay="S1")


def an_arrival(front):
    """Return the check-in of a booked stay."""
    return verbs.CheckIn(front.book(), "2034")


def an_evening(front):
    """Return the close of a day with a guest in house."""
    front.arrive()
    return verbs.CloseDay(MONDAY)


def an_order(front):
    """Return an order of a guest in house."""
    return verbs.OrderRoomService(front.arrive(), (verbs.Item("es-teh", 2),))


def a_cancellation(front):
    """Return the cancellation of an order."""
    front.desk.do(an_order(front), key=front.key())
    return verbs.CancelOrder("O1", "too late")


def a_routed_charge(front):
    """Return a charge to a guest whose group pays it."""
    stay = front.arrive()
    front.desk.do(a_group(front))
    front.desk.agree_routing(stay, Target("G1"))
    return verbs.ChargeToRoom(stay, "FNB", money(1_000, "IDR"))


def a_charge_routed_twice(front):
    """Return a charge that the group has in a window of its own."""
    charge = a_routed_charge(front)
    front.desk.agree_routing("G1", Target(window=2), limit=money(500, "IDR"))
    return charge


def a_transfer(front):
    """Return the transfer of a guest's charge to the bill of the group."""
    front.desk.do(a_group(front))
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", money(1_000, "IDR"), key=front.key())
    return verbs.TransferCharge(stay, 1, "G1", "the group pays")


def a_card_payment(*answers, shift=False):
    """Return a scene with a dish that a guest pays by card, and the last of some answers."""

    def scene(front):
        stay = front.arrive()
        if shift:
            front.desk.open_cashier_shift(key=front.key())
        front.desk.charge_to_room(stay, "FNB", money(1_000, "IDR"), key=front.key())
        card = PaymentCard("tok_81f", "visa", "4242")
        amount = money(1_000, "IDR")
        front.desk.start_payment(stay, Operation.CHARGE, amount, card, key=front.key())
        *before, last = answers
        for verb in before:
            desk = front.desk if isinstance(verb, verbs.StartOperation) else front.hotel.by(SYSTEM)
            desk.do(verb, key=front.key())
        return last

    return scene


CAME = verbs.RecordOutcome("P1", 1, OutcomeClass.APPROVED)
ALL, PART = money(1_000, "IDR"), money(400, "IDR")
REFUNDED = verbs.RecordOutcome("P1", 2, OutcomeClass.APPROVED)
GIVE_BACK = verbs.StartOperation("P1", Operation.REFUND, ALL)
GIVE_A_PART = verbs.StartOperation("P1", Operation.REFUND, PART)
TAKEN_BACK = verbs.RecordChargeback("P1", ALL, "dp_1", "10.4")
PART_TAKEN_BACK = verbs.RecordChargeback("P1", PART, "dp_1", "10.4")
WON_AGAIN = verbs.RecordChargebackReversed("P1", ALL, "dp_1")
NOT_AT_ALL = verbs.RecordOutcome("P1", 1, OutcomeClass.DECLINED_SOFT)


def a_closed_master_bill(front):
    """End the bill of the group although it will be charged."""
    front.put(CloseFolio("G1"))


def a_wish(front):
    """Return a guest's wish for a made-up room."""
    return verbs.MakeUpRoom(front.arrive())


def a_departure(front):
    """Return the check-out of a guest who has paid."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    front.settle(stay)
    return verbs.CheckOut(stay)


def a_departure_with_a_wish(front):
    """Return the same where the guest has asked for a made-up room and does not wait for it."""
    verb = a_departure(front)
    front.desk.make_up_room("S1")
    return verb


def run_by(front, **settings):
    """Let the hotel run its housekeeping in a certain way from now on."""
    own = front.hotel.read.configuration
    front.boss.change_property(attrs.evolve(own, housekeeping=HousekeepingSettings(**settings)))


def with_turndown(scene):
    """Return a scene in a hotel that begins to turn the beds down before its last act."""

    def after(front):
        verb = scene(front)
        run_by(front, turndown_types=("DLX",))
        return verb

    return after


def task_of(front, kind):
    """Return the task of a kind in room 2034."""
    (task,) = (one for one in front.hotel.read.tasks() if (one.room, one.kind) == ("2034", kind))
    return task.id


def a_promised_room(front):
    """Return the promise of a room that is still cleaned to somebody who is due in."""
    front.desk.mark_room("2034", Condition.DIRTY)
    return verbs.AssignRoom(front.book(), "2034")


def a_party_of_two(front):
    """Return the correction of a party, as housekeeping has counted it."""
    stay = front.arrive()
    front.desk.report_occupancy("2034", occupied=True, persons=2)
    return verbs.ChangeParty(stay, party(2))


def an_evening_to_plan(front):
    """Return the plan of a day on which a bed is to be turned down for the night."""
    front.arrive()
    run_by(front, turndown_types=("DLX",))
    return verbs.PlanHousekeeping(MONDAY)


def a_sign_at_the_door(front):
    """Return the do-not-disturb sign of a guest whose bed is to be turned down."""
    front.desk.do(an_evening_to_plan(front))
    return verbs.DoNotDisturb("S1")


def a_service_declined(front):
    """Return the wish of the same guest to be left out today."""
    front.desk.do(an_evening_to_plan(front))
    return verbs.DeclineService("S1")


def a_change_of_mind(front):
    """Return the wish for a made-up room where the sign has hung."""
    front.desk.do(a_sign_at_the_door(front))
    return verbs.MakeUpRoom("S1")


def a_sign_taken_in(front):
    """Return the end of the sign."""
    front.desk.do(a_sign_at_the_door(front))
    return verbs.DoNotDisturb("S1", active=False)


def an_evening_behind_the_sign(front):
    """Return the plan of an evening on which the guest wants to be left alone."""
    verb = an_evening_to_plan(front)
    front.desk.do_not_disturb("S1")
    return verb


def a_turndown(end, *beside):
    """Return a scene in which the task to turn down a bed ends in some way."""

    def scene(front):
        front.desk.do(an_evening_to_plan(front))
        return end(task_of(front, TaskKind.TURNDOWN), *beside)

    return scene


def a_departure_cleaning(front):
    """Return the end of the cleaning after a departure, in a hotel that looks it over."""
    run_by(front, inspected_after=(TaskKind.DEPARTURE_CLEAN,))
    front.leave(front.arrive())
    return verbs.FinishTask(task_of(front, TaskKind.DEPARTURE_CLEAN))


def an_evening_looked_over(front):
    """Return the end of a turndown, in a hotel that looks it over."""
    front.arrive()
    run_by(front, turndown_types=("DLX",), inspected_after=(TaskKind.TURNDOWN,))
    front.desk.plan_housekeeping(MONDAY)
    return verbs.FinishTask(task_of(front, TaskKind.TURNDOWN))


def an_inspection(end, *beside):
    """Return a scene in which a room is passed, or is not."""
    return lambda front: end(
        front.desk.open_task("2034", TaskKind.INSPECTION).one(TaskOpened).task, *beside
    )


def an_inspection_by_hand(front):
    """Return the mark of a room that was to be inspected."""
    front.desk.open_task("2034", TaskKind.INSPECTION)
    return verbs.MarkRoom("2034", Condition.INSPECTED)


def a_cleaning_called_off(front):
    """Return the end of the work in a vacant room that is dirty all the same."""
    front.desk.mark_room("2034", Condition.DIRTY)
    return verbs.CancelTask(task_of(front, TaskKind.TOUCH_UP), "no time")


def a_wish_not_met(end, *beside):
    """Return a scene in which nobody will make up the room."""
    return lambda front: end(front.desk.do(a_wish(front)).one(TaskOpened).task, *beside)


def a_guest_in_another_room(front):
    """Return the arrival of a guest in another room than the one that is held for them."""
    return verbs.CheckIn(a_held_room(front), "2035")


def a_mended_pipe(front):
    """Return the end of the work on a pipe for which the room was blocked."""
    front.desk.report_fault("2034", "a burst pipe", kind=BlockKind.OUT_OF_ORDER)
    return verbs.FinishTask(task_of(front, TaskKind.MAINTENANCE))


def a_report(condition, *before):
    """Return a scene in which housekeeping reports a vacant room."""

    def scene(front):
        for was in before:
            front.desk.mark_room("2034", was)
        return verbs.MarkRoom("2034", condition)

    return scene


def an_idle_room(front):
    """Return the close of a day on which one clean room was used by nobody."""
    run_by(front, idle_days=1)
    for setup in front.hotel.read.configuration.rooms.rooms:
        if setup.number != "2034":
            front.desk.mark_room(setup.number, Condition.DIRTY)
    return verbs.CloseDay(MONDAY)


def a_block_given_up(front):
    """Return the end of a block that has begun."""
    front.boss.block_room("2034", BlockKind.OUT_OF_ORDER, MONDAY, WEDNESDAY, "paint")
    return verbs.EndBlock("2034", 1)


def a_made_up_room(front):
    """Return the end of the task to make up a room that has become dirty."""
    wish = front.desk.do(a_wish(front))
    front.desk.mark_room("2034", Condition.DIRTY)
    return verbs.FinishTask(wish.one(TaskOpened).task)


def a_departure_taken_back(front):
    """Return the reversal of a check-out."""
    front.desk.do(a_departure(front))
    return verbs.ReverseCheckOut("S1", "the taxi did not come")


def an_arrival_taken_back(front):
    """Return the reversal of a check-in."""
    return verbs.ReverseCheckIn(front.arrive(), "the wrong guest")


def a_dirty_room_taken_back(front):
    """Return the reversal of a check-in into a room that was to be cleaned for somebody."""
    stay = front.arrive()
    front.desk.mark_room("2034", Condition.DIRTY)
    return verbs.ReverseCheckIn(stay, "the wrong guest")


def a_day_guest(front):
    """Return the check-in of a guest who has the room by day."""
    return verbs.CheckIn(front.book(1, departure=MONDAY), "2034")


def a_move(front):
    """Return the move of a guest to another room."""
    return verbs.MoveRoom(front.arrive(), "2035", "noise")


def a_correction(front):
    """Return the correction of the room a guest is in."""
    return verbs.CorrectRoom(front.arrive(), "2035", "misread")


def a_shorter_stay(front):
    """Return the departure of a guest who pays for leaving sooner."""
    return verbs.ShortenStay(front.arrive(), TUESDAY, money(100_000, "IDR"))


def a_group(_):
    """Return the beginning of a group."""
    return verbs.OpenGroup("Tour 7", "G1")


def the_end_of_a_group(front):
    """Return the end of a group that nobody belongs to."""
    front.desk.do(a_group(front))
    return verbs.CloseGroup("G1")


def a_picked_up_room(front, nights=1):
    """Book the first night of a room of a group's block."""
    front.desk.do(a_group(front))
    until = MONDAY + timedelta(days=nights)
    front.desk.open_block("G1", room_type="DLX", arrival=MONDAY, departure=until, rooms=1)
    return front.book(1, group="G1", block="B1")


def a_group_guest_who_cancels(front):
    """Return the cancellation of a stay that was picked up from a block."""
    return verbs.CancelStay(a_picked_up_room(front), "ill")


def a_group_guest_who_comes_later(front):
    """Return other dates for a stay that was picked up from a block of two nights."""
    stay, prices = a_picked_up_room(front, nights=2), (money(850_000, "IDR"),)
    return verbs.AmendStay(stay, TUESDAY, WEDNESDAY, prices=prices)


def a_group_guest_who_does_not_come(front):
    """Return the close of the day on which a stay of a block was due."""
    a_picked_up_room(front)
    return verbs.CloseDay(MONDAY)


def two_in_one_room(front):
    """Book a room that two guests share, and return the stay that has it."""
    one, other = front.book(), front.book()
    front.desk.share_room(other, one)
    return one


def a_guest_who_shared_and_cancels(front):
    """Return the cancellation of the stay that has a shared room."""
    return verbs.CancelStay(two_in_one_room(front), "ill")


def two_who_do_not_come(front):
    """Return the close of the day on which both were due."""
    two_in_one_room(front)
    return verbs.CloseDay(MONDAY)


def a_held_room(front, **what):
    """Book a stay and hold a room for it on all its nights and one more."""
    stay = front.book(1, **what)
    front.boss.block_room("2034", BlockKind.HOLD, MONDAY, WEDNESDAY, "the view", stay=stay)
    return stay


def a_held_room_in_vain(front):
    """Return the cancellation of a stay for which a room is held."""
    return verbs.CancelStay(a_held_room(front), "ill")


def a_guest_waited_for_in_vain(front):
    """Return the close of the day on which that guest was due."""
    a_held_room(front)
    return verbs.CloseDay(MONDAY)


def a_room_too_many(front):
    """Return what a channel has sold although a group holds every room."""
    front.desk.do(a_group(front))
    front.desk.open_block("G1", room_type="DLX", arrival=MONDAY, departure=TUESDAY, rooms=12)
    return a_reservation(front)


def a_deposit(front, **what):
    """Book a stay and take a deposit for it, and return the stay."""
    stay, amount = front.book(1), money(500_000, "IDR")
    front.desk.take_deposit(stay, amount, PaymentMethod.TRANSFER, key=front.key(), **what)
    return stay


def a_guest_with_a_deposit_who_cancels(front):
    """Return the cancellation of a stay that was paid for in part."""
    return verbs.CancelStay(a_deposit(front), "ill")


def a_guest_with_a_deposit_who_does_not_come(front):
    """Return the close of the day on which that guest was due."""
    a_deposit(front)
    return verbs.CloseDay(MONDAY)


def an_arrival_with_a_deposit(front):
    """Return the check-in of a guest who has paid in advance."""
    return verbs.CheckIn(a_deposit(front), "2034")


def an_arrival_with_a_deposit_taken_back(front):
    """Return the reversal of that check-in."""
    front.desk.do(an_arrival_with_a_deposit(front))
    return verbs.ReverseCheckIn("S1", "the wrong guest")


def a_deposit_taken_off_the_bill(front):
    """Return what takes a deposit off the bill again."""
    front.desk.do(an_arrival_with_a_deposit(front))
    return verbs.TakeBackDeposit("D1", "of another stay")


def a_deposit_of_nobody(make):
    """Return a scene in which it is decided what becomes of the deposit of one who cancels."""

    def scene(front):
        front.desk.do(a_guest_with_a_deposit_who_cancels(front), key=front.key())
        return make(front.book())

    return scene


def a_departure_with_a_deposit(front):
    """Return the check-out of a guest of whom something is held for damages."""
    stay = a_deposit(front, maturity=Maturity.MANUAL)
    front.desk.check_in(stay, room="2034")
    front.pass_nights(1)
    front.settle(stay)
    return verbs.CheckOut(stay)


def replaced(front):
    """End the only connection."""
    (connection,) = front.hotel.read.connections()
    front.put(ReplaceConnection(connection.id, "another PMS"))


# What the channel calls a suite is a Deluxe here.
WITH_A_SUITE = attrs.evolve(
    mapping_of(), offers=(*mapping_of().offers, Offer("DLX", "SEA", "STE", "BAR", "DLX", "IDR"))
)
ANOTHER_PRICE = Comparison(
    1, 1, (DifferentCell(A_VALUE.target, A_VALUE.measure, A_VALUE.first, A_VALUE.value, None),)
)
OWN_CARD = CardFacts(CardKind.STANDARD, "tok_1", "visa", "4242", is_validated=True)
NOT_VALID = attrs.evolve(OWN_CARD, is_validated=None)
A_PART_MORE = attrs.evolve(AT_CHECK_OUT, surcharge=Surcharge("FNB", rate="0.02"))


def a_rule(front, terms=AT_CHECK_OUT):
    """Let a payment rule be in force."""
    drafted = front.boss.draft_payment_rule(terms).one(RuleDrafted)
    front.boss.review_payment_rule(drafted.payment_rule)
    front.boss.activate_payment_rule(drafted.payment_rule, drafted.fingerprint)


def a_card(make, card=OWN_CARD, **what):
    """Return a scene with the card of a booked stay, for which nothing is planned."""

    def scene(front):
        stay = front.book(**what)
        front.desk.attach_card(stay, card)
        return make(stay)

    return scene


def planned(make, card=OWN_CARD, terms=AT_CHECK_OUT, **what):
    """Return a scene with a stay of two nights for which a payment is planned."""

    def scene(front):
        a_rule(front, terms)
        return a_card(make, card, **what)(front)

    return scene


def a_claim(stay):
    """Return the claim of what is planned for a stay."""
    return verbs.ClaimPayment(stay, 1)


def it_is_noon(front):
    """Let the moment of the payment come."""
    front.clock.move(timedelta(days=3))


def claimed(scene):
    """Return a scene in which what is claimed is due."""

    def later(front):
        verb = scene(front)
        it_is_noon(front)
        return verb

    return later


def answered(outcome, terms=AT_CHECK_OUT, **said):
    """Return a scene in which the gateway answers to a charge of what was planned."""

    def scene(front):
        front.desk.do(claimed(planned(a_claim, terms=terms))(front), key=front.key())
        return verbs.RecordOutcome("a1:S1:1:1", 1, outcome, **said)

    return scene


def a_guest_who_confirms(front):
    """Return the answer after the guest was asked to confirm."""
    asked = answered(OutcomeClass.ACTION_REQUIRED)(front)
    front.hotel.by(SYSTEM).do(asked, key=front.key())
    return attrs.evolve(asked, outcome=OutcomeClass.APPROVED)


def a_departure_with_a_bad_card(front):
    """Return the check-out of a guest whose card nobody could charge, and who has paid in cash."""
    stay = planned(str, NOT_VALID)(front)
    front.desk.check_in(stay, room="2034")
    front.pass_nights(2)
    front.settle(stay)
    return verbs.CheckOut(stay)


def a_stay_with_a_card_reinstated(front):
    """Return the reinstatement of a cancelled stay whose card is known."""
    front.desk.do(a_card(lambda stay: verbs.CancelStay(stay, "ill"))(front), key=front.key())
    return verbs.ReinstateStay("S1", "well again")


def a_guest_with_a_card_who_does_not_come(front):
    """Return the close of the day on which that guest was due."""
    a_card(str)(front)
    return verbs.CloseDay(MONDAY)


def a_claim_of_nobody_knows_what(front):
    """Return the claim of what a virtual card holds, which nobody has told."""
    virtual = CardFacts(CardKind.VIRTUAL, "tok_3", "visa", "1881")
    sold = {"source": Source.CHANNEL, "channel": "booking_com"}
    return claimed(planned(a_claim, virtual, **sold))(front)


def another_card(front):
    """Return the end of what stood against a payment, now that there is another card."""
    planned(str, NOT_VALID)(front)
    front.desk.attach_card("S1", OWN_CARD)
    return verbs.ResumePayment("S1", 1)


def no_payment(front):
    """Return the end of what stood against a payment: nobody wants it."""
    planned(str, NOT_VALID)(front)
    return verbs.CancelPayment("S1", 1)


TO_FRONT_DESK = (verbs.FinaliseReadings, verbs.HandleInFrontDesk)


def a_first_reading(front):
    """Return the first reading of a stay."""
    sent = reading(front, with_a_meter(front), "100")
    return verbs.SubmitReadings(front.arrive(), (sent,))


def another_booking_that_was_read(front):
    """Return other dates of a guest whose first reading came before them."""
    sent, stay = reading(front, with_a_meter(front), "100"), front.book()
    front.boss.submit_readings(stay, [sent])
    return verbs.AmendStay(stay, departure=TUESDAY, prices=(ALL,))


def read_before_the_arrival(make):
    """Return a scene in which a guest who was read elsewhere is given a room."""

    def scene(front):
        sent, stay = reading(front, with_a_meter(front), "100"), front.book()
        front.boss.submit_readings(stay, [sent])
        return make(stay, "2035")

    return scene


def left(act, scene):
    """Return a scene in which readings have left something to the front desk, which is done now."""

    def scene_with_a_task(front):
        verb = scene(front)
        why = "x.refused", "it could not be done by itself", "front_desk"
        front.put(LeaveFollowUp("F99", "registration:S1", f"registration.{act}", {}, *why))
        return verb

    return scene_with_a_task


def half_read(make):
    """Return a scene with the complete readings of a guest of whom one is missing."""

    def scene(front):
        sent, stay = reading(front, with_a_meter(front), "100"), front.arrive()
        front.boss.submit_readings(stay, [sent])
        front.put(
            FinaliseRegistration(
                stay,
                Figures(),
            )
        )
        return make(stay)

    return scene


def a_departure_on_account(stay):
    """Return that the guest leaves now, with an open bill."""
    return verbs.DepartEarly(stay, None, Settlement.ON_ACCOUNT, reason="the bill is sent")


def a_use_that_staff_have_read(front):
    """Return the settlement from staff's own readings."""
    stay = read(str, *TO_FRONT_DESK)(front)
    (meter,) = front.hotel.read.meters("2034")
    own = reading(front, meter.id, "100"), reading(front, meter.id, "120", END)
    return verbs.SettleInFrontDesk(stay, own)


def a_difference(front):
    """Return the charge of what was read after it was billed."""
    steps = verbs.FinaliseReadings, verbs.InvoiceReadings
    return due(front, verbs.SettleDifference, *steps)


def a_late_reading(front):
    """Return a reading that comes when the registration is billed."""
    stay = read(str, verbs.FinaliseReadings, verbs.InvoiceReadings)(front)
    (meter,) = front.hotel.read.meters("2034")
    return verbs.SubmitReadings(stay, (reading(front, meter.id, "150", END),))


def late_hours(front):
    """Return the use of an hour that comes when the registration is billed."""
    stay = read(str, verbs.FinaliseReadings, verbs.InvoiceReadings)(front)
    (meter,) = front.hotel.read.meters("2034")
    now = front.clock.now.replace(minute=0, second=0, microsecond=0)
    hour = SubmittedHours(meter.id, "el", now - timedelta(hours=1), now, (Decimal(1),))
    return verbs.SubmitReadings(stay, (), (hour,))


def a_charge_more(front):
    """Put something on the bill that nobody has paid."""
    front.desk.charge_to_room("S1", "FNB", money(1_000, "IDR"), key=front.key())


def a_paid_and_closed_bill(front):
    """End the bill although its guest is in house."""
    paid = PayFolio("S1", PaymentMethod.CASH, front.owed("S1"))
    front.put(paid, CloseFolio("S1"))


def an_empty_room(front):
    """Take the room back although its guest is in house."""
    front.put(VacateRoom("2034", "S1", CheckoutPolicy.VACANT_CLEAN, 1))


def a_stale_entry(front):
    """List a task of the room that is not there."""
    entry = ("axentra/task.room", "2034", "axentra/task/T98")
    front.store.commit(
        Commit(None, "", "Put", "system", "x", front.clock(), MONDAY, (), {}, (), {}, (entry,))
    )


def only_a_stale_entry(front):
    """Leave of the room's tasks only one that is listed and not there."""
    for task in front.hotel.read.tasks():
        front.desk.finish_task(task.id)
    a_stale_entry(front)


def a_locked_door(front):
    """Report that the guest has locked the door from inside."""
    front.desk.report_door("2034")


def a_stain(front):
    """Report that the room is dirty."""
    front.desk.mark_room("2034", Condition.DIRTY)


def a_bill_of_the_group(front):
    """Put something on the master bill that nobody has paid."""
    front.desk.charge_to_room("G1", "FNB", money(1_000, "IDR"), key=front.key())


def a_closed_bill(front):
    """End the bill although its guest will be charged."""
    front.put(CloseFolio("S1"))


# A stay that a channel has sold, and what is told of it later.
SOLD = "EXP-1695093244.1"
NEWS = message(MODIFY, 60, room(nights=3))


def not_delivered(happening, make, room=None):
    """Return a scene with a reservation of which something was not delivered."""

    def scene(front):
        connection = brought(mapped, message())(front)
        front.desk.report_undelivered(connection, EXPEDIA, happening)
        if room is not None:
            front.desk.check_in(SOLD, room=room)
        return make(connection)

    return scene


def waits(told, make, room=None):
    """Return a scene with a stay that its channel changes though it was cancelled by hand."""

    def scene(front):
        connection = brought(mapped, message())(front)
        front.desk.cancel_stay(SOLD, "by phone", key="by-phone")
        front.boss.receive_reservation(connection, told)
        front.desk.reinstate_stay(SOLD, "after all", key="after-all")
        if room is not None:
            front.desk.check_in(SOLD, room=room)
        return make(front)

    return scene


def still_here(make):
    """Return a scene with a guest in house whose channel has cancelled."""

    def scene(front):
        connection = brought(mapped, message())(front)
        front.desk.check_in(SOLD, room="2034")
        front.boss.receive_reservation(connection, message(CANCEL, 60))
        return make(front)

    return scene


def no_such_dates(make):
    """Return a scene with a booking that leaves before it comes."""

    def scene(front):
        brought(mapped, message(BOOK, 0, room(departure=MONDAY - timedelta(1))))(front)
        return make(front)

    return scene


def a_check_out(front):
    """Return the check-out of the guest, who has paid."""
    front.pass_nights(2)
    front.settle(SOLD)
    return verbs.CheckOut(SOLD)


def a_check_in_reversed(front):
    """Return the cancellation of a guest whose check-in was taken back."""
    front.boss.reverse_check_in(SOLD, "the channel was right")
    return verbs.CancelStay(SOLD, "told by the channel")


def a_dismissal(front):
    """Return the word of somebody that a room need not be booked."""
    tasks = front.hotel.read.reservation_tasks()
    [task] = [one for one in tasks if one.code == "hotel.told_dates_wrong"]
    return verbs.DismissFollowUp(task.id, "nobody comes")


def a_parked_row(make):
    """Return a scene with a stay, and a row of a file that nobody could take."""

    def scene(front):
        connection = mapped(front)
        front.book()
        front.boss.park_row("F1", 2, Reason.STATUS_UNKNOWN, reference=EXPEDIA)
        return make(connection)

    return scene


# fmt: off
SCENES = (
    #     when this happens  this follows                         must    namely
    #                        from                                 unless  why not
    Scene(StayBooked,        reactions.open_the_bill,             MUST,
          a_reservation,     FolioOpened,
          lambda front: front.put(OpenFolio("S1", "S1", "IDR", 0)),       "record.already_exists"),
    Scene(GroupOpened,       reactions.open_the_master_bill,      MUST,
          a_group,           FolioOpened,
          lambda front: front.put(OpenFolio("G1", "G1", "IDR", 0)),       "record.already_exists"),
    Scene(GroupClosed,       reactions.close_the_master_bill,     MUST,
          the_end_of_a_group, FolioClosed,
          a_bill_of_the_group,                                    "folio.balance_outstanding"),
    Scene(RoomsCounted,      reactions.tell_who_lacks_a_room,     SHOULD,
          a_room_too_many,   FollowUpLeft, actor=CHANNEL),
    Scene(MappingOpened,     reactions.note_the_mapping,          MUST,
          on_its_way(requested, lambda one: verbs.SetMapping(one, mapping_of())),
          MappingNoted,      replaced, "channels.replaced", actor=SYSTEM),
    Scene(MappingChanged,    reactions.note_the_mapping,          MUST,
          on_its_way(mapped, lambda one: verbs.SetMapping(one, mapping_of("DLX", "STE"))),
          MappingReopened,   replaced, "channels.replaced", actor=SYSTEM),
    Scene(MappingOpened,     reactions.carry_out_what_waits,      SHOULD,
          on_its_way(brought(requested, message()),
                     lambda one: verbs.SetMapping(one, mapping_of())),
          StayBooked,        actor=SYSTEM),
    Scene(MappingChanged,    reactions.carry_out_what_waits,      SHOULD,
          on_its_way(brought(mapped, message(BOOK, 0, room(code="STE"))),
                     lambda one: verbs.SetMapping(one, WITH_A_SUITE)),
          StayBooked,        actor=SYSTEM),
    Scene(MessageNoted,      reactions.end_what_is_delivered,     SHOULD,
          not_delivered(MODIFY, lambda one: verbs.ReceiveReservation(one, NEWS)),
          FollowUpResolved),
    Scene(MessageNoted,      reactions.end_the_row,               SHOULD,
          a_parked_row(lambda one: verbs.ReceiveReservation(one, message())),
          FollowUpResolved),
    Scene(StaysLinked,       reactions.end_the_row,               SHOULD,
          a_parked_row(lambda _: verbs.LinkStays(EXPEDIA, ("S1",))), FollowUpResolved),
    Scene(StayAmended,       reactions.end_the_modification,      SHOULD,
          not_delivered(MODIFY, lambda _: verbs.AmendStay(SOLD, party=party(1))),
          FollowUpResolved),
    Scene(StayExtended,      reactions.end_the_modification,      SHOULD,
          not_delivered(MODIFY, lambda _: verbs.ExtendStay(
              SOLD, MONDAY + timedelta(days=3), (money(850_000, "IDR"),)), "2034"),
          FollowUpResolved),
    Scene(StayShortened,     reactions.end_the_modification,      SHOULD,
          not_delivered(MODIFY, lambda _: verbs.ShortenStay(
              SOLD, MONDAY + timedelta(days=1)), "2034"),
          FollowUpResolved),
    Scene(PricesChanged,     reactions.end_the_modification,      SHOULD,
          not_delivered(MODIFY, lambda _: verbs.ChangePrices(
              SOLD, (NightPrice(MONDAY, money(1, "IDR")),))),
          FollowUpResolved),
    Scene(PartyChanged,      reactions.end_the_modification,      SHOULD,
          not_delivered(MODIFY, lambda _: verbs.ChangeParty(SOLD, party(1)), "2034"),
          FollowUpResolved),
    Scene(StayCancelled,     reactions.end_the_cancellation,      SHOULD,
          not_delivered(CANCEL, lambda _: verbs.CancelStay(SOLD, "by mail")),
          FollowUpResolved),
    Scene(StayBooked,        reactions.end_what_waits,            SHOULD,
          no_such_dates(lambda _: verbs.Reserve(
              MONDAY, TUESDAY, "DLX", (money(850_000, "IDR"),), name="Wulan Dewi",
              source=Source.CHANNEL, channel="EXP", reference=EXPEDIA.reference)),
          FollowUpResolved),
    Scene(StayAmended,       reactions.end_what_waits,            SHOULD,
          waits(NEWS, lambda _: verbs.AmendStay(
              SOLD, departure=THURSDAY, prices=(money(850_000, "IDR"),) * 3)),
          FollowUpResolved),
    Scene(StayExtended,      reactions.end_what_waits,            SHOULD,
          waits(NEWS, lambda _: verbs.ExtendStay(SOLD, THURSDAY, (money(850_000, "IDR"),)),
                "2034"),
          FollowUpResolved),
    Scene(StayShortened,     reactions.end_what_waits,            SHOULD,
          waits(message(MODIFY, 60, room(nights=1)),
                lambda _: verbs.ShortenStay(SOLD, TUESDAY), "2034"),
          FollowUpResolved),
    Scene(StayMoved,         reactions.end_what_waits,            SHOULD,
          waits(message(MODIFY, 60, room(night=1)),
                lambda _: verbs.MoveRoom(SOLD, "2035", "the tap drips"), "2034"),
          FollowUpResolved),
    Scene(StayCancelled,     reactions.end_what_waits,            SHOULD,
          still_here(a_check_in_reversed), FollowUpResolved),
    Scene(StayNotShown,      reactions.end_what_waits,            SHOULD,
          waits(NEWS, lambda _: verbs.CloseDay(MONDAY)), FollowUpResolved),
    Scene(StayCheckedOut,    reactions.end_what_waits,            SHOULD,
          still_here(a_check_out), FollowUpResolved),
    Scene(FollowUpDismissed, reactions.let_it_wait_no_more,       SHOULD,
          no_such_dates(a_dismissal), CarriedOut, actor=BOSS),
    Scene(FullSyncBegun,     reactions.tell_anew,                 MUST,
          on_its_way(told, verbs.BeginFullSync), ValuesForgotten, actor=SYSTEM),
    Scene(AccountChanged,    reactions.tell_anew,                 MUST,
          on_its_way(told, lambda one: verbs.ChangeChannelAccount(one, "HOTEL2")),
          ValuesForgotten,   actor=SYSTEM),
    Scene(DriftChecked,      reactions.tell_what_differs,         MUST,
          on_its_way(selling, lambda one: verbs.RecordDrift(one, ANOTHER_PRICE)),
          ValuesForgotten,   actor=SYSTEM),
    Scene(StayAmended,       reactions.pick_up_anew,              SHOULD,
          a_group_guest_who_comes_later, RoomPutBack),
    Scene(StayCancelled,     reactions.put_back_into_the_block,   SHOULD,
          a_group_guest_who_cancels, RoomPutBack),
    Scene(StayCancelled,     reactions.pass_on_the_room,          MUST,
          a_guest_who_shared_and_cancels, RoomShared),
    Scene(StayCancelled,     reactions.let_the_held_room_go,      SHOULD,
          a_held_room_in_vain, BlockEnded),
    Scene(StayCancelled,     reactions.tell_of_the_deposit,       SHOULD,
          a_guest_with_a_deposit_who_cancels, FollowUpLeft),
    Scene(StayNotShown,      reactions.put_back_into_the_block,   SHOULD,
          a_group_guest_who_does_not_come, RoomPutBack),
    Scene(StayNotShown,      reactions.pass_on_the_room,          MUST,
          two_who_do_not_come, RoomShared, None,                          "hotel.day_not_ready"),
    Scene(StayNotShown,      reactions.let_the_held_room_go,      SHOULD,
          a_guest_waited_for_in_vain, BlockEnded),
    Scene(StayNotShown,      reactions.tell_of_the_deposit,       SHOULD,
          a_guest_with_a_deposit_who_does_not_come, FollowUpLeft),

    Scene(StayCheckedIn,     reactions.prepare_linen,             SHOULD,
          an_arrival,        TaskOpened, kind=TaskKind.ARRIVAL_LINEN),
    Scene(StayMoved,         reactions.prepare_linen,             SHOULD,
          a_move,            TaskOpened, kind=TaskKind.ARRIVAL_LINEN),
    Scene(RoomCorrected,     reactions.prepare_linen,             SHOULD,
          a_correction,      TaskOpened, kind=TaskKind.ARRIVAL_LINEN),
    Scene(RoomOccupied,      reactions.turn_down_tonight,         SHOULD,
          with_turndown(an_arrival), TaskOpened, kind=TaskKind.TURNDOWN),
    Scene(RoomOccupied,      reactions.let_the_held_room_go,      SHOULD,
          a_guest_in_another_room, BlockEnded),
    Scene(RoomAssigned,      reactions.hurry_the_cleaning,        SHOULD,
          a_promised_room,   TaskPrioritised, a_stale_entry,              "record.not_found"),
    Scene(PartyChanged,      reactions.compare_with_the_report,   SHOULD,
          a_party_of_two,    DiscrepancyClosed),
    Scene(StayCheckedIn,     reactions.charge_the_day,            MUST,
          a_day_guest,       DayUsePosted),
    Scene(StayCheckedIn,     reactions.apply_at_check_in,         MUST,
          an_arrival_with_a_deposit, DepositApplied),
    Scene(CheckInReversed,   reactions.hold_again,                MUST,
          an_arrival_with_a_deposit_taken_back, ApplicationTakenBack),
    Scene(DepositApplied,    reactions.pay_with_the_deposit,      MUST,
          an_arrival_with_a_deposit, PaymentTaken, a_closed_bill,         "folio.closed"),
    Scene(ApplicationTakenBack, reactions.take_the_payment_off,   MUST,
          a_deposit_taken_off_the_bill, PaymentReversed, actor=BOSS),
    Scene(DepositSettled,    reactions.end_the_decision,          SHOULD,
          a_deposit_of_nobody(lambda _: verbs.ReturnDeposit("D1", PaymentMethod.TRANSFER, "ill")),
          FollowUpResolved),
    Scene(DepositMoved,      reactions.end_the_decision,          SHOULD,
          a_deposit_of_nobody(lambda stay: verbs.MoveDeposit("D1", stay, "rebooked")),
          FollowUpResolved),
    Scene(AmountCaptured,    reactions.put_on_the_bill,           SHOULD,
          a_card_payment(CAME), PaymentTaken, a_paid_and_closed_bill,     "folio.closed", SYSTEM),
    Scene(AmountCaptured,    reactions.note_in_the_drawer,        SHOULD,
          a_card_payment(CAME, shift=True), PaymentReceived, actor=SYSTEM),
    Scene(AmountRefunded,    reactions.take_off_the_bill,         SHOULD,
          a_card_payment(CAME, GIVE_A_PART, REFUNDED), PaymentReversed, a_paid_and_closed_bill,
          "folio.closed", SYSTEM),
    Scene(AmountRefunded,    reactions.note_what_left_the_drawer, SHOULD,
          a_card_payment(CAME, GIVE_A_PART, REFUNDED, shift=True), RefundGiven, actor=SYSTEM),
    Scene(PaymentRefunded,   reactions.take_off_the_bill,         SHOULD,
          a_card_payment(CAME, GIVE_BACK, REFUNDED), PaymentReversed, a_paid_and_closed_bill,
          "folio.closed", SYSTEM),
    Scene(PaymentRefunded,   reactions.note_what_left_the_drawer, SHOULD,
          a_card_payment(CAME, GIVE_BACK, REFUNDED, shift=True), RefundGiven, actor=SYSTEM),
    Scene(AmountChargedBack, reactions.take_off_the_bill,         SHOULD,
          a_card_payment(CAME, PART_TAKEN_BACK), PaymentReversed, a_paid_and_closed_bill,
          "folio.closed", BOSS),
    Scene(PaymentChargedBack, reactions.take_off_the_bill,        SHOULD,
          a_card_payment(CAME, TAKEN_BACK), PaymentReversed, a_paid_and_closed_bill,
          "folio.closed", BOSS),
    Scene(ChargebackReversed, reactions.put_on_the_bill,          SHOULD,
          a_card_payment(CAME, TAKEN_BACK, WON_AGAIN), PaymentTaken, a_paid_and_closed_bill,
          "folio.closed", BOSS),
    Scene(OutcomeContradicted, reactions.tell_of_the_contradiction, SHOULD,
          a_card_payment(CAME, NOT_AT_ALL), FollowUpLeft, actor=SYSTEM),

    Scene(StayAmended,       reactions.plan_anew,                 SHOULD,
          planned(lambda stay: verbs.AmendStay(stay, departure=TUESDAY, prices=(ALL,))),
          PaymentRescheduled),
    Scene(StayExtended,      reactions.plan_anew,                 SHOULD,
          planned(lambda stay: verbs.ExtendStay(stay, THURSDAY, (ALL,))), PaymentRescheduled),
    Scene(StayShortened,     reactions.plan_anew,                 SHOULD,
          planned(lambda stay: verbs.ShortenStay(stay, TUESDAY)), ReservationChanged),
    Scene(StayConfirmed,     reactions.match_at_last,             SHOULD,
          planned(verbs.ConfirmStay, waitlisted=True), PaymentScheduled),
    Scene(StayCancelled,     reactions.give_up_the_payments,      MUST,
          planned(lambda stay: verbs.CancelStay(stay, "ill")), PlanCancelled),
    Scene(StayNotShown,      reactions.treat_the_no_show,         MUST,
          a_guest_with_a_card_who_does_not_come, GuestDidNotCome, None,   "hotel.day_not_ready"),
    Scene(StayReinstated,    reactions.expect_the_payments,       SHOULD,
          a_stay_with_a_card_reinstated, PlanReinstated),
    Scene(CardFactsChanged,  reactions.plan_for_the_card,         MUST,
          planned(lambda _: verbs.ChangeCardFacts("G1", attrs.evolve(OWN_CARD, brand="amex"))),
          PlanCardChanged),
    Scene(PaymentClaimed,    reactions.begin_the_charge,          MUST,
          claimed(planned(a_claim)), PaymentStarted),
    Scene(AmountCaptured,    reactions.tell_the_plan,             SHOULD,
          answered(OutcomeClass.APPROVED), ChargeAnswered, actor=SYSTEM),
    Scene(OperationDeclined, reactions.tell_the_plan,             SHOULD,
          answered(OutcomeClass.NOT_ACTIVE_YET), ChargeAnswered, actor=SYSTEM),
    Scene(OperationNotSent,  reactions.tell_the_plan,             SHOULD,
          answered(OutcomeClass.NOT_SENT), ChargeAnswered, actor=SYSTEM),
    Scene(OutcomeLeftUnknown, reactions.tell_the_plan,            SHOULD,
          answered(OutcomeClass.UNKNOWN), ChargeAnswered, actor=SYSTEM),
    Scene(GuestMustAct,      reactions.tell_the_plan,             SHOULD,
          answered(OutcomeClass.ACTION_REQUIRED), FollowUpLeft, actor=SYSTEM),
    Scene(ChargeAnswered,    reactions.let_the_card_go,           SHOULD,
          answered(OutcomeClass.APPROVED), CardReleased, actor=SYSTEM),
    Scene(ChargeAnswered,    reactions.end_the_task,              SHOULD,
          a_guest_who_confirms, FollowUpResolved, actor=SYSTEM),
    Scene(PaymentCharged,    reactions.post_the_surcharge,        SHOULD,
          answered(OutcomeClass.APPROVED, A_PART_MORE), ChargePosted, actor=SYSTEM),
    Scene(RemainderDue,      reactions.leave_it_to_the_cashier,   SHOULD,
          answered(OutcomeClass.APPROVED, amount=ALL), FollowUpLeft, actor=SYSTEM),
    Scene(PaymentBlocked,    reactions.leave_it_to_the_cashier,   SHOULD,
          planned(lambda stay: verbs.AttachCard(stay, NOT_VALID)), FollowUpLeft),
    Scene(PaymentFailed,     reactions.leave_it_to_the_cashier,   SHOULD,
          answered(OutcomeClass.DECLINED_HARD), FollowUpLeft, actor=SYSTEM),
    Scene(AttentionNeeded,   reactions.leave_it_to_the_cashier,   SHOULD,
          a_claim_of_nobody_knows_what, FollowUpLeft),
    Scene(GuestActionNeeded, reactions.leave_it_to_the_cashier,   SHOULD,
          answered(OutcomeClass.ACTION_REQUIRED), FollowUpLeft, actor=SYSTEM),
    Scene(PaymentResumed,    reactions.end_the_task,              SHOULD,
          another_card,      FollowUpResolved),
    Scene(PaymentCancelled,  reactions.end_the_task,              SHOULD,
          no_payment,        FollowUpResolved),
    Scene(FolioClosed,       reactions.end_all_tasks,             SHOULD,
          a_departure_with_a_bad_card, FollowUpResolved),

    Scene(ReadingsSubmitted, reactions.note_on_the_meter,         SHOULD,
          a_first_reading,   ReadingRecorded),
    Scene(ReadingsSubmitted, reactions.tell_of_a_difference,      SHOULD,
          a_late_reading,    FollowUpLeft),
    Scene(HoursSubmitted,    reactions.tell_of_a_difference,      SHOULD,
          late_hours,        FollowUpLeft),
    Scene(StayAmended,       reactions.settle_for_the_stay,       SHOULD,
          another_booking_that_was_read, PeriodChanged),
    Scene(StayExtended,      reactions.settle_for_the_stay,       SHOULD,
          read(lambda stay: verbs.ExtendStay(stay, THURSDAY, (ALL,))), PeriodChanged),
    Scene(StayShortened,     reactions.settle_for_the_stay,       SHOULD,
          read(lambda stay: verbs.ShortenStay(stay, TUESDAY)), PeriodChanged),
    Scene(PartyChanged,      reactions.settle_for_the_stay,       SHOULD,
          read(lambda stay: verbs.ChangeParty(stay, party(2))), PeriodChanged),
    Scene(RoomAssigned,      reactions.read_where_they_live,      SHOULD,
          read_before_the_arrival(verbs.AssignRoom), UnitsChanged),
    Scene(StayCheckedIn,     reactions.read_where_they_live,      SHOULD,
          read_before_the_arrival(verbs.CheckIn), UnitsChanged),
    Scene(StayMoved,         reactions.read_where_they_live,      SHOULD,
          read(lambda stay: verbs.MoveRoom(stay, "2035", "a leaking tap")), UnitsChanged),
    Scene(RoomCorrected,     reactions.read_where_they_live,      SHOULD,
          read(lambda stay: verbs.CorrectRoom(stay, "2035", "the key was misread")), UnitsChanged),
    Scene(ConsumptionInvoiced, reactions.charge_the_use,          MUST,
          read(verbs.InvoiceReadings, verbs.FinaliseReadings), ChargePosted),
    Scene(SettledFromReadings, reactions.charge_the_use,          MUST,
          read(verbs.SettleInFrontDesk, *TO_FRONT_DESK), ChargePosted),
    Scene(SettledByStaff,    reactions.charge_the_use,            MUST,
          a_use_that_staff_have_read, ChargePosted),
    Scene(DifferenceRecorded, reactions.charge_the_difference,    MUST,
          a_difference,      ChargePosted),
    Scene(StayCheckedIn,     reactions.end_what_was_left,         SHOULD,
          left("CheckIn", read_before_the_arrival(verbs.CheckIn)), FollowUpResolved),
    Scene(StayCheckedOut,    reactions.end_what_was_left,         SHOULD,
          left("CheckOut", read(a_departure_on_account)), FollowUpResolved, actor=BOSS),
    Scene(StayCancelled,     reactions.end_what_was_left,         SHOULD,
          left("CheckIn", read_before_the_arrival(lambda stay, _: verbs.CancelStay(stay, "ill"))),
          FollowUpResolved),
    Scene(StayNotShown,      reactions.end_what_was_left,         SHOULD,
          left("CheckIn", read_before_the_arrival(lambda *_: verbs.CloseDay(MONDAY))),
          FollowUpResolved),
    Scene(RegistrationReviewed, reactions.end_what_was_left,      SHOULD,
          left("Review", half_read(verbs.ReviewReadings)), FollowUpResolved),
    Scene(RegistrationArchived, reactions.end_what_was_left,      SHOULD,
          left("Review", half_read(lambda stay: verbs.ArchiveReadings(stay, "whose?"))),
          FollowUpResolved),
    Scene(ConsumptionInvoiced, reactions.end_what_was_left,       SHOULD,
          left("Invoice", read(verbs.InvoiceReadings, verbs.FinaliseReadings)), FollowUpResolved),
    Scene(SettledFromReadings, reactions.end_what_was_left,       SHOULD,
          left("Invoice", read(verbs.SettleInFrontDesk, *TO_FRONT_DESK)), FollowUpResolved),
    Scene(SettledByStaff,    reactions.end_what_was_left,         SHOULD,
          left("Review", a_use_that_staff_have_read), FollowUpResolved),
    Scene(DifferenceRecorded, reactions.end_what_was_left,        SHOULD,
          a_difference,      FollowUpResolved),

    Scene(NightPosted,       reactions.charge_the_night,          MUST,
          an_evening,        ChargePosted, a_closed_bill,                 "hotel.day_not_ready"),
    Scene(DayUsePosted,      reactions.charge_the_day_use,        MUST,
          a_day_guest,       ChargePosted, a_closed_bill,                 "folio.closed"),
    Scene(FeeDue,            reactions.charge_the_fee,            MUST,
          a_shorter_stay,    ChargePosted, a_closed_bill,                 "folio.closed"),
    Scene(OrderPlaced,       reactions.charge_the_order,          MUST,
          an_order,          ChargePosted, a_closed_bill,                 "folio.closed"),
    Scene(OrderCancelled,    reactions.take_the_charges_back,     MUST,
          a_cancellation,    ChargeReversed, a_paid_and_closed_bill,      "folio.closed"),
    Scene(ChargePosted,      reactions.route_the_charge,          SHOULD,
          a_routed_charge,   TransferredOut, a_closed_master_bill,        "folio.closed"),
    Scene(TransferredIn,     reactions.route_the_charge,          SHOULD,
          a_charge_routed_twice, ChargeMoved),
    Scene(TransferredOut,    reactions.take_it_over,              MUST,
          a_transfer,        TransferredIn, a_closed_master_bill,         "folio.closed"),

    Scene(DoNotDisturbSet,   reactions.wait_with_the_service,     SHOULD,
          a_sign_at_the_door, TaskSuspended, a_stale_entry,               "record.not_found"),
    Scene(MakeUpRequested,   reactions.go_on_with_the_service,    SHOULD,
          a_change_of_mind,  TaskResumed),
    Scene(MakeUpRequested,   reactions.send_somebody_to_make_up,  SHOULD,
          a_wish,            TaskOpened, kind=TaskKind.MAKE_UP),
    Scene(ServiceDeclined,   reactions.leave_the_room_alone,      SHOULD,
          a_service_declined, TaskRefused, a_stale_entry,                 "record.not_found"),
    Scene(RequestCleared,    reactions.go_on_with_the_service,    SHOULD,
          a_sign_taken_in,   TaskResumed, a_stale_entry,                  "record.not_found"),

    Scene(StayCheckedOut,    reactions.close_the_bill,            MUST,
          a_departure,       FolioClosed, a_charge_more,          "folio.balance_outstanding"),
    Scene(StayCheckedOut,    reactions.vacate_the_room,           MUST,
          a_departure,       RoomVacated, an_empty_room,                  "room.no_guest"),
    Scene(StayCheckedOut,    reactions.tell_of_the_deposit,       SHOULD,
          a_departure_with_a_deposit, FollowUpLeft),
    Scene(CheckOutReversed,  reactions.open_the_bill_again,       MUST,
          a_departure_taken_back, FolioReopened,
          lambda front: front.put(ReopenFolio("S1", "a mistake")),        "folio.not_closed"),
    Scene(CheckOutReversed,  reactions.call_off_the_cleaning,     SHOULD,
          a_departure_taken_back, TaskCancelled),
    Scene(RoomVacated,       reactions.clean_after_departure,     MUST,
          a_departure,       TaskOpened, kind=TaskKind.DEPARTURE_CLEAN),
    Scene(RoomVacated,       reactions.end_the_tasks_of_the_stay, SHOULD,
          a_departure_with_a_wish, TaskCancelled, only_a_stale_entry,     "record.not_found"),
    Scene(RoomReleased,      reactions.end_the_tasks_of_the_stay, SHOULD,
          an_arrival_taken_back, TaskCancelled, only_a_stale_entry,       "record.not_found"),
    Scene(RoomReleased,      reactions.make_ready_again,          SHOULD,
          a_dirty_room_taken_back, TaskOpened, kind=TaskKind.TOUCH_UP),

    Scene(TaskOpened,        reactions.wait_at_once,              SHOULD,
          an_evening_behind_the_sign, TaskSuspended),
    Scene(TaskOpened,        reactions.require_the_turndown,      SHOULD,
          an_evening_to_plan, TurndownRequired, an_empty_room,            "room.no_guest"),
    Scene(TaskFinished,      reactions.mark_the_room_clean,       MUST,
          a_made_up_room,    MarkedClean, a_locked_door,                  "room.double_locked"),
    Scene(TaskFinished,      reactions.note_the_linen,            SHOULD,
          a_departure_cleaning, LinenChanged),
    Scene(TaskFinished,      reactions.end_the_wish,              SHOULD,
          a_made_up_room,    RequestCleared),
    Scene(TaskFinished,      reactions.look_it_over,              SHOULD,
          an_evening_looked_over, TaskOpened, a_stale_entry,              "record.not_found",
          kind=TaskKind.INSPECTION),
    Scene(TaskFinished,      reactions.pass_the_room,             MUST,
          an_inspection(verbs.FinishTask), MarkedInspected, a_stain,      "move.not_allowed"),
    Scene(TaskFinished,      reactions.give_the_room_back,        MUST,
          a_mended_pipe,     BlockEnded),
    Scene(TaskFinished,      reactions.end_the_turndown,          SHOULD,
          a_turndown(verbs.FinishTask), TurndownCompleted),
    Scene(TaskRefused,       reactions.end_the_turndown,          SHOULD,
          a_turndown(verbs.RefuseTask, "asleep"), TurndownWaived),
    Scene(TaskSkipped,       reactions.end_the_turndown,          SHOULD,
          a_turndown(verbs.SkipTask, "no time"), TurndownWaived),
    Scene(TaskCancelled,     reactions.end_the_turndown,          SHOULD,
          a_turndown(verbs.CancelTask, "not needed"), TurndownWaived, actor=BOSS),
    Scene(TaskRefused,       reactions.end_the_wish,              SHOULD,
          a_wish_not_met(verbs.RefuseTask, "asleep"), RequestCleared),
    Scene(TaskSkipped,       reactions.end_the_wish,              SHOULD,
          a_wish_not_met(verbs.SkipTask, "no time"), RequestCleared),
    Scene(TaskCancelled,     reactions.end_the_wish,              SHOULD,
          a_wish_not_met(verbs.CancelTask, "not needed"), RequestCleared, actor=BOSS),
    Scene(TaskCancelled,     reactions.clean_it_all_the_same,     SHOULD,
          a_cleaning_called_off, TaskOpened, a_stale_entry,               "record.not_found",
          BOSS, TaskKind.TOUCH_UP),
    Scene(InspectionFailed,  reactions.clean_once_more,           MUST,
          an_inspection(verbs.FailInspection, "hair in the basin"), MarkedDirty),
    Scene(MarkedDirty,       reactions.make_ready_again,          SHOULD,
          a_report(Condition.DIRTY), TaskOpened, a_stale_entry,           "record.not_found",
          kind=TaskKind.TOUCH_UP),
    Scene(MarkedPickup,      reactions.make_ready_again,          SHOULD,
          a_report(Condition.PICKUP), TaskOpened, a_stale_entry,          "record.not_found",
          kind=TaskKind.TOUCH_UP),
    Scene(RoomAged,          reactions.make_ready_again,          SHOULD,
          an_idle_room,      TaskOpened, a_stale_entry,                   "record.not_found",
          kind=TaskKind.TOUCH_UP),
    Scene(BlockEnded,        reactions.make_ready_again,          SHOULD,
          a_block_given_up,  TaskOpened, a_stale_entry,                   "record.not_found",
          BOSS, TaskKind.TOUCH_UP),
    Scene(MarkedClean,       reactions.end_the_touch_up,          SHOULD,
          a_report(Condition.CLEAN, Condition.DIRTY), TaskCancelled, a_stale_entry,
          "record.not_found", kind=TaskKind.TOUCH_UP),
    Scene(MarkedInspected,   reactions.end_the_inspection,        SHOULD,
          an_inspection_by_hand, TaskCancelled, a_stale_entry,            "record.not_found",
          kind=TaskKind.INSPECTION),
)
# fmt: on

ROWS = {(row.event, row.follow): row for row in REACTIONS}
BY_NAME = {f"{scene.when.__name__} {scene.row.__name__}": scene for scene in SCENES}


def row_of(scene):
    """Return the row of the table that a scene shows."""
    return ROWS[scene.when, scene.row]


def with_row(scene, **changes):
    """Return the hotel's table with the scene's row changed."""
    row = row_of(scene)
    return [attrs.evolve(one, **changes) if one is row else one for one in REACTIONS]


def refused(*_):
    """Follow with something that is refused whatever the hotel's state."""
    yield CancelTask("T99", "for a test")


def only(must):
    """Return the names of the rows that must, or that should."""
    return [name for name, scene in BY_NAME.items() if scene.must is must]


def test_every_row_has_a_scene() -> None:
    """A row that is added to the table, or changed in its rank, is so in these tests."""
    assert [(scene.when, scene.row, scene.must) for scene in SCENES] == [
        (row.event, row.follow, row.must) for row in REACTIONS
    ]


def refusing(scene):
    """Return the table in which the scene's row is refused, if the store alone cannot do it."""
    return REACTIONS if scene.spoil is not None else with_row(scene, follow=refused)


def set_off(front, scene, rows=REACTIONS, *, spoiled=True):
    """Bring a hotel to the point, and return what sets the row off under a table of reactions."""
    verb = scene.verb(front)
    if spoiled and scene.spoil is not None:
        scene.spoil(front)
    desk = front.with_reactions(*rows).hotel.by(scene.actor)
    return lambda: desk.do(verb, key="the-act")


@pytest.mark.parametrize("name", BY_NAME)
def test_what_follows_happens_in_the_same_commit(front, name) -> None:
    """An accepted row leaves its events in the commit of what set it off."""
    scene = BY_NAME[name]
    act = set_off(front, scene, spoiled=False)
    before = front.dump()
    done = act()
    followed = done.all(scene.follows)
    assert followed
    assert scene.kind is None or scene.kind in [event.kind for event in followed]
    assert done.follow_ups == done.all(scene.follows if scene.follows is FollowUpLeft else Nothing)
    assert len(front.dump().log) == len(before.log) + 1
    front.check()


@pytest.mark.parametrize("name", only(MUST))
def test_a_refused_must_refuses_the_whole(front, name) -> None:
    """Where a consequence must follow and cannot, nothing has happened at all."""
    scene = BY_NAME[name]
    act = set_off(front, scene, refusing(scene))
    before = front.dump()
    with pytest.raises(AxentraError) as error:
        act()
    assert error.value.code == scene.code
    assert front.dump() == before


@pytest.mark.parametrize("name", only(SHOULD))
def test_a_refused_should_leaves_a_follow_up_and_nothing_else(front, open_front, name) -> None:
    """The rest happens as if the row were not there, and somebody is told what is left to do."""
    scene = BY_NAME[name]
    row = row_of(scene)
    without = [one for one in REACTIONS if one is not row]
    act = set_off(front, scene, refusing(scene))
    twin = set_off(open_front(MemoryStore()), scene, without)

    done = act()
    (left,) = done.follow_ups
    happened = [event for event in done.events if event != left]
    # Where the row is the only one that opens something, its twin gives the same ids.
    assert happened == [*twin().events]
    assert (left.code, left.concerns) == (scene.code, row.concerns)
    assert left.sentence
    kept = next(one for one in front.hotel.read.follow_ups() if one.id == left.follow_up)
    assert (kept.id, kept.cause, kept.act) == (left.follow_up, left.cause, left.act)
    assert (kept.arguments, kept.sentence) == (left.arguments, left.sentence)
    assert list(verify(front.store, CODEC, AGGREGATES)) == []


@pytest.mark.parametrize("name", only(SHOULD))
def test_every_act_can_be_tried_again_as_it_was_kept(front, name) -> None:
    """The arguments a follow-up keeps make the same command again."""
    scene = BY_NAME[name]
    table = with_row(scene, follow=refused)
    (left,) = set_off(front, scene, table, spoiled=False)().follow_ups
    front.put(OpenTask("T99", TaskKind.MAKE_UP, "2041", None, "test"))
    done = front.desk.retry_follow_up(left.follow_up, key="again")
    assert done.one(TaskCancelled).task == "T99"
