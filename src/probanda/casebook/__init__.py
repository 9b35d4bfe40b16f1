"""The record: models, the services that change it, and the figures computed over it."""
