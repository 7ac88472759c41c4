"""The test server is the real one: Community 5.26, with authentication and full-text search."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError

from tests.required import started
from tools.neo4j_server import jars, ports
from tools.neo4j_server import server as module
from tools.neo4j_server.jars import Neo4jUnavailable
from tools.neo4j_server.server import Neo4jServer, Neo4jStartError

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).resolve().parents[2]


def alive(pid: int) -> bool:
    """Whether a process with this id runs (a zombie does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return not Path("/proc/self").exists()


def wait_until_gone(pid: int, home: Path, seconds: float = 15) -> None:
    """Fail unless process and home are gone within the time."""
    end = time.monotonic() + seconds
    while (alive(pid) or home.exists()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(pid)
    assert not home.exists()


@pytest.fixture
def server(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The server of all tests."""
    return neo4j_server


@pytest.fixture
def driver(server: Neo4jServer) -> Iterator[neo4j.Driver]:
    """A driver with the right password; its tests begin with no nodes."""
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as one:
        one.execute_query("MATCH (n) DETACH DELETE n")
        yield one


def test_it_answers_a_query(driver: neo4j.Driver) -> None:
    assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1


def test_it_is_community_5_26(driver: neo4j.Driver) -> None:
    records = driver.execute_query("CALL dbms.components()").records
    kernel = next(record for record in records if record["name"] == "Neo4j Kernel")
    assert kernel["edition"] == "community"
    assert kernel["versions"][0].startswith("5.26.")


def test_a_wrong_password_is_refused(server: Neo4jServer) -> None:
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.user, "wrong-password")) as one,
        pytest.raises(AuthError),
    ):
        one.verify_connectivity()


def test_no_password_is_refused(server: Neo4jServer) -> None:
    with neo4j.GraphDatabase.driver(server.uri) as one, pytest.raises(AuthError):
        one.verify_connectivity()


def test_the_routing_scheme_reaches_it_too(server: Neo4jServer) -> None:
    uri = server.uri.replace("bolt://", "neo4j://")
    with neo4j.GraphDatabase.driver(uri, auth=(server.user, server.password)) as one:
        assert one.execute_query("RETURN 1 AS one").records[0]["one"] == 1


def test_http_answers_on_the_loopback(server: Neo4jServer) -> None:
    with urllib.request.urlopen(server.http_uri, timeout=10) as answer:
        assert b'"neo4j_edition":"community"' in answer.read().replace(b" ", b"")


def test_the_cjk_index_finds_a_name_of_two_characters(driver: neo4j.Driver) -> None:
    driver.execute_query(
        "CREATE (:Text {id: 1, body: '宝玉与黛玉同坐，袭人在旁。'}),"
        " (:Text {id: 2, body: '宝钗来访，贾母留饭。'})"
    )
    driver.execute_query(
        "CREATE FULLTEXT INDEX body FOR (t:Text) ON EACH [t.body]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    driver.execute_query("CALL db.awaitIndexes(30)")
    for name, ids in {"黛玉": [1], "贾母": [2], "玉黛": []}.items():
        records = driver.execute_query(
            "CALL db.index.fulltext.queryNodes('body', $name) YIELD node RETURN node.id AS id",
            name=name,
        ).records
        assert [record["id"] for record in records] == ids, name
    driver.execute_query("DROP INDEX body")


def test_it_outlives_the_thread_that_started_it_and_stop_ends_it_and_removes_the_home() -> None:
    running = Neo4jServer()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            running.start()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failures:
        if isinstance(failures[0], Neo4jUnavailable):
            started(running)
        raise failures[0]
    try:
        time.sleep(0.5)
        pid, home = running.pid, running.home
        assert alive(pid)
        assert (home / "data" / "databases").is_dir()
    finally:
        running.stop()
    assert not alive(pid)
    assert not home.exists()
    with pytest.raises(RuntimeError, match="not running"):
        _ = running.uri
    running.stop()


def test_it_dies_with_a_parent_that_was_killed(server: Neo4jServer) -> None:
    assert server.pid  # or skipped: the child below would not start either
    code = (
        "from tools.neo4j_server.server import Neo4jServer\n"
        "import time\n"
        "s = Neo4jServer().start()\n"
        "print(s.pid, s.home, flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid, home = parent.stdout.readline().split()
        assert alive(int(pid))
        parent.send_signal(signal.SIGKILL)
    wait_until_gone(int(pid), Path(home))


def test_a_server_that_does_not_start_shows_its_log(server: Neo4jServer) -> None:
    assert server.pid
    broken = Neo4jServer(settings={"server.memory.pagecache.size": "plenty"})
    with pytest.raises(Neo4jStartError, match="plenty"):
        broken.start()
    with pytest.raises(RuntimeError, match="not running"):
        _ = broken.home


def test_a_taken_port_is_tried_again_on_another(
    server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = ports.free_ports
    taken = int(server.uri.rsplit(":", 1)[1])
    answers = iter([[taken, free(1)[0]], free(2)])
    monkeypatch.setattr(module, "free_ports", lambda _count: next(answers))
    with Neo4jServer() as second:
        assert second.uri != server.uri


def test_without_maven_and_jars_it_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jUnavailable, match="mvn"):
        jars.prepare_jars(tmp_path / "cache")


def test_without_java_it_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Neo4jUnavailable, match="Java 17"):
        jars.find_java()


@pytest.mark.parametrize(
    ("says", "fits"), [('openjdk version "21.0.2"', True), ('java version "1.8.0_392"', False)]
)
def test_only_a_new_enough_java_is_taken(
    says: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if fits:
        assert jars.find_java() == str(java)
    else:
        with pytest.raises(Neo4jUnavailable, match="Java 8 found"):
            jars.find_java()


def test_a_short_password_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="8"):
        Neo4jServer("short")
