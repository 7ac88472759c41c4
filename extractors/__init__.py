"""Reading catalogue text: dates, names, organizations, places, events, offices, forms, and who
wrote to whom.
"""

from extractors.compiled import choose

choose()
