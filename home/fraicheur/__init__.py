"""Who keeps a content alive, when it was verified, when it must be read again."""
