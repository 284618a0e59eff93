// The page of a person, place, organisation or thing: names, relations, events, company, documents.

import { eventCard, evidence, source } from "./cards.js";
import { add, announce, badge, el, failure, fill, join, kind, link, number, outside, pager, plural, waiting, words } from "./dom.js";
import { around, fold } from "./parts.js";
import { addressTo, writeState } from "./state.js";

export async function show(root, state, api) {
  const iri = state.get("iri");
  const thing = await api.entity(iri);
  document.title = `${thing.label} · kg`;
  const side = el("div", { class: "stack" }, known(thing), company(thing), documents(thing));
  const main = el("div", { class: "stack" }, relations(thing), happened(thing, state, api));
  add(root, head(thing), el("div", { class: "beside" }, main, side));
  if (thing.location) around(side, thing.location, { label: thing.label });
}

function head(thing) {
  const filter = filterOf(thing);
  return el(
    "header",
    { class: "head" },
    el("div", { class: "row" }, el("span", { class: "kind", dataset: { family: thing.family } }, kind(thing.class))),
    el("h1", words(thing.label)),
    thing.description && el("p", { class: "lead" }, words(thing.description)),
    el(
      "p",
      { class: "row" },
      el("a", { class: "button quiet", href: addressTo("events", { [filter]: thing.iri }) }, "Events on the map"),
      el("a", { class: "button quiet", href: addressTo("network", { iri: thing.iri }) }, "Network"),
      el("a", { class: "button quiet", href: addressTo("contradictions", { [filter]: thing.iri }) }, "Contradictions"),
    ),
  );
}

/** The filter of events that means this thing. */
const filterOf = ({ family }) => (family === "place" ? "place" : "actor");

function known(thing) {
  const others = thing.names.filter(({ name }) => name !== thing.label);
  const fact = (name, ...value) => [el("dt", name), el("dd", value)];
  return el(
    "section",
    { class: "card" },
    el("h2", "What is known"),
    el(
      "dl",
      { class: "facts" },
      fact("Is a", join(thing.classes.map((cls) => kind(cls)))),
      others.length > 0 && fact("Also called", el("div", { class: "chips" }, fold(others.map(({ name, count }) => chipOf(name, count)), 8))),
      thing.within.length > 0 && fact("Lies in", join(thing.within.map((ref) => link(ref)))),
      thing.wikidata && fact("Wikidata", wikidata(thing.wikidata)),
      thing.same.length > 0 && fact("Taken as one with", fold(thing.same.map((ref) => el("div", { class: "small" }, words(ref.label), " ", address(ref))), 3)),
      thing.claims_made > 0 && fact("Says", el("a", { href: addressTo("events", { claimer: thing.iri }) }, plural(thing.claims_made, "claim"))),
      fact("Permalink", el("span", { class: "mono" }, words(thing.iri))),
    ),
  );
}

const chipOf = (name, count) => el("span", { class: "chip" }, words(name), count > 0 && el("span", { class: "count" }, number(count)));
const address = (ref) => el("span", { class: "mono muted" }, words(ref.iri));

function wikidata({ id, url, confidence }) {
  const sure = typeof confidence === "number" ? `${Math.round(confidence * 100)} % sure` : "";
  return [outside(url, id), sure && el("span", { class: "small muted", title: "How sure the linking is" }, ` ${sure}`)];
}

function relations(thing) {
  if (!thing.relations.length) return null;
  const more = (thing.relations_total || 0) - thing.relations.length;
  return el(
    "section",
    { class: "card" },
    el("h2", "Relations"),
    el("ul", { class: "plain relations" }, fold(thing.relations.map((one) => relation(thing, one)), 6)),
    more > 0 && el("p", { class: "small muted" }, `${number(more)} more are not listed.`),
  );
}

function relation(thing, one) {
  const other = one.other ? link(one.other) : words(one.text);
  const self = el("span", { class: "muted" }, words(thing.label));
  const verb = el("strong", one.label || kind(one.predicate));
  const line = one.direction === "in" ? [other, " ", verb, " ", self] : [self, " ", verb, " ", other];
  return el(
    "li",
    el("p", { class: "row" }, el("span", line), one.factuality !== "Actual" && badge(one.factuality), one.date && el("span", { class: "small muted" }, words(one.date))),
    one.sources?.length > 0 && el("p", { class: "small" }, el("span", { class: "muted" }, "According to "), join(one.sources.map((ref) => link(ref)), " and ")),
    fold(one.evidence.map((found) => evidence(found)), 1),
  );
}

function happened(thing, state, api) {
  const scene = { thing, state, api, line: el("div", { class: "small-timeline" }), list: el("div"), title: el("h2", "Events") };
  const kinds = el("div", { class: "row choices", role: "group", "aria-label": "Role" });
  scene.paint = () => {
    fill(kinds, choices(thing, state, (role) => turn(scene, { role, page: "" })));
    timeline(scene).catch(() => scene.line.replaceChildren());
    return events(scene);
  };
  scene.paint();
  return el("section", { class: "card" }, scene.title, kinds, scene.line, scene.list);
}

/** What a thing is in an event, by what events can be filtered by; "any" is whatever role. */
const AS = { any: "in any role", agent: "does it", patient: "it happens to", says: "says so" };

/** Buttons for the roles it has. Of a place, the first are the events there and within it. */
function choices(thing, state, onpick) {
  const { total, roles } = thing.events;
  const says = thing.claims_made ? [["says", thing.claims_made]] : [];
  const told = [...Object.entries(roles), ...says].filter(([role, count]) => role in AS && count > 0);
  const isPlace = filterOf(thing) === "place";
  const alike = !isPlace && told.every(([, count]) => count === total); // All buttons would give the same list.
  if (alike) return null;
  const now = state.get("role") || "";
  const button = (role, name, count = null) =>
    el(
      "button",
      { type: "button", class: "quiet small", "aria-pressed": String(role === now), onclick: () => onpick(role) },
      name,
      count !== null && [" ", el("span", { class: "count" }, number(count))],
    );
  return [
    isPlace ? button("", "there or within it") : button("", AS.any, total),
    isPlace && total > 0 && button("any", AS.any, total),
    told.map(([role, count]) => button(role, AS[role], count)),
  ];
}

function turn({ state, paint }, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value) state.set(name, value);
    else state.delete(name);
  }
  writeState(state);
  return paint();
}

/** The filter that the list and the timeline share. */
function chosen({ thing, state }) {
  const role = state.get("role") || "";
  const name = { any: "actor", agent: "agent", patient: "patient", says: "claimer" }[role] || filterOf(thing);
  return { [name]: thing.iri };
}

async function events(scene) {
  const { state, api, list, title } = scene;
  fill(list, waiting());
  try {
    const answer = await api.events({ ...chosen(scene), order: "-date", page: state.get("page") || 1, size: 10 });
    const onpage = async (page) => {
      await turn(scene, { page: String(page) });
      title.scrollIntoView();
    };
    fill(title, answer.total ? `Events (${number(answer.total)})` : "Events");
    const cards = answer.events.map((event) => eventCard(event));
    fill(list, answer.total ? el("div", { class: "stack" }, cards) : el("p", { class: "muted" }, "No event is told of it."), pager(answer, onpage));
    announce(plural(answer.total, "event"));
  } catch (error) {
    fill(list, failure(error));
  }
}

async function timeline(scene) {
  const { api, line } = scene;
  const filters = chosen(scene);
  const { drawTimeline, withoutEarly } = await import("./timeline.js");
  const ask = (from) => api.timeline(from ? { ...filters, from } : filters);
  const { bins, undated, unit, early } = await withoutEarly(ask);
  line.hidden = bins.length < 2;
  const onRange = ({ from, to }) => location.assign(addressTo("events", { ...filters, from, to }));
  if (!line.hidden) drawTimeline(line, bins, { undated, unit, onRange, earlier: { count: early, onAll: () => location.assign(addressTo("events", { ...filters, times: "all" })) } });
}

function company(thing) {
  if (!thing.coactors.length) return null;
  const item = (ref) => el("li", link(ref), el("span", { class: "count", title: "events together" }, number(ref.count)));
  return el("section", { class: "card" }, el("h2", "In the same events"), el("ul", { class: "plain ranked" }, fold(thing.coactors.map(item), 8)));
}

/** A document: its title, and below it who published it, and when. */
function titled(ref) {
  const [title, ...told] = source(ref);
  return el("span", title, el("span", { class: "small muted block" }, told.flat(Infinity).slice(1)));
}

function documents(thing) {
  if (!thing.documents.length) return null;
  const more = (thing.documents_total || 0) - thing.documents.length;
  return el(
    "section",
    { class: "card" },
    el("h2", "Documents"),
    el("ul", { class: "plain ranked" }, fold(thing.documents.map((ref) => el("li", titled(ref), el("span", { class: "count", title: "mentions" }, number(ref.count)))), 8)),
    more > 0 && el("p", { class: "small muted" }, `${number(more)} more are not listed.`),
  );
}
