"""The demo's home page, content pages and news, read from the TOML files beside this module."""
