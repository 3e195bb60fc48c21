"""A mail address, however it is written; and what only looks like one."""

import time

import pytest

from home.adresses_electroniques import contient_une_adresse


@pytest.mark.parametrize(
    "texte",
    [
        "jeanne.secret@ville.example.org",
        "Écrire à jeanne_secret@ville.fr, le soir.",
        "jeanne\\@ville.example.org",
        "jeanne@ville\\.example.org",
        "jeanne*@*ville.example.org",
        "[jeanne](https://ville.example.org/)@ville.example.org",
        "jeanne\uff20ville.example.org",
        "jeanne@\u200bville.example.org",
        "jeanne\u00ad@\u2060ville\u3002fr",
        "jeanne@ville\uff61fr",
        "jeanne@ville\u2024fr",
        "jeanne @ ville.fr",
        "jeanne&#64;ville.example.org",
        "jeanne(at)ville.fr",
        "jeanne [arobase] ville.fr",
        "jeanne arobase ville.fr",
        "jeanne@élus.fr",
        "[écrire](mailto:jeanne@localhost)",
        "[écrire](mailto:jeanne%40ville.example.org)",
        "[écrire](https://ville.fr/?a=jeanne%2540ville.example.org)",
        "[écrire](https://ville.fr/?a=jeanne%252540ville.example.org)",
        "<jeanne@ville.example.org>",
        "JEANNE@VILLE.FR",
        "jeanne [at] ville [point] org",
        "jeanne(at)ville(dot)org",
        "jeanne@ville[.]fr",
        "jeanne[at]ville{.}fr",
        "jeanne AT ville DOT org",
        "jeanne arobase ville point asso point fr",
        "jeanne, arobase, ville.fr",
        "jeanne at ville.org",
        "jeanne-at-ville.org",
        "jeanne (à) ville.fr",
        "jeanne (@) ville.org",
        "jeanne[@]ville.org",
        "(jeanne)@ville.org",
        '"jeanne"@ville.org',
        "jeanne@ville .org",
        "jeanne@ville . org",
        "jeanne@ville point org",
        "jeanne@localhost",
        "jeanne@\u2800ville.org",
        "jeanne\u3164@ville.org",
    ],
)
def test_an_address(texte):
    assert contient_une_adresse(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "La cour est ouverte le soir.",
        "Suivez @mairie sur le réseau.",
        "https://video.example.org/@mairie",
        "https://carte.example.org/@48.8,2.35",
        "50\u00a0% des voisins & des élèves",
        "Les 3 (at least) règles",
        "Le signe @ se dit arobase.",
        "Suivez @ville.lyon, @ville_lyon.officiel et @mairie@reseau.example.social.",
        "https://reseau.example.social/@mairie@ailleurs.example.org",
        "https://video.example.org/@ville.lyon/film",
        "Les agent@s.es et les élu@s.Puis les autres",
        "L’aménagement du territoire (AT) www.ville.fr",
        "Une assistante (AT) M.Dupont",
        "Votez @ www.ville.fr",
        "Un service (AT) https://ville.fr",
        "L’arobase est un point de détail, mailto: aussi.",
        "Le point (a) la cour. Le point (b) l’école.",
    ],
)
def test_no_address(texte):
    assert not contient_une_adresse(texte)


@pytest.mark.parametrize(
    "morceau",
    [
        *("a", "@", "a ", "a@", "%40", "(at) ", " " * 9, "a@b-", "[", "://", "_a_", "http://a."),
        *(" at a", " at point", "a@b point ", "a at b dot ", "(@) ", "- a\n  "),
    ],
)
def test_it_costs_what_its_length_costs(morceau):
    debut = time.process_time()
    contient_une_adresse((morceau * 40_000)[:40_000] + "&")
    assert time.process_time() - debut < 5  # the collector may pass meanwhile
