// Filters -> a SPARQL query that asks the same, to be read, changed and asked elsewhere.

const USED = ["kg", "rdfs", "prov", "nif", "dcterms", "geo", "owl", "xsd"];
const ROLES = "kg:agent|kg:patient|kg:recipient|kg:instrument|kg:topic|kg:place|kg:origin|kg:destination";
const PLACES = "kg:place|kg:origin|kg:destination";
const DATES = "kg:earliestStart|kg:latestStart|kg:earliestEnd|kg:latestEnd";

/** The other names of somebody: joined by hand, or of one item of Wikidata. */
const SAME = "(kg:canonical|^kg:canonical|(owl:sameAs/^owl:sameAs))?";

/** The text of a query for the events of these filters (a URLSearchParams); prefixes: {name: IRI}. */
export function sparqlOf(filters, prefixes) {
  const parts = Object.entries(PARTS).flatMap(([name, part]) => {
    const values = filters.getAll(name).filter(Boolean);
    return values.length ? [part(values)] : [];
  });
  const heads = USED.filter((name) => prefixes[name]).map((name) => `PREFIX ${name}: <${prefixes[name]}>`);
  return [...heads, "", ...HEAD, ...parts.flat().map((line) => `  ${line}`), ...TAIL].join("\n");
}

const HEAD = ["SELECT DISTINCT ?event ?label ?factuality ?from ?to", "WHERE {"];
const TAIL = [
  "  ?event a kg:Event ; kg:factuality ?factuality .",
  "  OPTIONAL { ?event rdfs:label ?label }",
  "  OPTIONAL { ?event kg:earliestStart ?from }",
  "  OPTIONAL { ?event kg:latestEnd ?to }",
  "}",
  "ORDER BY ?from ?event",
  "LIMIT 1000",
];

const PARTS = {
  actor: (values) => whom("actor", ROLES, values),
  agent: (values) => whom("agent", "kg:agent", values),
  patient: (values) => whom("patient", "kg:patient", values),
  claimer: (values) => whom("claimer", "(kg:attributedTo|(^kg:about/kg:claimer))", values),
  place: (values) => [
    `VALUES ?wanted_place { ${iris(values)} }`,
    `?wanted_place ${SAME} ?area .`,
    `?where kg:locatedIn* ?area .`,
    `?event ${PLACES} ?where .`,
  ],
  class: (values) => [`VALUES ?class { ${values.map(name).join(" ")} }`, "?event a ?class ."],
  factuality: (values) => [`VALUES ?factuality { ${values.map((value) => name(value.includes(":") ? value : `kg:${value}`)).join(" ")} }`],
  document: (values) => [`VALUES ?document { ${iris(values)} }`, "?event prov:wasDerivedFrom/nif:referenceContext ?document ."],
  publisher: (values) => ["?event prov:wasDerivedFrom/nif:referenceContext/dcterms:publisher ?publisher .", `FILTER(STR(?publisher) IN (${values.map(text).join(", ")}))`],
  from: ([date]) => [`FILTER EXISTS { ?event ${DATES} ?reach FILTER(STR(?reach) >= ${text(date)} || STRSTARTS(${text(date)}, STR(?reach))) }`],
  to: ([date]) => [`FILTER EXISTS { ?event ${DATES} ?begin FILTER(STR(?begin) <= ${text(date)} || STRSTARTS(STR(?begin), ${text(date)})) }`],
  dated: ([known]) => [`FILTER ${known === "no" ? "NOT " : ""}EXISTS { ?event ${DATES} ?any_date }`],
  located: ([known]) => [`FILTER ${known === "no" ? "NOT " : ""}EXISTS { ?event ${POINT} ?any_point }`],
  bbox: ([box]) => inside(box.split(",").map(Number)),
  q: ([words]) => words.split(/\s+/).map((word) => spoken(word.toLowerCase())),
};

const POINT = `(geo:hasGeometry|((${PLACES})/geo:hasGeometry))/geo:asWKT`;

function whom(variable, roles, values) {
  return [`VALUES ?wanted_${variable} { ${iris(values)} }`, `?wanted_${variable} ${SAME} ?${variable} .`, `?event ${roles} ?${variable} .`];
}

function inside([west, south, east, north]) {
  const lon = west <= east ? `?lon >= ${west} && ?lon <= ${east}` : `(?lon >= ${west} || ?lon <= ${east})`;
  return [
    `?event ${POINT} ?wkt .`,
    `BIND(STRBEFORE(STRAFTER(STR(?wkt), "("), ")") AS ?point)`,
    `BIND(xsd:double(STRBEFORE(?point, " ")) AS ?lon)`,
    `BIND(xsd:double(STRAFTER(?point, " ")) AS ?lat)`,
    `FILTER(${lon} && ?lat >= ${south} && ?lat <= ${north})`,
  ];
}

function spoken(word) {
  const said = "rdfs:label|(prov:wasDerivedFrom/nif:sentence/nif:anchorOf)";
  return `FILTER EXISTS { ?event ${said} ?words FILTER(CONTAINS(LCASE(?words), ${text(word)})) }`;
}

const iris = (values) => values.map((value) => `<${harmless(value)}>`).join(" ");

/** A name with a prefix as it is, else an IRI. */
const name = (value) => (/^[a-z]+:[A-Za-z]\w*$/.test(value) ? value : `<${harmless(value)}>`);

/** Signs that would end an IRI are written by their codes. */
const harmless = (iri) => iri.replace(/[<>"{}|^`\\\s\x00-\x1f]/g, (sign) => encodeURIComponent(sign));

/** A string of SPARQL: the escapes of JSON are among its own. */
const text = (value) => JSON.stringify(value);
