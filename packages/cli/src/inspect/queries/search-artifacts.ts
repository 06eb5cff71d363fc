import type { Fqdn, Json } from "@pgs/governance";
import { type Artifact, isMap, textUnder } from "../artifact.ts";
import type { SealedProtocol } from "../sealed-protocol.ts";

export interface SearchHit {
  readonly artifact: Fqdn;
  readonly summary: string;
  /** Where the words were found, the best place first: `name`, `summary`, or the way to a name or text inside. */
  readonly found_in: readonly string[];
  readonly rank: number;
}

export interface SearchResult {
  readonly total: number;
  /** The best ones. */
  readonly hits: readonly SearchHit[];
}

interface Text {
  readonly where: string;
  readonly text: string;
  readonly weight: number;
}

const weights = { name: 16, summary: 8, member: 4, text: 2 };

/** Finds artifacts that have every one of some words in their names, summaries, fields or texts, the best first. */
export function searchArtifacts(
  protocol: SealedProtocol,
  search: { readonly words: readonly string[]; readonly limit: number },
): SearchResult {
  const words = search.words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== "");
  const hits = [...protocol.artifacts.values()]
    .flatMap((artifact) => hitOf(artifact, words))
    .sort((a, b) => b.rank - a.rank || (a.artifact < b.artifact ? -1 : 1));
  return { total: hits.length, hits: hits.slice(0, search.limit) };
}

function hitOf(artifact: Artifact, words: readonly string[]): readonly SearchHit[] {
  const texts = textsOf(artifact);
  const best = words.map((word) =>
    texts
      .map((text) => ({ where: text.where, rank: rankOf(word, text) }))
      .reduce((a, b) => (b.rank > a.rank ? b : a), { where: "", rank: 0 }),
  );
  if (best.length === 0 || best.some(({ rank }) => rank === 0)) return [];
  return [
    {
      artifact: artifact.artifact,
      summary: textUnder(artifact, "summary"),
      found_in: [...new Set([...best].sort((a, b) => b.rank - a.rank).map(({ where }) => where))],
      rank: best.reduce((sum, { rank }) => sum + rank, 0),
    },
  ];
}

/** A word that stands alone counts double what stands inside another one does. */
function rankOf(word: string, { text, weight }: Text): number {
  const at = text.indexOf(word);
  if (at === -1) return 0;
  if (text === word) return weight * 2 + 1;
  const isWhole = new RegExp(`(?:^|[^a-z0-9])${word.replace(/[^a-z0-9]/g, "\\$&")}(?:$|[^a-z0-9])`).test(text);
  return isWhole ? weight * 2 : weight;
}

function textsOf(artifact: Artifact): readonly Text[] {
  const texts: Text[] = [
    { where: "name", text: artifact.artifact.toLowerCase(), weight: weights.name },
    { where: "summary", text: textUnder(artifact, "summary").toLowerCase(), weight: weights.summary },
  ];
  const visit = (value: Json, path: string): void => {
    if (typeof value === "string") texts.push({ where: path, text: value.toLowerCase(), weight: weights.text });
    else if (Array.isArray(value)) for (const item of value) visit(item, path);
    else if (isMap(value)) {
      for (const [key, member] of Object.entries(value)) {
        const where = path === "" ? key : `${path}.${key}`;
        if (path !== "") texts.push({ where, text: key.toLowerCase(), weight: weights.member });
        visit(member, where);
      }
    }
  };
  const { artifact: _name, summary: _summary, ...rest } = artifact;
  visit(rest, "");
  return texts;
}
