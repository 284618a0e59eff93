// The page of a document: its text with coloured mentions, and beside it what it tells.

import { add, el, fill, number, outside, plural, time, words } from "./dom.js";
import { Panel } from "./panel.js";
import { addressTo, placeTold } from "./state.js";
import { Text, marksOf } from "./text.js";

/** Family -> what the legend calls it. */
const FAMILIES = { actor: "People, organisations, groups", place: "Places", event: "Events", time: "Times", object: "Objects", other: "Other" };

let listening = null;

export async function show(root, state, api) {
  listening?.abort();
  listening = new AbortController();
  const iri = state.get("iri");
  const scene = { iri, api, text: new Text(), marks: new Map(), counts: {}, next: 0, legend: el("div"), more: el("div") };
  scene.panel = new Panel(scene);
  const first = await part(scene);
  document.title = `${first.label} · kg`;
  const column = el("article", { class: "card", lang: first.language || null }, scene.legend, scene.text.node, scene.more);
  add(root, head(first), el("div", { class: "beside" }, column, scene.panel.node));
  const { signal } = listening;
  addEventListener("hashchange", () => follow(scene), { signal });
  scene.text.node.addEventListener("click", (event) => clicked(scene, event), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && scene.panel.close(), { signal });
  await follow(scene);
}

/** Load the next part of the text and add it to the page; short texts have one. */
async function part(scene) {
  const told = await scene.api.document(scene.iri, { with: { from: scene.next || null } });
  const marks = marksOf(told);
  for (const mark of marks) {
    scene.marks.set(`${mark.begin},${mark.end}`, mark);
    scene.counts[mark.family] = (scene.counts[mark.family] || 0) + 1;
  }
  scene.text.append(told.text, scene.next, marks);
  scene.panel.take(told);
  scene.next = told.next;
  legend(scene);
  const button = () => el("button", { type: "button", class: "quiet", onclick: () => part(scene) }, "Show more of this document");
  fill(scene.more, scene.next ? button() : null);
  return told;
}

function head(told) {
  const parts = [
    told.publisher && words(told.publisher),
    told.issued && time(told.issued),
    told.source && (/^https?:/.test(told.source) ? outside(told.source, "source") : words(told.source)),
    plural(Object.keys(told.events).length, "event"),
  ];
  return el(
    "header",
    { class: "head" },
    el("span", { class: "kind" }, "document"),
    el("h1", words(told.title || told.label)),
    el("p", { class: "row muted" }, parts.filter(Boolean).map((one) => el("span", one)), el("a", { href: addressTo("events", { document: told.iri }) }, "On the map")),
  );
}

/** Buttons that say what the colours mean, and take them away. */
function legend(scene) {
  const toggle = (family) => (event) => {
    const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(on));
    for (const node of scene.text.node.querySelectorAll(`.mention[data-family="${family}"]`)) node.classList.toggle("off", !on);
  };
  const button = (family) =>
    el("button", { type: "button", class: "quiet", "aria-pressed": "true", dataset: { family }, onclick: toggle(family) }, FAMILIES[family], " ", el("span", { class: "count" }, number(scene.counts[family])));
  const shown = Object.keys(FAMILIES).filter((family) => scene.counts[family]);
  fill(scene.legend, el("div", { class: "row legend-row", role: "group", "aria-label": "Colours" }, shown.map(button)));
}

/** A click on the mention that the address tells already changes no address: it is followed all the same. */
function clicked(scene, event) {
  const link = event.target.closest("a.mention");
  if (link && link.getAttribute("href") === location.hash) follow(scene);
}

/** Show the place that the address tells, and what is known of its words. */
async function follow(scene) {
  const place = placeTold();
  if (!place) return;
  while (scene.next && place.begin >= scene.next) await part(scene);
  const key = `${place.begin},${place.end}`;
  const mark = scene.marks.get(key) || inside(scene.marks, place);
  scene.text.point(key);
  if (mark) scene.panel.pick(mark);
  else scene.text.light([place]);
}

/** The first event, or else the first mention, within a stretch of text. */
function inside(marks, { begin, end }) {
  const found = [...marks.values()].filter((mark) => mark.begin >= begin && mark.end <= end);
  return found.find(({ family }) => family === "event") || found[0];
}

