"""
The page on which a reader settles the doubts of a conversion: `render_doubts`.

Both scripts side by side, line by line; every doubtful character can be reached by keyboard, shows
its other forms and why, and takes a choice. The choices are saved as the file that
`zhengming convert --choices` reads. One file, no server, nothing loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from zhengming.base.findings import Doubt
from zhengming.publish.pages.frame import chips, data_block, render
from zhengming.publish.phrases import LANGUAGE
from zhengming.text.script import Conversion
from zhengming.text.script.choices import name_of

AROUND = 4
SAY = {
    "title": "Doubts of a conversion",
    "asked": "questions for you",
    "noted": "worth knowing",
    "settled": "settled",
    "save": "Save your choices",
    "next": "Next question (n)",
    "before": "The one before (p)",
    "only": "Questions only",
    "here": "here",
    "document": "everywhere in this document",
    "always": "always, in every document",
    "keep": "keep",
    "how": (
        "A solid line marks a question only a reader can answer; a dotted line marks a choice that the "
        "words around it, a rule or a correction made. Tab or n goes to the next, Enter opens it. Saved "
        "choices are applied by: zhengming convert FILE --to … --choices choices.json"
    ),
    "written": "as written",
    "converted": "converted",
    "more": "more places are not shown here; the report in .jsonl lists them all",
    "none": "Nothing here is doubtful.",
}


def render_doubts(parts: Sequence[Conversion], *, name: str = "", most: int = 5000) -> str:
    """
    Draw the page for a conversion given in parts; at most `most` doubts, the open ones first.

    Lines without a doubt are left out, so that a long document stays readable.
    """
    document = name_of("".join(p.original for p in parts))
    rows, cards, left_out = _rows(parts, most)
    source, target = parts[0].source, parts[0].target
    return render(
        "doubts.html",
        styles=("style/common.css", "style/doubts.css"),
        scripts=("script/common.js", "script/doubts.js"),
        words=SAY,
        name=name,
        rows=rows,
        left_out=left_out,
        asked=sum(c["tier"] == "ask" for c in cards),
        noted=sum(c["tier"] == "note" for c in cards),
        from_language=LANGUAGE.get(source, "zh"),
        to_language=LANGUAGE.get(target, "zh"),
        data=data_block({"doubts": cards, "document": document, "say": SAY}),
    )


def _rows(
    parts: Sequence[Conversion], most: int
) -> tuple[list[tuple[int, Markup, Markup]], list[dict[str, object]], int]:
    """Lines with doubts: (line number, as written, converted with marks); and the doubts as data."""
    rows: list[tuple[int, Markup, Markup]] = []
    cards: list[dict[str, object]] = []
    offset, line, left_out = 0, 1, 0
    for part in parts:
        doubts = list(part.doubts)
        for start, end in _lines(part.original):
            here = [d for d in doubts if start <= d.start < end]
            room = max(0, most - len(cards))
            left_out += max(0, len(here) - room)
            here = here[:room]
            if here:
                marked = _mark(part, start, end, here, len(cards))
                rows.append((line, chips(part.original[start:end].rstrip("\n")), marked))
                cards += [_card(part.original, d, offset) for d in here]
            doubts = doubts[len(here) :] if here else doubts
            line += part.original.endswith("\n", start, end)
        offset += len(part.original)
    return rows, cards, left_out


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a text as spans; a very long line goes in stretches."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        end = min(end, at + 2000)
        yield at, end
        at = end


def _mark(part: Conversion, start: int, end: int, doubts: list[Doubt], first: int) -> Markup:
    """Wrap every doubtful stretch of the converted line in a button."""
    pieces: list[Markup] = []
    at = start
    for number, doubt in enumerate(doubts, first):
        pieces.append(chips(_between(part, at, doubt.start)))
        pieces.append(
            Markup('<button type="button" class="doubt {}" data-n="{}">{}</button>').format(
                doubt.tier, number, escape(doubt.chosen)
            )
        )
        at = doubt.end
    pieces.append(chips(_between(part, at, end).rstrip("\n")))
    return Markup("").join(pieces)


def _between(part: Conversion, start: int, end: int) -> str:
    if end <= start:
        return ""
    left, right = part.alignment.to_output(start, end)
    return part.text[left:right]


def _card(text: str, doubt: Doubt, offset: int) -> dict[str, object]:
    return {
        "start": doubt.start + offset,
        "surface": doubt.surface,
        "chosen": doubt.chosen,
        "alternatives": list(doubt.alternatives),
        "tier": doubt.tier,
        "why": doubt.why,
        "before": text[max(0, doubt.start - AROUND) : doubt.start],
        "after": text[doubt.end : doubt.end + AROUND],
    }
