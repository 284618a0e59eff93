// A report: the views over the data that lies in the same file. What is looked at stands after the # of the address.

import { add, el, failure, fill, nothing, waiting } from "./dom.js";
import { localApi } from "./local.js";
import { readState, addressTo, useHash } from "./state.js";

/** View -> its module, loaded when it is wanted. */
const VIEWS = {
  events: () => import("./events.js"),
  network: () => import("./network.js"),
  documents: () => import("./documents.js"),
  contradictions: () => import("./contradictions.js"),
  search: () => import("./search.js"),
  entity: () => import("./entity.js"),
  event: () => import("./event.js"),
  document: () => import("./document.js"),
  glance: () => import("./glance.js"),
};

const MENU = { events: "Events", network: "Network", documents: "Documents", contradictions: "Contradictions" };

useHash();
const told = JSON.parse(document.getElementById("kg-data").textContent);
const api = localApi(told);
const first = new URLSearchParams(told.start);
let shown = null;

/** The state that the address tells, or the one that the report opens with. */
function stateNow() {
  const state = readState();
  return state.has("view") ? state : new URLSearchParams([...first, ...state]);
}

async function showView() {
  const root = document.getElementById("view");
  const state = stateNow();
  const view = state.get("view");
  if (shown && only(shown, state, "char")) return; // Another place in the same document: the view follows by itself.
  shown = state;
  document.body.dataset.view = view;
  menu(view);
  try {
    fill(root, waiting());
    const module = await load(view);
    fill(root);
    await module.show(root, state, api);
  } catch (error) {
    fill(root, failure(error));
    if (!error.status) console.error(error);
  }
}

async function load(view) {
  if (!told.views.includes(view) || !VIEWS[view]) return { show: (root) => add(root, absent()) };
  return VIEWS[view]();
}

const absent = () => nothing("This is not in the report.", "Make it with kg report, or serve the store with kg serve.");

/** Whether two states differ in nothing, or in one parameter alone, and are of a document. */
function only(one, other, name) {
  if (other.get("view") !== "document") return false;
  const without = (state) => String(new URLSearchParams([...state].filter(([n]) => n !== name)));
  return without(one) === without(other);
}

function menu(view) {
  const items = Object.entries(MENU).filter(([name]) => told.views.includes(name));
  const item = ([name, title]) => el("li", el("a", { href: addressTo(name, name === "network" ? told.network : {}), "aria-current": name === view ? "page" : null }, title));
  fill(document.getElementById("menu"), items.map(item));
}

function switchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const root = document.documentElement;
  root.dataset.theme = (root.dataset.theme || (dark ? "dark" : "light")) === "dark" ? "light" : "dark";
  document.dispatchEvent(new Event("themechange"));
}

function search(event) {
  event.preventDefault();
  location.assign(addressTo("search", { q: new FormData(event.target).get("q") }));
}

document.documentElement.classList.add("js");
document.getElementById("theme")?.addEventListener("click", switchTheme);
document.getElementById("find")?.addEventListener("submit", search);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("themechange")));
addEventListener("hashchange", showView);
if (self === top) showView();
else requestAnimationFrame(() => setTimeout(showView)); // A frame has no size before it is seen.
