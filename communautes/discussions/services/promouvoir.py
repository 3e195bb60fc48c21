"""An accepted answer becomes the draft of a resource, in one act: editors finish it, its author is
credited by what they chose to show.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.rich_text import RichText

from communautes.adhesions.presentation import fonctions_de
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.promotions import Promotion
from communautes.discussions.services.ecriture import (
    constater,
    refuser_sauf,
    tracer,
    verrouiller,
)
from home.langues.lecture import SOURCE
from home.texte_riche import en_texte, rendre
from ressources.models import RessourceIndexPage, RessourcePage, RessourceTheme
from ressources.referentiels import Nature, Provenance


@transaction.atomic
def promouvoir(discussion: Discussion, *, par) -> RessourcePage:
    """The draft. Twice is once."""
    discussion, place = verrouiller(discussion, par)
    if discussion.promue_en is not None and place.conduit:
        return discussion.promue_en
    refuser_sauf(place.promeut(discussion), _il_faut_une_reponse())
    index = RessourceIndexPage.objects.filter(locale__language_code=SOURCE).first()
    refuser_sauf(
        index is not None and index.permissions_for_user(par).can_add_subpage(),
        _("Votre rôle ne permet pas d’écrire une ressource\u00a0: demandez-le à l’administration."),
    )
    page = _brouillon(discussion, index, par)
    avant = discussion.etat
    discussion.promue_en, discussion.promue_le = page, timezone.now()
    constater(discussion)
    tracer("promue", discussion, par=par, avant=avant)
    return page


@transaction.atomic
def oublier_la_promotion(page: RessourcePage, *, par) -> None:
    """The resource is being deleted: the answer may be promoted again."""
    for promue in Discussion.objects.filter(promue_en=page).order_by("pk"):
        _oublier(promue, "promotion_oubliee", par=par)


@transaction.atomic
def promouvoir_en(promotion: Promotion, discussion: Discussion, *, par):
    """Into what a later room makes of it (promotions.py). Twice is once: it finds it there."""
    discussion, place = verrouiller(discussion, par)
    promue = discussion.etat == Discussion.Etat.PROMUE and discussion.promue_en_id is None
    refuser_sauf(
        place.promeut(discussion) or (promue and place.conduit and place.lit),
        _il_faut_une_reponse(),
    )
    faite = promotion.creer(discussion, par)
    if promue:
        return faite
    avant = discussion.etat
    discussion.promue_le = timezone.now()
    constater(discussion)
    tracer(f"promue_en_{promotion.code}", discussion, par=par, avant=avant)
    return faite


@transaction.atomic
def renoncer(reponse: Reponse, *, par) -> None:
    """What the later room made of it is no more: it may be promoted again. Once another answer is
    accepted, what has become of that one is left as it is.
    """
    discussion, _place = verrouiller(reponse.discussion, par)
    ailleurs = discussion.promue_le is not None and discussion.promue_en_id is None
    if ailleurs and discussion.reponse_retenue_id == reponse.pk:
        _oublier(discussion, "promotion_abandonnee", par=par)


def _oublier(promue: Discussion, acte: str, *, par) -> None:
    discussion, _place = verrouiller(promue, par)
    avant = discussion.etat
    discussion.promue_en = discussion.promue_le = None
    constater(discussion)
    tracer(acte, discussion, par=par, avant=avant)


def _il_faut_une_reponse() -> str:
    return _(
        "L’ANCT promeut une question résolue, et qu’elle lit\u00a0: il faut une réponse retenue."
    )


def _brouillon(discussion: Discussion, index: RessourceIndexPage, par) -> RessourcePage:
    reponse = discussion.reponse_retenue
    page = RessourcePage(
        title=discussion.titre,
        slug=find_available_slug(index, slugify(discussion.titre)[:80] or "reponse"),
        live=False,
        owner=par,
        resume=Truncator(en_texte(reponse.texte)).chars(200),
        nature=Nature.FICHE_METHODE,
        provenance=Provenance.ANCT if reponse.de_l_anct else Provenance.COLLECTIVITE,
        source=credit(discussion)[:200],
        locale=index.locale,
        body=[
            ("rich_text", RichText(_paragraphe(_("La question")) + _en_riche(discussion.texte))),
            ("rich_text", RichText(_paragraphe(_("La réponse")) + _en_riche(reponse.texte))),
        ],
    )
    index.add_child(instance=page)
    for lien in discussion.communaute.themes_lies.order_by("sort_order"):
        page.themes_lies.add(RessourceTheme(theme=lien.theme, sort_order=lien.sort_order))
    page.save_revision(user=par, log_action=True)
    return page


def credit(discussion: Discussion) -> str:
    """« élu·e de Die, Drôme (26) »: what everybody may read. Her name is for members; ANCT adds it
    once she agreed.
    """
    reponse = discussion.reponse_retenue
    if reponse.de_l_anct:
        return _("ANCT")
    fonction = fonctions_de([reponse.auteur_id]).get(reponse.auteur_id, "")
    communaute = discussion.communaute.title
    return fonction or _("Un·e membre de la communauté «\u00a0%(nom)s\u00a0»") % {"nom": communaute}


def _paragraphe(titre: str) -> str:
    return f"<p><b>{escape(titre)}</b></p>"


def _en_riche(source: str) -> str:
    """Editors' paragraphs know no quotation: its words stay."""
    html = str(rendre(source))
    return html.replace("<blockquote>", "").replace("</blockquote>", "")
