"""A proxy from environment variables, for servers that are told the name of a factory."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.proxy._app import Proxy
from sphinxext_rensei.proxy._limits import Limits
from sphinxext_rensei.proxy._policy import PolicyError, read_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "RENSEI_PROXY_"


def app_from_environment(environment: Mapping[str, str] = os.environ) -> Proxy:
    """The ASGI application that the environment describes.

    ``RENSEI_PROXY_POLICY`` is the path of a policy file, ``…_ORIGINS`` a list of origins apart by spaces or commas,
    ``…_TOKEN`` a token that callers must have, and each field of :class:`Limits` a number, such as
    ``RENSEI_PROXY_TOTAL``.

    :raises SystemExit: for a value that can't be used; the message names it.
    """
    log_to_stderr()
    try:
        policy = read_policy(json.loads(Path(environment[f"{PREFIX}POLICY"]).read_bytes()))
        return Proxy(
            policy,
            origins=environment.get(f"{PREFIX}ORIGINS", "").replace(",", " ").split(),
            token=environment.get(f"{PREFIX}TOKEN", ""),
            limits=limits_from(environment),
        )
    except KeyError:
        raise SystemExit(f"{PREFIX}POLICY must name a policy file") from None
    except (OSError, PolicyError, ValueError) as error:
        raise SystemExit(f"the proxy can't start: {error}") from None


def limits_from(environment: Mapping[str, str]) -> Limits:
    """The limits: those given, and the defaults.

    :raises ValueError: for what is not a number above 0.
    """
    given: dict[str, float] = {}
    for field, default in asdict(Limits()).items():
        name = f"{PREFIX}{field.upper()}"
        if name in environment:
            try:
                given[field] = type(default)(environment[name])
            except ValueError:
                raise ValueError(f"{name} must be a number, not {environment[name]!r}") from None
            if not given[field] > 0:
                raise ValueError(f"{name} must be above 0")
    return Limits(**given)  # type: ignore[arg-type]


def log_to_stderr() -> None:
    """Let the line of each call be seen, where nobody has set logging up."""
    logger = logging.getLogger("sphinxext_rensei.proxy")
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
