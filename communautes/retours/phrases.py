"""Where a retour stands, and what comes next, in words for who writes it."""

from django.utils.translation import gettext as _

from communautes.retours.models import Parcours, RetourExperience
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


def suite(retour: RetourExperience, *, tient: bool) -> str:
    """One sentence: whose turn it is, and to do what. `tient`: said to who writes it; else, to who
    signs it, or is asked to.
    """
    parcours = retour.parcours
    promotion = getattr(retour, "promotion", None)
    if promotion is not None and promotion.attend:
        return _("L’ANCT vous le propose, d’après une de vos réponses\u00a0: dites oui ou non.")
    if parcours.preparation in _D_UN_AUTRE and not tient and not parcours.est_retire:
        return str(_D_UN_AUTRE[parcours.preparation]())
    if parcours.preparation == Preparation.BROUILLON and retour.first_published_at is not None:
        if parcours.est_retire and tient:
            return _(
                "%(retire)s Sa page dit qu’il a été retiré. Récrit et envoyé de nouveau, il peut "
                "reparaître."
            ) % {"retire": _retire(parcours)}
        if not parcours.est_retire:
            return _("Vos changements ne sont pas encore publics\u00a0: à vous de les envoyer.")
    if parcours.est_retire and not (tient and parcours.preparation):
        return _("%(retire)s Sa page dit qu’il a été retiré.") % {"retire": _retire(parcours)}
    if parcours.preparation in _A_FAIRE:
        return str(_A_FAIRE[parcours.preparation]())
    paisibles = _PAISIBLES if tient else _PAISIBLES | _PAISIBLES_D_UN_AUTRE
    return str(paisibles[retour.etat]())


def _retire(parcours: Parcours) -> str:
    """Who withdrew it, and why: who follows it reads its reason."""
    qui = _("L’ANCT l’a retiré") if parcours.retire_par_l_anct else _("Il a été retiré")
    return _("%(qui)s\u00a0: «\u00a0%(motif)s\u00a0».") % {
        "qui": qui,
        "motif": parcours.motif_du_retrait.rstrip("."),
    }


def du_retrait(slug: str) -> str:
    """Of its address, that everybody may ask for."""
    retires = RetourExperience.objects.retires().filter(slug=slug)
    if retires.filter(parcours__retire_par_l_anct=True).exists():
        return _("L’ANCT a retiré ce retour d’expérience.")
    return _("Une collectivité peut retirer à tout moment un retour d’expérience qu’elle a écrit.")


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
_D_UN_AUTRE = {
    Preparation.BROUILLON: lambda: _("Qui l’écrit ne l’a pas encore envoyé à l’ANCT."),
    Preparation.A_COMPLETER: lambda: _("L’ANCT a demandé à qui l’écrit de le compléter."),
    Preparation.SOUMIS: lambda: _("L’ANCT va le relire."),
}
_PAISIBLES_D_UN_AUTRE = {
    Etat.PUBLIE: lambda: _("Tout le monde le lit."),
    Etat.A_ACTUALISER: lambda: _("C’est à qui l’écrit de dire s’il est toujours vrai."),
}
_PAISIBLES = {
    Etat.PUBLIE: lambda: _("Tout le monde le lit. Vous pouvez le changer quand vous voulez."),
    Etat.A_ACTUALISER: lambda: _("Est-ce toujours vrai\u00a0? Relisez-le, et mettez-le à jour."),
    Etat.ARCHIVE: lambda: _("On le lit encore à son adresse\u00a0; il n’est plus proposé."),
}
