"""
The words that people read: every label and sentence of pages, workbooks and term lists.

Everyday words only. The terms of the field (see the list in `tests/publish/test_phrases.py`) stay
in the code; nobody has to know them to use a page. Keys are the values that stand in entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `zhengming lookup` takes its words from here and has no time for more
    from zhengming.base.entry import Rendering, Term

PROGRAM = "Zhengming"
MOTTO = "calling things by their right names"

NO_EXPERT = (
    "No human expert has checked these entries. They were written and read with the help of a "
    "program, from the sources they name. Check whatever you rely on."
)
SOME_EXPERT = (
    "Entries marked “checked by an expert” were read by a person with the competence. "
    "No human expert has checked the others: check whatever you rely on."
)
REPORT_ERROR = (
    "Found an error? Open the entry, choose “Copy error report”, add what is wrong and where you read "
    "it, and send it to whoever gave you this page or to the project that keeps the words. The report "
    "names the entry and its version, nothing from your documents."
)
DO_NOT_TRANSLATE = (
    "Please do not let the browser translate this page: that would send its text to a company's "
    "servers. Everything here stays on your machine."
)
NOT_REVIEWED = (
    "The program noticed these in your documents. Nobody has reviewed them; any English here is a "
    "guess put together from reviewed words, with what it rests on. Decide in the workbook "
    "(glossary.xlsx), then let the program take it back."
)
PERSONS_LEFT_OUT = "Names of persons recognised, kept apart and left out of every term list: {n}."
WORDS_LICENCE = "Words: CC BY 4.0."
LICENCE = f"{WORDS_LICENCE} Your documents stay yours."

ORIGIN: Mapping[str, str] = {
    "prc": "used by the Chinese authorities",
    "un": "used by the United Nations",
    "government": "used by a foreign government",
    "scholarship": "used by scholars",
    "ngo": "used by rights organisations",
    "press": "used by the press",
    "statute-translation": "from a translation of the law",
    "descriptive": "says what it is; no source",
    "literal": "word for word; no source",
    "ours": "our own rendering; no source",
}
STATUS: Mapping[str, str] = {
    "draft": "draft, read only by its writer",
    "reread": "read again by a second reader",
    "expert-checked": "checked by an expert",
    "disputed": "disputed: sources disagree",
}
STATUS_SHORT: Mapping[str, str] = {
    "draft": "draft",
    "reread": "read again",
    "expert-checked": "expert-checked",
    "disputed": "disputed",
}
SCOPE: Mapping[str, str] = {
    "national": "whole country",
    "province": "one province",
    "city": "one city",
    "county": "one county",
}
TYPE: Mapping[str, str] = {
    "term": "term",
    "name": "name",
    "office": "office or body",
    "measure": "measure",
    "offence": "offence",
    "abbreviation": "abbreviation",
    "slogan": "slogan",
    "title": "title of a document",
}
TONE: Mapping[str, str] = {
    "neutral": "neutral",
    "legal": "legal",
    "bureaucratic": "bureaucratic",
    "official-slogan": "official slogan",
    "euphemism": "euphemism",
    "stigmatising": "stigmatising",
    "critical": "critical",
}
USE: Mapping[str, str] = {"preferred": "best", "accepted": "also used", "avoid": "avoid"}
RELATION: Mapping[str, str] = {
    "names": "names it",
    "defines": "defines it",
    "authorises": "allows it",
    "limits": "limits it",
    "punishes": "punishes it",
    "introduced": "introduced it",
    "repeals": "ended it",
}
CLAIM: Mapping[str, str] = {
    "document": "spelled out in a document",
    "source": "spelled out by a source",
    "unknown": "nobody we read spells it out",
}
PURPOSE: Mapping[str, str] = {
    "report": "for a report",
    "un-submission": "for a submission to the United Nations",
    "sworn": "for a sworn translation",
}
SCRIPT: Mapping[str, str] = {
    "hans": "simplified",
    "hant": "traditional",
    "tw": "traditional (Taiwan)",
    "hk": "traditional (Hong Kong)",
    "mixed": "both scripts mixed",
    "none": "no Chinese text",
}
LANGUAGE: Mapping[str, str] = {
    "hans": "zh-Hans",
    "hant": "zh-Hant",
    "tw": "zh-Hant-TW",
    "hk": "zh-Hant-HK",
    "mixed": "zh",
    "none": "und",
}
KIND_OF_TEXT: Mapping[str, str] = {
    "mainland": "mainland wording",
    "regional": "written in Taiwan or Hong Kong wording",
    "machine-localised": "this text looks machine-converted for readers in Taiwan or Hong Kong",
}
LOCALISED = "This text looks machine-converted for readers in Taiwan or Hong Kong"
MARKED: Mapping[str, str] = {
    "inserted": "inserted in the file",
    "deleted": "deleted in the file",
    "hidden": "hidden in the file",
    "comment": "a comment in the file",
    "header": "running header",
    "ruby": "small reading beside the text",
}
LAYER_SHIPPED = "shipped with the program"

NO_ENGLISH = "no English yet"


def whose(rendering: Rendering) -> str:
    """
    Say in one phrase whose rendering it is.

    >>> from zhengming.base.entry import Rendering
    >>> whose(Rendering("house arrest", "accepted", "press", used_by=("A Daily",)))
    'used by the press: A Daily'
    """
    phrase = ORIGIN[rendering.origin] if rendering.origin else ""
    users = ", ".join(rendering.used_by)
    return ": ".join(part for part in (phrase, users) if part)


READER: Mapping[str, str] = {"program": " (a program)", "person": " (a person)"}


def checked(term: Term) -> str:
    """
    Say how far an entry was checked and, where a second reader went through it, who that was.

    A program that reads again is no expert, so the two are never told alike.
    """
    review = term.review
    reader = READER.get(review.reader, "") if review.status == "reread" else ""
    return STATUS[review.status] + reader


UNSOURCED: Mapping[str, str] = {
    "ours": "our own rendering",
    "literal": "word-for-word rendering",
    "descriptive": "descriptive rendering",
}


def unsourced(rendering: Rendering) -> str:
    """Say that a rendering is nobody's but ours, or nothing where it is someone's."""
    return UNSOURCED.get(rendering.origin or "", "")


def caution(term: Term, rendering: Rendering | None = None) -> str:
    """
    Warn, wherever a rendering travels alone, that it is a draft, our own, or word for word.

    Empty where an entry was read again and the rendering is someone's.
    """
    parts = []
    if term.review.status == "draft":
        parts.append("draft entry, not read again")
    elif term.review.status == "disputed":
        parts.append("disputed")
    if rendering is not None:
        parts.append(unsourced(rendering))
    return "; ".join(part for part in parts if part)


def one_line(text: str) -> str:
    """Join lines into one, for places where a line break would cut a field."""
    return " ".join(text.split())


def comment(term: Term, rendering: Rendering | None = None, *, form: str = "") -> str:
    """
    Write the one-line comment that goes with a rendering in every flat list.

    Order: what to be careful of, whose it is, what the spelling is short for, what to avoid.
    """
    parts = [caution(term, rendering)]
    if rendering is not None:
        if not unsourced(rendering):
            parts.append(whose(rendering))
        if rendering.purpose:
            parts.append(PURPOSE.get(rendering.purpose, rendering.purpose))
        if rendering.pos:
            parts.append(rendering.pos)
    if form and form in term.short:
        parts.append(f"short for {term.hans}")
    parts.append(term.pinyin)
    if term.place is not None:
        parts.append(f"{SCOPE[term.scope]}: {term.place.en}")
    avoided = [
        f"avoid: {r.term}" + (f" ({r.why})" if r.why else "")
        for r in term.renderings
        if r.use == "avoid"
    ]
    return one_line(" | ".join(part for part in (*parts, *avoided) if part))


PAGE: Mapping[str, str] = {
    "glossary": "Glossary",
    "terms": "Terms",
    "possible": "Possible new terms",
    "documents": "Documents",
    "about": "About and files",
    "skip": "Skip to the content",
    "search": "Search",
    "search_hint": "维稳 · 維穩 · weiwen · stability",
    "search_help": "Chinese in either script, pinyin with or without tones, or English",
    "category": "Category",
    "scope": "Where it applies",
    "status": "How far checked",
    "document": "Document",
    "order": "Order",
    "any": "all",
    "by_count": "most often found",
    "by_pinyin": "by pinyin",
    "by_category": "by category",
    "reset": "Clear",
    "no_hit": "Nothing fits. Try fewer letters, or clear the filters.",
    "shown": "{n} of {all} terms",
    "choose": "Choose a term on the left to read its entry.",
    "back": "Back to the list",
    "noscript": "JavaScript is off: you see the lists only. Whole entries stand in glossary.xlsx.",
    "dismiss": "Understood",
    "english": "English",
    "avoid": "Avoid",
    "first": "At first mention",
    "short_for_it": "Short forms",
    "other_forms": "Other spellings",
    "abbr": "abbreviated",
    "what": "What it is",
    "translator": "For the translator",
    "practice": "What it means in practice",
    "spelled_out": "Spelled out",
    "also_spelled": "also written",
    "unknown_part": "not known",
    "law": "In law",
    "law_version": "text of",
    "law_as_of": "in force as of",
    "law_superseded": "replaced by a later text on",
    "law_unverified": "not checked against the text of the law",
    "right": "International norms",
    "confusable": "Not to be confused with",
    "related": "See also",
    "history": "History",
    "first_known": "first seen",
    "from": "since",
    "to": "until",
    "successor": "followed by",
    "attested": "Also seen in",
    "times": "{n} times",
    "unsure": "What the writer was not sure of",
    "sources": "Sources",
    "no_english": "no English yet",
    "yours": "From your own words ({layer}). The entry shipped with the program differs:",
    "yours_over": "From your own words ({layer}). The entry under it, in “{under}”, differs:",
    "layer": "From",
    "checked": "How far checked",
    "facts_as_of": "Facts as of",
    "entry_name": "Name of the entry",
    "found_in": "Found in",
    "where": "Where in the document",
    "as_table": "The same as a table",
    "place": "Place",
    "paragraph": "Paragraph",
    "page": "Page",
    "how_far": "How far in",
    "as_written": "As written",
    "passages": "Passages",
    "more_passages": "{n} more stand in the reading copies.",
    "repeated": "in a part that repeats an earlier one or belongs to the web page; not counted",
    "copy_quotation": "Copy quotation",
    "copy_report": "Copy error report",
    "copied": "Copied.",
    "not_copied": "The browser did not allow copying. Mark the text and copy it yourself.",
    "read_there": "Read there",
    "full_entry": "Whole entry",
    "close": "Close",
    "reading_copy": "Reading copy",
    "plain_text": "Text as read",
    "source_unknown": "source unidentified",
    "characters": "Chinese characters",
    "explained": "How much is explained",
    "explained_known": "in known terms",
    "explained_possible": "in possible new terms",
    "explained_rest": "the rest",
    "script": "Script",
    "wording": "Wording",
    "losses": "What did not come through",
    "unreadable": "Files that could not be read",
    "nothing_found": "No known term was found.",
    "no_possible": "Nothing new was noticed.",
    "count": "Found",
    "in_documents": "Documents",
    "guess": "English, as a guess",
    "why": "Why it is here",
    "not_reviewed_badge": "not reviewed",
    "files": "Files in this folder",
    "how_to_load": "How to load it",
    "stats": "The words",
    "stats_found": "found in these documents",
    "stats_all": "in the whole glossary",
    "versions": "Made with",
    "words_version": "Version of the words",
    "errors": "Reporting an error",
    "underline": "Underline",
    "underline_first": "first mentions",
    "underline_all": "every mention",
    "script_written": "as written",
    "script_other": "in {script} script",
    "converted": "Converted by the program, for reading only; quote the text as written.",
    "doubtful": "could also be {others}",
    "legend": "Solid line: entry read again. Dashed: draft. Wavy: disputed.",
    "terms_here": "Terms in this document",
    "localised_table": "Wording that the program would put back",
    "mainland_wording": "Mainland wording",
    "furniture": "part of the web page, not of the text",
    "repeat": "repeats an earlier part",
    "file": "File",
    "title": "Title",
    "publisher": "Publisher",
    "author": "Author",
    "date": "Date",
    "url": "Address",
    "captured": "Saved on",
    "hash": "Fingerprint (SHA-256)",
    "encoding": "Encoding",
    "to_index": "Glossary",
    "site_pinyin": "By pinyin",
    "site_category": "By category",
    "site_english": "By English",
    "jump": "Go to",
    "no_such": "Nothing fits. Try fewer letters.",
    "retired": "This entry is no longer kept.",
    "successor_page": "In its place:",
}


def error_report(term: Term, version: str, content_hash: str) -> str:
    """Write the lines that a reader copies to report an error: the entry, nothing of the documents."""
    return (
        f"Entry {term.id} ({term.hans}), {STATUS_SHORT[term.review.status]}, "
        f"words {version} ({content_hash[:12]})\nWhat is wrong:\nWhere you read it:\n"
    )
