"""Spellings of one word: pairs of forms between which no meaning decides, only usage."""

from __future__ import annotations

# The same word in another spelling: never a question.
PAIRS = (
    "佈布 週周 佔占 鑑鑒 巖岩 燬毀 蹟跡 盃杯 閒閑 遊游 燻熏 孃娘 釐厘 鉅巨 裏裡 臺台 着著 爲為 喫吃 嘆歎 "
    "唸念 揹背 凄悽 悽淒 絃弦 傢家 捱挨 伕夫 僱雇 兇凶 註注 託托 癒愈 痠酸 鍊煉 慾欲 彷仿 彿佛 緻致 侷局 "
    "蔘參 剋克 箇個 纔才 覈核 湧涌 嚐嘗 誌志 昇升 儘盡 勳勛 豔艷 悽凄 逕徑 搧扇 捨舍 蒐搜 祇只 毀譭 玩翫 "
    "局侷 凌淩 嫋裊 澄澂 彩綵 煙菸 杆桿 簷檐 釦扣 摺折 卹恤 薰熏 霑沾 樑梁 饑飢 迴回 鬨哄 蠍蝎 劃畫"
)
VARIANTS = frozenset(frozenset(pair) for pair in PAIRS.split())


def same_word(one: str, other: str) -> bool:
    """
    Whether two strings of equal length differ in spelling alone.

    >>> same_word("詆譭", "詆毀"), same_word("乾", "幹")
    (True, False)
    """
    return all(a == b or frozenset((a, b)) in VARIANTS for a, b in zip(one, other, strict=True))
