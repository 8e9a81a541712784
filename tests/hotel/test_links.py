"""What hangs in a room: a link that the property alone can make, for one sticker of one room."""

import hmac
import string
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.hotel import links
from axentra_core.hotel.links import Sticker, room_link, sticker_of
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.texts import LONGEST_TEXT, code

OLD, NEW, OTHER = (letter * 32 for letter in (b"o", b"n", b"x"))
KEYS = Keys(NEW)
BASE = "https://hotel.axentra.id/qr/room/"
LINK = room_link(KEYS, BASE, "axentra", "2034", 1)
FRONT, _, SIGNATURE = LINK.partition("&c=")

LETTERS = string.ascii_letters + string.digits
rooms = st.builds(
    "{}{}".format, st.sampled_from(LETTERS), st.text(f"{LETTERS}._-", max_size=31)
).map(code)
numbers = st.integers(1, 999_999_999)


@for_all(rooms, numbers)
def test_a_sticker_is_known_again(room, number) -> None:
    """Whatever a room is called and however often its sticker was printed, its link says which."""
    link = room_link(KEYS, BASE, "axentra", room, number)
    assert sticker_of(KEYS, "axentra", link) == Sticker(room, number)


def test_the_link_reads_as_the_seed_shows_it() -> None:
    """The hotel's address, the room, the print number and 32 capitals and digits, for a browser."""
    parts = urlsplit(LINK)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{BASE}2034"
    assert {name: len(values) for name, values in parse_qs(parts.query).items()} == {"p": 1, "c": 1}
    assert parse_qs(parts.query)["p"] == ["1"]
    assert len(SIGNATURE) == 32
    assert set(SIGNATURE) <= set(string.ascii_uppercase + "234567")


@pytest.mark.parametrize(
    "base",
    [
        "https://new.example/",
        "http://hotel.local:8080/a/b/",
        "https://hôtel.example/#/qr/",
        "/",
        "",
    ],
)
def test_the_hotel_may_move_to_another_address(base) -> None:
    """The code is for room and sticker, so a redirected or an app's own link opens as well."""
    moved = LINK.replace(BASE, base)
    assert sticker_of(KEYS, "axentra", moved) == Sticker("2034", 1)


# Whose code it is


def test_a_new_secret_leaves_the_stickers_on_the_wall() -> None:
    """The newest secret signs, each in the list verifies, and one that was taken away does not."""
    old = room_link(Keys(OLD), BASE, "axentra", "2034", 1)
    both = Keys(NEW, OLD)
    assert room_link(both, BASE, "axentra", "2034", 1) == LINK != old
    for link in (old, LINK):
        assert sticker_of(both, "axentra", link) == Sticker("2034", 1)
    assert sticker_of(KEYS, "axentra", old) is None
    assert sticker_of(Keys(OLD), "axentra", LINK) is None


@for_all(numbers, numbers)
def test_print_numbers_are_not_interchangeable(number, other) -> None:
    """Whoever keeps a revoked sticker cannot write a newer number into its link."""
    link = room_link(KEYS, BASE, "axentra", "2034", number)
    changed = link.replace(f"?p={number}&", f"?p={other}&")
    found = sticker_of(KEYS, "axentra", changed)
    assert found == (Sticker("2034", number) if number == other else None)


@for_all(rooms, rooms)
@example("203", "2034")
@example("2034", "02034")
@example("Aa", "aA")
def test_rooms_are_not_interchangeable(room, other) -> None:
    """The code of one room is none for another, however alike they are called."""
    link = room_link(KEYS, "/", "axentra", room, 1)
    found = sticker_of(KEYS, "axentra", f"/{other}?{link.partition('?')[2]}")
    assert found == (Sticker(room, 1) if room == other else None)


def test_room_and_number_do_not_run_into_each_other() -> None:
    """The eleventh sticker of room 20 is not the first of room 201."""
    tail = room_link(KEYS, "/", "axentra", "20", 11).partition("&")[2]
    assert sticker_of(KEYS, "axentra", f"/201?p=1&{tail}") is None


def test_another_hotel_under_the_same_secret_signs_for_itself() -> None:
    """The sticker of a sister hotel's room 2034 opens nothing here."""
    assert sticker_of(KEYS, "canggu", LINK) is None
    assert sticker_of(Keys(OTHER), "axentra", LINK) is None


def test_no_other_code_of_the_property_is_a_stickers() -> None:
    """What is signed for a stay or a session does not open a room, though the words be the same."""
    parts = ("axentra", "2034", "1")
    for purpose in (links.STAY_CODE, links.SESSION, "", "sticker"):
        forged = f"{FRONT}&c={KEYS.sign(purpose, *parts)}"
        assert sticker_of(KEYS, "axentra", forged) is None
    assert links.is_stay_code(KEYS, "axentra", "2034", SIGNATURE[:8]) is False
    assert links.stay_of(KEYS, "axentra", f"2034~1~{SIGNATURE}") is None


def test_a_sticker_of_before_print_numbers_opens_nothing() -> None:
    """A code for the room alone does not say which sticker it was, so nobody could revoke it."""
    older = KEYS.sign(links.STICKER, "axentra", "2034")
    for link in (f"{BASE}2034?c={older}", f"{BASE}2034?p=1&c={older}"):
        assert sticker_of(KEYS, "axentra", link) is None


# What is no link of ours

CHANGES = {
    "cut": LINK[:-1],
    "longer": LINK + "A",
    "line end": LINK + "\n",
    "blank before": LINK.replace("2034?", " 2034?"),
    "small letters": LINK.lower(),
    "letters of another alphabet": LINK.replace("2034", "２０３４"),
    "no room": LINK.replace("2034", ""),
    "a room with an escape": LINK.replace("2034", "20%334"),
    "a room too long": LINK.replace("2034", "2" * 33),
    "no number": LINK.replace("p=1&", ""),
    "an empty number": LINK.replace("p=1&", "p=&"),
    "number nought": LINK.replace("p=1&", "p=0&"),
    "number with a nought": LINK.replace("p=1&", "p=01&"),
    "negative number": LINK.replace("p=1&", "p=-1&"),
    "number in words": LINK.replace("p=1&", "p=one&"),
    "number of other digits": LINK.replace("p=1&", "p=１&"),
    "endless number": LINK.replace("p=1&", f"p={'1' * 50}&"),
    "two numbers": LINK.replace("p=1&", "p=1&p=2&"),
    "two codes": LINK + "&c=A",
    "the other way round": f"{BASE}2034?c={SIGNATURE}&p=1",
    "more fields": LINK + "&lang=da",
    "a fragment": LINK + "#top",
    "nothing signed": FRONT,
    "empty": "",
    "no address": "http://[",
    "half a letter": LINK.replace("https", "\ud800") + "\ud800",
    "oversized": LINK.replace("https", "h" * LONGEST_TEXT),
    "a book": "A" * 1_000_000,
    "many slashes": "/" * LONGEST_TEXT,
    "bytes": LINK.encode(),
    "nothing": None,
    "a number": 2034,
}


@pytest.mark.parametrize("link", CHANGES.values(), ids=CHANGES)
def test_a_malformed_link_is_nobodys(link) -> None:
    """Cut, stretched, re-ordered or no link at all: there is no sticker, and no error."""
    assert sticker_of(KEYS, "axentra", link) is None


@for_all(st.integers(0, 31), st.characters())
def test_every_letter_of_the_code_counts(place, letter) -> None:
    """Whichever letter is changed, into whatever, the link is refused."""
    changed = f"{FRONT}&c={SIGNATURE[:place]}{letter}{SIGNATURE[place + 1 :]}"
    assert (sticker_of(KEYS, "axentra", changed) is not None) is (changed == LINK)


anything = st.one_of(
    st.text(),
    st.text(st.sampled_from("/?&=#%pc0123456789ABCabc2034"), max_size=LONGEST_TEXT + 20),
    st.builds("{}{}?p={}&c={}".format, st.text(), rooms, st.text("0123456789", max_size=12),
              st.text(string.ascii_uppercase + "234567", min_size=30, max_size=34)),
)  # fmt: skip


@for_all(anything)
def test_nobody_guesses_a_link(link) -> None:
    """Whatever somebody types, near to a link or far from it, nothing opens and nothing breaks."""
    assert sticker_of(KEYS, "axentra", link) is None


@for_all(st.integers(0, len(LINK)), st.integers(0, 8), st.text(max_size=8))
def test_a_genuine_link_cannot_be_worked_on(place, cut, put) -> None:
    """After any cut and any insertion it says the same sticker or none: never another."""
    changed = LINK[:place] + put + LINK[place + cut :]
    assert sticker_of(KEYS, "axentra", changed) in {None, Sticker("2034", 1)}


@pytest.mark.parametrize("link", [LINK, *CHANGES.values()], ids=["genuine", *CHANGES])
def test_every_link_is_checked_against_every_secret(link, monkeypatch) -> None:
    """Right or wrong, as many signatures are made and compared: the time tells nothing."""
    compared = []
    compare = hmac.compare_digest

    def noted(given, made):
        compared.append((len(given), len(made)))
        return compare(given, made)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    sticker_of(Keys(NEW, OLD, OTHER), "axentra", link)
    assert compared == [(32, 32)] * 3
