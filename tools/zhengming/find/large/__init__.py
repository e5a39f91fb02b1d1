"""Extraction from collections of any size, in bounded memory: `scale.extract_large`."""
