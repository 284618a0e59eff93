// What is looked at <-> the address of the page, so that every view has a permalink.
// On a server the state is the query string; in a report that opens from disk, it is what follows the #.

const mode = { hash: false };

/** Keep the state after the #: for pages without a server. */
export function useHash() {
  mode.hash = true;
}

/** The state that the address tells; `iri` and `view` come from the page itself when it is about a thing. */
export function readState() {
  const state = new URLSearchParams(mode.hash ? location.hash.slice(1) : location.search);
  const { iri } = document.body.dataset;
  if (iri && !mode.hash) state.set("iri", iri);
  return state;
}

/** Put a state into the address: a new entry of the history, or in place of the present one. Tells "statechange". */
export function writeState(state, { replace = false } = {}) {
  const address = addressWith(state);
  if (address === `${location.pathname}${location.search}${location.hash}`) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  document.dispatchEvent(new Event("statechange"));
}

/** The address of this view in another state. */
export function addressWith(state) {
  const told = new URLSearchParams([...state].filter(([, value]) => value !== ""));
  if (mode.hash) return `#${told}`;
  if (document.body.dataset.iri) told.delete("iri");
  const text = told.toString();
  return location.pathname + (text ? `?${text}` : "");
}

/** The address of another view: addressTo("events", {actor: iri}). */
export function addressTo(view, filters = {}) {
  const told = new URLSearchParams();
  for (const [name, value] of entries(filters)) told.append(name, value);
  if (mode.hash) return `#${new URLSearchParams([["view", view], ...told])}`;
  const text = told.toString();
  return `/${view === "start" ? "" : view}${text ? `?${text}` : ""}`;
}

/** The page of a thing {path, family, iri}, or null when it has none. */
export function addressOf(ref, place = null) {
  const at = place ? `#char=${place.begin},${place.end}` : "";
  if (mode.hash) {
    const view = { event: "event", document: "document" }[ref.family] || "entity";
    const char = place ? { char: `${place.begin},${place.end}` } : {};
    return ref.iri ? addressTo(view, { iri: ref.iri, ...char }) : null;
  }
  if (/^https?:\/\//.test(ref.path || "")) return ref.path;
  if (!ref.path || !ref.path.startsWith("/") || ref.path.startsWith("//")) return null;
  return ref.path + (ref.path.startsWith("/id/") ? ".html" : "") + at;
}

/** Pairs of a URLSearchParams, or of an object whose values may be lists; what is empty is left out. */
export function entries(filters) {
  const pairs = filters instanceof URLSearchParams ? [...filters] : Object.entries(filters);
  return pairs
    .flatMap(([name, value]) => (Array.isArray(value) ? value.map((v) => [name, v]) : [[name, value]]))
    .filter(([, value]) => value !== null && value !== undefined && value !== "");
}

/** The address of a place of the document that is looked at. */
export function placeOn({ begin, end }) {
  const char = `${begin},${end}`;
  if (!mode.hash) return `#char=${char}`;
  const state = readState();
  state.set("char", char);
  return addressWith(state);
}

/** The place that the address tells, as {begin, end}, or null. */
export function placeTold() {
  const told = mode.hash ? readState().get("char") : /^#char=(.*)$/.exec(decodeURIComponent(location.hash))?.[1];
  const [, begin, end] = /^(\d+),(\d+)$/.exec(told || "") || [];
  return begin ? { begin: Number(begin), end: Number(end) } : null;
}
