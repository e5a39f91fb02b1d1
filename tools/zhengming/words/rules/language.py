"""Rules about pinyin and about the spelling of our English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zhengming.base.entry import Term
from zhengming.words.pinyin import disagreement
from zhengming.words.rules.claims import prose
from zhengming.words.rules.registry import Problem, entry_rule

# American spelling: British spelling. Legal English keeps judgment; program is a computer program;
# license is right as a verb.
AMERICAN = dict(
    pair.split(":")
    for pair in """
    behavior:behaviour behaviors:behaviours behavioral:behavioural color:colour colors:colours
    defense:defence defenses:defences offense:offence offenses:offences favor:favour
    favors:favours favorable:favourable labor:labour labors:labours laborer:labourer
    laborers:labourers neighbor:neighbour neighbors:neighbours neighborhood:neighbourhood
    neighborhoods:neighbourhoods neighboring:neighbouring honor:honour honors:honours
    honored:honoured honorary:honorary harbor:harbour rumor:rumour rumors:rumours rigor:rigour
    endeavor:endeavour center:centre centers:centres centered:centred theater:theatre
    theaters:theatres meter:metre meters:metres kilometer:kilometre kilometers:kilometres
    fiber:fibre caliber:calibre traveled:travelled traveling:travelling traveler:traveller
    canceled:cancelled canceling:cancelling labeled:labelled labeling:labelling
    modeled:modelled modeling:modelling counseling:counselling counselor:counsellor
    counselors:counsellors fulfill:fulfil fulfills:fulfils fulfillment:fulfilment
    enroll:enrol enrolls:enrols enrollment:enrolment skillful:skilful gray:grey
    catalog:catalogue dialog:dialogue analog:analogue aging:ageing
    artifact:artefact artifacts:artefacts plow:plough pretense:pretence
    jewelry:jewellery leveled:levelled signaling:signalling signaled:signalled
    tunneling:tunnelling quarreled:quarrelled quarreling:quarrelling willful:wilful
    installment:instalment installments:instalments maneuver:manoeuvre maneuvers:manoeuvres
    percent:per_cent skeptical:sceptical skeptics:sceptics armor:armour armored:armoured
    unauthorized:unauthorised
    """.replace("_", "\N{NO-BREAK SPACE}").split()
    if ":" in pair
)
IZE = re.compile(r"[a-z]{2,}(?:iz|yz)(?:e|es|ed|er|ers|ing|ation|ations|ational|ationally|able)")
KEEP_IZE = re.compile(
    r"(?:over|under|re|un)?(?:siz|priz|seiz|capsiz|citiz|deniz|horiz|baptiz|bizarr|brez|maiz)\w*|"
    r"(?:re|out)?siz(?:e|es|ed|ing|able)|prizes?|prized|seiz(?:e|es|ed|ing)|capsiz\w*|"
    r"denizens?|citizens?\w*|kirghiz\w*"
)
QUOTED = re.compile('“[^”]*”|"[^"]*"|‘[^’]{2,}’')
WORD = re.compile(r"(?<![\w'’-])[a-z]+(?![\w])")
TONE_MARK = re.compile("[\u0300\u0301\u0304\u030c]")
PINYIN = re.compile(r"[A-Za-z0-9ü\u00c0-\u024f '’\-·,.()+/“”:—–&!?%<>《》]+")


@entry_rule("pinyin-form")
def pinyin_form(term: Term) -> Iterator[Problem]:
    """Pinyin is written with tone marks, in composed letters, without tone numbers."""
    said = term.pinyin
    if said != unicodedata.normalize("NFC", said) or not PINYIN.fullmatch(said):
        yield ("pinyin",), "write letters with tone marks only (composed, NFC)"
    if not TONE_MARK.search(unicodedata.normalize("NFD", said)):
        yield ("pinyin",), "has no tone mark"
    if re.search(r"[a-zü][1-5]\b", said):
        yield ("pinyin",), "write tones as marks, not as numbers"
    if said != " ".join(said.split()):
        yield ("pinyin",), "has a blank too many"


@entry_rule("pinyin")
def pinyin(term: Term) -> Iterator[Problem]:
    """Pinyin agrees with the characters; where pypinyin errs, pinyin.tsv lists the reading."""
    if said := disagreement(term.hans, term.pinyin):
        yield ("pinyin",), f"{said}; correct it, or list the word in pinyin.tsv"


@entry_rule("british")
def british(term: Term) -> Iterator[Problem]:
    """Our own English is spelled the British way; quotations and names keep theirs."""
    for path, text in prose(term):
        for american, ours in american_words(text):
            yield path, f"{american!r}: write {ours!r}"


def american_words(text: str) -> Iterator[tuple[str, str]]:
    """
    Yield American spellings outside quotation marks and capitalised names, with the British ones.

    >>> list(american_words('organized defense, "labor camp", Department of Labor'))
    [('organized', 'organised'), ('defense', 'defence')]
    """
    for word in WORD.findall(QUOTED.sub(" ", text)):
        if word in AMERICAN:
            yield word, AMERICAN[word]
        elif IZE.fullmatch(word) and not KEEP_IZE.fullmatch(word):
            yield word, re.sub("([iy])z(?=[^iyz]*$|ing|ation)", r"\1s", word)
