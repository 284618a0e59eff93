// The text of a query: its limit, the prefixes it lacks, and the places it keeps for parameters.

const SKIPPED = /"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>"{}|^`\\\u0000-\u0020]*>|#[^\n\r]*/gs;

/** The text with its strings, IRIs and comments blanked out, as long as before. */
export const bare = (text) => text.replace(SKIPPED, (found) => found.replace(/[^\n]/g, " "));

/** The text with a limit when it lists rows and has none: {text, limited}. */
export function limited(text, most) {
  const plain = bare(text);
  const tail = /\bVALUES\b[^{}]*\{[^{}]*\}\s*$/i.exec(plain);
  const end = tail ? tail.index : plain.length;
  const rows = ["SELECT", "CONSTRUCT", "DESCRIBE"].includes(form(plain));
  const own = /\bLIMIT\s+\d+/i.test(plain.slice(plain.slice(0, end).lastIndexOf("}") + 1, end));
  if (!rows || own) return { text, limited: false };
  return { text: `${text.slice(0, end).trimEnd()}\nLIMIT ${most}\n${text.slice(end)}`, limited: true };
}

/** SELECT, CONSTRUCT, DESCRIBE or ASK; empty for what is no query. */
function form(plain) {
  const found = /\b(SELECT|CONSTRUCT|DESCRIBE|ASK)\b/i.exec(plain.replace(/\bPREFIX\s+[\w.-]*:/gi, ""));
  return found ? found[1].toUpperCase() : "";
}

/** Known prefixes that are used and not declared, as {name: IRI}. */
export function missing(text, prefixes) {
  const plain = bare(text);
  const declared = new Set([...plain.matchAll(/\bPREFIX\s+([\w-]*)\s*:/gi)].map((found) => found[1]));
  const used = new Set([...plain.matchAll(/(?<![\w:?$@-])([a-z][\w-]*):[\w]/gi)].map((found) => found[1]));
  return Object.fromEntries([...used].filter((name) => prefixes[name] && !declared.has(name)).map((name) => [name, prefixes[name]]));
}

/** The parameters a query declares in its header: [{name, kind, meaning}]. */
export function parameters(text) {
  const found = text.matchAll(/^# param (\w+): (\w+)(?:; (.*?))?(?: \(default .+\))?$/gm);
  return [...found].map(([, name, kind, meaning = ""]) => ({ name, kind, meaning }));
}

/** The text with terms in the place of a parameter; no terms: no restriction. */
export function filled(text, name, terms) {
  const place = new RegExp(`(\\bVALUES\\s+\\?given_${name}\\s*\\{\\s*)[^{}]*?(\\s*\\})`);
  return text.replace(place, (_, before, after) => `${before}${terms.length ? terms.join(" ") : "UNDEF"}${after}`);
}

/** A literal or IRI of SPARQL for what somebody typed: by the kind of the parameter. */
export function termFor(kind, words) {
  if (kind === "number" && /^[+-]?\d+(\.\d+)?$/.test(words)) return words;
  if (kind === "class" && /^[\w-]+$/.test(words)) return `kg:${words}`;
  return JSON.stringify(words).replace(/[\u007f-\u009f\u2028\u2029]/g, " ");
}

/** An IRI between its brackets; what would end it is written by its code. */
export const bracketed = (iri) => `<${iri.replace(/[<>"{}|^`\\\s\u0000-\u001f]/g, (sign) => encodeURIComponent(sign))}>`;

/** The place an error tells: {line, column}, or null. */
export function placeOf(message) {
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) || [];
  return line ? { line: Number(line), column: Number(column) } : null;
}
