"""Nothing that an author wrote and a reader could use is lost: every leaf of a description is on its page."""

from __future__ import annotations
