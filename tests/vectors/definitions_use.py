"""What the types of definitions.py accept and refuse; to the type checker, an ignored line must be an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.vectors.definitions import (
        Any2,
        Event,
        PetsReplaceRequest,
        PetsReplaceResponse,
        PetsReplaceResponse404,
        PostUploadsRequest,
    )

sent: PetsReplaceRequest = {"kind": "cat", "name": "Tom", "secret": "cheese", "owner": None}
numbered: PetsReplaceRequest = {"kind": "cat", "name": "Tom", "id": 1}  # type: ignore[assignment]
lizard: PetsReplaceRequest = {"kind": "lizard", "name": "Tom"}  # type: ignore[typeddict-item]
uploaded: PostUploadsRequest = {"file": b"", "nested": [{"a": None, "b": "two"}], "weird-name": "x"}
odd: PostUploadsRequest = {"file": b"", "class": "one"}  # type: ignore[typeddict-item]
streamed: Event = {"data": {"deep": [1, {"deeper": None}]}, "__type": "event", "list": []}
json: Any2 = [1, object()]  # type: ignore[list-item]


def answered(pet: PetsReplaceResponse) -> int | None:
    if pet["kind"] == "cat":
        return pet.get("lives")
    return len(pet["puppies"])


def told(fault: PetsReplaceResponse404) -> str:
    return fault["title"]
