// Examples by openapi-sampler: reads {document, schemas: [{pointer, direction}]}, writes [{value}] or [{}] in that order.

import { readFileSync, writeFileSync } from "node:fs";
import OpenAPISampler from "openapi-sampler";

const { document, schemas } = JSON.parse(readFileSync(0, "utf8"));

const found = (pointer) =>
  pointer
    .split("/")
    .slice(1)
    .reduce((value, token) => value[token.replaceAll("~1", "/").replaceAll("~0", "~")], document);

const sampled = ({ pointer, direction }) => {
  const options = { skipReadOnly: direction === "request", skipWriteOnly: direction === "response", quiet: true };
  try {
    return { value: OpenAPISampler.sample(found(pointer), options, document) };
  } catch {
    return {};
  }
};

writeFileSync(1, JSON.stringify(schemas.map(sampled)));
