// Bins -> a timeline: drawTimeline(element, bins, {onRange}), bars stacked by how real, a brush, and a table.

import { day as inWords, el, fill, number, plural, svg, useStyle } from "./dom.js";
import { dayAfter, firstDay, ticks, toDate } from "./dates.js";
import { kindClass, ordered, told } from "./kinds.js";
import { brush } from "./timeline-brush.js";

const HEIGHT = 132;
const TOP = 6;
const BOTTOM = 106;

/** Bins that the axis has room for, at least. */
const FEWEST = 16;

/** A bar is no wider than this, in pixels: two of them across the page would look like walls. */
const WIDEST = 24;

/** Of the events that have a date, those that may lie before the axis begins. */
const EARLY = 0.02;

/** Pixels of an axis label with room around it. */
const LABEL = 84;

/**
 * Draw bins {start, end, count, kinds} into an element; dates are "2015", "2015-10" or "2015-10-09".
 *
 * onRange({from, to}) is called when a stretch is chosen, with "" for none; without it there is no brush.
 * range: {from, to} chosen now; undated: how many events have no date; unit: of the bins;
 * earlier: {count, onAll} when some lie before the axis: onAll() is called by who wants to see them.
 * Returns {update(bins, {range, undated, unit})}.
 */
export function drawTimeline(element, bins, options = {}) {
  useStyle("./timeline.css", import.meta.url);
  const figure = fill(element, el("figure", { class: "timeline" })).firstChild;
  const shown = { bins, range: { from: "", to: "" }, undated: 0, ...options };
  let width = 0;
  const draw = () => {
    width = figure.clientWidth || 600;
    drawOnce(figure, shown, width);
  };
  draw();
  new ResizeObserver(() => figure.isConnected && figure.clientWidth !== width && draw()).observe(figure);
  return {
    update(next, more = {}) {
      Object.assign(shown, { bins: next }, more);
      draw();
    },
  };
}

function drawOnce(figure, shown, width) {
  const { bins, undated, range } = shown;
  const drawn = bins.length > 0 || Boolean(range.from && range.to);
  const open = figure.querySelector("details")?.open || false;
  const side = shown.brush?.side();
  const tip = el("span", { class: "tip" });
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const missing = undated ? el("span", `${plural(undated, "event")} without a date ${undated === 1 ? "is" : "are"} not on the timeline.`) : null;
  const about = bins.length ? `${plural(total, "event")} from ${inWords(bins[0].start)} to ${inWords(bins.at(-1).end)}` : "No event has a date.";
  const picture = drawn ? chart(shown, width, about, tip) : el("p", { class: "muted" }, about);
  fill(figure, picture, el("figcaption", before(shown.earlier), missing, tip), bins.length ? table(bins, open) : null);
  if (side) shown.brush?.focus(side);
}

/**
 * Ask for bins so that a few events of long ago do not press all others together at the end of the axis.
 *
 * ask(from) gives an answer of the timeline, from "" for all of time. Returns it, with {early} events left out.
 */
export async function withoutEarly(ask) {
  const whole = await ask("");
  const { from, count } = begins(whole.bins);
  if (!from) return { ...whole, early: 0 };
  const { bins, unit } = await ask(from);
  return { ...whole, bins, unit, early: count };
}

/** Where an axis should begin, and how many events lie before; from is "" when the few do not matter. */
function begins(bins) {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  let [count, n] = [0, 0];
  while (n < bins.length - 1 && count + bins[n].count <= Math.max(1, total * EARLY)) count += bins[n++].count;
  if (!n || total < 10) return { from: "", count: 0 };
  const last = dayAfter(bins.at(-1).end);
  const gain = (firstDay(bins[n].start) - firstDay(bins[0].start)) / (last - firstDay(bins[0].start));
  return gain > 0.5 ? { from: bins[n].start, count } : { from: "", count: 0 };
}

function before(earlier) {
  if (!earlier?.count) return null;
  const all = el("button", { type: "button", class: "quiet small", onclick: earlier.onAll }, "All of time");
  return el("span", { class: "row" }, `${plural(earlier.count, "event")} of earlier times ${earlier.count === 1 ? "is" : "are"} left out. `, all);
}

function chart(shown, width, about, tip) {
  const { bins, range, onRange } = shown;
  const scale = scaleOf(bins, shown.unit || unitOf(bins, range), width, range);
  const root = svg("svg", { height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: onRange ? "group" : "img", "aria-label": `Timeline: ${about}` });
  const ground = svg("rect", { class: "ground", x: 0, y: TOP, width, height: BOTTOM - TOP });
  const most = Math.max(0, ...bins.map((bin) => bin.count));
  root.append(axis(scale, most, width), ground, ...bins.map((bin) => bar(bin, scale, most, range)));
  root.prepend(ground);
  ground.addEventListener("pointermove", (event) => pointed(event, root, scale, bins, tip));
  ground.addEventListener("pointerleave", () => fill(tip));
  shown.brush = onRange ? brush(root, ground, scale, range, onRange) : null;
  return root;
}

const unitOf = (bins, range) => ({ 4: "year", 7: "month" })[(bins[0]?.start || range.from).length] || "day";

/** Days <-> pixels, wide enough for some bins; an open choice reaches as far as the bins. */
function scaleOf(bins, unit, width, range) {
  const starts = [bins[0]?.start, range.from].map(firstDay).filter((day) => day !== null);
  const ends = [bins.at(-1)?.end, range.to].map(dayAfter).filter((day) => day !== null);
  const [first, last] = widened(firstDay(toDate(Math.min(...starts), unit)), dayAfter(toDate(Math.max(...ends) - 1, unit)), unit);
  const inner = width - 16;
  const snap = (day) => firstDay(toDate(day, unit));
  return {
    first,
    last,
    unit,
    snap,
    top: TOP,
    bottom: BOTTOM,
    toX: (day) => 8 + ((day - first) / (last - first)) * inner,
    toDay: (x) => Math.max(first, Math.min(last - 1, first + Math.floor(((x - 8) / inner) * (last - first)))),
    step: (day, by) => stepped(day, by, unit),
  };
}

/** A few bins alone would be as wide as walls: some empty ones stand beside them. */
function widened(first, last, unit) {
  const bins = Math.round((last - first) / { day: 1, month: 30.4, year: 365.2 }[unit]);
  const aside = Math.ceil(Math.max(0, FEWEST - bins) / 2);
  return [stepped(first, -aside, unit), stepped(last, aside, unit)];
}

/** So many units further: months and years are not of one length. */
function stepped(day, by, unit) {
  if (unit === "day") return day + by;
  const date = new Date(day * 864e5);
  if (unit === "month") date.setUTCMonth(date.getUTCMonth() + by);
  else date.setUTCFullYear(date.getUTCFullYear() + by);
  return Math.round(date.getTime() / 864e5);
}

function bar(bin, scale, most, range) {
  const [left, right] = [scale.toX(firstDay(bin.start)), scale.toX(dayAfter(bin.end))];
  const wide = Math.min(WIDEST, Math.max(1.5, right - left - 1));
  const x = right - left > WIDEST ? (left + right - wide) / 2 : left;
  const high = Math.max(2, (bin.count / most) * (BOTTOM - TOP - 12));
  const out = (range.from && dayAfter(bin.end) <= firstDay(range.from)) || (range.to && firstDay(bin.start) >= dayAfter(range.to));
  let y = BOTTOM;
  const parts = ordered(bin.kinds).map(([kind, n]) => {
    const part = (high * n) / bin.count;
    y -= part;
    return svg("rect", { class: kindClass(kind), x, y, width: wide, height: part });
  });
  return svg("g", { class: `bars${out ? " out" : ""}` }, parts);
}

function axis(scale, most, width) {
  const marks = ticks(scale.first, scale.last, Math.max(2, Math.floor(width / LABEL)), scale.unit);
  const mark = ({ day, label }) => {
    const x = scale.toX(day);
    const anchor = x < LABEL / 2 ? "start" : x > width - LABEL / 2 ? "end" : "middle";
    return [
      svg("line", { x1: x, x2: x, y1: BOTTOM, y2: BOTTOM + 5 }),
      svg("text", { x: anchor === "start" ? Math.max(0, x - 4) : anchor === "end" ? Math.min(width, x + 20) : x, y: BOTTOM + 20, "text-anchor": anchor }, label),
    ];
  };
  return svg("g", { class: "axis", "aria-hidden": "true" }, marks.map(mark), svg("text", { x: 18, y: TOP + 13 }, `max ${number(most)}`));
}

function pointed(event, root, scale, bins, tip) {
  const day = scale.toDay(event.clientX - root.getBoundingClientRect().left);
  const bin = bins.find((one) => firstDay(one.start) <= day && day < dayAfter(one.end));
  fill(tip, bin ? `${span(bin)}: ${told(bin.kinds)}` : `${inWords(toDate(day, scale.unit))}: none`);
}

const span = ({ start, end }) => (start === end ? inWords(start) : `${inWords(start)} – ${inWords(end)}`);

/** The same in numbers. */
function table(bins, open) {
  const heads = ["When", "Events", "Told as"];
  const head = heads.map((text) => el("th", { scope: "col", class: text === "Events" ? "number" : null }, text));
  const rows = bins.map((bin) => el("tr", el("td", span(bin)), el("td", { class: "number" }, number(bin.count)), el("td", told(bin.kinds))));
  const whole = el("table", el("thead", el("tr", head)), el("tbody", rows));
  return el("details", { open }, el("summary", "The timeline as a table"), el("div", { class: "scroll", tabindex: "0" }, whole));
}
