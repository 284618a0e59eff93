// A text and its mentions -> paragraphs with coloured words; and light on any stretch of them.
// Offsets are code points of the whole document, as in the data (RFC 5147).

import { day, el } from "./dom.js";
import { placeOn } from "./state.js";

/** Families in the order in which a mention that means several things takes its colour. */
const ORDER = ["actor", "place", "object", "time", "event", "other"];

/** The text of a document; parts are added in order. */
export class Text {
  constructor() {
    this.node = el("div", { class: "text", dir: "auto" });
    this.segments = []; // {begin, end, node}: every piece of text on the page, in order
    this.links = new Map(); // "begin,end" -> the first link of this mention
  }

  /** Append a part that begins at an offset; marks: {begin, end, family, title}. */
  append(text, from, marks) {
    const chars = /[\ud800-\udbff]/.test(text) ? Array.from(text) : text;
    const seen = painted(chars.length, from, marks);
    for (const [begin, end] of paragraphs(text, chars)) {
      const p = el("p");
      for (const [b, e] of runs(seen, begin, end)) p.append(this.#piece(slice(chars, b, e), from + b, from + e, marks[seen[b]]));
      this.node.append(p);
    }
  }

  #piece(words, begin, end, mark) {
    const node = document.createTextNode(words);
    this.segments.push({ begin, end, node });
    if (!mark) return node;
    const key = `${mark.begin},${mark.end}`;
    const again = this.links.has(key); // The rest of a mention that another one stands within.
    const link = el(
      "a",
      { class: "mention", href: placeOn(mark), title: mark.title, dataset: { family: mark.family, kind: mark.kind }, tabindex: again ? "-1" : null },
      node,
    );
    if (!again) this.links.set(key, link);
    return link;
  }

  /** Light up stretches {begin, end}: those that are meant, and what is around them; show the first of them. */
  light(lit, near = [], { scroll = true } = {}) {
    paint("near", near.flatMap((one) => this.#ranges(one)));
    const ranges = lit.flatMap((one) => this.#ranges(one));
    paint("lit", ranges);
    const first = ranges[0]?.startContainer.parentElement;
    if (scroll && first && !visible(first)) first.scrollIntoView({ block: "center" });
  }

  /** Mark the link of a mention as the one that is looked at. */
  point(key) {
    this.node.querySelector("[aria-current]")?.removeAttribute("aria-current");
    this.links.get(key)?.setAttribute("aria-current", "true");
  }

  #ranges({ begin, end }) {
    const touched = this.#between(begin, end);
    return touched.map(({ begin: at, end: until, node }) => {
      const range = new Range();
      range.setStart(node, units(node.data, Math.max(begin - at, 0)));
      range.setEnd(node, units(node.data, Math.min(end, until) - at));
      return range;
    });
  }

  #between(begin, end) {
    let [low, high] = [0, this.segments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.segments[middle].end <= begin) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let n = low; n < this.segments.length && this.segments[n].begin < end; n += 1) found.push(this.segments[n]);
    return found;
  }
}

/** For each character the number of the mark that colours it: of several the shortest; -1 for none. */
function painted(length, from, marks) {
  const seen = new Int32Array(length).fill(-1);
  const order = [...marks.keys()].sort((a, b) => marks[b].end - marks[b].begin - (marks[a].end - marks[a].begin) || b - a);
  for (const n of order) seen.fill(n, Math.max(marks[n].begin - from, 0), marks[n].end - from);
  return seen;
}

function* runs(seen, begin, end) {
  let at = begin;
  while (at < end) {
    let to = at + 1;
    while (to < end && seen[to] === seen[at]) to += 1;
    yield [at, to];
    at = to;
  }
}

/** Begin and end of each paragraph: an empty line stands between two. */
function* paragraphs(text, chars) {
  const plain = chars === text;
  let at = 0;
  for (const [words] of text.matchAll(/(?:(?!\n\s*\n)[^])+|\n\s*\n/g)) {
    const length = plain ? words.length : Array.from(words).length;
    if (words.trim()) yield [at, at + length];
    at += length;
  }
}

const slice = (chars, begin, end) => (typeof chars === "string" ? chars.slice(begin, end) : chars.slice(begin, end).join(""));

/** Code points -> UTF-16 units within one string. */
function units(text, points) {
  if (!/[\ud800-\udbff]/.test(text)) return points;
  return Array.from(text).slice(0, points).join("").length;
}

/** Give ranges a look: without changing the page where the browser can, else by the class of what they touch. */
function paint(name, ranges) {
  if (globalThis.CSS?.highlights && globalThis.Highlight) {
    CSS.highlights.set(name, new Highlight(...ranges));
    return;
  }
  for (const node of document.querySelectorAll(`.text .${name}`)) node.classList.remove(name);
  for (const range of ranges) range.startContainer.parentElement.classList.add(name);
}

function visible(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return top >= 60 && bottom <= innerHeight * 0.75;
}

/** Mentions of the data -> marks, one for each stretch of words that means something. */
export function marksOf({ mentions, things, events }) {
  const found = new Map();
  for (const { begin, end, kind, target, class: cls, value } of mentions) {
    const family = familyOf(kind, target, things, events);
    if (!family) continue;
    const key = `${begin},${end}`;
    const mark = found.get(key) || { begin, end, family, title: "", targets: [], kind, value: "" };
    if (ORDER.indexOf(family) <= ORDER.indexOf(mark.family)) Object.assign(mark, { family, title: titleOf(target, things, events, cls) });
    if (target) mark.targets.push(target);
    if (value) Object.assign(mark, { value, title: mark.targets.length ? mark.title : timeOf(value) });
    found.set(key, mark);
  }
  return [...found.values()];
}

function familyOf(kind, target, things, events) {
  if (target && events[target]) return "event";
  if (target && things[target]) return ORDER.includes(things[target].family) ? things[target].family : "other";
  if (kind === "TimeExpression") return "time";
  return null;
}

/** A value of TIMEX3 in words, where it is a date: "2015-10-10" -> 10 October 2015; others stay as they are. */
export const timeOf = (value) => (/^\d{4}(-\d\d){0,2}$/.test(value) ? day(value) : value);

function titleOf(target, things, events, cls) {
  const named = things[target] || events[target];
  const name = String(named?.class || cls || "").replace(/^\w+:/, "");
  return named ? `${named.label}${name ? ` (${name})` : ""}` : "a time";
}
