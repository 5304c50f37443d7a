// @ts-check
/** What widgets have in common: elements, labelled controls, and their place in the page. */
const DicomWidget = (() => {
  let count = 0;

  /**
   * Return a new element with attributes and children; text is never read as HTML.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Record<string, string | number | boolean>} [attributes]
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[Name]}
   */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== false) made.setAttribute(key, value === true ? "" : String(value));
    }
    made.append(...children);
    return made;
  }

  /**
   * Return a control with its label.
   * @param {string} label
   * @param {HTMLElement} control
   * @returns {HTMLElement}
   */
  function field(label, control) {
    count += 1;
    control.id = `dicom-widget-${count}`;
    control.classList.add("widget-control");
    const kind = control.getAttribute("type") === "checkbox" ? "widget-field widget-check" : "widget-field";
    return element("div", { class: kind }, element("label", { for: control.id }, label), control);
  }

  /**
   * Return a list of choices.
   * @param {string[]} names
   * @returns {HTMLSelectElement}
   */
  function choice(names) {
    return element("select", {}, ...names.map((name) => element("option", {}, name)));
  }

  /**
   * Return a table, of which the first row is the heading.
   * @param {(Node | string)[][]} rows
   * @returns {HTMLTableElement}
   */
  function table(rows) {
    const [heading, ...others] = rows;
    return element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heading.map((cell) => element("th", { scope: "col" }, cell)))),
      element("tbody", {}, ...others.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell))))),
    );
  }

  /**
   * Put what *build* returns in the place of every widget of that *name*.
   * @param {string} name
   * @param {string} label
   * @param {() => (Node | string)[]} build
   */
  function place(name, label, build) {
    for (const box of document.querySelectorAll(`.widget-${name}`)) {
      box.replaceChildren(...build());
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", label);
    }
  }

  return { element, field, choice, table, place };
})();
