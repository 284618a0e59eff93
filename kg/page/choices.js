// What was chosen, as a state of the address: names of filters, words for chips, adding and taking off.

import { day, kind } from "./dom.js";

/** Filters that may have several values, and those that have one; all else in the state is no filter. */
export const LISTS = ["actor", "agent", "patient", "place", "class", "claimer", "factuality", "document", "publisher"];
export const SINGLE = ["from", "to", "bbox", "q", "dated", "located"];

/** Filter -> what people call it. */
export const TITLES = {
  actor: "Who takes part",
  agent: "Who did it",
  patient: "To whom",
  place: "Where",
  class: "What happened",
  claimer: "Who says so",
  factuality: "How real",
  document: "Document",
  publisher: "Publisher",
};

/** Filters whose values are things with a name of their own. */
export const NAMED = ["actor", "agent", "patient", "place", "claimer", "document"];

/** The filters of a state alone, without page, order and the like. */
export function filtersOf(state, without = []) {
  const known = [...LISTS, ...SINGLE].filter((name) => !without.includes(name));
  return new URLSearchParams([...state].filter(([name, value]) => known.includes(name) && value !== ""));
}

/** Choose a value of a list, or take it off. */
export function toggle(state, name, value, on = !state.getAll(name).includes(value)) {
  const others = state.getAll(name).filter((one) => one !== value);
  state.delete(name);
  for (const one of on ? [...others, value] : others) state.append(name, one);
}

/** Set a filter of one value; "" takes it off. */
export function set(state, name, value) {
  state.delete(name);
  if (value) state.set(name, value);
}

/** What is chosen, one by one: [{name, value, text}]; names: value -> what it is called. */
export function chosen(state, names) {
  return [...filtersOf(state)].map(([name, value]) => ({ name, value, text: text(name, value, names) }));
}

function text(name, value, names) {
  const called = names.get(value) || value.replace(/^.*[/#]/, "");
  const told = {
    class: () => names.get(value) || kind(value),
    actor: () => `with ${called}`,
    agent: () => `by ${called}`,
    patient: () => `to ${called}`,
    place: () => `in ${called}`,
    claimer: () => `said by ${called}`,
    publisher: () => `published by ${value}`,
    document: () => `in the document ${called}`,
    from: () => `from ${day(value)}`,
    to: () => `until ${day(value)}`,
    q: () => `“${value}”`,
    bbox: () => "in this part of the map",
    dated: () => (value === "yes" ? "with a date" : "without a date"),
    located: () => (value === "yes" ? "on the map" : "not on the map"),
  }[name];
  return told ? told() : value;
}
