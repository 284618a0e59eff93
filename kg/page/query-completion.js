// What is begun in a query -> words that may stand there: variables, prefixes, classes, properties, entities by label.

/** Suggestions of one kind, at most. */
const MOST = 30;

/** Return [{text, label, note, prefix}] for a place {begun, afterPrefix, isClass, isProperty, text}. */
export async function completed(place, { terms, prefixes, complete }) {
  const { begun } = place;
  if (/^[?$]/.test(begun)) return variables(place);
  if (place.afterPrefix) return declared(begun, prefixes);
  const [name] = [begun.replace(/^</, "").toLowerCase()];
  const wanted = place.isClass ? terms.classes : place.isProperty ? terms.properties : [...terms.classes, ...terms.properties];
  const found = matching(wanted, name).map(offered);
  if (place.isClass || place.isProperty || /^\w*:/.test(begun) || name.length < 2) return found;
  return [...found.slice(0, 8), ...(await entities(name, complete))];
}

function variables({ begun, text }) {
  const known = new Set(text.match(/[?$]\w+/g));
  return [...known].filter((name) => name.startsWith(begun) && name !== begun).sort().map((name) => ({ text: name, label: name }));
}

function declared(begun, prefixes) {
  const name = begun.replace(/:.*$/, "");
  const found = Object.entries(prefixes).filter(([prefix]) => prefix.startsWith(name));
  return found.map(([prefix, iri]) => ({ text: `${prefix}: <${iri}>`, label: `${prefix}:`, note: iri }));
}

/** Those whose name begins so, then those that have it inside; "kg:att" and "att" both find kg:Attack. */
function matching(terms, name) {
  const score = ({ label }) => {
    const [full, local] = [label.toLowerCase(), label.toLowerCase().replace(/^.*:/, "")];
    if (full.startsWith(name) || local.startsWith(name)) return 0;
    return local.includes(name) ? 1 : 2;
  };
  const scored = terms.map((term) => [score(term), term]).filter(([rank]) => rank < 2);
  return scored.sort(([a, one], [b, other]) => a - b || (one.label < other.label ? -1 : 1)).slice(0, MOST).map(([, term]) => term);
}

const offered = ({ label, comment }) => ({ text: label, label, note: comment, prefix: label.split(":")[0] });

async function entities(name, complete) {
  try {
    const { results = [] } = await complete({ q: name });
    return results.filter(({ family }) => family !== "event").slice(0, 12).map(({ iri, label, class: cls }) => ({ text: `<${iri}>`, label, note: `${(cls || "").replace(/^.*:/, "")} · ${iri}` }));
  } catch {
    return []; // Without an answer there are still the terms.
  }
}
