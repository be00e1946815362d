"""What in a description breaks the standard: its form, its schemas, its examples, its names."""

from __future__ import annotations

from sphinxext_rensei.checks._check import CHECKS, LIMIT, Check, check
from sphinxext_rensei.checks._subject import Found, Subject
from sphinxext_rensei.checks._words import phrase

__all__ = ["CHECKS", "LIMIT", "Check", "Found", "Subject", "check", "phrase"]
