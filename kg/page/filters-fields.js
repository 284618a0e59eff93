// Fields of forms that choose events: boxes with counts, words, dates.

import { el, fill, number, words } from "./dom.js";
import { isDate } from "./dates.js";
import { set, toggle } from "./choices.js";

/** One box to tick, with the number of events that it leaves. */
export function choice(name, { value, label, count }, { state, onChange }) {
  const change = (event) => (toggle(state, name, value, event.target.checked), onChange());
  const checked = state.getAll(name).includes(value);
  const box = el("input", { type: "checkbox", name, value, dataset: { key: value }, onchange: change, checked });
  const badge = name === "factuality" ? el("span", { class: `swatch kind-${label.toLowerCase()}` }) : null;
  return el("label", { class: "choice" }, box, badge, words(label), el("span", { class: "count" }, number(count)));
}

/** Words of the label or the sentence: {node, update()}, as the fields below. */
export function wordsField({ state, onChange }) {
  const change = () => (set(state, "q", input.value.trim()), onChange());
  const input = el("input", { type: "search", name: "q", value: state.get("q") || "", onchange: change, placeholder: "in the sentence or its event" });
  const node = el("label", { class: "field" }, "Words", input);
  return { node, update: () => put(input, state.get("q")) };
}

/** From and until. */
export function datesField({ state, onChange }) {
  const fields = ["from", "to"].map((name) => dateInput(name, state, onChange));
  const node = el("fieldset", { class: "dates" }, el("legend", "When"), fields.map((field) => field.node), el("p", { class: "small muted" }, "2015, 2015-10 or 2015-10-09"));
  return { node, update: () => fields.forEach((field) => field.update()) };
}

/** A field for a date; what is none is told, and not asked for. */
export function dateInput(name, state, onChange) {
  const wrong = el("span", { class: "wrong", role: "alert" });
  const change = () => {
    const value = input.value.trim();
    const fine = !value || isDate(value);
    input.setAttribute("aria-invalid", String(!fine));
    fill(wrong, fine ? null : "not a date");
    if (!fine || value === (state.get(name) || "")) return;
    set(state, name, value);
    onChange();
  };
  const input = el("input", { type: "text", name, value: state.get(name) || "", inputmode: "numeric", autocomplete: "off", size: "10", maxlength: "10", onchange: change });
  const node = el("label", { class: "field" }, name === "from" ? "From" : "Until", input, wrong);
  return { node, update: () => put(input, state.get(name)) };
}

const KNOWN = { dated: ["Date", "with a date", "without a date"], located: ["Place on the map", "on the map", "not on the map"] };

/** With or without a date, on the map or not. */
export function knownField({ state, onChange }) {
  const selects = Object.entries(KNOWN).map(([name, [label, yes, no]]) => {
    const options = [["", "all"], ["yes", yes], ["no", no]].map(([value, text]) => el("option", { value }, text));
    const select = el("select", { name, onchange: () => (set(state, name, select.value), onChange()) }, options);
    select.value = state.get(name) || "";
    return { name, select, node: el("label", { class: "field" }, label, select) };
  });
  const node = el("div", { class: "known" }, selects.map((one) => one.node));
  return { node, update: () => selects.forEach(({ name, select }) => (select.value = state.get(name) || "")) };
}

/** What somebody is typing stays. */
function put(input, value) {
  if (document.activeElement !== input) input.value = value || "";
}
