"""What the page of a discussion shows: each message with what this reader may do of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.comptes.acte import MotifForm
from communautes.comptes.affiliations.courant import agir
from communautes.discussions import lecture, mentions, nouvelles, promotions
from communautes.discussions.forms import RepondreForm
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import Place, peuvent_lire
from communautes.discussions.ressemblances import ressemblances
from communautes.notifications.lecture import chose
from communautes.notifications.services import dire_combien


def contexte_de_la_discussion(
    request, discussion: Discussion, place: Place, *, form: RepondreForm | None = None
) -> dict:
    page_obj = lecture.page_des_reponses(discussion, place, request.GET.get("page"))
    retenue = lecture.retenue_de(discussion, place)
    reponses = [*([retenue] if retenue else []), *page_obj]
    for une in reponses:
        une.discussion = discussion
    noms = lecture.signer(
        {discussion.auteur, *(une.auteur for une in reponses)}, noms=place.est_membre
    )
    fichiers = lecture.fichiers_de(discussion, reponses)
    messages = {une.pk: _message(une, place, noms, fichiers) for une in reponses}
    devenues = promotions.devenues(discussion)
    repond, connecte = place.repond_a(discussion), agir(request).connecte
    return {
        "communaute": place.communaute,
        "discussion": discussion,
        "place": place,
        "question": _message(discussion, place, noms, fichiers),
        "retenue": retenue and messages[retenue.pk],
        "retenue_par": _par_qui(discussion),
        "reponses": [messages[une.pk] for une in page_obj],
        "page_obj": page_obj,
        "autres": page_obj.paginator.count,
        "accent": place.communaute.accent or "blue-ecume",
        "devenues": devenues,
        "etiquettes": _etiquettes(discussion, page_obj.paginator.count + bool(retenue), devenues),
        "motif": MotifForm(),
        "ressemblantes": [] if connecte else _ressemblantes(discussion, place),
        "droits": _droits(discussion, place),
        "confiee_a": _confiee_a(discussion, place),
        "repond": repond,
        "form": form if form is not None or not repond else formulaire(discussion, place),
        "previendra": dire_combien(nouvelles.combien(discussion, par=place.personne))
        if repond
        else "",
        "connecte": connecte,
        "silence": _silence(discussion, place, request) if connecte else {},
        "appelables": sorted({n["nom"] for n in noms.values() if n["nom"]}) if repond else [],
    }


def _confiee_a(discussion: Discussion, place: Place) -> str:
    """Named to those who read names here, and who follow what waits."""
    nomme = discussion.confiee_a is not None and (place.est_membre or place.conduit)
    return discussion.confiee_a.get_full_name() if nomme else ""


def _ressemblantes(discussion: Discussion, place: Place) -> list[dict]:
    """With the page for a visitor; asked after it for who is signed in, whose page costs more."""
    return ressemblances(discussion.titre, place, sauf=discussion)[:3]


def _silence(discussion: Discussion, place: Place, request) -> dict:
    """For the button of notifications (notifications/sourdine.html): of what news tell them, or of
    what they silenced. Who reads there reads what all read, and nothing is asked.
    """
    dite = discussion.est_lu_de_tous and (place.lit or peuvent_lire([place.personne], [discussion]))
    if not dite and not discussion.muette:
        return {}
    trouvee = chose(discussion)
    return {
        "cle": trouvee.cle,
        "quoi": trouvee.cible.en_sourdine,
        "muette": discussion.muette,
        "request": request,
    }


def formulaire(discussion: Discussion, place: Place, donnees=None, fichiers=None) -> RepondreForm:
    """With what was begun here, if something was. Who may be called is read when it is sent; the
    list that the field opens comes with its own address.
    """
    initial = {}
    if donnees is None and discussion.brouillon:
        initial = {"texte": discussion.brouillon}
    return RepondreForm(
        donnees,
        fichiers,
        personne=place.personne,
        publique=place.est_publique,
        appelables=_appelables(discussion, place) if donnees is not None else (),
        anct=place.represente,
        initial=initial,
    )


def _appelables(discussion: Discussion, place: Place) -> list:
    return mentions.appelables(place.communaute, discussion, par=place.personne)


def _message(ecrit: Discussion | Reponse, place: Place, noms: dict, fichiers: dict) -> dict:
    signature = noms[ecrit.auteur_id]
    sorte = ecrit._meta.model_name
    return {
        "objet": ecrit,
        "nom": signature["nom"],
        "fonction": signature["fonction"],
        "qui": lecture.en_une_ligne(signature),
        "fichiers": fichiers.get((sorte, ecrit.pk), []),
        "corrige": place.corrige(ecrit),
        "supprime": place.supprime(ecrit),
        "historique": ecrit.modifie_le and place.lit_l_historique(ecrit),
        "question": sorte == "discussion",
        **_adresses(ecrit, sorte, place),
        **(_de_la_reponse(ecrit, place) if sorte == "reponse" else {}),
    }


def _adresses(ecrit: Discussion | Reponse, sorte: str, place: Place) -> dict:
    """`ici`: where a button of this message leads back."""
    slug = place.communaute.slug
    if sorte == "discussion":
        lieu, fin, cles = "", "", [slug, ecrit.pk]
    else:
        lieu, fin, cles = "reponses/", "_la_reponse", [slug, ecrit.discussion_id, ecrit.pk]
    historique = "historique_de_la_reponse" if lieu else "historique"
    return {
        "ici": ecrit.get_absolute_url(),
        "adresse_de_correction": reverse(f"discussions:modifier{fin}", args=cles),
        "adresse_de_l_historique": reverse(f"discussions:{historique}", args=cles),
        "adresse_de_suppression": reverse(f"discussions:supprimer{fin}", args=[ecrit.pk]),
    }


def _etiquettes(
    discussion: Discussion, reponses: int, devenues: list[promotions.Devenue]
) -> list[str]:
    etat = discussion.etat_en_mots
    if discussion.promue_le and not (discussion.promue_en and discussion.promue_en.live):
        etat = Discussion.Etat.RESOLUE.label  # editors have not published it yet
    if devenues:
        etat = devenues[0].etat
    dites = [f"{etat[:1].upper()}{etat[1:]}"]
    if discussion.epinglee_le:
        dites.insert(0, _("Épinglée"))
    if reponses:
        dites.append(ngettext("%(n)s réponse", "%(n)s réponses", reponses) % {"n": reponses})
    return dites


def _de_la_reponse(reponse: Reponse, place: Place) -> dict:
    discussion = reponse.discussion
    return {
        "est_retenue": discussion.reponse_retenue_id == reponse.pk,
        "se_retient": place.retient_pour(discussion) and reponse.est_lu_de_tous,
        "vote": place.dit_utile(reponse),
        "de_qui_demande": reponse.auteur_id == discussion.auteur_id,
    }


def _par_qui(discussion: Discussion) -> str:
    """« par qui a posé la question », or by the animation."""
    if discussion.retenue_par_id is None:
        return ""
    return "auteur" if discussion.retenue_par_id == discussion.auteur_id else "animation"


def _droits(discussion: Discussion, place: Place) -> dict:
    connecte = place.personne.is_active
    conduit = connecte and place.conduit
    promeut = conduit and discussion.est_resolue and place.promeut(discussion)
    regit = place.regit(discussion)
    attend = discussion.attend_une_reponse
    return {
        "suit": place.suit(discussion),
        "a_aussi": place.a_la_meme_question(discussion),
        "regit": regit,
        "deplace": connecte and place.deplace(discussion),
        "s_en_charge": connecte
        and attend
        and place.prend_en_charge(discussion)
        and discussion.confiee_a_id != place.personne.pk,
        "promeut": promeut,
        "promotions": promotions.proposables(discussion) if promeut else [],
        "promue": promotions.ou_elle_en_est(discussion) if conduit else [],
        "en_charge": attend and discussion.confiee_a_id == place.personne.pk,
    }
