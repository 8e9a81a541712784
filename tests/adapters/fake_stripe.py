"""Stripe on loopback, as far as `StripeGateway` asks it: it keeps what was done, and can fail.

What it is asked and what it answers has the field names of the official package's own types.
"""

import json
import re
import socket
import threading
from collections import Counter, deque
from datetime import timedelta
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import attrs
import stripe
from stripe import params as shapes

API_KEY = "sk_test_51FakeFakeFake"
DAY = timedelta(hours=24)
CUT = "cut"


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    LOST_REQUEST = "lost_request"
    LOST_REPLY = "lost_reply"
    CUT_REPLY = "cut_reply"
    SLOW_REPLY = "slow_reply"
    ERROR_DONE = "error_done"
    ERROR_NOT_DONE = "error_not_done"
    GARBLED_ERROR = "garbled_error"
    MALFORMED = "malformed"
    NO_OBJECT = "no_object"
    NO_AMOUNT = "no_amount"
    UNKNOWN_STATUS = "unknown_status"
    IN_USE = "in_use"
    RATE_LIMITED = "rate_limited"
    LOCKED = "locked"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"


# Done at Stripe, whatever the house hears of it.
DONE = {
    Fault.NONE,
    Fault.LOST_REPLY,
    Fault.CUT_REPLY,
    Fault.SLOW_REPLY,
    Fault.ERROR_DONE,
    Fault.MALFORMED,
    Fault.NO_OBJECT,
    Fault.NO_AMOUNT,
    Fault.UNKNOWN_STATUS,
}
# Answers that Stripe does not remember with the key: nothing was begun.
NOT_BEGUN = {
    Fault.IN_USE: (409, {"type": "idempotency_error", "code": "idempotency_key_in_use"}),
    Fault.RATE_LIMITED: (429, {"type": "invalid_request_error", "code": "rate_limit"}),
    Fault.LOCKED: (429, {"type": "invalid_request_error", "code": "lock_timeout"}),
    Fault.UNAUTHORISED: (401, {"type": "invalid_request_error"}),
    Fault.FORBIDDEN: (403, {"type": "invalid_request_error", "code": "secret_key_required"}),
    Fault.BAD_REQUEST: (400, {"type": "invalid_request_error", "code": "parameter_unknown"}),
}
WELL_KNOWN = {
    "pm_card_chargeDeclined": ("card_declined", "generic_decline"),
    "pm_card_chargeDeclinedInsufficientFunds": ("card_declined", "insufficient_funds"),
    "pm_card_chargeDeclinedLostCard": ("card_declined", "lost_card"),
    "pm_card_chargeDeclinedStolenCard": ("card_declined", "stolen_card"),
    "pm_card_chargeDeclinedExpiredCard": ("expired_card", None),
    "pm_card_authenticationRequired": ("authentication_required", "authentication_required"),
}
PAGE = "https://pay.example/{}"


class Refused(Exception):
    """Stripe says no."""

    def __init__(self, status, code, **more):
        """Say why."""
        super().__init__(code)
        kind = "card_error" if status == 402 else "invalid_request_error"
        self.status, self.error = status, {"type": kind, "code": code, "message": code, **more}


@attrs.define
class Remembered:
    """What a key was used for."""

    asked: object
    at: object
    status: int
    body: dict


class FakeStripe:
    """A server whose requests that write meet the faults of `script`, in order.

    Attributes:
        address: where it listens.
        asked: method, path and key of every request that has arrived.
        reads: faults of requests that only read.
        captures: how often money was taken, by PaymentIntent.
        held_back: set it to let slow replies go on.
    """

    def __init__(self, clock, script=(), *, search_lag=timedelta(0), key_retention=DAY):
        """Listen on a free port of loopback."""
        self.clock, self.search_lag, self.key_retention = clock, search_lag, key_retention
        self.script, self.reads = deque(script), deque()
        self.asked, self.captures = [], Counter()
        self.intents, self.refunds = {}, []
        self.held_back = threading.Event()
        self.decline_next = None
        self._keys, self._busy, self._indexed = {}, set(), []
        self._lock, self._numbers = threading.RLock(), Counter()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            def do_GET(self):
                """Answer what only reads."""
                fake.answer(self, "GET", {})

            def do_POST(self):
                """Answer what writes."""
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                fake.answer(self, "POST", nested(parse_qsl(body, keep_blank_values=True)))

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.005}
        )

    def __enter__(self):
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_):
        """Stop, and leave nothing open."""
        self.held_back.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    # --- what tests ask ---

    def total(self, field="amount_received"):
        """Return what all PaymentIntents add up to in a field."""
        return sum(one[field] for one in self.intents.values())

    def refunded(self):
        """Return what was given back."""
        return sum(one["amount"] for one in self.refunds if one["status"] == "succeeded")

    def guest_pays(self, name):
        """Let the guest confirm, or pay on the page."""
        intent = self.intents[name]
        self._succeed(intent, intent["amount"])
        intent["last_payment_error"] = intent["next_action"] = None

    def keys_of(self, method):
        """Return the keys that came with requests, in order."""
        return [key for how, _, key in self.asked if how == method]

    # --- one request ---

    def answer(self, handler, method, asked):
        """Answer one request, or do not."""
        path = urlsplit(handler.path)
        key = handler.headers.get("Idempotency-Key")
        with self._lock:
            self.asked.append((method, path.path, key))
            faults = self.script if method == "POST" else self.reads
            fault = faults.popleft() if faults else Fault.NONE
        if handler.headers["Authorization"] != f"Bearer {API_KEY}":
            fault = Fault.UNAUTHORISED
        if fault is Fault.LOST_REQUEST:
            return hang_up(handler)
        if fault in NOT_BEGUN:
            status, error = NOT_BEGUN[fault]
            return reply(handler, status, {"error": {"message": fault.value, **error}})
        if method == "GET":
            status, body = self._read(path.path, nested(parse_qsl(path.query)), fault)
        else:
            status, body = self._write(path.path, asked, key, fault)
        return self._deliver(handler, status, body, fault)

    def _deliver(  # noqa: PLR0911 - one return a kind of fault
        self, handler, status, body, fault
    ):
        match fault:
            case Fault.LOST_REPLY:
                return hang_up(handler)
            case Fault.SLOW_REPLY:
                self.held_back.wait(5)
                return hang_up(handler)
            case Fault.CUT_REPLY:
                return reply(handler, status, body, cut=True)
            case Fault.MALFORMED:
                return reply(handler, status, '{"id": "pi_')
            case Fault.GARBLED_ERROR:
                return reply(handler, 502, "<html>Bad gateway</html>")
            case Fault.NO_OBJECT:
                return reply(handler, status, "[]")
            case Fault.NO_AMOUNT:
                lacking = {"amount", "amount_received", "amount_capturable", "data"}
                return reply(handler, status, {k: v for k, v in body.items() if k not in lacking})
            case Fault.UNKNOWN_STATUS:
                return reply(handler, status, {**body, "status": "requires_patience"})
        return reply(handler, status, body)

    def _write(self, path, asked, key, fault):
        with self._lock:
            known = self._keys.get(key)
            if known is not None and self.clock() - known.at < self.key_retention:
                if known.asked != (path, asked):
                    error = {"type": "idempotency_error", "message": "other parameters"}
                    return 400, {"error": error}
                return known.status, known.body
            if key in self._busy:
                status, error = NOT_BEGUN[Fault.IN_USE]
                return status, {"error": error}
            self._busy.add(key)
        try:
            if fault is Fault.SLOW_REPLY:
                self.held_back.wait(5)
            with self._lock:
                try:
                    status, body = self._begun(path, asked, fault)
                except Refused as refused:
                    status, body = refused.status, {"error": refused.error}
                body = json.loads(json.dumps(body))
                self._keys[key] = Remembered((path, asked), self.clock(), status, body)
        finally:
            self._busy.discard(key)
        return status, body

    def _begun(self, path, asked, fault):
        body = None
        if fault in DONE:
            body = self._do(path, asked)
        if fault in {Fault.ERROR_DONE, Fault.ERROR_NOT_DONE, Fault.GARBLED_ERROR}:
            return 500, {"error": {"type": "api_error", "message": "an error on our side"}}
        return 200, body

    # --- what it does ---

    def _do(self, path, asked):
        if path == "/v1/payment_intents":
            known(asked, shapes.PaymentIntentCreateParams)
            return self._create(asked)
        if path == "/v1/refunds":
            known(asked, shapes.RefundCreateParams)
            return self._refund(asked)
        name, _, verb = path.removeprefix("/v1/payment_intents/").partition("/")
        if name not in self.intents:
            raise Refused(404, "resource_missing", param="intent")
        intent = self.intents[name]
        if verb == "capture":
            known(asked, shapes.PaymentIntentCaptureParams)
            amount = int(asked["amount_to_capture"])
            insist(intent["status"] == "requires_capture", intent)
            if amount > intent["amount_capturable"]:
                raise Refused(400, "amount_too_large")
            self._succeed(intent, amount)
        elif verb == "cancel":
            known(asked, shapes.PaymentIntentCancelParams)
            insist(intent["status"] not in {"succeeded", "canceled", "processing"}, intent)
            intent |= {"status": "canceled", "amount_capturable": 0}
        else:
            known(asked, shapes.PaymentIntentUpdateParams)
            intent["last_payment_error"] = None
        self._mark(intent, asked.get("metadata", {}))
        return intent

    def _create(self, asked):
        self._numbers["pi"] += 1
        name = f"pi_{self._numbers['pi']}"
        insist_on(asked["confirm"] == "true", "confirm")
        intent = shaped(
            stripe.PaymentIntent,
            id=name,
            object="payment_intent",
            amount=int(asked["amount"]),
            amount_capturable=0,
            amount_received=0,
            capture_method=asked.get("capture_method", "automatic_async"),
            client_secret=f"{name}_secret",
            created=int(self.clock().timestamp()),
            currency=asked["currency"],
            customer=asked.get("customer"),
            last_payment_error=None,
            latest_charge=f"ch_{self._numbers['pi']}",
            livemode=False,
            metadata={},
            next_action=None,
            payment_method=asked.get("payment_method"),
            payment_method_types=asked.get("allowed_payment_method_types"),
            status="requires_payment_method",
        )
        self.intents[name] = intent
        self._mark(intent, asked.get("metadata", {}))
        if "return_url" in asked:
            action = {"type": "redirect_to_url", "redirect_to_url": {"url": PAGE.format(name)}}
            intent |= {"status": "requires_action", "next_action": action}
            return intent
        insist_on(asked["off_session"] == "true", "off_session")
        self._confirm(intent, asked["payment_method"])
        return intent

    def _confirm(self, intent, method):
        token, self.decline_next = self.decline_next or method, None
        if token == "pm_missing":
            del self.intents[intent["id"]]
            raise Refused(400, "resource_missing", param="payment_method")
        if token in {"pm_processing", "pm_requires_action", "pm_canceled"}:
            intent["status"] = token.removeprefix("pm_")
            return
        code, decline = WELL_KNOWN.get(token, (None, None))
        if token.startswith("pm_decline_"):
            code, decline = "card_declined", token.removeprefix("pm_decline_")
        if code is not None:
            error = {"type": "card_error", "code": code, "decline_code": decline, "message": code}
            intent["last_payment_error"] = error
            raise Refused(402, code, decline_code=decline, payment_intent=dict(intent))
        if intent["capture_method"] == "manual":
            intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        else:
            self._succeed(intent, intent["amount"])

    def _succeed(self, intent, amount):
        self.captures[intent["id"]] += 1
        intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}

    def _refund(self, asked):
        intent = self.intents.get(asked["payment_intent"])
        if intent is None:
            raise Refused(404, "resource_missing", param="payment_intent")
        given = [one for one in self.refunds if one["payment_intent"] == intent["id"]]
        left = intent["amount_received"] - sum(one["amount"] for one in given)
        amount = int(asked["amount"])
        if amount > left:
            raise Refused(400, "charge_already_refunded" if left == 0 else "amount_too_large")
        self._numbers["re"] += 1
        refund = shaped(
            stripe.Refund,
            id=f"re_{self._numbers['re']}",
            object="refund",
            amount=amount,
            charge=intent["latest_charge"],
            currency=intent["currency"],
            metadata=asked["metadata"],
            payment_intent=intent["id"],
            status={"pm_slow_refund": "pending"}.get(intent["payment_method"], "succeeded"),
        )
        self.refunds.append(refund)
        return refund

    def _mark(self, intent, metadata):
        intent["metadata"] |= metadata
        visible = self.clock() + self.search_lag
        self._indexed += [(visible, name, value, intent["id"]) for name, value in metadata.items()]

    # --- what it finds ---

    def _read(self, path, asked, fault):
        if fault in {Fault.ERROR_DONE, Fault.ERROR_NOT_DONE}:
            return 500, {"error": {"type": "api_error", "message": "an error on our side"}}
        with self._lock:
            if path == "/v1/payment_intents/search":
                found = self._search(asked["query"])
                body = {"object": "search_result", "data": found, "has_more": False, "url": path}
            elif path == "/v1/refunds":
                of = [
                    one for one in self.refunds if one["payment_intent"] == asked["payment_intent"]
                ]
                body = {"object": "list", "data": of[::-1], "has_more": False, "url": path}
            else:
                body = self.intents[path.removeprefix("/v1/payment_intents/")]
            return 200, json.loads(json.dumps(body))

    def _search(self, query):
        clauses = [
            re.fullmatch(r"metadata\['([^']+)'\]:'([^']+)'", one).groups()
            for one in query.split(" OR ")
        ]
        assert len(clauses) <= 10
        now = self.clock()
        found = {
            intent
            for visible, name, value, intent in self._indexed
            if visible <= now and (name, value) in clauses and intent in self.intents
        }
        # As the index knew it: what has changed since is not there.
        return [{**self.intents[name], "status": "of_the_index"} for name in sorted(found)]


def nested(pairs):
    """Return what was sent as a form, with what stands in brackets as its own level."""
    sent = {}
    for name, value in pairs:
        outer, *inner = re.findall(r"[^\[\]]+", name)
        if inner:
            sent.setdefault(outer, {})[inner[0]] = value
        else:
            sent[outer] = value
    return sent


def known(asked, shape):
    """Refuse a parameter that the package's own type does not have."""
    for name in asked:
        if name not in shape.__annotations__:
            raise Refused(400, "parameter_unknown", param=name)


def shaped(cls, **fields):
    """Return an answer whose fields the package's own type has."""
    assert set(fields) <= set(cls.__annotations__), set(fields) - set(cls.__annotations__)
    return fields


def insist(is_so, intent):
    """Refuse what the status does not allow."""
    if not is_so:
        raise Refused(400, "payment_intent_unexpected_state", payment_intent=dict(intent))


def insist_on(is_so, param):
    """Refuse what was asked without a parameter."""
    if not is_so:
        raise Refused(400, "parameter_missing", param=param)


def reply(handler, status, body, *, cut=False):
    """Send an answer, or the first half of it."""
    text = (body if isinstance(body, str) else json.dumps(body)).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Request-Id", "req_1")
    handler.send_header("Content-Length", str(len(text)))
    handler.end_headers()
    handler.wfile.write(text[: len(text) // 2] if cut else text)


def hang_up(handler):
    """Close the line without a word."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)
