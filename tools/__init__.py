"""Helpers for building and testing; no part of the installed package."""
