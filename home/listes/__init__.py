"""Lists of the admin: columns, filters, sorts, search, and what is done to many lines at once."""
