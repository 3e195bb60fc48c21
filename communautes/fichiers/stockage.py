"""Where files from people are: out of the library, out of any folder that a server shows."""

from django.core.files.storage import FileSystemStorage, Storage, storages

PRIVE = "prive"


class Prive(FileSystemStorage):
    def url(self, name):
        """None: the view is the only way."""
        raise ValueError("Un fichier privé n’a pas d’adresse.")


def stockage_prive() -> Storage:
    """Of settings.STORAGES: a migration names no folder."""
    return storages[PRIVE]


def chemin_de(fichier, _nom: str) -> str:
    """By its key alone: a folder says neither names nor dates, and none holds too many files."""
    cle = fichier.pk.hex
    return f"{cle[:2]}/{cle}"
