// Package vercel: an HMAC in the header x-vercel-signature.
package vercel

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

var algorithms = map[int]func() hash.Hash{40: sha1.New, 64: sha256.New}

// IsSigned tells whether the signature fits the raw body; its length tells
// the algorithm.
func IsSigned(body []byte, signature, secret string) bool {
	algorithm, known := algorithms[len(signature)]
	if !known {
		return false
	}
	mac := hmac.New(algorithm, []byte(secret))
	mac.Write(body)
	expected := hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(signature))
}
