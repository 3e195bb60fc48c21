from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoiresConfig(AppConfig):
    name = "communautes.territoires"
    label = "territoires"
    verbose_name = _("territoires")

    def ready(self):
        from django.db.models import Exists
        from wagtail.permissions import register_permission_policy

        from communautes.journal import actes as journal
        from communautes.territoires import carte
        from communautes.territoires.echanges import TableDesCourriels
        from communautes.territoires.models import Collectivite
        from communautes.territoires.sorties import TableDesCollectivites
        from home import galerie, navigation
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        register_permission_policy(Collectivite, LectureSeule(Collectivite))
        registre.enregistrer(TableDesCourriels())
        registre.enregistrer(TableDesCollectivites())
        galerie.ajouter("carte_tuiles", carte.exemples)
        navigation.enregistrer_vue(
            navigation.EntreeDeVue(
                "collectivites",
                _("Collectivités"),
                60,
                "territoires:liste",
                lambda: Exists(Collectivite.objects.all()),
            )
        )
        statut = {"statut": _("statut")}
        mots = dict(Collectivite.Statut.choices)
        journal.declarer(
            journal.Acte(
                "territoires.fusion",
                _("Fusion de deux collectivités"),
                statut | {"successeur": _("successeur"), "deplaces": _("éléments déplacés")},
                mots,
            ),
            journal.Acte(
                "territoires.dissolution",
                _("Dissolution d’un groupement"),
                statut | {"communes": _("communes membres"), "termines": _("éléments terminés")},
                mots,
            ),
        )
