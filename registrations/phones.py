"""How a guest's phone number is written for people."""

from events.phones import in_cell, shown

__all__ = ["in_cell", "shown"]
