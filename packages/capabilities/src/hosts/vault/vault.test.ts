import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ErasedValue, type Ledger, type Salts } from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { openMemoryLedger } from "../memory/open-memory-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "../sqlite/open-sqlite-ledger.ts";
import { makeVault } from "./make-vault.ts";
import { type OpenedVault, openTenantVault } from "./open-tenant-vault.ts";

const key = Uint8Array.from({ length: 32 }, (_, index) => index);
const folder = mkdtempSync(join(tmpdir(), "pgs-vault-"));
let places = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a vault", () => {
  const vault = makeVault(key);
  const other = makeVault(key.toReversed());

  test("opens what it sealed, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => vault.open(vault.seal(text)) === text));
  });

  test("gives equal texts unequal tokens and equal commitments", () => {
    expect(vault.seal("a")).not.toBe(vault.seal("a"));
    expect(vault.commit("a")).toBe(vault.commit("a"));
    expect(vault.commit("a")).not.toBe(vault.commit("b"));
    expect(vault.commit("a")).not.toBe(other.commit("a"));
    expect(vault.commit("a")).toMatch(/^[0-9a-f]{64}$/);
  });

  test("opens nothing that another key sealed or that was changed", () => {
    const token = vault.seal("a secret");
    expect(() => other.open(token)).toThrow();
    for (let index = 0; index < token.length; index += 1) {
      const changed = token[index] === "A" ? "B" : "A";
      expect(() => vault.open(`${token.slice(0, index)}${changed}${token.slice(index + 1)}`)).toThrow();
    }
    for (const text of ["", "A", token.slice(0, -1), `${token}=`, `${token} `]) {
      expect(() => vault.open(text)).toThrow();
    }
  });

  test("has a key of 32 bytes", () => {
    expect(() => makeVault(new Uint8Array(31))).toThrow("a key has 32 bytes, not 31");
  });
});

describe("a vault with salts", () => {
  const openSalts = () => {
    const kept = new Map<number, string>();
    const salts: Salts = { add: (salt) => kept.set(kept.size + 1, salt).size, find: (id) => kept.get(id) };
    return { kept, salted: () => makeVault(key).salted(salts) };
  };

  test("keeps one salt, once it seals something, and names it in what it sealed", () => {
    const { kept, salted } = openSalts();
    const [first, second] = [salted(), salted()];
    expect(kept.size).toBe(0);
    const tokens = [first.seal("a"), first.seal("a"), second.seal("a")];
    expect(tokens.map((token) => token.split(".")[0])).toEqual(["1", "1", "2"]);
    expect(new Set([...kept.values(), ...tokens]).size).toBe(5);
    expect([...kept.values()].join(" ")).toMatch(/^[\w-]{22} [\w-]{22}$/);
    expect(tokens.map(salted().open)).toEqual(["a", "a", "a"]);
    expect(first.commit("a")).toBe(makeVault(key).commit("a"));
  });

  test("opens what was sealed before there were salts", () => {
    expect(openSalts().salted().open(makeVault(key).seal("a"))).toBe("a");
  });

  test("says that a value was erased when its salt is gone, and nothing opens it any more (PGS7066)", () => {
    const { kept, salted } = openSalts();
    const [token, other] = [salted().seal("a"), salted().seal("b")];
    const salt = kept.get(1) ?? "";
    expect(salted().open(token)).toBe("a");
    kept.delete(1);
    expect(() => salted().open(token)).toThrow(ErasedValue);
    expect(salted().open(other)).toBe("b");
    expect(() => makeVault(key).open(token)).toThrow();
    expect(() => makeVault(key).open(token.slice(2))).toThrow();
    kept.set(1, `${salt.slice(1)}A`);
    expect(() => salted().open(token)).toThrow("unable to authenticate");
    kept.set(1, salt);
    expect(salted().open(token)).toBe("a");
  });

  test("opens nothing under another spelling of its number", () => {
    const { salted } = openSalts();
    const token = salted().seal("a").slice(2);
    for (const number of ["01", "+1", "1.0", "1e0", "", " 1", "0", "2"]) {
      expect(() => salted().open(`${number}.${token}`)).toThrow();
    }
  });
});

interface Opened {
  readonly ledger: Ledger;
  readonly file: string;
  readonly open: (tenant?: string) => OpenedVault;
}

function openPlace(ledger: Ledger = openMemoryLedger({ maxRecords: 9 })): Opened {
  places += 1;
  const file = join(folder, `${places}`, "keys", "t.key");
  return { ledger, file, open: (tenant = "t") => openTenantVault({ tenant, file }, ledger) };
}

function codeOf(opened: OpenedVault): string {
  return opened.ok ? "" : opened.finding.code;
}

describe("the key of a tenant", () => {
  test("is made on first use, for its owner alone, and stays", () => {
    const { file, open } = openPlace();
    const first = open();
    expect(first).toMatchObject({ ok: true, isExposed: false });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, ".."))).toEqual(["t.key"]);
    const bytes = readFileSync(file);
    expect(bytes.length).toBe(32);
    const again = open();
    if (!first.ok || !again.ok) throw new Error("the vault was refused");
    expect(again.vault.open(first.vault.seal("a"))).toBe("a");
    expect(readFileSync(file)).toEqual(bytes);
  });

  test("is the one that another process made first, and nothing of a killed one stays beside it", () => {
    const { file, open } = openPlace();
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, key, { mode: 0o600 });
    writeFileSync(`${file}.0123456789abcdef.new`, key);
    const opened = open();
    expect(opened.ok && opened.vault.commit("a")).toBe(makeVault(key).commit("a"));
    expect(readdirSync(join(file, ".."))).toEqual(["t.key"]);
  });

  test("is told to be exposed when others may read it", () => {
    const { file, open } = openPlace();
    open();
    chmodSync(file, 0o640);
    expect(open()).toMatchObject({ ok: true, isExposed: true });
  });

  test("is never made anew where a ledger knows one (PGS7041)", () => {
    const { file, open } = openPlace();
    open();
    rmSync(file);
    expect(codeOf(open())).toBe("PGS7041");
    expect(() => statSync(file)).toThrow();
  });

  test("is neither another one, nor another tenant's, nor a part of one (PGS7042)", () => {
    const { file, open } = openPlace();
    open();
    const right = readFileSync(file);
    expect(codeOf(open("other"))).toBe("PGS7042");
    for (const forged of [key, right.subarray(1), Buffer.concat([right, right]), Buffer.alloc(0)]) {
      writeFileSync(file, forged);
      expect(codeOf(open())).toBe("PGS7042");
    }
    const moved = openPlace();
    moved.open();
    cpSync(moved.file, file);
    expect(codeOf(open())).toBe("PGS7042");
    writeFileSync(file, right);
    expect(codeOf(open())).toBe("");
  });

  test("is pinned in a file as long as the file is there", () => {
    const path = join(folder, "pinned.db");
    const ledger = openSqliteLedger({ ...sqliteDefaults, path });
    const { file, open } = openPlace(ledger);
    open();
    const pinned = ledger.read.keyCheck();
    expect(pinned).toMatch(/^[0-9a-f]{64}$/);
    ledger.close();
    const again = openSqliteLedger({ ...sqliteDefaults, path });
    expect(again.read.keyCheck()).toBe(pinned);
    expect(() => again.transaction((tx) => tx.pinKey("another"))).toThrow("another key is pinned");
    expect(openTenantVault({ tenant: "t", file }, again).ok).toBe(true);
    again.close();
  });
});
