"""Who may say what: one table of verbs, one value of permissions."""

from datetime import date, time
from decimal import Decimal

import attrs
import pytest
from tests.channels.reserving import EXPEDIA, message
from tests.each import each
from tests.hotel.connecting import A_VALUE, ALIKE, PASSED, PRICE, mapping
from tests.hotel.metering import DEVICE, NEW_YEAR, START

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import Check, Direction, Preparation
from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.providers import Happening
from axentra_core.folio import (
    Frequency,
    Payee,
    PayeeKind,
    PaymentMethod,
    Recurrence,
    Share,
    Target,
)
from axentra_core.hotel import STANDARD_PERMISSIONS, VERBS, HotelRefusal, verbs
from axentra_core.hotel.cut_over_file import CutOverFile, TrialFigures
from axentra_core.hotel.workflow import OPENING
from axentra_core.housekeeping import Priority, TaskKind
from axentra_core.kernel.actor import SYSTEM, Actor, Grant, Permissions
from axentra_core.kernel.errors import AxentraError, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.meters import SubmittedReading
from axentra_core.payment_rules import BEFORE_ARRIVAL, CardFacts, CardKind
from axentra_core.payments import Operation, OutcomeClass, PaymentCard
from axentra_core.rooms import BlockKind, Condition, RoomOccupied, Sign
from axentra_core.stays import NightPrice, Settlement, party
from axentra_core.testing import example_property

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
THOUSAND = money(1_000, "IDR")
VISA = PaymentCard("tok_81f", "visa", "4242")
OWN = CardFacts(CardKind.STANDARD, "tok_81f", "visa", "4242", is_validated=True)
HALVES = (Share(1), Share(2))
OUTSIDERS = ("guest", "channel", "partner")
ASKED_BY_RECORDS = {
    "rooms.override_not_ready",
    "rooms.inspect",
    "house.dismiss_follow_up",
    "stays.waive_fee",
    "stays.check_out_on_account",
    "folio.post_late",
    "cashier.act_for_others",
    "city_ledger.override_limit",
    "folio.override_limit",
}

# Who reports what an inspection has found has to be allowed to inspect, too.
ASKED_BESIDES = {verbs.FailInspection: ("rooms.inspect",)}

NOTHING = TrialFigures(0, 0, 0, 0, Decimal(0), Decimal(0))
EMPTY = CutOverFile("IDR", (), (), (), (), (), NOTHING)

SAYINGS = {
    type(verb): verb
    for verb in (
        verbs.OpenProperty(example_property(), MONDAY),
        verbs.CutOver(example_property(), MONDAY, EMPTY),
        verbs.ChangeProperty(attrs.evolve(example_property(), name="Axentra")),
        verbs.CloseDay(MONDAY),
        verbs.CertifyDay(MONDAY),
        verbs.RetryFollowUp("F1"),
        verbs.DismissFollowUp("F1", "not needed"),
        verbs.Reserve(MONDAY, TUESDAY, "DLX", (THOUSAND,), name="Siti"),
        verbs.CorrectGuest("G1", "Siti Rahmawati"),
        verbs.ConfirmStay("S1"),
        verbs.AmendStay("S1", departure=TUESDAY),
        verbs.AssignRoom("S1", "2034"),
        verbs.UnassignRoom("S1"),
        verbs.PreCheckIn("S1", time(15)),
        verbs.TellPurpose("S1", "business"),
        verbs.AgreePackages("S1", ("BB",)),
        verbs.GrantExemption("S1", "diplomat", "letter of the embassy"),
        verbs.WithdrawExemption("S1", 1, "expired"),
        verbs.CancelStay("S1", "ill"),
        verbs.MarkNoShow("S1"),
        verbs.ReinstateStay("S1", "well again"),
        verbs.OpenGroup("Tour 7"),
        verbs.CloseGroup("G1"),
        verbs.JoinGroup("S1", "G1"),
        verbs.OpenBlock("G1", "DLX", MONDAY, TUESDAY, 3),
        verbs.ReleaseBlock("B1"),
        verbs.CheckIn("S1", "2034"),
        verbs.ReverseCheckIn("S1", "a mistake"),
        verbs.CheckInGroup("G1"),
        verbs.MoveRoom("S1", "2035", "noise"),
        verbs.SwapRooms("S1", "S2", "noise"),
        verbs.CorrectRoom("S1", "2035", "a mistake"),
        verbs.ShareRoom("S1", "S2"),
        verbs.HandOverRoom("S1", "S2"),
        verbs.ExtendStay("S1", TUESDAY, (THOUSAND,)),
        verbs.ShortenStay("S1", MONDAY),
        verbs.ChangeParty("S1", party(2)),
        verbs.ChangePrices("S1", (NightPrice(MONDAY, THOUSAND),)),
        verbs.GrantLateCheckOut("S1", time(15)),
        verbs.ChargeToRoom("S1", "FNB", THOUSAND),
        verbs.PostToFolio("S1", "FNB", THOUSAND),
        verbs.AddTip("S1", "TIP", THOUSAND),
        verbs.DeductCommission("S1", 1, Decimal("0.15"), "as agreed"),
        verbs.ChargeLate("S1", "FNB", THOUSAND),
        verbs.AdjustCharge("S1", 1, "service_failure", THOUSAND),
        verbs.ReverseCharge("S1", 1, "a mistake"),
        verbs.MoveCharge("S1", 1, 2, "the company pays"),
        verbs.SplitCharge("S1", 1, HALVES, "they share"),
        verbs.TransferCharge("S1", 1, "S2", "the other guest pays"),
        verbs.TakePayment("S1", PaymentMethod.CASH, THOUSAND),
        verbs.PayRefund("S1", PaymentMethod.CASH, THOUSAND),
        verbs.ReversePayment("S1", 1, "mistyped"),
        verbs.MovePayment("S1", 1, 2, "for the room"),
        verbs.BillDirectly("S1", "A1"),
        verbs.WriteOff("S1", "gone"),
        verbs.IssueDocument("S1"),
        verbs.IssueCreditNote("INV-2026-000001", "a mistake"),
        verbs.IssueCorrection("INV-2026-000001", 1, "service_failure", THOUSAND),
        verbs.IssueAdvanceInvoice("D1"),
        verbs.IssueAccountStatement("A1", MONDAY),
        verbs.StartPayment("S1", Operation.CHARGE, THOUSAND, VISA),
        verbs.StartOperation("P1", Operation.CAPTURE, THOUSAND),
        verbs.RecordOutcome("P1", 1, OutcomeClass.APPROVED),
        verbs.AskAPerson("P1", 1),
        verbs.SettleUnknown("P1", 1, happened=True, reason="told by phone"),
        verbs.RecordChargeback("P1", THOUSAND, "dp_1", "10.4"),
        verbs.RecordChargebackReversed("P1", THOUSAND, "dp_1"),
        verbs.DraftPaymentRule(BEFORE_ARRIVAL),
        verbs.RevisePaymentRule("P1", BEFORE_ARRIVAL),
        verbs.ReviewPaymentRule("P1"),
        verbs.ActivatePaymentRule("P1", BEFORE_ARRIVAL.fingerprint),
        verbs.ReplacePaymentRule("P1", BEFORE_ARRIVAL),
        verbs.ArchivePaymentRule("P1"),
        verbs.DiscardPaymentRule("P1"),
        verbs.CancelPaymentsOf("P1"),
        verbs.AttachCard("S1", OWN),
        verbs.ChangeCardFacts("G1", OWN),
        verbs.ApplyPaymentRule("P1", "S1"),
        verbs.ReplanPayments("S1"),
        verbs.ClaimPayment("S1", 1),
        verbs.ResumePayment("S1", 1),
        verbs.CancelPayment("S1", 1),
        verbs.InstallMeter("2034", "el", DEVICE, NEW_YEAR),
        verbs.ReplaceDevice("M1", DEVICE, NEW_YEAR),
        verbs.RemoveDevice("M1", NEW_YEAR),
        verbs.RecordReading("M1", "el", "1", NEW_YEAR),
        verbs.CorrectReading("M1", 1, "1", "misread"),
        verbs.SubmitReadings("S1", (SubmittedReading("M1", "el", "1", NEW_YEAR, START),)),
        verbs.FinaliseReadings("S1"),
        verbs.ReviewReadings("S1"),
        verbs.ArchiveReadings("S1", "not our guest"),
        verbs.RestoreReadings("S1"),
        verbs.InvoiceReadings("S1"),
        verbs.HandleInFrontDesk("S1"),
        verbs.LeaveFrontDesk("S1"),
        verbs.SettleInFrontDesk("S1"),
        verbs.SettleDifference("S1"),
        verbs.SetPrices("DLX", "BAR", MONDAY, TUESDAY, (verbs.PriceFor(PRICE),)),
        verbs.SetRestrictions("DLX", "BAR", MONDAY, TUESDAY, stop_sell=True),
        verbs.OpenConnection("siteminder", "HOTEL1"),
        verbs.TickPreparation("C1", Preparation.PMS_ACTIVE),
        verbs.UntickPreparation("C1", Preparation.PMS_ACTIVE),
        verbs.NoteIntegrationFee("C1", THOUSAND),
        verbs.NoteSupport("C1", "support of the PMS"),
        verbs.ChangeExchange("C1", Direction.SENDS),
        verbs.ChangeChannelAccount("C1", "HOTEL2"),
        verbs.RequestIntegration("C1"),
        verbs.BeginMapping("C1"),
        verbs.SetMapping("C1", mapping()),
        verbs.FinishMapping("C1", 1),
        verbs.BeginChecks("C1"),
        verbs.RecordCheck("C1", Check.PRICE, PASSED, "850,000 on Friday", 1),
        verbs.RecordDrift("C1", ALIKE),
        verbs.BeginFullSync("C1"),
        verbs.FinishFullSync("C1", 0),
        verbs.SendUpdates("C1", 1, (A_VALUE,)),
        verbs.RecordAnswer("C1", 1),
        verbs.GiveUpMessage("C1", 1, "nobody answers"),
        verbs.ReceiveReservation("C1", message()),
        verbs.ConfirmDelivery("EXP-1695093244", "M1"),
        verbs.RecordUnreadable("C1", "xml.malformed", "the text ends too early"),
        verbs.LinkStays(EXPEDIA, ("S1",)),
        verbs.ChooseOffer("EXP-1695093244", 1, "DLX"),
        verbs.CarryOutReservation("EXP-1695093244"),
        verbs.ReportUndelivered("C1", EXPEDIA, Happening.CANCEL),
        verbs.ImportReservation("F1", 2, message()),
        verbs.ParkRow("F1", 2, Reason.CHANNEL_UNKNOWN),
        verbs.ConfirmData("C1"),
        verbs.GoLive("C1"),
        verbs.SuspendConnection("C1", "the platform is being moved"),
        verbs.ResumeConnection("C1"),
        verbs.ReplaceConnection("C1", "another PMS"),
        verbs.RequestDeposit("S1", THOUSAND),
        verbs.TakeDeposit("S1", THOUSAND, PaymentMethod.CASH),
        verbs.ReceiveDeposit("D1", THOUSAND, PaymentMethod.CASH),
        verbs.WithdrawDepositRequest("D1", "not needed"),
        verbs.ApplyDeposit("D1"),
        verbs.TakeBackDeposit("D1", "a mistake"),
        verbs.KeepDeposit("D1", "cancelled late", "ROOM"),
        verbs.ReturnDeposit("D1", PaymentMethod.CASH, "cancelled in time"),
        verbs.MoveDeposit("D1", "S2", "rebooked"),
        verbs.OpenHouseAccount("Shop in the lobby"),
        verbs.OpenPasserBy(),
        verbs.CloseFolio("H1"),
        verbs.PutOnAccount("H1", "the company pays"),
        verbs.NamePayee("S1", 2, Payee(PayeeKind.ACCOUNT, "A1")),
        verbs.ForbidPosting("S1", "the card was refused"),
        verbs.AllowPosting("S1"),
        verbs.SetCreditLimit("S1", THOUSAND),
        verbs.AgreeRouting("S1", Target(None, 2)),
        verbs.EndRouting("S1", 1, "agreed anew"),
        verbs.RefreshRouting("S1"),
        verbs.AddFixedCharge("S1", "FNB", THOUSAND, Recurrence(Frequency.DAILY)),
        verbs.EndFixedCharge("S1", 1, "the car is gone"),
        verbs.OpenCashierShift("FRONT-1", (THOUSAND,)),
        verbs.AddFloat("C1", THOUSAND),
        verbs.PayOut("C1", THOUSAND, "taxi", "Taxi to the airport"),
        verbs.DropCash("C1", THOUSAND, "bag 7"),
        verbs.ExchangeCash("C1", money(10, "EUR"), THOUSAND, Decimal(17_000)),
        verbs.ReverseCashEntry("C1", 1, "a mistake"),
        verbs.CloseCashierShift("C1", (THOUSAND,)),
        verbs.CorrectCount("C1", (THOUSAND,), "a note behind the till"),
        verbs.OpenAccount("Garuda Travel"),
        verbs.ChangeAccount("A1", terms_days=14),
        verbs.BlockAccount("A1", "three reminders"),
        verbs.UnblockAccount("A1"),
        verbs.ReceiveAccountPayment("A1", THOUSAND, PaymentMethod.TRANSFER),
        verbs.AllocateCredit("A1"),
        verbs.ReverseAccountPayment("A1", "P1", "no funds"),
        verbs.CreditItem("A1", 1, THOUSAND, "agreed"),
        verbs.WriteOffItem("A1", 1, THOUSAND, "bankrupt"),
        verbs.RemindItem("A1", 1, 1),
        verbs.RefundAccountCredit("A1", THOUSAND, PaymentMethod.TRANSFER),
        verbs.CloseAccount("A1"),
        verbs.CheckOut("S1"),
        verbs.DepartEarly("S1"),
        verbs.ReverseCheckOut("S1", "a mistake"),
        verbs.CheckOutGroup("G1"),
        verbs.OpenGuestSession("https://hotel.example/qr/room/2034?c=A", "A"),
        verbs.OrderRoomService("S1", (verbs.Item("es-teh"),)),
        verbs.DoNotDisturb("S1"),
        verbs.MakeUpRoom("S1"),
        verbs.DeclineService("S1"),
        verbs.AcceptOrder("O1"),
        verbs.DeliverOrder("O1"),
        verbs.CancelOrder("O1", "too late"),
        verbs.MarkRoom("2034", Condition.DIRTY),
        verbs.ReportOccupancy("2034", occupied=True),
        verbs.ReportDoor("2034"),
        verbs.ReportSign("2034", Sign.NO_LUGGAGE),
        verbs.CloseDiscrepancy("2034", "a friend was in the room"),
        verbs.RequireLinen("2034"),
        verbs.ChangeLinen("2034"),
        verbs.BlockRoom("2034", BlockKind.OUT_OF_ORDER, MONDAY, TUESDAY, "a burst pipe"),
        verbs.ChangeBlock("2034", 1, TUESDAY),
        verbs.EndBlock("2034", 1),
        verbs.ReportFault("2034", "the tap drips"),
        verbs.PrintSticker("2034"),
        verbs.RevokeStickers("2034"),
        verbs.PlanHousekeeping(MONDAY),
        verbs.OpenTask("2034", TaskKind.DEEP_CLEAN),
        verbs.AssignTasks(MONDAY),
        verbs.AssignTask("T1", "wayan"),
        verbs.UnassignTask("T1"),
        verbs.PrioritiseTask("T1", Priority.RUSH),
        verbs.StartTask("T1"),
        verbs.FinishTask("T1"),
        verbs.FailInspection("T1", "hair in the basin"),
        verbs.RefuseTask("T1", "the guest sleeps"),
        verbs.SkipTask("T1", "no time"),
        verbs.CancelTask("T1", "not needed"),
        verbs.PlanShift("wayan", MONDAY, time(8), time(16)),
        verbs.CancelShift("S1", "ill"),
        verbs.StartShift("S1"),
        verbs.StartBreak("S1"),
        verbs.EndBreak("S1"),
        verbs.EndShift("S1"),
        verbs.RegisterFoundItem("a black umbrella", "shelf 3"),
        verbs.ReturnFoundItem("F1", "Siti", "at the desk"),
        verbs.HandOverFoundItem("F1", "the police", "of value"),
        verbs.DisposeOfFoundItem("F1", "nobody asked for it"),
    )
}

every_verb = each("verb", VERBS)
# Whoever says again what is done once for good is shown the first result.
every_later_verb = each("verb", [verb for verb in VERBS if verb not in OPENING])


@pytest.fixture
def store():
    """One store is enough: who may say what is decided before it is asked."""
    return MemoryStore()


def is_heard(desk, verb):
    """Return whether an actor may say a verb, whatever else stands against it."""
    try:
        desk.do(verb, key="k")
    except AxentraError as error:
        return error.code not in {"permission.missing", "hotel.not_for_outsiders"}
    return True


STRICT = attrs.evolve(example_property(), permissions=Permissions())


@pytest.fixture
def strict(store, open_front):
    """The front desk of a property that has granted nothing to anybody."""
    return open_front(store, STRICT)


def test_every_verb_is_said_here() -> None:
    """A verb that is added to the workflow is added to these tests."""
    assert SAYINGS.keys() == VERBS.keys()


@every_later_verb
def test_staff_need_the_permission_that_the_table_names(strict, verb) -> None:
    """Without it they are told which one is missing, and nothing has happened."""
    before = strict.dump()
    with pytest.raises(RuleViolation, match="staff ayu") as error:
        strict.desk.do(SAYINGS[verb], key="k")
    assert error.value.code == "permission.missing"
    assert error.value.values["permission"] == VERBS[verb].permission
    assert strict.dump() == before


@every_later_verb
def test_the_permission_is_enough(open_front, verb) -> None:
    """A role that has just this permission is never refused for want of another."""
    asked = (VERBS[verb].permission, *ASKED_BESIDES.get(verb, ()))
    only = Permissions((Grant("one-verb", asked),))
    front = open_front(MemoryStore(), attrs.evolve(example_property(), permissions=only))
    assert is_heard(front.hotel.by(Actor("staff", "ayu", ("one-verb",))), SAYINGS[verb])


@every_verb
def test_the_system_may_say_everything(open_front, verb) -> None:
    """A night audit that runs by itself needs no role."""
    front = open_front(MemoryStore(), STRICT)
    assert is_heard(front.hotel.by(SYSTEM), SAYINGS[verb])


@every_verb
def test_others_say_what_the_table_opens_to_them(front, verb) -> None:
    """A verb that is not theirs is refused before anything is decided."""
    before = front.dump()
    for kind in sorted(set(OUTSIDERS) - set(VERBS[verb].outsiders)):
        with pytest.raises(HotelRefusal, match=f"{verb.__name__} is not for {kind} S1") as error:
            front.hotel.by(Actor(kind, "S1", ("manager",))).do(SAYINGS[verb], key="k")
        assert error.value.code == "hotel.not_for_outsiders"
    assert front.dump() == before


def test_channels_and_partners_sell_and_nothing_else(front) -> None:
    """They book, send cards and readings; guests tell, order and ask; no more is theirs."""
    outsiders = {verb.__name__: sorted(row.outsiders) for verb, row in VERBS.items()}
    assert {name: kinds for name, kinds in outsiders.items() if kinds} == {
        "Reserve": ["channel", "partner"],
        "AttachCard": ["channel", "partner"],
        "ChangeCardFacts": ["channel", "partner"],
        "ReceiveReservation": ["channel"],
        "ConfirmDelivery": ["channel"],
        "RecordUnreadable": ["channel"],
        "SubmitReadings": ["partner"],
        "FinaliseReadings": ["partner"],
        "PreCheckIn": ["guest"],
        "OpenGuestSession": ["guest"],
        "OrderRoomService": ["guest"],
        "DoNotDisturb": ["guest"],
        "MakeUpRoom": ["guest"],
        "DeclineService": ["guest"],
    }
    assert front.hotel.by(Actor("partner", "agency")).do(SAYINGS[verbs.Reserve], key="k").events


def test_every_permission_that_is_asked_for_can_be_had() -> None:
    """The standard roles grant exactly what some rule asks for."""
    asked = {row.permission for row in VERBS.values()} | ASKED_BY_RECORDS
    granted = {name for grant in STANDARD_PERMISSIONS.grants for name in grant.permissions}
    assert granted == asked


def test_daily_work_needs_no_role_and_responsibility_does(front) -> None:
    """A clerk runs a day alone; what cannot be undone is for those in charge."""
    clerk, manager = Actor("staff", "ayu"), Actor("staff", "dewi", ("manager",))
    supervisor = Actor("staff", "budi", ("supervisor",))
    may = STANDARD_PERMISSIONS.allow
    for row in VERBS.values():
        assert may(manager, row.permission)
    assert {row.verb for row in VERBS.values() if not may(clerk, row.permission)} == {
        verbs.OpenProperty,
        verbs.AdjustCharge,
        verbs.DeductCommission,
        verbs.ReversePayment,
        verbs.WriteOff,
        verbs.IssueCreditNote,
        verbs.IssueCorrection,
        verbs.RecordOutcome,
        verbs.SettleUnknown,
        verbs.RecordChargeback,
        verbs.RecordChargebackReversed,
        verbs.DraftPaymentRule,
        verbs.RevisePaymentRule,
        verbs.ReviewPaymentRule,
        verbs.ActivatePaymentRule,
        verbs.ReplacePaymentRule,
        verbs.ArchivePaymentRule,
        verbs.DiscardPaymentRule,
        verbs.CancelPaymentsOf,
        verbs.InstallMeter,
        verbs.ReplaceDevice,
        verbs.RemoveDevice,
        verbs.SetPrices,
        verbs.SetRestrictions,
        verbs.OpenConnection,
        verbs.TickPreparation,
        verbs.UntickPreparation,
        verbs.NoteIntegrationFee,
        verbs.NoteSupport,
        verbs.ChangeExchange,
        verbs.ChangeChannelAccount,
        verbs.RequestIntegration,
        verbs.BeginMapping,
        verbs.SetMapping,
        verbs.FinishMapping,
        verbs.BeginChecks,
        verbs.RecordCheck,
        verbs.RecordDrift,
        verbs.BeginFullSync,
        verbs.FinishFullSync,
        verbs.SendUpdates,
        verbs.RecordAnswer,
        verbs.GiveUpMessage,
        verbs.ImportReservation,
        verbs.ParkRow,
        verbs.ConfirmData,
        verbs.GoLive,
        verbs.SuspendConnection,
        verbs.ResumeConnection,
        verbs.ReplaceConnection,
        verbs.TakeBackDeposit,
        verbs.KeepDeposit,
        verbs.PutOnAccount,
        verbs.ForbidPosting,
        verbs.AllowPosting,
        verbs.SetCreditLimit,
        verbs.CutOver,
        verbs.ChangeProperty,
        verbs.DismissFollowUp,
        verbs.BlockRoom,
        verbs.ChangeBlock,
        verbs.EndBlock,
        verbs.PrintSticker,
        verbs.RevokeStickers,
        verbs.CancelTask,
        verbs.CorrectCount,
        verbs.OpenAccount,
        verbs.ChangeAccount,
        verbs.BlockAccount,
        verbs.UnblockAccount,
        verbs.ReverseAccountPayment,
        verbs.CreditItem,
        verbs.WriteOffItem,
        verbs.RefundAccountCredit,
        verbs.CloseAccount,
    }
    assert may(supervisor, "rooms.override_not_ready")
    assert not may(supervisor, "house.change_property")
    assert not may(clerk, "rooms.override_not_ready")


ON_ACCOUNT = {"settlement": Settlement.ON_ACCOUNT, "reason": "the company pays"}
WAIVED = {"waive_fee": True, "key": "k"}
OVERRIDE = {"override": "the manager knows the guest", "key": "k"}
AT_THE_DISCRETION = {
    "rooms.override_not_ready": lambda desk: desk.check_in("S1", room="2030", override="late"),
    "stays.waive_fee": lambda desk: desk.cancel_stay("S1", "ill", **WAIVED),
    "stays.check_out_on_account": lambda desk: desk.check_out("S2", **ON_ACCOUNT),
    "folio.post_late": lambda desk: desk.post_to_folio("S2", "FNB", THOUSAND, on=MONDAY, key="k"),
    "folio.override_limit": lambda desk: desk.charge_to_room("S2", "FNB", THOUSAND, **OVERRIDE),
    "cashier.act_for_others": lambda desk: desk.add_float("C1", THOUSAND, key="k"),
}


@pytest.mark.parametrize("permission", AT_THE_DISCRETION)
def test_some_things_a_clerk_does_are_left_to_a_supervisor(store, open_front, permission) -> None:
    """Who may check in may not override; who may charge may not charge a closed date."""
    front = open_front(store, attrs.evolve(example_property(), late_posting_days=1))
    front.book(arrival=TUESDAY, departure=date(2026, 11, 25), nights=1)
    front.arrive(nights=1)
    front.pass_nights(1)
    front.desk.mark_room("2030", Condition.DIRTY)
    front.hotel.by(Actor("staff", "wayan")).open_cashier_shift(key="w")
    front.boss.forbid_posting("S2", "the card was refused")
    act = AT_THE_DISCRETION[permission]
    refused = front.refuses(lambda: act(front.desk), "permission.missing")
    assert refused.values["permission"] == permission
    assert act(front.hotel.by(Actor("staff", "budi", ("supervisor",)))).events


def test_a_property_may_grant_otherwise(store, open_front) -> None:
    """Who may do what is configuration: here every clerk may give any room, with a reason."""
    grants = (*STANDARD_PERMISSIONS.grants, Grant("everyone", ("rooms.override_not_ready",)))
    own = attrs.evolve(example_property(), permissions=Permissions(grants))
    front = open_front(store, own)
    stay = front.book()
    front.desk.mark_room("2034", Condition.DIRTY)
    done = front.desk.check_in(stay, room="2034", override="the guest insists")
    assert done.one(RoomOccupied).override == "the guest insists"


def test_every_commit_names_who_did_it(front) -> None:
    """The log tells the kind and the id of the actor, never a name."""
    stay = front.arrive()
    front.guest(stay).make_up_room(stay, key="m")
    actors = [entry.actor for entry in front.hotel.feed()]
    assert [actor.kind for actor in actors] == ["system", "staff", "staff", "guest", "guest"]
    assert (str(actors[1]), str(actors[-1])) == ("staff ayu", "guest S1")
