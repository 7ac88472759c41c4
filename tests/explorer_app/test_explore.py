"""``shimai explore``: what it refuses, and the server that it starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from graph_model.errors import BadInput, StoreError
from loaders.cli.explore import absolute, app_file, check_port, command
from loaders.cli.main import main, make_parser
from tests.explorer_app.browser import free_port
from tests.explorer_app.views.graph import make_store


def test_without_a_store_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explore", "--store", str(tmp_path / "none.sqlite")]) == 2
    error = capsys.readouterr().err
    assert "STORE_MISSING" in error
    assert "shimai build" in error


def test_a_port_in_use_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_store(tmp_path).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        store = str(tmp_path / "views.sqlite")
        assert main(["explore", "--store", store, "--port", str(port)]) == 2
    assert str(port) in capsys.readouterr().err


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(BadInput):
        check_port(port)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text("no store", "utf-8")
    args = make_parser().parse_args(["explore", "--store", str(path)])
    with pytest.raises(StoreError):
        args.run(args)


def test_clearance_is_one_of_three_levels() -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["explore", "--clearance", "everything"])


def test_the_server_is_for_this_machine_and_keeps_its_protection() -> None:
    line = " ".join(command(8501))
    assert "--server.address=localhost" in line
    assert "--server.enableXsrfProtection=true" in line
    assert " -P " in line
    assert app_file().name == "app.py"


def test_addresses_of_servers_stay_as_they_are() -> None:
    assert absolute("neo4j://h:7687") == "neo4j://h:7687"
    assert Path(absolute("a.sqlite")).is_absolute()


def test_it_serves_and_stops_with_its_process(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    (tmp_path / "click.py").write_text("raise SystemExit('a file of the user')", "utf-8")
    port = free_port()
    line = [sys.executable, "-m", "loaders.cli.main", "explore"]
    line += ["--store", "views.sqlite", "--port", str(port)]
    root = str(Path(__file__).resolve().parents[2])
    with (tmp_path / "log.txt").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            line, cwd=tmp_path, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": root}
        )
    try:
        assert answers(port), (tmp_path / "log.txt").read_text("utf-8")
        assert f"http://localhost:{port}" in (tmp_path / "log.txt").read_text("utf-8")
    finally:
        process.terminate()
        process.wait(timeout=20)
    check_port(port)


def answers(port: int) -> bool:
    """Whether the server says within half a minute that it is well."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1) as a:
                return bool(a.read() == b"ok")
        except OSError:
            time.sleep(0.25)
    return False
