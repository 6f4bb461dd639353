"""Government notation: 행정업무의 운영 및 혁신에 관한 규정 Art. 7⑤ (dots for dates, the 24-hour clock)."""

DATE_FORMAT = "Y. n. j.(D)"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y. n. j.(D) H:i"
YEAR_MONTH_FORMAT = "Y. n."
MONTH_DAY_FORMAT = "n. j."
SHORT_DATE_FORMAT = "Y. n. j."
SHORT_DATETIME_FORMAT = "Y. n. j. H:i"
FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y. %m. %d.", "%Y.%m.%d.", "%Y.%m.%d", "%y. %m. %d."]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y. %m. %d. %H:%M", "%Y.%m.%d %H:%M"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
