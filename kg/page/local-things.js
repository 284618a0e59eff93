// A thing of a report -> its page, who is in the same events, and what is next to it in the network.

import { ApiError } from "./api.js";
import { bare } from "./local-held.js";

const ROLES = ["agent", "patient", "recipient", "instrument", "topic", "place", "origin", "destination"];

/** The page of a thing but for its company; of those that the report tells little of, what its events say. */
export function thing(held, asked) {
  const iri = held.head(asked);
  const met = held.met.get(iri);
  if (!met && !held.things[iri]) throw new ApiError("Nothing is known of this in the report.", { status: 404 });
  const { ref, events } = met || { ref: held.things[iri], events: new Set() };
  const none = { names: [], classes: ref.class ? [ref.class] : [], wikidata: null, description: "", location: null, same: [], relations: [], documents: [], claims_made: 0 };
  return { ...bare(ref), ...none, ...held.things[iri], within: held.inside[iri] || [], events: { total: events.size, roles: roles(held, iri, events) } };
}

function roles(held, iri, numbers) {
  const counts = {};
  for (const n of numbers) {
    for (const name of ROLES) {
      if ((held.events[n].roles[name] || []).some((ref) => held.head(ref.iri) === iri)) counts[name] = (counts[name] || 0) + 1;
    }
  }
  return counts;
}

/** Those who are in the same events, most first. */
export function company(held, asked) {
  const counts = new Map();
  const iri = held.head(asked);
  for (const n of held.met.get(iri)?.events || []) {
    for (const other of held.events[n].who) if (other !== iri) counts.set(other, (counts.get(other) || 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([other, count]) => ({ ...bare(held.met.get(other).ref), count }));
}

/** Nodes and edges around a thing: those with most in common with it, and what joins them among each other. */
export function neighbours(held, asked, limit) {
  const center = held.head(asked);
  if (!held.met.has(center) && !held.things[center]) throw new ApiError("Nothing is known of this in the report.", { status: 404 });
  const near = ties(held, center);
  const order = [...near].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = new Map([[center, held.met.get(center)?.events.size || 0], ...order.slice(0, Math.max(1, Math.min(limit || 60, 200)))]);
  const nodes = [...shown].map(([iri, count]) => {
    const others = [...ties(held, iri).keys()].filter((other) => !shown.has(other));
    return { ...bare(held.met.get(iri)?.ref || held.things[iri]), count, more: others.length };
  });
  return { center, nodes, edges: edges(held, new Set(shown.keys())) };
}

/** Neighbour -> how much there is in common: events, relations, where it lies. */
function ties(held, iri) {
  const found = new Map();
  const more = (other, count) => other !== iri && held.met.has(other) && found.set(other, (found.get(other) || 0) + count);
  for (const { iri: other, count } of company(held, iri)) more(other, count);
  for (const { other } of held.things[iri]?.relations || []) if (other) more(held.head(other.iri), 1);
  for (const ref of (held.inside[iri] || []).slice(0, 1)) more(ref.iri, 1);
  return found;
}

function edges(held, shown) {
  const joint = new Map();
  for (const event of held.events) {
    const some = [...event.who].filter((iri) => shown.has(iri)).sort();
    some.forEach((one, n) => some.slice(n + 1).forEach((other) => join(joint, one, other, event)));
  }
  const found = [...joint.values()].map(({ one, other, events }) => ({ source: one, target: other, label: named(held, events), count: events.length, kind: "event", examples: events.slice(0, 3).map(({ iri }) => iri) }));
  for (const iri of shown) found.push(...relations(held, iri, shown), ...lies(held, iri, shown));
  return found;
}

function join(joint, one, other, event) {
  const key = `${one} ${other}`;
  if (!joint.has(key)) joint.set(key, { one, other, events: [] });
  joint.get(key).events.push(event);
}

const named = (held, [event]) => held.classes[event.class]?.label || event.class.replace(/^kg:/, "");

function relations(held, iri, shown) {
  const own = (held.things[iri]?.relations || []).filter(({ direction, other }) => direction === "out" && other && shown.has(held.head(other.iri)));
  return own.map(({ label, other, evidence }) => ({ source: iri, target: held.head(other.iri), label, count: evidence.length || 1, kind: "relation", examples: [] }));
}

const lies = (held, iri, shown) => (held.inside[iri] || []).slice(0, 1).filter((ref) => shown.has(ref.iri)).map((ref) => ({ source: iri, target: ref.iri, label: "located in", count: 1, kind: "place", examples: [] }));
