// What a page costs a citizen on a slow link: bytes on the wire, headers included.

/** Largest page and largest script a citizen's page may cost, in bytes. */
export const CITIZEN = { total: 60 * 1024, script: 20 * 1024 };

/**
 * Opens an address with an empty cache and counts what comes over the wire.
 * Returns { total, script, requests: [{ url, type, bytes }] }, largest first.
 */
export async function transfer(page, address) {
  const session = await page.context().newCDPSession(page);
  const requests = new Map();
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    requests.set(requestId, { url: response.url, type, bytes: 0 });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await session.detach();
  const listed = [...requests.values()].sort((a, b) => b.bytes - a.bytes);
  const sum = (some) => some.reduce((bytes, request) => bytes + request.bytes, 0);
  const scripts = listed.filter((request) => request.type === "Script");
  return { total: sum(listed), script: sum(scripts), requests: listed };
}

/** Why a page is too expensive, one sentence each; empty when it is not. */
export function overBudget(cost, budget = CITIZEN) {
  const why = [];
  const list = () => cost.requests.map((r) => `  ${r.bytes} ${r.type} ${r.url}`).join("\n");
  if (cost.total > budget.total) why.push(`${cost.total} bytes of ${budget.total}:\n${list()}`);
  if (cost.script > budget.script) why.push(`${cost.script} bytes of script of ${budget.script}:\n${list()}`);
  return why;
}
