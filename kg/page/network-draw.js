// Nodes and edges -> a drawing on a canvas: drawNetwork(element, {nodes, edges, center}, {onPick, onExpand}).

import { colour, el, fill, plural, useStyle } from "./dom.js";
import { picture } from "./network-export.js";
import { labelled } from "./network-labels.js";
import { placed } from "./network-layout.js";
import { FAMILIES, KINDS, edgeId, familyOf, told } from "./network-model.js";

/** Cytoscape writes one rule into the page unless an element of this name is there; network.css has the rule. */
const STYLE_NAME = "__________cytoscape_stylesheet";

/**
 * Draw nodes {iri, label, family, count, more} and edges {source, target, label, kind, count} into an element.
 *
 * onPick({node} | {edge} | null) when one is chosen; onExpand(node) by double click or Enter on the chosen one.
 * Returns {update(graph), pick(id), fit(), zoom(by), png(), svg(), chosen()}.
 */
export async function drawNetwork(element, graph, { onPick, onExpand, label = "Network" } = {}) {
  useStyle("./network.css", import.meta.url);
  const { default: cytoscape } = await import("./lib/cytoscape/cytoscape.js");
  if (!document.getElementById(STYLE_NAME)) document.body.append(el("span", { id: STYLE_NAME, hidden: true }));
  const ground = el("div", { class: "network-ground", tabindex: "0", role: "application" });
  fill(element, ground);
  const cy = cytoscape({ container: ground, style: [], layout: { name: "preset" }, minZoom: 0.15, maxZoom: 4, boxSelectionEnabled: false });
  const scene = { cy, ground, label, places: new Map(), chosen: null, center: null, onPick, onExpand, colours: colours() };
  const tell = () => labelled(cy, { chosen: scene.chosen, center: scene.center });
  scene.refresh = soon(tell);
  cy.on("zoom pan resize", scene.refresh);
  wire(scene);
  update(scene, graph);
  fitted(cy);
  return {
    update: (next) => update(scene, next),
    pick: (id) => pick(scene, id, { move: true }),
    fit: () => fitted(cy),
    zoom: (by) => zoomed(cy, by),
    png: () => cy.png({ output: "blob", full: true, scale: 2, bg: scene.colours.surface, maxWidth: 6000, maxHeight: 6000 }),
    svg: () => picture(drawing(scene)),
  };
}

/** Once before the next frame, however often it is asked for. */
function soon(f) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      f();
    });
  };
}

function colours() {
  const names = ["surface", "ink", "muted", "line-strong", "accent", "mark-strong", "actor", "place", "object", "event", "document"];
  return { ...Object.fromEntries(names.map((name) => [name, colour(`--${name}`)])), other: colour("--muted"), font: getComputedStyle(document.body).fontFamily };
}

/** Show another graph: what stays keeps its place, what is new finds one beside its neighbours. */
function update(scene, { nodes, edges, center }) {
  const { cy } = scene;
  const first = scene.places.size === 0 || center !== scene.center;
  scene.center = center;
  const order = [...nodes].sort((a, b) => (b.iri === center) - (a.iri === center) || (b.count || 0) - (a.count || 0) || (a.iri < b.iri ? -1 : 1));
  const kept = first ? new Map([[center, { x: 0, y: 0 }]].filter(([id]) => id)) : here(scene, nodes);
  scene.places = placed(order.map(({ iri }) => ({ id: iri })), edges, kept);
  const known = new Set([...nodes.map(({ iri }) => iri), ...edges.map(edgeId)]);
  cy.batch(() => {
    cy.elements().filter((one) => !known.has(one.id())).remove();
    for (const node of order) put(cy, "nodes", nodeData(node, center), scene.places.get(node.iri));
    for (const edge of edges) put(cy, "edges", edgeData(edge));
  });
  scene.ground.setAttribute("aria-label", `${scene.label}: ${plural(nodes.length, "node")}, ${plural(edges.length, "edge")}. Arrow keys move, + and - zoom; the list tells the same.`);
  restyle(scene);
  if (scene.chosen && !known.has(scene.chosen)) scene.chosen = null;
  if (first) fitted(cy);
  scene.refresh();
}

function here({ cy, places }, nodes) {
  const now = ({ iri }) => {
    const node = cy.getElementById(iri);
    return [iri, node.length ? { ...node.position() } : places.get(iri)];
  };
  return new Map(nodes.map(now).filter(([, place]) => place));
}

function put(cy, group, data, position) {
  const one = cy.getElementById(data.id);
  if (one.length) one.data(data);
  else cy.add({ group, data, position: position && { ...position } });
}

function nodeData(node, center) {
  const size = 14 + 5 * Math.min(4, Math.log2(1 + (node.count || 1)) / 1.6);
  return { id: node.iri, label: node.label, family: familyOf(node), size: node.iri === center ? 36 : size, count: node.count || 0, more: node.more || 0, thing: node };
}

function edgeData(edge) {
  const wide = 1 + 1.6 * Math.log2(edge.count || 1);
  return { id: edgeId(edge), source: edge.source, target: edge.target, label: told(edge), kind: edge.kind, wide: Math.min(wide, 9), thing: edge };
}

/** Sizes are those of the screen: closer up there is more room between things, not larger things. */
function restyle(scene) {
  const { cy, colours: c } = scene;
  const text = { "font-family": c.font, color: c.ink, "text-outline-color": c.surface, "text-outline-opacity": 1, "min-zoomed-font-size": 0 };
  const families = Object.entries(FAMILIES).map(([name, { shape }]) => ({ selector: `node[family="${name}"]`, style: { shape, "background-color": c[name] || c.other } }));
  const kinds = Object.entries(KINDS).filter(([, { dash }]) => dash.length);
  const dashes = kinds.map(([name, { dash }]) => ({ selector: `edge[kind="${name}"]`, style: { "line-style": "dashed", "line-dash-pattern": dash, "target-arrow-shape": "triangle", "target-arrow-color": c["line-strong"], "arrow-scale": () => 0.9 * z() } }));
  const z = () => 1 / cy.zoom();
  const s = () => z() * Math.max(0.5, Math.min(1, 1.1 * Math.sqrt(cy.zoom())));
  const many = cy.edges().length > 150;
  cy.style([
    { selector: "node", style: { ...text, width: (n) => n.data("size") * s(), height: (n) => n.data("size") * s(), "z-index": (n) => n.data("count"), "border-color": c.surface, "border-width": () => 1.5 * z(), label: (n) => n.data("shown") || "", "font-size": () => 12 * z(), "text-outline-width": () => 2.5 * z(), "text-valign": "bottom", "text-margin-y": () => 3 * z() } },
    { selector: "edge", style: { ...text, color: c.muted, "curve-style": "bezier", "control-point-step-size": () => 26 * z(), "line-color": c["line-strong"], "line-opacity": many ? 0.3 : 0.6, width: (e) => e.data("wide") * (many ? 0.6 : 1) * s(), label: (e) => e.data("shown") || "", "font-size": () => 11 * z(), "text-outline-width": () => 2 * z(), "text-rotation": "autorotate" } },
    ...families,
    ...dashes,
    { selector: "node[?open]", style: { "border-color": c.ink, "border-width": () => 2 * z() } },
    { selector: ".near", style: { "line-color": c.accent, "line-opacity": 0.9, "target-arrow-color": c.accent } },
    { selector: ".chosen", style: { "border-color": c["mark-strong"], "border-width": () => 5 * z(), "line-color": c.accent, "line-opacity": 1, "target-arrow-color": c.accent, "z-index": 1e9 } },
  ]);
}

/** The reader's doings: pointing, picking, keys; a change of theme. */
function wire(scene) {
  const { cy, ground } = scene;
  cy.on("tap", (event) => event.target === cy && pick(scene, null));
  cy.on("tap", "node, edge", (event) => pick(scene, event.target.id()));
  cy.on("dbltap", "node", (event) => scene.onExpand?.(event.target.data("thing")));
  cy.on("mouseover", "node, edge", (event) => over(scene, event.target));
  cy.on("mouseout", "node, edge", () => over(scene, null));
  cy.on("zoom", soon(() => cy.style().update()));
  ground.addEventListener("keydown", (event) => pressed(scene, event));
  document.addEventListener("themechange", () => {
    scene.colours = colours();
    restyle(scene);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    scene.colours = colours();
    restyle(scene);
  });
}

function over(scene, target) {
  scene.ground.style.cursor = target ? "pointer" : "";
  scene.ground.title = target ? target.data("label") : "";
}

function pick(scene, id, { move = false } = {}) {
  const { cy } = scene;
  cy.elements().removeClass("chosen near");
  const one = id ? cy.getElementById(id) : cy.collection();
  scene.chosen = one.length ? id : null;
  one.addClass("chosen");
  if (one.length && one.isNode()) one.connectedEdges().addClass("near");
  if (move && one.length) cy.center(one);
  scene.refresh();
  if (!move) scene.onPick?.(one.length ? { [one.isNode() ? "node" : "edge"]: one.data("thing") } : null);
}

const ARROWS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

function pressed(scene, event) {
  const { cy } = scene;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [x, y] = ARROWS[event.key] || [0, 0];
  if (x || y) cy.panBy({ x, y });
  else if (event.key === "+" || event.key === "=") zoomed(cy, 1.3);
  else if (event.key === "-") zoomed(cy, 1 / 1.3);
  else if (event.key === "0") fitted(cy);
  else if (event.key === "Enter" && scene.chosen) scene.onExpand?.(cy.getElementById(scene.chosen).data("thing"));
  else if (event.key === "Escape") pick(scene, null);
  else return;
  event.preventDefault();
}

/** All is seen; a few nodes are not blown up. */
function fitted(cy) {
  cy.fit(undefined, Math.min(64, cy.width() / 6)); // Half a label stands out beside the things at the edge.
  if (cy.zoom() > 1.6) {
    cy.zoom(1.6);
    cy.center();
  }
}

function zoomed(cy, by) {
  cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** What an SVG needs: places as they are now, all labels. */
function drawing({ cy, colours: c }) {
  const lines = cy.edges().map((edge) => {
    const [one, other] = [edge.source().position(), edge.target().position()];
    const dash = KINDS[edge.data("kind")]?.dash || [];
    return { x1: one.x, y1: one.y, x2: other.x, y2: other.y, width: edge.data("wide"), dash, colour: c["line-strong"] };
  });
  const things = cy.nodes().map((node) => {
    const family = node.data("family");
    return { ...node.position(), size: node.data("size"), shape: FAMILIES[family].shape, colour: c[family] || c.other, label: node.data("label") };
  });
  return { lines, things };
}
