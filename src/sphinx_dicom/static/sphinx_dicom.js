// Filters for the table of de-identification: by option of the profile, and by action.
document.addEventListener("DOMContentLoaded", () => {
  for (const wrapper of document.querySelectorAll(".dicom-filtered")) addFilters(wrapper);
});

/**
 * Put the filters of a table before it.
 * @param {Element} wrapper what holds the table; its columns from the third on hold actions, such as "X/Z"
 */
function addFilters(wrapper) {
  const rows = [...wrapper.querySelectorAll("tbody tr")];
  const columns = [...wrapper.querySelectorAll("th")].map((head) => head.textContent ?? "");
  const options = columns.slice(2);
  /** @param {Element} row @param {number} option */
  const actions = (row, option) => (row.children[option + 2].textContent ?? "").split("/");
  const found = new Set(rows.flatMap((row) => options.flatMap((_, option) => actions(row, option))));
  found.delete("");

  const filters = document.createElement("div");
  filters.className = "dicom-filters";
  const option = select("Option", options);
  const action = select("Action", ["any", ...[...found].sort()]);
  const shown = document.createElement("output");
  filters.append(option.parentElement ?? "", action.parentElement ?? "", shown);
  wrapper.before(filters);

  const apply = () => {
    let count = 0;
    for (const row of rows) {
      const has = actions(row, option.selectedIndex).filter(Boolean);
      const passes = action.selectedIndex ? has.includes(action.value) : has.length > 0;
      /** @type {HTMLElement} */ (row).hidden = !passes;
      count += Number(passes);
    }
    shown.textContent = `${count} of ${rows.length} attributes`;
  };
  filters.addEventListener("change", apply);
  apply();
}

/**
 * Return a list to choose from, inside its label.
 * @param {string} name
 * @param {string[]} choices
 */
function select(name, choices) {
  const label = document.createElement("label");
  const list = document.createElement("select");
  list.append(...choices.map((choice) => new Option(choice)));
  label.append(`${name} `, list);
  return list;
}
