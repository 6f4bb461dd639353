from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0004_divisions")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_guest",
            field=models.BooleanField(default=False, editable=False, verbose_name="참가자"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_guest", False),
                    models.Q(("is_staff", False), ("is_superuser", False), ("password__startswith", "!")),
                    _connector="OR",
                ),
                name="user_guest_is_no_staff",
            ),
        ),
    ]
