"""OAI-PMH 2.0: records for harvesters, as Dublin Core and as RiC-O."""
