"""Readers of skill taxonomies: the packaged build, official ESCO releases, and a built folder."""
