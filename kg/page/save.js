// A filtered list of events -> files to keep: CSV, JSON, GeoJSON.

import { announce, el, failure, number } from "./dom.js";

/** Events that a file holds at most, and that are asked for at a time. */
const MOST = 20_000;
const PAGE = 500;

const COLUMNS = ["iri", "label", "class", "date", "start", "end", "factuality", "agent", "patient", "recipient", "place", "origin", "destination", "lon", "lat", "radius_m", "says", "denied", "quantities", "sentence", "document", "publisher", "issued"];

/** Buttons that save the events of these filters. */
export function downloads(api, filters, total) {
  const told = el("span", { class: "muted", role: "status" });
  const button = (kind) => el("button", { type: "button", class: "quiet", disabled: total === 0, onclick: () => save(api, filters, total, kind, told) }, kind);
  return el("span", { class: "row downloads" }, el("span", { class: "muted" }, "Download:"), Object.keys(WRITERS).map(button), told);
}

async function save(api, filters, total, kind, told) {
  const write = WRITERS[kind];
  try {
    const events = await all(api, filters, (n) => (told.textContent = `${number(n)} of ${number(total)} …`));
    file(`events.${write.ending}`, write.type, write.text(events));
    const cut = events.length < total ? `The file holds the first ${number(events.length)} of ${number(total)}: filter, or use kg export.` : `Saved ${number(events.length)}.`;
    told.textContent = cut;
    announce(cut);
  } catch (error) {
    told.replaceChildren(failure(error));
  }
}

async function all(api, filters, tell) {
  const events = [];
  for (let page = 1; events.length < MOST; page += 1) {
    const asked = new URLSearchParams(filters);
    for (const [name, value] of [["order", "date"], ["size", PAGE], ["page", page]]) asked.set(name, value);
    const found = await api.events(asked);
    events.push(...found.events);
    tell(events.length);
    if (!found.events.length || events.length >= found.total) break;
  }
  return events.slice(0, MOST);
}

function file(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = el("a", { download: name });
  anchor.href = address;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const WRITERS = {
  CSV: { ending: "csv", type: "text/csv;charset=utf-8", text: csv },
  JSON: { ending: "json", type: "application/json", text: (events) => JSON.stringify(events, null, 1) },
  GeoJSON: { ending: "geojson", type: "application/geo+json", text: geojson },
};

/** An event in one row: several of one kind stand with a semicolon between. */
export function row(event) {
  const role = (name) => (event.roles?.[name] || []).map((ref) => ref.label).join("; ");
  const [first] = event.evidence;
  const place = event.location || {};
  const quantities = (event.quantities || []).map(({ value, comparator, unit }) => [comparator, value, unit].filter((part) => part !== null && part !== "").join(" "));
  return {
    ...Object.fromEntries(["iri", "label", "class", "date", "start", "end", "factuality"].map((name) => [name, event[name]])),
    ...Object.fromEntries(["agent", "patient", "recipient", "place", "origin", "destination"].map((name) => [name, role(name)])),
    ...{ lon: place.lon, lat: place.lat, radius_m: place.radius_m },
    says: (event.sources || []).map((ref) => ref.label).join("; "),
    denied: event.denied ? "yes" : "",
    quantities: quantities.join("; "),
    sentence: first?.sentence,
    document: first?.document.iri,
    publisher: first?.document.publisher,
    issued: first?.document.issued,
  };
}

/** RFC 4180; a text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csv(events) {
  const cell = (value) => {
    if (typeof value === "number") return String(value);
    const text = String(value ?? "").replace(/^([=+\-@\t\r])/, "'$1");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = events.map(row).map((one) => COLUMNS.map((name) => cell(one[name])).join(","));
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

/** RFC 7946: events without a place have no geometry, but are there. */
export function geojson(events) {
  const feature = (event) => ({
    type: "Feature",
    id: event.iri,
    geometry: event.location ? { type: "Point", coordinates: [event.location.lon, event.location.lat] } : null,
    properties: row(event),
  });
  return JSON.stringify({ type: "FeatureCollection", features: events.map(feature) });
}
