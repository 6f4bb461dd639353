import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0005_guest_accounts'),
        ('registrations', '0004_invitation_steps_are_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='파기 시각'),
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('access', '열람'), ('deletion', '삭제')], max_length=20, verbose_name='요청')),
                ('state', models.CharField(choices=[('open', '접수'), ('done', '처리'), ('refused', '거절')], default='open', max_length=20, verbose_name='상태')),
                ('at', models.DateTimeField(verbose_name='접수 시각')),
                ('due_at', models.DateTimeField(verbose_name='처리 기한')),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='처리 시각')),
                ('note', models.TextField(blank=True, verbose_name='처리 내용')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='처리자')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='registrations.registration', verbose_name='참가 등록')),
            ],
            options={
                'verbose_name': '개인정보 요청',
                'verbose_name_plural': '개인정보 요청',
                'indexes': [models.Index(models.F('due_at'), condition=models.Q(('state', 'open')), name='datarequest_open_by_due')],
                'constraints': [models.UniqueConstraint(models.F('registration'), models.F('kind'), condition=models.Q(('state', 'open')), name='datarequest_one_open_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('handled_at__isnull', False)), _connector='OR'), name='datarequest_handled_at_fits_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='datarequest_refused_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Destruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('registration', '참가 등록의 인적 사항'), ('message', '메일의 받는 사람과 내용'), ('interest', '개최 알림 신청'), ('account', '참가자 계정')], max_length=20, verbose_name='대상')),
                ('count', models.PositiveIntegerField(verbose_name='건수')),
                ('reason', models.CharField(choices=[('request', '정보주체의 요청'), ('purpose_met', '처리 목적 달성'), ('expired', '보유 기간 경과')], max_length=20, verbose_name='사유')),
                ('at', models.DateTimeField(verbose_name='파기 시각')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='처리자')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='destructions', to='events.event', verbose_name='행사')),
            ],
            options={
                'verbose_name': '파기 기록',
                'verbose_name_plural': '파기 대장',
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='destruction_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='이메일')),
                ('language', models.CharField(choices=[('ko', '한국어'), ('en', 'English')], default='ko', max_length=5, verbose_name='언어')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('asked_at', models.DateTimeField(verbose_name='신청 시각')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='확인 시각')),
                ('consent_version', models.CharField(max_length=20, verbose_name='문안 판')),
                ('consent_text', models.TextField(verbose_name='문안')),
                ('consent_hash', models.CharField(max_length=64)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='events.event', verbose_name='행사')),
            ],
            options={
                'verbose_name': '개최 알림 신청',
                'verbose_name_plural': '개최 알림 신청',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('event'), name='interest_one_per_email_and_event')],
            },
        ),
    ]
