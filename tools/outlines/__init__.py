"""Schematic outlines of provinces, drawn from the county seats of the authority table."""
