"""The domain model: schema, ids, dates, records, mentions, claims and access levels.

This room knows nothing of files, databases or spaCy; every other room may import it.
"""
