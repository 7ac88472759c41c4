"""What the reads over columns share: the view of a reader, and what a store gives for it."""

from __future__ import annotations

import gc
import logging
import threading
import time
import weakref
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.errors import NotFound, StoreError
from graph_model.node import Node
from loaders.stores.columns import near
from loaders.stores.columns.steps import Days
from loaders.stores.columns.table import Flags, Ints, Table
from loaders.stores.columns.view import View
from loaders.stores.ego import entity_labels, tidy
from loaders.stores.results import Link, Network, Summary

_LOG = logging.getLogger(__name__)
#: How many claims a second columns are made of, about, on a machine of today.
_CLAIMS_A_SECOND = 150_000
#: Seconds that closing a store waits for columns that are being made, and new columns for reads
#: over the old ones to end; and how often it is looked.
_LAST_WAIT, _TRIES = 10.0, 50
#: A record by number, its words, first and last day.
Said = tuple[int, str, str, str]
#: Words of which it is kept what they find.
WORDS_KEPT = 8


def _let_go(views: Sequence[weakref.ref[View]]) -> None:
    """Wait until the last read over old columns has ended, and free them (they hold one another in
    cycles): there is no room for theirs and what new ones grow to.
    """
    for _ in range(_TRIES):
        gc.collect()
        if not any(view() for view in views):
            return
        time.sleep(_LAST_WAIT / _TRIES)


class Columns(ABC):
    """The columns of a store, kept as long as its graph is the same."""

    #: Seconds for which columns may lag behind a store that is being written; 0 is never.
    patience: float = 0.0
    #: Columns of more claims than this are made anew beside the reads, if they may lag behind; of
    #: fewer the next read makes them, in two seconds or less, and sees what this process wrote.
    LARGE = 300_000

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._table: Table | None = None
        self._made_at = 0.0
        self._written = False
        self._renewing: threading.Thread | None = None
        self._views: dict[int, View] = {}
        self._finding = threading.Lock()
        self._words: OrderedDict[tuple[str, str], Ints | None] = OrderedDict()

    # -- what a store gives ------------------------------------------------------------------------

    @abstractmethod
    def _generation(self) -> str:
        """A text that changes with every change of nodes or claims."""

    @property
    @abstractmethod
    def uri(self) -> str:
        """See GraphStore."""

    @abstractmethod
    def _release(self) -> None:
        """Give back what this thread holds of the store; it ends now."""

    @abstractmethod
    def _load_table(self) -> Table:
        """The whole graph as columns, in one state; its generation is the table's version."""

    @abstractmethod
    def _numbers(self, table: Table, ids: Iterable[str]) -> dict[str, int]:
        """Numbers of those of the ids that the table has, in the order asked."""

    @abstractmethod
    def _nodes_at(self, view: View, numbers: Sequence[int]) -> dict[int, Node]:
        """Nodes by number, as the store has them now: one that has gone, or that the view's reader
        may see no longer, is left out.
        """

    @abstractmethod
    def _matching(self, table: Table, text: str) -> Ints | None:
        """Numbers of the nodes that have the words, whoever may see them; None for no words."""

    @abstractmethod
    def _named_exactly(self, table: Table, text: str) -> dict[int, int]:
        """Entities of just this name: 1 for the preferred name, 0 for another."""

    @abstractmethod
    def _words_of(self, records: Sequence[int], no: int, reader: Access) -> list[Said]:
        """By which words each of the records names a node, and the days of the claims."""

    @abstractmethod
    def _aggregate(self, reader: Access) -> Summary:
        """See ``aggregate``."""

    @abstractmethod
    def get_state(self, key: str) -> str:
        """See GraphStore."""

    @abstractmethod
    def set_state(self, key: str, value: str) -> None:
        """See GraphStore."""

    @abstractmethod
    def node(self, id: str, reader: Access) -> Node:
        """See GraphStore."""

    @abstractmethod
    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """See GraphStore."""

    # -- the columns -------------------------------------------------------------------------------

    def _view(self, reader: Access) -> View:
        with self._loading:
            generation = self._generation()
            table = self._table
            stale = table is None or table.version != generation
            due = self._written or time.monotonic() - self._made_at >= self.patience
            if table is None or (stale and due and self._renewing is None):
                # Before loading: what is written meanwhile is not yet in these columns.
                self._written = False
                if table is None or not self.lag:
                    table = self._take(self._load_table())
                else:
                    self._made_at = time.monotonic()  # what fails is tried again after as long
                    self._renewing = threading.Thread(target=self._renew, daemon=True)
                    self._renewing.start()
            if int(reader) not in self._views:
                self._views[int(reader)] = View(table, reader)
            return self._views[int(reader)]

    def _take(self, table: Table) -> Table:
        """Read from these columns from now on."""
        self._views.clear()
        self._table = table
        self._made_at = time.monotonic()
        return table

    def _renew(self) -> None:
        """Make the columns anew while reads go over the old ones, and what their readers need."""
        try:
            table = self._load_table()
            with self._loading:
                readers = [Access(level) for level in self._views]
                old = [weakref.ref(view) for view in self._views.values()]
                self._take(table)
            del table
            _let_go(old)
            for reader in readers:
                self.warm(reader)
        except StoreError as error:
            _LOG.warning("the columns of %s could not be made anew: %s", self.uri, error)
        finally:
            self._release()
            self._renewing = None

    def _stop_renewing(self) -> None:
        """Wait a little for columns that are being made; the store is about to be closed."""
        renewing = self._renewing
        if renewing:
            renewing.join(_LAST_WAIT)

    @property
    def lag(self) -> float:
        """See GraphStore."""
        claims = len(self._table.dst) if self._table is not None else 0
        if not self.patience or claims <= self.LARGE:
            return 0.0
        return self.patience + claims / _CLAIMS_A_SECOND

    def _wrote(self) -> None:
        """This process has written: the next read makes the columns anew where that is quick."""
        if not self.lag:
            self._written = True

    def warm(self, reader: Access) -> None:
        """Prepare everything that reads of this reader need, so that the first is as fast as the
        others.
        """
        view = self._view(reader)
        for pairs in (view.subjects, view.sets, view.holders):
            _ = pairs.by_left, pairs.by_right
        _ = view.said_by_record, view.said_by_node, view.degree, view.visible, view.found_place
        _ = view.table.by_dst, view.table.by_src, view.table.place
        view.steps.weights(Days())

    def _found(self, table: Table, text: str) -> Ints | None:
        """What ``_matching`` finds; a page asks for the same words more than once."""
        key = (table.version, text)
        with self._finding:
            if key in self._words:
                self._words.move_to_end(key)
                return self._words[key]
        found = self._matching(table, text)
        with self._finding:
            self._words[key] = found
            while len(self._words) > WORDS_KEPT:
                self._words.popitem(last=False)
        return found

    def _known(self, view: View, id: str) -> int:
        """The number of a node, whoever may see it; -1 where the columns lack it."""
        no = self._numbers(view.table, [id]).get(id, -1)
        return no if no < view.table.size else -1

    def _number(self, view: View, id: str) -> int:
        """The number of a node that the reader sees; raises NotFound."""
        no = self._known(view, id)
        if no < 0 or not view.visible[no]:
            raise NotFound("node", id)
        return no

    @staticmethod
    def _wanted(view: View, labels: Sequence[str]) -> Flags:
        """Flags by label number (and one for no label); entities when no label is named."""
        chosen = np.zeros(len(view.labels) + 1, dtype=bool)
        chosen[[view.labels[name] for name in labels or entity_labels() if name in view.labels]] = (
            True
        )
        return chosen

    # -- pictures of networks ----------------------------------------------------------------------

    def _network(
        self,
        view: View,
        nos: Sequence[int],
        ties: Iterable[near.Tie],
        *,
        total: int,
        focus: str = "",
        degrees: Mapping[int, int] | None = None,
    ) -> Network:
        nodes = self._nodes_at(view, nos)
        links = tidy(self._links(nodes, ties), focus)
        counts = {no: int(view.degree[no]) for no in nos} if degrees is None else degrees
        by_id = {nodes[no].id: counts[no] for no in nodes if counts.get(no)}
        return Network(focus, tuple(nodes[no] for no in nos if no in nodes), links, total, by_id)

    @staticmethod
    def _links(nodes: Mapping[int, Node], ties: Iterable[near.Tie]) -> list[Link]:
        return [
            Link(nodes[k.source].id, nodes[k.target].id, k.type, k.weight, k.first, k.last)
            for k in ties
            if k.source in nodes and k.target in nodes
        ]
