"""What is behind an edge: its claims with rule, confidence and status, to be judged in place, and
the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer_app import data
from explorer_app.links import EdgeRef
from explorer_app.navigate import set_param
from explorer_app.safe import html_text
from explorer_app.store import current_store, pooled_store
from explorer_app.texts import say, say_value
from explorer_app.undo import decided
from explorer_app.user import current_user
from explorer_app.views.names import count_text, node_name
from explorer_app.views.records import record_rows
from explorer_app.views.relations import behind, link_view
from explorer_app.widgets import records, table
from graph_model.claim import Claim
from graph_model.decision import Verdict, of_claims
from loaders.decisions import Decisions
from loaders.stores.base import GraphStore
from loaders.stores.results import CO_MENTIONED

#: Claims of an edge that are listed, and that are judged together.
LISTED, JUDGED = 12, 100_000


def edge_evidence(ref: EdgeRef, lang: str, *, earliest: str = "", latest: str = "") -> None:
    """The edge as a sentence, its claims, its records."""
    store, reader = current_store(), data.scope().reader
    ends = store.nodes([ref.source, ref.target], reader)
    if len({end.id for end in ends}) < len({ref.source, ref.target}):
        st.html(f'<p class="sm-quiet">{html_text(say("not_found_hint", lang))}</p>')
        return
    names = {end.id: node_name(end, lang) for end in ends}
    said = link_view(ref, names, lang)
    st.html(
        f'<p class="sm-h sm-link" style="--l:{said.color};--d:{said.color_dark}">'
        f"{html_text(said.source)}<b>{html_text(said.relation)}</b>{html_text(said.target)}</p>"
    )
    if ref.type != CO_MENTIONED:
        claims = store.evidence(ref.source, ref.type, ref.target, reader, limit=LISTED)
        claim_table(claims, lang)
        if claims:
            what = f"{said.source} {said.relation} {said.target}"
            judge(lambda: _all_claims(ref), lang, key="edge", what=what)
    page = behind(store, ref, reader, earliest=earliest, latest=latest)
    st.html(
        f'<p class="sm-group">{html_text(say("evidence", lang))}'
        f"<span>{count_text(page.total)}</span></p>"
    )
    rows = record_rows(page.hits, lang, focus=[ref.source, ref.target])
    records(rows, "edge_records", lang, compact=True, empty=say("evidence_none", lang))


def claim_table(claims: Sequence[Claim], lang: str) -> None:
    """Words, rule, confidence and status of each claim."""
    heads = [say(f"claim_{name}", lang) for name in ("quote", "rule")]
    heads += [say("confidence", lang), say("claim_status", lang)]
    rows = [
        (
            html_text(claim.evidence.quote),
            html_text(say_value("rule", claim.rule, lang)),
            f'<span class="num">{claim.confidence:.0%}</span>',
            html_text(say(f"status_{claim.status.value}", lang)),
        )
        for claim in claims
    ]
    table(heads, rows, "evidence")


def _all_claims(ref: EdgeRef) -> list[Claim]:
    return current_store().evidence(
        ref.source, ref.type, ref.target, data.scope().reader, limit=JUDGED
    )


def judge(claims: Callable[[], Sequence[Claim]], lang: str, *, key: str, what: str) -> None:
    """Confirm or reject the claims, which say ``what``; the decision goes into the log."""

    def decide(verdict: Verdict) -> None:
        made = of_claims(verdict, list(claims()), user=current_user())
        level = data.scope().reader

        def write(store: GraphStore) -> list[int]:
            return [one.no for one in Decisions(store).decide(made, reader=level)]

        decided(pooled_store().run(write), verdict, what, lang)
        st.cache_data.clear()
        set_param("edge", "")

    with st.popover(say("decide", lang), key=f"judge_{key}"):
        st.html(f'<p class="sm-quiet">{html_text(say("decide_hint", lang))}</p>')
        with st.container(horizontal=True):
            for verdict, name in ((Verdict.CONFIRM, "confirm"), (Verdict.REJECT, "reject")):
                st.button(say(name, lang), key=f"{name}_{key}", on_click=decide, args=(verdict,))
