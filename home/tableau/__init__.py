"""Home of the admin: what waits for who comes, the week, the health of the portal."""
