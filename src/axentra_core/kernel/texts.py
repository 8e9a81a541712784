"""Rules for text from outside: ids, codes, keys, free text, phone numbers.

A rule takes a value and returns it in canonical form, or raises `InvalidInput`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Annotated

from axentra_core.kernel.errors import InvalidInput, shown

LONGEST_ID = 64
LONGEST_CODE = 32
LONGEST_TEXT = 200
FEWEST_CARD_DIGITS, MOST_CARD_DIGITS = 13, 19
FIRST_CARD_DIGITS = range(2, 7)
FIRST_GROUP, LONGEST_GROUP = 4, 6
FEWEST_PHONE_DIGITS, MOST_PHONE_DIGITS = 3, 15

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_PHONE = re.compile(r"\+?[0-9 ()./-]{3,30}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_FOUR_DIGITS = re.compile(r"[0-9]{4}", re.ASCII)
_KEY = re.compile(r"[!-~]{1,255}", re.ASCII)
_RESERVED_IDS = frozenset({"none", "null", "nan", "undefined", "true", "false"})
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DIGITS = re.compile(r"\d+")
_DIGITS_IN_A_ROW = re.compile(r"\d+(?:[^\w]{1,2}\d+)*")
_CARD_CODE = re.compile(r"\b(?:cvv|cvc|cvv2|cvc2|cid)\W{0,3}[0-9]{3,4}\b", re.ASCII | re.IGNORECASE)


def identifier(value: object, *, limit: int = LONGEST_ID) -> str:
    """Return an id of a record: ASCII, at most 64 characters, kept exactly as given."""
    text = _text_of(value)
    if len(text) > limit or not _ID.fullmatch(text):
        raise InvalidInput.because("id.bad_format", got=shown(text), limit=limit)
    if text.lower() in _RESERVED_IDS:
        raise InvalidInput.because("id.reserved_word", got=shown(text))
    return text


def code(value: object) -> str:
    """Return a code of the hotel's own, such as a room number: ASCII, never upper-cased."""
    text = _text_of(value)
    if not text.isascii():
        point = next(ord(character) for character in text if not character.isascii())
        raise InvalidInput.because("code.not_ascii", point=point)
    if len(text) > LONGEST_CODE or not _CODE.fullmatch(text):
        raise InvalidInput.because("code.bad_format", got=shown(text), limit=LONGEST_CODE)
    return text


def idempotency_key(value: object) -> str:
    """Return a caller's key: 1 to 255 printable ASCII characters without spaces."""
    text = _text_of(value)
    if not _KEY.fullmatch(text):
        raise InvalidInput.because("key.bad_format")
    return text


def line(value: object, *, limit: int = LONGEST_TEXT) -> str:
    """Return one line of text in NFC.

    Refused are control and writing-direction characters, lone surrogates and text over the limit.
    """
    text = _text_of(value)
    # What composes to fewer characters may come in twice as many, and no more are looked at.
    if len(text) > 2 * limit:
        raise InvalidInput.because("text.too_long", limit=limit, length=len(text))
    # Nearly all text is of this kind: nothing in it can be wrong, and it is in NFC.
    is_plain = text.isascii() and text.isprintable()
    for position, character in enumerate("" if is_plain else text):
        if character.isascii() and character.isprintable():
            continue
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"}:
            raise InvalidInput.because("text.control_character", position=position)
        if category == "Cs":
            raise InvalidInput.because("text.not_unicode", position=position)
        if character in _BIDI_CONTROLS:
            raise InvalidInput.because("text.bidi_control", position=position)
    text = text if is_plain else unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise InvalidInput.because("text.too_long", limit=limit, length=len(text))
    return text


def text(value: object) -> str:
    """Return one line of free text: nothing that looks like card data has a place in it."""
    written = line(value)
    if not _DIGITS.search(written):
        return written
    if any(map(is_card_number, _numbers_in(written))):
        raise InvalidInput.because("text.card_number")
    if _CARD_CODE.search(written):
        raise InvalidInput.because("text.card_data")
    return written


def token(value: object) -> str:
    """Return what another system knows a thing by: printable ASCII, and no card number."""
    given = idempotency_key(value)
    return text(given) and given


def four_digits(value: object) -> str:
    """Return the last four digits of a card; anything else that is written there is not shown."""
    if not isinstance(value, str) or not _FOUR_DIGITS.fullmatch(value):
        raise InvalidInput.because("field.wrong_type", expected="four digits", got="other text")
    return value


def country(value: object) -> str:
    """Return an ISO 3166-1 code of two capital letters, such as ``ID``."""
    if type(value) is not str or not _COUNTRY.fullmatch(value):
        raise InvalidInput.because(
            "field.wrong_type", expected="two capital letters", got=shown(value)
        )
    return value


def phone(value: object) -> str:
    """Return a phone number as it was written: at most 15 digits (E.164), and what parts them."""
    number = _text_of(value)
    digits = sum(character.isdigit() for character in number)
    if not _PHONE.fullmatch(number) or not FEWEST_PHONE_DIGITS <= digits <= MOST_PHONE_DIGITS:
        raise InvalidInput.because("phone.bad_format")
    # The one kind of card that is as short as a phone number.
    plain = "".join(_DIGITS.findall(number))
    if len(plain) == MOST_PHONE_DIGITS and plain[:2] in {"34", "37"} and is_card_number(plain):
        raise InvalidInput.because("text.card_number")
    return number


def _text_of(value: object) -> str:
    if value is None:
        raise InvalidInput.because("field.required")
    if type(value) is not str:
        # A StrEnum member or another subclass is not what the caller thinks it stores.
        raise InvalidInput.because("field.wrong_type", expected="text", got=shown(value))
    if not value.strip():
        raise InvalidInput.because("field.required")
    return value


def _numbers_in(written: str) -> Iterator[str]:
    """Yield every number that digits make with their neighbours, however they are parted.

    Cards are printed in one run or in groups that begin with four digits, of which only the last
    may be shorter: two dates or two phone numbers in a row are no card number.
    """
    for row in _DIGITS_IN_A_ROW.findall(written):
        groups = _DIGITS.findall(row)
        for first, run in enumerate(groups):
            yield run
            if len(run) != FIRST_GROUP:
                continue
            number = run
            for group in groups[first + 1 :]:
                if len(group) > LONGEST_GROUP:
                    break
                number += group
                yield number
                if len(group) < FIRST_GROUP:
                    break


def is_card_number(number: str) -> bool:
    """Return whether digits look like a card number: length, first and check digit (ISO 7812)."""
    if not FEWEST_CARD_DIGITS <= len(number) <= MOST_CARD_DIGITS:
        return False
    digits = [int(digit) for digit in reversed(number)]
    if digits[-1] not in FIRST_CARD_DIGITS:
        return False
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[1::2])  # noqa: PLR2004 - Luhn
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


Id = Annotated[str, identifier]
# What something comes from: an id with the kind of record before it and perhaps a number behind.
Cause = Annotated[str, partial(identifier, limit=2 * LONGEST_ID)]
Code = Annotated[str, code]
Country = Annotated[str, country]
LastFour = Annotated[str, four_digits]
Phone = Annotated[str, phone]
Text = Annotated[str, text]
Token = Annotated[str, token]
