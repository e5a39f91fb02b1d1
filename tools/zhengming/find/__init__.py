"""Terms in text: known ones matched, new ones proposed, measured and ranked."""
