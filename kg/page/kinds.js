// How real events are told to be -> the order, colours and names that map, timeline and legend share.

import { colour, el, MEANINGS, number } from "./dom.js";

/** From told as so to told as not so: the order of stacks and of legends. */
export const KINDS = ["Actual", "Planned", "Possible", "Hypothetical", "Negated"];

/** The class of CSS that colours a kind; what has no name yet is grey. */
export const kindClass = (kind) => `kind-${KINDS.includes(kind) ? kind.toLowerCase() : "other"}`;

/** Pairs [kind, count] in the common order; kinds that nobody foresaw come last. */
export function ordered(kinds) {
  const rank = (kind) => (KINDS.indexOf(kind) + KINDS.length + 1) % (KINDS.length + 1);
  return Object.entries(kinds || {})
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Kind -> colour as a canvas takes it; ask again when the theme changes. */
export function kindColours() {
  return new Map(KINDS.map((kind) => [kind, colour(`--${kind.toLowerCase()}`)]).concat([["", colour("--muted")]]));
}

/** A list of the kinds with their colours, and counts where they are given. */
export function legend(kinds) {
  const item = ([kind, count]) =>
    el("li", { title: MEANINGS[kind] }, el("span", { class: `swatch ${kindClass(kind)}` }), kind, el("span", { class: "count" }, number(count)));
  return el("ul", { class: "legend plain", "aria-label": "Colours" }, ordered(kinds).map(item));
}

/** "12 Actual, 3 Planned": what a stack holds, in words. */
export const told = (kinds) => ordered(kinds).map(([kind, count]) => `${number(count)} ${kind}`).join(", ");

/** The sum of the kinds of several stacks. */
export function summed(stacks) {
  const sum = {};
  for (const { kinds } of stacks) for (const [kind, n] of Object.entries(kinds || {})) sum[kind] = (sum[kind] || 0) + n;
  return sum;
}
