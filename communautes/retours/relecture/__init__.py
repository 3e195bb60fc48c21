"""The review by ANCT, in the admin: its form, its panels, its filters, and who does what of it."""
