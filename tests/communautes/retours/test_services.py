"""A retour's states, by the services that change them."""

from datetime import date

import pytest

from communautes.comptes.affiliations.models import Niveau
from communautes.journal.models import Entree
from communautes.retours import permissions, services
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.referentiels import Duree, Etat
from communautes.retours.refus import RetourIncomplet, RetourRefuse
from communautes.retours.services.ecriture import brouillon_de
from search.models import IndexDocument
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


def auteur_de(retour):
    return retour.parcours.auteur


def modifier(retour, **champs):
    brouillon = brouillon_de(relu(retour))
    for champ, valeur in champs.items():
        setattr(brouillon, champ, valeur)
    return services.enregistrer(brouillon, par=auteur_de(retour))


@pytest.mark.parametrize("etat", [e for e in Etat.values if e != "a_actualiser"])
def test_each_state_is_reached_by_the_services(etat):
    assert RetourFactory(etat=etat).etat == etat


class TestCommencer:
    def test_it_is_signed_by_the_collectivite_of_who_begins(self):
        affiliation = AffiliationFactory()
        retour = services.commencer(affiliation, par=affiliation.personne, titre="Une cour")
        ligne = retour.auteures.get()
        assert (ligne.collectivite, ligne.principale, ligne.signe) == (
            affiliation.collectivite,
            True,
            True,
        )
        assert retour.slug == "une-cour"
        assert Entree.objects.get(acte="retours.commence").au_nom_de == affiliation.collectivite

    def test_nobody_begins_for_another(self):
        affiliation = AffiliationFactory()
        with pytest.raises(RetourRefuse):
            services.commencer(affiliation, par=UserFactory(), titre="Une cour")


class TestSoumettre:
    def test_what_is_missing_is_said_field_by_field(self):
        retour = RetourFactory(etat="brouillon", echecs="", themes=[])
        with pytest.raises(RetourIncomplet) as refus:
            services.soumettre(retour, par=auteur_de(retour))
        assert set(refus.value.manques) == {"echecs", "themes_lies"}
        assert relu(retour).etat == Etat.BROUILLON

    def test_the_short_version_asks_for_three_things(self):
        retour = RetourFactory(
            etat="brouillon",
            format="court",
            resume="",
            contexte="",
            resultats="",
            echecs="",
            transposition="",
        )
        services.soumettre(retour, par=auteur_de(retour))
        assert relu(retour).etat == Etat.SOUMIS

    def test_twice_is_once(self):
        retour = RetourFactory(etat="soumis")
        services.soumettre(retour, par=auteur_de(retour))
        assert Entree.objects.filter(acte="retours.soumis").count() == 1

    def test_nothing_is_written_while_anct_reads(self):
        retour = RetourFactory(etat="soumis")
        with pytest.raises(RetourRefuse):
            modifier(retour, titre="Autre")

    def test_it_is_taken_back(self):
        retour = RetourFactory(etat="en_relecture")
        services.reprendre(retour, par=auteur_de(retour))
        assert relu(retour).etat == Etat.BROUILLON

    def test_what_was_asked_is_closed_by_sending_again(self):
        retour = RetourFactory(etat="a_completer")
        assert retour.remarques.ouvertes().get().champ == "fait"
        services.soumettre(retour, par=auteur_de(retour))
        assert not retour.remarques.ouvertes()
        assert relu(retour).etat == Etat.SOUMIS


class TestPublier:
    def test_everybody_reads_it_and_search_finds_it(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            retour = RetourFactory()
        assert permissions.est_lisible(retour)
        document = IndexDocument.objects.get(nature="retour")
        assert document.titre == retour.titre

    def test_the_territory_is_copied(self):
        lieu = CollectiviteFactory(population=4_200)
        retour = RetourFactory(affiliation=AffiliationFactory(collectivite=lieu))
        ligne = retour.auteures.get()
        assert (ligne.nom, ligne.population, ligne.departements) == (lieu.nom, 4_200, ["01"])
        lieu.__class__.objects.filter(pk=lieu.pk).update(population=9_999)
        ligne.refresh_from_db()
        assert ligne.population == 4_200

    def test_not_what_nobody_proven_signs(self):
        declaree = AffiliationFactory(niveau=Niveau.DECLAREE)
        retour = RetourFactory(etat="soumis", affiliation=declaree)
        with pytest.raises(RetourRefuse):
            services.publier(retour, par=relecteur())
        type(declaree).objects.filter(pk=declaree.pk).update(
            niveau=Niveau.VALIDEE, niveau_etabli=Niveau.VALIDEE, preuve="anct", statut="active"
        )
        services.publier(retour, par=relecteur())
        assert relu(retour).etat == Etat.PUBLIE

    def test_only_by_anct(self):
        retour = RetourFactory(etat="soumis")
        with pytest.raises(RetourRefuse):
            services.publier(retour, par=auteur_de(retour))


class TestApresLaPublication:
    def test_a_substantial_edit_is_reviewed_while_the_old_version_stays(self):
        retour = RetourFactory()
        modifier(retour, resultats="- 900 entrées, et deux autres écoles", cout="moins_5000")
        with pytest.raises(RetourRefuse):
            services.publier_la_correction(retour, par=auteur_de(retour))
        services.soumettre(retour, par=auteur_de(retour))
        assert "640" in relu(retour).resultats
        services.publier(retour, par=relecteur())
        assert "900" in relu(retour).resultats

    def test_a_slip_is_corrected_without_a_review(self):
        retour = RetourFactory(contexte="Le quartié manquait d’ombre, et les enfants de place.")
        modifier(retour, contexte="Le quartier manquait d’ombre, et les enfants de place.")
        services.publier_la_correction(retour, par=auteur_de(retour))
        assert relu(retour).contexte.startswith("Le quartier")
        assert Entree.objects.filter(acte="retours.corrige").count() == 1

    def test_a_figure_is_never_a_slip(self):
        texte = "La commune a réuni les habitants du quartier pendant 12 soirées au printemps."
        retour = RetourFactory(fait=texte)
        modifier(retour, fait=texte.replace("12", "21"))
        with pytest.raises(RetourRefuse):
            services.publier_la_correction(retour, par=auteur_de(retour))

    def test_withdrawn_by_its_collectivite(self):
        retour = RetourFactory()
        services.retirer(retour, par=auteur_de(retour), motif="L’école a fermé.")
        assert relu(retour).etat == Etat.RETIRE
        assert not permissions.est_lisible(retour)
        assert retour in RetourExperience.objects.retires()
        assert not IndexDocument.objects.filter(nature="retour")

    def test_archived_then_withdrawn_it_comes_back_proposed(self):
        retour = RetourFactory(etat="archive")
        services.retirer(retour, par=auteur_de(retour), motif="L’école a fermé.")
        modifier(retour, resultats="- 900 entrées")
        services.soumettre(retour, par=auteur_de(retour))
        services.publier(retour, par=relecteur())
        assert relu(retour).etat == Etat.PUBLIE
        assert retour in RetourExperience.objects.visibles()

    def test_withdrawn_while_a_new_version_is_read(self):
        retour = RetourFactory()
        modifier(retour, resultats="- 900 entrées")
        services.soumettre(retour, par=auteur_de(retour))
        services.retirer(retour, par=auteur_de(retour), motif="L’école a fermé.")
        assert relu(retour).etat == Etat.RETIRE
        assert relu(retour).current_workflow_state is None

    def test_archived_it_is_read_and_not_proposed(self):
        retour = RetourFactory(etat="archive")
        assert permissions.est_lisible(retour)
        assert retour not in RetourExperience.objects.visibles()


class TestCosigner:
    def test_it_signs_by_the_word_of_who_works_there(self):
        retour, autre = RetourFactory(etat="brouillon"), AffiliationFactory()
        ligne = services.inviter(retour, autre.collectivite, par=auteur_de(retour))
        assert permissions.lit_le_brouillon(autre.personne, retour)
        services.repondre(ligne, par=autre.personne, oui=True)
        assert ligne.__class__.objects.get(pk=ligne.pk).est_verifiee

    def test_not_by_the_word_of_who_only_says_so(self):
        retour = RetourFactory(etat="brouillon")
        declaree = AffiliationFactory(niveau=Niveau.DECLAREE)
        ligne = services.inviter(retour, declaree.collectivite, par=auteur_de(retour))
        with pytest.raises(RetourRefuse):
            services.repondre(ligne, par=declaree.personne, oui=True)
        assert not permissions.lit_le_brouillon(declaree.personne, retour)

    def test_who_refused_reads_nothing_more(self):
        retour, autre = RetourFactory(etat="brouillon"), AffiliationFactory()
        ligne = services.inviter(retour, autre.collectivite, par=auteur_de(retour))
        services.repondre(ligne, par=autre.personne, oui=False)
        assert not permissions.lit_le_brouillon(autre.personne, retour)
        assert CollectiviteAuteure.objects.get(pk=ligne.pk).etat == "refusee"


class TestDuree:
    @pytest.mark.parametrize(
        ("debut", "fin", "attendue"),
        [
            (date(2025, 3, 1), date(2025, 7, 1), Duree.MOINS_6),
            (date(2025, 3, 1), date(2025, 8, 1), Duree.DE_6_A_12),
            (date(2024, 3, 1), date(2025, 2, 1), Duree.DE_12_A_24),
            (date(2023, 3, 1), date(2025, 2, 1), Duree.PLUS_24),
        ],
    )
    def test_both_months_are_counted(self, debut, fin, attendue):
        assert RetourFactory.build(debut=debut, fin=fin).duree == attendue
