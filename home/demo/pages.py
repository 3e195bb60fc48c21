"""Creates or updates one published page, as an editor would: a draft, a revision, a publication."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from home import publication


def publier(modele, parent, slug: str, champs: dict, *, remplir=None, il_y_a: int = 0):
    """The page of this slug under `parent`, published `il_y_a` days ago.

    `remplir(page)` adds its child rows. What somebody has sent to review is left as it is.
    """
    page = modele.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = modele(slug=slug, live=False, first_published_at=jour(il_y_a), **champs)
        parent.add_child(instance=page)
    if publication.relecture_en_attente(page):
        return page
    for champ, valeur in champs.items():
        setattr(page, champ, valeur)
    if remplir is not None:
        remplir(page)
    page.save_revision().publish()
    return page


def jour(il_y_a: int) -> datetime:
    """Nine o'clock, Paris, that many days ago."""
    date = timezone.localdate() - timedelta(days=il_y_a)
    return timezone.make_aware(datetime.combine(date, time(9)))
