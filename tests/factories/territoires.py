import factory

from communautes.territoires import siren
from communautes.territoires.models import Collectivite
from communautes.territoires.noms import cherchables, normaliser


def siren_de(racine: int) -> str:
    """Eight digits and their key: valid, and nobody's."""
    debut = f"{racine:08d}"
    return next(f"{debut}{cle}" for cle in range(10) if siren.est_valide(f"{debut}{cle}"))


class CollectiviteFactory(factory.django.DjangoModelFactory):
    """A commune of Ain, whose real ones stop at 01457; `type="epci"` (its code is its SIREN)."""

    class Meta:
        model = Collectivite

    class Params:
        rang = factory.Sequence(lambda n: n)

    type = "commune"
    code = factory.LazyAttribute(
        lambda c: c.siren if c.type in ("epci", "ept", "syndicat") else f"01{500 + c.rang % 500}"
    )
    siren = factory.LazyAttribute(lambda c: siren_de(99_000_000 + c.rang))
    nom = factory.LazyAttribute(lambda c: f"Bourg-Neuf {c.rang}")
    nom_normalise = factory.LazyAttribute(lambda c: normaliser(c.nom))
    recherche = factory.LazyAttribute(lambda c: cherchables(c.nom, c.code))
    departement = "01"
    departements = factory.LazyAttribute(lambda c: [c.departement])
    region = "84"
    source = "tests"
    millesime = 2026
