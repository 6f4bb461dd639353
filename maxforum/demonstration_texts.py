"""What the demonstration says beyond the brief: the series, the conferences to come, the venue, and the English."""

SERIES = {
    "M.AX 컨퍼런스": {
        "name_en": "M.AX Conference",
        "description": "제조AI 대전환(M.AX)의 정책 방향과 성과 확산 방안을 제조기업, AI기업, 학계, 연구기관이 함께 논의하는 "
        "컨퍼런스입니다. 데이터, 로봇 등을 주제로 이어집니다.",
        "description_en": "Where manufacturers, AI companies, universities and research institutes discuss the "
        "policy and the results of M.AX, the Manufacturing AI Transformation. Conferences on data, robots and "
        "further subjects follow.",
    },
    "산업성장포럼": {
        "name_en": "Industry Growth Forum",
        "description": "우리 산업의 새로운 성장방정식을 만들어 나가기 위해 첨단기술 전반을 주제로 논의를 이어 가는 포럼입니다.",
        "description_en": "A forum on advanced technology at large, in search of a new formula for the growth of "
        "Korean industry.",
    },
}

# The ten divisions that the M.AX Alliance was launched with on 2025-09-10, under the names of that day, and 산단AX, which
# made them eleven in February 2026 (press release). Later papers write some otherwise (미래차, 로봇); drones are none.
DIVISIONS = [
    ("AI 팩토리", "AI Factory"),
    ("AI 제조서비스", "AI Manufacturing Services"),
    ("AI 유통·물류", "AI Retail and Logistics"),
    ("자율주행차", "Autonomous Vehicles"),
    ("휴머노이드", "Humanoids"),
    ("자율운항선박", "Autonomous Ships"),
    ("AI 가전", "AI Home Appliances"),
    ("AI 방산", "AI Defence"),
    ("AI 바이오", "AI Bio"),
    ("AI 반도체", "AI Semiconductors"),
    ("산단AX", "AX of Industrial Complexes"),
]

PLANNED = [
    {
        "slug": "max-conference-data",
        "name": "M.AX 컨퍼런스(데이터)",
        "name_en": "M.AX Conference on Data",
        "theme": "제조 데이터",
        "theme_en": "Manufacturing data",
        "purpose": "데이터를 주제로 준비하고 있는 M.AX 컨퍼런스입니다. 일정과 장소는 정해지는 대로 알려 드립니다.",
        "purpose_en": "An M.AX Conference on data is being prepared. Date and venue will be announced here.",
    },
    {
        "slug": "max-conference-robots",
        "name": "M.AX 컨퍼런스(로봇)",
        "name_en": "M.AX Conference on Robots",
        "theme": "제조 로봇",
        "theme_en": "Robots in manufacturing",
        "purpose": "로봇을 주제로 준비하고 있는 M.AX 컨퍼런스입니다. 일정과 장소는 정해지는 대로 알려 드립니다.",
        "purpose_en": "An M.AX Conference on robots is being prepared. Date and venue will be announced here.",
    },
]

EVENT = {
    "name_en": "1st M.AX Conference and Industry Growth Forum",
    "theme_en": "Manufacturing AX: AI beyond daily life, onto the factory floor",
    "purpose_en": "To find policy ideas for a manufacturing AI transformation (M.AX) that delivers results, with "
    "experts from industry, academia and research",
}

VENUE = {
    "name_en": "Korea Chamber of Commerce and Industry",
    "address": "서울특별시 중구 세종대로 39",
    "address_en": "39 Sejong-daero, Jung-gu, Seoul",
    "directions": "지하철 1·2호선 시청역에서 걸어서 약 5분, 1·4호선 서울역에서 걸어서 약 10분 거리입니다. "
    "행사장에는 주차 공간이 넉넉하지 않으니 대중교통을 이용해 주십시오.",
    "directions_en": "About 5 minutes on foot from City Hall Station (lines 1 and 2), about 10 minutes from Seoul "
    "Station (lines 1 and 4). Parking is scarce; please come by public transport.",
}

ROOM = {"name_en": "Main Conference Room", "floor_en": "8th floor"}

SESSIONS = {
    "안내 및 개회 인사": "Introduction and opening remarks",
    "제조 AX의 산업경쟁력 제고 효과 분석": "What manufacturing AX does for competitiveness",
    "국가별 제조 AX 현황 및 성공 전략": "Manufacturing AX by country: what succeeds",
    "AI적용을 통한 제조혁신 : 현장중심 제조AX 전략": "Innovation through AI: a strategy from the factory floor",
    "토론 및 정책제언 논의": "Panel discussion and policy proposals",
}

REMARKS = {"참석자": "All participants"}

SPEAKERS = {
    "이은호": ("Lee Eun-ho", "Professor"),
    "문수복": ("Moon Su-bok", "Professor"),
    "정임두": ("Jung Im-doo", "Professor"),
    "박정호": ("Park Jung-ho", "Professor"),
    "송시용": ("Song Si-yong", "Managing Director"),
    "박정윤": ("Park Jung-yoon", "CEO"),
    "조진환": ("Cho Jin-hwan", "Director"),
}

ORGANIZATIONS = {
    "산업통상부": "Ministry of Trade, Industry and Resources",
    "성균관대": "Sungkyunkwan University",
    "KAIST": "KAIST",
    "UNIST": "UNIST",
    "명지대": "Myongji University",
    "LG 생산기술원": "LG PRI",
    "(주)인터엑스": "INTERX",
    "미래에셋": "Mirae Asset",
}

OFFICES = {
    "산업성장실장": "Deputy Minister for Industrial Growth",
    "산업기술정책과장": "Director, Industrial Technology Policy Division",
    "산업인공지능정책과장": "Director, Industrial AI Policy Division",
    "KIAT 원장": "President, KIAT",
}

DEPARTMENTS = {
    "산업통상부 산업성장실 산업인공지능정책과": "Industrial AI Policy Division, Office of Industrial Growth, "
    "Ministry of Trade, Industry and Resources",
    "산업통상부 산업성장실 산업기술정책과": "Industrial Technology Policy Division, Office of Industrial Growth, "
    "Ministry of Trade, Industry and Resources",
}
OFFICIALS = {
    "권순목": ("Kwon Soonmok", "Director"),
    "이동윤": ("Lee Dongyoon", "Deputy Director"),
    "안용관": ("Ahn Yongkwan", "Assistant Director"),
    "송영상": ("Song Youngsang", "Director"),
    "한해원": ("Han Haewon", "Deputy Director"),
}

BADGE_LAYOUT = "내빈 명찰"
