"""
Where things lie: the shipped words, the shipped data, the user's own words, the cache.

In an installed wheel the words travel inside the package; in a checkout they are the top-level
`glossary/` folder. The wheel is tried first. Nothing here creates a folder.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

# How the folders of synchronising services begin, and what they leave inside.
CLOUD_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "icloud": "iCloud",
    "cloudstorage": "a cloud service",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "box sync": "Box",
    "mega": "MEGA",
    "megasync": "MEGA",
    "nutstore": "Nutstore",
    "我的坚果云": "Nutstore",
    "坚果云": "Nutstore",
    "baidusyncdisk": "Baidu",
    "百度网盘": "Baidu",
    "wpsdrive": "WPS cloud",
    "wps云盘": "WPS cloud",
    "seafile": "Seafile",
    "yandex.disk": "Yandex",
    "tresorit": "Tresorit",
}
CLOUD_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drive",
}
PACKAGE = Path(__file__).resolve().parent.parent


def words_dir() -> Path:
    """The folder of the shipped words (categories, sources, terms, script, wording, samples)."""
    inside = PACKAGE / "glossary"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "glossary"


def data_dir() -> Path:
    """The folder of shipped statistics and models."""
    return PACKAGE / "data"


def user_words_dir() -> Path:
    """The user's own words: `ZHENGMING_WORDS`, else a folder among the user's documents."""
    given = os.environ.get("ZHENGMING_WORDS")
    if given:
        return Path(given)
    home = Path.home()
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / "Zhengming"


def cloud_folder(path: Path) -> str:
    """
    Name the service that copies a folder to other people's machines, "" where none is recognised.

    Known by the names of folders and by the files that such services leave in them.

    >>> cloud_folder(Path("/home/a/Dropbox/case/out")), cloud_folder(Path("/srv/out"))
    ('Dropbox', '')
    """
    place = path.resolve()
    for folder in (place, *place.parents):
        for start, service in CLOUD_NAMES.items():
            # "OneDrive - Organisation", "Dropbox (Personal)"; not "megaphone".
            if re.match(rf"{re.escape(start)}(?:$|[ (\-_~])", folder.name.casefold()):
                return service
        for mark, service in CLOUD_MARKS.items():
            if (folder / mark).exists():
                return service
    given = (os.environ.get(name) for name in ("OneDrive", "OneDriveCommercial"))
    return "OneDrive" if any(g and place.is_relative_to(g) for g in given) else ""


def cache_dir() -> Path:
    """Where compiled words may be kept: `ZHENGMING_CACHE`, else the system's cache folder."""
    given = os.environ.get("ZHENGMING_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Zhengming" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "Zhengming"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengming"
