"""Payments through Stripe, by PaymentIntents without the guest present; extra ``stripe``.

The only place that asks the official package. That counts its use, also in a file of its own,
unless ``stripe.enable_telemetry`` is False. Threads may share a gateway; each process makes its
own.
"""

import re
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

import attrs

from axentra_core.adapters.stripe_amounts import minor_units
from axentra_core.kernel.errors import InvalidInput
from axentra_core.payments import REACH, GatewayRequest, Operation, Outcome, OutcomeClass
from axentra_core.payments.gateway import OPENING

try:
    import stripe
except ImportError as _error:
    raise ImportError(
        "axentra_core.adapters.stripe needs stripe; install axentra_core[stripe]"
    ) from _error

from stripe import RequestOptions
from stripe.params import PaymentIntentCreateParams

from axentra_core.adapters.stripe_answers import STATUSES, of_failure, of_intent, of_refund
from axentra_core.adapters.stripe_notices import KEY, Owner, named_by

HOUR: Final = timedelta(hours=1)
KEY_RETENTION: Final = timedelta(hours=24)
CONNECT_SECONDS: Final = 10
# Nothing can be put on these requests themselves, so the PaymentIntent is marked before them.
MARKED_BEFORE: Final = frozenset({Operation.RELEASE, Operation.REFUND})

_API_KEY: Final = re.compile(r"[sr]k_(?P<mode>live|test)_[A-Za-z0-9]+", re.ASCII)
_SECRET: Final = re.compile(r"whsec_[A-Za-z0-9+/=_-]+", re.ASCII)
_CARD: Final = re.compile(r"(?:(?P<customer>cus_\w+):)?(?P<method>(?:pm|card|src)_\w+)", re.ASCII)


class StripeGateway:
    """A `PaymentGateway` over Stripe.

    A card's token is ``pm_…``, or ``cus_…:pm_…`` for one that is saved with a customer, as Stripe
    asks for when the guest is not there. What a code of Stripe's means stands in the tables of
    `stripe_answers`. Stripe can let go of all that is held, not of a part; the first capture lets
    go of what it does not take. Its search, and so `look_up`, is not open to accounts in India.

    Args:
        api_key: secret or restricted key, ``sk_test_…`` or ``rk_live_…``.
        webhook_secret: ``whsec_…`` of the endpoint whose notices `named_by` reads.
        account: the connected account that is charged, ``acct_…``; the key's own when left out.
        wallet: Stripe's type of payment method for guests who pay elsewhere, such as ``paynow``.
        return_url: where such a guest comes back to.
        lookup_lag: how far Stripe's search may be behind: under a minute, in outages up to an
            hour (docs.stripe.com/api/payment_intents/search).
        timeout: how long an answer may take, at most five minutes.
        api_base: another address than Stripe's own, such as that of a test server.

    Raises:
        InvalidInput: ``field.wrong_type`` for what is no key of Stripe's, which is not shown;
            ``value.out_of_range`` for `timeout`; ``field.required`` for one of `wallet` and
            `return_url` without the other.
    """

    def __init__(  # noqa: PLR0913 - what differs from hotel to hotel
        self,
        api_key: str,
        *,
        webhook_secret: str | None = None,
        account: str | None = None,
        wallet: str | None = None,
        return_url: str | None = None,
        lookup_lag: timedelta = HOUR,
        timeout: timedelta = timedelta(seconds=80),
        api_base: str | None = None,
    ) -> None:
        """Stand before one account of Stripe's, without asking anything yet."""
        written = _matching(_API_KEY, api_key, "api_key", "a secret key, sk_… or rk_…")
        if webhook_secret is not None:
            _matching(_SECRET, webhook_secret, "webhook_secret", "a signing secret, whsec_…")
        if (wallet is None) != (return_url is None):
            path = "wallet" if wallet is None else "return_url"
            raise InvalidInput.because("field.required", path=path)
        if not timedelta(0) < timeout <= REACH:
            raise InvalidInput.because(
                "value.out_of_range", path="timeout", got=timeout, low="more than 0", high=REACH
            )
        self._owner = Owner(account, is_live=written["mode"] == "live")
        self._webhook_secret = webhook_secret
        self._wallet, self._return_url = wallet, return_url
        self._lookup_lag = lookup_lag
        self._client = stripe.StripeClient(
            api_key,
            stripe_account=account,
            base_addresses={} if api_base is None else {"api": api_base},
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, timeout.total_seconds())),
        )

    def __repr__(self) -> str:
        """Return which account it is of, and nothing of its secrets."""
        return f"StripeGateway({self._owner})"

    @property
    def key_retention(self) -> timedelta:
        """A day: Stripe may forget a key after 24 hours (docs.stripe.com, Idempotent requests)."""
        return KEY_RETENTION

    @property
    def lookup_lag(self) -> timedelta:
        """How far Stripe's search may be behind."""
        return self._lookup_lag

    @property
    def retries_itself(self) -> bool:
        """No: Smart Retries are for subscriptions and invoices of Billing.

        A PaymentIntent of the API is tried when it is confirmed, and not again
        (docs.stripe.com/billing/revenue-recovery/smart-retries).
        """
        return False

    def send(self, request: GatewayRequest) -> Outcome:
        """Do one operation under its own key.

        An amount that Stripe does not take exactly, a token that is none of Stripe's and a
        redirect without a wallet do not leave the house.

        Raises:
            KeyReused: ``key.reused`` when Stripe remembers the key with anything else.
            PortRefused: ``gateway.refused`` when Stripe does not take this adapter's requests.
        """
        unfit = self._unfit(request)
        if unfit is not None:
            return unfit
        key, operation = request.key, request.operation
        try:
            ended = self._marked(request) if operation in MARKED_BEFORE else None
        except Exception as error:  # noqa: BLE001 - a fault of the network is an outcome
            said = of_failure(error, key, operation)
            # Only the mark may have arrived; the operation itself has not left.
            is_open = said.outcome is OutcomeClass.UNKNOWN
            return attrs.evolve(said, outcome=OutcomeClass.NOT_SENT) if is_open else said
        try:
            return ended or self._done(request)
        except Exception as error:  # noqa: BLE001 - as above
            return of_failure(error, key, operation)

    def look_up(self, key: str) -> Outcome | None:
        """Return what became of a key; None when Stripe's search does not find it.

        Raises:
            PortRefused: ``gateway.refused`` when Stripe does not take this adapter's requests.
        """
        try:
            return self._found(key)
        except Exception as error:  # noqa: BLE001 - as above
            # Refusals go on; whatever else it was, it says nothing of the payment.
            of_failure(error, key, Operation.CHARGE)
        return Outcome(OutcomeClass.UNKNOWN, reason="no_answer")

    def named_by(self, payload: bytes, signature: str) -> str:
        """Return the name that a notice of Stripe's is about, for `CardTerminal.notified`.

        Args:
            payload: the body of the request as it came.
            signature: its header ``Stripe-Signature``.

        Raises:
            PortRefused: ``gateway.not_signed``, also for what was signed more than five minutes
                ago or without a `webhook_secret`; ``gateway.wrong_account`` for a notice of
                another account, or of test mode where the key is live.
            NotFound: ``record.not_found`` for a notice that is about no payment.
        """
        return named_by(payload, signature, self._webhook_secret, self._owner)

    # --- how ---

    def _unfit(self, request: GatewayRequest) -> Outcome | None:
        """Return the outcome of a request that cannot be put into Stripe's words."""
        try:
            minor_units(request.amount)
        except InvalidInput:
            return Outcome(OutcomeClass.NOT_SENT, reason="amount_not_exact")
        if request.operation not in OPENING:
            is_named = request.reference is not None
            return None if is_named else Outcome(OutcomeClass.NOT_SENT, reason="no_reference")
        if request.operation is Operation.REDIRECT:
            has_page = self._wallet is not None
            return None if has_page else Outcome(OutcomeClass.NOT_SENT, reason="no_wallet")
        if _CARD.fullmatch(request.card or "") is None:
            return Outcome(OutcomeClass.DECLINED_HARD, reason="token_unknown")
        return None

    def _marked(self, request: GatewayRequest) -> Outcome | None:
        """Write on the PaymentIntent what is about to be asked; return how it ended, if it has."""
        mark = _mark(request.key)
        intent = self._client.v1.payment_intents.update(
            str(request.reference),
            {"metadata": {mark: request.operation.value}},
            {"idempotency_key": mark},
        )
        if request.operation is not Operation.RELEASE:
            return None
        if (Operation.RELEASE, intent.status) in STATUSES:
            return of_intent(intent, Operation.RELEASE)
        if minor_units(request.amount) < intent.amount_capturable:
            return Outcome(OutcomeClass.DECLINED_HARD, reason="partial_release")
        return None

    def _done(self, request: GatewayRequest) -> Outcome:
        intents, units = self._client.v1.payment_intents, minor_units(request.amount)
        name, mark = str(request.reference), {_mark(request.key): request.operation.value}
        options: RequestOptions = {"idempotency_key": request.key}
        match request.operation:
            case Operation.CAPTURE:
                intent = intents.capture(
                    name, {"amount_to_capture": units, "metadata": mark}, options
                )
            case Operation.RELEASE:
                intent = intents.cancel(name, {}, options)
            case Operation.REFUND:
                refund = self._client.v1.refunds.create(
                    {"payment_intent": name, "amount": units, "metadata": {KEY: request.key}},
                    options,
                )
                return of_refund(refund, request.amount)
            case _:
                intent = intents.create(self._new(request), options)
        return of_intent(intent, request.operation, request.amount)

    def _new(self, request: GatewayRequest) -> PaymentIntentCreateParams:
        """Return a PaymentIntent that is confirmed as it is created: one call, one key."""
        params: PaymentIntentCreateParams = {
            "amount": minor_units(request.amount),
            "currency": request.amount.currency.code.lower(),
            "confirm": True,
            "metadata": {KEY: request.key, _mark(request.key): request.operation.value},
        }
        if request.operation is Operation.REDIRECT:
            # The type is the host's word; the package lists those of its own day.
            wallet: Any = self._wallet
            params["allowed_payment_method_types"] = [wallet]
            params["payment_method_data"] = {"type": wallet}
            params["return_url"] = str(self._return_url)
            return params
        card = _CARD.fullmatch(request.card or "")
        if card is not None:
            params["payment_method"] = card["method"]
            if card["customer"] is not None:
                params["customer"] = card["customer"]
        params["off_session"] = True
        params["allowed_payment_method_types"] = ["card"]
        is_held = request.operation is Operation.AUTHORISE
        params["capture_method"] = "manual" if is_held else "automatic"
        return params

    def _found(self, key: str) -> Outcome | None:
        intents, mark = self._client.v1.payment_intents, _mark(key)
        asked = " OR ".join(f"metadata['{mark}']:'{operation}'" for operation in Operation)
        found = intents.search({"query": asked, "limit": 2}).data
        if not found:
            return None
        if len(found) > 1:
            # The same key was done twice, after it was forgotten: a person has to see that.
            return Outcome(OutcomeClass.UNKNOWN, reason="found_twice")
        # What a search returns may be as old as the search itself.
        intent = intents.retrieve(found[0].id)
        operation = Operation(intent.metadata[mark])
        if operation is Operation.REFUND:
            return self._refund(intent.id, key)
        if operation is Operation.RELEASE and intent.status == "requires_capture":
            return None
        return of_intent(intent, operation)

    def _refund(self, intent: str, key: str) -> Outcome | None:
        made = self._client.v1.refunds.list({"payment_intent": intent, "limit": 100})
        for refund in made.auto_paging_iter():
            if refund.metadata is not None and refund.metadata.to_dict().get(KEY) == key:
                return of_refund(refund)
        return None


def _mark(key: str) -> str:
    """Return the name of the metadata by which an operation is found: Stripe allows 40 letters."""
    return f"axentra_{sha256(key.encode()).hexdigest()[:32]}"


def _matching(form: re.Pattern[str], value: object, path: str, expected: str) -> re.Match[str]:
    found = form.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise InvalidInput.because(
            "field.wrong_type", path=path, expected=expected, got="other text"
        )
    return found
