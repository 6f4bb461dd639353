"""Addresses (slugs) for Korean names: known words in English, the rest spelled as it sounds."""

import re

_WORDS = {
    "산업성장포럼": "industry growth forum",
    "컨퍼런스": "conference",
    "콘퍼런스": "conference",
    "포럼": "forum",
    "세미나": "seminar",
    "심포지엄": "symposium",
    "토론회": "debate",
    "간담회": "meeting",
    "설명회": "briefing",
    "워크숍": "workshop",
    "회의": "meeting",
    "대회": "convention",
    "박람회": "fair",
    "서밋": "summit",
    "산업": "industry",
    "성장": "growth",
    "제조": "manufacturing",
    "데이터": "data",
    "로봇": "robot",
    "인공지능": "ai",
    "반도체": "semiconductor",
    "기술": "technology",
    "혁신": "innovation",
}
_KNOWN = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_INITIALS = "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h"
_VOWELS = "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i"
_FINALS = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t"
LONGEST = 40


def slug_for(name: str) -> str:
    """``max-conference`` for ``M.AX 컨퍼런스``; at most LONGEST characters, "event" for a name without letters."""
    words = _KNOWN.sub(lambda match: f" {_WORDS[match[0]]} ", name.replace(".", ""))
    spelled = "".join(_spell(character) for character in words).lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", spelled))
    return slug[:LONGEST].strip("-") or "event"


def _spell(character: str) -> str:
    """A Hangul syllable in Latin letters, without the changes that sounds make to each other."""
    index = ord(character) - ord("가")
    if not 0 <= index < 11_172:
        return character
    initial, vowel, final = index // 588, index % 588 // 28, index % 28
    return _INITIALS.split(",")[initial] + _VOWELS.split(",")[vowel] + _FINALS.split(",")[final]
