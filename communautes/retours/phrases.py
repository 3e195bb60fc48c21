"""Where a retour stands, and what comes next, in words for who writes it."""

from django.utils.translation import gettext as _

from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Etat, Preparation


def etat_en_mots(retour: RetourExperience) -> str:
    """What is public, then what is being prepared."""
    etat = str(retour.etat.label)
    if retour.live and retour.parcours.preparation:
        return _("%(etat)s, avec des changements (%(preparation)s)") % {
            "etat": etat,
            "preparation": retour.parcours.get_preparation_display(),
        }
    return etat


def suite(retour: RetourExperience) -> str:
    """One sentence: whose turn it is, and to do what."""
    parcours = retour.parcours
    promotion = getattr(retour, "promotion", None)
    if promotion is not None and promotion.attend:
        return _("L’ANCT vous le propose, d’après une de vos réponses\u00a0: dites oui ou non.")
    if parcours.preparation == Preparation.BROUILLON and retour.first_published_at is not None:
        if parcours.est_retire:
            return _(
                "Sa page dit qu’il a été retiré. Récrit et envoyé de nouveau, il peut reparaître."
            )
        return _("Vos changements ne sont pas encore publics\u00a0: à vous de les envoyer.")
    if parcours.preparation in _A_FAIRE:
        return str(_A_FAIRE[parcours.preparation]())
    return str(_PAISIBLES[retour.etat]())


_A_FAIRE = {
    Preparation.SOUMIS: lambda: _(
        "L’ANCT va le relire. Pour changer quelque chose avant, reprenez-le."
    ),
    Preparation.EN_RELECTURE: lambda: _("Quelqu’un de l’ANCT le relit en ce moment."),
    Preparation.A_COMPLETER: lambda: _(
        "L’ANCT vous demande de compléter\u00a0: répondez, puis envoyez-le de nouveau."
    ),
    Preparation.BROUILLON: lambda: _("À vous\u00a0: finissez de l’écrire, puis envoyez-le."),
}
_PAISIBLES = {
    Etat.PUBLIE: lambda: _("Tout le monde le lit. Vous pouvez le changer quand vous voulez."),
    Etat.A_ACTUALISER: lambda: _("Est-ce toujours vrai\u00a0? Relisez-le, et mettez-le à jour."),
    Etat.ARCHIVE: lambda: _("On le lit encore à son adresse\u00a0; il n’est plus proposé."),
    Etat.RETIRE: lambda: _("Sa page dit qu’il a été retiré."),
}
