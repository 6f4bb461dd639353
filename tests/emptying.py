"""Emptying the database after a test that commits: rows are deleted from the few tables that have any.

Django truncates all eighty, which writes each of them and its indexes anew, and makes every content type and permission
once more: ten times the work.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

KEPT = {ContentType._meta.db_table, Permission._meta.db_table}  # the same in each test


def is_able() -> bool:
    """Whether this database account may set triggers and foreign keys aside, as those of ledgers refuse a deletion."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def empty() -> None:
    """Wait, as a truncation would, for whoever is still in a transaction, and delete what they left too."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    names = [connection.ops.quote_name(table) for table in sorted(tables)]
    looks = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names]  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(names)}")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(" UNION ALL ".join(looks))
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
