"""A hotel over a store: every verb goes through `do`, every answer comes from the store."""

from collections.abc import Iterator
from datetime import date

from axentra_core.codec import Entry, read_log
from axentra_core.hotel import links, verbs
from axentra_core.hotel.certificate import all_recomputed, recomputed
from axentra_core.hotel.checkout_preview import CheckoutPreview, checkout_preview
from axentra_core.hotel.cut_over_checks import read_file
from axentra_core.hotel.desk import Desk
from axentra_core.hotel.desks.speaker import Done
from axentra_core.hotel.property import Property
from axentra_core.hotel.readers import Reader
from axentra_core.hotel.records import CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.runner import ATTEMPTS, Runner
from axentra_core.hotel.window import Window
from axentra_core.house import Certificate
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.checks import day, instant, whole
from axentra_core.kernel.errors import (
    Conflict,
    InvalidInput,
)
from axentra_core.kernel.keys import Keys
from axentra_core.stays import GuestSessionOpened

LAST_POSITION = 2**63 - 1


class Hotel(Runner):
    """One property in a store. Many can share a store; threads may share a hotel.

    Nothing is read or written until a verb or a reader is called.
    """

    def open(self, *, on: date, actor: Actor = SYSTEM) -> Done:
        """Open the property with its first business date, unless it is open already.

        So a program can say it at every start; the date counts the first time only.

        Raises:
            HotelRefusal: ``hotel.not_open`` where only the property's id is known,
                ``hotel.property_differs`` where another configuration is in force.
        """
        verb = verbs.OpenProperty(self._own(), on)
        window = self._window()
        if window.get("house", self.id) is not None:
            window.begin(instant(self._outside.clock()), actor)
            return Done((), None)
        return self.do(verb, actor=actor, key="open-property")

    def cut_over(
        self, file: str | bytes, *, on: date, actor: Actor = SYSTEM, keep: bool = True
    ) -> Done:
        """Open the property with everything that a running hotel brings from its former system.

        All or nothing. A property is opened once, by `open` or by this: the same file again gives
        the first result.

        Args:
            file: JSON text as `CutOverFile` reads it.
            on: the first business date; the former system has closed the day before.
            actor: who takes the hotel over.
            keep: False for a rehearsal: the same code runs and nothing is kept.

        Raises:
            InvalidInput: every fault of the file with its path.
            HotelRefusal: ``hotel.trial_differs``, or ``hotel.not_open`` where only the property's
                id is known.
            KeyReused: the property was opened with other content.
        """
        own = self._own()
        verb = verbs.CutOver(own, on, read_file(own, on, file))
        return self.do(verb, actor=actor, keep=keep)

    def _own(self) -> Property:
        if self._given is None:
            raise HotelRefusal("hotel.not_open", property=self.id)
        return self._given

    @property
    def read(self) -> Reader:
        """The readers, over what is in the store from now on."""
        return Reader(self._begun())

    def _begun(self) -> Window:
        attempts = ATTEMPTS
        while True:
            attempts -= 1
            try:
                return self._window().begin(instant(self._outside.clock()), SYSTEM)
            except Conflict:
                if not attempts:
                    raise

    def feed(self, after: int = 0) -> Iterator[Entry]:
        """Yield every commit of the property after a position, in order: for notices and reports.

        Raises:
            InvalidInput: `after` is no position.
        """
        try:
            whole(0, LAST_POSITION)(after)
        except InvalidInput as error:
            raise error.under("after") from None
        own = f"{self.id}/"
        for entry in read_log(CODEC, self.store, after):
            if any(stream.startswith(own) for stream in entry.streams):
                yield entry

    def checkout_preview(
        self, stay: str, *, actor: Actor = SYSTEM, override: str | None = None
    ) -> CheckoutPreview:
        """Return what a check-out would do now, by the real code, of which nothing is kept.

        Raises:
            NotFound: ``record.not_found``.
        """
        window = self._begun()
        window.need("folio", stay)

        def run(verb: verbs.CheckOut, by: Actor) -> tuple[object, ...]:
            return self.do(verb, actor=by, keep=False).events

        return checkout_preview(run, window, stay, actor, override)

    # --- audit ---

    def certificate(self, date: date) -> Certificate:
        """Return the certificate of a closed date, made anew from the log.

        A date that was closed and not certified yet has one too: the same that will be written.

        Raises:
            HotelRefusal: ``hotel.not_closed``; ``hotel.certificate_differs`` where the log does
                not give what was written down.
            NotFound: ``record.not_found`` for a date before the property was opened.
            InvalidInput: what was given is no date.
        """
        try:
            day(date)
        except InvalidInput as error:
            raise error.under("date") from None
        return recomputed(self._begun(), date)

    def certificates(self) -> tuple[Certificate, ...]:
        """Return the certificates of all closed dates, made anew from the whole log.

        Raises:
            HotelRefusal: ``hotel.certificate_differs`` for the first date that differs.
        """
        return all_recomputed(self._begun())

    # --- actors ---

    def by(self, actor: Actor) -> Desk:
        """Return the hotel's verbs as one actor says them."""
        return Desk(self, actor)

    # --- guests ---

    def room_link(self, room: str) -> str:
        """Return the link for the newest sticker in a room; `Desk.print_sticker` makes another.

        Raises:
            HotelRefusal: ``hotel.keys_missing``.
            InvalidInput: ``value.not_listed``.
        """
        keys, window = self._keys(), self._begun()
        rooms = window.property.rooms
        number, own = rooms.room(room).number, window.need("room", room)
        return links.room_link(keys, rooms.link_base, self.id, number, own.printed)

    def stay_code(self, stay: str) -> str:
        """Return the code that the front desk tells the guest at check-in.

        Raises:
            HotelRefusal: ``hotel.keys_missing``.
        """
        return links.stay_code(self._keys(), self.id, stay)

    def open_guest_session(self, link: str, stay_code: str | None = None, *, key: str) -> str:
        """Return the session token for whoever scanned a room's link and knows the stay code.

        Raises:
            HotelRefusal: ``hotel.link_refused``, one text for every wrong link or code.
        """
        try:
            verb = verbs.OpenGuestSession(link, stay_code)
        except InvalidInput:
            raise HotelRefusal("hotel.link_refused") from None
        # Nobody is known yet: what was scanned and typed stands for who did it, so that the keys
        # of one guest never meet those of another.
        scanned = self._outside.cipher.token(f"{verb.link} {verb.stay_code}")
        done = self.do(verb, actor=Actor("guest", scanned), key=key)
        opened = done.one(GuestSessionOpened)
        return links.session_token(self._keys(), self.id, opened.stay, opened.session)

    def guest(self, token: str) -> Desk:
        """Return the verbs of a guest by the token of their session.

        Raises:
            HotelRefusal: ``hotel.link_refused``.
        """
        stay = links.stay_of(self._keys(), self.id, token)
        if stay is None:
            raise HotelRefusal("hotel.link_refused")
        return Desk(self, Actor("guest", stay))

    def _keys(self) -> Keys:
        if self._outside.keys is None:
            raise HotelRefusal("hotel.keys_missing")
        return self._outside.keys
