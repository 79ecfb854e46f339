"""The tables, one file per feature."""
