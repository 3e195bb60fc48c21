"""Tables that only go out: media, redirects, messages. Their lists are corrected in the admin."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.models import Redirect
from wagtail.permissions import policy_registry

from home.echanges.colonnes import Constat, Table
from home.echanges.evaluation import LOT
from home.models import MessageRecu, SiteDocument, SiteImage


class TableDeSortie(Table):
    modele: type
    actes: tuple[str, ...] = ("change", "delete")  # whoever may one of these exports
    route_de_la_liste: str

    def adresse_de_la_liste(self) -> str:
        return reverse(self.route_de_la_liste)

    def _droits(self):
        return policy_registry.get_by_type(self.modele)

    def peut_exporter(self, utilisateur) -> bool:
        return self._droits().user_has_any_permission(utilisateur, self.actes)

    def cles(self, utilisateur):
        permis = self._droits().instances_user_has_any_permission_for(utilisateur, self.actes)
        return permis.order_by("pk").values_list("pk", flat=True)

    def prechargees(self, objets):
        return objets

    def a_exporter(self, pks, contexte) -> Iterator:
        for debut in range(0, len(pks), LOT):
            lot = pks[debut : debut + LOT]
            par_pk = self.prechargees(self.modele.objects.all()).in_bulk(lot)
            yield from (par_pk[pk] for pk in lot if pk in par_pk)


def champ(libelle, nom: str) -> Constat:
    return Constat(libelle, lambda objet, contexte: getattr(objet, nom))


def affichage(libelle, nom: str) -> Constat:
    """Of a field with choices: what it is called."""
    return Constat(libelle, lambda objet, contexte: str(getattr(objet, f"get_{nom}_display")()))


def dit(libelle, fonction: Callable) -> Constat:
    """`fonction(objet)`, whoever takes the file away."""
    return Constat(libelle, lambda objet, contexte: fonction(objet))


def _etiquettes(objet, contexte) -> str:
    return " | ".join(sorted(etiquette.name for etiquette in objet.tags.all()))


class TableDesImages(TableDeSortie):
    code = "images"
    libelle_pluriel = gettext_lazy("images")
    icone = "image"
    modele = SiteImage
    route_de_la_liste = "wagtailimages:index"
    constats = (
        champ(gettext_lazy("Titre"), "title"),
        Constat(gettext_lazy("Fichier"), lambda image, contexte: image.filename),
        champ(gettext_lazy("Texte de remplacement proposé"), "description"),
        champ(gettext_lazy("Crédit"), "credit"),
        champ(gettext_lazy("Licence"), "licence"),
        Constat(gettext_lazy("Collection"), lambda image, contexte: image.collection.name),
        Constat(gettext_lazy("Étiquettes"), _etiquettes),
        champ(gettext_lazy("Largeur"), "width"),
        champ(gettext_lazy("Hauteur"), "height"),
        champ(gettext_lazy("Poids en octets"), "file_size"),
        champ(gettext_lazy("Déposée le"), "created_at"),
    )

    def prechargees(self, objets):
        return objets.select_related("collection").prefetch_related("tags")


class TableDesDocuments(TableDeSortie):
    code = "documents"
    libelle_pluriel = gettext_lazy("documents")
    icone = "doc-full-inverse"
    modele = SiteDocument
    route_de_la_liste = "wagtaildocs:index"
    constats = (
        champ(gettext_lazy("Titre"), "title"),
        Constat(gettext_lazy("Fichier"), lambda document, contexte: document.filename),
        Constat(gettext_lazy("Format"), lambda document, contexte: document.file_extension),
        Constat(gettext_lazy("Collection"), lambda document, contexte: document.collection.name),
        Constat(gettext_lazy("Étiquettes"), _etiquettes),
        champ(gettext_lazy("Poids en octets"), "file_size"),
        champ(gettext_lazy("Déposé le"), "created_at"),
        Constat(gettext_lazy("Adresse"), lambda document, contexte: document.url),
    )

    def prechargees(self, objets):
        return objets.select_related("collection").prefetch_related("tags")


class TableDesRedirections(TableDeSortie):
    code = "redirections"
    libelle_pluriel = gettext_lazy("redirections")
    icone = "redirect"
    modele = Redirect
    actes = ("add", "change", "delete")
    route_de_la_liste = "wagtailredirects:index"
    constats = (
        champ(gettext_lazy("Ancienne adresse"), "old_path"),
        Constat(gettext_lazy("Mène à"), lambda redirection, contexte: redirection.link or ""),
        Constat(
            gettext_lazy("Sorte"),
            lambda redirection, contexte: str(redirection.get_is_permanent_display()),
        ),
        champ(gettext_lazy("Créée le"), "created_at"),
    )

    def prechargees(self, objets):
        return objets.select_related("redirect_page", "site")


class TableDesMessages(TableDeSortie):
    """Without the address of who wrote: it answers one message, and makes no list."""

    code = "messages"
    libelle_pluriel = gettext_lazy("messages reçus")
    icone = "mail"
    modele = MessageRecu
    actes = ("change", "view")
    route_de_la_liste = "messages_recus:index"
    constats = (
        champ(gettext_lazy("Référence"), "reference"),
        Constat(gettext_lazy("Objet"), lambda message, contexte: message.get_objet_display()),
        champ(gettext_lazy("Reçu le"), "recu_le"),
        champ(gettext_lazy("Page"), "adresse_page"),
        Constat(gettext_lazy("Statut"), lambda message, contexte: message.get_statut_display()),
        champ(gettext_lazy("Message"), "texte"),
    )
