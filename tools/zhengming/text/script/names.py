"""
Names of persons and foreign names, which no table of words can hold: `name_changes`.

A wrong character in a name points to another person: 范某某 is not 範某某. Five rules: a surname
before 某; a surname with two characters between two stops; a surname before a title or after a word
that announces a person; what the segmenter takes for a person's name after a title, in a list or
before a verb of speech; and 里 or 干 between characters that only spell foreign sounds. How bold a
rule may be with a surname that is also a common word (于, 后) says `glossary/script/surnames.tsv`.
A word that begins with the same character (沈阳, 范围) is no name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zhengming.base.places import words_dir
from zhengming.text.script.choose import SMALL, clause_around, words_of
from zhengming.text.script.engine import converter
from zhengming.text.script.tables import corrections, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from zhengming.text.segment import Word

TITLES = (
    "局长|副局长|所长|队长|书记|主任|院长|庭长|检察长|部长|厅长|处长|科长|县长|市长|省长|镇长|乡长|村长|"
    "校长|教授|老师|先生|女士|小姐|同志|法官|检察官|律师|医生|警官|警长|民警|队员|委员|主席|总理|将军|师傅|家人"
)
ANNOUNCED = (
    "被告人|被告|原告|上诉人|被上诉人|申请人|被申请人|嫌疑人|当事人|被害人|受害人|罪犯|证人|辩护人|代理人|委托人|"
    "负责人|法定代表人|申诉人|举报人|信访人|上访人|记者|作者|编辑|检察官|审判长|审判员|书记员|陪审员|法官|民警|"
    "律师|教授"
)
# Titles that stand before a name too (于先生, but 院长于斌).
BEFORE = "记者|" + "|".join(
    t for t in TITLES.split("|") if t not in ("先生", "女士", "小姐", "同志", "家人")
)
LAST = frozenset(word[-1] for word in f"{ANNOUNCED}|{BEFORE}".split("|"))
# What a person does whose name opens a clause.
ACTS = "说|道|表示|认为|介绍|告诉|指出|透露|坦言|回忆|做客|主演|饰演|出演|执导|担任|出任|当选|荣获|夺得|率领|拜师|代表"
HAN = "\u3400-\u9fff"
AFTER_NAME = r"(?:[，、。；：,;:（()）《\s]|$|因|于|在|与|和|及|的|等|犯|被|系|将|向|对|伙同|涉嫌|自|称|说|供述)"
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
# … and of the others (在海里拉网, 仓库里卡住).
HOLDING = frozenset("本库海波林金布汤")
SPELLING = "里干"
# A clause does not begin with "in": 里 is a name there, but for 裏面, 裏外 and the like.
HEAD = "[\u3400-\u9fff](?<![面外头边子层脊屋应间侧急通出勾衣带圈肌言里衬墙声三])"
CLAUSE = "，、。；：“（( \t\n\u3000"
FIRST = r"(?<![\s\S].)"  # the character just read is the first of the text
OPENING = "，。、；：（(“《 \t\n\u3000·—"  # all of CLAUSE is in it
# What `_likely_places` asks about a place and its neighbours.
SURNAME, SPELLS, SOMEONE, ENDS_ROLE, OPENS, SOUNDS = (1 << bit for bit in range(6))


class NameChange(NamedTuple):
    """`text[at]` is to be written `form`, and why."""

    at: int
    form: str
    why: str


DATES = frozenset("零〇一二三四五六七八九十元年月日0123456789")
COUNTED = "种些个项人地数一事物处时日年月位名类方件条次点段级市县国省区州镇村公"  # 某 before these is "some", no name


@cache
def surnames() -> dict[str, tuple[str, str]]:
    """Read the surnames whose character the tables would change: form and boldness."""
    lines = (words_dir() / "script" / "surnames.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return {name: (form, bold) for name, form, bold in rows}


def _of(*kinds: str) -> str:
    return "".join(name for name, (_, kind) in surnames().items() if kind in kinds)


def _likely() -> str:
    """All but the careful surnames, and the one of those that many people have."""
    return _of("bold", "some", "title") + "于"


@cache
def _sources() -> dict[str, str]:
    sounds = "".join(sorted(SOUNDING))
    likely = _likely()
    plain, every = _of("bold", "some", "title"), _of("bold", "some", "title", "careful")
    return {
        "place": f"[{''.join(surnames())}{SPELLING}]",
        # One look that spares the rules most places.
        "surname": (
            f"[{''.join(surnames())}](?:(?=某)|(?<=[{''.join(sorted(LAST))}].)"
            f"|(?:(?<=[{re.escape(OPENING)}/].)|{FIRST})"
            f"(?=[{HAN}]{{0,2}}(?:{TITLES}|{ACTS}|[，、。；（）·/\\n等]|$)))"
        ),
        "plain": f"[{plain}]",
        "counted": f".某[{COUNTED}]",
        "careful": f"[{every}](?=某某|某[{HAN}]?{AFTER_NAME})",
        "beside": f"(?<=[与和及、])[{every}](?=某(?![{COUNTED}]))",
        "title": (
            f"[{_of('bold')}](?:(?<=[{re.escape(CLAUSE)}].)|{FIRST})(?=[{HAN}]{{0,2}}(?:{TITLES}))"
        ),
        # Nobody but a person is addressed so; "于先生而言" is "for the gentleman".
        "addressed": (
            f"[{every}](?:(?<=[{re.escape(CLAUSE)}].)|{FIRST})(?=(?:先生|女士|小姐)(?!而言|来说|来讲))"
            f"|[{_of('some', 'title')}](?:(?<=[{re.escape(CLAUSE)}].)|{FIRST})(?={TITLES})"
        ),
        "announced": f"(?:{ANNOUNCED})$",
        "titled": f"(?:{ANNOUNCED}|{TITLES})[ \u3000:：]?$",
        "title after": TITLES,
        "segmented": f"[{likely}](?=[{HAN}]{{1,2}})",
        "listed": f"(?<=[、/])[{likely}](?=[{HAN}]{{1,2}}(?:[、/（）]|等))",
        "acting": (
            f"[{likely}](?:(?<=[{re.escape(OPENING)}].)|{FIRST})(?=[{HAN}]{{1,2}}(?:{ACTS}))"
        ),
        "entitled": f"(?:{BEFORE})$",
        "name": (
            f"[{every}](?<=[{''.join(sorted(LAST))}].)(?!家[中里])(?=[{HAN}]{{1,2}}{AFTER_NAME})"
        ),
        "alone": (
            f"[{_of('bold')}](?:(?<=[{re.escape(OPENING)}].)|{FIRST})[{HAN}]{{2}}(?=[，、。；）·\\n]|$)"
        ),
        # Where one of the two may spell a sound: a neighbour that does, a point, the head of a clause.
        "sounding": (
            f"[{SPELLING}](?:(?=[·{sounds}])|(?<=[·{sounds}{re.escape(OPENING)}].)|{FIRST})"
        ),
        "to point": f"[里{sounds}]{{0,4}}·",
        "from point": f"·[里{sounds}]{{0,4}}$",
    }


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern when it is first asked for: a single line needs few of them."""
    return re.compile(_sources()[name])


def _before_someone(text: str, at: int) -> bool:
    """Whether a surname stands before 某: a bold one anywhere, another where a name can begin."""
    if text[at + 1 : at + 2] != "某":
        return False
    begins = (
        at == 0
        or text[at - 1] in JOINS
        or not re.match(f"[{HAN}]", text[at - 1])
        or _pattern("titled").search(text, max(0, at - 7), at)
    )
    plain = _pattern("plain").match(text, at)
    if plain and not begins and text[at] in _of("some"):
        plain = None if _ends_word(text, at) or _pattern("counted").match(text, at) else plain
    return bool(
        plain
        or (begins and _pattern("careful").match(text, at))
        or _pattern("beside").match(text, at)
    )


def _with_title(text: str, at: int) -> bool:
    """Whether a surname opens a clause and stands before a title."""
    entitled = _pattern("title").match(text, at) or _pattern("addressed").match(text, at)
    return bool(entitled) and not _other_word(text, at)


def _announced(text: str, at: int) -> bool:
    """Whether a name follows a word that announces a person."""
    named = _pattern("name").match(text, at)
    if not (named and _pattern("announced").search(text, max(0, at - 5), at)):
        return False
    return not _other_word(text, at) and not _before_word(text, at, ("nr",))


def _alone(text: str, at: int) -> bool:
    """Whether a name of three characters is a clause of its own, as in a list of persons."""
    m = _pattern("alone").match(text, at)
    if not m or {m[0], m[0][:2]} & _known():
        return False
    return m[0][2] not in "的了着过" and not _before_word(text, at, ("nr", "ns", "nz"))


def _segmented(text: str, at: int) -> bool:
    """Whether the segmenter takes a word after a title, in a list or before a verb for a person."""
    shown = _pattern("listed").match(text, at) or _pattern("acting").match(text, at)
    if not shown:
        entitled = _pattern("entitled").search(text, max(0, at - 5), at)
        shown = _pattern("segmented").match(text, at) if entitled else None
    if not shown or _other_word(text, at):
        return False
    words = _words_from(text, at)
    if not words or words[0].pos != "nr" or not 2 <= len(words[0].text) <= 3:
        return False
    return text[at + len(words[0].text) : at + len(words[0].text) + 1] not in DATES


def _words_from(text: str, at: int) -> list[Word]:
    """Return the segmenter's words from the one that begins at a place; none where it is inside one."""
    start, end = clause_around(text, at)
    start = max(start, at - 6)
    words = words_of(text[start : min(end, at + 8)])
    first = (n for n, word in enumerate(words) if word.start == at - start)
    return words[next(first, len(words)) :]


def _before_word(text: str, at: int, but: tuple[str, ...]) -> bool:
    """Whether the segmenter reads a character by itself before a longer word, `but` these kinds."""
    words = [(w.text, w.pos) for w in _words_from(text, at)[:2]]
    if len(words) < 2 or len(words[0][0]) > 1:
        return False
    return len(words[1][0]) > 1 and not words[1][1].startswith(but)


def _other_word(text: str, at: int) -> bool:
    """Whether a known word begins at a place that is written with another form (沈阳, 范围, 余下)."""
    form = surnames()[text[at]][0]
    found = (text[at : at + size] for size in (4, 3, 2))
    return any(word in _known() and converter("s2t")(word)[0] != form for word in found)


def _ends_word(text: str, at: int) -> bool:
    """Whether a known word of two characters ends at a place (这种, 栽种)."""
    return text[max(0, at - 1) : at + 1] in _known()


@cache
def _known() -> frozenset[str]:
    """The words that OpenCC's phrases and the corrections spell out: these are no unknown names."""
    return keys_of("STPhrases") | {row.before for row in corrections()}


def _foreign(text: str, at: int) -> bool:
    """Whether 里 or 干 stands between characters that only spell foreign sounds."""
    if not _pattern("sounding").match(text, at):
        return False
    left, right = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    between = left in SOUNDING and right in SOUNDING
    if text[at] != "里":
        return between and right in FOREIGN
    if left in HOLDING and text[max(0, at - 2) : at - 1] not in SOUNDING:
        between = between and text[at + 2 : at + 3] in SOUNDING
    clear = right in FOREIGN or (left in FOREIGN and left not in HOLLOW)
    after = at > 1 and left in FOREIGN and text[at - 2] in FOREIGN
    opens = (not left or left in OPENING) and re.match(HEAD, right)
    return (between and clear) or after or bool(opens) or _beside_a_point(text, at)


def _beside_a_point(text: str, at: int) -> bool:
    """Whether only sounds stand between a place and the point in a foreign name."""
    return bool(
        _pattern("to point").match(text, at + 1)
        or _pattern("from point").search(text, max(0, at - 6), at)
    )


def beside_title(text: str, start: int, end: int) -> bool:
    """
    Whether a title or a person's role stands right before or after `text[start:end]`.

    >>> beside_title("副局长 张杰介绍", 4, 6), beside_title("张杰的歌", 0, 2)
    (True, False)
    """
    before = _pattern("titled").search(text, max(0, start - 7), start)
    return bool(before or _pattern("title after").match(text, end))


SURNAME_RULES = (
    (_before_someone, "a surname stands before 某"),
    (_with_title, "a surname stands before a title"),
    (_announced, "a name follows a word that announces a person"),
    (_alone, "a name stands alone between two stops"),
    (_segmented, "a name stands after a title, in a list or before what a person does"),
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
    if _pattern("surname").match(text, at):
        for rule, why in SURNAME_RULES:
            if rule(text, at):
                return NameChange(at, surnames()[character][0], why)
    if character in SPELLING and _foreign(text, at):
        return NameChange(at, character, f"{character} spells a foreign sound here")
    return None


def _places(text: str) -> list[int]:
    """List the places of the characters that some rule is about."""
    return [m.start() for m in _pattern("place").finditer(text)]


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
    first = (left & OPENS) != 0
    spells = ((left & (SOUNDS | OPENS)) | (right & SOUNDS)) != 0
    likely = ((surname | first) & (here & SURNAME != 0)) | (spells & (here & SPELLS != 0))
    places: list[int] = at[likely].tolist()
    return places


@cache
def _kinds() -> NDArray[np.uint8]:
    """Say of every code point what the rules ask about it, one bit for each question."""
    import numpy as np

    kinds = np.zeros(0x110000, np.uint8)
    for kind, characters in (
        (SURNAME, surnames()),
        (SPELLS, SPELLING),
        (SOMEONE, "某"),
        (ENDS_ROLE, LAST),
        (OPENS, OPENING + "/"),
        (SOUNDS, SOUNDING | {"·"}),
    ):
        kinds[[ord(c) for c in characters]] |= kind
    return kinds
