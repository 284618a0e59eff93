// Cells {lon, lat, count, radius_m, place, event, kinds} -> discs, circles and names on a canvas; and which one is hit.

import { ordered } from "./kinds.js";
import { toPixels, toWorld } from "./map-points.js";

/** Cells with where they lie in pixels; small ones last, so that a big one never hides them. */
export function seated(cells, { scale, x, y }) {
  return cells
    .map((cell) => {
      const [atX, atY] = toWorld(cell.lon, cell.lat);
      const wide = cell.radius_m ? toPixels(cell.radius_m, cell.lat, scale) : 0;
      return { cell, x: atX * scale - x, y: atY * scale - y, r: size(cell.count), wide };
    })
    .sort((a, b) => b.cell.count - a.cell.count);
}

/** Pixels: a dot for one event, growing with the order of magnitude. */
const size = (count) => (count === 1 ? 6 : 9 + 4 * Math.log10(count));

/** The cell under a point in pixels, or null: a disc first, then a circle that is small enough to be meant. */
export function hit(seats, at) {
  const near = (seat, r) => (seat.x - at.x) ** 2 + (seat.y - at.y) ** 2 <= r * r;
  const disc = seats.findLast((seat) => near(seat, seat.r + 3));
  const circle = () => seats.filter((seat) => seat.wide && near(seat, seat.wide)).sort((a, b) => a.wide - b.wide)[0];
  return disc || circle() || null;
}

/** Paint circles of vague places below, discs with counts above. */
export function paintCells(ctx, seats, colours, picked) {
  for (const seat of seats) if (seat.wide > seat.r) paintCircle(ctx, seat, colours);
  for (const seat of seats) paintDisc(ctx, seat, colours);
  if (picked) ring(ctx, picked, colours);
}

function disc(ctx, x, y, r) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

function paintCircle(ctx, { cell, x, y, wide }, colours) {
  disc(ctx, x, y, wide);
  ctx.fillStyle = colours.kinds.get(ordered(cell.kinds)[0]?.[0]) || colours.kinds.get("");
  ctx.globalAlpha = 0.06;
  ctx.fill();
  ctx.globalAlpha = 0.75;
  ctx.setLineDash([4, 4]);
  ctx.strokeStyle = ctx.fillStyle;
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** A pie of the kinds; many events have a lit middle with their count. */
function paintDisc(ctx, { cell, x, y, r }, colours) {
  disc(ctx, x, y, r + 1.5);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  let angle = -Math.PI / 2;
  const kinds = ordered(cell.kinds);
  for (const [kind, n] of kinds.length ? kinds : [["", cell.count]]) {
    const next = angle + (2 * Math.PI * n) / cell.count;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, r, angle, next);
    ctx.fillStyle = colours.kinds.get(kind) || colours.kinds.get("");
    ctx.fill();
    angle = next;
  }
  if (cell.count > 1) paintCount(ctx, cell.count, x, y, r, colours);
}

function paintCount(ctx, count, x, y, r, colours) {
  disc(ctx, x, y, r - 3.5);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  const text = short(count);
  ctx.font = `600 ${text.length > 3 ? 9 : 10.5}px ${colours.font}`;
  ctx.fillStyle = colours.ink;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
}

/** 1234 -> "1.2k". */
export function short(count) {
  const [unit, by] = count >= 1e6 ? ["M", 1e6] : count >= 1000 ? ["k", 1000] : ["", 1];
  const value = count / by;
  return `${by > 1 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)}${unit}`;
}

function ring(ctx, { x, y, r }, colours) {
  disc(ctx, x, y, r + 4);
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 3;
  ctx.stroke();
}
