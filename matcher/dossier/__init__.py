"""Evidence that employers need a skill, as a document for whoever lists micro-credentials."""
