/** Request body */
export type PetsReplaceRequest = PetInput;

/** Response 200 */
export type PetsReplaceResponse = Pet;

/** Response 404, default */
export type PetsReplaceResponse404 = ProblemDetails;

/** Request body */
export interface PostUploadsRequest {
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
  owner?: OwnerInput | null;
  /** @deprecated How many are left. */
  lives?: number;
}

export interface DogInput {
  kind: "hound" | "dog";
  /** What it is called. */
  name: string;
  secret?: string;
  owner?: OwnerInput | null;
  puppies: DogInput[];
  chips?: [number, number?];
}

export interface Cat {
  kind: "cat";
  /** What it is called. */
  name: string;
  readonly id?: number;
  owner?: Owner | null;
  /** @deprecated How many are left. */
  lives?: number;
}

export interface Dog {
  kind: "hound" | "dog";
  /** What it is called. */
  name: string;
  readonly id?: number;
  owner?: Owner | null;
  puppies: Dog[];
  chips?: [number, number?];
}

/** An HTTP status. */
export type Status = 400 | 404;

/** Any JSON. */
export type Any = string | number | boolean | null | Any[] | { [name: string]: Any };

export interface OwnerInput {
  pets?: PetInput[];
  labels?: { [name: string]: string };
  address?: Address;
}

export interface Owner {
  pets?: Pet[];
  labels?: { [name: string]: string };
  address?: Address;
}

export interface Address {
  lines: string[];
  [name: string]: unknown;
}
