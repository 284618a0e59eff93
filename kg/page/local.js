// Data that lies in the page itself -> the functions of api.js, so that a report works without a server.

import { ApiError } from "./api.js";
import { entries } from "./state.js";
import { cells, facets, timeline } from "./local-counts.js";
import { fitting, span, folded } from "./local-filters.js";
import { company, neighbours, thing } from "./local-things.js";
import { Held } from "./local-held.js";

/** The functions that views call, over data as kg/report/gather.py writes them. */
export function localApi(data) {
  const held = new Held(data);
  const one = (filters, name, otherwise = "") => entries(filters).findLast(([n]) => n === name)?.[1] ?? otherwise;
  const asked = (filters, without = "") => fitting(held, filters, without);
  return {
    about: async () => held.about,
    search: async (filters) => paged(search(held, String(one(filters, "q")), one(filters, "kind")), filters, 20, "results"),
    complete: async (filters) => paged(search(held, String(one(filters, "q")), ""), filters, 20, "results"),
    events: async (filters) => paged(ordered(asked(filters), one(filters, "order", "date")), filters, 50, "events"),
    map: async (filters) => cells(held, asked(filters), Number(one(filters, "zoom", 2))),
    timeline: async (filters) => timeline(asked(filters), one(filters, "unit", "auto")),
    facets: async (filters) => facets(held, (without) => asked(filters, without)),
    documents: async (filters) => paged(documents(held, filters, one), filters, 50, "documents"),
    contradictions: async (filters) => paged(pairs(held, asked(filters)), filters, 20, "pairs", { cut: false }),
    neighbours: async (filters) => neighbours(held, one(filters, "iri"), Number(one(filters, "limit", 60))),
    queries: async () => [],
    terms: async () => ({ classes: [], properties: [] }),
    event: async (iri) => event(held, iri),
    entity: async (iri) => ({ ...thing(held, iri), coactors: company(held, iri).slice(0, 30) }),
    document: async (iri) => text(held, iri),
  };
}

function paged(found, filters, usual, name, more = {}) {
  const pairs = Object.fromEntries(entries(filters));
  const [page, size] = [Number(pairs.page) || 1, Number(pairs.size) || usual];
  return { total: found.length, page, size, [name]: found.slice((page - 1) * size, page * size), ...more };
}

const earliest = (a, b) => (a.lo ?? Infinity) - (b.lo ?? Infinity) || a.n - b.n || 0;
const latest = (a, b) => (b.hi ?? -Infinity) - (a.hi ?? -Infinity) || a.n - b.n || 0;
const ORDERS = {
  date: earliest,
  "-date": latest,
  relevance: (a, b) => (a.class === "kg:Event") - (b.class === "kg:Event") || (a.lo === null) - (b.lo === null) || latest(a, b),
};

/** Infinity minus itself is no number: such pairs keep their order. */
const ordered = (events, order) => events.sort((a, b) => (ORDERS[order] || earliest)(a, b) || 0);

/** Things, documents and events whose names have all the words; those that begin so come first. */
function search(held, words, kind) {
  const typed = folded(words);
  const parts = typed.split(" ").filter(Boolean);
  const found = [];
  for (const one of held.searched()) {
    if (kind ? one.ref.family !== kind : !typed && one.ref.family === "event") continue;
    const name = one.names.find(([, plain]) => parts.every((part) => plain.includes(part)));
    if (!name) continue;
    const rank = name[1] === typed ? 0 : name[1].startsWith(typed) ? 1 : name[1].includes(` ${typed}`) ? 2 : 3;
    found.push({ ...one.ref, match: name[0], description: one.description, wikidata: one.wikidata, events: one.events, documents: one.documents, rank });
  }
  return found.sort((a, b) => a.rank - b.rank || b.events - a.events || (a.iri < b.iri ? -1 : 1));
}

function documents(held, filters, one) {
  const words = folded(one(filters, "q")).split(" ").filter(Boolean);
  const [first] = span(one(filters, "from")) || [-Infinity];
  const [, last] = span(one(filters, "to")) || [0, Infinity];
  const publishers = entries(filters).filter(([name]) => name === "publisher").map(([, value]) => value);
  const fits = (ref) => {
    const issued = span(ref.issued || "");
    if (issued ? issued[1] < first || issued[0] > last : first > -Infinity || last < Infinity) return false;
    return words.every((word) => folded(ref.label).includes(word)) && (!publishers.length || publishers.includes(ref.publisher));
  };
  return held.listed().filter(fits);
}

/** The pairs of which an event is among those that fit. */
function pairs(held, events) {
  const fit = new Set(events.map(({ iri }) => iri));
  return held.pairs.filter(({ one, other }) => fit.has(one.event?.iri) || fit.has(other.event?.iri));
}

function event(held, iri) {
  const found = held.event(iri);
  if (!found) throw missing("This event");
  return { ...found, times: [], claims: held.claims(iri), others: [] };
}

function text(held, iri) {
  const found = held.document(iri);
  if (!found) throw missing("The text of this document");
  return found;
}

const missing = (what) => new ApiError(`${what} is not in this report.`, { hint: "It holds a part of a store only.", status: 404 });
