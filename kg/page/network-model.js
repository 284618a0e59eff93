// Answers about neighbours -> one graph of nodes and edges; what is hidden is left out.

/** Family -> its name, and the shape that tells it besides its colour. */
export const FAMILIES = {
  actor: { name: "People and organisations", shape: "ellipse" },
  place: { name: "Places", shape: "diamond" },
  object: { name: "Weapons, vehicles", shape: "rectangle" },
  event: { name: "Events", shape: "star" },
  document: { name: "Documents", shape: "round-rectangle" },
  other: { name: "Other", shape: "hexagon" },
};

/** Kind of an edge -> its name, and how its line is dashed. */
export const KINDS = {
  event: { name: "In the same events", dash: [] },
  relation: { name: "A relation", dash: [7, 3] },
  place: { name: "Lies in", dash: [2, 3] },
};

export const familyOf = (node) => (node.family in FAMILIES ? node.family : "other");

/** The name of an edge: both ends and what it is, so that it is the same in every answer. */
export const edgeId = ({ source, target, kind, label }) =>
  JSON.stringify(kind === "event" ? [kind, ...[source, target].sort()] : [kind, source, target, label]);

/** One graph out of answers {center, nodes, edges}; a node's `more` is what no answer shows of its neighbours. */
export function merged(answers, hidden = new Set()) {
  const nodes = new Map();
  const edges = new Map();
  for (const { nodes: some, edges: ties, center } of answers) {
    for (const node of some) nodes.set(node.iri, { ...node, ...nodes.get(node.iri), more: least(nodes.get(node.iri), node, center) });
    for (const edge of ties) edges.set(edgeId(edge), { ...edge, id: edgeId(edge) });
  }
  const shown = [...nodes.values()].filter((node) => !hidden.has(familyOf(node)) || node.iri === answers[0]?.center);
  const known = new Set(shown.map((node) => node.iri));
  const ties = [...edges.values()].filter((edge) => known.has(edge.source) && known.has(edge.target) && !hidden.has(`edge-${edge.kind}`));
  return { nodes: shown, edges: ties };
}

function least(before, node, center) {
  if (node.iri === center || !before) return node.more || 0;
  return Math.min(before.more || 0, node.more || 0);
}

/** What an edge is, in words: "attack", "member of", "attack and more, 7 events". */
export function told(edge) {
  if (edge.kind !== "event") return edge.label;
  return edge.count === 1 ? edge.label : `${edge.label} and more`;
}

/** How many of each family, in the order of the legend. */
export function counted(nodes) {
  const found = {};
  for (const node of nodes) found[familyOf(node)] = (found[familyOf(node)] || 0) + 1;
  return Object.keys(FAMILIES).filter((name) => found[name]).map((name) => [name, found[name]]);
}
