"""What a discussion tells, and whom: its members of a question, who follows it of a reply, who is
called, whose answer was accepted, to whom it is confided. Never a word of what is written.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.referentiels import Visibilite
from communautes.comptes.models import User
from communautes.discussions.models import (
    Abonnement,
    Discussion,
    Mention,
    Reponse,
)
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.permissions import peuvent_lire
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement
from communautes.notifications.services import (
    notifier,
    previendra,
    reprendre,
    retirer,
    suspendre,
)

QUESTION, REPONSE = "discussions.question", "discussions.reponse"
MENTION, RETENUE = "discussions.mention", "discussions.retenue"
CONFIEE = "discussions.confiee"


def membres(communaute: CommunautePage):
    """Who may hear of a question."""
    actives = Adhesion.objects.actives().filter(communaute=communaute)
    return User.objects.filter(pk__in=actives.values("personne"))


def suivent(discussion: Discussion):
    """Who asked, who replied, who pressed « Suivre », to whom it is confided; not who was excluded,
    though they may still read what is public.
    """
    repondent = Reponse.objects.lus_de_tous().filter(discussion=discussion).values("auteur")
    abonnees = Abonnement.objects.filter(discussion=discussion).values("personne")
    cles = [discussion.auteur_id, discussion.confiee_a_id]
    exclues = Adhesion.objects.exclues().filter(communaute=discussion.communaute_id)
    suivent = User.objects.filter(Q(pk__in=cles) | Q(pk__in=repondent) | Q(pk__in=abonnees))
    return suivent.exclude(pk__in=exclues.values("personne"))


def se_souvenir(ecrit: Ecrit, personnes: Iterable[User]) -> None:
    """Of whom it calls, until it may be told."""
    cle = {ecrit._meta.model_name: ecrit}
    Mention.objects.bulk_create(Mention(**cle, personne=une) for une in personnes)


def dire(ecrit: Ecrit) -> int:
    """Once, whenever it is called: who is called hears that, and not twice the same message."""
    nombre = appeler(ecrit)
    code, autres = _autres(ecrit)
    appelees = ecrit.mentions.values("personne")
    return nombre + notifier(code, ecrit, a=autres.exclude(pk__in=appelees), **_communs(ecrit))


def appeler(ecrit: Ecrit) -> int:
    """Those whom it calls, as `se_souvenir` knows them."""
    appelees = User.objects.filter(pk__in=ecrit.mentions.values("personne"))
    return notifier(MENTION, ecrit, a=appelees, **_communs(ecrit))


def _communs(ecrit: Ecrit) -> dict:
    discussion = ecrit if isinstance(ecrit, Discussion) else ecrit.discussion
    return {
        "par": ecrit.auteur,
        "sujet": discussion,
        "cadre": discussion.communaute,
        "retenu": not discussion.est_lu_de_tous,  # a reply is told once its question is given back
    }


def _deja_dite(ecrit: Ecrit) -> bool:
    """What was told once is not told again when moderation gives it back."""
    genre = ContentType.objects.get_for_model(ecrit)
    dites = Evenement.objects.filter(genre__in=[QUESTION, REPONSE], type_d_objet=genre)
    return dites.filter(objet_pk=ecrit.pk).exists()


def _autres(ecrit: Ecrit):
    if isinstance(ecrit, Discussion):
        return QUESTION, membres(ecrit.communaute)
    return REPONSE, suivent(ecrit.discussion)


def combien(discussion: Discussion, *, par) -> int:
    """Told of a question that is being asked, or of the reply to one that is there."""
    communs = {"par": par, "cadre": discussion.communaute}
    if discussion.pk is None:
        return previendra(QUESTION, discussion, a=membres(discussion.communaute), **communs)
    reponse = Reponse(discussion=discussion, auteur=par, texte="…")
    return previendra(REPONSE, reponse, a=suivent(discussion), sujet=discussion, **communs)


def dire_la_retenue(reponse: Reponse, *, par) -> int:
    lieu = reponse.discussion
    return notifier(
        RETENUE, reponse, a=[reponse.auteur], par=par, sujet=lieu, cadre=lieu.communaute
    )


def dire_a_qui_elle_est_confiee(discussion: Discussion) -> int:
    """Told once each time that it is confided, however often the command runs."""
    return notifier(
        CONFIEE,
        discussion,
        a=[discussion.confiee_a],
        cadre=discussion.communaute,
        cle=f"{discussion.confiee_a_id}-{discussion.confiee_le.isoformat()}",
    )


def taire(ecrit: Ecrit) -> None:
    """Deleted, what was told of it is forgotten; held back or withdrawn, until it is given back."""
    if ecrit.est_garde:
        suspendre(ecrit)
    else:
        retirer(ecrit)


def rendre(ecrit: Ecrit) -> None:
    """Accepted, or put back: told at last of who was not, and as it was of who was."""
    reprendre(ecrit)
    if _deja_dite(ecrit):
        appeler(ecrit)  # those whom it calls since, while it was held back
    else:
        dire(ecrit)


def deplacee(discussion: Discussion) -> None:
    """Who does not read the other community is told nothing more of it."""
    if discussion.communaute.visibilite != Visibilite.PUBLIQUE:
        dedans = membres(discussion.communaute)
        retirer(discussion, de=User.objects.exclude(pk__in=dedans.values("pk")))


def _est_retenue(evenement, personne) -> bool:
    return evenement.objet.discussion.reponse_retenue_id == evenement.objet.pk


def _lui_est_confiee(evenement, personne) -> bool:
    discussion = evenement.objet
    return discussion.confiee_a_id == personne.pk and discussion.attend_une_reponse


_VALENT = {RETENUE: _est_retenue, CONFIEE: _lui_est_confiee}


def _noms(evenement) -> dict:
    return {
        "titre": (evenement.sujet or evenement.objet).titre,
        "communaute": evenement.cadre.title,
    }


def _question(evenement) -> str:
    return _("Nouvelle question dans «\u00a0%(communaute)s\u00a0»\u00a0: %(titre)s") % _noms(
        evenement
    )


def _reponse(evenement) -> str:
    noms = _noms(evenement)
    if evenement.objet.de_l_anct:
        return _("L’ANCT a répondu à «\u00a0%(titre)s\u00a0»") % noms
    return _("Nouvelle réponse à «\u00a0%(titre)s\u00a0»") % noms


def _mention(evenement) -> str:
    return _("On vous demande votre avis dans «\u00a0%(titre)s\u00a0»") % _noms(evenement)


def _retenue(evenement) -> str:
    return _("Votre réponse à «\u00a0%(titre)s\u00a0» est retenue") % _noms(evenement)


def _confiee(evenement) -> str:
    return _(
        "Une question sans réponse vous est confiée, dans «\u00a0%(communaute)s\u00a0»\u00a0: "
        "%(titre)s"
    ) % _noms(evenement)


def _discussions(cles) -> dict[int, Discussion]:
    return Discussion.objects.select_related("communaute__locale").in_bulk(cles)


def _reponses(cles) -> dict[int, Reponse]:
    return Reponse.objects.select_related("discussion__communaute__locale").in_bulk(cles)


def brancher() -> None:
    registre.declarer_cible(
        registre.Cible(
            Discussion,
            titre=str,
            adresse=Discussion.get_absolute_url,
            peuvent_lire=peuvent_lire,
            charger=_discussions,
            en_sourdine=gettext_lazy("cette discussion"),
        ),
        registre.Cible(
            Reponse,
            titre=lambda reponse: str(reponse.discussion),
            adresse=Reponse.get_absolute_url,
            peuvent_lire=peuvent_lire,
            charger=_reponses,
        ),
    )
    for rang, (code, libelle, phrase, canal) in enumerate(_GENRES, 30):
        registre.declarer(
            registre.Genre(
                code,
                libelle,
                gettext_lazy("Discussions"),
                phrase,
                canal,
                nomme=lambda evenement: [],
                vaut_encore=_VALENT.get(code, registre.toujours),
                rang=rang,
            )
        )


_GENRES = [
    (
        QUESTION,
        gettext_lazy("Une nouvelle question dans une de mes communautés"),
        _question,
        Canal.HEBDOMADAIRE,
    ),
    (
        REPONSE,
        gettext_lazy("Une réponse là où j’ai écrit, ou que je suis"),
        _reponse,
        Canal.IMMEDIAT,
    ),
    (MENTION, gettext_lazy("On me demande mon avis"), _mention, Canal.IMMEDIAT),
    (RETENUE, gettext_lazy("Une de mes réponses est retenue"), _retenue, Canal.IMMEDIAT),
    (CONFIEE, gettext_lazy("Une question sans réponse m’est confiée"), _confiee, Canal.IMMEDIAT),
]
