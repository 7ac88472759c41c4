"""The answer table of the date reader and its test."""
