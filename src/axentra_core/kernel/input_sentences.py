"""What can be wrong with an input, by code, in English: the text of `InvalidInput`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

INPUT_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "field.required": "a value is required",
        "field.wrong_type": "expected {expected}, got {got}",
        "field.unknown": "there is no field {got}; did you mean {nearest}?",
        "field.duplicate": "the field {got} stands twice",
        "value.unknown": "{got} is not one of {allowed}",
        "value.out_of_range": "{got} is outside {low} to {high}",
        "value.duplicate": "{got} stands twice; each may stand once",
        "value.not_listed": "{got} is not among the {kind} of this property: {allowed}",
        "value.conflict": "{one} and {other} exclude each other; give one of them",
        "value.contradicts": "{one} contradicts {other}; put one of them right",
        "list.length": "{got} entries; between {low} and {high} are possible",
        "list.lacks": "{missing} has to be in the list",
        "number.bad_format": "{got} is not a plain number such as 1250 or 12.50",
        "number.not_ascii": "{got} has digits other than 0-9",
        "number.text_too_long": "a number may have 40 characters, this has {length}",
        "number.not_finite": "a number must be finite",
        "number.too_large": "a number must lie between -10^15 and 10^15",
        "number.too_precise": "at most {limit} decimals are possible",
        "number.float": "floats are not exact; send text or a Decimal",
        "rate.out_of_range": "{got} is not a rate from 0 to 1; did you mean {nearest}?",
        "money.bad_format": "{got} is not a plain amount such as 1250 or 12.50",
        "money.not_ascii": "{got} has digits other than 0-9",
        "money.text_too_long": "an amount may have 40 characters, this has {length}",
        "money.not_finite": "an amount must be finite",
        "money.too_large": "an amount must lie between -10^15 and 10^15",
        "money.too_precise": "at most {limit} decimals are possible",
        "money.float": "floats are not exact; send text or a Decimal",
        "money.must_be_positive": "an amount must be more than zero",
        "money.below_zero": "a price must not be below zero",
        "money.too_many_decimals": "{got} has more decimals than {currency} allows: {digits}",
        "money.currency_unknown": (
            "{got} is not a current ISO 4217 code in capitals, such as IDR or EUR"
        ),
        "money.currency_mismatch": "{got} and {expected} do not mix; exchange first",
        "money.weights": "the weights must be numbers from zero up with a sum above zero",
        "text.control_character": "the text has a control character at position {position}",
        "text.bidi_control": "the text has a writing-direction control at position {position}",
        "text.not_unicode": "the text is not valid Unicode at position {position}",
        "text.too_long": "at most {limit} characters are possible, this has {length}",
        "text.card_number": "this looks like a card number; a card is known here by its token only",
        "text.card_data": "this looks like a card's security code; it is never stored",
        "card.secret": "card data is neither copied nor stored; hand it to a CardVault",
        "code.not_ascii": "a code has ASCII letters and digits only; U+{point:04X} stands in it",
        "code.bad_format": "{got} is no code: letters, digits and . _ - up to {limit} characters",
        "id.bad_format": "{got} is no id: letters, digits and . _ : - up to {limit} characters",
        "id.reserved_word": "{got} is a reserved word, not an id",
        "phone.bad_format": "this is no phone number: up to 15 digits, + before, spaces between",
        "key.bad_format": "a key has 1 to 255 printable ASCII characters without spaces",
        "date.ambiguous": (
            "{got} can be {one} or {other}; say in which order the dates of this column stand"
        ),
        "date.bad_format": "{got} is not a date; write it as 2026-11-23",
        "date.invalid": "{got} is not a date of the calendar",
        "date.out_of_range": "a date must lie between 1900 and 2199",
        "date.order": "{later} must come after {earlier}",
        "instant.naive": "an instant needs a time zone; give an aware datetime",
        "instant.bad_format": "{got} is not an instant; write it as 2026-11-23T07:30:00Z",
        "time.bad_format": "{got} is not a time of day; write it as 14:30",
        "zone.unknown": "{got} is not an IANA time zone such as Asia/Jakarta",
        "json.bad_format": "this is not JSON: {reason}",
        "json.not_text": "this is not UTF-8 text",
        "json.too_large": "at most {limit} bytes are possible",
        "json.too_deep": "the values are nested too deep",
        "csv.bad_format": "this is not CSV: {reason}",
        "csv.columns": "the row has {got} cells, and the first row has {expected}",
        "csv.not_text": "this is not CSV as UTF-8 text; save the table as such",
        "csv.too_large": "at most {limit} characters are possible",
        "xml.bad_format": "this is not XML; it goes wrong at line {line} column {column}",
        "xml.not_text": "this is not text in {encoding}",
        "xml.too_large": "at most {limit} bytes are possible",
        "xml.too_deep": "the elements are nested too deep",
        "xml.doctype": "a document type or entities are declared; leave them out",
        "xml.unexpected": "{got} stands where {expected} has to be",
        "log.tampered": (
            "the event does not follow from what stands before it and who wrote it when; "
            "restore a backup"
        ),
        "log.state_differs": ("the stored state is not what the log adds up to; restore a backup"),
        "json.unreadable": "the stored {what} {got} cannot be read: {reason}; restore a backup",
        "message.unknown": "{got} is neither a command to nor an event of a {kind}",
        "version.not_expected": (
            "{verb} is about no single record; leave the expected version out"
        ),
        "json.type_unknown": "there is no {what} {got}",
        "json.version_unknown": "{type} has no version {got}; this release knows {known}",
        "secret.too_short": "a secret needs at least 32 bytes",
    }
)
