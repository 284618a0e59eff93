// Cells -> a map: drawMap(element, cells, {onMove, onPick}). Leaflet moves it; we paint it.

import { add, colour, el, fill, kind, link, number, plural, useStyle } from "./dom.js";
import { kindColours, told } from "./kinds.js";
import { outlinesFor, paintBase } from "./map-base.js";
import { hit, paintCells, seated } from "./map-cells.js";
import { paintNames } from "./map-names.js";
import { boxOf } from "./map-points.js";

const NOTE = "Borders and names are Natural Earth's and imply no opinion.";

/** Pixels around what is looked at. */
const RIM = 24;

/** Rows of the list that stands for the map. */
const LISTED = 100;

/**
 * Draw cells {lon, lat, count, radius_m, place, event, kinds} into an element.
 *
 * onMove({bbox: [w, s, e, n], zoom}) is called after each move of the reader's; onPick(cell) may give a node to show beside it.
 * box: [w, s, e, n] to look at first; else all cells. tiles: {url, attribution} in place of our outlines.
 * Returns {update(cells), fit(cells), look(box), bbox(), zoom(), room()}; room is [width, height] of what is looked at.
 */
export async function drawMap(element, cells, { onMove, onPick, box = null, tiles = null, label = "Map of events" } = {}) {
  const styles = ["./map.css", "./lib/leaflet/leaflet.css"].map((name) => useStyle(name, import.meta.url));
  await Promise.all([...styles, warm()]); // Without the height that they give it, a map would look at one spot.
  const L = globalThis.L;
  const ground = el("div", { class: "map-ground", tabindex: "0", role: "application", "aria-label": `${label}: arrow keys move, + and - zoom` });
  const list = el("details", { class: "map-list" });
  const note = el("figcaption", tiles ? tiles.attribution : NOTE);
  fill(element, el("figure", { class: "map" }, ground, note, list));
  const map = leaflet(L, ground);
  const scene = { cells, seats: [], picked: null, base: null, quiet: false, tiles, colours: colours(), map };
  const painter = painted(L, scene);
  const repaint = () => painter._updatePaths();
  const look = (to) => quietly(scene, () => lookAt(map, to));
  look(box || boxOf(cells));
  if (!ground.clientHeight) whenSized(ground, () => look(box || boxOf(scene.cells)));
  if (tiles) L.tileLayer(tiles.url, { maxZoom: 18, noWrap: true }).addTo(map);
  painter.addTo(map);
  const pick = (cell) => show(L, scene, cell, onPick, repaint);
  const update = (next) => {
    scene.cells = next;
    repaint();
    listed(list, next, pick);
  };
  wire(L, scene, { ground, repaint, pick, onMove });
  listed(list, cells, pick);
  return {
    update,
    fit: (some = scene.cells) => look(boxOf(some)),
    look,
    bbox: () => seen(map),
    zoom: () => map.getZoom(),
    room: () => [ground.clientWidth, ground.clientHeight].map((side) => Math.max(1, side - 2 * RIM)),
  };
}

/** Begin to load what maps need, before there is anything to draw. */
export function warm() {
  outlinesFor(0);
  return import("./lib/leaflet/leaflet.js");
}

function leaflet(L, ground) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return L.map(ground, {
    attributionControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    inertia: !still,
    trackResize: false,
    minZoom: 0,
    maxZoom: 14,
    zoomSnap: 0.5,
    wheelPxPerZoomLevel: 90,
    maxBounds: [[-90, -200], [90, 200]],
    maxBoundsViscosity: 0.9,
  });
}

/** Call f once an element has a height: what is hidden, or waits for its style, has none. */
function whenSized(element, f) {
  const observer = new ResizeObserver(() => {
    if (!element.clientHeight) return;
    observer.disconnect();
    f();
  });
  observer.observe(element);
}

/** Move without telling: only the reader's moves are told. */
function quietly(scene, move) {
  scene.quiet = true;
  move();
  scene.quiet = false;
}

function lookAt(map, box) {
  if (!box) return map.setView([25, 10], 1.5, { animate: false });
  const [w, s, e, n] = box;
  return map.fitBounds([[s, w], [n, e]], { maxZoom: 8, padding: [RIM, RIM], animate: false });
}

/** What one sees, kept on the globe. */
function seen(map) {
  const bounds = map.getBounds();
  const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return sides.map((side, n) => Math.round(Math.max(n % 2 ? -90 : -180, Math.min(n % 2 ? 90 : 180, side)) * 1e4) / 1e4);
}

function colours() {
  const named = { land: "--land", coast: "--coast", border: "--border", name: "--place-name", ink: "--ink", surface: "--surface", accent: "--accent" };
  const told = Object.fromEntries(Object.entries(named).map(([name, property]) => [name, colour(property)]));
  return { ...told, kinds: kindColours(), font: getComputedStyle(document.body).fontFamily };
}

/** A canvas of Leaflet's that we paint as a whole whenever it moved. */
function painted(L, scene) {
  const Painter = L.Canvas.extend({
    _updatePaths() {
      if (!this._map || !this._bounds) return;
      const { min, max } = this._bounds;
      this._ctx.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
      paint(this._ctx, scene, frame(scene.map, this._bounds), () => this._updatePaths());
    },
  });
  return new Painter({ padding: 0.25 });
}

/** Where the unit square of the world lies on the canvas, and which part of it is seen. */
function frame(map, { min, max }) {
  const scale = 256 * 2 ** map.getZoom();
  const { x, y } = map.getPixelOrigin();
  const seen = [(min.x + x) / scale, (min.y + y) / scale, (max.x + x) / scale, (max.y + y) / scale];
  return { scale, x, y, seen };
}

function paint(ctx, scene, frame, again) {
  const zoom = scene.map.getZoom();
  if (!scene.tiles) {
    outlinesFor(zoom).then((base) => {
      if (scene.base === base) return;
      scene.base = base;
      again();
    });
    if (scene.base) paintBase(ctx, frame, scene.base, scene.colours);
  }
  scene.seats = seated(scene.cells, frame);
  const picked = scene.seats.find((seat) => seat.cell === scene.picked);
  paintCells(ctx, scene.seats, scene.colours, picked);
  paintNames(ctx, frame, scene.seats, (!scene.tiles && scene.base?.names) || [], scene.colours, zoom);
}

/** The reader's doings: moving, pointing, picking; a change of theme or size. */
function wire(L, scene, { ground, repaint, pick, onMove }) {
  const { map } = scene;
  const at = (event) => hit(scene.seats, event.layerPoint)?.cell;
  map.on("click", (event) => at(event) && pick(at(event)));
  pointing(L, map, ground, at);
  map.on("popupclose", () => {
    scene.picked = null;
    repaint();
  });
  if (onMove) map.on("moveend", () => !scene.quiet && onMove({ bbox: seen(map), zoom: map.getZoom() }));
  new ResizeObserver(() => ground.isConnected && quietly(scene, () => map.invalidateSize({ pan: false, animate: false }))).observe(ground);
  document.addEventListener("themechange", () => {
    scene.colours = colours();
    repaint();
  });
}

function pointing(L, map, ground, at) {
  const tip = L.tooltip({ direction: "top", offset: [0, -12] });
  let over = null;
  map.on("mousemove", (event) => {
    const cell = at(event);
    if (cell === over) return;
    over = cell;
    ground.style.cursor = cell ? "pointer" : "";
    if (!cell) return void tip.remove();
    tip.setLatLng([cell.lat, cell.lon]).setContent(el("span", named(cell), ": ", told(cell.kinds))).addTo(map);
  });
  map.on("mouseout", () => tip.remove());
}

/** What a cell is, in a few words. */
export function named(cell) {
  const near = cell.radius_m > 1000 ? ` (within ${number(Math.round(cell.radius_m / 1000))} km)` : "";
  if (cell.place) return cell.place.label + near;
  return cell.event ? cell.event.label : `around ${cell.lat.toFixed(1)}, ${cell.lon.toFixed(1)}`;
}

function show(L, scene, cell, onPick, repaint) {
  scene.picked = cell;
  repaint();
  const node = onPick ? onPick(cell) : el("p", cell.event ? link(cell.event) : named(cell));
  if (!(node instanceof Node)) return;
  const content = el("div", { tabindex: "-1" }, node);
  L.popup({ maxWidth: 280, minWidth: 160, autoPan: true }).setLatLng([cell.lat, cell.lon]).setContent(content).openOn(scene.map);
  content.focus({ preventScroll: true });
}

/** The same as the map, for those who do not see it or have no mouse. */
function listed(list, cells, pick) {
  const rows = [...cells].sort((a, b) => b.count - a.count).slice(0, LISTED);
  const more = cells.length > rows.length ? ` (the ${number(LISTED)} with most events)` : "";
  const row = (cell) =>
    el(
      "tr",
      el("td", el("button", { type: "button", class: "quiet", onclick: () => pick(cell) }, el("bdi", named(cell)))),
      el("td", cell.place ? kind(cell.place.class) : ""),
      el("td", { class: "number" }, number(cell.count)),
      el("td", told(cell.kinds)),
    );
  const head = el("thead", el("tr", ["Place", "Class"].map((t) => el("th", { scope: "col" }, t)), el("th", { class: "number", scope: "col" }, "Events"), el("th", { scope: "col" }, "Told as")));
  const { open } = list;
  const summary = list.firstElementChild || list.appendChild(el("summary"));
  fill(summary, `The map as a list: ${plural(cells.length, "place")}${more}`); // Who stands on it keeps the focus.
  list.hidden = cells.length < 2;
  while (summary.nextSibling) summary.nextSibling.remove();
  add(list, el("div", { class: "scroll", tabindex: "0" }, el("table", head, el("tbody", rows.map(row)))));
  list.open = open;
}
