"""Where this machine's Chromium is; run as a script, it installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
PLACES = (
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Debian's package; Ubuntu's of this name is a hint to install a snap, which a container can't.
UPDATE = ("apt-get", "update", "-qq")
INSTALL = ("apt-get", "install", "-qq", "--no-install-recommends", "chromium")


def find_chromium() -> str | None:
    """The browser named by ``$CHROMIUM``, else one on the search path, else one in a known place."""
    if named := os.environ.get("CHROMIUM"):
        return named
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None) or next((place for place in PLACES if Path(place).exists()), None)


def main() -> str:
    """Install a browser where there is none and root may, and say what there is now."""
    if found := find_chromium():
        return f"Chromium: {found}"
    if not shutil.which("apt-get") or os.geteuid():
        return "No Chromium, and no right to install one: the tests in a browser will be skipped"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # The lists that are there may do where no newer ones can be had.
    subprocess.run(UPDATE, env=environment, stdout=subprocess.DEVNULL, check=False)
    if subprocess.run(INSTALL, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        return f"No Chromium, and `{' '.join(INSTALL)}` failed: the tests in a browser will be skipped"
    return f"Chromium: {find_chromium()}"


if __name__ == "__main__":
    sys.stdout.write(f"{main()}\n")
