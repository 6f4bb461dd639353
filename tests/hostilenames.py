"""Two hundred people whose names, organizations and titles break papers: what the world has, and what people try."""

import random
import unicodedata
from dataclasses import dataclass

NAMES = [
    "가",
    "뷁",
    "남궁 뷁쀍",
    "뷁쀍햏",
    "가나다라마바사아자차카타파하" * 3,  # 42 syllables without a space
    "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍",
    "ᄒᆞᆫ글 ᄀᆡ",  # old Hangul, in letters
    "ㄱㄴㄷ ㅏㅑㅓ",
    unicodedata.normalize("NFD", "강감찬"),
    unicodedata.normalize("NFD", "제갈공명 뷁쀍"),
    "李舜臣",
    "홍길동(洪吉童)",
    "龘靐齉爩",  # Hanja that few fonts have
    "Nguyễn Thị Minh Khai",
    "Łukasz Żółć-Świętosławski",
    "Þórður Ðorđević Ørsted Æsir",
    "Ștefan Ţurcanu İıĞğ",
    unicodedata.normalize("NFD", "Zoë Fernández-Müller"),
    "Владимир Ильич",
    "Αλέξανδρος",
    "محمد بن سلمان",
    "עברית שלום",
    "สมชาย ใจดี",
    "नरेंद्र मोदी",
    "山田太郎 さくら",
    "홍길동 محمد 김",
    "😀",
    "👩\u200d💻 홍길동",
    "👨\u200d👩\u200d👧\u200d👦",
    "🇰🇷 대한",
    "홍\u200b길\u200c동\u2060",
    "\u200f홍길동\u200e",
    "홍\u202e길동\u202c",
    "\u2066홍길동\u2069",
    "\u202eABC",
    "홍\u00ad길\u00ad동",
    "홍\ufeff길동",
    "\u3164",
    "z\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c",
    "홍" + "\u0301" * 12 + "길동",
    "\u0338홍길동",  # NFC of markup before it would make a sign of the tag's end
    "<script>alert(1)</script>",
    "</td></tr></table><h1>",
    "{{ event }}{% now %}",
    "'\"`&<>&amp;",
    "' OR 1=1; --",
    "=HYPERLINK(1)",
    "picture:x",
    "홍길동</title><style>*{}",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewi",  # 60 without a break
    "W" * 60,
    "M" * 30 + " " + "W" * 29,
    "i" * 60,
    "@" * 40,
    "—" * 40,
    "  홍길동  ",
    "홍\u00a0길\u3000동",
    "홍\t길동",
    "A",
    ".",
    "-" * 60,
    "㈜㈔㎡№℃",
    "ＦＵＬＬ　ＷＩＤＴＨ",
    "ﬁﬂ Ǆ ŉ",
    "a/b\\c|d",
]
ORGANIZATIONS = [
    "산업통상부",
    "한국" * 50,  # 100 without a space
    "대한민국 제조업 인공지능 전환 얼라이언스 자율제조 분과 사무국 산하 데이터 표준화 특별위원회 위원장실 소속 기획조정 담당 부서",
    "Bundesministerium für Wirtschaft und Klimaschutz der Bundesrepublik Deutschland, Referat Industrie 4.0",
    "W" * 100,
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz GmbH & Co. KG <b>",
    "",
    "شركة أرامكو السعودية",
    "(주)한국기계😀",
]
TITLES = [
    "",
    "과장",
    "제조AI추진실장",
    "선임연구위원 겸 인공지능전환총괄추진단장 직무대리",
    "W" * 60,
    "책임연구원(팀장)",
]
COUNT = 200


@dataclass(frozen=True)
class Person:
    """Somebody whose registration fits its columns: 60, 100 and 60 characters."""

    name: str
    organization: str
    title: str


def people() -> list[Person]:
    """The same two hundred each time: each name alone, then each with others' organizations and titles, and mixtures."""
    chance = random.Random(5)
    found = [
        Person(name[:60], ORGANIZATIONS[number % len(ORGANIZATIONS)][:100], TITLES[number % len(TITLES)][:60])
        for number, name in enumerate(NAMES)
    ]
    while len(found) < COUNT:
        mixed = " ".join(chance.sample(NAMES, 2)) if chance.random() < 0.5 else chance.choice(NAMES)
        found.append(Person(mixed[:60], chance.choice(ORGANIZATIONS)[:100], chance.choice(TITLES)[:60]))
    return found
