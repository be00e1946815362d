// @ts-check
// The playground of one operation: the bar, sending, the replies of this visit.
"use strict";

(() => {
  const { baseUrl, el, gettext, inputs, load, request } = globalThis.rensei;
  const REMEMBERED = 20;

  /** @param {any} page @param {any} data @param {any} actions the bar's form */
  const play = (page, data, actions) => {
    const toggle = actions.querySelector(".rensei-toggle");
    const address = page.querySelector(".rensei-path");
    const written = [...address.childNodes];
    const fields = inputs(page, data, actions.id);
    const elapsed = el("span", { class: "rensei-elapsed" });
    const cancel = el(
      "button",
      { type: "button", class: "rensei-button", hidden: true },
      gettext("Cancel"),
      " ",
      elapsed,
    );
    const send = el(
      "button",
      {
        type: "submit",
        class: "rensei-button rensei-primary rensei-try",
        "aria-keyshortcuts": "Control+Enter Meta+Enter",
      },
      gettext("Send"),
      " ",
      el("kbd", { "aria-hidden": "true" }, "⌃↵"),
    );
    const share = el("button", { type: "button", class: "rensei-button" }, gettext("Copy link"));
    const note = el("p", {});
    const card = el("section", {
      class: "rensei-card rensei-result rensei-try",
      "aria-label": gettext("Reply to your call"),
      hidden: true,
    });
    const past = el("select", {
      class: "rensei-input rensei-try",
      "aria-label": gettext("Earlier calls"),
      form: actions.id,
      hidden: true,
    });
    /** @type {any[]} */
    const calls = [];
    let running = /** @type {AbortController | undefined} */ (undefined);
    toggle.before(cancel);
    toggle.after(send);
    fields.server.node.append(note, share);
    const stick = page.querySelector(".rensei-stick") ?? page.querySelector(".rensei-request") ?? page;
    stick.prepend(card, past);

    const proxied = () => data.proxy && new URL(data.proxy.replace("{url}", ""), location.href).host;
    const route = () => {
      const host = proxied();
      if (!host) return gettext("straight from this browser");
      return host === location.host ? gettext("through this site's proxy") : gettext("through {}", host);
    };
    const made = () => request(data, fields.get(), fields.origin());

    const refresh = () => {
      const on = toggle.querySelector("input").checked;
      if (!on) return address.replaceChildren(...written);
      fields.credentials.show();
      const given = fields.get();
      const base = baseUrl(data, given, fields.origin());
      const { url } = request(data, given, fields.origin());
      address.replaceChildren(el("span", { class: "rensei-host" }, base), el("wbr"), url.slice(base.length));
      const missing = fields.credentials.missing();
      const names = missing.join(gettext(" and "));
      note.textContent = [
        gettext("Sent {}. What you type stays in this page's memory.", route()),
        ...(names ? [gettext("Without a credential for {}: nothing is sent in its place.", names)] : []),
      ].join(" ");
      if (changed) load("rensei-samples.js", "rensei-languages.js").then(write, () => undefined);
    };
    /** Samples name a variable for each credential, typed or not. */
    const wanted = () => [...fields.credentials.missing(), ...Object.keys(fields.credentials.secrets())];
    /** Writes the generated samples anew; those of the author stay. */
    const write = (rensei) => {
      const { body, ...rest } = request(data, { ...fields.get(), credentials: wanted() }, fields.origin());
      const told = { ...rest, body: body && "text" in body ? { text: body.text, json: body.value.length > 0 } : body };
      for (const label of page.querySelectorAll(".rensei-samples > label")) {
        const language = Object.values(rensei.languages).find((each) => each.label === label.textContent);
        const pre = label.nextElementSibling?.querySelector("pre");
        if (!language || !pre || data.authored?.includes(label.textContent)) continue;
        const text = `${rensei.sample(language, told)}\n`;
        if (pre.textContent !== text) pre.textContent = text;
      }
    };
    let waiting = 0;
    let changed = false;
    const later = (event) => {
      changed ||=
        event.type !== "click" &&
        !toggle.contains(event.target) &&
        !event.target.closest(".rensei-samples, .rensei-examples");
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(refresh);
    };
    for (const type of ["input", "change", "click"]) page.addEventListener(type, later);

    /** The reason why the call can't be made, said where it is. */
    const blocked = () => {
      const name = fields.blank();
      const own = fields.server.own;
      if (!own.hidden && !/^https?:\/\/[^/]/.test(own.value.trim()))
        return { words: gettext("The base URL must begin with http:// or https://."), input: own };
      return name === undefined
        ? undefined
        : {
            words: gettext("Give {} a value: the call would go to another path without it.", name),
            input: fields.inputOf(name)?.matches("input, select")
              ? fields.inputOf(name)
              : fields.inputOf(name)?.querySelector("input, select"),
          };
    };
    const warn = ({ words, input }) => {
      const id = `${actions.id}-blocked`;
      document.getElementById(id)?.remove();
      input?.after(el("p", { class: "rensei-fault", id, role: "alert" }, words));
      input?.setAttribute("aria-describedby", id);
      input?.focus();
    };

    const submit = async () => {
      if (running) return;
      const reason = blocked();
      if (reason) return warn(reason);
      document.getElementById(`${actions.id}-blocked`)?.remove();
      const controller = (running = new AbortController());
      const started = performance.now();
      const tick = () => {
        elapsed.textContent = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      };
      const timer = setInterval(tick, 100);
      const given = fields.get();
      const sent = request(data, given, fields.origin());
      tick();
      cancel.hidden = false;
      send.disabled = true;
      card.setAttribute("aria-busy", "true");
      try {
        const rensei = await load("rensei-reply.js");
        try {
          const reply = await rensei.call(sent, fields.credentials.secrets(), data.proxy, controller.signal);
          const { status } = await rensei.show(page, data, card, reply, route());
          record(status, given);
        } catch (error) {
          if (error.name === "AbortError")
            card.replaceChildren(el("div", { class: "rensei-cap", role: "status" }, gettext("Cancelled")));
          else (await load("rensei-explain.js")).explain(card, sent, error, data.proxy);
          card.hidden = false;
          record(error.name === "AbortError" ? gettext("cancelled") : gettext("no reply"), given);
        }
      } finally {
        clearInterval(timer);
        running = undefined;
        cancel.hidden = true;
        send.disabled = false;
        card.removeAttribute("aria-busy");
      }
    };

    /** Keeps a call, its reply as it was drawn, for as long as the page is open. */
    const record = (status, given) => {
      calls.unshift({ given, drawn: [...card.childNodes], words: `${new Date().toLocaleTimeString()}: ${status}` });
      calls.length = Math.min(calls.length, REMEMBERED);
      past.replaceChildren(...calls.map(({ words }, at) => el("option", { value: at }, words)));
      past.hidden = calls.length < 2;
    };
    past.addEventListener("change", () => {
      const { given, drawn } = calls[past.selectedIndex];
      card.replaceChildren(...drawn);
      fields.set(given);
    });

    actions.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    page.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && toggle.querySelector("input").checked) {
        event.preventDefault();
        submit();
      }
    });
    cancel.addEventListener("click", () => running?.abort());
    share.addEventListener("click", () =>
      load("rensei-link.js").then((rensei) => rensei.copyLink(share, page.id, fields.get(), data)),
    );
    refresh();
    return { fields, note, refresh, made, id: page.id, data };
  };

  Object.assign(globalThis.rensei, { play });
})();
