// The lookup: finds what a project documents, however its readers write it. It knows no page; the box shows what is found.
"use strict";

/**
 * Something that was found.
 * @typedef {object} Hit
 * @property {string} kind `tag`, `uid`, `vr`, `iod`, `module`, `cid`, or `guide` for the heading of a page.
 * @property {string} id What identifies it; of a heading the title of its page, unless it is that.
 * @property {string} name
 * @property {string} keyword Empty where there is none.
 * @property {string} vr Empty where there is none.
 * @property {boolean} retired
 * @property {string} href Its address below the root of the site.
 */

/** @typedef {Hit & {vm: string, group: string, modules: string[]}} ElementHit */

/**
 * @typedef {object} Engine
 * @property {(query: string, limit?: number) => Hit[]} search Returns what is found, the likeliest first.
 * @property {(query: string) => Hit | null} entry Returns what the query identifies beyond doubt.
 * @property {() => ElementHit[]} all Returns all data elements by tag.
 * @property {(data: Descriptions) => void} describe Takes what the descriptions of entries say.
 * @property {(query: string, limit?: number) => Hit[]} described Returns what has all words of the query, one of them in its description.
 */

/**
 * What descriptions say, as `pack.py` writes it.
 * @typedef {object} Descriptions
 * @property {string} words Front-coded, without those that most descriptions or the name have.
 * @property {string} entries The entries of each word: steps from entry to entry, a line each.
 */

/**
 * The data, as `pack.py` writes them.
 * @typedef {object} Data
 * @property {[string, number][]} kinds The kinds in order, with the number of their entries.
 * @property {string} words Front-coded.
 * @property {string} names Numbers of words, a line each.
 * @property {string} aliases Whose the names behind those of the entries are: steps from entry to entry.
 * @property {string} modules The data elements of each module: steps from entry to entry, a line each.
 * @property {string} ids Front-coded, without what the kind or the name says.
 * @property {Record<string, string>} keywords Those that do not follow from the name, by number of the entry.
 * @property {string[]} vrs
 * @property {string} vr
 * @property {string[]} vms
 * @property {string} vm
 * @property {string} weights
 * @property {string} pages Front-coded.
 * @property {string} runs
 * @property {Record<string, string>} anchors Those that do not follow from the id, by number of the entry; `term-` and the name.
 */

/**
 * Rows of numbers, one behind the other: row `i` is from `starts[i]` to `starts[i + 1]`.
 * @typedef {{numbers: Uint32Array, starts: Uint32Array}} Rows
 */

var DicomLookup = (() => {
  const KINDS = ["tag", "uid", "vr", "iod", "module", "cid", "guide"];

  // Words: what a reader writes and what a name says become the same.

  /** Return the words of a text in lower case, those of a keyword apart. @param {string} text @returns {string[]} */
  function wordsOf(text) {
    if (/^[A-Z]?[a-z]*$/.test(text)) return text ? [text.toLowerCase()] : [];
    return (
      text
        .normalize("NFKD")
        .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
        .replace(/(?<=\w)'s?(?!\w)/g, "")
        .replace(/([a-z]{2}|\d)(?=[A-Z][A-Za-z])|([A-Z])(?=[A-Z][a-z]{2})/g, "$& ")
        .toLowerCase()
        .replace(/\u03bc/g, "u")
        .replace(/\p{M}+/gu, "")
        .match(/[\p{L}\p{N}]+/gu) ?? []
    );
  }

  /**
   * Return whether two words differ by at most one swap, or one character (or up to `most` side by side) changed, added or lost.
   * @param {string} one
   * @param {string} other
   */
  function isNear(one, other, most = 1) {
    const difference = one.length - other.length;
    if (difference > most || difference < -most) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let end = one.length;
    let otherEnd = other.length;
    while (end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]) {
      end -= 1;
      otherEnd -= 1;
    }
    if (end - start <= most && otherEnd - start <= most) return true;
    const swapped = one[start] === other[start + 1] && one[start + 1] === other[start];
    return swapped && end - start === 2 && otherEnd - start === 2;
  }

  // Unpacking: the counterpart of `pack.py`.

  const DIGITS = Array.from({ length: 92 }, (_, number) => String.fromCharCode(35 + number)).filter(
    (digit) => !"\\<>&".includes(digit),
  );
  const BASE = DIGITS.length;
  const SHORT = 48;
  const VALUES = new Uint8Array(128);
  DIGITS.forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

  /** Return the value of the digit at a place. @param {string} text @param {number} at */
  const value = (text, at) => VALUES[text.charCodeAt(at)];

  /** Return the texts of a front-coded list. @param {string} text */
  function unfold(text) {
    let before = "";
    return text.split("\n").map((line) => (before = before.slice(0, value(line, 0)) + line.slice(1)));
  }

  /** Return the numbers that lines of digits say. @param {string} text @returns {Rows} */
  function rowsOf(text) {
    const numbers = new Uint32Array(text.length);
    const starts = [0];
    let count = 0;
    for (let at = 0; at < text.length; ) {
      const digit = text.charCodeAt(at++);
      if (digit === 10) {
        starts.push(count);
        continue;
      }
      let number = VALUES[digit];
      if (number === BASE - 1) {
        number = (value(text, at) * BASE + value(text, at + 1)) * BASE + value(text, at + 2) + SHORT;
        at += 3;
      } else if (number >= SHORT) {
        number = (number - SHORT) * BASE + value(text, at++) + SHORT;
      }
      numbers[count++] = number;
    }
    starts.push(count);
    return { numbers: numbers.subarray(0, count), starts: Uint32Array.from(starts) };
  }

  /** Return where steps lead, one after the other. @param {Uint32Array} steps */
  function walk(steps) {
    let place = 0;
    return Array.from(steps, (step) => (place += step));
  }

  /** Return the keyword that a name most likely has. @param {string} name */
  const keywordOf = (name) =>
    (name.replace(/'s?(?![A-Za-z0-9])| SOP Class$| Frame of Reference$/g, "").replace("(s)", "s").match(/[A-Za-z0-9]+/g) ?? [])
      .map((word) => word[0].toUpperCase() + word.slice(1))
      .join("");

  /** Return the slug that a name most likely has. @param {string} name */
  const slugOf = (name) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");

  /**
   * The entries by number. What is shown of one is made when it is asked for.
   * @param {Data} data
   * @param {string[]} words
   * @param {Rows} names
   */
  function entriesOf(data, words, { numbers, starts }) {
    const shorts = unfold(data.ids);
    const kinds = data.kinds.flatMap(([kind, count]) => Array(count).fill(kind));
    const pages = unfold(data.pages);
    const places = data.runs.split(" ").flatMap((run) => {
      const [page, count] = run.split(".");
      return Array(+count).fill(pages[+page]);
    });
    /** @param {number} entry */
    const nameOf = (entry) =>
      Array.from(numbers.subarray(starts[entry], starts[entry + 1]), (word) => words[word]).join(" ");
    const ids = shorts.map((short, entry) => {
      const kind = kinds[entry];
      if (kind === "tag") return `(${short.slice(0, 4)},${short.slice(4, 8)})${short.slice(8)}`;
      if (kind === "cid") return `CID ${short}`;
      return short || kind === "guide" ? short : slugOf(nameOf(entry));
    });
    const weights = Array.from(data.weights, (letter) => letter.charCodeAt(0));
    const isRetired = (/** @type {number} */ entry) => weights[entry] < 97;

    const keywordAt = (/** @type {number} */ entry) => data.keywords[entry] ?? keywordOf(nameOf(entry));

    /** @param {number} entry @returns {Hit & {vm: string}} */
    function show(entry) {
      const kind = kinds[entry];
      const id = ids[entry];
      const name = nameOf(entry);
      let anchor = `dicom-${kind}-${slugOf(id.replace(/^CID /, ""))}`;
      if (kind === "guide") anchor = id && slugOf(name);
      anchor = data.anchors[entry] ?? anchor;
      if (anchor === "term-") anchor += name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
      return {
        kind,
        id,
        name,
        keyword: kind === "tag" || kind === "uid" ? keywordAt(entry) : "",
        vr: data.vrs[value(data.vr, entry)],
        vm: data.vms[value(data.vm, entry)],
        retired: isRetired(entry),
        href: places[entry].replace("*", id) + (anchor && `#${anchor}`),
      };
    }

    /** Return the number of the entry of a kind with an id, or -1. @param {string} kind @param {string} id */
    function find(kind, id) {
      for (let entry = ids.indexOf(id); entry >= 0; entry = ids.indexOf(id, entry + 1)) {
        if (kinds[entry] === kind) return entry;
      }
      return -1;
    }

    const weightOf = (/** @type {number} */ entry) => weights[entry] - (isRetired(entry) ? 65 : 97);
    return { ids, kinds, show, keywordAt, find, weightOf, isRetired };
  }

  // Searching

  /** The words for kinds: those of prefixes, and others. */
  const KIND_WORDS = new Map([["element", "tag"], ["attribute", "tag"]]);
  for (const kind of KINDS) KIND_WORDS.set(kind, kind);

  /** What people write for a word that does not begin so; of codes of modalities a word that names have. @type {Record<string, string>} */
  const SHORT_FORMS = {
    cr: "computed", dt: "date", dx: "digital", grp: "group", img: "image", j2k: "2000", mfr: "manufacturer", mg: "mammography", nm: "nuclear", no: "number",
    nr: "number", pet: "positron", pt: "patient", rf: "radiofluoroscopic", sc: "secondary", tm: "time", us: "ultrasound", xa: "angiographic",
  };

  const FILLERS = new Set("a an and can dicom do does find for get how i in is me mean of on the to what where which".split(" "));

  // What is found is ordered by scores. Up to 130 are for words that match, 200 for a name that is just what is asked for, 185 for an alias in
  // another order of words, more for what identifies an entry. Within them, up to 16 are for how common a thing is.

  /** The scores of such names that are not 200. @type {Record<string, number>} */
  const EXACT = { tag: 220, cid: 130, guide: 140 };
  /** How much of a query is read: more is a text that was pasted by mistake. */
  const LONGEST = 300;

  /** @param {Data} data @returns {Engine} */
  function load(data) {
    const words = unfold(data.words);
    const names = rowsOf(data.names);
    const { ids, kinds, show, keywordAt, find, weightOf, isRetired } = entriesOf(data, words, names);

    /** The words that phrases are made of, in lower case. @type {string[]} */
    const vocabulary = [];
    /** @type {Map<string, number>} */
    const tokens = new Map();
    /** @param {string} text */
    const tokensOf = (text) =>
      wordsOf(text).map((word) => {
        let token = tokens.get(word);
        if (token === undefined) tokens.set(word, (token = vocabulary.push(word) - 1));
        return token;
      });
    const parts = words.map(tokensOf);

    // Phrases: the names of the entries, then aliases, then keywords that are not the words of the name.
    const owners = ids.map((_, entry) => entry);
    owners.push(...walk(rowsOf(data.aliases).numbers));
    const aliases = owners.length;
    /** The tokens of the phrases, one behind the other. @type {number[]} */
    const tokensIn = [];
    const starts = [0];
    /** Each phrase without spaces. @type {string[]} */
    const squashed = [];
    /** Close a phrase, whose tokens were added. */
    function close() {
      let text = "";
      for (let at = starts[squashed.length]; at < tokensIn.length; at += 1) text += vocabulary[tokensIn[at]];
      squashed.push(text);
      starts.push(tokensIn.length);
    }
    /** @param {number} entry @param {string} text */
    function addPhrase(entry, text) {
      owners.push(entry);
      tokensIn.push(...tokensOf(text));
      close();
    }
    for (let row = 0; row < aliases; row += 1) {
      for (let at = names.starts[row]; at < names.starts[row + 1]; at += 1) {
        const part = parts[names.numbers[at]];
        for (let place = 0; place < part.length; place += 1) tokensIn.push(part[place]);
      }
      close();
    }
    ids.forEach((id, entry) => {
      if (kinds[entry] === "vr") addPhrase(entry, id);
      if (kinds[entry] === "uid" || data.keywords[entry]) addPhrase(entry, keywordAt(entry));
    });
    // What is in force may be called without the parenthesis at the end, as in "Image Position (Patient)".
    const short = owners.length;
    ids.forEach((_, entry) => {
      const last = names.numbers[names.starts[entry + 1] - 1];
      const name = !isRetired(entry) && words[last]?.endsWith(")") ? /^(.+?) *\([^()]*\)$/.exec(show(entry).name) : null;
      if (name) addPhrase(entry, name[1]);
    });
    const sorted = vocabulary.map((_, token) => token);
    sorted.sort((one, other) => (vocabulary[one] < vocabulary[other] ? -1 : 1));
    /** The phrases that have each token. */
    const holders = inverted(tokensIn, starts, vocabulary.length);

    /** Tags that stand for several. @type {[RegExp, number][]} */
    const patterns = [];
    ids.forEach((id, entry) => {
      if (kinds[entry] === "tag" && id.lastIndexOf("x", 10) > 0) {
        patterns.push([RegExp(`^${id.slice(1, 10).replace(/x/g, "[0-9A-Fx]")}$`), entry]);
      }
    });

    /** What the words of queries mean, as they stay while others are typed. @type {Map<string, Map<number, number>>} */
    const meant = new Map();

    /** Return the tokens that a word of a query may mean, each with how well. @param {string} word */
    function meanings(word) {
      const before = meant.get(word);
      if (before) return before;
      /** @type {Map<number, number>} */
      const found = new Map();
      meant.set(word, found);
      let low = 0;
      for (let high = sorted.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (vocabulary[sorted[middle]] < word) low = middle + 1;
        else high = middle;
      }
      for (; low < sorted.length && vocabulary[sorted[low]].startsWith(word); low += 1) {
        const { length } = vocabulary[sorted[low]];
        found.set(sorted[low], length === word.length ? 1 : 0.6 + (0.3 * word.length) / length);
      }
      // Plurals, and what is short for a word.
      for (const other of [word.replace(/(?<=...)s$/, ""), SHORT_FORMS[word] ?? ""]) {
        const token = tokens.get(other);
        if (token !== undefined && !found.has(token)) found.set(token, 0.98);
      }
      if (word.length > 3 && !tokens.has(word)) {
        vocabulary.forEach((other, token) => {
          if (found.has(token) || other.length < 3) return;
          if (isNear(word, other)) found.set(token, other[0] === word[0] ? 0.7 : 0.6);
          else if (word.length > 4 && other.length > word.length + 1 && isNear(word, other.slice(0, word.length))) {
            found.set(token, 0.45);
          }
        });
        if (!found.size && word.length > 6) {
          vocabulary.forEach((other, token) => isNear(word, other, 2) && found.set(token, 0.5));
        }
      }
      return found;
    }

    /** Return a word as the two that it joins, where it is none itself. @param {string} word */
    function parted(word) {
      if (word.length < 5 || meanings(word).size) return [word];
      for (let at = word.length - 2; at > 1; at -= 1) {
        const end = word.slice(at);
        if (tokens.has(word.slice(0, at)) && [...meanings(end).values()].some((quality) => quality > 0.7)) {
          return [word.slice(0, at), end];
        }
      }
      return [word];
    }

    // What a search adds up. It is made once, as new arrays for each key cost more than what is done with them.
    const count = owners.length;
    const matched = new Float32Array(count);
    const covered = new Float32Array(count);
    const found = new Uint8Array(count);
    /** How well a word matches each phrase, and those that it matches. */
    const best = new Float32Array(count);
    const having = new Uint32Array(count);
    const scores = new Float64Array(ids.length);

    /** @param {number} entry @param {number} score */
    function note(entry, score) {
      if (score > scores[entry]) scores[entry] = score;
    }

    /** Note how well phrases match a text. @param {string} text */
    function searchText(text) {
      // What is asked for is a UID in "the transfer syntax for RLE".
      const asked = wordsOf(text.replace(/\b(?:transfer syntax|sop class)(?: uid)? (?:for|of|is)\b/i, "uid")).slice(0, 16);
      if (!asked.length) return;
      const whole = asked.join("");
      // A name may stand in a question: "what is the sequence name tag".
      const isFrame = (/** @type {string} */ word) => FILLERS.has(word) || KIND_WORDS.has(word);
      const inner = asked.slice();
      while (inner.length > 1 && isFrame(inner[0])) inner.shift();
      while (inner.length > 1 && isFrame(inner[inner.length - 1])) inner.pop();
      const sought = inner.join("");
      const known = asked.every((word) => tokens.has(word));
      const isKeyword = /^\w*[a-z][A-Z]\w*$/.test(text);
      for (const sums of [matched, covered, found]) sums.fill(0);
      let total = 0;
      const read = asked.flatMap(parted);
      for (const word of read) {
        let size = 0;
        const improve = (/** @type {number} */ phrase, /** @type {number} */ quality) => {
          if (!best[phrase]) having[size++] = phrase;
          if (quality > best[phrase]) best[phrase] = quality;
        };
        for (const [token, quality] of meanings(word)) {
          for (let at = holders.starts[token]; at < holders.starts[token + 1]; at += 1) improve(holders.numbers[at], quality);
        }
        // A kind is no word of names, but says which are meant.
        const kind = KIND_WORDS.get(word);
        for (let phrase = 0; kind && phrase < count; phrase += 1) {
          if (kinds[owners[phrase]] === kind && !best[phrase]) improve(phrase, 0.8);
        }
        // Words of a question, and others that nothing has, count little.
        let rarity = 0.5 + Math.log2(1 + count / (1 + size)) / 13;
        if (FILLERS.has(word)) rarity = 0.1;
        else if (!size) rarity = 0.3;
        total += rarity;
        // Beside an alias there may be words of the name: "phone number".
        for (let alias = ids.length; alias < aliases; alias += 1) {
          if (!best[alias]) matched[alias] += 0.9 * rarity * best[owners[alias]];
        }
        for (let at = 0; at < size; at += 1) {
          const phrase = having[at];
          matched[phrase] += rarity * best[phrase];
          covered[phrase] += best[phrase];
          found[phrase] += 1;
          best[phrase] = 0;
        }
      }
      for (let phrase = 0; phrase < count; phrase += 1) {
        const name = squashed[phrase];
        const isMatch = matched[phrase] > 0.33 * total;
        const isStart = sought.length > 2 && name.startsWith(sought);
        const isSlip = sought.length > 4 && (isNear(name, sought) || (whole !== sought && isNear(name, whole)));
        if (!isMatch && !isStart && !isSlip) continue;
        const entry = owners[phrase];
        const kind = kinds[entry];
        const isAlias = phrase >= ids.length && phrase < aliases;
        const exact = isAlias ? 200 : (EXACT[kind] ?? 200);
        const length = starts[phrase + 1] - starts[phrase];
        let score = isMatch ? (100 * matched[phrase]) / total + 30 * Math.min(1, covered[phrase] / length) : 0;
        // Its words in another order.
        if (isAlias && score > 129.9 && found[phrase] === read.length) score = 185;
        if (isStart) score = Math.max(score, 90 + (40 * sought.length) / name.length);
        // An alias is meant as a whole.
        if (isAlias && (found[phrase] < length || sought.length < 3)) score -= 25;
        if (name === whole) score = phrase < short ? exact : exact - 5;
        else if (name === sought) score = exact - 10;
        else if (isSlip) score = Math.max(score, known ? 105 : Math.min(140, exact - 20));
        if (isKeyword && kind !== "tag" && kind !== "uid") score -= 30;
        score += 2 * weightOf(entry) - (isRetired(entry) ? 12 : 0) - (kind === "cid" || kind === "guide" ? 8 : 0);
        note(entry, score);
      }
    }

    /** Return the entries of a tag. @param {string} group @param {string} number */
    function byTag(group, number) {
      const tag = `${group},${number}`.toUpperCase().replace(/X/g, "x");
      const entry = find("tag", `(${tag})`);
      return entry < 0 ? patterns.flatMap(([pattern, like]) => (pattern.test(tag) ? [like] : [])) : [entry];
    }

    const TAG =
      /(?<![a-z0-9.])(?:0x|x)?([0-9a-f]{2}[0-9a-fx]{2})h?(?:\s*[,;|:./\\_-]\s*|\W*elem\w*\W*|\s|)(?:0x)?(?!0x)([0-9a-fx]{4})[hlu]*(?![\w.])/gi;
    /** People and programs leave out leading zeros: "ds[0x10, 0x20]", "0x280010", "(8,60)". */
    const CODE = /\b0x([0-9a-f]{1,4})(?:\s*,\s*|\W*elem\w*\W*)0x([0-9a-f]{1,4})\b/gi;
    const NUMBER = /\b0x([1-9a-f][0-9a-f]{0,2})([0-9a-f]{4})\b/gi;
    const PAIR = /(?:^|\()\W*(?:tag\W*)?([0-9a-f]{1,3})\s*,\s*([0-9a-f]{1,4})\W*$/gi;
    const TAG_START = /^\W*(?:0x)?([0-9a-f]{2}[0-9a-fx]{2})(?:\s*[,|]?\s*([0-9a-f]{0,3}))\W*$/i;
    const UID = /(?:^|[^\w.])([0-2](?:\.\d+)+)\.?(?!\w)/;

    /**
     * Return the entries that a text names by what identifies them, whether by a tag, and whether it says nothing else.
     * @param {string} text
     */
    function identified(text) {
      /** @param {string[] | null} match */
      const isAlone = (match) => !!match && !/[\p{L}\p{N}]/u.test(text.replace(match[0], ""));
      for (const tag of [TAG, CODE, NUMBER, PAIR].flatMap((pattern) => [...text.matchAll(pattern)])) {
        if (!/\d|^fff/i.test(tag[1] + tag[2])) continue;
        let found = byTag(tag[1].padStart(4, "0"), tag[2].padStart(4, "0"));
        // Of private elements, the creator that is named: "(0029,xx10) [ACME]".
        const named = found.filter((entry) => text.toUpperCase().includes(ids[entry].slice(13, -1).toUpperCase()));
        if (found.length > 1 && named.length) found = named;
        if (found.length) return { found, byTag: true, alone: isAlone(tag) };
        // After a tag that nothing has there are values; digits without a comma may be a date.
        if (tag[0].includes(",")) break;
      }
      const uid = UID.exec(text);
      if (uid && find("uid", uid[1]) >= 0) return { found: [find("uid", uid[1])], byTag: false, alone: isAlone(uid) };
      const cid = /\bd?(?:cid|context group)[\W_]*(\d+)\b/i.exec(text);
      const group = cid ? find("cid", `CID ${cid[1]}`) : -1;
      if (group >= 0) return { found: [group], byTag: false, alone: isAlone(cid) };
      const found = [find("vr", text)];
      if (/[a-z][A-Z]|[A-Z].*[A-Z]/.test(text)) found.push(byKeyword(text));
      return { found: found.filter((entry) => entry >= 0).slice(0, 1), byTag: false, alone: true };
    }

    /** Return the number of the entry with a keyword, or -1. @param {string} keyword */
    function byKeyword(keyword) {
      const lower = keyword.toLowerCase();
      for (let phrase = squashed.indexOf(lower); phrase >= 0; phrase = squashed.indexOf(lower, phrase + 1)) {
        if (show(owners[phrase]).keyword === keyword) return owners[phrase];
      }
      return -1;
    }

    /** Return whether a text begins with digits, some of which may be any. @param {string} digits @param {string} text */
    const isStart = (digits, text) =>
      [...digits.toUpperCase()].every((digit, at) => digit === text[at] || text[at] === "x");

    /** Note what a text is the beginning of, or the number of. @param {string} text */
    function searchStarts(text) {
      const tag = TAG_START.exec(text);
      const uid = UID.exec(text);
      for (let entry = 0; (tag || uid) && entry < ids.length; entry += 1) {
        const id = ids[entry];
        if (tag && kinds[entry] === "tag" && isStart(tag[1], id.slice(1)) && isStart(tag[2], id.slice(6))) {
          note(entry, 150);
        }
        if (uid && kinds[entry] === "uid") {
          if (id.startsWith(`${uid[1]}.`)) note(entry, 200);
          else if (id.startsWith(uid[1]) || id.endsWith(`.${uid[1]}`)) note(entry, 190);
          else if (isNear(id, uid[1])) note(entry, 180);
        }
      }
      // Keywords in code.
      for (const word of text.match(/\w*[a-z][A-Z]\w*|(?<=[."'])[A-Z]\w+/g) ?? []) note(byKeyword(word), 104);
      note(find("cid", `CID ${text}`), 180);
      note(find("vr", text.toUpperCase()), 300);
    }

    /** Return what is asked for, on one line, and the kind that it is limited to. @param {string} query */
    function read(query) {
      const text = query
        .slice(0, LONGEST)
        .normalize("NFKC")
        .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ")
        .replace(/\p{Pd}/gu, "-")
        // The constants of DCMTK.
        .replace(/\b(?:DCM|UID)_(?=[A-Za-z])/g, ".")
        .trim();
      const prefix = /^([a-z]+):\s*/i.exec(text);
      const only = prefix ? prefix[1].toLowerCase() : "";
      return prefix && KINDS.includes(only) ? { text: text.slice(prefix[0].length), only } : { text, only: "" };
    }

    /** The entries of each word of descriptions. @type {Map<string, number[]>} */
    const said = new Map();

    /** Return the entries whose description has a word or a form of it, and those whose name has it. @param {string} word */
    function saying(word) {
      /** @type {[Set<number>, Set<number>]} */
      const found = [new Set(), new Set()];
      const isForm = (/** @type {string} */ one, /** @type {string} */ other) =>
        one === other || (Math.min(one.length, other.length) > 3 && (one.startsWith(other) || other.startsWith(one)));
      for (const [other, entries] of said) {
        if (isForm(other, word)) entries.forEach((entry) => found[0].add(entry));
      }
      vocabulary.forEach((other, token) => {
        if (!isForm(other, word)) return;
        const phrases = holders.numbers.subarray(holders.starts[token], holders.starts[token + 1]);
        phrases.forEach((phrase) => found[1].add(owners[phrase]));
      });
      return found;
    }

    /** @param {number} entry @returns {Hit} */
    function hit(entry) {
      const { vm: _, ...shown } = show(entry);
      return shown;
    }

    return {
      search(query, limit = 20) {
        const { text, only } = read(query);
        if (!text) return [];
        scores.fill(0);
        const { found, byTag, alone } = identified(text);
        for (const entry of found) note(entry, 1000 + weightOf(entry));
        if (!byTag || !alone) {
          searchStarts(text);
          // What is made as tags and UIDs are has no words.
          if (!/^[^\p{L}]*[.,][^\p{L}]*$/u.test(text)) searchText(text);
        }
        /** @type {number[]} */
        const best = [];
        for (let entry = 0; entry < ids.length; entry += 1) {
          const score = scores[entry];
          if (!score || (only && kinds[entry] !== only)) continue;
          let at = best.length;
          while (at && scores[best[at - 1]] < score) at -= 1;
          if (at < limit) best.splice(at, 0, entry);
          if (best.length > limit) best.pop();
        }
        return best.map(hit);
      },
      entry(query) {
        const { text, only } = read(query);
        const { found, alone } = identified(text);
        return alone && found.length === 1 && (!only || kinds[found[0]] === only) ? hit(found[0]) : null;
      },
      describe(descriptions) {
        const { numbers, starts } = rowsOf(descriptions.entries);
        unfold(descriptions.words).forEach((word, row) => said.set(word, walk(numbers.subarray(starts[row], starts[row + 1]))));
      },
      described(query, limit = 20) {
        const { text, only } = read(query);
        // Words that nothing has are no reason to find nothing.
        const asked = wordsOf(text)
          .filter((word) => word.length > 1 && !FILLERS.has(word))
          .map(saying)
          .filter(([inDescription, inName]) => inDescription.size || inName.size);
        const candidates = new Set(asked.flatMap(([inDescription]) => [...inDescription]));
        return [...candidates]
          .filter((entry) => (!only || kinds[entry] === only) && asked.every((sets) => sets.some((set) => set.has(entry))))
          .sort((one, other) => weightOf(other) - weightOf(one) || one - other)
          .slice(0, limit)
          .map(hit);
      },
      all() {
        /** @type {string[][]} */
        const modules = ids.map(() => []);
        const { numbers, starts } = rowsOf(data.modules);
        const first = kinds.indexOf("module");
        for (let row = 0; first >= 0 && row < starts.length - 1; row += 1) {
          const { name } = show(first + row);
          for (const entry of walk(numbers.subarray(starts[row], starts[row + 1]))) modules[entry].push(name);
        }
        return ids.flatMap((id, entry) =>
          kinds[entry] === "tag" ? [{ ...show(entry), group: id.slice(1, 5), modules: modules[entry] }] : [],
        );
      },
    };
  }

  /** Return the rows that hold each number, in order. @param {number[]} held @param {number[]} rows @param {number} count @returns {Rows} */
  function inverted(held, rows, count) {
    const starts = new Uint32Array(count + 1);
    for (let at = 0; at < held.length; at += 1) starts[held[at] + 1] += 1;
    for (let number = 0; number < count; number += 1) starts[number + 1] += starts[number];
    const next = starts.slice();
    const numbers = new Uint32Array(held.length);
    for (let row = 0, at = 0; at < held.length; at += 1) {
      while (at >= rows[row + 1]) row += 1;
      numbers[next[held[at]]++] = row;
    }
    return { numbers, starts };
  }

  return { load, /** @type {Engine} */ engine: /** @type {any} */ (undefined) };
})();
