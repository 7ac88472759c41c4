"""Content negotiation (RFC 9110 section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for item in accept.split(","):
        media, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        if media:
            found.append((media, quality))
    return found


def _quality(offer: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of the most specific range that fits, 0 when none does."""
    kind = offer.partition("/")[0]
    for wanted in (offer, f"{kind}/*", "*/*"):
        fitting = [quality for media, quality in ranges if media == wanted]
        if fitting:
            return max(fitting)
    return 0.0


def best(accept: str | None, offers: Iterable[str]) -> str:
    """The offer that the client likes best, the first of equals; ``""`` when none will do. No
    Accept header means anything."""
    offered = list(offers)
    ranges = _ranges(accept) if accept else [("*/*", 1.0)]
    rated = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offered)]
    quality, _, offer = max(rated)
    return offer if quality > 0 else ""
