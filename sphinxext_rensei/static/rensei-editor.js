// @ts-check
// The body of a request: its media type, and a form, a text or a file to make it from. Each gives way to the others
// without loss: a text stays as it was typed until the form is changed, and the form keeps what it has no input for.
"use strict";

(() => {
  const { el, field, gettext, instanceOf, isJson, mediaText, parse, requiredOnly, viewsOf } = globalThis.rensei;
  const VIEWS = { form: gettext("Form"), text: gettext("Text"), file: gettext("File") };

  /** @param {any} data the operation @param {Element | null} section of the documentation
   * @param {string} form id of the form that the inputs belong to */
  const editor = (data, section, form) => {
    const content = data.body.content ?? [];
    const schemas = data.schemas;
    const media = el(
      "select",
      { class: "rensei-input", form, "aria-label": gettext("Media type of the body") },
      ...content.map((each) => el("option", {}, each.type)),
    );
    const view = el("select", { class: "rensei-input", form, "aria-label": gettext("Edit the body as") });
    const from = el("select", { class: "rensei-input", form, "aria-label": gettext("Start from") });
    const send = el("input", { type: "checkbox", form, "aria-label": gettext("Send a body") });
    const text = el("textarea", {
      class: "rensei-input",
      form,
      rows: "12",
      "aria-label": gettext("Body as text"),
      spellcheck: "false",
    });
    const file = el("input", { class: "rensei-input", type: "file", form, "aria-label": gettext("Body from a file") });
    const fault = el("p", { class: "rensei-fault", role: "status" });
    const label = (words, input) => el("label", { class: "rensei-pair" }, el("span", {}, words), input);
    const bar = el(
      "div",
      { class: "rensei-choices" },
      ...(data.body.required ? [] : [label(gettext("Send a body"), send)]),
      ...(content.length > 1 ? [label(gettext("Media type"), media)] : []),
      label(gettext("Start from"), from),
      label(gettext("Edit as"), view),
    );
    const forms = new Map();
    let dirty = true;
    const current = () => content[Math.max(media.selectedIndex, 0)] ?? { type: "" };

    /** The documentation of a media type. @param {any} each */
    const container = (each) => {
      const found = [...(section?.querySelectorAll(":scope > .rensei-media") ?? [])];
      const named = (held) => held.querySelector(":scope > .rensei-sub")?.textContent?.split(", ").includes(each.type);
      return found.length === 1 ? found[0] : found.find(named);
    };
    const formOf = (each) => {
      const where = container(each);
      // Media types that are documented together share one form.
      const key = where ?? each;
      if (!forms.has(key)) {
        const made = field(each.schema, { name: "body", required: true, form, schemas, container: where });
        const node = el("div", { class: "rensei-try" }, made.node);
        where ? where.append(node) : box.append(node);
        forms.set(key, { ...made, node, where });
      }
      return forms.get(key);
    };

    const show = () => {
      const sent = data.body.required || send.checked;
      for (const [, each] of forms) {
        const shown = sent && view.value === "form" && formOf(current()) === each;
        each.node.hidden = !shown;
        for (const held of each.where?.querySelectorAll(".rensei-try") ?? []) held.hidden = !shown;
      }
      text.hidden = view.value !== "text" || !sent;
      file.hidden = view.value !== "file" || !sent;
    };

    /** The instance or body that the reader means. */
    const get = () => {
      if (!data.body.required && !send.checked) return null;
      if (view.value === "file") {
        const chosen = file.files[0];
        return { filename: chosen?.name ?? current().examples?.[0]?.filename ?? "file.bin", file: chosen };
      }
      if (view.value === "form") return { instance: formOf(current()).get() };
      if (!isJson(current().type) && current().type !== "*/*") return { text: text.value, value: [] };
      try {
        return { text: text.value, value: [parse(text.value)] };
      } catch {
        return { text: text.value, value: [] };
      }
    };

    /** @param {any} body as `get` gives it */
    const set = (body) => {
      send.checked = body !== null;
      fault.textContent = "";
      if (body && "instance" in body) {
        if (views().includes("form")) formOf(current()).set(body.instance);
        text.value = mediaText(current(), body.instance);
        dirty = false;
        view.value = views().includes("form") ? "form" : "text";
      } else if (body && "text" in body) {
        text.value = body.text;
        view.value = "text";
      }
      show();
    };

    const views = () => viewsOf(current(), schemas);
    /** Fills the choices of the current media type, and the body with the first of them. */
    const renew = () => {
      const examples = current().examples ?? [];
      view.replaceChildren(...views().map((name) => el("option", { value: name }, VIEWS[name])));
      const names = examples.map((each, at) =>
        el("option", { value: at }, each.name ? gettext("Example: {}", each.name) : gettext("Example")),
      );
      const pruned =
        views().includes("form") && examples.some((each) => each.instance)
          ? [el("option", { value: "required" }, gettext("Required fields only"))]
          : [];
      from.replaceChildren(...names, ...pruned, el("option", { value: "nothing" }, gettext("Nothing")));
      start();
    };
    const start = () => {
      const example = current().examples?.[Number(from.value) || 0];
      const whole = example?.instance === undefined ? undefined : parse(example.instance);
      if (from.value === "nothing") set(views().includes("form") ? { instance: new Map() } : { text: "", value: [] });
      else if (whole !== undefined)
        set({ instance: from.value === "required" ? requiredOnly(whole, current().schema, schemas) : whole });
      else if (example?.text !== undefined) set({ text: example.text });
      else show();
      if (!data.body.required && !example) send.checked = false;
      show();
    };
    const change = () => {
      fault.textContent = "";
      if (view.value === "text" && dirty && views().includes("form"))
        text.value = mediaText(current(), formOf(current()).get());
      if (view.value === "form") {
        try {
          formOf(current()).set(instanceOf(current(), text.value, schemas));
        } catch (error) {
          fault.textContent = gettext("The form can't show this text: {}", error.message);
          view.value = "text";
        }
      }
      dirty = false;
      show();
    };
    const check = () => {
      fault.textContent = "";
      if (!isJson(current().type)) return;
      globalThis.rensei.load("rensei-reply.js").then((rensei) => {
        fault.textContent = rensei.faultOf(text.value, current().schema, schemas);
      });
    };
    media.addEventListener("change", renew);
    from.addEventListener("change", start);
    view.addEventListener("change", change);
    send.addEventListener("change", show);
    text.addEventListener("change", check);
    section?.addEventListener("input", (event) => {
      if (event.target !== text && !bar.contains(event.target)) dirty = true;
    });
    section?.addEventListener("change", (event) => {
      if (event.target !== text && !bar.contains(event.target)) dirty = true;
    });
    const box = el("div", { class: "rensei-try rensei-editor" }, bar, text, file, fault);
    const title = section?.querySelector(":scope > .rensei-title");
    title ? title.after(box) : undefined;
    media.selectedIndex = Math.max(
      content.findIndex((each) => each.chosen),
      0,
    );
    renew();
    return {
      node: box,
      get,
      mediaType: () => current().type,
      set: (type, body) => {
        media.selectedIndex = Math.max(
          content.findIndex((each) => each.type === type),
          0,
        );
        renew();
        set(body);
      },
    };
  };

  Object.assign(globalThis.rensei, { editor });
})();
