"""What is proposed: marks, borders, brackets, slogans."""

from __future__ import annotations

import pytest
from tests.eval.labelled import as_document

from zhengming.find.field import gather
from zhengming.find.propose import propose
from zhengming.find.reading import read


def proposed(text: str) -> set[str]:
    field = gather([read(as_document(text, "text"))])
    spans = propose(field)
    return {field.text[a:b] for a, b in zip(spans.start.tolist(), spans.end.tolist(), strict=True)}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("印发《关于转发〈平安建设意见〉的通知》", "关于转发〈平安建设意见〉的通知"),
        ("推进“五个一”工程建设", "五个一”工程"),
        ("配强乡镇(街道)政法委员", "乡镇(街道)政法委员"),
        ("做到早发现、早控制、早解决", "早发现、早控制、早解决"),
        ("村“两委”成员", "村“两委”成员"),
        ("党组书记到信访室接访", "信访室"),
        ("党组书记到信访室接访", "党组"),
        ("当地派出所和看守所", "派出所"),
        ("坚持党的建设", "党的建设"),
        ("实行依法治国", "依法治国"),
        ("应立不立的问题", "应立不立"),
    ],
)
def test_is_proposed(text: str, term: str) -> None:
    found = proposed(text)
    assert term in found or f"“{term}" in found


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("开展“平安”“建设”", "平安”“建设"),
        ("加强(街道)管理", "街道)管理"),
        ("平安,建设", "平安,建设"),
        ("工作的意见", "工作的意见"),
        ("“你们要认真工作。我们要努力。”", "你们要认真工作。我们要努力。"),
    ],
)
def test_is_not_proposed(text: str, string: str) -> None:
    assert string not in proposed(text)
