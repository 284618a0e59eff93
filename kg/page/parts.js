// Parts of pages that need another module, or stay folded until they are asked for.

import { el, link, plural } from "./dom.js";

/** Show the first of many; a button brings the others. */
export function fold(nodes, most) {
  if (nodes.length <= most + 1) return nodes;
  const rest = nodes.slice(most);
  const button = el("button", { type: "button", class: "quiet more" }, `Show ${rest.length} more`);
  button.addEventListener("click", () => {
    const made = rest.flat().filter(Boolean);
    button.replaceWith(...made);
    const first = made.find((node) => node.querySelector?.("a, button"));
    first?.querySelector("a, button").focus();
  });
  return [...nodes.slice(0, most), button];
}

/** A small map in a section of its own at the end of a column; words alone where no map can be drawn. */
export async function around(column, location, { label = "" } = {}) {
  const box = el("div", { class: "small-map" });
  column.append(el("section", { class: "card" }, el("h2", "Where"), location.place && el("p", link(location.place)), box, reach(location, label)));
  const cell = { ...location, count: 1, place: location.place || null, event: null, kinds: {}, label };
  try {
    const { drawMap } = await import("./map.js");
    const map = await drawMap(box, [cell], { label: `Map around ${label || "the event"}`, box: near(location) });
    map.update([cell]);
  } catch (error) {
    box.remove(); // The words below it tell the same.
    console.warn(error);
  }
}

function reach({ lon, lat, radius_m: radius }, label) {
  const point = `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(2)}° ${lon < 0 ? "W" : "E"}`;
  const far = plural(Math.max(1, Math.round((radius || 0) / 1000)), "kilometre");
  const words = !radius ? point : label ? `Reaches some ${far} around ${point}` : `Somewhere within ${far} of ${point}`;
  return el("p", { class: "small muted" }, words);
}

/** What to look at: the circle of the place and its surroundings, in degrees; at least some 400 kilometres. */
function near({ lon, lat, radius_m: radius }) {
  const high = Math.max(2, (2 * (radius || 0)) / 111_000);
  const wide = high / Math.max(0.2, Math.cos((lat * Math.PI) / 180));
  return [lon - wide, Math.max(-85, lat - high), lon + wide, Math.min(85, lat + high)];
}
