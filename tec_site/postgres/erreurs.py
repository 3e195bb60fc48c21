"""What goes wrong, in a sentence that a person can act upon."""

from __future__ import annotations

import errno


class PostgresEmbarqueError(Exception):
    """The embedded server cannot do what was asked; str() is meant to be shown as it is."""


# What PostgreSQL or the system says, and what it means for the person who typed `make run`.
EXPLICATIONS = {
    "No space left on device": "Le disque est plein : libérez de la place, puis recommencez.",
    "Disk quota exceeded": "Votre quota de disque est atteint : libérez de la place.",
    "Read-only file system": "Le disque est en lecture seule.",
    "could not look up effective user ID": (
        "Le compte qui lance la commande n’a pas de nom sur cette machine (/etc/passwd), "
        "or PostgreSQL en demande un. Utilisez un compte nommé, ou donnez DATABASE_URL."
    ),
    "could not map anonymous shared memory": "Il n’y a plus assez de mémoire vive.",
    "could not resize shared memory segment": "Il n’y a plus assez de mémoire partagée (/dev/shm).",
    "Cannot allocate memory": "Il n’y a plus assez de mémoire vive.",
    "incompatible with server": "Les données viennent d’une autre version de PostgreSQL.",
    "pre-existing shared memory block": (
        "Un serveur PostgreSQL précédent finit de s’arrêter : attendez un instant, "
        "puis recommencez."
    ),
    "error while loading shared libraries": (
        "Une bibliothèque du système manque à PostgreSQL (voir la ligne ci-dessus)."
    ),
}


def expliquer(texte: str) -> str:
    """The French explanation of what a program printed, or '' when we know none."""
    return next((sens for signe, sens in EXPLICATIONS.items() if signe in texte), "")


def depuis_le_systeme(erreur: OSError, chemin: object) -> PostgresEmbarqueError:
    """An OSError met while preparing the server's folders, as a sentence."""
    if erreur.errno in (errno.EACCES, errno.EPERM):
        sens = f"Le dossier « {chemin} » n’est pas accessible en écriture à votre compte."
    elif erreur.errno == errno.ENOENT:
        sens = f"Le dossier « {chemin} » n’existe pas ou a disparu."
    elif erreur.errno == errno.ENAMETOOLONG:
        sens = (
            f"Le chemin « {chemin} » est trop long : placez le projet dans un dossier plus court."
        )
    else:
        sens = expliquer(str(erreur)) or f"Erreur du système sur « {chemin} » : {erreur.strerror}."
    return PostgresEmbarqueError(f"PostgreSQL embarqué : {sens}")
