"""What becomes of a published retour: who draws on it or lived the same, its comments, whether it
is still true. What changes something is in services/, as for the rest of the room.
"""
