import os

from django.core.mail.backends.filebased import EmailBackend


class FichiersPrives(EmailBackend):
    """Development's mails, in files: sign-in codes are in them, so nobody else reads the folder."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        os.chmod(self.file_path, 0o700)
