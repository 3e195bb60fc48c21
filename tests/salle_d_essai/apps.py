from django.apps import AppConfig


class SalleDEssaiConfig(AppConfig):
    name = "tests.salle_d_essai"
    label = "salle_d_essai"
    verbose_name = "salle d’essai"
