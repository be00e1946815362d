// Print what the agent of a session does, until the session ends.
import { argv, env } from "node:process";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const URL_OF_FEED = "https://app.rensei.ai/api/public/session-activities";
const ENDED = new Set(["completed", "failed", "stopped"]);

/** Yields each activity, as it comes. */
export async function* follow(session, key, pause = 15_000) {
  const query = new URLSearchParams({ sessionId: session });
  for (;;) {
    const answer = await fetch(`${URL_OF_FEED}?${query}`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const { activities, cursor, sessionStatus } = await answer.json();
    yield* activities;
    if (ENDED.has(sessionStatus)) return;
    if (cursor) query.set("cursor", cursor);
    await setTimeout(pause);
  }
}

if (import.meta.url === pathToFileURL(argv[1]).href) {
  for await (const activity of follow(argv[2], env.RENSEI_API_KEY)) {
    console.log(activity.timestamp, activity.type, activity.content);
  }
}
