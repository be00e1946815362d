// Package linear: HMAC-SHA256 in the header linear-signature.
package linear

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// IsSigned tells whether the signature fits the raw body, byte for byte.
func IsSigned(body []byte, signature, secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	expected := hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(signature))
}
