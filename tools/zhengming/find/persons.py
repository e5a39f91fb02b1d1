"""
Names of persons, recognised only where the text itself says so: beside a title or in a byline.

`find_names` returns the names; they are kept out of every list of terms.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from zhengming.text.segment import general_count, tag_words

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
)
DOUBLE = (
    "欧阳|上官|司马|诸葛|皇甫|尉迟|夏侯|慕容|令狐|司徒|申屠|闻人|公孙|宇文|端木|独孤|东郭|南宫|轩辕|钟离|长孙|鲜于|"
    "澹台|公冶|太叔|淳于|单于|呼延|闾丘|赫连|万俟|西门|司空|濮阳|百里|仲孙|亓官"
)
NAME = rf"(?:(?:{DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
# Names of other languages, written with the characters that render sounds and a dot between the
# parts: 阿卜杜拉·买买提明.
SOUNDS = (
    "阿艾埃安巴拜贝比布卜毕波达丹德迪蒂丁杜多尔恩法菲夫弗伏盖格古哈海合赫胡吉加江杰卡凯坎康科克肯孔库拉来兰朗勒雷黎里"
    "力丽利林铃卢鲁伦罗洛马玛迈曼麦买满梅美门蒙米木姆穆纳娜乃南尼努帕潘佩皮普奇恰切沁却让热肉萨赛森沙莎山尚舍什史士"
    "舒苏斯孙索塔太坦提汤特田图吐托瓦万威维温文翁沃乌吾武西希香肖谢辛雅亚延彦扬依宜以伊尹英永尤于约则增扎詹珍芝朱卓孜佐"
    "明名买提汗罕拉提江娅迪力夏买斯衣再土逊"
)
DOTTED = re.compile(rf"[{SOUNDS}]{{2,7}}[·•][{SOUNDS}]{{2,7}}(?:[·•][{SOUNDS}]{{2,7}})?")
# Whom a case is about: the people whose names must least of all travel.
ROLES = (
    "犯罪嫌疑人|嫌疑人|被告人|被告|原告|上诉人|被上诉人|申请人|被申请人|受害人|被害人|罪犯|服刑人员|上访人员|上访人|信访人|"
    "当事人|村民|社区矫正对象|证人|鉴定人|审判长|审判员|陪审员|书记员|经办人|承办人|代理人|辩护人|代理律师|"
    "辩护律师|公诉人|丈夫|妻子|儿子|女儿|父亲|母亲"
)
TITLES = (
    "总书记|书记|主席|总理|省长|市长|县长|区长|州长|旗长|镇长|乡长|部长|厅长|局长|处长|科长|所长|院长|庭长|检察长|主任|政委|"
    "支队长|大队长|中队长|队长|站长|秘书长|会长|组长|常委|委员|法官|检察官|律师|民警|干警|调解员|网格员|记者|通讯员|作者|编辑|审核|校长|"
    "总经理|董事长|负责人|同志|楷模|政治部主任"
)
AFTER = r"[ ,。、;:)(”\n]|被|等|案|女|男|再次|不服|会见|因|向|与|和|涉嫌|说|表示|介绍|指出|强调|告诉|主持|出席|带领|同志|率|在|一行|参加|要求|多次|先后|深入|作|讲话|任|代表|到|亲自|[0-9]|$"
BEFORE_NAME = re.compile(rf"(?:{TITLES}|{ROLES})[ \u3000:]?({NAME})(?={AFTER})")
ALONE = re.compile(
    rf"(?:^|[ 、,。(\n])({NAME})(?=同志|先生|女士|书记|局长|主任|院长|检察长|县长|市长|(?:任|担任)[^,。]{{0,12}}(?:{TITLES}))"
)
BEFORE_TITLE = re.compile(rf"({NAME})(?=(?:{TITLES}))")
BYLINE = re.compile(
    rf"(?:记者|通讯员|作者|编辑|责编|撰稿|图/|文/)[::/ ]{{0,2}}({NAME})((?:[ 、]{{1,2}}{NAME})*)(?=[ )\n,。:]|$)"
)
COMMON = 150
BODIES = "市县区镇乡州省旗村部局厅院委会处科所办组队站党政司法监区域级任副"
NO_NAME = frozenset({"p", "c", "u"})


def find_names(text: str) -> list[str]:
    """
    Return the names of persons that a folded text shows beside a title or in a byline, sorted.

        >>> find_names("县公安局局长李向阳说,平安建设要靠大家。\\n本报记者 王小丽")
        ['李向阳', '王小丽']
    """
    names: set[str] = set()
    for pattern in (BEFORE_NAME, ALONE, BYLINE):
        for found in pattern.finditer(text):
            names.add(found.group(1))
            if pattern is BYLINE:
                names.update(re.findall(NAME, found.group(2)))
    names = {name for name in names if _plausible(name)}
    names |= {m.group(1) for m in BEFORE_TITLE.finditer(text) if _listed(m.group(1))}
    dotted = {m.group() for m in DOTTED.finditer(text)}
    parts = {part for name in dotted for part in re.split("[·•]", name) if len(part) > 2}
    return sorted(names | dotted | parts | set(_beside(text, names | dotted)))


def _beside(text: str, names: Collection[str]) -> Iterator[str]:
    """Names that stand in a row with a known one: 赵某某、魏某某等人."""
    if not names:
        return
    known = "|".join(map(re.escape, names))
    row = re.compile(rf"(?:{known})((?:、{NAME})+)(?={AFTER})")
    for found in row.finditer(text):
        yield from (n for n in re.findall(NAME, found.group(1)) if _plausible(n))


class Names:
    """
    Names to be kept out of lists of terms, looked up at once however many they are.

        >>> names = Names(["赵铁桩", "王建设"])
        >>> names.touch("赵铁桩案"), names.touch("铁桩"), names.touch("建设")
        (True, True, False)
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._sizes = sorted({len(name) for name in self._names})
        self._pieces = frozenset(p for name in self._names for p in _substrings(name))
        self._tails = frozenset(name[-2:] for name in self._names if len(name) > 3)

    def touch(self, key: str) -> bool:
        """Whether a string holds a name, is a piece of one or begins with its end, and no common word."""
        if any(key[i : i + n] in self._names for n in self._sizes for i in range(len(key) - n + 1)):
            return True
        piece = key in self._pieces or key[:2] in self._tails
        return piece and len(key) > 1 and general_count(key) < COMMON

    def at_border(self, key: str) -> bool:
        """Whether a string begins or ends with a name."""
        return any(key[:n] in self._names or key[-n:] in self._names for n in self._sizes)


def is_unseen(name: str) -> bool:
    """Whether general Chinese does not know a string at all, as it knows few people's names."""
    return general_count(name) == 0


def _substrings(name: str) -> Iterator[str]:
    for start in range(len(name)):
        for end in range(start + 2, len(name) + 1):
            yield name[start:end]


def _listed(name: str) -> bool:
    """Whether the word list takes a string for a name, or nobody has seen it and it is no place."""
    if len(name) < 3:
        return False
    words = tag_words(name)
    if len(words) == 1:
        return words[0].pos.startswith("nr")
    unseen = general_count(name) == 0 and general_count(name[1:]) < COMMON
    return unseen and name[-1] not in BODIES and words[0].pos not in NO_NAME


@lru_cache(maxsize=1 << 16)
def _plausible(name: str) -> bool:
    """Whether a string may be a name: not a common word, unless the word list has it as a name."""
    words = tag_words(name)
    if len(words) == 1:
        return words[0].pos.startswith("nr") or (general_count(name) < COMMON and len(name) == 3)
    listed = max(general_count(name), general_count(name[:2]) // 50 if len(name) == 3 else 0)
    return listed < COMMON and words[0].pos not in NO_NAME
