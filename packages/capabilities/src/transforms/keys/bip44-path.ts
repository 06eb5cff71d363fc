import type { CT_PURE_BIP44_PATH_V0 } from "../../generated/contracts.ts";

const hardened = 0x80000000;
const purpose = 44;

/** Names a BIP-44 path and gives the index of each of its five levels, the first three hardened. */
export const bip44Path: CT_PURE_BIP44_PATH_V0 = ({ coin_type, account, change, address_index }) => ({
  outcome: "SUCCESS",
  outputs: {
    derivation_path: `m/${purpose}'/${coin_type}'/${account}'/${change}/${address_index}`,
    purpose_index: hardened + purpose,
    coin_type_index: hardened + coin_type,
    account_index: hardened + account,
    change_index: change,
    address_index,
  },
});
