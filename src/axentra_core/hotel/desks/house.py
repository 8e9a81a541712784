"""The verbs of the house itself as one actor says them."""

from datetime import date

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.hotel.property import Property


class BackOffice(Speaker):
    """What keeps the house running."""

    def close_day(self, day: date) -> Done:
        """End a business date and open the next, then write its certificate.

        A date is closed once: whoever says it again gets the first result. The certificate is a
        commit of its own over everything up to the close; should it fail, say this again.
        """
        done = self.do(verbs.CloseDay(day))
        if self._keep:
            self.do(verbs.CertifyDay(day))
        return done

    def change_property(self, new: Property, *, key: str | None = None) -> Done:
        """Put a new version of the configuration in force."""
        return self.do(verbs.ChangeProperty(new), key=key)

    def retry_follow_up(self, follow_up: str, *, key: str | None = None) -> Done:
        """Do what could not be done."""
        return self.do(verbs.RetryFollowUp(follow_up), key=key)

    def dismiss_follow_up(self, follow_up: str, reason: str, *, key: str | None = None) -> Done:
        """Decide that it need not happen any more."""
        return self.do(verbs.DismissFollowUp(follow_up, reason), key=key)
