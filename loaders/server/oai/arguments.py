"""Arguments of OAI-PMH 2.0 requests: which a verb takes, dates, and resumption tokens."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

#: Verb -> (required arguments, optional ones). ``resumptionToken`` is exclusive.
VERBS: dict[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), set()),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set"}),
}
_LISTS = ("ListSets", "ListIdentifiers", "ListRecords")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_SECOND = re.compile(_DAY.pattern + r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


class OaiError(Exception):
    """An error of the protocol: its code and one sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list request asks for. ``after`` is the last id of the page before, ``cursor`` how
    many came before; ``earliest`` and ``latest`` are seconds in UTC, inclusive."""

    prefix: str = ""
    earliest: str = ""
    latest: str = ""
    set: str = ""
    after: str = ""
    cursor: int = 0

    def token(self) -> str:
        """The listing as a resumption token."""
        text = json.dumps(asdict(self), separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode()


def arguments(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The arguments, with the verb, checked; raises OaiError badVerb or badArgument."""
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", "Give one verb of OAI-PMH 2.0.")
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise OaiError("badArgument", "An argument is repeated.")
    given = dict(pairs)
    verb = given["verb"]
    required, optional = VERBS[verb]
    others = set(given) - {"verb"}
    if "resumptionToken" in others and verb in _LISTS:
        if others != {"resumptionToken"}:
            raise OaiError("badArgument", "resumptionToken stands alone.")
        return given
    if not required <= others:
        missing = ", ".join(sorted(required - others))
        raise OaiError("badArgument", f"Missing: {missing}.")
    if others - required - optional:
        extra = ", ".join(sorted(others - required - optional))
        raise OaiError("badArgument", f"{verb} does not take: {extra}.")
    return given


def listing(given: dict[str, str]) -> Listing:
    """What a list request asks for; raises OaiError badResumptionToken or badArgument."""
    if "resumptionToken" in given:
        return _resumed(given["resumptionToken"])
    earliest, latest = given.get("from", ""), given.get("until", "")
    for text in (earliest, latest):
        if text and not (_DAY.fullmatch(text) or _SECOND.fullmatch(text)):
            raise OaiError("badArgument", "from and until are YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    if earliest and latest and len(earliest) != len(latest):
        raise OaiError("badArgument", "from and until differ in granularity.")
    if earliest and latest and earliest > latest:
        raise OaiError("badArgument", "from is after until.")
    return Listing(
        given.get("metadataPrefix", ""),
        earliest if "T" in earliest or not earliest else f"{earliest}T00:00:00Z",
        latest if "T" in latest or not latest else f"{latest}T23:59:59Z",
        given.get("set", ""),
    )


def _resumed(token: str) -> Listing:
    try:
        found = json.loads(base64.urlsafe_b64decode(token.encode("ascii")))
        texts = {name: found[name] for name in ("prefix", "earliest", "latest", "set", "after")}
        cursor = found["cursor"]
        if not all(isinstance(text, str) for text in texts.values()) or not (
            isinstance(cursor, int) and cursor > 0
        ):
            raise ValueError
        return Listing(**texts, cursor=cursor)
    except (ValueError, KeyError, TypeError, binascii.Error, UnicodeError):
        raise OaiError("badResumptionToken", "The token is not one of this repository.") from None
