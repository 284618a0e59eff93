// Which labels of a network are written: the most important first, none over another; all come when one goes closer.

/** Pixels of a letter, a line, and the room around a label. */
const LETTER = 6.6;
const LINE = 15;
const GAP = 3;

/** Letters of a label; longer ones are cut, the card tells them whole. */
const LETTERS = 28;

/** Edges of which all have their words written, where there is room; of more, those at the chosen node. */
const FEW = 60;

/** Set the data `shown` of nodes and edges of a Cytoscape graph by what fits now. */
export function labelled(cy, { chosen, center }) {
  const taken = [];
  const seen = { x1: 0, y1: 0, x2: cy.width(), y2: cy.height() };
  const weight = (node) => (node.id() === chosen ? 3e9 : node.id() === center ? 2e9 : node.hasClass("near") ? 1e9 : 0) + node.data("count");
  const nodes = cy.nodes().toArray().sort((a, b) => weight(b) - weight(a));
  const named = (edge) => edge.hasClass("near") || cy.edges().length <= FEW;
  cy.batch(() => {
    for (const node of nodes) {
      taken.push(body(node));
      write(node, cut(node.data("label")), below, { taken, seen, forced: node.id() === chosen || node.id() === center });
    }
    for (const edge of cy.edges().toArray()) {
      const forced = edge.id() === chosen;
      write(edge, forced || named(edge) ? cut(edge.data("label")) : "", along, { taken, seen, forced });
    }
  });
}

const cut = (text) => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text);

/** A label lies on no node that is more important than its own. */
function body(node) {
  const { x, y } = node.renderedPosition();
  const half = node.renderedWidth() / 2;
  return { of: node.id(), x1: x - half, y1: y - half, x2: x + half, y2: y + half };
}

function write(one, text, boxOf, { taken, seen, forced }) {
  const box = text ? boxOf(one, text) : null;
  const inside = box && box.x2 > seen.x1 && box.x1 < seen.x2 && box.y2 > seen.y1 && box.y1 < seen.y2;
  const free = inside && !taken.some((other) => other.of !== one.id() && meet(box, other));
  const shown = inside && (free || forced) ? text : "";
  if (shown) taken.push(box);
  if ((one.data("shown") || "") !== shown) one.data("shown", shown);
}

const meet = (one, other) => one.x1 < other.x2 + GAP && other.x1 < one.x2 + GAP && one.y1 < other.y2 && other.y1 < one.y2;

function below(node, text) {
  const { x, y } = node.renderedPosition();
  const top = y + node.renderedHeight() / 2 + 2;
  const half = (text.length * LETTER) / 2;
  return { x1: x - half, y1: top, x2: x + half, y2: top + LINE };
}

/** The middle of an edge, if it is long enough for its words. */
function along(edge, text) {
  const one = edge.source().renderedPosition();
  const other = edge.target().renderedPosition();
  const long = Math.hypot(other.x - one.x, other.y - one.y);
  const wide = text.length * LETTER * 0.95;
  if (long < wide + 50) return null;
  const tilt = Math.atan2(other.y - one.y, other.x - one.x);
  const { x, y } = edge.renderedMidpoint();
  const halfX = (Math.abs(Math.cos(tilt)) * wide + Math.abs(Math.sin(tilt)) * LINE) / 2;
  const halfY = (Math.abs(Math.sin(tilt)) * wide + Math.abs(Math.cos(tilt)) * LINE) / 2;
  return { x1: x - halfX, y1: y - halfY, x2: x + halfX, y2: y + halfY };
}
