"""The Java and the jars that the server needs: what is there, and how the jars are fetched once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
DEFAULT_CACHE = HERE.parents[1] / ".cache" / "neo4j-server"
JAVA_MINIMUM = 17
MAVEN_SECONDS = 1800


class Neo4jUnavailable(RuntimeError):
    """No server can be had on this machine (no Java, no jars); tests may skip with the reason."""


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
