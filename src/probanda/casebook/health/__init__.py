"""Is the casebook whole? The checks behind ``probanda doctor``; they read and never mend."""

from probanda.casebook.health.doctor import Diagnosis, diagnose

__all__ = ["Diagnosis", "diagnose"]
