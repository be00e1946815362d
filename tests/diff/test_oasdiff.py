"""Verdicts are those of the checks of oasdiff 1.30 (https://github.com/oasdiff/oasdiff), wherever both have one.

Where a row says nothing else, oasdiff tells bodies and properties apart and we do not: both have one verdict.
"""

from __future__ import annotations

from sphinxext_rensei.diff import ChangeCode

LEVELS = {"err": "breaking", "warn": "warning", "info": "info"}

# Of the API, operations, parameters, bodies and responses: check, its level, our code.
CHECKS = """
endpoint-added                                    info  operation-added
endpoint-deprecated                               info  operation-deprecated
endpoint-deprecated-with-sunset                   info  operation-deprecated
endpoint-reactivated                              info  operation-reactivated
api-path-removed-without-deprecation              err   operation-removed
api-path-removed-with-deprecation                 info  operation-removed-deprecated
api-path-removed-before-sunset                    err   operation-removed-before-sunset
api-path-sunset-parse                             err   sunset-invalid
api-removed-without-deprecation                   err   operation-removed
api-removed-with-deprecation                      info  operation-removed-deprecated
api-removed-before-sunset                         err   operation-removed-before-sunset
api-deprecated-sunset-parse                       err   sunset-invalid
sunset-deleted                                    err   sunset-removed
sunset-date-changed-too-small                     err   sunset-earlier
api-operation-id-removed                          info  operation-id-changed
api-operation-id-added                            info  operation-id-changed
api-tag-added                                     info  tag-added
api-tag-removed                                   info  tag-removed
api-security-added                                info  security-added
api-security-removed                              err   security-removed
api-security-scope-added                          err   scope-added
api-security-scope-removed                        info  scope-removed
api-global-security-added                         info  security-added
api-global-security-removed                       err   security-removed
api-global-security-scope-added                   err   scope-added
api-global-security-scope-removed                 info  scope-removed
api-security-component-added                      info  security-scheme-added
api-security-component-removed                    info  security-scheme-removed
api-security-component-type-changed               info  security-scheme-changed
api-security-component-oauth-url-changed          info  security-scheme-changed
api-security-component-oauth-token-url-changed    info  security-scheme-changed
api-security-component-oauth-scope-added          info  security-scheme-changed
api-security-component-oauth-scope-removed        info  security-scheme-changed
webhook-added                                     info  webhook-added
webhook-removed                                   err   webhook-removed
new-required-request-parameter                    err   required-parameter-added
new-optional-request-parameter                    info  parameter-added
new-request-path-parameter                        err   required-parameter-added
new-required-request-default-parameter-to-existing-path  err   required-parameter-added
new-optional-request-default-parameter-to-existing-path  info  parameter-added
request-parameter-removed                         warn  parameter-removed
request-parameter-removed-with-deprecation        info  parameter-removed-deprecated
request-parameter-removed-before-sunset           err   parameter-removed-before-sunset
request-parameter-sunset-parse                    err   sunset-invalid
request-parameter-sunset-deleted                  err   sunset-removed
request-parameter-sunset-date-changed-too-small   err   sunset-earlier
request-parameter-became-required                 err   parameter-became-required
request-parameter-became-optional                 info  parameter-became-optional
request-parameter-deprecated                      info  parameter-deprecated
request-parameter-reactivated                     info  parameter-reactivated
request-body-added-required                       err   required-body-added
request-body-added-optional                       info  body-added
request-body-removed                              err   body-removed
request-body-became-required                      err   body-became-required
request-body-became-optional                      info  body-became-optional
request-body-media-type-added                     info  media-type-added
request-body-media-type-removed                   err   media-type-removed
response-media-type-added                         info  media-type-added
response-media-type-removed                       err   media-type-removed
response-success-status-added                     info  response-added
response-success-status-removed                   err   response-removed
response-non-success-status-added                 info  error-response-added
response-non-success-status-removed               info  error-response-removed
response-header-added                             info  header-added
optional-response-header-removed                  warn  header-removed
required-response-header-removed                  err   required-header-removed
"""

# Of what is sent or received: our code, the level in requests and in responses, and the checks of each.
SCHEMAS = """
header-became-optional          -     err   : : response-header-became-optional
schema-added                    err   info  : request-body-media-type-schema-added request-body-media-type-item-schema-added : response-media-type-schema-added
schema-removed                  info  err   : request-body-media-type-schema-removed : response-media-type-schema-removed
type-changed                    err   err   : request-body-type-changed request-property-type-changed request-parameter-type-changed : response-body-type-changed response-property-type-changed response-header-type-changed
type-widened                    info  err   : request-body-type-generalized request-property-type-generalized request-parameter-type-generalized request-body-list-of-types-widened : response-body-type-generalized response-property-type-generalized response-header-type-generalized response-property-list-of-types-widened
type-narrowed                   err   info  : request-parameter-property-type-specialized request-body-list-of-types-narrowed request-parameter-list-of-types-narrowed : response-body-type-specialized response-property-type-specialized response-header-type-specialized
format-changed                  err   err   : request-property-type-changed : response-property-type-changed
format-widened                  info  err   : request-property-type-generalized : response-property-type-generalized
format-removed                  info  err   : request-property-type-generalized : response-property-type-generalized
format-narrowed                 err   info  : request-parameter-property-type-specialized : response-property-type-specialized
format-added                    err   info  : request-parameter-property-type-specialized : response-property-type-specialized
became-nullable                 info  err   : request-body-became-nullable request-property-became-nullable request-parameter-became-nullable : response-body-became-nullable response-property-became-nullable response-header-became-nullable
became-not-nullable             err   info  : request-body-became-not-nullable request-property-became-not-nullable request-parameter-became-not-nullable : response-body-became-not-nullable response-property-became-not-nullable
became-enum                     err   -     : request-body-became-enum request-property-became-enum request-parameter-became-enum :
enum-value-added                info  warn  : request-property-enum-value-added request-parameter-enum-value-added : response-property-enum-value-added
enum-value-removed              err   info  : request-body-enum-value-removed request-property-enum-value-removed request-parameter-enum-value-removed : response-property-enum-value-removed response-mediatype-enum-value-removed
const-added                     err   info  : request-body-const-added request-property-const-added : response-body-const-added response-property-const-added
const-removed                   info  err   : request-body-const-removed request-property-const-removed : response-body-const-removed response-property-const-removed
const-changed                   err   err   : request-body-const-changed request-property-const-changed : response-body-const-changed response-property-const-changed
constraint-added                err   -     : request-body-max-set request-property-max-length-set request-property-min-items-set request-parameter-max-length-set request-parameter-min-set request-property-exclusive-max-set request-property-max-items-set request-property-max-properties-set request-property-unique-items-set request-property-multiple-of-set :
constraint-removed              info  err   : request-property-unique-items-unset request-property-multiple-of-unset : response-body-max-length-unset response-property-max-length-unset response-property-min-items-unset response-property-unique-items-unset response-property-multiple-of-unset
constraint-tightened            err   info  : request-body-max-decreased request-property-max-length-decreased request-property-min-increased request-property-min-length-increased request-property-min-items-increased request-property-min-properties-increased request-parameter-max-items-decreased request-parameter-min-length-increased request-property-exclusive-min-increased request-property-max-contains-decreased : response-property-multiple-of-specialized response-property-min-contains-increased
constraint-loosened             info  err   : request-body-max-increased request-property-max-length-increased request-parameter-min-items-decreased request-property-min-length-decreased request-property-multiple-of-generalized request-property-min-contains-decreased : response-body-max-increased response-property-max-length-increased response-property-min-decreased response-property-min-length-decreased response-property-min-items-decreased response-property-min-properties-decreased response-property-exclusive-max-increased
constraint-changed              err   err   : request-property-multiple-of-changed : response-property-multiple-of-changed
pattern-added                   err   info  : request-property-pattern-added request-parameter-pattern-added : response-property-pattern-added
pattern-removed                 info  err   : request-property-pattern-removed request-property-pattern-generalized request-parameter-pattern-removed : response-property-pattern-removed
pattern-changed                 warn  warn  : request-property-pattern-changed request-parameter-pattern-changed : response-property-pattern-changed
default-added                   info  info  : request-property-default-value-added request-parameter-default-value-added : response-property-default-value-added
default-removed                 info  info  : request-property-default-value-removed request-parameter-default-value-removed : response-property-default-value-removed
default-changed                 info  info  : request-property-default-value-changed request-parameter-default-value-changed : response-property-default-value-changed
required-property-added         err   info  : new-required-request-property new-required-request-property-with-default new-required-request-header-property : response-required-property-added
property-added                  info  info  : new-optional-request-property : response-optional-property-added
property-removed                warn  info  : request-property-removed : response-optional-property-removed
required-property-removed       warn  err   : request-property-removed : response-required-property-removed
property-became-required        err   info  : request-property-became-required request-property-became-required-with-default request-header-property-became-required : response-property-became-required
property-became-optional        info  err   : request-property-became-optional : response-property-became-optional
property-deprecated             info  info  : request-property-deprecated : response-property-deprecated
property-reactivated            info  info  : request-property-reactivated : response-property-reactivated
became-read-only                info  info  : request-optional-property-became-read-only request-required-property-became-read-only : response-optional-property-became-read-only
became-not-read-only            info  info  : request-optional-property-became-not-read-only : response-required-property-became-not-read-only
became-write-only               info  info  : request-required-property-became-write-only : response-required-property-became-write-only
became-not-write-only           info  info  : request-optional-property-became-not-write-only : response-optional-property-became-not-write-only
required-became-not-write-only  info  warn  : request-required-property-became-not-write-only : response-required-property-became-not-write-only
alternative-added               info  err   : request-body-one-of-added request-property-one-of-added request-body-any-of-added request-property-any-of-added : response-body-one-of-added response-property-one-of-added response-body-any-of-added response-property-any-of-added
alternative-removed             err   info  : request-body-one-of-removed request-property-one-of-removed request-body-any-of-removed request-property-any-of-removed : response-body-one-of-removed response-property-any-of-removed
became-alternatives             err   err   : request-body-wrapped-in-one-of : response-body-wrapped-in-one-of
all-of-added                    err   info  : request-body-all-of-added request-property-all-of-added : response-body-all-of-added response-property-all-of-added
all-of-removed                  info  err   : request-body-all-of-removed request-property-all-of-removed : response-body-all-of-removed response-property-all-of-removed
all-of-annotated                info  info  : request-body-all-of-added-annotation-only request-property-all-of-removed-annotation-only : response-body-all-of-added-annotation-only
prefix-item-added               info  err   : request-body-prefix-items-added request-property-prefix-items-added : response-body-prefix-items-added response-property-prefix-items-added
prefix-item-removed             err   info  : request-body-prefix-items-removed request-property-prefix-items-removed : response-body-prefix-items-removed response-property-prefix-items-removed
keyword-added                   err   info  : request-body-if-added request-property-then-added request-body-contains-added request-property-property-names-added request-body-dependent-schema-added request-body-dependent-required-added request-property-pattern-property-added request-body-content-schema-added : response-body-if-added response-property-contains-added response-body-property-names-added response-property-dependent-schema-added response-body-dependent-required-added response-body-pattern-property-added
keyword-removed                 info  err   : request-body-if-removed request-property-else-removed request-body-contains-removed request-property-property-names-removed request-body-dependent-schema-removed request-property-pattern-property-removed : response-body-if-removed response-property-contains-removed response-body-dependent-required-removed
additional-properties-narrowed  err   info  : request-body-unevaluated-properties-added request-property-unevaluated-items-added : response-body-unevaluated-properties-added
additional-properties-widened   info  err   : request-body-unevaluated-properties-removed request-property-unevaluated-items-removed : response-body-unevaluated-items-removed
dependent-required-changed      err   err   : request-body-dependent-required-changed request-property-dependent-required-changed : response-body-dependent-required-changed
content-changed                 err   err   : request-body-content-media-type-changed request-property-content-encoding-changed : response-body-content-media-type-changed response-property-content-encoding-changed
discriminator-added             info  info  : request-body-discriminator-added request-property-discriminator-added : response-body-discriminator-added
discriminator-removed           info  info  : request-body-discriminator-removed : response-property-discriminator-removed
discriminator-changed           info  info  : request-body-discriminator-property-name-changed : response-body-discriminator-property-name-changed
mapping-added                   info  info  : request-body-discriminator-mapping-added : response-body-discriminator-mapping-added
mapping-removed                 info  info  : request-body-discriminator-mapping-deleted : response-body-discriminator-mapping-deleted
mapping-changed                 info  info  : request-body-discriminator-mapping-changed : response-body-discriminator-mapping-changed
"""  # noqa: E501 - a table


# Flags of parameters and bodies go one way alone.
ONE_WAY = frozenset(
    (
        *("required-parameter-added", "parameter-became-required", "parameter-became-optional"),
        *("required-body-added", "body-became-required", "body-became-optional"),
    )
)


def rows() -> list[tuple[str, str, str, str]]:
    found = []
    for line in CHECKS.strip().splitlines():
        check, level, code = line.split()
        found += [
            (check, level, code, direction) for direction in ("request", "response")[: 1 + (code not in ONE_WAY)]
        ]
    for line in SCHEMAS.strip().splitlines():
        said, *checks = line.split(":")
        code, *levels = said.split()
        for direction, level, named in zip(("request", "response"), levels, checks, strict=True):
            found += [(check, level, code, direction) for check in named.split()]
    return found


def test_verdicts_are_those_of_the_checks():
    codes = {code.value: code for code in ChangeCode}
    wrong = [row for row in rows() if getattr(codes[row[2]], row[3]).value != LEVELS[row[1]]]
    assert wrong == []


def test_few_kinds_of_change_have_no_check_there():
    ours = {code.value for code in ChangeCode} - {code for _, _, code, _ in rows()}
    assert ours == {
        *("version-changed", "server-added", "server-removed", "summary-changed", "description-changed"),
        *("callback-added", "callback-removed", "link-added", "link-removed"),
        # There, adding credentials to a free operation is one more alternative; nobody without them sees it so.
        *("security-required", "security-not-required"),
        # There, a scheme may change without harm to those who use it.
        "security-changed",
        # There, a removal and an addition.
        *("parameter-moved", "path-parameter-renamed"),
        *("parameter-style-changed", "header-became-required", "enum-removed", "alternatives-removed"),
        *("keyword-changed", "property-removed-deprecated", "property-removed-before-sunset"),
    }
