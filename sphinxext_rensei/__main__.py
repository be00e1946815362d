"""``python -m sphinxext_rensei``: the command ``rensei-docs``."""

from __future__ import annotations

import sys

from sphinxext_rensei.cli import main

if __name__ == "__main__":
    sys.exit(main())
