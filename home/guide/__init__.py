"""The editors' guide, docs/redaction.md, read in the admin."""
