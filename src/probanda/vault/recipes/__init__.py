"""What can be made from an item to work with: facts about the file, its text, a small picture of it.

Everything here reads files that may have been made to do harm. So each parser runs in a process of its
own, with limits on its time and memory; what it cannot read becomes a problem.
"""

from probanda.vault.recipes.isolated import (
    KINDS,
    Isolated,
    metadata_recipe,
    text_recipe,
    thumbnail_recipe,
)

__all__ = ["KINDS", "Isolated", "metadata_recipe", "text_recipe", "thumbnail_recipe"]
