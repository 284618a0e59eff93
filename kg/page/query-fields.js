// The parameters of a query -> fields to fill; what is chosen is written into the query.

import { combo } from "./combo.js";
import { MEANINGS, chip, el, fill, kind, words } from "./dom.js";
import { bracketed, filled, termFor } from "./query-text.js";

/** Fields for parameters [{name, kind, meaning}]; change(text => text) rewrites the query. */
export function fields(parameters, { api, terms, change }) {
  if (!parameters.length) return null;
  return el("fieldset", el("legend", "Fill in, or leave empty for all"), el("div", { class: "query-fields" }, parameters.map((one) => field(one, { api, terms, change }))));
}

function field(parameter, tools) {
  if (parameter.kind === "class") return classField(parameter, tools);
  if (["entity", "thing", "document"].includes(parameter.kind)) return thingField(parameter, tools);
  return plainField(parameter, tools);
}

function plainField({ name, kind: type, meaning }, { change }) {
  const put = (event) => {
    const value = event.target.value.trim();
    if (event.target.reportValidity()) change((text) => filled(text, name, value ? [termFor(type, value)] : []));
  };
  const pattern = { date: "\\d{4}(-\\d\\d(-\\d\\d)?)?", number: "[+\\-]?\\d+(\\.\\d+)?" }[type];
  return el("label", `${name}: ${meaning}`, el("input", { type: "text", onchange: put, pattern, title: meaning, placeholder: type === "date" ? "2013-05" : "" }));
}

function classField({ name, meaning }, { terms, change }) {
  const id = `query-${name}`;
  const known = name === "factuality" ? Object.keys(MEANINGS) : terms.classes.map(({ label }) => label.replace(/^kg:/, "")).sort();
  const put = ({ target }) => {
    const value = target.value.trim().replace(/^kg:/, "");
    const exact = known.find((one) => one.toLowerCase() === value.toLowerCase());
    target.setCustomValidity(exact || !value ? "" : `There is no ${value}; choose one of the list.`);
    if (target.reportValidity()) change((text) => filled(text, name, exact ? [termFor("class", exact)] : []));
  };
  return el("label", `${name}: ${meaning}`, el("input", { type: "text", list: id, onchange: put, autocomplete: "off" }), el("datalist", { id }, known.map((one) => el("option", { value: one }))));
}

function thingField({ name, kind: type, meaning }, { api, change }) {
  const chosen = el("div", { class: "chips" });
  const clear = () => {
    fill(chosen);
    change((text) => filled(text, name, []));
  };
  const pick = async (ref) => {
    const iris = await alike(api, ref);
    fill(chosen, chip(ref.label, { onremove: clear, family: ref.family }));
    change((text) => filled(text, name, iris.map(bracketed)));
  };
  const ask = async (q, options) => (await api.search(type === "document" ? { q, kind: "document" } : { q }, options)).results;
  const option = (ref) => [words(ref.label), el("span", { class: "kind", dataset: { family: ref.family } }, kind(ref.class))];
  const label = `${name}: ${meaning}`;
  return el("div", el("span", { class: "muted small" }, label), combo({ label, ask, option, onpick: pick, onsubmit: () => {} }), chosen);
}

/** The thing and all that were found to be one with it in other documents. */
async function alike(api, ref) {
  if (["event", "document"].includes(ref.family)) return [ref.iri];
  const { same = [] } = await api.entity(ref.iri).catch(() => ({}));
  return [...new Set([ref.iri, ...same.map(({ iri }) => iri)])].sort();
}
