"""Surveys what is public: writes what is to be mended, and forgets what has been.

By lots, at a constant number of queries each; after each publication by a task, all of it every
night by `manage.py relever_qualite`.
"""

import hashlib
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from home.langues.lecture import SOURCE
from home.qualite import cibles, doublons, registre, regles
from home.qualite.adresses import chemin_interne
from home.qualite.lecture import ADRESSE, DOCUMENT, PAGE, Lecture, Lien, relations_suivies
from home.qualite.models import AdresseExterne, CitationExterne, Constat, Empreinte
from home.qualite.publication import hote
from home.qualite.registre import Contenu
from home.qualite.regles import Examen, Trouve

LOT = 100


def relever_tout() -> int:
    """Every public content; what is no longer public has no finding. Says how many were read."""
    nombre = 0
    for contenu in registre.contenus():
        vus = []
        for pks in _lots(contenu.vivants().order_by("pk").values_list("pk", flat=True)):
            # Doubles are looked for among what is known: everything is, before anything is judged.
            _noter_les_empreintes(contenu, _lire(contenu, pks))
            vus += pks
        _oublier(contenu, sauf=vus)
        for pks in _lots(vus):
            _relever(contenu, pks)
        nombre += len(vus)
    AdresseExterne.objects.orphelines().delete()
    return nombre


def collecter_tout() -> None:
    """The addresses of other sites that public contents cite, as they are now."""
    for contenu in registre.contenus():
        vus = list(contenu.vivants().order_by("pk").values_list("pk", flat=True))
        for pks in _lots(vus):
            citer(contenu, pks, _lire(contenu, pks))
        perimees = CitationExterne.objects.filter(type_de_contenu=contenu.type_de_contenu)
        perimees.exclude(objet_pk__in=vus).delete()
    AdresseExterne.objects.orphelines().delete()


def relever(modele: type, pk: int) -> None:
    """One content that was published, withdrawn or deleted, and those that speak of it."""
    contenu = registre.contenu(modele)
    if contenu is not None:
        avant = _qui_le_double(contenu, pk)
        lues = _lire(contenu, [pk])
        if lues:
            _noter_les_empreintes(contenu, lues)
            _relever(contenu, [pk])
        else:
            _oublier(contenu, seulement=[pk])
        autour = (avant | _qui_le_double(contenu, pk)) - {pk}
        for pks in _lots(sorted(autour)):
            _relever(contenu, pks)
    for base, genre in ((Page, PAGE), (get_document_model(), DOCUMENT)):
        if issubclass(modele, base):
            _relever_qui_mene_a(base, genre, pk)


def relever_adresses(adresses: Iterable[int]) -> None:
    """The contents that cite these addresses of other sites (keys)."""
    citations = CitationExterne.objects.filter(adresse__in=list(adresses))
    for contenu in registre.contenus():
        siennes = citations.filter(type_de_contenu=contenu.type_de_contenu)
        for pks in _lots(
            siennes.order_by("objet_pk").values_list("objet_pk", flat=True).distinct()
        ):
            _relever(contenu, pks)


def _relever_qui_mene_a(base: type, genre: str, cible: int) -> None:
    """Contents with a link to this page or file in what is read, or known to miss it."""
    liens = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(base), to_object_id=str(cible)
    )
    trouves = list(liens.values_list("content_type", "object_id", "model_path"))
    en_manque = Constat.objects.filter(cible=f"{genre}:{cible}")
    manques = set(en_manque.values_list("type_de_contenu", "objet_pk"))
    for contenu in registre.contenus():
        cle_du_type, champs = contenu.type_de_contenu.pk, _champs_lus(contenu)
        pks = {pk for type_, pk in manques if type_ == cle_du_type}
        pks |= {
            int(pk)
            for type_, pk, chemin in trouves
            if type_ == cle_du_type and chemin.partition(".")[0] in champs
        }
        lui = {cible} if issubclass(contenu.modele, base) else set()
        for lot in _lots(sorted(pks - lui)):
            _relever(contenu, lot)


def _champs_lus(contenu: Contenu) -> set[str]:
    lecture = Lecture(contenu.modele())
    textes = {lieu.champ for lieu, _html in lecture.textes_riches}
    return {*lecture.corps, *textes, *relations_suivies(contenu.modele)}


def _qui_le_double(contenu: Contenu, pk: int) -> set[int]:
    """Keys of the contents that are said to double this one, or that do."""
    siens = {"type_de_contenu": contenu.type_de_contenu}
    dits = Constat.objects.filter(**siens, cible=f"double:{pk}").values_list("objet_pk", flat=True)
    empreinte = Empreinte.objects.filter(**siens, objet_pk=pk).first()
    trouves = doublons.doubles(contenu, [empreinte])[pk] if empreinte else []
    return {*dits, *(autre for _nature, autre in trouves if autre > pk)}


def _lots(pks) -> Iterator[list[int]]:
    tous = list(pks)
    yield from (tous[debut : debut + LOT] for debut in range(0, len(tous), LOT))


def _lire(contenu: Contenu, pks: list[int]) -> list[Lecture]:
    objets = contenu.vivants().filter(pk__in=pks).order_by("pk")
    return [Lecture(o) for o in objets.prefetch_related(*relations_suivies(contenu.modele))]


def _langue(objet) -> str:
    return objet.locale.language_code if hasattr(objet, "locale") else SOURCE


@transaction.atomic
def _relever(contenu: Contenu, pks: list[int]) -> None:
    """Judge these contents as they are now."""
    lectures = _lire(contenu, pks)
    externes = citer(contenu, pks, lectures)
    lues = cibles.lire(lien for lecture in lectures for lien in lecture.liens)
    doubles = _doubles(contenu, pks)
    trouves = {}
    for lecture in lectures:
        examen = Examen(
            contenu,
            lecture,
            _langue(lecture.objet),
            lues,
            externes,
            doubles.get(lecture.objet.pk, []),
        )
        trouves[lecture.objet.pk] = examen, list(regles.constats(examen))
    _enregistrer(contenu, pks, trouves)


def _enregistrer(contenu: Contenu, pks: list[int], trouves: dict) -> None:
    """Three queries: what is mended goes, what is still there keeps its date and its silence."""
    voulus = {
        (pk, trouve.cle): _constat(examen, trouve)
        for pk, (examen, liste) in trouves.items()
        for trouve in liste
    }
    anciens = Constat.objects.filter(type_de_contenu=contenu.type_de_contenu, objet_pk__in=pks)
    corriges = [
        cle
        for cle, *nom in anciens.values_list("pk", "objet_pk", "cle")
        if tuple(nom) not in voulus
    ]
    Constat.objects.filter(pk__in=corriges).delete()
    Constat.objects.bulk_create(
        [voulus[cle] for cle in sorted(voulus)],
        update_conflicts=True,
        unique_fields=["type_de_contenu", "objet_pk", "cle"],
        update_fields=["titre", "langue", "lieu", "detail"],
    )


def _constat(examen: Examen, trouve: Trouve) -> Constat:
    return Constat(
        type_de_contenu=examen.contenu.type_de_contenu,
        objet_pk=examen.objet.pk,
        cle=trouve.cle,
        titre=examen.contenu.titre_de(examen.objet)[:255],
        langue=examen.langue,
        genre=trouve.genre,
        champ=trouve.lieu.champ,
        lieu=trouve.lieu.nom[:200],
        chemin=trouve.lieu.chemin[:500],
        cible=trouve.cible,
        detail=trouve.detail,
    )


def _oublier(contenu: Contenu, *, sauf: list[int] = (), seulement: list[int] | None = None) -> None:
    for modele in (Constat, CitationExterne, Empreinte):
        lignes = modele.objects.filter(type_de_contenu=contenu.type_de_contenu)
        if seulement is not None:
            lignes = lignes.filter(objet_pk__in=seulement)
        lignes.exclude(objet_pk__in=sauf).delete()


def _noter_les_empreintes(contenu: Contenu, lectures: list[Lecture]) -> None:
    if contenu.avec_doublons and lectures:
        doublons.noter(
            contenu,
            [
                Empreinte(
                    type_de_contenu=contenu.type_de_contenu,
                    objet_pk=lecture.objet.pk,
                    langue=_langue(lecture.objet),
                    titre=doublons.normaliser(contenu.titre_de(lecture.objet))[:255],
                    signature=doublons.signer(lecture.texte),
                )
                for lecture in lectures
            ],
        )


def _doubles(contenu: Contenu, pks: list[int]) -> dict[int, list[tuple[str, int, str]]]:
    """Of each content, the older ones that it repeats: the newer is the one to change."""
    siennes = Empreinte.objects.filter(type_de_contenu=contenu.type_de_contenu, objet_pk__in=pks)
    trouves = doublons.doubles(contenu, list(siennes))
    anciens = {autre for pk, liste in trouves.items() for _nature, autre in liste if autre < pk}
    lus = contenu.modele._default_manager.filter(pk__in=anciens)
    titres = dict(lus.values_list("pk", contenu.titre))
    return {
        pk: [(nature, autre, titres[autre]) for nature, autre in liste if autre in titres]
        for pk, liste in trouves.items()
    }


def citer(contenu: Contenu, pks: list[int], lectures: list[Lecture]) -> dict[str, AdresseExterne]:
    """Keep where these contents cite other sites; address as written → what is known of it."""
    liens = [(lecture.objet.pk, lien) for lecture in lectures for lien in lecture.liens]
    externes = [(pk, lien) for pk, lien in liens if _est_externe(lien)]
    connues = _connaitre({lien.cible for _pk, lien in externes})
    siennes = CitationExterne.objects.filter(
        type_de_contenu=contenu.type_de_contenu, objet_pk__in=pks
    )
    voulues = {
        (connues[lien.cible].pk, pk, lien.lieu.champ, lien.lieu.chemin[:500]): lien
        for pk, lien in externes
    }
    noms = ("adresse_id", "objet_pk", "champ", "chemin")
    perimees = [cle for cle, *nom in siennes.values_list("pk", *noms) if tuple(nom) not in voulues]
    CitationExterne.objects.filter(pk__in=perimees).delete()
    CitationExterne.objects.bulk_create(
        [
            CitationExterne(
                type_de_contenu=contenu.type_de_contenu,
                lieu=voulues[nom].lieu.nom[:200],
                **dict(zip(noms, nom, strict=True)),
            )
            for nom in sorted(voulues)
        ],
        ignore_conflicts=True,
    )
    return connues


def _est_externe(lien: Lien) -> bool:
    """An address that a web browser opens on another site."""
    if lien.genre != ADRESSE or not lien.cible.lower().startswith(("http://", "https://")):
        return False
    return chemin_interne(lien.cible) is None and 0 < len(hote(lien.cible)) < 254


def _connaitre(urls: set[str]) -> dict[str, AdresseExterne]:
    """The row of each address, made when it is new: two queries."""
    par_empreinte = {hashlib.sha256(url.encode()).hexdigest(): url for url in urls}
    AdresseExterne.objects.bulk_create(
        [
            AdresseExterne(empreinte=empreinte, url=par_empreinte[empreinte], hote=hote(url))
            for empreinte, url in sorted(par_empreinte.items())
        ],
        ignore_conflicts=True,
    )
    return {a.url: a for a in AdresseExterne.objects.filter(empreinte__in=par_empreinte)}
