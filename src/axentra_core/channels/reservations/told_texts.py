"""Text as channels write it, made fit for a message; what had to go is told by flags."""

from typing import Final

from axentra_core.channels.reservations.facts import Flag
from axentra_core.kernel.redaction import is_uuid, redacted, shown_line
from axentra_core.kernel.texts import LONGEST_TEXT

MOST_LINES: Final = 50
LONGEST_TOLD: Final = LONGEST_TEXT * MOST_LINES


class Cleaner:
    """Cleans the texts of one message, and remembers what it has taken away.

    Attributes:
        flags: what was taken away so far, each once.
    """

    def __init__(self) -> None:
        """Begin with nothing taken away."""
        self.flags: dict[Flag, None] = {}

    def line(self, text: str | None) -> str | None:
        """Return a text of at most 200 characters without card data; None where nothing is left.

        An ellipsis stands where it is cut.
        """
        lines = self.lines(text, 1)
        return lines[0] if lines else None

    def code(self, text: str | None) -> str | None:
        """Return a code as a line. A UUID stays as it is, whatever its digits look like."""
        told = text.strip() if text else ""
        return told if is_uuid(told) else self.line(told)

    def lines(self, text: str | None, most: int = MOST_LINES) -> tuple[str, ...]:
        """Return a long text in pieces of at most 200 characters, parted between words."""
        if not text:
            return ()
        if len(text) > LONGEST_TOLD:
            self.flags[Flag.TEXT_CUT] = None
        safe = self._safe(shown_line(text[:LONGEST_TOLD]))
        pieces: list[str] = []
        while safe:
            if len(pieces) == most:
                self.flags[Flag.TEXT_CUT] = None
                pieces[-1] = f"{pieces[-1][: LONGEST_TEXT - 1]}…"
                break
            piece, safe = _parted(safe)
            pieces.append(piece)
        # Where a text is cut, what was none before may look like a security code.
        return tuple(map(self._safe, pieces))

    def _safe(self, text: str) -> str:
        if (safe := redacted(text)) != text:
            self.flags[Flag.CARD_REMOVED] = None
        return safe


def _parted(text: str) -> tuple[str, str]:
    """Return the first piece of a text, and the rest."""
    if len(text) <= LONGEST_TEXT:
        return text, ""
    # A word that is longer than a piece is parted all the same.
    end = text.rfind(" ", LONGEST_TEXT // 2, LONGEST_TEXT + 1)
    end = LONGEST_TEXT if end < 0 else end
    return text[:end].strip(), text[end:].strip()
