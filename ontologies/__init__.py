"""The OWL file, the JSON-LD context, and the tables behind them. Data only; ``shimai ontology``
writes the first two."""
