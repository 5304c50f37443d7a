// @ts-check
/// <reference path="widget.js" />
/** URLs of QIDO-RS: PS3.18 section 10.6. */

const DicomQido = (() => {
  /**
   * Return the URL of a search.
   * @param {string} service
   * @param {string} level
   * @param {{study?: string, series?: string}} parents
   * @param {[string, string][]} parameters
   * @returns {string}
   */
  function url(service, level, parents, parameters) {
    let path = service.trim().replace(/\/+$/, "");
    if (level !== "studies" && parents.study) path += `/studies/${encodeURIComponent(parents.study.trim())}`;
    if (level === "instances" && parents.study && parents.series) {
      path += `/series/${encodeURIComponent(parents.series.trim())}`;
    }
    const query = parameters
      .filter(([, value]) => value.trim())
      // A comma parts values, and a slash may stand in a query.
      .map(([name, value]) => `${name}=${encodeURIComponent(value.trim()).replace(/%2C/g, ",").replace(/%2F/g, "/")}`);
    return `${path}/${level}${query.length ? `?${query.join("&")}` : ""}`;
  }

  return { url };
})();

DicomWidget.place("qido", "QIDO-RS URL", () => {
  const { element, field, choice } = DicomWidget;
  /** @param {string} value */
  const text = (value) => element("input", { type: "text", value, spellcheck: "false", autocomplete: "off" });
  const service = text("https://pacs.example.org/dicom-web");
  const level = choice(["studies", "series", "instances"]);
  const study = text("");
  const series = text("");
  /** @type {[string, HTMLInputElement | HTMLSelectElement][]} */
  const parameters = [
    ["PatientID", text("4711")],
    ["PatientName", text("")],
    ["StudyDate", text("20240101-20240131")],
    ["AccessionNumber", text("")],
    ["ModalitiesInStudy", text("CT")],
    ["Modality", text("")],
    ["includefield", text("00081030")],
    ["fuzzymatching", choice(["", "true"])],
    ["limit", text("20")],
    ["offset", text("")],
  ];
  const result = element("output", { class: "widget-result" });
  const studyField = field("Study Instance UID", study);
  const seriesField = field("Series Instance UID", series);
  const fields = parameters.map(([name, control]) => field(name, control));

  function build() {
    studyField.hidden = level.value === "studies";
    seriesField.hidden = level.value !== "instances" || !study.value.trim();
    // Which of the two a level has: ModalitiesInStudy is of studies, Modality of series.
    fields[4].hidden = level.value !== "studies";
    fields[5].hidden = level.value === "studies";
    const used = parameters.filter((_, number) => !fields[number].hidden);
    result.textContent = DicomQido.url(
      service.value,
      level.value,
      { study: study.value, series: series.value },
      used.map(([name, control]) => [name, control.value]),
    );
  }

  for (const control of [service, level, study, series, ...parameters.map(([, control]) => control)]) {
    control.addEventListener("input", build);
  }
  build();
  return [
    element(
      "div",
      { class: "widget-grid" },
      field("Service", service),
      field("Search for", level),
      studyField,
      seriesField,
      ...fields,
    ),
    result,
  ];
});
