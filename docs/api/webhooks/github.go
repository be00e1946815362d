// Package github: "sha256=" and HMAC-SHA256 in the header
// x-hub-signature-256.
package github

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// IsSigned tells whether the signature fits the raw body, byte for byte.
func IsSigned(body []byte, signature, secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	expected := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(signature))
}
