"""An ASGI proxy that carries calls of documentation pages to the servers of their description, and nowhere else."""

from __future__ import annotations

from sphinxext_rensei.proxy._addresses import DENIED, Denied, reason_against
from sphinxext_rensei.proxy._app import PROTOCOL, Proxy
from sphinxext_rensei.proxy._environment import app_from_environment, limits_from, log_to_stderr
from sphinxext_rensei.proxy._in_process import InProcessTransport
from sphinxext_rensei.proxy._limits import Limits
from sphinxext_rensei.proxy._policy import Policy, PolicyError, read_policy
from sphinxext_rensei.proxy._refusals import REASONS, Refusal
from sphinxext_rensei.proxy._upstream import CheckedBackend, CheckedTransport

__all__ = [
    "DENIED",
    "PROTOCOL",
    "REASONS",
    "CheckedBackend",
    "CheckedTransport",
    "Denied",
    "InProcessTransport",
    "Limits",
    "Policy",
    "PolicyError",
    "Proxy",
    "Refusal",
    "app_from_environment",
    "limits_from",
    "log_to_stderr",
    "read_policy",
    "reason_against",
]
