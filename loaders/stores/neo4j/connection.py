"""The driver, one open batch a thread, and the driver's exceptions turned into ours."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString, TypeVar
from urllib.parse import urlsplit, urlunsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph_model.errors import StoreError

T = TypeVar("T")
#: One value of a row is reached by its name.
Row = dict[str, Any]
#: Anything that runs a query: a transaction of the driver.
Run = neo4j.ManagedTransaction | neo4j.Transaction

_CONNECT_SECONDS = 5.0
#: Until a server that takes the connection has also answered.
_ANSWER_SECONDS = 8.0
_RETRY_SECONDS = 5.0
_AWAY = ("Neo.TransientError.General.DatabaseUnavailable", "Neo.ClientError.Cluster")
_REFUSED = (
    "Neo.ClientError.Security.Unauthorized",
    "Neo.ClientError.Security.AuthenticationRateLimit",
    "Neo.ClientError.Security.CredentialsExpired",
)
_BUSY = (
    "Neo.TransientError.Transaction.LockAcquisitionTimeout",
    "Neo.TransientError.Transaction.DeadlockDetected",
    "Neo.TransientError.Transaction.LockClientStopped",
)
# Without a handler of its own the driver's log would reach the user's terminal; errors arrive as
# StoreError anyway.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """A driver for one database; each thread may have one open batch."""

    def __init__(self, address: str, *, user: str, password: str, database: str) -> None:
        self.uri = _without_secrets(address)
        self._database = database
        self._local = threading.local()
        if self.uri != address:
            reason = "user and password belong in SHIMAI_NEO4J_USER and SHIMAI_NEO4J_PASSWORD"
            raise StoreError("STORE_FAILED", uri=self.uri, reason=reason)
        with self.errors(), _addresses():
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=(user, password),
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=_ANSWER_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        try:
            with self.errors(), _addresses():
                self._driver.verify_connectivity()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the driver and all its connections; may be called again."""
        self._driver.close()

    # -- transactions ----------------------------------------------------------------------------

    @property
    def batch(self) -> neo4j.Transaction | None:
        """This thread's open batch."""
        return getattr(self._local, "batch", None)

    @contextmanager
    def transaction(self, lock: Callable[[Run], None]) -> Iterator[None]:
        """One explicit transaction on this thread; ``lock`` runs first in it."""
        if self.batch is not None:
            raise StoreError("STORE_FAILED", uri=self.uri, reason="batches cannot be nested")
        with self.errors(), self._session(neo4j.WRITE_ACCESS) as session:
            transaction = session.begin_transaction()
            self._local.batch = transaction
            try:
                lock(transaction)
                yield
                transaction.commit()
            except BaseException:
                with suppress(DriverError, Neo4jError, OSError):
                    transaction.rollback()
                raise
            finally:
                self._local.batch = None

    def write(self, work: Callable[[Run], T]) -> T:
        """Do the work in this thread's batch, or else in a transaction of its own that is tried
        again on transient failures."""
        with self.errors():
            if self.batch is not None:
                return work(self.batch)
            with self._session(neo4j.WRITE_ACCESS) as session:
                return session.execute_write(work)

    def rows(self, query: str, /, **values: Any) -> list[Row]:
        """All rows of a reading query; inside a batch it sees what the batch has written."""
        with self.errors():
            if self.batch is not None:
                return rows(self.batch, query, **values)
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(rows, query, **values)

    def command(self, query: str) -> list[Row]:
        """Run a schema command, which the server commits by itself."""
        with self.errors(), self._session(neo4j.WRITE_ACCESS) as session:
            return [record.data() for record in session.run(_literal(query))]

    @contextmanager
    def reading(self, seconds: float) -> Iterator[neo4j.Transaction]:
        """A transaction that the server lets read only, and ends after so many seconds."""
        with (
            self.errors(),
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            yield transaction

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=mode)

    # -- errors ----------------------------------------------------------------------------------

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the driver's exceptions into StoreError."""
        try:
            yield
        except (Neo4jError, DriverError, UnicodeEncodeError) as error:
            raise StoreError(_code(error), uri=self.uri, reason=_reason(error)) from error


def rows(run: Run, query: str, /, **values: Any) -> list[Row]:
    """All rows of a query in a transaction."""
    result = run.run(_literal(query), values)
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) for record in result]


def _literal(query: str) -> LiteralString:
    """Queries of this package are put together from constants and names of the schema only."""
    return query


def _code(error: Exception) -> str:
    code = getattr(error, "code", None) or ""
    if isinstance(error, AuthError) or code in _REFUSED:
        return "STORE_AUTH"
    if isinstance(error, (ServiceUnavailable, SessionExpired)) or code.startswith(_AWAY):
        return "STORE_UNREACHABLE"
    return "STORE_BUSY" if code in _BUSY else "STORE_FAILED"


def _reason(error: Exception) -> str:
    """The first line of the message; the driver repeats itself in the others."""
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(text).strip().splitlines()[0].rstrip(".")


@contextmanager
def _addresses() -> Iterator[None]:
    """Addresses that cannot be resolved or parsed; a ValueError means that while connecting."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise ServiceUnavailable(str(error)) from error


def _without_secrets(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
