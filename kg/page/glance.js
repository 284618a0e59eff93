// One picture of the events alone, as a notebook shows it: a map, a timeline; below it what is picked.

import { eventCard } from "./cards.js";
import { el, fill, add, pager, plural, useStyle } from "./dom.js";
import { legend } from "./kinds.js";
import { drawMap } from "./map.js";
import { drawTimeline } from "./timeline.js";

const SIZE = 5;
const PICTURES = { map, timeline };

export async function show(root, state, api) {
  await useStyle("./events.css", import.meta.url);
  const [box, list] = [el("div"), el("div", { class: "stack" })];
  const { factuality } = await api.facets({});
  add(root, el("div", { class: "stack" }, legend(Object.fromEntries(factuality.map(({ value, count }) => [value, count]))), box, list));
  await PICTURES[state.get("of")](box, api, (title, filters) => picked(list, api, title, filters, 1));
}

async function map(box, api, pick) {
  const near = (zoom) => api.map({ zoom });
  const { cells, total, located } = await near(5);
  const drawn = await drawMap(box, cells, {
    onMove: async ({ zoom }) => drawn.update((await near(Math.round(zoom))).cells),
    onPick: (cell) => {
      const [lon, lat] = [cell.lon, cell.lat];
      pick(cell.place?.label || `${lat.toFixed(1)}, ${lon.toFixed(1)}`, cell.place ? { place: cell.place.iri } : { bbox: around(cell) });
      return null;
    },
  });
  requestAnimationFrame(() => setTimeout(() => drawn.fit(cells))); // A frame has its size only once it is seen.
  add(box, el("p", { class: "small muted" }, `${located} of ${plural(total, "event")} on the map.`));
}

/** A box as small as the cell that has these events, which need not be of one place. */
const around = ({ lon, lat }) => [lon - 1, Math.max(lat - 1, -90), lon + 1, Math.min(lat + 1, 90)].join(",");

async function timeline(box, api, pick) {
  const { bins, unit, undated } = await api.timeline({});
  const onRange = ({ from, to }) => {
    line.update(bins, { range: { from, to }, unit, undated });
    pick(from || to ? `${from} – ${to}` : "", { from, to });
  };
  const line = drawTimeline(box, bins, { unit, undated, onRange });
}

async function picked(list, api, title, filters, page) {
  if (!title) return fill(list);
  const found = await api.events({ ...filters, page, size: SIZE });
  const turn = (to) => picked(list, api, title, filters, to);
  return fill(list, el("h2", `${title}: ${plural(found.total, "event")}`), found.events.map((event) => eventCard(event)), pager(found, turn));
}
