// Terms of RDF -> elements and short names; IRIs of ours are links to pages of this server.

import { el, outside, words } from "./dom.js";
import { addressOf } from "./state.js";

/** Literals longer than this are folded. */
const LONG = 300;

/** Return {term(term) -> node, short(iri) -> text} for about() = {base, prefixes}. */
export function termsFor({ base, prefixes }) {
  const spaces = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  const short = (iri) => {
    const [name, space] = spaces.find(([, start]) => iri.startsWith(start)) || [];
    if (space) return `${name}:${iri.slice(space.length)}`;
    return iri.startsWith(base) ? shown(iri.slice(base.length).replace(/^(id|doc)\//, "")) : iri;
  };
  const pointing = /^\S+\/(id|doc|graph)\/\S+$/; // Of our queries, which give addresses as text.
  const ours = (iri) => {
    if (iri.startsWith(prefixes.kg)) return `/ontology#${iri.slice(prefixes.kg.length)}`;
    return iri.startsWith(base) ? addressOf({ iri, path: `/${iri.slice(base.length)}` }) : null;
  };
  const term = (one) => {
    if (!one) return "";
    if (one.type === "uri") return ours(one.value) ? el("a", { href: ours(one.value), title: one.value }, words(short(one.value))) : outside(one.value, short(one.value));
    if (one.type === "bnode") return el("span", { class: "muted" }, `_:${one.value}`);
    if (one.type === "triple") return el("code", JSON.stringify(one.value));
    return pointing.test(one.value) && one.value.startsWith(base) ? term({ type: "uri", value: one.value }) : literal(one);
  };
  return { term, short };
}

function shown(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function literal({ value, datatype, "xml:lang": lang }) {
  const attrs = { lang, title: datatype || null };
  if (value.length <= LONG) return words(value, attrs);
  return el("details", el("summary", words(`${value.slice(0, LONG)}…`)), words(value, attrs));
}

/** The triples of N-Triples as rows {subject, property, object}; a line that is none is left to the raw text. */
export function triplesOf(text) {
  return text.split("\n").flatMap((line) => {
    const found = /^\s*(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(.*?)\s*\.\s*$/.exec(line);
    return found ? [{ subject: read(found[1]), property: read(found[2]), object: read(found[3]) }] : [];
  });
}

function read(text) {
  if (text.startsWith("<") && !text.startsWith("<<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const [, value, lang, datatype] = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s.exec(text) || [];
  if (value === undefined) return { type: "literal", value: text };
  return { type: "literal", value: unescaped(value), ...(lang && { "xml:lang": lang }), ...(datatype && { datatype }) };
}

const SIGNS = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function unescaped(text) {
  const code = (hex) => String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
  return text.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g, (_, short, long, sign) => (short || long ? code(short || long) : (SIGNS[sign] ?? sign)));
}
