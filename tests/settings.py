"""Django settings of the suite: SQLite in memory, or PostgreSQL when PROBANDA_DATABASE_URL is set."""

from __future__ import annotations

import os
from pathlib import Path

from probanda.casebook.settings import database_settings, parse_address

_URL = os.environ.get("PROBANDA_DATABASE_URL", "")
_SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}

INSTALLED_APPS = ["probanda.casebook"]
DATABASES = {"default": database_settings(parse_address(_URL), Path()) if _URL else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "for the suite only"
