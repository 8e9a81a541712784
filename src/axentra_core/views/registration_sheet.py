"""A registration as staff judge it: every part of it in the words of one language.

What has to be looked at stands first. Every figure is one of the values that are shown.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from axentra_core.kernel.rounding import Rounding
from axentra_core.views.locale import Language, language
from axentra_core.views.meter_prices import sums, tax
from axentra_core.views.meter_remarks import Counted, reason, remark
from axentra_core.views.meter_words import MeterWords, acts_of, register_at, register_named
from axentra_core.views.registration_rows import (
    ControlRow,
    DifferenceRow,
    Meter,
    Price,
    PriceRow,
    ReadingRow,
    Sheet,
    StayRow,
    UseRow,
)

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import (
        MeterDifference,
        PreviousUse,
        RegistrationView,
        UtilityView,
    )
    from axentra_core.meters import (
        BilledLine,
        Consumption,
        Figures,
        MeterFacts,
        Reading,
        UtilityBill,
    )

# What a person uses a day is there to be compared.
EACH: Final = Rounding.to_digits(2)
SWAPS: Final = frozenset({"removal", "installation"})


def sheet(view: "RegistrationView", locale: str, digits: int | None = None) -> Sheet:
    """Return a registration in the words of a language.

    Args:
        view: as the reader gives it.
        locale: one of `LOCALES`.
        digits: decimals of the property's bills; those of the currency when left out.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    registration, bill = view.registration, view.bill
    billed, first = registration.billed, view.billed or registration.billed
    currency = bill.currency if bill is not None else None
    if currency is None and billed is not None:
        currency = billed.currency
    words = MeterWords(own, registration.zone, currency, digits)
    units = dict.fromkeys(registration.units)
    total = _total(words, None if bill is None or not bill.bills else bill.figures)
    charged = _total(words, billed)
    return Sheet(
        own=own,
        title=own.list_of(filter(None, (*units, view.stay.guest_name))),
        facts=tuple(_facts(words, view)),
        status=own.word(f"registration.status.{registration.status}"),
        looks=registration.status.value,
        reasons=tuple(
            reason(words, one, view) for one in dict.fromkeys((*registration.reasons, *view.doubts))
        ),
        heading=_heading(own, view),
        is_open=view.needs_review,
        notices=(own.word("registration.difference_due"),) if registration.difference_due else (),
        acts=acts_of(own, registration, view.allowed, needs_review=view.needs_review),
        amount=charged or total,
        amount_is=own.word("registration.billed" if charged else "registration.bill"),
        meters=tuple(_meter(words, view, one) for one in view.utilities),
        prices=() if bill is None else tuple(_price(words, one) for one in bill.bills),
        total=total,
        billed=tuple(_billed(words, first.lines)) if first is not None else (),
        billed_amount=_total(words, first),
        differences=tuple(_difference(words, one) for one in view.differences),
        changes=tuple(_changes(words, view)),
    )


def _total(words: MeterWords, figures: "Figures | None") -> str:
    return "" if figures is None or figures.currency is None else words.money(figures.gross)


def _heading(own: Language, view: "RegistrationView") -> str:
    registration = view.registration
    if view.needs_review:
        return own.word("registration.look")
    if registration.reviewed_by is None or not registration.reasons:
        is_going_on = registration.status == "in_progress"
        return own.word(f"registration.{'incomplete' if is_going_on else 'nothing_odd'}")
    return own.word("registration.looked", by=registration.reviewed_by)


def _facts(words: MeterWords, view: "RegistrationView") -> Iterator[tuple[str, str]]:
    own, stay, registration = words.own, view.stay, view.registration
    yield own.word("registration.stay"), stay.stay
    yield own.word("registration.arrival"), own.date(stay.arrival)
    yield own.word("registration.departure"), own.date(stay.departure)
    yield own.word("registration.days"), own.number(stay.days)
    yield own.word("registration.persons"), own.number(stay.persons)
    if registration.finalised_at is not None:
        yield own.word("registration.finalised"), words.at(registration.finalised_at)
    if registration.via is not None:
        via = own.word(f"registration.via.{registration.via}")
        yield own.word("registration.invoiced"), via
    if registration.document is not None:
        yield own.word("registration.document"), registration.document


def _changes(words: MeterWords, view: "RegistrationView") -> Iterator[tuple[str, str, str]]:
    for one in view.changes:
        is_settled = one.former is one.status
        named = "own_readings" if is_settled else f"status.{one.status}"
        yield words.own.word(f"registration.{named}"), one.actor, words.at(one.at)


# --- a meter ---


def _meter(words: MeterWords, view: "RegistrationView", utility: "UtilityView") -> Meter:
    known = view.registration.meter(utility.meter)
    periods = () if known is None else known.periods
    registers = {one.code for period in periods for one in period.device.registers}
    parted = len(registers) > 1
    # Readings at a replacement are the meter's, and are numbered among those of the meter.
    own = [one for one in utility.readings if one.kind not in SWAPS]
    later = {one.supersedes: one.number for one in own if one.supersedes is not None}
    looks = {one.decision.value for one in utility.consumptions}
    if view.registration.needs_review:
        looks |= {"review" for one in view.registration.reasons if one.meter == utility.meter}

    def row(one: "Reading") -> ReadingRow:
        corrected_by = later.get(one.number) if one.kind not in SWAPS else None
        return _reading(words, view, utility, one, corrected_by, parted=parted)

    return Meter(
        name=words.utility(utility.utility),
        about=_about(words, view, known, utility.meter),
        quantity=words.quantity(utility.used, utility.measure),
        looks=next((one for one in ("reject", "review") if one in looks), "bill"),
        parted=parted,
        readings=tuple(map(row, sorted(utility.readings, key=lambda one: one.at))),
        before=tuple(
            _reading(words, view, utility, one, None, parted=parted) for one in utility.before
        ),
        uses=tuple(_use(words, view, utility, one) for one in utility.consumptions),
        controls=tuple(_controls(words, view, utility, parted=parted)),
        stays=tuple(_stays(words, view, utility)),
    )


def _about(
    words: MeterWords, view: "RegistrationView", known: "MeterFacts | None", meter: str
) -> str:
    """Return which meter it is; where a guest has moved there is one of its kind in each house."""
    word, parts = words.own.word, [words.own.word("registration.meter", meter=meter)]
    if known is not None:
        if known.unit is not None and len(set(view.registration.units)) > 1:
            parts.insert(0, known.unit)
        parts += [word("registration.device", device=one.device.number) for one in known.periods]
    return words.own.list_of(parts)


def _reading(  # noqa: PLR0913 - what a row says
    words: MeterWords,
    view: "RegistrationView",
    utility: "UtilityView",
    one: "Reading",
    later: int | None,
    *,
    parted: bool,
) -> ReadingRow:
    doubtful = one.source == "inferred" or one.quality == "estimated"
    return ReadingRow(
        number="" if one.kind in SWAPS else words.own.number(one.number),
        kind=words.own.word(f"registration.kind.{one.kind}"),
        register=one.register if parted else "",
        value=words.shown(one.value, register_at(view, utility.meter, one.register, one.at)),
        at=words.at(one.at),
        by=words.by(one),
        notes=tuple(words.notes_of(one, later)),
        looks="gone" if later is not None else "doubtful" if doubtful else "plain",
    )


def _controls(
    words: MeterWords, view: "RegistrationView", utility: "UtilityView", *, parted: bool
) -> Iterator[ControlRow]:
    for one in utility.controls:
        register = register_at(view, utility.meter, one.reading.register, one.reading.at)
        yield ControlRow(
            register=one.reading.register if parted else "",
            value=words.shown(one.reading.value, register),
            at=words.at(one.reading.at),
            beside="" if one.nearest is None else words.shown(one.nearest.value, register),
            off=words.off(one, utility.measure),
            days="" if one.days is None else words.own.number(one.days),
            by=words.by(one.reading),
        )


def _use(
    words: MeterWords, view: "RegistrationView", utility: "UtilityView", one: "Consumption"
) -> UseRow:
    counted = Counted(register_named(view, utility.meter, one.register), one.measure)
    return UseRow(
        name=_use_of(words, utility.utility, one.register),
        quantity=words.quantity(one.quantity, one.measure),
        decision=words.own.word(f"registration.decision.{one.decision}"),
        looks=one.decision.value,
        parts=tuple(map(words.part, one.parts)),
        remarks=tuple(remark(words, note, counted) for note in one.notes),
    )


def _use_of(words: MeterWords, utility: str, register: str) -> str:
    """Return that it is the use; of which register, unless it is called as the utility is."""
    if register == utility:
        return words.own.word("registration.use")
    return words.own.word("registration.use_of", code=register)


def _stays(
    words: MeterWords, view: "RegistrationView", utility: "UtilityView"
) -> Iterator[StayRow]:
    if not utility.previous:
        return
    compared: list[PreviousUse] = list(utility.previous)
    own = view.own_use(utility)
    if own is not None:
        compared.insert(0, own)
    most = max(one.each.exact for one in compared)
    for place, one in enumerate(compared):
        is_own = own is not None and place == 0
        yield StayRow(
            name=words.own.word("registration.this_stay") if is_own else one.stay,
            departure="" if one.departure is None else words.own.date(one.departure),
            days=words.own.number(one.days),
            persons=words.own.number(one.persons),
            quantity=words.quantity(one.quantity, utility.measure),
            each=words.quantity(one.each.rounded(EACH), utility.measure),
            share=max(0, round(100 * one.each.exact / most)) if most > 0 else 0,
            is_own=is_own,
        )


# --- what it comes to ---


def _price(words: MeterWords, one: "UtilityBill") -> Price:
    own, lines = words.own, []
    for line in one.bill.lines:
        name = own.word("registration.fixed", code=line.code)
        if line.kind != "fixed":
            name = _use_of(words, one.utility.code, line.code)
        taxed = tax(words, line)
        steps = (*sums(words, line, one.bill.measure), *([taxed] if taxed else []))
        lines.append(PriceRow(name, steps, words.money(line.gross)))
    name, amount = words.utility(one.utility.code), words.money(one.bill.gross)
    return Price(name, own.word("registration.tariff", tariff=one.tariff.id), tuple(lines), amount)


def _difference(words: MeterWords, one: "MeterDifference") -> DifferenceRow:
    own = words.own
    return DifferenceRow(
        own.word("registration.difference_number", number=own.number(one.number)),
        own.list_of((words.at(one.at), *one.documents)),
        tuple(_billed(words, one.lines)),
        words.money(one.gross),
    )


def _billed(words: MeterWords, lines: "Iterable[BilledLine]") -> Iterator[tuple[str, str]]:
    for line in lines:
        label = [words.utility(line.utility)]
        if line.code != line.utility:
            label.append(line.code)
        if line.kind != "fixed":
            label.append(words.quantity(line.quantity, line.measure))
        yield words.own.list_of(label), words.money(line.gross)
