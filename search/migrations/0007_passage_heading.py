"""The heading of a passage, for a field of its own. It is filled when ``search.refilling`` records all content anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0006_searched_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchpassage',
            name='heading',
            field=models.TextField(blank=True, default=''),
        ),
    ]
