"""The site's addresses: Korean at the root, English below /en/."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from maxforum import accounts, views
from registrations.views import public as registration_pages

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("health", views.health, name="health"),
    path("health/live", views.live, name="health-live"),
    # The address names the person to whom roles are given, so operators alone change it.
    path("accounts/email/", RedirectView.as_view(pattern_name="mfa_index")),
    # The form for guests is in their language and among their pages.
    path("accounts/login/code/", RedirectView.as_view(pattern_name="registrations:my")),
    path("accounts/login/code/confirm/", RedirectView.as_view(pattern_name="registrations:my-code")),
    path("accounts/password/reset/", accounts.EvenPasswordResetView.as_view()),
    path("accounts/", include("allauth.urls")),
    path("staff/", views.staff_start, name="staff-start"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("series/<slug:slug>/", views.series, name="series"),
        path("events/<slug:slug>/", registration_pages.event, name="event"),
        path("desk/", include("registrations.urls.desk")),
        path("", include("registrations.urls.public")),
        path("", include("agenda.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "maxforum.views.not_found"
handler500 = "maxforum.views.server_error"
handler403 = "maxforum.views.forbidden"
handler400 = "maxforum.views.bad_request"
handler429 = "maxforum.views.too_many_requests"  # allauth's rate limits ask for it
