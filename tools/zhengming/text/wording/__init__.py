"""Machine localisation: recognised (`inspect`) and undone in context (`restore`)."""

from zhengming.text.wording.inspect import inspect
from zhengming.text.wording.restore import Restoration, restore

__all__ = ["Restoration", "inspect", "restore"]
