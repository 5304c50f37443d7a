// The engine over the whole reference. LOOKUP names the directory with what write_index.py wrote.
"use strict";

const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");

const DATA = join(__dirname, "../../src/sphinx_dicom/dictionary/data");
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Return the engine of a script. */
function engineOf(name) {
  const script = readFileSync(join(process.env.LOOKUP, `${name}.js`), "utf8");
  return new Function(`${script}; return DicomLookup.engine;`)();
}

/** Return the rows of a table, without comments and the names of columns. */
function rows(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line && !line.startsWith("# ")).slice(1).map((line) => line.split("\t"));
}

const engine = engineOf("index");
const elements = engine.all();
const uids = rows(join(DATA, "uids.tsv")).map(([id, , name, keyword, retired]) => ({ kind: "uid", id, name, keyword, retired }));
const first = (query) => engine.search(query, 1)[0];
const isFirst = (query, { kind, id }) => first(query)?.kind === kind && first(query).id === id;
const short = ({ kind, id }) => `${kind} ${id}`;

/** Assert how many of the pairs of query and entry put the entry first, and print it. */
function assertFirst(context, pairs, share) {
  const wrong = pairs.filter(([query, entry]) => !isFirst(query, entry));
  const right = 1 - wrong.length / pairs.length;
  context.diagnostic(`${pairs.length} queries, ${(100 * right).toFixed(2)} % first`);
  const listing = wrong.slice(0, 20).map(([query, entry]) => `${query} -> ${short(entry)}`);
  assert.ok(pairs.length > 0 && right >= share, listing.join("\n"));
}

test("queries that were written down before", () => {
  const queries = rows(join(__dirname, "queries.tsv"));
  assert.ok(queries.length >= 60);
  const found = queries.map(([query]) => `${query} ${short(first(JSON.parse(query)) ?? {})}`);
  assert.deepEqual(found, queries.map((row) => row.join(" ")));
});

test("every data element by four notations", (context) => {
  const pairs = elements.flatMap((element) => {
    const digits = element.id.replace(/\W/g, "");
    const pair = element.id.slice(1, -1);
    return [element.id, pair, digits, `0x${digits.toLowerCase()}`].map((query) => [query, element]);
  });
  assertFirst(context, pairs, 0.999);
});

test("every UID", (context) => {
  assertFirst(context, uids.map((uid) => [uid.id, uid]), 0.999);
});

test("every keyword", (context) => {
  const entries = [...elements, ...uids].filter(({ keyword }) => keyword);
  assertFirst(context, entries.map((entry) => [entry.keyword, entry]), 0.999);
});

test("every name of a data element", (context) => {
  assertFirst(context, elements.filter(({ name }) => name).map((entry) => [entry.name, entry]), 0.999);
});

test("every name of a UID in force, and of what else has a page, by its prefix", (context) => {
  const listed = (table, kind) => rows(join(DATA, `${table}.tsv`)).map(([id, name]) => [`${kind}:${name}`, { kind, id }]);
  const pairs = uids.filter(({ retired }) => !retired).map((uid) => [`uid:${uid.name}`, uid]).concat(listed("iods", "iod"), listed("modules", "module"));
  assertFirst(context, pairs, 0.999);
});

test("every context group by its number", (context) => {
  const cids = rows(join(DATA, "context_groups.tsv")).map(([number]) => ({ kind: "cid", id: `CID ${number}` }));
  assertFirst(context, cids.flatMap((cid) => [[cid.id, cid], [cid.id.toLowerCase().replace(" ", ""), cid]]), 0.999);
});

test("names with one slip", (context) => {
  let state = 20260101;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const slips = [
    (name, at) => name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
    (name, at) => name.slice(0, at) + name.slice(at + 1),
    (name, at) => name.slice(0, at) + name[at] + name.slice(at),
    (name, at) => name.slice(0, at) + LETTERS[random(26)] + name.slice(at + 1),
  ];
  const named = elements.filter(({ name }) => name.length > 4);
  const pairs = [];
  while (pairs.length < 4000) {
    const element = named[random(named.length)];
    const slipped = slips[pairs.length % 4](element.name, random(element.name.length - 1));
    if (slipped !== element.name) pairs.push([slipped, element]);
  }
  assertFirst(context, pairs, 0.97);
});

test("every alias leads to its record, which is not found first without it", () => {
  const plain = engineOf("plain");
  for (const [alias, kind, key] of rows(join(DATA, "aliases.tsv"))) {
    const entry = { kind, id: kind === "cid" ? `CID ${key}` : key };
    assert.ok(isFirst(alias, entry), `${alias} -> ${short(first(alias))}`);
    const without = plain.search(alias, 1)[0];
    assert.ok(!without || short(without) !== short(entry), `${alias} adds nothing`);
  }
});

test("all elements, with the modules that have them", () => {
  const name = elements.find(({ id }) => id === "(0010,0010)");
  assert.deepEqual([elements.length, elements[0].id, name.group, name.vm], [rows(join(DATA, "elements.tsv")).length, "(0000,0000)", "0010", "1"]);
  assert.ok(name.modules.includes("Patient"));
  const modules = rows(join(DATA, "modules.tsv")).map(([, module]) => module);
  assert.ok(elements.every((element) => element.modules.every((module) => modules.includes(module))));
  const attributes = rows(join(DATA, "attributes.tsv")).filter(([tree]) => tree === "image-pixel");
  assert.equal(elements.filter((element) => element.modules.includes("Image Pixel")).length, attributes.length);
});

test("questions, code, and lines that programs print", () => {
  const cases = {
    "what is the tag for patient name": "tag (0010,0010)",
    "tag of rows": "tag (0028,0010)",
    "how do I get the pixel spacing?": "tag (0028,0030)",
    "what does US mean": "vr US",
    "where can I find the manufacturer?": "tag (0008,0070)",
    "what is the transfer syntax for rle": "uid 1.2.840.10008.1.2.5",
    "what is the sequence name tag?": "tag (0018,0024)",
    "dicom sop class uid": "tag (0008,0016)",
    "ds.VOILUTFunction = value": "tag (0028,1056)",
    "what's CID 244": "cid CID 244",
    "context group 4": "cid CID 4",
    "ds[0x7fe0, 0x10].value": "tag (7FE0,0010)",
    "0x280010": "tag (0028,0010)",
    "(8,18)": "tag (0008,0018)",
    "tag 28,30": "tag (0028,0030)",
    "0010.0040": "tag (0010,0040)",
    "0028_0010": "tag (0028,0010)",
    "20240102 101112 (0028,0011) US 512": "tag (0028,0011)",
    "group 0x0028, element 0x0100": "tag (0028,0100)",
    "gdcm::Tag(0x28,0x1050)": "tag (0028,1050)",
    "?00100020=123": "tag (0010,0020)",
    '"00080060": {"vr": "CS"}': "tag (0008,0060)",
    DCM_PatientsName: "tag (0010,0010)",
    UID_CTImageStorage: "uid 1.2.840.10008.5.1.4.1.1.2",
    "urn:oid:1.2.840.10008.1.2.2": "uid 1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.11": "uid 1.2.840.10008.1.2.1",
  };
  for (const [query, entry] of Object.entries(cases)) assert.equal(short(first(query)), entry, query);
});

test("numbers that are no tags", () => {
  const cases = {
    "(0009,1010) OB 01                 #   2, 1 Unknown Tag & Data": "(0002,0001)",
    "(0029,1010) OW 0010\\0010\\0002": "(0010,0010)",
    "0010,00": "(0010,0000)",
    "0x0010001": "(0010,0001)",
    "1.5, 10": "(0005,0010)",
    "frames 2, 10 are dark": "(0002,0010)",
  };
  for (const [query, tag] of Object.entries(cases)) assert.ok(engine.entry(query) === null && first(query)?.id !== tag, query);
});

test("abbreviations, plurals, and words of a name beside an alias", () => {
  const cases = {
    "pt id": "tag (0010,0020)",
    "series no": "tag (0020,0011)",
    "patients weights": "tag (0010,1030)",
    "phone number": "tag (0010,2154)",
    "center width window": "tag (0028,1050)",
    "lossless jpeg": "uid 1.2.840.10008.1.2.4.70",
    "cr image storage": "uid 1.2.840.10008.5.1.4.1.1.1",
    "iod:us": "iod ultrasound-image",
    FrameOfRef: "tag (0020,0052)",
  };
  for (const [query, entry] of Object.entries(cases)) assert.equal(short(first(query)), entry, query);
});

test("each entry is found once, and no more than asked for", () => {
  const hits = engine.search("image", 50);
  assert.equal(hits.length, 50);
  assert.equal(new Set(hits.map(short)).size, 50);
});

test("nothing is found for nothing", () => {
  for (const query of ["", "  ", "tag:", "uid: ", "\u200b", "???", "()"]) assert.deepEqual(engine.search(query), [], query);
});

test("a prefix limits what is found to a kind", () => {
  for (const kind of ["tag", "uid", "vr", "iod", "module", "cid"]) {
    const kinds = new Set(engine.search(`${kind}: image`, 30).map((hit) => hit.kind));
    assert.ok([...kinds].every((found) => found === kind), kind);
  }
});

test("what identifies an entry beyond doubt", () => {
  const cases = {
    "0010,0010": "tag (0010,0010)",
    "(6002,3000)": "tag (60xx,3000)",
    PatientName: "tag (0010,0010)",
    "1.2.840.10008.1.2.1 ": "uid 1.2.840.10008.1.2.1",
    PN: "vr PN",
    "CID 33": "cid CID 33",
    "tag: 0010,0010": "tag (0010,0010)",
  };
  for (const [query, entry] of Object.entries(cases)) assert.equal(short(engine.entry(query) ?? {}), entry, query);
  for (const query of ["patient name", "modality", "Rows", "0010", "1.2.840.10008.1.2.4", "pn", "CT", "uid:0010,0010", "(0010,0010) is odd", "use 1.2.840.10008.1.2.1"]) {
    assert.equal(engine.entry(query), null, query);
  }
});

test("whatever is typed, nothing breaks", () => {
  const texts = ["\\", "(((", "[*+?", "\u202e0010,0010", "\ud800", "a".repeat(5000), "0".repeat(5000), "constructor", "__proto__"];
  for (const text of texts) assert.ok(Array.isArray(engine.search(text)), text);
  assert.equal(short(first("\u202e0010,0010\u2028")), "tag (0010,0010)");
});
