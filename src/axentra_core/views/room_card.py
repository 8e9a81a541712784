"""The card that hangs in a room: scan, say who you are, ask for what you need.

One SVG on A6 paper, 105 × 148 mm, that a browser prints as it is: black with one accent, no font
and no picture from elsewhere, nothing nearer to the edge than a printer reaches.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import code, line
from axentra_core.rooms import GuestAccess
from axentra_core.views.lettering import BOLD, LEADING, Lettering, fitted, fitted_alike, width
from axentra_core.views.locale import language

Modules = Sequence[Sequence[bool]]

# All lengths are millimetres.
WIDTH, HEIGHT, MARGIN = 105, 148, 8
MIDDLE, INNER = WIDTH / 2, WIDTH - 2 * MARGIN
ACCENT: Final = "#0b5563"
# The panel holds the code and its quiet zone; so even the smallest code is wider than 40 mm.
PANEL, PANEL_TOP, QUIET_ZONE = 56, 32, 4
FEWEST_MODULES, MOST_MODULES = 21, 177

# Where the bands of the card begin, and how high they are.
NAME, ROOM = (6.5, 11.5), (18.5, 10.5)
STEPS, SERVICES, ADDRESS = (90, 19.5), (110.5, 17), (130.5, 11)
NAME_SIZES: Final = (6.0, 5.4, 4.8, 4.2, 3.6, 3.0)
NUMBER_SIZES: Final = (8.4, 7.4, 6.4, 5.0, 4.0, 3.0, 2.4, 1.8)
STEP_SIZES: Final = (3.9, 3.6, 3.3, 3.0, 2.7)
LABEL_SIZES: Final = (3.4, 3.2, 3.0, 2.8)
LINK_SIZES: Final = (2.6, 2.3, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0)
LABEL, NOTE, ICON, BULLET = 3.6, 2.6, 9, 2.3

# Drawn in a square of 24.
ICONS: Final = MappingProxyType(
    {
        "room_service": (
            "M2.5 19h19M4.5 19v-1.5a7.5 7.5 0 0 1 15 0V19M12 10V7.5M10.3 7.5h3.4"
            "M8 16a4.2 4.2 0 0 1 2.8-3"
        ),
        "do_not_disturb": ("M12 3a9 9 0 1 0 .01 0zM7.5 12h9"),
        "make_up_room": (
            "M2.5 20.5v-11M2.5 18h19M21.5 20.5v-4.7a3 3 0 0 0-3-3h-9.3V18M5.9 12.4a1.6 1.6 0 1 0 "
            ".01 0zM17 2.5l1 2.7 2.7 1-2.7 1-1 2.7-1-2.7-2.7-1 2.7-1z"
        ),
    }
)
SANS: Final = "Arial, Helvetica, 'Liberation Sans', {chinese}sans-serif"
FIXED_FONT: Final = "'DejaVu Sans Mono', Menlo, Consolas, 'Courier New', monospace"
CHINESE: Final = MappingProxyType(
    {
        "zh_Hant": "'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', ",
        "zh_Hans": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', ",
    }
)


def room_card(  # noqa: PLR0913 - a card says that much
    hotel: str,
    room: str,
    link: str,
    modules: Modules,
    locale: str,
    *,
    access: GuestAccess = GuestAccess.STAY_CODE,
) -> str:
    """Return the card of a room as one SVG.

    Args:
        hotel: its name; in two or three lines, and cut, when it is very long.
        room: the number on the door.
        link: what the sticker says, in small print for who has no camera.
        modules: squares of the link's QR code from top to bottom, True for black, without the
            quiet zone, as ``adapters.qr.modules(link)`` gives them.
        locale: one of the five languages.
        access: without a stay code the card does not ask for one.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``list.length`` where the modules are no
            square of 21 to 177, and what a line of text is refused for.
    """
    own = language(locale)
    name, address = _line("hotel", hotel), _line("link", link)
    number = _checked("room", code, room)
    _insist_on_a_square(modules)
    steps = (
        ["scan", "stay_code", "choose"] if access is GuestAccess.STAY_CODE else ["scan", "choose"]
    )
    title = own.list_of([name, f"{own.word('card.room')} {number}"])
    parts = [
        *_head(name, own.word("card.room"), number),
        *_code(modules),
        *_steps([own.word(f"card.{step}") for step in steps]),
        *_services([(icon, own.word(f"card.{service}")) for service, icon in ICONS.items()]),
        *_address(own.word("card.address"), address),
    ]
    tag = own.name.replace("_", "-")
    font = SANS.format(chinese=CHINESE.get(own.name, ""))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" lang="{tag}" xml:lang="{tag}" role="img" '
        f'font-family="{font}" text-anchor="middle">\n<title>{escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _head(name: str, label: str, number: str) -> Iterator[str]:
    yield from _text(fitted(name, INNER / BOLD, NAME[1], NAME_SIZES), MIDDLE, NAME, weight="bold")
    top, high = ROOM
    yield f'<path d="M{MARGIN} {top}H{WIDTH - MARGIN}" stroke="{ACCENT}" stroke-width=".5"/>'
    # The longest word for a room takes a good quarter of the line.
    wide = (INNER - 24) / BOLD
    size = next(one for one in NUMBER_SIZES if width(number) * one <= wide)
    yield (
        f'<text x="{MIDDLE}" y="{_mm(top + high - 1.8)}">'
        f'<tspan font-size="{LABEL}">{escape(label)}</tspan><tspan dx="2" font-weight="bold" '
        f'font-size="{size}">{number}</tspan></text>'
    )


def _code(modules: Modules) -> Iterator[str]:
    """Yield the frame, and the code as one path: every run of black squares is a rectangle."""
    left, scale = (WIDTH - PANEL) / 2, PANEL / (len(modules) + 2 * QUIET_ZONE)
    yield (
        f'<rect x="{left - 1}" y="{PANEL_TOP - 1}" width="{PANEL + 2}" height="{PANEL + 2}" rx="3" '
        f'fill="#fff" stroke="{ACCENT}" stroke-width=".8"/>'
    )
    runs = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(modules)
        for x, length in _runs(row)
    )
    yield (
        f'<path transform="translate({left} {PANEL_TOP}) scale({scale:.6f})" '
        f'shape-rendering="crispEdges" d="{runs}"/>'
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for place, black in enumerate((*row, False)):
        if black and start is None:
            start = place
        elif not black and start is not None:
            yield start, place - start
            start = None


def _steps(steps: Sequence[str]) -> Iterator[str]:
    top, high = STEPS[0], STEPS[1] / len(steps)
    centre = MARGIN + 3 + BULLET
    left = centre + BULLET + 2.5
    found = fitted_alike(steps, WIDTH - MARGIN - left, high, STEP_SIZES)
    for place, step in enumerate(found):
        middle = top + (place + 0.5) * high
        yield f'<circle cx="{centre}" cy="{_mm(middle)}" r="{BULLET}" fill="{ACCENT}"/>'
        yield (
            f'<text x="{centre}" y="{_mm(middle + 1.1)}" font-size="3.1" fill="#fff" '
            f'font-weight="bold">{place + 1}</text>'
        )
        yield from _text(step, left, (top + place * high, high), anchor="start")


def _services(services: Sequence[tuple[str, str]]) -> Iterator[str]:
    top, high = SERVICES
    column, below = INNER / len(services), ICON + 0.5
    labels = fitted_alike([label for _, label in services], column - 2, high - below, LABEL_SIZES)
    for place, (icon, _) in enumerate(services):
        middle, label = MARGIN + (place + 0.5) * column, labels[place]
        yield (
            f'<path transform="translate({_mm(middle - ICON / 2)} {top}) scale({ICON / 24})" '
            f'fill="none" stroke="{ACCENT}" stroke-width="1.5" stroke-linecap="round" '
            f'stroke-linejoin="round" d="{icon}"/>'
        )
        yield from _text(label, middle, (top + below, label.height))


def _address(label: str, link: str) -> Iterator[str]:
    top, high = ADDRESS
    note = fitted(label, INNER, NOTE * LEADING, (NOTE,))
    yield from _text(note, MIDDLE, (top, note.height))
    found = fitted(link, INNER, high - note.height, LINK_SIZES, fixed=True)
    yield from _text(found, MIDDLE, (top + note.height, found.height), fixed=True)


def _text(  # noqa: PLR0913 - where it stands and how it looks
    found: Lettering,
    x: float,
    band: tuple[float, float],
    *,
    anchor: str = "",
    weight: str = "",
    fixed: bool = False,
) -> Iterator[str]:
    """Yield the lines of a text in the middle of a band: its top, and how high it is."""
    looks = "".join(
        f' {name}="{value}"'
        for name, value in (
            ("text-anchor", anchor),
            ("font-weight", weight),
            ("font-family", FIXED_FONT if fixed else ""),
        )
        if value
    )
    top = band[0] + (band[1] - found.height) / 2
    for place, text in enumerate(found.lines):
        base = _mm(top + (place * LEADING + 0.95) * found.size)
        yield f'<text x="{_mm(x)}" y="{base}" font-size="{found.size}"{looks}>{escape(text)}</text>'


def _mm(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def _line(path: str, text: str) -> str:
    # What cannot be seen has no place in XML either.
    seen = (
        one if one.isprintable() else " " if one.isspace() else ""
        for one in _checked(path, line, text)
    )
    return "".join(seen)


def _checked(path: str, rule: Callable[[object], str], text: str) -> str:
    try:
        return rule(text)
    except InvalidInput as error:
        raise error.under(path) from None


def _insist_on_a_square(modules: Modules) -> None:
    side = len(modules)
    if not FEWEST_MODULES <= side <= MOST_MODULES:
        raise InvalidInput.because(
            "list.length", path="modules", got=side, low=FEWEST_MODULES, high=MOST_MODULES
        )
    for place, row in enumerate(modules):
        if len(row) != side:
            raise InvalidInput.because(
                "list.length", path=f"modules[{place}]", got=len(row), low=side, high=side
            )
