import { Resvg } from "@resvg/resvg-js";

/** Twice the points, so that text stays sharp on a dense screen and in print. */
const zoom = 2;

/**
 * Rasterises a picture. Text is set in the fonts of `fontFolder` and no others, so that a picture has the same pixels
 * on every machine.
 */
export function renderPng(svg: string, fontFolder: string): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { loadSystemFonts: false, fontDirs: [fontFolder], defaultFontFamily: "JetBrains Mono" },
    logLevel: "off",
  });
  return picture.render().asPng();
}
