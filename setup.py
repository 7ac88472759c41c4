"""Compiles the steps that read titles (``extractors/compiled.py``) where there is a C compiler;
everything else about the installation stands in ``pyproject.toml``.
"""

from __future__ import annotations

import os
import runpy
import shutil
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).parent
#: Commands that need what is compiled; others only ask for the project's name and the like.
BUILDS = {"bdist_wheel", "build", "build_ext", "develop", "editable_wheel", "install"}
NAMES = runpy.run_path(str(ROOT / "extractors" / "compiled.py"))


def extensions() -> list[Extension]:
    """What is to be compiled: nothing where it cannot be, or ``SHIMAI_COMPILED`` is 0."""
    compiler = os.environ.get("CC", "cc").split()[0]
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if os.environ.get(NAMES["VARIABLE"]) == "0" or not BUILDS.intersection(sys.argv):
        return []
    if not shutil.which(compiler) or not header.exists():
        print("没有 C 编译器，较慢。 No C compiler: the steps run from their sources, slower.")
        return []
    from mypyc.build import mypycify

    # What these modules import from other projects counts as untyped: it is not installed here.
    options = ["--config-file=", "--no-site-packages", "--ignore-missing-imports"]
    made = mypycify(
        [*options, *NAMES["COMPILED"]],
        group_name=NAMES["GROUP"],
        target_dir=str(ROOT / "build" / "compiled"),
        debug_level="0",
    )
    for extension in made:
        extension.optional = True
    return made


class Build(build_ext):
    """Says which sources were compiled."""

    def run(self) -> None:
        """Compile, then write the digest of the sources beside them."""
        super().run()
        beside = [Path(self.get_ext_fullpath(e.name)) for e in self.extensions]
        if beside and all(path.exists() for path in beside):
            shared = self.get_ext_fullpath(NAMES["GROUP"] + "__mypyc")
            found = Path(shared).parent / NAMES["DIGEST"]
            found.write_text(NAMES["digest"](ROOT), encoding="ascii")
        elif beside:
            print("编译未成，较慢。 Not compiled: the steps run from their sources, slower.")


sys.path.insert(0, str(ROOT))
os.chdir(ROOT)
setup(ext_modules=extensions(), cmdclass={"build_ext": Build})
