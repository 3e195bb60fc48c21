"""Every kind of page that a visitor meets, by name; used by the browser suite and the captures."""

from pathlib import Path

ACTUALITES = Path(__file__).resolve().parents[2] / "home" / "demo" / "actualites"

BUDGETS = "/communautes/budgets-participatifs-petites-communes/"
LIEUX = {
    "accueil": "/",
    "home": "/en/",
    "ressources": "/ressources/",
    "ressources-filtrees": "/ressources/?nature=guide&public=commune",
    "ressource": "/ressources/captage/",
    "resource": "/en/resources/",
    "themes": "/themes/",
    "theme": "/themes/eau/",
    "annuaire": "/annuaire/",
    "annuaire-filtre": "/annuaire/?territoire=departement-26&theme=eau",
    "directory": "/en/annuaire/",
    "acteur": "/annuaire/lumiere-partagee/",
    "actor": "/en/annuaire/passeurs-de-parole/",
    "actualites": "/actualites/",
    "actualite": f"/actualites/{sorted(ACTUALITES.glob('*.toml'))[0].stem}/",
    "contenu": "/comment-ca-marche/",
    "mentions-legales": "/mentions-legales/",
    "accessibilite": "/accessibilite/",
    "plan-du-site": "/plan-du-site/",
    "contact": "/contact/",
    "recherche": "/recherche/?q=eau",
    "recherche-vide": "/recherche/?q=zyxwv",
    "connexion": "/connexion/",
    "collectivites": "/collectivites/",
    "collectivites-laquelle": "/collectivites/?collectivite=saint+denis",
    "collectivite": "/collectivites/commune/54547/",
    "local-authority": "/en/collectivites/departement/67/",
    "collectivite-absente": "/collectivites/absente/",
    "introuvable": "/cette-page-n-existe-pas/",
    "composants": "/_composants/",
}
