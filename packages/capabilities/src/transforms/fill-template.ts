import type { CT_PURE_FILL_TEMPLATE_V0 } from "../generated/contracts.ts";
import { violation } from "./violation.ts";

/** Writes values into the places of a text, in one go: what was written in is never taken for a place. */
export const fillTemplate: CT_PURE_FILL_TEMPLATE_V0 = ({ template, values }) => {
  let text = "";
  let rest = template;
  while (rest !== "") {
    const [all = "", plain, brace, name = ""] = part.exec(rest) ?? [];
    if (all === "") return violation("a brace in the template belongs to no place");
    if (plain !== undefined) text += plain;
    else if (brace !== undefined) text += brace.slice(1);
    else {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
        return violation(`there is no text for \`${name}\``);
      }
      text += String(value);
    }
    rest = rest.slice(all.length);
  }
  return { outcome: "SUCCESS", outputs: { text } };
};

/** Text without braces, or a doubled brace, or a place. */
const part = /^(?:([^{}]+)|(\{\{|\}\})|\{([A-Za-z0-9_]+)\})/;
