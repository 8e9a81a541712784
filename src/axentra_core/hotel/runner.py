"""How a verb is run: read, decide, commit at once, and try again when others were faster."""

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType

import attrs

from axentra_core.channels import PROVIDERS, Provider
from axentra_core.codec import to_json
from axentra_core.folio.tax import Functions
from axentra_core.hotel.desks.speaker import Done
from axentra_core.hotel.inventory import count_rooms
from axentra_core.hotel.ports import Clock, Ids, Outside, RandomIds, system_clock
from axentra_core.hotel.property import Property
from axentra_core.hotel.reactions import REACTIONS, by_event
from axentra_core.hotel.records import CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tax_corrections import correct_taxes
from axentra_core.hotel.unit import REFUSALS, Reaction, Unit
from axentra_core.hotel.window import Window
from axentra_core.hotel.workflow import OPENING, TRACES, VERBS, Verb
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.checks import instant
from axentra_core.kernel.decider import id_of
from axentra_core.kernel.errors import (
    Conflict,
    InvalidInput,
    KeyReused,
    OutcomeUnknown,
    PortError,
    shown,
)
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.sealed import Cipher, ClearText
from axentra_core.kernel.store import Store
from axentra_core.kernel.texts import idempotency_key

ATTEMPTS = 3
RECENT_PROPERTIES = 64
OUTSIDE_SELLERS = frozenset({"channel", "partner"})


@attrs.frozen
class Request:
    """A verb with everything that came along with it."""

    verb: object
    row: Verb
    actor: Actor
    key: str | None
    digest: str
    expected_version: int | None
    keep: bool


class Runner:
    """Runs the verbs of one property over a store; `Hotel` is what a host talks to."""

    def __init__(  # noqa: PLR0913 - each port is a choice of the host
        self,
        store: Store,
        property: Property | str,  # noqa: A002 - the word of the field
        *,
        clock: Clock = system_clock,
        ids: Ids | None = None,
        cipher: Cipher | None = None,
        keys: Keys | None = None,
        tax_functions: Functions = MappingProxyType({}),
        providers: Iterable[Provider] = (),
        reactions: tuple[Reaction, ...] = REACTIONS,
    ) -> None:
        """Join a property and its store.

        Args:
            store: where everything is kept.
            property: the configuration, checked against the stored one; or the property's id to
                take what is stored.
            clock: gives the present instant.
            ids: gives ids to new records.
            cipher: seals personal data; the default keeps CLEAR TEXT.
            keys: secrets of room links, stay codes and guest sessions.
            tax_functions: those that the property's tax rules name; see `folio.tax.quote`.
            providers: platforms beside those of `axentra_core.channels.PROVIDERS`, or instead of
                one of the same code.
            reactions: what follows from what; the hotel's own table unless a host extends it.
        """
        self.store = store
        self._given = property if isinstance(property, Property) else None
        self.id: str = property.id if isinstance(property, Property) else property
        platforms = {**PROVIDERS, **{one.code: one for one in providers}}
        self._outside = Outside(
            clock, ids or RandomIds(), cipher or ClearText(), keys, tax_functions, platforms
        )
        self._reactions = by_event(reactions)
        self._known: tuple[int, Property] | None = None

    def do(
        self,
        verb: object,
        *,
        actor: Actor,
        key: str | None = None,
        expected_version: int | None = None,
        keep: bool = True,
    ) -> Done:
        """Do what a verb says, with everything that follows from it, in one commit.

        Args:
            verb: a value of `axentra_core.hotel.verbs`.
            actor: who asks.
            key: idempotency key. The same key with the same content gives the first result.
            expected_version: version of the record the verb is about, as the caller last saw it.
            keep: False for a preview: the same code runs and nothing is kept.

        Raises:
            RuleViolation: the hotel says no.
            InvalidInput: the input is malformed.
            NotFound: there is no such record.
            KeyReused: the key came with other content.
            Conflict: others were faster three times, or the expected version has passed.
            PortError: the store failed; its `outcome` tells whether anything happened.
        """
        request = self._request(verb, actor, key, expected_version, keep=keep)
        if request.key is None and keep and request.row.needs_key(actor):
            raise HotelRefusal("hotel.key_required", verb=type(verb).__name__)
        attempts = ATTEMPTS if expected_version is None else 1
        while True:
            attempts -= 1
            unit = self._unit()
            try:
                return self._attempt(unit, request)
            except (*REFUSALS, Conflict) as refusal:
                # A known key precedes every rule on state and time. It is not asked for before:
                # most keys are new, and the store refuses to record one twice.
                if first := self._first_result(request):
                    return first
                if isinstance(refusal, Conflict):
                    if not attempts:
                        raise
                # A refusal stands only on what is still so.
                elif unit.is_current():
                    raise
                elif not attempts:
                    raise Conflict("store.reads_changed") from refusal

    def _request(
        self,
        verb: object,
        actor: Actor,
        key: str | None,
        expected_version: int | None,
        *,
        keep: bool,
    ) -> Request:
        if not isinstance(actor, Actor):
            raise InvalidInput.because(
                "field.wrong_type", path="actor", expected="Actor", got=shown(actor)
            )
        try:
            row = VERBS[type(verb)]
        except KeyError:
            raise InvalidInput.because(
                "json.type_unknown", what="verb", got=type(verb).__name__
            ) from None
        # Keyed, for a verb may hold personal data; without time and new ids, so that a repeated
        # request has the same content.
        content, traces = verb, TRACES.get(type(verb))
        if traces is not None:
            content = attrs.evolve(verb, **traces)  # type: ignore[misc] # a verb is a frozen value
        digest = self._outside.cipher.token(f"{type(verb).__name__} {CODEC.write(content)}")
        full_key = self._full_key(row.own_key(verb) or key, actor)
        return Request(verb, row, actor, full_key, digest, expected_version, keep)

    def _attempt(self, unit: Unit, request: Request) -> Done:
        self._run(unit, request)
        if not request.keep:
            return self._first_result(request) or Done(unit.events, None)
        if request.key is None and not unit.events:
            return Done((), None)
        try:
            recorded = self.store.commit(
                unit.commit(type(request.verb).__name__, request.key, request.digest)
            )
        except OutcomeUnknown:
            # Only a store that answers can settle it; otherwise it stays unknown.
            with suppress(PortError):
                if first := self._first_result(request):
                    return first
            raise
        return Done(unit.events, recorded.position)

    def _run(self, unit: Unit, request: Request) -> None:
        now = instant(self._outside.clock())
        verb, row = request.verb, request.row
        if isinstance(verb, OPENING):
            unit.begin_first(now, request.actor, verb.property, verb.on)
        else:
            unit.begin(now, request.actor)
        if refusal := row.refusal(unit, verb):
            raise refusal
        if request.expected_version is not None:
            if row.kind is None:
                raise InvalidInput.because(
                    "version.not_expected", path="expected_version", verb=type(verb).__name__
                )
            unit.expect(row.kind, id_of(verb), request.expected_version)
        unit.has_happened_outside = request.actor.kind in OUTSIDE_SELLERS
        row.run(unit, verb)
        correct_taxes(unit)
        count_rooms(unit)

    def _full_key(self, key: str | None, actor: Actor) -> str | None:
        if key is None:
            return None
        try:
            idempotency_key(key)
        except InvalidInput as error:
            raise error.under("key") from None
        # Those outside choose keys of their own; none may meet another's or the hotel's.
        inside = actor.kind in {"staff", "system"}
        owner = "hotel" if inside else f"{actor.kind}/{actor.id}"
        return f"{self.id}/{owner}/{key}"

    def _first_result(self, request: Request) -> Done | None:
        """Return what was recorded under the request's key, if anything was."""
        if request.key is None or not (recorded := self.store.recorded(request.key)):
            return None
        if recorded.digest != request.digest:
            raise KeyReused("key.reused", key=recorded.key, verb=recorded.verb)
        events = (CODEC.read_event(fact.type, fact.v, fact.data) for fact in recorded.facts)
        return Done(tuple(events), recorded.position, is_repeated=True)

    def _unit(self) -> Unit:
        return Unit(self.store, self.id, self._property, self._outside, self._reactions)

    def _window(self) -> Window:
        return Window(self.store, self.id, self._property, self._outside)

    def _property(self, window: Window) -> Property:
        """Return the property's configuration as it is in force, read once a version."""
        known = self._known
        if known is not None and known[0] == window.settings:
            return known[1]
        settings = window.need("settings", self.id)
        if settings.version != window.settings:
            raise Conflict(
                "store.version_conflict",
                stream=window.stream("settings", self.id),
                expected=window.settings,
                actual=settings.version,
            )
        kept = to_json(settings.data)
        in_force = _as_kept(kept)
        # What a former release has stored lacks what came later, and means its defaults.
        if (
            known is None
            and self._given is not None
            and CODEC.write(self._given) != kept
            and CODEC.plain(self._given) != CODEC.plain(in_force)
        ):
            raise HotelRefusal("hotel.property_differs", property=self.id, version=settings.version)
        self._known = (window.settings, in_force)
        return in_force


@lru_cache(maxsize=RECENT_PROPERTIES)
def _as_kept(text: str) -> Property:
    """Return a configuration as it is kept; a host that makes a hotel a request reads it once."""
    return CODEC.read(Property, text)
