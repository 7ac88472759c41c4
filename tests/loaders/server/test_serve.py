"""``shimai serve`` as a program: it listens on this machine, answers, and stops."""

from __future__ import annotations

import argparse
import json
import socket
import urllib.request
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from loaders.cli import serve
from tests.loaders.exporters.test_cli import call
from tests.loaders.server.conftest import made_store, served


def get(url: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=30) as response:
        return bytes(response.read())


def test_it_answers_and_stops(tmp_path: Path):
    with served(tmp_path) as base:
        turtle = get(f"{base}id/person/mao-zedong", "text/turtle").decode()
        assert f"{base}id/person/mao-zedong" in turtle.replace("id:", f"{base}id/")
        found = json.loads(get(f"{base}sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D"))
        assert found["boolean"] is True
        assert b"ListSets" in get(f"{base}oai?verb=ListSets")


def test_it_listens_on_this_machine_unless_told():
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    with serve._listener(parser.parse_args([]).host, 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "words",
    [
        ("--port", "70000"),
        ("--host", "no.such.host.invalid"),
        ("--timeout", "0"),
        ("--workers", "-1"),
        ("--base", "no iri"),
    ],
)
def test_what_cannot_be_served_is_refused(tmp_path: Path, words):
    with pytest.raises(BadInput) as caught:
        call(serve, "--store", made_store(tmp_path), *words)
    assert caught.value.exit_code == 2


def test_a_port_in_use_is_refused(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(BadInput, match="--port"):
            call(serve, "--store", made_store(tmp_path), "--port", port)
