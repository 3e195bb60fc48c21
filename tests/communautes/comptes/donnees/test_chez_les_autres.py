"""What somebody typed as a name changes nothing of anybody else, the day they are forgotten."""

import uuid

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import Presence
from communautes.comptes.reunion.services import reunir
from communautes.notifications.chiffrement import chiffrer
from communautes.notifications.models import Courriel
from home.confidentiel import ENTETE_AU_SUJET_DE
from home.echanges.models import Import, LigneImport
from home.listes.models import ActionEnNombre
from tests.factories import CourrielFactory, UserFactory
from tests.traces import TABLES

pytestmark = pytest.mark.django_db
TEXTE = "Bonjour, voici https://exemple.example.org ; le conseil de la métropole, Votre Code. "
MOTS = ["gAAAA", "kwargs", "https", "Bonjour", "de la", "Votre Code", "args", "conseil de la"]


@pytest.fixture
def chez_les_autres():
    """A row of everything that is searched, of people who have nothing to do with it."""
    autre = UserFactory(email="marie@mairie-de-vernon.example.org", first_name="Marie")
    CourrielFactory(corps=chiffrer(TEXTE), confidentiel=True)
    CourrielFactory(corps=TEXTE, html=f"<p>{TEXTE}</p>", sujet=TEXTE, destinataires=[autre.email])
    CourrielFactory(corps=TEXTE + autre.email, abandonne=True, repondre_a=[autre.email])
    un = Import.objects.create(
        table="ressources",
        nom_du_fichier=f"{TEXTE}.csv",
        entetes=[],
        remarques=[TEXTE, autre.email],
        incident=TEXTE,
        cree_par=autre,
    )
    LigneImport.objects.create(origine=un, numero=1, titre=TEXTE, valeurs={"kwargs": autre.email})
    ActionEnNombre.objects.create(
        acte="confier",
        type_de_contenu_id=1,
        cles=[1],
        jeton=uuid.uuid4(),
        phrase=TEXTE,
        valeurs={"responsable": autre.pk, "kwargs": TEXTE},
        refus=[{"cle": 1, "titre": TEXTE, "raison": TEXTE}],
        lance_par=autre,
    )
    ModelLogEntry.objects.log_action(autre, "wagtail.edit", user=autre, data={"kwargs": TEXTE})
    ModelLogEntry.objects.update(label=TEXTE + autre.email)
    DBTaskResult.objects.create(
        task_path="x.y",
        args_kwargs={"args": [1, autre.email], "kwargs": {"https": TEXTE}},
        backend_name="default",
        run_after=timezone.now(),
        priority=0,
        traceback=TEXTE,
        exception_class_path="",
        worker_ids=[],
    )


def la_base() -> set[tuple[str, str]]:
    lignes = set()
    with connection.cursor() as curseur:
        curseur.execute(TABLES)
        for (table,) in curseur.fetchall():
            curseur.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608, from pg_class
            lignes.update((table, ligne) for (ligne,) in curseur.fetchall())
    return lignes


def rien_d_autre_ne_change(personne) -> None:
    """Row by row: of what was there, only the rows of the account itself are other."""
    siennes = {
        ("comptes_user", str(personne.pk)),
        *(("comptes_presence", str(presence.pk)) for presence in personne.presences.all()),
    }
    avant = la_base()
    anonymiser(personne, par=None, cause=Cause.INACTIVITE)
    changees = avant - la_base()
    lues = {(table, ligne.strip("()").partition(",")[0]) for table, ligne in changees}
    assert lues <= siennes


@pytest.mark.parametrize("mot", MOTS)
def test_who_was_there_is_searched_nowhere(chez_les_autres, mot):
    boite = UserFactory(last_name=mot, first_name="", boite_partagee=True)
    Presence.objects.create(personne=boite, nom=mot, fonction=mot)
    rien_d_autre_ne_change(boite)


@pytest.mark.parametrize("mot", MOTS)
def test_the_name_of_an_account_is_searched_in_nobody_else_s_rows(chez_les_autres, mot):
    prenom, _espace, nom = mot.partition(" ")
    rien_d_autre_ne_change(UserFactory(first_name=prenom, last_name=nom))


def test_an_address_is_whole(chez_les_autres):
    """« e@… » is the end of « marie@… », and its start that of « …org.fr »."""
    rien_d_autre_ne_change(UserFactory(email="e@mairie-de-vernon.example.org"))
    rien_d_autre_ne_change(UserFactory(email="marie@mairie-de-vernon.example"))


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("De e@mairie.fr.", "De X."),
        ("<E@Mairie.fr>, e@mairie.fr", "<X>, X"),
        ("marie@mairie.fr", "marie@mairie.fr"),
        ("m.e@mairie.fr, m+e@mairie.fr", "m.e@mairie.fr, m+e@mairie.fr"),
        ("e@mairie.fr.example.org e@mairie.free", "e@mairie.fr.example.org e@mairie.free"),
        ("Zoé de Lannoy, Zoé de Lannoye", "X, Zoé de Lannoye"),
        ("zoé de lannoy, Zoé de Lannoy-Brun", "zoé de lannoy, Zoé de Lannoy-Brun"),
    ],
)
def test_words_are_whole(texte, attendu):
    traces = Traces(frozenset(["e@mairie.fr"]), frozenset(["Zoé de Lannoy"]))
    assert traces.retirees(texte, par="X") == attendu
    assert traces.retirees({texte: [texte]}, par="X") == {texte: [attendu]}


class TestSesLignes:
    """What a key ties to the person, and what a name that cannot be searched leaves there."""

    def test_the_file_of_an_import_may_name_anybody(self):
        personne = UserFactory(first_name="Zoé", last_name="X")
        un = Import.objects.create(
            table="r", nom_du_fichier="Zoé X.csv", entetes=[], cree_par=personne
        )
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert un.nom_du_fichier == "fichier.csv"

    def test_nor_does_the_name_of_an_account_merged_into_it(self):
        admin = UserFactory(groupe="Administration")
        bob = UserFactory(first_name="Bob", last_name="Dupré")
        ange = UserFactory(first_name="Marie-Ange", last_name="Quatremère")
        fichiers = ["liste Marie-Ange Quatremère.csv", "quatremere.csv"]
        for nom in fichiers:
            Import.objects.create(table="r", nom_du_fichier=nom, entetes=[], cree_par=ange)
        reunir(bob, ange, par=admin, motif="Vu au téléphone")
        lus = set(Import.objects.values_list("nom_du_fichier", flat=True))
        assert lus == {"liste Compte supprimé.csv", "quatremere.csv"}
        bob.refresh_from_db()
        anonymiser(bob, par=bob, cause=Cause.DEMANDE)
        assert set(Import.objects.values_list("nom_du_fichier", flat=True)) == {"fichier.csv"}

    @pytest.mark.parametrize(
        "nom, statut, attendu",
        [
            ("Camille Duprez", "en_attente", "« Compte supprimé » demande"),
            ("Camille", "en_attente", ""),
            ("Camille Duprez", "abandonne", ""),
        ],
    )
    def test_a_mail_that_names_the_person(self, nom, statut, attendu):
        """To a référent: cleaned while it waits if it can be, else emptied and not sent."""
        prenom, _espace, fin = nom.partition(" ")
        personne = UserFactory(first_name=prenom, last_name=fin)
        un = CourrielFactory(corps=f"« {nom} » demande", statut=statut, au_sujet_de=[personne.pk])
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert (un.corps, un.statut) == (attendu, statut if attendu else "abandonne")
        assert un.destinataires == ["lectrice@commune.example.org"]

    def test_an_encrypted_one_is_emptied_not_rewritten(self):
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        un = CourrielFactory(
            corps=chiffrer("Camille Duprez"), confidentiel=True, au_sujet_de=[personne.pk]
        )
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert (un.corps, un.statut) == ("", Courriel.Statut.ABANDONNE)

    def test_the_header_that_ties_them_never_leaves(self, relever):
        entetes = {ENTETE_AU_SUJET_DE: "3,4"}
        EmailMessage("Sujet", "Corps", to=["a@b.example.org"], headers=entetes).send()
        assert Courriel.objects.get().au_sujet_de == [3, 4]
        assert ENTETE_AU_SUJET_DE not in relever()[-1].extra_headers

    def test_a_homonym_s_contents_are_not_searched(self):
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        UserFactory(first_name="camille", last_name="duprez")
        commun = {"acte": "confier", "type_de_contenu_id": 1, "cles": [1], "lance_par": None}
        sienne, autre = (
            ActionEnNombre.objects.create(
                jeton=uuid.uuid4(), phrase="Confié à Camille Duprez", valeurs=valeurs, **commun
            )
            for valeurs in ({"responsable": personne.pk}, {"responsable": None})
        )
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        for une in (sienne, autre):
            une.refresh_from_db()
        assert (sienne.phrase, autre.phrase) == ("Compte supprimé", "Confié à Camille Duprez")
