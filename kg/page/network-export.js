// A drawn network -> files to keep: SVG, GraphML, JSON.

import { colour, el, svg } from "./dom.js";

/** Hand a file to the reader. */
export function download(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const href = URL.createObjectURL(blob);
  const anchor = el("a", { download: name });
  anchor.href = href; // A blob of our own: not of the web, so not by href of el().
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** The graph as plain data. */
export function json({ nodes, edges }) {
  const plain = edges.map(({ source, target, label, kind, count, examples }) => ({ source, target, label, kind, count, examples }));
  return JSON.stringify({ nodes, edges: plain }, null, 1);
}

/** GraphML (http://graphml.graphdrawing.org), as Gephi, yEd and networkx read it. */
export function graphml({ nodes, edges }) {
  const keys = [
    ...["label", "class", "family"].map((name) => key(name, "node", "string")),
    ...["relation", "kind"].map((name) => key(name, "edge", "string")),
    key("weight", "edge", "int"),
  ];
  const things = nodes.map((node) => `<node id="${escaped(node.iri)}">${data({ label: node.label, class: node.class, family: node.family })}</node>`);
  const ties = edges.map((edge, n) => {
    const told = data({ relation: edge.label, kind: edge.kind, weight: edge.count });
    return `<edge id="e${n}" source="${escaped(edge.source)}" target="${escaped(edge.target)}" directed="${edge.kind !== "event"}">${told}</edge>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys,
    '<graph edgedefault="undirected">',
    ...things,
    ...ties,
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}

const key = (name, of, type) => `<key id="${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`;
const data = (told) => Object.entries(told).map(([name, value]) => `<data key="${name}">${escaped(value ?? "")}</data>`).join("");

/** Text for XML; signs that XML 1.0 has no place for are left out. */
function escaped(value) {
  const text = String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

/** A picture of lines {x1, y1, x2, y2, width, dash, colour} and nodes {x, y, size, shape, colour, label}. */
export function picture({ lines, things }) {
  const xs = things.map((thing) => thing.x);
  const ys = things.map((thing) => thing.y);
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 50];
  const [width, height] = [Math.max(...xs) - left + 90, Math.max(...ys) - top + 60];
  const root = svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": "sans-serif", "font-size": 12 },
    svg("rect", { x: left, y: top, width, height, fill: colour("--surface") }),
    lines.map((line) => svg("line", { x1: line.x1, y1: line.y1, x2: line.x2, y2: line.y2, stroke: line.colour, "stroke-width": line.width, "stroke-dasharray": line.dash.join(" ") || null })),
    things.map(drawn),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}`;
}

function drawn({ x, y, size, shape, colour: fill, label }) {
  const ink = colour("--ink");
  const text = svg("text", { x, y: y + size / 2 + 13, "text-anchor": "middle", fill: ink }, label);
  return svg("g", svg("title", label), svg("polygon", { points: corners(shape, x, y, size / 2), fill, stroke: ink, "stroke-width": 1 }), text);
}

const SIDES = { diamond: 4, rectangle: 4, "round-rectangle": 4, hexagon: 6, star: 10, ellipse: 24 };

/** The corners of a shape around a point, for a polygon. */
export function corners(shape, x, y, radius) {
  const sides = SIDES[shape] || 24;
  const turned = shape.endsWith("rectangle") ? Math.PI / 4 : -Math.PI / 2;
  return Array.from({ length: sides }, (_, n) => {
    const far = shape === "star" && n % 2 ? radius * 0.45 : radius;
    const angle = turned + (n * 2 * Math.PI) / sides;
    return `${(x + far * Math.cos(angle)).toFixed(1)},${(y + far * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");
}
