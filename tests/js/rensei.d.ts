// The one namespace of the scripts: each part takes from it what it needs, and adds what it has.
declare var rensei: any;

declare namespace Rensei {
  /** An input for a value, which is `undefined` while it is absent. */
  type Field = { node: any; get: () => any; set: (value: any) => void };
  /** Where an input stands: `container` is what documents the value. */
  type Options = {
    name: string;
    required?: boolean;
    form: string;
    schemas: any;
    depth?: number;
    example?: string;
    container?: Element;
  };
}
