"""
Names of persons and foreign names, which no table of words can hold: `name_changes`.

A wrong character in a name points to another person: 范某某 is not 範某某. Four rules: a surname
before 某; a surname with two characters between two stops; a surname before a title or after a word
that announces a person; and 里 or 干 between characters that only spell foreign sounds. How bold a
rule may be with a surname that is also a common word (于, 后) says `glossary/script/surnames.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zhengming.base.places import words_dir
from zhengming.text.script.tables import corrections, read_table

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
# A clause does not begin with "in": 里 is a name there, but for 裏面, 裏外 and the like.
HEAD = "[\u3400-\u9fff](?<![面外头边子层脊屋应间侧急通出勾衣带圈肌言])"
CLAUSE = "，、。；：“（( \t\n\u3000"
FIRST = r"(?<![\s\S].)"  # the character just read is the first of the text
OPENING = "，。、；：（(“《 \t\n\u3000·—"


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
            f"[{every}](?<=[{''.join(sorted(LAST))}].)(?=[{HAN}]{{1,2}}{AFTER_NAME})"
        ),
        "alone": re.compile(
            f"[{_of('bold')}](?:(?<=[{re.escape(OPENING)}].)|{FIRST})[{HAN}]{{2}}(?=[，、。；）·\\n]|$)"
        ),
        # Where one of the two may spell a sound: a neighbour that does, a point, the head of a clause.
        "sounding": re.compile(
            f"[里干](?:(?=[·{sounds}])|(?<=[·{sounds}{re.escape(OPENING)}].)|{FIRST})"
        ),
        "to point": re.compile(f"[里{sounds}]{{0,4}}·"),
        "from point": re.compile(f"·[里{sounds}]{{0,4}}$"),
    }


def _before_someone(text: str) -> Iterator[NameChange]:
    """Find surnames before 某: the bold ones anywhere, the others where a name can begin."""
    for m in re.finditer("某", text):
        at = m.start() - 1
        if at < 0 or text[at] not in surnames():
            continue
        begins = at == 0 or text[at - 1] in JOINS or not re.match(f"[{HAN}]", text[at - 1])
        if (
            _patterns()["plain"].match(text, at)
            or (begins and _patterns()["careful"].match(text, at))
            or _patterns()["beside"].match(text, at)
        ):
            yield NameChange(at, surnames()[text[at]][0], "a surname stands before 某")


def _with_title(text: str) -> Iterator[NameChange]:
    """Find surnames that open a clause and stand before a title."""
    for m in _patterns()["title"].finditer(text):
        yield NameChange(m.start(), surnames()[m[0]][0], "a surname stands before a title")


def _announced(text: str) -> Iterator[NameChange]:
    """Find names after a word that announces a person."""
    for m in _patterns()["name"].finditer(text):
        at = m.start()
        if _patterns()["announced"].search(text, max(0, at - 5), at):
            why = "a name follows a word that announces a person"
            yield NameChange(at, surnames()[text[at]][0], why)


def _alone(text: str) -> Iterator[NameChange]:
    """Find names of three characters that are a clause of their own, as in a list of persons."""
    for m in _patterns()["alone"].finditer(text):
        if not {m[0], m[0][:2]} & _known():
            form = surnames()[m[0][0]][0]
            yield NameChange(m.start(), form, "a name stands alone between two stops")


@cache
def _known() -> frozenset[str]:
    """The words that OpenCC's phrases and the corrections spell out: these are no unknown names."""
    return frozenset(read_table("STPhrases")) | {row.before for row in corrections()}


def _foreign(text: str) -> Iterator[NameChange]:
    """Find 里 and 干 between characters that only spell foreign sounds."""
    for m in _patterns()["sounding"].finditer(text):
        at, end = m.span()
        left, right = text[max(0, at - 1) : at], text[end : end + 1]
        between = left in SOUNDING and right in SOUNDING
        if m[0] == "里":
            clear = right in FOREIGN or (left in FOREIGN and left not in HOLLOW)
            after = at > 1 and left in FOREIGN and text[at - 2] in FOREIGN
            opens = (not left or left in OPENING) and re.match(HEAD, right)
            sounds = (between and clear) or after or bool(opens) or _beside_a_point(text, at)
        else:
            sounds = between and right in FOREIGN
        if sounds:
            yield NameChange(at, m[0], f"{m[0]} spells a foreign sound here")


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


def name_changes(text: str) -> list[NameChange]:
    """
    List where a character belongs to a name, with the form it keeps.

    >>> name_changes("被告人涂某某与于某伙同作案")[0][:2]
    (3, '涂')
    """
    found: dict[int, NameChange] = {}
    for rule in (_before_someone, _with_title, _announced, _alone, _foreign):
        for change in rule(text):
            found.setdefault(change.at, change)
    return [found[at] for at in sorted(found)]
