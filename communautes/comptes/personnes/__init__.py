"""The list of people in the admin: what a line shows, how it is filtered, what goes out."""
