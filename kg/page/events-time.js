// The timeline in the view of events: the whole time with the chosen stretch lit, or that stretch alone, finer.

import { el, fill, pausing } from "./dom.js";
import { filtersOf, set } from "./choices.js";
import { drawTimeline, withoutEarly } from "./timeline.js";

/** Returns {load(signal)}. */
export function timePart(element, view) {
  const chart = el("div");
  const tools = el("div", { class: "row small" });
  fill(element, el("h2", { class: "unseen" }, "Timeline"), chart, tools);
  const part = { view, chart, tools, line: null, ranged: pausing((to) => ranged(view, to), 200) };
  part.load = (signal) => load(part, signal);
  return part;
}

async function load(part, signal) {
  const { state, api } = part.view;
  const near = state.get("near") === "yes";
  const range = { from: state.get("from") || "", to: state.get("to") || "" };
  const asked = filtersOf(state, near ? ["dated"] : ["from", "to", "dated"]);
  const ask = (from) => {
    if (from) asked.set("from", from);
    return api.timeline(asked, { signal });
  };
  const all = near || range.from || range.to || state.get("times") === "all";
  const found = await (all ? ask("") : withoutEarly(ask));
  if (signal.aborted) return;
  const onAll = () => (set(state, "times", "all"), part.view.change({ look: false }));
  const about = { range, unit: found.unit, undated: found.undated, earlier: { count: found.early, onAll } };
  part.line ??= drawTimeline(part.chart, found.bins, { ...about, onRange: part.ranged });
  part.line.update(found.bins, about);
  buttons(part, found, range, near);
}

/** A stretch was chosen on the timeline; while handles are moved by keys, the history is not filled. */
function ranged({ state, change }, { from, to }) {
  if (from === (state.get("from") || "") && to === (state.get("to") || "")) return;
  set(state, "from", from);
  set(state, "to", to);
  if (!from && !to) state.delete("near");
  change();
}

function buttons(part, found, range, near) {
  const { state, change } = part.view;
  const button = (text, onclick, attrs = {}) => el("button", { type: "button", class: "quiet", onclick, ...attrs }, text);
  const flip = () => (set(state, "near", near ? "" : "yes"), change({ look: false }));
  const lost = () => {
    for (const name of ["from", "to", "near"]) state.delete(name);
    set(state, "dated", "no");
    change();
  };
  fill(
    part.tools,
    (range.from || range.to) && button("Only the chosen time, finer", flip, { "aria-pressed": String(near) }),
    (range.from || range.to) && button("All times", () => ranged(part.view, { from: "", to: "" })),
    found.undated > 0 && state.get("dated") !== "no" && button("Show events without a date", lost),
  );
}
