import factory

from communautes.notifications.models import Courriel


class CourrielFactory(factory.django.DjangoModelFactory):
    """A mail that waits in the outbox; `abandonne=True`: given up, its text kept."""

    class Meta:
        model = Courriel

    class Params:
        abandonne = factory.Trait(statut="abandonne", essais=9, derniere_erreur="OSError: panne")

    destinataires = factory.LazyFunction(lambda: ["lectrice@commune.example.org"])
    expediteur = "portail@example.org"
    sujet = factory.Sequence(lambda n: f"Sujet {n}")
    corps = "Bonjour"
