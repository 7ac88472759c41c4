"""A character tagger (CRF) trained on made titles, with what the other steps found as features."""
