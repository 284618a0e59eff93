// The map in the view of events: cells for what is seen, what is not on it, and filtering by a part of it.

import { el, fill, link, number, pausing, plural } from "./dom.js";
import { filtersOf, set, toggle } from "./choices.js";
import { told } from "./kinds.js";
import { drawMap, named, warm } from "./map.js";

/** Zoom of the first question, which is for the whole world; what is nearer is asked for once one looks there. */
const FIRST = 1;

/** Returns {load(filters, signal, look)}: look when the map shall go where the events are. */
export function mapPart(element, view) {
  const box = el("div");
  const said = el("div", { class: "row small events-said" });
  const part = { view, said, map: null, moved: null, box: "" };
  fill(element, el("h2", { class: "unseen" }, "Map"), box, said);
  warm();
  part.load = async (filters, signal, look) => {
    const found = await view.api.map(asIsSeen(part, filters, look), { signal });
    part.map ??= await drawMap(box, found.cells, { tiles: view.about.tiles, onMove: pausing((seen) => moved(part, seen), 120), onPick: (cell) => picked(part, cell), box: sightOf(view.state) });
    if (signal.aborted) return;
    part.moved = null;
    part.map.update(found.cells);
    if (look) lookAt(part, found);
    tell(part, found);
    if (Math.round(part.map.zoom()) !== found.zoom) await refine(part, signal);
  };
  return part;
}

/** The part of the map that is filtered by: [w, s, e, n], or null. */
const boxOf = (state) => (state.get("bbox") ? state.get("bbox").split(",").map(Number) : null);

/** The same, when the map can look at it as it is: one over the date line it can't. */
const sightOf = (state) => (boxOf(state)?.[0] < boxOf(state)?.[2] ? boxOf(state) : null);

/** Filters as the map asks them; seen: [w, s, e, n] is what is in sight. */
function withZoom(filters, zoom, seen = null) {
  const asked = new URLSearchParams(filters);
  asked.set("zoom", String(Math.max(0, zoom)));
  if (seen) asked.set("bbox", seen.join(","));
  return asked;
}

/** Filters as the map asks them when all is asked anew: as near as one looks, or as near as one can and see all. */
function asIsSeen({ map, view }, filters, look) {
  const asked = withZoom(filters, map ? Math.round(map.zoom()) : FIRST);
  if (map && look && !sightOf(view.state)) asked.set("fit", map.room().join("x"));
  return asked;
}

/** Look at the box that is filtered by, or at all events. */
function lookAt(part, { box }) {
  const sight = sightOf(part.view.state) || box;
  if (sight) part.map.look(sight);
}

async function moved(part, seen) {
  part.moved = seen;
  tell(part, part.found);
  await refine(part, part.view.turn.signal).catch(() => {});
}

/** Finer or coarser cells for what is in sight, with some room around it. */
async function refine(part, signal) {
  const zoom = Math.round(part.map.zoom());
  const filters = filtersOf(part.view.state);
  const seen = within(wider(part.map.bbox()), boxOf(part.view.state));
  const found = await part.view.api.map(withZoom(filters, zoom, seen), { signal });
  if (!signal.aborted && zoom === Math.round(part.map.zoom())) part.map.update(found.cells);
}

function wider([w, s, e, n]) {
  const [x, y] = [(e - w) / 4, (n - s) / 4];
  return [Math.max(-180, w - x), Math.max(-90, s - y), Math.min(180, e + x), Math.min(90, n + y)];
}

/** What is both in sight and in the box that is filtered by; the latter when there is nothing. */
function within(seen, box) {
  if (!box || box[0] > box[2]) return box || seen;
  const both = [Math.max(seen[0], box[0]), Math.max(seen[1], box[1]), Math.min(seen[2], box[2]), Math.min(seen[3], box[3])];
  return both[0] < both[2] && both[1] < both[3] ? both : box;
}

/** Nothing vanishes in silence: how many are on the map, and how many are not. */
function tell(part, found) {
  part.found = found;
  const { state, change } = part.view;
  const missing = found.total - found.located;
  const button = (text, f) => el("button", { type: "button", class: "quiet", onclick: f }, text);
  const lost = () => (set(state, "located", "no"), change());
  const search = () => (set(state, "bbox", part.map.bbox().join(",")), change({ look: false }));
  fill(
    part.said,
    el("span", `${number(found.located)} of ${plural(found.total, "event")} on the map.`),
    missing > 0 && el("span", `Of ${number(missing)} no place is told, or none that the map knows.`),
    missing > 0 && found.located > 0 && button("Show these", lost),
    part.moved && button("Search this part of the map", search),
  );
}

/** What a cell holds, and where to go from it. */
function picked(part, cell) {
  const { state, change } = part.view;
  const only = () => (cell.place ? toggle(state, "place", cell.place.iri, true) : null, change());
  const nearer = () => {
    const seen = part.map.bbox();
    const [x, y] = [(seen[2] - seen[0]) / 8, (seen[3] - seen[1]) / 8];
    part.map.look([cell.lon - x, cell.lat - y, cell.lon + x, cell.lat + y]);
    moved(part, { bbox: part.map.bbox(), zoom: part.map.zoom() });
  };
  return el(
    "div",
    el("p", el("strong", cell.place ? link(cell.place) : named(cell))),
    el("p", `${plural(cell.count, "event")}: ${told(cell.kinds)}`),
    cell.radius_m > 1000 && el("p", { class: "muted" }, `Somewhere within ${number(Math.round(cell.radius_m / 1000))} km.`),
    cell.event && el("p", link(cell.event)),
    el("div", { class: "row" }, cell.place && el("button", { type: "button", onclick: only }, cell.count === 1 ? "Show what happened here" : `Show these ${number(cell.count)}`), el("button", { type: "button", class: "quiet", onclick: nearer }, "Look nearer")),
  );
}
