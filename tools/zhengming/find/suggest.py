"""English for a possible new term, composed from what the glossary has; never invented."""

from __future__ import annotations

from zhengming.base.findings import Suggestion
from zhengming.words.glossary import Glossary


class Suggester:
    """Suggestions that rest on entries of a glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def suggest(self, term: str) -> tuple[Suggestion, ...]:
        """Return suggestions for a term, best first; none where nothing supports one."""
        del term
        return ()
