from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0013_order_of_korean_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="destruction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("registration", "참가 등록의 인적 사항"),
                    ("message", "메일의 받는 사람과 내용"),
                    ("interest", "개최 알림 신청"),
                    ("account", "참가자 계정"),
                    ("invitation", "초청 명단의 인적 사항"),
                    ("document", "인적 사항이 든 문서"),
                    ("file", "답변에 붙인 파일"),
                ],
                max_length=20,
                verbose_name="대상",
            ),
        ),
    ]
