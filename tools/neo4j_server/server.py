"""Run a real Neo4j Community server from its Maven jars, for tests and by hand.

    with Neo4jServer() as server:
        driver = GraphDatabase.driver(server.uri, auth=(server.user, server.password))

The jars are fetched once, by Maven, into a cache folder; after that nothing here uses the network.
Each server has a home of its own, which is removed with it. By hand:

    python -m tools.neo4j_server --print
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tools.neo4j_server.jars import DEFAULT_CACHE, find_java, prepare_jars
from tools.neo4j_server.ports import LOOPBACK, answers_bolt, free_ports

HERE = Path(__file__).resolve().parent
PASSWORD_MINIMUM = 8
"""The server's own rule (``dbms.security.auth_minimum_password_length``)."""

ENTRY_POINT = "org.neo4j.server.CommunityEntryPoint"
ADMIN_TOOL = "org.neo4j.cli.AdminTool"

START_FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Short runs gain more from a quick start than from the last step of compilation."""

AS_SHIPPED = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Dlog4j2.disable.jmx=true",
)
"""What the ``neo4j.conf`` of the release hands to Java."""

STOP_SECONDS = 10
PORT_ATTEMPTS = 3


class Neo4jStartError(RuntimeError):
    """The server is there but did not start; the message ends with its log."""


class _PortTaken(Exception):
    """Another process took the port between choosing it and listening on it."""


class Neo4jServer:
    """One server in a child process, with authentication on and a home of its own.

    ``settings`` are further lines of ``neo4j.conf`` and win over the ones written here.
    Without ``password`` a random one is made. ``http`` adds the HTTP port (``http_uri``). ``admin``
    is a command of ``neo4j-admin`` that is run in ``folder`` before the server starts, such as
    ``database import full …``.
    """

    user = "neo4j"

    def __init__(
        self,
        password: str | None = None,
        *,
        http: bool = False,
        settings: Mapping[str, str] | None = None,
        heap: str = "512m",
        page_cache: str = "64m",
        java_options: Sequence[str] = START_FAST,
        timeout: float = 120.0,
        cache: Path = DEFAULT_CACHE,
        admin: Sequence[str] = (),
        folder: Path | None = None,
    ) -> None:
        """Take the options; nothing is started before ``start()`` or ``with``."""
        if password is not None and len(password) < PASSWORD_MINIMUM:
            raise ValueError(f"Neo4j takes no password under {PASSWORD_MINIMUM} characters")
        self.password = password if password is not None else secrets.token_hex(12)
        self.timeout = timeout
        self._http = http
        self._settings = dict(settings or {})
        self._heap = heap
        self._page_cache = page_cache
        self._java_options = tuple(java_options)
        self._cache = cache
        self._admin, self._folder = tuple(admin), folder
        self._java = ""
        self._jars = Path()
        self._home: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None
        self._bolt_port = 0
        self._http_port = 0

    def __enter__(self) -> Neo4jServer:
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, whatever happened."""
        self.stop()

    @property
    def uri(self) -> str:
        """The Bolt address; ``neo4j://`` in place of ``bolt://`` works too."""
        return f"bolt://{LOOPBACK}:{self._running(self._bolt_port)}"

    @property
    def http_uri(self) -> str:
        """The HTTP address, if asked for."""
        if not self._http:
            raise RuntimeError("this server was made without http=True")
        return f"http://{LOOPBACK}:{self._running(self._http_port)}"

    @property
    def pid(self) -> int:
        """The id of the Java process."""
        if self._process is None:
            raise RuntimeError("the Neo4j server is not running")
        return self._process.pid

    @property
    def home(self) -> Path:
        """The throw-away home: ``conf/``, ``data/``, ``logs/``, ``import/``."""
        if self._home is None:
            raise RuntimeError("the Neo4j server is not running")
        return self._home

    def start(self) -> Neo4jServer:
        """Prepare the jars if need be, start the server, return when it answers over Bolt.

        Raises ``Neo4jUnavailable`` or ``Neo4jStartError``; nothing is left behind then.
        """
        if self._process is not None:
            raise RuntimeError("the Neo4j server is running already")
        self._java = find_java()
        self._jars = prepare_jars(self._cache)
        for attempt in range(1, PORT_ATTEMPTS + 1):
            try:
                self._start_once()
                return self
            except _PortTaken as error:
                tail = self.log_tail()
                self.stop()
                if attempt == PORT_ATTEMPTS:
                    raise Neo4jStartError(f"no free port in {attempt} attempts\n{tail}") from error
            except BaseException:
                self.stop()
                raise
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """End the process, by its id, and remove its home; harmless when there is none."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._watcher is not None:
            with contextlib.suppress(OSError):
                self._watcher.communicate(b".", timeout=10)
            self._watcher = None
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def wait(self) -> int:
        """Block until the Java process ends by itself; its exit code."""
        if self._process is None:
            raise RuntimeError("the Neo4j server is not running")
        return self._process.wait()

    def log_tail(self, lines: int = 40) -> str:
        """The last lines of what Java printed and of ``neo4j.log``."""
        parts = []
        for name in ("console.log", "neo4j.log"):
            text = self._log(name)
            if text.strip():
                parts.append(f"--- {name}\n" + "\n".join(text.splitlines()[-lines:]))
        return "\n".join(parts) or "(no log)"

    def _running(self, port: int) -> int:
        if self._process is None:
            raise RuntimeError("the Neo4j server is not running")
        return port

    def _log(self, name: str) -> str:
        if self._home is None:
            return ""
        try:
            return (self._home / "logs" / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def _start_once(self) -> None:
        deadline = time.monotonic() + self.timeout
        self._bolt_port, self._http_port = free_ports(2)
        self._home = Path(tempfile.mkdtemp(prefix="neo4j-server-"))
        for folder in ("conf", "data", "logs", "import", "plugins", "tmp"):
            (self._home / folder).mkdir()
        lines = "".join(f"{key}={value}\n" for key, value in self._configuration().items())
        (self._home / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")
        self._run_admin("dbms", "set-initial-password", "--", self.password)
        if self._admin:
            self._run_admin(*self._admin)
        with (self._home / "logs" / "console.log").open("wb") as console:
            self._process = subprocess.Popen(
                self._command(
                    [f"-Xms{self._heap}", f"-Xmx{self._heap}", *AS_SHIPPED],
                    ENTRY_POINT,
                    f"--home-dir={self._home}",
                    f"--config-dir={self._home / 'conf'}",
                ),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                env=self._environment(),
                cwd=self._home,
                start_new_session=True,
            )
        self._watcher = subprocess.Popen(
            [sys.executable, "-I", "-S", str(HERE / "watch.py"), str(self.pid), str(self._home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_ready(deadline)

    def _configuration(self) -> dict[str, str]:
        http = {"server.http.enabled": "false"}
        if self._http:
            http = {
                "server.http.enabled": "true",
                "server.http.listen_address": f"{LOOPBACK}:{self._http_port}",
                "server.http.advertised_address": f"{LOOPBACK}:{self._http_port}",
            }
        return {
            "server.default_listen_address": LOOPBACK,
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"{LOOPBACK}:{self._bolt_port}",
            "server.bolt.advertised_address": f"{LOOPBACK}:{self._bolt_port}",
            **http,
            "server.https.enabled": "false",
            "dbms.security.auth_enabled": "true",
            "dbms.usage_report.enabled": "false",
            "client.allow_telemetry": "false",
            "server.memory.pagecache.size": self._page_cache,
            # Without these two an empty home takes half a gigabyte.
            "db.tx_log.preallocate": "false",
            "db.tx_log.rotation.size": "16m",
            # With its usual value every stop, and every failed start, takes ten seconds more.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            **self._settings,
        }

    def _environment(self) -> dict[str, str]:
        """The environment without what another Neo4j left in it."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
        return {**kept, "NEO4J_HOME": str(self._home), "NEO4J_CONF": f"{self._home}/conf"}

    def _command(self, options: Sequence[str], main: str, *arguments: str) -> list[str]:
        return [
            self._java,
            *self._java_options,
            *options,
            "-Dfile.encoding=UTF-8",
            f"-Djava.io.tmpdir={self._home}/tmp",
            "-cp",
            f"{self._jars}/*",
            main,
            *arguments,
        ]

    def _run_admin(self, *words: str) -> None:
        """Run one of the server's own commands before the first start."""
        done = subprocess.run(
            self._command([f"-Xmx{self._heap}"], ADMIN_TOOL, *words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            env=self._environment(),
            cwd=self._folder or self._home,
            timeout=self.timeout,
            check=False,
        )
        if done.returncode != 0:
            raise Neo4jStartError(
                f"{words[1]} ended with {done.returncode}\n{done.stdout}{done.stderr}"
            )

    def _wait_until_ready(self, deadline: float) -> None:
        """Wait for the log's word that this server is up, then for its answer over Bolt.

        Both: the port alone could be answered by another process that took it meanwhile.
        """
        assert self._process is not None
        while time.monotonic() < deadline:
            code = self._process.poll()
            if code is not None:
                if re.search("already in use|BindException", self.log_tail()):
                    raise _PortTaken
                raise Neo4jStartError(f"Neo4j ended with {code} at its start\n{self.log_tail()}")
            if " Started." in self._log("neo4j.log") and answers_bolt(self._bolt_port):
                return
            time.sleep(0.05)
        raise Neo4jStartError(
            f"Neo4j did not answer within {self.timeout:.0f} s\n{self.log_tail()}"
        )
