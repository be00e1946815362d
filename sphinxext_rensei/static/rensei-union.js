// @ts-check
// Inputs for one of several schemas.

/** The discriminator's value of each variant. @type {(whole: Rensei.Shape) => string[]} */
const tags = ({ variants, discriminator }) =>
  variants.map((variant) => {
    if (!discriminator) return "";
    const { propertyName, tags = {} } = discriminator;
    const [said, ...others] = shape(shape(variant).properties.get(propertyName)).values ?? [];
    return tags[variant.$ref] ?? (others.length ? undefined : said) ?? variant.$ref ?? "";
  });

/** One of several schemas; the documentation's own radio buttons choose too. @type {Rensei.Maker} */
const unionField = (given, options) => {
  const { name, container } = options;
  const { variants, types: type, properties, required, discriminator } = given;
  const labels = tags(given);
  const radios = container ? all(":scope > .rensei-union > input", container) : [];
  const shared = radios.length === variants.length;
  // What is said beside the choice holds for each variant.
  const beside = { type, properties: Object.fromEntries(properties), required: [...required] };
  const fields = variants.map((variant, at) =>
    field(properties.size ? { allOf: [variant, beside] } : variant, {
      ...options,
      required: true,
      container: shared ? radios[at].nextElementSibling.nextElementSibling : undefined
    })
  );
  const words = variants.map(({ $ref, type }, at) => labels[at] || $ref || `${type ?? at + 1}`);
  const choice = select(
    gettext("Kind of {}", name),
    words.map((text, at) => [at, text]),
    () => show()
  );
  choice.hidden = shared;
  /** @type {(at?: number) => void} */
  const show = (at = choice.selectedIndex) => {
    choice.selectedIndex = at;
    for (const each of fields) each.node.hidden = each !== fields[at];
    if (shared) radios[at].checked = true;
  };
  if (shared) for (const [at, radio] of radios.entries()) radio.addEventListener("change", () => show(at));
  show();
  return {
    node: el(
      "div.list",
      choice,
      fields.map((each) => each.node)
    ),
    get: () => {
      const value = fields[choice.selectedIndex].get();
      const label = labels[choice.selectedIndex];
      if (label && value instanceof Map) value.set(discriminator.propertyName, label);
      return value;
    },
    set: (value) => {
      const tag = value instanceof Map ? value.get(discriminator?.propertyName) : undefined;
      show(
        Math.max(
          0,
          variants.findIndex((each, at) => (tag === undefined ? suits(value, each) : labels[at] === tag))
        )
      );
      fields[choice.selectedIndex].set(value);
    }
  };
};
