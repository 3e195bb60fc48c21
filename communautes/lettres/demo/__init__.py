"""The demo's letters (the TOML file beside). Written past the services: nothing is mailed."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from communautes.adhesions.models import CommunautePage
from communautes.comptes.models import User
from communautes.lettres.models import Lettre

FICHES = Path(__file__).parent / "lettres.toml"


def charger() -> None:
    """Once for each community, then kept as people have made it."""
    for fiche in tomllib.loads(FICHES.read_text(encoding="utf-8"))["lettre"]:
        communaute = CommunautePage.objects.sources().get(slug=fiche["communaute"])
        auteur = User.objects.get(email=f"{fiche['par']}@demo.example.org")
        quand = timezone.now() - timedelta(days=fiche["il_y_a"])
        if not Lettre.objects.de(communaute).filter(titre=fiche["titre"]).exists():
            Lettre.objects.create(
                communaute=communaute,
                auteur=auteur,
                titre=fiche["titre"],
                texte=fiche["texte"].strip(),
                modifiee_le=quand,
                envoyee_le=quand,
            )
