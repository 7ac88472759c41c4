"""What a step is, and the registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.reading import Reading

Step = Callable[[Reading], None]


def apply(step: Step, readings: Sequence[Reading]) -> None:
    """Run a step on many titles: by its ``read_all`` where it has one. Of a long text its pieces
    are given (``extractors/pieces.py``).
    """
    read_all = getattr(step, "read_all", None)
    if read_all is not None:
        read_all(readings)
        return
    for reading in readings:
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
