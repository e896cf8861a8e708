"""What holds for every test: bytecode is kept, or each of the many programs that tests start would compile the package anew."""

from __future__ import annotations

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # also for workers and programs that are started from here
sys.dont_write_bytecode = False
