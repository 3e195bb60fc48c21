"""What the pages of this room show, to whom: in as many queries for one member as for all."""

from django.core.paginator import Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from communautes.adhesions.forms import RejoindreForm
from communautes.adhesions.lecture_invitations import recues
from communautes.adhesions.models import (
    Adhesion,
    CommunautePage,
    CommunauteTheme,
    Invitation,
    Vie,
)
from communautes.adhesions.permissions import adhesion_de, ouvrables
from communautes.adhesions.presentation import presenter
from communautes.adhesions.referentiels import (
    ACCES_EN_BREF,
    VISIBILITE_EN_BREF,
    Acces,
    Visibilite,
)
from communautes.comptes.affiliations.courant import agir
from communautes.notifications.lecture import chose
from communautes.notifications.models import Sourdine
from home.sections import Sections
from ressources.models import ThemePage

PAR_PAGE = 20
MEMBRES_EN_VUE = 6

# What later rooms show on a community's page: questions, meetings, what was learnt.
d_une_communaute = Sections()


def contexte_de_la_page(request, page: CommunautePage) -> dict:
    source = page.source
    adhesion = sienne(request, source)
    vie = _vie(request, source)
    lit = _est_publique(request, source) or (adhesion is not None and adhesion.est_active)
    animation, membres, nombre = _qui_en_est(source)
    dehors = adhesion is None or not adhesion.est_active
    invitations = recues(request, communaute=source) if dehors and vie.est_invitee else []
    return {
        "communaute": source,
        "vie": vie,
        "silence": chose(source),
        "adhesion": adhesion,
        "lit": lit,
        "animation": animation,
        "membres_en_vue": membres if lit else [],
        "nombre_de_membres": nombre,
        "themes": _themes(page, en_apercu=getattr(request, "is_preview", False)),
        "etiquettes": etiquettes(source, vie),
        "faits": _faits(source, nombre),
        "action": _action(source, vie, adhesion, invitations),
        "rejoindre": RejoindreForm(),
        "invitations": invitations,
        "sections": d_une_communaute.pour(source, request) if lit else [],
        "sur_demande": source.acces == Acces.SUR_DEMANDE,
        "sur_invitation": source.acces == Acces.SUR_INVITATION,
    }


def _est_publique(request, communaute: CommunautePage) -> bool:
    """As it is published: a preview shows the words of the page, not those of its members; those of
    one that editors withdrew, to none of them.
    """
    if not getattr(request, "is_preview", False):
        return communaute.est_publique
    publiees = CommunautePage.objects.filter(pk=communaute.pk, visibilite=Visibilite.PUBLIQUE)
    return ouvrables(publiees).exists()


def sienne(request, communaute: CommunautePage) -> Adhesion | None:
    """Of who reads, asked once a request, whichever room asks; a visitor without a session costs
    neither a query nor a cookie.
    """
    if communaute.pk is None or not agir(request).connecte:
        return None
    if not hasattr(request, "_adhesions_lues"):
        request._adhesions_lues = {}
    if communaute.pk not in request._adhesions_lues:
        request._adhesions_lues[communaute.pk] = adhesion_de(request.user, communaute)
    return request._adhesions_lues[communaute.pk]


def _vie(request, communaute: CommunautePage) -> Vie:
    """With `est_invitee`: whether an invitation awaits who reads; `est_muette`: whether they
    silenced it. Its life is the page's from now on; a preview has none yet.
    """
    vie = None
    if communaute.pk is not None:
        siennes = Invitation.objects.filter(communaute=communaute)
        siennes = siennes.recues_par(request.user) if agir(request).connecte else siennes.none()
        muettes = Sourdine.objects.sur(communaute).filter(personne=request.user.pk)
        lues = Vie.objects.filter(communaute=communaute)
        vie = lues.annotate(est_invitee=Exists(siennes), est_muette=Exists(muettes)).first()
    if vie is None:
        vie = Vie(communaute=communaute)
        vie.est_invitee = vie.est_muette = False
    communaute.vie = vie
    return vie


def etiquettes(communaute: CommunautePage, vie: Vie) -> list[str]:
    en_bref = [
        str(VISIBILITE_EN_BREF[Visibilite(communaute.visibilite)]).capitalize(),
        str(ACCES_EN_BREF[Acces(communaute.acces)]).capitalize(),
    ]
    if not vie.est_ouverte:
        en_bref.insert(0, vie.etat_en_mots.capitalize())
    return en_bref


def _action(
    communaute: CommunautePage, vie: Vie, adhesion: Adhesion | None, invitations: list[dict]
) -> dict | None:
    """What the banner offers: to enter, or to animate; the box beside says the rest."""
    if adhesion is not None and adhesion.modere:
        libelle = _("Animer cette communauté") if adhesion.anime else _("Modérer cette communauté")
        return {"url": reverse("adhesions:animation", args=[communaute.slug]), "libelle": libelle}
    if invitations and vie.est_ouverte and not (adhesion and adhesion.est_exclue):
        return {"url": "#situation", "libelle": _("Répondre à l’invitation")}
    dehors = adhesion is None or not (
        adhesion.est_active
        or adhesion.est_demandee
        or adhesion.est_exclue
        or adhesion.peut_redemander_le
    )
    if not dehors or not vie.est_ouverte or communaute.acces == Acces.SUR_INVITATION:
        return None
    demande = communaute.acces == Acces.SUR_DEMANDE
    libelle = _("Demander à rejoindre") if demande else _("Rejoindre la communauté")
    return {"url": "#situation", "libelle": libelle}


def _faits(communaute: CommunautePage, nombre: int) -> list[dict]:
    faits = [(_("Membres"), nombre)]
    if not communaute.vie.est_ouverte:
        return [{"libelle": libelle, "valeur": valeur} for libelle, valeur in faits]
    if communaute.fin_prevue:
        faits.insert(0, (_("Jusqu’au"), date_format(communaute.fin_prevue, "j F Y")))
    faits.append(
        (
            _("Réponse visée"),
            ngettext("%(n)s jour", "%(n)s jours", communaute.objectif_de_reponse)
            % {"n": communaute.objectif_de_reponse},
        )
    )
    return [{"libelle": libelle, "valeur": valeur} for libelle, valeur in faits]


def _qui_en_est(communaute: CommunautePage) -> tuple[list[dict], list[dict], int]:
    """Who animates, some members who chose to appear, how many they are all: two queries."""
    if communaute.pk is None:  # the preview of a page that is being written
        return [], [], 0
    actives = Adhesion.objects.actives().filter(communaute=communaute)
    en_vue = list(
        actives.annotate(combien=_nombre_de_membres("communaute__translation_key"))
        .filter(personne__is_active=True)
        .filter(Q(role=Adhesion.Role.ANIMATEUR) | Q(dans_l_annuaire=True))
        .select_related("personne")
        .order_by("role", "depuis", "pk")[: MEMBRES_EN_VUE * 2]  # « animateur » comes first
    )
    presentes = presenter(en_vue)
    animation = [une for une in presentes if une["adhesion"].anime]
    membres = [une for une in presentes if not une["adhesion"].anime]
    nombre = en_vue[0].combien if en_vue else actives.count()
    return animation, membres[:MEMBRES_EN_VUE], nombre


def _themes(page: CommunautePage, *, en_apercu: bool) -> list[ThemePage]:
    """One query; of a page that is being written, those that were chosen and not saved yet."""
    if en_apercu:
        choisis = page.themes_lies.select_related("theme")
        cles = [lien.theme.translation_key for lien in choisis]
        return ThemePage.objects.affichables(cles, page.locale_id)
    liens = CommunauteTheme.objects.filter(page=page)
    rang = liens.filter(theme__translation_key=OuterRef("translation_key")).values("sort_order")[:1]
    return list(
        ThemePage.objects.visibles()
        .filter(
            translation_key__in=liens.values("theme__translation_key"), locale_id=page.locale_id
        )
        .annotate(rang=Subquery(rang))
        .order_by("rang", "pk")
        .defer_streamfields()
    )


def contexte_de_la_liste(request, index) -> dict:
    """Public and listed communities, and the invisible ones of who reads; alive ones first."""
    page = Paginator(_connues(request), PAR_PAGE).get_page(request.GET.get("page"))
    cartes = [_carte(une, request) for une in page]
    return {"page_obj": page, "cartes": cartes, "nombre": page.paginator.count}


def _connues(request):
    toutes = CommunautePage.objects.filter(locale__language_code=get_language())
    connues = toutes.visibles()
    if agir(request).connecte:
        siennes = Adhesion.objects.actives().filter(
            personne=request.user, communaute__translation_key=OuterRef("translation_key")
        )
        miennes = ouvrables(toutes).filter(Exists(siennes))
        connues = toutes.filter(Q(pk__in=connues.values("pk")) | Q(pk__in=miennes.values("pk")))
    vies = Vie.objects.filter(communaute__translation_key=OuterRef("translation_key"))
    themes = CommunauteTheme.objects.filter(page=OuterRef("pk")).order_by("sort_order")
    return (
        connues.annotate(
            accent=Subquery(themes.values("theme__accent")[:1]),
            pictogramme=Subquery(themes.values("theme__pictogramme")[:1]),
            endormie=~Exists(vies.vivantes()),
            nombre_de_membres=_nombre_de_membres("translation_key"),
        )
        .select_related("locale")
        .order_by("endormie", "title", "pk")
    )


def _nombre_de_membres(cle: str):
    """`cle`: where the outer query holds the community's translation key."""
    actives = (
        Adhesion.objects.actives()
        .filter(communaute__translation_key=OuterRef(cle))
        .order_by()
        .values("communaute__translation_key")
        .annotate(nombre=Count("pk"))
        .values("nombre")
    )
    return Coalesce(Subquery(actives, output_field=IntegerField()), 0)


def _carte(communaute: CommunautePage, request) -> dict:
    en_bref = [
        str(VISIBILITE_EN_BREF[Visibilite(communaute.visibilite)]),
        str(ACCES_EN_BREF[Acces(communaute.acces)]),
    ]
    if communaute.endormie:
        en_bref = [_("en sommeil ou archivée"), en_bref[0]]
    return {
        "titre": communaute.title,
        "url": communaute.get_url(request),
        "resume": communaute.resume,
        "fin_prevue": communaute.fin_prevue,
        "nombre_de_membres": communaute.nombre_de_membres,
        "en_bref": en_bref,
        "accent": communaute.accent or "blue-ecume",
        "pictogramme": communaute.pictogramme or "megaphone",
        "langue": "fr" if communaute.alias_of_id else get_language(),
    }
