"""An append-only sequence that costs the same at 10 entries and at 10,000."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from axentra_core.kernel.errors import NotLoaded

E = TypeVar("E")


class Journal(Generic[E]):
    """An immutable sequence whose versions share one list.

    A stored state keeps only the length; the entries are the events in the log. A journal made by
    `unloaded` therefore knows how many entries there are and only those appended since.
    """

    __slots__ = ("_entries", "_length", "_unloaded")

    def __init__(self) -> None:
        """Start with no entries."""
        self._entries: list[E] = []
        self._unloaded = 0
        self._length = 0

    @classmethod
    def unloaded(cls, length: int) -> "Journal[E]":
        """Return a journal of so many entries that were not loaded."""
        journal = cls()
        journal._unloaded = journal._length = length
        return journal

    def append(self, entry: E) -> "Journal[E]":
        """Return a journal with one entry more; this one stays as it is."""
        entries = self._entries
        known = self._length - self._unloaded
        if len(entries) == known:
            entries.append(entry)
        # Another thread may have appended between the test and the append: then take a copy.
        if len(entries) <= known or entries[known] is not entry:
            entries = [*entries[:known], entry]
        journal: Journal[E] = Journal.__new__(Journal)
        journal._entries = entries
        journal._unloaded = self._unloaded
        journal._length = self._length + 1
        return journal

    def __len__(self) -> int:
        """Return the number of entries, loaded or not."""
        return self._length

    def __getitem__(self, index: int) -> E:
        """Return an entry, counted from 0.

        Raises:
            NotLoaded: the entry is in the log only.
            IndexError: there is no such entry.
        """
        if not 0 <= index < self._length:
            raise IndexError(index)
        if index < self._unloaded:
            raise NotLoaded("journal.not_loaded", index=index, length=self._length)
        return self._entries[index - self._unloaded]

    def __iter__(self) -> Iterator[E]:
        """Iterate over all entries."""
        return (self[index] for index in range(self._length))

    def __eq__(self, other: object) -> bool:
        """Compare the lengths, and the entries where both journals are whole."""
        if not isinstance(other, Journal):
            return NotImplemented
        if self._length != other._length:
            return False
        return bool(self._unloaded or other._unloaded) or list(self) == list(other)

    def __hash__(self) -> int:
        """Hash by length, as equality allows no more."""
        return hash(self._length)

    def __repr__(self) -> str:
        """Return the length, and how much of it is loaded."""
        return f"Journal({self._length} entries, {self._length - self._unloaded} loaded)"
