"""Every page and state of the doors, of accounts and of affiliations, as people come to them.

`parcourir(ouvrir, fournisseur, montrer)`: `montrer(nom, page)` is called at each. The suite looks
at them with axe and vnu, `make screenshots` pictures them.
"""

import re
import secrets

from tests.browser import portes
from tests.browser.test_parcours import entrer_comme
from tests.browser.test_second_facteur import code_de


def parcourir(ouvrir, fournisseur, montrer) -> None:
    for partie in (_portes, _proconnect, _compte, _second_facteur, _collectivite, _administration):
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
    ):
        portes.aller(page, chemin)
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


def _administration(ouvrir, fournisseur, montrer) -> None:
    """Wagtail's screens: what is ours in them."""
    page = ouvrir("/connexion/")
    entrer_comme(page, "Administration")
    for nom, chemin in (
        ("admin-collectivites", "/admin/collectivites/"),
        ("admin-journal", "/admin/journal/"),
        ("admin-affiliations", "/admin/affiliations/?file="),
    ):
        portes.aller(page, chemin)
        page.wait_for_load_state("networkidle")
        montrer(nom, page)
    for acte in ("fusionner", "dissoudre"):
        portes.aller(page, f"/admin/collectivites/{acte}/")
        montrer(f"admin-{acte}", page)
        page.locator("main form[method=post] [type=submit]").first.click()
        montrer(f"admin-{acte}-erreur", page)
