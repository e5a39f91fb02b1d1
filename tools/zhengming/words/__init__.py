"""The glossary: its files, layers, rules and decisions."""
