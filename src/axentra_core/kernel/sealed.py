"""Personal data, kept so that it can be forgotten.

A name, address, mail, phone or free text about a guest stands in events only as `Sealed`.
Erasing a person later means destroying the subject's key: log, hashes and totals stay as they are.
"""

import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from typing import Protocol

import attrs


@attrs.frozen
class Sealed:
    """A personal value as it is stored.

    Attributes:
        subject: id of the person whose key opens it.
        data: what `Cipher.open` turns back into text.
        tokens: keyed digests under which it can be found.
    """

    subject: str
    data: str = attrs.field(repr=False)
    tokens: tuple[str, ...] = attrs.field(default=(), repr=False)


class Cipher(Protocol):
    """Port: seals personal values and makes keyed tokens for looking them up."""

    def seal(self, subject: str, text: str) -> str:
        """Return the text as it may be stored, under the key of the subject.

        A subject whose key was destroyed has a new one: what is told anew is not what was
        forgotten, and is never refused.
        """
        ...

    def open(self, subject: str, data: str) -> str:
        """Return the text again.

        Raises:
            PortRefused: ``cipher.key_destroyed``.
        """
        ...

    def token(self, text: str) -> str:
        """Return a keyed digest of already normalised text: equal text, equal token."""
        ...


class ClearText:
    """The default `Cipher`: it keeps personal data in CLEAR TEXT and cannot forget it.

    Its tokens are keyed, so that no index and no key digest holds clear text. Replace it by a
    real cipher before guests' data is stored.
    """

    def __init__(self, token_key: bytes = b"axentra: not secret, replace before use") -> None:
        """Take the key of the look-up tokens, at most 64 bytes."""
        self._token_key = token_key

    def seal(self, subject: str, text: str) -> str:  # noqa: ARG002 - the port's signature
        """Return the text unchanged."""
        return text

    def open(self, subject: str, data: str) -> str:  # noqa: ARG002 - the port's signature
        """Return the text unchanged."""
        return data

    def token(self, text: str) -> str:
        """Return a keyed BLAKE2b of 128 bits in hex; it is taken of every request."""
        return blake2b(text.encode(), key=self._token_key, digest_size=16).hexdigest()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name for looking it up: without case and accents, each once."""
    # Twice, for folding the case can make letters that come apart, and the other way round.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    spaced = "".join(letter if letter.isalnum() else " " for letter in plain)
    return tuple(dict.fromkeys(spaced.split()))


def seal(cipher: Cipher, subject: str, text: str, look_up: Iterable[str] = ()) -> Sealed:
    """Return a personal value sealed, with a token for each text under which it can be found."""
    return Sealed(subject, cipher.seal(subject, text), tuple(map(cipher.token, look_up)))
