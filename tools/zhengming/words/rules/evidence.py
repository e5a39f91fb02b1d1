"""Rules about what stands behind entries: sources, law texts, traditional forms."""

from __future__ import annotations

from zhengming.words.compile import to_traditional
from zhengming.words.rules.claims import cited
from zhengming.words.rules.links import Found
from zhengming.words.rules.registry import Whole, glossary_rule


@glossary_rule("source-listed")
def source_listed(whole: Whole) -> Found:
    """Every source an entry names is in sources.toml."""
    for key, filed in whole.entries.items():
        for path, source in cited(filed.term):
            if source not in whole.vocabulary.sources:
                yield key, path, f"{source!r} is not in sources.toml"


@glossary_rule("source-used")
def source_used(whole: Whole) -> Found:
    """Every source in sources.toml is named by an entry, and says when and how it was read."""
    used = {source for filed in whole.entries.values() for _, source in cited(filed.term)}
    used |= {revision.source for revision in whole.vocabulary.revisions.values()}
    for key, record in whole.vocabulary.sources.items():
        if key not in used:
            yield "", (key,), f"[{key}] is used by no entry"
        if not record.consulted or record.how not in ("full text", "excerpt", "reported by"):
            yield (
                "",
                (key,),
                f"[{key}] needs consulted (a date) and how (full text, excerpt, reported by)",
            )


@glossary_rule("law-text")
def law_text(whole: Whole) -> Found:
    """A law reference names an article that exists in that version, and its string stands there."""
    if whole.statutes is None:
        return
    for key, filed in whole.entries.items():
        for at, law in enumerate(filed.term.laws):
            if law.verified and law.quote_check and (fault := whole.statutes.fault(law)):
                yield key, ("law", at), fault


@glossary_rule("law-superseded")
def law_superseded(whole: Whole) -> Found:
    """A reference to a text that has been revised since says so, with the date."""
    known = {revision.law: revision for revision in whole.vocabulary.revisions.values()}
    for key, filed in whole.entries.items():
        for at, law in enumerate(filed.term.laws):
            if not law.verified:
                continue
            revision = known.get(law.instrument)
            date = revision.date if revision else ""
            if whole.statutes:
                date = max(date, whole.statutes.later_version(law))
            older = law.text_version == "undated" or law.text_version < date
            if date and older and law.superseded is None and law.relation != "introduced":
                yield key, ("law", at), f"{law.instrument} was revised ({date}): add superseded"


@glossary_rule("traditional")
def traditional(whole: Whole) -> Found:
    """A traditional form is given only where the converter errs, and a remark says why."""
    given = [(key, filed) for key, filed in whole.entries.items()]
    forms = to_traditional([filed.term.hans for _, filed in given])
    for at, (key, filed) in enumerate(given):
        for name, variant in (("hant_tw", "tw"), ("hant_hk", "hk")):
            own, converted = getattr(filed.term, name), forms[variant][at]
            if own and own == converted:
                yield key, (name,), "the converter writes the same; delete it"
            elif own and converted and not filed.term.remark:
                yield key, (name,), f"the converter writes {converted}: say in remark why it errs"


@glossary_rule("simplified")
def simplified(whole: Whole) -> Found:
    """The Chinese of an entry is in simplified script."""
    from zhengming.text.script import to_hans

    pairs = [
        (key, surface) for key, filed in whole.entries.items() for surface in filed.term.surfaces()
    ]
    converted = to_hans("\n".join(surface for _, surface in pairs), "hant").split("\n")
    for (key, surface), plain in zip(pairs, converted, strict=True):
        if surface != plain:
            yield key, ("hans",), f"{surface} is not simplified throughout: write {plain}"
