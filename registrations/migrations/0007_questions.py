
import django.contrib.postgres.fields
import django.db.models.deletion
import phonenumber_field.modelfields
import registrations.models.answer
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0004_brief_import'),
        ('events', '0005_guest_accounts'),
        ('registrations', '0006_destruction_is_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegistrationSheet',
            fields=[
            ],
            options={
                'verbose_name': '등록 양식',
                'verbose_name_plural': '등록 양식',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('events.event',),
        ),
        migrations.AlterField(
            model_name='registration',
            name='organization',
            field=models.CharField(blank=True, max_length=100, verbose_name='소속'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='phone',
            field=phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='휴대전화'),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('line', '한 줄'), ('paragraph', '여러 줄'), ('choice', '하나 고르기'), ('choices', '여럿 고르기'), ('number', '숫자'), ('yes_no', '예/아니요'), ('file', '파일')], default='line', max_length=20, verbose_name='유형')),
                ('label', models.CharField(max_length=150, verbose_name='질문')),
                ('label_en', models.CharField(blank=True, max_length=200, verbose_name='질문(영문)')),
                ('help_text', models.CharField(blank=True, max_length=300, verbose_name='도움말')),
                ('help_text_en', models.CharField(blank=True, max_length=400, verbose_name='도움말(영문)')),
                ('is_required', models.BooleanField(default=False, verbose_name='필수')),
                ('choices', models.TextField(blank=True, help_text='한 줄에 하나씩 적고, 영문은 | 뒤에 적습니다. 예: 자가용 | By car. 고르는 질문에만 씁니다.', verbose_name='보기')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('vip', '내빈'), ('speaker', '연사'), ('panel', '패널'), ('government', '정부'), ('agency', '유관기관'), ('company', '기업'), ('academia', '학계·연구'), ('association', '협·단체'), ('press', '언론'), ('public', '일반')], max_length=20), blank=True, default=list, help_text='고르지 않으면 모두에게 묻습니다.', size=None, verbose_name='참석구분')),
                ('shown_if_answer', models.CharField(blank=True, help_text='보기 그대로, 또는 예 / 아니요', max_length=150, verbose_name='조건 답')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='순서')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='그만 묻는 시각')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='events.event', verbose_name='행사')),
                ('shown_if', models.ForeignKey(blank=True, help_text='앞선 질문에 아래처럼 답한 분에게만 묻습니다. 새 질문은 저장한 뒤 고를 수 있습니다.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='registrations.question', verbose_name='조건 질문')),
            ],
            options={
                'verbose_name': '질문',
                'verbose_name_plural': '질문',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_text', models.CharField(max_length=200, verbose_name='질문')),
                ('language', models.CharField(choices=[('ko', '한국어'), ('en', 'English')], max_length=5, verbose_name='언어')),
                ('value', models.JSONField(blank=True, null=True, verbose_name='값')),
                ('shown', models.TextField(blank=True, verbose_name='답')),
                ('file', models.FileField(blank=True, upload_to=registrations.models.answer.answer_path, verbose_name='파일')),
                ('at', models.DateTimeField(verbose_name='시각')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='registrations.registration', verbose_name='참가 등록')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='registrations.question', verbose_name='질문')),
            ],
            options={
                'verbose_name': '답변',
                'verbose_name_plural': '답변',
            },
        ),
        migrations.CreateModel(
            name='SessionOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='비워 두면 제한이 없습니다.', null=True, verbose_name='정원')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_offers', to='events.event', verbose_name='행사')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agenda.session', verbose_name='세션')),
            ],
            options={
                'verbose_name': '선택 세션',
                'verbose_name_plural': '선택 세션',
            },
        ),
        migrations.CreateModel(
            name='SessionChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=250, verbose_name='세션')),
                ('chosen_at', models.DateTimeField(verbose_name='고른 시각')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='물린 시각')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_choices', to='registrations.registration', verbose_name='참가 등록')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='registrations.sessionoffer', verbose_name='선택 세션')),
            ],
            options={
                'verbose_name': '세션 선택',
                'verbose_name_plural': '세션 선택',
            },
        ),
        migrations.CreateModel(
            name='FieldRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(blank=True, choices=[('', '모든 참석구분'), ('vip', '내빈'), ('speaker', '연사'), ('panel', '패널'), ('government', '정부'), ('agency', '유관기관'), ('company', '기업'), ('academia', '학계·연구'), ('association', '협·단체'), ('press', '언론'), ('public', '일반')], help_text='참석구분 하나에 정한 것이 「모든 참석구분」에 정한 것보다 앞섭니다.', max_length=20, verbose_name='참석구분')),
                ('field', models.CharField(choices=[('organization', '소속'), ('department', '부서'), ('title', '직위'), ('phone', '휴대전화')], max_length=20, verbose_name='항목')),
                ('asking', models.CharField(choices=[('required', '필수'), ('optional', '선택'), ('hidden', '묻지 않음')], max_length=20, verbose_name='묻는 방식')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='field_rules', to='events.event', verbose_name='행사')),
            ],
            options={
                'verbose_name': '기본 항목',
                'verbose_name_plural': '기본 항목',
                'constraints': [models.UniqueConstraint(models.F('event'), models.F('category'), models.F('field'), name='fieldrule_one_per_category_and_field', violation_error_message='같은 참석구분과 항목을 두 번 정했습니다.')],
            },
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(models.F('event'), models.F('position'), name='question_by_event'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shown_if__isnull', True), ('shown_if_answer', '')), models.Q(('shown_if__isnull', False), models.Q(('shown_if_answer', ''), _negated=True)), _connector='OR'), name='question_condition_is_whole', violation_error_message='조건 질문과 조건 답을 함께 정하거나 함께 비워 두세요.'),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(models.F('registration'), models.F('question'), name='answer_by_registration'),
        ),
        migrations.AddConstraint(
            model_name='sessionoffer',
            constraint=models.UniqueConstraint(models.F('session'), name='sessionoffer_one_per_session', violation_error_message='같은 세션을 두 번 골랐습니다.'),
        ),
        migrations.AddConstraint(
            model_name='sessionchoice',
            constraint=models.UniqueConstraint(models.F('registration'), models.F('offer'), condition=models.Q(('cancelled_at__isnull', True)), name='sessionchoice_one_live_per_offer'),
        ),
    ]
