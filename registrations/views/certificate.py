"""Certificates: a guest's own, and the public page where anybody verifies one."""

import logging
import re
from subprocess import SubprocessError

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agenda.views import answers
from events import codes, notation
from events.presses import PressBusy
from registrations import certificatepaper, certificates
from registrations.views.ownfiles import as_file, later
from registrations.views.personal import own, private

logger = logging.getLogger(__name__)

_LONGEST = 40  # letters of what is typed as a code


@require_POST
def issue(request: HttpRequest, token: str) -> HttpResponse:
    """Issue a guest's own certificate, then show it."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    try:
        certificates.issue(registration_id=registration.pk, by_id=None, at=timezone.now())
    except certificates.CertificateRefused as refusal:
        context = {"heading": _("참석확인서를 발급하지 못했습니다"), "advice": str(refusal)}
        return private(render(request, "problem.html", context, status=409))
    return private(redirect("registrations:certificate-paper", token=token))


@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """A guest's certificate as a PDF; 503 with a sentence while another paper holds the press."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    certificate = certificates.standing(registration)
    if certificate is None:
        raise Http404
    try:
        content = certificatepaper.single(certificate, language=get_language() or "ko")
    except PressBusy:
        return later(_("문서를 만들고 있습니다. 잠시 뒤에 다시 열어 주세요."))
    except SubprocessError:
        logger.exception("The certificate %s cannot be made", certificate.pk)
        return later(_("문서를 만들지 못했습니다. 1분 뒤에 다시 열어 주세요."))
    return as_file(content, answers.PDF, f"certificate-{certificate.serial}.pdf", disposition="inline")


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Where somebody types the code of a certificate they were given."""
    code = codes.tidy_code(re.sub(r"[^\w-]", "", request.GET.get("code", "")))
    if code:
        return private(redirect("registrations:certificate", code=code[:_LONGEST]))
    return private(render(request, "registrations/certificate-ask.html"))


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a certificate says, and whether it stands. No more than the paper itself shows."""
    found = certificates.find(code)
    if found is None:
        return private(render(request, "registrations/certificate-ask.html", {"unknown": code}, status=404))
    language = get_language() or "ko"
    context = {
        "certificate": found,
        "event": found.event,
        "facts": certificatepaper.told(found.event, language=language),
        "issuer": certificatepaper.issuer(found.event, language=language),
        "issued": notation.date_alone(found.issued_at, language=language),
        "is_erased": found.registration.erased_at is not None,
    }
    return private(render(request, "registrations/certificate.html", context))
