// The shell names a view; its module is loaded and shown. A state is shown again when the reader goes back.

import { serverApi } from "./api.js";
import { el, failure, fill, plural, waiting } from "./dom.js";
import { readState } from "./state.js";

const VIEWS = new Set(
  "start search events documents contradictions network query entity event document".split(" "),
);

const api = serverApi();
let shown = "";

async function showView() {
  const root = document.getElementById("view");
  const { view } = document.body.dataset;
  if (!VIEWS.has(view)) return;
  shown = location.search;
  try {
    fill(root, waiting());
    const module = await import(`./${view}.js`);
    fill(root);
    await module.show(root, readState(), api);
  } catch (error) {
    fill(root, failure(error));
    document.querySelector("details.data")?.setAttribute("open", ""); // The plain statements are still there.
    if (!error.status) console.error(error);
  }
}

/** Change between light and dark; tells "themechange", for what is painted on a canvas. */
function switchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("kg-theme", next);
  } catch {
    // No storage here: it lasts as long as the page.
  }
  document.dispatchEvent(new Event("themechange"));
}

/** Put the plain statements, which stand open for those without scripts, behind one line. */
function foldData() {
  const data = document.getElementById("data");
  if (!data || !document.body.dataset.view) return;
  data.querySelector("h1")?.remove(); // The view writes its own.
  const folded = el("details", { class: "data" }, el("summary", data.dataset.name || "Statements and download"));
  data.replaceWith(folded);
  folded.append(data);
}

/** Say how far the index of the store is, until it is whole; then there is more to see. */
async function watchIndex(waited = false) {
  const line = document.getElementById("indexing");
  const { index } = await api.about({ fresh: waited });
  const ready = index.state === "ready";
  line.hidden = ready && !waited;
  if (line.hidden) return;
  const again = el("button", { type: "button", class: "quiet small", onclick: () => location.reload() }, "Show all");
  if (ready) return void fill(line, "All documents are indexed now. ", again);
  fill(line, `Indexing: ${plural(index.done, "document")} of ${index.total}. What you see is not yet all.`);
  setTimeout(() => watchIndex(true).catch(() => {}), 2000);
}

document.getElementById("theme").addEventListener("click", switchTheme);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
  document.dispatchEvent(new Event("themechange")),
);
foldData();
document.addEventListener("statechange", () => {
  shown = location.search;
});
addEventListener("popstate", () => {
  if (location.search !== shown) showView(); // Another #place on the same page is the view's own matter.
});
watchIndex().catch(() => {});
showView();
