"""What the main form of a page sends when its button is pressed, as a browser would."""

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile


def renvoyer(response) -> dict:
    """The fields of the last form of a page (or of a modal window) that sends by POST."""
    soupe = BeautifulSoup(_html(response), "html.parser")
    formulaires = [
        formulaire
        for formulaire in soupe.find_all("form")
        if (formulaire.get("method") or "get").lower() == "post"
        and "logout" not in (formulaire.get("action") or "")
    ]
    return _champs(formulaires[-1]) if formulaires else {}


def _html(response) -> str:
    if response.status_code != 200 or response.streaming:
        return ""
    if "json" in response.headers.get("Content-Type", ""):
        return response.json().get("html", "") if isinstance(response.json(), dict) else ""
    return response.content.decode(errors="replace")


def _champs(formulaire) -> dict:
    # A body is drawn by its script: sent as empty.
    donnees = {f"{bloc['id']}-count": ["0"] for bloc in formulaire.select("[data-block]")}
    for champ in formulaire.find_all(["input", "textarea", "select"]):
        nom, genre = champ.get("name"), champ.get("type", "")
        coche = genre not in ("checkbox", "radio") or champ.has_attr("checked")
        if not nom or not coche or genre in ("file", "submit"):
            continue
        donnees.setdefault(nom, []).extend(_valeurs(champ))
    return donnees


def _valeurs(champ) -> list[str]:
    if champ.name == "textarea":
        return [champ.text]
    if champ.name == "select":
        choisies = champ.find_all("option", selected=True) or champ.find_all("option")[:1]
        return [option.get("value", option.text) for option in choisies]
    return [champ.get("value", "")]


def _fichier_po(monde) -> dict:
    contenu = str(monde.traduction.export_po()).encode()
    return {"file": SimpleUploadedFile("traduction.po", contenu)}


# Where a script, not a form, sends what is sent.
corps_de = {
    "adhesions_admin:inspect": lambda monde: {"acte": "accepter"},
    "affiliations_admin:instruire": lambda monde: {"acte": "valider", "motif": "Arrêté vu"},
    "communautes_admin:inspect": lambda monde: {"acte": "endormir", "motif": "Projet fini"},
    "dossiers_de_moderation:inspect": lambda monde: {"acte": "examiner"},
    "langues_pofile": _fichier_po,
    "wagtail_localize:edit_override": lambda monde: {"value": "https://exemple.example.org/en"},
    "wagtail_localize:edit_string_translation": lambda monde: {"value": "Hello"},
}
