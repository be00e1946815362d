// Package audit checks signatures of the audit log against the keys of its
// workspace.
package audit

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
)

// Key is a member of the JSON Web Key Set of a workspace.
type Key struct {
	Kid string `json:"kid"`
	Kty string `json:"kty"`
	Crv string `json:"crv"`
	X   string `json:"x"`
}

// Keys is the JSON Web Key Set of a workspace.
type Keys struct {
	Keys []Key `json:"keys"`
}

// Canonical writes a row in the form of RFC 8785, as far as text in ASCII and
// whole numbers need it: no spaces, members in order.
func Canonical(row map[string]any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(row); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}

// IsSigned tells whether the key that the row names has signed the row. The
// row comes without its signature, its numbers as json.Number; the signature
// has 64 bytes.
func IsSigned(row map[string]any, signature []byte, keys Keys) bool {
	text, err := Canonical(row)
	if err != nil {
		return false
	}
	digest := sha256.Sum256(text)
	for _, key := range keys.Keys {
		if key.Kid != row["signing_key_id"] {
			continue
		}
		public, err := base64.RawURLEncoding.DecodeString(key.X)
		return err == nil && key.Kty == "OKP" && key.Crv == "Ed25519" &&
			len(public) == ed25519.PublicKeySize &&
			ed25519.Verify(public, digest[:], signature)
	}
	return false
}
