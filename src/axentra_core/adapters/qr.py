"""A link as a QR code for printing; the only place that asks segno. Extra ``qr``.

Every code is of error level Q: a quarter of it may be scratched or stained and it still reads.
Around it four modules stay white, as the standard wants them; without them many phones find
nothing.
"""

from io import BytesIO
from typing import Final

from axentra_core.kernel.checks import whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import line

try:
    import segno
except ImportError as _error:
    raise ImportError("axentra_core.adapters.qr needs segno; install axentra_core[qr]") from _error

ERROR_LEVEL: Final = "q"
QUIET_ZONE: Final = 4
LARGEST_SCALE: Final = 100


def modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """Return the squares of the code from top to bottom, True for black, without the quiet zone.

    Raises:
        InvalidInput: for `link`, as for any line of text: ``field.required``, ``text.too_long`` …
    """
    return tuple(tuple(bool(module) for module in row) for row in _code(link).matrix)


def svg(link: str) -> str:
    """Return the code as an SVG with its quiet zone, black on white, that fits any size.

    Raises:
        InvalidInput: as `modules`.
    """
    written = BytesIO()
    _code(link).save(
        written,
        kind="svg",
        border=QUIET_ZONE,
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        nl=False,
    )
    return written.getvalue().decode()


def png(link: str, scale: int = 10) -> bytes:
    """Return the code as a PNG with its quiet zone, black on white.

    Args:
        link: what the code says.
        scale: pixels a module, 1 to 100; a card of 45 mm at 300 dpi wants 10.

    Raises:
        InvalidInput: as `modules`; ``value.out_of_range`` or ``field.wrong_type`` for `scale`.
    """
    try:
        whole(1, LARGEST_SCALE)(scale)
    except InvalidInput as error:
        raise error.under("scale") from None
    written = BytesIO()
    _code(link).save(written, kind="png", border=QUIET_ZONE, scale=scale)
    return written.getvalue()


def _code(link: str) -> segno.QRCode:
    try:
        content = line(link)
    except InvalidInput as error:
        raise error.under("link") from None
    # Phones take letters beyond ASCII for UTF-8, whatever the standard says. A line always fits.
    return segno.make_qr(content, error=ERROR_LEVEL, encoding="utf-8", boost_error=False)
