"""A retour d'expérience: what a collectivité did, at what cost, what failed, and where it holds.

Its words are written once, in French: under /en/ they are read as they are, marked `lang="fr"`.
Who signs it, where it stands, what is asked of it are rows beside (auteures.py, parcours.py,
remarque.py): a version that comes back brings back no consent and no state.
"""

import secrets
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from communautes.fichiers.models import Fichier
from communautes.retours.models.contenus import EtiquetteRetour
from communautes.retours.models.contraintes import (
    TEXTES_DU_COMPLET,
    TEXTES_DU_COURT,
    contraintes_retour,
)
from communautes.retours.models.requetes import RetourQuerySet
from communautes.retours.referentiels import Cout, Duree, Etat, Format, mois_a_venir
from communautes.retours.relecture.formulaire import PANNEAUX, RetourForm
from home.adresses_electroniques import RETIREZ, contient_une_adresse
from home.champs import ChoixMultiplesField
from home.edition.apercu import ApercuPublic
from home.edition.panneaux import FormulaireSimple
from home.edition.verrous import VerrousEnClair
from home.medias.licences import Licence
from home.publication import PublieeSiComplete, ajouter
from home.referentiels import NiveauAtteint, PublicAssocie
from home.texte_riche import en_texte
from home.texte_riche.modele import TexteRicheTextField

TITRE_AU_PLUS, RESUME_AU_PLUS, SIGNES = 110, 300, 8_000
JOURS_AU_PLUS, PERSONNES_AU_PLUS = 5_000, 1_000_000

TEXTES_DES_PIECES = {"images": ("alternative", "legende"), "documents": ("titre",)}

MANQUES = {
    "resume": _("Écrivez deux phrases qui disent tout\u00a0: c’est ce qu’on lit en premier."),
    "contexte": _("Dites d’où vous partiez."),
    "fait": _("Dites ce que vous avez fait."),
    "appris": _("Dites ce que vous en retenez."),
    "resultats": _("Dites ce que cela a donné."),
    "echecs": _("Dites ce qui n’a pas marché\u00a0: c’est ce qui aide le plus les autres."),
    "transposition": _("Dites à quelles conditions cela peut se refaire ailleurs."),
}
PIECES_DETRUITES = {
    "images": _("Le fichier d’une des images a été supprimé\u00a0: retirez-la, ou redonnez-la."),
    "documents": _("Un des documents joints a été supprimé\u00a0: retirez-le, ou redonnez-le."),
}


def nouvelle_reference() -> str:
    """« RET-7F3A91C2 »: given once, kept for ever, so that an import finds its retour again."""
    return f"RET-{secrets.token_hex(4).upper()}"


class RetourExperience(
    PublieeSiComplete,
    VerrousEnClair,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ApercuPublic,
    PreviewableMixin,
    ClusterableModel,
):
    titre = models.CharField(
        _("titre"),
        max_length=TITRE_AU_PLUS,
        help_text=_("Ce qui a été fait, et où cela en est\u00a0: 110 signes au plus."),
    )
    slug = models.SlugField(
        _("adresse du retour"),
        max_length=80,
        db_index=False,
        help_text=_("La fin de l’adresse. Publiée, l’ancienne mène à la nouvelle."),
    )
    reference = models.CharField(
        _("référence"),
        max_length=40,
        default=nouvelle_reference,
        help_text=_("Un import reconnaît le retour par elle\u00a0: ne la changez pas."),
    )
    format = models.CharField(_("version"), max_length=8, choices=Format, default=Format.COURT)
    resume = models.CharField(
        _("en deux phrases"),
        max_length=RESUME_AU_PLUS,
        blank=True,
        help_text=_("Des mots courants, des phrases courtes\u00a0: 300 signes au plus."),
    )
    debut = models.DateField(
        _("début"), null=True, blank=True, help_text=_("Le premier jour du mois.")
    )
    fin = models.DateField(
        _("fin"), null=True, blank=True, help_text=_("Vide\u00a0: cela continue.")
    )
    contexte = TexteRicheTextField(_("contexte"), max_length=SIGNES, blank=True)
    fait = TexteRicheTextField(_("ce qui a été fait"), max_length=SIGNES, blank=True)
    appris = TexteRicheTextField(_("ce qu’on en retient"), max_length=SIGNES, blank=True)
    niveau = models.CharField(
        _("niveau de participation"), max_length=20, choices=NiveauAtteint, blank=True
    )
    publics = ChoixMultiplesField(_("publics associés"), enum=PublicAssocie)
    nombre = models.PositiveIntegerField(
        _("personnes associées"), null=True, blank=True, help_text=_("Vide si personne n’a compté.")
    )
    resultats = TexteRicheTextField(_("résultats"), max_length=SIGNES, blank=True)
    echecs = TexteRicheTextField(_("ce qui n’a pas marché"), max_length=SIGNES, blank=True)
    cout = models.CharField(_("coût"), max_length=16, choices=Cout, blank=True)
    cout_precision = models.CharField(
        _("précision sur le coût"),
        max_length=80,
        blank=True,
        help_text=_("« hors travaux », « dont 80\u00a0% de subvention »."),
    )
    jours_agent = models.PositiveSmallIntegerField(
        _("jours de travail des agents"), null=True, blank=True
    )
    prestataires = models.CharField(
        _("prestataires"),
        max_length=150,
        blank=True,
        help_text=_("« 12 jours d’une paysagiste »\u00a0: ni marque, ni nom de personne."),
    )
    transposition = TexteRicheTextField(_("pour transposer"), max_length=SIGNES, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.OUVERTE
    )
    fictif = models.BooleanField(
        _("inventé"),
        default=False,
        editable=False,
        help_text=_("Écrit pour la démonstration\u00a0: sa page et ses données le disent."),
    )
    tags = ClusterTaggableManager(verbose_name=_("étiquettes"), through=EtiquetteRetour, blank=True)

    objects = models.Manager.from_queryset(RetourQuerySet)()

    DEBUT_DE_L_ADRESSE = "/retours/"  # urls.py

    base_form_class = RetourForm
    panels = PANNEAUX
    route_de_la_liste = "retours_admin:list"
    qui_corrige = _("C’est à ses auteurs de répondre, sur le site.")
    edit_handler = FormulaireSimple(panels)

    relations_requises = {"themes_lies": _("Choisissez au moins un thème.")}

    class Meta:
        verbose_name = _("retour d’expérience")
        verbose_name_plural = _("retours d’expérience")
        permissions = [("relire_retourexperience", "Peut relire et publier un retour")]
        constraints = contraintes_retour()

    def __str__(self) -> str:
        return self.titre

    def validate_constraints(self, exclude=None):
        """A draft of what is live may be incomplete: only the row itself may not."""
        super().validate_constraints(exclude={*(exclude or ()), "live"})

    @property
    def approved_schedule(self) -> bool:
        """Asked line by line by lists, unless `pour_la_redaction` has asked for all."""
        lu = getattr(self, "programme", None)
        return super().approved_schedule if lu is None else lu

    @property
    def noms_des_auteures(self) -> str:
        """Of those that `pour_la_redaction` has read: who signs, first who writes."""
        return ", ".join(str(ligne) for ligne in self.toutes_les_auteures if ligne.signe)

    @property
    def nom_pour_tous(self) -> str:
        """Of the row, as it is: its title where everybody reads it (`lisibles`). Elsewhere its
        reference: a row that is not public follows the draft, whose words are of who writes it.
        """
        finie = self.expire_at is not None and self.expire_at <= timezone.now()
        publique = self.live and not finie and not self.parcours.est_retire
        return self.titre if publique else self.reference

    @property
    def est_court(self) -> bool:
        return self.format == Format.COURT

    @property
    def textes_requis(self) -> tuple[str, ...]:
        return TEXTES_DU_COURT if self.est_court else TEXTES_DU_COMPLET

    @property
    def chapo(self) -> str:
        """Two lines for a card: the short version has no summary of its own."""
        return self.resume or en_texte(self.appris or self.fait)[:RESUME_AU_PLUS]

    @property
    def duree(self) -> str:
        """One of Duree, or nothing when nobody said when it began; until today while it goes on."""
        if self.debut is None:
            return ""
        return Duree.entre(self.debut, self.fin or timezone.localdate()).value

    @property
    def annee(self) -> int | None:
        """Of its last month: the one it is sought by."""
        dernier: date | None = self.fin or self.debut
        return dernier and dernier.year

    @property
    def a_revoir_le(self) -> date | None:
        """As the report on quality asks it of any content."""
        return self.parcours.a_revoir_le

    @property
    def etat(self) -> str:
        """One of Etat, of the row and its `parcours`."""
        parcours = self.parcours
        if parcours.est_retire:
            return Etat.RETIRE
        if not self.live:
            return Etat(parcours.preparation or Etat.BROUILLON)
        if parcours.est_archive:
            return Etat.ARCHIVE
        return Etat.A_ACTUALISER if parcours.est_a_actualiser() else Etat.PUBLIE

    @etat.setter
    def etat(self, annote: str) -> None:
        """Lists of the admin annotate a coarser one, to filter by (home/listes/etats.py)."""

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        for champ in self.textes_requis:
            if not getattr(self, champ).strip():
                manques[champ] = str(MANQUES[champ])
        for champ, textes in self._textes_lus_de_tous():
            if any(contient_une_adresse(texte) for texte in textes):
                ajouter(manques, champ, RETIREZ)
        for champ, phrase in mois_a_venir(self.debut, self.fin).items():
            ajouter(manques, champ, phrase)
        if any(not image.alternative.strip() for image in self._prevues("images")):
            ajouter(manques, "images", _("Dites ce que montre chaque image."))
        for genre, phrase in PIECES_DETRUITES.items():
            if self._montre_une_piece_detruite(genre):
                ajouter(manques, genre, phrase)
        return manques

    def _textes_lus_de_tous(self):
        """(field or relation, its texts) for whatever somebody has typed."""
        for champ in self._meta.get_fields():
            if isinstance(champ, models.CharField | models.TextField) and not champ.choices:
                yield champ.name, [getattr(self, champ.name)]
        for relation, champs in TEXTES_DES_PIECES.items():
            lignes = self._prevues(relation)
            yield relation, [getattr(une, champ) for une in lignes for champ in champs]
        yield "tags", [lien.tag.name for lien in self.etiquetages.all()]

    def _prevues(self, relation: str):
        """Those that stand in a form, before they are its own (home/forms.py)."""
        return getattr(self, "lignes_prevues", {}).get(relation, getattr(self, relation).all())

    def _montre_une_piece_detruite(self, genre: str) -> bool:
        """A version that comes back brings back no content."""
        cles = {piece.fichier_id for piece in self._prevues(genre)}
        return bool(cles) and Fichier.objects.lisibles().filter(pk__in=cles).count() < len(cles)

    def ce_qui_empeche(self, revision) -> str:
        """What its authors have not sent is not published, by whichever button."""
        from communautes.retours.services.publication import pourquoi_pas_publiee

        return pourquoi_pas_publiee(self, revision)

    def get_absolute_url(self) -> str:
        return reverse("retours:retour", args=[self.slug])

    def get_preview_template(self, request, mode_name):
        return "retours/retour.html"

    def get_preview_context(self, request, mode_name):
        from communautes.retours.lecture import contexte_du_retour  # it reads this model

        return super().get_preview_context(request, mode_name) | contexte_du_retour(self)
