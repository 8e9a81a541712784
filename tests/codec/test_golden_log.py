"""A hotel's log is kept for good: what release 0.1 wrote is read by every later one.

The files are never written anew for a release that is out: `pytest --update-golden` is for the one
that is being made.
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierShiftOpened
from axentra_core.channels.checks import Check, CheckResult, Direction
from axentra_core.channels.drift import Comparison, DifferentCell
from axentra_core.channels.exchange import Exchange, Managed
from axentra_core.channels.feed_messages import (
    AcknowledgeValues,
    ForgetValues,
    LoseValues,
    OpenFeed,
    RefuseValues,
    SendValues,
)
from axentra_core.channels.mapping import Mapping, Offer, RateLink, RoomRate
from axentra_core.channels.mapping_messages import OpenMapping, SetMapping
from axentra_core.channels.messages import (
    BeginChecks,
    BeginFullSync,
    BeginMessage,
    ChangeAccount,
    ChangeExchange,
    ConfirmData,
    FinishFullSync,
    FinishMapping,
    GoLive,
    NoteFee,
    NoteMapping,
    NoteSupport,
    OpenConnection,
    RecordCheck,
    RecordDrift,
    ReplaceConnection,
    RequestIntegration,
    ResumeConnection,
    SuspendConnection,
    TickPreparation,
    UntickPreparation,
)
from axentra_core.channels.preparation import Preparation, SupportContact
from axentra_core.channels.progress import Refusal
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    ChooseOffer,
    Flag,
    LinkStays,
    NoteCarriedOut,
    NoteConfirmation,
    NoteMessage,
    OpenReservation,
    Outcome,
    Snapshot,
    ToldRoom,
    Version,
)
from axentra_core.channels.selling import Wanted
from axentra_core.channels.selling_messages import OpenSelling, SetWanted
from axentra_core.channels.updates import Measure as Told
from axentra_core.channels.updates import Target as Sold
from axentra_core.channels.updates import Update
from axentra_core.city_ledger import (
    AccountOpened,
    DebitAccount,
    Detail,
    NumberInvoice,
    TakeOverItem,
)
from axentra_core.codec import read_log, verify
from axentra_core.deposits import Maturity, NumberDeposit, TakeOverDeposit
from axentra_core.documents import DocumentIssued, DocumentSettings, Seller
from axentra_core.folio import (
    Card,
    FolioOpened,
    Frequency,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentTaken,
    PostOpeningBalance,
    Recurrence,
    Share,
    Target,
    TransactionCode,
)
from axentra_core.groups import BlockOpened, GroupOpened
from axentra_core.hotel import AGGREGATES, CODEC, REACTIONS, Hotel, Reaction
from axentra_core.hotel.inventory import count_rooms
from axentra_core.hotel.records import BY_KIND
from axentra_core.housekeeping import HousekeepingSettings, Priority, TaskKind
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.kernel.store import GENESIS, Commit, Fact, Kept, Recorded, chained
from axentra_core.meters import (
    ChangePeriod,
    Device,
    FixedCharge,
    Measure,
    MetersSettings,
    Per,
    Plausibility,
    ReadingKind,
    Register,
    ShownAt,
    SubmittedHours,
    SubmittedReading,
    Tariff,
    TariffVersion,
    UnitPrice,
    Utility,
    Vat,
)
from axentra_core.payment_rules import (
    ALL_CHANNELS,
    AT_CHECK_IN,
    AT_CHECK_OUT,
    AmountKind,
    CardFacts,
    CardKind,
    ChargeOutcome,
    Moment,
    PaymentClaimed,
    PaymentRulesSettings,
    RecordCharge,
    RuleTerms,
    Step,
    Surcharge,
    Trigger,
)
from axentra_core.payment_rules import Share as Part
from axentra_core.payments import Operation, OutcomeClass, PaymentCard
from axentra_core.rooms import (
    BlockKind,
    Condition,
    MarkInspected,
    OccupyRoom,
    RoomSetup,
    RoomType,
    Sign,
)
from axentra_core.stays import (
    Book,
    CancellationPolicy,
    Fee,
    FeeBasis,
    FeeStep,
    NightPrice,
    Package,
    PackagePart,
    PackageUnit,
    Settlement,
    Source,
    StayBooked,
    StayCheckedIn,
    StaysSettings,
    TakeOverStay,
    party,
)
from axentra_core.testing import ManualClock, SequentialIds, example_property

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
HOUR = timedelta(hours=1)
RELEASES = ("0_1",)
EVERYTHING = 1_000_000
KNOWN = {CODEC.name_of(event) for one in AGGREGATES for event in one.evolve_by}
CLERK, MANAGER = Actor("staff", "ayu"), Actor("staff", "dewi", ("manager",))
ONE_NIGHT = Fee(FeeBasis.NIGHTS, Decimal(1))
BOARD = Package(
    "BB",
    "Bed and breakfast",
    (PackagePart("FNB", Decimal(75_000), PackageUnit.PER_NIGHT_PERSON, included=True),),
)

IN_PARTS = RuleTerms(
    "In three parts",
    ALL_CHANNELS,
    (
        Step(
            Moment(Trigger.BEFORE_CHECK_IN, time(11), days=7),
            Part(AmountKind.PERCENT, rate=Decimal("0.3")),
        ),
        Step(
            Moment(Trigger.CHECK_IN_DAY, time(11)),
            Part(AmountKind.FIXED, amount=money(100_000, "IDR")),
        ),
        Step(Moment(Trigger.CHECK_OUT_DAY, time(12)), Part(AmountKind.REMAINDER)),
    ),
    (CardKind.STANDARD, CardKind.VIRTUAL),
    ("BAR",),
    1,
    14,
    Surcharge("FNB", rate=Decimal("0.02")),
)
OWN_CARD = CardFacts(
    CardKind.STANDARD, "tok_golden", "visa", "4242", date(2028, 5, 31), is_validated=True
)
NOT_VALID = attrs.evolve(OWN_CARD, token="tok_no", is_validated=False)
ISSUED = CardFacts(
    CardKind.VIRTUAL, "tok_vcc", "mastercard", "1881", active_on=MONDAY, most_charges=2
)

NEW_YEAR, SPRING, SUMMER = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 3, 7))
OLD_METER = Device("4711", (Register("el", Measure.KWH, digits=5),))
NEW_METER = Device("4712", (Register("el", Measure.KWH, digits=5, decimals=1),))
ELECTRICITY = TariffVersion(
    usage=(UnitPrice(Decimal(3_000)),),
    fixed=(FixedCharge("standing", Decimal(5_000), Per.DAY),),
    vat=Vat(Decimal("0.11")),
)
METERED = MetersSettings(
    utilities=(Utility("el", "el-26", "ENERGY", plausible=Plausibility(most=Decimal(50))),),
    tariffs=(Tariff("el-26", "IDR", Measure.KWH, (ELECTRICITY,), zone="Asia/Jakarta", digits=0),),
)


def rupiah(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def golden_property():
    """Return the example hotel with a suite and a policy, where staff decide who is a no-show."""
    own = example_property()
    rooms = attrs.evolve(
        own.rooms,
        types=(*own.rooms.types, RoomType("STE", "Suite")),
        rooms=(*own.rooms.rooms, RoomSetup("3001", "STE")),
    )
    policy = CancellationPolicy("FLEX", (FeeStep(7, ONE_NIGHT),), ONE_NIGHT)
    return attrs.evolve(
        own,
        rooms=rooms,
        folio=attrs.evolve(
            own.folio,
            codes=(*own.folio.codes, TransactionCode("ENERGY", "Electricity", "energy")),
            cash_step=Decimal(100),
        ),
        meters=METERED,
        documents=DocumentSettings(Seller("Hotel Axentra", ("Jl. Sudirman 1", "Jakarta"))),
        stays=StaysSettings((policy,), no_shows_at_close=False, packages=(BOARD,)),
        late_posting_days=2,
    )


def inspect(_, event):
    """Follow an arrival with an inspection, which a dirty room refuses."""
    yield MarkInspected(event.room)


class Story:
    """What happens in the hotel whose log is kept, part by part."""

    def __init__(self):
        """Open the hotel."""
        self.store, self.clock, self.ids = MemoryStore(), ManualClock(), SequentialIds()
        self.keys = (f"k{number}" for number in count(1))
        self.hotel = self.opened(REACTIONS)
        self.hotel.open(on=MONDAY)
        self.desk, self.boss = self.hotel.by(CLERK), self.hotel.by(MANAGER)

    def opened(self, reactions):
        """Return the hotel under a table of reactions."""
        ports = {"clock": self.clock, "ids": self.ids, "keys": Keys(b"golden" * 6)}
        return Hotel(self.store, golden_property(), reactions=reactions, **ports)

    @property
    def key(self):
        """A key that was not used yet."""
        return next(self.keys)

    def book(self, arrival, departure, desk=None, **said):
        """Book a stay and return it."""
        nights = max(1, (departure - arrival).days)
        what = {"room_type": "DLX", "prices": [rupiah(850_000)] * nights, "name": "Budi", **said}
        booked = (desk or self.desk).reserve(
            arrival=arrival, departure=departure, key=self.key, **what
        )
        return booked.one(StayBooked).stay

    def settle(self, stay):
        """Pay in cash what is owed."""
        owed = rupiah(self.hotel.read.folio(stay).balance)
        self.desk.take_payment(stay, PaymentMethod.CASH, owed, key=self.key)

    def a_guest_arrives(self):
        """Siti orders, asks for quiet and for service; a charge and an order are taken back."""
        hotel, desk, boss = self.hotel, self.desk, self.boss
        contacts = {"mail": "siti@example.com", "phone": "+62 812 0000 0000"}
        stay = self.book(MONDAY, WEDNESDAY, name="Siti Rahma", reference="WEB-17", **contacts)
        desk.correct_guest(hotel.read.stay(stay).stay.guest, name="Siti Rahma, Dr.", key=self.key)
        desk.check_in(stay, room="2034", key=self.key)
        link, code = hotel.room_link("2034"), hotel.stay_code(stay)
        guest = hotel.guest(hotel.open_guest_session(link, code, key=self.key))
        guest.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key=self.key)
        guest.order_room_service(stay, [("es-teh", 1)], key=self.key)
        boss.accept_order("O1")
        boss.deliver_order("O1")
        boss.cancel_order("O2", "no ice left", key=self.key)
        desk.charge_to_room(stay, "FNB", rupiah(50_000), description="Café", key=self.key)
        desk.reverse_charge(stay, 5, "wrong room", key=self.key)
        half = Decimal("0.5")
        boss.adjust_charge(stay, 1, "service_failure", percent=half, note="cold", key=self.key)
        guest.do_not_disturb(stay, key=self.key)
        guest.do_not_disturb(stay, active=False, key=self.key)
        guest.make_up_room(stay, key=self.key)
        for task in hotel.read.tasks():
            desk.finish_task(task.id)
        for room, condition in (("2030", Condition.DIRTY), ("2031", Condition.INSPECTED)):
            desk.mark_room(room, condition)
        desk.mark_room("2030", Condition.CLEAN)
        return stay

    def a_booking_is_changed(self):
        """One booking waits, is confirmed, changed, cancelled, reinstated, and nobody comes."""
        desk = self.desk
        stay = self.book(MONDAY, TUESDAY, waitlisted=True, policy="FLEX")
        desk.confirm_stay(stay)
        desk.amend_stay(stay, departure=WEDNESDAY, prices=[rupiah(800_000)] * 2)
        desk.assign_room(stay, "2040")
        desk.unassign_room(stay)
        desk.pre_check_in(stay, expected_at=time(14, 30), wishes="a quiet room")
        desk.change_prices(stay, [NightPrice(TUESDAY, rupiah(750_000))])
        desk.cancel_stay(stay, "flight cancelled", key=self.key)
        desk.reinstate_stay(stay, "another flight", key=self.key)
        return stay

    def a_group_comes_and_goes(self):
        """Rooms are held for a group, one is picked up and put back, the rest released."""
        desk = self.desk
        group = desk.open_group("Tour 7").one(GroupOpened).group
        dates = {"arrival": THURSDAY, "departure": FRIDAY}
        held = desk.open_block(group, room_type="DLX", rooms=3, release_on=WEDNESDAY, **dates)
        block = held.one(BlockOpened).block
        stay = self.book(THURSDAY, FRIDAY, group=group, block=block)
        desk.join_group(stay, None)
        desk.cancel_stay(stay, "not coming", key=self.key)
        desk.release_block(block)
        desk.close_group(group)

    def two_share_a_room(self):
        """Two guests arrive, move, share, stay longer and shorter, and hand the room over."""
        desk = self.desk
        one, other = self.book(MONDAY, WEDNESDAY), self.book(MONDAY, WEDNESDAY)
        desk.check_in(one, room="2035")
        desk.reverse_check_in(one, "the wrong guest")
        desk.check_in(one, room="2035")
        desk.move_room(one, "2036", "noise")
        desk.correct_room(one, "2037", "a typing error")
        desk.extend_stay(one, THURSDAY, [rupiah(900_000)])
        desk.share_room(other, one)
        desk.check_in(other)
        desk.shorten_stay(one, WEDNESDAY, key=self.key)
        desk.grant_late_check_out(one, time(15), key=self.key)
        desk.hand_over_room(one, other)
        return one, other

    def a_day_is_used(self):
        """A guest has a room by day and leaves on account, pays too much and gets it back."""
        stay = self.book(MONDAY, MONDAY, prices=[rupiah(400_000)])
        self.desk.check_in(stay, room="2038")
        on_account = {"settlement": Settlement.ON_ACCOUNT, "reason": "the company pays"}
        self.boss.check_out(stay, due=FRIDAY, **on_account)
        paid = {"method": PaymentMethod.TRANSFER, "amount": rupiah(500_000)}
        self.desk.take_payment(stay, in_advance=True, key=self.key, **paid)
        back = rupiah(-self.hotel.read.folio(stay).balance)
        self.desk.pay_refund(stay, PaymentMethod.TRANSFER, back, key=self.key)

    def too_much_is_sold(self):
        """A channel sells the suite twice; what is left to do is dismissed."""
        ota = self.hotel.by(Actor("channel", "bdc"))
        for number in ("BDC-1", "BDC-2"):
            sold = {"source": Source.CHANNEL, "channel": "BDC", "reference": number}
            self.book(THURSDAY, FRIDAY, ota, room_type="STE", **sold)
        (left,) = self.hotel.read.follow_ups()
        self.boss.dismiss_follow_up(left.id, "moved to the house next door")

    def an_inspection_waits(self):
        """What could not follow an arrival is done later."""
        table = (*REACTIONS, Reaction(StayCheckedIn, inspect, must=False, concerns="housekeeping"))
        stay = self.book(MONDAY, WEDNESDAY)
        self.desk.mark_room("2039", Condition.DIRTY)
        late = self.opened(table).by(MANAGER)
        late.check_in(stay, room="2039", override="a full house")
        (left,) = self.hotel.read.follow_ups()
        self.desk.mark_room("2039", Condition.CLEAN)
        self.desk.retry_follow_up(left.id, key=self.key)
        return stay

    def a_guest_is_taken_over(self):
        """Somebody was in house, and owed something, before this hotel kept its books here."""
        unit = self.hotel._unit().begin(self.clock(), CLERK)
        nights = (NightPrice(MONDAY, rupiah(700_000)),)
        guest = self.hotel.read.stay("S1").stay.guest
        booking = Book("OLD-1", "OLD-1", guest, "DLX", MONDAY, TUESDAY, nights)
        unit.act(TakeOverStay("OLD-1", booking, "2041", "DLX", MONDAY))
        unit.act(OccupyRoom("2041", "OLD-1", Condition.DIRTY))
        unit.act(PostOpeningBalance("OLD-1", rupiah(125_000), "Brought forward"))
        count_rooms(unit)
        self.store.commit(unit.commit("TakeOver", None, ""))
        return "OLD-1"

    def a_deposit_is_paid(self, stay):
        """Deposits are asked for, taken, used in every way, and one comes from a former system."""
        desk, boss, cash = self.desk, self.boss, PaymentMethod.CASH
        desk.request_deposit(stay, rupiah(900_000), due=MONDAY, deposit="ADV-1")
        desk.receive_deposit("ADV-1", rupiah(400_000), PaymentMethod.TRANSFER, key=self.key)
        desk.withdraw_deposit_request("ADV-1", "a regular guest")
        paid = {"deposit": "ADV-2", "maturity": Maturity.MANUAL, "key": self.key}
        desk.take_deposit(stay, rupiah(300_000), cash, **paid)
        desk.apply_deposit("ADV-2", rupiah(200_000), key=self.key)
        boss.take_back_deposit("ADV-2", "for damages only", key=self.key)
        boss.keep_deposit("ADV-2", "a broken lamp", "FNB", amount=rupiah(80_000), key=self.key)
        desk.return_deposit("ADV-2", cash, "nothing else broken", key=self.key)
        unit = self.hotel._unit().begin(self.clock(), CLERK)
        unit.act(TakeOverDeposit("ADV-3", "S1", "IDR", 0, rupiah(50_000)))
        unit.act(NumberDeposit("ADV-1", "2026-0001", MONDAY))
        self.store.commit(unit.commit("TakeOver", None, ""))
        desk.move_deposit("ADV-3", stay, "paid by the same guest", key=self.key)

    def cards_are_asked(self, stay):
        """Payments through a gateway: held, taken, let go, given back, disputed, in doubt."""
        desk, boss, heard = self.desk, self.boss, OutcomeClass
        card = PaymentCard("tok_golden", "visa", "4242")
        asked = {"in_advance": True, "retries": 2}

        def start(payment, operation, amount=100_000):
            said = {**asked, "payment": payment, "key": self.key}
            desk.start_payment(stay, operation, rupiah(amount), card, **said)

        def then(payment, operation, amount=None):
            more = {"in_advance": True, "key": self.key}
            desk.start_operation(payment, operation, amount and rupiah(amount), **more)

        def hear(payment, number, outcome, **said):
            gateway = self.hotel.by(SYSTEM)
            gateway.record_outcome(payment, number, outcome, **said, key=self.key)

        start("PAY-1", Operation.AUTHORISE)
        hear("PAY-1", 1, heard.APPROVED, reference="au_1")
        then("PAY-1", Operation.RELEASE, 20_000)
        hear("PAY-1", 2, heard.APPROVED)
        then("PAY-1", Operation.CAPTURE, 50_000)
        hear("PAY-1", 3, heard.APPROVED, amount=rupiah(40_000))
        then("PAY-1", Operation.REFUND, 10_000)
        hear("PAY-1", 4, heard.APPROVED)
        then("PAY-1", Operation.REFUND)
        hear("PAY-1", 5, heard.UNKNOWN, reason="timeout")
        desk.ask_a_person("PAY-1", 5)
        settled = {"happened": True, "reason": "on the statement", "key": self.key}
        boss.settle_unknown("PAY-1", 5, **settled)
        start("PAY-2", Operation.AUTHORISE)
        hear("PAY-2", 1, heard.APPROVED, reference="au_2")
        then("PAY-2", Operation.RELEASE)
        hear("PAY-2", 2, heard.APPROVED)
        start("PAY-3", Operation.CHARGE)
        hear("PAY-3", 1, heard.ACTION_REQUIRED, reference="ch_3")
        hear("PAY-3", 1, heard.DECLINED_SOFT, reason="no_funds")
        then("PAY-3", Operation.REDIRECT)
        hear("PAY-3", 2, heard.NOT_SENT, reason="no_connection")
        then("PAY-3", Operation.REDIRECT)
        hear("PAY-3", 3, heard.PENDING, reference="rd_3")
        hear("PAY-3", 3, heard.APPROVED)
        hear("PAY-3", 3, heard.DECLINED_SOFT)
        (left,) = self.hotel.read.follow_ups()
        boss.dismiss_follow_up(left.id, "the gateway was wrong")
        for amount, reference in ((30_000, "dp_1"), (70_000, "dp_2")):
            boss.record_chargeback("PAY-3", rupiah(amount), reference, "10.4", key=self.key)
        boss.record_chargeback_reversed("PAY-3", rupiah(30_000), "dp_1", key=self.key)

    def a_cashier_works(self, stay):
        """A drawer is opened; a taxi that was paid for a guest is taken back; notes change."""
        desk = self.desk
        opened = desk.open_cashier_shift(drawer="FRONT-1", floats=[rupiah(500_000)], key=self.key)
        shift = opened.one(CashierShiftOpened).cashier_shift
        desk.add_float(shift, rupiah(100_000), key=self.key)
        taxi = ("taxi", "Taxi to the airport")
        desk.pay_out(shift, rupiah(80_000), *taxi, folio=stay, code="PAID-OUT", key=self.key)
        desk.reverse_cash_entry(shift, 3, "the guest took the bus", key=self.key)
        euros, rate = money(20, "EUR"), Decimal(17_000)
        desk.exchange_cash(shift, euros, rupiah(340_000), rate, key=self.key)
        desk.drop_cash(shift, rupiah(50_000), "bag 7", key=self.key)
        return shift

    def a_company_owes(self):
        """Three bills are transferred to a company's account, and paid in several ways."""
        desk, boss, nothing = self.desk, self.boss, rupiah(0)
        contacts = {"address": "Jl. Sudirman 1, Jakarta", "mail": "ap@garuda.example"}
        opened = boss.open_account("Garuda Travel", terms_days=7, **contacts)
        account = opened.one(AccountOpened).account
        boss.change_account(account, terms_days=0, clears=[Detail.MAIL])
        boss.block_account(account, "no contract")
        boss.unblock_account(account)
        unit = self.hotel._unit().begin(self.clock(), CLERK)
        for number, amount in ((1, 100_000), (2, 50_000), (3, 30_000)):
            source, name = f"folio:OLD-{number}", f"Folio OLD-{number}"
            unit.act(DebitAccount(account, rupiah(amount), source, name, nothing))
        before = (MONDAY - timedelta(days=9), MONDAY - timedelta(days=2))
        unit.act(TakeOverItem(account, rupiah(20_000), "folio:OLD-4", "Folio OLD-4", *before))
        unit.act(NumberInvoice(account, 1, "2026-0001", MONDAY))
        self.store.commit(unit.commit("Transfer", None, ""))
        cash, transfer = PaymentMethod.CASH, PaymentMethod.TRANSFER
        paid = {"payment": "P-17", "key": self.key}
        desk.receive_account_payment(account, rupiah(120_000), cash, **paid)
        boss.credit_item(account, 2, rupiah(10_000), "breakfast was missing", key=self.key)
        boss.write_off_item(account, 2, rupiah(5_000), "too little to claim", key=self.key)
        unspent = {"allocations": (), "key": self.key}
        desk.receive_account_payment(account, rupiah(80_000), transfer, **unspent)
        desk.allocate_credit(account, key=self.key)
        in_charge = self.hotel.by(attrs.evolve(CLERK, roles=("manager",)))
        in_charge.refund_account_credit(account, rupiah(15_000), cash, key=self.key)
        in_charge.reverse_account_payment(account, "P-17", "a forged note", key=self.key)
        return account

    def bills_are_divided(self, account):
        """A shop, and somebody who shares a lunch with it and with a company; coins are rounded."""
        desk, boss = self.desk, self.boss
        shop = desk.open_house_account("Shop in the lobby").one(FolioOpened).folio
        rent = ("FNB", rupiah(9_500_000), Recurrence(Frequency.MONTHLY, month_day=30))
        desk.add_fixed_charge(shop, *rent, key=self.key)
        desk.end_fixed_charge(shop, 1, "the shop moves out")
        boss.forbid_posting(shop, "the contract has ended")
        known = {"override": "the owner is known", "key": self.key}
        boss.charge_to_room(shop, "FNB", rupiah(1_000), **known)
        boss.allow_posting(shop)
        boss.set_credit_limit(shop, rupiah(1_000_000))
        guest = desk.open_passer_by().one(FolioOpened).folio
        desk.agree_routing(guest, Target(shop), codes=["ROOM"])
        desk.end_routing(guest, 1, "for lunches instead")
        desk.agree_routing(guest, Target(shop), codes=["FNB"], limit=money(20_000, "IDR"))
        desk.post_to_folio(guest, "FNB", rupiah(36_000), key=self.key)
        desk.split_charge(guest, 1, [Share(1), Share(2)], "they share", key=self.key)
        desk.name_payee(guest, 2, Payee(PayeeKind.ACCOUNT, account))
        desk.take_payment(guest, PaymentMethod.CASH, rupiah(11_800), key=self.key)
        left = rupiah(self.hotel.read.folio(guest, 2).balance)
        paid = (PaymentMethod.QR_WALLET, left)
        done = desk.take_payment(guest, *paid, in_advance=True, key=self.key)
        line = done.one(PaymentTaken).line
        desk.move_payment(guest, line, 2, "for the company", key=self.key)
        desk.close_folio(guest)
        return shop

    def papers_are_issued(self, stay, shop):
        """An advance invoice is set off, and an invoice is withdrawn and made out anew."""
        desk = self.desk
        paid = {"deposit": "ADV-4", "maturity": Maturity.MANUAL, "key": self.key}
        desk.take_deposit(stay, rupiah(121_000), PaymentMethod.TRANSFER, **paid)
        desk.issue_advance_invoice("ADV-4", key=self.key)
        desk.post_to_folio(stay, "FNB", rupiah(100_000), key=self.key)
        desk.apply_deposit("ADV-4", key=self.key)
        desk.issue_document(stay, key=self.key)
        number = desk.issue_document(shop, key=self.key).one(DocumentIssued).document
        self.boss.issue_credit_note(number, "another name", keep_charges=True, key=self.key)
        desk.issue_document(shop, key=self.key)
        self.settle(shop)
        desk.close_folio(shop)

    def a_drawer_is_counted(self, shift):
        """The cashier counts, and the manager counts again."""
        counted = [rupiah(195_000), money(20, "EUR")]
        self.desk.close_cashier_shift(shift, [*counted[1:], rupiah(190_000)])
        self.boss.correct_count(shift, counted, "a note behind the till")

    def a_company_pays(self, account):
        """A company is reminded, pays, and its account is closed."""
        self.desk.remind_item(account, 1, 1)
        owed = rupiah(self.hotel.read.account(account).account.balance)
        self.desk.receive_account_payment(account, owed, PaymentMethod.TRANSFER, key=self.key)
        self.boss.close_account(account)

    def payments_are_planned(self, missed):
        """A rule is made, planned by, replaced and stopped; charges end in every way there is."""
        desk, boss, heard = self.desk, self.boss, OutcomeClass
        boss.draft_payment_rule(AT_CHECK_OUT, payment_rule="RULE-0")
        boss.discard_payment_rule("RULE-0")
        boss.draft_payment_rule(AT_CHECK_IN, payment_rule="RULE-1")
        boss.revise_payment_rule("RULE-1", IN_PARTS)
        boss.review_payment_rule("RULE-1")
        boss.activate_payment_rule("RULE-1", IN_PARTS.fingerprint)
        desk.attach_card(missed, OWN_CARD, guest_card="CARD-0")

        stay = self.book_ahead()
        desk.attach_card(stay, NOT_VALID, guest_card="CARD-1")
        desk.attach_card(stay, OWN_CARD, guest_card="CARD-2")
        for number in (1, 2, 3):
            desk.resume_payment(stay, number)
        self.charge(stay, heard.NOT_SENT)
        self.charge(stay, heard.UNKNOWN, heard.DECLINED_HARD)
        desk.attach_card(stay, attrs.evolve(OWN_CARD, token="tok_3"), guest_card="CARD-3")
        desk.resume_payment(stay, 1)
        self.charge(stay, heard.ACTION_REQUIRED, heard.APPROVED)
        no = ChargeOutcome.DECLINED_SOFT, "Asia/Jakarta", PaymentRulesSettings()
        unit = self.hotel._unit().begin(self.clock(), SYSTEM)
        unit.act(RecordCharge(stay, 1, 3, *no))
        self.store.commit(unit.commit("Contradict", None, ""))
        desk.amend_stay(stay, departure=date(2026, 12, 3), prices=[rupiah(850_000)] * 3)
        desk.cancel_stay(stay, "flight cancelled", key=self.key)
        desk.reinstate_stay(stay, "another flight", key=self.key)
        desk.cancel_payment(stay, 4)

        paid = self.book_ahead()
        desk.attach_card(paid, guest_card="CARD-3")
        cash = (PaymentMethod.TRANSFER, rupiah(3_000_000))
        desk.take_payment(paid, *cash, in_advance=True, key=self.key)
        self.charge(paid)

        sold = {"source": Source.CHANNEL, "channel": "booking_com", "reference": "BDC-3"}
        other = self.book_ahead(self.hotel.by(Actor("channel", "bdc")), **sold)
        desk.attach_card(other, ISSUED, guest_card="CARD-4")
        self.charge(other)
        desk.change_card_facts("CARD-4", attrs.evolve(ISSUED, balance=rupiah(500_000)))
        desk.resume_payment(other, 1)
        self.charge(other, heard.APPROVED)
        (left,) = self.hotel.read.follow_ups()
        boss.dismiss_follow_up(left.id, "paid in cash at the desk")
        boss.replace_payment_rule("RULE-1", AT_CHECK_IN, successor="RULE-2")
        boss.cancel_payments_of("RULE-1")

    def book_ahead(self, desk=None, **said):
        """Book a stay of the week after, and return it."""
        return self.book(date(2026, 11, 30), date(2026, 12, 2), desk, rate_plan="BAR", **said)

    def charge(self, stay, *answers):
        """Charge the first payment of a stay, and hear what the gateway says."""
        house = self.hotel.by(SYSTEM)
        self.clock.move(timedelta(minutes=10))
        for begun in house.claim_payment(stay, 1, key=self.key).all(PaymentClaimed):
            for answer in answers:
                house.record_outcome(begun.payment, 1, answer, key=self.key)

    def meters_are_read(self):
        """A device is swapped; readings are doubted, billed in every way, and one comes late."""
        boss, app = self.boss, self.hotel.by(Actor("partner", "guest-app"))
        boss.install_meter("2030", "el", OLD_METER, NEW_YEAR, meter="METER-1")
        boss.record_reading("METER-1", "el", "90", SPRING)
        boss.correct_reading("METER-1", 1, "95", "misread")
        swap = {"removal": [ShownAt("el", Decimal(98))], "initial": [ShownAt("el", Decimal(0))]}
        boss.replace_device("METER-1", NEW_METER, SUMMER, **swap)
        boss.install_meter("2031", "el", OLD_METER, NEW_YEAR, meter="METER-2")
        boss.remove_device("METER-2", SUMMER, removal=[ShownAt("el", Decimal(7))])

        stay = self.a_day_in("2030")
        self.send(app, stay, ("0.0", ReadingKind.ARRIVAL, "p1"))
        boss.archive_readings(stay, "another guest's")
        boss.restore_readings(stay)
        self.act(ChangePeriod(stay, MONDAY, MONDAY, 2))
        self.send(app, stay, ("12.5", ReadingKind.DEPARTURE, "p2"))
        app.finalise_readings(stay, key=self.key)
        boss.archive_readings(stay, "looked wrong")
        boss.restore_readings(stay)
        boss.handle_in_front_desk(stay)
        boss.leave_front_desk(stay)
        boss.invoice_readings(stay, key=self.key)
        self.send(app, stay, ("13.0", ReadingKind.DEPARTURE, "p3"))
        boss.review_readings(stay)
        boss.settle_difference(stay, key=self.key)
        self.leave(stay)

        stay = self.a_day_in("2030")
        readings = (("13.0", ReadingKind.ARRIVAL, "p4"), ("99.0", ReadingKind.DEPARTURE, "p5"))
        self.send(app, stay, *readings)
        app.finalise_readings(stay, key=self.key)
        boss.review_readings(stay)
        boss.handle_in_front_desk(stay)
        boss.settle_in_front_desk(stay, key=self.key)
        self.leave(stay)

        stay = self.a_day_in("2030")
        self.send(app, stay, ("99.0", ReadingKind.ARRIVAL, "p6"))
        self.send(app, stay, ("101.0", ReadingKind.CONTROL, "p7"))
        self.send(app, stay, ("90.0", ReadingKind.DEPARTURE, "p8"))
        app.finalise_readings(stay, key=self.key)
        boss.handle_in_front_desk(stay)
        own = (("99.0", ReadingKind.ARRIVAL, None), ("109.0", ReadingKind.DEPARTURE, None))
        boss.settle_in_front_desk(stay, self.readings(*own), key=self.key)
        self.leave(stay)

        stay = self.a_day_in("2030")
        self.send(app, stay, ("109.0", ReadingKind.ARRIVAL, "p9"))
        until = self.clock().replace(minute=0)
        told = SubmittedHours("METER-1", "el", until - HOUR, until, (Decimal(1),), "h1")
        app.submit_readings(stay, hours=[told], key=self.key)
        boss.move_room(stay, "2031", "noise", override="no other")
        self.leave(stay)

    def a_platform_is_connected(self):
        """Prepared, mapped, synchronised, tested, live; then changed, suspended, and replaced."""
        prices = (Told.AVAILABILITY, Told.PRICE)
        both_ways = Exchange(Direction.TWO_WAY, prices, (Managed(Told.STOP_SELL, "revenue"),))
        self.act(OpenConnection("CON-1", "siteminder", "HOTEL1", both_ways, "axentra"))
        for ticked in (
            Preparation.PMS_ACTIVE,
            Preparation.ROOMS_AND_RATES_COMPARED,
            Preparation.PROVIDER_TOLD,
        ):
            self.act(TickPreparation("CON-1", ticked))
        again = Preparation.ROOMS_AND_RATES_COMPARED
        self.act(UntickPreparation("CON-1", again), TickPreparation("CON-1", again))
        self.act(NoteFee("CON-1", rupiah(0)), NoteSupport("CON-1", SupportContact("PMS support")))
        self.act(RequestIntegration("CON-1", MONDAY, "case-4711"))
        deluxe = Offer("DLX", "BAR", "DLX", "BAR", "DLX", "IDR")
        first = Mapping("siteminder", (deluxe,), (RoomRate("R1", "Deluxe", "Best rate"),))
        link = RateLink("R1", "DLX", "BAR", "DLX")
        self.act(OpenMapping("CON-1", first), NoteMapping("CON-1", 1))
        second = attrs.evolve(first, rate_links=(link,))
        self.act(SetMapping("CON-1", second), NoteMapping("CON-1", 2))
        self.act(FinishMapping("CON-1", 2, ()), BeginFullSync("CON-1", 24))
        self.values_are_told()
        self.act(FinishFullSync("CON-1", 0))
        self.everything_is_shown(2)
        self.act(ConfirmData("CON-1"), GoLive("CON-1"))
        cell = DifferentCell(Sold("DLX", "BAR"), Told.PRICE, TUESDAY, 850_000, 950_000)
        self.act(RecordDrift("CON-1", Comparison(2, 1, (cell,))))
        self.act(SuspendConnection("CON-1", "moved"), ResumeConnection("CON-1"))
        third = attrs.evolve(second, room_rates=(RoomRate("R1", "Deluxe", "Best"),))
        self.act(SetMapping("CON-1", attrs.evolve(third, rate_links=())), NoteMapping("CON-1", 3))
        self.act(SetMapping("CON-1", second), NoteMapping("CON-1", 4))
        self.act(SuspendConnection("CON-1", "moved"), NoteMapping("CON-1", 5))
        self.act(FinishMapping("CON-1", 5, ()), BeginFullSync("CON-1", 24))
        self.act(ChangeAccount("CON-1", "HOTEL2"))
        receives = Exchange(Direction.RECEIVES, ())
        self.act(ChangeExchange("CON-1", receives), BeginChecks("CON-1"))
        self.act(ReplaceConnection("CON-1", "another PMS", "CON-2"))

    def prices_are_set(self):
        """A room type has a price and a restriction under a rate plan."""
        night = Wanted(Told.PRICE, MONDAY, FRIDAY, 850_000)
        closed = Wanted(Told.STOP_SELL, FRIDAY, FRIDAY, 1)
        self.act(OpenSelling("DLX:BAR", "DLX", "BAR", "IDR", 0))
        self.act(SetWanted("DLX:BAR", (night, closed)))

    def a_channel_tells(self):
        """A reservation is changed before it is known, linked, chosen, cancelled, and it comes."""
        named = ChannelReference("EXP", "1695093244")
        room = ToldRoom(None, "SEA", "BAR", MONDAY, FRIDAY, currency="IDR")
        self.act(OpenReservation("EXP-1695093244", named, "G-EXP"))
        for minute, (happening, rooms) in enumerate(
            ((Happening.MODIFY, (room,)), (Happening.CANCEL, ()), (Happening.MODIFY, (room,)))
        ):
            told = Version(datetime(2026, 11, 2, 8, minute, tzinfo=UTC))
            what = ("EXP-1695093244", f"digest-{minute}", told, happening, Snapshot(rooms))
            self.act(NoteMessage(*what, connection="CON-1", message=f"M{minute}"))
            if not minute:
                self.act(LinkStays("EXP-1695093244", ("S-EXP",)))
                self.act(ChooseOffer("EXP-1695093244", 1, "DLX", "BAR"))
                self.act(NoteCarriedOut("EXP-1695093244", (1,), (Flag.PRICE_MISSING,)))
        self.act(NoteConfirmation("EXP-1695093244", "M2", Outcome.TAKEN))

    def values_are_told(self):
        """A message is taken, one refused, one lost, and all forgotten."""
        rooms = Update(Sold("DLX"), Told.AVAILABILITY, MONDAY, THURSDAY, 4)
        self.act(BeginMessage("CON-1"), OpenFeed("FEED-1", "CON-1", Sold("DLX")))
        self.act(SendValues("FEED-1", 1, 2, (rooms,)), AcknowledgeValues("FEED-1", 1))
        fewer = attrs.evolve(rooms, value=3)
        self.act(SendValues("FEED-1", 2, 2, (fewer,)))
        refused = Refusal(attrs.evolve(fewer, last=MONDAY), "channels.room_unknown")
        self.act(RefuseValues("FEED-1", 2, (refused,)), LoseValues("FEED-1", 2, "no answer"))
        self.act(ForgetValues("FEED-1", "changed by hand"))

    def everything_is_shown(self, version):
        """Each check passes with a mapping."""
        for check in (
            Check.AVAILABILITY,
            Check.PRICE,
            Check.NEW_RESERVATION,
            Check.MODIFIED_RESERVATION,
            Check.CANCELLED_RESERVATION,
        ):
            self.act(RecordCheck("CON-1", check, CheckResult.PASSED, "looked at", version))

    def act(self, *commands):
        """Decide commands for which there is no verb."""
        for command in commands:
            unit = self.hotel._unit().begin(self.clock(), CLERK)
            unit.act(command)
            self.store.commit(unit.commit(type(command).__name__, None, ""))

    def a_day_in(self, room):
        """Let somebody have a room by day, and return the stay."""
        stay = self.book(MONDAY, MONDAY, prices=[rupiah(400_000)])
        for task in self.hotel.read.tasks():
            if task.room == room:
                self.desk.finish_task(task.id)
        self.desk.check_in(stay, room=room)
        return stay

    def leave(self, stay):
        """Let a guest of the day pay and leave, and nobody look at the readings any more."""
        self.settle(stay)
        self.desk.check_out(stay)
        for left in self.hotel.read.follow_ups():
            self.boss.dismiss_follow_up(left.id, "looked at")

    def readings(self, *shown):
        """Return readings of the meter, each a minute after the one before."""
        found = []
        for value, kind, partner_id in shown:
            self.clock.move(timedelta(minutes=1))
            said = ("METER-1", "el", Decimal(value), self.clock(), kind, partner_id)
            found.append(SubmittedReading(*said))
        return found

    def send(self, app, stay, *shown):
        """Let the partner send readings."""
        app.submit_readings(stay, self.readings(*shown), key=self.key)

    def a_night_is_missed(self, missed, late):
        """Monday is closed; one guest who was due does not come, and another comes late."""
        self.clock.move(timedelta(hours=23))
        self.desk.close_day(MONDAY)
        self.desk.mark_no_show(missed, key=self.key)
        self.desk.check_in(late, room="2033")

    def rooms_are_looked_after(self):
        """Conditions, doors, beds and linen, a round, blocks, a fault, stickers, found things."""
        hotel, desk, boss = self.hotel, self.desk, self.boss
        stay = self.book(TUESDAY, THURSDAY)
        boss.check_in(stay, room="3001", upgrade=True)
        desk.report_door("3001")
        desk.report_door("3001", double_locked=False)
        for sign in (Sign.SLEEP_OUT, Sign.LIGHT_LUGGAGE, Sign.NO_LUGGAGE, Sign.NONE):
            desk.report_sign("3001", sign)
        desk.require_linen("3001")
        desk.change_linen("3001")
        desk.report_occupancy("3001", occupied=True, persons=2)
        desk.change_party(stay, party(2, 7))
        desk.tell_purpose(stay, "business")
        desk.agree_packages(stay, ["BB"])
        desk.grant_exemption(stay, "diplomat", "letter of the embassy", occupant=1, key="x1")
        desk.withdraw_exemption(stay, 1, "of another guest", key="x2")
        desk.close_discrepancy("3001", "a visitor")
        desk.decline_service(stay)
        desk.open_task("3001", TaskKind.TURNDOWN)
        (turndown,) = (one.id for one in hotel.read.tasks() if one.kind is TaskKind.TURNDOWN)
        boss.cancel_task(turndown, "the guest is out")
        for kind in (TaskKind.TURNDOWN, TaskKind.STAY_OVER, TaskKind.DEEP_CLEAN):
            desk.open_task("3001", kind)
        by_kind = {task.kind: task.id for task in hotel.read.tasks() if task.room == "3001"}
        desk.finish_task(by_kind[TaskKind.TURNDOWN])
        desk.prioritise_task(by_kind[TaskKind.STAY_OVER], Priority.RUSH)
        desk.do_not_disturb(stay)
        desk.do_not_disturb(stay, active=False)
        desk.refuse_task(by_kind[TaskKind.STAY_OVER], "asleep")
        desk.skip_task(by_kind[TaskKind.DEEP_CLEAN], "next week")

        boss.block_room("2032", BlockKind.HOLD, TUESDAY, THURSDAY, "a friend of the house")
        boss.change_block("2032", 1, FRIDAY)
        boss.end_block("2032", 1)
        boss.report_fault("2032", "a burst pipe", kind=BlockKind.OUT_OF_ORDER, until=FRIDAY)
        (mend,) = (one.id for one in hotel.read.tasks() if one.kind is TaskKind.MAINTENANCE)
        desk.finish_task(mend)
        desk.mark_room("2032", Condition.CLEAN)
        desk.mark_room("2032", Condition.PICKUP)
        boss.print_sticker("2032")
        boss.revoke_stickers("2032", 1)

        for what in ("an umbrella", "a ring", "a charger"):
            desk.register_found_item(what, "shelf 3", room="2032")
        umbrella, ring, charger = (item.id for item in hotel.read.found_items())
        desk.return_found_item(umbrella, "Siti Rahma", "at the desk")
        desk.hand_over_found_item(ring, "the police", "of value")
        desk.dispose_of_found_item(charger, "nobody asked for it")
        return stay

    def attendants_work(self):
        """The day is planned and shared; one works, is inspected, and goes home; one is ill."""
        desk, boss, hotel = self.desk, self.boss, self.hotel
        desk.plan_housekeeping(TUESDAY)
        for who in ("wayan", "made"):
            desk.plan_shift(who, TUESDAY, time(8), time(16), breaks=60)
        made, wayan = (shift.id for shift in hotel.read.shifts())
        desk.cancel_shift(made, "ill")
        desk.start_shift(wayan)
        desk.assign_tasks(TUESDAY)
        desk.start_break(wayan)
        desk.end_break(wayan)
        attendant = hotel.by(Actor("staff", "wayan"))
        attendant.start_task(hotel.read.tasks("wayan")[0].id)
        desk.open_task("2032", TaskKind.INSPECTION)
        (look,) = (one.id for one in hotel.read.tasks() if one.kind is TaskKind.INSPECTION)
        boss.fail_inspection(look, "dust")
        desk.end_shift(wayan)

    def days_are_closed(self, stays):
        """Nights pass; one charge comes late; everybody pays and leaves, and one comes back."""
        desk, (taken_over, *others) = self.desk, stays
        self.settle(taken_over)
        desk.check_out(taken_over)
        self.clock.move(timedelta(hours=23))
        desk.close_day(TUESDAY)
        self.boss.charge_to_room(others[0], "FNB", rupiah(20_000), on=TUESDAY, key=self.key)
        card = Card("tok_golden", "visa", "4242")
        part = rupiah(1_000_000)
        desk.take_payment(others[0], PaymentMethod.CARD, part, card=card, key=self.key)
        for stay in others:
            self.settle(stay)
            desk.check_out(stay)
        desk.reverse_check_out(others[0], "the taxi did not come")
        desk.check_out(others[0])

    def nobody_uses_a_room(self, last):
        """Taps are run in rooms that have stood empty for days."""
        own = self.hotel.read.configuration
        idle = attrs.evolve(own, housekeeping=HousekeepingSettings(idle_days=1))
        self.boss.change_property(idle)
        self.clock.move(timedelta(hours=24))
        self.desk.close_day(WEDNESDAY)
        self.settle(last)
        self.desk.check_out(last)


def the_story():
    """Return the store after everything that can happen has happened once."""
    story = Story()
    siti = story.a_guest_arrives()
    missed = story.a_booking_is_changed()
    story.a_group_comes_and_goes()
    one, other = story.two_share_a_room()
    story.a_day_is_used()
    story.too_much_is_sold()
    inspected = story.an_inspection_waits()
    taken_over, late = story.a_guest_is_taken_over(), story.book(MONDAY, WEDNESDAY)
    story.a_deposit_is_paid(late)
    story.cards_are_asked(siti)
    shift, account = story.a_cashier_works(siti), story.a_company_owes()
    story.papers_are_issued(late, story.bills_are_divided(account))
    story.a_drawer_is_counted(shift)
    story.payments_are_planned(missed)
    story.meters_are_read()
    story.a_platform_is_connected()
    story.prices_are_set()
    story.a_channel_tells()
    story.a_night_is_missed(missed, late)
    story.a_company_pays(account)
    suite = story.rooms_are_looked_after()
    story.attendants_work()
    story.days_are_closed([taken_over, siti, one, other, inspected, late])
    story.nobody_uses_a_room(suite)
    renamed = attrs.evolve(golden_property(), name="Hotel Axentra Menteng")
    story.boss.change_property(renamed)
    return story.store


def written(store):
    """Return everything in a store as JSON, an event a line."""
    commits = store.log(limit=EVERYTHING)
    streams = sorted({fact.stream for commit in commits for fact in commit.facts})
    states = store.states(streams)

    def row(value):
        return [
            part.isoformat() if isinstance(part, date) else part
            for part in attrs.astuple(value, recurse=False)
        ]

    def line(value):
        return json.dumps(value, ensure_ascii=False)

    heads = [
        f'    {{"commit": {line(row(commit)[:-1])}, "facts": [\n'
        + ",\n".join(f"        {line(row(fact))}" for fact in commit.facts)
        + "\n    ]}"
        for commit in commits
    ]
    kept = [f"    {line(stream)}: {line(row(states[stream]))}" for stream in streams]
    return '{"log": [\n' + ",\n".join(heads) + '\n], "states": {\n' + ",\n".join(kept) + "\n}}\n"


@pytest.fixture(params=RELEASES)
def recorded(request, pytestconfig):
    """Return the log of a release as it was stored, and the states it kept."""
    file = pytestconfig.rootpath / "tests" / "golden" / f"log_{request.param}.json"
    if pytestconfig.getoption("--update-golden") and request.param == RELEASES[-1]:
        file.write_text(written(the_story()), encoding="utf-8")
    found = json.loads(file.read_text(encoding="utf-8"))
    log = []
    for entry in found["log"]:
        *parts, at, day = entry["commit"]
        facts = tuple(Fact(*fact) for fact in entry["facts"])
        moment = datetime.fromisoformat(at), date.fromisoformat(day)
        log.append(Recorded(*parts, *moment, facts))
    return log, {stream: Kept(*kept) for stream, kept in found["states"].items()}


def test_every_recorded_event_still_reads(recorded) -> None:
    """No event of an earlier release is lost or guessed at."""
    log, _ = recorded
    for commit in log:
        for fact in commit.facts:
            event = CODEC.read_event(fact.type, fact.v, fact.data)
            assert CODEC.name_of(type(event)) == fact.type


def test_every_hash_still_follows(recorded) -> None:
    """The chain of each record is reckoned today as it was then."""
    log, states = recorded
    heads = {}
    for commit in log:
        for fact in commit.facts:
            version, head = heads.get(fact.stream, (0, GENESIS))
            assert fact.version == version + 1
            assert fact.hash == chained(
                head, commit.stamp, fact.stream, fact.version, fact.type, fact.v, fact.data
            )
            heads[fact.stream] = fact.version, fact.hash
    assert heads == {stream: (kept.version, kept.head) for stream, kept in states.items()}


def test_a_store_filled_from_the_log_is_the_same_store(recorded) -> None:
    """Replaying the years gives every record as it was left, to work on with.

    What was kept is compared by what it says: a later release may write it with a field more.
    """
    log, states = recorded
    store, replayed = MemoryStore(), {}
    for commit in log:
        kept = {}
        for fact in commit.facts:
            stream = fact.stream
            event = CODEC.read_event(fact.type, fact.v, fact.data)
            aggregate = BY_KIND[stream.split("/")[1]]
            replayed[stream] = aggregate.evolve(replayed.get(stream), event)
            kept[stream] = Kept(fact.version, fact.hash, CODEC.write(replayed[stream]))
        before = {stream: one.version for stream, one in store.states(list(kept)).items()}
        parts = attrs.astuple(commit, recurse=False)[1:]
        store.commit(Commit(*parts, reads=before, looks=(), states=kept))
    assert list(store.log(limit=EVERYTHING)) == log
    assert what_they_say(store.states(list(states))) == what_they_say(states)
    assert list(verify(store, CODEC, AGGREGATES)) == []
    assert len(list(read_log(CODEC, store))) == len(log)


def what_they_say(states):
    """Return the version, the head and what is read of every kept state."""
    return {
        stream: (kept.version, kept.head, CODEC.read_state(stream.split("/")[1], kept.data))
        for stream, kept in states.items()
    }


def test_a_log_of_a_release_has_no_event_that_is_forgotten(recorded) -> None:
    """Whatever a release wrote still has its name, and the story is long enough to be kept."""
    log, _ = recorded
    seen = {fact.type for commit in log for fact in commit.facts}
    assert seen <= KNOWN
    assert len(seen) >= 25


def test_the_story_shows_every_kind_of_event() -> None:
    """An event that is added to the library is added to the story that is kept for good."""
    log = the_story().log(limit=EVERYTHING)
    assert {fact.type for commit in log for fact in commit.facts} == KNOWN


def test_what_the_story_leaves_behind_is_right() -> None:
    """Log and states agree, nobody is left in house, and only who did not come owes something."""
    store = the_story()
    assert list(verify(store, CODEC, AGGREGATES)) == []
    read = Hotel(store, "axentra").read
    assert read.in_house() == read.follow_ups() == ()
    assert [bill.receivable.reason for bill in read.receivables()] == ["no-show fee"]


def test_the_story_is_told_in_the_same_words_twice() -> None:
    """Same clock, same ids, same words: the same log, to the last byte."""
    assert written(the_story()) == written(the_story())
