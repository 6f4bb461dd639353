
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0010_what_is_chosen_of_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="rehearsal_of",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rehearsal",
                to="events.event",
                verbose_name="리허설의 원래 행사",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "초안"),
                    ("waiting", "차례 대기"),
                    ("queued", "대기"),
                    ("sending", "발송 중"),
                    ("sent", "발송됨"),
                    ("failed", "발송 실패"),
                    ("bounced", "반송됨"),
                    ("stopped", "발송 중단"),
                    ("withheld", "발송 안 함(리허설)"),
                ],
                default="queued",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rehearsal_of__isnull", True), ("ends_at__isnull", False), _connector="OR"
                ),
                name="event_rehearsal_has_an_end",
                violation_error_message="리허설의 일시는 비울 수 없습니다.",
            ),
        ),
    ]
