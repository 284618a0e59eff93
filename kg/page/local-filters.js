// Filters -> the events of a report that fit, as the server would choose them.

import { entries } from "./state.js";

const DAY = 86_400_000;

/** Text without case, diacritics and doubled spaces. */
export const folded = (text) => String(text || "").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

/** First and last day of a date, counted from 1970; null when it is none. */
export function span(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text || "") || [];
  if (!year) return null;
  const first = at(Number(year), Number(month || 1) - 1, Number(day || 1));
  if (day) return [first, first];
  return [first, (month ? at(Number(year), Number(month), 1) : at(Number(year) + 1, 0, 1)) - 1];
}

/** Days from 1970; years below 100 are meant as they are. */
function at(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / DAY);
}

const short = (name) => name.replace(/^.*[#:]/, "");

/** A test for each filter: values (alternatives) -> event -> whether it fits. */
const TESTS = {
  actor: (held, values) => meets(held, values, "who"),
  agent: (held, values) => meets(held, values, "agents"),
  patient: (held, values) => meets(held, values, "patients"),
  place: (held, values) => meets(held, values, "where"),
  claimer: (held, values) => meets(held, values, "says"),
  class: (_, values) => {
    const wanted = values.map((value) => `kg:${short(value)}`);
    return ({ types }) => wanted.some((cls) => types.includes(cls));
  },
  factuality: (_, values) => ({ factuality }) => values.map(short).includes(factuality),
  document: (_, values) => ({ document }) => values.includes(document),
  publisher: (_, values) => ({ publisher }) => values.includes(publisher),
  from: (_, [value]) => ({ hi }) => hi !== null && hi >= (span(value)?.[0] ?? -Infinity),
  to: (_, [value]) => ({ lo }) => lo !== null && lo <= (span(value)?.[1] ?? Infinity),
  dated: (_, [value]) => ({ lo }) => (lo !== null) === (value === "yes"),
  located: (_, [value]) => ({ location }) => Boolean(location) === (value === "yes"),
  bbox: (_, [value]) => inBox(value.split(",").map(Number)),
  q: (_, [value]) => {
    const words = folded(value).split(" ").filter(Boolean);
    return ({ plain, sentence }) => words.every((word) => plain.includes(word) || sentence.includes(word));
  },
};

function meets(held, values, which) {
  const wanted = values.map((iri) => held.head(iri));
  return (event) => wanted.some((iri) => event[which].has(iri));
}

function inBox([west, south, east, north]) {
  return ({ location: at_ }) => {
    if (!at_ || at_.lat < south || at_.lat > north) return false;
    return west <= east ? at_.lon >= west && at_.lon <= east : at_.lon >= west || at_.lon <= east;
  };
}

/** The events that fit all filters but one. */
export function fitting(held, filters, without = "") {
  const values = new Map();
  for (const [name, value] of entries(filters)) {
    if (name in TESTS && name !== without) values.set(name, [...(values.get(name) || []), String(value)]);
  }
  const tests = [...values].map(([name, given]) => TESTS[name](held, given));
  return held.events.filter((event) => tests.every((test) => test(event)));
}
