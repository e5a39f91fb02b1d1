"""
Files with the shapes that real ones have, to be rewritten: built here, with our own sentences.

`SHAPES` maps a file name to the bytes of the file.
"""

from __future__ import annotations

import io

import openpyxl

from .samples import TYPES, W, rels, zipped

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

BODY = (
    '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:rPr><w:lang w:eastAsia="zh-CN"/></w:rPr>'
    "<w:t>关于维护社会稳定的通报</w:t></w:r></w:p>"
    # 国家机关 is split over three runs, one of them bold.
    "<w:p><w:r><w:t>依照国</w:t></w:r><w:proofErr w:type='spellStart'/>"
    '<w:r><w:rPr><w:b/></w:rPr><w:t>家机</w:t></w:r><w:r><w:t xml:space="preserve">关 的决定，</w:t></w:r>'
    '<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:t>对个</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="A"><w:r><w:delText>对数</w:delText></w:r></w:del>'
    '<w:r><w:t>别人员依法处理</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    '<w:r><w:t>。参见</w:t></w:r><w:hyperlink r:id="r9" w:history="1"><w:r><w:t>http://www.example.cn/国务院</w:t></w:r></w:hyperlink>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF 书签门 \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第三节</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "<w:r><w:tab/><w:t>&#x56FD;务院 &amp; 办公厅</w:t><w:br/><w:t>电话</w:t></w:r></w:p>"
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>县公安局</w:t></w:r></w:p></w:tc></w:tr>"
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>审查调查</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    '<w:sdt><w:sdtPr><w:alias w:val="单位名称"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>检察院</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    '<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>'
)
NOTES = (
    f"{HEAD}<w:footnotes {W}>"
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 见国务</w:t></w:r>'
    "<w:r><w:i/><w:t>院文件。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
STYLES = (
    f'{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def word() -> bytes:
    """A report in DOCX: table, footnote, tracked changes, text box with fallback, field, header."""
    document = f"{HEAD}<w:document {W} {A} {MC} {R} {WPS} {V}><w:body>{BODY}</w:body></w:document>"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>通报</dc:title></cp:coreProperties>'
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": rels(("officeDocument", "word/document.xml")),
            "docProps/core.xml": core,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": rels(
                ("styles", "styles.xml"),
                ("header", "header1.xml"),
                ("footnotes", "footnotes.xml"),
                ("comments", "comments.xml"),
            ),
            "word/styles.xml": STYLES,
            "word/header1.xml": f"{HEAD}<w:hdr {W}><w:p><w:r><w:t>县维稳办</w:t></w:r></w:p></w:hdr>",
            "word/footnotes.xml": NOTES,
            "word/comments.xml": f'{HEAD}<w:comments {W}><w:comment w:id="0" w:author="A"><w:p><w:r><w:t>请核对数据</w:t></w:r></w:p></w:comment></w:comments>',
            "word/media/picture.png": b"\x89PNG\r\n\x1a\n not really",
        }
    )


def workbook() -> bytes:
    """A workbook: shared texts, numbers, dates, a formula, a comment, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "人员"
    for row in (["姓名", "单位", "人数"], ["陈某", "县公安局", 3], ["张某", "县公安局", 4]):
        sheet.append(row)
    sheet["C4"] = "=SUM(C2:C3)"
    sheet["A5"] = "处理意见"
    sheet["A5"].comment = openpyxl.comments.Comment("请审核", "A")
    hidden = book.create_sheet("后台")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "内部数据"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HTML = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>县级机关 &mdash; 通报</title>
<style>.关{color:red}</style><script>var 国="国家";</script></head>
<body class="机关"><nav><a href="/国/" title="国家">首页</a></nav>
<h1>维<b>护社</b>会稳定</h1>
<p xml:lang="zh-Hans" data-x="机关">依照国&#23478;规定，<a href="https://example.cn/国家">国家机关</a>应当<code>审查 = 1</code>处理。
<span translate="no">华为技术</span>与<span class="notranslate">华为</span>、<i lang="ja">国会図書館</i>，见https://example.cn/wiki/国家。</p>
<!-- 国家 --><table><tr><td>单位<td>县&nbsp;局</table><img alt="机关" src="国.png">
<p hidden>内部资料</p><del>删节</del></body></html>
"""
MARKDOWN = """---
title: 通报
---
# 关于国家机关的*通*报

依照**国家机**关规定[^注释]，见[国务院](https://example.cn/国务院 "国家")与[办法][办法]，运行`审查 国家`。

| 单位 | 人数 |
|---|---|
| 县公安局 | 3 |

- 处理 <span class="机关">意见</span>

```sh
echo 国家
```

[^注释]: 见国务院文件。

[办法]: https://example.cn/办法 "办法"
"""
SRT = (
    "1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>国家机</i>关\r\n正在处理\r\n\r\n"
    "2\r\n00:00:04,000 --> 00:00:06,000 X1:1\r\n{\\an8}维护稳定\r\n"
)
XLIFF1 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="国家.docx" source-language="en" target-language="zh-CN" datatype="plaintext"><body>
  <trans-unit id="1"><source>State <g id="1">organs</g> 国</source>
   <target state="translated">国<g id="1">家机</g>关<ph id="2">&lt;国/&gt;</ph>应当<bpt id="3">{国<sub>脚注应当</sub>}</bpt>处理<ept id="3">}</ept></target>
   <note xml:lang="en">check 国</note>
   <alt-trans><target xml:lang="zh-CN">国家机关</target></alt-trans></trans-unit>
  <trans-unit id="2" translate="no"><source>x</source><target>华为</target></trans-unit>
  <trans-unit id="3"><source>Huawei office</source><target><mrk mtype="protected">华为</mrk>办公厅</target></trans-unit>
 </body></file></xliff>
"""
XLIFF2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh-Hans-CN" trgLang="en">
<file id="f1"><unit id="u1"><originalData><data id="d1">国</data></originalData>
<segment><source>国<pc id="1" dataRefStart="d1" dataRefEnd="d1">家机</pc>关<ph id="2" dataRef="d1"/>处理<mrk id="m1" translate="no">华为</mrk></source><target>Organs 国</target></segment></unit></file></xliff>
"""
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh-CN" datatype="plaintext"/>
<body><tu tuid="1"><note>国</note><tuv xml:lang="zh-CN"><seg>国<bpt i="1">&lt;国&gt;</bpt>家机<ept i="1">&lt;/国&gt;</ept>关<hi>应当</hi>处理</seg></tuv>
<tuv xml:lang="en"><seg>State organs 国</seg></tuv></tu></body></tmx>
"""
TEXT = "关于维护社会稳定的通报\r\n\r\n　　依照国家机关规定，见https://example.cn/国家 。\r\n"

SHAPES: dict[str, bytes] = {
    "report.docx": word(),
    "people.xlsx": workbook(),
    "page.html": HTML.encode(),
    "old page.html": HTML.replace("utf-8", "gb2312").encode("gb18030"),
    "notes.md": MARKDOWN.encode(),
    "film.srt": SRT.encode("utf-8-sig"),
    "job.xlf": XLIFF1.encode(),
    "job2.xlf": XLIFF2.encode(),
    "wide.xlf": XLIFF2.replace("UTF-8", "UTF-16").encode("utf-16"),
    "memory.tmx": TMX.encode(),
    "plain.txt": TEXT.encode("gb18030"),
}
