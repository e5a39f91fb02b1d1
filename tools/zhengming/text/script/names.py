"""
Names of persons and foreign names, which no table of words can hold: `name_changes`.

A wrong character in a name points to another person: 范某某 is not 範某某. Four rules: a surname
before 某; a surname with two characters between two stops; a surname before a title or after a word
that announces a person; and 里 or 干 between characters that only spell foreign sounds. How bold a
rule may be with a surname that is also a common word (于, 后) says `glossary/script/surnames.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zhengming.base.places import words_dir
from zhengming.text.script.choose import SMALL
from zhengming.text.script.tables import corrections, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TITLES = (
    "局长|副局长|所长|队长|书记|主任|院长|庭长|检察长|部长|厅长|处长|科长|县长|市长|省长|镇长|乡长|村长|"
    "校长|教授|老师|先生|女士|小姐|同志|法官|检察官|律师|医生|警官|警长|民警|队员|委员|主席|总理|将军|师傅|家人"
)
ANNOUNCED = (
    "被告人|被告|原告|上诉人|被上诉人|申请人|被申请人|嫌疑人|当事人|被害人|受害人|罪犯|证人|辩护人|代理人|委托人|"
    "负责人|法定代表人|申诉人|举报人|信访人|上访人|记者|作者|编辑|检察官|审判长|审判员|书记员|陪审员|法官|民警|"
    "律师|教授"
)
LAST = frozenset(word[-1] for word in ANNOUNCED.split("|"))
HAN = "\u3400-\u9fff"
AFTER_NAME = r"(?:[，、。；：,;:（(《\s]|$|因|于|在|与|和|及|的|等|犯|被|系|将|向|对|伙同|涉嫌|自|称|说|供述)"
JOINS = "与和及、将向人告者"
# Characters that hardly do anything but spell foreign sounds, and others that often do.
FOREIGN = frozenset(
    "阿埃奥贝伯茨蒂弗戈赫姆尼涅萨瓦韦维乌亚耶詹鲁罗洛娜玛莉列卡凯斯尔克莫丽劳穆诺谢"
    "拉雅伊亨雷兹佐柯坎肯莱勒蕾泽沃佩珀斐莎鲍菲芬葛贾琼娅厄喀"
)
SOUNDING = FOREIGN | frozenset(
    "特德巴基迪略比托曼普塞索考温威塔泰帕纳摩默墨麦迈蒙达恩费格吉杰库昆夸约皮米夫马安多利林波本布古汉西密史哈加科圣丹金提森顿士"
)
# … and of the first those that also end a word that something can be in (卡里, 系列里, 思维里).
HOLLOW = frozenset("卡维列克萨")
SPELLING = "里干"
# A clause does not begin with "in": 里 is a name there, but for 裏面, 裏外 and the like.
HEAD = "[\u3400-\u9fff](?<![面外头边子层脊屋应间侧急通出勾衣带圈肌言])"
CLAUSE = "，、。；：“（( \t\n\u3000"
FIRST = r"(?<![\s\S].)"  # the character just read is the first of the text
OPENING = "，。、；：（(“《 \t\n\u3000·—"  # all of CLAUSE is in it
# What `_likely_places` asks about a place and its neighbours.
SURNAME, BOLD, SPELLS, SOMEONE, ENDS_ROLE, OPENS, SOUNDS = (1 << bit for bit in range(7))


class NameChange(NamedTuple):
    """`text[at]` is to be written `form`, and why."""

    at: int
    form: str
    why: str


COUNTED = "种些个项人地数一事物处时日年月位名类方件条次点段级市县国省区州镇村公"  # 某 before these is "some", no name


@cache
def surnames() -> dict[str, tuple[str, str]]:
    """Read the surnames whose character the tables would change: form and boldness."""
    lines = (words_dir() / "script" / "surnames.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return {name: (form, bold) for name, form, bold in rows}


def _of(*kinds: str) -> str:
    return "".join(name for name, (_, kind) in surnames().items() if kind in kinds)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    sounds = "".join(sorted(SOUNDING))
    plain, every = _of("bold", "some", "title"), _of("bold", "some", "title", "careful")
    return {
        "place": re.compile(f"[{''.join(surnames())}{SPELLING}]"),
        "plain": re.compile(f"[{plain}]"),
        "careful": re.compile(f"[{every}](?=某某|某[{HAN}]?{AFTER_NAME})"),
        "beside": re.compile(f"(?<=[与和及、])[{every}](?=某(?![{COUNTED}]))"),
        "title": re.compile(
            f"[{_of('bold')}](?:(?<=[{re.escape(CLAUSE)}].)|{FIRST})(?=[{HAN}]{{0,2}}(?:{TITLES}))"
        ),
        "announced": re.compile(f"(?:{ANNOUNCED})$"),
        "titled": re.compile(f"(?:{ANNOUNCED}|{TITLES})[ \u3000:：]?$"),
        "title after": re.compile(TITLES),
        "name": re.compile(
            f"[{every}](?<=[{''.join(sorted(LAST))}].)(?!家[中里])(?=[{HAN}]{{1,2}}{AFTER_NAME})"
        ),
        "alone": re.compile(
            f"[{_of('bold')}](?:(?<=[{re.escape(OPENING)}].)|{FIRST})[{HAN}]{{2}}(?=[，、。；）·\\n]|$)"
        ),
        # Where one of the two may spell a sound: a neighbour that does, a point, the head of a clause.
        "sounding": re.compile(
            f"[{SPELLING}](?:(?=[·{sounds}])|(?<=[·{sounds}{re.escape(OPENING)}].)|{FIRST})"
        ),
        "to point": re.compile(f"[里{sounds}]{{0,4}}·"),
        "from point": re.compile(f"·[里{sounds}]{{0,4}}$"),
    }


def _before_someone(text: str, at: int) -> bool:
    """Whether a surname stands before 某: a bold one anywhere, another where a name can begin."""
    if text[at + 1 : at + 2] != "某":
        return False
    begins = (
        at == 0
        or text[at - 1] in JOINS
        or not re.match(f"[{HAN}]", text[at - 1])
        or _patterns()["titled"].search(text, max(0, at - 7), at)
    )
    return bool(
        _patterns()["plain"].match(text, at)
        or (begins and _patterns()["careful"].match(text, at))
        or _patterns()["beside"].match(text, at)
    )


def _with_title(text: str, at: int) -> bool:
    """Whether a surname opens a clause and stands before a title."""
    return bool(_patterns()["title"].match(text, at))


def _announced(text: str, at: int) -> bool:
    """Whether a name follows a word that announces a person."""
    named = _patterns()["name"].match(text, at)
    return bool(named and _patterns()["announced"].search(text, max(0, at - 5), at))


def _alone(text: str, at: int) -> bool:
    """Whether a name of three characters is a clause of its own, as in a list of persons."""
    m = _patterns()["alone"].match(text, at)
    return bool(m and not {m[0], m[0][:2]} & _known())


@cache
def _known() -> frozenset[str]:
    """The words that OpenCC's phrases and the corrections spell out: these are no unknown names."""
    return keys_of("STPhrases") | {row.before for row in corrections()}


def _foreign(text: str, at: int) -> bool:
    """Whether 里 or 干 stands between characters that only spell foreign sounds."""
    if not _patterns()["sounding"].match(text, at):
        return False
    left, right = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    between = left in SOUNDING and right in SOUNDING
    if text[at] != "里":
        return between and right in FOREIGN
    clear = right in FOREIGN or (left in FOREIGN and left not in HOLLOW)
    after = at > 1 and left in FOREIGN and text[at - 2] in FOREIGN
    opens = (not left or left in OPENING) and re.match(HEAD, right)
    return (between and clear) or after or bool(opens) or _beside_a_point(text, at)


def _beside_a_point(text: str, at: int) -> bool:
    """Whether only sounds stand between a place and the point in a foreign name."""
    return bool(
        _patterns()["to point"].match(text, at + 1)
        or _patterns()["from point"].search(text, max(0, at - 6), at)
    )


def beside_title(text: str, start: int, end: int) -> bool:
    """
    Whether a title or a person's role stands right before or after `text[start:end]`.

    >>> beside_title("副局长 张杰介绍", 4, 6), beside_title("张杰的歌", 0, 2)
    (True, False)
    """
    before = _patterns()["titled"].search(text, max(0, start - 7), start)
    return bool(before or _patterns()["title after"].match(text, end))


SURNAME_RULES = (
    (_before_someone, "a surname stands before 某"),
    (_with_title, "a surname stands before a title"),
    (_announced, "a name follows a word that announces a person"),
    (_alone, "a name stands alone between two stops"),
)


def name_changes(text: str) -> list[NameChange]:
    """
    List where a character belongs to a name, with the form it keeps.

    >>> name_changes("被告人涂某某与于某伙同作案")[0][:2]
    (3, '涂')
    """
    places = _likely_places(text) if len(text) >= SMALL else _places(text)
    changes = (_change(text, at) for at in places)
    return [change for change in changes if change]


def _change(text: str, at: int) -> NameChange | None:
    """Ask the rules, in order, about one place."""
    character = text[at]
    if character in surnames():
        for rule, why in SURNAME_RULES:
            if rule(text, at):
                return NameChange(at, surnames()[character][0], why)
    if character in SPELLING and _foreign(text, at):
        return NameChange(at, character, f"{character} spells a foreign sound here")
    return None


def _places(text: str) -> list[int]:
    """List the places of the characters that some rule is about."""
    return [m.start() for m in _patterns()["place"].finditer(text)]


def _likely_places(text: str) -> list[int]:
    """
    `_places` for long texts, without those whose two neighbours rule out every rule.

    Most are: the rules then look at one character in 1,500 instead of one in 80.
    """
    import numpy as np

    from zhengming.text.segment import code_points

    kinds = np.zeros(len(text) + 2, np.uint8)
    kinds[0] = OPENS  # the beginning of the text, as a stop
    kinds[1:-1] = _kinds().take(code_points(text))
    at = np.flatnonzero((kinds[1:-1] & (SURNAME | SPELLS)) != 0)
    left, here, right = kinds[at], kinds[at + 1], kinds[at + 2]
    surname = ((left & ENDS_ROLE) | (right & SOMEONE)) != 0
    bold = (left & OPENS) != 0
    spells = ((left & (SOUNDS | OPENS)) | (right & SOUNDS)) != 0
    likely = (
        (surname & (here & SURNAME != 0))
        | (bold & (here & BOLD != 0))
        | (spells & (here & SPELLS != 0))
    )
    places: list[int] = at[likely].tolist()
    return places


@cache
def _kinds() -> NDArray[np.uint8]:
    """Say of every code point what the rules ask about it, one bit for each question."""
    import numpy as np

    kinds = np.zeros(0x110000, np.uint8)
    for kind, characters in (
        (SURNAME, surnames()),
        (BOLD, _of("bold")),
        (SPELLS, SPELLING),
        (SOMEONE, "某"),
        (ENDS_ROLE, LAST),
        (OPENS, OPENING),
        (SOUNDS, SOUNDING | {"·"}),
    ):
        kinds[[ord(c) for c in characters]] |= kind
    return kinds
