from django.urls import path
from wagtail import hooks

from communautes.comptes.donnees.administration import anonymiser, changer_l_adresse


@hooks.register("register_admin_urls")
def adresses():
    return [
        path("personnes/<int:pk>/anonymiser/", anonymiser, name="personnes_anonymiser"),
        path("personnes/<int:pk>/adresse/", changer_l_adresse, name="personnes_adresse"),
    ]
