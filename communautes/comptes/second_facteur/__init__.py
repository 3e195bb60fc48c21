"""The second factor: an application or a passkey, with recovery codes, over allauth.mfa.

Who must prove one: `permissions.doit_prouver`. That this session did: `preuve`. What stops who did
not: `avant_d_agir`. ADR 11 says why.
"""
