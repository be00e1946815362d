// What the types of definitions.ts accept and refuse: every line after `@ts-expect-error` must be an error.
import type {
  Address,
  Any,
  Event,
  PetsReplaceRequest,
  PetsReplaceResponse,
  PetsReplaceResponse404,
  PostUploadsRequest,
} from "./definitions.js";

const sent: PetsReplaceRequest = { kind: "cat", name: "Tom", secret: "cheese", owner: null };
// @ts-expect-error: what is read-only is not sent
const numbered: PetsReplaceRequest = { kind: "cat", name: "Tom", id: 1 };
// @ts-expect-error: no animal has this kind
const lizard: PetsReplaceRequest = { kind: "lizard", name: "Tom" };
// @ts-expect-error: a dog has puppies
const childless: PetsReplaceRequest = { kind: "dog", name: "Rex" };

export function answered(pet: PetsReplaceResponse): number | undefined {
  // @ts-expect-error: what is read-only is not assigned to
  pet.id = 1;
  // @ts-expect-error: what is write-only does not come back
  void pet.secret;
  if (pet.kind === "cat") return pet.lives;
  return pet.puppies[0]?.chips?.[0];
}

export function told(fault: PetsReplaceResponse404): string {
  return "detail" in fault ? fault.detail : (fault.detail_url ?? fault.title);
}

const uploaded: PostUploadsRequest = { file: new Blob([]), nested: [{ a: null, b: "two" }], "weird-name": "x" };
// @ts-expect-error: not one of the values
const odd: PostUploadsRequest = { file: new Blob([]), nested: [{ a: 1, b: "three" }] };
const streamed: Event = { data: { deep: [1, { deeper: null }] }, __type: "event", list: [] };
const open_: Address = { lines: ["1 Main Street"], floor: 3 };
// @ts-expect-error: not JSON
const json: Any = [1, () => 0];

export { childless, json, lizard, numbered, odd, open_, sent, streamed, uploaded };
