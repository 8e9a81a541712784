"""What a property signs, nobody else can, and nothing of it can be changed."""

import string

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.each import each

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.keys import Keys

OLD, NEW, OTHER = (letter * 32 for letter in (b"o", b"n", b"x"))
KEYS = Keys(NEW)
ALPHABET = string.ascii_uppercase + "234567"

texts = st.text(max_size=20)
parts = st.lists(texts, max_size=4).map(tuple)


@for_all(texts, parts, st.integers(8, 52))
def test_what_was_signed_is_known_again(purpose, content, length) -> None:
    """A sticker, a code, a session: each is recognised by the property that gave it."""
    signature = KEYS.sign(purpose, *content, length=length)
    assert len(signature) == length
    assert set(signature) <= set(ALPHABET)
    assert KEYS.verify(signature, purpose, *content, length=length)


@for_all(texts, parts, texts, parts)
def test_a_signature_is_for_one_content(purpose, content, other_purpose, other_content) -> None:
    """The code of one room opens no other, and a stay code is no sticker."""
    same = (purpose, content) == (other_purpose, other_content)
    assert KEYS.verify(KEYS.sign(purpose, *content), other_purpose, *other_content) is same


def test_parts_do_not_run_into_each_other() -> None:
    """Room 20 of hotel A3 is not room 320 of hotel A."""
    signature = KEYS.sign("sticker", "A3", "20")
    for content in (("A", "320"), ("A32", "0"), ("A320",), ("A3", "20", ""), ("", "A3", "20")):
        assert not KEYS.verify(signature, "sticker", *content)


@each("place", range(32))
def test_one_changed_bit_is_noticed(place) -> None:
    """A signature that was touched anywhere is none."""
    signature = KEYS.sign("sticker", "axentra", "2034")
    for bit in range(8):
        changed = chr(ord(signature[place]) ^ 1 << bit)
        touched = signature[:place] + changed + signature[place + 1 :]
        assert not KEYS.verify(touched, "sticker", "axentra", "2034"), bit


GIVEN = KEYS.sign("sticker", "2034")
CHANGED = (
    "",
    GIVEN[:-1],
    GIVEN[1:],
    GIVEN + "A",
    GIVEN + "\n",
    GIVEN.lower(),
    GIVEN * 1_000_000,
    "é" * 32,
    "\ud800" * 32,
)


@pytest.mark.parametrize("place", range(len(CHANGED)))
def test_another_text_is_no_signature(place) -> None:
    """Cut, lengthened, in small letters, in other letters: refused, and never an accident."""
    assert KEYS.verify(GIVEN, "sticker", "2034")
    assert KEYS.verify(CHANGED[place], "sticker", "2034") is False


def test_a_secret_can_be_replaced_while_its_stickers_hang() -> None:
    """The newest secret signs, the older ones still verify, a dropped one no more."""
    before = Keys(OLD).sign("sticker", "2034")
    both = Keys(NEW, OLD)
    assert both.verify(before, "sticker", "2034")
    assert both.sign("sticker", "2034") == Keys(NEW).sign("sticker", "2034") != before
    assert not Keys(NEW).verify(before, "sticker", "2034")
    assert not both.verify(Keys(OTHER).sign("sticker", "2034"), "sticker", "2034")


def test_secrets_are_long_enough() -> None:
    """A secret that could be guessed is refused at start-up, by its place."""
    for secrets, path in (((b"x" * 31,), "secrets[0]"), ((NEW, b""), "secrets[1]")):
        with pytest.raises(InvalidInput) as caught:
            Keys(*secrets)
        assert caught.value.code == "secret.too_short"
        assert caught.value.faults[0].path == path
    with pytest.raises(InvalidInput) as caught:
        Keys()
    assert caught.value.code == "field.required"


def test_a_secret_is_bytes() -> None:
    """A secret given as text is refused at start-up, not when the first guest scans a link."""
    with pytest.raises(InvalidInput):
        Keys("n" * 32)


def test_broken_text_was_never_signed() -> None:
    """What is no text has no signature, and asking for one is no accident."""
    assert not KEYS.verify("A" * 32, "guest session", "axentra", "\ud800", "1")


def test_secrets_do_not_show() -> None:
    """Nothing that is printed or logged tells a secret."""
    keys = Keys(NEW, OLD)
    assert repr(keys) == str(keys) == "Keys(2 secrets)"
