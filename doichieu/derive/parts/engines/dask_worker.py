"""The first thing that a worker process on this machine imports: Dask's preload.

Ctrl-C reaches every process of a terminal: only the run handles it, and ends the workers. What goes
wrong in a worker is in its answer, or the run sees that it died: its log would only disturb.
"""

import logging
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
logging.disable(logging.CRITICAL)
