"""A place's tax rules as a file: read strictly, written in one way.

A file is one JSON object, the fields of `RuleSet` by their names. Amounts, rates and factors are
text (``"0.045"``), dates are ``"2026-03-01"``, lists are lists, enums stand by their value; what
has a default may be left out. There is no other key, and no float anywhere.

    >>> rules = read_rule_set('''
    ... {"place": "Denmark", "version": "1", "currency": "DKK", "valid_first": "2026-01-01",
    ...  "articles": ["room"], "rounding": {"unit": "0.01"},
    ...  "rules": [{"id": "moms", "component": "MOMS", "authority": "state", "percent": "0.25",
    ...             "base": [{"code": "room"}], "inclusive": true}]}''')
    >>> rules.rules[0].percent
    Decimal('0.25')
    >>> read_rule_set(write_rule_set(rules)) == rules
    True
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

import attrs

from axentra_core.codec.codec import Codec
from axentra_core.codec.files import plain_of_file, text_of_file
from axentra_core.folio.tax import Per, Rule, RuleSet
from axentra_core.kernel.checks import FIRST_YEAR
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.numbers import ZERO

LARGEST_RULE_FILE = 250_000

_CODEC = Codec(())

# Without these nothing that is said of rules as a whole would be sure.
_NEEDED: Final = ("articles", "rounding", "price_unit")
# What is asked of the others is not asked of rules; any value does while the rest is checked.
_STAND_INS: Final[Mapping[str, object]] = {
    "place": "-",
    "version": "-",
    "currency": "EUR",
    "valid_first": date(FIRST_YEAR, 1, 1),
    "valid_last": None,
    "source": None,
    "splits": (),
    "rules": (),
}
_UNREAD: Final = "unread"
# What may only be wrong because a rule could not be read.
_UNSURE: Final = ("tax.component_mixed", "tax.validity_gap")


def read_rule_set(source: str | bytes) -> RuleSet:
    """Return the rules of a file.

    What cannot be read does not hide what is wrong elsewhere, so that a file is mended once.

    Args:
        source: JSON text, at most `LARGEST_RULE_FILE` characters or bytes of UTF-8.

    Raises:
        InvalidInput: every fault with its path: those of `from_json`, ``list.length`` for what is
            far too long, those of a field (``field.required``, ``.unknown``, ``.wrong_type``,
            ``number.float`` ...), and those of rules as a whole (``tax. ...``).
    """
    plain = plain_of_file(source, RuleSet, LARGEST_RULE_FILE)
    try:
        return _CODEC.build(RuleSet, plain)
    except InvalidInput as error:
        faults = error.faults
    if type(plain) is dict:
        faults = tuple(dict.fromkeys((*faults, *_of_the_rest(plain))))
    raise InvalidInput(faults)


def write_rule_set(rules: RuleSet) -> str:
    """Return the one text of rules: fields in order, defaults left out, a line for what fits it.

    Reading it gives the same rules, and writing those the same text.

    Raises:
        InvalidInput: ``json.too_large`` for rules that could not be read again.
    """
    return text_of_file(rules, LARGEST_RULE_FILE)


def _of_the_rest(plain: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the rules as a whole, as far as they can be read."""
    read: dict[str, Any] = {}
    cls: Any = RuleSet
    for field in attrs.fields(attrs.resolve_types(cls)):
        name = field.name
        if name not in plain and field.default is not attrs.NOTHING:
            continue
        try:
            read[name] = _CODEC.build(field.type, plain.get(name))
        except InvalidInput:
            if name in _NEEDED:
                return
            read[name] = _STAND_INS[name]
    entries = plain.get("rules")
    kept, unread = _legible(entries if type(entries) is list else [])
    unsure: set[str] = {*_UNSURE} if unread else set()
    if any(kept[index].component == kept[index].id for index in unread):
        unsure.add("tax.base_unknown")
    places = {f"rules[{index}]" for index in unread}
    try:
        RuleSet(**{**read, "rules": tuple(kept)})
    except InvalidInput as error:
        for fault in error.faults:
            if fault.code not in unsure and fault.path.partition(".")[0] not in places:
                yield fault


def _legible(entries: Iterable[object]) -> tuple[list[Rule], list[int]]:
    """Return rules, one that brings nothing for each that cannot be read, and where those are."""
    kept: list[Rule] = []
    unread: list[int] = []
    for index, entry in enumerate(entries):
        try:
            kept.append(_CODEC.build(Rule, entry))
        except InvalidInput:
            component = entry.get("component") if isinstance(entry, dict) else None
            kept.append(_stand_in(f"{_UNREAD}.{index}", component))
            unread.append(index)
    return kept, unread


def _stand_in(name: str, component: object) -> Rule:
    # Bases may name the component of a rule that cannot be read.
    with suppress(InvalidInput):
        name_of: Any = component
        return Rule(name, name_of, _UNREAD, flat=ZERO, per=Per.STAY)
    return Rule(name, name, _UNREAD, flat=ZERO, per=Per.STAY)
