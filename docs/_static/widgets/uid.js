// @ts-check
/// <reference path="widget.js" />
/** What a UID is made of, and what is wrong with it: PS3.5 section 9. */

const DicomUid = (() => {
  /** Roots that need no list of organizations to be known. */
  const roots = [
    ["1.2.840.10008", "assigned by the DICOM standard"],
    ["2.25", "made of a UUID: the number behind it is the UUID in decimal"],
    ["1.2.826.0.1.3680043", "a root that Medical Connections gives away"],
    ["1.2.276.0.7230010.3", "DCMTK of OFFIS"],
    ["1.2.840.113619", "GE HealthCare"],
    ["1.3.12.2.1107.5", "Siemens Healthineers"],
    ["1.3.46.670589", "Philips"],
    ["1.3.6.1.4.1", "a number of a private enterprise, registered with IANA"],
    ["1.2.840", "an organization registered in the USA"],
    ["1.2.826", "an organization registered in the United Kingdom"],
    ["1.2.276", "an organization registered in Germany"],
  ];

  /**
   * Return what is wrong with the text of a UID.
   * @param {string} uid
   * @returns {string[]}
   */
  function faults(uid) {
    const found = [];
    if (/[^0-9.]/.test(uid)) found.push("Only digits and dots are allowed.");
    if (uid.length > 64) found.push(`It has ${uid.length} characters; 64 is the most.`);
    const parts = uid.split(".");
    if (parts.length < 2) found.push("It has one component; there must be at least two.");
    if (parts.includes("")) found.push("A component is empty: dots follow each other, or stand at an end.");
    for (const part of parts) if (/^0[0-9]/.test(part)) found.push(`Component ${part} begins with 0.`);
    if (!/^[012]$/.test(parts[0])) found.push("The first component is 0 (ITU-T), 1 (ISO) or 2 (both).");
    else if (parts[0] !== "2" && Number(parts[1]) > 39) found.push("The second component is at most 39 below 0 and 1.");
    return found;
  }

  /**
   * Return what the beginning of a UID tells, or nothing.
   * @param {string} uid
   * @returns {{root: string, meaning: string} | undefined}
   */
  function root(uid) {
    const found = roots.find(([start]) => `${uid}.`.startsWith(`${start}.`));
    return found && { root: found[0], meaning: found[1] };
  }

  /**
   * Return the UUID that a UID below 2.25 stands for, or nothing.
   * @param {string} uid
   * @returns {string | undefined}
   */
  function uuid(uid) {
    const digits = /^2\.25\.([0-9]+)$/.exec(uid)?.[1];
    if (!digits) return undefined;
    const hex = BigInt(digits).toString(16).padStart(32, "0");
    return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : undefined;
  }

  return { faults, root, uuid };
})();

DicomWidget.place("uid", "UID explained", () => {
  const { element, field, table } = DicomWidget;
  const input = element("input", {
    type: "text",
    value: "2.25.329800735698586629295641978511506172918",
    spellcheck: "false",
    autocomplete: "off",
  });
  const answer = element("div", { role: "status" });

  function explain() {
    const uid = input.value.replace(/\0/g, "").trim();
    const faults = uid ? DicomUid.faults(uid) : [];
    const rows = [["Property", "Value"]];
    if (uid && !faults.length) {
      const root = DicomUid.root(uid);
      const uuid = DicomUid.uuid(uid);
      rows.push(["Length", `${uid.length} of 64 characters${uid.length % 2 ? ", padded with one NUL in a file" : ""}`]);
      rows.push(["Components", String(uid.split(".").length)]);
      rows.push(["Root", root ? `${root.root}: ${root.meaning}` : "none that is known here"]);
      if (uuid) rows.push(["UUID", uuid]);
    }
    answer.replaceChildren(
      element("p", {}, !uid ? "Type a UID." : faults.length ? "Not a UID:" : "Well formed."),
      ...(faults.length ? [element("ul", {}, ...faults.map((fault) => element("li", {}, fault)))] : []),
      ...(rows.length > 1 ? [table(rows)] : []),
    );
  }

  input.addEventListener("input", explain);
  explain();
  return [field("UID", input), answer];
});
