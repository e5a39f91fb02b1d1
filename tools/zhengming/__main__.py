"""`python -m zhengming` does what `zhengming` does."""

from zhengming.cli import main

main()
