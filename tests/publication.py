"""What an editor changes of a community, in the explorer."""

from communautes.adhesions.models import CommunautePage


def publier(communaute, **champs) -> None:
    page = CommunautePage.objects.get(pk=communaute.pk)
    for nom, valeur in champs.items():
        setattr(page, nom, valeur)
    page.save_revision().publish()
