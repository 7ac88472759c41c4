"""Readers, the build pipeline, stores, exporters and the command line."""
