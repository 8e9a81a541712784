"""Which reservations a file has told already: a few bytes of each, however long it is."""

from array import array
from hashlib import blake2b
from typing import Final

FEWEST_SLOTS: Final = 1 << 10


class SeenRows:
    """Remembers the first row of each reservation by 64 bits of a digest.

    A million reservations take some 25 megabytes, a tenth of what a dictionary of them would. Two
    of a million are taken for one once in thirty million files.
    """

    __slots__ = ("_digests", "_rows", "_size")

    def __init__(self) -> None:
        """Begin with none."""
        self._digests = array("Q", bytes(8 * FEWEST_SLOTS))
        self._rows = array("I", bytes(array("I").itemsize * FEWEST_SLOTS))
        self._size = 0

    def first(self, key: str, row: int) -> int | None:
        """Return the row in which a reservation stood first; None where it is this one."""
        # Zero marks an empty place.
        digest = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little") or 1
        at = self._place(digest)
        if self._digests[at]:
            return self._rows[at]
        self._digests[at], self._rows[at] = digest, row
        self._size += 1
        if 4 * self._size > 3 * len(self._digests):
            self._grow()
        return None

    def _place(self, digest: int) -> int:
        """Return where a digest stands, or the empty place where it belongs."""
        digests, last = self._digests, len(self._digests) - 1
        at = digest & last
        while digests[at] and digests[at] != digest:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        old = self._digests, self._rows
        self._digests = array("Q", bytes(2 * 8 * len(self._digests)))
        self._rows = array("I", bytes(2 * self._rows.itemsize * len(self._rows)))
        for digest, row in zip(*old, strict=True):
            if digest:
                at = self._place(digest)
                self._digests[at], self._rows[at] = digest, row
