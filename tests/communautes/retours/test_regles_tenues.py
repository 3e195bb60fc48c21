"""Rules whose last day, last word or last row nothing else looks at: each turns red without it."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import User
from communautes.fichiers.models import Fichier
from communautes.journal.models import Entree
from communautes.retours import cartes, permissions, services
from communautes.retours.models import (
    CollectiviteAuteure,
    Parcours,
    RetourActeur,
    RetourExperience,
    RetourFichier,
    RetourImage,
    RetourTheme,
)
from communautes.retours.nouvelles import lecteurs_du_brouillon
from communautes.retours.refus import RetourIncomplet, RetourRefuse
from communautes.retours.services import actualite, commentaires, contact, reprises
from communautes.retours.services.ecriture import brouillon_de
from communautes.retours.services.envoi import est_mineure
from home.limites import depasse
from tests.factories import (
    ActeurFactory,
    AffiliationFactory,
    CollectiviteFactory,
    ThemePageFactory,
)
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


class TestSelonLHeure:
    @pytest.mark.parametrize("dans", [-1, 0, 1])
    def test_what_has_expired_is_read_by_nobody_without_a_command(self, client, dans):
        retour = RetourFactory()
        with time_machine.travel(timezone.now(), tick=False):
            fin = timezone.now() + timedelta(seconds=dans)
            RetourExperience.objects.filter(pk=retour.pk).update(expire_at=fin)
            lisible = permissions.est_lisible(retour)
            assert lisible == (dans > 0)
            assert RetourExperience.objects.retires().filter(pk=retour.pk).exists() != lisible
            assert client.get(retour.get_absolute_url()).status_code == (200 if lisible else 410)
            noms = RetourExperience.objects.noms_pour_tous([retour.pk])
            assert noms[retour.pk] == (retour.titre if lisible else retour.reference)

    @pytest.mark.parametrize("dans", [-1, 0, 1])
    def test_it_is_to_be_brought_up_to_date_from_that_day_on_wherever_it_is_said(self, dans):
        retour = RetourFactory()
        jour = timezone.localdate() + timedelta(days=dans)
        Parcours.objects.filter(retour=retour).update(a_revoir_le=jour)
        due = dans <= 0
        assert RetourExperience.objects.a_actualiser().filter(pk=retour.pk).exists() == due
        assert relu(retour).parcours.est_a_actualiser() == due
        (lue,) = RetourExperience.objects.pour_page()
        assert cartes.carte_de_retour(lue)["a_actualiser"] == due

    @pytest.mark.parametrize(
        ("passe", "vaut"), [(timedelta(days=60), True), (timedelta(days=60, seconds=1), False)]
    )
    def test_the_link_of_the_mail_is_worth_sixty_days(self, passe, vaut):
        retour, demande = RetourFactory(), timezone.now().replace(microsecond=0)
        with time_machine.travel(demande, tick=False):
            jeton = actualite.jeton_pour(retour.parcours.auteur, retour)
        with time_machine.travel(demande + passe, tick=False):
            assert (actualite.personne_du_jeton(jeton, retour) is not None) == vaut

    @pytest.mark.parametrize(
        ("passe", "vaut"), [(timedelta(days=90), True), (timedelta(days=90, seconds=1), False)]
    )
    def test_a_message_is_answered_for_ninety_days(self, passe, vaut):
        retour, de = RetourFactory(), AffiliationFactory().personne
        auteur, ecrit = retour.parcours.auteur, timezone.now().replace(microsecond=0)
        with time_machine.travel(ecrit, tick=False):
            jeton = contact.jeton_de_reponse(de=de, a=auteur, retour=retour)
        with time_machine.travel(ecrit + passe, tick=False):
            assert (contact.a_qui_repondre(jeton, retour, par=auteur) == de) == vaut


class TestRepondre:
    @pytest.fixture
    def recu(self):
        """(retour, its author, who has written to them)."""
        retour = RetourFactory()
        return retour, retour.parcours.auteur, AffiliationFactory().personne

    def repondre(self, recu, texte: str = "Oui, la voici.") -> None:
        retour, auteur, de = recu
        jeton = contact.jeton_de_reponse(de=de, a=auteur, retour=retour)
        par = User.objects.get(pk=auteur.pk)
        contact.repondre(relu(retour), jeton, par=par, texte=texte)

    def test_three_a_day(self, recu, relever):
        for rang in range(3):
            self.repondre(recu, f"Réponse {rang}")
        with pytest.raises(RetourRefuse, match="Trois messages par jour"):
            self.repondre(recu, "Réponse 3")
        assert len(relever()) == 3

    def test_by_somebody_who_has_a_name(self, recu, relever):
        User.objects.filter(pk=recu[1].pk).update(first_name="", last_name="")
        with pytest.raises(RetourRefuse, match="Indiquez votre prénom"):
            self.repondre(recu)
        assert not relever()

    def test_not_to_a_closed_account(self, recu, relever):
        User.objects.filter(pk=recu[2].pk).update(is_active=False)
        with pytest.raises(RetourRefuse, match="On ne peut plus répondre"):
            self.repondre(recu)
        assert not relever()


class TestSigner:
    def test_ten_at_most_those_that_are_asked_are_counted(self):
        retour = RetourFactory(etat="brouillon")
        auteur = retour.parcours.auteur
        for _n in range(9):
            services.inviter(retour, CollectiviteFactory(), par=auteur)
        with pytest.raises(RetourRefuse, match="Dix collectivités au plus"):
            services.inviter(retour, CollectiviteFactory(), par=auteur)

    def test_once_it_is_published_who_signs_is_kept_as_it_is_that_day(self):
        retour, une = RetourFactory(), AffiliationFactory()
        ligne = services.inviter(retour, une.collectivite, par=retour.parcours.auteur)
        services.repondre(ligne, par=une.personne, oui=True)
        ligne.refresh_from_db()
        lieu = une.collectivite
        assert ligne.nom == lieu.nom
        assert (ligne.type, ligne.region, ligne.departements) == ("commune", "84", ["01"])


def attache(statut: str) -> dict:
    """How somebody is tied to a place, as the database asks it; « finie » by the clock alone."""
    hier = timezone.localdate() - timedelta(days=1)
    return {
        "demandee": {"niveau": Niveau.DECLAREE},
        "active": {},
        "finie": {"fonction": "elu", "fin_mandat": hier},
        "expiree": {"statut": "expiree", "close_le": timezone.now()},
        "refusee": {"statut": "refusee", "close_le": timezone.now(), "motif": "Inconnue"},
        "terminee": {"statut": "terminee", "close_le": timezone.now()},
    }[statut]


LIEES = (*Affiliation.Statut.values, "finie")


@pytest.mark.parametrize("principale", [True, False], ids=["ecrit", "cosigne"])
@pytest.mark.parametrize("etat", CollectiviteAuteure.Etat)
def test_the_two_that_say_who_reads_a_draft_say_the_same(principale, etat):
    """One person and one retour for pages; many of each for mails and for « Mes retours »."""
    retour = RetourFactory(etat="brouillon", themes=[])
    ligne = retour.auteures.get()
    if not principale:
        ligne = services.inviter(retour, CollectiviteFactory(), par=retour.parcours.auteur)
    repondu = None if etat == CollectiviteAuteure.Etat.INVITEE else timezone.now()
    CollectiviteAuteure.objects.filter(pk=ligne.pk).update(etat=etat, repondu_le=repondu)
    for statut, ouvert, commence in product(LIEES, (True, False), (True, False)):
        une = AffiliationFactory(collectivite=ligne.collectivite, **attache(statut))
        personne = une.personne
        User.objects.filter(pk=personne.pk).update(is_active=ouvert)
        personne.is_active = ouvert
        retour.parcours.auteur = personne if commence else None
        lit = permissions.lit_le_brouillon(personne, retour)
        lecteurs = lecteurs_du_brouillon([personne], [retour])
        assert (lecteurs == {(personne.pk, retour.pk)}) == lit, (statut, ouvert, commence)
    anct = relecteur()
    assert permissions.lit_le_brouillon(anct, retour)
    assert not lecteurs_du_brouillon([anct], [retour])  # its own lists, and no mail


def fichier(retour, nom: str = "convention.pdf") -> Fichier:
    return Fichier.objects.create(
        contenu=ContentFile(b"%PDF-1.4", nom),
        nom=nom,
        type_mime="application/pdf",
        taille=8,
        depose_par=retour.parcours.auteur,
        objet=retour,
    )


def publie_avec(**champs) -> RetourExperience:
    """Published once with what these give, each made for the retour."""
    retour = RetourFactory(etat="brouillon")
    brouillon = brouillon_de(retour)
    for champ, faire in champs.items():
        setattr(brouillon, champ, [faire(retour)])
    auteur = retour.parcours.auteur
    services.enregistrer(brouillon, par=auteur)
    services.soumettre(relu(retour), par=auteur)
    services.publier(relu(retour), par=relecteur())
    return relu(retour)


FAIRE = {
    "documents": lambda retour: RetourFichier(fichier=fichier(retour), titre="La convention"),
    "images": lambda retour: RetourImage(fichier=fichier(retour), alternative="La cour"),
    "themes_lies": lambda retour: RetourTheme(theme=ThemePageFactory()),
    "acteurs_lies": lambda retour: RetourActeur(acteur=ActeurFactory()),
}
CHOIX = {
    "format": "court",
    "debut": date(2025, 3, 1),
    "fin": date(2025, 4, 1),
    "niveau": "information",
    "publics": ["jeunes"],
    "nombre": 12,
    "cout": "5000_20000",
    "jours_agent": 3,
    "licence": "cc-by",
    "slug": "ailleurs",
}


class TestUneCorrectionDeForme:
    @pytest.mark.parametrize("champ", FAIRE)
    def test_what_is_exchanged_is_read_again_whatever_it_is_called(self, champ):
        retour = publie_avec(**{champ: FAIRE[champ]})
        brouillon = brouillon_de(retour)
        assert est_mineure(retour, brouillon)
        setattr(brouillon, champ, [FAIRE[champ](retour)])
        assert not est_mineure(retour, brouillon)

    @pytest.mark.parametrize("champ", CHOIX)
    def test_a_choice_or_a_figure_is_read_again(self, champ):
        retour = RetourFactory()
        brouillon = brouillon_de(retour)
        assert getattr(brouillon, champ) != CHOIX[champ]
        setattr(brouillon, champ, CHOIX[champ])
        assert not est_mineure(retour, brouillon)

    @pytest.mark.parametrize(
        ("mots", "retouches", "de_forme"),
        [(5, 2, True), (5, 3, False), (29, 2, True), (29, 3, False), (30, 3, True), (30, 4, False)],
    )
    def test_two_words_of_a_short_text_one_in_ten_of_a_long_one(self, mots, retouches, de_forme):
        retour = RetourFactory(echecs=" ".join(["voisin"] * mots))
        brouillon = brouillon_de(retour)
        brouillon.echecs = " ".join(["voisins"] * retouches + ["voisin"] * (mots - retouches))
        assert est_mineure(retour, brouillon) == de_forme

    @pytest.mark.parametrize(
        ("avant", "apres", "de_forme"),
        [
            ("mur", "murs", False),
            ("cour", "cours", True),
            ("route", "roukte", False),
            ("maison", "maikson", True),
        ],
    )
    def test_a_letter_more_is_a_slip_in_a_word_that_is_long_enough(self, avant, apres, de_forme):
        retour = RetourFactory(echecs=f"Une {avant} trop petite.")
        brouillon = brouillon_de(retour)
        brouillon.echecs = f"Une {apres} trop petite."
        assert est_mineure(retour, brouillon) == de_forme

    def test_what_lacks_something_is_not_published_by_a_correction(self):
        retour = publie_avec(documents=FAIRE["documents"])
        Fichier.objects.update(retire_le=timezone.now(), contenu="")
        brouillon = brouillon_de(retour)
        brouillon.titre = f"{retour.titre}."
        services.enregistrer(brouillon, par=retour.parcours.auteur)
        with pytest.raises(RetourIncomplet) as refus:
            services.publier_la_correction(relu(retour), par=retour.parcours.auteur)
        assert refus.value.manques.keys() == {"documents"}
        assert not Entree.objects.filter(acte="retours.corrige").exists()


LIMITES = {
    "retours-reprises": (30, 24 * 3600, "Trente reprises par jour"),
    "retours-commencer": (30, 24 * 3600, "Trente retours commencés par jour"),
    "retours-commentaires": (20, 3600, "Vingt commentaires en une heure"),
}
ACTES = {
    "retours-reprises": lambda une: reprises.s_inspirer(RetourFactory(), une, par=une.personne),
    "retours-commencer": lambda une: services.commencer(une, par=une.personne, titre="Une cour"),
    "retours-commentaires": lambda une: commentaires.commenter(
        RetourFactory(), une, par=une.personne, texte="Merci."
    ),
}


@pytest.mark.parametrize("acte", LIMITES)
def test_so_many_and_no_more(acte):
    une = AffiliationFactory()
    nombre, fenetre, phrase = LIMITES[acte]
    for _n in range(nombre - 1):
        depasse(acte, une.personne.pk, limite=nombre, fenetre=fenetre)
    ACTES[acte](une)
    with pytest.raises(RetourRefuse, match=phrase):
        ACTES[acte](une)


COLONNES = "?-ECVA"  # visiteur, compte, écrit, cosigne, autre collectivité, ANCT
DITS = {
    "s’en inspirer, dire une expérience semblable": "inspirer",
    "commenter": "commenter",
    "écrire à ses auteurs": "ecrire_aux_auteurs",
}


@pytest.mark.parametrize("dit", DITS)
def test_the_page_of_rights_says_what_the_table_of_tests_holds(dit):
    page = (settings.RACINE / "docs" / "droits.md").read_text()
    (ligne,) = [une for une in page.splitlines() if une.startswith(f"| {dit} |")]
    table = Path(__file__).with_name("droits.txt").read_text().splitlines()
    (essai,) = [une.split()[2] for une in table if une.startswith(f"{DITS[dit]} ")]
    cases = [case.strip() for case in ligne.strip("| ").split("|")[1:]]
    dits = dict(zip(COLONNES, cases, strict=True))
    assert {qui for qui, case in dits.items() if case == "oui"} == set(essai.split("/")[0]) - {"I"}
