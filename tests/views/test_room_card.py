"""The card in a room: on A6 paper, in the guest's language, and it can be scanned."""

import re
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.adapters import qr
from axentra_core.hotel.links import room_link
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.keys import Keys
from axentra_core.rooms import GuestAccess
from axentra_core.views import LOCALES, language
from axentra_core.views.lettering import BOLD, ELLIPSIS, width
from axentra_core.views.room_card import ACCENT, room_card

SVG = "{http://www.w3.org/2000/svg}"
LINK = room_link(Keys(b"k" * 32), "https://hotel.axentra.id/qr/room/", "axentra", "2034", 1)
MODULES = qr.modules(LINK)
LONG_NAME = "Grand Hôtel & Résidences de la Mer, Strandhotellet Øresund, Conference Centre and Spa"
STEPS = ("scan", "stay_code", "choose")
SERVICES = ("room_service", "do_not_disturb", "make_up_room")


def card(locale="en", *, hotel="Hotel Axentra", room="2034", link=LINK, modules=MODULES, **more):
    """Return a card as it is parsed."""
    return ET.fromstring(room_card(hotel, room, link, modules, locale, **more))


def lines_of(root):
    """Return every line of text with where it begins and ends, its top and its bottom."""
    found = []
    for text in root.iter(f"{SVG}text"):
        spans = list(text) or [text]
        bold = BOLD if "bold" in {text.get("font-weight"), spans[-1].get("font-weight")} else 1
        size = max(float(span.get("font-size")) for span in spans)
        wide = sum(
            width(span.text, fixed="Mono" in text.get("font-family", ""))
            * float(span.get("font-size"))
            for span in spans
        )
        x, base = float(text.get("x")), float(text.get("y"))
        left = x if text.get("text-anchor") == "start" else x - wide * bold / 2
        said = " ".join(span.text for span in spans)
        found.append((said, left, left + wide * bold, base - size * 0.75, base + size * 0.22))
    return found


def code_of(root):
    """Return the black squares of the code, how large one is, and where the first would be."""
    (path,) = [
        one for one in root.iter(f"{SVG}path") if one.get("fill") is None and not stroke(one)
    ]
    shift = [float(one) for one in re.findall(r"[\d.]+", path.get("transform"))]
    black = set()
    for x, y, long, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path.get("d")):
        assert long == back
        black |= {(int(y), int(x) + place) for place in range(int(long))}
    return black, shift[2], (shift[0], shift[1])


def stroke(element):
    """Return the colour of an element's lines."""
    return element.get("stroke")


def shown(root, words):
    """Return whether the lines of the card, taken together, say these words."""
    return words.replace(" ", "") in "".join(line[0] for line in lines_of(root)).replace(" ", "")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_card_says_how_in_every_language(locale) -> None:
    """Hotel, room, three steps, three services, the address for typing: whole and in this order."""
    own, root = language(locale), card(locale)
    said = "".join(line[0] for line in lines_of(root)).replace(" ", "")
    expected = [
        "Hotel Axentra",
        f"{own.word('card.room')} 2034",
        *(f"{place}{own.word(f'card.{step}')}" for place, step in enumerate(STEPS, 1)),
        *(own.word(f"card.{service}") for service in SERVICES),
        own.word("card.address"),
        LINK,
    ]
    assert said == "".join(expected).replace(" ", "")
    assert ELLIPSIS not in said
    tag = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root.get("lang") == root.get(tag) == locale.replace("_", "-")
    assert "2034" in root.find(f"{SVG}title").text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("hotel", "room"),
    [
        ("Hotel Axentra", "2034"),
        (LONG_NAME, "Garden-Villa-West-Wing-12"),
        ("海景大飯店暨國際會議中心" * 8, "W" * 32),
        ("W" * 200, "1"),
    ],
    ids=["short", "long", "Chinese", "endless"],
)
def test_everything_is_on_the_paper(locale, hotel, room) -> None:
    """No text reaches the edge, where a printer prints nothing, and no line lies on another."""
    lines = lines_of(card(locale, hotel=hotel, room=room))
    for said, left, right, top, bottom in lines:
        assert 7.5 <= left < right <= 105 - 7.5, said
        assert 5 <= top < bottom <= 148 - 5, said
    for place, (one, left, right, top, bottom) in enumerate(lines):
        for other, its_left, its_right, its_top, its_bottom in lines[place + 1 :]:
            beside = right <= its_left or its_right <= left
            assert beside or bottom <= its_top or its_bottom <= top, (one, other)


def test_it_is_a6_paper() -> None:
    """A browser prints it in its size."""
    root = card()
    assert (root.get("width"), root.get("height")) == ("105mm", "148mm")
    assert root.get("viewBox") == "0 0 105 148"


# The code


@pytest.mark.parametrize("length", [1, 60, 140, 200])
@pytest.mark.parametrize("locale", LOCALES)
def test_the_code_is_large_and_has_room_around_it(locale, length) -> None:
    """At least 40 mm, four modules of white, and nothing else drawn in them."""
    link = "https://hotel.example/".ljust(length, "x")[:length]
    modules = qr.modules(link)
    root = card(locale, link=link, modules=modules)
    black, scale, (left, top) = code_of(root)
    assert black == {
        (y + 4, x + 4) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark
    }
    assert len(modules) * scale >= 40
    side = (len(modules) + 8) * scale
    assert side == pytest.approx(56, abs=0.01)
    frame = next(one for one in root.iter(f"{SVG}rect") if stroke(one))
    outside = float(frame.get("stroke-width")) / 2
    assert float(frame.get("x")) + outside <= left
    assert float(frame.get("y")) + outside <= top
    assert float(frame.get("x")) + float(frame.get("width")) - outside >= left + side
    assert float(frame.get("y")) + float(frame.get("height")) - outside >= top + side
    for said, _, _, its_top, bottom in lines_of(root):
        assert bottom <= top or its_top >= top + side, said


@pytest.mark.parametrize("locale", LOCALES)
def test_a_phone_reads_the_card(locale) -> None:
    """What is drawn on the paper leads to the room's page."""
    black, _, _ = code_of(card(locale))
    side = (len(MODULES) + 8) * 4
    pixels = bytes(
        0 if (y // 4, x // 4) in black else 255 for y in range(side) for x in range(side)
    )
    picture = memoryview(pixels).cast("B", (side, side))
    assert zxingcpp.read_barcode(picture).text == LINK


# What a printer and a host need


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_black_with_one_accent(locale) -> None:
    """A printer of any kind prints it, and grey toner too: the accent is dark."""
    root = card(locale)
    colours = {one.get(name) for one in root.iter() for name in ("fill", "stroke")}
    assert colours == {None, "none", "#fff", ACCENT}
    red, green, blue = (int(ACCENT[place : place + 2], 16) for place in (1, 3, 5))
    assert 0.299 * red + 0.587 * green + 0.114 * blue < 100


def test_nothing_comes_from_elsewhere() -> None:
    """No font, picture, style or script of another address: it prints without a network."""
    root = card()
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds == {"svg", "title", "rect", "path", "circle", "text", "tspan"}
    written = room_card("Hotel Axentra", "2034", LINK, MODULES, "en")
    assert not re.search(r"href|url\(|@import|@font-face|data:", written)
    assert written == room_card("Hotel Axentra", "2034", LINK, MODULES, "en")


@for_all(st.text(min_size=1, max_size=60), st.text(max_size=40))
def test_any_name_is_a_card_or_a_refusal(hotel, address) -> None:
    """Brackets, quotes and letters that XML does not know break no card."""
    refused, root = set(), None
    try:
        root = card(hotel=hotel, link=f"https://{address}/2034")
    except InvalidInput as error:
        refused = {fault.path for fault in error.faults}
    assert refused <= {"hotel", "link"}
    assert refused or root.tag == f"{SVG}svg"


def test_a_name_with_brackets_is_shown_as_it_is() -> None:
    """What would be markup is text."""
    name = "<b>Bed & \"Breakfast\"</b> 'Ø'"
    root = card(hotel=name)
    assert shown(root, name)
    assert name in root.find(f"{SVG}title").text


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_stay_code_the_card_asks_for_none(locale) -> None:
    """Where the sticker alone opens the room, nobody looks for a code they were never told."""
    root = card(locale, access=GuestAccess.NONE)
    own = language(locale)
    assert not shown(root, own.word("card.stay_code"))
    assert shown(root, f"1{own.word('card.scan')}2{own.word('card.choose')}")


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"hotel": ""}, "hotel", "field.required"),
        ({"hotel": "x" * 201}, "hotel", "text.too_long"),
        ({"hotel": None}, "hotel", "field.required"),
        ({"room": "２０３４"}, "room", "code.not_ascii"),
        ({"room": "2 034"}, "room", "code.bad_format"),
        ({"link": "a\nb"}, "link", "text.control_character"),
        ({"modules": ()}, "modules", "list.length"),
        ({"modules": MODULES[:20]}, "modules", "list.length"),
        ({"modules": (*MODULES[:-1], MODULES[0][:-1])}, "modules[44]", "list.length"),
        ({"modules": ((True,) * 178,) * 178}, "modules", "list.length"),
    ],
)
def test_what_makes_no_card_is_refused_where_it_stands(given, path, code) -> None:
    """A card without a room, or with half a code, is not printed."""
    with pytest.raises(InvalidInput) as error:
        card(**given)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [(path, code)]


def test_a_language_that_is_not_there_is_refused() -> None:
    """No other language is guessed at."""
    with pytest.raises(InvalidInput) as error:
        card("fr")
    assert error.value.code == "value.unknown"
