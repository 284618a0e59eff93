// Degrees <-> places on the web's square map of the world (Mercator, EPSG:3857), as plain numbers.

/** Beyond this latitude the square map ends. */
const END = 85.0511287798;

/** Metres round the earth at the equator. */
const ROUND = 40_075_016.7;

/** Longitude and latitude -> [x, y] in the unit square: 0, 0 is north-west. */
export function toWorld(lon, lat) {
  const phi = (Math.max(-END, Math.min(END, lat)) * Math.PI) / 180;
  return [lon / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)];
}

/** Metres on the ground at a latitude -> pixels, where the world is `scale` pixels wide. */
export function toPixels(metres, lat, scale) {
  return (metres / ROUND / Math.max(0.05, Math.cos((lat * Math.PI) / 180))) * scale;
}

/** The box that holds points {lon, lat, radius_m}: [w, s, e, n]; null when there is none. */
export function boxOf(points) {
  if (!points.length) return null;
  const box = [180, 90, -180, -90];
  for (const { lon, lat, radius_m: radius } of points) {
    const up = (radius || 0) / (ROUND / 360);
    const aside = up / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    box[0] = Math.max(-180, Math.min(box[0], lon - aside));
    box[1] = Math.max(-85, Math.min(box[1], lat - up));
    box[2] = Math.min(180, Math.max(box[2], lon + aside));
    box[3] = Math.min(85, Math.max(box[3], lat + up));
  }
  return box;
}
