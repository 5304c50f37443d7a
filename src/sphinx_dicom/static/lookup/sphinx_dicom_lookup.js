// The lookup: what a reader types is found while it is typed, in an index that is loaded when it is first needed.
"use strict";

const DicomBox = (() => {
  /** @typedef {ReturnType<typeof DicomLookup.load>} Engine */
  /** @typedef {ReturnType<Engine["search"]>[number]} Hit */

  const LABEL = "Look up DICOM";
  const LIMIT = 12;
  const RECENT = 8;
  /** What the kinds of hits are called. */
  const KINDS = new Map([
    ["tag", "data element"],
    ["uid", "UID"],
    ["vr", "value representation"],
    ["iod", "IOD"],
    ["module", "module"],
    ["cid", "context group"],
    ["guide", "page"],
  ]);
  /** Where the button goes: the first place of each line that the page has. A theme shows one, by the width of the window. */
  const PLACES = /** @type {[string, InsertPosition][][]} */ ([
    [
      [".sidebar-search-container", "afterend"],
      [".wy-side-nav-search [role=search]", "afterend"],
      [".bd-sidebar-primary .search-button-field", "afterend"],
      [".navbar-header-items__end", "afterbegin"],
      ["#searchbox", "afterend"],
      [".sphinxsidebarwrapper", "afterbegin"],
      ["main, [role=main]", "afterbegin"],
    ],
    [
      [".mobile-header .header-right", "afterbegin"],
      [".wy-nav-top", "afterbegin"],
      [".header-article-items__end", "afterbegin"],
      [".bd-header-article", "afterbegin"],
      ["div.body[role=main]", "afterbegin"],
    ],
  ]);

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../", script.src);
  const storage = `sphinx-dicom-recent ${root.pathname}`;

  // the index

  /** @type {Engine | undefined} */
  let engine;
  /** @type {Promise<Engine> | undefined} */
  let loading;

  /** Run a script of the site. @param {string} name @returns {Promise<void>} */
  function run(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`_static/${name}`, root).href;
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error("The index could not be loaded."));
      });
      document.head.append(script);
    });
  }

  /** Return the engine with its index; it is loaded by the first call. */
  function load() {
    loading ??= run("sphinx_dicom_index.js").then(
      () => (engine = DicomLookup.engine),
      (error) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  }

  /**
   * Return the address of what *hit* names.
   * @param {Pick<Hit, "href">} hit
   */
  const address = (hit) => new URL(hit.href, root).href;

  // what was opened recently

  /** @returns {Hit[]} */
  function recent() {
    try {
      const stored = JSON.parse(localStorage.getItem(storage) ?? "[]");
      // Another program may have written it.
      return stored.filter(
        (/** @type {Hit} */ hit) => typeof hit.name === "string" && address(hit).startsWith(root.href),
      );
    } catch {
      return [];
    }
  }

  /** @param {Hit[]} hits */
  function remember(hits) {
    try {
      if (hits.length) localStorage.setItem(storage, JSON.stringify(hits.slice(0, RECENT)));
      else localStorage.removeItem(storage);
    } catch {
      // Storage is not allowed: nothing is remembered.
    }
  }

  // elements of the page

  /**
   * Return a new element. Whatever is text stays text.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} content
   */
  function make(name, attributes = {}, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  }

  /**
   * Return the line below a name. What authors wrote is isolated, so that it can't reverse its neighbours.
   * @param {string} written a keyword or a title; may be empty
   * @param {(string | false | undefined)[]} facts those that are not empty are shown, which is at least one
   */
  function factsLine(written, ...facts) {
    const said = facts.filter(Boolean).join(" · ");
    return make("span", { class: "dicom-hit-facts" }, ...(written ? [make("bdi", {}, written), " · "] : []), said);
  }

  /**
   * Return what shows *hit*.
   * @param {Hit} hit
   */
  function face({ kind, id, name, keyword, vr, retired }) {
    const first = make("span", { class: "dicom-hit-name" });
    if (!["guide", "iod", "module"].includes(kind)) first.append(make("bdi", { class: "dicom-hit-id" }, id), " ");
    first.append(make("bdi", {}, name));
    return [first, factsLine(kind === "guide" ? id : keyword, vr && `VR ${vr}`, KINDS.get(kind), retired && "retired")];
  }

  // the combobox

  let boxes = 0;

  /**
   * Return a combobox with its list, what empties it, and what hides its list.
   * @param {() => void} leave called when a hit is opened, or Escape is pressed
   */
  function combobox(leave) {
    const id = `dicom-box-${(boxes += 1)}`;
    const input = make("input", {
      ...{ type: "text", role: "combobox", class: "dicom-query", placeholder: "Tag, keyword, UID or words" },
      ...{ "aria-label": LABEL, "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" },
      ...{ autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "go" },
    });
    const list = make("div", { role: "listbox", id, class: "dicom-list", "aria-label": "Results" });
    const status = make("span", { role: "status" });
    const forget = make("button", { type: "button", class: "dicom-forget" }, "Forget these");
    const panel = make("div", { class: "dicom-panel" }, list, make("div", { class: "dicom-foot" }, status, forget));
    const box = make("div", { class: "dicom-box" }, input, panel);
    /** @type {Hit[]} */
    let hits = [];
    let active = -1;

    /** @param {number} number of the option that Enter opens; none if there is no such */
    function activate(number) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = number;
      const option = list.children[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    }

    /**
     * @param {Hit[]} found
     * @param {string} message
     * @param {HTMLElement[]} [more] further options
     */
    function show(found, message, more = []) {
      hits = found;
      const options = hits.map((hit) => make("a", { href: address(hit) }, ...face(hit)));
      list.replaceChildren(...options, ...more);
      for (const [number, option] of [...list.children].entries()) {
        option.id = `${id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.setAttribute("tabindex", "-1");
      }
      const open = list.children.length > 0;
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      panel.toggleAttribute("data-open", open || message !== "");
      status.textContent = message;
      forget.hidden = true;
      activate(open ? 0 : -1);
    }

    function update() {
      const query = input.value.trim();
      if (query === "") {
        const opened = recent();
        show(opened, opened.length ? "Opened recently" : "");
        forget.hidden = !opened.length;
        if (opened.length) activate(-1);
      } else if (engine) {
        const found = engine.search(query, LIMIT);
        const count = found.length < LIMIT ? `${found.length}` : `First ${LIMIT}`;
        const message = found.length ? `${count} result${found.length === 1 ? "" : "s"}` : "Nothing found";
        show(found, message, textSearch(query));
      } else {
        show([], "Loading …");
        load().then(
          () => document.activeElement === input && update(),
          (error) => show([], error.message, textSearch(query)),
        );
      }
    }

    const hide = () => show([], "");

    function clear() {
      input.value = "";
      hide();
    }

    /** Open what is marked, in a new tab if *event* says so. @param {KeyboardEvent} event */
    function choose({ ctrlKey, metaKey }) {
      // The click of a script would know no keys.
      list.children[active]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
    }

    input.addEventListener("focus", () => {
      load().catch(() => undefined); // said when something is typed
      update();
    });
    input.addEventListener("input", update);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.shiftKey || event.altKey) return;
      const last = list.children.length - 1;
      if (event.key === "Escape") {
        clear();
        leave();
      } else if (event.key === "Enter") {
        if (engine || last >= 0) choose(event);
        else load().then(() => choose(event), () => undefined); // said already
      } else if (last < 0) return;
      else if (event.key === "ArrowDown") activate(active < last ? active + 1 : 0);
      else if (event.key === "ArrowUp") activate(active > 0 ? active - 1 : last);
      else if (event.key === "Home") activate(0);
      else if (event.key === "End") activate(last);
      else return;
      event.preventDefault();
    });
    // The focus stays in the field.
    panel.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      const hit = option && hits[[...list.children].indexOf(option)];
      if (hit) remember([hit, ...recent().filter((other) => other.href !== hit.href)]);
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        clear();
        leave();
      }
    });
    forget.addEventListener("click", () => {
      remember([]);
      update();
      input.focus();
    });
    clear();
    return { box, clear, hide };
  }

  /**
   * Return the option that searches the text of all pages, if the project has a page for that.
   * @param {string} query
   */
  function textSearch(query) {
    const page = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=search]:not([type])"));
    if (!page) return [];
    const url = new URL(page.href);
    url.search = new URLSearchParams({ q: query, text: "1" }).toString();
    return [make("a", { href: url.href, class: "dicom-text" }, "Search the text of all pages for ", make("bdi", {}, query))];
  }

  // where it is

  /** @type {HTMLDialogElement | undefined} */
  let dialog;

  /** Open the dialog with the box. */
  function open() {
    if (!dialog) {
      const made = combobox(() => dialog?.close());
      const help = make("p", { class: "dicom-help" }, "Only one kind: ");
      for (const prefix of KINDS.keys()) help.append(make("code", {}, `${prefix}:`), " ");
      const close = make("button", { type: "button", class: "dicom-close" }, "Close");
      dialog = make("dialog", { class: "dicom-dialog", "aria-label": LABEL }, made.box, help, close);
      close.addEventListener("click", () => dialog?.close());
      // The event comes late: the dialog may be open again.
      dialog.addEventListener("close", () => dialog?.open || made.clear());
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog.close();
      });
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input")?.focus();
  }

  /** Put a button that opens the dialog where the theme has its search. */
  function addButtons() {
    for (const places of PLACES) {
      for (const [selector, position] of places) {
        const place = document.querySelector(selector);
        if (!place) continue;
        const button = make("button", {
          ...{ type: "button", class: "dicom-open", "aria-label": LABEL, "aria-haspopup": "dialog" },
          "aria-keyshortcuts": themeHasControlK() ? "/" : "/ Control+K",
        });
        if (places === PLACES[0]) button.append(LABEL, make("kbd", {}, "/"));
        else {
          button.classList.add("dicom-open-small");
          button.append("DICOM");
        }
        button.addEventListener("click", open);
        place.insertAdjacentElement(position, button);
        break;
      }
    }
  }

  /** Return whether Ctrl+K opens the search of the theme, which it then goes on doing. */
  const themeHasControlK = () => document.querySelector(".search-button, .search-button-field") !== null;

  /**
   * Return whether keys that *target* gets are text.
   * @param {EventTarget | undefined} target
   */
  function isField(target) {
    if (!(target instanceof HTMLElement)) return false;
    const buttons = "[type=button], [type=submit], [type=reset], [type=checkbox], [type=radio], [type=range]";
    return target.isContentEditable || (target.matches("input, textarea, select") && !target.matches(buttons));
  }

  addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.altKey || isField(event.composedPath()[0])) return;
      const control = event.ctrlKey || event.metaKey;
      const slash = event.key === "/" && !control;
      const letter = event.key === "k" && control && !event.shiftKey && !themeHasControlK();
      if (!slash && !letter) return;
      // Otherwise the search of the theme would take the focus.
      event.preventDefault();
      event.stopImmediatePropagation();
      const placed = /** @type {HTMLElement | null} */ (document.querySelector(".dicom-lookup input"));
      if (placed) placed.focus();
      else open();
    },
    true,
  );

  /** Show on the search page what the lookup finds, above what the text search does. */
  function extendSearchPage() {
    const results = document.getElementById("search-results");
    const query = new URLSearchParams(location.search);
    const text = query.get("q")?.trim();
    if (!results || !text) return;
    // The text search would fetch summaries, which browsers don't allow for files: an error for each page it finds.
    // @ts-expect-error: Sphinx declares it, in a script of its own.
    if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    load()
      .then((found) => {
        const entry = query.has("text") ? null : found.entry(text);
        if (entry) {
          // Not another step back: it would lead here, and forth again.
          location.replace(address(entry));
          return;
        }
        const hits = found.search(text, LIMIT);
        results.before(...section("dicom-hits", "In the DICOM reference", hits));
        return run("sphinx_dicom_descriptions.js").then(() => {
          const shown = new Set(hits.map(address));
          const others = found.described(text, LIMIT).filter((hit) => !shown.has(address(hit)));
          results.before(...section("dicom-described", "In its descriptions", others));
        });
      })
      .catch(() => undefined); // the text search goes on
  }

  /**
   * Return the part of the search page that shows hits, if there are any.
   * @param {string} id of its heading
   * @param {string} title
   * @param {Hit[]} hits
   */
  function section(id, title, hits) {
    const items = hits.map((hit) => {
      const [name, facts] = face(hit);
      return make("li", {}, make("a", { href: address(hit) }, name), " ", facts);
    });
    const heading = make("h2", { id }, title);
    const list = make("ul", {}, ...items);
    return items.length ? [make("section", { class: "dicom-hits", "aria-labelledby": id }, heading, list)] : [];
  }

  for (const place of document.querySelectorAll(".dicom-lookup")) {
    const { box, hide } = combobox(() => undefined);
    box.addEventListener("focusout", (event) => {
      if (!box.contains(/** @type {Node | null} */ (event.relatedTarget))) hide();
    });
    place.replaceChildren(box);
  }
  addButtons();
  extendSearchPage();
  return { load, make, address, factsLine };
})();
