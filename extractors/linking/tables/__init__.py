"""Tables of the linker, as data."""
