"""How the admin looks and what its sidebar offers: the settings of unfold. Nothing here depends on the environment."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _entry(title: Promise, icon: str, model: str) -> dict[str, Any]:
    """A model's list in the sidebar."""
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{model}_changelist")}


UNFOLD = {
    "SITE_TITLE": _("M.AX 포럼"),
    "SITE_HEADER": _("M.AX 포럼"),
    "SITE_SUBHEADER": _("행사 운영"),
    "SITE_SYMBOL": "event",
    "SITE_URL": "/",
    "SHOW_VIEW_ON_SITE": True,
    "DASHBOARD_CALLBACK": "registrations.admin.dashboard.context",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/mark.svg")},
    ],
    "STYLES": [lambda request: static("css/admin.css")],
    "BORDER_RADIUS": "6px",
    "COLORS": {
        # KRDS primary (static/css/tokens.css)
        "primary": {
            "50": "#ecf2fe",
            "100": "#d8e5fd",
            "200": "#b1cefb",
            "300": "#86aff9",
            "400": "#4c87f6",
            "500": "#256ef4",
            "600": "#0b50d0",
            "700": "#083891",
            "800": "#052561",
            "900": "#03163a",
            "950": "#020f27",
        },
    },
    "ACCOUNT": {
        "navigation": [
            {"title": _("2단계 인증"), "link": reverse_lazy("mfa_index")},
            {"title": _("비밀번호 변경"), "link": reverse_lazy("account_change_password")},
        ],
    },
    "SIDEBAR": {
        "navigation": [
            {
                "items": [
                    {"title": _("오늘의 현황"), "icon": "dashboard", "link": reverse_lazy("admin:index")},
                    {
                        "title": _("등록데스크"),
                        "icon": "qr_code_scanner",
                        "link": lambda request: reverse("desk:events"),
                    },
                    {"title": _("공개 페이지"), "icon": "public", "link": lambda request: reverse("home")},
                ],
            },
            {
                "title": _("행사"),
                "separator": True,
                "items": [
                    _entry(_("행사"), "event", "events_event"),
                    _entry(_("초청"), "mail_lock", "registrations_invitation"),
                    _entry(_("참가 등록"), "how_to_reg", "registrations_registration"),
                    _entry(_("등록 양식"), "dynamic_form", "registrations_registrationsheet"),
                    _entry(_("세션"), "view_agenda", "agenda_session"),
                    _entry(_("확정본"), "task_alt", "agenda_release"),
                    _entry(_("참석자"), "groups", "agenda_participant"),
                ],
            },
            {
                "title": _("내보낸 것"),
                "separator": True,
                "items": [
                    _entry(_("문서"), "description", "events_document"),
                    _entry(_("메일"), "mail", "events_message"),
                    _entry(_("참석확인서"), "workspace_premium", "registrations_certificate"),
                ],
            },
            {
                "title": _("개인정보"),
                "separator": True,
                "items": [
                    _entry(_("열람·삭제 요청"), "policy", "registrations_datarequest"),
                    _entry(_("파기 대장"), "delete_forever", "registrations_destruction"),
                ],
            },
            {
                "title": _("공통 자료"),
                "separator": True,
                "items": [
                    _entry(_("연사"), "record_voice_over", "agenda_speaker"),
                    _entry(_("기관"), "apartment", "events_organization"),
                    _entry(_("분과"), "hub", "events_division"),
                    _entry(_("장소"), "location_on", "events_venue"),
                    _entry(_("회의실"), "meeting_room", "events_room"),
                    _entry(_("시리즈"), "library_books", "events_series"),
                    _entry(_("프린터"), "print", "registrations_printer"),
                ],
            },
            {
                "title": _("권한"),
                "separator": True,
                "items": [
                    _entry(_("역할"), "badge", "events_rolegrant"),
                    {
                        **_entry(_("담당자 계정"), "manage_accounts", "events_user"),
                        "permission": lambda request: request.user.is_superuser,
                    },
                ],
            },
        ],
    },
}
