// A stretch of time chosen by dragging or by keys: two handles over a scale of days.

import { add, day as inWords, svg } from "./dom.js";
import { dayAfter, firstDay, toDate } from "./dates.js";

/** Pixels that a press may move and still be a click on one bin. */
const CLICK = 4;

/**
 * Add a brush to an SVG.
 *
 * scale: {toX(day), toDay(x), first, last, unit, top, bottom, step(day, by)}; range: {from, to} as dates, "" when open.
 * onRange({from, to}) when one is chosen, onRange({from: "", to: ""}) when it is taken back.
 */
export function brush(root, ground, scale, range, onRange) {
  const days = { from: firstDay(range.from) ?? scale.first, to: dayAfter(range.to) ?? scale.last };
  const chosen = Boolean(range.from || range.to);
  const box = svg("rect", { class: "brush", y: scale.top, height: scale.bottom - scale.top });
  const handles = { from: handle("from"), to: handle("to") };
  const clear = () => onRange({ from: "", to: "" });
  const done = () => onRange({ from: toDate(days.from, scale.unit), to: toDate(days.to - 1, scale.unit) });
  const move = () => place(box, handles, scale, days);

  function handle(side) {
    const name = side === "from" ? "First day of the selection" : "Last day of the selection";
    const grip = svg("rect", { x: -4, y: scale.top + 10, width: 8, height: scale.bottom - scale.top - 20, rx: 3 });
    return svg("g", { class: "handle", role: "slider", tabindex: "0", "aria-label": name, onkeydown: (event) => keyed(event, side) }, grip);
  }

  /** Arrows move by a bin, with Shift by ten; Escape takes the choice back. */
  function keyed(event, side) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === "Escape") return clear();
    if (by === undefined) return undefined;
    event.preventDefault();
    const to = Number.isFinite(by) ? scale.step(days[side], event.shiftKey ? by * 10 : by) : by < 0 ? scale.first : scale.last;
    days[side] = side === "from" ? Math.min(Math.max(to, scale.first), days.to - 1) : Math.max(Math.min(to, scale.last), days.from + 1);
    move();
    return done();
  }

  const onpress = (event) => dragged(event, root, scale, days, handles, move, { done, clear });
  for (const node of [ground, handles.from, handles.to]) node.addEventListener("pointerdown", onpress);
  move();
  box.toggleAttribute("hidden", !chosen);
  add(root, box, handles.from, handles.to);
  return { focus: (side) => handles[side].focus(), side: () => Object.keys(handles).find((s) => handles[s] === document.activeElement) };
}

function place(box, handles, scale, days) {
  box.removeAttribute("hidden");
  box.setAttribute("x", scale.toX(days.from));
  box.setAttribute("width", Math.max(1, scale.toX(days.to) - scale.toX(days.from)));
  for (const side of ["from", "to"]) {
    const told = toDate(side === "from" ? days.from : days.to - 1, scale.unit);
    const node = handles[side];
    node.setAttribute("transform", `translate(${scale.toX(days[side])},0)`);
    node.setAttribute("aria-valuemin", scale.first);
    node.setAttribute("aria-valuemax", scale.last);
    node.setAttribute("aria-valuenow", days[side]);
    node.setAttribute("aria-valuetext", inWords(told));
  }
}

/** Follow a pointer from where it went down: a handle moves alone, the ground begins a new stretch. */
function dragged(event, root, scale, days, handles, move, { done, clear }) {
  if (event.button) return;
  event.preventDefault();
  const at = (e) => scale.toDay(e.clientX - root.getBoundingClientRect().left);
  const side = Object.keys(handles).find((s) => handles[s].contains(event.target));
  const start = side ? days[side === "from" ? "to" : "from"] : at(event);
  const pressed = event.clientX;
  const follow = (e) => {
    const here = at(e);
    [days.from, days.to] = here < start ? [scale.snap(here), side ? start : scale.step(scale.snap(start), 1)] : [side ? start : scale.snap(start), scale.step(scale.snap(here), 1)];
    move();
  };
  const stop = (e) => {
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", stop);
    removeEventListener("pointercancel", stop);
    if (e.type === "pointercancel") return clear();
    if (!side && Math.abs(e.clientX - pressed) < CLICK) follow(e);
    return done();
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", stop);
  addEventListener("pointercancel", stop);
}
