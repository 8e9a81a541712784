"""What the tax rules of the place make of a bill.

They are asked from the stay's own facts: every night at its price with the packages that come with
it, whatever else stands on the bill, who sleeps there, what was granted. A charge takes its own
part of the answer. What a verb has changed of the rest is corrected at its end by the difference
alone, so a bill always says what the rules say, and nothing is left to be rounded when it is
closed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.folio import (
    ChargePosted,
    ChargeReversed,
    Component,
    Folio,
    Quote,
    TaxedAs,
)
from axentra_core.folio.corrections import added
from axentra_core.folio.tax import (
    CapScope,
    Exemption,
    Facts,
    Item,
    NightsBefore,
    Person,
    Rule,
    TaxQuote,
    quote,
)
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.window import Window
from axentra_core.kernel.money import exact
from axentra_core.kernel.numbers import add, total
from axentra_core.stays import Part, Stay, StayStatus

CORRECTION: Final = "tax-correction"
AHEAD: Final = frozenset({StayStatus.WAITLISTED, StayStatus.BOOKED, StayStatus.IN_HOUSE})
GIVEN_UP: Final = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW})


def night_source(night: date, *, day_use: bool) -> str:
    """Return what the charge of a night, or of a day use, is found by."""
    return f"{'day' if day_use else 'night'}:{night}"


class Bill:
    """A bill as the tax rules see it.

    To them a line goes by its number, a night that has none yet by its date.
    """

    def __init__(self, window: Window, bill: str) -> None:
        """Read the stay and every line of its bill."""
        self._window, self._settings = window, window.property.folio
        self._bill = bill
        self._stay: Stay | None = window.get("stay", bill)
        folio: Folio = window.need("folio", bill)
        self.next_line: int = len(folio.lines) + 1
        past = window.past("folio", bill)
        charges = [event for event in past if isinstance(event, ChargePosted)]
        taken_back = {event.reverses for event in past if isinstance(event, ChargeReversed)}
        self._sources = {charge.source for charge in charges}
        self._standing = [
            charge
            for charge in charges
            if charge.line not in taken_back
            if charge.taxed is not None or charge.source == CORRECTION
        ]

    def quote(self, sold: Sequence[Item] = ()) -> TaxQuote:
        """Return what the rules make of the bill with what is being sold.

        Raises:
            HotelRefusal: ``hotel.no_tax_rules``.
            TaxRefusal: as `axentra_core.folio.tax.quote`.
        """
        rules, facts = self._settings.tax, self._facts(sold)
        if rules is None:
            raise HotelRefusal("hotel.no_tax_rules", property=self._window.property.id)
        # What is sold has the number of its line before it is posted: then the same is asked again.
        asked, told = self._window.quotes.get(self._bill, (None, None))
        if told is None or asked != facts:
            told = quote(rules, facts, functions=self._window.outside.tax_functions)
            self._window.quotes[self._bill] = facts, told
        return told

    def parts(self, sold: Sequence[Item]) -> dict[str, Quote]:
        """Return the prices of what is being sold, each with its part of every component."""
        found, digits = self.quote(sold), self._window.property.digits
        return {one.id: _part(found, {one.id}, digits) for one in sold}

    def ahead(self, besides: Iterable[tuple[str, date, Part]] = ()) -> dict[str, Quote]:
        """Return the prices of the nights to come, by date, and of what comes with them.

        A part of a package goes by the date and its place from 1, such as ``2026-11-23-1``.

        Args:
            besides: what else is still to be posted: its name, its day, and what it is.
        """
        sold = [item for one in besides for item in self._beside(*one)]
        found, digits = self.quote(sold), self._window.property.digits
        names = dict.fromkeys(one.id.partition(".")[0] for one in found.items)
        lines = {str(charge.line) for charge in self._standing}
        return {name: _part(found, {name}, digits) for name in names if name not in lines}

    def correction(self) -> Quote | None:
        """Return what makes the bill say what the rules say; None if it does."""
        lines = {str(charge.line) for charge in self._standing}
        wanted = _part(self.quote(), lines, self._window.property.digits)
        return _difference(wanted, [charge.quote for charge in self._standing])

    def _facts(self, sold: Sequence[Item]) -> Facts:
        stay = self._stay
        items = [
            _item(charge, charge.taxed) for charge in self._standing if charge.taxed is not None
        ]
        if stay is None or stay.status in GIVEN_UP:
            return Facts((*items, *sold))
        before = self._nights_before(stay, {item.date for item in sold if item.is_night})
        return Facts(
            (*before, *items, *sold, *self._nights_ahead(stay)),
            tuple(_persons(stay)),
            check_in=stay.arrival,
            check_out=stay.departure,
            checks_in_at=self._settings.checks_in_at,
            booked_on=stay.booked_on,
            channel=stay.channel,
            star_class=self._settings.star_class,
            purpose=stay.purpose,
            nights_before=tuple(self._nights_of_the_year(stay)),
            exemptions=tuple(_exemptions(stay, None)),
        )

    def _nights_of_the_year(self, stay: Stay) -> Iterator[NightsBefore]:
        """Yield how many nights of former stays here count for rules with a cap by year.

        They are known of whoever has a profile: the guest who comes alone, and others by theirs.
        """
        rules = self._settings.tax.rules if self._settings.tax else ()
        capped = {rule.component: None for rule in rules if _is_by_year(rule)}
        for place, one in enumerate(stay.party if capped else (), 1):
            guest = one.guest or (stay.guest if len(stay.party) == 1 else None)
            years = Counter(self._nights_slept(guest, stay)) if guest else Counter()
            for code in capped:
                for year, nights in years.items():
                    yield NightsBefore(code, year, nights, str(place))

    def _nights_slept(self, guest: str, stay: Stay) -> Iterator[int]:
        """Yield the year of each night that a guest was charged for in a former stay."""
        stays = [found for _, found in self._window.find("stay.guest", guest) if found != stay.id]
        self._window.load(*(("stay", found) for found in stays))
        for former in (self._window.need("stay", found) for found in stays):
            if former.posted_through is not None and former.arrival < stay.arrival:
                yield from (
                    night.date.year
                    for night in former.nights
                    if night.date <= former.posted_through
                )

    def _nights_before(self, stay: Stay, being_sold: Collection[date]) -> Iterator[Item]:
        """Yield the nights that a former system has charged: they count, but not on this bill."""
        if not stay.taken_over or stay.posted_through is None:
            return
        for night in stay.nights:
            is_over = night.date <= stay.posted_through and night.date not in being_sold
            if is_over and night_source(night.date, day_use=False) not in self._sources:
                yield from self._night(stay, night.date, night.price)

    def _nights_ahead(self, stay: Stay) -> Iterator[Item]:
        for night in stay.unposted if stay.status in AHEAD else ():
            split = stay.split_of(night.date)
            yield from self._night(stay, night.date, split.room)
            for place, part in enumerate(split.parts, 1):
                yield from self._beside(f"{night.date}-{place}", night.date, part)

    def _beside(self, name: str, night: date, part: Part) -> Iterator[Item]:
        code = self._settings.code(part.code)
        if code.article is not None:
            yield Item(
                name,
                code.article,
                part.amount,
                code.basis,
                night,
                Decimal(part.quantity),
                category=code.department,
            )

    def _night(self, stay: Stay, night: date, price: Decimal) -> Iterator[Item]:
        own = self._window.property
        day_use = own.stays.day_use_code if stay.is_day_use else None
        code = self._settings.code(day_use or own.room_charge)
        if code.article is not None:
            yield Item(
                str(night),
                code.article,
                price,
                code.basis,
                night,
                is_night=not stay.is_day_use,
                category=code.department,
            )


def _item(charge: ChargePosted, taxed: TaxedAs) -> Item:
    return Item(
        str(charge.line),
        taxed.article,
        taxed.amount,
        taxed.basis,
        charge.service_date,
        Decimal(charge.quantity),
        is_night=taxed.is_night,
        category=charge.department,
    )


def _is_by_year(rule: Rule) -> bool:
    return rule.night_cap is not None and rule.night_cap.scope is CapScope.HOUSE_YEAR


def _persons(stay: Stay) -> Iterator[Person]:
    for place, one in enumerate(stay.party, 1):
        yield Person(
            str(place),
            age=one.age,
            residence=one.residence,
            nationality=one.nationality,
            since=one.since,
            until=one.until,
            exemptions=tuple(_exemptions(stay, place)),
        )


def _exemptions(stay: Stay, occupant: int | None) -> Iterator[Exemption]:
    """Yield what was granted to one of the party, or to all; the evidence stays sealed."""
    for one in stay.exemptions:
        if one.occupant == occupant:
            yield Exemption(one.reason, f"exemption {one.number}", one.granted_by)


def _part(found: TaxQuote, names: Collection[str], digits: int) -> Quote:
    """Return what some items have of a quote, in the decimals of the bill."""
    # A part of a package has the name of the package before its own.
    places = [at for at, one in enumerate(found.items) if one.id.partition(".")[0] in names]

    def own(amounts: Sequence[Decimal]) -> Decimal:
        return exact(total(amounts[at] for at in places), digits, found.currency)

    components = []
    for one in found.components:
        base, amount = total(one.base_by_item[at] for at in places), own(one.by_item)
        if base or amount:
            rate = one.rate if base else None
            components.append(Component(one.component, base, rate, amount, one.owed))
    net = own([item.net for item in found.items])
    owed = total(one.amount for one in components if one.owed)
    return Quote(found.currency, net, tuple(components), add(net, owed), found.policy)


def _difference(wanted: Quote, had: Iterable[Quote]) -> Quote | None:
    """Return what has to be added to what was posted; None for nothing."""
    found = added([wanted, *(posted.negated() for posted in had)])
    components = tuple(one for one in found.components if one.amount)
    return attrs.evolve(found, components=components) if found.net or components else None
