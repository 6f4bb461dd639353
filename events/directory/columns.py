"""What the columns of a list of organizations hold, by their headings; the list goes out with the first of each."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.sheets.headings import Words, words


class Field(StrEnum):
    NAME = "name"
    SHORT_NAME = "short_name"
    NAME_EN = "name_en"
    SECTOR = "sector"
    DIVISIONS = "divisions"
    CONTACT_NAME = "contact_name"
    CONTACT_TITLE = "contact_title"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"


HEADINGS: Mapping[Field, Promise] = {
    Field.NAME: _("기관명"),
    Field.SHORT_NAME: _("약칭"),
    Field.NAME_EN: _("영문 기관명"),
    Field.SECTOR: pgettext_lazy("sector", "구분"),
    Field.DIVISIONS: _("분과"),
    Field.CONTACT_NAME: _("담당자 성명"),
    Field.CONTACT_TITLE: _("담당자 직위"),
    Field.CONTACT_EMAIL: pgettext_lazy("organization", "담당자 이메일"),
    Field.CONTACT_PHONE: _("담당자 전화번호"),
}

VOCABULARY: Mapping[str, Words] = {
    Field.CONTACT_EMAIL: words(
        "담당자이메일 이메일 메일 전자우편 email contactemail", "이메일 메일주소 email"
    ),
    Field.CONTACT_PHONE: words(
        "담당자전화번호 담당자연락처 연락처 전화번호 전화 휴대전화 핸드폰 phone contactphone",
        "연락처 전화 휴대 phone",
        "팩스 fax",
    ),
    Field.CONTACT_TITLE: words(
        "담당자직위 직위 직급 직책 직함 title contacttitle", "직위 직급 직책 직함 title"
    ),
    Field.CONTACT_NAME: words(
        "담당자성명 담당자 담당자명 담당자이름 성명 이름 성함 contact contactname", "담당자 성명 contactname"
    ),
    Field.NAME_EN: words(
        "영문기관명 영문명 영문 영문명칭 영문회사명 englishname nameinenglish", "영문 english"
    ),
    Field.SHORT_NAME: words("약칭 약칭명 줄임말 shortname", "약칭 short"),
    Field.DIVISIONS: words("분과 분과명 참여분과 소속분과 얼라이언스 divisions division", "분과 division"),
    Field.SECTOR: words("구분 분류 유형 기관구분 기관유형 산학연 산학연구분 sector", "구분 유형 sector"),
    Field.NAME: words(
        "기관명 기관 기업명 기업 회사명 회사 업체명 업체 단체명 기관기업명 기업기관명 소속 name organization company",
        "기관 기업 회사 업체 단체 organization company",
        "영문 english 약칭 short 주소 번호 구분 유형 수 담당 contact",
    ),
}
