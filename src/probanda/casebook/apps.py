"""The Django app that holds the record."""

from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """Registers the record's tables under the label ``casebook``."""

    name = "probanda.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"
