"""What is wrong with rules, and what a calculation refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import InvalidInput, RuleViolation


class WrongRules(InvalidInput):
    """A file of tax rules cannot be meant as it stands; `faults` lists everything with its path."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "tax.bad_year_day": "{got} is not a day of the year; write it as 05-01",
        "tax.function_not_named": (
            "a function's name and the key function belong together; give both or neither"
        ),
        "tax.tariff": "a rule has exactly one of percent, flat and brackets; this has {got}",
        "tax.base_missing": "a rate needs a base; name the articles and components it is taken of",
        "tax.base_unknown": "{got} is neither an article nor a component; possible are {allowed}",
        "tax.base_not_article": (
            "an amount counts items, so {got} has to be an article; possible are {allowed}"
        ),
        "tax.deduction_of_component": (
            "a deduction is taken off a price, and {got} is a component; give it where the base "
            "names the article"
        ),
        "tax.per_stay": (
            "per {per} counts once, at the first night: there are no later nights to tell apart; "
            "leave this out, or count by night"
        ),
        "tax.key_component": "{got} cannot stand in this key: {why}; leave it out",
        "tax.per_price": "an amount counts something: set per to another value than price",
        "tax.per_item": "an amount per unit names the articles it counts; give a base",
        "tax.rate_too_high": (
            "{got} is more than the whole price; write 4 % as 0.04. "
            "Only a base without articles can have a rate above 1"
        ),
        "tax.code_reserved": "{got} has a meaning of its own; choose another code",
        "tax.circular_exclusive": (
            "{codes} stand in each other's base; "
            "only inclusive percent rules can be solved together"
        ),
        "tax.circular_unsolvable": (
            "{codes} stand in each other's base and have no solution; lower their rates"
        ),
        "tax.circle_too_large": (
            "{got} components stand in each other's bases, {most} can; "
            "name the articles in some of the bases instead"
        ),
        "tax.circular_shape": (
            "{codes} stand in each other's base; there each is a plain percent per price, "
            "without brackets, caps and deductions"
        ),
        "tax.brackets_order": "{got} does not lie above {before}; put the bounds in rising order",
        "tax.brackets_empty": "a table needs at least one line",
        "tax.brackets_step": (
            "step, which is more than zero, and step_value belong together in a table of amounts"
        ),
        "tax.bands_order": "this begins before {before} is over; put them in rising order",
        "tax.validity_overlap": (
            "holds on {day}, as {other} of the same component, authority and name does; "
            "end one of them the day before the other begins"
        ),
        "tax.validity_gap": (
            "nothing holds from {first} to {last}, after {other} of the same component, authority "
            "and name; extend one of them or give this another name"
        ),
        "tax.component_mixed": (
            "{field} differs from that of {other} in the same component; make them equal or use "
            "two components"
        ),
        "tax.inclusive_shape": (
            "an inclusive rate is solved item by item or room by room: it cannot have {what}"
        ),
        "tax.unit_off_step": (
            "{got} is no multiple of {step}, the step of prices; round to a multiple of it, or set "
            "price_unit to the smallest coin"
        ),
        "tax.split_shares": "the shares of a package add up to 1, not {got}",
    }


class TaxRefusal(RuleViolation):
    """The tax cannot be calculated from what is known."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "tax.fact_missing": "rule {rule} asks for {fact}, which is not given; give it",
        "tax.persons_missing": (
            "rule {rule} counts persons, and none are known for room {room}; give its persons"
        ),
        "tax.function_unknown": (
            "rule {rule} asks the function {name}, which was not given; pass it in functions"
        ),
        "tax.function_failed": (
            "rule {rule} asked the function {name}, "
            "which did not answer with {expected}; correct it"
        ),
        "tax.not_valid_on": (
            "the rules of {place} version {version} hold from {first} to {last}, not on {day}; "
            "use the version of that day"
        ),
        "tax.bracket_gap": (
            "no net price makes {got:,} {currency} with the brackets of {place}; "
            "the nearest prices are {below} and {above}"
        ),
        "tax.no_solution": (
            "no net price makes {got:,} {currency} with the rules of {place}; "
            "check the rules that are inside the price"
        ),
        "tax.needs_gross": (
            "rule {rule} chooses its bracket by the gross price of item {item}, which is net; "
            "give the gross price"
        ),
        "tax.too_large": "the amounts reach 10^15; check them",
        "tax.not_the_same_currency": (
            "{got} and {expected} do not mix; compare quotes of one currency"
        ),
        "tax.not_explained": (
            "this quote was read from a record; calculate it again from its facts to explain it"
        ),
    }
