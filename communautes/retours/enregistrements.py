"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from communautes.comptes.sections import de_mon_compte
from communautes.fichiers.permissions import lire_selon_le_fichier
from communautes.moderation.permissions import peut_moderer_partout
from communautes.moderation.registre import Signalable
from communautes.moderation.registre import declarer as signaler
from communautes.retours import fusions, indexation, liste, phrases, promotion, qualite, sections
from communautes.retours.lecture import lit_le_fichier
from communautes.retours.models import BilanDeReprise, Commentaire, RetourExperience
from communautes.retours.plan import PlanDesRetours, retours_ouverts, suite_des_retours
from communautes.retours.reprises import donnees, nouvelles, page, signaux
from communautes.retours.reprises.permissions import lit_le_bilan, lit_le_commentaire
from communautes.retours.services.commentaires import quand_la_moderation_change
from communautes.retours.services.reprises import quand_la_moderation_change as nouvelles_moderees
from communautes.territoires.fusions import a_la_fusion
from communautes.territoires.sections import de_la_collectivite
from home import navigation, plan_du_site
from home.edition import retrait
from home.langues import plan
from home.qualite import adresses
from home.sections import Section, de_l_accueil
from ressources.sections import de_l_acteur, du_theme
from search import registre


def brancher() -> None:
    registre.enregistrer(
        registre.Nature(
            code=indexation.NATURE,
            libelle=_("Retour d’expérience"),
            libelle_pluriel=_("Retours d’expérience"),
            ordre=15,
            documents=indexation.documents,
        )
    )
    de_mon_compte.enregistrer(
        Section("retours", 15, "retours/section_mon_compte.html", lambda *qui: {})
    )
    lire_selon_le_fichier(RetourExperience, lit_le_fichier)
    retrait.enregistrer(
        "retours:retour",
        lambda slug: RetourExperience.objects.retires().filter(slug=slug).exists(),
        phrases.du_retrait,
    )
    a_la_fusion("retours", fusions.deplacer, fusions.phrase)
    liste.brancher()
    promotion.brancher()
    qualite.brancher()
    _brancher_la_lecture()
    a_la_fusion("retours_repris", fusions.deplacer_les_reprises, fusions.phrase_des_reprises)
    de_mon_compte.enregistrer(
        Section("reprises", 25, "retours/reprises_section_compte.html", page.de_mon_compte)
    )
    donnees.brancher()
    nouvelles.brancher()
    signaux.brancher()
    _soumettre_a_la_moderation()


def _brancher_la_lecture() -> None:
    """Where retours are met: navigation, other rooms' pages, site maps."""
    navigation.enregistrer_vue(
        navigation.EntreeDeVue(
            "retours",
            _("Retours d’expérience"),
            35,
            "retours:liste",
            lambda: Exists(RetourExperience.objects.visibles()),
        )
    )
    de_l_accueil.enregistrer(
        Section("retours", 50, "retours/section_accueil.html", sections.de_l_accueil)
    )
    du_theme.enregistrer(Section("retours", 10, "retours/section_theme.html", sections.du_theme))
    de_l_acteur.enregistrer(
        Section("retours", 10, "retours/section_acteur.html", sections.de_l_acteur)
    )
    de_la_collectivite.enregistrer(
        Section("retours", 20, "retours/section_collectivite.html", sections.de_la_collectivite)
    )
    plan.enregistrer("retours", PlanDesRetours)
    plan_du_site.enregistrer("retours", suite_des_retours)
    adresses.enregistrer("retours:retour", retours_ouverts)


def _soumettre_a_la_moderation() -> None:
    """What is said of a retour is moderated by ANCT: nobody animates there."""
    signaler(
        Signalable(
            Commentaire,
            libelle=_("un commentaire"),
            titre=lambda un: (
                _("Commentaire de «\u00a0%(titre)s\u00a0»") % {"titre": un.retour.nom_pour_tous}
            ),
            texte=lambda un: un.texte,
            adresse=Commentaire.get_absolute_url,
            auteur=lambda un: un.auteur,
            peut_lire=lit_le_commentaire,
            peut_moderer=_par_l_anct,
            quand_change=quand_la_moderation_change,
        ),
        Signalable(
            BilanDeReprise,
            libelle=_("des nouvelles d’une reprise"),
            titre=lambda un: (
                _("Nouvelles d’une reprise de «\u00a0%(titre)s\u00a0»")
                % {"titre": un.lien.vers.nom_pour_tous}
            ),
            texte=lambda un: un.texte,
            adresse=nouvelles.adresse_du_bilan,
            auteur=lambda un: un.auteur,
            peut_lire=lit_le_bilan,
            peut_moderer=_par_l_anct,
            quand_change=nouvelles_moderees,
        ),
    )


def _par_l_anct(personne, objet) -> bool:
    return peut_moderer_partout(personne)
