from django.urls import path

from communautes.fichiers import views

app_name = "fichiers"
urlpatterns = [path("<uuid:cle>/<str:nom>", views.lire, name="lire")]
