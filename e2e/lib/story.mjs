// Stories as node:test runs them, but none for ever: a browser that hangs fails its story and says so.

import * as runner from "node:test";

/** The longest story takes seconds; on a busy machine perhaps a minute. */
const LIMIT = { timeout: 120_000 };

export const { describe } = runner;
export const test = (name, tell) => runner.test(name, LIMIT, tell);
export const before = (prepare) => runner.before(prepare, LIMIT);
export const beforeEach = (prepare) => runner.beforeEach(prepare, LIMIT);
export const after = (tidy) => runner.after(tidy, LIMIT);
