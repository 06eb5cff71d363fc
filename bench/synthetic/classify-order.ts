/** Says how an order is to be treated. */
export function classifyOrder(inputs: { readonly amount: number; readonly threshold: number }) {
  if (inputs.amount <= 0) return { outcome: "VIOLATION", outputs: {}, reason: "an order has an amount" } as const;
  return { outcome: "SUCCESS", outputs: { class: inputs.amount < inputs.threshold ? "SMALL" : "LARGE" } } as const;
}
