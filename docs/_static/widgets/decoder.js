// @ts-check
/// <reference path="widget.js" />
/** Bytes read as data elements: PS3.5 sections 7.1 and 7.5. */

/**
 * @typedef {object} DicomElement
 * @property {number} depth How many sequences it is in.
 * @property {string} tag
 * @property {string} vr Empty in implicit VR.
 * @property {number} length 0xFFFFFFFF if it is undefined.
 * @property {string} keyword Empty if it is not among those that are known here.
 * @property {string} value
 */

/** @type {Record<string, Record<string, string>>} VR and keyword by group and element number. */
var DicomDecoderData;

const DicomDecoder = (() => {
  const LONG = ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"];
  const SHORT = "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(" ");
  const UNDEFINED = 0xffffffff;
  /** The size of a number, and the method that reads it. */
  /** @type {Record<string, [number, (view: DataView, at: number, little: boolean) => number | bigint]>} */
  const NUMBERS = {
    US: [2, (view, at, little) => view.getUint16(at, little)],
    SS: [2, (view, at, little) => view.getInt16(at, little)],
    UL: [4, (view, at, little) => view.getUint32(at, little)],
    SL: [4, (view, at, little) => view.getInt32(at, little)],
    FL: [4, (view, at, little) => view.getFloat32(at, little)],
    FD: [8, (view, at, little) => view.getFloat64(at, little)],
    SV: [8, (view, at, little) => view.getBigInt64(at, little)],
    UV: [8, (view, at, little) => view.getBigUint64(at, little)],
  };

  /**
   * Return the bytes that a text has in hexadecimal: with spaces, colons, commas, 0x or \x between them.
   * @param {string} text
   * @returns {Uint8Array}
   */
  function bytes(text) {
    const digits = text.replace(/0x|\\x/gi, "").replace(/[\s:,;\\-]/g, "");
    const wrong = /[^0-9a-f]/i.exec(digits);
    if (wrong) throw new Error(`"${wrong[0]}" is no hexadecimal digit.`);
    if (digits.length % 2) throw new Error("There is an odd number of digits: half a byte is missing.");
    return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }

  /**
   * Return the VR and the keyword that the dictionary has for a tag.
   * @param {string} tag
   * @returns {string[]}
   */
  function known(tag) {
    const [, group, number] = /(\w+),(\w+)/.exec(tag) ?? [];
    const words = (DicomDecoderData[group]?.[number] ?? " ").split(" ");
    // A VR that depends on other elements, such as "US or SS", helps nobody here.
    return words.length > 2 ? ["", words[words.length - 1]] : words;
  }

  /** @param {number} number */
  const hex = (number) => number.toString(16).toUpperCase().padStart(4, "0");

  /**
   * Return whether bytes look like explicit VR, and in which order of bytes they are.
   * @param {DataView} view
   * @returns {{explicit: boolean, little: boolean}}
   */
  function guess(view) {
    if (view.byteLength < 8) return { explicit: false, little: true };
    const letters = String.fromCharCode(view.getUint8(4), view.getUint8(5));
    const explicit = LONG.includes(letters) || SHORT.includes(letters);
    /** @param {boolean} little */
    const fits = (little) => {
      if (!explicit) return view.getUint32(4, little) <= view.byteLength - 8;
      if (SHORT.includes(letters)) return view.getUint16(6, little) <= view.byteLength - 8;
      return view.byteLength >= 12 && view.getUint32(8, little) <= view.byteLength - 12;
    };
    // The length tells the order of bytes, where it fits in one of them only; most groups are small numbers.
    const little = fits(true) === fits(false) ? view.getUint16(0, true) <= view.getUint16(0, false) : fits(true);
    return { explicit, little };
  }

  /**
   * Return the value in *length* bytes at *start* as a text.
   * @param {DataView} view
   * @param {number} start
   * @param {number} length
   * @param {string} vr
   * @param {boolean} little
   * @returns {string}
   */
  function value(view, start, length, vr, little) {
    if (!length) return "(empty)";
    const number = NUMBERS[vr];
    if (number && length % number[0] === 0) {
      return Array.from({ length: length / number[0] }, (_, at) => number[1](view, start + at * number[0], little)).join("\\");
    }
    if (vr === "AT" && length % 4 === 0) {
      return Array.from({ length: length / 4 }, (_, at) => {
        const place = start + at * 4;
        return `(${hex(view.getUint16(place, little))},${hex(view.getUint16(place + 2, little))})`;
      }).join("\\");
    }
    const data = new Uint8Array(view.buffer, view.byteOffset + start, length);
    const printable = data.every((byte) => byte >= 32 || [0, 9, 10, 12, 13, 27].includes(byte));
    if (printable && !/^O|^UN$/.test(vr)) {
      return new TextDecoder("utf-8").decode(data).replace(/[\0 ]+$/, "");
    }
    const shown = Array.from(data.slice(0, 16), (byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
    return shown.join(" ") + (length > 16 ? " …" : "");
  }

  /**
   * Return the data elements in bytes; a preamble is skipped, and the file meta information is Explicit VR Little Endian.
   * @param {Uint8Array} data
   * @param {{explicit: boolean, little: boolean}} [syntax]
   * @returns {{elements: DicomElement[], syntax: {explicit: boolean, little: boolean}, fault: string}}
   */
  function decode(data, syntax) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const prefix = data.length >= 132 && String.fromCharCode(...data.slice(128, 132)) === "DICM" ? 132 : 0;
    let place = prefix;
    const meta = { explicit: true, little: true };
    let rest = syntax;
    let current = syntax ?? meta;
    /** @type {DicomElement[]} */
    const elements = [];
    /**
     * Where open sequences and items end; Infinity if a delimiter says.
     * @type {{end: number, tag: string, unknown: boolean}[]}
     */
    const open = [];
    let fault = "";

    /**
     * Refuse to read what isn't there.
     * @param {number} count
     * @param {string} what
     */
    function need(count, what) {
      if (place + count > data.length) {
        throw new Error(`At byte ${place}: ${what} needs ${count} bytes, and ${data.length - place} are left.`);
      }
    }

    try {
      while (place < data.length) {
        while (open.length && open[open.length - 1].end <= place) open.pop();
        need(8, "an element");
        const inMeta = view.getUint16(place, true) === 0x0002;
        if (inMeta) current = meta;
        else current = rest ?? (rest = guess(new DataView(view.buffer, view.byteOffset + place)));
        // In a sequence that is written as UN, all is Implicit VR Little Endian.
        if (open.some((one) => one.unknown)) current = { explicit: false, little: true };
        const { explicit, little } = current;
        const [group, element] = [view.getUint16(place, little), view.getUint16(place + 2, little)];
        const tag = `(${hex(group)},${hex(element)})`;
        place += 4;
        let vr = "";
        let length = 0;
        const [likely, keyword] = known(tag);
        if (explicit && group !== 0xfffe) {
          vr = String.fromCharCode(data[place], data[place + 1]);
          if (LONG.includes(vr)) {
            need(8, `the length of ${tag}`);
            length = view.getUint32(place + 4, little);
            place += 8;
          } else if (SHORT.includes(vr)) {
            length = view.getUint16(place + 2, little);
            place += 4;
          } else {
            throw new Error(`At byte ${place}: "${vr}" is no VR. Is this implicit VR, or another order of bytes?`);
          }
        } else {
          length = view.getUint32(place, little);
          place += 4;
        }
        if (group === 0xfffe && element !== 0xe000) {
          open.pop();
          elements.push({ depth: open.length, tag, vr, keyword, length, value: element === 0xe00d ? "end of item" : "end of sequence" });
          continue;
        }
        const nested = group === 0xfffe || vr === "SQ" || (length === UNDEFINED && !/^O/.test(vr));
        if (nested || length === UNDEFINED) {
          // The fragments of encapsulated pixel data are items, but hold no elements.
          const fragment = group === 0xfffe && /7FE0,0010/.test(open[open.length - 1]?.tag ?? "");
          let text = group === 0xfffe ? "item" : /^O/.test(vr) ? "fragments" : "sequence";
          if (fragment) text = value(view, place, Math.min(length, data.length - place), "OB", little);
          elements.push({ depth: open.length, tag, vr, keyword, length, value: text });
          if (fragment) place += length;
          else open.push({ end: length === UNDEFINED ? Infinity : place + length, tag, unknown: vr === "UN" });
          continue;
        }
        if (place + length > data.length) {
          const text = value(view, place, data.length - place, vr || likely, little);
          elements.push({ depth: open.length, tag, vr, keyword, length, value: text });
          throw new Error(`${tag} says that its value has ${length} bytes, and ${data.length - place} are left.`);
        }
        const text = value(view, place, length, vr || likely, little);
        elements.push({ depth: open.length, tag, vr, keyword, length, value: text });
        place += length;
      }
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    return { elements, syntax: rest ?? current, fault };
  }

  return { bytes, decode, UNDEFINED };
})();

DicomWidget.place("decoder", "Decoder of data elements", () => {
  const { element, field, choice, table } = DicomWidget;
  const input = element("textarea", { rows: 4, spellcheck: "false" });
  input.value = "10 00 10 00 50 4E 08 00 44 6F 65 5E 4A 61 6E 65 28 00 10 00 55 53 02 00 00 02";
  const syntaxes = {
    "as it looks": undefined,
    "Explicit VR Little Endian": { explicit: true, little: true },
    "Implicit VR Little Endian": { explicit: false, little: true },
    "Explicit VR Big Endian": { explicit: true, little: false },
  };
  const syntax = choice(Object.keys(syntaxes));
  const answer = element("div", { role: "status" });

  /**
   * Return a link to what the reference says of a tag.
   * @param {string} tag
   */
  function link(tag) {
    const root = document.documentElement.dataset.content_root;
    return root === undefined ? tag : element("a", { href: `${root}search.html?q=${tag.replace(/\W/g, "")}` }, tag);
  }

  function decode() {
    try {
      const data = DicomDecoder.bytes(input.value);
      const chosen = syntaxes[/** @type {keyof typeof syntaxes} */ (syntax.value)];
      const { elements, syntax: found, fault } = DicomDecoder.decode(data, chosen);
      const rows = elements.map((one) => [
        element("span", {}, "> ".repeat(one.depth), link(one.tag), ` ${one.keyword}`),
        one.vr || "not written",
        one.length === DicomDecoder.UNDEFINED ? "undefined" : String(one.length),
        one.value,
      ]);
      const name = `${found.explicit ? "Explicit" : "Implicit"} VR ${found.little ? "Little" : "Big"} Endian`;
      answer.replaceChildren(
        element("p", {}, `${data.length} bytes, read as ${name}.`),
        ...(rows.length ? [table([["Tag", "VR", "Length", "Value"], ...rows])] : []),
        ...(fault ? [element("p", {}, element("strong", {}, fault))] : []),
      );
    } catch (error) {
      answer.replaceChildren(element("p", {}, element("strong", {}, error instanceof Error ? error.message : String(error))));
    }
  }

  input.addEventListener("input", decode);
  syntax.addEventListener("input", decode);
  decode();
  return [field("Bytes in hexadecimal", input), field("Transfer syntax", syntax), answer];
});
