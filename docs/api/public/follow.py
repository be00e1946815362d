"""Print what the agent of a session does, until the session ends."""

import os
import sys
import time
from collections.abc import Iterator

import requests

URL = "https://app.rensei.ai/api/public/session-activities"
ENDED = {"completed", "failed", "stopped"}


def follow(session: str, key: str, pause: float = 15) -> Iterator[dict]:
    """Yield each activity, as it comes."""
    cursor = None
    while True:
        answer = requests.get(
            URL,
            params={"sessionId": session, "cursor": cursor},
            headers={"Authorization": f"Bearer {key}"},
            timeout=30,
        )
        answer.raise_for_status()
        feed = answer.json()
        yield from feed["activities"]
        if feed["sessionStatus"] in ENDED:
            return
        cursor = feed.get("cursor", cursor)
        time.sleep(pause)


if __name__ == "__main__":
    for activity in follow(sys.argv[1], os.environ["RENSEI_API_KEY"]):
        print(activity["timestamp"], activity["type"], activity["content"])
