"""Review: the queue of what a person should look at, as a spreadsheet and back, and alarms."""

from loaders.review.alarms import Alarm, alarms
from loaders.review.queue import Item, make_queue, open_queue
from loaders.review.sheet import read_sheet, write_sheet

__all__ = ["Alarm", "Item", "alarms", "make_queue", "open_queue", "read_sheet", "write_sheet"]
