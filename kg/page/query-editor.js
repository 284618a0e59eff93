// A field for SPARQL: YASQE, the editor of YASGUI, with completions out of this store and nothing asked of anybody else.

import { el, useStyle } from "./dom.js";
import { completed } from "./query-completion.js";

/**
 * Make an editor in an element; source: {terms, prefixes, complete} for completions.
 *
 * onrun() by Ctrl+Enter, onchange() after each change. Returns {value(), set(text), mark(line, column), valid(), focus(), kind()}.
 */
export async function editor(element, { source, onrun, onchange }) {
  useStyle("./lib/yasqe/yasqe.css", import.meta.url);
  await import("./lib/yasqe/yasqe.js");
  const { Yasqe } = globalThis;
  Yasqe.defaults.autocompleters = []; // An empty list in the options would be filled up with its own.
  const yasqe = new Yasqe(element, {
    autocompleters: [],
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    prefixCcApi: null,
    collapsePrefixesOnLoad: false,
    pluginButtons: undefined,
    viewportMargin: 50,
    screenReaderLabel: "SPARQL query; Escape, then Tab leaves it",
    extraKeys: keys(onrun, source),
  });
  yasqe.getWrapperElement().classList.add("cm-s-default");
  const marks = [];
  yasqe.on("change", () => {
    for (const mark of marks.splice(0)) mark.clear();
    onchange();
  });
  yasqe.on("inputRead", (_, change) => /[\w?:$<]$/.test(change.text.at(-1)) && suggest(yasqe, source, true));
  return {
    value: () => yasqe.getValue(),
    set: (text) => yasqe.setValue(text),
    mark: (line, column) => marks.push(marked(yasqe, line, column)),
    valid: () => yasqe.queryValid,
    kind: () => yasqe.getQueryType() || "SELECT",
    focus: () => yasqe.focus(),
  };
}

/** Tab indents, as programmers expect; after Escape it leaves, as all others do. */
function keys(onrun, source) {
  let leaving = false;
  const tab = (cm, indent) => {
    if (!leaving) return indent();
    leaving = false;
    const stops = [...document.querySelectorAll("a[href], button:not(:disabled), input, select, summary, [tabindex='0']")].filter((one) => one.offsetParent && !cm.getWrapperElement().contains(one));
    const field = cm.getWrapperElement();
    const [before, after] = [Node.DOCUMENT_POSITION_PRECEDING, Node.DOCUMENT_POSITION_FOLLOWING].map((side) => stops.filter((one) => field.compareDocumentPosition(one) & side));
    return (indent.back ? before.at(-1) : after[0])?.focus();
  };
  const forward = (cm) => () => cm.replaceSelection("  ");
  const back = (cm) => Object.assign(() => cm.execCommand("indentLess"), { back: true });
  return {
    "Ctrl-Enter": onrun,
    "Cmd-Enter": onrun,
    "Ctrl-Space": (cm) => suggest(cm, source, false),
    "Ctrl-/": (cm) => cm.commentLines(),
    "Shift-Ctrl-F": (cm) => cm.autoformat(),
    Escape: () => (leaving = true),
    Tab: (cm) => tab(cm, forward(cm)),
    "Shift-Tab": (cm) => tab(cm, back(cm)),
  };
}

function marked(yasqe, line, column) {
  const at = { line: Math.max(0, line - 1), ch: Math.max(0, column - 1) };
  const text = yasqe.getLine(at.line) || "";
  const before = /\S*\s*$/.exec(text.slice(0, at.ch))[0].length;
  const after = /^\S*/.exec(text.slice(at.ch))[0].length;
  yasqe.scrollIntoView(at, 60);
  yasqe.setCursor(at);
  return yasqe.markText({ ...at, ch: at.ch - (after ? 0 : before) }, { ...at, ch: at.ch + after }, { className: "query-wrong" });
}

/** Offer words for the place of the cursor; by itself only where something was begun. */
async function suggest(yasqe, source, begun) {
  const token = yasqe.getCompleteToken();
  if (begun && token.string.replace(/^[?$<]/, "").length < 1) return;
  const found = await completed(place(yasqe, token), source);
  const cursor = yasqe.getCursor();
  if (!found.length || yasqe.getCompleteToken().string !== token.string) return;
  const [from, to] = [{ line: cursor.line, ch: token.start }, { line: cursor.line, ch: token.end }];
  const blank = !token.string.trim();
  const list = found.map((one) => ({ ...one, render: (item) => item.append(drawn(one)), hint: (cm) => put(cm, one, blank ? cursor : from, blank ? cursor : to, source) }));
  yasqe.showHint({ hint: () => ({ list, from: blank ? cursor : from, to: blank ? cursor : to }), completeSingle: false, closeOnUnfocus: true });
  document.querySelector(".CodeMirror-hints")?.setAttribute("aria-label", "Completions");
}

const drawn = ({ label, note }) => el("span", { class: "query-hint" }, el("bdi", label), note && el("span", { class: "muted" }, note));

/** Write what was chosen, and the prefix it needs. */
function put(yasqe, { text, prefix }, from, to, { prefixes }) {
  yasqe.replaceRange(text, from, to);
  if (prefix && prefixes[prefix] && !(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: prefixes[prefix] });
}

/** What is begun, and what may stand there. */
function place(yasqe, token) {
  const line = yasqe.getCursor().line;
  const before = yasqe.getPreviousNonWsToken(line, token);
  const state = token.state || {};
  const last = before?.state?.lastProperty || "";
  return {
    begun: token.string.trim(),
    afterPrefix: (before?.string || "").toUpperCase() === "PREFIX",
    isClass: ["a", "rdf:type"].includes(last) && !(state.possibleCurrent || []).includes("a"),
    isProperty: (state.possibleCurrent || []).includes("a"),
    variables: yasqe.getVariablesFromQuery?.() || [],
    text: yasqe.getValue(),
  };
}
