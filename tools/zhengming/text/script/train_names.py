"""
What names teach the table of contexts: the forms that characters have in names of people and places.

The segmenter's words that it takes for names, and jieba's list of them, with the form of each
character that is written one way in names: a surname at the beginning, a character that spells a
foreign sound, a few that are always the same in given names. Used by `text.script.train` alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhengming.text.script.names import surnames
from zhengming.text.script.tables import read_table
from zhengming.text.wordlist import read_list

SOUNDS = frozenset(
    "阿埃艾奥澳巴白拜班邦保贝本比彼宾波博伯勃卜布查茨达戴丹道德登迪蒂丁东杜敦顿多厄恩尔法凡菲费"
    "芬弗福夫富甘冈高戈哥格葛根贡古瓜圭果哈海汉豪赫黑亨洪胡华惠霍基吉季加贾简杰金卡凯坎康考柯科"
    "可克肯孔库夸奎昆拉莱兰朗劳勒雷里理李利立丽莉列林琳留隆娄卢鲁路伦罗洛马玛迈曼毛梅门蒙孟米密"
    "明缪摩莫墨默姆木穆拿那娜纳乃奈南瑙内尼妮宁纽农努诺欧帕潘庞培佩彭皮匹平珀蒲朴普奇契恰强乔切"
    "钦琼丘屈让热日荣茹儒瑞若萨塞赛桑森沙山尚绍舍申圣盛施什史舒朔斯思松苏孙索塔泰坦汤唐陶特滕提"
    "田廷通图土托瓦万汪威韦维魏温文翁沃乌武西希席锡夏肖谢辛匈休许雪逊雅亚延扬耶叶伊易因印英尤约"
    "泽扎詹赞张朱兹佐娅蕾娃弥干范于谷"
)
FOREIGN = {c: c for c in "里干范朴松克于谷卜布沈郁席舍"} | {"万": "萬", "叶": "葉", "苏": "蘇"}
# Surnames that are also common words (于, 后, 种) are left to the rules of `names`: "于汉阳" is no name.
BOLD = ("bold", "title")
GIVEN = {c: c for c in "松征岳斗志谷里咸致御布郁采"} | dict(
    zip("云发冲复术苏宁", "雲發沖復術蘇寧", strict=True)
)


def forms_in_name(word: str, pos: str) -> Iterator[tuple[int, str]]:
    """
    Yield (place in the word, form) for the characters of a name that are written one way in names.

    >>> list(forms_in_name("钟云松", "nr")), list(forms_in_name("基里洛夫", "nrt"))
    ([(0, '鍾'), (1, '雲'), (2, '松')], [(1, '里')])
    """
    if pos == "nrt" or (pos in ("nr", "ns", "nz") and len(word) > 2 and SOUNDS.issuperset(word)):
        yield from ((at, FOREIGN[c]) for at, c in enumerate(word) if c in FOREIGN)
    elif (
        pos == "nr"
        and len(word) == 3
        and not ({word[:2], word[1:]} & read_table("STPhrases").keys())
    ):
        form, bold = surnames().get(word[0], ("", ""))
        if bold in BOLD:
            yield 0, form
        yield from ((at, GIVEN[c]) for at, c in enumerate(word[1:], 1) if c in GIVEN)


def listed_names() -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield the names of jieba's word list that hold such a character, with the forms."""
    for word, _, pos in read_list():
        found = list(forms_in_name(word, pos))
        if found:
            yield word, found
