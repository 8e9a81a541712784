"""Whether what is told for several room rates at once can be one value for all of them."""

from collections.abc import Iterator

from axentra_core.channels.findings import Finding, FindingKind
from axentra_core.channels.lint_facts import Facts, codes_said, offer_said, scope_said
from axentra_core.channels.mapping import Key, Offer
from axentra_core.channels.updates import Measure


def scopes_shadowed(facts: Facts) -> Iterator[Finding]:
    """Whatever is told, one scope tells it; where the platform has none, each is told by itself."""
    told: set[tuple[str, str]] = set()
    for one in facts.joined.values() if facts.scopes and facts.provider.scopes else ():
        room, rate = one.link.codes
        if not rate or (room, rate) in told or not {(room, ""), ("", rate)} <= facts.scopes.keys():
            continue
        told.add((room, rate))
        (_, first), (place, second) = sorted(
            (facts.scopes[room, ""], facts.scopes["", rate]), key=lambda found: found[0]
        )
        both = [measure for measure in first.measures if measure in second.measures]
        if both:
            yield Finding.of(
                FindingKind.SCOPE_SHADOWED,
                f"scopes[{place}]",
                entry=scope_said(second),
                other=scope_said(first),
                measures=", ".join(both),
                codes=codes_said((room, rate)),
            )


def scopes_mixed(facts: Facts) -> Iterator[Finding]:
    """One price is in one currency, and for the room or for a number of adults."""
    priced = {
        key: found
        for key, found in facts.scopes.items()
        if Measure.PRICE in found[1].measures and facts.provider.scopes
    }
    firsts: dict[Key, Offer] = {}
    for _, offer in facts.offers.values() if priced else ():
        room, rate = offer.codes
        for key in ((room, ""), ("", rate)):
            if key not in priced or not offer.sellable:
                continue
            place, scope = priced[key]
            first, path = firsts.setdefault(key, offer), f"scopes[{place}]"
            entry, other = offer_said(offer), offer_said(first)
            if offer.currency != first.currency:
                one, two, kind = offer.currency, first.currency, FindingKind.CURRENCY_DIFFERS
                yield Finding.of(kind, path, entry=entry, other=other, one=one, two=two)
            if offer.pricing is not first.pricing:
                kind, said = FindingKind.SCOPE_MIXED, scope_said(scope)
                yield Finding.of(kind, path, scope=said, entry=entry, other=other)
