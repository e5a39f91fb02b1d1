"""What we know about Chinese text: characters, script, words, wording."""
