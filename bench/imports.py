"""`python -m bench.imports [lignes]`: what an import of published resources costs, step by step.

In a database of its own, committed as a worker commits. While lines are written, another
connection adds a page under the same list: how long it waits is how long an editor would.
"""

import csv
import io
import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.test")

ENTETES = [
    *("Référence", "Titre", "Résumé", "Nature", "Thèmes", "Étiquettes", "Provenance"),
    *("À revoir le", "Durée de lecture", "Corps"),
]


def fichier(nombre: int, *, resume: str = "Deux lignes qui disent ce que l’on y trouve.") -> bytes:
    """A CSV of `nombre` complete resources."""
    sortie = io.StringIO()
    ecrire = csv.writer(sortie, delimiter=";").writerow
    ecrire(ENTETES)
    corps = "\n\n".join(["Les habitants disent ce qu’ils attendent, la commune répond."] * 12)
    for n in range(nombre):
        ecrire(
            [
                *(f"M-{n}", f"Ressource mesurée {n}", resume, "Guide"),
                *(f"Thème {n % 8} | Thème {(n + 3) % 8}", f"mot {n % 40}", "ANCT"),
                *("31/12/2030", n % 60, corps),
            ]
        )
    return sortie.getvalue().encode()


def preparer():
    from django.contrib.auth.models import Group

    from communautes.comptes.models import User
    from ressources.models import ThemeIndexPage, ThemePage

    parent = ThemeIndexPage.objects.get(locale__language_code="fr")
    for rang in range(8):
        theme = ThemePage(title=f"Thème {rang}", resume="Oui.", enjeux="<p>Oui.</p>", live=False)
        parent.add_child(instance=theme)
        theme.save_revision().publish()
    personne = User.objects.create(email="mesure@exemple.example.org")
    personne.groups.add(Group.objects.get(name="Rédaction"))
    return personne


def mesurer(nom: str, fonction) -> None:
    debut, calcul = time.perf_counter(), time.process_time()
    fonction()
    secondes, calcul = time.perf_counter() - debut, time.process_time() - calcul
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{nom:<26} {secondes:7.1f} s (calcul {calcul:.1f} s), mémoire au plus {memoire:.0f} Mo")


def importer(personne, contenu: bytes, nom: str):
    from home.echanges import registre, services

    table = registre.table("ressources")
    import_ = None

    def deposer():
        nonlocal import_
        import_ = services.deposer(table, nom="mesure.csv", contenu=contenu, par=personne)

    mesurer(f"{nom} : lecture", deposer)
    colonnes = import_.correspondance
    mesurer(
        f"{nom} : essai",
        lambda: services.essayer(import_, correspondance=colonnes, publier=True, par=personne),
    )
    import_.refresh_from_db()
    if import_.correctes:
        mesurer(
            f"{nom} : application",
            lambda: services.appliquer(import_, ignorer_rejets=False, par=personne),
        )
    import_.refresh_from_db()
    print(f"  {import_.get_statut_display()} {import_.compteurs} {import_.incident}", flush=True)
    return import_


def main(nombre: int) -> None:
    django.setup()
    from bench.base import base_de_mesure
    from home.echanges import services

    with base_de_mesure():
        personne = preparer()
        premier = importer(personne, fichier(nombre), "création")
        importer(personne, fichier(nombre), "le même fichier")
        second = importer(personne, fichier(nombre, resume="Un autre résumé."), "modification")
        mesurer("annulation du second", lambda: services.annuler(second, par=personne))
        mesurer("annulation du premier", lambda: services.annuler(premier, par=personne))
        premier.refresh_from_db()
        print(f"  {premier.get_statut_display()} {premier.compteurs} {premier.incident}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
