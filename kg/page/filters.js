// What can be chosen, with counts -> the panel of filters: drawFilters(element, {state, ask, onChange}).

import { el, fill, useStyle } from "./dom.js";
import { TITLES, toggle } from "./choices.js";
import { choice, datesField, knownField, wordsField } from "./filters-fields.js";
import { finder } from "./filters-finder.js";
import { tree } from "./filters-tree.js";

/** Facets in the order of the panel; those that begin open; kinds of things that can be looked for by name. */
const FACETS = ["class", "factuality", "actor", "place", "claimer", "publisher", "document"];
const OPEN = ["class", "factuality", "actor", "place"];
const FOUND = { actor: "actor", place: "place", claimer: "actor" };

/** Choices of a facet that are seen at first. */
const FEW = 7;

/**
 * Draw the panel; onChange() is called when the state was changed by it.
 *
 * count(name, value) answers how many events a choice would leave; search(kind, text) finds things by name.
 * classes: [{id, label, parent}]. Returns {update(facets)}, to be called for each new answer.
 */
export function drawFilters(element, { state, classes, search, count, onChange }) {
  useStyle("./filters.css", import.meta.url);
  const groups = new Map(FACETS.map((name) => [name, group(name)]));
  const context = { state, classes, onChange, more: new Set(), opened: new Set() };
  const form = el("form", { class: "filters stack", role: "search", "aria-label": "Filters", onsubmit: (event) => event.preventDefault() });
  const written = [wordsField(context), datesField(context), knownField(context)];
  form.append(...written.map((field) => field.node), ...FACETS.map((name) => groups.get(name).node));
  for (const [name, kind] of Object.entries(FOUND)) {
    const pick = (ref) => (toggle(state, name, ref.iri, true), onChange());
    groups.get(name).find.append(finder({ label: `Find: ${TITLES[name].toLowerCase()}`, ask: (text) => search(kind, text), count: (ref) => count(name, ref.iri), onPick: pick }));
  }
  fill(element, form);
  return {
    update(facets) {
      for (const field of written) field.update();
      for (const name of FACETS) keepingFocus(groups.get(name).node, () => choices(groups.get(name), name, facets[name] || [], context));
    },
  };
}

function group(name) {
  const list = el("div", { class: "choices" });
  const find = el("div", { class: "find" });
  const node = el("details", { class: "facet", open: OPEN.includes(name), dataset: { facet: name } }, el("summary", TITLES[name]), find, list);
  return { node, list, find };
}

function choices({ node, list }, name, found, context) {
  node.hidden = !found.length && !context.state.getAll(name).length;
  if (node.hidden) return;
  if (context.state.getAll(name).length) node.open = true;
  if (name === "class") fill(list, tree(found, context));
  else fill(list, flat(name, found, context));
}

/** The first few; those that are chosen are always among them. */
function flat(name, found, context) {
  const on = context.state.getAll(name);
  const whole = context.more.has(name) || found.length <= FEW + 1;
  const seen = whole ? found : found.filter((one, n) => n < FEW || on.includes(one.value));
  const more = () => (context.more.add(name), fill(list, flat(name, found, context)));
  const button = whole ? null : el("button", { type: "button", class: "quiet small", dataset: { key: "more" }, onclick: more }, `Show ${found.length - seen.length} more`);
  const list = el("div", seen.map((one) => choice(name, one, context)), button);
  return list;
}

/** Redraw a part and give the focus back to what had it. */
function keepingFocus(node, draw) {
  const held = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  draw();
  if (held) node.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
}
