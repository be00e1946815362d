// Types of rensei-samples.js: what the build writes of a language, and a request as data.
declare namespace Samples {
  /** As in sphinxext_rensei/samples/_language.py; what is as it is by default is left out. */
  type Quote = { fits?: string; start?: string; end?: string; escapes?: Record<string, string>; unseen?: string };
  type Language = {
    label: string;
    quotes: Record<string, Quote[]>;
    variables: Record<string, string>;
    plus?: string;
    interpolation?: { fits: string; start: string; end: string; variable: string };
    values?: { constants: Record<string, string>; number: string; indent: string; key?: string };
    apart?: string[];
    latin?: boolean;
    newline?: string;
    template: string;
  };


  /** As in sphinxext_rensei/request/_message.py; the value of a JSON text is in the text, and `json` says so. */
  type Part = { name: string; value: string; filename: string; content_type: string };
  type Body = { text: string; json: boolean } | { filename: string } | { parts: Part[] };
  type AnyBody = { text?: string; json?: boolean; filename?: string; parts?: Part[] };
  type Credential = { name: string; kind: string; parameter: string; variable: string };
  type Request = {
    method: string;
    url: string;
    headers: [name: string, value: string][];
    body: Body | null;
    credentials: Credential[];
  };

  /** A text, or a place for an environment variable. */
  type Piece = Rensei.Template[number];
}
/** Label -> the script that has it. */
declare const LANGUAGES: Record<string, string>;
