from typing import Literal, NotRequired, Required, TypeAlias, TypedDict


class Address(TypedDict):
    lines: list[str]
    # Other names: int


class OwnerInput(TypedDict, total=False):
    pets: list["PetInput"]
    labels: dict[str, str]
    address: Address


class CatInput(TypedDict, total=False):
    kind: Required[Literal["cat"]]
    # What it is called.
    name: Required[str]
    secret: str
    owner: OwnerInput | None
    # Deprecated. How many are left.
    lives: int


class DogInput(TypedDict):
    kind: Literal["hound", "dog"]
    # What it is called.
    name: str
    secret: NotRequired[str]
    owner: NotRequired[OwnerInput | None]
    puppies: list["DogInput"]
    chips: NotRequired[list[float]]


# A pet. It is one of a few animals, each of which has some properties of its own that the others do not have.
PetInput: TypeAlias = CatInput | DogInput


# Request body
PetsReplaceRequest: TypeAlias = PetInput


class Owner(TypedDict, total=False):
    pets: list["Pet"]
    labels: dict[str, str]
    address: Address


class Cat(TypedDict, total=False):
    kind: Required[Literal["cat"]]
    # What it is called.
    name: Required[str]
    id: int
    owner: Owner | None
    # Deprecated. How many are left.
    lives: int


class Dog(TypedDict):
    kind: Literal["hound", "dog"]
    # What it is called.
    name: str
    id: NotRequired[int]
    owner: NotRequired[Owner | None]
    puppies: list["Dog"]
    chips: NotRequired[list[float]]


# A pet. It is one of a few animals, each of which has some properties of its own that the others do not have.
Pet: TypeAlias = Cat | Dog


# Response 200
PetsReplaceResponse: TypeAlias = Pet


# An HTTP status.
Status: TypeAlias = Literal[400, 404]


class ProblemDetails2(TypedDict):
    title: str
    # An HTTP status.
    status: NotRequired[Status]
    detail: str


class ProblemDetails3(TypedDict, total=False):
    title: Required[str]
    # An HTTP status.
    status: Status
    detail_url: str


ProblemDetails: TypeAlias = ProblemDetails2 | ProblemDetails3


# Response 404, default
PetsReplaceResponse404: TypeAlias = ProblemDetails


class PostUploadsRequestNestedItem(TypedDict):
    a: int | None
    b: Literal[1, "two", True] | float | None


# Request body
PostUploadsRequest = TypedDict(
    "PostUploadsRequest",
    {
        "file": Required[bytes],
        # Ends */ the comment, and "quotes" \ it.
        "weird-name": str,
        "class": int,
        "nested": list[PostUploadsRequestNestedItem],
    },
    total=False,
)


# Any JSON.
Any2: TypeAlias = str | float | bool | None | list["Any2"] | dict[str, "Any2"]


Event = TypedDict(
    "Event",
    {
        # Any JSON.
        "data": Any2,
        "__type": Literal["event"],
        "list": list[str],
    },
)


# Response 200, each item
EventsResponseItem: TypeAlias = Event
