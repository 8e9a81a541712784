"""Whether a rule is valid for an item, and what it asks of the stay and the night is met."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from axentra_core.folio.tax.facts import Item
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.terms import Season
from axentra_core.folio.tax.vocabulary import DateKey, Weekday

HALF_BLOCK = timedelta(hours=12)
WEEKDAYS: Final = tuple(Weekday)


def applies(rule: Rule, stay: Stay, item: Item) -> bool:
    """Return whether a rule is valid for an item and what it asks of the stay and night is met."""
    return _is_valid(rule, stay, item) and _holds(rule, stay, item)


def missing(rule: Rule, fact: str) -> TaxRefusal:
    """Return the refusal of a rule that asks for a fact nobody gave."""
    return TaxRefusal("tax.fact_missing", rule=rule.id, fact=fact)


def _is_valid(rule: Rule, stay: Stay, item: Item) -> bool:
    validity = rule.validity
    if validity.first is None and validity.last is None:
        return True
    day = _DATES[validity.key](rule, stay, item)
    return (validity.first is None or validity.first <= day) and (
        validity.last is None or day <= validity.last
    )


def _check_in(rule: Rule, stay: Stay, item: Item) -> date:
    del item
    if stay.first is None:
        raise missing(rule, "check_in")
    return stay.first


def _check_out(rule: Rule, stay: Stay, item: Item) -> date:
    del item
    if stay.facts.check_out is not None:
        return stay.facts.check_out
    if not stay.rooms:
        raise missing(rule, "check_out")
    return max(night for night, _ in stay.rooms) + timedelta(1)


def _booking(rule: Rule, stay: Stay, item: Item) -> date:
    del item
    if stay.facts.booked_on is None:
        raise missing(rule, "booked_on")
    return stay.facts.booked_on


def _block(rule: Rule, stay: Stay, item: Item) -> date:
    if stay.facts.checks_in_at is None:
        raise missing(rule, "checks_in_at")
    return (datetime.combine(item.date, stay.facts.checks_in_at) + HALF_BLOCK).date()


def _asked_date(rule: Rule, stay: Stay, item: Item) -> date:
    found = asked(rule, stay, rule.validity.function or "", item)
    if not isinstance(found, date) or isinstance(found, datetime):
        raise failed(rule, rule.validity.function or "", "a date")
    return found


_DATES: Final[dict[DateKey, Callable[[Rule, Stay, Item], date]]] = {
    DateKey.NIGHT: lambda _rule, _stay, item: item.date,
    DateKey.CHECK_IN: _check_in,
    DateKey.CHECK_OUT: _check_out,
    DateKey.BOOKING: _booking,
    DateKey.BLOCK_24H: _block,
    DateKey.FUNCTION: _asked_date,
}


def asked(rule: Rule, stay: Stay, name: str, *arguments: object) -> object:
    """Return what a host's function answers."""
    function = stay.functions.get(name)
    if function is None:
        raise TaxRefusal("tax.function_unknown", rule=rule.id, name=name)
    try:
        return function(stay.facts, *arguments)
    # Whatever a host's function raises is its own; here it has not answered.
    except Exception as error:
        raise failed(rule, name, "a value") from error


def failed(rule: Rule, name: str, expected: str) -> TaxRefusal:
    """Return the refusal of a host's function that did not answer as it should."""
    return TaxRefusal("tax.function_failed", rule=rule.id, name=name, expected=expected)


def is_in(season: Season, day: date) -> bool:
    """Return whether a day lies in a season of its year."""
    of_year = f"{day:%m-%d}"
    if season.first <= season.last:
        return season.first <= of_year <= season.last
    return of_year >= season.first or of_year <= season.last


def _holds(rule: Rule, stay: Stay, item: Item) -> bool:  # noqa: PLR0911 - one a condition
    """Return whether the conditions of the stay and the night are met."""
    asks, facts = rule.conditions, stay.facts
    if asks.seasons and not any(is_in(season, item.date) for season in asks.seasons):
        return False
    if asks.weekdays and WEEKDAYS[item.date.weekday()] not in asks.weekdays:
        return False
    if asks.channels and facts.channel not in asks.channels:
        return False
    if facts.channel in asks.not_channels or facts.purpose in asks.not_purposes:
        return False
    if asks.booked_first or asks.booked_last:
        booked = _booking(rule, stay, item)
        if (asks.booked_first and booked < asks.booked_first) or (
            asks.booked_last and booked > asks.booked_last
        ):
            return False
    if asks.star_classes and given(rule, "star_class", facts.star_class) not in asks.star_classes:
        return False
    if asks.purposes and given(rule, "purpose", facts.purpose) not in asks.purposes:
        return False
    least, most = asks.least_nights or 0, asks.most_nights
    return least <= stay.length and (most is None or stay.length <= most)


def given(rule: Rule, name: str, value: str | None) -> str:
    """Return a fact, which has to be given."""
    if value is None:
        raise missing(rule, name)
    return value
