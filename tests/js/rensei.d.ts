// What the scripts share: the build puts the parts of a bundle into one scope, so that each sees the names of the others.
declare var rensei: any;

declare namespace Rensei {
  /** One level of a schema, merged. */
  type Shape = {
    types: string[];
    nullable: boolean;
    required: Set<string>;
    properties: Map<string, any>;
    variants: any[];
    format: string;
    items?: any;
    values?: any[];
    discriminator?: any;
    readOnly?: boolean;
    /** The text of what its page has for it and hides, if anything. */
    fixed?: string[];
    file?: boolean;
  };
  /** An input for a value, which is `undefined` while it is absent. */
  type Field = { node: any; get: () => any; set: (value: any) => void; fixed?: boolean };
  /** Where an input stands: `container` is what documents the value. */
  type Options = {
    name: string;
    required?: boolean;
    depth?: number;
    example?: string;
    container?: any;
  };
  /** A text with places for credentials, by the name of their scheme. */
  type Template = (string | { name: string; variable: string; encoding: string })[];
  type Maker = (given: Shape, options: Options) => Field;
}
