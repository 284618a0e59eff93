// A search box with suggestions, by the ARIA pattern "editable combobox with list autocomplete".

import { el, fill, pausing, words } from "./dom.js";

let made = 0;

/**
 * A form with a search box.
 *
 * ask(text, {signal}) gives things as a promise; option(thing) draws one (its label by default);
 * onpick(thing) when one is chosen, onsubmit(text) when none is and Enter is pressed.
 */
export function combo({ label, ask, onpick, onsubmit, option = (ref) => words(ref.label), placeholder = "", value = "", button = "" }) {
  const id = `combo-${(made += 1)}`;
  const list = el("ul", { class: "options", role: "listbox", id, "aria-label": label, hidden: true });
  const input = el("input", {
    type: "search",
    name: "q",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    placeholder,
    value,
  });
  const form = el("form", { class: "combo", role: "search", action: "/search" }, input, button && el("button", button), list);
  const scene = { input, list, found: [], at: -1, option, onpick, id, asking: null };
  const suggest = pausing((text) => asked(scene, ask, text), 120);
  input.addEventListener("input", () => suggest(input.value));
  input.addEventListener("keydown", (event) => pressed(scene, event));
  input.addEventListener("blur", () => close(scene));
  form.addEventListener("submit", (event) => {
    if (onsubmit) {
      event.preventDefault();
      close(scene);
      onsubmit(input.value.trim());
    }
  });
  return form;
}

async function asked(scene, ask, text) {
  scene.asking?.abort();
  if (!text.trim()) return close(scene);
  scene.asking = new AbortController();
  try {
    const found = await ask(text.trim(), { signal: scene.asking.signal });
    if (document.activeElement === scene.input) open(scene, found);
  } catch (error) {
    if (error.name !== "AbortError") close(scene);
  }
}

function open(scene, found) {
  scene.found = found;
  scene.at = -1;
  const choose = (event, n) => {
    event.preventDefault(); // The box keeps the focus: no blur before the click.
    if (event.button === 0) pick(scene, n);
  };
  fill(
    scene.list,
    found.map((thing, n) =>
      el(
        "li",
        { role: "option", id: `${scene.id}-${n}`, "aria-selected": "false", onmousedown: (event) => choose(event, n) },
        scene.option(thing),
      ),
    ),
  );
  scene.list.hidden = found.length === 0;
  scene.input.setAttribute("aria-expanded", String(found.length > 0));
  scene.input.removeAttribute("aria-activedescendant");
}

function close(scene) {
  scene.asking?.abort();
  open(scene, []);
}

function pressed(scene, event) {
  const last = scene.found.length - 1;
  const steps = { ArrowDown: scene.at < last ? scene.at + 1 : -1, ArrowUp: scene.at < 0 ? last : scene.at - 1 };
  if (event.key in steps && last >= 0) {
    event.preventDefault();
    move(scene, steps[event.key]);
  } else if (event.key === "Enter" && scene.at >= 0) {
    event.preventDefault();
    pick(scene, scene.at);
  } else if (event.key === "Escape" && last >= 0) {
    event.preventDefault();
    close(scene);
  }
}

function move(scene, to) {
  const options = [...scene.list.children];
  for (const [n, node] of options.entries()) node.setAttribute("aria-selected", String(n === to));
  scene.at = to;
  if (to < 0) return scene.input.removeAttribute("aria-activedescendant");
  scene.input.setAttribute("aria-activedescendant", options[to].id);
  options[to].scrollIntoView({ block: "nearest" });
}

function pick(scene, n) {
  const thing = scene.found[n];
  close(scene);
  scene.onpick(thing);
}
