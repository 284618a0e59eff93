// The documents of the store, the newest first, by title, publisher and date.

import { add, announce, el, failure, fill, link, nothing, number, pager, pausing, plural, time, waiting, words } from "./dom.js";
import { addressTo, writeState } from "./state.js";

export async function show(root, state, api) {
  document.title = "Documents · kg";
  const box = el("div");
  const again = () => list(box, state, api, again);
  const publishers = el("select", { name: "publisher" }, el("option", { value: "" }, "all publishers"));
  add(root, el("header", { class: "head" }, el("h1", "Documents"), form(state, publishers, again)), box);
  await Promise.all([again(), choices(publishers, state, api)]);
}

function form(state, publishers, again) {
  const input = (name, label, more = {}) => el("label", label, el("input", { name, value: state.get(name) || "", ...more }));
  const made = el(
    "form",
    { class: "row filters", "aria-label": "Filters" },
    input("q", "Words of the title", { type: "search" }),
    el("label", "Publisher", publishers),
    input("from", "From", { placeholder: "2015-10", inputmode: "numeric", pattern: "\\d{4}(-\\d\\d){0,2}", title: "2015, 2015-10 or 2015-10-09" }),
    input("to", "To", { placeholder: "2019", inputmode: "numeric", pattern: "\\d{4}(-\\d\\d){0,2}", title: "2015, 2015-10 or 2015-10-09" }),
  );
  const changed = () => {
    if (!made.checkValidity()) return;
    for (const [name, value] of new FormData(made)) {
      if (value) state.set(name, value);
      else state.delete(name);
    }
    state.delete("page");
    writeState(state, { replace: true });
    again();
  };
  made.addEventListener("input", pausing(changed, 200));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  return made;
}

async function choices(select, state, api) {
  const { publisher = [] } = await api.facets({});
  const chosen = state.get("publisher") || "";
  add(select, publisher.map(({ value, label }) => el("option", { value, selected: value === chosen }, label || value)));
}

async function list(box, state, api, again) {
  fill(box, waiting());
  try {
    const answer = await api.documents(state);
    fill(box, table(answer, state, again));
    announce(plural(answer.total, "document"));
  } catch (error) {
    fill(box, failure(error));
  }
}

function table(answer, state, again) {
  if (!answer.total) return nothing("No document fits.", "Take a filter away.");
  const turn = (page) => {
    state.set("page", page);
    writeState(state);
    again();
    scrollTo({ top: 0 });
  };
  const head = el("tr", el("th", "Title"), el("th", "Publisher"), el("th", "Date"), el("th", { class: "number" }, "Events"), el("th", { class: "number" }, "Mentions"));
  const rows = answer.documents.map((ref) =>
    el(
      "tr",
      el("td", link(ref, { class: "name" })),
      el("td", { class: "by" }, ref.publisher ? words(ref.publisher) : ""),
      el("td", { class: "by nowrap" }, ref.issued ? time(ref.issued) : ""),
      el("td", { class: "number", dataset: { name: "events" } }, el("a", { href: addressTo("events", { document: ref.iri }), title: "Events of this document" }, number(ref.events))),
      el("td", { class: "number muted", dataset: { name: "mentions" } }, number(ref.mentions)),
    ),
  );
  const caption = el("caption", plural(answer.total, "document"));
  return [el("div", { class: "card scroll" }, el("table", { class: "documents" }, caption, el("thead", head), el("tbody", rows))), pager(answer, turn)];
}
