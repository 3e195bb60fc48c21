"""Lists of resources, themes and actors in the admin: their filters, and what is done to many."""
