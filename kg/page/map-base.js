// Outlines of the world -> land, coasts and borders on a canvas, at any zoom, without asking any server for tiles.

import { toWorld } from "./map-points.js";

/** From this zoom on the coarse outlines look rough. */
const FINE = 3.5;

/** The outlines that fit a zoom: {land, borders, names} ready to paint; loaded once. */
export function outlinesFor(zoom) {
  return zoom >= FINE ? fine() : coarse();
}

const once = (load) => {
  let loaded = null;
  return () => (loaded ??= load().then((module) => prepared(module.default)));
};
const coarse = once(() => import("./lib/natural-earth/coarse.js"));
const fine = once(() => import("./lib/natural-earth/fine.js"));

function prepared({ steps, land, borders, names }) {
  return {
    land: land.map((line) => path(line, steps)),
    borders: borders.map((line) => path(line, steps)),
    names: names.map(([name, lon, lat, width]) => ({ name, at: toWorld(lon, lat), width: width / 360 })),
  };
}

/** Steps from point to point -> {points: [x, y, …], box: [w, n, e, s]} in the unit square of the map. */
function path(line, steps) {
  const points = new Float64Array(line.length);
  const box = [9, 9, -9, -9];
  for (let i = 0, x = 0, y = 0; i < line.length; i += 2) {
    x += line[i];
    y += line[i + 1];
    const at = toWorld(x / steps, y / steps);
    points.set(at, i);
    box[0] = Math.min(box[0], at[0]);
    box[1] = Math.min(box[1], at[1]);
    box[2] = Math.max(box[2], at[0]);
    box[3] = Math.max(box[3], at[1]);
  }
  return { points, box };
}

/** Paint land and borders; `frame` tells where the unit square lies: {scale, x, y, seen: [w, n, e, s]}. */
export function paintBase(ctx, frame, { land, borders }, colours) {
  ctx.lineJoin = "round";
  ctx.setLineDash([]);
  trace(ctx, frame, land, true);
  ctx.fillStyle = colours.land;
  ctx.fill("evenodd");
  stroke(ctx, colours.coast, 0.9);
  trace(ctx, frame, borders, false);
  stroke(ctx, colours.border, 1);
}

function stroke(ctx, colour, width) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

function trace(ctx, frame, paths, closed) {
  ctx.beginPath();
  for (const { points, box } of paths) {
    if (meets(box, frame.seen)) traceOne(ctx, frame, points, closed);
  }
}

const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/** Points nearer than half a pixel to the last are left out. */
function traceOne(ctx, { scale, x, y }, points, closed) {
  let lastX = points[0] * scale - x;
  let lastY = points[1] * scale - y;
  ctx.moveTo(lastX, lastY);
  for (let i = 2; i < points.length; i += 2) {
    const atX = points[i] * scale - x;
    const atY = points[i + 1] * scale - y;
    if (Math.abs(atX - lastX) + Math.abs(atY - lastY) < 0.5) continue;
    ctx.lineTo(atX, atY);
    lastX = atX;
    lastY = atY;
  }
  if (closed) ctx.closePath();
}
