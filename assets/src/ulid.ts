// Ids as the program makes them (ULID): 48 bits of time, 80 bits of chance, sorted by time.

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 26 signs. `time` in milliseconds; `chance` is ten bytes. */
export function ulid(time: number, chance: Uint8Array): string {
  let number = BigInt(Math.floor(time));
  for (const byte of chance.slice(0, 10)) number = (number << 8n) | BigInt(byte);
  let text = "";
  for (let at = 0; at < 26; at += 1) {
    text = SIGNS[Number(number & 31n)] + text;
    number >>= 5n;
  }
  return text;
}

export const newId = (): string => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
