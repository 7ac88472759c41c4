"""The steps of reading a title, one concept a file, and the registry of their names.

A step is a callable that takes a ``Reading`` and adds to it. ``config.cfg`` puts them together.
"""

from extractors.steps.base import STEPS, Step, register

__all__ = ["STEPS", "Step", "register"]
