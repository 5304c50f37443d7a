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
 */

/**
 * The data, as `pack.py` writes them.
 * @typedef {object} Data
 * @property {[string, number][]} kinds The kinds in order, with the number of their entries.
 * @property {string} words Front-coded.
 * @property {string} names Numbers of words, a line each.
 * @property {string} ids Front-coded.
 * @property {Record<string, string>} keywords Those that do not follow from the name, by number of the entry.
 * @property {string[]} vrs
 * @property {string} vr
 * @property {string[]} vms
 * @property {string} vm
 * @property {string} weights
 * @property {string} pages Front-coded.
 * @property {string} runs
 * @property {Record<string, string>} anchors Those that do not follow from the id, by number of the entry.
 */

/** @typedef {Hit & {vm: string, weight: number}} Entry */

/**
 * How a name may be written: as words.
 * @typedef {object} Phrase
 * @property {number} entry The number of what has it.
 * @property {number[]} tokens
 * @property {string} squashed The words without spaces.
 */

var DicomLookup = (() => {
  // Reading text: what a reader writes and what a name says become the same words.

  const KINDS = ["tag", "uid", "vr", "iod", "module", "cid", "guide"];

  /** Return the words of a text in lower case, those of keywords apart. @param {string} text */
  function wordsOf(text) {
    return (
      text
        .normalize("NFKD")
        .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
        .replace(/(?<=\w)'s?(?!\w)/g, "")
        .replace(/([a-z]{2}|\d)(?=[A-Z][A-Za-z])|([A-Z])(?=[A-Z][a-z]{2})/g, "$& ")
        .toLowerCase()
        .replace(/[\u00b5\u03bc]/g, "u")
        .replace(/\p{M}+/gu, "")
        .match(/[\p{L}\p{N}]+/gu) ?? []
    );
  }

  /** Return whether two texts differ by at most one swap, or one character changed, added or lost. @param {string} one @param {string} other */
  function isNear(one, other) {
    const difference = one.length - other.length;
    if (difference > 1 || difference < -1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let i = one.length;
    let j = other.length;
    while (i > start && j > start && one[i - 1] === other[j - 1]) {
      i -= 1;
      j -= 1;
    }
    if (i - start <= 1 && j - start <= 1) return true;
    return (
      i - start === 2 && j - start === 2 && one[start] === other[start + 1] && one[start + 1] === other[start]
    );
  }

  // Unpacking: the counterpart of `pack.py`.

  const DIGITS = Array.from({ length: 92 }, (_, number) => String.fromCharCode(35 + number)).filter(
    (digit) => !"\\<>&".includes(digit),
  );
  const BASE = DIGITS.length;
  const SHORT = 56;
  const VALUES = new Uint8Array(128);
  DIGITS.forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

  /** @param {string} text @param {number} at */
  const value = (text, at) => VALUES[text.charCodeAt(at)];

  /** Return the texts of a front-coded list. @param {string} text */
  function unfold(text) {
    let before = "";
    return text.split("\n").map((line) => (before = before.slice(0, value(line, 0)) + line.slice(1)));
  }

  /** Return the numbers that a line of digits says. @param {string} line */
  function numbersOf(line) {
    const found = [];
    let at = 0;
    while (at < line.length) {
      let number = value(line, at++);
      if (number === BASE - 1) {
        number = value(line, at++);
        number = number * BASE + value(line, at++);
        number = number * BASE + value(line, at++) + SHORT;
      } else if (number >= SHORT) {
        number = (number - SHORT) * BASE + value(line, at++) + SHORT;
      }
      found.push(number);
    }
    return found;
  }

  /** Return the keyword that a name most likely has. @param {string} name */
  const keywordOf = (name) => name.replace(/'s?(?![A-Za-z0-9])/g, "").replace(/[^A-Za-z0-9]/g, "");

  /** Return the node id of what an id identifies. @param {string} kind @param {string} id */
  const anchorOf = (kind, id) =>
    `dicom-${kind}-${id
      .toLowerCase()
      .replace(kind === "cid" ? "cid " : "", "")
      .replace(/[^0-9a-z]+/g, "-")
      .replace(/^-|-$/g, "")}`;

  /** Return the entries, and the words of each name by number. @param {Data} data */
  function unpack(data) {
    const words = unfold(data.words);
    const rows = data.names.split("\n").map(numbersOf);
    const ids = unfold(data.ids);
    const pages = unfold(data.pages);
    const kinds = data.kinds.flatMap(([kind, count]) => Array(count).fill(kind));
    const places = data.runs.split(" ").flatMap((run) => {
      const [page, count] = run.split(".");
      return Array(+count).fill(pages[+page]);
    });
    const entries = ids.map((id, number) => {
      const kind = kinds[number];
      const name = rows[number].map((word) => words[word]).join(" ");
      const weight = data.weights.charCodeAt(number);
      const anchor = data.anchors[number] ?? anchorOf(kind, id);
      return {
        kind,
        id,
        name,
        keyword: kind === "tag" || kind === "uid" ? (data.keywords[number] ?? keywordOf(name)) : "",
        vr: data.vrs[value(data.vr, number)],
        vm: data.vms[value(data.vm, number)],
        retired: weight < 97,
        weight: weight - (weight < 97 ? 65 : 97),
        href: places[number].replace("*", id) + (anchor && `#${anchor}`),
      };
    });
    return { entries, words, rows };
  }

  // Searching

  /** @param {Data} data @returns {Engine} */
  function load(data) {
    const { entries, words, rows } = unpack(data);

    /** All words that names are made of, and their numbers. @type {Map<string, number>} */
    const numbers = new Map();
    /** @type {string[]} */
    const vocabulary = [];
    /** @param {string} word */
    function tokenOf(word) {
      let token = numbers.get(word);
      if (token === undefined) {
        token = vocabulary.push(word) - 1;
        numbers.set(word, token);
      }
      return token;
    }
    const tokens = words.map((word) => wordsOf(word).map(tokenOf));

    /** @type {Phrase[]} */
    const phrases = [];
    /** @param {number} entry @param {number[]} tokens */
    const say = (entry, tokens) =>
      phrases.push({ entry, tokens, squashed: tokens.map((token) => vocabulary[token]).join("") });
    rows.forEach((row, entry) => say(entry, row.flatMap((word) => tokens[word])));
    entries.forEach(({ keyword }, number) => {
      if (data.keywords[number]) say(number, wordsOf(keyword).map(tokenOf));
    });

    /** The phrases that have each token. @type {number[][]} */
    const having = vocabulary.map(() => []);
    phrases.forEach(({ tokens }, phrase) => {
      for (const token of tokens) if (having[token].at(-1) !== phrase) having[token].push(phrase);
    });
    const sorted = vocabulary.map((_, token) => token).sort((one, other) => (vocabulary[one] < vocabulary[other] ? -1 : 1));

    /** @type {Map<string, number>} */
    const byId = new Map();
    /** @type {Map<string, number>} */
    const byKeyword = new Map();
    /** @type {[RegExp, number][]} */
    const patterns = [];
    entries.forEach(({ kind, id, keyword }, number) => {
      byId.set(`${kind} ${id}`, number);
      if (keyword && !byKeyword.has(keyword)) byKeyword.set(keyword, number);
      if (kind === "tag" && id.slice(0, 11).includes("x")) {
        patterns.push([RegExp(`^${id.slice(1, 10).replace(/x/g, "[0-9A-Fx]")}$`), number]);
      }
    });

    /** Return the tokens that a word of a query may mean, each with how well. @param {string} word */
    function meant(word) {
      /** @type {Map<number, number>} */
      const found = new Map();
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (vocabulary[sorted[middle]] < word) low = middle + 1;
        else high = middle;
      }
      for (; low < sorted.length && vocabulary[sorted[low]].startsWith(word); low += 1) {
        const length = vocabulary[sorted[low]].length;
        found.set(sorted[low], length === word.length ? 1 : 0.6 + 0.3 * (word.length / length));
      }
      if (word.length > 3 && !(found.get(numbers.get(word) ?? -1) === 1)) {
        vocabulary.forEach((other, token) => {
          if (found.has(token) || other.length < 3) return;
          if (isNear(word, other)) found.set(token, other[0] === word[0] ? 0.7 : 0.6);
          else if (word.length > 4 && other.length > word.length + 1 && isNear(word, other.slice(0, word.length))) found.set(token, 0.45);
        });
      }
      return found;
    }

    /** Return a word as the two words that it joins, where it is none itself. @param {string} word */
    function parted(word) {
      if (word.length < 5 || meant(word).size) return [word];
      for (let at = word.length - 2; at > 1; at -= 1) {
        if (numbers.has(word.slice(0, at)) && [...meant(word.slice(at)).values()].some((quality) => quality > 0.7)) {
          return [word.slice(0, at), word.slice(at)];
        }
      }
      return [word];
    }

    /** Note how well phrases match words. @param {string} text @param {(entry: number) => boolean} wanted @param {Map<number, number>} scores */
    function searchText(text, wanted, scores) {
      const asked = wordsOf(text).slice(0, 16);
      if (!asked.length) return;
      const squashed = asked.join("");
      const sought = asked.flatMap(parted);
      const matched = new Float32Array(phrases.length);
      const covered = new Float32Array(phrases.length);
      let total = 0;
      for (const word of sought) {
        const best = new Map();
        for (const [token, quality] of meant(word)) {
          for (const phrase of having[token]) {
            if (!(best.get(phrase) >= quality)) best.set(phrase, quality);
          }
        }
        const rarity = 0.5 + Math.log2(1 + phrases.length / (1 + best.size)) / 13;
        total += rarity;
        for (const [phrase, quality] of best) {
          matched[phrase] += rarity * quality;
          covered[phrase] += quality;
        }
      }
      phrases.forEach((phrase, number) => {
        if (!wanted(phrase.entry)) return;
        let score = 0;
        if (matched[number] > 0.4 * total) {
          score = (100 * matched[number]) / total + 30 * Math.min(1, covered[number] / phrase.tokens.length);
        }
        if (phrase.squashed === squashed) score = 200;
        else if (squashed.length > 4 && isNear(phrase.squashed, squashed)) score = Math.max(score, 140);
        else if (squashed.length > 2 && phrase.squashed.startsWith(squashed)) {
          score = Math.max(score, 90 + (40 * squashed.length) / phrase.squashed.length);
        }
        if (score) {
          const { weight, retired, kind } = entries[phrase.entry];
          note(scores, phrase.entry, score + 2 * weight - (retired ? 12 : 0) - (kind === "cid" ? 8 : 0));
        }
      });
    }

    /** @param {Map<number, number>} scores @param {number} entry @param {number} score */
    function note(scores, entry, score) {
      if (!(/** @type {number} */ (scores.get(entry)) >= score)) scores.set(entry, score);
    }

    /** Return the entries of a tag in whatever notation. @param {string} group @param {string} number */
    function byTag(group, number) {
      const tag = `${group},${number}`.toUpperCase().replace(/X/g, "x");
      const found = byId.get(`tag (${tag})`);
      if (found !== undefined) return [found];
      return patterns.filter(([pattern]) => pattern.test(tag)).map(([, entry]) => entry);
    }

    const TAG =
      /(?:^|[^\w.])(?:0x|x)?([0-9a-f]{2}[0-9a-fx]{2})(?:\s*[,|:/-]\s*|\s|)(?:0x)?([0-9a-fx]{4})(?![\w.])/i;
    const START = /^[^\w]*(?:0x)?([0-9a-f]{4})(?:\s*[,|]?\s*([0-9a-f]{0,3}))[^\w]*$/i;
    const UID = /(?:^|[^\w.])([0-2](?:\.\d+)+)\.?(?!\w)/;

    /** Return the entries that a query names by what identifies them, and whether it says nothing else. @param {string} query */
    function identified(query) {
      const tag = TAG.exec(query);
      if (tag && (/\d/.test(tag[1] + tag[2]) || /^fff/i.test(tag[1]))) {
        const found = byTag(tag[1], tag[2]);
        if (found.length) return found;
      }
      const uid = UID.exec(query);
      if (uid && byId.has(`uid ${uid[1]}`)) return [/** @type {number} */ (byId.get(`uid ${uid[1]}`))];
      const cid = /^\W*cid[\W_]*(\d+)\W*$/i.exec(query);
      if (cid && byId.has(`cid CID ${cid[1]}`)) return [/** @type {number} */ (byId.get(`cid CID ${cid[1]}`))];
      for (const word of query.match(/[A-Za-z0-9]+/g) ?? []) {
        const entry = /[A-Z].*[A-Z]/.test(word) ? byKeyword.get(word) : undefined;
        if (entry !== undefined) return [entry];
      }
      const vr = byId.get(`vr ${query.trim()}`);
      return vr === undefined ? [] : [vr];
    }

    /** Note what a query is the beginning of, or the number of. @param {string} query @param {Map<number, number>} scores */
    function searchBeginnings(query, scores) {
      const tag = START.exec(query);
      const uid = UID.exec(query);
      const number = /^\d{1,5}$/.exec(query);
      const start = tag && `(${tag[1]},${tag[2]}`.toUpperCase();
      entries.forEach(({ kind, id, weight }, entry) => {
        if (start && kind === "tag" && id.startsWith(start)) note(scores, entry, 150 + weight / 100);
        if (uid && kind === "uid" && id.startsWith(uid[1])) note(scores, entry, id.startsWith(`${uid[1]}.`) ? 200 : 190);
        if (number && id === `CID ${query}`) note(scores, entry, 180);
      });
      const vr = byId.get(`vr ${query.toUpperCase()}`);
      if (vr !== undefined) note(scores, vr, 300);
    }

    /** @param {string} query */
    function clean(query) {
      return query
        .normalize("NFKC")
        .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ")
        .trim();
    }

    /** @param {Entry} entry @returns {Hit} */
    const hit = ({ kind, id, name, keyword, vr, retired, href }) => ({ kind, id, name, keyword, vr, retired, href });

    /** @param {string} query @param {number} limit */
    function search(query, limit = 20) {
      let text = clean(query);
      let only = "";
      const prefix = /^([a-z]+):\s*/i.exec(text);
      if (prefix && KINDS.includes(prefix[1].toLowerCase())) {
        only = prefix[1].toLowerCase();
        text = text.slice(prefix[0].length);
      }
      if (!text) return [];
      const wanted = (/** @type {number} */ entry) => !only || entries[entry].kind === only;
      /** @type {Map<number, number>} */
      const scores = new Map();
      identified(text).forEach((entry) => note(scores, entry, 1000 + entries[entry].weight));
      searchBeginnings(text, scores);
      searchText(text, wanted, scores);
      return [...scores]
        .filter(([entry]) => wanted(entry))
        .sort(([one, score], [other, otherScore]) => otherScore - score || one - other)
        .slice(0, limit)
        .map(([entry]) => hit(entries[entry]));
    }

    /** @param {string} query */
    function entry(query) {
      const text = clean(query);
      const found = identified(text);
      return found.length === 1 ? hit(entries[found[0]]) : null;
    }

    function all() {
      return entries
        .filter(({ kind }) => kind === "tag")
        .map((entry) => ({ ...hit(entry), vm: entry.vm, group: entry.id.slice(1, 5), modules: /** @type {string[]} */ ([]) }));
    }

    return { search, entry, all };
  }

  return { load, /** @type {Engine} */ engine: /** @type {any} */ (undefined) };
})();
