// Classes with counts -> a tree to tick in: subclasses below their class, folded until they are wanted.

import { el, fill } from "./dom.js";
import { choice } from "./filters-fields.js";

/**
 * found: [{value, label, count}] where the count of a class has those of its subclasses;
 * context: {state, classes: [{id, parent}], opened: a Set that is kept from one drawing to the next, onChange}.
 */
export function tree(found, context) {
  const parents = new Map(context.classes.map(({ id, parent }) => [id, parent]));
  const known = new Map(found.map((one) => [one.value, one]));
  const below = new Map();
  for (const one of found) {
    const parent = above(one.value, parents, known);
    below.set(parent, [...(below.get(parent) || []), one]);
  }
  const roots = below.get(null) || [];
  const root = roots.length === 1 ? roots[0] : null;
  const top = root && below.has(root.value) ? below.get(root.value) : roots;
  return branch(top, below, context);
}

/** The nearest class above that has a choice of its own; null at the top. */
function above(cls, parents, known) {
  let parent = parents.get(cls) ?? null;
  while (parent !== null && !known.has(parent)) parent = parents.get(parent) ?? null;
  return parent;
}

function branch(classes, below, context) {
  return el("ul", { class: "plain tree" }, classes.map((one) => node(one, below, context)));
}

function node(one, below, context) {
  const box = choice("class", one, context);
  const children = below.get(one.value);
  if (!children) return el("li", el("div", { class: "leaf" }, box));
  const item = el("li");
  const draw = () => {
    const open = context.opened.has(one.value) || children.some((child) => holdsChosen(child, below, context));
    const fold = el("button", { type: "button", class: "fold", dataset: { key: `fold ${one.value}` }, "aria-expanded": String(open), "aria-label": `Kinds of ${one.label}`, onclick: flip }, open ? "▾" : "▸");
    fill(item, el("div", { class: "leaf" }, fold, box), open ? branch(children, below, context) : null);
  };
  const flip = () => {
    if (!context.opened.delete(one.value)) context.opened.add(one.value);
    draw();
    item.querySelector(".fold").focus();
  };
  draw();
  return item;
}

function holdsChosen(one, below, context) {
  const chosen = context.state.getAll("class");
  return chosen.includes(one.value) || (below.get(one.value) || []).some((child) => holdsChosen(child, below, context));
}
