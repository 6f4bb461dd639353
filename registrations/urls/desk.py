from django.urls import path

from registrations.views import desk

app_name = "desk"

urlpatterns = [
    path("", desk.events, name="events"),
]
