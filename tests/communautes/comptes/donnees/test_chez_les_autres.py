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
from tests.traces import TABLES, ou_sont

pytestmark = pytest.mark.django_db
TEXTE = "Bonjour, voici https://exemple.example.org ; le conseil de la métropole, Votre Code. "
MOTS = ["gAAAA", "kwargs", "https", "Bonjour", "de la", "Votre Code", "args", "conseil de la"]
# One that is replaced word for word, then those that take the text with them.
NOMS = [
    ("Zoé", "Quatremère"),
    ("Li", "Wu"),
    ("Quatremère", ""),
    ("Zoé", "Quatremère2"),
    ('Zoé "Zaza"', "Quatre"),
]


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
        (
            "o'e@mairie.fr, a%e@mairie.fr, b@e@mairie.fr",
            "o'e@mairie.fr, a%e@mairie.fr, b@e@mairie.fr",
        ),
        ("?email=e@mairie.fr&x=1 /e@mairie.fr/ a?e@mairie.fr", "?email=X&x=1 /X/ a?X"),
        ("'e@mairie.fr' &e@mairie.fr|e@mairie.fr {e@mairie.fr}", "'X' &X|X {X}"),
        ("Zoé de Lannoy, Zoé de Lannoye", "X, Zoé de Lannoye"),
        ("zoé de lannoy, Zoé de Lannoy-Brun", "zoé de lannoy, Zoé de Lannoy-Brun"),
    ],
)
def test_words_are_whole(texte, attendu):
    traces = Traces(frozenset(["e@mairie.fr"]), frozenset(["Zoé de Lannoy"]))
    assert traces.retirees(texte, par="X") == attendu
    assert traces.retirees({texte: [texte]}, par="X") == {texte: [attendu]}


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("Confié à Li d'Wu, merci", "X"),
        ("Confié à Li d&#x27;Wu", "X"),
        ("Li d'Wuhan, Li d'Wu-Brun, li d'wu", "Li d'Wuhan, Li d'Wu-Brun, li d'wu"),
    ],
)
def test_a_name_that_may_be_any_word_takes_the_text_with_it(texte, attendu):
    traces = Traces(frozenset(), a_vider=frozenset(["Li d'Wu"]))
    assert traces.retirees({"Li d'Wu": [texte, 3]}, par="X") == {"Li d'Wu": [attendu, 3]}
    assert traces.adresses_seules().retirees(texte, par="X") == texte


def action(phrase, *, responsable=None, refus=(), lance_par=None) -> ActionEnNombre:
    return ActionEnNombre.objects.create(
        acte="confier",
        type_de_contenu_id=1,
        cles=[1],
        jeton=uuid.uuid4(),
        phrase=phrase,
        valeurs={"responsable": responsable and responsable.pk},
        refus=list(refus),
        lance_par=lance_par,
    )


def relue(une: ActionEnNombre) -> ActionEnNombre:
    return ActionEnNombre.objects.get(pk=une.pk)


def refus(titre: str) -> dict:
    return {"cle": 1, "titre": titre, "raison": "Verrouillée"}


def ou_est_dit(nom: str) -> set[str]:
    """Elsewhere than on an account; a row shows a quote twice, one in JSON after two slashes."""
    formes = {nom, *(nom.replace('"', une) for une in ('""', '\\\\""'))}
    return {lieu.partition(":")[0] for lieu in ou_sont(formes)} - {"comptes_user"}


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
        """What the key of the person is in, is hers; the same words elsewhere are not."""
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        UserFactory(first_name="camille", last_name="duprez")
        sienne = action("Confié à Camille Duprez", responsable=personne)
        autre = action("Confié à Camille Duprez")
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        assert relue(sienne).phrase == "Compte supprimé"
        assert relue(autre).phrase == "Confié à Camille Duprez"

    @pytest.mark.parametrize("homonyme", [False, True], ids=["seule", "avec un homonyme"])
    @pytest.mark.parametrize("prenom, nom", NOMS, ids=lambda mot: mot or "—")
    def test_her_name_goes_from_all_that_is_hers(self, prenom, nom, homonyme):
        """Whatever it is, and whoever opened an account under it."""
        personne = UserFactory(first_name=prenom, last_name=nom, groupe="Administration")
        plein = personne.get_full_name()
        if homonyme:
            UserFactory(first_name=prenom.lower(), last_name=nom.upper())
        acte = ModelLogEntry.objects.log_action(
            UserFactory(), "wagtail.edit", user=personne, data={"titre": [f"De {plein}"], "n": 1}
        )
        ModelLogEntry.objects.filter(pk=acte.pk).update(label=f"Portrait {plein}")
        Import.objects.create(
            table="x",
            nom_du_fichier=f"{plein}.csv",
            entetes=[],
            remarques=[plein],
            incident=plein,
            cree_par=UserFactory(),
            lance_par=personne,
        )
        action(f"Confiés par {plein}", refus=[refus(f"De {plein}")], lance_par=personne)
        siennes = {"wagtailcore_modellogentry", "home_import", "home_actionennombre"}
        assert ou_est_dit(plein) == siennes
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        assert not ou_est_dit(plein)
        assert ModelLogEntry.objects.get(pk=acte.pk).data["n"] == 1

    def test_a_name_of_before_goes_too(self):
        """She was renamed since: the key alone still says that it was her."""
        elle = UserFactory(first_name="Zoé", last_name="Leroy")
        une = action("Confié à Zoé Quatremère", responsable=elle)
        anonymiser(elle, par=elle, cause=Cause.DEMANDE)
        assert relue(une).phrase == "Compte supprimé"

    def test_who_gave_contents_keeps_what_was_refused(self):
        lanceuse = UserFactory()
        personne = UserFactory(first_name="Li", last_name="Wu")
        dits = [refus("Fiche eau"), refus("Fiche de Li Wu") | {"cle": 2}]
        une = action(
            "1 contenu confié à Li Wu", responsable=personne, refus=dits, lance_par=lanceuse
        )
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        assert relue(une).phrase == "Compte supprimé"
        assert relue(une).refus == [dits[0], dits[1] | {"titre": "Compte supprimé"}]
        assert relue(une).valeurs == {"responsable": personne.pk}

    def test_a_shared_mailbox_leaves_the_phrase_that_gave_it_contents(self):
        boite = UserFactory(first_name="", last_name="Mairie de Vernon", boite_partagee=True)
        une = action("Confié à Mairie de Vernon", responsable=boite, refus=[refus("Fiche")])
        autre = action("Mairie de Vernon", lance_par=boite)
        anonymiser(boite, par=None, cause=Cause.INACTIVITE)
        assert (relue(une).phrase, relue(une).refus) == ("Compte supprimé", [refus("Fiche")])
        assert relue(autre).phrase == "Mairie de Vernon"


class TestReunis:
    """What is said of an account that another takes in."""

    @pytest.mark.parametrize("prenom, nom", NOMS, ids=lambda mot: mot or "—")
    def test_the_same_name_is_alive(self, prenom, nom):
        garde, absorbe = UserFactory.create_batch(2, first_name=prenom, last_name=nom)
        plein = garde.get_full_name()
        une = action(f"Confié à {plein}", responsable=absorbe, refus=[refus(plein)])
        reunir(garde, absorbe, par=UserFactory(is_superuser=True), motif="Doublon")
        assert (relue(une).phrase, relue(une).refus) == (f"Confié à {plein}", [refus(plein)])
        garde.refresh_from_db()
        anonymiser(garde, par=None, cause=Cause.INACTIVITE)
        assert not ou_est_dit(plein)

    @pytest.mark.parametrize("prenom, nom", NOMS, ids=lambda mot: mot or "—")
    def test_another_name_goes(self, prenom, nom):
        """Also from what it had launched, which is the other's now."""
        garde = UserFactory(first_name="Bob", last_name="Dupré")
        absorbe = UserFactory(first_name=prenom, last_name=nom)
        plein = absorbe.get_full_name()
        confiee = action(f"Bob Dupré, {plein}", responsable=absorbe, lance_par=garde)
        lancee = action("Vérifiés", refus=[refus("Bob Dupré"), refus(plein)], lance_par=absorbe)
        reunir(garde, absorbe, par=UserFactory(is_superuser=True), motif="Doublon")
        assert not ou_est_dit(plein)
        assert relue(lancee).refus == [refus("Bob Dupré"), refus("Compte supprimé")]
        assert "Compte supprimé" in relue(confiee).phrase

    def test_a_mail_under_both_names_does_not_leave_with_one(self):
        garde = UserFactory(first_name="Bob", last_name="Dupréaux")
        absorbe = UserFactory(first_name="Zoé", last_name="Quatremère")
        un = CourrielFactory(
            corps="Zoé Quatremère, pour Bob Dupréaux", au_sujet_de=[absorbe.pk, garde.pk]
        )
        reunir(garde, absorbe, par=UserFactory(is_superuser=True), motif="Doublon")
        garde.refresh_from_db()
        anonymiser(garde, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert (un.corps, un.statut) == ("", Courriel.Statut.ABANDONNE)


class TestSesCourriels:
    """To others, and that name her: what a key ties is cleaned or emptied, the rest is searched
    for a name that is nobody else's.
    """

    @pytest.mark.parametrize("homonyme", [False, True], ids=["seule", "avec un homonyme"])
    def test_a_homonym_does_not_stop_what_waits_for_others(self, homonyme):
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        if homonyme:
            UserFactory(first_name="camille", last_name="DUPREZ")
        un = CourrielFactory(corps="« Camille Duprez » demande", au_sujet_de=[personne.pk])
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert (un.corps, un.statut) == ("« Compte supprimé » demande", "en_attente")

    @pytest.mark.parametrize(
        "homonyme, attendu",
        [(False, "« Compte supprimé » a publié"), (True, "« Camille Duprez » a publié")],
        ids=["seule", "avec un homonyme"],
    )
    def test_what_wagtail_writes_is_searched_for_a_name_of_one_account(self, homonyme, attendu):
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        if homonyme:
            UserFactory(first_name="camille", last_name="DUPREZ")
        ModelLogEntry.objects.log_action(UserFactory(), "wagtail.edit", user=personne)
        un = CourrielFactory(
            corps="« Camille Duprez » a publié", entetes={"Auto-Submitted": "auto-generated"}
        )
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert un.corps == attendu

    def test_nor_for_one_that_may_be_any_word(self):
        personne = UserFactory(first_name="Bonjour", last_name="")
        ModelLogEntry.objects.log_action(UserFactory(), "wagtail.edit", user=personne)
        un = CourrielFactory(corps="Bonjour", entetes={"Auto-Submitted": "auto-generated"})
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert (un.corps, un.statut) == ("Bonjour", "en_attente")

    def test_none_leaves_with_two_words_for_a_text(self):
        """To her and to another: emptied, and not sent."""
        personne = UserFactory(first_name="Li", last_name="Wu")
        un = CourrielFactory(
            corps="Bonjour Li Wu et Bob", destinataires=[personne.email, "bob@x.example.org"]
        )
        anonymiser(personne, par=None, cause=Cause.INACTIVITE)
        un.refresh_from_db()
        assert (un.corps, un.statut) == ("", Courriel.Statut.ABANDONNE)
        assert un.destinataires == ["bob@x.example.org"]
