"""The keys of Korean lists anew, as a generated column cannot be altered: other scripts stand behind digits."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registrations', '0033_ledgers_of_a_rehearsal_go_with_it'),
    ]

    operations = [
        migrations.RemoveField(model_name='registration', name='name_key'),
        migrations.RemoveField(model_name='registration', name='organization_key'),
        migrations.AddField(
            model_name='registration',
            name='name_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.Func(models.Func(models.Func(models.Func(django.db.models.functions.text.Lower(models.F('name'), output_field=models.TextField()), models.Value('[\\s.,·・ㆍ‧\'"’‘“”()\\[\\]<>/&_-]+'), models.Value(''), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ'), models.Value('aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoojgnaaaeeiioorruusthaeooooyabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwyaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy'), function='translate'), models.Value('([^가-힣ㄱ-ㆎ㐀-䶿一-鿿豈-\ufaffa-zß-öø-ɏḀ-ỿ0-9])'), models.Value('\ue300\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('([㐀-䶿一-鿿豈-\ufaff])'), models.Value('\ue000\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('([a-zß-öø-ɏḀ-ỿ])'), models.Value('\ue100\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('([0-9])'), models.Value('\ue200\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), output_field=models.TextField(db_collation='C')),
        ),
        migrations.AddField(
            model_name='registration',
            name='organization_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.Func(models.Func(models.Func(models.Func(django.db.models.functions.text.Lower(models.Func(models.F('organization'), models.Value('^\\s*(\\((?:주|유|재|사)\\)|㈜|주식회사|유한회사|재단법인|사단법인)\\s*'), models.Value(''), models.Value('g'), function='regexp_replace', output_field=models.TextField()), output_field=models.TextField()), models.Value('[\\s.,·・ㆍ‧\'"’‘“”()\\[\\]<>/&_-]+'), models.Value(''), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ'), models.Value('aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoojgnaaaeeiioorruusthaeooooyabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwyaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy'), function='translate'), models.Value('([^가-힣ㄱ-ㆎ㐀-䶿一-鿿豈-\ufaffa-zß-öø-ɏḀ-ỿ0-9])'), models.Value('\ue300\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('([㐀-䶿一-鿿豈-\ufaff])'), models.Value('\ue000\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('([a-zß-öø-ɏḀ-ỿ])'), models.Value('\ue100\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), models.Value('([0-9])'), models.Value('\ue200\\1'), models.Value('g'), function='regexp_replace', output_field=models.TextField()), output_field=models.TextField(db_collation='C')),
        ),
    ]
