"""Archived copies are items of the vault: their id there, and the custody entry that received them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casebook", "0002_search")]
    operations = [
        migrations.AddField(
            "item",
            "vault_item",
            models.CharField(blank=True, db_index=True, default="", max_length=100),
        ),
        migrations.AddField("item", "log_index", models.BigIntegerField(blank=True, null=True)),
    ]
