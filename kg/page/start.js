// The first page: what is in this store, a large search box, and ways in.

import { eventCard, headline } from "./cards.js";
import { combo } from "./combo.js";
import { MEANINGS, add, badge, el, fill, kind, link, nothing, number, time, words } from "./dom.js";
import { addressOf, addressTo } from "./state.js";

export async function show(root, state, api) {
  document.title = "kg";
  const about = await api.about();
  const boxes = { latest: el("div", { class: "stack" }), actors: el("div"), places: el("div") };
  add(root, hero(about, api), figures(about), ways(about, boxes));
  await Promise.all([latest(boxes.latest, api), frequent(boxes.actors, "actor", api), frequent(boxes.places, "place", api)]);
}

/** The search box with its suggestions; a thing that is picked is opened at once. */
export function searchBox(api, { value = "", placeholder = "A person, a place, an organisation, words of an event", onsubmit } = {}) {
  return combo({
    label: "Search people, places, organisations, events, documents",
    placeholder,
    value,
    button: "Search",
    ask: async (text, options) => (await api.search({ q: text }, options)).results.slice(0, 8),
    option: suggestion,
    onpick: (ref) => location.assign(addressOf(ref)),
    onsubmit: onsubmit || ((text) => location.assign(addressTo("search", { q: text }))),
  });
}

function suggestion(ref) {
  const other = ref.match && ref.family !== "event" && ref.match !== ref.label;
  return [
    ref.family === "event" ? headline(ref, null) : words(ref.label, { class: "name" }),
    el("span", { class: "kind", dataset: { family: ref.family } }, ref.family === "document" ? "document" : kind(ref.class)),
    other && el("span", { class: "small muted" }, "also ", words(ref.match)),
    ref.description && el("span", { class: "small muted about" }, words(ref.description)),
  ];
}

function hero(about, api) {
  const examples = (about.examples || []).slice(0, 6);
  return el(
    "header",
    { class: "hero" },
    el("h1", "Who did what, where, when – and who says so"),
    el("p", { class: "muted" }, "Every fact here leads to the sentence it comes from."),
    searchBox(api),
    examples.length > 0 &&
      el("p", { class: "chips examples" }, el("span", { class: "small muted" }, "For example"), examples.map(example)),
  );
}

const example = ({ title, path }) => el("a", { class: "chip", href: /^\/id\//.test(path) ? `${path}.html` : path }, words(title));

function figures(about) {
  const { counts } = about;
  const of = (name, count, href) => el("li", href ? el("a", { href }, figure(count, name)) : figure(count, name));
  return el(
    "ul",
    { class: "plain figures", "aria-label": "What is in this store" },
    of("documents", counts.documents, addressTo("documents")),
    of("events", counts.events, addressTo("events")),
    of("people, places, things", counts.entities, addressTo("search", { q: "" })),
    of("claims", counts.claims),
    about.first && el("li", el("span", { class: "figure dates" }, time(about.first), " – ", time(about.last)), el("span", { class: "small muted" }, "dates of the events")),
  );
}

const figure = (count, name) => [el("span", { class: "figure" }, number(count ?? 0)), el("span", { class: "small muted" }, name)];

function ways(about, boxes) {
  return el(
    "div",
    { class: "beside" },
    el("section", el("h2", "From the latest documents"), boxes.latest, el("p", { class: "section-end" }, el("a", { href: addressTo("events") }, "All events on the map and along time"))),
    el(
      "div",
      { class: "stack" },
      el("section", { class: "card" }, el("h2", "Most often told of"), boxes.actors),
      el("section", { class: "card" }, el("h2", "Places"), boxes.places),
      happenings(about),
      legend(about),
    ),
  );
}

/** Events that happened, of the documents that came last: two of each. */
async function latest(box, api) {
  const { documents } = await api.documents({ size: 4 });
  const told = documents.map((ref) => api.events({ document: ref.iri, factuality: "Actual", order: "relevance", size: 2 }));
  const shown = (await Promise.all(told)).flatMap(({ events }) => events).slice(0, 6);
  fill(box, shown.length ? shown.map((event) => eventCard(event)) : nothing("There are no events yet.", "kg build reads documents into the store."));
}

async function frequent(box, family, api) {
  const { results } = await api.search({ q: "", kind: family });
  fill(
    box,
    el(
      "ul",
      { class: "plain ranked" },
      byEvents(results).map((ref) => el("li", link(ref), el("span", { class: "count", title: "events" }, number(ref.events)))),
    ),
  );
}

const byEvents = (refs) => [...refs].sort((a, b) => b.events - a.events).slice(0, 8);

function happenings({ classes = [] }) {
  const parents = new Map(classes.map(({ id, parent }) => [id, parent]));
  const happens = (id) => id === "kg:Event" || (parents.has(id) && happens(parents.get(id)));
  const told = classes.filter(({ id, count }) => count && id !== "kg:Event" && happens(id)).sort((a, b) => b.count - a.count);
  if (!told.length) return null;
  return el(
    "section",
    { class: "card" },
    el("h2", "What happened"),
    el(
      "div",
      { class: "chips" },
      told.slice(0, 14).map((cls) =>
        el("a", { class: "chip", href: addressTo("events", { class: cls.id }) }, cls.label || kind(cls.id), el("span", { class: "count" }, number(cls.count))),
      ),
    ),
  );
}

function legend({ factualities = [] }) {
  if (!factualities.length) return null;
  return el(
    "section",
    { class: "card" },
    el("h2", "How real"),
    el("p", { class: "small muted" }, "Texts tell of what happened, but also of what did not, or only may. Each event says which."),
    el(
      "dl",
      { class: "facts" },
      factualities.map(({ id, count }) => [
        el("dt", el("a", { href: addressTo("events", { factuality: id }) }, badge(id))),
        el("dd", { class: "small" }, MEANINGS[id] || "", " ", el("span", { class: "count" }, number(count))),
      ]),
    ),
  );
}
