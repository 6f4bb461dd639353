"""The project: settings, addresses, health, the Celery app and the embedded services."""
