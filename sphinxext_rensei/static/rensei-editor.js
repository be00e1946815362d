// @ts-check
// The body of a request: its media type, and a form, a text or a file to make it from. Each gives way to the others
// without loss: a text stays as it was typed until the form is changed, and the form keeps what it has no input for.

/** @type {(data: any, section: any) => any} */
const editor = ({ body: { content = [], required }, schemas }, section) => {
  const text = textArea(gettext("Body as text"), { rows: "12", onchange: () => {
    fault.textContent = "";
    if (isJson(current().type)) load("request").then(({ faultOf }) => {
      fault.textContent = faultOf(text.value, current().schema, schemas);
    });
  } });
  const file = el("input.input", { type: "file", "aria-label": gettext("Body from a file") });
  const fault = el("p.fault", { role: "status" });
  const send = checkbox(gettext("Send a body"), () => show());
  const media = select(gettext("Media type of the body"), content.map(({ type = "" }) => [type, type]), () => renew());
  const from = select(gettext("Start from"), [], () => start());
  const view = select(gettext("Edit the body as"), [], () => turn());
  /** @type {(words: string, input: any) => any} */
  const labelled = (words, input) => el("label.pair", words, input);
  const bar = el(
    "div.choices",
    required ? [] : labelled(gettext("Send a body"), send),
    content.length > 1 ? labelled(gettext("Media type"), media) : [],
    labelled(gettext("Start from"), from),
    labelled(gettext("Edit as"), view),
  );
  const node = el("div.try.editor", bar, text, file, fault);
  const forms = new Map();
  // Whether the form says something that the text does not.
  let newer = true;
  const current = () => content[media.selectedIndex] ?? { type: "" };
  const sent = () => required || send.checked;
  const views = () => viewsOf(current(), schemas).map(([name]) => name);

  /** The inputs of the current media type; those that are documented together share them. */
  const form = () => {
    const held = section ? all(":scope > .rensei-media", section) : [];
    const said = () => held.find((each) =>
      each.querySelector(":scope > .rensei-sub")?.textContent.split(", ").includes(current().type));
    const container = held.length === 1 ? held[0] : said();
    const key = container ?? current();
    if (!forms.has(key)) {
      const made = field(current().schema, { name: "body", required: true, schemas, container });
      const box = el("div.try", made.node);
      (container ?? node).append(box);
      forms.set(key, { ...made, boxes: container ? all(".rensei-try", container) : [box] });
    }
    return forms.get(key);
  };
  const show = () => {
    const shown = sent() && view.value === "form" ? form() : undefined;
    for (const each of forms.values()) for (const box of each.boxes) box.hidden = each !== shown;
    text.hidden = !sent() || view.value !== "text";
    file.hidden = !sent() || view.value !== "file";
  };
  /** @param {any} instance */
  const writeText = async (instance) => {
    newer = false;
    text.value = isJson(current().type)
      ? write(instance, 2)
      : (await load("request")).mediaText(current(), instance);
  };
  /** @param {any} body as `get` gives it */
  const set = (body) => {
    send.checked = body !== null;
    fault.textContent = "";
    const { instance, text: written } = body ?? {};
    if (body && "instance" in body) {
      view.value = views().includes("form") ? "form" : "text";
      newer = true;
      if (view.value === "form") form().set(instance);
      else writeText(instance);
    } else if (written !== undefined) {
      text.value = written;
      view.value = "text";
    }
    show();
  };
  /** Fills the body with what the reader starts from. */
  const start = () => {
    const { schema, examples = [] } = current();
    const example = examples[Number(from.value) || 0];
    if (from.value === "nothing") set(views().includes("form") ? { instance: new Map() } : { text: "" });
    else if (example?.instance !== undefined) {
      const whole = parse(example.instance);
      set({ instance: from.value === "required" ? requiredOnly(whole, schema, schemas) : whole });
    } else if (example) set({ text: example.text });
    send.checked &&= example !== undefined;
    show();
  };
  /** Offers what the current media type can start from, and be edited as. */
  const renew = () => {
    const { examples = [] } = current();
    view.replaceChildren(...options(viewsOf(current(), schemas)));
    const least = views().includes("form") && examples.some((/** @type {any} */ each) => each.instance);
    from.replaceChildren(...options([
      ...examples.map(({ name = "" }, at = 0) => [at, name ? gettext("Example: {}", name) : gettext("Example")]),
      ...(least ? [["required", gettext("Required fields only")]] : []),
      ["nothing", gettext("Nothing")],
    ]));
    start();
  };
  const turn = () => {
    fault.textContent = "";
    try {
      if (view.value === "form") {
        form().set(instanceOf(current(), text.value, schemas));
        newer = false;
      }
      else if (view.value === "text" && newer && views().includes("form")) writeText(form().get());
    } catch (error) {
      fault.textContent = gettext("The form can't show this text: {}", error.message);
      view.value = "text";
    }
    show();
  };
  for (const type of ["input", "change"])
    section?.addEventListener(type, (/** @type {any} */ event) => {
      newer ||= event.target !== text && !bar.contains(event.target);
    });
  section?.querySelector(":scope > .rensei-title")?.after(node);
  media.selectedIndex = Math.max(0, content.findIndex((/** @type {any} */ each) => each.chosen));
  renew();
  return {
    node,
    /** The instance or body that the reader means. */
    get: () => {
      if (!sent()) return null;
      if (view.value === "form") return { instance: form().get() };
      const [chosen] = file.files;
      if (view.value === "file")
        return { filename: chosen?.name ?? current().examples?.[0]?.filename ?? "file.bin", file: chosen };
      const json = isJson(current().type) || current().type === "*/*";
      return { text: text.value, value: json ? attempt(() => [parse(text.value)], []) : [] };
    },
    mediaType: () => current().type,
    /** @type {(type: string, body: any) => void} */
    set: (type, body) => {
      media.selectedIndex = Math.max(0, content.findIndex((/** @type {any} */ each) => each.type === type));
      renew();
      set(body);
    },
  };
};
