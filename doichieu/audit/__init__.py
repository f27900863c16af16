"""Check a warehouse with the suites of `expectations/`.

Nothing is imported here: `doichieu.audit.suites` takes seconds to import (it imports Great
Expectations), while `doichieu.audit.outcome`, for those who only read outcomes, takes none.
"""
