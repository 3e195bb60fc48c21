"""Addresses of this room that are not pages of the tree."""

from django.urls import path

from home.contact import views as contact
from home.galerie import galerie
from home.plan_du_site import plan_du_site

urlpatterns = [
    path("_composants/", galerie, name="galerie"),
    path("contact/", contact.contact, name="contact"),
    path("contact/merci/<slug:reference>/", contact.merci, name="contact_merci"),
    path("agir/contact/", contact.envoyer, name="contact_envoyer"),
    path("plan-du-site/", plan_du_site, name="plan_du_site"),
]
