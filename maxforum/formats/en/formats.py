"""The English twin of the government notation: Wed., May 20, 2026, 14:00."""

DATE_FORMAT = "D., N j, Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "D., N j, Y, H:i"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
