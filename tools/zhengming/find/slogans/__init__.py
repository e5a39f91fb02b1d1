"""What a document itself spells out: the parts of its slogans, the full forms of its short forms."""
