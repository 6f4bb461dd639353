"""What a device holds of the rosters that were loaded: those from before are taken to be there still."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The tag is the end of the name, as in registrations/desk/devices.py. The ledger's trigger is put aside for this one.
FILL = """
ALTER TABLE registrations_deskload DISABLE TRIGGER registrations_deskload_is_append_only;
UPDATE registrations_deskload SET tag = regexp_replace(device, '^.* · ', '');
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE registrations_deskload ENABLE TRIGGER registrations_deskload_is_append_only;
INSERT INTO registrations_deskholding (load_id, seen_at) SELECT id, at FROM registrations_deskload;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registrations', '0031_words_of_ledgers_can_be_erased'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='deskload',
            name='tag',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='DeskHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(verbose_name='마지막 접속')),
                ('wipe_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='지우기 요청')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='기기에 전달')),
                ('load', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='holding', to='registrations.deskload', verbose_name='데스크 명단 내려받기')),
                ('wipe_asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='요청자')),
            ],
            options={
                'verbose_name': '기기의 명단',
                'verbose_name_plural': '기기의 명단',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('told_at__isnull', True), ('wipe_asked_at__isnull', True), ('wipe_asked_by__isnull', True)), models.Q(('wipe_asked_at__isnull', False), ('wipe_asked_by__isnull', False)), _connector='OR'), name='deskholding_wipe_asked_by_somebody')],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
