"""Messages to a platform over HTTPS, by the standard library alone.

One request for each call, over a connection of its own. Nothing is tried again and no redirection
is followed: whoever sends decides what is sent, and to whom.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from ssl import SSLContext, create_default_context
from threading import Timer
from typing import Annotated, Final
from urllib.parse import SplitResult, quote, urlsplit

import attrs

from axentra_core.channels import Operation
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, OutcomeUnknown, PortRefused, PortUnavailable
from axentra_core.kernel.texts import line

# SiteMinder answers within 60 to 120 seconds, and who gives up before never learns what became.
LONGEST_ANSWER: Final = timedelta(seconds=130)
REACH: Final = timedelta(minutes=5)
MOST_ANSWER_BYTES: Final = 10_000_000
LONGEST_HEADER: Final = 8_000
# What a status says of the message; any other has an answer, which the dialect reads.
# fmt: off
REFUSED: Final     = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405, 407, 410})
UNAVAILABLE: Final = frozenset({429})
UNKNOWN: Final     = frozenset({408, *range(500, 600)})
# fmt: on
# SOAP 1.1, 6.2: a Fault comes with this status.
FAULT: Final = 500
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_URL: Final = re.compile(r"https?://[!-~]+", re.ASCII)
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,100}: [ -~]*", re.ASCII)


def _web_address(value: object) -> str:
    """Return an address of HTTPS; plain HTTP leads no further than to the same machine.

    Raises:
        InvalidInput: ``field.wrong_type``, also with a user in it; those of a line of text.
    """
    url = line(value, limit=LONGEST_HEADER)
    try:
        parts = urlsplit(url)
        is_near = parts.scheme == "https" or parts.hostname in _LOOPBACK
        is_right = _URL.fullmatch(url) and parts.hostname and parts.port != 0 and is_near
    except ValueError:
        is_right = False
    if not is_right or "@" in url or "#" in url:
        raise InvalidInput.because(
            "field.wrong_type", expected="an https address without a user", got="another one"
        )
    return url


def _headers_of(value: object) -> Mapping[str, str]:
    """Return headers of a request, each a line of ASCII; what is wrong with them is not shown.

    Raises:
        InvalidInput: ``field.wrong_type``.
    """
    if not isinstance(value, Mapping) or not all(
        type(name) is type(said) is str
        and len(said) <= LONGEST_HEADER
        and _HEADER.fullmatch(f"{name}: {said}")
        for name, said in value.items()
    ):
        raise InvalidInput.because("field.wrong_type", expected="headers", got="others")
    return dict(value)


@checked
class Address:
    """Where a platform is asked for one operation.

    Attributes:
        url: with ``{hotel}`` where the code of the property stands, if it stands in it.
        headers: that go with each request, such as an authorisation; nothing shows them.
        content_type: of what is sent.
    """

    url: Annotated[str, _web_address]
    headers: Annotated[Mapping[str, str], _headers_of] = attrs.field(
        factory=dict, repr=lambda _: "***"
    )
    content_type: Annotated[str, line] = "text/xml; charset=utf-8"


class HttpTransport:
    """A `ChannelTransport` over HTTPS. It keeps nothing between calls, and threads may share it.

    A message is sent by POST, and by GET where it has no bytes: then the address says it all.

    Args:
        addresses: where the platform is asked for each operation.
        timeout: how long a call may take in all, at most five minutes.
        most_bytes: that an answer may have.
        tls: whom to trust; whom the machine trusts when left out.

    Raises:
        InvalidInput: ``value.out_of_range`` for `timeout`.
    """

    def __init__(
        self,
        addresses: Mapping[Operation, Address],
        *,
        timeout: timedelta = LONGEST_ANSWER,
        most_bytes: int = MOST_ANSWER_BYTES,
        tls: SSLContext | None = None,
    ) -> None:
        """Know where the platform is, without asking anything yet."""
        if not timedelta(0) < timeout <= REACH:
            raise InvalidInput.because(
                "value.out_of_range", path="timeout", got=timeout, low="more than 0", high=REACH
            )
        self._addresses: Final = dict(addresses)
        self._seconds: Final = timeout.total_seconds()
        self._most_bytes: Final = most_bytes
        self._tls: Final = tls

    def exchange(self, operation: Operation, hotel: str, body: bytes) -> bytes:
        """Send a message and return the platform's answer.

        Raises:
            PortUnavailable: ``channel.unreachable`` where there was no connection, or 429.
            OutcomeUnknown: ``channel.outcome_unknown`` for what is late, cut off or too large, 408,
                and 5xx; but a Fault of SOAP is an answer, though it comes with 500.
            PortRefused: ``channel.refused`` for 401, 403, 404, 405, 407, 410 and redirections, and
                where no address is known for the operation.
        """
        named = {"operation": operation.value, "hotel": hotel}
        if operation not in self._addresses:
            raise PortRefused("channel.refused", reason="no address is known for it", **named)
        address = self._addresses[operation]
        url = urlsplit(address.url.replace("{hotel}", quote(hotel, safe="")))
        headers = {**address.headers, "Content-Type": address.content_type}
        connection = self._connection(url)
        try:
            connection.connect()
        except (OSError, UnicodeError) as error:
            raise PortUnavailable("channel.unreachable", **named) from error
        # However slowly it answers, byte by byte, the call ends.
        watch = Timer(self._seconds, _cut, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            asked = (url.path or "/") + (f"?{url.query}" if url.query else "")
            connection.request("POST" if body else "GET", asked, body or None, headers)
            with connection.getresponse() as answer:
                told = answer.read(self._most_bytes + 1)
        except (OSError, HTTPException) as error:
            raise OutcomeUnknown("channel.outcome_unknown", **named) from error
        finally:
            watch.cancel()
            connection.close()
        is_fault = answer.status == FAULT and "xml" in answer.getheader("Content-Type", "")
        if answer.status in REFUSED:
            raise PortRefused("channel.refused", reason=f"HTTP status {answer.status}", **named)
        if answer.status in UNAVAILABLE:
            raise PortUnavailable("channel.unreachable", **named)
        # What is left to be read was cut off, or is too much.
        is_whole = not answer.length and len(told) <= self._most_bytes
        if not is_whole or (answer.status in UNKNOWN and not is_fault):
            raise OutcomeUnknown("channel.outcome_unknown", **named)
        return told

    def _connection(self, url: SplitResult) -> HTTPConnection:
        host = url.hostname or ""
        if url.scheme == "https":
            tls = self._tls or create_default_context()
            return HTTPSConnection(host, url.port, timeout=self._seconds, context=tls)
        return HTTPConnection(host, url.port, timeout=self._seconds)


def _cut(sock: socket) -> None:
    """End a connection under whoever waits for it."""
    # Of the socket itself: TLS would say farewell first, and wait for an answer.
    with suppress(OSError):
        socket.shutdown(sock, SHUT_RDWR)
