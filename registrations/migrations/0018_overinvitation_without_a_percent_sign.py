
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0010_what_is_chosen_of_papers'),
        ('registrations', '0017_text_messages'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='seatrules',
            name='seatrules_overinvitation_is_bounded',
            constraint=models.CheckConstraint(condition=models.Q(('overinvitation__lte', 300)), name='seatrules_overinvitation_is_bounded', violation_error_message='초과 초청률은 300 이하여야 합니다.'),
        ),
    ]
