"""Bringing together two accounts of one person: one stays, the other is absorbed and forgotten."""
