"""
One entry of the glossary as the rest of the program sees it.

`Term` is the whole entry; its parts mirror the tables of the TOML file (see `words.entryfile`, the
only code that knows that layout). An absent value is an empty string, an empty tuple or None: an
empty field is correct, a plausible one is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["term", "name", "office", "measure", "offence", "abbreviation", "slogan", "title"]
Scope = Literal["national", "province", "city", "county"]
Tone = Literal[
    "neutral", "legal", "bureaucratic", "official-slogan", "euphemism", "stigmatising", "critical"
]
Use = Literal["preferred", "accepted", "avoid"]
Origin = Literal[
    "prc",
    "un",
    "government",
    "scholarship",
    "ngo",
    "press",
    "statute-translation",
    "descriptive",
    "literal",
    "ours",
]
Claim = Literal["document", "source", "unknown"]
Relation = Literal["names", "defines", "authorises", "limits", "punishes", "introduced", "repeals"]
Status = Literal["draft", "reread", "expert-checked", "disputed"]

UNSOURCED_ORIGINS: tuple[Origin, ...] = ("descriptive", "literal", "ours")


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and where in it: `id` in sources.toml, `at` a locator, `how` it was read."""

    id: str
    at: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a local name belongs."""

    hans: str
    en: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One English rendering and whose it is."""

    term: str
    use: Use
    origin: Origin | None = None
    pos: str = ""
    abbr: str = ""
    used_by: tuple[str, ...] = ()
    first: str = ""
    why: str = ""
    purpose: str = ""
    note: str = ""
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class InForce:
    """What is known about whether a text still stands."""

    as_of: str = ""
    certainty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A later revision that is known to have replaced the text that was read."""

    date: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A provision: the version that was read, the article, and a short string that stands there."""

    instrument: str
    relation: Relation
    text_version: str = ""
    article: str = ""
    quote_check: str = ""
    in_force: InForce | None = None
    superseded: Superseded | None = None
    verified: bool = True
    note: str = ""
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """An international norm that the thing touches, and the authority that has said so."""

    instrument: str
    issue: str
    provision: str = ""
    prc_status: str = ""
    body: str = ""
    document: str = ""
    paragraph: str = ""
    note: str = ""
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Confusable:
    """A neighbour that is easily taken for this term."""

    id: str
    hans: str
    difference: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """One part of a slogan or abbreviation; `claim` says who spells it out."""

    hans: str = ""
    group: str = ""
    n: int = 0
    en: str = ""
    gloss: str = ""
    variants: tuple[str, ...] = ()
    claim: Claim = "unknown"
    note: str = ""
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Attestation:
    """Where the term was seen, as written, how often."""

    source: str
    form: str
    count: int = 0
    date: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated fact of a term's history."""

    date: str = ""
    what: str = ""
    certainty: str = ""
    note: str = ""
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """When the thing began and ended, and what followed it."""

    first_known: Dated | None = None
    start: Dated | None = None
    end: Dated | None = None
    successor: Dated | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """How far the entry has been checked, and what its writer is unsure of."""

    status: Status = "draft"
    reader: str = ""
    facts_as_of: str = ""
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A whole entry. `id` is permanent; `layer` names the words it came from ("shipped", "yours", …)."""

    id: str
    category: str
    hans: str
    pinyin: str
    type: Kind
    scope: Scope
    definition: str
    renderings: tuple[Rendering, ...]
    short: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    hant_tw: str = ""
    hant_hk: str = ""
    place: Place | None = None
    tone: tuple[Tone, ...] = ()
    note: str = ""
    significance: str = ""
    related: tuple[str, ...] = ()
    familiar: bool = False
    remark: str = ""
    laws: tuple[Law, ...] = ()
    rights: tuple[Right, ...] = ()
    confusables: tuple[Confusable, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    attested: tuple[Attestation, ...] = ()
    history: History | None = None
    review: Review = field(default_factory=Review)
    layer: str = "shipped"

    def surfaces(self) -> tuple[str, ...]:
        """Every spelling that matches in a text: headword, short forms, further forms."""
        return tuple(dict.fromkeys((self.hans, *self.short, *self.forms)))

    def preferred(self) -> tuple[Rendering, ...]:
        """The preferred renderings, one per part of speech."""
        return tuple(r for r in self.renderings if r.use == "preferred")

    def suggestible(self) -> tuple[Rendering, ...]:
        """Renderings that may be offered to a translator: never an avoided one."""
        return tuple(r for r in self.renderings if r.use != "avoid")
