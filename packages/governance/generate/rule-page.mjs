/**
 * Parses a rule page: front matter, why, `## Bad`, `## Good`. A page that is not whole is refused with its name.
 * Never reads a file, and never guesses: an unknown key is an error.
 *
 * @typedef {{file: string, text: string}} SampleFile  `file` is relative to a root: `protocol/…` or `src/…`
 * @typedef {{text: string, files: SampleFile[]}} Sample
 * @typedef {{code: string, name: string, invariant: string, boundary: string, phase: string, severity: string,
 *   message: string, at: string, help: string, otherwise: string, why: string, bad: Sample, good: Sample}} RulePage
 */

const requiredKeys = ["code", "name", "phase", "severity", "message", "at"];
const optionalKeys = ["invariant", "boundary", "help", "otherwise"];
const phases = ["config", "read", "parse", "bind", "check", "lower", "emit", "seal", "run", "transport", "internal"];
/** Phases whose findings come from protocol sources alone: their samples are whole files. */
const samplePhases = new Set(["read", "parse", "bind", "check"]);

/** @returns {RulePage} */
export function parseRulePage(fileName, text) {
  const refuse = (what) => {
    throw new Error(`rules/${fileName}: ${what}`);
  };
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? refuse("there is no front matter");
  const front = readFrontMatter(head, refuse);
  checkFrontMatter(front, fileName, refuse);
  const sections = splitSections(body, refuse);
  if (samplePhases.has(front.phase)) {
    if (sections.bad.files.length === 0) refuse("`## Bad` holds no ```yaml file=… block");
    if (sections.good.files.length === 0) refuse("`## Good` holds no ```yaml file=… block");
  }
  if (front.otherwise !== undefined && front.help === undefined) refuse("`otherwise` stands beside a `help`");
  return { invariant: "", boundary: "", help: "", otherwise: "", ...front, ...sections };
}

/** Pages in the order of their codes. Refuses two pages of one code. */
export function orderRulePages(pages) {
  const sorted = [...pages].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  sorted.forEach((page, at) => {
    const before = sorted[at - 1];
    if (before?.code === page.code) {
      throw new Error(`rules/${page.name}.md: ${page.code} is the code of rules/${before.name}.md already`);
    }
  });
  return sorted;
}

function readFrontMatter(head, refuse) {
  const front = {};
  for (const line of head.split("\n")) {
    if (line === "") continue;
    const [, key, raw] = /^([a-z]+):\s*(.*?)\s*$/.exec(line) ?? refuse(`\`${line}\` is not \`key: value\``);
    if (!requiredKeys.includes(key) && !optionalKeys.includes(key)) refuse(`\`${key}\` is not a key of a rule page`);
    if (key in front) refuse(`\`${key}\` stands twice`);
    front[key] = unquote(raw, refuse);
  }
  return front;
}

function unquote(raw, refuse) {
  if (raw.startsWith("'") && raw.endsWith("'") && raw.length > 1) return raw.slice(1, -1).replaceAll("''", "'");
  if (!raw.startsWith('"')) return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return refuse(`${raw} is not a quoted string`);
  }
}

function checkFrontMatter(front, fileName, refuse) {
  for (const key of requiredKeys) if (!front[key]) refuse(`\`${key}\` is missing`);
  if (!/^PGS[0-9]{4}$/.test(front.code)) refuse(`\`${front.code}\` is not a code like PGS2003`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(front.name)) refuse(`\`${front.name}\` is not a kebab-case name`);
  if (`${front.name}.md` !== fileName) refuse(`the page is named \`${front.name}\`, its file is not`);
  if (!phases.includes(front.phase)) refuse(`\`${front.phase}\` is none of the phases ${phases.join(", ")}`);
  if (!["error", "warning"].includes(front.severity)) refuse("severity is `error` or `warning`");
  if (front.invariant && !front.boundary) refuse("an invariant needs its `boundary`");
  if (front.message.endsWith(".")) refuse("a message has no full stop");
}

function splitSections(body, refuse) {
  const parts = body.split(/^## (.+)$/m);
  const why = parts[0].trim();
  if (why === "") refuse("the page does not say why");
  const sections = {};
  for (let at = 1; at < parts.length; at += 2) {
    const title = parts[at].trim();
    if (title !== "Bad" && title !== "Good") refuse(`\`## ${title}\` is not a section of a rule page`);
    if (title in sections) refuse(`\`## ${title}\` stands twice`);
    sections[title] = readSample(parts[at + 1], refuse);
  }
  for (const title of ["Bad", "Good"]) {
    if (sections[title] === undefined || sections[title].text === "") refuse(`\`## ${title}\` is missing`);
  }
  return { why, bad: sections.Bad, good: sections.Good };
}

/** A `yaml` block goes under `protocol/`, every other one with a `file=` under `src/`. */
function readSample(text, refuse) {
  const files = [];
  for (const [, language, file, content] of text.matchAll(/^```([a-z]+) file=(\S+)\n([\s\S]*?)^```$/gm)) {
    const path = `${language === "yaml" ? "protocol" : "src"}/${file}`;
    if (files.some((other) => other.file === path)) refuse(`the sample holds \`${path}\` twice`);
    files.push({ file: path, text: content });
  }
  return { text: text.trim(), files };
}
