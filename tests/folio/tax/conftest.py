"""A second calculation of lodging tax, as plain and slow as it can be, to compare the engine with.

Nothing of the engine is used here, only the value classes that rules and facts are written in. All
numbers are exact fractions. What the nets of gross prices and the inclusive components come to is
found by elimination; wherever a price decides (a bracket, a cap, a deduction), each possibility is
tried in turn until one fits what comes out.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count, pairwise
from math import ceil, floor

import pytest

LEVELS = ("unit_rate", "line", "line_net", "night", "category", "invoice_rate", "stay", "bill")
STAYS = ("room_stay", "person_stay", "stay")
PERSONS = ("person_night", "person_stay")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Refused(Exception):
    """The calculation cannot be made from these facts."""


@dataclass
class Line:
    """An item after packages were split."""

    index: int
    id: str
    article: str
    amount: Fraction
    gross: bool
    date: object
    quantity: Fraction
    room: str
    is_night: bool
    category: str
    listed: Fraction | None
    source: object


@dataclass
class Unit:
    """The smallest thing that a rule brings an amount for."""

    rule: object
    line: Line
    members: list
    asks: Line
    person: object = None
    occupants: int = 1
    pieces: Fraction = Fraction(1)
    factor: Fraction = Fraction(1)


@dataclass
class Form:
    """A constant and multiples of unknowns."""

    constant: Fraction = Fraction(0)
    parts: dict = field(default_factory=dict)

    def __add__(self, other):
        """Return the sum."""
        parts = dict(self.parts)
        for name, value in other.parts.items():
            parts[name] = parts.get(name, Fraction(0)) + value
        return Form(self.constant + other.constant, {k: v for k, v in parts.items() if v})

    def __mul__(self, number):
        """Return a multiple."""
        parts = {name: value * number for name, value in self.parts.items() if number}
        return Form(self.constant * number, parts)

    def at(self, values):
        """Return what it comes to."""
        return self.constant + sum(
            (share * values[name] for name, share in self.parts.items()), Fraction(0)
        )


def round_to(amount, unit, mode):
    """Return the multiple of the unit that a mode chooses."""
    steps = amount / unit
    low = floor(steps)
    over = steps - low
    away = low + 1 if steps > 0 else low
    near = low if steps > 0 else low + 1
    half = Fraction(1, 2)
    if over == 0 or mode == "floor":
        chosen = low
    elif mode == "ceiling":
        chosen = low + 1
    elif mode == "up":
        chosen = away
    elif mode == "down":
        chosen = near
    elif over != half:
        chosen = low + 1 if over > half else low
    elif mode == "half_up":
        chosen = away
    elif mode == "half_down":
        chosen = near
    else:
        chosen = low if low % 2 == 0 else low + 1
    return chosen * unit


def share_out(whole, exacts, unit):
    """Return multiples of the unit that add up to the whole, by largest remainder.

    What is given back is shared as what was taken was.
    """
    if whole < 0 or (not whole and next(filter(None, exacts), 0) < 0):
        return [-part for part in share_out(abs(whole), [-exact for exact in exacts], unit)]
    parts = [floor(exact / unit) for exact in exacts]
    rests = [exact / unit - part for exact, part in zip(exacts, parts, strict=True)]
    left = whole / unit - sum(parts)
    order = sorted(range(len(parts)), key=lambda place: -rests[place])
    for place in order[: int(left)]:
        parts[place] += 1
    return [part * unit for part in parts]


def run_on(exacts, unit, mode, whole=None):
    """Return what each amount adds to a running sum that is rounded after it.

    What is missing of a whole that is given goes to the last amount that is not zero.
    """
    ends = [Fraction(0)]
    running = Fraction(0)
    for exact in exacts:
        running += exact
        ends.append(round_to(running, unit, mode))
    parts = [after - before for before, after in pairwise(ends)]
    if whole is not None and sum(parts) != whole:
        place = [at for at, exact in enumerate(exacts) if exact][-1:] or [len(parts) - 1]
        parts[place[0]] += whole - sum(parts)
    return parts


def solve(equations, names):
    """Return the values of the unknowns: each equation is a `Form` that is zero."""
    solved = {}
    for form in equations:
        row = form
        for name, known in solved.items():
            if name in row.parts:
                row = without(row, name) + known * row.parts[name]
        if not row.parts:
            return None
        name = next(iter(row.parts))
        result = without(row, name) * (-1 / row.parts[name])
        for other, known in solved.items():
            if name in known.parts:
                solved[other] = without(known, name) + result * known.parts[name]
        solved[name] = result
    return {name: solved[name].constant for name in names}


def without(form, name):
    """Return a form without one of its unknowns."""
    return Form(form.constant, {other: x for other, x in form.parts.items() if other != name})


class Guesses:
    """Goes through all ways in which a price can decide, one after the other."""

    def __init__(self):
        """Begin with the first possibility everywhere."""
        self.path = []
        self.widths = []
        self.place = 0
        self.checks = []

    def choose(self, form, options):
        """Return one of the options; each is a pair: a test of the value, and what follows."""
        if not form.parts:
            return next(result for test, result in options if test(form.constant))
        if self.place == len(self.path):
            self.path.append(0)
            self.widths.append(len(options))
        test, result = options[self.path[self.place]]
        self.place += 1
        self.checks.append((form, test))
        return result

    def fit(self, values):
        """Return whether everything that was guessed is so."""
        return all(test(form.at(values)) for form, test in self.checks)

    def another(self):
        """Go on to the next possibility; False when there is none left."""
        del self.path[self.place :], self.widths[self.place :]
        while self.path and self.path[-1] + 1 == self.widths[-1]:
            self.path.pop()
            self.widths.pop()
        if not self.path:
            return False
        self.path[-1] += 1
        self.place = 0
        self.checks = []
        return True


class Reference:
    """One calculation: rules, facts, and what was found so far."""

    def __init__(self, rules, facts, functions=None):
        """Split packages and find the stay."""
        self.set = rules
        self.rules = rules.rules
        self.facts = facts
        self.functions = functions or {}
        self.mode = rules.rounding.mode
        self.price_unit = self.unit_of_prices()
        self.lines = self.split()
        nights = [line.date for line in self.lines if line.is_night]
        self.check_in = facts.check_in or (min(nights) if nights else None)
        self.check_out = facts.check_out or (max(nights) + timedelta(1) if nights else None)
        for night in nights:
            if night < rules.valid_first or (rules.valid_last and night > rules.valid_last):
                raise Refused("the rules are not for this night")
        self.components = list(dict.fromkeys(rule.component for rule in self.rules))
        self.units = {rule.id: self.units_of(rule) for rule in self.rules}
        self.cut = {}
        for rule in self.rules:
            if rule.flat is not None:
                flat = [
                    (unit, self.exactly(unit, None, None, Guesses()).constant)
                    for unit in self.units[rule.id]
                ]
                self.cut |= {id(unit): exact for unit, exact in self.cut_to_most(rule, flat)}
        self.net = {}
        self.system = {}
        self.exact = {}
        self.final = {}

    # What there is.

    def unit_of_prices(self):
        """Return the step of prices."""
        if self.set.price_unit is not None:
            return Fraction(self.set.price_unit)
        exponent = self.set.rounding.unit.as_tuple().exponent
        return Fraction(10) ** min(exponent, 0)

    def split(self):
        """Return the items with packages cut into their parts."""
        lines = []
        splits = {split.article: split for split in self.set.splits}
        for item in self.facts.items:
            split = splits.get(item.article)
            if split is None:
                lines.append(self.line(item, item.id, item.article, item.amount, item.list_price))
                lines[-1].index = len(lines) - 1
                continue
            amounts = self.parts_of(Fraction(item.amount), split)
            listed = [None] * len(split.parts)
            if item.list_price is not None:
                listed = self.parts_of(Fraction(item.list_price), split)
            for place, part in enumerate(split.parts):
                line = self.line(
                    item, f"{item.id}.{part.article}", part.article, amounts[place], listed[place]
                )
                line.is_night = item.is_night and place == 0
                line.index = len(lines)
                lines.append(line)
        return lines

    def parts_of(self, amount, split):
        """Return the amounts of a package's parts; the first takes the rest."""
        rest = [
            round_to(amount * Fraction(part.share), self.price_unit, "half_up")
            for part in split.parts[1:]
        ]
        return [amount - sum(rest), *rest]

    @staticmethod
    def line(item, name, article, amount, listed):
        """Return a line."""
        return Line(
            0,
            name,
            article,
            Fraction(amount),
            item.basis == "gross",
            item.date,
            Fraction(item.quantity),
            item.room,
            item.is_night,
            item.category or article,
            None if listed is None else Fraction(listed),
            item,
        )

    # Which units a rule has.

    def articles_of(self, rule):
        """Return the articles of a rule's base."""
        return [part.code for part in rule.base if part.code in self.set.articles]

    def units_of(self, rule):
        """Return all units of a rule, in the order of the items and persons."""
        made = self.rate_units(rule) if rule.is_rate else self.amount_units(rule)
        return sorted(
            (unit for unit in made if unit is not None),
            key=lambda unit: (unit.line.index, self.place_of(unit.person)),
        )

    def place_of(self, person):
        """Return where a person stands in the list."""
        return -1 if person is None else self.facts.persons.index(person)

    def key_of(self, per, line):
        """Return what lines of one unit have in common."""
        return {
            "price": line.index,
            "unit": line.index,
            "room_night": (line.room, line.date),
            "person_night": (line.room, line.date),
            "night": line.date,
            "room_stay": line.room,
            "person_stay": line.room,
            "stay": 0,
        }[per]

    def grouped(self, rule, lines):
        """Return the lines by unit, in order of their first line."""
        groups = {}
        for line in lines:
            groups.setdefault(self.key_of(rule.per, line), []).append(line)
        return list(groups.values())

    def amount_units(self, rule):
        """Return the units of a rule that brings amounts: made by nights, or by pieces."""
        articles = self.articles_of(rule)
        for_pieces = rule.per == "unit" and articles
        liable = [
            line
            for line in self.lines
            if (line.article in articles if articles else line.is_night)
            and (line.is_night or for_pieces)
        ]
        liable.sort(key=lambda line: line.date)
        for group in self.grouped(rule, liable):
            if rule.per in PERSONS:
                yield from self.person_units(rule, group, group)
            else:
                first = next(
                    (line for line in group if rule.per in STAYS or self.applies(rule, line)), None
                )
                if first is None or not self.applies(rule, first):
                    continue
                yield self.unit(rule, first, [], self.pieces_of(rule, first))

    def pieces_of(self, rule, line):
        """Return how many pieces of an item, or how many rooms, a unit is for."""
        if rule.per in {"room_night", "room_stay"}:
            return self.rooms_in(line)
        return line.quantity if rule.per == "unit" else Fraction(1)

    def rooms_in(self, line):
        """Return how many rooms there are on a line's date under the name of its room."""
        return max(
            (
                other.quantity
                for other in self.lines
                if other.is_night and (other.room, other.date) == (line.room, line.date)
            ),
            default=Fraction(1),
        )

    def rate_units(self, rule):
        """Return the units of a rule that takes a part of its base."""
        if rule.per in {"price", "unit"}:
            for line in self.lines:
                if self.applies(rule, line):
                    counted = rule.unit_cap is not None or line.article in self.articles_of(rule)
                    yield self.unit(rule, line, [line], line.quantity if counted else Fraction(1))
            return
        lines = sorted(self.lines, key=lambda line: line.date)
        articles = self.articles_of(rule)
        for lot in self.grouped(rule, lines):
            group = [
                line
                for line in lot
                if line.article in articles
                or any(part.code not in self.set.articles for part in rule.base)
            ]
            nights = [line for line in group if line.is_night] or group
            if not group:
                continue
            if rule.per in PERSONS:
                yield from self.person_units(rule, nights, group)
            elif self.applies(rule, nights[0]):
                yield from self.rate_unit(rule, nights[0], group, None, 1)

    def rate_unit(self, rule, first, group, person, occupants):
        """Return a unit; of an inclusive rule one for each gross line, which contains its part."""
        group = sorted(group, key=lambda line: line.index)
        pieces = self.pieces_of(rule, first)
        together = [line for line in group if not (rule.inclusive and line.gross)]
        if together:
            nights = [line for line in together if line.is_night]
            here = first if first in together else [*nights, *together][0]
            unit = self.unit(rule, here, together, pieces, person, occupants)
            unit.asks = first
            yield unit
        for line in group:
            if line in together:
                continue
            unit = self.unit(rule, line, [line], pieces, person, occupants)
            unit.asks = first
            yield unit

    def person_units(self, rule, nights, members):
        """Return a unit for each liable person of a room and night, or of a room."""
        if not nights:
            return
        in_room = [person for person in self.facts.persons if person.room == nights[0].room]
        there = [person for person in in_room if any(person.is_there(line.date) for line in nights)]
        if not in_room and self.valid(rule, nights[0]):
            raise Refused("nobody is in the room")
        for person in there:
            first = next(line for line in nights if person.is_there(line.date))
            if not self.applies(rule, first, person):
                continue
            if rule.is_rate:
                yield from self.rate_unit(rule, first, members, person, len(there))
            else:
                yield self.unit(rule, first, [], Fraction(1), person, len(there))

    def unit(self, rule, line, members, pieces, person=None, occupants=1):
        """Return a unit with the factors of its night, its person and exemptions."""
        factor = Fraction(1)
        number = self.night_number(line.date, person) if line.is_night else None
        if rule.night_cap is not None and number is not None:
            counted = number
            if rule.night_cap.scope == "house_year":
                counted = self.number_in_year(rule, line.date, person)
            if counted > rule.night_cap.nights:
                factor = Fraction(0)
        begun = [step for step in rule.night_factors if number and number >= step.first]
        if begun:
            factor *= Fraction(begun[-1].factor)
        if self.long_stay_frees(rule, line, number):
            factor = Fraction(0)
        if person is not None:
            factor *= self.age_factor(rule, person.age_on(line.date))
        factor *= self.relief(rule, line, person)
        return Unit(rule, line, members, line, person, occupants, pieces, factor)

    def night_number(self, date, person):
        """Return the so-manyth night of the stay, or of the person."""
        if self.check_in is None:
            return None
        first = self.check_in
        if person is not None and person.since is not None:
            first = max(first, person.since)
        return (date - first).days + 1

    def number_in_year(self, rule, date, person):
        """Return the so-manyth night of the year in this house."""
        first = self.check_in
        if person is not None and person.since is not None:
            first = max(first, person.since)
        first = max(first, date.replace(month=1, day=1))
        before = sum(
            entry.nights
            for entry in self.facts.nights_before
            if entry.component == rule.component
            and entry.year == date.year
            and (entry.person is None or (person is not None and entry.person == person.id))
        )
        return before + (date - first).days + 1

    def long_stay_frees(self, rule, line, number):
        """Return whether a long stay frees this night."""
        long = rule.long_stay
        if long is None:
            return False
        promised = self.facts.committed_nights
        if long.committed and promised is not None and promised >= long.nights:
            return True
        if self.check_in is None:
            return False
        if long.effect == "after":
            return line.is_night and number > long.nights
        return (self.check_out - self.check_in).days >= long.nights

    @staticmethod
    def age_factor(rule, age):
        """Return the part that somebody of this age pays."""
        for band in rule.ages:
            years = 30 if age is None else age
            if band.first <= years and (band.below is None or years < band.below):
                return Fraction(band.factor)
        return Fraction(1)

    def relief(self, rule, line, person):
        """Return what exemptions leave; a room is free as far as all are who owe anything."""
        owing = [guest for guest in self.occupants(line) if self.is_from(rule, guest)]
        somebody = owing if person is None else [person]
        left = [
            self.left_by(rule, [*self.facts.exemptions, *guest.exemptions]) for guest in somebody
        ]
        return max(left, default=self.left_by(rule, self.facts.exemptions))

    @staticmethod
    def left_by(rule, exemptions):
        """Return what the best of some exemptions leaves."""
        reasons = {exemption.reason for exemption in exemptions}
        left = [Fraction(relief.factor) for relief in rule.reliefs if relief.reason in reasons]
        return min(left, default=Fraction(1))

    def occupants(self, line):
        """Return who sleeps in a line's room on its date."""
        return [
            guest
            for guest in self.facts.persons
            if guest.room == line.room and guest.is_there(line.date)
        ]

    # When a rule applies.

    def applies(self, rule, line, person=None):
        """Return whether a rule is valid for a line and its conditions are met."""
        return self.valid(rule, line) and self.met(rule, line, person)

    def valid(self, rule, line):
        """Return whether a rule is valid on the date that decides."""
        validity = rule.validity
        if validity.first is None and validity.last is None:
            return True
        key = validity.key
        if key == "night":
            date = line.date
        elif key == "check_in":
            date = self.needed(self.check_in)
        elif key == "check_out":
            date = self.needed(self.check_out)
        elif key == "booking":
            date = self.needed(self.facts.booked_on)
        elif key == "block_24h":
            start = datetime.combine(line.date, self.needed(self.facts.checks_in_at))
            date = (start + timedelta(hours=12)).date()
        else:
            date = self.functions[validity.function](self.facts, line.source)
        return (validity.first is None or validity.first <= date) and (
            validity.last is None or date <= validity.last
        )

    @staticmethod
    def needed(fact):
        """Return a fact, or refuse if it is not known."""
        if fact is None:
            raise Refused("a fact is missing")
        return fact

    def met(self, rule, line, person):  # noqa: C901, PLR0911, PLR0912 - one after the other
        """Return whether all conditions of a rule are met."""
        asked, facts = rule.conditions, self.facts
        day = f"{line.date:%m-%d}"
        in_season = not asked.seasons or any(
            season.first <= day <= season.last
            if season.first <= season.last
            else day >= season.first or day <= season.last
            for season in asked.seasons
        )
        if not in_season:
            return False
        if asked.weekdays and WEEKDAYS[line.date.weekday()] not in asked.weekdays:
            return False
        if asked.channels and facts.channel not in asked.channels:
            return False
        if asked.not_channels and facts.channel in asked.not_channels:
            return False
        if asked.booked_first and self.needed(facts.booked_on) < asked.booked_first:
            return False
        if asked.booked_last and self.needed(facts.booked_on) > asked.booked_last:
            return False
        if asked.star_classes and self.needed(facts.star_class) not in asked.star_classes:
            return False
        if asked.purposes and facts.purpose not in asked.purposes:
            return False
        if asked.not_purposes and facts.purpose in asked.not_purposes:
            return False
        if asked.least_nights or asked.most_nights:
            length = (self.needed(self.check_out) - self.needed(self.check_in)).days
            if asked.least_nights and length < asked.least_nights:
                return False
            if asked.most_nights and length > asked.most_nights:
                return False
        if not self.met_by_somebody(rule, line, person):
            return False
        return not asked.function or bool(
            self.functions[asked.function](
                facts, line.source, person if rule.per in PERSONS else None
            )
        )

    def met_by_somebody(self, rule, line, person):
        """Return whether the person, or anybody in the room, comes from where it is asked."""
        asked = rule.conditions
        if not (
            asked.residence_in
            or asked.residence_not_in
            or asked.nationality_in
            or asked.nationality_not_in
        ):
            return True
        if rule.per in PERSONS:
            somebody = [] if person is None else [person]
        else:
            somebody = [
                guest
                for guest in self.facts.persons
                if guest.room == line.room and guest.is_there(line.date)
            ]
        return any(self.is_from(rule, guest) for guest in somebody)

    @staticmethod
    def is_from(rule, guest):
        """Return whether somebody comes from where it is asked."""
        asked = rule.conditions
        return (
            (not asked.residence_in or guest.residence in asked.residence_in)
            and (not asked.residence_not_in or guest.residence not in asked.residence_not_in)
            and (not asked.nationality_in or guest.nationality in asked.nationality_in)
            and (not asked.nationality_not_in or guest.nationality not in asked.nationality_not_in)
        )

    # What a unit comes to, as a form of what is not known yet.

    def exactly(self, unit, net, component, guesses, exact=None):
        """Return the exact amount of a unit; `net` and `component` tell what its base is.

        A table is asked with prices that are not rounded, which `exact` tells where that differs.
        """
        rule = unit.rule
        if id(unit) in self.cut:
            return Form(self.cut[id(unit)])
        if rule.percent is not None:
            amount = self.base(unit, net, component, guesses) * Fraction(rule.percent)
        elif rule.flat is not None:
            amount = Form(Fraction(rule.flat)) * unit.pieces
        else:
            value = self.bracket(unit, *(exact or (net, component)), guesses)
            if rule.is_rate:
                amount = self.base(unit, net, component, guesses) * value
            else:
                amount = Form(value) * unit.pieces
        if rule.unit_cap is not None:
            most = Fraction(rule.unit_cap)
            most *= unit.pieces
            amount = guesses.choose(
                amount,
                [
                    (lambda value: -most <= value <= most, amount),
                    (lambda value: value > most, Form(most)),
                    (lambda value: value < -most, Form(-most)),
                ],
            )
        return amount * unit.factor

    def base(self, unit, net, component, guesses):
        """Return what a unit's rate is taken of."""
        total = Form()
        for line in unit.members:
            for part in unit.rule.base:
                if part.code in self.set.articles:
                    if line.article != part.code:
                        continue
                    amount = net(line)
                else:
                    amount = component(part.code, line)
                off = Fraction(part.deduction) * line.quantity
                if off:
                    amount = guesses.choose(
                        amount,
                        [
                            (lambda value, off=off: value > off, amount + Form(-off)),
                            (lambda value, off=off: value < -off, amount + Form(off)),
                            (lambda value, off=off: -off <= value <= off, Form()),
                        ],
                    )
                total += amount * Fraction(part.factor)
        return total * Fraction(1, unit.occupants)

    def key_lines(self, rule, line):
        """Return the lines whose price a bracket table is asked with."""
        if not line.is_night:
            return [line]
        return [other for other in self.lines if (other.room, other.date) == (line.room, line.date)]

    def is_in_key(self, rule, asked, line):
        """Return whether the price of a line is in the key that is asked for another."""
        articles = [code for code in rule.brackets.key if code in self.set.articles]
        if not asked.is_night:
            return bool(articles) or not rule.brackets.key
        if articles or rule.brackets.key:
            return line.article in articles
        own = self.articles_of(rule)
        return line.article in own if own else line.is_night

    def key_price(self, rule, line, net, component):
        """Return the price of a line as a table asks for it."""
        asked = rule.brackets.key_price
        if asked == "listed":
            return Form(self.needed(line.listed))
        if asked == "net":
            return net(line)
        if line.gross:
            return Form(line.amount)
        if rule.inclusive:
            raise Refused("a gross price that this rule is a part of")
        price = net(line)
        for code in filter(self.is_inclusive, self.components):
            price += component(code, line)
        return price

    def bracket(self, unit, net, component, guesses):
        """Return the value of the bracket that a unit's price is in."""
        table, line = unit.rule.brackets, unit.asks
        named = [code for code in table.key if code not in self.set.articles]
        lines = self.key_lines(unit.rule, line)
        counted = [other for other in lines if self.is_in_key(unit.rule, line, other)]
        price = Form()
        for other in counted:
            price += self.key_price(unit.rule, other, net, component)
        for other in lines:
            for code in named:
                price += component(code, other)
        if table.key_price != "listed" and sum(other.amount for other in counted or lines) < 0:
            price *= -1
        price *= 1 / (self.rooms_in(line) if line.is_night else line.quantity)
        if table.key_per == "person":
            there = [
                guest
                for guest in self.facts.persons
                if guest.room == line.room and guest.is_there(line.date)
            ]
            if not there:
                raise Refused("nobody is in the room")
            price *= (self.rooms_in(line) if line.is_night else line.quantity) / len(there)
        return guesses.choose(price, self.bracket_options(table, price))

    @staticmethod
    def bracket_options(table, price):
        """Return a test and the value of every line of a table, as far up as a price may be."""
        bounds = [(Fraction(line.above), Fraction(line.value)) for line in table.lines]
        if table.step is not None:
            start, value = bounds[-1]
            highest = max((abs(price.constant) + 1) * 4, start) if price.parts else price.constant
            steps = max(ceil((highest - start) / Fraction(table.step)), 0) + 1
            bounds += [
                (start + place * Fraction(table.step), value + place * Fraction(table.step_value))
                for place in range(1, steps + 1)
            ]

        def test(low, high):
            if table.inclusive_lower:
                return lambda found: (
                    (low is None or found >= low) and (high is None or found < high)
                )
            return lambda found: (low is None or found > low) and (high is None or found <= high)

        edges = [None, *(bound for bound, _ in bounds), None]
        values = [Fraction(0), *(value for _, value in bounds)]
        return [
            (test(edges[place], edges[place + 1]), values[place]) for place in range(len(values))
        ]

    # Everything inclusive, solved together.

    def is_inclusive(self, code):
        """Return whether a component is contained in gross prices."""
        return any(rule.component == code and rule.inclusive for rule in self.rules)

    def clusters(self):
        """Return the lines that depend on each other, together."""
        parent = {line.index: line.index for line in self.lines}

        def root(place):
            while parent[place] != place:
                place = parent[place]
            return place

        for rule in self.rules:
            if not rule.inclusive:
                continue
            for unit in self.units[rule.id]:
                others = [*unit.members]
                if rule.brackets is not None:
                    others += self.key_lines(rule, unit.asks)
                for other in others:
                    parent[root(other.index)] = root(unit.line.index)
        groups = {}
        for line in self.lines:
            groups.setdefault(root(line.index), []).append(line)
        return groups.values()

    def solve_inclusive(self):
        """Find the exact net of every line and the exact inclusive components it has."""
        inclusive = [code for code in self.components if self.is_inclusive(code)]
        for lines in self.clusters():
            gross = [line for line in lines if line.gross]
            names = [("net", line.index) for line in gross]
            names += [(code, line.index) for code in inclusive for line in lines]
            units = [
                unit
                for rule in self.rules
                if rule.inclusive
                for unit in self.units[rule.id]
                if unit.line in lines
            ]
            guesses = Guesses()
            while True:
                values = self.try_to_solve(lines, inclusive, names, units, guesses)
                if values is not None and guesses.fit(values):
                    break
                if not guesses.another():
                    raise Refused("no price without tax comes to this price")
            for line in lines:
                self.net[line.index] = values[("net", line.index)] if line.gross else line.amount
                for code in inclusive:
                    self.system[code, line.index] = values[code, line.index]

    def try_to_solve(self, lines, inclusive, names, units, guesses):
        """Return all unknowns for one set of guesses, or None if they have no one solution."""

        def net(line):
            if line.gross:
                return Form(Fraction(0), {("net", line.index): Fraction(1)})
            return Form(line.amount)

        def component(code, line):
            if code not in inclusive:
                raise NotImplementedError("an inclusive rule takes a part of an exclusive one")
            return Form(Fraction(0), {(code, line.index): Fraction(1)})

        sums = {
            (code, line.index): Form(Fraction(0), {(code, line.index): Fraction(-1)})
            for code in inclusive
            for line in lines
        }
        for unit in units:
            amount = self.exactly(unit, net, component, guesses)
            sums[unit.rule.component, unit.line.index] += amount
        equations = list(sums.values())
        for line in lines:
            if line.gross:
                parts = {("net", line.index): Fraction(1)}
                parts |= {(code, line.index): Fraction(1) for code in inclusive}
                equations.append(Form(-line.amount, parts))
        return solve(equations, names) if names else {}

    # One component after the other.

    def in_order(self):  # noqa: C901 - plain and slow
        """Return the components so that each comes after those that it takes a part of."""
        needs = {code: set() for code in self.components}
        for rule in self.rules:
            named = [part.code for part in rule.base]
            if rule.brackets is not None:
                named += rule.brackets.key
                if rule.brackets.key_price == "gross":
                    named += [
                        code
                        for code in self.components
                        if self.is_inclusive(code) and not rule.inclusive
                    ]
            needs[rule.component] |= {code for code in named if code in needs}
        self.circular = set()
        for code in self.components:
            seen, waiting = set(), list(needs[code])
            while waiting:
                other = waiting.pop()
                if other not in seen:
                    seen.add(other)
                    waiting += needs[other]
            if code in seen:
                self.circular.add(code)
        done = []
        while len(done) < len(self.components):
            for code in self.components:
                if code in done:
                    continue
                if needs[code] - self.circular <= set(done) | {code}:
                    done.append(code)
                    break
            else:
                raise Refused("the rules go round in a circle")
        return done

    def policy_of(self, code):
        """Return the rounding of a component."""
        rule = next(rule for rule in self.rules if rule.component == code)
        return rule.rounding or self.set.rounding

    def amounts_of(self, code):  # noqa: C901 - plain and slow
        """Return the units of a component, each with its exact amount and its rate."""
        level = self.policy_of(code).level

        def net(line):
            exact = self.net[line.index]
            if level == "line_net":
                exact = round_to(exact, self.price_unit, self.mode)
            return Form(exact)

        def component(other, line):
            if other in self.circular or (other, line.index) not in self.final:
                return Form(
                    self.exact.get((other, line.index), self.system.get((other, line.index), 0))
                )
            # Lines are rounded each for itself under both names.
            own, asked = (
                LEVELS.index("line" if one == "line_net" else one)
                for one in (self.policy_of(other).level, level)
            )
            finer = own <= asked
            known = self.final if finer else self.exact
            return Form(known[other, line.index])

        def from_system(other, line):
            return Form(self.system[other, line.index])

        def exact_net(line):
            return Form(self.net[line.index])

        def exact_component(other, line):
            known = self.system.get((other, line.index), Fraction(0))
            return Form(self.exact.get((other, line.index), known))

        found, rates = [], {}
        for rule in self.rules:
            if rule.component != code:
                continue
            amounts = []
            units = self.units[rule.id]
            if not rule.is_rate and rule.per != "unit":
                units = sorted(units, key=lambda unit: unit.line.date)
            for unit in units:
                solved = rule.inclusive and (unit.line.gross or code in self.circular)
                base = (exact_net, from_system) if solved else (net, component)
                asked = exact_net, from_system if solved else exact_component
                exact = self.exactly(unit, *base, Guesses(), asked).constant
                rates[id(unit)] = self.rate_of(unit, *asked)
                amounts.append((unit, exact))
            if rule.flat is None:
                amounts = self.cut_to_most(rule, amounts)
            found += [(unit, exact, rates[id(unit)]) for unit, exact in amounts]
        if any(unit.rule.inclusive and unit.line.gross for unit, *_ in found):
            found.sort(key=lambda entry: entry[0].line.index)
        return found

    def cut_to_most(self, rule, amounts):
        """Return amounts of units cut to the most of the stay; rounded ones where each one is."""
        if rule.stay_cap is None:
            return amounts
        most, whole, kept, found = Fraction(rule.stay_cap), Fraction(0), Fraction(0), []
        for unit, exact in sorted(amounts, key=lambda entry: entry[0].line.date):
            whole += exact
            if self.policy_of(rule.component).level == "unit_rate":
                whole += self.rounded_one_by_one(rule.component, exact, unit.pieces) - exact
                unit.pieces = Fraction(1)
            found.append((unit, max(-most, min(most, whole)) - kept))
            kept += found[-1][1]
        return found

    def on_the_bill(self, unit):
        """Return the place of a unit on the bill."""
        return unit.line.index, self.place_of(unit.person)

    def rounded_one_by_one(self, code, exact, pieces):
        """Return an amount of which each piece is rounded."""
        policy = self.policy_of(code)
        unit, mode = Fraction(policy.unit), policy.mode
        return round_to(round_to(exact / pieces, unit, mode) * pieces, unit, mode)

    def rate_of(self, unit, net, component):
        """Return the rate or the amount of one unit."""
        if unit.rule.percent is not None:
            return Fraction(unit.rule.percent)
        if unit.rule.flat is not None:
            return Fraction(unit.rule.flat)
        return self.bracket(unit, net, component, Guesses())

    def round_component(self, code, amounts):
        """Round a component as its policy says and share it out to its lines."""
        policy = self.policy_of(code)
        unit, mode, level = Fraction(policy.unit), policy.mode, policy.level
        groups = {}
        for part, exact, rate in amounts:
            line = part.line
            self.exact[code, line.index] = self.exact.get((code, line.index), Fraction(0)) + exact
            name = {
                "unit_rate": count(),
                "line": line.index,
                "line_net": line.index,
                "night": line.date,
                "category": line.category,
                "invoice_rate": rate,
                "stay": 0,
                "bill": 0,
            }[level]
            groups.setdefault(name, []).append((part, exact))
        shares = {line.index: Fraction(0) for line in self.lines}
        for group in groups.values():
            if level == "bill":
                continue
            if level == "unit_rate":
                [(part, exact)] = group
                shares[part.line.index] += self.rounded_one_by_one(code, exact, part.pieces)
                continue
            in_turn = sorted(group, key=lambda entry: self.on_the_bill(entry[0]))
            exacts = [exact for _, exact in in_turn]
            for (part, _), share in zip(in_turn, run_on(exacts, unit, mode), strict=True):
                shares[part.line.index] += share
        for line in self.lines:
            self.exact.setdefault((code, line.index), Fraction(0))
            if level != "bill":
                self.final[code, line.index] = shares[line.index]

    def round_bill(self):
        """Round the total of all components that are rounded together."""
        groups = {}
        for code in self.components:
            policy = self.policy_of(code)
            if policy.level == "bill":
                groups.setdefault((policy.unit, policy.mode), []).append(code)
        for (step, mode), codes in groups.items():
            unit = Fraction(step)
            exacts = [
                sum((self.exact[code, line.index] for line in self.lines), Fraction(0))
                for code in codes
            ]
            wholes = share_out(round_to(sum(exacts), unit, mode), exacts, unit)
            for code, whole in zip(codes, wholes, strict=True):
                own = [self.exact[code, line.index] for line in self.lines]
                split = run_on(own, unit, mode, whole)
                for line, share in zip(self.lines, split, strict=True):
                    self.final[code, line.index] = share

    def rounded_nets(self):
        """Return the net of each line, before inclusive components take their rounded parts."""
        return {
            line.index: round_to(self.net[line.index], self.price_unit, self.mode)
            for line in self.lines
        }

    def quote(self):
        """Return net, components, total and what is owed."""
        self.solve_inclusive()
        for code in self.in_order():
            self.round_component(code, self.amounts_of(code))
        self.round_bill()
        inclusive = [code for code in self.components if self.is_inclusive(code)]
        amounts = {
            code: sum((self.final[code, line.index] for line in self.lines), Fraction(0))
            for code in self.components
        }
        nets = self.rounded_nets()
        extra = Fraction(0)
        for line in self.lines:
            if not line.gross:
                continue
            held = sum((self.final[code, line.index] for code in inclusive), Fraction(0))
            applied = [
                code
                for code in inclusive
                if any(
                    unit.line is line
                    for rule in self.rules
                    if rule.component == code
                    for unit in self.units[rule.id]
                )
            ]
            if self.set.rounding.residual == "net" or not applied:
                nets[line.index] = line.amount - held
            elif self.set.rounding.residual == "last":
                amounts[applied[-1]] += line.amount - held - nets[line.index]
            else:
                extra += line.amount - held - nets[line.index]
        if self.set.rounding.residual == "line":
            amounts["rounding"] = extra
        net = sum(nets.values(), Fraction(0))
        taken = {rule.component for rule in self.rules if self.facts.channel in rule.collected_by}
        return {
            "net": net,
            "amounts": amounts,
            "total": net + sum(amounts.values()),
            "owed": net + sum(value for code, value in amounts.items() if code not in taken),
        }


@pytest.fixture(scope="session")
def reference():
    """Return the second calculation: of a rule set and facts, as a dict of exact fractions."""

    def quote(rules, facts, functions=None):
        return Reference(rules, facts, functions).quote()

    return quote


@pytest.fixture(scope="session")
def refused():
    """Return what the second calculation raises where there is no answer."""
    return Refused
