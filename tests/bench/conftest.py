"""The benchmark lies beside the package: it is no part of what is installed."""

from __future__ import annotations

import sys

from tests.conftest import REPOSITORY

# Last, so that the package which is tested stays the installed one.
sys.path.append(str(REPOSITORY))
