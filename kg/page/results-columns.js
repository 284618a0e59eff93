// Rows of a result -> what can be drawn of them: points, dates, pairs of things, numbers.

import { KINDS } from "./kinds.js";

const WKT = /^\s*(?:<[^>]*>\s*)?POINT\s*Z?\s*\(\s*(-?[\d.]+(?:e[-+]?\d+)?)\s+(-?[\d.]+(?:e[-+]?\d+)?)/i;
const DATE = /^-?\d{4,}(-\d\d(-\d\d)?)?(T|Z|[+-]\d\d:|$)/;
const NUMERIC = /#(integer|decimal|double|float|int|long|short|nonNegativeInteger)$/;

/** Rows that are looked at to tell what a column holds. */
const LOOKED = 200;

/** What the columns hold: {wkt, lat, lon, date, things: [names], number, label, factuality}; null or [] where none does. */
export function columnsOf(vars, rows) {
  const some = rows.slice(0, LOOKED);
  const most = (name, test) => {
    const values = some.map((row) => row[name]).filter(Boolean);
    return values.length > 0 && values.filter(test).length >= 0.8 * values.length;
  };
  const first = (test) => vars.find((name) => most(name, test)) || null;
  const called = (words) => vars.find((name) => words.test(name) && most(name, (v) => v.value !== "" && Number.isFinite(Number(v.value)))) || null;
  const things = vars.filter((name) => most(name, (v) => v.type === "uri"));
  return {
    wkt: first((v) => WKT.test(v.value)),
    lat: called(/^lat(itude)?$/i),
    lon: called(/^(lon|long|lng|longitude)$/i),
    date: first((v) => v.type === "literal" && DATE.test(v.value) && (/#(date|dateTime|gYear|gYearMonth)$/.test(v.datatype || "") || /^\d{4}-\d\d/.test(v.value))),
    number: first((v) => NUMERIC.test(v.datatype || "")),
    label: vars.find((name) => /label|title|name/i.test(name) && most(name, (v) => v.type === "literal")) || first((v) => v.type === "literal" && !WKT.test(v.value) && !DATE.test(v.value) && !NUMERIC.test(v.datatype || "")),
    factuality: first((v) => KINDS.includes(v.value.replace(/^.*[#/]/, ""))),
    things,
  };
}

/** The names of drawings that fit these columns. */
export function drawable({ wkt, lat, lon, date, things, number }) {
  return [(wkt || (lat && lon)) && "map", date && "timeline", things.length > 1 && "network", number && "chart"].filter(Boolean);
}

/** Rows -> cells for a map, one for each point; cell.rows are its rows. */
export function cellsOf(rows, { wkt, lat, lon, label, things, factuality }) {
  const cells = new Map();
  for (const row of rows) {
    const [, x, y] = wkt ? WKT.exec(row[wkt]?.value || "") || [] : [0, row[lon]?.value, row[lat]?.value];
    if (x === undefined || y === undefined || Math.abs(y) > 90 || Math.abs(x) > 540) continue;
    const where = `${x} ${y}`;
    if (!cells.has(where)) {
      const name = row[label]?.value || row[things[0]]?.value || where;
      cells.set(where, { lon: Number(x), lat: Number(y), count: 0, radius_m: null, event: null, place: { label: name, class: "" }, kinds: {}, rows: [] });
    }
    const cell = cells.get(where);
    cell.count += 1;
    cell.rows.push(row);
    tally(cell.kinds, row, factuality);
  }
  return [...cells.values()];
}

function tally(kinds, row, factuality) {
  const name = row[factuality]?.value.replace(/^.*[#/]/, "") || "rows";
  kinds[name] = (kinds[name] || 0) + 1;
}

/** Rows -> bins for a timeline: days, months or years, as the span and the dates have it. */
export function binsOf(rows, { date, factuality }) {
  const dated = rows.map((row) => [row[date]?.value.replace(/T.*$|Z$/, "") || "", row]).filter(([day]) => DATE.test(day));
  const shortest = Math.min(10, ...dated.map(([day]) => day.length));
  const spans = (length) => new Set(dated.map(([day]) => day.slice(0, length))).size;
  const years = new Set(dated.map(([day]) => Number(day.slice(0, 4))));
  const span = Math.max(...years) - Math.min(...years);
  const length = span > 8 || shortest < 7 ? 4 : span > 0 || shortest < 10 || spans(10) > 90 ? 7 : 10;
  const bins = new Map();
  for (const [day, row] of dated) {
    const start = day.slice(0, length);
    if (!bins.has(start)) bins.set(start, { start, end: start, count: 0, kinds: {} });
    const bin = bins.get(start);
    bin.count += 1;
    tally(bin.kinds, row, factuality);
  }
  return { bins: [...bins.values()].sort((a, b) => (a.start < b.start ? -1 : 1)), undated: rows.length - dated.length };
}

/** Nodes that are drawn of a result, at most. */
export const NODES = 200;

/** Rows -> a network of the things in the first two columns of things; cut tells whether some are left out. */
export function graphOf(rows, { things: [one, other], label }, named = (iri) => iri) {
  const nodes = new Map();
  const edges = new Map();
  let cut = false;
  const node = (iri) => {
    if (!nodes.has(iri) && nodes.size >= NODES) return (cut = true), null;
    if (!nodes.has(iri)) nodes.set(iri, { iri, label: named(iri), class: "", family: familyOf(iri), count: 0, more: 0 });
    return nodes.get(iri);
  };
  for (const row of rows) {
    const ends = [row[one], row[other]].map((end) => (end?.type === "uri" ? node(end.value) : null));
    if (!ends[0] || !ends[1] || ends[0] === ends[1]) continue;
    for (const end of ends) end.count += 1;
    const id = `${ends[0].iri} ${ends[1].iri} ${row.property?.value || ""}`;
    const edge = edges.get(id) || { source: ends[0].iri, target: ends[1].iri, label: row.property ? named(row.property.value) : "", kind: "relation", count: 0, examples: [] };
    edges.set(id, { ...edge, count: edge.count + 1 });
  }
  const named_ = label && rows.every((row) => row[one]);
  if (named_) for (const row of rows) if (nodes.has(row[one].value) && row[label]?.type === "literal") nodes.get(row[one].value).label = row[label].value;
  return { nodes: [...nodes.values()], edges: [...edges.values()], center: null, cut };
}

const FAMILY = /\/id\/(event|place|person|organisation|group|country|object|weapon|vehicle)\b/;

function familyOf(iri) {
  const found = FAMILY.exec(iri)?.[1];
  if (!found) return /\/doc\//.test(iri) ? "document" : "other";
  return { event: "event", place: "place", country: "place", object: "object", weapon: "object", vehicle: "object" }[found] || "actor";
}

/** Rows -> the largest numbers with their names, for bars. */
export function barsOf(rows, { number, label, things, date }, named = (iri) => iri) {
  const name = label || date || things[0];
  return rows.map((row) => ({ name: row[name]?.type === "uri" ? named(row[name].value) : row[name]?.value || "–", value: Number(row[number]?.value) })).filter(({ value }) => Number.isFinite(value));
}
