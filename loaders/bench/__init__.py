"""Measurements that the documents show, each printed by ``shimai bench``."""
