// Ask in SPARQL: an editor with examples and completions, and the answer as table, map, timeline, network or chart.

import { add, announce, el, failure, fill, number, plural, useStyle, waiting } from "./dom.js";
import { download } from "./network-export.js";
import { editor } from "./query-editor.js";
import { fields } from "./query-fields.js";
import { limited, missing, parameters, placeOf } from "./query-text.js";
import { drawResults } from "./results.js";
import { triplesOf } from "./results-terms.js";

/** Rows that are asked for when a query sets no limit itself. */
const MOST = 1000;

const FIRST = `# Events with their classes and dates, the first ones.
SELECT ?event ?label ?class ?from
WHERE {
  ?event a kg:Event ; rdfs:label ?label ; kg:factuality kg:Actual .
  ?event a ?class .
  OPTIONAL { ?event kg:earliestStart ?from }
}
ORDER BY ?from ?event`;

/** Media types of rows, and of graphs, with the endings of their files. */
const ROWS = { csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json", xml: "application/sparql-results+xml" };
const GRAPHS = { ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json", rdf: "application/rdf+xml" };
const BOTH = "application/sparql-results+json, application/n-triples;q=0.9";

export async function show(root, state, api) {
  await useStyle("./query.css", import.meta.url);
  document.title = "Query · kg";
  const [about, queries, terms] = await Promise.all([api.about(), api.queries(), api.terms()]);
  const told = readHash(state);
  const scene = { api, about, queries, terms, view: told.view, asking: null, parts: partsOf() };
  add(root, page(scene));
  scene.editor = await editor(scene.parts.editor, {
    source: { terms, prefixes: about.prefixes, complete: api.complete },
    onrun: () => run(scene),
    onchange: () => changed(scene),
  });
  const wanted = queries.find(({ name }) => name === told.name)?.text || told.query;
  use(scene, wanted || FIRST);
  if (wanted) await run(scene);
}

function partsOf() {
  const box = el("input", { type: "checkbox", checked: true });
  return { editor: el("div", { class: "query-editor" }), fields: el("div"), note: el("p", { class: "query-note small muted", role: "status" }), downloads: el("div", { class: "row small" }), results: el("section", { class: "section", "aria-label": "Result" }), box };
}

/** The query and its view that the address tells: #query=…&view=map, as YASGUI writes it; or ?query=…, ?name=…. */
function readHash(state) {
  const told = new URLSearchParams(location.hash.slice(1));
  return { query: told.get("query") || state.get("query") || "", view: told.get("view") || "", name: told.get("name") || state.get("name") };
}

function writeHash({ editor: field, view }) {
  const told = `query=${encodeURIComponent(field.value())}${view ? `&view=${view}` : ""}`;
  history.replaceState(null, "", `${location.pathname}#${told}`);
}

function page(scene) {
  const { parts } = scene;
  parts.run = el("button", { type: "button", onclick: () => run(scene) }, "Run");
  parts.cancel = el("button", { type: "button", class: "quiet", hidden: true, onclick: () => scene.asking?.abort() }, "Cancel");
  const limit = el("label", { class: "choice" }, parts.box, `At most ${number(MOST)} rows where the query sets no limit`);
  return el(
    "div",
    { class: "query" },
    el("header", { class: "head" }, el("h1", "Query"), el("p", { class: "muted" }, "Ask in SPARQL. Ctrl+Space completes, Ctrl+Enter runs. What there is to ask about: ", el("a", { href: "/ontology" }, "classes and properties"), ".")),
    el(
      "div",
      { class: "beside left" },
      examples(scene),
      el("div", el("div", { class: "card stack" }, parts.fields, parts.editor, el("div", { class: "query-go" }, parts.run, parts.cancel, limit), parts.note), parts.results, parts.downloads),
    ),
  );
}

function examples(scene) {
  const list = el("ul", { class: "query-examples" });
  const item = ({ name, title, description, text }) => {
    const onclick = (event) => {
      for (const button of list.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === event.currentTarget));
      use(scene, text);
      run(scene);
    };
    return el("li", el("button", { type: "button", onclick, dataset: { name }, "aria-pressed": "false" }, el("strong", title || name), el("span", { class: "small muted" }, description)));
  };
  fill(list, [...scene.queries, ...own(scene)].map(item));
  const narrow = matchMedia("(max-width: 60rem)").matches;
  return el("details", { class: "card", open: !narrow }, el("summary", `Examples (${scene.queries.length + own(scene).length})`), list);
}

/** Questions about what this very store holds. */
function own({ about }) {
  const classes = { name: "classes", title: "How many of each class", description: "All classes in use, most frequent first.", text: "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?things)" };
  const graph = { name: "describe", title: "All about one event", description: "The statements of an event and its relations, as a graph.", text: "CONSTRUCT { ?event ?property ?value }\nWHERE {\n  { SELECT ?event { ?event a kg:Attack } ORDER BY ?event LIMIT 1 }\n  ?event ?property ?value .\n}" };
  const first = (about.examples || []).find(({ path }) => path?.startsWith("/id/"));
  const iri = first && about.base + first.path.replace(/^\//, "").replace(/\.html$/, "");
  const one = iri && { name: "example", title: `What is said of ${first.title}`, description: "Each statement about one thing of this store.", text: `SELECT ?property ?value\nWHERE { <${iri}> ?property ?value }\nORDER BY ?property ?value` };
  return [classes, graph, one].filter(Boolean);
}

/** Put a query into the editor, with the prefixes it needs and fields for its parameters. */
function use(scene, text) {
  const lacks = missing(text, scene.about.prefixes);
  const heads = Object.entries(lacks).map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`);
  scene.editor.set(heads.join("") + text);
  const change = (f) => {
    const found = f(scene.editor.value());
    const more = Object.entries(missing(found, scene.about.prefixes)).map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`);
    scene.editor.set(more.join("") + found);
  };
  fill(scene.parts.fields, fields(parameters(text), { api: scene.api, terms: scene.terms, change }));
}

function changed(scene) {
  if (!scene.editor) return;
  writeHash(scene);
}

/** Run what stands in the editor, and show the answer, or where it is wrong. */
async function run(scene) {
  const { parts, api, editor: field } = scene;
  scene.asking?.abort();
  const lacks = missing(field.value(), scene.about.prefixes);
  if (Object.keys(lacks).length) field.set(Object.entries(lacks).map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + field.value());
  writeHash(scene);
  const asking = (scene.asking = new AbortController());
  const asked = parts.box.checked ? limited(field.value(), MOST + 1) : { text: field.value(), limited: false };
  busy(scene, true);
  fill(parts.results, waiting(3));
  fill(parts.downloads);
  const begun = performance.now();
  try {
    const response = await api.sparql(asked.text, { accept: BOTH, signal: asking.signal });
    const result = await read(response);
    const seconds = (performance.now() - begun) / 1000;
    const cut = asked.limited && result.rows?.length > MOST;
    if (cut) result.rows.length = MOST;
    tell(parts, result, { seconds, cut, limited: asked.limited });
    fill(parts.results);
    await drawResults(parts.results, result, { about: scene.about, view: scene.view || hinted(field.value()), onview: (name) => writeHash(Object.assign(scene, { view: name })) });
    downloads(scene, result);
  } catch (error) {
    if (scene.asking === asking || error.name !== "AbortError") refused(scene, error, begun);
  } finally {
    if (scene.asking === asking) busy(scene, false);
  }
}

function busy({ parts }, on) {
  parts.cancel.hidden = !on;
  parts.results.setAttribute("aria-busy", String(on));
  if (on) fill(parts.note, "Running …");
}

/** An answer in rows, a yes or no, or triples. */
async function read(response) {
  if ((response.headers.get("content-type") || "").startsWith("application/sparql-results+json")) {
    const { head, results, boolean } = await response.json();
    return { vars: head.vars || [], rows: results?.bindings || [], boolean };
  }
  const raw = await response.text();
  return { vars: ["subject", "property", "object"], rows: triplesOf(raw), raw };
}

function tell({ note }, { rows, boolean, raw }, { seconds, cut, limited: added }) {
  const time = `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
  const amount = boolean === undefined ? plural(rows.length, raw === undefined ? "row" : "triple") : boolean ? "yes" : "no";
  const more = cut ? ` The answer is longer: a limit of ${number(MOST)} was added; untick the box, or download, for all.` : added && rows?.length ? " That is all." : "";
  fill(note, `${amount} in ${time}.${more}`);
}

/** #defaultView:Map in a query, as Wikidata's service reads it. */
function hinted(text) {
  const found = /^#\s*defaultView:(\w+)/im.exec(text)?.[1].toLowerCase() || "";
  return { graph: "network", barchart: "chart" }[found] || found;
}

function refused(scene, error, begun) {
  const { parts, editor: field } = scene;
  if (error.name === "AbortError") {
    fill(parts.results);
    return void fill(parts.note, `Cancelled after ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  }
  const [first, ...rest] = error.message.split("\n");
  const at = placeOf(first);
  fill(parts.results, failure({ message: first, hint: error.hint }), rest.length > 0 && el("pre", { class: "card" }, rest.join("\n")));
  fill(parts.note, at ? `Line ${at.line}, column ${at.column} is marked.` : "No answer.");
  announce(first);
  if (at) field.mark(at.line, at.column);
}

/** The whole answer as a file: without the limit that was added here. */
function downloads(scene, { raw, boolean }) {
  const types = raw === undefined ? ROWS : GRAPHS;
  const known = boolean === undefined ? Object.entries(types) : [["json", ROWS.json], ["xml", ROWS.xml]];
  const text = scene.editor.value();
  const save = async (ending, accept, button) => {
    button.disabled = true;
    try {
      const response = await scene.api.sparql(text, { accept });
      download(`result.${ending}`, await response.blob(), accept);
    } catch (error) {
      add(scene.parts.downloads, failure(error));
    } finally {
      button.disabled = false;
    }
  };
  const one = ([ending, accept]) => el("button", { type: "button", class: "quiet", onclick: (event) => save(ending, accept, event.currentTarget) }, ending.toUpperCase());
  fill(scene.parts.downloads, el("span", { class: "muted" }, "Download all"), known.map(one));
}
