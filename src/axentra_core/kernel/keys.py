"""Secrets of a property, and what is signed with them: room stickers, stay codes, sessions."""

import hmac
from base64 import b32encode
from hashlib import sha256

from axentra_core.kernel.errors import InvalidInput

SHORTEST_SECRET = 32


class Keys:
    """A list of secrets, newest first: the newest signs, every one of them verifies.

    So a secret can be replaced while stickers signed with the old one still hang in the rooms.
    """

    def __init__(self, *secrets: bytes) -> None:
        """Take the secrets.

        Raises:
            InvalidInput: ``secret.too_short`` below 32 bytes, ``field.required`` without any.
        """
        if not secrets:
            raise InvalidInput.because("field.required", path="secrets")
        for index, secret in enumerate(secrets):
            if type(secret) is not bytes or len(secret) < SHORTEST_SECRET:
                raise InvalidInput.because("secret.too_short", path=f"secrets[{index}]")
        self._secrets = secrets

    def sign(self, purpose: str, *parts: str, length: int = 32) -> str:
        """Return a signature of capitals and digits; each character carries five bits."""
        return _signature(self._secrets[0], purpose, parts)[:length]

    def verify(self, signature: str, purpose: str, *parts: str, length: int = 32) -> bool:
        """Return whether one of the secrets made the signature, in constant time."""
        if type(signature) is not str or len(signature) != length or not signature.isascii():
            return False
        given = signature.encode()
        # Every secret is tried: how long it takes tells nothing about which one matched.
        matches = [
            hmac.compare_digest(given, _signature(secret, purpose, parts)[:length].encode())
            for secret in self._secrets
        ]
        return any(matches)

    def __repr__(self) -> str:
        """Return how many secrets there are, and nothing of them."""
        return f"Keys({len(self._secrets)} secrets)"


def _signature(secret: bytes, purpose: str, parts: tuple[str, ...]) -> str:
    # Lengths stand before the parts, so that no two lists of parts read the same.
    content = b"".join(
        len(part).to_bytes(4, "big") + part
        # What a guest sends need not be Unicode; it is refused like anything else that is wrong.
        for part in (text.encode(errors="surrogatepass") for text in (purpose, *parts))
    )
    return b32encode(hmac.digest(secret, content, sha256)).decode().rstrip("=")
