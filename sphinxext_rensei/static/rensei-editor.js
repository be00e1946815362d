// @ts-check
// The body of a request: its media type, and a form, a text or a file to make it from. Each gives way to the others
// without loss: a text stays as it was typed until the form is changed, and the form keeps what it has no input for.

/** @type {Record<string, string>} */
const VIEWS = { form: gettext("Form"), text: gettext("Text"), file: gettext("File") };

/** @type {(data: any, section: any) => any} */
const editor = ({ body: { content = [], required } }, section) => {
  const send = checkbox(gettext("Send a body"), () => show());
  const media = select(
    gettext("Media type"),
    content.map(({ type = "" }) => [type, type]),
    () => renew()
  );
  const from = select(gettext("Start from"), [], () => start());
  const view = select(gettext("Edit as"), [], () => turn());
  const text = textArea(gettext("Body as text"), {
    onchange: async () => {
      await stillness();
      fault.textContent = isJson(current().type) ? faultOf(text.value, current().schema) : "";
    }
  });
  const file = fileInput(gettext("Body from a file"));
  const fault = el("p.fault", { role: "status" });
  const bar = el(
    "div.choices",
    [required ? [] : send, content.length > 1 ? media : [], from, view].flat().map(labelled)
  );
  const node = el("div.try.editor", bar, text, file, fault);
  const forms = new Map();
  // Whether the form says something that the text does not.
  let newer = true;
  const current = () => content[media.selectedIndex] ?? { type: "", views: [] };
  const sent = () => required || send.checked;
  const hasForm = () => current().views[0] === "form";

  /** The inputs of the current media type; those that are documented together share them. */
  const form = () => {
    const { type, schema } = current();
    const documented = section ? all(":scope > .rensei-media", section) : [];
    const container =
      documented.length > 1
        ? documented.find((each) => each.querySelector(":scope > .rensei-sub")?.textContent.split(", ").includes(type))
        : documented[0];
    const key = container ?? type;
    if (!forms.has(key)) {
      const made = field(schema, { name: "body", required: true, container });
      const box = el("div.try", made.node);
      (container ?? node).append(box);
      forms.set(key, { ...made, boxes: container ? all(".rensei-try", container) : [box] });
    }
    return forms.get(key);
  };
  const show = () => {
    const shown = sent() ? view.value : "";
    const used = shown === "form" && form();
    for (const each of forms.values()) for (const box of each.boxes) box.hidden = each !== used;
    text.hidden = shown !== "text";
    file.hidden = shown !== "file";
  };
  /** @param {any} instance */
  const writeText = (instance) => {
    newer = false;
    text.value = isJson(current().type) ? write(instance, 2) : mediaText(current(), instance);
  };
  /** @param {any} body as `get` gives it */
  const set = (body) => {
    send.checked = body !== null;
    fault.textContent = "";
    if (body && "instance" in body) {
      newer = hasForm();
      view.value = newer ? "form" : "text";
      if (newer) form().set(body.instance);
      else writeText(body.instance);
    } else if (body?.text !== undefined) {
      text.value = body.text;
      view.value = "text";
    }
    show();
  };
  /** Fills the body with what the reader starts from. */
  const start = () => {
    const { schema, examples = [] } = current();
    const example = examples[Number(from.value) || 0];
    const whole = example?.instance && parse(example.instance);
    if (from.value === "nothing") set(hasForm() ? { instance: new Map() } : { text: "" });
    else if (from.value === "required") set({ instance: requiredOnly(whole, schema) });
    else if (example && !example.filename) set(whole === undefined ? { text: example.text } : { instance: whole });
    send.checked &&= example !== undefined;
    show();
  };
  /** Offers what the current media type can start from, and be edited as. */
  const renew = () => {
    const { examples = [] } = current();
    view.replaceChildren(...options(current().views.map((/** @type {string} */ each) => [each, VIEWS[each]])));
    const given = examples.map(({ name = "" }, at = 0) => [
      at,
      name ? gettext("Example: {}", name) : gettext("Example")
    ]);
    if (hasForm() && examples[0]?.instance) given.push(["required", gettext("Required fields only")]);
    from.replaceChildren(...options([...given, ["nothing", gettext("Nothing")]]));
    start();
  };
  const turn = () => {
    fault.textContent = "";
    if (view.value === "text" && newer && hasForm()) writeText(form().get());
    if (view.value === "form")
      try {
        form().set(instanceOf(current(), text.value));
        newer = false;
      } catch (error) {
        fault.textContent = gettext("This is {}.", error.message);
        view.value = "text";
      }
    show();
  };
  section?.addEventListener("input", (/** @type {any} */ { target }) => {
    newer ||= target !== text && !bar.contains(target);
  });
  section?.querySelector(":scope > .rensei-title")?.after(node);
  /** @type {(fits: (each: any) => boolean) => void} */
  const choose = (fits) => {
    media.selectedIndex = Math.max(0, content.findIndex(fits));
    renew();
  };
  choose((each) => each.chosen);
  return {
    node,
    mediaType: () => current().type,
    /** The instance or body that the reader means. */
    get: () => {
      const { type, examples: [example] = /** @type {any[]} */ ([]) } = current();
      if (!sent()) return null;
      if (view.value === "form") return { instance: form().get() };
      const [chosen] = file.files;
      if (view.value === "file") return { filename: chosen?.name ?? example?.filename ?? "file.bin", file: chosen };
      const json = isJson(type) || type === "*/*";
      return { text: text.value, value: json ? attempt(() => [parse(text.value)], []) : [] };
    },
    /** @type {(type: string, body: any) => void} */
    set: (type, body) => {
      choose((each) => each.type === type);
      set(body);
    }
  };
};

Object.assign(MAKERS, { text: linesField, union: unionField, list: listField, group: groupField, file: fileField, json: jsonField });
