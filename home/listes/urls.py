"""Addresses of what goes on in background, under the admin's (register_admin_urls)."""

from django.urls import path

from home.listes import views

app_name = "en_nombre"
urlpatterns = [
    path("<int:pk>/", views.action, name="action"),
    path("<int:pk>/relancer/", views.relancer, name="relancer"),
    path("<int:pk>/arreter/", views.arreter, name="arreter"),
]
