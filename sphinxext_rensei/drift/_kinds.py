"""What can differ between a description and what is served: a table."""

from __future__ import annotations

from sphinxext_rensei.problems import Code, Severity


class Kind(Code):
    """Every kind of difference, in the order in which a report has them."""

    UNDOCUMENTED = "undocumented", "A route has no operation, and is not documented by hand either."
    UNIMPLEMENTED = "unimplemented", "An operation has no route."
    METHOD = "method", "A path is described and has a route, but not for the same methods."
    QUERY = "query", "A route reads a query parameter that its operation does not have."
    ANNOTATION = "annotation", "The ``@openapi`` block of a route disagrees with the operation."
    CASE = "case", "A path is written with other capital letters than the path of its route."
    PARAMETERS = (
        "parameters",
        "A parameter of a path has one name in the description and another one in the route.",
        Severity.ADVICE,
    )
    TRAILING_SLASH = (
        "trailing-slash",
        "A path ends in a slash, and the path of its route does not, or the other way round.",
        Severity.ADVICE,
    )
    PROSE_UNIMPLEMENTED = "prose-unimplemented", "An endpoint is documented by hand, and has no route."
    PROSE_ONLY = "prose-only", "A route is documented by hand, and has no operation.", Severity.ADVICE
    STALE = "stale", "The baseline names a difference that is there no more.", Severity.ADVICE
