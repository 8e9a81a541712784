"""Every word in every language, and nothing that only looks like it."""

import pkgutil
import string
import unicodedata
from functools import cache
from importlib import import_module

import pytest
from tests.each import each

import axentra_core
from axentra_core.documents import DocumentKind
from axentra_core.folio import FolioStatus, PaymentMethod
from axentra_core.hotel import AGGREGATES
from axentra_core.housekeeping import ItemStatus, Priority, ShiftStatus, TaskKind, TaskStatus
from axentra_core.kernel.errors import RuleViolation, catalogue
from axentra_core.reports import Basis
from axentra_core.rooms import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Sign,
    Turndown,
    board,
)
from axentra_core.stays import Presence, Settlement
from axentra_core.views import LOCALES, language

MODULES = [
    import_module(module.name)
    for module in pkgutil.walk_packages(axentra_core.__path__, "axentra_core.")
    if not module.name.startswith("axentra_core.testing")
]
CODES = {
    *board.BOARD.values(),
    *board.BLOCKED.values(),
    *board.REQUESTS.values(),
    *board.LOCKS.values(),
    *board.SEEN.values(),
    *board.TURNDOWNS.values(),
    *board.ALIASES.values(),
    board.LINEN_CHANGE,
    board.DUE_OUT,
    board.EXPECTED_ARRIVAL,
} - {""}
MACHINES = [
    machine
    for module in MODULES
    if module.__name__.endswith(".lifecycle")
    for machine in getattr(module, "MACHINES", ())
]
REFUSALS = {
    code: owner.SENTENCES[code]
    for code, owner in catalogue().items()
    if issubclass(owner, RuleViolation) and owner.__module__.startswith("axentra_core.")
}
TRANSLATED = [locale for locale in LOCALES if locale != "en"]
PREFIX = "refusals."
# What stands in English where it is decided, and here in the other languages alone.
SENTENCES = (PREFIX, "findings.", "flags.", "wordings.")


def placeholders(sentence: str) -> set[str]:
    """Return the names of the values a sentence is said about."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def words_of(locale: str) -> dict[str, str]:
    """Return the words of documents, without the sentences of refusals and findings."""
    words = language(locale).words
    return {key: word for key, word in words.items() if not key.startswith(SENTENCES)}


@cache
def refusals_of(locale: str) -> dict[str, str]:
    """Return the sentences of refusals by code."""
    words = language(locale).words
    return {key.removeprefix(PREFIX): said for key, said in words.items() if key.startswith(PREFIX)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_word(locale) -> None:
    """A label that one language has, all have, with the same values in it."""
    english, own = words_of("en"), words_of(locale)
    assert own.keys() == english.keys()
    for key, word in own.items():
        assert placeholders(word) == placeholders(english[key]), key
        assert word or key == "request.none"
        assert word == word.strip() or key == "list.separator"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_of_the_house_has_a_word(locale) -> None:
    """No guest and no housekeeper reads a code where a word belongs."""
    own = language(locale)
    known = {
        "statement": FolioStatus,
        "payment": PaymentMethod,
        "task": TaskKind,
        "task_status": TaskStatus,
        "priority": Priority,
        "shift_status": ShiftStatus,
        "item_status": ItemStatus,
        "condition": Condition,
        "request": GuestRequest,
        "door": Door,
        "sign": Sign,
        "turndown": Turndown,
        "discrepancy": Discrepancy,
        "block": BlockKind,
        "presence": Presence,
        "settlement": Settlement,
        "basis": Basis,
        "document.title": DocumentKind,
        "code": CODES,
        "named": [
            *(aggregate.kind for aggregate in AGGREGATES),
            *(machine.name for machine in MACHINES),
            *(status.value for machine in MACHINES for status in machine.statuses),
            *(event.__name__ for machine in MACHINES for event in machine.events),
            *BlockKind,
            *TaskKind,
        ],
    }
    missing = [
        f"{section}.{code}"
        for section, codes in known.items()
        for code in codes
        if f"{section}.{code}" not in own.words
    ]
    assert missing == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_refusal_is_translated_and_nothing_else(locale) -> None:
    """A rule that says no says it in all languages; a sentence without a rule is left over."""
    assert len(REFUSALS) > 40
    assert refusals_of(locale).keys() == REFUSALS.keys()
    assert refusals_of("en") == {}


@each("code", REFUSALS)
def test_a_translation_names_the_same_values(code) -> None:
    """A sentence leaves out nothing that the English one says, and formats nothing itself.

    No language has borrowed it from another one.
    """
    sentences = {locale: refusals_of(locale)[code] for locale in TRANSLATED}
    for locale, said in sentences.items():
        assert placeholders(said) == placeholders(REFUSALS[code]), locale
        assert all(
            not spec and not conversion for _, _, spec, conversion in string.Formatter().parse(said)
        ), locale
    assert len({REFUSALS[code], *sentences.values()}) == len(LOCALES)


@pytest.mark.parametrize(("locale", "letters"), [("zh_Hant", "cp950"), ("zh_Hans", "gb2312")])
def test_chinese_is_written_in_the_letters_of_its_readers(locale, letters) -> None:
    """Taiwan reads traditional letters and the mainland simplified ones, without a stray one."""
    whole = "".join(language(locale).words.values())
    strays = {letter for letter in whole if letter.encode(letters, "ignore") == b""}
    assert strays == set()


def test_the_two_chinese_languages_have_words_of_their_own() -> None:
    """Taiwan says 飯店, 房客 and 營業日 where the mainland says 酒店, 客人 and 夜审."""
    traditional = "".join(language("zh_Hant").words.values())
    simplified = "".join(language("zh_Hans").words.values())
    for word in ("飯店", "房客", "櫃檯", "布巾", "住房率"):
        assert word in traditional
    for word in ("酒店", "客人", "前台", "布草", "出租率"):
        assert word in simplified
    assert not set("酒店") <= set(traditional)
    assert "饭店" not in simplified


@pytest.mark.parametrize("locale", LOCALES)
def test_words_in_columns_have_a_certain_width(locale) -> None:
    """Signs such as × and … are wide in some Chinese terminals; no document needs them."""
    unsure = {
        letter
        for word in words_of(locale).values()
        for letter in word
        if unicodedata.east_asian_width(letter) == "A" and not letter.isalpha()
    }
    assert unsure == set()
