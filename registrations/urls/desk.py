from django.urls import path

from registrations.views import (
    desk,
    desk_app,
    desk_badge,
    desk_kiosk,
    desk_station,
    desk_walkin,
)

app_name = "desk"

urlpatterns = [
    path("", desk.events, name="events"),
    # No event's address has a dot in it.
    path("app.html", desk_app.shell, name="shell"),
    path("app.webmanifest", desk_app.manifest, name="manifest"),
    path("worker.js", desk_app.worker, name="worker"),
    path("<slug:slug>/app/", desk_app.app, name="app"),
    path("<slug:slug>/roster/", desk_app.load, name="roster"),
    path("<slug:slug>/outbox/", desk_app.receive, name="outbox"),
    path("<slug:slug>/outbox/rows/", desk_app.read_rows, name="outbox-rows"),
    path("<slug:slug>/roster/changes/", desk_app.changes, name="roster-changes"),
    path("<slug:slug>/", desk.search, name="search"),
    path("<slug:slug>/settings/", desk_badge.settings, name="settings"),
    path("<slug:slug>/walk-in/", desk_walkin.walk_in, name="walk-in"),
    path("<slug:slug>/walk-in/link/", desk_walkin.own_link, name="walk-in-link"),
    path("<slug:slug>/decode/", desk_kiosk.decode, name="decode"),
    path("<slug:slug>/kiosk/", desk_kiosk.start, name="kiosk"),
    path("<slug:slug>/kiosk/lock/", desk_kiosk.lock, name="kiosk-lock"),
    path("<slug:slug>/kiosk/leave/", desk_kiosk.leave, name="kiosk-leave"),
    path("<slug:slug>/kiosk/find/", desk_kiosk.find, name="kiosk-find"),
    path("<slug:slug>/kiosk/enter/", desk_kiosk.enter, name="kiosk-enter"),
    path("<slug:slug>/kiosk/decode/", desk_kiosk.decode, name="kiosk-decode"),
    path("<slug:slug>/prints/", desk_station.prints, name="prints"),
    path("<slug:slug>/prints/<int:job_id>/", desk_station.settle, name="settle-print"),
    path("<slug:slug>/station/", desk_station.station, name="station"),
    path("<slug:slug>/station/queue/", desk_station.queue, name="station-queue"),
    path("<slug:slug>/station/take/", desk_station.take, name="station-take"),
    path("<slug:slug>/station/alive/", desk_station.alive, name="station-alive"),
    path("<slug:slug>/station/<int:job_id>/badge/", desk_station.badge, name="station-badge"),
    path("<slug:slug>/station/<int:job_id>/done/", desk_station.done, name="station-done"),
    path("<slug:slug>/undo/", desk.undo, name="undo"),
    path("<slug:slug>/missed/", desk.missed, name="missed"),
    path("<slug:slug>/conflicts/", desk.conflict_list, name="conflicts"),
    path("<slug:slug>/conflicts/<int:conflict_id>/", desk.see_conflict, name="conflict-seen"),
    path("<slug:slug>/badge/", desk_badge.badge_ground, name="badge-ground"),
    path("<slug:slug>/badge.css", desk_badge.badge_style, name="badge-style"),
    path("<slug:slug>/<str:code>/check-in/", desk.check_in, name="check-in"),
    path("<slug:slug>/<str:code>/print/", desk_badge.print_badge, name="print"),
    path("<slug:slug>/<str:code>/badge/", desk_badge.badge, name="badge"),
    path("<slug:slug>/<str:code>/deputy/", desk_walkin.deputy, name="deputy"),
]
