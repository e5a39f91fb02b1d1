"""
Zhengming 正名: annotated bilingual glossaries from Chinese political-legal documents.

Start with `zhengming.build.build`, or on the command line with `zhengming build PATH -o DIR`.
"""

__version__ = "0.1.0"
