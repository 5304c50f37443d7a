// What the engine of the lookup takes: engine.js SCRIPT, with queries as JSON on standard input. Prints CPU times in milliseconds.
"use strict";

const { readFileSync } = require("node:fs");

/** Return what a task takes. */
function cost(task) {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const script = `${readFileSync(process.argv[2], "utf8")}; return DicomLookup.engine;`;
const queries = JSON.parse(readFileSync(0, "utf8"));
let engine;
const unpacked = cost(() => (engine = new Function(script)()));
console.log(JSON.stringify({ unpacked, searched: queries.map((query) => cost(() => engine.search(query))) }));
