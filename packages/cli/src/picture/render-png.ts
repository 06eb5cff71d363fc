import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

/** Twice the points, so that text stays sharp on a dense screen and in print. */
const zoom = 2;

/**
 * Rasterises a picture. Text is set in the fonts that come with the command and no others, so that a picture has the
 * same pixels on every machine.
 */
export function renderPng(svg: string): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { loadSystemFonts: false, fontDirs: [findFonts()], defaultFontFamily: "JetBrains Mono" },
    logLevel: "off",
  });
  return picture.render().asPng();
}

/** Beside the folder of the bundle when the command is built, else at the root of this package. */
function findFonts(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, "..", "assets");
  return existsSync(beside) ? beside : join(here, "..", "..", "assets");
}
