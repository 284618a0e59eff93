// The answer to a query -> a table, and what else its columns allow: map, timeline, network, chart.

import { el, fill, number, pager, plural, svg, useStyle } from "./dom.js";
import { barsOf, binsOf, cellsOf, columnsOf, drawable, graphOf, NODES } from "./results-columns.js";
import { termsFor } from "./results-terms.js";

/** Rows on a page of the table; points and bars that are drawn, at most. */
const PAGE = 100;
const POINTS = 2000;
const BARS = 40;

const NAMES = { table: "Table", map: "Map", timeline: "Timeline", network: "Network", chart: "Chart", raw: "Text" };

/**
 * Show {vars, rows, boolean, raw} in an element; rows are as in the SPARQL JSON format: {name: {type, value, …}}.
 *
 * about: {base, prefixes, tiles}; view: the drawing to begin with; onview(name) when another is chosen.
 */
export async function drawResults(element, result, { about, view = "", onview = () => {} }) {
  useStyle("./query.css", import.meta.url);
  if (typeof result.boolean === "boolean") return void fill(element, el("p", { class: "figure" }, result.boolean ? "Yes" : "No"));
  const columns = columnsOf(result.vars, result.rows);
  if (result.raw !== undefined) columns.things = ["subject", "object"];
  const names = ["table", ...drawable(columns), ...(result.raw ? ["raw"] : [])];
  const scene = { result, columns, about, terms: termsFor(about), sorted: null, page: 1 };
  const panel = el("div", { role: "tabpanel", class: "results", id: "results-panel", tabindex: "-1" });
  const choose = async (name, { told = true } = {}) => {
    for (const tab of tabs.children) {
      const here = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `results-${name}`);
    if (told) onview(name);
    fill(panel);
    await DRAWN[name](panel, scene);
  };
  const tab = (name) => el("button", { type: "button", role: "tab", id: `results-${name}`, dataset: { view: name }, "aria-controls": "results-panel", onclick: () => choose(name) }, NAMES[name]);
  const tabs = el("div", { role: "tablist", "aria-label": "Ways to see the result", onkeydown: walked }, names.map(tab));
  fill(element, names.length > 1 && tabs, panel);
  await choose(names.includes(view) ? view : "table", { told: false });
}

/** Arrow keys go from tab to tab. */
function walked(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.children];
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
}

const DRAWN = {
  table: (panel, scene) => table(panel, scene),
  map,
  timeline,
  network,
  chart,
  raw: (panel, { result }) => fill(panel, el("pre", { class: "rdf", tabindex: "0" }, result.raw)),
};

function table(panel, scene) {
  const { result, sorted, page, terms } = scene;
  const { vars } = result;
  const rows = sorted ? ordered(result.rows, sorted) : result.rows;
  const shown = rows.slice((page - 1) * PAGE, page * PAGE);
  const again = (change) => {
    Object.assign(scene, change);
    table(panel, scene);
  };
  const head = (name) => {
    const here = sorted?.name === name;
    const sort = here ? (sorted.down ? "descending" : "ascending") : null;
    const arrow = here ? (sorted.down ? " ↓" : " ↑") : "";
    const onclick = () => {
      again({ sorted: { name, down: here && !sorted.down }, page: 1 });
      panel.querySelectorAll("th button")[vars.indexOf(name)]?.focus();
    };
    return el("th", { scope: "col", "aria-sort": sort }, el("button", { type: "button", onclick, title: "Sort" }, name + arrow));
  };
  const line = (row) => el("tr", vars.map((name) => el("td", terms.term(row[name]))));
  if (!rows.length) return void fill(panel, el("p", { class: "notice" }, "No rows."));
  fill(
    panel,
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" }, el("table", el("thead", el("tr", vars.map(head))), el("tbody", shown.map(line)))),
    pager({ total: rows.length, page, size: PAGE }, (to) => again({ page: to })),
  );
}

function ordered(rows, { name, down }) {
  const value = (row) => row[name]?.value ?? "";
  const compare = (a, b) => {
    const [one, other] = [value(a), value(b)];
    const numbers = one !== "" && other !== "" ? Number(one) - Number(other) : NaN;
    return Number.isNaN(numbers) ? one.localeCompare(other) : numbers;
  };
  return [...rows].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
}

async function map(panel, { result, columns, about, terms }) {
  const { drawMap } = await import("./map.js");
  const cells = cellsOf(result.rows, columns);
  const picked = (cell) => el("div", { class: "scroll" }, cell.rows.slice(0, 20).map((row) => el("p", result.vars.filter((name) => row[name] && name !== columns.wkt).slice(0, 6).map((name) => [el("span", { class: "muted small" }, `${name} `), terms.term(row[name]), " "]))), cell.rows.length > 20 && el("p", { class: "muted" }, `and ${plural(cell.rows.length - 20, "row")} more`));
  const place = el("div");
  fill(panel, note(cells.length > POINTS && `The first ${number(POINTS)} of ${plural(cells.length, "point")}.`), place);
  const drawn = await drawMap(place, cells.slice(0, POINTS), { onPick: picked, tiles: about.tiles, label: "Map of the result" });
  fitOnceSized(place, drawn);
}

/** The style that gives the map its height may come after the map: look at all points when it has one. */
function fitOnceSized(place, drawn) {
  const sized = new ResizeObserver(() => {
    if (place.clientHeight < 100) return;
    sized.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => drawn.fit()));
  });
  sized.observe(place);
}

async function timeline(panel, { result, columns }) {
  const { drawTimeline } = await import("./timeline.js");
  const { bins, undated } = binsOf(result.rows, columns);
  const place = el("div");
  fill(panel, note(undated > 0 && `${plural(undated, "row")} without a date.`), place);
  drawTimeline(place, bins, {});
}

async function network(panel, { result, columns, terms }) {
  const { drawNetwork } = await import("./network-draw.js");
  const graph = graphOf(result.rows, columns, terms.short);
  const place = el("div");
  const card = el("p", { class: "row", "aria-live": "polite" });
  fill(panel, note(graph.cut && `The first ${number(NODES)} things are drawn.`), place, card);
  const pick = (one) => fill(card, one?.node && terms.term({ type: "uri", value: one.node.iri }), one?.edge && [terms.term({ type: "uri", value: one.edge.source }), "→", terms.term({ type: "uri", value: one.edge.target })]);
  await drawNetwork(place, graph, { label: "Network of the result", onPick: pick });
}

function chart(panel, { result, columns, terms }) {
  const all = barsOf(result.rows, columns, terms.short);
  const bars = all.slice(0, BARS);
  const most = Math.max(...bars.map(({ value }) => value), 0);
  const least = Math.min(...bars.map(({ value }) => value), 0);
  const width = Math.max(280, Math.min(900, panel.clientWidth || 600));
  const left = Math.min(220, width * 0.4);
  const scale = (value) => ((value - least) / (most - least || 1)) * (width - left - 70);
  const cut = (text) => (text.length > left / 7 ? `${text.slice(0, Math.floor(left / 7) - 1)}…` : text);
  const bar = ({ name, value }, n) => [
    svg("text", { x: left - 8, y: n * 22 + 15, "text-anchor": "end" }, svg("title", name), cut(name)),
    svg("rect", { x: left + Math.min(scale(0), scale(value)), y: n * 22 + 3, width: Math.max(1, Math.abs(scale(value) - scale(0))), height: 16 }),
    svg("text", { x: left + Math.max(scale(0), scale(value)) + 6, y: n * 22 + 15 }, number(value)),
  ];
  const height = bars.length * 22 + 4;
  fill(panel, note(all.length > BARS && `The first ${BARS} of ${plural(all.length, "row")}.`), svg("svg", { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Bars of ${columns.number}; the table tells the same` }, bars.map(bar)));
}

const note = (text) => text && el("p", { class: "muted" }, text);
