import type { PurityFinding } from "./finding.ts";
import { listedPackages } from "./listed-packages.ts";
import type { Node, Program } from "./syntax.ts";

/** A module of the same root that a module takes values from. Types are gone when code runs and are not in it. */
export interface ModuleImport {
  /** As written: `../hex.ts`. */
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
}

export interface ModuleImports {
  readonly relative: readonly ModuleImport[];
  readonly findings: readonly PurityFinding[];
}

/** Says what a module imports of its own root, and what it imports that is not listed. */
export function importsOf(program: Program): ModuleImports {
  const relative: ModuleImport[] = [];
  const findings: PurityFinding[] = [];
  for (const statement of program.body) {
    const asked = askedOf(statement);
    if (asked === undefined) continue;
    const { start, end, value: specifier } = asked.source;
    if (/^\.\.?\//.test(specifier)) {
      if (specifier.endsWith(".ts")) relative.push({ specifier, start, end });
      else findings.push(unnamed(asked.source));
    } else findings.push(...unlisted(asked));
  }
  return { relative, findings };
}

type Source = Extract<Node, { readonly type: "ImportDeclaration" }>["source"];

interface Asked {
  readonly source: Source;
  /** What of the module; undefined when it is the whole. */
  readonly names: readonly { readonly name: string | undefined; readonly at: Node }[];
}

function askedOf(statement: Program["body"][number]): Asked | undefined {
  switch (statement.type) {
    case "ImportDeclaration": {
      const specifiers = statement.specifiers.filter(
        (part) => part.type !== "ImportSpecifier" || part.importKind !== "type",
      );
      const isTypes = statement.importKind === "type" || (specifiers.length === 0 && statement.specifiers.length > 0);
      if (isTypes) return undefined;
      const names = specifiers.map((part) => {
        const name =
          part.type === "ImportSpecifier" && part.imported.type === "Identifier" ? part.imported.name : undefined;
        return { name, at: part };
      });
      return {
        source: statement.source,
        names: names.length > 0 ? names : [{ name: undefined, at: statement.source }],
      };
    }
    case "ExportNamedDeclaration": {
      if (statement.source === null || statement.exportKind === "type") return undefined;
      const specifiers = statement.specifiers.filter(({ exportKind }) => exportKind !== "type");
      const names = specifiers.map((part) => ({
        name: part.local.type === "Identifier" ? part.local.name : undefined,
        at: part,
      }));
      return { source: statement.source, names };
    }
    case "ExportAllDeclaration":
      if (statement.exportKind === "type") return undefined;
      return { source: statement.source, names: [{ name: undefined, at: statement.source }] };
    default:
      return undefined;
  }
}

function unlisted({ source, names }: Asked): readonly PurityFinding[] {
  const listed = Object.hasOwn(listedPackages, source.value) ? listedPackages[source.value] : undefined;
  if (listed === undefined) return [refuse(source, source.value, whyNot(source.value))];
  return names
    .filter(({ name }) => name === undefined || !listed.includes(name))
    .map(({ name, at }) => {
      const instead = `of it a transform may import ${listed.map((one) => `\`${one}\``).join(", ")}`;
      return refuse(at, source.value, {
        what: name === undefined ? "is taken whole" : `has a \`${name}\` that is not listed`,
        instead,
      });
    });
}

function unnamed(source: Source): PurityFinding {
  return refuse(source, source.value, {
    what: "does not name a TypeScript file",
    instead: "write the name of the file with its ending, `.ts`",
  });
}

interface Reason {
  readonly what: string;
  readonly instead?: string;
}

function whyNot(module: string): Reason {
  const [scope = "", name = ""] = module.split("/");
  const owner = module.startsWith("@") ? `${scope}/${name}` : scope;
  const siblings = Object.keys(listedPackages).filter((listed) => listed === owner || listed.startsWith(`${owner}/`));
  if (module.startsWith("node:"))
    return { what: "is the host, which no transform reaches", instead: "take what it needs as an input" };
  if (siblings.length > 0) {
    return {
      what: "is not a listed part of its package",
      instead: `listed are ${siblings.map((one) => `\`${one}\``).join(", ")}`,
    };
  }
  if (module.startsWith("@pgs/"))
    return { what: "is part of the platform, not of a transform", instead: "for its types alone write `import type`" };
  return {
    what: "is not listed",
    instead: "write what it needs in a module of the root; for types alone write `import type`",
  };
}

function refuse({ start, end }: Node, module: string, { what, instead }: Reason): PurityFinding {
  return { rule: "import", start, end, module, what, ...(instead === undefined ? {} : { instead }) };
}
