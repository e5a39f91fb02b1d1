"""
它 for an animal is 牠 in Taiwan and Hong Kong: where a sentence plainly speaks of one, `animal_places`.

What animals alone do or are (to prey, to nest, a bird of prey) must stand in the same sentence or the
one before, and nothing that also speaks of plants, of made things or of institutions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BEASTLY = re.compile(
    "捕食|觅食|猎食|猎物|产卵|孵卵|交配|栖息|雌性|雄性|雌鸟|雄鸟|雌鱼|雄鱼|母鸟|幼鸟|雏鸟|幼兽|幼崽|幼虫|"
    "哺乳动物|爬行动物|两栖动物|鸟类|鱼类|猛禽|筑巢|冬眠|天敌|为食(?!物)|禽和野兽|小狗|小猫|猫咪|养一[只条]|"
    "体长|尾羽|羽色|鸟喙|繁殖期|每窝|卵生|胎生|夜行性|日行性|[肉草杂]食性|迁徙|候鸟|留鸟|昆虫|恐龙|翼龙|"
    "鲨鱼|鲸鱼|鲸豚|海豚|企鹅|蝙蝠|蜘蛛|蜥蜴|青蛙|蝴蝶|蚂蚁|蜜蜂|熊猫|大象|老虎|狮子|猴子|兔子|老鼠|鳄鱼|海龟|"
    "野猪|驯鹿|羚羊|狐狸|骆驼|花豹|鹦鹉|猫头鹰"
)
OTHER = re.compile(
    "植物|开花|花朵|花粉|果实|种子|树木|叶片|草本|灌木|乔木|真菌|病毒|细菌|细胞|公司|企业|软件|系统|国家|城市|政府|组织|"
    "电影|小说|歌曲|作品|游戏|机器|飞机|舰|船|车|武器|品牌|球队|语言|文字|概念|理论|制度|建筑|公园|保护区|岛|湖|河|山脉"
)
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def animal_places(text: str) -> Iterator[int]:
    """
    Yield the places of 它 that mean an animal.

    >>> list(animal_places("它们以昆虫为食。")), list(animal_places("它的软件系统"))
    ([0], [])
    """
    at = text.find("它")
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        before = ""
        for m in SENTENCE.finditer(text, start, end):
            around = before + m[0]
            if "它" in m[0] and BEASTLY.search(around) and not OTHER.search(around):
                yield from (m.start() + it.start() for it in re.finditer("(?<!其)它", m[0]))
            before = m[0]
        at = text.find("它", end)
