"""The timetable: the working draft, its releases, and what is published from a release."""
