// All data elements in one list that can be filtered and sorted. Only the rows in sight are in the page.
"use strict";

(() => {
  /** @typedef {ReturnType<ReturnType<typeof DicomLookup.load>["all"]>[number]} ElementHit */

  const { load, make, address, factsLine } = DicomBox;
  /** How many rows are drawn above and below those in sight. */
  const MARGIN = 8;
  const RETIRED = ["not retired", "retired"];
  /** @type {Map<string, (element: ElementHit) => string>} */
  const ORDERS = new Map([
    ["tag", (element) => element.id],
    ["name", (element) => element.name.toLowerCase()],
    ["keyword", (element) => element.keyword.toLowerCase()],
    ["VR", (element) => element.vr],
  ]);
  /** What can be chosen, by the parameter of the address that holds the choice. @type {Map<string, [string, (element: ElementHit) => string[]]>} */
  const FACETS = new Map([
    ["group", ["Group", (element) => [element.group]]],
    ["vr", ["VR", (element) => element.vr.split(" or ")]],
    ["module", ["Module", (element) => element.modules]],
    ["retired", ["Status", (element) => [RETIRED[Number(element.retired)]]]],
  ]);

  /** @param {string} name @param {HTMLElement} control */
  function labelled(name, control) {
    control.id = `dicom-filter-${name.toLowerCase().replace(" ", "-")}`;
    return make("div", {}, make("label", { for: control.id }, name), control);
  }

  /**
   * Put the list into its place.
   * @param {Element} place
   * @param {ElementHit[]} elements in the order of tags
   */
  function build(place, elements) {
    const texts = elements.map(({ id, name, keyword }) => `${id} ${id.replace(/\W/g, "")} ${name} ${keyword}`.toLowerCase());
    const wanted = new URLSearchParams(location.search);
    const words = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    words.value = wanted.get("words") ?? "";
    const sort = make("select", {}, ...[...ORDERS.keys()].map((name) => new Option(name)));
    sort.value = ORDERS.has(wanted.get("sort") ?? "") ? (wanted.get("sort") ?? "") : "tag";
    const controls = make("div", { class: "dicom-filters", role: "search", "aria-label": "Data elements" }, labelled("Words", words));
    /** @type {Map<string, HTMLSelectElement>} */
    const selects = new Map();
    for (const [parameter, [name, values]] of FACETS) {
      const choices = [...new Set(elements.flatMap(values))].filter(Boolean).sort();
      if (choices.length < 2) continue;
      const select = make("select", {}, new Option("any", ""), ...choices.map((choice) => new Option(choice)));
      select.value = wanted.get(parameter) ?? "";
      if (select.selectedIndex < 0) select.value = "";
      selects.set(parameter, select);
      controls.append(labelled(name, select));
    }
    const reset = make("button", { type: "button" }, "Show all");
    const status = make("p", { role: "status" });
    const list = make("ul", { role: "list" });
    const view = make("div", { class: "dicom-rows", tabindex: "0", role: "region", "aria-label": "List of data elements" }, list);
    controls.append(labelled("Sort by", sort), reset);
    place.prepend(controls, status, view);
    place.classList.add("dicom-ready");

    /** The numbers of the elements that pass, in order. @type {number[]} */
    let shown = [];
    /** The rows in the page, by number in `shown`. @type {Map<number, HTMLLIElement>} */
    const rows = new Map();
    let height = 0;

    /** @param {number} number in `shown` */
    function row(number) {
      const { id, name, keyword, vr, vm, retired, href } = elements[shown[number]];
      const link = make("a", { href: address({ href }) }, make("bdi", { class: "dicom-hit-id" }, id), " ", make("bdi", {}, name));
      const facts = factsLine(keyword, vr && `VR ${vr}`, vm && `VM ${vm}`, retired && "retired");
      const item = make("li", { "aria-posinset": String(number + 1), "aria-setsize": String(shown.length) }, link, " ", facts);
      item.style.top = `${number * height}px`;
      return item;
    }

    /** Have the rows in sight in the page, and those next to them; one that has the focus stays. */
    function draw() {
      const first = Math.max(0, Math.floor(view.scrollTop / height) - MARGIN);
      const last = Math.min(shown.length, Math.ceil((view.scrollTop + view.clientHeight) / height) + MARGIN);
      for (const [number, item] of rows) {
        if ((number < first || number >= last) && !item.contains(document.activeElement)) {
          item.remove();
          rows.delete(number);
        }
      }
      for (let number = first; number < last; number += 1) {
        if (rows.has(number)) continue;
        const item = row(number);
        rows.set(number, item);
        // In the order in which the keyboard and a screen reader go through them.
        const next = [...list.children].find((other) => Number(other.getAttribute("aria-posinset")) > number + 1);
        list.insertBefore(item, next ?? null);
      }
    }

    function apply() {
      const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = [...selects].filter(([, select]) => select.value);
      const passes = (/** @type {number} */ number) =>
        asked.every((word) => texts[number].includes(word)) &&
        chosen.every(([parameter, select]) => FACETS.get(parameter)?.[1](elements[number]).includes(select.value));
      const key = ORDERS.get(sort.value) ?? ((element) => element.id);
      shown = [...elements.keys()].filter(passes);
      if (sort.value !== "tag") {
        const keys = elements.map(key);
        shown.sort((one, other) => (keys[one] < keys[other] ? -1 : keys[one] > keys[other] ? 1 : one - other));
      }
      rows.clear();
      list.replaceChildren();
      view.scrollTop = 0;
      list.style.height = `${shown.length * height}px`;
      status.textContent = `${shown.length} of ${elements.length} data elements`;
      draw();
      const kept = new URLSearchParams();
      if (words.value) kept.set("words", words.value);
      for (const [parameter, select] of chosen) kept.set(parameter, select.value);
      if (sort.value !== "tag") kept.set("sort", sort.value);
      try {
        history.replaceState(null, "", kept.size ? `?${kept}${location.hash}` : location.pathname + location.hash);
      } catch {
        // Pages that are files may not.
      }
    }

    /** Lay out anew: the height of rows follows from the style sheet and the width of the window. */
    function measure() {
      const probe = make("li", {}, "x");
      list.append(probe);
      height = probe.offsetHeight;
      probe.remove();
      apply();
    }

    controls.addEventListener("input", apply);
    reset.addEventListener("click", () => {
      words.value = "";
      for (const select of selects.values()) select.value = "";
      sort.value = "tag";
      apply();
    });
    view.addEventListener("scroll", draw);
    view.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const item = /** @type {Element} */ (event.target).closest("li");
      if (!step || !item) return;
      const number = Number(item.getAttribute("aria-posinset")) - 1 + step;
      rows.get(number)?.querySelector("a")?.focus();
      event.preventDefault();
    });
    // The focus has left a row that is out of sight.
    view.addEventListener("focusout", () => requestAnimationFrame(draw));
    measure();
    let width = view.clientWidth;
    new ResizeObserver(() => {
      if (view.clientWidth !== width) {
        width = view.clientWidth;
        measure();
      }
    }).observe(view);
  }

  for (const place of document.querySelectorAll(".dicom-all-elements")) {
    load().then(
      (engine) => build(place, engine.all()),
      () => undefined, // the links stay
    );
  }
})();
