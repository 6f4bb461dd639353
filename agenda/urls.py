from django.urls import path

from agenda.views import public

app_name = "agenda"

urlpatterns = [
    path("events/<slug:slug>/schedule.ics", public.event_ics, name="event-ics"),
]
