from django.urls import path

from home.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.guide, name="guide"),
    path("captures/<slug:nom>.png", views.capture, name="capture"),
]
