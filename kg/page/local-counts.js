// Events of a report -> cells of a map, bins of a timeline, choices of filters, as the server counts them.

import { bare } from "./local-held.js";
import { boxOf } from "./map-points.js";

const CELLS = 2000;
const BINS = 400;
const CHOICES = 30;

/** How many there are of each. */
function counted(events, values) {
  const found = new Map();
  for (const event of events) for (const value of new Set(values(event))) found.set(value, (found.get(value) || 0) + 1);
  return [...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

const kinds = (events) => Object.fromEntries(counted(events, ({ factuality }) => [factuality]).sort());

function grouped(items, key) {
  const found = new Map();
  for (const item of items) {
    const name = key(item);
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(item);
  }
  return found;
}

/** Cells of 30 degrees at zoom 0, half of it at each step; larger ones where there would be too many. */
export function cells(held, events, zoom) {
  const spots = events.filter(({ location }) => location);
  let size = 30 / 2 ** Math.min(Math.max(zoom, 0), 22);
  const key = ({ location: { lon, lat } }) => `${Math.floor(lon / size)} ${Math.floor(lat / size)}`;
  let found = grouped(spots, key);
  while (found.size > CELLS) {
    size *= 2;
    found = grouped(spots, key);
  }
  const made = [...found.values()].map((some) => cell(held, some)).sort((a, b) => b.count - a.count);
  const box = boxOf(spots.map(({ location }) => location));
  return { total: events.length, located: spots.length, box, size, zoom, cells: made };
}

function cell(held, events) {
  const mean = (name) => events.reduce((sum, { location }) => sum + location[name], 0) / events.length;
  const places = new Set(events.map(({ location }) => location.place && held.head(location.place.iri)));
  const [place] = places;
  const radii = events.map(({ location }) => location.radius_m || 0);
  return {
    lon: mean("lon"),
    lat: mean("lat"),
    count: events.length,
    radius_m: Math.max(...radii) || null,
    place: places.size === 1 && place ? bare(held.met.get(place).ref) : null,
    event: events.length === 1 ? { ...bare(events[0]), date: events[0].date, factuality: events[0].factuality } : null,
    kinds: kinds(events),
  };
}

/** Bins of a day, a month, a year or some years. */
export function timeline(events, asked) {
  const dated = events.filter(({ lo }) => lo !== null);
  const days = dated.map(({ lo }) => lo);
  const [first, last] = days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
  const [unit, years] = dated.length ? fits(asked, last - first) : [asked === "auto" ? "day" : asked, 1];
  const bins = [...grouped(dated, ({ lo }) => start(lo, unit, years))].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    unit,
    years,
    dated: dated.length,
    undated: events.length - dated.length,
    bins: bins.map(([begin, some]) => ({ start: begin, end: end(begin, years), count: some.length, kinds: kinds(some) })),
  };
}

function fits(asked, wide) {
  let unit = asked;
  if (unit === "auto") unit = wide < 120 ? "day" : wide < 240 * 30.5 ? "month" : "year";
  if (unit === "day" && wide >= BINS) unit = "month";
  if (unit === "month" && wide >= (BINS - 1) * 30) unit = "year";
  let years = 1;
  while (unit === "year" && wide / 365 / years >= BINS - 2) years *= 10;
  return [unit, years];
}

function start(day, unit, years) {
  const text = new Date(day * 86_400_000).toISOString();
  if (years > 1) return year(Math.max(Math.floor(Number(text.slice(0, 4)) / years) * years, 1));
  return text.slice(0, { day: 10, month: 7, year: 4 }[unit]);
}

const year = (number) => String(number).padStart(4, "0");
const end = (begin, years) => (years === 1 ? begin : year(Math.floor(Number(begin) / years) * years + years - 1));

/** Choices of each kind with the events they leave; `asked(without)` gives the events of all other filters. */
export function facets(held, asked) {
  const choices = (name, values, label, most = CHOICES) =>
    counted(asked(name), values).slice(0, most).map(([value, count]) => ({ value, label: label(value), count }));
  const heads = (names) => ({ roles }) => names.flatMap((name) => roles[name] || []).map(({ iri }) => held.head(iri));
  const called = (iri) => held.met.get(iri)?.ref.label || iri;
  const acting = (iri) => ["actor", "place"].includes(held.met.get(iri)?.ref.family);
  const actors = heads(["agent", "patient", "recipient", "instrument", "topic"]);
  return {
    total: asked("").length,
    class: choices("class", ({ types }) => types, (cls) => held.classes[cls]?.label || cls.replace(/^kg:/, ""), Infinity),
    factuality: choices("factuality", ({ factuality }) => (factuality ? [factuality] : []), String),
    actor: choices("actor", (event) => actors(event).filter(acting), called),
    place: choices("place", heads(["place", "origin", "destination"]), called),
    claimer: choices("claimer", ({ says }) => says, called),
    publisher: choices("publisher", ({ publisher }) => (publisher ? [publisher] : []), String),
    document: choices("document", ({ document }) => (document ? [document] : []), (iri) => held.documents.get(iri)?.label || iri),
  };
}
