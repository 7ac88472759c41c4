"""The SPARQL endpoint: the query is checked, then answered in a process of its own that has no
network, little memory, and not much time."""
