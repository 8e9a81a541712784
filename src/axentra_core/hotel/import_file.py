"""A file as an import reads it: from its beginning, more than once, and known by its digest."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from axentra_core.channels.sheet_rows import PIECE, BinaryFile, Source
from axentra_core.kernel.errors import InvalidInput, shown

# What can be read twice: first to judge all rows, then to import them.
File = str | bytes | BinaryFile | Callable[[], Source]


def begun_anew(source: File) -> Source:
    """Return a file from its beginning.

    Raises:
        InvalidInput: ``field.wrong_type`` for what can be read but once.
    """
    if callable(source):
        return source()
    if isinstance(source, str | bytes):
        return source
    seek = getattr(source, "seek", None)
    if seek is None:
        raise InvalidInput.because(
            "field.wrong_type",
            path="source",
            expected="text, bytes, a file that can be read twice, or a function that opens one",
            got=shown(source),
        )
    seek(0)
    return source


class DigestedFile:
    """A file whose digest is reckoned while it is read."""

    def __init__(self, source: Source) -> None:
        self._digest = blake2b(digest_size=16)
        self._chunks = self._read(source)

    def read(self) -> Iterator[bytes]:
        """Return its pieces, of which the reader takes as many as it needs."""
        return self._chunks

    def _read(self, source: Source) -> Iterator[bytes]:
        for chunk in _chunks(source):
            self._digest.update(chunk)
            yield chunk

    def whole(self) -> str:
        """Return the digest of all of it."""
        for _ in self._chunks:
            pass
        return self._digest.hexdigest()


def _chunks(source: Source) -> Iterable[bytes]:
    if isinstance(source, str):
        source = source.encode("utf-8", "surrogatepass")
    if isinstance(source, bytes):
        return (source[start : start + PIECE] for start in range(0, len(source), PIECE))
    read: Callable[[int], bytes] | None = getattr(source, "read", None)
    if read is not None:
        return iter(lambda: read(PIECE), b"")
    if not isinstance(source, Iterable):
        raise InvalidInput.because("csv.not_text")
    return source
