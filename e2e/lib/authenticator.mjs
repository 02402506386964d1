// A phone or a security key, as Chromium plays it (DevTools, domain WebAuthn).

/** A device of this person's browser. `verified: false`: the finger of somebody else. */
export async function device({ page, context }, { verified = true, transport = "internal" } = {}) {
  const tools = await context.newCDPSession(page);
  await tools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: verified,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await tools.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    /** What the device holds. */
    credentials: async () => (await tools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    /** Whether the right finger lies on it. */
    verify: (isUserVerified) => tools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    away: () => tools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}
