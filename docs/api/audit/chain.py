"""Read the audit log of an organisation, and look whether it is whole."""

import os

import requests

URL = "https://app.rensei.ai/api/audit"
PAGE = 200
START = "0" * 64


def read_all(key: str) -> list[dict]:
    """Every event, a page at a time."""
    events: list[dict] = []
    while True:
        answer = requests.get(
            URL,
            params={"limit": PAGE, "offset": len(events)},
            headers={"Authorization": f"Bearer {key}"},
            timeout=30,
        )
        answer.raise_for_status()
        page = answer.json()["events"]
        events += page
        if len(page) < PAGE:
            return events


def find_break(events: list[dict]) -> int | None:
    """The number of the first event that does not follow from the last one."""
    previous = None
    for event in sorted(events, key=lambda event: event["sequenceNumber"]):
        number = event["sequenceNumber"]
        if number == 1 and event["prevHash"] != START:
            return number
        if previous:
            expected = (previous["sequenceNumber"] + 1, previous["entryHash"])
            if (number, event["prevHash"]) != expected:
                return number
        previous = event
    return None


if __name__ == "__main__":
    print(find_break(read_all(os.environ["RENSEI_API_KEY"])) or "whole")
