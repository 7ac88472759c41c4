"""Makes and checks the baked tables of the Chinese lunisolar calendar."""
