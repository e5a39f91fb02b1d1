"""
What importing would do, before it does anything: `make_plan`, then `carry_out`.

Nothing is merged silently. A term that the glossary lacks becomes a draft; one that it has with the
same English is left; one that differs is a conflict with both sides shown, or, when asked to update,
a change to review. Everything is written to the user's own words, with where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from zhengming.base.delivery import write_text
from zhengming.base.entry import Rendering, Term
from zhengming.base.errors import Usage
from zhengming.base.places import user_words_dir
from zhengming.text.hanzi import fold
from zhengming.words.compare import Change, compare_fields, compare_renderings
from zhengming.words.draft import draft_term
from zhengming.words.entryfile import format_entry
from zhengming.words.glossary import Glossary
from zhengming.words.importing.incoming import English, Incoming
from zhengming.words.rules.claims import CONTROL

Kind = Literal["new", "same", "change", "conflict", "refused"]


@dataclass(frozen=True, slots=True)
class Step:
    """
    What happens to one incoming term.

    `term` is the entry that would be written (new, change), `ours` the one that is there, `why`
    says in a sentence what stands against it.
    """

    kind: Kind
    incoming: Incoming
    term: Term | None = None
    ours: Term | None = None
    changes: tuple[Change, ...] = ()
    why: str = ""


def make_plan(
    incoming: Iterable[Incoming], glossary: Glossary, *, update: bool = False
) -> list[Step]:
    """Say for every incoming term what would be done with it; nothing is written."""
    taken: set[str] = set()
    steps = []
    for term, rival in _gather(incoming):
        step = _step(term, glossary, taken, update=update)
        if rival is not None and step.kind != "refused":
            why = f"stands differently at {rival.where}: {rival.said()}"
            step = Step("conflict", term, ours=step.ours, why=why)
        if step.kind == "new" and step.term:
            taken.add(step.term.id)
        steps.append(step)
    return steps


def _gather(incoming: Iterable[Incoming]) -> list[tuple[Incoming, Incoming | None]]:
    """
    Put the lines of one term together where the file ranks nothing (a list), else set them against
    each other: (term, the other line that contradicts it). Of two that differ, neither is taken.
    """
    first: dict[str, Incoming] = {}
    rivals: list[tuple[Incoming, Incoming]] = []
    against: dict[str, Incoming] = {}
    for term in incoming:
        key = f"{term.id}\t{fold(term.hans)}"
        held = first.get(key)
        if held is None:
            first[key] = term
        elif not _ranked(term) and not _ranked(held):  # a list: one line a spelling and rendering
            english = dict.fromkeys((*held.english, *term.english))
            first[key] = replace(held, english=tuple(english))
        elif (held.hans, held.english, held.texts) != (term.hans, term.english, term.texts):
            rivals.append((term, held))
            against.setdefault(key, term)
    lone = [(term, against.get(key)) for key, term in first.items()]
    return [*lone, *rivals]


def _ranked(term: Incoming) -> bool:
    return any(english.use for english in term.english)


def _step(term: Incoming, glossary: Glossary, taken: set[str], *, update: bool) -> Step:
    if fault := _fault(term):
        return Step("refused", term, why=fault)
    ours, why = _find(term, glossary)
    if why:
        return Step("conflict", term, why=why)
    if ours is None:
        try:
            return Step("new", term, term=_draft(term, glossary, taken))
        except Usage as error:
            return Step("refused", term, why=error.cause)
    theirs = _merge(ours, term)
    changes = (*compare_renderings(ours, theirs), *compare_fields(ours, theirs))
    if not changes:
        return Step("same", term, ours=ours)
    if not update:
        return Step("conflict", term, ours=ours, changes=changes, why="differs from the entry here")
    if ours.layer not in ("shipped", "yours"):
        return Step("conflict", term, ours=ours, changes=changes, why=f"belongs to “{ours.layer}”")
    return Step("change", term, term=_sign(theirs, term), ours=ours, changes=changes)


def _fault(term: Incoming) -> str:
    for said in (term.hans, *(e.term for e in term.english), *term.texts.values()):
        if bad := CONTROL.search(said.replace("\t", " ").replace("\r\n", "\n")):
            return f"holds U+{ord(bad[0]):04X}, a character that no one can see"
    return ""


def _find(term: Incoming, glossary: Glossary) -> tuple[Term | None, str]:
    """Find the entry that is meant: by its id with one of its spellings, else by spelling alone."""
    if term.id in glossary.terms:
        named = glossary.terms[term.id]
        if fold(term.hans) in {fold(s) for s in named.surfaces()}:
            return named, ""
    senses = _senses(term.hans, glossary)
    if len(senses) > 1:
        english = {_plain(e.term) for e in term.english}
        fitting = [s for s in senses if english & {_plain(r.term) for r in s.renderings}]
        if len(fitting) != 1:
            names = ", ".join(s.id for s in senses)
            return None, f"several entries have this spelling: {names}"
        senses = tuple(fitting)
    return (senses[0] if senses else None), ""


def _senses(hans: str, glossary: Glossary) -> Sequence[Term]:
    exact = glossary.senses(hans)
    heads = [term for term in exact if fold(term.hans) == fold(hans)]
    return heads or exact


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _draft(term: Incoming, glossary: Glossary, taken: set[str]) -> Term:
    from zhengming.text.script import to_hans

    hans = to_hans(term.hans, "hant")
    known = {c.en.casefold(): c.id for c in glossary.categories.values()} | {
        c: c for c in glossary.categories
    }
    draft = draft_term(
        hans,
        glossary,
        pinyin=term.texts.get("pinyin", ""),
        definition=_block(term.texts.get("definition", "")),
        note=_block(term.texts.get("note", "")),
        category=known.get(term.texts.get("category", "").casefold(), ""),
        taken=taken,
    )
    others = (term.hans,) if term.hans != hans and fold(term.hans) != fold(hans) else ()
    filled = replace(
        draft,
        renderings=_renderings(term.english),
        short=term.short or (),
        forms=(*(term.forms or ()), *others),
        significance=_block(term.texts.get("significance", "")),
    )
    return _sign(filled, term)


def _renderings(english: Sequence[English]) -> tuple[Rendering, ...]:
    """Turn English as it came into renderings: nobody's but ours until a source is named."""
    ranked = any(e.use for e in english)
    made: list[Rendering] = []
    for at, e in enumerate(english):
        use = e.use or ("accepted" if ranked or at else "preferred")
        if use == "preferred" and any(r.use == "preferred" for r in made):
            use = "accepted"
        why = "Marked so in the file it came from." if use == "avoid" else ""
        made.append(Rendering(e.term, use, None if use == "avoid" else "ours", why=why))
    return tuple(made)


def _sign(term: Term, incoming: Incoming) -> Term:
    """Keep where it came from, in `remark` (no export shows it); nobody has reread what is new."""
    came = f"Taken in from {incoming.file}, line {incoming.line}."
    review = replace(term.review, status="draft", reader="")
    return replace(term, remark=f"{term.remark} {came}".strip(), review=review)


def _block(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _merge(ours: Term, term: Incoming) -> Term:
    """Lay what the file says over our entry; what it does not mention stays."""
    merged = replace(ours, renderings=_lay_over(ours.renderings, term.english))
    for key in ("definition", "note", "significance", "pinyin"):
        said = term.texts.get(key, "")
        if said and _plain(said) != _plain(getattr(ours, key)):
            merged = replace(merged, **{key: _block(said)})  # type: ignore[arg-type]
    if term.forms is not None and set(term.forms) - set(ours.surfaces()):
        new = tuple(f for f in term.forms if f not in ours.surfaces())
        merged = replace(merged, forms=(*ours.forms, *new))
    if term.short is not None and set(term.short) - set(ours.surfaces()):
        new = tuple(f for f in term.short if f not in ours.surfaces())
        merged = replace(merged, short=(*ours.short, *new))
    return merged


def _lay_over(ours: Sequence[Rendering], theirs: Sequence[English]) -> tuple[Rendering, ...]:
    """
    Lay the file's English over ours.

    English that we lack is added. A file that ranks says which is best: what was preferred and is
    not among its best any more becomes accepted, and a single new one takes its part of speech.
    """
    best = [e.term for e in theirs if e.use == "preferred"]
    kept = {_plain(e) for e in best}
    demoted = [r for r in ours if best and r.use == "preferred" and _plain(r.term) not in kept]
    held = {_plain(r.term): r for r in ours}
    laid = [_ranked_anew(r, kept, demoted) for r in ours]
    for english in theirs:
        if _plain(english.term) in held:
            continue
        pos = demoted[0].pos if english.term in best and len(demoted) == 1 else ""
        free = not any(r.use == "preferred" and r.pos == pos for r in laid)
        use = english.use or "accepted"
        use = "accepted" if use == "preferred" and not free else use
        why = "Marked so in the file it came from." if use == "avoid" else ""
        laid.append(Rendering(english.term, use, None if why else "ours", pos=pos, why=why))
    return tuple(laid)


def _ranked_anew(rendering: Rendering, kept: set[str], demoted: Sequence[Rendering]) -> Rendering:
    if rendering in demoted:
        return replace(rendering, use="accepted")
    if _plain(rendering.term) in kept and rendering.use == "accepted":
        return replace(rendering, use="preferred") if len(demoted) else rendering
    return rendering


def carry_out(
    steps: Iterable[Step], folder: Path | None = None
) -> tuple[list[Path], list[tuple[Step, Path]]]:
    """
    Write the new and changed entries among the user's own words.

    Returns the files written, and the steps left undone because their file is there already:
    only the very entry that a change was made from is written over.
    """
    root = (folder or user_words_dir()) / "terms"
    written: list[Path] = []
    left: list[tuple[Step, Path]] = []
    for step in steps:
        term = step.term
        if term is None or step.kind not in ("new", "change"):
            continue
        _check_name(term)
        path = root / term.category / f"{term.id}.toml"
        if path.exists() and not (step.ours and step.ours.layer == "yours"):
            left.append((step, path))
            continue
        write_text(path, format_entry(replace(term, layer="yours")))
        written.append(path)
    return written, left


def _check_name(term: Term) -> None:
    for name in (term.id, term.category):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise Usage("is not a name for a file", where=name)


def count_steps(steps: Iterable[Step]) -> Mapping[Kind, int]:
    """Count what would be done, by kind."""
    counts: dict[Kind, int] = {"new": 0, "change": 0, "same": 0, "conflict": 0, "refused": 0}
    for step in steps:
        counts[step.kind] += 1
    return counts
