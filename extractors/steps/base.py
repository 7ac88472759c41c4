"""What a step is, and the registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.pieces import parts
from extractors.reading import Reading

Step = Callable[[Reading], None]


def apply(step: Step, readings: Sequence[Reading]) -> None:
    """Run a step on many titles, and on the pieces of long texts: by its ``read_all`` where it has
    one.
    """
    listed = list(parts(readings))
    read_all = getattr(step, "read_all", None)
    if read_all is not None:
        read_all(listed)
        return
    for reading in listed:
        step(reading)


#: Name → function that makes the step.
STEPS: dict[str, Callable[[], Step]] = {}


def register(name: str) -> Callable[[Callable[[], Step]], Callable[[], Step]]:
    """Enter a step's maker under a name; a name can be taken once."""

    def enter(maker: Callable[[], Step]) -> Callable[[], Step]:
        if name in STEPS:
            raise ValueError(f"step {name!r} is registered already")
        STEPS[name] = maker
        return maker

    return enter
