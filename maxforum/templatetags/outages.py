"""The banner of the admin's pages."""

from django import template

from maxforum import outages

register = template.Library()


@register.inclusion_tag("maxforum/_outages.html")
def outage_banner() -> dict[str, list[str]]:
    """What is down, above every page of the admin; nothing while all is well."""
    return {"outages": outages.sentences()}
