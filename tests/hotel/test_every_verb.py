"""Every verb in a scene: a preview shows just what it does, and said twice it is done once."""

from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.channels.reserving import EXPEDIA, message
from tests.hotel.connecting import (
    A_VALUE,
    ALIKE,
    BY_HAND,
    PASSED,
    PRICE,
    brought,
    confirmed,
    entered,
    live,
    mapped,
    on_its_way,
    only_received,
    opened,
    prepared,
    proved,
    requested,
    sending,
    suspended,
    synchronise,
    ticked,
    under_way,
)
from tests.hotel.connecting import mapping as mapping_of
from tests.hotel.metering import DEVICE, NEW_YEAR, due, late, read, reading, with_a_meter

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierShiftOpened
from axentra_core.channels import Check, Direction, Preparation
from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.providers import Happening
from axentra_core.city_ledger import AccountOpened, DebitAccount
from axentra_core.deposits import TakeDeposit
from axentra_core.documents import DocumentIssued
from axentra_core.folio import (
    FolioOpened,
    Frequency,
    Payee,
    PayeeKind,
    PaymentMethod,
    Recurrence,
    Share,
    Target,
)
from axentra_core.groups import GroupOpened
from axentra_core.hotel import REACTIONS, VERBS, Reaction, verbs
from axentra_core.hotel.workflow import OPENING
from axentra_core.housekeeping import (
    HousekeepingSettings,
    ItemRegistered,
    Priority,
    ShiftPlanned,
    TaskKind,
    TaskOpened,
)
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    AT_CHECK_IN,
    AT_CHECK_OUT,
    BEFORE_ARRIVAL,
    CardFacts,
    CardKind,
    ChangeReservation,
    PaymentRulesSettings,
    RuleDrafted,
)
from axentra_core.payments import Operation, OutcomeClass, PaymentCard
from axentra_core.rooms import BlockKind, Condition, MarkInspected, Sign
from axentra_core.stays import NightPrice, StayCheckedIn, party

SPRING = NEW_YEAR + timedelta(days=90)
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


# For each verb what brings a hotel to the point, and the verb that is then possible.


def thousand():
    """Return a small price."""
    return money(1_000, "IDR")


def in_house(make):
    """Return a scene with a guest in room 2034 who stays two nights."""
    return lambda front: make(front.arrive())


def booked(make, **what):
    """Return a scene with a booking of two nights."""
    return lambda front: make(front.book(**what))


def after_a_night(make):
    """Return a scene on the morning on which a guest leaves who has paid."""

    def scene(front):
        stay = front.arrive(nights=1)
        front.pass_nights(1)
        front.settle(stay)
        return make(stay)

    return scene


def grouped(make, *, arrive=False):
    """Return a scene with a group of two who are due."""

    def scene(front):
        group = front.desk.open_group("Tour 7").one(GroupOpened).group
        for _ in range(2):
            front.book(1, group=group)
        if arrive:
            front.desk.check_in_group(group)
            front.pass_nights(1)
            for line in front.hotel.read.group(group):
                front.settle(line.stay.id)
        return make(group)

    return scene


def shared(make):
    """Return a scene with two in one room."""

    def scene(front):
        one, other = front.arrive("2034"), front.book()
        front.desk.share_room(other, one)
        front.desk.check_in(other)
        return make(one, other)

    return scene


def ordered(make):
    """Return a scene with an order."""

    def scene(front):
        front.desk.order_room_service(front.arrive(), [("es-teh", 1)], key=front.key())
        return make(front.hotel.read.orders()[0].id)

    return scene


def accepted(front):
    """Return the delivery of an order that the kitchen has taken."""
    order = ordered(verbs.AcceptOrder)(front)
    front.desk.do(order)
    return verbs.DeliverOrder(order.order)


def assigned(front):
    """Return the unassigning of a room."""
    stay = front.book()
    front.desk.assign_room(stay, "2034")
    return verbs.UnassignRoom(stay)


def cancelled(front):
    """Return the reinstatement of a stay that was cancelled for a fee."""
    stay = front.book(policy="FLEX")
    front.desk.cancel_stay(stay, "ill", key=front.key())
    return verbs.ReinstateStay(stay, "well again")


def closed(front):
    """Return the certificate of a date that was closed without one."""
    front.arrive()
    front.desk.do(verbs.CloseDay(MONDAY))
    return verbs.CertifyDay(MONDAY)


def departed(front):
    """Return the reversal of a check-out."""
    stay = after_a_night(verbs.CheckOut)(front)
    front.desk.do(stay)
    return verbs.ReverseCheckOut(stay.stay, "the taxi did not come")


def an_evening(front):
    """Return the close of a day on which somebody is in house and somebody has not come."""
    front.arrive()
    front.book(policy="FLEX")
    return verbs.CloseDay(MONDAY)


def held(front):
    """Return the release of a block."""
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    dates = {"arrival": MONDAY, "departure": TUESDAY}
    front.desk.open_block(group, room_type="DLX", rooms=2, **dates)
    return verbs.ReleaseBlock("B1")


def too_much_is_sold(make):
    """Return a scene in which reservations have to find a room."""

    def scene(front):
        for _ in range(2):
            front.book(1, room_type="STE")
        prices = (money(1, "IDR"),)
        sold = verbs.Reserve(MONDAY, TUESDAY, "STE", prices, name="Budi")
        front.hotel.do(sold, actor=Actor("channel", "bdc"), key=front.key())
        return make(front.hotel.read.follow_ups()[0].id)

    return scene


def unfinished(front):
    """Return the second try of an inspection."""

    def inspect(_, event):
        yield MarkInspected(event.room)

    front.desk.mark_room("2034", Condition.DIRTY)
    table = (*REACTIONS, Reaction(StayCheckedIn, inspect, must=False, concerns="housekeeping"))
    late = front.with_reactions(*table).boss
    late.check_in(front.book(), room="2034", override="a full house")
    front.desk.mark_room("2034", Condition.CLEAN)
    return verbs.RetryFollowUp(front.hotel.read.follow_ups()[0].id)


def left_over(front):
    """Return the marking of a booking that the close has left to the desk."""
    stay = front.book(policy="FLEX")
    own = front.hotel.read.configuration
    patient = attrs.evolve(own, stays=attrs.evolve(own.stays, no_shows_at_close=False))
    front.boss.change_property(patient)
    front.pass_nights(1)
    return verbs.MarkNoShow(stay)


def in_credit(front):
    """Return the refund of what was paid in advance."""
    stay, paid = front.book(), {"in_advance": True, "key": front.key()}
    front.desk.take_payment(stay, PaymentMethod.CASH, thousand(), **paid)
    return verbs.PayRefund(stay, PaymentMethod.CASH, thousand())


def exempted(front):
    """Return the withdrawal of an exemption."""
    stay = front.arrive()
    front.desk.grant_exemption(stay, "diplomat", "letter of the embassy", key=front.key())
    return verbs.WithdrawExemption(stay, 1, "of another guest")


def charged(front):
    """Return the reversal of a charge."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", thousand(), key=front.key())
    return verbs.ReverseCharge(stay, 1, "a mistake")


def too_dear(front):
    """Return an adjustment of a charge."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", thousand(), key=front.key())
    return verbs.AdjustCharge(stay, 1, "service_failure", percent=Decimal("0.5"))


def an_agent(front):
    """Return a commission on what a guest has had."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", thousand(), key=front.key())
    return verbs.DeductCommission(stay, 1, Decimal("0.1"), "as agreed")


def a_dish(make, *steps):
    """Return a scene with a dish of 1,000 on the bill of a guest in house, after some steps."""

    def scene(front):
        stay = front.arrive()
        front.desk.charge_to_room(stay, "FNB", thousand(), key=front.key())
        for step in steps:
            front.boss.do(step(stay), key=front.key())
        return make(stay)

    return scene


def transferred(front):
    """Return the transfer of a charge to another guest's bill."""
    return verbs.TransferCharge(a_dish(str)(front), 1, front.arrive("2035"), "they share")


def found_late(front):
    """Return a charge that is found after the guest has left."""
    left = after_a_night(verbs.CheckOut)(front)
    front.desk.do(left)
    return verbs.ChargeLate(left.stay, "FNB", thousand())


def company_pays(make):
    """Return a scene with a dish that a company pays."""

    def scene(front):
        account = front.boss.open_account("Garuda Travel").one(AccountOpened).account
        stay = a_dish(str)(front)
        front.desk.name_payee(stay, 1, paid_by(account))
        return make(stay)

    return scene


def paid_by_card(make, *steps):
    """Return a scene with a payment by card of a dish, on its way, after some steps."""

    def scene(front):
        front.boss.do(a_dish(charged_to_a_card)(front), key=front.key())
        for step in steps:
            front.boss.do(step("P1"), key=front.key())
        return make("P1")

    return scene


def charged_to_a_card(stay):
    """Return a payment by card of a dish."""
    return verbs.StartPayment(stay, Operation.CHARGE, thousand(), VISA)


def came(payment):
    """Return the answer that it came."""
    return verbs.RecordOutcome(payment, 1, OutcomeClass.APPROVED, reference="ch_1")


def nobody_knows(payment):
    """Return the handing over to a person."""
    return verbs.AskAPerson(payment, 1)


def charged_back(payment):
    """Return that the bank has taken it back."""
    return verbs.RecordChargeback(payment, thousand(), "dp_1", "10.4")


def ruled(make, *steps):
    """Return a scene with a payment rule, after some steps."""

    def scene(front):
        drafted = front.boss.draft_payment_rule(AT_CHECK_OUT).one(RuleDrafted)
        for step in steps:
            front.boss.do(step(drafted.payment_rule))
        return make(drafted.payment_rule)

    return scene


def activated(rule):
    """Return the beginning of a rule."""
    return verbs.ActivatePaymentRule(rule, AT_CHECK_OUT.fingerprint)


IN_FORCE = (verbs.ReviewPaymentRule, activated)


def planned(make, *steps, card=None):
    """Return a scene with a stay for which a payment is planned, after some steps."""

    def scene(front):
        ruled(str, *IN_FORCE)(front)
        stay = front.book()
        front.desk.attach_card(stay, card or OWN_CARD)
        for step in steps:
            step(front, stay)
        return make(stay)

    return scene


def it_is_noon(front, _):
    """Let the moment of the payment come."""
    front.clock.move(timedelta(days=3))


def other_dates(front, stay):
    """Let the plan go by dates that are not those of the stay."""
    plan, own = front.hotel.read.payment_plan(stay), PaymentRulesSettings()
    facts = attrs.evolve(plan.reservation, departure=date(2026, 12, 1))
    front.put(ChangeReservation(stay, facts, "Asia/Jakarta", own))


def a_rule_that_came_later(front):
    """Return the matching of a reservation that was there before the rule."""
    stay = front.book()
    front.desk.attach_card(stay, OWN_CARD)
    rule = ruled(str, *IN_FORCE)(front)
    return verbs.ApplyPaymentRule(rule, stay)


def a_meter(make):
    """Return a scene with a meter that nobody has read."""
    return lambda front: make(with_a_meter(front))


def a_first_reading(front):
    """Return the first reading of a stay."""
    sent = reading(front, with_a_meter(front), "100")
    return verbs.SubmitReadings(front.arrive(), (sent,))


TO_FRONT_DESK = (verbs.FinaliseReadings, verbs.HandleInFrontDesk)


def another_card(front, stay):
    """Let the guest bring a card that can be charged."""
    front.desk.attach_card(stay, attrs.evolve(OWN_CARD, token="tok_2"))


def at_home(make, *steps):
    """Return a scene with a bill of the house, after some steps."""

    def scene(front):
        opened = front.desk.open_house_account("Shop in the lobby", key=front.key())
        for step in steps:
            front.desk.do(step(opened.one(FolioOpened).folio), key=front.key())
        return make(opened.one(FolioOpened).folio)

    return scene


def invoiced(make):
    """Return a scene with an invoice of a dish."""

    def scene(front):
        done = front.desk.issue_document(a_dish(str)(front), key=front.key())
        return make(done.one(DocumentIssued).document)

    return scene


def a_deposit(front):
    """Return the invoice of what was paid before the arrival."""
    stay = front.book()
    amount = thousand()
    taken = TakeDeposit("D1", stay, "IDR", 0, amount, "transfer", "bank:17")
    front.put(taken)
    return verbs.IssueAdvanceInvoice("D1")


def paid_ahead(make, *, arrive=False):
    """Return a scene with a deposit, of a guest who has come or has not."""

    def scene(front):
        stay = front.book()
        front.desk.take_deposit(stay, thousand(), CASH, key=front.key())
        if arrive:
            front.desk.check_in(stay, room="2034")
        return make("D1")

    return scene


def asked_ahead(make):
    """Return a scene with a deposit that was asked for."""

    def scene(front):
        front.desk.request_deposit(front.book(), thousand(), due=MONDAY)
        return make("D1")

    return scene


def scanned(front):
    """Return the session of a guest who scans the room's link."""
    stay = front.arrive()
    return verbs.OpenGuestSession(front.hotel.room_link("2034"), front.hotel.stay_code(stay))


def renamed(front):
    """Return another name for the hotel."""
    return verbs.ChangeProperty(attrs.evolve(front.hotel.read.configuration, name="Axentra"))


def found_differing(front):
    """Return the end of a discrepancy: somebody was in a room that is vacant."""
    front.desk.report_occupancy("2034", occupied=True)
    return verbs.CloseDiscrepancy("2034", "a friend of the painter")


def linen_due(front):
    """Return the change of linen that was asked for."""
    front.desk.require_linen("2034")
    return verbs.ChangeLinen("2034")


def blocked(make):
    """Return a scene with a room out of order for two nights."""

    def scene(front):
        front.boss.block_room("2034", BlockKind.OUT_OF_ORDER, MONDAY, WEDNESDAY, "paint")
        return make("2034", 1)

    return scene


def a_day_to_plan(front):
    """Return the plan of a day on which guests stay on whose beds are turned down."""
    front.arrive("2034")
    front.arrive("2035")
    front.pass_nights(1)
    own = front.hotel.read.configuration
    evenings = HousekeepingSettings(turndown_types=("DLX",))
    front.boss.change_property(attrs.evolve(own, housekeeping=evenings))
    return verbs.PlanHousekeeping(TUESDAY)


def work_for_two(front):
    """Return the sharing of the day's work among two."""
    for number in range(2030, 2036):
        front.desk.mark_room(str(number), Condition.DIRTY)
    for attendant in ("wayan", "made"):
        front.desk.plan_shift(attendant, MONDAY, time(8), time(16))
    return verbs.AssignTasks(MONDAY)


def work(make, kind=TaskKind.DEEP_CLEAN, *, assigned=False):
    """Return a scene with a task in a room."""

    def scene(front):
        task = front.desk.open_task("2034", kind).one(TaskOpened).task
        if assigned:
            front.desk.assign_task(task, "wayan")
        return make(task)

    return scene


def shift(make, *steps):
    """Return a scene with a shift on which somebody has come, or gone on a break."""

    def scene(front):
        front.desk.mark_room("2034", Condition.DIRTY)
        planned = front.desk.plan_shift("wayan", MONDAY, time(8), time(16)).one(ShiftPlanned).shift
        front.desk.assign_tasks(MONDAY)
        for step in steps:
            front.desk.do(step(planned))
        return make(planned)

    return scene


def found(make):
    """Return a scene with an umbrella on the shelf."""
    return lambda front: make(
        front.desk.register_found_item("an umbrella", "shelf 3").one(ItemRegistered).found_item
    )


def in_the_till(make, *steps):
    """Return a scene with Ayu at a drawer with change in it, after some steps."""

    def scene(front):
        change = [money(500_000, "IDR")]
        opened = front.desk.open_cashier_shift(floats=change, key=front.key())
        named = opened.one(CashierShiftOpened).cashier_shift
        for step in steps:
            front.desk.do(step(named), key=front.key())
        return make(named)

    return scene


def a_taxi(front):
    """Return a taxi paid from the drawer and put on the guest's bill."""
    stay = front.arrive()
    return in_the_till(
        lambda named: verbs.PayOut(
            named, thousand(), "taxi", "Taxi to the airport", stay, "PAID-OUT"
        )
    )(front)


def company(make, *steps, nights=0):
    """Return a scene with a company's account, after some steps and nights."""

    def scene(front):
        account = front.boss.open_account("Garuda Travel", terms_days=0)
        named = account.one(AccountOpened).account
        for step in steps:
            step(front, named)
        front.pass_nights(nights)
        return make(named)

    return scene


def owes(front, account):
    """Transfer a bill to a company's account."""
    nothing = money(0, "IDR")
    front.put(DebitAccount(account, thousand(), "folio:S9", "Folio S9", nothing))


def pays(front, account):
    """Receive money from a company."""
    paid = verbs.ReceiveAccountPayment(account, thousand(), PaymentMethod.TRANSFER, "P1")
    front.desk.do(paid, key=front.key())


def is_blocked(front, account):
    """Take no more bills for a company."""
    front.boss.block_account(account, "three reminders")


def a_stay(_):
    """Return a booking under every head."""
    prices = (money(850_000, "IDR"),)
    return verbs.Reserve(MONDAY, TUESDAY, "DLX", prices, name="Siti", policy="FLEX")


def a_guest(front, _):
    """Check a guest in."""
    front.arrive()


def paid_by(account):
    """Return a company as a payee."""
    return Payee(PayeeKind.ACCOUNT, account)


def shown(front):
    """Return the evidence of the first test of a connection."""
    connection = mapped(front)
    synchronise(front, connection)
    return verbs.RecordCheck(connection, Check.PRICE, PASSED, "850,000 on Friday", 1)


def changed_at_the_desk(front):
    """Say again what the channel has told of a stay that staff have changed."""
    brought(mapped, message())(front)
    front.boss.amend_stay("EXP-1695093244.1", party=party(1))
    return verbs.CarryOutReservation("EXP-1695093244")


CASH = PaymentMethod.CASH
HALVES = (Share(1), Share(2))
VISA = PaymentCard("tok_81f", "visa", "4242")
OWN_CARD = CardFacts(CardKind.STANDARD, "tok_1", "visa", "4242", is_validated=True)
NOT_VALID = attrs.evolve(OWN_CARD, is_validated=None)
EVERY_DAY = Recurrence(Frequency.DAILY)
DEAR = (NightPrice(MONDAY, money(900_000, "IDR")),)
SCENES = {
    verbs.ChangeProperty: renamed,
    verbs.CloseDay: an_evening,
    verbs.CertifyDay: closed,
    verbs.RetryFollowUp: unfinished,
    verbs.DismissFollowUp: too_much_is_sold(lambda left: verbs.DismissFollowUp(left, "moved")),
    verbs.Reserve: a_stay,
    verbs.CorrectGuest: booked(lambda _: verbs.CorrectGuest("G1", "Siti Rahmawati")),
    verbs.ConfirmStay: booked(verbs.ConfirmStay, waitlisted=True),
    verbs.AmendStay: booked(
        lambda stay: verbs.AmendStay(stay, departure=TUESDAY, prices=(thousand(),))
    ),
    verbs.AssignRoom: booked(lambda stay: verbs.AssignRoom(stay, "3001", upgrade=True)),
    verbs.UnassignRoom: assigned,
    verbs.PreCheckIn: booked(lambda stay: verbs.PreCheckIn(stay, time(22), wishes="a cot")),
    verbs.TellPurpose: booked(lambda stay: verbs.TellPurpose(stay, "business")),
    verbs.AgreePackages: booked(lambda stay: verbs.AgreePackages(stay, ("BB",))),
    verbs.GrantExemption: in_house(
        lambda stay: verbs.GrantExemption(stay, "diplomat", "letter of the embassy")
    ),
    verbs.WithdrawExemption: exempted,
    verbs.CancelStay: booked(lambda stay: verbs.CancelStay(stay, "ill"), policy="FLEX"),
    verbs.MarkNoShow: left_over,
    verbs.ReinstateStay: cancelled,
    verbs.OpenGroup: lambda _: verbs.OpenGroup("Tour 7"),
    verbs.CloseGroup: lambda front: verbs.CloseGroup(
        front.desk.open_group("Tour 7").one(GroupOpened).group
    ),
    verbs.JoinGroup: grouped(lambda _: verbs.JoinGroup("S1", None)),
    verbs.OpenBlock: grouped(lambda group: verbs.OpenBlock(group, "DLX", MONDAY, TUESDAY, 2)),
    verbs.ReleaseBlock: held,
    verbs.CheckIn: booked(lambda stay: verbs.CheckIn(stay, "2034")),
    verbs.ReverseCheckIn: in_house(lambda stay: verbs.ReverseCheckIn(stay, "a mistake")),
    verbs.CheckInGroup: grouped(verbs.CheckInGroup),
    verbs.MoveRoom: in_house(lambda stay: verbs.MoveRoom(stay, "2035", "noise")),
    verbs.SwapRooms: lambda front: verbs.SwapRooms(
        front.arrive("2034"), front.arrive("2035"), "the view"
    ),
    verbs.CorrectRoom: in_house(lambda stay: verbs.CorrectRoom(stay, "2035", "misread")),
    verbs.ShareRoom: lambda front: verbs.ShareRoom(front.book(), front.arrive()),
    verbs.HandOverRoom: shared(verbs.HandOverRoom),
    verbs.ExtendStay: in_house(
        lambda stay: verbs.ExtendStay(stay, date(2026, 11, 26), (thousand(),))
    ),
    verbs.ShortenStay: in_house(lambda stay: verbs.ShortenStay(stay, TUESDAY, thousand())),
    verbs.ChangeParty: in_house(lambda stay: verbs.ChangeParty(stay, party(2))),
    verbs.ChangePrices: booked(lambda stay: verbs.ChangePrices(stay, DEAR)),
    verbs.GrantLateCheckOut: in_house(
        lambda stay: verbs.GrantLateCheckOut(stay, time(16), thousand())
    ),
    verbs.CheckOut: after_a_night(verbs.CheckOut),
    verbs.DepartEarly: in_house(verbs.DepartEarly),
    verbs.ReverseCheckOut: departed,
    verbs.CheckOutGroup: grouped(verbs.CheckOutGroup, arrive=True),
    verbs.ChargeToRoom: in_house(lambda stay: verbs.ChargeToRoom(stay, "FNB", thousand())),
    verbs.AddTip: in_house(
        lambda stay: verbs.AddTip(stay, "TIP", thousand(), "wayan", method=CASH)
    ),
    verbs.DeductCommission: an_agent,
    verbs.PostToFolio: at_home(lambda folio: verbs.PostToFolio(folio, "FNB", thousand())),
    verbs.ChargeLate: found_late,
    verbs.AdjustCharge: too_dear,
    verbs.ReverseCharge: charged,
    verbs.TakePayment: in_house(
        lambda stay: verbs.TakePayment(stay, CASH, thousand(), in_advance=True)
    ),
    verbs.PayRefund: in_credit,
    verbs.MoveCharge: a_dish(lambda stay: verbs.MoveCharge(stay, 1, 2, "the company pays")),
    verbs.SplitCharge: a_dish(lambda stay: verbs.SplitCharge(stay, 1, HALVES, "they share")),
    verbs.TransferCharge: transferred,
    verbs.ReversePayment: a_dish(
        lambda stay: verbs.ReversePayment(stay, 2, "mistyped"),
        lambda stay: verbs.TakePayment(stay, CASH, thousand()),
    ),
    verbs.MovePayment: a_dish(
        lambda stay: verbs.MovePayment(stay, 2, 2, "for the room"),
        lambda stay: verbs.TakePayment(stay, CASH, thousand()),
    ),
    verbs.StartPayment: a_dish(charged_to_a_card),
    verbs.StartOperation: paid_by_card(
        lambda payment: verbs.StartOperation(payment, Operation.REFUND), came
    ),
    verbs.RecordOutcome: paid_by_card(came),
    verbs.AskAPerson: paid_by_card(nobody_knows),
    verbs.SettleUnknown: paid_by_card(
        lambda payment: verbs.SettleUnknown(payment, 1, happened=True, reason="told by phone"),
        nobody_knows,
    ),
    verbs.RecordChargeback: paid_by_card(charged_back, came),
    verbs.RecordChargebackReversed: paid_by_card(
        lambda payment: verbs.RecordChargebackReversed(payment, thousand(), "dp_1"),
        came,
        charged_back,
    ),
    verbs.BillDirectly: company_pays(verbs.BillDirectly),
    verbs.WriteOff: a_dish(lambda stay: verbs.WriteOff(stay, "gone without a trace")),
    verbs.IssueDocument: a_dish(verbs.IssueDocument),
    verbs.IssueCreditNote: invoiced(lambda number: verbs.IssueCreditNote(number, "a mistake")),
    verbs.IssueCorrection: invoiced(
        lambda number: verbs.IssueCorrection(number, 1, "service_failure", percent=Decimal("0.5"))
    ),
    verbs.IssueAdvanceInvoice: a_deposit,
    verbs.DraftPaymentRule: lambda _: verbs.DraftPaymentRule(BEFORE_ARRIVAL),
    verbs.RevisePaymentRule: ruled(lambda rule: verbs.RevisePaymentRule(rule, AT_CHECK_IN)),
    verbs.ReviewPaymentRule: ruled(verbs.ReviewPaymentRule),
    verbs.ActivatePaymentRule: ruled(activated, verbs.ReviewPaymentRule),
    verbs.ReplacePaymentRule: ruled(
        lambda rule: verbs.ReplacePaymentRule(rule, AT_CHECK_IN), *IN_FORCE
    ),
    verbs.ArchivePaymentRule: ruled(verbs.ArchivePaymentRule, *IN_FORCE),
    verbs.DiscardPaymentRule: ruled(verbs.DiscardPaymentRule),
    verbs.CancelPaymentsOf: planned(lambda _: verbs.CancelPaymentsOf("P1")),
    verbs.AttachCard: lambda front: verbs.AttachCard(planned(str)(front), NOT_VALID),
    verbs.ChangeCardFacts: planned(lambda _: verbs.ChangeCardFacts("G1", NOT_VALID)),
    verbs.ApplyPaymentRule: a_rule_that_came_later,
    verbs.ReplanPayments: planned(verbs.ReplanPayments, other_dates),
    verbs.ClaimPayment: planned(lambda stay: verbs.ClaimPayment(stay, 1), it_is_noon),
    verbs.ResumePayment: planned(
        lambda stay: verbs.ResumePayment(stay, 1), another_card, card=NOT_VALID
    ),
    verbs.CancelPayment: planned(lambda stay: verbs.CancelPayment(stay, 1)),
    verbs.InstallMeter: a_meter(
        lambda _: verbs.InstallMeter("2035", "el", attrs.evolve(DEVICE, number="4712"), NEW_YEAR)
    ),
    verbs.ReplaceDevice: a_meter(
        lambda meter: verbs.ReplaceDevice(meter, attrs.evolve(DEVICE, number="4712"), SPRING)
    ),
    verbs.RemoveDevice: a_meter(lambda meter: verbs.RemoveDevice(meter, SPRING)),
    verbs.RecordReading: a_meter(lambda meter: verbs.RecordReading(meter, "el", "90", SPRING)),
    verbs.CorrectReading: read(lambda _: verbs.CorrectReading("M1", 1, "99", "misread")),
    verbs.SubmitReadings: a_first_reading,
    verbs.FinaliseReadings: read(verbs.FinaliseReadings),
    verbs.ReviewReadings: lambda front: late(front, verbs.ReviewReadings, verbs.FinaliseReadings),
    verbs.ArchiveReadings: read(lambda stay: verbs.ArchiveReadings(stay, "not our guest")),
    verbs.RestoreReadings: read(
        verbs.RestoreReadings, lambda stay: verbs.ArchiveReadings(stay, "not our guest")
    ),
    verbs.InvoiceReadings: read(verbs.InvoiceReadings, verbs.FinaliseReadings),
    verbs.HandleInFrontDesk: read(verbs.HandleInFrontDesk, verbs.FinaliseReadings),
    verbs.LeaveFrontDesk: read(verbs.LeaveFrontDesk, *TO_FRONT_DESK),
    verbs.SettleInFrontDesk: read(verbs.SettleInFrontDesk, *TO_FRONT_DESK),
    verbs.SettleDifference: lambda front: due(
        front, verbs.SettleDifference, verbs.FinaliseReadings, verbs.InvoiceReadings
    ),
    verbs.SetPrices: lambda _: verbs.SetPrices(
        "DLX", "BAR", MONDAY, WEDNESDAY, (verbs.PriceFor(PRICE), verbs.PriceFor(PRICE, 2))
    ),
    verbs.SetRestrictions: lambda _: verbs.SetRestrictions(
        "DLX", "BAR", MONDAY, WEDNESDAY, stop_sell=True, min_stay_arrival=2
    ),
    verbs.OpenConnection: lambda _: verbs.OpenConnection("siteminder", "HOTEL1"),
    verbs.TickPreparation: on_its_way(
        opened, lambda one: verbs.TickPreparation(one, Preparation.PMS_ACTIVE)
    ),
    verbs.UntickPreparation: ticked,
    verbs.NoteIntegrationFee: on_its_way(
        opened, lambda one: verbs.NoteIntegrationFee(one, thousand())
    ),
    verbs.NoteSupport: on_its_way(
        opened, lambda one: verbs.NoteSupport(one, "support of the PMS", "Siti")
    ),
    verbs.ChangeExchange: on_its_way(
        live, lambda one: verbs.ChangeExchange(one, Direction.TWO_WAY, BY_HAND)
    ),
    verbs.ChangeChannelAccount: on_its_way(
        live, lambda one: verbs.ChangeChannelAccount(one, "HOTEL2")
    ),
    verbs.RequestIntegration: on_its_way(prepared, verbs.RequestIntegration),
    verbs.BeginMapping: on_its_way(requested, verbs.BeginMapping),
    verbs.SetMapping: on_its_way(requested, lambda one: verbs.SetMapping(one, mapping_of())),
    verbs.FinishMapping: on_its_way(entered, lambda one: verbs.FinishMapping(one, 1)),
    verbs.BeginChecks: only_received(verbs.BeginChecks),
    verbs.RecordCheck: shown,
    verbs.RecordDrift: on_its_way(live, lambda one: verbs.RecordDrift(one, ALIKE)),
    verbs.BeginFullSync: on_its_way(mapped, verbs.BeginFullSync),
    verbs.FinishFullSync: on_its_way(sending, lambda one: verbs.FinishFullSync(one, 0)),
    verbs.SendUpdates: on_its_way(sending, lambda one: verbs.SendUpdates(one, 1, (A_VALUE,))),
    verbs.RecordAnswer: on_its_way(under_way, lambda one: verbs.RecordAnswer(one, 1)),
    verbs.GiveUpMessage: on_its_way(
        under_way, lambda one: verbs.GiveUpMessage(one, 1, "nobody answers")
    ),
    verbs.ReceiveReservation: on_its_way(
        mapped, lambda one: verbs.ReceiveReservation(one, message())
    ),
    verbs.ConfirmDelivery: on_its_way(
        brought(mapped, message()), lambda _: verbs.ConfirmDelivery("EXP-1695093244", "M1")
    ),
    verbs.RecordUnreadable: on_its_way(
        mapped, lambda one: verbs.RecordUnreadable(one, "xml.doctype", "leave it out", "M1")
    ),
    verbs.LinkStays: booked(lambda stay: verbs.LinkStays(EXPEDIA, (stay,))),
    verbs.ChooseOffer: on_its_way(
        brought(requested, message()), lambda _: verbs.ChooseOffer("EXP-1695093244", 1, "DLX")
    ),
    verbs.CarryOutReservation: changed_at_the_desk,
    verbs.ReportUndelivered: on_its_way(
        mapped, lambda one: verbs.ReportUndelivered(one, EXPEDIA, Happening.CANCEL, "by mail")
    ),
    verbs.ImportReservation: on_its_way(
        mapped, lambda one: verbs.ImportReservation("F1", 2, message(), one)
    ),
    verbs.ParkRow: lambda _: verbs.ParkRow("F1", 2, Reason.CHANNEL_UNKNOWN, told="Nobody"),
    verbs.ConfirmData: on_its_way(proved, verbs.ConfirmData),
    verbs.GoLive: on_its_way(confirmed, verbs.GoLive),
    verbs.SuspendConnection: on_its_way(
        live, lambda one: verbs.SuspendConnection(one, "the platform is being moved")
    ),
    verbs.ResumeConnection: on_its_way(suspended, verbs.ResumeConnection),
    verbs.ReplaceConnection: on_its_way(
        live, lambda one: verbs.ReplaceConnection(one, "another PMS")
    ),
    verbs.RequestDeposit: booked(lambda stay: verbs.RequestDeposit(stay, thousand())),
    verbs.TakeDeposit: booked(lambda stay: verbs.TakeDeposit(stay, thousand(), CASH)),
    verbs.ReceiveDeposit: asked_ahead(lambda named: verbs.ReceiveDeposit(named, thousand(), CASH)),
    verbs.WithdrawDepositRequest: asked_ahead(
        lambda named: verbs.WithdrawDepositRequest(named, "a regular guest")
    ),
    verbs.ApplyDeposit: paid_ahead(verbs.ApplyDeposit),
    verbs.TakeBackDeposit: paid_ahead(
        lambda named: verbs.TakeBackDeposit(named, "of another stay"), arrive=True
    ),
    verbs.KeepDeposit: paid_ahead(lambda named: verbs.KeepDeposit(named, "cancelled late", "FEE")),
    verbs.ReturnDeposit: paid_ahead(
        lambda named: verbs.ReturnDeposit(named, CASH, "cancelled in time")
    ),
    verbs.MoveDeposit: lambda front: verbs.MoveDeposit(
        paid_ahead(str)(front), front.book(), "rebooked"
    ),
    verbs.IssueAccountStatement: company(
        lambda named: verbs.IssueAccountStatement(named, MONDAY), owes, nights=1
    ),
    verbs.OpenHouseAccount: lambda _: verbs.OpenHouseAccount("Shop in the lobby"),
    verbs.OpenPasserBy: lambda _: verbs.OpenPasserBy(),
    verbs.CloseFolio: at_home(verbs.CloseFolio),
    verbs.PutOnAccount: at_home(
        lambda folio: verbs.PutOnAccount(folio, "the tenant pays by transfer"),
        lambda folio: verbs.PostToFolio(folio, "FNB", thousand()),
    ),
    verbs.NamePayee: company(lambda named: verbs.NamePayee("S1", 2, paid_by(named)), a_guest),
    verbs.ForbidPosting: in_house(lambda stay: verbs.ForbidPosting(stay, "no card")),
    verbs.AllowPosting: a_dish(
        verbs.AllowPosting, lambda stay: verbs.ForbidPosting(stay, "no card")
    ),
    verbs.SetCreditLimit: in_house(lambda stay: verbs.SetCreditLimit(stay, thousand())),
    verbs.AgreeRouting: in_house(lambda stay: verbs.AgreeRouting(stay, Target(None, 2))),
    verbs.EndRouting: a_dish(
        lambda stay: verbs.EndRouting(stay, 1, "agreed anew"),
        lambda stay: verbs.AgreeRouting(stay, Target(None, 2)),
    ),
    verbs.RefreshRouting: a_dish(
        verbs.RefreshRouting, lambda stay: verbs.AgreeRouting(stay, Target(None, 2))
    ),
    verbs.AddFixedCharge: in_house(
        lambda stay: verbs.AddFixedCharge(stay, "FNB", thousand(), EVERY_DAY)
    ),
    verbs.EndFixedCharge: a_dish(
        lambda stay: verbs.EndFixedCharge(stay, 1, "the car is gone"),
        lambda stay: verbs.AddFixedCharge(stay, "FNB", thousand(), EVERY_DAY),
    ),
    verbs.OpenCashierShift: lambda _: verbs.OpenCashierShift("FRONT-1", (thousand(),)),
    verbs.AddFloat: in_the_till(lambda named: verbs.AddFloat(named, thousand())),
    verbs.PayOut: a_taxi,
    verbs.DropCash: in_the_till(lambda named: verbs.DropCash(named, thousand(), "bag 7")),
    verbs.ExchangeCash: in_the_till(
        lambda named: verbs.ExchangeCash(named, money(10, "EUR"), thousand(), Decimal(100))
    ),
    verbs.ReverseCashEntry: in_the_till(lambda named: verbs.ReverseCashEntry(named, 1, "twice")),
    verbs.CloseCashierShift: in_the_till(
        lambda named: verbs.CloseCashierShift(named, (thousand(),))
    ),
    verbs.CorrectCount: in_the_till(
        lambda named: verbs.CorrectCount(named, (money(500_000, "IDR"),), "miscounted"),
        lambda named: verbs.CloseCashierShift(named, (thousand(),)),
    ),
    verbs.OpenAccount: lambda _: verbs.OpenAccount("Garuda Travel", "Jl. Sudirman 1"),
    verbs.ChangeAccount: company(lambda named: verbs.ChangeAccount(named, credit_limit=thousand())),
    verbs.BlockAccount: company(lambda named: verbs.BlockAccount(named, "three reminders")),
    verbs.UnblockAccount: company(verbs.UnblockAccount, is_blocked),
    verbs.ReceiveAccountPayment: company(
        lambda named: verbs.ReceiveAccountPayment(named, thousand(), CASH), owes
    ),
    verbs.AllocateCredit: company(verbs.AllocateCredit, pays, owes),
    verbs.ReverseAccountPayment: company(
        lambda named: verbs.ReverseAccountPayment(named, "P1", "no funds"), owes, pays
    ),
    verbs.CreditItem: company(lambda named: verbs.CreditItem(named, 1, thousand(), "agreed"), owes),
    verbs.WriteOffItem: company(
        lambda named: verbs.WriteOffItem(named, 1, thousand(), "bankrupt"), owes
    ),
    verbs.RemindItem: company(lambda named: verbs.RemindItem(named, 1, 1), owes, nights=1),
    verbs.RefundAccountCredit: company(
        lambda named: verbs.RefundAccountCredit(named, thousand(), CASH), pays
    ),
    verbs.CloseAccount: company(verbs.CloseAccount),
    verbs.OpenGuestSession: scanned,
    verbs.OrderRoomService: in_house(
        lambda stay: verbs.OrderRoomService(stay, (verbs.Item("es-teh", 2),))
    ),
    verbs.DoNotDisturb: in_house(verbs.DoNotDisturb),
    verbs.MakeUpRoom: in_house(verbs.MakeUpRoom),
    verbs.DeclineService: in_house(verbs.DeclineService),
    verbs.AcceptOrder: ordered(verbs.AcceptOrder),
    verbs.DeliverOrder: accepted,
    verbs.CancelOrder: ordered(lambda order: verbs.CancelOrder(order, "too late")),
    verbs.MarkRoom: lambda _: verbs.MarkRoom("2034", Condition.DIRTY),
    verbs.ReportOccupancy: lambda _: verbs.ReportOccupancy("2034", occupied=True, persons=1),
    verbs.ReportDoor: in_house(lambda _: verbs.ReportDoor("2034")),
    verbs.ReportSign: in_house(lambda _: verbs.ReportSign("2034", Sign.LIGHT_LUGGAGE)),
    verbs.CloseDiscrepancy: found_differing,
    verbs.RequireLinen: lambda _: verbs.RequireLinen("2034"),
    verbs.ChangeLinen: linen_due,
    verbs.BlockRoom: lambda _: verbs.BlockRoom(
        "2034", BlockKind.OUT_OF_ORDER, MONDAY, WEDNESDAY, "paint"
    ),
    verbs.ChangeBlock: blocked(lambda room, block: verbs.ChangeBlock(room, block, TUESDAY)),
    verbs.EndBlock: blocked(verbs.EndBlock),
    verbs.ReportFault: lambda _: verbs.ReportFault("2034", "a leak", BlockKind.OUT_OF_ORDER),
    verbs.PrintSticker: lambda _: verbs.PrintSticker("2034"),
    verbs.RevokeStickers: lambda _: verbs.RevokeStickers("2034"),
    verbs.PlanHousekeeping: a_day_to_plan,
    verbs.OpenTask: lambda _: verbs.OpenTask("2034", TaskKind.DEEP_CLEAN, "the carpet"),
    verbs.AssignTasks: work_for_two,
    verbs.AssignTask: work(lambda task: verbs.AssignTask(task, "wayan")),
    verbs.UnassignTask: work(verbs.UnassignTask, assigned=True),
    verbs.PrioritiseTask: work(lambda task: verbs.PrioritiseTask(task, Priority.RUSH)),
    verbs.StartTask: work(verbs.StartTask),
    verbs.FinishTask: work(verbs.FinishTask),
    verbs.FailInspection: work(
        lambda task: verbs.FailInspection(task, "hair in the basin"), TaskKind.INSPECTION
    ),
    verbs.RefuseTask: work(lambda task: verbs.RefuseTask(task, "asleep"), TaskKind.INSPECTION),
    verbs.SkipTask: work(lambda task: verbs.SkipTask(task, "no time"), TaskKind.INSPECTION),
    verbs.CancelTask: work(lambda task: verbs.CancelTask(task, "not needed")),
    verbs.PlanShift: lambda _: verbs.PlanShift("wayan", MONDAY, time(22), time(6), 30),
    verbs.CancelShift: shift(lambda planned: verbs.CancelShift(planned, "ill")),
    verbs.StartShift: shift(verbs.StartShift),
    verbs.StartBreak: shift(verbs.StartBreak, verbs.StartShift),
    verbs.EndBreak: shift(verbs.EndBreak, verbs.StartShift, verbs.StartBreak),
    verbs.EndShift: shift(verbs.EndShift, verbs.StartShift),
    verbs.RegisterFoundItem: in_house(
        lambda stay: verbs.RegisterFoundItem("an umbrella", "shelf 3", "2034", stay)
    ),
    verbs.ReturnFoundItem: found(lambda item: verbs.ReturnFoundItem(item, "Siti", "by parcel")),
    verbs.HandOverFoundItem: found(
        lambda item: verbs.HandOverFoundItem(item, "the police", "of value")
    ),
    verbs.DisposeOfFoundItem: found(lambda item: verbs.DisposeOfFoundItem(item, "broken")),
}
NAMES = [verb.__name__ for verb in SCENES]


def test_every_verb_has_a_scene() -> None:
    """A verb that is added to the workflow is added here; opening a property has its own tests."""
    assert SCENES.keys() == VERBS.keys() - set(OPENING)


@pytest.mark.parametrize("verb", SCENES, ids=NAMES)
def test_a_preview_shows_exactly_what_the_verb_does(open_front, grand, verb) -> None:
    """Of two hotels with one past, one looks and the other acts: they see the same, in order."""
    looks, acts = open_front(MemoryStore(), grand), open_front(MemoryStore(), grand)
    said = SCENES[verb](looks)
    before = looks.dump()
    assert SCENES[verb](acts) == said
    shown = looks.boss.preview.do(said)
    assert looks.dump() == before
    done = acts.boss.do(said, key="k")
    assert shown.events == done.events
    assert done.events
    acts.check()


@pytest.mark.parametrize("verb", SCENES, ids=NAMES)
def test_whatever_is_said_twice_under_one_key_is_done_once(open_front, grand, verb) -> None:
    """The second time gives the first result and leaves no trace."""
    front = open_front(MemoryStore(), grand)
    said = SCENES[verb](front)
    first = front.boss.do(said, key="k")
    before = front.dump()
    assert front.boss.do(said, key="k") == first
    assert front.dump() == before
