"""Made-up people: the same seed and number give the same person everywhere.

Nobody real is meant: telephone numbers begin with 010-0000, which is given to nobody, and addresses end in .invalid,
which no mail ever reaches (RFC 2606). A few names are such as break forms and papers: long foreign ones, syllables that
few fonts have, Hanja in parentheses.
"""

import random

from registrations.booking import Applicant
from registrations.states import Category

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구민나진지엄채원천방공현함변염"
)
_SURNAME_WEIGHTS = [210, 147, 84, 47, 44, 24, 21, 21, 20, 17] + [8] * (len(_SURNAMES) - 10)
_TWO_SYLLABLE_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "독고")
_FIRST = "민서지하도예주시윤준현수은유정성영상재동진태승건다가나혜미소경희선연아세인"
_SECOND = "준서윤우호연진현민아은영수훈희정석원빈혁주린율경인찬솔람결환철규식미숙"
_RARE = "뷁쀍햏"
_HANJA_SURNAMES = {
    "김": "金",
    "이": "李",
    "박": "朴",
    "최": "崔",
    "정": "鄭",
    "강": "姜",
    "조": "趙",
    "윤": "尹",
    "홍": "洪",
}
_HANJA = {
    "민": "敏",
    "준": "俊",
    "서": "瑞",
    "현": "賢",
    "지": "智",
    "영": "英",
    "수": "秀",
    "호": "浩",
    "길": "吉",
    "동": "童",
}
_FOREIGN = (
    "Alexander Maximilian Schneider",
    "Maria Fernanda Gonzalez Rodriguez",
    "Chukwuemeka Oluwaseun Adeyemi",
    "Nguyen Thi Minh Khai",
    "Jean-Baptiste de La Fontaine",
    "Priya Venkataraman Subramanian",
    "Oskar Lindqvist",
    "Wolfeschlegelsteinhausen Hubert",
)
# What a desk stumbles over: two who are called the same, one syllable, many, a space, a surname that looks like two
# names, letters that sound alike, Hanja, two scripts in one name, a hyphen.
AWKWARD = (
    "김민준",
    "김민준",
    "이 현",
    "남궁 민",
    "선우 은숙",
    "황보가람슬기",
    "뷁쀍햏",
    "박한빛나리온누리",
    "최혜정",
    "최해정",
    "독고 탁",
    "제갈윤(諸葛潤)",
    "李瑞俊",
    "Kim 하늘",
    "장-미셸 오",
    "김",
    "응우옌 티 투 흐엉",
    "O'Brien Mary-Jane",
)
_STEMS = [
    "한빛솔", "새길", "가온누리", "다온", "미리내", "온새미", "두레울", "늘해랑", "해오름달", "푸른솔",
    "참빛", "나래울", "도담", "마루한", "아라온", "큰나루", "샘터울", "보람찬",
]  # fmt: skip
_COMPANIES = [
    "정밀", "로보틱스", "반도체", "모빌리티", "신소재", "스마트팩토리", "데이터", "시스템즈", "중공업",
    "전자", "오토메이션", "에이아이", "비전", "배터리",
]  # fmt: skip
_TEAMS = [
    "전략기획팀", "AX추진팀", "생산기술팀", "스마트제조팀", "연구개발팀", "품질혁신팀", "데이터팀",
    "사업개발팀",
]  # fmt: skip
_TITLES = [
    "대표이사", "상무", "이사", "부장", "차장", "과장", "대리", "책임연구원", "선임연구원", "팀장",
    "매니저",
]  # fmt: skip
_BODIES: dict[str, tuple[list[str], list[str], list[str]]] = {
    Category.GOVERNMENT: (
        ["미래산업청", "가온광역시청", "한빛도청", "새길시청"],
        ["산업정책과", "미래산업과", "기업지원과", "디지털전환과"],
        ["서기관", "사무관", "주무관", "과장", "팀장"],
    ),
    Category.AGENCY: (
        ["산업전환진흥센터", "제조혁신지원원", "가온테크노밸리", "지역산업성장재단"],
        ["기획조정실", "AX확산팀", "성과관리팀", "기업육성실"],
        ["본부장", "실장", "팀장", "책임", "선임", "주임"],
    ),
    Category.ACADEMIA: (
        [*(f"{stem}대학교" for stem in _STEMS[:8]), "가람과학기술원", "미래제조연구원"],
        ["기계공학과", "산업공학과", "인공지능학과", "로봇공학과", "제조AI연구센터"],
        ["교수", "부교수", "조교수", "연구교수", "박사과정", "책임연구원"],
    ),
    Category.ASSOCIATION: (
        ["스마트제조협의회", "로봇부품산업협회", "제조데이터협회", "금형혁신조합"],
        ["사무국", "정책지원실", "회원사업팀"],
        ["사무국장", "부장", "과장", "팀장"],
    ),
    Category.PRESS: (
        ["제조산업신문", "가온데일리", "테크마루뉴스", "주간산업누리"],
        ["산업부", "테크부", ""],
        ["기자", "차장", "선임기자"],
    ),
    Category.PUBLIC: (["개인", "가온창업동아리", "예비창업자"], [""], ["", "대학생", "대표"]),
}  # fmt: skip
_CATEGORIES = [Category.COMPANY, *_BODIES]
_CATEGORY_WEIGHTS = [52, 7, 10, 16, 5, 3, 7]
_NUMBERS = 10_000  # the last four digits of a telephone number


def person(*, seed: int, number: int) -> tuple[Applicant, str]:
    """The made-up person of that number, and their language."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - made-up people need no secrecy
    name, language = _name(chance, number)
    category = chance.choices(_CATEGORIES, _CATEGORY_WEIGHTS)[0]
    if category in _BODIES:
        bodies, departments, titles = _BODIES[category]
        organization = chance.choice(bodies)
    else:
        organization = f"{chance.choice(('(주)', '', ''))}{chance.choice(_STEMS)}{chance.choice(_COMPANIES)}"
        departments, titles = _TEAMS, _TITLES
    applicant = Applicant(
        name=name,
        organization=organization,
        phone=f"+82100000{number % _NUMBERS:04d}",
        email=f"guest{number:05d}.{seed}@crowd.invalid",
        category=category,
        department=chance.choice(departments),
        title=chance.choice(titles),
    )
    return applicant, language


def _name(chance: random.Random, number: int) -> tuple[str, str]:
    """Mostly a usual name of three syllables; the unusual ones stand at fixed numbers, so any crowd of 40 has each."""
    if number % 25 == 11:
        return _FOREIGN[number // 25 % len(_FOREIGN)], "en"
    if number % 20 == 7:
        pairs = [chance.choice(list(_HANJA_SURNAMES.items())), *chance.sample(list(_HANJA.items()), 2)]
        return f"{''.join(pair[0] for pair in pairs)}({''.join(pair[1] for pair in pairs)})", "ko"
    surname = chance.choices(_SURNAMES, _SURNAME_WEIGHTS)[0]
    if number % 100 in (12, 25, 38):
        return f"{surname}{_RARE[number % 100 % 3]}{chance.choice(_SECOND)}", "ko"
    if number % 50 == 31:
        surname = chance.choice(_TWO_SYLLABLE_SURNAMES)
    if number % 30 == 17:
        return f"{surname}{chance.choice(_SECOND)}", "ko"
    first = chance.choice(_FIRST)
    second = chance.choice(_SECOND.replace(first, ""))
    return f"{surname}{first}{second}", "ko"
