"""Messages over HTTP, to a server on the same machine that answers, hangs, or hangs up."""

from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic

import attrs
import pytest
from tests.channels.platforms import HOTEL, NOW, open_travel

from axentra_core.adapters.http_transport import Address, HttpTransport
from axentra_core.channels import Operation
from axentra_core.kernel.errors import InvalidInput, OutcomeUnknown, PortRefused, PortUnavailable
from axentra_core.testing import (
    LIKE_SITEMINDER,
    ChannelContract,
    ChannelFault,
    ChannelSimulator,
    ManualClock,
)

RATES, ROOM_RATES = Operation.RATES, Operation.ROOM_RATES
SOON = timedelta(seconds=0.3)
AT_ONCE = timedelta(seconds=5)
XML, PAGE = "text/xml; charset=utf-8", "text/html"
# Before anything is heard, the server hangs up; or after it has read everything.
LOSE_REQUEST, LOSE_REPLY = ChannelFault.LOSE_REQUEST, ChannelFault.LOSE_REPLY


@attrs.frozen
class Said:
    """What the server says.

    Attributes:
        status: of HTTP.
        body: what it tells.
        kind: what that is said to be.
        length: how much it says to tell; None for all, -1 for nothing about it.
        slowly: seconds before each byte.
        after: lines of the header.
    """

    status: int = 200
    body: bytes = b"<answer/>"
    kind: str = XML
    length: int | None = None
    slowly: float = 0
    after: tuple = ()


@contextmanager
def serving(say):
    """Have a server whose answers a function gives; yield its address and what it has heard."""
    heard, ended = [], Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            heard.append((self.command, self.path, dict(self.headers), body))
            said = say(self.command, self.path, body)
            if said is None:
                return
            self.send_response(said.status)
            self.send_header("Content-Type", said.kind)
            for line in said.after:
                self.send_header(*line)
            if said.length != -1:
                self.send_header("Content-Length", str(said.length or len(said.body)))
            self.end_headers()
            for byte in said.body if said.slowly else ():
                if ended.wait(said.slowly):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            if not said.slowly:
                self.wfile.write(said.body)

        do_GET = do_POST  # noqa: N815 - as the server calls it

        def log_message(self, *args):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", heard
        finally:
            ended.set()
            server.shutdown()


def transport(base, *, timeout=AT_ONCE, **said):
    """Return a transport to a server."""
    return HttpTransport(
        {
            RATES: Address(f"{base}/webservices/AXENTRA", {"SOAPAction": '""'}),
            ROOM_RATES: Address(
                f"{base}/hotels/{{hotel}}/room-rates?page=1", {"Authorization": "Bearer s3cret"}
            ),
        },
        timeout=timeout,
        **said,
    )


# What is sent


def test_a_message_is_posted_and_its_answer_comes_back() -> None:
    """Letter by letter, to the address of the operation, with its headers and none of others."""
    with serving(lambda *_: Said(body=b"<taken/>")) as (base, heard):
        assert transport(base).exchange(RATES, "H1", b"<told/>") == b"<taken/>"
    ((method, path, headers, body),) = heard
    assert (method, path, body) == ("POST", "/webservices/AXENTRA", b"<told/>")
    assert (headers["Content-Type"], headers["SOAPAction"]) == (XML, '""')
    assert "Authorization" not in headers


def test_what_has_no_bytes_is_asked_by_get_with_the_hotel_in_the_address() -> None:
    """A code with strokes and blanks in it stays one part of the address."""
    with serving(lambda *_: Said(body=b"[]")) as (base, heard):
        assert transport(base).exchange(ROOM_RATES, "A/B ?é", b"") == b"[]"
    ((method, path, headers, _),) = heard
    assert (method, path) == ("GET", "/hotels/A%2FB%20%3F%C3%A9/room-rates?page=1")
    assert headers["Authorization"] == "Bearer s3cret"


# What comes back


@pytest.mark.parametrize("status", [200, 202, 400, 413, 422, 500])
def test_what_the_platform_answers_is_for_the_dialect(status) -> None:
    """Who refuses a message says why; a fault of SOAP comes with 500."""
    with serving(lambda *_: Said(status, b"<fault/>")) as (base, _):
        assert transport(base).exchange(RATES, "H1", b"<told/>") == b"<fault/>"


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (301, PortRefused, "channel.refused"),
        (308, PortRefused, "channel.refused"),
        (401, PortRefused, "channel.refused"),
        (403, PortRefused, "channel.refused"),
        (404, PortRefused, "channel.refused"),
        (429, PortUnavailable, "channel.unreachable"),
        (408, OutcomeUnknown, "channel.outcome_unknown"),
        (500, OutcomeUnknown, "channel.outcome_unknown"),
        (502, OutcomeUnknown, "channel.outcome_unknown"),
        (504, OutcomeUnknown, "channel.outcome_unknown"),
    ],
)
def test_what_a_status_says_of_the_message(status, error, code) -> None:
    """Rights and addresses are put right by a person; what a proxy says tells nothing."""
    moved = (("Location", "http://127.0.0.1:9/elsewhere"),)
    said = Said(status, b"<html/>", PAGE, after=moved)
    with serving(lambda *_: said) as (base, heard), pytest.raises(error) as caught:
        transport(base).exchange(RATES, "H1", b"<told/>")
    assert caught.value.code == code
    assert len(heard) == 1


@pytest.mark.parametrize(
    "said",
    [
        None,
        Said(body=b"<answer", length=1_000),
        Said(body=b"<" * 3_000),
        Said(body=b"<" * 3_000, length=-1),
        Said(body=b"<answer/>", slowly=0.1),
    ],
    ids=["hangs-up", "cut-off", "too-large", "too-large-and-unsaid", "byte-by-byte"],
)
def test_what_may_have_arrived_is_unknown(said) -> None:
    """No answer, half of one, too much of one, or one that takes for ever: it ends in time."""
    begun = monotonic()
    with serving(lambda *_: said) as (base, heard), pytest.raises(OutcomeUnknown) as caught:
        transport(base, timeout=SOON, most_bytes=2_000).exchange(RATES, "H1", b"<told/>")
    assert caught.value.code == "channel.outcome_unknown"
    assert (len(heard), monotonic() - begun < 3) == (1, True)


def test_an_answer_of_as_many_bytes_as_may_be_is_taken() -> None:
    """The limit itself is no fault."""
    with serving(lambda *_: Said(body=b"<" * 2_000)) as (base, _):
        assert len(transport(base, most_bytes=2_000).exchange(RATES, "H1", b"<")) == 2_000


def test_where_nobody_listens_nothing_was_sent() -> None:
    """The message may be sent by another number later."""
    with serving(lambda *_: None) as (base, _):
        pass
    with pytest.raises(PortUnavailable) as caught:
        transport(base).exchange(RATES, "H1", b"<told/>")
    assert caught.value.code == "channel.unreachable"


def test_who_does_not_prove_who_he_is_is_told_nothing() -> None:
    """A server without a certificate that is trusted hears no message."""
    with serving(lambda *_: Said()) as (base, heard):
        to = transport(base.replace("http://127.0.0.1", "https://localhost"), timeout=SOON)
        with pytest.raises(PortUnavailable):
            to.exchange(RATES, "H1", b"<told/>")
    assert heard == []


def test_an_operation_without_an_address_is_refused() -> None:
    """A connection that asks for no room rates needs no address for them."""
    only = HttpTransport({RATES: Address("https://platform.example/rates")})
    with pytest.raises(PortRefused) as caught:
        only.exchange(ROOM_RATES, "H1", b"")
    assert "no address is known" in str(caught.value)


# What is set up wrong


@pytest.mark.parametrize(
    "url",
    [
        "http://platform.example/rates",
        "ftp://platform.example/",
        "https://",
        "https://user:secret@platform.example/",
        "https://platform.example/#part",
        "https://platform.example:99999/",
        "https://platform.example:0/",
        "https://[::1/",
        "https://platform.example/a b",
        "https://plätze.example/",
        "platform.example",
    ],
)
def test_an_address_is_of_https_and_has_no_user(url) -> None:
    """A message holds a password in plain words, so it never leaves the house in the clear."""
    with pytest.raises(InvalidInput) as caught:
        Address(url)
    assert [one.path for one in caught.value.faults] == ["url"]
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "headers",
    [
        {"A": "secret\r\nB: 2"},
        {"A B": "secret"},
        {"A": "gehéim secret"},
        {"A": 1},
        {1: "secret"},
        [("A", "secret")],
        None,
    ],
    ids=["two-lines", "a-blank", "not-ascii", "a-number", "no-name", "a-list", "none"],
)
def test_a_header_is_one_line(headers) -> None:
    """Whoever writes two lines into one would write a request of his own."""
    with pytest.raises(InvalidInput) as caught:
        Address("https://platform.example/", headers)
    assert "secret" not in str(caught.value)


def test_what_headers_say_is_not_shown() -> None:
    """Logs show addresses."""
    shown = repr(Address("https://platform.example/", {"Authorization": "Bearer s3cret"}))
    assert ("s3cret" in shown, "platform.example" in shown) == (False, True)


@pytest.mark.parametrize("seconds", [0, -1, 301])
def test_a_call_ends_within_five_minutes(seconds) -> None:
    """A loop that waits for ever tells nobody anything."""
    with pytest.raises(InvalidInput) as caught:
        HttpTransport({}, timeout=timedelta(seconds=seconds))
    assert caught.value.code == "value.out_of_range"


# As a whole


@attrs.frozen
class _OneAfterTheOther:
    """Several transports, each for one call; the last for all that follow."""

    transports: list

    def exchange(self, operation, hotel, body):
        """Let the next one carry it."""
        now = self.transports.pop(0) if len(self.transports) > 1 else self.transports[0]
        return now.exchange(operation, hotel, body)


class TestSiteMinderOverHttp(ChannelContract):
    """OpenTravel over HTTP keeps every promise of the two ports."""

    @pytest.fixture(autouse=True)
    def _served(self):
        self.faults = []
        with serving(self._say) as (self.base, _):
            yield

    def _say(self, method, path, body):
        operation = Operation(path.rpartition("/")[2])
        fault = self.faults.pop(0) if self.faults else None
        if fault is ChannelFault.NOT_LET_IN:
            return Said(401)
        if fault is LOSE_REQUEST:
            return None
        back = self.platform.exchange(operation, "H1", body)
        return None if fault is LOSE_REPLY else Said(body=back)

    def make_dialect(self):
        """Return the hotel's side."""
        return open_travel(LIKE_SITEMINDER)[0]

    def make_transport(self, *faults):
        """Return a transport to a server in front of the simulator."""
        own = {ChannelFault.NOT_LET_IN, LOSE_REQUEST, LOSE_REPLY}
        self.faults = [one for one in faults if one in own]
        _, side = open_travel(LIKE_SITEMINDER)
        there = [one for one in faults if one not in {*own, ChannelFault.NOT_REACHED}]
        self.platform = ChannelSimulator(side, LIKE_SITEMINDER, [HOTEL], ManualClock(NOW), there)
        right = HttpTransport({one: Address(f"{self.base}/{one}") for one in Operation})
        closed = HttpTransport({one: Address("http://127.0.0.1:1/") for one in Operation})
        gone = [closed] if ChannelFault.NOT_REACHED in faults else []
        return _OneAfterTheOther([*gone, right])

    def kept(self, update):
        """Return what the simulator has."""
        return self.platform.shown("H1").value(update.target, update.measure, update.first)
