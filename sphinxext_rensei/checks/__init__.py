"""What in a description breaks the standard: its form, its schemas, its examples, its names."""

from __future__ import annotations

from sphinxext_rensei.checks._check import CHECKS, LIMIT, Check, check
from sphinxext_rensei.checks._subject import Found, Subject

__all__ = ["CHECKS", "LIMIT", "Check", "Found", "Subject", "check"]
