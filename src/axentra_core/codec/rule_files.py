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
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args

import attrs

from axentra_core.codec.codec import Codec
from axentra_core.codec.faults import unknown_fields
from axentra_core.codec.json_door import from_json, to_json
from axentra_core.folio.tax import Per, Rule, RuleSet
from axentra_core.kernel.checks import FIRST_YEAR, LONGEST_LIST
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.numbers import ZERO, as_text

LARGEST_RULE_FILE = 250_000
MOST_UNKNOWN = 100
WIDTH = 100
INDENT = "  "

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
    if not isinstance(source, str | bytes):
        raise InvalidInput.because("json.not_text")
    if len(source) > LARGEST_RULE_FILE:
        raise InvalidInput.because("json.too_large", limit=LARGEST_RULE_FILE)
    plain = from_json(source)
    if faults := tuple(_no_file_of_rules(plain)):
        raise InvalidInput(faults)
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
    text = _laid_out(_plain(rules), WIDTH) + "\n"
    if len(text.encode()) > LARGEST_RULE_FILE:
        raise InvalidInput.because("json.too_large", limit=LARGEST_RULE_FILE)
    return text


def _no_file_of_rules(plain: object) -> Iterator[Fault]:
    """Yield what is too long or has too many unknown names to be looked at one by one."""
    unknown: list[tuple[str, str, Any]] = []
    for path, cls, value in _parts_of(plain):
        if isinstance(value, dict):
            unknown.extend((path, name, cls) for name in value if name not in _fields_of(cls))
        elif len(value) > LONGEST_LIST:
            yield InvalidInput.because(
                "list.length", path=path, got=len(value), low=0, high=LONGEST_LIST
            ).faults[0]
    if len(unknown) > MOST_UNKNOWN:
        for path, name, cls in unknown[:MOST_UNKNOWN]:
            for fault in unknown_fields([name], list(_fields_of(cls))):
                yield fault.under(path) if path else fault


def _parts_of(plain: object) -> Iterator[tuple[str, Any, dict[str, Any] | list[Any]]]:
    """Yield objects and lists with their places and the classes they are meant for."""
    waiting: list[tuple[str, Any, object]] = [("", RuleSet, plain)]
    for path, cls, value in waiting:
        if isinstance(value, list) or (isinstance(value, dict) and cls is not None):
            yield path, cls, value
        if isinstance(value, dict) and cls is not None:
            glue = "." if path else ""
            waiting.extend(
                (f"{path}{glue}{name}", found, value[name])
                for name, found in _fields_of(cls).items()
                if name in value
            )
        elif isinstance(value, list) and len(value) <= LONGEST_LIST:
            waiting.extend((f"{path}[{index}]", cls, entry) for index, entry in enumerate(value))


@cache
def _fields_of(cls: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a checked class
    """Return the fields of a class, each with the class of its objects, if it has such."""
    return {field.name: _class_in(field.type) for field in attrs.fields(attrs.resolve_types(cls))}


def _class_in(hint: Any) -> Any:  # noqa: ANN401 - any hint
    return hint if attrs.has(hint) else next(filter(None, map(_class_in, get_args(hint))), None)


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


def _plain(value: object) -> object:
    """Return a value as JSON has it, without what is there by default."""
    cls: Any = type(value)
    if attrs.has(cls):
        return {
            field.name: _plain(found)
            for field in attrs.fields(cls)
            if (found := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _laid_out(value: object, used: int, indent: str = "") -> str:
    """Return a value's text: in one line if that fits beside what is used of the line."""
    flat = _flat(value)
    if used + len(flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    inner = indent + INDENT
    if isinstance(value, dict):
        entries = [(f"{to_json(name)}: ", entry) for name, entry in value.items()]
        first, last = "{}"
    else:
        entries = [("", entry) for entry in value]
        first, last = "[]"
    # A comma may follow.
    lines = [
        f"{inner}{name}{_laid_out(entry, len(inner) + len(name) + 1, inner)}"
        for name, entry in entries
    ]
    return "\n".join((first, ",\n".join(lines), indent + last))


def _flat(value: object) -> str:
    if isinstance(value, dict):
        fields = [f"{to_json(name)}: {_flat(entry)}" for name, entry in value.items()]
        return f"{{{', '.join(fields)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flat, value))}]"
    return to_json(value)
