// A box to find somebody or some place that is not among the most frequent, with the count each would leave.

import { announce, el, fill, kind, number, pausing, words } from "./dom.js";

/** Suggestions that are shown. */
const MOST = 8;

/** ask(text) -> things; count(ref) -> events with the filters as they are; those with none are not offered. */
export function finder({ label, ask, count, onPick }) {
  const id = `find-${label.replace(/\W+/g, "-")}`;
  const list = el("ul", { class: "options", id, role: "listbox", "aria-label": label, hidden: true });
  const input = el("input", { type: "text", role: "combobox", "aria-label": label, "aria-controls": id, "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", placeholder: "Find by name" });
  const box = { input, list, found: [], at: -1, turn: 0 };
  const take = (n) => {
    const ref = box.found[n];
    close(box);
    input.value = "";
    if (ref) onPick(ref);
  };
  const look = pausing(() => looked(box, { ask, count, take }), 150);
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => keyed(box, event, take));
  input.addEventListener("blur", () => setTimeout(() => close(box), 150));
  return el("div", { class: "combo" }, input, list);
}

async function looked(box, { ask, count, take }) {
  const text = box.input.value.trim();
  const turn = ++box.turn;
  if (!text) return close(box);
  const refs = (await ask(text)).slice(0, MOST);
  const counts = await Promise.all(refs.map(count));
  if (turn !== box.turn) return undefined;
  const offered = refs.map((ref, n) => ({ ref, count: counts[n] })).filter((one) => one.count > 0);
  box.found = offered.map((one) => one.ref);
  return offer(box, offered, take);
}

function offer(box, offered, take) {
  const option = ({ ref, count }, n) =>
    el("li", { role: "option", id: `${box.list.id}-${n}`, "aria-selected": "false", onpointerdown: (event) => (event.preventDefault(), take(n)) }, words(ref.label), el("span", { class: "muted small" }, kind(ref.class)), el("span", { class: "count end" }, number(count)));
  fill(box.list, offered.length ? offered.map(option) : el("li", { class: "muted small" }, "Nobody of that name has events here."));
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  announce(`${offered.length} found`);
  mark(box, offered.length ? 0 : -1);
}

function mark(box, at) {
  box.at = at;
  [...box.list.children].forEach((node, n) => node.setAttribute("aria-selected", String(n === at)));
  if (at < 0) return box.input.removeAttribute("aria-activedescendant");
  box.list.children[at].scrollIntoView({ block: "nearest" });
  return box.input.setAttribute("aria-activedescendant", `${box.list.id}-${at}`);
}

function keyed(box, event, take) {
  const { found, at } = box;
  if (event.key === "Escape") close(box);
  if (!found.length || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Enter") take(at);
  else mark(box, (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
}

function close(box) {
  box.turn += 1;
  box.found = [];
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}
