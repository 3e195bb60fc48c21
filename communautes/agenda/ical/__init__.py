"""Meetings as calendars read them (RFC 5545): an event keeps its UID, whatever becomes of it."""

from communautes.agenda.ical.ecriture import calendrier

__all__ = ["calendrier"]
