"""The QR code of a link: what a phone reads from it is the link, letter for letter."""

import re
import struct
import subprocess
import sys
import zlib
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.adapters import qr
from axentra_core.hotel.links import room_link
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.keys import Keys

LINK = room_link(Keys(b"k" * 32), "https://hotel.axentra.id/qr/room/", "axentra", "2034", 1)
QUIET = 4


def read(rows):
    """Return what a reader finds in a picture of rows of black (True) and white squares."""
    pixels = bytes(0 if black else 255 for row in rows for black in row)
    picture = memoryview(pixels).cast("B", (len(rows), len(rows[0])))
    return zxingcpp.read_barcode(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def drawn(modules, scale=4):
    """Return the rows of a picture of modules, with their quiet zone."""
    side = len(modules) + 2 * QUIET
    blank = [(False,) * side] * QUIET
    inner = [(False,) * QUIET + row + (False,) * QUIET for row in modules]
    wide = [tuple(black for black in row for _ in range(scale)) for row in (*blank, *inner, *blank)]
    return [row for row in wide for _ in range(scale)]


def pixels_of(png):
    """Return the rows of a PNG of black and white, of one bit a pixel."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind = png[place + 4 : place + 8].decode()
        chunks[kind] = chunks.get(kind, b"") + png[place + 8 : place + 8 + length]
        place += length + 12
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks["IHDR"])
    assert (bits, colour, interlaced) == (1, 0, 0)
    raw, stride = zlib.decompress(chunks["IDAT"]), (width + 7) // 8 + 1
    rows, above = [], bytes(stride - 1)
    for start in range(0, len(raw), stride):
        same_as_above, row = raw[start] == 2, raw[start + 1 : start + stride]
        assert raw[start] in {0, 2}
        above = (
            bytes((one + up) % 256 for one, up in zip(row, above, strict=True))
            if same_as_above
            else row
        )
        rows.append(tuple(not above[x // 8] >> (7 - x % 8) & 1 for x in range(width)))
    assert len(rows) == height
    return rows


def svg_squares(svg):
    """Return the black squares of an SVG that draws each run of a row as one stroke."""
    root = ET.fromstring(svg)
    black, x, y = set(), 0.0, 0.0
    d = root.findall("{http://www.w3.org/2000/svg}path")[-1].get("d")
    for step, numbers in re.findall(r"([Mmh])([^Mmh]*)", d):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        match step:
            case "M":
                x, y = values
            case "m":
                x, y = x + values[0], y + values[1]
            case "h":
                black |= {(int(y), int(x) + run) for run in range(int(values[0]))}
                x += values[0]
    return black, float(root.get("viewBox").split()[2])


def test_a_phone_reads_the_link() -> None:
    """Whoever scans the sticker gets to the room's page, at an error level of a quarter."""
    found = read(drawn(qr.modules(LINK)))
    assert (found.text, found.ec_level) == (LINK, "Q")


def test_a_stained_code_still_reads() -> None:
    """A drop of coffee on the card is no reason to print another one."""
    rows = [list(row) for row in qr.modules(LINK)]
    middle = len(rows) // 2
    for y in range(middle - 5, middle + 5):
        rows[y][middle - 5 : middle + 5] = [True] * 10
    assert read(drawn([tuple(row) for row in rows])).text == LINK


@for_all(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1))
def test_whatever_a_link_says_is_read(link) -> None:
    """Addresses differ; none of their letters is lost."""
    assert read(drawn(qr.modules(link))).text == link


@pytest.mark.parametrize("letter", ["A", "é", "室", "🛎"])
def test_the_longest_link_fits(letter) -> None:
    """Two hundred letters of any alphabet are one code; nothing of segno's is raised."""
    assert read(drawn(qr.modules(letter * 200))).text == letter * 200


def test_modules_are_a_square_without_a_border() -> None:
    """What draws the card adds the quiet zone itself, so the corners are the finder patterns."""
    rows = qr.modules(LINK)
    assert {len(row) for row in rows} == {len(rows)} == {45}
    assert rows[0][0] is rows[0][-1] is rows[-1][0] is True


def test_the_svg_shows_the_modules_in_their_quiet_zone() -> None:
    """The same squares, four white ones around them, no size, nothing from elsewhere."""
    svg = qr.svg(LINK)
    black, side = svg_squares(svg)
    rows = qr.modules(LINK)
    assert side == len(rows) + 2 * QUIET
    assert black == {
        (y + QUIET, x + QUIET) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    }
    root = ET.fromstring(svg)
    assert set(root.attrib) == {"viewBox"}
    assert "#fff" in svg
    assert svg.count("http") == 1


@pytest.mark.parametrize("scale", [1, 3, 10])
def test_the_png_shows_the_modules_in_their_quiet_zone(scale) -> None:
    """A label printer that takes pictures only prints the same code."""
    assert pixels_of(qr.png(LINK, scale)) == drawn(qr.modules(LINK), scale)


def test_a_link_is_the_same_code_every_time() -> None:
    """A sticker that is printed again looks as it did."""
    assert qr.svg(LINK) == qr.svg(LINK)
    assert qr.png(LINK) == qr.png(LINK, 10)


@pytest.mark.parametrize("draw", [qr.modules, qr.svg, qr.png], ids=lambda draw: draw.__name__)
@pytest.mark.parametrize(
    ("link", "code"),
    [
        (None, "field.required"),
        ("", "field.required"),
        (7, "field.wrong_type"),
        (LINK.encode(), "field.wrong_type"),
        ("a\nb", "text.control_character"),
        ("\ud800", "text.not_unicode"),
        ("a" * 201, "text.too_long"),
    ],
    ids=ascii,
)
def test_what_is_no_link_is_refused_where_it_stands(draw, link, code) -> None:
    """An empty, endless or unprintable link is not drawn, and no foreign error comes out."""
    with pytest.raises(InvalidInput) as error:
        draw(link)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [("link", code)]


@pytest.mark.parametrize(
    ("scale", "code"),
    [
        (0, "value.out_of_range"),
        (101, "value.out_of_range"),
        (True, "field.wrong_type"),
        (1.5, "field.wrong_type"),
        (None, "field.required"),
    ],
)
def test_a_picture_has_a_size(scale, code) -> None:
    """A scale of nought is no picture, and one of a million no memory."""
    with pytest.raises(InvalidInput) as error:
        qr.png(LINK, scale)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [("scale", code)]


def test_what_is_missing_is_named() -> None:
    """Without segno the adapter says which extra brings it."""
    program = (
        "import sys; sys.modules['segno'] = None\n"
        "try:\n    import axentra_core.adapters.qr\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True
    )
    assert "install axentra_core[qr]" in done.stdout
