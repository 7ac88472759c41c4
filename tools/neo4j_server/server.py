"""Run a real Neo4j Community server from its Maven jars, for tests and by hand.

    with Neo4jServer() as server:
        driver = GraphDatabase.driver(server.uri, auth=(server.user, server.password))

The jars are fetched once, by Maven, into a cache folder; after that nothing here uses the network.
Each server has a home of its own, which is removed with it. By hand:

    python -m tools.neo4j_server.server --print
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
DEFAULT_CACHE = HERE.parents[1] / ".cache" / "neo4j-server"
LOOPBACK = "127.0.0.1"
JAVA_MINIMUM = 17
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

BOLT_HANDSHAKE = bytes.fromhex("6060b017" + "00020405" + "00000004" + "00000000" + "00000000")
"""The preamble, then the Bolt versions offered: 5.4 down to 5.2, or 4.0."""

MAVEN_SECONDS = 1800
STOP_SECONDS = 10
PORT_ATTEMPTS = 3


class Neo4jUnavailable(RuntimeError):
    """No server can be had on this machine (no Java, no jars); tests may skip with the reason."""


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


def find_java() -> str:
    """The Java of ``JAVA_HOME`` or of the path, if it is new enough."""
    java = shutil.which("java", path=str(Path(os.environ.get("JAVA_HOME", "")) / "bin"))
    java = java or shutil.which("java")
    if java is None:
        raise Neo4jUnavailable(f"no java found; Neo4j 5 needs Java {JAVA_MINIMUM} or newer")
    try:
        done = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Neo4jUnavailable(f"java -version failed: {error}") from error
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    if found is None:
        raise Neo4jUnavailable(f"java -version says no version: {done.stderr.strip()[:200]}")
    if int(found[1]) < JAVA_MINIMUM:
        raise Neo4jUnavailable(f"Java {found[1]} found; Neo4j 5 needs Java {JAVA_MINIMUM} or newer")
    return java


def prepare_jars(cache: Path = DEFAULT_CACHE) -> Path:
    """The folder with the server's jars, fetched by Maven if it is not there yet.

    Keyed by the pom's hash, so another version goes to another folder. A folder with the final
    name is complete; several processes may ask at once.
    """
    if os.name != "posix":
        raise Neo4jUnavailable("the test server runs on Linux and macOS only")
    jars = cache / hashlib.sha256(POM.read_bytes()).hexdigest()[:16]
    if jars.is_dir():
        return jars
    try:
        cache.mkdir(parents=True, exist_ok=True)
        (cache / ".gitignore").write_text("*\n", encoding="utf-8")
        with _locked(cache / "lock"):
            if not jars.is_dir():
                _fetch(jars)
    except OSError as error:
        raise Neo4jUnavailable(f"cannot write the jars to {cache}: {error}") from error
    return jars


def _fetch(jars: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Neo4jUnavailable("no mvn found to fetch the Neo4j jars")
    part = jars.with_name(jars.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    command = [
        *(maven, "-B", "-q", "-ntp", "-Dstyle.color=never", "-f", str(POM)),
        *("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={part}"),
    ]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=MAVEN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Neo4jUnavailable(f"mvn had no jars after {MAVEN_SECONDS} s") from error
    if done.returncode != 0 or not any(part.glob("neo4j-5*.jar")):
        tail = "\n".join((done.stdout + done.stderr).splitlines()[:15])
        raise Neo4jUnavailable(f"mvn could not fetch the Neo4j jars:\n{tail}")
    part.rename(jars)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    import fcntl

    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def free_ports(count: int) -> list[int]:
    """Distinct loopback ports that nobody listens on at this moment."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]


def answers_bolt(port: int) -> bool:
    """Whether the port agrees with us on a version of Bolt."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2) as connection:
            connection.sendall(BOLT_HANDSHAKE)
            answer = connection.recv(4)
    except OSError:
        return False
    return len(answer) == 4 and any(answer)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a server in the foreground until Ctrl-C, or only fetch the jars."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.neo4j_server.server", description=__doc__
    )
    parser.add_argument("--print", action="store_true", help="print address, user and password")
    parser.add_argument("--prepare", action="store_true", help="only fetch the jars, then end")
    parser.add_argument("--password", help="eight characters or more; a random one if not given")
    parser.add_argument("--http", action="store_true", help="open the HTTP port too")
    options = parser.parse_args(arguments)
    try:
        if options.prepare:
            print(prepare_jars())
            return 0
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with Neo4jServer(options.password, http=options.http) as server:
            if options.print:
                print(f"uri={server.uri}\nuser={server.user}\npassword={server.password}")
                if options.http:
                    print(f"http={server.http_uri}")
            print("Neo4j runs; Ctrl-C ends it and throws its data away.", file=sys.stderr)
            sys.stdout.flush()
            code = server.wait()
            print(f"Neo4j ended by itself with {code}\n{server.log_tail()}", file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        return 0
    except (Neo4jUnavailable, Neo4jStartError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
