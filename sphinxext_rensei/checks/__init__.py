"""What in a description breaks the standard, in form, schemas, examples or names, and what its readers would miss."""

from __future__ import annotations

from sphinxext_rensei.checks._check import LIMIT, advise, check
from sphinxext_rensei.checks._subject import Subject
from sphinxext_rensei.checks._words import phrase

__all__ = ["LIMIT", "Subject", "advise", "check", "phrase"]
