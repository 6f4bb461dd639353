"""People whose names, organizations and titles are hard on paper: what the world has, and what people try."""

import unicodedata
from dataclasses import dataclass
from itertools import cycle

NFD_NAME = unicodedata.normalize("NFD", "홍길동")


@dataclass(frozen=True)
class Person:
    """Somebody as the database may hold them: of at most 60, 100 and 60 characters, and without a NUL, which it refuses."""

    name: str
    organization: str
    title: str


_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토"
NAMES = (
    # Korean, of all lengths
    *("뷁", "쀍", "봄", "남궁 민", "선우용여", "제갈공명", "황보 관", "독고영재", "박하늘별님구름햇님보다사랑스러우리"),
    *(_SYLLABLES[:length] for length in (5, 8, 12, 20, 30, 40)),
    *("뷁쀍햏", "뷁쀍" * 10, "뷁" * 60, "가 나 다 라 마 바 사", "김 " * 29 + "김", "홍길동(洪吉童)", "홍길동·임꺽정·장길산"),
    *("가", "남궁 뷁쀍", "가나다라마바사아자차카타파하" * 3, "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍"),
    *("ㄱㄴㄷ ㅏㅑㅓ", "ㄱㄴㄷ", "ㅎㄱㄷ", "ㅋ" * 60, "ㅏㅑㅓㅕ", "홍길동ㅤ", "ㅤ"),
    # decomposed, old letters, half and full width
    *(NFD_NAME, NFD_NAME * 6, unicodedata.normalize("NFD", "뷁쀍햏"), "ᄒᆞᆫ글", "ᅌᅵᆼ", "ㆆㆁㅿ", "ᄀᄁᄂ", "ꥠᅡ", "ﾤﾡﾷ"),
    *("ᄒᆞᆫ글 ᄀᆡ", unicodedata.normalize("NFD", "강감찬"), unicodedata.normalize("NFD", "제갈공명 뷁쀍"), "ＦＵＬＬ　ＷＩＤＴＨ"),
    *("홍\u00a0길\u3000동", "Ｈｏｎｇ　Ｇｉｌ", "홍길동\u3000박사", "홍길동\u00a0박사", "홍\u202f길\u2009동"),
    # Hanja and its like
    *("洪吉童", "李舜臣", "龘龘龘", "𠮷野家", "辻󠄀", "䶮", "鷗外", "葛󠄁城", "㐀㐁", "﨑", "金金", "山田太郎", "ヤマダ タロウ"),
    *("あいうえお", "ﾔﾏﾀﾞ", "山田太郎 さくら", "龘靐齉爩", "王小明", "髙橋", "邉渡", "𡈽屋", "丄丅", "〇〇"),
    # Latin with and without marks
    *("Łukasz Żółć", "Nguyễn Thị Ánh Tuyết", "Åsa Öberg-Ståhl", "Đặng Hữu Phước", "Çağrı Şahin", "Ñandú Ibáñez y Peña"),
    *("Nguyễn Thị Minh Khai", "Łukasz Żółć-Świętosławski", "Þórður Ðorđević Ørsted Æsir", "Ștefan Ţurcanu İıĞğ", "ﬁﬂ Ǆ ŉ"),
    *(unicodedata.normalize("NFD", "Zoë Fernández-Müller"), "A", "M" * 30 + " " + "W" * 29),
    *("O'Brien", "Jean-François d’Ormesson", "Þórður Ægisson", "Ǆemal Ǌegoš", "ﬁﬀy ﬂoﬃce", "Straße ẞ", "Mc\u00adDonald"),
    *("Maximilian Alexander von Habsburg-Lothringen Jr of Austria", "W" * 60, "i" * 60, "iiiiii", "WWWWWW", "MWMW MWMW"),
    *("Wolfeschlegelsteinhausenbergerdorff", "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewi"),
    *("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "AVAVAVAVAVAVAVAVAVAV", "Te Ve Yo To Wa P. A, T.", "ffi ffl fi fl ff"),
    *("1234567890", "-", ".", "-" * 60, "@" * 40, "…", "A…", "...", "—" * 30, "—" * 40),
    # other scripts
    *("محمد بن راشد آل مكتوم", "عبد الله", "יוסף כהן", "דוד אל-גוריון", "สมชาย ใจดี", "ก็ที่น้ำ", "नरेन्द्र मोदी", "Иван Петрович Сидоров"),
    *("محمد بن سلمان", "עברית שלום", "नरेंद्र मोदी", "Владимир Ильич", "Αλέξανδρος", "홍길동 محمد 김"),
    *("Γιώργος Παπαδόπουλος", "Հայկ", "გიორგი", "ᠮᠣᠩᠭᠣᠯ", "தமிழ்", "අනුර", "አበበ በቂላ", "བོད་ཡིག", "ဗမာ", "ភាសា", "ລາວ"),
    *("ᏣᎳᎩ", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "𐌲𐌿𐍄𐌰𐌽", "𒀀𒁀", "홍길동 محمد", "دكتور Kim 박사"),
    # emoji and signs
    *("😀", "👩\u200d💻 홍길동", "🇰🇷 대한", "㈜㈔㎡№℃"),
    *("홍길동😀", "👨‍👩‍👧‍👦", "👍🏽", "🇰🇷", "❤️", "홍🔥길🔥동", "☃", "♥ 하트 ♥", "①②③", "㈜한국", "№ 1", "™®©", "½⅔", "★별★"),
    *("𝓗𝓸𝓷𝓰", "Ⓗⓞⓝⓖ", "ℌ𝔬𝔫𝔤", "\ufffd", "\ue000사용자", "\U000f0000", "1\ufe0f\u20e3", "가\ufe0e나"),
    # direction, unseen, stacked
    *("\u202e동길홍", "\u202d홍길동\u202c", "\u200f홍길동\u200f", "\u2067홍길동\u2069", "홍\u200e길\u061c동", "a\u202eb\u202ec\u202ed"),
    *("\u202eevil\u202c Kim", "\u2066\u2066\u2066Kim", "홍\u200b길\u200b동", "홍\u2060길\ufeff동", "\ufeff홍길동"),
    *("홍\u200b길\u200c동\u2060", "\u200f홍길동\u200e", "홍\u202e길동\u202c", "\u2066홍길동\u2069", "\u202eABC", "홍\u00ad길\u00ad동"),
    *("홍\ufeff길동", "홍\t길동", "\u200b", "\u200d\u200c"),
    *("z\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c", "홍" + "\u0301" * 12 + "길동"),
    "\u0338홍길동",  # NFC of markup before it would make a sign of the tag's end
    *("a" + "\u0301" * 20, "홍" + "\u0336" * 10 + "길동", "Z̸̧̢̛͓͇͍͎̈́̓A̷̛̺͖͒̂L̵̰͒G̶̱̾O̸̺̽", "\u0301\u0302", "e\u0302\u0301\u0323", "n\u0360g"),
    *("Q" + "\u0323\u0331\u0330\u032e" * 5, "x\u20dd", "홍길동\u3099", "\U000e0001\U000e0041Kim", "\x07Kim\x1b[31m", "Kim\x7f\x9f"),
    # what programs take for something else
    *("<script>alert(1)</script>", "<b>홍길동</b>", "</div></body>", "&lt;홍&gt; &amp;", "{{ 7*7 }}", "{% now 'Y' %}", "{# 홍 #}"),
    *("</td></tr></table><h1>", "{{ event }}{% now %}", "'\"`&<>&amp;", "' OR 1=1; --", "홍길동</title><style>*{}"),
    *("=HYPERLINK(1)", "picture:x", "a/b\\c|d"),
    *("'; DROP TABLE--", '" onmouseover="x', "홍길동\\", "%(name)s %s", "${7*7}", "=1+1", "@SUM(A1)", "+82", "../../etc/passwd"),
    *("홍길동 2세", "O’Neil‑Öz"),
    *("null", "None", "undefined", "NaN", "True", "picture:logo", "url(http://example.com)", "<!-- 홍 -->", "]]>", "<img src=x>"),
    # spaces
    *("  홍길동  ", "홍\t길\t동", "홍\n길\r\n동", " ", "\u3000", "홍   길   동", "홍\u2028길\u2029동", "\x0b홍\x0c길동"),
)  # fmt: skip
_ORGANIZATIONS = (
    "산업통상부",
    "한국" * 50,  # without a space
    "대한민국 제조업 인공지능 전환 얼라이언스 자율제조 분과 사무국 산하 데이터 표준화 특별위원회 위원장실 소속 기획조정 담당 부서",
    "Bundesministerium für Wirtschaft und Klimaschutz der Bundesrepublik Deutschland, Referat Industrie 4",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz GmbH & Co. KG <b>",
    "شركة أرامكو السعودية",
    "(주)한국기계😀",
    "한국기계",
    "대한민국산업기술진흥을위한제조업인공지능전환추진협의회",
    "뷁" * 100,
    "",
    "Korea Electronics Technology Institute, Intelligent Manufacturing Research Center for AX",
    "산업통상자원부 산업정책실 산업인공지능정책관 산업인공지능혁신과",
    "W" * 100,
    "㈜가나다 \u202e가나다\u202c",
    "<script>alert('기관')</script> & Co. \"따옴표\"",
    "شركة الاتصالات السعودية",
    "가 " * 49 + "가",
    unicodedata.normalize("NFD", "한국산업기술진흥원"),
    "𠮷野工業 株式會社",
)
_TITLES = (
    "제조AI추진실장",
    "선임연구위원 겸 인공지능전환총괄추진단장 직무대리",
    "책임연구원(팀장)",
    "과장",
    "Principal Research Engineer for Industrial Policy Planning",
    "",
    "쀍" * 60,
    "대표이사 회장 겸 이사회 의장 겸 산업인공지능위원회 공동위원장",
    "최고기술책임자🚀",
    "W" * 60,
    "수석연구원\u200b",
)

COUNT = len(NAMES)


def people() -> list[Person]:
    """Each name once, with organizations and titles that go round beside it."""
    rows = zip(NAMES, cycle(_ORGANIZATIONS), cycle(_TITLES), strict=False)
    return [Person(name, organization, title) for name, organization, title in rows]
