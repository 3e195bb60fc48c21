"""The form of a content: what is missing, preview, history, schedule, withdrawal, redirects."""
