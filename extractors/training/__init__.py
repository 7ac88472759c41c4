"""How the tagger is made: titles from a grammar, and the training."""
