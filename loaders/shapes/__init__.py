"""What an export must look like: rules as data, written as SHACL shapes and checked while
streaming."""

from loaders.shapes.rules import Rule, Severity, Shape, shapes

__all__ = ["Rule", "Severity", "Shape", "shapes"]
