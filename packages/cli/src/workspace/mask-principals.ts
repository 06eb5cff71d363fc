const known = /\b(?:principals|token_sha256|actor|attributes|tenant)\b(?=["']?\s*:)/g;

/**
 * The text of a configuration with nothing of its principals but their keys: what diagnostics may show. Lengths stay,
 * so that places do. A text that is no YAML is masked as well: whoever wrote it may have written a token.
 */
export function maskPrincipals(text: string): string {
  return text.replace(/^["']?principals["']?\s*:[^\n]*(?:\n(?![^\s#-])[^\n]*)*/gm, (section) => {
    const kept = new Map([...section.matchAll(known)].map(({ index, 0: word }) => [index, word.length]));
    let masked = "";
    for (let at = 0; at < section.length; ) {
      const length = kept.get(at);
      masked += length === undefined ? maskOne(section[at] ?? "") : section.slice(at, at + length);
      at += length ?? 1;
    }
    return masked;
  });
}

function maskOne(character: string): string {
  return /[\s:,{}[\]#"'-]/.test(character) ? character : "*";
}
