// Command follow prints what the agent of a session does, until the session
// ends.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"
)

const feed = "https://app.rensei.ai/api/public/session-activities"

var ended = map[string]bool{"completed": true, "failed": true, "stopped": true}

// Activity is one thing that an agent did.
type Activity struct {
	Timestamp, Type, Content string
}

// Answer is a page of activities.
type Answer struct {
	Activities            []Activity
	Cursor, SessionStatus string
}

// Follow shows each activity, as it comes.
func Follow(session, key string, pause time.Duration, show func(Activity)) error {
	query := url.Values{"sessionId": {session}}
	for {
		answer, err := get(feed+"?"+query.Encode(), key)
		if err != nil {
			return err
		}
		for _, activity := range answer.Activities {
			show(activity)
		}
		if ended[answer.SessionStatus] {
			return nil
		}
		if answer.Cursor != "" {
			query.Set("cursor", answer.Cursor)
		}
		time.Sleep(pause)
	}
}

func get(address, key string) (answer Answer, err error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return answer, err
	}
	request.Header.Set("Authorization", "Bearer "+key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return answer, fmt.Errorf("the API answers %s", response.Status)
	}
	err = json.NewDecoder(response.Body).Decode(&answer)
	return answer, err
}

func main() {
	show := func(each Activity) {
		fmt.Println(each.Timestamp, each.Type, each.Content)
	}
	key := os.Getenv("RENSEI_API_KEY")
	if err := Follow(os.Args[1], key, 15*time.Second, show); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
