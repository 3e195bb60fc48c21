from django.apps import AppConfig


class TecSiteConfig(AppConfig):
    name = "tec_site"
    verbose_name = "site"
