from django.urls import path

from registrations.views import desk

app_name = "desk"

urlpatterns = [
    path("", desk.events, name="events"),
    path("<slug:slug>/", desk.search, name="search"),
    path("<slug:slug>/badge.css", desk.badge_style, name="badge-style"),
    path("<slug:slug>/<str:code>/check-in/", desk.check_in, name="check-in"),
    path("<slug:slug>/<str:code>/print/", desk.print_badge, name="print"),
]
