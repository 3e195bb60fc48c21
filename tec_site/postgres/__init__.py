"""The project's own PostgreSQL, when DATABASE_URL names no other. Standard library only."""

from .cycle_de_vie import arreter, en_marche, serveur, url_embarquee
from .erreurs import PostgresEmbarqueError

__all__ = ["PostgresEmbarqueError", "arreter", "en_marche", "serveur", "url_embarquee"]
