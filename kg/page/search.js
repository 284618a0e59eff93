// What is found for some words: people, places, events, documents, one page after the other.

import { add, announce, badge, el, failure, fill, kind, link, nothing, pager, plural, time, waiting, words } from "./dom.js";
import { headline } from "./cards.js";
import { searchBox } from "./start.js";
import { writeState } from "./state.js";

const KINDS = { "": "All", actor: "People and organisations", place: "Places", event: "Events", document: "Documents" };

export async function show(root, state, api) {
  const found = el("div");
  const tabs = el("div", { class: "row kinds", role: "group", "aria-label": "What to look for" });
  const again = () => search(found, tabs, state, api, again);
  const box = searchBox(api, {
    value: state.get("q") || "",
    onsubmit: (text) => {
      change(state, { q: text, page: "" });
      again();
    },
  });
  add(root, el("header", { class: "head" }, el("h1", "Search"), box, tabs), found);
  await again();
}

function change(state, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === "") state.delete(name);
    else state.set(name, value);
  }
  writeState(state);
}

async function search(box, tabs, state, api, again) {
  const [q, only] = [state.get("q") || "", state.get("kind") || ""];
  document.title = `${q || "Search"} · kg`;
  fill(tabs, Object.entries(KINDS).map(([value, name]) => choice(value, name, value === only, state, again)));
  fill(box, waiting());
  try {
    const answer = await api.search({ q, kind: only, page: state.get("page") || 1 });
    fill(box, results(answer, q, state, again));
    announce(plural(answer.total, "result"));
  } catch (error) {
    fill(box, failure(error));
  }
}

function choice(value, name, pressed, state, again) {
  const onclick = () => {
    change(state, { kind: value, page: "" });
    again();
  };
  return el("button", { type: "button", class: "quiet", "aria-pressed": String(pressed), onclick }, name);
}

function results(answer, q, state, again) {
  if (!answer.total) return nothing(`Nothing is called “${q}”.`, "Try fewer letters, another spelling, or a word of the sentence.");
  const turn = (page) => {
    change(state, { page: String(page) });
    again();
    scrollTo({ top: 0 });
  };
  return [
    el("p", { class: "muted small" }, q ? plural(answer.total, "result") : `Told of most, of ${plural(answer.total, "thing")}`),
    el("ol", { class: "plain results" }, answer.results.map((ref) => result(ref, q))),
    pager(answer, turn),
  ];
}

/** A sentence with the words that were looked for marked. */
function marked(text, q) {
  const sought = q.split(/\s+/).filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!sought.length) return text;
  const parts = text.split(new RegExp(`(${sought.join("|")})`, "iu"));
  return parts.map((part, n) => (n % 2 ? el("mark", part) : part));
}

function result(ref, q) {
  const isEvent = ref.family === "event";
  const other = !isEvent && ref.match && ref.match !== ref.label;
  return el(
    "li",
    { class: "result" },
    el(
      "div",
      { class: "row" },
      isEvent ? headline(ref) : link(ref, { class: "name" }),
      el("span", { class: "kind", dataset: { family: ref.family } }, ref.family === "document" ? "document" : kind(ref.class)),
      isEvent && ref.factuality && badge(ref.factuality),
      isEvent && ref.date && el("span", { class: "small muted" }, time(ref.date)),
    ),
    ref.description && (isEvent ? el("p", { class: "sentence" }, el("bdi", marked(ref.description, q))) : el("p", { class: "small" }, words(ref.description))),
    other && el("p", { class: "small muted" }, "also called ", words(ref.match)),
    !isEvent && el("p", { class: "small muted" }, told(ref)),
  );
}

function told({ events, documents, family, wikidata }) {
  const parts = [plural(events, "event"), family === "document" ? "" : plural(documents, "document"), wikidata];
  return parts.filter(Boolean).join(" · ");
}
