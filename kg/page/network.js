// Who is connected with whom: the neighbourhood of a thing, drawn and told as a list, to walk on from node to node.

import { eventCard } from "./cards.js";
import { combo } from "./combo.js";
import { add, announce, el, failure, fill, kind, link, nothing, number, plural, svg, useStyle, waiting, words } from "./dom.js";
import { drawNetwork } from "./network-draw.js";
import { corners, download, graphml, json } from "./network-export.js";
import { FAMILIES, KINDS, counted, edgeId, familyOf, merged, told } from "./network-model.js";
import { addressOf, addressTo, writeState } from "./state.js";

export { drawNetwork };

/** Neighbours that are shown first, of one that is unfolded, and with each click on "more"; 200 is the most. */
const FIRST = 40;
const UNFOLDED = 20;
const MOST = 200;

/** Events of an edge that are shown, at most. */
const LISTED = 20;

export async function show(root, state, api) {
  await useStyle("./network.css", import.meta.url);
  document.title = "Network · kg";
  const iri = state.get("iri");
  return iri ? connected(root, state, api, iri) : start(root, api);
}

/** Nothing is chosen: a search box, and those with most events. */
async function start(root, api) {
  const { results } = await api.search({ kind: "actor", q: "" });
  const list = results.slice(0, 12).map((ref) => el("li", el("a", { class: "chip", href: addressTo("network", { iri: ref.iri }) }, words(ref.label), el("span", { class: "count" }, number(ref.events || 0)))));
  add(
    root,
    el("header", { class: "head" }, el("h1", "Network"), el("p", { class: "muted" }, "Who acts with whom, where, and how they are related. Choose somebody to begin with.")),
    el("section", { class: "card stack" }, finder(api), list.length > 0 && el("div", el("h2", "In most events"), el("ul", { class: "plain chips" }, list))),
  );
}

function finder(api) {
  const ask = async (q, options) => (await api.search({ q }, options)).results.filter((ref) => ref.family !== "event" && ref.family !== "document");
  const form = combo({
    label: "A person, organisation or place",
    placeholder: "A person, organisation or place",
    ask,
    option: (ref) => [words(ref.label), el("span", { class: "kind", dataset: { family: ref.family } }, kind(ref.class))],
    onpick: (ref) => location.assign(addressTo("network", { iri: ref.iri })),
    onsubmit: () => {},
  });
  form.setAttribute("aria-label", "Find somebody to begin with");
  return form;
}

async function connected(root, state, api, iri) {
  const scene = { state, api, answers: new Map(), chosen: null, drawn: null };
  scene.center = (await answer(scene, iri, Number(state.get("limit")) || FIRST)).center;
  await Promise.all(state.getAll("open").map((other) => answer(scene, other, UNFOLDED).catch(() => null)));
  const graph = shown(scene);
  const center = graph.nodes.find((node) => node.iri === scene.center);
  document.title = `Network of ${center.label} · kg`;
  scene.parts = { title: el("p", { class: "muted" }), canvas: el("div", waiting(8)), legend: el("ul", { class: "network-legend" }), card: el("section", { class: "card stack" }), list: el("div", { class: "network-list" }) };
  const { parts } = scene;
  add(
    root,
    el("header", { class: "head" }, el("h1", "Network of ", link(center)), parts.title),
    el("div", { class: "beside" }, el("div", tools(scene), parts.canvas, parts.legend), el("div", { class: "stack" }, parts.card, el("section", { class: "card" }, el("h2", "All of them"), parts.list))),
    el("section", { class: "section card" }, el("h2", "Another one"), finder(api)),
  );
  if (merged([...scene.answers.values()]).nodes.length === 1) return void fill(parts.canvas, nothing("Nobody stands beside it in any event or relation."));
  scene.drawn = await drawNetwork(parts.canvas, { ...graph, center: scene.center }, { label: `Network of ${center.label}`, onPick: (one) => choose(scene, one), onExpand: (node) => toggle(scene, node) });
  refresh(scene);
  choose(scene, { node: center });
}

/** Ask for the neighbours of one, once. */
async function answer(scene, iri, limit) {
  const found = await scene.api.neighbours({ iri, limit: Math.min(limit, MOST) });
  scene.answers.set(iri, found);
  return found;
}

const shown = ({ answers, state }) => merged([...answers.values()], new Set(state.getAll("hide")));

/** Draw again what changed. */
function refresh(scene) {
  const graph = shown(scene);
  scene.graph = graph;
  scene.drawn?.update({ ...graph, center: scene.center });
  const { more = 0 } = graph.nodes.find((node) => node.iri === scene.center) || {};
  fill(
    scene.parts.title,
    `${plural(graph.nodes.length, "node")}, ${plural(graph.edges.length, "edge")}. `,
    more > 0 && graph.nodes.length < MOST && [el("button", { type: "button", class: "quiet small", onclick: () => further(scene) }, `${plural(more, "more neighbour")}`), " "],
    more > 0 && "Those with most in common come first.",
  );
  legend(scene);
  listed(scene);
}

async function further(scene) {
  const limit = Math.min(MOST, 2 * (Number(scene.state.get("limit")) || FIRST));
  scene.state.set("limit", limit);
  await answer(scene, scene.state.get("iri"), limit);
  writeState(scene.state);
  refresh(scene);
  announce(plural(scene.graph.nodes.length, "node"));
}

/** Unfold a node, or fold it up again. */
async function toggle(scene, node) {
  if (!node?.iri || node.iri === scene.center) return;
  const open = new Set(scene.state.getAll("open"));
  try {
    if (open.delete(node.iri)) scene.answers.delete(node.iri);
    else {
      await answer(scene, node.iri, UNFOLDED);
      open.add(node.iri);
    }
  } catch (error) {
    return void fill(scene.parts.card, failure(error));
  }
  scene.state.delete("open");
  for (const iri of open) scene.state.append("open", iri);
  writeState(scene.state);
  const before = scene.graph.nodes.length;
  refresh(scene);
  const change = scene.graph.nodes.length - before;
  announce(change < 0 ? `${plural(-change, "node")} folded up` : `${plural(change, "node")} more`);
  choose(scene, { node: scene.graph.nodes.find((one) => one.iri === node.iri) || node });
}

/** Show what was chosen: a node, an edge, or nothing. */
function choose(scene, one, { from = "canvas" } = {}) {
  scene.chosen = one?.node?.iri || (one?.edge && edgeId(one.edge)) || null;
  if (from === "list" || !one) scene.drawn?.pick(scene.chosen);
  for (const button of scene.parts.list.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.iri === scene.chosen));
  if (one?.node) nodeCard(scene, one.node);
  else if (one?.edge) edgeCard(scene, one.edge);
  else fill(scene.parts.card, el("p", { class: "muted" }, "Choose a node to see what it is, or an edge to see what happened."));
}

function nodeCard(scene, node) {
  const { parts, state, graph } = scene;
  const open = state.getAll("open").includes(node.iri);
  const ties = graph.edges.filter((edge) => edge.source === node.iri || edge.target === node.iri).sort((a, b) => b.count - a.count);
  const unfold = node.iri !== scene.center && (open || node.more > 0);
  const focused = parts.card.contains(document.activeElement);
  const unfolding = el("button", { type: "button", onclick: () => toggle(scene, node) }, open ? "Fold up" : `Unfold ${number(Math.min(node.more, UNFOLDED))} more`);
  fill(
    parts.card,
    el("h2", link(node), el("span", { class: "kind", dataset: { family: node.family } }, kind(node.class))),
    el("div", { class: "row" }, unfold && unfolding, node.iri !== scene.center && el("a", { class: "button quiet", href: addressTo("network", { iri: node.iri }) }, "Centre here"), el("a", { class: "button quiet", href: eventsOf(node) }, "Events")),
    ties.length > 0 && el("div", { class: "network-list" }, el("ul", { class: "plain" }, ties.map((edge) => el("li", tie(scene, node, edge))))),
  );
  if (focused && unfold) unfolding.focus();
}

const eventsOf = ({ iri, family }) => addressTo("events", { [family === "place" ? "place" : "actor"]: iri });

function tie(scene, node, edge) {
  const other = scene.graph.nodes.find(({ iri }) => iri === (edge.source === node.iri ? edge.target : edge.source));
  const onclick = () => choose(scene, { edge }, { from: "list" });
  return el("button", { type: "button", onclick }, shape(familyOf(other)), words(other.label), el("span", { class: "muted small" }, told(edge)), edge.kind === "event" && el("span", { class: "count" }, number(edge.count)));
}

async function edgeCard(scene, edge) {
  const { parts, graph, api } = scene;
  const [one, other] = [edge.source, edge.target].map((iri) => graph.nodes.find((node) => node.iri === iri));
  const events = el("div", { class: "stack network-events", tabindex: "0", role: "region", "aria-label": "Events" });
  const what = edge.kind === "event" ? `${plural(edge.count, "event")} with both` : `${KINDS[edge.kind]?.name || ""}: ${edge.label}`;
  fill(parts.card, el("h2", link(one), el("span", { class: "muted" }, "and"), link(other)), el("p", { class: "muted" }, what), events);
  if (edge.kind !== "event") return void (await relations(events, api, one, other, edge));
  add(events, waiting(3));
  try {
    const found = await between(api, edge);
    if (scene.chosen !== edgeId(edge)) return;
    const rest = edge.count - found.length;
    fill(events, found.map((event) => eventCard(event)), rest > 0 && el("p", { class: "muted" }, `${plural(rest, "more event")}: see `, el("a", { href: eventsOf(one) }, "all events of ", words(one.label))));
  } catch (error) {
    fill(events, failure(error));
  }
}

/** The events of an edge: its examples, and those that lists by role find for both its ends. */
async function between(api, edge) {
  const ways = edge.count > edge.examples.length ? pairs(edge) : [];
  const asked = [...edge.examples.map((iri) => api.event(iri)), ...ways.map((way) => api.events({ ...way, size: LISTED }))];
  const found = await Promise.allSettled(asked);
  const events = found.filter(({ status }) => status === "fulfilled").flatMap(({ value }) => value.events?.filter((event) => withBoth(event, edge)) || (value.iri ? [value] : []));
  if (!events.length && found.some(({ status }) => status === "rejected")) throw found.find(({ status }) => status === "rejected").reason;
  return [...new Map(events.map((event) => [event.iri, event])).values()].slice(0, LISTED);
}

function pairs({ source, target }) {
  return [[source, target], [target, source]].flatMap(([one, other]) => [{ agent: one, patient: other }, { actor: one, place: other }]);
}

/** A place within the place asked for is another place. */
function withBoth({ roles }, { source, target }) {
  const parts = new Set(Object.values(roles).flat().map(({ iri }) => iri));
  return parts.has(source) && parts.has(target);
}

/** The sentences that tell a relation. */
async function relations(element, api, one, other, edge) {
  if (edge.kind !== "relation") return void element.remove();
  try {
    const { evidence } = await import("./cards.js");
    const entity = await api.entity(one.iri);
    const same = (entity.relations || []).filter((relation) => relation.other?.iri === other.iri && relation.evidence?.length);
    fill(element, same.length ? same.flatMap((relation) => relation.evidence.slice(0, 3).map((found) => evidence(found))) : el("p", { class: "muted" }, "See the page of either for its sentence."));
  } catch (error) {
    fill(element, failure(error));
  }
}

/** The same as the drawing, as a list of buttons. */
function listed(scene) {
  const nodes = [...scene.graph.nodes].sort((a, b) => (b.iri === scene.center) - (a.iri === scene.center) || b.count - a.count || a.label.localeCompare(b.label));
  const item = (node) => {
    const pressed = String(node.iri === scene.chosen);
    const attrs = { type: "button", dataset: { iri: node.iri }, "aria-pressed": pressed, onclick: () => choose(scene, { node }, { from: "list" }), ondblclick: () => toggle(scene, node) };
    return el("li", el("button", attrs, shape(familyOf(node)), words(node.label), el("span", { class: "count" }, node.iri === scene.center ? "" : number(node.count))));
  };
  fill(scene.parts.list, el("ul", { class: "plain" }, nodes.map(item)));
}

/** Shapes and lines with their meanings; each can be hidden. */
function legend(scene) {
  const all = merged([...scene.answers.values()]);
  const choice = (name, sign, text) => el("li", el("label", el("input", { type: "checkbox", checked: !scene.state.getAll("hide").includes(name), onchange: () => hide(scene, name) }), sign, text));
  const kinds = Object.entries(KINDS).filter(([name]) => all.edges.some((edge) => edge.kind === name));
  fill(
    scene.parts.legend,
    counted(all.nodes).map(([name, count]) => choice(name, shape(name), `${FAMILIES[name].name} (${count})`)),
    kinds.map(([name, { name: text, dash }]) => choice(`edge-${name}`, dashed(dash), text)),
  );
}

function hide(scene, name) {
  const hidden = new Set(scene.state.getAll("hide"));
  if (!hidden.delete(name)) hidden.add(name);
  scene.state.delete("hide");
  for (const one of hidden) scene.state.append("hide", one);
  writeState(scene.state);
  const at = [...scene.parts.legend.querySelectorAll("input")].indexOf(document.activeElement);
  refresh(scene);
  scene.parts.legend.querySelectorAll("input")[at]?.focus();
}

function shape(family) {
  const fill_ = `var(--${family === "other" ? "muted" : family})`;
  return svg("svg", { class: "network-shape", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("polygon", { points: corners(FAMILIES[family].shape, 7, 7, 6.5), style: { fill: fill_ } }));
}

function dashed(dash) {
  return svg("svg", { width: 26, height: 8, "aria-hidden": "true" }, svg("line", { x1: 0, x2: 26, y1: 4, y2: 4, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") || null, style: { stroke: "var(--line-strong)" } }));
}

function tools(scene) {
  const button = (text, onclick, label = null) => el("button", { type: "button", class: "quiet", onclick, "aria-label": label }, text);
  const name = () => (scene.graph.nodes[0]?.label || "network").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
  const save = (ending, content, type) => button(ending.toUpperCase(), async () => download(`${name()}.${ending}`, await content(), type), `Download as ${ending}`);
  return el(
    "div",
    { class: "network-tools", role: "toolbar", "aria-label": "Drawing" },
    button("+", () => scene.drawn?.zoom(1.3), "Closer"),
    button("−", () => scene.drawn?.zoom(1 / 1.3), "Farther"),
    button("Show all", () => scene.drawn?.fit()),
    el("span", { class: "end muted small" }, "Download"),
    save("png", () => scene.drawn.png(), "image/png"),
    save("svg", () => scene.drawn.svg(), "image/svg+xml"),
    save("graphml", () => graphml(scene.graph), "application/graphml+xml"),
    save("json", () => json(scene.graph), "application/json"),
  );
}
