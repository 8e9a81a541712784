"""The letters of the room board in words, and what they mean elsewhere.

VC alone is understood in four ways: cleaned, cleaned and inspected, cleaned but still to be
inspected, or merely paid for. Whoever reads a board in another country should know which.
"""

from collections.abc import Iterator

import attrs

from axentra_core.views.columns import Column, table
from axentra_core.views.locale import Language, language

CODE_AND_MEANING = (Column(), Column(wraps=True))


@attrs.frozen
class Entry:
    """One code of the book.

    Attributes:
        code: such as ``VC``.
        meaning: what it says here.
        notes: sentences on usages that differ; most codes have none.
    """

    code: str
    meaning: str
    notes: tuple[str, ...] = ()


def code_book(locale: str) -> tuple[Entry, ...]:
    """Return every code of the board: vacant, occupied, blocked, and what is added to them.

    Args:
        locale: one of `LOCALES`.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    return tuple(
        Entry(code, meaning, tuple(note for _, note in _under(own, f"code_note.{code}.")))
        for code, meaning in _under(own, "code.")
    )


def code_book_text(locale: str) -> str:
    """Return the code book as plain text, the notes under their code.

    Args:
        locale: one of `LOCALES`.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    rows = [
        row
        for entry in code_book(locale)
        for row in ((entry.code, entry.meaning), *(("", f"- {note}") for note in entry.notes))
    ]
    return "".join(f"{line}\n" for line in table(CODE_AND_MEANING, rows))


def _under(own: Language, section: str) -> Iterator[tuple[str, str]]:
    for key, word in own.words.items():
        if key.startswith(section):
            yield key.removeprefix(section), word
