"""``shimai serve``: the graph on the web, read only: pages and data of things, SPARQL, OpenRefine
reconciliation, OAI-PMH."""
