/** Request body */
export type PetsReplaceRequest = PetInput;

/** Response 200 */
export type PetsReplaceResponse = Pet;

/** Response 404, default */
export type PetsReplaceResponse404 = ProblemDetails;

/** Request body */
export interface POSTUploadsRequest {
  file: Blob;
  /** Ends *\/ the comment, and "quotes" \ it. */
  "weird-name"?: string;
  class?: number;
  nested?: Array<{
    a: number | null;
    b: 1 | "two" | 3.5 | true | null;
  }>;
}

/** Response 200, each item */
export type EventsResponseItem = Event;

/** A pet. It is one of a few animals, each of which has some properties of its own that the others do not have. */
export type PetInput = CatInput | DogInput;

/** A pet. It is one of a few animals, each of which has some properties of its own that the others do not have. */
export type Pet = Cat | Dog;

export type ProblemDetails = {
  title: string;
  /** An HTTP status. */
  status?: Status;
} & (
  | {
    detail: string;
  }
  | {
    detail_url?: string;
  });

export interface Event {
  /** Any JSON. */
  data: Any;
  __type: "event";
  list: string[];
}

export interface CatInput {
  kind: "cat";
  /** What it is called. */
  name: string;
  secret?: string;
  owner?: Owner | null;
  /** @deprecated How many are left. */
  lives?: number;
}

export interface DogInput {
  kind: "hound" | "dog";
  /** What it is called. */
  name: string;
  secret?: string;
  owner?: Owner | null;
  puppies: DogInput[];
  chips?: [number, number?];
}

export type Cat = { [name: string]: unknown }; // …

export type Dog = { [name: string]: unknown }; // …

export type Status = unknown; // …

export type Any = unknown; // …

export type Owner = { [name: string]: unknown }; // …
