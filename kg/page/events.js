// The view of events: filters, a map and a timeline that are tied together, and a list, all of one state.

import { add, announce, chip, el, failure, fill, nothing, pager, plural, useStyle, waiting } from "./dom.js";
import { eventCard } from "./event.js";
import { chosen, filtersOf, NAMED, set, toggle } from "./choices.js";
import { drawFilters } from "./filters.js";
import { legend } from "./kinds.js";
import { mapPart } from "./events-map.js";
import { downloads } from "./save.js";
import { addressTo, writeState } from "./state.js";
import { sparqlOf } from "./sparql-text.js";
import { timePart } from "./events-time.js";

/** Cards on a page. */
const SIZE = 20;

/** What may be asked for by name: other words in an address are nobody. */
const IRI = /^[a-z][\w+.-]*:[^\s<>"]+$/i;

const ORDERS = { "-date": "latest first", date: "earliest first", relevance: "most telling first" };

export async function show(root, state, api) {
  await useStyle("./events.css", import.meta.url);
  document.title = "Events · kg";
  const about = await api.about();
  const view = { state, api, about, names: new Map(), turn: new AbortController(), parts: {} };
  view.change = (options) => changed(view, options);
  view.boxes = boxes();
  add(root, frame(view));
  view.parts = {
    filters: drawFilters(view.boxes.filters, {
      state,
      classes: about.classes,
      search: async (kind, text) => (await api.search({ kind, q: text })).results,
      count: async (name, value) => (await api.events(with_(state, name, value))).total,
      onChange: () => view.change(),
    }),
    map: mapPart(view.boxes.map, view),
    time: timePart(view.boxes.time, view),
  };
  await load(view, {});
}

/** The filters of a state with one more, for one event: only the total is wanted. */
function with_(state, name, value) {
  const filters = filtersOf(state);
  toggle(filters, name, value, true);
  filters.set("size", "1");
  return filters;
}

function boxes() {
  const box = (name) => el("div", { class: `events-${name}` });
  return Object.fromEntries(["filters", "chips", "tools", "wrong", "legend", "map", "time", "list"].map((name) => [name, box(name)]));
}

function frame({ boxes }) {
  const wide = matchMedia("(min-width: 60rem)").matches;
  const panel = el("details", { class: "events-panel sticky", open: wide }, el("summary", "Filters"), boxes.filters);
  const head = el("header", { class: "head" }, el("h1", "Events"), boxes.chips, boxes.tools, boxes.wrong);
  const list = el("section", { class: "section", "aria-label": "List of events" }, boxes.list);
  const main = el("div", { class: "stack" }, boxes.legend, boxes.map, boxes.time, list);
  return [head, el("div", { class: "beside left" }, panel, main)];
}

/** The state was changed: into the address, and all is asked anew; `keep`: what stays as it is. */
function changed(view, { page = false, replace = false, look = true } = {}) {
  if (!page) view.state.delete("page");
  writeState(view.state, { replace });
  load(view, { page, look });
}

/** Ask for all that depends on the filters: what is looked at first at once, then what can be chosen next. */
async function load(view, { page = false, look = true }) {
  view.turn.abort();
  view.turn = new AbortController();
  const { signal } = view.turn;
  const filters = filtersOf(view.state);
  fill(view.boxes.wrong);
  chips(view);
  const done = (name) => signal.aborted || (view.boxes.list.dataset[name] = String(Number(view.boxes.list.dataset[name] || 0) + 1));
  const all = (...parts) => Promise.all(parts.map((part) => part.catch((error) => wrong(view, error, signal))));
  await all(...(page ? [] : [view.parts.map.load(filters, signal, look), view.parts.time.load(signal)]), list(view, filters, signal));
  done("drawn");
  if (!page && !signal.aborted) await all(facets(view, filters, signal));
  done("ready");
}

function wrong(view, error, signal) {
  if (error.name === "AbortError" || signal.aborted) return;
  if (!error.status) console.error(error);
  fill(view.boxes.wrong, failure(error));
}

async function facets(view, filters, signal) {
  const found = await view.api.facets(filters, { signal });
  for (const name of [...NAMED, "class"]) for (const one of found[name] || []) view.names.set(one.value, one.label);
  view.parts.filters.update(found);
  colours(view, found.factuality);
  chips(view);
  await named(view, signal);
}

/** What the colours of map and timeline mean, for what is shown there. */
function colours({ state, boxes }, found) {
  const wanted = state.getAll("factuality");
  const shown = found.filter(({ value }) => !wanted.length || wanted.includes(value));
  fill(boxes.legend, legend(Object.fromEntries(shown.map(({ value, count }) => [value, count]))));
}

/** Names of what is chosen but in no list: asked one by one. */
async function named(view, signal) {
  const lost = NAMED.flatMap((name) => view.state.getAll(name)).filter((iri) => IRI.test(iri) && !view.names.has(iri));
  for (const iri of new Set(lost)) {
    view.names.set(iri, iri.replace(/^.*[/#]/, ""));
    const thing = await view.api.entity(iri, { signal }).catch(() => null);
    if (thing) view.names.set(iri, thing.label);
  }
  if (lost.length) chips(view);
}

/** What is chosen; each can be taken off. */
function chips({ state, boxes, names, change }) {
  const off = (name, value) => {
    if (state.getAll(name).length > 1) toggle(state, name, value, false);
    else state.delete(name);
    change();
    boxes.chips.querySelector("button")?.focus();
  };
  const shown = chosen(state, names);
  const items = shown.map(({ name, value, text }) => chip(text, { onremove: () => off(name, value) }));
  const clear = () => {
    for (const { name } of shown) state.delete(name);
    change();
  };
  const all = items.length > 1 ? el("button", { type: "button", class: "quiet small", onclick: clear }, "Clear all") : null;
  boxes.chips.hidden = !items.length;
  fill(boxes.chips, el("div", { class: "chips", role: "group", "aria-label": "Chosen filters" }, items, all));
}

async function list(view, filters, signal) {
  const { state, api, boxes } = view;
  const asked = new URLSearchParams(filters);
  asked.set("order", state.get("order") || "-date");
  asked.set("page", state.get("page") || "1");
  asked.set("size", SIZE);
  if (!boxes.list.firstChild) fill(boxes.list, waiting());
  const found = await api.events(asked, { signal });
  if (signal.aborted) return;
  tools(view, found.total);
  announce(plural(found.total, "event"));
  fill(boxes.list, heading(view, found.total), cards(found), pager(found, (page) => turn(view, page)));
}

function cards({ events }) {
  if (!events.length) return nothing("No event is like that.", "Take a filter off, or choose another date.");
  return el("div", { class: "stack" }, events.map((event) => eventCard(event)));
}

function heading({ state, change }, total) {
  const select = el("select", { "aria-label": "Order of the list", onchange: () => (set(state, "order", select.value), change({ look: false })) }, Object.entries(ORDERS).map(([value, text]) => el("option", { value }, text)));
  select.value = state.get("order") || "-date";
  return el("div", { class: "row events-heading" }, el("h2", { tabindex: "-1" }, plural(total, "event")), el("label", { class: "end" }, select));
}

function turn(view, page) {
  set(view.state, "page", page > 1 ? String(page) : "");
  view.change({ page: true });
  view.boxes.list.scrollIntoView();
  view.boxes.list.querySelector("h2")?.focus({ preventScroll: true });
}

/** The same list elsewhere: as a query, and as files. */
function tools({ state, api, about, boxes }, total) {
  const filters = filtersOf(state);
  const query = api.sparql ? `${addressTo("query")}#query=${encodeURIComponent(sparqlOf(filters, about.prefixes))}` : null;
  fill(boxes.tools, el("div", { class: "row small" }, query && el("a", { class: "button quiet", href: query }, "Open in SPARQL"), downloads(api, filters, total)));
}
