// Nodes and edges -> a place for each: forces, then room for all. No chance: the same graph looks the same again.

/** Steps of the forces; enough for 200 nodes to come to rest (looked at), some 100 ms. */
const STEPS = 260;

/** Pixels between neighbours at rest, and the room a node keeps around it. */
const LENGTH = 110;
const ROOM = { x: 64, y: 40 };

/** The angle at which seeds of a sunflower stand, so that nobody begins in a line. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Give every node {id} a place; edges are {source, target} (ids).
 *
 * kept: id -> {x, y} of nodes that stay where they are. Returns a Map: id -> {x, y}.
 */
export function placed(nodes, edges, kept = new Map()) {
  const points = begun(nodes, edges, kept);
  const index = new Map(points.map((point, n) => [point.id, n]));
  const ties = edges.map(({ source, target }) => [points[index.get(source)], points[index.get(target)]]);
  const degree = counted(ties);
  for (let step = 0; step < STEPS; step += 1) {
    const heat = 1 - step / STEPS;
    repel(points, heat);
    for (const [one, other] of ties) attract(one, other, heat, degree);
    gather(points, heat);
    move(points);
  }
  for (let step = 0; step < 60 && part(points); step += 1);
  return new Map(points.map(({ id, x, y }) => [id, { x, y }]));
}

/** Where nodes begin: those kept in their place, new ones beside a neighbour that is known, else on a spiral. */
function begun(nodes, edges, kept) {
  const near = new Map();
  for (const { source, target } of edges) {
    if (kept.has(source)) near.set(target, kept.get(source));
    if (kept.has(target)) near.set(source, kept.get(target));
  }
  return nodes.map(({ id }, n) => {
    const fixed = kept.get(id);
    const from = fixed || near.get(id) || { x: 0, y: 0 };
    const away = fixed ? 0 : 24 * Math.sqrt(n);
    return { id, x: from.x + away * Math.cos(n * GOLDEN), y: from.y + away * Math.sin(n * GOLDEN), dx: 0, dy: 0, fixed: Boolean(fixed) };
  });
}

function counted(ties) {
  const degree = new Map();
  for (const point of ties.flat()) degree.set(point, (degree.get(point) || 0) + 1);
  return degree;
}

function repel(points, heat) {
  for (let n = 0; n < points.length; n += 1) {
    for (let m = n + 1; m < points.length; m += 1) {
      const [one, other] = [points[n], points[m]];
      const dx = other.x - one.x || (m - n) * 1e-3;
      const dy = other.y - one.y || 1e-3;
      const push = (heat * LENGTH * LENGTH * 0.9) / Math.max(dx * dx + dy * dy, 400);
      shift(one, -dx * push * 0.5, -dy * push * 0.5);
      shift(other, dx * push * 0.5, dy * push * 0.5);
    }
  }
}

/** Ties of those with many pull less, so that a hub does not draw all into one heap. */
function attract(one, other, heat, degree) {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const far = Math.hypot(dx, dy) || 1;
  const least = Math.min(degree.get(one), degree.get(other));
  const pull = (heat * 0.35 * (far - LENGTH)) / far / Math.sqrt(least);
  shift(one, dx * pull, dy * pull);
  shift(other, -dx * pull, -dy * pull);
}

function gather(points, heat) {
  for (const point of points) shift(point, -point.x * 0.012 * heat, -point.y * 0.02 * heat);
}

function shift(point, dx, dy) {
  point.dx += dx;
  point.dy += dy;
}

function move(points) {
  for (const point of points) {
    const far = Math.hypot(point.dx, point.dy);
    const most = Math.min(far, 40) / (far || 1);
    if (!point.fixed) {
      point.x += point.dx * most;
      point.y += point.dy * most;
    }
    point.dx = point.dy = 0;
  }
}

/** Push apart those that are too near; whether some were. */
function part(points) {
  let some = false;
  for (let n = 0; n < points.length; n += 1) {
    for (let m = n + 1; m < points.length; m += 1) some = apart(points[n], points[m]) || some;
  }
  return some;
}

function apart(one, other) {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const overX = ROOM.x - Math.abs(dx);
  const overY = ROOM.y - Math.abs(dy);
  if (overX <= 0 || overY <= 0 || (one.fixed && other.fixed)) return false;
  const axis = overX / ROOM.x < overY / ROOM.y ? "x" : "y";
  const by = (axis === "x" ? overX : overY) * ((axis === "x" ? dx : dy) < 0 ? -1 : 1);
  const share = one.fixed ? 0 : other.fixed ? 1 : 0.5;
  one[axis] -= by * share;
  other[axis] += by * (1 - share);
  return true;
}
