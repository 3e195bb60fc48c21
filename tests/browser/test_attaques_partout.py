"""Each field where people write, each page that shows it: nothing that was typed runs.

The attacks are written straight into the rows, past every form, then the pages are drawn without
the CSP: what protects here is how they are shown, and nothing else.
"""

import os
import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.services import archiver
from communautes.agenda.models import CompteRendu, DecisionDeRencontre
from communautes.discussions.models import Version
from communautes.moderation.services import signaler
from communautes.notifications.models import Courriel
from communautes.notifications.services import notifier
from communautes.retours.models import Commentaire, RetourExperience
from home import lettres
from home.models import MessageRecu
from tests.attaques import toutes
from tests.browser.test_attaques import page_sans_csp
from tests.factories import (
    AdhesionFactory,
    AffiliationFactory,
    CommunautePageFactory,
    CourrielFactory,
    DiscussionFactory,
    InvitationFactory,
    RencontreFactory,
    ReponseFactory,
    UserFactory,
)
from tests.factories.retours import RetourFactory

RICHES = ("contexte", "fait", "appris", "resultats", "echecs", "transposition")
# Playwright's loop runs in this process; each test uses the database from one thread, and waits.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = pytest.mark.django_db

# The pieces that a page asks for by itself, once it is there.
DEMANDES = re.compile(r'data-hx-get="([^"]+)" data-hx-trigger="load"')
TOUCHER = """() => {
  const fautes = [];
  const adresse = /^\\s*(javascript|vbscript|data:text)/i;
  for (const un of document.querySelectorAll("body *")) {
    const siens = un.getAttributeNames().filter((nom) => un.getAttribute(nom).includes("attaque"));
    const actifs = siens.filter((nom) => nom !== "value" && adresse.test(un.getAttribute(nom)));
    const script = un.tagName === "SCRIPT" && un.textContent.includes("attaque()");
    if (script || actifs.length || siens.some((nom) => nom.startsWith("on")))
      fautes.push(un.outerHTML.slice(0, 200));
    un.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    un.focus?.();
  }
  return fautes;
}"""


def courtes(longueur: int) -> list[str]:
    """Those that such a column can hold; PostgreSQL holds no NUL."""
    sans_nul = (attaque.replace("\x00", "") for attaque in toutes())
    return [attaque for attaque in sans_nul if len(attaque) <= longueur]


def paquets(longueur: int) -> Iterator[str]:
    """All of them, in as few texts of this length as it takes."""
    paquet = ""
    for attaque in courtes(longueur):
        if len(paquet) + len(attaque) + 2 > longueur:
            yield paquet
            paquet = ""
        paquet = f"{paquet}\n\n{attaque}" if paquet else attaque
    yield paquet


def toucher(ouvrir, html: str, ou: str, morceaux: dict | None = None) -> None:
    """The page is shown, touched everywhere, and has run nothing."""
    page = page_sans_csp(ouvrir, html, entiere=True, morceaux=morceaux)
    assert page.evaluate(TOUCHER) == [], ou
    page.wait_for_timeout(50)
    assert page.evaluate("window.attaques") == 0, ou
    page.close()


def jouer(ouvrir, client, adresses: list[str], *, contient: str = "attaque()") -> None:
    vues = 0
    for adresse in adresses:
        html = lire(client, adresse)
        vues += contient in html
        morceaux = {piece: lire(client, piece) for piece in DEMANDES.findall(html)}
        toucher(ouvrir, html, adresse, morceaux)
    assert vues, "the pages show no attack: they prove nothing"


def lire(client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, adresse
    return reponse.content.decode()


def pages(adresse: str, nombre: int, par_page: int = 20) -> list[str]:
    return [f"{adresse}?page={page + 1}" for page in range(-(-nombre // par_page))]


def test_names_and_what_members_say_of_themselves(ouvrir, client):
    communaute = CommunautePageFactory(acces="libre", visibilite="publique")
    lui = UserFactory(first_name="Ana", last_name="Arnaud")
    AdhesionFactory(communaute=communaute, personne=lui, anime=True)
    attaques = courtes(150)
    for attaque in attaques:
        personne = UserFactory(first_name=attaque, last_name=attaque)
        AdhesionFactory(communaute=communaute, personne=personne, dans_l_annuaire=True)
    client.force_login(lui)
    slug = [communaute.slug]
    annuaire = pages(reverse("adhesions:membres", args=slug), len(attaques) + 1)
    jouer(ouvrir, client, [*annuaire, reverse("adhesions:animation", args=slug)])


def test_messages_of_requests_and_of_invitations(ouvrir, client):
    communaute = CommunautePageFactory(acces="demande", visibilite="listee")
    anime = AdhesionFactory(communaute=communaute, anime=True).personne
    for paquet in paquets(1000):
        AdhesionFactory(communaute=communaute, demandee=True, message=paquet)
    client.force_login(anime)
    jouer(ouvrir, client, [reverse("adhesions:animation", args=[communaute.slug])])
    invitation = InvitationFactory(communaute=communaute, message=next(paquets(300)))
    jouer(ouvrir, client, [reverse("adhesions:invitations", args=[communaute.slug])], contient="")
    assert invitation.message


def test_a_synthesis(ouvrir, client):
    anct = UserFactory(groupe="Administration", first_name="Sam", last_name="Unique")
    adresses = []
    for paquet in paquets(5000):
        communaute = CommunautePageFactory(acces="libre", visibilite="publique")
        archiver(communaute, par=anct, motif="Finie", synthese=paquet)
        adresses.append(communaute.url)
    jouer(ouvrir, client, adresses)


def test_what_a_community_is_called_in_the_inbox(ouvrir, client):
    attaques = [attaque for attaque in courtes(255) if attaque.strip()]
    lui = UserFactory()
    for rang, titre in enumerate(attaques[::4]):
        communaute = CommunautePageFactory(
            title=titre, slug=f"c-{rang}", acces="demande", visibilite="listee"
        )
        AdhesionFactory(communaute=communaute, personne=lui, anime=True)
        demande = AdhesionFactory(communaute=communaute, demandee=True)
        notifier("adhesions.demande", demande, a=[lui], cadre=communaute, cle="x")
    client.force_login(lui)
    jouer(ouvrir, client, [reverse("notifications:liste"), reverse("adhesions:miennes")])


def test_a_question_its_replies_its_list_and_its_history(ouvrir, client):
    communaute = CommunautePageFactory(acces="libre", visibilite="publique")
    lui = AdhesionFactory(communaute=communaute, anime=True).personne
    question = DiscussionFactory(communaute=communaute, titre="Qui ?", texte=next(paquets(5000)))
    for rang, paquet in enumerate(paquets(2000)):
        ReponseFactory(discussion=question, texte=paquet)
        Version.objects.create(
            discussion=question, texte=paquet, titre=f"Qui {rang} ?", jusqu_au=timezone.now()
        )
    attaques = courtes(150)
    for attaque in attaques:
        DiscussionFactory(communaute=communaute, titre=attaque.strip() or "x")
    client.force_login(lui)
    slug = communaute.slug
    adresses = [question.get_absolute_url()]
    adresses.append(reverse("discussions:historique", args=[slug, question.pk]))
    adresses += pages(reverse("discussions:liste", args=[slug]), len(attaques) + 1)
    jouer(ouvrir, client, adresses)


def test_titles_of_questions_one_by_one(ouvrir, client):
    """In a title the page's own head repeats it; a fifth of them stand for all, at each place."""
    communaute = CommunautePageFactory(acces="libre", visibilite="publique")
    attaques = [attaque for attaque in courtes(150) if attaque.strip()]
    posees = [DiscussionFactory(communaute=communaute, titre=une) for une in attaques[::12]]
    jouer(ouvrir, client, [une.get_absolute_url() for une in posees])


def test_a_meeting_its_minutes_and_the_agenda(ouvrir, client):
    adresses = []
    for paquet in paquets(9000):
        rencontre = RencontreFactory(passee=True, texte=paquet, lieu="x" + paquet[:150])
        CompteRendu.objects.create(rencontre=rencontre, texte=paquet, auteur=rencontre.auteur)
        DecisionDeRencontre.objects.create(
            rencontre=rencontre, texte=paquet[:300], porteur_dit=paquet[:150]
        )
        adresses.append(rencontre.get_absolute_url())
    attaques = [attaque for attaque in courtes(150) if attaque.strip()]
    for attaque in attaques:
        RencontreFactory(titre=attaque, lieu=attaque)
    client.force_login(UserFactory(groupe="Administration"))
    jouer(ouvrir, client, [*adresses, *pages("/agenda/", len(attaques))])


def test_retours_and_what_others_say_of_them(ouvrir, client):
    adresses = []
    autre = AffiliationFactory()
    for paquet in paquets(7000):
        retour = RetourFactory(**dict.fromkeys(RICHES, paquet), etat="brouillon")
        RetourExperience.objects.filter(pk=retour.pk).update(
            live=True, resume=paquet[:300], prestataires=paquet[:150], cout_precision=paquet[:80]
        )
        Commentaire.objects.create(
            retour=retour, auteur=autre.personne, collectivite=autre.collectivite, texte=paquet
        )
        adresses.append(retour.get_absolute_url())
    jouer(ouvrir, client, adresses)


def test_titles_of_retours(ouvrir, client):
    attaques = [attaque for attaque in courtes(110) if attaque.strip()]
    poses = [RetourFactory(etat="brouillon") for _une in attaques[::12]]
    for retour, attaque in zip(poses, attaques[::12], strict=True):
        RetourExperience.objects.filter(pk=retour.pk).update(live=True, titre=attaque)
    jouer(ouvrir, client, [retour.get_absolute_url() for retour in poses])


def test_what_is_reported_and_by_which_words(ouvrir, client):
    communaute = CommunautePageFactory(acces="libre", visibilite="publique")
    adresses = []
    for paquet in paquets(2000):
        question = DiscussionFactory(communaute=communaute, titre=paquet[:150], texte=paquet)
        dossier = signaler(question, categorie="autre", precisions=paquet, par=None).dossier
        adresses.append(reverse("dossiers_de_moderation:inspect", args=[dossier.pk]))
    client.force_login(UserFactory(groupe="Administration"))
    jouer(ouvrir, client, [*adresses, f"{reverse('dossiers_de_moderation:index')}?file="])


def test_the_html_of_a_mail(ouvrir):
    """What a person typed, in the mail that carries it to another."""
    for paquet in paquets(4000):
        lettres.envoyer("Un message", lettres.citer(paquet), ["lui@exemple.example.org"])
    htmls = Courriel.objects.values_list("html", flat=True)
    assert any("attaque()" in html for html in htmls)
    for html in htmls:
        toucher(ouvrir, html, "mail")


def test_what_anct_reads_of_a_message(ouvrir, client):
    client.force_login(UserFactory(groupe="Administration"))
    adresses = []
    for paquet in paquets(5000):
        recu = MessageRecu.objects.create(
            objet="question", email="l@commune.example.org", adresse_page=paquet[:500], texte=paquet
        )
        adresses.append(reverse("messages_recus:edit", args=[recu.pk]))
    jouer(ouvrir, client, adresses)


def test_what_the_outbox_shows(ouvrir, client):
    client.force_login(UserFactory(groupe="Administration"))
    for sujet in courtes(200)[::8]:
        CourrielFactory(sujet=" ".join(sujet.split()) or "x", abandonne=True)
    assert Courriel.objects.exists()
    jouer(ouvrir, client, [reverse("courriels:index")])
