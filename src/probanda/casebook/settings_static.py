"""Django settings for tools that read the models without a casebook (types, making migrations)."""

INSTALLED_APPS = ["probanda.casebook"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
SECRET_KEY = "for reading models only; never serves a request"
