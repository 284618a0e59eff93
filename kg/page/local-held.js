// What a report embeds, with what stands in it once put back wherever it belongs.

import { folded } from "./local-filters.js";

const ROLES = ["agent", "patient", "recipient", "instrument", "topic", "place", "origin", "destination"];
const PLACES = ["place", "origin", "destination"];

export class Held {
  constructor({ data, refs }) {
    const all = restored(data, refs);
    Object.assign(this, { base: all.base, about: all.about, heads: all.heads, inside: all.inside, things: all.things, classes: all.classes, pairs: all.pairs || [] });
    this.events = all.events.map((event, n) => this.known(event, n));
    this.byIri = new Map(this.events.map((event) => [event.iri, event]));
    this.documents = new Map(all.documents.map((one) => [one.iri, one]));
    this.met = this.meetings();
  }

  /** The IRI that stands for all that are one with this. */
  head(iri) {
    return this.heads[iri] || iri;
  }

  /** An event with what filters ask of it. */
  known(event, n) {
    const heads = (names) => names.flatMap((name) => event.roles[name] || []).map(({ iri }) => this.head(iri));
    const first = event.evidence[0];
    const places = heads(PLACES);
    return {
      ...event,
      n,
      who: new Set(heads(ROLES)),
      agents: new Set(heads(["agent"])),
      patients: new Set(heads(["patient"])),
      where: new Set(places.flatMap((iri) => [iri, ...(this.inside[iri] || []).map((ref) => ref.iri)])),
      says: new Set(event.claimers),
      document: first?.document.iri || "",
      publisher: first?.document.publisher || "",
      plain: folded(event.label),
      sentence: event.evidence.map((one) => folded(one.sentence)).join("\n"),
    };
  }

  /** Thing -> the numbers of its events and a reference to it. */
  meetings() {
    const met = new Map();
    const note = (ref, event) => {
      const iri = this.head(ref.iri);
      const one = met.get(iri) || { ref: this.things[iri] || { ...ref, iri }, events: new Set(), documents: new Set() };
      met.set(iri, one);
      if (event) one.events.add(event.n);
      if (event?.document) one.documents.add(event.document);
    };
    for (const event of this.events) {
      for (const name of ROLES) for (const ref of event.roles[name] || []) note(ref, event);
      for (const ref of event.sources) note(ref, null);
      if (event.location?.place) note(event.location.place, null);
    }
    for (const { relations } of Object.values(this.things)) for (const { other } of relations) if (other) note(other, null);
    for (const several of Object.values(this.inside)) for (const ref of several) note(ref, null);
    return met;
  }

  event(iri) {
    const main = this.byIri.get(iri);
    if (main) return main;
    for (const one of this.documents.values()) if (one.events?.[iri]) return one.events[iri];
    return null;
  }

  /** A document with its text, or undefined when only its name is here. */
  document(iri) {
    const one = this.documents.get(iri);
    if (!one || one.text === undefined) return undefined;
    const events = Object.fromEntries(Object.entries(one.events).map(([id, event]) => [id, event || this.byIri.get(id)]));
    return { ...one, events };
  }

  claims(iri) {
    return [...this.documents.values()].flatMap((one) => (one.claims || []).filter((claim) => claim.about.includes(iri)));
  }

  listed() {
    const counts = new Map();
    for (const { document } of this.events) counts.set(document, (counts.get(document) || 0) + 1);
    const named = ({ iri, label, class: cls, family, path, publisher, issued }) => ({ iri, label, class: cls, family, path, publisher, issued });
    const found = [...this.documents.values()].map((one) => ({ ...named(one), events: counts.get(one.iri) || 0, mentions: one.mentions?.length || 0 }));
    return found.sort((a, b) => ((b.issued || "") < (a.issued || "") ? -1 : (b.issued || "") > (a.issued || "") ? 1 : a.iri < b.iri ? -1 : 1));
  }

  /** All that can be found by name: reference, names, and what a result tells. */
  searched() {
    return (this.names ||= [...this.someNames()]);
  }

  *someNames() {
    const plain = (names) => names.map((name) => [name, folded(name)]);
    for (const { ref, events, documents } of this.met.values()) {
      const known = this.things[ref.iri] || {};
      const names = [ref.label, ...(known.names || []).map(({ name }) => name)];
      yield { ref: bare(ref), names: plain(names), description: known.description || "", wikidata: known.wikidata?.id || null, events: events.size, documents: known.documents_total ?? documents.size };
    }
    for (const { events, mentions: _, ...ref } of this.listed()) {
      yield { ref, names: plain([ref.label]), description: [ref.publisher, ref.issued].filter(Boolean).join(", "), wikidata: null, events, documents: 1 };
    }
    for (const event of this.events) {
      const sentence = event.evidence[0]?.sentence || "";
      yield { ref: bare(event), names: plain([event.label, sentence]), description: sentence, wikidata: null, events: 1, documents: 1 };
    }
  }
}

/** The reference alone, of something that is more. */
export const bare = ({ iri, label, class: cls, family, path }) => ({ iri, label, class: cls, family, path });

/** Put in the place of every {"$": n} what stands at n. */
function restored(value, refs) {
  if (Array.isArray(value)) return value.map((item) => restored(item, refs));
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$ === "number") return refs[value.$];
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, restored(item, refs)]));
}
