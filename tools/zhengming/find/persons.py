"""
Names of persons, recognised only where the text itself says so: beside a title or in a byline.

`find_names` returns the names; they are kept out of every list of terms.
"""

from __future__ import annotations

import re
from functools import cache

from zhengming.text.segment import general_count, tag_words

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
)
DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|夏侯|东方|慕容|令狐|司徒"
NAME = rf"(?:{DOUBLE}|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
TITLES = (
    "总书记|书记|主席|总理|省长|市长|县长|区长|州长|旗长|镇长|乡长|部长|厅长|局长|处长|科长|所长|院长|庭长|检察长|主任|政委|"
    "支队长|大队长|中队长|队长|站长|秘书长|会长|组长|常委|委员|法官|检察官|律师|民警|干警|调解员|网格员|记者|通讯员|作者|编辑|审核|校长|"
    "总经理|董事长|负责人|同志|楷模|政治部主任"
)
AFTER = r"[ ,。、;:)(”\n]|说|表示|介绍|指出|强调|告诉|主持|出席|带领|同志|率|在|一行|参加|要求|多次|先后|深入|作|讲话|任|代表|到|亲自|[0-9]|$"
BEFORE_NAME = re.compile(rf"(?:{TITLES})[ \u3000]?({NAME})(?={AFTER})")
ALONE = re.compile(
    rf"(?:^|[ 、,。(\n])({NAME})(?=同志|先生|女士|(?:任|担任)[^,。]{{0,12}}(?:{TITLES}))"
)
BYLINE = re.compile(
    rf"(?:记者|通讯员|作者|编辑|责编|撰稿|图/|文/)[::/ ]{{0,2}}({NAME})((?:[ 、]{{1,2}}{NAME})*)(?=[ )\n,。:]|$)"
)
COMMON = 150


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
    return sorted(n for n in names if _plausible(n))


@cache
def _plausible(name: str) -> bool:
    """Whether a string may be a name: not a common word, unless the word list has it as a name."""
    words = tag_words(name)
    if len(words) == 1:
        return words[0].pos.startswith("nr") or (general_count(name) < COMMON and len(name) == 3)
    listed = max(general_count(name), general_count(name[:2]) // 50 if len(name) == 3 else 0)
    return listed < COMMON and words[0].pos not in {"p", "c", "u"}
