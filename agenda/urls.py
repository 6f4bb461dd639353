from django.urls import path

from agenda.views import changes, display, public

app_name = "agenda"

urlpatterns = [
    path("events/<slug:slug>/changes/", changes.changes, name="changes"),
    path("events/<slug:slug>/schedule.ics", public.event_ics, name="event-ics"),
    path("events/<slug:slug>/sessions/<int:session_id>.ics", public.session_ics, name="session-ics"),
    path("events/<slug:slug>/schedule.json", public.schedule_json, name="schedule-json"),
    path("events/<slug:slug>/schedule.xml", public.schedule_xml, name="schedule-xml"),
    path("events/<slug:slug>/programme.xlsx", public.programme_xlsx, name="programme-xlsx"),
    path("events/<slug:slug>/programme.hwpx", public.programme_hwpx, name="programme-hwpx"),
    path("events/<slug:slug>/programme.pdf", public.programme_pdf, name="programme-pdf"),
    path("events/<slug:slug>/programme-a5.pdf", public.programme_booklet, name="programme-booklet"),
    path("events/<slug:slug>/display/", display.screen, name="display"),
]
