"""Registrations to be shown: a doubtful one, a plain one, a billed one, a list and a receipt."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs

from axentra_core.documents import (
    AGGREGATES,
    Content,
    Document,
    DocumentKind,
    DocumentLine,
    IssueDocument,
    Party,
    PaymentLine,
    Seller,
    TaxLine,
)
from axentra_core.hotel.folio_reader import DocumentView
from axentra_core.hotel.meter_boards import (
    ControlReading,
    MeterReceipt,
    MeterStay,
    PreviousUse,
    RegistrationLine,
    RegistrationView,
    UtilityView,
)
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.meters import (
    Block,
    Blocks,
    ConsumptionPolicy,
    Conversion,
    Device,
    DevicePeriod,
    EarlierUse,
    EstimateMethod,
    FixedCharge,
    Included,
    InvoicedVia,
    Measure,
    MeterFacts,
    MetersRefusal,
    MetersSettings,
    Minimum,
    Per,
    Plausibility,
    Quality,
    Quantity,
    Reading,
    ReadingKind,
    ReadingSource,
    Reason,
    Register,
    Registration,
    RegistrationStatus,
    StatusChange,
    StayReading,
    Tariff,
    TariffVersion,
    UnitPrice,
    Utility,
    Vat,
    settle,
)
from axentra_core.meters.figures import details_of
from axentra_core.meters.flags import SENTENCES, Flag
from axentra_core.meters.oddities import Oddity
from axentra_core.meters.registration import odd_reason
from axentra_core.testing.specification import CONTEXT

ARRIVAL, DEPARTURE = date(2026, 11, 14), date(2026, 11, 21)
START, END = datetime(2026, 11, 14, 15, 12, tzinfo=UTC), datetime(2026, 11, 21, 8, 47, tzinfo=UTC)
BUILT, DAY = datetime(2020, 1, 1, tzinfo=UTC), timedelta(days=1)
VAT = Vat("0.25")
A, D, C = ReadingKind.ARRIVAL, ReadingKind.DEPARTURE, ReadingKind.CONTROL
GUEST, STAFF, UTILITY = ReadingSource.GUEST, ReadingSource.STAFF, ReadingSource.UTILITY


def meter(name, utility, *registers, **more) -> MeterFacts:
    """Return a meter with one device."""
    return MeterFacts(
        name, utility, (DevicePeriod(Device(f"LG-{name}", registers), BUILT),), **more
    )


def tariff(name, measure, *usage, **more) -> Tariff:
    """Return a tariff of one version."""
    version = TariffVersion(usage=usage, vat=more.pop("vat", VAT), **more)
    return Tariff(name, "DKK", measure, (version,), zone="Europe/Copenhagen")


HOUSE = MetersSettings(
    utilities=(
        Utility("el", "el-2026", "7001", plausible=Plausibility(most_per_day=60)),
        Utility("water", "water-2026", "7002", plausible=Plausibility(most=50)),
        Utility("gas", "gas-2026", "7003"),
        Utility("internet", "internet", "7004", unmetered="internet"),
    ),
    tariffs=(
        tariff(
            "el-2026",
            Measure.KWH,
            UnitPrice(blocks=Blocks((Block("3.00", "100"), Block("2.375")))),
            included=Included(quantity=Decimal(20)),
        ),
        tariff("water-2026", Measure.M3, UnitPrice(price="52.50"), minimum=Minimum("150")),
        tariff(
            "gas-2026",
            Measure.KWH,
            UnitPrice(price="1.195"),
            fixed=(FixedCharge("rent", "12.50", Per.DAY),),
            vat=Vat("0.25", included=False),
        ),
        tariff("internet", Measure.PIECE, fixed=(FixedCharge("wifi", "49", Per.WEEK),)),
    ),
    policy=ConsumptionPolicy(control_tolerance=5, estimate=EstimateMethod.EARLIER_STAYS),
)
DOUBLE = Register("HT", Measure.KWH, 5), Register("NT", Measure.KWH, 5)
COLD = Register("water", Measure.M3, 4, 3)
FLOW = Register("gas", Measure.M3, 5, 2, conversion=Conversion(Measure.KWH, "0.9672", "11.25"))
ACTS = ("ReviewRegistration", "InvoiceRegistration", "BeginFrontDesk", "ArchiveRegistration")


def read(number, register, value, at, kind, source=GUEST, **more) -> Reading:
    """Return a reading; the guest's photo is its evidence."""
    if source is GUEST:
        more.setdefault("by", "guest-app")
        more.setdefault("evidence", f"photo-{number}.jpg")
    return Reading(number, register, value, at, kind, source, **more)


LAST_EL = (
    read(31, "HT", "99200", START - 2 * DAY, D, STAFF, by="bo"),
    read(32, "NT", "41077", START - 2 * DAY, D, STAFF, by="bo"),
)
LAST_WATER = (read(17, "water", "812.345", START - 2 * DAY, D, STAFF, by="bo"),)
METERS = (
    meter("M17-el", "el", *DOUBLE, before=LAST_EL),
    meter("M17-water", "water", COLD, before=LAST_WATER),
    meter("M17-gas", "gas", FLOW),
)
EL = (
    read(1, "HT", "99912", START, A),
    read(2, "NT", "41080", START, A),
    read(3, "HT", "00125", END, D),
    read(4, "NT", "41960", END, D),
    read(5, "NT", "41196", END, D, STAFF, by="ayu", supersedes=4, quality=Quality.CORRECTED),
)
WATER = (read(6, "water", "815.678", END, D, device="LG-M16-water"),)
GAS = (read(7, "gas", "1203.40", START, A),)
CONTROLS = (
    read(8, "HT", "00131", END + DAY, C, UTILITY, quality=Quality.CONTROL),
    read(9, "NT", "41190", END - 5 * DAY, C, UTILITY, quality=Quality.CONTROL),
)
KEPT = (
    *(StayReading("M17-el", one) for one in EL),
    StayReading("M17-water", WATER[0], None, (Oddity.OTHER_DEVICE,)),
    *(StayReading("M17-gas", one) for one in GAS),
    *(StayReading("M17-el", one) for one in CONTROLS),
)
PREVIOUS = {
    "M17-el": ((7, 4, "402.5"), (14, 2, "610"), (3, 6, "188"), (7, 5, "371")),
    "M17-water": ((7, 4, "5.2"), (14, 2, "7.75")),
    "M17-gas": ((7, 4, "610"), (14, 2, "990")),
}
CHANGES = (
    StatusChange(None, RegistrationStatus.IN_PROGRESS, "partner sommerapp", START),
    StatusChange(
        RegistrationStatus.IN_PROGRESS, RegistrationStatus.READY, "partner sommerapp", END
    ),
)
STAY = MeterStay("S1044", "Familie Søren Ærø Kjærgård", "Hus 17, Klitvej", ARRIVAL, DEPARTURE, 4)


def registration(readings=KEPT, meters=METERS, **more) -> Registration:
    """Return the registration of a week."""
    changes = Journal()
    for change in CHANGES:
        changes = changes.append(change)
    known = {
        "status": RegistrationStatus.READY, "reasons": (), "reviewed_by": None,
        "finalised_at": END, "archived_from": None, "figures": None, "billed": None, "via": None,
        "document": None, "difference_due": False, "differences": 0, "changes": changes, **more,
    }  # fmt: skip
    return Registration(
        "S1044", STAY.unit, ARRIVAL, DEPARTURE, 4, "Europe/Copenhagen", 1, meters, readings, **known
    )


def previous(name) -> tuple[PreviousUse, ...]:
    """Return what earlier stays have used of a meter, the last one first."""
    return tuple(
        PreviousUse(f"S{1031 - place}", days, persons, Quantity(Decimal(used)),
                    ARRIVAL - timedelta(2 + 9 * place))
        for place, (days, persons, used) in enumerate(PREVIOUS[name])
    )  # fmt: skip


def shown(told: Registration, bill, **more) -> RegistrationView:
    """Return a registration as staff see it."""
    uses = {one.meter: one.consumptions for one in bill.used}
    own = {
        one.meter: tuple(each.reading for each in told.readings if each.meter == one.meter)
        for one in told.meters
    }
    measures = {"el": Measure.KWH, "water": Measure.M3, "gas": Measure.KWH}
    distance = (
        (CONTROLS[0], EL[2], Quantity(Decimal(6)), 1),
        (CONTROLS[1], EL[1], Quantity(Decimal(110)), 1),
    )
    known = {"changes": CHANGES, "bill": bill, "allowed": ACTS, **more}
    return RegistrationView(
        told,
        STAY,
        utilities=tuple(
            UtilityView(
                one.utility,
                one.meter,
                measures[one.utility],
                tuple(each for each in own[one.meter] if not each.is_control),
                uses.get(one.meter, ()),
                one.before,
                previous(one.meter),
                tuple(ControlReading(*row) for row in distance if row[0] in own[one.meter]),
            )
            for one in told.meters
        ),
        **known,
    )


def doubtful() -> RegistrationView:
    """Return a registration with much to look at, and a gas meter nobody has read at the end."""
    bare = registration()
    earlier = {
        name: tuple(EarlierUse(used, persons, days) for days, persons, used in rows)
        for name, rows in PREVIOUS.items()
    }
    bill = settle(bare, HOUSE, earlier=earlier)
    late = odd_reason(bare, KEPT[5], Oddity.LATE)
    why = MetersRefusal("meters.tariff_missing", tariff="x", day=ARRIVAL)
    refused = Reason(why.code, why.sentence, details=details_of(why.values))
    reasons = (*bill.reasons, late, refused)
    return shown(attrs.evolve(bare, reasons=reasons), bill)


PLAIN = (
    *(StayReading("M17-el", one) for one in (*EL[:3], attrs.evolve(EL[4], supersedes=None))),
    StayReading("M17-water", read(1, "water", "812.400", START, A)),
    StayReading("M17-water", read(2, "water", "815.678", END, D)),
    StayReading("M17-gas", GAS[0]),
    StayReading("M17-gas", read(8, "gas", "1261.15", END, D)),
)


def billed() -> RegistrationView:
    """Return a registration that was invoiced from the list, and something has come since."""
    bill = settle(registration(PLAIN), HOUSE)
    told = registration(
        PLAIN, status=RegistrationStatus.INVOICED, billed=bill.figures, via=InvoicedVia.LIST,
        document="INV-2026-000311", difference_due=True, reviewed_by="staff ayu",
        reasons=(Reason(Flag.END_MISSING.value, SENTENCES[Flag.END_MISSING], "M17-gas", "gas"),),
    )  # fmt: skip
    last = StatusChange(
        RegistrationStatus.READY, RegistrationStatus.INVOICED, "staff ayu", END + DAY
    )
    return shown(told, bill, changes=(*CHANGES, last), allowed=("RecordDifference",))


def begun() -> RegistrationView:
    """Return a registration of which only the first readings have come, and nothing has a price."""
    first = tuple(one for one in KEPT if one.reading.kind is A)
    told = registration(
        first, status=RegistrationStatus.IN_PROGRESS, finalised_at=None, changes=Journal()
    )
    bare = shown(told, settle(told, MetersSettings()), changes=CHANGES[:1], allowed=())
    utilities = (*(attrs.evolve(one, previous=(), before=()) for one in bare.utilities[:2]),
                 UtilityView("heat", "M17-heat", Measure.MWH, ()))  # fmt: skip
    return attrs.evolve(
        bare, stay=attrs.evolve(STAY, guest_name=None), utilities=utilities, bill=None
    )


GUESTS = ("Siti Rahma", "Søren Ærø Kjærgård", "王小明", "I Gusti Ayu Made Rai Pradnyawati", None)
EACH = (4, 3, 1, 2, 1)


def lines() -> tuple[RegistrationLine, ...]:
    """Return registrations of every status."""
    found = []
    statuses = [
        one for one, many in zip(RegistrationStatus, EACH, strict=True) for _ in range(many)
    ]
    for place, status in enumerate(statuses):
        arrival = ARRIVAL + timedelta(place)
        is_ready = status is RegistrationStatus.READY
        is_open = status is RegistrationStatus.IN_PROGRESS
        is_billed = status is RegistrationStatus.INVOICED
        found.append(
            RegistrationLine(
                f"S{1040 + place}", f"Hus {place + 11}, Klitvej", GUESTS[place % 5], status,
                None if is_open else END + timedelta(place), is_ready and place % 2 == 0,
                None if is_open else money(f"{1187 + place * 331}.{place % 10}5", "DKK"),
                arrival, arrival + timedelta(7), is_billed and place % 2 == 0,
                f"INV-2026-0003{place}" if is_billed else None, ACTS[1:] if is_ready else (),
            )
        )  # fmt: skip
    return tuple(found)


def paper(kind, *lines, **sums) -> Document:
    """Return an issued document of a holiday house."""
    said = Content(
        kind, "DKK", 2, "folio:S1044:1",
        seller=Seller("Klitferie ApS", ("Strandvejen 7", "6857 Blåvand"), "DK12345678"),
        buyer=Party("G1", Sealed("G1", "x"), Sealed("G1", "y")), room="17",
        arrival=ARRIVAL, departure=DEPARTURE, lines=lines,
        **{name: amount if name in {"taxes", "payments", "refers_to", "reason"}
           else Decimal(amount) for name, amount in sums.items()},
    )  # fmt: skip
    (rules,) = AGGREGATES
    return rules.replay(
        rules.decide(None, IssueDocument(f"{kind[:3].upper()}-2026-000311", said), CONTEXT)
    )


def charge(number, text, quantity, net, gross) -> DocumentLine:
    """Return a line of a document."""
    return DocumentLine(
        number, DEPARTURE, text, Decimal(quantity), f"700{number}", "meters", Decimal(net),
        Decimal(gross),
    )  # fmt: skip


PAID = PaymentLine(3, DEPARTURE, "card", Decimal("671.36"), "auth 831", "4242")
SET_OFF = PaymentLine(3, DEPARTURE, "deposit", Decimal("671.36"))
BACK = PaymentLine(3, DEPARTURE, "transfer", Decimal("-328.64"))


def receipt(*, refunds=False, ends=False) -> MeterReceipt:
    """Return the receipt of a settlement.

    Args:
        refunds: what was left of a deposit was given back, by a credit note beside the invoice.
        ends: nothing was paid, and nothing else waits.
    """
    el = charge(1, "El 330 kWh", "1", "399.59", "499.49")
    water = charge(2, "Vand 3.278 m3", "1", "137.50", "171.87")
    tax = TaxLine("vat", Decimal("0.25"), Decimal("537.09"), Decimal("134.27"))
    sums = {"net": "537.09", "charged": "671.36", "taxes": (tax,)}
    found = MeterReceipt(
        "S1044", STAY.guest_name, DEPARTURE, "DKK", 2, (PAID,),
        documents=(
            DocumentView(
                paper(
                    DocumentKind.INVOICE, el, water, **sums, paid="671.36", balance="0",
                    payments=(SET_OFF if refunds else PAID,),
                ),
                STAY.guest_name, "Havnegade 1\n1058 København K", None,
            ),
        ),
        is_shown=True, next_ready="S1045",
    )  # fmt: skip
    if refunds:
        rest = charge(1, "Depositum", "-1", "-328.64", "-328.64")
        note = paper(
            DocumentKind.CREDIT_NOTE, rest, net="-328.64", charged="-328.64", payments=(BACK,),
            paid="-328.64", balance="0", refers_to="ADV-2026-000298", reason="Depositum",
        )  # fmt: skip
        found = attrs.evolve(
            found, payments=(BACK,), set_off=Decimal("671.36"), next_ready=None,
            documents=(DocumentView(note, STAY.guest_name, None, None), *found.documents),
        )  # fmt: skip
    return attrs.evolve(found, next_ready=None, payments=()) if ends else found
