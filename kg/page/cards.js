// Events, claims and relations as people read them: who did what to whom, who says so, and the sentence.

import { badge, el, join, kind, link, number, quoted, time, when, words } from "./dom.js";
import { addressOf } from "./state.js";

/** Role of the data -> what people call it, in the order in which they tell them. */
export const ROLES = {
  agent: "Who",
  patient: "Whom, what",
  recipient: "To",
  instrument: "With",
  topic: "About",
  place: "Where",
  origin: "From",
  destination: "Towards",
};

const COMPARED = { MoreThan: "more than ", AtLeast: "at least ", LessThan: "less than ", About: "about " };

/** "about 22,000 people". */
export function quantity({ value, comparator, unit }) {
  const counted = value === null || value === 1 ? unit || "" : several(unit || "");
  return `${COMPARED[comparator] || ""}${value === null ? "" : number(value)} ${counted}`.trim();
}

const ODD = { person: "people", man: "men", woman: "women", child: "children", percent: "percent", aircraft: "aircraft" };

/** The plural of an English noun as units are told; what is no plain word stays as it is. */
function several(unit) {
  if (unit in ODD) return ODD[unit];
  if (!/^[a-z][a-z -]{2,}$/.test(unit) || /s$|people$|men$/.test(unit)) return unit;
  if (/[^aeiou]y$/.test(unit)) return `${unit.slice(0, -1)}ies`;
  return unit + (/(?:ch|sh|x|z)$/.test(unit) ? "es" : "s");
}

/** What happened in one line: agents, the words that tell it, patients. */
export function headline(event, href = addressOf(event)) {
  const { agent = [], patient = [] } = event.roles || {};
  const told = words(event.trigger || event.label, { class: "trigger" });
  const names = (refs) => join(refs.slice(0, 3).map((ref) => words(ref.label)), " and ");
  const more = (refs) => (refs.length > 3 ? ` and ${refs.length - 3} more` : "");
  return el(
    href ? "a" : "span",
    { href, class: "headline" },
    agent.length > 0 && [names(agent), more(agent), " "],
    told,
    patient.length > 0 && [" ", names(patient), more(patient)],
  );
}

/** One event as a card; first is the evidence that is shown. */
export function eventCard(event, { level = 3, first = 0 } = {}) {
  return el(
    "article",
    { class: "card event", dataset: { iri: event.iri } },
    el("div", { class: "row" }, marks(event), el("span", { class: "end small muted" }, when(event) || "no date")),
    el(`h${level}`, headline(event)),
    event.evidence.length > 0 && evidence(event.evidence[first] || event.evidence[0]),
    roles(event, ["recipient", "instrument", "topic", "place", "origin", "destination"], [], said(event)),
  );
}

/** One event in a row of a list: when, what, how real. */
export function eventLine(event) {
  return el(
    "div",
    { class: "line", dataset: { iri: event.iri } },
    el("span", { class: "date small muted" }, when(event) || "no date"),
    el("span", { class: "what" }, headline(event), " ", el("span", { class: "kind", dataset: { family: "event" } }, kind(event.class))),
    el("span", { class: "how" }, real(event)),
  );
}

/** Class, factuality and denial of an event, as small words. */
export function marks(event) {
  return [el("span", { class: "kind", dataset: { family: "event" } }, kind(event.class)), real(event)];
}

function real(event) {
  return [event.factuality && badge(event.factuality), event.denied && denied()];
}

const denied = () =>
  el("span", { class: "badge bad", title: "somebody denies it, or says it was otherwise" }, "Denied");

/** Who says so (first), who takes part, and more facts, as a list; null when there are none. */
export function roles(event, names = Object.keys(ROLES), more = [], first = null) {
  const told = names.filter((name) => event.roles?.[name]?.length);
  const counts = (event.quantities || []).map(quantity).filter(Boolean);
  if (!told.length && !counts.length && !more.length && !first) return null;
  return el(
    "dl",
    { class: "facts" },
    first && [el("dt", "Who says so"), el("dd", first)],
    told.map((name) => [el("dt", ROLES[name]), el("dd", join(event.roles[name].map((ref) => link(ref))))]),
    counts.length > 0 && [el("dt", "How many"), el("dd", words(counts.join("; ")))],
    more,
  );
}

/** Who says so: its claimers, or the document itself. */
export function said(event) {
  if (event.sources?.length) return join(event.sources.map((ref) => link(ref)), " and ");
  const publisher = event.evidence[0]?.document?.publisher;
  return el("span", "the document itself", publisher && [" (", words(publisher), ")"]);
}

/** A sentence with its words marked, and the place in the document it comes from. */
export function evidence({ document, begin, end, sentence, sentence_begin: start }, { link: linked = true } = {}) {
  const known = typeof start === "number";
  return el(
    "blockquote",
    { class: "evidence" },
    sentence ? quoted(sentence, known ? begin - start : -1, known ? end - start : -1) : el("span", { class: "muted" }, "no sentence"),
    linked && document && el("footer", source(document, { begin, end })),
  );
}

/** The document a sentence is from: a link to the very place, who published it, when. */
export function source(document, place = null) {
  const href = addressOf(document, place);
  const title = words(document.label);
  const told = [document.publisher && words(document.publisher), document.issued && time(document.issued)];
  return [
    href ? el("a", { href, title: "Read it there" }, title) : title,
    told.filter(Boolean).map((part) => [" · ", part]),
  ];
}

const STANCES = { Asserts: "says so", Denies: "denies it", Doubts: "doubts it" };

/** What somebody says about an event: who, how, with which words, to whom, when. */
export function claimCard(claim) {
  const who = claim.claimers?.length ? claim.claimers : [claim.claimer].filter(Boolean);
  return el(
    "article",
    { class: "claim", dataset: { stance: claim.stance } },
    el(
      "p",
      { class: "row" },
      el("strong", who.length ? join(who.map((ref) => link(ref)), " and ") : "Somebody"),
      el("span", { class: claim.stance === "Asserts" ? "badge" : "badge bad" }, STANCES[claim.stance] || claim.stance),
      claim.medium && el("span", { class: "small" }, "told ", link(claim.medium)),
      claim.date && el("span", { class: "small muted" }, time(claim.date)),
      claim.cue && el("span", { class: "small muted" }, "in the words ", words(`“${claim.cue}”`)),
    ),
    claim.evidence && evidence(claim.evidence),
  );
}
