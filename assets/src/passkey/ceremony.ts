// The call of the browser, and its answer as the JSON that Web Authentication Level 3 (§5.1) describes.
// Older browsers know neither parseCreationOptionsFromJSON nor toJSON, so both are done here.

import { fromBytes, toBytes } from "./base64url";
import { Refused } from "./reason";

export type Ceremony = "create" | "get";

type Named = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };

/** Asks the device. Rejects with what the browser threw, or with `Refused` before it is asked. */
export async function ask(ceremony: Ceremony, options: string): Promise<string> {
  if (!window.isSecureContext) throw new Refused("insecure");
  if (!window.PublicKeyCredential || !navigator.credentials) throw new Refused("unsupported");
  const publicKey = optionsOf(options);
  const answer =
    ceremony === "create"
      ? await navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions });
  if (!answer) throw new Refused("cancelled");
  return JSON.stringify(written(answer as PublicKeyCredential));
}

/** Options as the server wrote them, with bytes where the browser wants bytes. */
export function optionsOf(json: string): unknown {
  const options = JSON.parse(json);
  const named = (list?: Named[]) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  const made = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = named(options.allowCredentials);
  return made;
}

/** What goes back to the server. */
export function written(credential: PublicKeyCredential): object {
  const { id, rawId, type } = credential;
  const said = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const clientDataJSON = fromBytes(said.clientDataJSON);
  const response = said.attestationObject
    ? { clientDataJSON, attestationObject: fromBytes(said.attestationObject), transports: said.getTransports?.() ?? [] }
    : {
        clientDataJSON,
        authenticatorData: fromBytes(said.authenticatorData),
        signature: fromBytes(said.signature),
        userHandle: said.userHandle ? fromBytes(said.userHandle) : null,
      };
  return { id, rawId: fromBytes(rawId), type, response };
}
