// The server's answers as values. Views ask nothing else, so that a report can answer in its place.

import { entries } from "./state.js";

/** A request that was refused: message, hint, status. */
export class ApiError extends Error {
  constructor(message, { hint = "", status = 0 } = {}) {
    super(message);
    this.hint = hint;
    this.status = status;
  }
}

/** The functions that views call; each takes filters and {signal} of an AbortController. */
export function serverApi(root = "") {
  const ask = (name) => (filters = {}, options = {}) => get(`${root}/api/${name}`, filters, options);
  const about = (name) => (iri, options = {}) => get(`${root}/api/${name}`, { iri, ...options.with }, options);
  let told = null;
  return {
    about: ({ fresh = false } = {}) => {
      if (fresh || !told) told = ask("about")();
      told.catch(() => (told = null)); // Asked again the next time.
      return told;
    },
    search: ask("search"),
    events: ask("events"),
    map: ask("map"),
    timeline: ask("timeline"),
    facets: ask("facets"),
    documents: ask("documents"),
    contradictions: ask("contradictions"),
    neighbours: ask("neighbours"),
    queries: ask("queries"),
    terms: ask("terms"),
    complete: ask("complete"),
    event: about("event"),
    entity: about("entity"),
    document: about("document"),
    sparql: (query, options = {}) => sparql(`${root}/sparql`, query, options),
  };
}

async function get(address, filters, { signal } = {}) {
  const text = new URLSearchParams(entries(filters)).toString();
  const response = await sent(text ? `${address}?${text}` : address, { signal });
  return response.json();
}

async function sparql(address, query, { signal, accept = "application/sparql-results+json" } = {}) {
  const headers = { accept, "content-type": "application/sparql-query" };
  return sent(address, { method: "POST", headers, body: query, signal });
}

async function sent(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("The server does not answer.", { hint: "Is it still running?" });
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  const text = await response.text();
  let told = { error: text.trim() || response.statusText };
  try {
    told = JSON.parse(text);
  } catch {
    // A refusal in plain text is a sentence by itself.
  }
  return new ApiError(told.error, { hint: told.hint, status: response.status });
}
