import type { MarkedHop } from "./marked-hops.ts";
import { type MarkedSink, markedSinks } from "./marked-sinks.ts";
import { type MarkedSource, markedSources } from "./marked-sources.ts";

type Mark = "secret" | "personal";

/** One workflow that takes a marked value from a source to a sink. */
export interface MarkedCell {
  readonly workflow: string;
  readonly mark: Mark;
  readonly source: MarkedSource;
  readonly sink: MarkedSink;
  /** On the way from the one to the other. */
  readonly hops?: readonly MarkedHop[];
}

/** Every source with every sink that takes what it gives, once for each mark that it can have. */
export function markedCells(): readonly MarkedCell[] {
  return markedSources.flatMap((source) =>
    (source.marks ?? (["secret", "personal"] as const)).flatMap((mark) =>
      markedSinks
        .filter(({ takes }) => takes === "any" || source.gives === "text")
        .map((sink) => ({
          workflow: `WF_${mark.toUpperCase()}_${source.name}_TO_${sink.name}_V0`,
          mark,
          source,
          sink,
        })),
    ),
  );
}

/** The sources of a root with what all cells use and the workflows of some, by path. */
export function markedProtocol(cells: readonly MarkedCell[]): Readonly<Record<string, string>> {
  const written = [...Object.entries(artifacts), ...cells.map((cell) => [cell.workflow, workflowOf(cell)] as const)];
  const files = written.map(
    ([code, text]) => [`protocol/${code}.yaml`, `artifact: hello::${code}\n${text}\n`] as const,
  );
  return { ...Object.fromEntries(files), "src/marked.ts": implementations };
}

function workflowOf({ mark, source, sink, hops = [] }: MarkedCell): string {
  const stations = [source, ...hops, sink];
  const nodes = stations.flatMap((station, index): readonly string[] => {
    const before = stations[index - 1];
    const value = before !== undefined && "value" in before ? before.value : "";
    const next = index === stations.length - 2 ? "SINK" : `HOP_${index + 1}`;
    return (station.nodes ?? []).map((line) =>
      line
        .replaceAll("VALUE", () => value.replaceAll(/\bHERE/g, `HOP_${index - 1}`))
        .replaceAll(/\bHERE/g, `HOP_${index}`)
        .replace(/: SINK\b/, index === stations.length - 1 ? ": SINK" : `: ${next}`),
    );
  });
  const payload = source.payload === undefined ? [] : [`payload: {${source.payload}}`];
  const lines = [...payload, `actors: [AC_${mark.toUpperCase()}_V0]`, "nodes:", ...nodes.map((line) => `  ${line}`)];
  return lines
    .join("\n")
    .replaceAll("MARK_STATE", `${mark.toUpperCase()}_STATE`)
    .replaceAll("_MARK_V0", `_${mark.toUpperCase()}_V0`)
    .replaceAll("MARK_value", `${mark}_value`)
    .replaceAll("MARK: true", `${mark}: true`);
}

const marked = (mark: Mark): Readonly<Record<string, string>> => {
  const MARK = mark.toUpperCase();
  return {
    [`AC_${MARK}_V0`]: `type: person\nattributes: {${mark}_value: {type: string, ${mark}: true}}`,
    [`ENTITY_${MARK}_V0`]: `fields: {leaf: {type: string, ${mark}: true}, city: {type: string}}`,
    [`CT_MAKE_${MARK}_V0`]: `code: marked.ts#make
inputs: {seed: {type: string}}
outputs: {made: {type: string, ${mark}: true}}
outcomes: {SUCCESS: [made], VIOLATION: []}`,
    [`CT_WRAP_${MARK}_V0`]: `inputs: {seed: {type: string}}
outputs: {made: {type: string, ${mark}: true}}
outcomes: {SUCCESS: [made], VIOLATION: []}
compose:
  - {step: make, transform: CT_MAKE_${MARK}_V0, inputs: {seed: $.inputs.seed}}`,
    [`CC_KEEP_${MARK}_V0`]: `inputs: {value: {type: string, ${mark}: true}}
outputs: {kept: {type: string, ${mark}: true}}
outcomes: {SUCCESS: [kept], VIOLATION: []}
pipeline:
  - step: plain
    transform: CT_PLAIN_V0
    inputs: {plain: kept}
    outputs: {kept: $.inputs.value}`,
    [`CC_MAKE_${MARK}_V0`]: `inputs: {seed: {type: string}}
outputs: {made: {type: string, ${mark}: true}}
outcomes: {SUCCESS: [made], VIOLATION: []}
pipeline:
  - {step: make, transform: CT_MAKE_${MARK}_V0, inputs: {seed: $.inputs.seed}}`,
  };
};

const artifacts: Readonly<Record<string, string>> = {
  ...marked("secret"),
  ...marked("personal"),
  STRUCTURE_HELLO_V0: `stores:
  REG: registry
  LOG: events
  PLAIN: {semantics: state, record: {plain: {type: string}}}
  LOOSE: state
  SEALED: {semantics: state, record: {whole: {type: any, secret: true}}}
  KEPT: {semantics: state, secret: true, record: {leaf: {type: string}}}
  SECRET_STATE: {semantics: state, entity: ENTITY_SECRET_V0}
  PERSONAL_STATE: {semantics: state, entity: ENTITY_PERSONAL_V0}`,
  EV_PLAIN_V0: "store: STRUCTURE_HELLO_V0/LOG\nfields: {plain: {type: string}}",
  EV_ANY_V0: "store: STRUCTURE_HELLO_V0/LOG\nfields: {plain: {type: any}}",
  EV_KEPT_V0: "store: STRUCTURE_HELLO_V0/LOG\nfields: {leaf: {type: string, personal: true}}",
  CC_PLAIN_V0: `inputs: {plain: {type: string}}
outputs: {plain: {type: string}}
outcomes: {SUCCESS: [plain], VIOLATION: []}
pipeline:
  - step: plain
    transform: CT_PLAIN_V0
    inputs: {plain: $.inputs.plain}
    outputs: {plain: $.inputs.plain}`,
  CC_LOOSE_V0: `inputs: {loose: {type: object, open: true}}
outcomes: {SUCCESS: [], VIOLATION: [], BACKEND_ERROR: []}
pipeline:
  - step: write
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: WRITE
    store: LOOSE
    inputs: {key: x, value: $.inputs.loose}`,
  CT_PLAIN_V0: `code: marked.ts#plain
inputs: {plain: {type: string}}
outputs: {length: {type: integer}}
outcomes: {SUCCESS: [length], VIOLATION: []}`,
  CT_COPY_V0: `inputs: {value: {type: string}}
outputs: {copy: {type: string}}
outcomes: {SUCCESS: [copy], VIOLATION: []}
compose:
  - step: plain
    transform: CT_PLAIN_V0
    inputs: {plain: $.inputs.value}
    outputs: {copy: $.inputs.value}`,
  CT_HIDE_V0: `inputs: {seed: {type: string}}
outputs: {count: {type: integer}}
outcomes: {SUCCESS: [count], VIOLATION: []}
compose:
  - {step: make, transform: CT_MAKE_SECRET_V0, inputs: {seed: $.inputs.seed}}
  - {step: count, transform: CT_COUNT_V0, inputs: {value: $.results.make.made}}`,
  WF_HIDE_V0: `payload: {seed: {type: string}}
nodes:
  HIDE:
    transform: CT_HIDE_V0
    inputs: {seed: $.payload.seed}
    next: {SUCCESS: TOLD, VIOLATION: DENIED}
  TOLD: {exit: completed, outputs: {count: $.results.HIDE.count}}`,
  CT_TURN_V0: `code: marked.ts#turn
inputs: {value: {type: string, secret: true}}
outputs: {turned: {type: string, secret: true}}
outcomes: {SUCCESS: [turned], VIOLATION: []}`,
  CT_TURN_TWICE_V0: `inputs: {value: {type: string, secret: true}}
outputs: {turned: {type: string, secret: true}}
outcomes: {SUCCESS: [turned], VIOLATION: []}
compose:
  - {step: turn, transform: CT_TURN_V0, inputs: {value: $.inputs.value}, outputs: {once: $.result.turned}}
  - {step: again, transform: CT_TURN_V0, inputs: {value: $.results.turn.once}}`,
  CT_COUNT_V0: reading("count"),
  CT_BLAB_V0: reading("blab"),
  CT_THROW_V0: reading("fail"),
  CT_LIE_V0: `code: marked.ts#lie
inputs: {value: {type: any, secret: true}}
outputs: {lie: {type: any}}
outcomes: {SUCCESS: [lie], VIOLATION: []}
discloses: [lie]`,
};

function reading(name: string): string {
  return `code: marked.ts#${name}
inputs: {value: {type: any, secret: true}}
outputs: {count: {type: integer}}
outcomes: {SUCCESS: [count], VIOLATION: []}
discloses: [count]`;
}

const implementations = `
interface Given { readonly value: unknown }
export const make = ({ seed }: { readonly seed: string }) => {
  if (seed.startsWith("refuse")) return { outcome: "VIOLATION", outputs: {}, reason: "not with " + turned(seed) } as const;
  return { outcome: "SUCCESS", outputs: { made: turned(seed) } } as const;
};
const turned = (text: string): string => text.split("").reverse().join("");
export const turn = ({ value }: { readonly value: string }) =>
  ({ outcome: "SUCCESS", outputs: { turned: turned(value) } }) as const;
export const plain = ({ plain }: { readonly plain: string }) =>
  ({ outcome: "SUCCESS", outputs: { length: plain.length } }) as const;
export const count = ({ value }: Given) => ({ outcome: "SUCCESS", outputs: { count: JSON.stringify(value).length } }) as const;
export const blab = ({ value }: Given) =>
  ({ outcome: "VIOLATION", outputs: {}, reason: "not with " + JSON.stringify(value) }) as const;
export const fail = ({ value }: Given) => {
  throw new Error("no way with " + JSON.stringify(value));
};
export const lie = ({ value }: Given) => ({ outcome: "SUCCESS", outputs: { lie: JSON.stringify(value) } }) as const;
`;
