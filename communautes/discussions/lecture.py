"""What the pages of this room show, to whom: one message costs as many queries as a thousand."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from communautes.adhesions.lecture import sienne as adhesion_du_lecteur
from communautes.adhesions.models import CommunautePage
from communautes.adhesions.presentation import fonctions_de
from communautes.comptes.affiliations.courant import lecteur
from communautes.discussions import promotions
from communautes.discussions.indexation import publiques_a_indexer
from communautes.discussions.models import (
    Abonnement,
    Brouillon,
    Discussion,
    MemeQuestion,
    Reponse,
    VoteUtile,
)
from communautes.discussions.permissions import Place
from communautes.fichiers.models import Fichier
from communautes.notifications.models import Sourdine
from home.langues.lecture import SOURCE
from ressources.models import RessourcePage

PAR_PAGE = 30  # replies
QUESTIONS_PAR_PAGE = 20
EN_VUE = 5
BILAN = timedelta(days=365)
UNE_SEMAINE = timedelta(days=7)


def place_de(request, communaute: CommunautePage) -> Place:
    return Place(lecteur(request), communaute)


def visibles_de(ecrits, place: Place):
    """Questions or replies of a community that this reader may read; those held back, to their
    authors and to who answers for them.
    """
    if not place.personne.is_active:
        return ecrits.lus_de_tous()
    condition = Q(moderation="publie") | Q(auteur=place.personne)
    if place.modere:
        condition |= Q(moderation="en_examen")
    return ecrits.gardes().filter(condition)


def signer(auteurs, *, noms: bool) -> dict[int, dict]:
    """Key of a person → {nom, fonction}: names are for the members. One query."""
    fonctions = fonctions_de(auteur.pk for auteur in auteurs)
    return {
        auteur.pk: {
            "nom": auteur.get_full_name() if noms else "",
            "fonction": fonctions.get(auteur.pk, ""),
            "parti": auteur.est_anonymisee,
        }
        for auteur in auteurs
    }


def d_une_communaute(communaute: CommunautePage, request) -> dict | None:
    """Its questions, unanswered ones first; how well its target is kept; what was learnt."""
    if communaute.pk is None:
        return None
    place = place_de(request, communaute)
    place.adhesion = adhesion_du_lecteur(request, communaute)  # read already, with its page
    place.est_ouvrable = True
    ici = Discussion.objects.lus_de_tous().filter(communaute=communaute)
    en_vue = list(ici.pour_liste().annotate(**_nombres()).sans_reponse_d_abord()[:EN_VUE])
    nombres = {nom: getattr(en_vue[0], nom) if en_vue else 0 for nom in _nombres()}
    return {
        "communaute": communaute,
        "lignes": lignes(en_vue, place),
        "nombre": nombres["toutes"],
        "attendent": nombres["attendent"],
        "tenue": dire_la_tenue(nombres),
        "pose": place.pose,
        "ressources": _apprises(communaute) if nombres["promues"] else [],
        "devenues": promotions.apprises(communaute) if nombres["promues_ailleurs"] else [],
    }


def _nombres() -> dict:
    """Of the whole community, beside each row of its list: one query for both. `dues`: of a year,
    those whose time has come or that were answered; `en_temps`: those answered in time.
    """
    recentes = Q(ecrit_le__gt=timezone.now() - BILAN)
    repondues = Q(premiere_reponse_le__isnull=False) | Q(echeance_le__lte=timezone.now())
    parts = {
        "toutes": Q(),
        "attendent": Q(etat=Discussion.Etat.OUVERTE, fermee_le=None),
        "dues": recentes & repondues,
        "en_temps": recentes & Q(premiere_reponse_le__lte=F("echeance_le")),
        "promues": Q(promue_en__isnull=False),
        "promues_ailleurs": Q(promue_le__isnull=False, promue_en=None),
    }
    return {nom: Window(Count("pk", filter=part)) for nom, part in parts.items()}


def dire_la_tenue(nombres: dict) -> str:
    if nombres["dues"] < 3:  # a share of two says nothing
        return ""
    return ngettext(
        "délai tenu pour %(en_temps)s question sur %(dues)s",
        "délai tenu pour %(en_temps)s questions sur %(dues)s",
        nombres["en_temps"],
    ) % {"en_temps": nombres["en_temps"], "dues": nombres["dues"]}


def _apprises(communaute: CommunautePage) -> list[RessourcePage]:
    """Resources that came out of its answers, once they are published."""
    cles = Discussion.objects.filter(communaute=communaute, promue_en__isnull=False)
    pages = RessourcePage.objects.visibles().filter(pk__in=cles.values("promue_en"))
    return list(pages.recentes().only("pk", "title", "url_path", "locale", "resume")[:3])


def de_l_accueil(page, request) -> dict | None:
    """Questions of the week in public communities, with how many answers they have. They are in
    French, and so is the page that shows them.
    """
    if get_language() != SOURCE:
        return None
    recentes = publiques_a_indexer().filter(ecrit_le__gt=timezone.now() - UNE_SEMAINE)
    lues = recentes.pour_liste().select_related("communaute__locale").order_by("-ecrit_le")[:3]
    trouvees = [ligne(une, une.communaute, "") for une in lues]
    return {"lignes": trouvees} if trouvees else None


def lignes(discussions, place: Place) -> list[dict]:
    """Rows of a list; who asks is said by a function, and by a name between members."""
    signatures = signer({une.auteur for une in discussions}, noms=place.est_membre)
    return [
        ligne(une, place.communaute, en_une_ligne(signatures[une.auteur_id])) for une in discussions
    ]


def ligne(une: Discussion, communaute: CommunautePage, qui: str) -> dict:
    return {
        "titre": str(une),
        "url": reverse("discussions:discussion", args=[communaute.slug, une.pk]),
        "qui": qui,
        "communaute": communaute.title,
        "le": une.ecrit_le,
        "etat": une.etat,
        "etat_en_mots": une.etat_en_mots,
        "attend": une.attend_une_reponse,
        "en_retard": une.est_en_retard,
        "resolue": une.est_resolue,
        "fermee": une.est_fermee,
        "epinglee": une.epinglee_le is not None,
        "en_examen": not une.est_publie,
        "reponses": une.nombre_de_reponses,
        "memes": une.nombre_de_memes,
    }


def en_une_ligne(signature: dict) -> str:
    if signature["parti"]:
        return _("Une personne qui a quitté le portail")
    dits = ", ".join(filter(None, [signature["nom"], signature["fonction"]]))
    return f"{dits[:1].upper()}{dits[1:]}" if dits else _("Un·e membre de la communauté")


def lire(pk: int, place: Place) -> Discussion | None:
    """With what this reader has said of it already; None for what they may not read."""
    moi = place.personne.pk
    lues = Discussion.objects.filter(pk=pk, communaute=place.communaute).pour_liste()
    lue = lues.select_related("retenue_par", "promue_en", "confiee_a").annotate(
        suivie=_mien(Abonnement, "discussion", moi),
        mienne_aussi=_mien(MemeQuestion, "discussion", moi),
        muette=_muette(moi),
        brouillon=_brouillon(moi),
    )
    discussion = lue.first()
    if discussion is None:
        return None
    discussion.communaute = place.communaute
    return discussion if place.lit_la(discussion) else None


def _mien(modele, lien: str, personne: int | None):
    if personne is None:
        return Value(False, output_field=BooleanField())  # noqa: FBT003
    return Exists(modele.objects.filter(**{lien: OuterRef("pk")}, personne=personne))


def _muette(personne: int | None):
    """Whether they silenced it: with the discussion, rather than by the tag `sourdine`."""
    genre = ContentType.objects.get_for_model(Discussion)
    siennes = Sourdine.objects.filter(personne=personne, type_d_objet=genre)
    return Exists(siennes.filter(objet_pk=OuterRef("pk")))


def _brouillon(personne: int | None):
    """What they have begun to answer there."""
    lieu = Concat(Value("discussion-"), Cast(OuterRef("pk"), CharField()))
    siens = Brouillon.objects.filter(personne=personne, lieu=lieu)
    return Subquery(siens.values("texte")[:1])


def reponses_de(discussion: Discussion, place: Place):
    """In their order, but for the accepted one, that stands under the question."""
    lues = visibles_de(Reponse.objects.filter(discussion=discussion), place)
    return lues.exclude(pk=discussion.reponse_retenue_id or 0)


def page_des_reponses(discussion: Discussion, place: Place, numero) -> Page:
    lues = reponses_de(discussion, place).pour_page()
    lues = lues.annotate(dite_utile=_mien(VoteUtile, "reponse", place.personne.pk))
    return Paginator(lues, PAR_PAGE).get_page(numero)


def retenue_de(discussion: Discussion, place: Place) -> Reponse | None:
    if discussion.reponse_retenue_id is None:
        return None
    lues = Reponse.objects.filter(pk=discussion.reponse_retenue_id).pour_page()
    return lues.annotate(dite_utile=_mien(VoteUtile, "reponse", place.personne.pk)).first()


def numero_de_page(reponse: Reponse, place: Place) -> int:
    """On which page of its discussion a reply is, for this reader."""
    avant = reponses_de(reponse.discussion, place).filter(
        Q(ecrit_le__lt=reponse.ecrit_le) | Q(ecrit_le=reponse.ecrit_le, pk__lt=reponse.pk)
    )
    return avant.count() // PAR_PAGE + 1


def fichiers_de(discussion: Discussion, reponses: list[Reponse]) -> dict[tuple[str, int], list]:
    """(« discussion » or « reponse », key) → its files: one query for a whole page."""
    types = ContentType.objects.get_for_models(Discussion, Reponse)
    noms = {types[Discussion].pk: "discussion", types[Reponse].pk: "reponse"}
    joints: dict[tuple[str, int], list] = {}
    lus = Fichier.objects.lisibles().filter(
        Q(type_d_objet=types[Discussion], objet_pk=discussion.pk)
        | Q(type_d_objet=types[Reponse], objet_pk__in=[une.pk for une in reponses])
    )
    for fichier in lus:
        joints.setdefault((noms[fichier.type_d_objet_id], fichier.objet_pk), []).append(fichier)
    return joints
