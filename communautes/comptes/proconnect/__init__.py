"""ProConnect, the second door: OpenID Connect with a signed userinfo (docs/adr/0010)."""
