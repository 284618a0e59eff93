// Elements out of values. Text goes in as text, never as markup; only harmless addresses become links.

import { addressOf } from "./state.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element: el("a", {class: "x", href: "/y", onclick: f}, "text", node, [more], null). */
export function el(tag, ...rest) {
  return filled(document.createElement(tag), rest);
}

/** The same for SVG. */
export function svg(tag, ...rest) {
  return filled(document.createElementNS(SVG, tag), rest);
}

function filled(node, rest) {
  const [first, ...others] = rest;
  const plain = first && Object.getPrototypeOf(first) === Object.prototype;
  if (plain) for (const [name, value] of Object.entries(first)) attribute(node, name, value);
  add(node, plain ? others : rest);
  return node;
}

function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (name === "style") for (const [p, v] of Object.entries(value)) node.style.setProperty(p, v);
  else if (name === "href" || name === "src") {
    if (harmless(value)) node.setAttribute(name, value);
  } else if (name === "value" && "value" in node) node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/** Whether an address can be followed without running anything: http(s), or one of this site. */
export function harmless(address) {
  if (address.startsWith("#")) return true; // The most frequent: a text has a link for each mention.
  try {
    return ["http:", "https:", "file:"].includes(new URL(address, document.baseURI).protocol);
  } catch {
    return false;
  }
}

/** Append children: nodes, strings, numbers, lists of them; null, undefined, false and "" are left out. */
export function add(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") {
      node.append(child instanceof Node ? child : String(child));
    }
  }
  return node;
}

/** Put these in place of all that is in a node. */
export function fill(node, ...children) {
  node.replaceChildren();
  return add(node, ...children);
}

/** Words of the data, kept from turning the words around them. */
export const words = (text, attrs = {}) => el("bdi", attrs, text);

/** A link to the page of a thing {label, path, family}; plain words when it has none. */
export function link(ref, attrs = {}) {
  const label = words(ref.label || ref.iri);
  const href = addressOf(ref);
  return href ? el("a", { href, ...attrs }, label) : el("span", attrs, label);
}

/** A link to another site; the words alone when the address is not of the web. */
export function outside(address, text = address) {
  if (!/^https?:\/\//i.test(address)) return words(text);
  return el("a", { href: address, rel: "noopener noreferrer external", class: "outside" }, words(text));
}

/** Things with commas and a last word between: join([a, b, c], " and "). */
export function join(nodes, last = ", ", between = ", ") {
  return nodes.flatMap((node, n) => (n === 0 ? [node] : [n === nodes.length - 1 ? last : between, node]));
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A date of the data, as precise as it is: "2015-10" -> October 2015. */
export function day(text) {
  const [, year, month, date] = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(text) || [];
  if (!year) return text;
  return [date && Number(date), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

/** A <time>. */
export const time = (text) => el("time", { datetime: text }, day(text));

/** When an event was: a day, from-to, since, until; null when nobody says. */
export function when({ date, start, end }) {
  if (start && end && start !== end) return el("span", time(start), " – ", time(end));
  if (start || end) {
    const open = !start ? "until " : end ? "" : "since ";
    return el("span", open, time(start || end));
  }
  return date ? time(date) : null;
}

/** How real something is, as the text puts it: Actual, Negated, Planned, Possible, Hypothetical. */
export function badge(factuality) {
  const meaning = MEANINGS[factuality] || "";
  return el("span", { class: "badge", dataset: { factuality }, title: meaning }, factuality);
}

export const MEANINGS = {
  Actual: "told as something that happened",
  Negated: "told as something that did not happen",
  Planned: "told as something intended or announced",
  Possible: "told as something that may be so",
  Hypothetical: "told under a condition",
};

/** A small word with a count or a cross: chip("France", {count: 3, onremove: f}). */
export function chip(text, { count = null, onremove = null, family = "" } = {}) {
  return el(
    "span",
    { class: "chip", dataset: family ? { family } : {} },
    words(text),
    count === null ? null : el("span", { class: "count" }, number(count)),
    onremove && el("button", { type: "button", onclick: onremove, "aria-label": `Remove ${text}` }, "×"),
  );
}

/** The class of a thing without its prefix, in words: "kg:GovernmentBody" -> "government body". */
export function kind(cls) {
  const name = String(cls || "").replace(/^.*[:#/]/, "");
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

const NUMBERS = new Intl.NumberFormat("en"); // Made once: it takes longer than a hundred uses.

export const number = (n) => NUMBERS.format(n);

/** "1 event", "2,000 events". */
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

/** A stretch of text by code points, as the data counts. */
export function points(text, begin, end) {
  if (!/[\ud800-\udbff]/.test(text)) return text.slice(begin, end);
  return Array.from(text).slice(begin, end).join("");
}

/** A sentence with some of its words marked: begin and end count from the start of the sentence. */
export function quoted(sentence, begin, end) {
  const marked = begin >= 0 && end > begin;
  return el(
    "q",
    { class: "sentence", dir: "auto" },
    marked ? points(sentence, 0, begin) : sentence,
    marked && el("mark", points(sentence, begin, end)),
    marked && points(sentence, end),
  );
}

/** Buttons for pages of a list {total, page (from 1), size}; nothing when one page holds all. */
export function pager({ total, page, size }, onpage) {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  const step = (to, text) =>
    el("button", { type: "button", class: "quiet", disabled: to < 1 || to > last, onclick: () => onpage(to) }, text);
  const where = `Page ${number(page)} of ${number(last)}`;
  return el(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    step(page - 1, "← Previous"),
    el("span", { class: "muted" }, where),
    step(page + 1, "Next →"),
  );
}

/** Grey bars while something is on its way. */
export function waiting(lines = 4) {
  const bars = Array.from({ length: lines }, () => el("div", { class: "bar" }));
  return el("div", { class: "waiting", "aria-busy": "true", "aria-label": "Loading" }, bars);
}

/** What went wrong, and what one can do. */
export function failure(error) {
  const hint = error.hint && el("p", { class: "muted" }, error.hint);
  return el("div", { class: "notice bad", role: "alert" }, el("p", error.message || String(error)), hint);
}

/** Nothing was found. */
export const nothing = (text, hint = "") =>
  el("div", { class: "notice" }, el("p", text), hint && el("p", { class: "muted" }, hint));

/** Tell those who do not see the page what changed on it. */
export function announce(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

/** Load a style sheet once: await useStyle("./map.css", import.meta.url) before measuring. A report has all styles in it. */
export function useStyle(name, from) {
  const { href } = new URL(name, from);
  if (!href.startsWith("http")) return Promise.resolve();
  const found = [...document.querySelectorAll('link[rel="stylesheet"]')].find((link) => link.href === href);
  const sheet = found || el("link", { rel: "stylesheet", href });
  if (!found) document.head.append(sheet);
  if (sheet.sheet) return Promise.resolve();
  return new Promise((resolve) => ["load", "error"].forEach((how) => sheet.addEventListener(how, resolve, { once: true })));
}

/** A colour of the page as a canvas takes it: colour("--accent") -> "rgb(…)". */
export function colour(name) {
  const probe = el("span", { hidden: true, style: { color: `var(${name})` } });
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** Call f once the calls have paused for some milliseconds. */
export function pausing(f, pause = 150) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...args), pause);
  };
}
