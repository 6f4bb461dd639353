"""The compose file hands on every variable that the documentation promises."""

import re

from maxforum import embedded

# The folder is the image's own, and a second factor is always asked for in production.
NOT_HANDED_ON = {"VAR_DIR", "SECOND_FACTOR_REQUIRED"}
# Read by compose itself, for the containers.
FOR_COMPOSE = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "WEB_LISTEN"}


def test_compose_hands_on_every_documented_variable():
    table = (embedded.BASE_DIR / "docs" / "operations.md").read_text().split("## Environment variables")[1]
    documented = {
        name
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for name in re.findall("`([A-Z_]+)`", row)
    }
    compose = (embedded.BASE_DIR / "docker-compose.yml").read_text()
    handed_on = set(re.findall(r"^    ([A-Z_]+):", compose.split("\nservices:")[0], re.MULTILINE))

    assert handed_on == documented - NOT_HANDED_ON - FOR_COMPOSE
    assert all(name in compose for name in FOR_COMPOSE)


def test_every_variable_that_the_settings_read_is_documented():
    settings = (embedded.BASE_DIR / "maxforum" / "settings.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|_text)\(\s*"([A-Z_]+)"', settings))
    documented = (embedded.BASE_DIR / "docs" / "operations.md").read_text()

    # The last two are for developers and tests.
    assert {name for name in read if f"`{name}`" not in documented} == {"DEBUG", "CELERY_TASK_ALWAYS_EAGER"}
