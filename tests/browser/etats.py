"""Every page and state of the doors, of accounts and of affiliations, as people come to them.

`parcourir(ouvrir, fournisseur, montrer)`: `montrer(nom, page)` is called at each. The suite looks
at them with axe and vnu, `make screenshots` pictures them.
"""

import re
import secrets

from tests.browser import etats_communautes, etats_retours, portes
from tests.browser.lieux import BUDGETS
from tests.browser.test_affiliations import choisir
from tests.browser.test_parcours import entrer_comme
from tests.browser.test_second_facteur import code_de

OMBRE = "/communautes/cours-d-ecole-et-places-a-l-ombre/"
VANDOEUVRE = "Vandœuvre-lès-Nancy — Meurthe-et-Moselle (54)"


def parcourir(ouvrir, fournisseur, montrer) -> None:
    for partie in PARTIES:
        partie(ouvrir, fournisseur, montrer)


def _portes(ouvrir, fournisseur, montrer) -> None:
    page = ouvrir("/connexion/?next=/themes/")
    page.get_by_role("button", name="Recevoir un code").click()
    montrer("connexion-erreur", page)
    email = portes.nouvelle_adresse("etats")
    portes.demander(page, email)
    montrer("connexion-code", page)
    portes.saisir(page, "000000")
    montrer("connexion-code-faux", page)
    lien = portes.recu(ouvrir, email)[1]
    autre = ouvrir(lien)
    montrer("connexion-lien", autre)
    autre.get_by_role("button", name="Me connecter").click()
    montrer("se-presenter", autre)
    autre.get_by_role("button", name="Continuer").click()
    montrer("se-presenter-erreur", autre)
    autre.get_by_text("Plusieurs personnes").click()
    autre.get_by_label("Nom de la boîte").fill("Mairie de Vernon")
    portes.se_presenter(autre)
    portes.aller(autre, "/qui-est-la/")
    montrer("qui-est-la", autre)
    portes.aller(page, lien)
    montrer("connexion-lien-servi", page)
    portes.aller(page, "/_mails/")
    montrer("mails", page)
    page.locator("main li", has_text=email).first.get_by_role("link").click()
    montrer("mails-un", page)


def _proconnect(ouvrir, fournisseur, montrer) -> None:
    fournisseur.remettre_en_etat()
    fournisseur.personne["sub"] = f"sub-{secrets.token_hex(8)}"
    page = ouvrir("/connexion/")
    fournisseur.erreur = "access_denied"
    page.get_by_role("button", name="S’identifier avec ProConnect").click()
    page.get_by_role("link", name="Revenir à la page de connexion").wait_for()
    montrer("proconnect-refus", page)
    fournisseur.remettre_en_etat()


def _compte(ouvrir, fournisseur, montrer) -> None:
    page = ouvrir("/connexion/?next=/mon-compte/")
    portes.entrer_par_code(page, ouvrir, portes.nouvelle_adresse("compte"))
    portes.se_presenter(page)
    montrer("mon-compte-vide", page)
    portes.aller(page, "/en/mon-compte/")
    montrer("my-account", page)
    portes.aller(page, "/ma-collectivite/membres/")
    montrer("acces-reserve", page)
    portes.aller(page, "/connexion/faite/")
    montrer("connexion-faite", page)
    portes.aller(page, "/deconnexion/")
    montrer("deconnexion", page)
    portes.aller(page, "/mon-compte/rejoindre/")
    montrer("rejoindre", page)
    page.get_by_label("Votre collectivité").first.fill("saint denis")
    page.get_by_role("button", name="Rejoindre cette collectivité").click()
    montrer("rejoindre-laquelle", page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Rejoindre cette collectivité").click()
    montrer("session-terminee", page)


def _second_facteur(ouvrir, fournisseur, montrer) -> None:
    email = portes.nouvelle_adresse("facteur")
    page = ouvrir("/connexion/?next=/second-facteur/")
    portes.entrer_par_code(page, ouvrir, email)
    portes.se_presenter(page)
    montrer("second-facteur", page)
    portes.brancher_une_cle(page)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    montrer("second-facteur-cle", page)
    page.get_by_role("button", name="Créer la clé").click()
    montrer("second-facteur-cle-erreur", page)
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    page.get_by_role("heading", name="Vos codes de secours").wait_for()
    montrer("second-facteur-codes", page)
    portes.aller(page, "/second-facteur/application/")
    secret = page.locator(".tec-secret").inner_text().replace(" ", "")
    montrer("second-facteur-application", page)
    page.get_by_label("Code affiché par l’application").fill("000000")
    page.get_by_role("button", name="Enregistrer l’application").click()
    montrer("second-facteur-application-erreur", page)
    page.get_by_label("Code affiché par l’application").fill(code_de(secret))
    page.get_by_role("button", name="Enregistrer l’application").click()
    montrer("second-facteur-ajoutes", page)
    page.get_by_role("link", name="Retirer l’application").click()
    montrer("second-facteur-retirer", page)
    portes.sortir(page)
    portes.aller(page, "/connexion/?next=/mon-compte/rejoindre/")
    portes.entrer_par_code(page, ouvrir, email)
    page.get_by_role("button", name="Rejoindre cette collectivité").click()
    montrer("second-facteur-demande", page)
    portes.aller(page, "/second-facteur/prouver/")
    montrer("second-facteur-prouver", page)
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Vérifier").click()
    montrer("second-facteur-prouver-erreur", page)


def _collectivite(ouvrir, fournisseur, montrer) -> None:
    page = ouvrir("/connexion/")
    entrer_comme(page, "Agent de collectivité")
    for nom, chemin in (
        ("mon-compte", "/mon-compte/"),
        ("membres", "/ma-collectivite/membres/"),
        ("journal", "/ma-collectivite/journal/"),
        ("notifications", "/notifications/"),
        ("prevenu", "/mon-compte/notifications/"),
        ("arret-perdu", "/notifications/arreter/x/"),
        ("collectivite-a-soi", "/collectivites/commune/54547/"),
        ("mes-communautes", "/mon-compte/communautes/"),
    ):
        portes.aller(page, chemin)
        deplier(page)
        montrer(nom, page)
    portes.aller(page, "/mon-compte/")
    page.get_by_role("link", name="Faire vérifier mon affiliation").first.click()
    montrer("verifier", page)
    code = page.get_by_role("button", name=re.compile("Envoyer un (autre )?code"))
    code.click()
    montrer("verifier-code", page)
    page.get_by_label("Code reçu par votre collectivité").fill("0000 0000")
    page.get_by_role("button", name="Confirmer mon affiliation").click()
    montrer("verifier-code-faux", page)


def _communautes(ouvrir, fournisseur, montrer) -> None:
    """As a visitor, as who animates, and as who may not open what she asks for."""
    page = ouvrir("/communautes/")
    montrer("communautes", page)
    portes.aller(page, OMBRE)
    montrer("communaute-listee", page)
    entrer_comme(page, "Agent de collectivité")
    for nom in ("", "animation/", "vie/", "invitations/", "membres/"):
        portes.aller(page, OMBRE + nom)
        deplier(page)
        montrer(f"communaute-{nom.strip('/') or 'animee'}", page)
    page.get_by_role("link", name=re.compile("^Écrire à")).first.click()
    montrer("communaute-ecrire", page)
    portes.aller(page, "/communautes/faire-place-aux-jeunes/animation/")
    montrer("communaute-reservee", page)
    portes.aller(page, f"{OMBRE}animation/")
    deplier(page)
    page.get_by_label("Motif").first.fill("Écrire à x@exemple.fr")
    page.get_by_role("button", name=re.compile("^Refuser la demande")).first.click()
    montrer("communaute-a-corriger", page)


def _agenda(ouvrir, fournisseur, montrer) -> None:
    """As a visitor, as who prepares, as who comes."""
    page = ouvrir("/agenda/")
    montrer("agenda", page)
    portes.aller(page, "/agenda/?quand=passees")
    montrer("agenda-passees", page)
    page.get_by_role("link", name="Voter sur papier").click()
    montrer("rencontre-compte-rendu", page)
    portes.aller(page, "/agenda/?format=place")
    page.get_by_role("link", name="l’expérience de La Réunion").click()
    montrer("rencontre-outre-mer", page)
    entrer_comme(page, "Agent de collectivité")
    portes.aller(page, "/agenda/")
    page.get_by_role("link", name="Relire ensemble un règlement").click()
    montrer("rencontre-complete", page)
    for lien in ("Voir qui vient", "Annuler la rencontre", "Modifier ou déplacer"):
        page.get_by_role("link", name=lien).click()
        montrer(f"rencontre-{lien.split()[0].lower()}", page)
        page.go_back()
    portes.aller(page, "/agenda/?quand=passees")
    page.get_by_role("link", name="Voter sur papier").click()
    page.get_by_role("link", name="Modifier le compte rendu").click()
    page.get_by_label("Ou par qui d’autre").first.fill("Vernon")
    page.get_by_role("button", name="Publier le compte rendu").click()
    montrer("compte-rendu-erreurs", page)
    portes.aller(page, f"{BUDGETS}rencontres/nouvelle/")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    montrer("rencontre-erreurs", page)
    portes.aller(page, "/mon-compte/agenda/")
    montrer("mon-agenda", page)


def _discussions(ouvrir, fournisseur, montrer) -> None:
    """A list, a resolved question, as a visitor; asking, correcting, with what is wrong."""
    page = ouvrir(f"{BUDGETS}discussions/")
    montrer("discussions", page)
    page.get_by_role("link", name=re.compile("^Quel règlement")).first.click()
    montrer("discussion-visiteur", page)
    adresse = portes.chemin(page)
    entrer_comme(page, "Agent de collectivité")
    portes.aller(page, adresse)
    deplier(page)
    montrer("discussion-animee", page)
    page.get_by_role("button", name="Publier ma réponse").click()
    montrer("discussion-erreur", page)
    portes.aller(page, f"{BUDGETS}discussions/poser/")
    deplier(page)
    montrer("discussion-poser", page)
    page.get_by_role("button", name="Publier ma question").click()
    montrer("discussion-poser-erreur", page)
    portes.aller(page, f"{BUDGETS}discussions/?file=miennes")
    page.locator("main .disc-ligne a").first.click()
    page.get_by_role("link", name="Corriger").first.click()
    montrer("discussion-corriger", page)


def _place_contestee(ouvrir, fournisseur, montrer) -> None:
    """As who holds it reads it, then as who asks for it, and has been refused elsewhere."""
    page = ouvrir("/connexion/")
    entrer_comme(page, "Référent provisoire")
    portes.aller(page, "/ma-collectivite/membres/")
    deplier(page)
    montrer("membres-contestes", page)
    portes.aller(page, "/mon-compte/")
    montrer("mon-compte-conteste", page)
    page.get_by_role("link", name="Demander à l’ANCT de me valider").click()
    montrer("verifier-provisoire", page)
    page.get_by_label("Motif").fill("Arrêté au nom d’Hélène Vasseur")
    page.get_by_role("button", name="Demander à l’ANCT de me valider").click()
    montrer("motif-a-corriger", page)
    page = ouvrir("/connexion/")
    entrer_comme(page, "Membre qui conteste")
    for nom, chemin in (
        ("mon-compte-et-anciennes", "/mon-compte/"),
        ("membres-contestant", "/ma-collectivite/membres/"),
        ("mes-donnees", "/mon-compte/mes-donnees/"),
        ("corriger", "/mon-compte/mes-donnees/corriger/"),
        ("changer-d-adresse", "/mon-compte/mes-donnees/adresse/"),
        ("supprimer-pas-encore", "/mon-compte/supprimer/"),
    ):
        portes.aller(page, chemin)
        montrer(nom, page)
    portes.aller(page, "/mon-compte/")
    page.get_by_role("link", name="Faire vérifier mon affiliation").click()
    montrer("verifier-apres-un-refus", page)


def _suppression(ouvrir, fournisseur, montrer) -> None:
    """Of an account that was refused: a print is kept, and it is said."""
    page = ouvrir("/connexion/?next=/mon-compte/rejoindre/")
    portes.entrer_par_code(page, ouvrir, portes.nouvelle_adresse("refusee"))
    portes.se_presenter(page, "Odile", "Brunet")
    choisir(page, "vandoeuvre", VANDOEUVRE, js=True)
    agent = ouvrir("/connexion/")
    entrer_comme(agent, "Agent de collectivité")
    portes.aller(agent, "/ma-collectivite/membres/")
    agent.get_by_text("Refuser la demande d’Odile Brunet").first.click()
    demande = agent.locator("section", has=agent.get_by_role("heading", name="Odile Brunet"))
    demande.get_by_label("Motif").fill("Inconnue à la mairie")
    demande.get_by_role("button", name=re.compile("Refuser")).click()
    montrer("membres-refusee", agent)
    portes.aller(page, "/mon-compte/supprimer/")
    montrer("supprimer", page)
    page.get_by_role("button", name="Supprimer mon compte").click()
    montrer("compte-supprime", page)


def _administration(ouvrir, fournisseur, montrer) -> None:
    """Wagtail's screens: what is ours in them."""
    page = ouvrir("/connexion/")
    entrer_comme(page, "Administration")
    for nom, chemin in (
        ("admin-collectivites", "/admin/collectivites/"),
        ("admin-journal", "/admin/journal/"),
        ("admin-affiliations", "/admin/affiliations/?file="),
        ("admin-affiliations-file", "/admin/affiliations/"),
        ("admin-affiliations-contestees", "/admin/affiliations/?file=contestees"),
    ):
        portes.aller(page, chemin)
        page.wait_for_load_state("networkidle")
        montrer(nom, page)
    _une_affiliation(page, montrer)
    for acte in ("fusionner", "dissoudre"):
        portes.aller(page, f"/admin/collectivites/{acte}/")
        montrer(f"admin-{acte}", page)
        page.locator("main form[method=post] [type=submit]").first.click()
        montrer(f"admin-{acte}-erreur", page)


def _une_affiliation(page, montrer) -> None:
    """Whose place is asked for: what ANCT judges by, what it refuses to write; then several."""
    page.get_by_role("link", name="Hélène Vasseur").click()
    page.get_by_text("Votre décision").wait_for()
    montrer("admin-affiliation", page)
    page.get_by_text("Valider cette affiliation").click()
    page.get_by_label("Motif").fill("Hélène Vasseur y travaille")
    page.get_by_role("button", name="Prononcer cette décision").click()
    page.wait_for_load_state("networkidle")
    montrer("admin-affiliation-erreur", page)
    portes.aller(page, "/admin/affiliations/?file=anct")
    page.wait_for_load_state("networkidle")
    page.get_by_role("row").get_by_role("checkbox").nth(1).check(force=True)
    page.get_by_role("link", name="Refuser ces demandes").or_(
        page.get_by_role("button", name="Refuser ces demandes")
    ).first.click()
    page.wait_for_load_state("networkidle")
    montrer("admin-affiliations-en-nombre", page)


def deplier(page) -> None:
    """What is folded is read too, and is as wide as the rest."""
    page.locator("main details").evaluate_all("replis => replis.forEach(r => r.open = true)")


PARTIES = (
    _portes,
    _proconnect,
    _compte,
    _second_facteur,
    _collectivite,
    _communautes,
    _agenda,
    _discussions,
    etats_communautes.lettres,
    etats_communautes.moderation,
    etats_retours.lecture,
    etats_retours.ecriture,
    _place_contestee,
    _suppression,
    _administration,
)
