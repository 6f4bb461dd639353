"""The timetable workbench: a page of its own for each event."""
