"""Registrations of meters as text: what is doubtful first, every number told, in all languages.

What they should look like stands in ``tests/golden/views/meters``. After a wanted change write
them anew with ``pytest --update-golden``, and read the difference before you commit it.
"""

import re
import string
import unicodedata
from datetime import date
from decimal import Decimal

import attrs
import pytest
from tests.each import each
from tests.views import meter_boards as told

from axentra_core.hotel.meter_boards import MeterDifference, PreviousUse, per_person_day
from axentra_core.meters import (
    Block,
    BlockMode,
    Blocks,
    Decision,
    EstimateMethod,
    FixedCharge,
    Flag,
    HourBand,
    HourlyUse,
    Included,
    InvoicedVia,
    Measure,
    Minimum,
    Note,
    Oddity,
    Per,
    Period,
    Quality,
    Quantity,
    ReadingKind,
    ReadingSource,
    RegistrationStatus,
    StatusChange,
    StayReading,
    Tariff,
    TariffVersion,
    UnitPrice,
    Use,
    Vat,
    price,
    settle,
)
from axentra_core.meters.flags import SENTENCES, Compared, NotRound
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.model import Device, DevicePeriod, Reading
from axentra_core.meters.oddities import SENTENCES as ODD
from axentra_core.views import (
    LOCALES,
    language,
    receipt_text,
    registration_text,
    registrations_text,
)
from axentra_core.views.html import registration_page
from axentra_core.views.meter_prices import sums, tax
from axentra_core.views.meter_remarks import Counted, remark
from axentra_core.views.meter_words import ACTS, MeterWords
from axentra_core.views.registration_sheet import sheet

MARKS = {"en": ",.", "id": ".,", "da": ".,", "zh_Hant": ",.", "zh_Hans": ",."}
ZONE = "Europe/Copenhagen"


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


def texts(locale) -> dict[str, str]:
    """Return everything that is said about meters, by name."""
    return {
        "doubtful": registration_text(told.doubtful(), locale),
        "billed": registration_text(told.billed(), locale),
        "begun": registration_text(told.begun(), locale),
        "list": registrations_text(told.lines(), locale, zone=ZONE),
        "receipt": receipt_text(told.receipt(), locale),
        "refund": receipt_text(told.receipt(refunds=True), locale),
    }


def places(line: str) -> int:
    """Return how many places of a terminal a line fills: two for a Chinese letter."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)


def figures_of(text: str, locale: str) -> set[Decimal]:
    """Return every number that stands in a text."""
    thousands, point = MARKS[locale]
    found = re.findall(
        rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?![\d])(?:[{point}]\d+)?|\d+(?:[{point}]\d+)?", text
    )
    return {Decimal(one.replace(thousands, "").replace(point, ".")) for one in found}


# --- a registration ---


def test_registrations_read_as_they_were_approved(locale, golden) -> None:
    """Registration, list and receipts come out as somebody has read and approved them."""
    golden(f"views/meters/{locale}.txt", "\n".join(texts(locale).values()))


def test_nothing_is_wider_than_a_terminal(locale) -> None:
    """Eighty places are enough, whatever a house or guest is called."""
    for text in texts(locale).values():
        assert max(map(places, text.splitlines())) <= 80


def test_what_has_to_be_looked_at_stands_before_the_readings(locale) -> None:
    """Whoever opens a doubtful registration reads first why it is doubtful (seed: *Vis*)."""
    view, own = told.doubtful(), language(locale)
    text = registration_text(view, locale)
    heading, readings = own.word("registration.look"), own.word("registration.readings")
    first = text[text.index(heading) : text.index(readings)]
    for reason in view.registration.reasons:
        title = own.words.get(f"registration.flag.{reason.reason}")
        assert (title or own.word("registration.flag.other")) in first
    assert own.word("registration.acts") in first


@each("reading", told.KEPT, ids=lambda one: str(one.reading.number))
def test_every_reading_is_shown_as_the_device_shows_it(reading, locale) -> None:
    """Staff compare it with a photo: leading zeros stay, and nothing parts its thousands."""
    registers = {one.code: one for one in (*told.DOUBLE, told.COLD, told.FLOW)}
    register = registers[reading.reading.register]
    shown = f"{reading.reading.value:0{register.digits + bool(register.decimals)}}"
    if register.decimals:
        whole, _, part = str(reading.reading.value).partition(".")
        shown = f"{whole.zfill(register.digits)}{MARKS[locale][1]}{part}"
    assert shown in registration_text(told.doubtful(), locale)


def test_a_corrected_reading_names_the_one_that_corrects_it(locale) -> None:
    """It stays on the page, so that nobody wonders where the guest's number has gone."""
    text, own = registration_text(told.doubtful(), locale), language(locale)
    assert own.word("registration.superseded", number=5) in text
    assert own.word("registration.corrects", number=4) in text


def test_a_reading_at_a_replacement_corrects_none_of_the_stay(locale) -> None:
    """It is the meter's and numbered among those of the meter."""
    view = told.billed()
    water = view.utilities[1]
    swap = Reading(
        9, "water", "900", told.START + told.DAY, ReadingKind.REMOVAL,
        supersedes=water.readings[0].number,
    )  # fmt: skip
    other = attrs.evolve(water, readings=(*water.readings, swap))
    text = registration_text(attrs.evolve(view, utilities=(other,)), locale)
    own = language(locale)
    assert own.word("registration.superseded", number=9) not in text
    first, removed, last = (text.index(one) for one in ("0812", "0900", "0815"))
    assert first < removed < last


@pytest.mark.parametrize("view", [told.doubtful, told.billed], ids=["doubtful", "billed"])
def test_every_amount_is_explained_with_its_numbers(view) -> None:
    """What the bill explains in English stands in the text, figure for figure."""
    shown = view()
    text = figures_of(" ".join(registration_text(shown, "en").split()), "en")
    for one in shown.bill.bills:
        for sentence in one.bill.explain():
            # The rate is a percentage, and a first block begins at zero without saying so.
            assert figures_of(sentence, "en") - {Decimal("0.25"), Decimal(0)} <= text, sentence


def test_controls_tell_how_far_off_and_how_old_they_are(locale) -> None:
    """The power company's reading informs; distance and days tell what it is worth."""
    text = registration_text(told.doubtful(), locale)
    part = text[text.index(language(locale).word("registration.controls")) :]
    for control, off in (("00131", 6), ("41190", 110)):
        line = next(line for line in part.splitlines() if f"  {control}  " in line)
        figures = figures_of(line[line.index(control) + 5 :], locale)
        assert {Decimal(off), Decimal(1)} <= figures


def test_earlier_stays_are_compared_by_person_and_day(locale) -> None:
    """A family of six on a short stay is no measure for a couple's fortnight."""
    text = registration_text(told.doubtful(), locale)
    point = MARKS[locale][1]
    for figure in ("11.75", "14.38", "21.79", "10.44", "10.60"):
        assert figure.replace(".", point) in text
    assert per_person_day(Quantity(Decimal(7)), 0, 0) == Quantity(Decimal(7))
    assert PreviousUse("S1", 2, 3, Quantity(Decimal(12))).each == Quantity(Decimal(2))


def test_what_was_billed_stands_beside_what_it_comes_to_now(locale) -> None:
    """After a late reading both are seen, how it was invoiced, and that a difference is due."""
    text, own = registration_text(told.billed(), locale), language(locale)
    for key in ("billed", "difference_due", "via.list", "act.RecordDifference"):
        assert own.word(f"registration.{key}").split()[0] in text
    assert "INV-2026-000311" in text
    assert own.word("registration.looked", by="staff ayu") in text


def test_the_log_of_statuses_says_who_and_when(locale) -> None:
    """Every change of status is told with its actor, by the clocks of the house."""
    last = registration_text(told.billed(), locale).splitlines()[-3:]
    assert [line.rstrip().endswith(("16:12", "09:47", "16.12", "09.47")) for line in last] == (
        [True] * 3
    )
    assert "partner sommerapp" in last[0]
    assert "staff ayu" in last[2]


def test_a_guest_who_has_moved_has_the_meters_of_each_house(locale) -> None:
    """The title names every house once, and each meter the one in which it hangs."""
    first, *others = told.METERS
    meters = (attrs.evolve(first, unit="17"), *(attrs.evolve(one, unit="18") for one in others))
    view = told.doubtful()
    moved = attrs.evolve(view.registration, unit="17", moved=("18", "17"), meters=meters)
    view = attrs.evolve(view, registration=moved)
    found, own = sheet(view, locale), language(locale)
    assert found.title == own.list_of(("17", "18", "Familie Søren Ærø Kjærgård"))
    separator = own.word("list.separator")
    assert [one.about.split(separator)[0] for one in found.meters] == ["17", "18", "18"]
    line = attrs.evolve(told.lines()[0], unit="17", moved=("18",))
    assert own.list_of(("17", "18")) in registrations_text((line,), locale)


def test_a_forgotten_guest_is_no_name(locale) -> None:
    """Once a guest is erased the registration still stands under house and stay."""
    text = registration_text(told.begun(), locale)
    assert "None" not in text
    assert "Kjærgård" not in text
    assert "S1044" in text


def test_only_what_staff_can_do_is_offered() -> None:
    """What is doubtful is reviewed before it is invoiced; nothing is offered in vain."""
    view = attrs.evolve(
        told.doubtful(), allowed=(*ACTS, "NoteDocument", "ChangePeriod", "SubmitReadings")
    )
    own = language("en")

    def offered(one) -> set[str]:
        (line,) = re.findall(
            rf"{own.word('registration.acts')}: +(.*(?:\n +.*)*)", registration_text(one, "en")
        )
        found = " ".join(line.split())
        return {act for act in ACTS if own.word(f"registration.act.{act}") in found.split(", ")}

    in_vain = {"FinaliseRegistration", "RecordDifference"}
    assert offered(view) == set(ACTS) - in_vain - {"InvoiceRegistration"}
    seen = attrs.evolve(view, registration=attrs.evolve(view.registration, reviewed_by="staff ayu"))
    assert offered(seen) == set(ACTS) - in_vain - {"ReviewRegistration"}


# --- words for everything that can be said ---


def placeholders(sentence: str) -> set[str]:
    """Return the names of the values a sentence is said about."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_code_of_meters_has_a_word(locale) -> None:
    """No member of staff reads a code where a word belongs."""
    own = language(locale)
    known = {
        "registration.status": RegistrationStatus,
        "registration.via": InvoicedVia,
        "registration.act": ACTS,
        "registration.kind": ReadingKind,
        "registration.source": ReadingSource,
        "registration.quality": set(Quality) - {Quality.MEASURED},
        "registration.decision": Decision,
        "registration.per": Per,
        "registration.flag": {*Flag, *Oddity},
        "registration.remark": {*Flag, *ODD},
        "measure": Measure,
    }
    missing = [
        f"{section}.{code}"
        for section, codes in known.items()
        for code in codes
        if f"{section}.{code}" not in own.words
    ]
    assert missing == []


def test_statuses_have_the_words_of_the_seed() -> None:
    """Danish staff read what they know from BookingStudio."""
    own = language("da")
    words = [own.word(f"registration.status.{status}") for status in RegistrationStatus]
    assert words == [
        "Igangværende", "Klar til fakturering", "Håndteret i Front Desk", "Faktureret",
        "Arkiveret",
    ]  # fmt: skip


KWH = Counted(None, Measure.KWH)
VALUES = {
    "kind": ReadingKind.ARRIVAL, "source": ReadingSource.GUEST, "at": told.START,
    "since": told.END, "device": "D1", "seen": "D2", "method": EstimateMethod.AVERAGE,
    "why": NotRound.TOO_MUCH, "compared": Compared.ABOVE, "bound": Decimal(700),
    "days": 9, "hours": 13, "digits": 5, "decimals": 2, "implied": Quantity(Decimal(812)),
}  # fmt: skip
FIGURES = {name: Decimal(place + 301) for place, name in enumerate(
    ("start", "end", "value", "other", "before", "control", "quantity", "most", "each", "bound",
     "factor", "average", "off")
)}  # fmt: skip


@each("flag", Flag)
def test_a_remark_has_all_the_numbers_of_its_note(flag, locale) -> None:
    """A translated remark leaves out no value but who was asked, and adds no English."""
    names = placeholders(SENTENCES[flag])
    values = {name: {**FIGURES, **VALUES}[name] for name in names}
    if flag is Flag.METER_REPLACED:
        values["before"] = "D0"
    if "why" in names:
        values |= {name: VALUES[name] for name in ("implied", "bound")}
    words = MeterWords(language(locale), ZONE, "DKK", None)
    found = remark(words, Note(flag, values), KWH)
    text = figures_of(found.sentence.replace("D0", "").replace("D1", ""), locale)
    assert {value for value in values.values() if isinstance(value, Decimal)} <= text
    if "why" in names:
        assert {Decimal(812), Decimal(700)} <= text
    if locale.startswith("zh"):
        assert not re.search(r"[a-z_]{4,}", found.sentence)
    assert found.title == language(locale).word(f"registration.flag.{flag}")


def test_odd_readings_are_told_in_the_language(locale) -> None:
    """Outside the stay, late, without a price: the reading is named as the device shows it."""
    odd = StayReading(
        "M17-water", told.read(2, "water", "816.5", told.END + 9 * told.DAY, told.D),
        None, (Oddity.OUTSIDE_STAY,),
    )  # fmt: skip
    bare = told.registration((told.KEPT[5], odd))
    house = attrs.evolve(told.HOUSE, utilities=told.HOUSE.utilities[:1])
    bill = settle(bare, house)
    view = told.shown(attrs.evolve(bare, reasons=bill.reasons), bill)
    text = " ".join(registration_text(view, locale).split())
    own = language(locale)
    assert {"no_price", "outside_stay"} <= {one.reason for one in bill.reasons}
    assert own.word("registration.flag.no_price") in text
    assert own.word("registration.flag.outside_stay") in text
    assert f"0816{MARKS[locale][1]}5" in text
    assert "lies outside" in text or locale != "en"


def test_a_reason_is_said_in_the_language_from_its_values(locale) -> None:
    """What a tariff or a use gives reason to look at stands in no other language."""
    own, view = language(locale), told.doubtful()
    text = "".join(registration_text(view, locale).split())
    refused = "tariff x holds no price on 2026-11-14; add a version for that day"
    if locale != "en":
        day = own.date(told.ARRIVAL)
        refused = own.word("refusals.meters.tariff_missing", tariff="x", day=day)
    assert "".join(refused.split()) in text
    rows = sheet(view, locale).reasons
    assert [one.code for one in rows] == [one.reason for one in view.registration.reasons]
    assert not any(one.is_english for one in rows)


WHY = (NotRound.NO_DIGITS, NotRound.NO_BOUND, NotRound.TOO_MUCH)


@pytest.mark.parametrize("why", WHY)
def test_every_code_in_a_sentence_is_a_word(why, locale) -> None:
    """Why a lower reading has not gone round is said, not printed as a code."""
    figures = {name: Decimal(7) for name in ("start", "end", "implied", "bound")}
    note = Note(Flag.DECREASING, {**figures, "why": why})
    found = remark(MeterWords(language(locale), ZONE, None, None), note, KWH)
    assert f"registration.why.{why}" in language(locale).words
    assert why not in found.sentence
    assert why not in note.sentence


def test_a_reason_that_was_kept_without_its_values_stands_in_english() -> None:
    """It is shown as it is rather than left out."""
    view = told.doubtful()
    bare = tuple(attrs.evolve(one, details=()) for one in view.registration.reasons)
    old = attrs.evolve(view, registration=attrs.evolve(view.registration, reasons=bare))
    rows = {one.code: one for one in sheet(old, "da").reasons}
    assert rows["meters.tariff_missing"].sentence.startswith("tariff x holds no price")
    assert rows["late"].is_english
    assert not rows["end_missing"].is_english


# --- how prices are explained ---

WEEK = Period(date(2026, 7, 4), date(2026, 7, 11), persons=4)
STEPS = (Block("1.10", "50"), Block("2.20", "150"), Block("3.30"))
DAY_HOURS = (HourBand(0, 6, "0.75"), HourBand(6, 24, "2.25"))
STEP = UnitPrice(blocks=Blocks(STEPS))
TWO = UnitPrice(price="2")
EACH = tuple(FixedCharge(f"f{per}", "7.50", per) for per in Per)
ON_TOP = Vat("0.25", included=False)
# fmt: off
SHAPES = {
    # what is priced  a version of the tariff                                  registers' uses
    "flat":           ({"usage": (UnitPrice(price="2.125"),)},                   ("33.5",)),
    "included":       ({"usage": (TWO,), "included": Included(40)},              ("178",)),
    "free money":     ({"usage": (TWO,), "included": Included(None, 30)},        ("178",)),
    "minimum":        ({"usage": (TWO,), "minimum": Minimum(150)},               ("12",)),
    "on top":         ({"usage": (TWO,), "vat": ON_TOP},                         ("12",)),
    "marginal":       ({"usage": (STEP,)},                                       ("170",)),
    "one block":      ({"usage": (UnitPrice(blocks=Blocks((Block("4.40"),))),)}, ("170",)),
    "bound":          ({"usage": (STEP,)},                                       ("50",)),
    "nothing":        ({"usage": (STEP,)},                                       ("0",)),
    "two registers":  ({"usage": (STEP,)},                                       ("60", "170")),
    "from a bound":   ({"usage": (STEP,)},                                       ("50", "7")),
    "none after all": ({"usage": (STEP,)},                                       ("50", "0")),
    "volume":         ({"usage": (UnitPrice(blocks=Blocks(STEPS, BlockMode.VOLUME)),)}, ("170",)),
    "fixed":          ({"fixed": EACH},                                          ()),
}
# fmt: on


@each("shape", SHAPES)
def test_every_shape_of_a_tariff_is_explained(shape, locale) -> None:
    """Blocks, allowances, minimum and what is fixed: each figure of the English explanation."""
    version, uses = SHAPES[shape]
    tariff = Tariff("t", "DKK", Measure.KWH, (TariffVersion(**{"vat": Vat("0.25"), **version}),))
    taken = [
        Use("ab"[place], Quantity(Decimal(used)), Measure.KWH) for place, used in enumerate(uses)
    ]
    assert_explained(price(tariff, taken, WEEK), locale)


def test_prices_by_the_hour_are_explained(locale) -> None:
    """Each band with what was used in it, by the clocks of the house."""
    version = TariffVersion(usage=(UnitPrice(hours=DAY_HOURS),), vat=Vat("0.25"))
    tariff = Tariff("t", "DKK", Measure.KWH, (version,), zone=ZONE)
    hours = HourlyUse(told.START.replace(minute=0), tuple(Decimal(one) for one in range(1, 25)))
    use = Use.of_hours("a", hours, Measure.KWH)
    period = Period(told.ARRIVAL, told.DEPARTURE, persons=4)
    assert_explained(price(tariff, (use,), period), locale)


def test_a_difference_is_explained(locale) -> None:
    """A later reading makes a line that says by how much the use is another one."""
    version = TariffVersion(usage=(UnitPrice(price="2"),))
    tariff = Tariff("t", "DKK", Measure.KWH, (version,))
    before, after = (
        price(tariff, (Use("a", Quantity(Decimal(used)), Measure.KWH),), WEEK)
        for used in ("120", "133")
    )
    assert_explained(after.less(before), locale)


def assert_explained(bill, locale) -> None:
    """Check that every figure of the English explanation is told."""
    words = MeterWords(language(locale), ZONE, "DKK", None)
    steps = [
        step
        for line in bill.lines
        for step in (*sums(words, line, bill.measure), tax(words, line), words.money(line.gross))
    ]
    text = figures_of(" ".join(steps), locale)
    for sentence in bill.explain():
        code, _, rest = sentence.partition(": ")
        wanted = figures_of(rest, "en") - {Decimal("0.25")}
        # From the first unit on and once a stay are said in words alone.
        assert wanted - text <= {Decimal(0), Decimal(24)}, (sentence, steps)
        assert code


# --- the list ---


def test_the_list_counts_what_waits(locale) -> None:
    """Its title is the notification; every status has its count, what waits comes first."""
    text, own = registrations_text(told.lines(), locale, zone=ZONE), language(locale)
    assert own.word("registrations.waiting", count=3) in text.splitlines()[0]
    counts = dict(zip(RegistrationStatus, told.EACH, strict=True))
    for status, many in counts.items():
        word = own.word(f"registration.status.{status}")
        assert re.search(rf"^{word} +{many}$", text, re.MULTILINE)
        assert f"{word}: {many}" in text
    ready, begun = (
        text.index(f"{own.word(f'registration.status.{status}')}: ")
        for status in ("ready", "in_progress")
    )
    assert ready < begun


def test_an_empty_list_is_a_list(locale) -> None:
    """Nothing to do is shown as nothing, with every count at zero."""
    text = registrations_text((), locale)
    assert len(re.findall(r"  0$", text, re.MULTILINE)) == len(RegistrationStatus)


def test_a_meter_that_nobody_knows_is_shown_all_the_same(locale) -> None:
    """A meter the registration has not heard of has its readings, without device and digits."""
    view = told.billed()
    stranger = attrs.evolve(view.utilities[1], meter="M99", consumptions=(), previous=())
    text = registration_text(attrs.evolve(view, utilities=(stranger,)), locale)
    assert "M99" in text
    assert f"812{MARKS[locale][1]}4" in text


def test_two_devices_of_a_stay_are_both_named(locale) -> None:
    """After a swap staff see both numbers, and each reading with the digits of its device."""
    view = told.billed()
    swap = told.START + 2 * told.DAY
    short = attrs.evolve(told.COLD, digits=6)
    old = DevicePeriod(Device("OLD-1", (told.COLD,)), told.BUILT, swap)
    meter = MeterFacts("M17-water", "water", (old, DevicePeriod(Device("NEW-2", (short,)), swap)))
    registration = attrs.evolve(
        view.registration, meters=(view.registration.meters[0], meter, view.registration.meters[2])
    )
    text = registration_text(attrs.evolve(view, registration=registration), locale)
    assert "OLD-1" in text
    assert "NEW-2" in text
    assert "000815" in text


# --- the receipt ---


def test_a_receipt_has_the_payment_and_the_document(locale) -> None:
    """What was paid, then the invoice; money given back is a receipt of its own kind."""
    own = language(locale)
    paid, back = (receipt_text(told.receipt(refunds=one), locale) for one in (False, True))
    assert paid.index(own.word("meter_receipt.paid_title")) < paid.index("INV-2026-000311")
    assert own.word("meter_receipt.next", stay="S1045") in paid
    assert own.word("meter_receipt.refunded_title") in back
    assert own.word("meter_receipt.all_done") in back
    together = [line for line in back.splitlines() if own.word("meter_receipt.refunded") in line]
    assert "-328" not in "".join(together)
    assert back.index("CRE-2026-000311") < back.index("INV-2026-000311")
    assert own.name_of("payment", "deposit") in back


def test_a_receipt_needs_no_document(locale) -> None:
    """A house that issues none has the receipt of the payment, under its own name."""
    alone = attrs.evolve(told.receipt(), documents=())
    text = receipt_text(alone, locale, property_name="Klitferie")
    own = language(locale)
    assert own.word("meter_receipt.paid_title") in text
    assert "Klitferie" in text
    assert own.word("document.title.invoice") not in text
    nothing = receipt_text(attrs.evolve(alone, payments=()), locale)
    assert own.word("meter_receipt.paid_title") not in nothing
    assert own.word("meter_receipt.title", stay="S1044") in nothing


def test_a_deposit_that_was_set_off_is_told_without_a_payment(locale) -> None:
    """It has paid all, so that no money has moved."""
    all_of_it = attrs.evolve(told.receipt(ends=True), set_off=Decimal("671.36"))
    text = receipt_text(all_of_it, locale)
    own = language(locale)
    assert own.name_of("payment", "deposit") in text
    assert own.word("meter_receipt.paid") not in text.partition("INV-2026-000311")[0]


def test_a_difference_stands_apart_from_what_was_billed_first(locale) -> None:
    """Given a difference, then the page has it with its own document and sum, as text and HTML."""
    view = told.billed()
    line = attrs.evolve(view.registration.billed.lines[0], gross=Decimal("-24.00"))
    later = MeterDifference(1, (line,), told.END, ("CRE-2026-000007",))
    shown = attrs.evolve(view, billed=view.registration.billed, differences=(later,))
    (row,) = sheet(shown, locale).differences
    # Text is set with plain spaces.
    name, amount = row.name, row.amount.replace("\xa0", " ")
    for page in (registration_text(shown, locale), registration_page(shown, locale)):
        assert name in page
        assert "CRE-2026-000007" in page
        assert amount in page.replace("\xa0", " ")
    assert name not in registration_text(view, locale)


def test_what_nobody_has_looked_at_stands_first(locale) -> None:
    """Given a doubt since the invoice, then the page asks to review it before settling."""
    view = attrs.evolve(told.billed(), allowed=("ReviewRegistration", "RecordDifference"))
    doubt = attrs.evolve(view.registration.reasons[0], reason=Flag.START_MISSING.value)
    shown = sheet(attrs.evolve(view, doubts=(doubt,)), locale)
    assert shown.heading == language(locale).word("registration.look")
    assert (shown.is_open, len(shown.reasons)) == (True, 2)
    assert [act for act, _ in shown.acts] == ["ReviewRegistration"]


def test_who_settled_from_own_readings_stands_in_the_history(locale) -> None:
    """Given one who clicked and one who settled, then the page tells the two apart."""
    handled = RegistrationStatus.HANDLED_IN_FRONT_DESK
    settled = StatusChange(handled, handled, "staff bo", told.END)
    text = registration_text(attrs.evolve(told.billed(), changes=(settled,)), locale)
    own = language(locale)
    assert own.word("registration.own_readings") in text
    assert "staff bo" in text


def test_without_a_payment_there_is_no_payment_receipt(locale) -> None:
    """What is put on account has a document and nothing that says it was paid."""
    text = receipt_text(told.receipt(ends=True), locale)
    assert language(locale).word("meter_receipt.paid_title") not in text
    assert "INV-2026-000311" in text
