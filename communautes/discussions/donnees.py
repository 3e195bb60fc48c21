"""What this room holds of a person: what they asked and answered, follow, have begun."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.permissions import noms_lus_par
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.reunion import registre as reunion
from communautes.discussions.models import (
    Abonnement,
    Brouillon,
    Discussion,
    MemeQuestion,
    Mention,
    Reponse,
    Version,
    VoteUtile,
)
from communautes.discussions.permissions import peuvent_lire

VOIX = {
    Abonnement: "discussion",
    MemeQuestion: "discussion",
    VoteUtile: "reponse",
    Brouillon: "lieu",
}
MESSAGES = {
    "nature": gettext_lazy("question ou réponse"),
    "communaute": gettext_lazy("communauté"),
    "question": gettext_lazy("question"),
    "texte": gettext_lazy("texte"),
    "ecrit_le": gettext_lazy("écrit le"),
    "modifie_le": gettext_lazy("modifié le"),
    "moderation": gettext_lazy("modération"),
    "versions": gettext_lazy("avant correction"),
}


def _messages(personne):
    siennes = Discussion.objects.gardes().filter(auteur=personne)
    posees = siennes.select_related("communaute").prefetch_related("versions")
    reponses = Reponse.objects.gardes().filter(auteur=personne)
    lues = reponses.select_related("discussion__communaute").prefetch_related("versions")
    lieux = [*posees, *(une.discussion for une in lues)]
    noms = noms_lus_par(personne, [lieu.communaute for lieu in lieux])
    titres = _titres(personne, lieux)
    for nature, ecrits in ((_("question"), posees), (_("réponse"), lues)):
        for un in ecrits:
            lieu = un if isinstance(un, Discussion) else un.discussion
            yield _dit(un, nature, noms[lieu.communaute_id], titres[lieu.pk])


def _titres(personne, discussions) -> dict[int, str]:
    """What others asked, where one still reads it: it may have been rewritten since one left."""
    lisibles = {pk for _personne, pk in peuvent_lire([personne], discussions)}
    return {
        une.pk: une.titre
        if une.pk in lisibles or une.auteur_id == personne.pk
        else _("[une question que vous ne lisez plus]")
        for une in discussions
    }


def _dit(ecrit, nature: str, communaute: str, titre: str) -> dict:
    return {
        "nature": nature,
        "communaute": communaute,
        "question": titre,
        "texte": ecrit.texte,
        "ecrit_le": ecrit.ecrit_le,
        "modifie_le": ecrit.modifie_le,
        "moderation": ecrit.get_moderation_display(),
        "versions": "\n\n".join(version.texte for version in ecrit.versions.all()),
    }


def _brouillons(personne):
    for un in Brouillon.objects.filter(personne=personne):
        yield {"question": un.titre, "texte": un.texte, "modifie_le": un.modifie_le}


def _voix(personne):
    donnees = [
        (VoteUtile, une.reponse.discussion, une.le)
        for une in VoteUtile.objects.filter(personne=personne).select_related("reponse__discussion")
    ]
    for modele in (Abonnement, MemeQuestion):
        siennes = modele.objects.filter(personne=personne).select_related("discussion")
        donnees += [(modele, une.discussion, une.le) for une in siennes]
    titres = _titres(personne, [discussion for _modele, discussion, _le in donnees])
    for modele, discussion, le in donnees:
        yield {"quoi": modele._meta.verbose_name, "question": titres[discussion.pk], "le": le}


def _effacer(personne, traces) -> None:
    """What was said to others stays, without the name; what was for oneself goes."""
    siens = Q(auteur=personne)
    traces.retirer_de(Discussion, "titre", "texte", par=_("[nom effacé]"), parmi=siens)
    traces.retirer_de(Reponse, "texte", par=_("[nom effacé]"), parmi=siens)
    Version.objects.filter(Q(discussion__auteur=personne) | Q(reponse__auteur=personne)).delete()
    for modele in VOIX:
        modele.objects.filter(personne=personne).delete()
    Mention.objects.filter(personne=personne).delete()
    Discussion.objects.filter(confiee_a=personne).update(confiee_a=None, confiee_le=None)
    _reindexer(personne)


def _reindexer(personne) -> None:
    from communautes.discussions.indexation import apres_validation

    cles = set(Discussion.objects.filter(auteur=personne).values_list("pk", flat=True))
    cles |= set(Reponse.objects.filter(auteur=personne).values_list("discussion", flat=True))
    for pk in cles:
        apres_validation(pk)


def _verrouiller(personne) -> list[int]:
    """Where they have written: nobody answers them while they go."""
    cles = set(Discussion.objects.filter(auteur=personne).values_list("communaute", flat=True))
    reponses = Reponse.objects.filter(auteur=personne)
    cles |= set(reponses.values_list("discussion__communaute", flat=True))
    return [verrouiller_communaute(cle).pk for cle in sorted(cles)]


def _sans_doublon(modele, lien: str):
    """Of one thing, one voice: that of the account that stays."""

    def reunir(absorbe, garde, par) -> None:
        deja = modele.objects.filter(personne=garde).values(lien)
        modele.objects.filter(personne=absorbe, **{f"{lien}__in": deja}).delete()
        modele.objects.filter(personne=absorbe).update(personne=garde)

    return reunir


def _reunir_les_mentions(absorbe, garde, par) -> None:
    for une in Mention.objects.filter(personne=absorbe):
        memes = Mention.objects.filter(
            personne=garde, discussion=une.discussion_id, reponse=une.reponse_id
        )
        if memes.exists():
            une.delete()
        else:
            Mention.objects.filter(pk=une.pk).update(personne=garde)


def brancher() -> None:
    registre.verrouiller_avant(_verrouiller)
    registre.declarer(*DETENTIONS)
    passe = reunion.Devenir.PASSE
    reunion.declarer(
        reunion.Decision("discussions.Discussion.auteur", passe, gettext_lazy("questions posées")),
        reunion.Decision("discussions.Discussion.confiee_a", passe),
        reunion.Decision("discussions.Discussion.retenue_par", passe),
        reunion.Decision("discussions.Reponse.auteur", passe, gettext_lazy("réponses")),
        reunion.Decision("discussions.Mention.personne", passe, faire=_reunir_les_mentions),
        *(
            reunion.Decision(
                f"discussions.{modele.__name__}.personne", passe, faire=_sans_doublon(modele, lien)
            )
            for modele, lien in VOIX.items()
        ),
    )


DETENTIONS = (
    Detention(
        "discussions",
        gettext_lazy("Vos questions et vos réponses"),
        MESSAGES,
        _messages,
        _effacer,
        devenir=gettext_lazy(
            "Elles restent, sans votre nom\u00a0: d’autres y ont répondu. Leurs anciennes "
            "versions sont effacées."
        ),
        rang=22,
    ),
    Detention(
        "discussions_suivies",
        gettext_lazy("Ce que vous suivez et trouvez utile"),
        {
            "quoi": gettext_lazy("quoi"),
            "question": gettext_lazy("question"),
            "le": gettext_lazy("le"),
        },
        _voix,
        rang=23,
    ),
    Detention(
        "brouillons",
        gettext_lazy("Vos brouillons dans les discussions"),
        {
            "question": gettext_lazy("question"),
            "texte": gettext_lazy("texte"),
            "modifie_le": gettext_lazy("modifié le"),
        },
        _brouillons,
        rang=24,
    ),
)
