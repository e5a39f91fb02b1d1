"""The text runs of each file format, one module a format."""
