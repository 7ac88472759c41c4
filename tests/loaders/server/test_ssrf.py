"""Nothing that the project reads or answers makes it call elsewhere: a listener on this machine
counts connections, and there are none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from loaders.cli.main import main
from loaders.server.sparql.guard import Refused, check
from tests.loaders.server.test_sparql_protocol import DIRECT

UPDATE = "application/sparql-update"


class Listener:
    """Accepts connections, counts them, and closes them."""

    def __init__(self) -> None:
        self.hits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/data"
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()


#: {0} is the listener's address.
ATTACKS = [
    "SELECT * WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { service <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { SeRvIcE<{0}>{ ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE SILENT <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { S\\u0045RVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { \\U00000053ERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { # comment\n SERVICE # <x>\n <{0}> { ?s ?p ?o } }",
    "PREFIX e: <{0}> SELECT * WHERE { SERVICE e: { ?s ?p ?o } }",
    "BASE <{0}> SELECT * WHERE { SERVICE <x> { ?s ?p ?o } }",
    "SELECT * WHERE { BIND(<{0}> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?e { <{0}> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * WHERE { OPTIONAL { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { { ?s ?p ?o } UNION { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { GRAPH ?g { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { ?s ?p ?o FILTER NOT EXISTS { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { ?s ?p ?o FILTER(1 = 1 || EXISTS { SERVICE <{0}> { ?s ?p ?o } }) }",
    "SELECT * WHERE { ?s ?p ?o BIND(EXISTS { SERVICE <{0}> { ?s ?p ?o } } AS ?x) }",
    "SELECT (EXISTS { SERVICE <{0}> { ?s ?p ?o } } AS ?x) WHERE { }",
    "SELECT (IF(EXISTS { SERVICE <{0}> { ?s ?p ?o } }, 1, 2) AS ?x) WHERE { }",
    "SELECT * WHERE { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <{0}> { ?s ?p ?o } })",
    "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY (EXISTS { SERVICE <{0}> { ?a ?b ?c } })",
    "SELECT ?p WHERE { ?s ?p ?o } GROUP BY ?p HAVING (EXISTS { SERVICE <{0}> { ?a ?b ?c } })",
    "SELECT * WHERE { { SELECT ?s WHERE { SERVICE <{0}> { ?s ?p ?o } } } }",
    "SELECT * WHERE { { SELECT ?s WHERE { { SELECT ?s WHERE { SERVICE <{0}> {?s ?p ?o} } } } } }",
    "SELECT * WHERE { SERVICE <{0}> { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT (COUNT(EXISTS { SERVICE <{0}> { ?s ?p ?o } }) AS ?n) WHERE { ?a ?b ?c }",
    "SELECT (COALESCE(?u, EXISTS { SERVICE <{0}> { ?s ?p ?o } }) AS ?x) WHERE { }",
    "SELECT * WHERE { ?s ?p ?o FILTER(!(EXISTS { SERVICE <{0}> { ?s ?p ?o } })) }",
    "SELECT * WHERE { ?s ?p ?o FILTER(true IN (EXISTS { SERVICE <{0}> { ?s ?p ?o } })) }",
    "SELECT * WHERE { ?s ?p ?o FILTER(STR(EXISTS { SERVICE <{0}> { ?s ?p ?o } }) = 'a') }",
    "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { FILTER NOT EXISTS { SERVICE <{0}> { ?a ?b 1 } } } }",
    "SELECT * WHERE { ?s ?p ?o } ORDER BY DESC(EXISTS { SERVICE <{0}> { ?s ?p ?o } })",
    "SELECT * WHERE { OPTIONAL { ?s ?p ?o MINUS { { SERVICE <{0}> { ?s ?p ?o } } UNION { } } } }",
    "SELECT * WHERE { GRAPH <http://g/> { OPTIONAL { SERVICE SILENT <{0}> { ?s ?p ?o } } } }",
    "SELECT * WHERE { ?s ?p ?o LATERAL { SERVICE <{0}> { ?s ?p ?o } } }",
    "SELECT * WHERE { SERVICE ?anywhere { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE <{0}> { SELECT * WHERE { ?s ?p ?o } } } VALUES ?s { <http://s/> }",
    "SELECT * WHERE {SERVICE<{0}>{}}",
    "SELECT * WHERE { ?s ?p ?o.SERVICE<{0}>{ ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 'a'@en.SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 1.SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE {\tSERVICE\r\n<{0}>\f{ ?s ?p ?o } }",
    "\ufeffSELECT * WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "ASK { SERVICE <{0}> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * FROM <{0}> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <{0}> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * from<{0}> WHERE { ?s ?p ?o }",
    "SELECT * \\u0046ROM <{0}> WHERE { ?s ?p ?o }",
    "ASK FROM <{0}> { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <{0}> WHERE { ?s ?p ?o }",
    "CONSTRUCT FROM <{0}> WHERE { ?s ?p ?o }",
    "DESCRIBE <{0}> FROM <{0}>",
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <http://g/>",
    "load <{0}>",
    "CLEAR ALL; LOAD <{0}>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } USING <{0}> WHERE { ?s ?p ?o }",
    "INSERT { ?s ?p ?o } USING NAMED <{0}> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "WITH <{0}> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } USING <{0}> WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "COPY <{0}> TO DEFAULT",
    "ADD SILENT <{0}> TO <http://g/>",
    "INSERT DATA { <s> <p> <o> } ; LOAD <{0}> INTO GRAPH <http://g/>",
    "SELECT * FROM <{0}> FROM NAMED <{0}> WHERE { ?s ?p ?o }",
    "PREFIX e: <{0}> SELECT * FROM e: WHERE { ?s ?p ?o }",
    "BASE <{0}> ASK FROM <x> { ?s ?p ?o }",
    "SELECT * FROM # comment\n <{0}> WHERE { ?s ?p ?o }",
    "DESCRIBE * FROM NAMED <{0}> WHERE { ?s ?p ?o }",
    "SELECT * WHERE { \\u0073\\u0065\\u0072\\u0076\\u0069\\u0063\\u0065 <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { # comment\rSERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { # \\u000ASERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 'a\\u0027 . SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p [] ; ?q ( 1 ) . SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s (<x:a>/<x:b>)* ?o . { { { SERVICE <{0}> { ?s ?p ?o } } } } }",
    "SELECT * WHERE { FILTER(<{0}> = ?e) SERVICE ?e { ?s ?p ?o } }",
    "SELECT (SUM(?n) AS ?m) WHERE { { SELECT (1 AS ?n) WHERE { SERVICE <{0}> { ?s ?p ?o } } } }",
    "SELECT (GROUP_CONCAT(IF(EXISTS { SERVICE <{0}> { ?a ?b ?c } }, 'x', 'y')) AS ?m) "
    "WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * WHERE { SERVICE SILENT <{0}> { ?s ?p ?o } } } }",
    "CONSTRUCT WHERE { SERVICE <{0}> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { OPTIONAL { SERVICE <{0}> { ?s ?p ?o } } } ORDER BY ?s LIMIT 1",
    "SELECT * WHERE { << ?a ?b ?c >> ?p ?o . SERVICE <{0}> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE <{0}> { ?s ?p ?o } ",
    "PREFIX SERVICE: <{0}> SELECT * WHERE { SERVICE SERVICE: { ?s ?p ?o } }",
    "PREFIX : <{0}> SELECT * WHERE { SERVICE : { ?s ?p ?o } }",
    "BASE <{0}> SELECT * WHERE { SERVICE <> { ?s ?p ?o } }",
    "ASK from\tnamed\t<{0}> { ?s ?p ?o }",
    "LOAD <{0}> INTO GRAPH <{0}>",
    "\\u004COAD <{0}>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_query_that_reaches_elsewhere_is_refused(client: TestClient, listener, attack: str):
    query = attack.replace("{0}", listener.url)
    for response in (
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query, headers=DIRECT),
        client.post("/sparql", data={"update": query}),
        client.post("/sparql", params={"update": query}, data={"query": "ASK {}"}),
        client.post("/sparql", params={"update": query}, content="ASK {}", headers=DIRECT),
    ):
        assert response.status_code == 400
    update = client.post("/sparql", content=query, headers={"Content-Type": UPDATE})
    assert update.status_code == 415
    assert listener.hits == 0


def test_without_the_endpoint_the_same_queries_do_call_the_listener(listener: Listener):
    store = pyoxigraph.Store()
    thing = pyoxigraph.NamedNode("http://s/")
    store.add(pyoxigraph.Quad(thing, thing, thing))
    called = 0
    for attack in ATTACKS:
        before = listener.hits
        text = attack.replace("{0}", listener.url)
        with suppress(Exception):
            found = store.query(text)
            if not isinstance(found, pyoxigraph.QueryBoolean):
                list(found)
        with suppress(Exception):
            store.update(text)
        called += listener.hits > before
    listener.hits = 0
    assert called > len(ATTACKS) // 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?from WHERE { ?service ?load ?from }",
        'SELECT * WHERE { ?s ?p "SERVICE <http://127.0.0.1/> { } FROM LOAD" }',
        "SELECT * WHERE { ?s ?p '''a \" SERVICE''' } # SERVICE FROM <x>",
        "PREFIX from: <http://load/service> SELECT * WHERE { from:service from:from ?o }",
        "PREFIX : <http://x/> SELECT * WHERE { :service :load :from }",
        "SELECT * WHERE { <http://x/SERVICE> ?p 'x'@from }",
    ],
)
def test_the_words_alone_do_no_harm(client: TestClient, query: str):
    assert client.get("/sparql", params={"query": query}).status_code == 200


def test_the_tree_and_the_words_are_two_guards(monkeypatch):
    """Each refuses what reaches elsewhere without the other."""
    from loaders.server.sparql import guard

    nested = "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <http://x/> { ?a ?b ?c } } }"
    with monkeypatch.context() as patch:
        patch.setattr(guard, "_WORDS", set())
        for attack in ATTACKS:
            with pytest.raises(Refused):
                check(attack.replace("{0}", "http://127.0.0.1/"))
    monkeypatch.setattr(guard, "_walk", lambda _: ())
    with pytest.raises(Refused, match="SERVICE is refused"):
        check(nested)


def test_a_worker_cannot_open_a_socket_even_behind_the_guard(tmp_path: Path, listener):
    """The process gives up its descriptors, so a SERVICE that nobody noticed fails as well."""
    import subprocess
    import sys

    store = pyoxigraph.Store(str(tmp_path / "data"))
    store.flush()
    del store
    script = (
        "import sys, pyoxigraph\n"
        "from loaders.server.sparql.worker import give_up, warm_up\n"
        "store = pyoxigraph.Store.read_only(sys.argv[1])\n"
        "warm_up(store)\n"
        "give_up(256)\n"
        "try:\n"
        "    list(store.query(f'SELECT * WHERE {{ SERVICE <{sys.argv[2]}> {{ ?s ?p ?o }} }}'))\n"
        "except OSError as error:\n"
        "    print('failed', error)\n"
    )
    words = [sys.executable, "-c", script, str(tmp_path / "data"), listener.url]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("failed")
    assert listener.hits == 0


FILES = {
    "list.jsonld": '[{{"@context": [{{}}, "{0}"], "@graph": [{{"@id": "http://s/"}}]}}]',
    "scoped.jsonld": '{{"@context": {{"T": {{"@id": "http://t/", "@context": "{0}"}}}}, '
    '"@type": "T", "q": 1}}',
    "context.jsonld": '{{"@context": "{0}", "@id": "http://s/", "p": "o"}}',
    "import.jsonld": '{{"@context": {{"@version": 1.1, "@import": "{0}"}}, "@id": "http://s/"}}',
    "nested.jsonld": '{{"@context": {{"p": {{"@id": "http://p/", "@context": "{0}"}}}}, '
    '"p": {{"q": 1}}}}',
    "entity.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{0}">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
    '<rdf:Description rdf:about="http://s/"><a:p>&e;</a:p></rdf:Description></rdf:RDF>',
    "dtd.rdf": '<?xml version="1.0"?><!DOCTYPE r SYSTEM "{0}">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "parameter.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % e SYSTEM "{0}"> %e;]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "base.ttl": "@base <{0}> . <x> <p> <o> .",
    "imports.ttl": "@prefix owl: <http://www.w3.org/2002/07/owl#> . <http://o/> a owl:Ontology ; "
    "owl:imports <{0}> .",
    "shapes.ttl": "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://o/> sh:shapesGraph <{0}> .",
    "schema.rdf": '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="{0} {0}" xml:base="{0}"><rdf:Description rdf:about="x"/></rdf:RDF>',
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_points_elsewhere_is_not_followed(tmp_path: Path, capsys, listener, name: str):
    path = tmp_path / name
    path.write_text(FILES[name].format(listener.url), encoding="utf-8")
    store = ["--store", str(tmp_path / "graph.sqlite")]
    for words in (
        ["validate", str(path)],
        ["validate", str(path), "--shacl"],
        ["import", "rdf", str(path), *store],
        ["authority", "import", str(path), "--format", "skos", "--folder", str(tmp_path / "own")],
        ["import", "register", str(path), *store],
    ):
        assert main(words) in (0, 2)
        capsys.readouterr()
    assert listener.hits == 0


_EAD = (
    '<ead xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xlink="http://www.w3.org/1999/xlink">'
    "<archdesc level='fonds'><did><unittitle>{1}</unittitle><extptr xlink:href='{0}'/></did>"
    "<dsc><c level='item'><did><unitid>A-1</unitid><unittitle>某件</unittitle></did></c></dsc>"
    "</archdesc></ead>"
)
_EAC = "<eac-cpf><control><recordId>a</recordId></control><cpfDescription><identity>"
#: Catalogues and authority files whose XML points elsewhere; {0} is the listener's address.
XML_FILES = {
    "entity.xml": '<?xml version="1.0"?><!DOCTYPE ead [<!ENTITY e SYSTEM "{0}">]>'
    + _EAD.replace("{1}", "&e;"),
    "parameter.xml": '<?xml version="1.0"?><!DOCTYPE ead [<!ENTITY % e SYSTEM "{0}"> %e;]>'
    + _EAD.replace("{1}", "某全宗"),
    "dtd.xml": '<?xml version="1.0"?><!DOCTYPE ead PUBLIC "x" "{0}">'
    + _EAD.replace("{1}", "某全宗"),
    "stylesheet.xml": '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{0}"?>'
    + _EAD.replace("{1}", "某全宗"),
    "xinclude.xml": _EAD.replace("{1}", "<xi:include href='{0}'/>"),
    "eac-entity.xml": '<!DOCTYPE eac-cpf [<!ENTITY e SYSTEM "{0}">]>' + _EAC + "<nameEntry>"
    "<part>&e;</part></nameEntry></identity></cpfDescription></eac-cpf>",
    "eac-dtd.xml": '<!DOCTYPE eac-cpf SYSTEM "{0}">'
    + _EAC
    + "</identity></cpfDescription></eac-cpf>",
    "eac-links.xml": _EAC + "<nameEntry><part>某甲</part></nameEntry></identity></cpfDescription>"
    "<sources><source href='{0}'/></sources></eac-cpf>",
}


@pytest.mark.parametrize("name", XML_FILES)
def test_xml_that_points_elsewhere_is_not_followed(
    authority_graph: Path, tmp_path: Path, capsys, listener, name: str
):
    path = tmp_path / name
    path.write_text(XML_FILES[name].replace("{0}", listener.url), encoding="utf-8")
    copyfile(authority_graph, tmp_path / "graph.sqlite")
    store = ["--store", str(tmp_path / "graph.sqlite")]
    for words in (
        ["inspect", str(path)],
        ["build", str(path), *store],
        ["authority", "import", str(path), "--folder", str(tmp_path / "own")],
        ["authority", "import", str(path), "--format", "skos", "--folder", str(tmp_path / "own")],
    ):
        assert main(words) in (0, 1, 2)
        capsys.readouterr()
    assert listener.hits == 0


def test_the_listener_does_count(listener):
    host, port = listener.url.split("/")[2].split(":")
    socket.create_connection((host, int(port))).close()
    for _ in range(100):
        if listener.hits:
            break
        threading.Event().wait(0.02)
    assert listener.hits == 1
    listener.hits = 0
