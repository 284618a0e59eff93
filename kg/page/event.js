// The page of one event: what it is, every sentence that tells it, who says so, and what speaks for or against it.

import { claimCard, eventCard, evidence, headline, marks, roles, said } from "./cards.js";
import { add, el, join, kind, plural, time, when, words } from "./dom.js";
import { around, fold } from "./parts.js";
import { addressTo } from "./state.js";

export { eventCard };

const WHY = {
  factuality: "Perhaps told otherwise: whether it happened",
  count: "Perhaps told otherwise: how many",
  denied: "Perhaps denied",
  corroborates: "Perhaps told by others, too",
};

export async function show(root, state, api) {
  const event = await api.event(state.get("iri"));
  document.title = `${headline(event, null).textContent} · kg`;
  const side = el("div", { class: "stack" }, whoWhen(event), network(event));
  add(
    root,
    head(event),
    el("div", { class: "beside" }, el("div", { class: "stack" }, claims(event), sentences(event), others(event)), side),
  );
  if (event.location) around(side, event.location);
}

function head(event) {
  return el(
    "header",
    { class: "head" },
    el("div", { class: "row" }, marks(event), el("span", { class: "small muted" }, when(event) || "no date")),
    el("h1", headline(event, null)),
  );
}

function whoWhen(event) {
  const times = (event.times || []).map(({ words: told, value }) => [
    words(`“${told}”`),
    value && value !== told ? [" → ", /^-?\d{4,}(-\d\d){0,2}$/.test(value) ? time(value) : words(value)] : "",
  ]);
  const when_ = times.length > 0 && [el("dt", "Words of time"), el("dd", join(times, "; ", "; "))];
  const date = event.date && [el("dt", "When"), el("dd", when(event))];
  const known = roles(event, undefined, [date, when_].filter(Boolean), said(event));
  return el("section", { class: "card" }, el("h2", "What is told"), known);
}

function claims(event) {
  if (!event.claims?.length) return null;
  return section(`Who says so (${event.claims.length})`, event.claims.map(claimCard));
}

function sentences(event) {
  const { evidence: found } = event;
  const documents = new Set(found.map((one) => one.document.iri)).size;
  const title = found.length > 1 ? `Evidence: ${plural(found.length, "sentence")} in ${plural(documents, "document")}` : "Evidence";
  return section(title, fold(found.map((one) => evidence(one)), 5));
}

function others(event) {
  const found = event.others || [];
  const groups = Object.keys(WHY).map((why) => {
    const cards = found.filter((other) => other.why === why);
    if (!cards.length) return null;
    return el(
      "section",
      { class: "stack others", dataset: { why } },
      el("h2", `${WHY[why]} (${cards.length})`),
      el("p", { class: "small muted" }, "May be the same event: of one kind, with somebody or a place in common, and no time apart."),
      fold(cards.map((other) => [compared(other), eventCard(other.event)]), 3),
    );
  });
  return groups.filter(Boolean);
}

function compared({ one, other, why }) {
  if (why === "corroborates" || (!one && !other)) return null;
  return el("p", { class: "small muted" }, "Here: ", words(one ?? "–"), "; there: ", words(other ?? "–"));
}

function network(event) {
  const first = event.roles.agent[0] || event.roles.patient[0] || event.roles.place[0];
  if (!first) return null;
  return el(
    "section",
    { class: "card" },
    el("h2", "Go on"),
    el(
      "ul",
      { class: "plain" },
      el("li", el("a", { href: addressTo("events", { class: event.class }) }, `All events of the class ${kind(event.class)}`)),
      event.start && el("li", el("a", { href: addressTo("events", { from: event.start, to: event.end || event.start }) }, "What else happened then")),
      el("li", el("a", { href: addressTo("network", { iri: first.iri }) }, "Who is connected with ", words(first.label))),
    ),
  );
}

const section = (title, ...children) => el("section", { class: "card" }, el("h2", title), ...children);
