"""The log of sign-ins in the admin: read, filtered, exported. Nobody writes there."""
