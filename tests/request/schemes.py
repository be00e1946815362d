"""Security schemes of every type."""

from __future__ import annotations

SCHEMES = {
    "workerJwt": {"type": "http", "scheme": "bearer"},
    "login": {"type": "http", "scheme": "Basic"},
    "digest": {"type": "http", "scheme": "digest"},
    "hoba": {"type": "http", "scheme": "hoba"},
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "queryKey": {"type": "apiKey", "in": "query", "name": "api key"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "oauth": {"type": "oauth2", "flows": {}},
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com"},
    "tls": {"type": "mutualTLS"},
    "old": {"type": "apiKey", "in": "header", "name": "X-Old", "deprecated": True},
}
