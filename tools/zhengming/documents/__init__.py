"""Files in: what kind they are, what stands in them, and files rewritten."""
