// Names of countries and of the places of the data -> words on a canvas, none over another.

/** From this zoom on the places of the data bear their names. */
const NAMED = 3;

/** Paint what fits: the discs keep their room, then places by their counts, then countries by their width. */
export function paintNames(ctx, frame, seats, countries, colours, zoom) {
  const taken = seats.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]);
  const said = new Set();
  const put = (text, x, y, style) => {
    if (said.has(text)) return;
    ctx.font = style.font;
    const half = ctx.measureText(text).width / 2;
    const box = [x - half - 3, y - 8, x + half + 3, y + 8];
    if (taken.some((other) => meets(box, other))) return;
    taken.push(box);
    said.add(text);
    write(ctx, text, x, y, style);
  };
  if (zoom >= NAMED) places(seats, put, colours);
  countriesSeen(frame, countries, zoom).forEach(({ name, x, y }) => put(name, x, y, country(colours, zoom)));
}

const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function places(seats, put, colours) {
  const style = { font: `500 12px ${colours.font}`, ink: colours.ink, halo: colours.land };
  for (const { cell, x, y, r } of seats) if (cell.place) put(cell.place.label, x, y + r + 9, style);
}

const country = (colours, zoom) => ({
  font: `italic ${zoom < 3 ? 10.5 : 12}px ${colours.font}`,
  ink: colours.name,
  halo: colours.land,
});

/** Countries whose name has room on their land, or that one is near enough to look for. */
function countriesSeen({ scale, x, y, seen }, names, zoom) {
  return names
    .filter(({ at, name, width }) => {
      const inside = at[0] >= seen[0] && at[0] <= seen[2] && at[1] >= seen[1] && at[1] <= seen[3];
      return inside && (width * scale > name.length * 5.5 || zoom >= 6);
    })
    .map(({ at, name }) => ({ name, x: at[0] * scale - x, y: at[1] * scale - y }));
}

function write(ctx, text, x, y, { ink, halo }) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}
