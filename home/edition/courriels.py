"""The mail of a scheduled publication that was refused at its hour."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str

from home import lettres


@translation.override(settings.LANGUAGE_CODE)
def prevenir_du_refus(revision, objet, raisons: list[str], prevue_le) -> None:
    """To who programmed it, who owns it and who follows it: one mail each (EMAIL_BACKEND)."""
    titre = " ".join(get_latest_str(objet).split())
    adresse = AdminURLFinder().get_edit_url(objet) or ""
    contexte = {
        "titre": titre,
        "raisons": raisons,
        "quand": prevue_le,
        "adresse": f"{settings.WAGTAILADMIN_BASE_URL}{adresse}",
    }
    for personne in _a_prevenir(revision, objet):
        lettres.envoyer(
            _("« %(titre)s » n’a pas été publié à l’heure prévue") % {"titre": titre},
            render_to_string("home/emails/programmation_refusee.txt", contexte),
            [personne.email],
        )


def _a_prevenir(revision, objet) -> list:
    """Open accounts, each once."""
    noms = ("owner", "responsable")
    personnes = [revision.user, *(getattr(objet, nom, None) for nom in noms)]
    return list({p.pk: p for p in personnes if p is not None and p.is_active}.values())
