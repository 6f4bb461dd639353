"""Scans of every desk and door, who is in by them, and what a person has to look at.

What was scanned before was scanned at the guest's own event, online, at its one door.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# The ledger's trigger refuses every change, so it is put aside for this one.
FILL = """
ALTER TABLE registrations_checkin DISABLE TRIGGER registrations_checkin_is_append_only;
UPDATE registrations_checkin AS scan SET event_id = guest.event_id, received_at = scan.at
  FROM registrations_registration AS guest WHERE guest.id = scan.registration_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE registrations_checkin ENABLE TRIGGER registrations_checkin_is_append_only;
"""
PRESENT = """
INSERT INTO registrations_presence (registration_id, entry_list_id, entry_id)
  SELECT registration_id, NULL, id FROM registrations_checkin WHERE outcome = 'entered';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0005_change_subject'),
        ('events', '0010_what_is_chosen_of_papers'),
        ('registrations', '0024_print_ledgers_are_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='확인 시각')),
            ],
            options={
                'verbose_name': '입장 충돌',
                'verbose_name_plural': '입장 충돌',
            },
        ),
        migrations.CreateModel(
            name='EntryList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('day', '하루'), ('session', '세션'), ('dinner', '만찬·오찬'), ('other', '기타')], max_length=20, verbose_name='구분')),
                ('name', models.CharField(max_length=60, verbose_name='이름')),
                ('day', models.DateField(blank=True, null=True, verbose_name='날짜')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('vip', '내빈'), ('speaker', '연사'), ('panel', '패널'), ('government', '정부'), ('agency', '유관기관'), ('company', '기업'), ('academia', '학계·연구'), ('association', '협·단체'), ('press', '언론'), ('public', '일반')], max_length=20), blank=True, default=list, help_text='고르지 않으면 모든 참석구분이 명단에 있습니다.', size=None, verbose_name='참석구분')),
            ],
            options={
                'verbose_name': '입장 명단',
                'verbose_name_plural': '입장 명단',
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '현재 입장',
                'verbose_name_plural': '현재 입장',
            },
        ),
        migrations.RemoveConstraint(
            model_name='checkin',
            name='checkin_enters_once',
        ),
        migrations.AddField(
            model_name='checkin',
            name='device',
            field=models.CharField(blank=True, max_length=40, verbose_name='기기'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='device_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='기기 시각'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='event',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='events.event', verbose_name='행사'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='is_offline',
            field=models.BooleanField(default=False, verbose_name='오프라인'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='kind',
            field=models.CharField(choices=[('in', '입장'), ('out', '퇴장'), ('undo', '되돌리기')], default='in', max_length=10, verbose_name='구분'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='사유'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='received_at',
            field=models.DateTimeField(null=True, verbose_name='받은 시각'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='checkin',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='events.event', verbose_name='행사'),
        ),
        migrations.AlterField(
            model_name='checkin',
            name='received_at',
            field=models.DateTimeField(verbose_name='받은 시각'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='sequence',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='기기 순번'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='typed',
            field=models.CharField(blank=True, max_length=40, verbose_name='입력'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='registrations.checkin', verbose_name='되돌린 스캔'),
        ),
        migrations.AlterField(
            model_name='checkin',
            name='outcome',
            field=models.CharField(choices=[('entered', '입장'), ('override', '이유를 적고 입장'), ('left', '퇴장'), ('undone', '되돌림'), ('already', '이미 입장'), ('conflict', '충돌(두 데스크)'), ('cancelled', '취소된 등록'), ('waitlisted', '대기자'), ('not_open', '열리지 않는 행사'), ('revoked', '폐기된 명찰'), ('not_listed', '명단에 없음'), ('other_event', '다른 행사'), ('unknown', '알 수 없음'), ('not_in', '입장하지 않음'), ('not_undone', '되돌릴 수 없음')], max_length=20, verbose_name='결과'),
        ),
        migrations.AlterField(
            model_name='checkin',
            name='registration',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='registrations.registration', verbose_name='참가 등록'),
        ),
        migrations.AddField(
            model_name='entryconflict',
            name='entry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outdone', to='registrations.checkin', verbose_name='유효한 입장'),
        ),
        migrations.AddField(
            model_name='entryconflict',
            name='scan',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conflict', to='registrations.checkin', verbose_name='충돌한 스캔'),
        ),
        migrations.AddField(
            model_name='entryconflict',
            name='seen_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='확인자'),
        ),
        migrations.AddField(
            model_name='entrylist',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_lists', to='events.event', verbose_name='행사'),
        ),
        migrations.AddField(
            model_name='entrylist',
            name='session',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='참가자가 고르는 세션이면 그 세션을 고른 사람만 명단에 있습니다.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agenda.session', verbose_name='세션'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='entry_list',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='registrations.entrylist', verbose_name='입장 명단'),
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(models.F('event'), models.F('at'), name='checkin_by_event_and_time'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('registration__isnull', False), ('outcome__in', ['unknown', 'not_undone']), _connector='OR'), name='checkin_nobody_only_if_unknown'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('undoes__isnull', True), ('outcome__in', ('undone', 'conflict')), _connector='OR'), name='checkin_takes_back_by_outcome'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'undone'), _negated=True), ('undoes__isnull', False), _connector='OR'), name='checkin_undone_says_what'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'override'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='checkin_override_has_a_reason'),
        ),
        migrations.AddField(
            model_name='presence',
            name='entry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='presence', to='registrations.checkin', verbose_name='입장 기록'),
        ),
        migrations.AddField(
            model_name='presence',
            name='entry_list',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='registrations.entrylist', verbose_name='입장 명단'),
        ),
        migrations.AddField(
            model_name='presence',
            name='registration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='registrations.registration', verbose_name='참가 등록'),
        ),
        migrations.AddConstraint(
            model_name='entryconflict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_at__isnull', True), ('seen_by__isnull', True)), models.Q(('seen_at__isnull', False), ('seen_by__isnull', False)), _connector='OR'), name='entryconflict_seen_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='entrylist',
            constraint=models.UniqueConstraint(models.F('event'), models.F('name'), name='entrylist_one_per_name', violation_error_message='같은 이름의 입장 명단이 있습니다.'),
        ),
        migrations.AddConstraint(
            model_name='entrylist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'day'), ('day__isnull', False)), models.Q(models.Q(('kind', 'day'), _negated=True), ('day__isnull', True)), _connector='OR'), name='entrylist_day_fits_kind', violation_error_message='하루 명단에만 날짜를 적어 주세요.'),
        ),
        migrations.AddConstraint(
            model_name='entrylist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'session'), ('session__isnull', False)), models.Q(models.Q(('kind', 'session'), _negated=True), ('session__isnull', True)), _connector='OR'), name='entrylist_session_fits_kind', violation_error_message='세션 명단에만 세션을 골라 주세요.'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(models.F('registration'), models.F('entry_list'), name='presence_once_per_guest_and_list', nulls_distinct=False),
        ),
        migrations.RunSQL(PRESENT, migrations.RunSQL.noop),
    ]
